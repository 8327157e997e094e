"""Every image and token of the corpus is read, as what it is; what an image only leads to, and what is no credential, says so."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from trustlint.engine.check import check_paths
from trustlint.engine.options import CheckOptions
from trustlint.model.report import DocumentResult

NOW = datetime(2026, 11, 23, tzinfo=UTC)
_OB2, _OB3 = ("ob2", "Assertion"), ("ob3", "AchievementCredential")

EXPECTED: dict[str, list[tuple[str, str] | str]] = {
    "badgealliance__openbadges-displayer.js/assets/demo/client/imgs/demobadge.png": [("ob1", "Assertion")],
    "concentricsky__badgr-server/apps/backpack/tests/testfiles/baked_image.png": [("ob1", "Assertion")],
    "deqh__digital-badge-test.io/badge_jane_dot_doe_at_example_dot_com.png": [_OB2],
    "kekoziar__fresnoStateLibrary-Badges/img/plag1.png": [_OB2],
    "robert-blaga__assertion/AI_Literacy_Badge_for_GitHub.png": [_OB2],
    "loukitzanna__badges/download.png": ["BAK010"],
    "openbadgefactory__salava/resources/test/invalid-metadata.png": ["BAK010"],
    "walt-id__waltid-identity/waltid-applications/waltid-cli/src/jvmTest/resources/vc/verifiable_educational_id_sample.signed.json": [
        ("vc", "VerifiableCredential")
    ],
    "walt-id__waltid-identity/waltid-applications/waltid-cli/src/jvmTest/resources/vp/openbadge_vc_type.jwt": [
        ("vc", "VerifiablePresentation"),
        _OB3,
    ],
    "walt-id__waltid-identity/waltid-applications/waltid-cli/src/jvmTest/resources/vp/verifiable_educational_id_vc_type.jwt": [
        ("vc", "VerifiablePresentation"),
        ("vc", "VerifiableCredential"),
    ],
    "walt-id__waltid-identity/waltid-services/waltid-wallet-api/src/test/resources/credential-status/status-list-credential/revocation-list-with-status-message-jwt.json": [
        ("vc", "VerifiableCredential")
    ],
    "walt-id__waltid-ssikit/src/test/debugging-onboarding/bearer-token.txt": ["OBS001"],
    "walt-id__waltid-ssikit/src/test/resources/ebsi/essif-onboarding.jwt": ["SRC006"],
}
"""What the documents of a file are: model and class, or the code of what is wrong with it. All others hold an Open Badges
3.0 credential."""


def rows(shared: Path) -> Iterator[dict[str, str]]:
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] in ("png", "svg", "jwt"):
                yield row


def told(result: DocumentResult) -> tuple[str, str] | str:
    if result.kind is not None:
        return result.kind.model, result.kind.type
    return next(finding.code for finding in result.findings if finding.severity == "error")


def test_every_image_and_token_is_read_as_what_it_is(shared: Path) -> None:
    wanted: dict[str, list[tuple[str, str] | str]] = {}
    found: dict[str, list[tuple[str, str] | str]] = {}
    origins: dict[str, tuple[str, ...]] = {}
    for row in rows(shared):
        file = row["file"]
        wanted[file] = EXPECTED.get(file, [_OB3])
        report = check_paths([str(shared / "corpus" / file)], CheckOptions(packs=("open-badges",), now=NOW))
        assert all(document.read and document.errors == () for document in report.documents), file
        found[file] = [told(document) for document in report.documents]
        origins[file] = report.documents[0].origin
        assert row["kind"] in origins[file], file
    assert wanted.keys() >= EXPECTED.keys()
    assert len(wanted) > 35
    assert found == wanted
