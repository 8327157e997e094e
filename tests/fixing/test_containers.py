"""What is in a token or an image is not edited, and why is said."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from click.testing import CliRunner

from trustlint.cli import command


def test_a_token_is_left_as_it_is(tmp_path: Path) -> None:
    payload = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5b3c0a3e-91a5-4a8e-8a64-1d6b6c1a0f3d ",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {"type": "AchievementSubject"},
    }
    parts = [json.dumps({"alg": "RS256"}), json.dumps(payload), "signature"]
    token = ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)
    file = tmp_path / "award.jwt"
    file.write_text(token)
    ended = CliRunner().invoke(command, ["fix", "--write", str(file)])
    assert (
        "this is the credential inside the JWT, which is not edited: mend the source, and sign or bake it anew"
        in ended.output
    )
    assert "UTF-8" not in ended.output
    assert file.read_text() == token
    assert ended.exit_code == 0
