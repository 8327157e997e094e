"""PRF001 in a run, and the libraries that it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import trustlint
from tests.integrity.signing import ALICE, BOB, NOW, P256, credential, judged, judged_token, sign, token
from tests.integrity.test_data_integrity import only
from tests.integrity.test_tokens_verified import claims
from trustlint.model.verification import ProofState


def findings(tmp_path: Path, content: Any, name: str = "badge.json") -> list[dict[str, Any]]:
    file = tmp_path / name
    file.write_text(content if isinstance(content, str) else json.dumps(content, indent=2), encoding="utf-8")
    report = trustlint.check([file], packs=["open-badges"], select=["PRF001"], now=NOW)
    return [finding for document in report.to_dict()["documents"] for finding in document["findings"]]


def test_a_proof_that_holds_says_nothing(tmp_path: Path) -> None:
    assert findings(tmp_path, sign(credential(ALICE.did), ALICE)) == []
    assert findings(tmp_path, credential(ALICE.did)) == []
    assert findings(tmp_path, token(claims(ALICE.did), ALICE), "badge.jwt") == []


def test_a_changed_credential_is_an_error_at_its_proof(tmp_path: Path) -> None:
    data = sign(credential(ALICE.did), ALICE)
    data["name"] = "Other"
    (finding,) = findings(tmp_path, data)
    assert (finding["code"], finding["severity"], finding["pointer"]) == ("PRF001", "error", "/proof")
    assert finding["message"].startswith(
        "The signature does not fit: the credential or its proof was changed after signing"
    )
    assert finding["message"].endswith(" made it.")
    assert finding["span"]["line"] == 1 + json.dumps(data, indent=2).split('"proof"')[0].count("\n")


def test_each_proof_that_fails_is_told(tmp_path: Path) -> None:
    data = sign(sign(sign(credential(ALICE.did), ALICE), BOB), P256, "ecdsa-rdfc-2019")
    for index in (0, 2):
        data["proof"][index]["created"] = "2026-01-03T00:00:00Z"
    found = findings(tmp_path, data)
    assert [finding["pointer"] for finding in found] == ["/proof/0", "/proof/2"]


def test_a_changed_token_is_an_error(tmp_path: Path) -> None:
    text = token(claims(ALICE.did), BOB, {"alg": "EdDSA", "kid": ALICE.method})
    (finding,) = findings(tmp_path, text, "badge.jwt")
    assert (finding["code"], finding["severity"], finding["pointer"]) == ("PRF001", "error", None)
    assert finding["message"].startswith("The signature of the token does not fit")


def test_proofs_inside_documents_are_looked_at(tmp_path: Path) -> None:
    data = credential(ALICE.did)
    endorsement = claims(ALICE.did, type=["VerifiableCredential", "EndorsementCredential"])
    endorsement["credentialSubject"] = {"id": "did:example:learner", "type": ["EndorsementSubject"]}
    data["endorsementJwt"] = [token(endorsement, BOB, {"alg": "EdDSA", "kid": ALICE.method})]
    (finding,) = findings(tmp_path, data)
    assert finding["message"].startswith("The signature of the token does not fit")


def test_what_is_not_checked_and_templates_are_no_findings(tmp_path: Path) -> None:
    data = sign(credential("did:web:example.org"), ALICE, verificationMethod="did:web:example.org#key-1")
    assert findings(tmp_path, data) == []
    data["name"] = "{{name}}"
    data["proof"]["verificationMethod"] = ALICE.method
    assert findings(tmp_path, data) == []
    data["name"] = "Name"
    assert len(findings(tmp_path, data)) == 1


def test_documents_of_one_shape_are_each_verified(tmp_path: Path) -> None:
    """From the third on, rules are asked by the shape of a document where they can be."""
    good, bad = sign(credential(ALICE.did), ALICE), sign(credential(ALICE.did), ALICE)
    bad["name"] = "Cake baking"
    lines = [good, good, good, good, bad, good, bad, credential(ALICE.did)]
    file = tmp_path / "badges.ndjson"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = trustlint.check([file], packs=["open-badges"], select=["PRF001"], now=NOW).to_dict()
    found = [[finding["code"] for finding in document["findings"]] for document in report["documents"]]
    assert found == [[], [], [], [], ["PRF001"], [], ["PRF001"], []]


def test_a_token_of_the_shape_of_unsigned_documents_is_verified(tmp_path: Path) -> None:
    plain = claims(ALICE.did)
    wrong = token(plain, BOB, {"alg": "EdDSA", "kid": ALICE.method})
    file = tmp_path / "badges.ndjson"
    file.write_text("\n".join([*[json.dumps(plain)] * 4, wrong]), encoding="utf-8")
    report = trustlint.check([file], packs=["open-badges"], select=["PRF001"], now=NOW).to_dict()
    found = [[finding["code"] for finding in document["findings"]] for document in report["documents"]]
    assert found == [[], [], [], [], ["PRF001"]]


INSTALL = "The libraries that check signatures are not installed; install them with: pip install 'trustlint[verify]'"


@pytest.mark.parametrize("library", ["cryptography", "pyld", "rfc8785"])
def test_without_a_library_nothing_is_claimed(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = sign(
        credential(ALICE.did), ALICE, "eddsa-jcs-2022" if library == "rfc8785" else "eddsa-rdfc-2022"
    )
    for name in list(sys.modules):
        if name.partition(".")[0] == library:
            monkeypatch.setitem(sys.modules, name, None)
    assert only(judged(signed)) == (ProofState.NOT_CHECKED, INSTALL)
    if library == "cryptography":
        assert only(judged_token(_TOKEN)) == (ProofState.NOT_CHECKED, INSTALL)
    signed["proof"]["proofPurpose"] = "authentication"
    assert only(judged(signed))[0] is ProofState.INVALID


_TOKEN = token(claims(ALICE.did), ALICE)


def test_an_unsigned_document_imports_no_library_for_signatures() -> None:
    code = """
import json, sys
from datetime import UTC, datetime
from trustlint.credential.kinds import detect
from trustlint.integrity import integrity_of
from trustlint.model.resource import NOTHING_GIVEN
data = {"type": ["VerifiableCredential", "OpenBadgeCredential"], "credentialSubject": {}}
print(integrity_of(data, detect(data).kind, None, NOTHING_GIVEN, datetime.now(UTC)).state.value)
print(*[name for name in sys.modules if name.startswith("trustlint.integrity") or name in ("cryptography", "pyld")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["unsigned", "trustlint.integrity"]
