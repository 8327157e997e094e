"""Open Badges 2.0 and 2.1 across files: who may issue what, whose a key is, what is revoked; and names of 1.x."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from trustlint.data_files import data_folder
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.options import CheckOptions
from trustlint.model.finding import Severity

BASES = data_folder("rules") / "bases"
OPTIONS = CheckOptions(packs=("open-badges",), now=datetime(2026, 11, 23, tzinfo=UTC))
URN = "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d72"
KEY = "https://example.org/ob2/minimal/key.json"
LIST = "https://example.org/ob2/minimal/revoked.json"
SIGNED = {"id": URN, "verification": {"type": "SignedBadge", "creator": KEY}}


def base(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((BASES / f"{name}.json").read_text(encoding="utf-8"))
    return data


def found(folder: Path, **changes: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Code and pointer of what is said of the assertion, with badge, issuer, key and list as files beside it."""
    names = {
        "assertion": "ob2-assertion",
        "badge": "ob2-badgeclass",
        "issuer": "ob2-issuer",
        "key": "ob2-key",
        "revoked": "ob2-revocation-list",
    }
    paths = {name: folder / f"{name}.json" for name in names}
    for name, path in paths.items():
        path.write_text(json.dumps(base(names[name]) | changes.get(name, {})), encoding="utf-8")
    documents = check_paths([str(path) for path in paths.values()], OPTIONS).documents
    assert all(not item.errors for item in documents)
    own = next(item for item in documents if item.path == str(paths["assertion"]))
    return [(item.code, item.pointer) for item in own.findings if item.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("verification", "outside"),
    [
        ({}, False),
        ({"startsWith": "https://example.org/ob2/"}, False),
        ({"startsWith": ["https://example.net/", "https://example.org/ob2/minimal/a"]}, False),
        ({"startsWith": ["https://example.net/"]}, True),
        ({"startsWith": ["https://example.net/"], "allowedOrigins": ["example.org"]}, True),
        ({"allowedOrigins": "EXAMPLE.org"}, False),
        ({"allowedOrigins": ["example.org:443"]}, False),
        ({"allowedOrigins": ["badges.example.org"]}, True),
        ({"startsWith": [], "allowedOrigins": []}, False),
        ({"startsWith": 3, "allowedOrigins": [None]}, False),
    ],
)
def test_a_hosted_badge_is_in_the_scope_of_its_linked_issuer(
    tmp_path: Path, verification: dict[str, Any], outside: bool
) -> None:
    said = found(tmp_path, issuer={"verification": verification})
    assert said == ([("OBS306", "/id")] if outside else [])


def test_a_badge_on_another_host_is_outside(tmp_path: Path) -> None:
    assert found(tmp_path, assertion={"id": "https://example.net/17.json"}) == [("OBS306", "/id")]


def test_a_signed_badge_with_its_key_in_order(tmp_path: Path) -> None:
    assert found(tmp_path, assertion=SIGNED, issuer={"publicKey": KEY}) == []


def test_a_key_that_the_issuer_does_not_name(tmp_path: Path) -> None:
    said = found(tmp_path, assertion=SIGNED, issuer={"publicKey": ["https://example.org/other.json"]})
    assert said == [("OBS362", "/verification/creator")]


def test_a_key_that_names_another_owner(tmp_path: Path) -> None:
    said = found(
        tmp_path,
        assertion=SIGNED,
        issuer={"publicKey": [KEY]},
        key={"owner": "https://example.net/issuer.json"},
    )
    assert said == [("OBS364", "/verification/creator")]


def test_a_signed_badge_without_any_key(tmp_path: Path) -> None:
    assert found(tmp_path, assertion={**SIGNED, "verification": {"type": "signed"}}) == [
        ("OBS361", "/verification")
    ]


@pytest.mark.parametrize("entry", [URN, {"id": URN}, {"uid": "17"}])
def test_a_badge_on_the_revocation_list(tmp_path: Path, entry: Any) -> None:
    said = found(
        tmp_path,
        assertion={**SIGNED, "uid": "17"},
        issuer={"publicKey": KEY, "revocationList": LIST},
        revoked={"revokedAssertions": ["urn:uuid:7e3d6d0e-3f5f-4d83-8ba8-0a9fb4c5a1d4", entry]},
    )
    assert said == [("STS040", "/id")]


def test_open_badges_2_1_is_linked_and_judged_alike(tmp_path: Path) -> None:
    both = ["https://w3id.org/openbadges/v2", "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld"]
    context = {"@context": both}
    changes = {name: dict(context) for name in ("assertion", "badge", "issuer", "key", "revoked")}
    assert found(tmp_path, **changes) == []
    changes["issuer"]["verification"] = {"allowedOrigins": ["example.net"]}
    assert found(tmp_path, **changes) == [("OBS306", "/id")]


def errors(data: Any) -> list[tuple[str, str | None]]:
    (document,) = check_data(data, OPTIONS).documents
    return [(item.code, item.pointer) for item in document.findings if item.severity is Severity.ERROR]


def test_an_alignment_of_1x_is_one_fault_of_a_badge_of_2(tmp_path: Path) -> None:
    old = {"name": "Reading", "url": "https://example.org/reading", "description": "Reads."}
    assert errors(base("ob2-badgeclass") | {"alignment": [old, old]}) == [
        ("OBS353", "/alignment/0"),
        ("OBS353", "/alignment/1"),
    ]


def test_what_is_missing_under_either_name_is_still_missing() -> None:
    data = base("ob2-badgeclass") | {"alignment": [{"name": "Reading"}]}
    assert errors(data) == [("OBS353", "/alignment/0"), ("SCH001", "/alignment/0")]
    assert errors(base("ob2-badgeclass") | {"alignment": [{"id": "x"}]}) == [
        ("SCH001", "/alignment/0"),
        ("SCH001", "/alignment/0"),
    ]


def test_a_name_of_another_version_elsewhere_excuses_nothing() -> None:
    """The names of an alignment in a badge class do not stand for its own."""
    data = base("ob1-badgeclass") | {"@context": "https://w3id.org/openbadges/v1", "type": "BadgeClass"}
    del data["name"]
    assert errors(data) == [("SCH001", "")]
    assert errors(data | {"targetName": "Reading"}) == [("OBS501", "")]


def test_a_revoked_assertion_needs_only_its_id() -> None:
    data = {"@context": "https://w3id.org/openbadges/v2", "id": "https://example.org/17", "revoked": True}
    assert errors(data) == []
    assert errors({**data, "revoked": False, "type": "Assertion"})[0] == ("SCH001", "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            base("ob2-revocation-list") | {"revokedAssertions": [{"revocationReason": "x"}]},
            "revokedAssertions[0] has no id; add the id of the revoked assertion as text.",
        ),
        (
            base("ob2-endorsement") | {"claim": {"endorsementComment": "Good."}},
            "claim has no id; add the id of what is endorsed as text.",
        ),
        (
            base("ob2-issuer") | {"type": "IssuerOrg"},
            'type is "IssuerOrg", which lacks Issuer; write "Issuer".',
        ),
        (
            base("ob1-assertion") | {"verify": {"type": "HostedBadge"}},
            'verify.type is "HostedBadge", but Open Badges 1.0 wants "hosted" or "signed"; write one of hosted, signed.',
        ),
        (
            base("ob1-assertion")
            | {"recipient": {"type": "url", "hashed": False, "identity": "https://x.example"}},
            'recipient.type is "url", but Open Badges 1.0 wants "email"; write "email".',
        ),
    ],
)
def test_messages_say_what_to_write(data: dict[str, Any], says: str) -> None:
    (document,) = check_data(data, OPTIONS).documents
    assert says in [item.message for item in document.findings]
