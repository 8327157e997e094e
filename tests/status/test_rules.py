"""Rules on status as a run tells them: what is said, how grave it is, and that nothing hostile stops them."""

from __future__ import annotations

import time
import tracemalloc
import zlib
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.status.given import LIST, Given, base, bits_with, encoded, entry, lifecycle, status_list
from trustlint.engine.check import check_data
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.source.document import Document

NOW = datetime(2026, 11, 23, tzinfo=UTC)
OPTIONS = CheckOptions(packs=("open-badges",), now=NOW)
RECEIVING = CheckOptions(packs=("open-badges",), now=NOW, verify=True)


def said(data: Any, options: CheckOptions = OPTIONS) -> list[tuple[str, str, str | None]]:
    """Code, severity and place of findings about status and dates."""
    (document,) = check_data(data, options).documents
    assert document.errors == ()
    return [
        (item.code, item.severity.value, item.pointer)
        for item in document.findings
        if item.code.startswith("STS") or item.code in ("OBS162", "OBS169")
    ]


EXPIRED = {"validUntil": "2026-10-01T00:00:00Z"}
ENDORSEMENT = {
    "type": ["VerifiableCredential", "EndorsementCredential"],
    "id": "urn:uuid:1f7f6a4e-6b0a-4c0e-9d2c-3c3f1f0e8a11",
    "validFrom": "2026-01-01T00:00:00Z",
}


@pytest.mark.parametrize(
    ("data", "default", "receiving"),
    [
        (base("ob3-credential", **EXPIRED), [("OBS162", "warning", "/validUntil")], [("OBS162", "error", "/validUntil")]),
        (base("ob2-assertion", revoked=True), [("STS040", "warning", "/revoked")], [("STS040", "error", "/revoked")]),
        (base("ob3-credential", validFrom="2027-01-01T00:00:00Z"), [], [("STS042", "error", "/validFrom")]),
        (base("ob3-credential", endorsement=[ENDORSEMENT | EXPIRED]), [("OBS169", "warning", "/endorsement/0/validUntil")], [("OBS169", "warning", "/endorsement/0/validUntil")]),
        (base("ob3-credential", credentialStatus=entry()), [], [("STS044", "error", "/credentialStatus")]),
    ],
)  # fmt: skip
def test_what_a_linter_warns_of_a_receiver_refuses(data: Any, default: Any, receiving: Any) -> None:
    assert (said(data), said(data, RECEIVING)) == (default, receiving)


@pytest.mark.parametrize("changes", [EXPIRED, {"credentialStatus": entry()}])
def test_a_badge_that_has_ended_is_still_a_sound_badge(changes: dict[str, Any]) -> None:
    sound = check_data(base("ob3-credential"), OPTIONS).documents[0]
    (document,) = check_data(base("ob3-credential", **changes), OPTIONS).documents
    assert (sound.valid, document.valid) == (True, True)


def test_one_cause_gives_one_finding() -> None:
    """A list with several faults is told each of them once; what follows from one is not told again."""
    broken = status_list()
    broken["credentialSubject"] = {
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": "",
    }
    assert said(broken) == [("STS022", "error", "/credentialSubject/encodedList")]
    broken["credentialSubject"]["encodedList"] = encoded(bits_with([1], entries=64))
    assert said(broken) == [("STS021", "error", "/credentialSubject/encodedList")]
    broken["credentialSubject"]["encodedList"] = "u" + "A" * 30
    assert said(broken) == [("STS020", "error", "/credentialSubject/encodedList")]
    del broken["credentialSubject"]
    assert said(broken) == []  # SCH001 says that there is no credentialSubject
    two = base("ob3-credential", credentialStatus=[entry(), entry(statusPurpose="suspension")])
    assert said(two) == []  # SCH002 says that there is more than one


def test_documents_of_one_shape_are_told_apart() -> None:
    """From the third of a shape on, values are only asked for: a status is still looked at."""
    session = Session(OPTIONS)
    found = []
    for number in range(6):
        data = base("ob3-credential", credentialStatus=entry(statusListIndex="7" if number != 4 else "seven"))
        result = session.check(Document.from_data(data))
        assert result is not None
        found.append([item.code for item in result.findings if item.code.startswith("STS")])
    assert found == [[], [], [], [], ["STS001"], []]


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12) | st.sampled_from([LIST, "BitstringStatusListEntry", "message", "0x1", "{{x}}"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "type", "status", "message", "statusMessage", "encodedList", "revoked"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
_ENTRY_MEMBERS = [
    "id",
    "type",
    "statusPurpose",
    "statusListIndex",
    "statusListCredential",
    "statusSize",
    "statusMessage",
    "statusReference",
]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(_ENTRY_MEMBERS), _ANY, max_size=4), st.booleans())
def test_hostile_entries_break_no_rule(changes: dict[str, Any], verify: bool) -> None:
    said(base("ob3-credential", credentialStatus=entry(**changes)), RECEIVING if verify else OPTIONS)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["credentialSubject", "validFrom", "validUntil", "issuer", "id"]), _ANY, max_size=3
    ),
    _ANY,
)
def test_hostile_lists_break_no_rule(changes: dict[str, Any], listed: Any) -> None:
    said(status_list(**changes))
    said({"id": LIST, "revokedCredential": listed})


def test_a_list_is_judged_as_a_document() -> None:
    def judged(data: Any) -> tuple[bool | None, list[tuple[str, str | None]]]:
        (document,) = check_data(data, OPTIONS).documents
        return document.valid, [(item.code, item.pointer) for item in document.findings]

    sound = status_list([7])
    assert judged(sound) == (True, [])
    assert judged(sound | {"issuer": None}) == (False, [("SCH002", "/issuer")])
    assert judged({name: value for name, value in sound.items() if name != "issuer"}) == (
        False,
        [("SCH001", "")],
    )
    assert judged(sound | {"validUntil": "2026-01-01"}) == (False, [("SCH003", "/validUntil")])
    assert judged(sound | {"validUntil": "2026-01-02T00:00:00Z"}) == (True, [("STS026", "/validUntil")])
    assert judged({"id": LIST, "revokedCredential": [{"id": "urn:example:1"}]}) == (True, [])


def test_a_bomb_in_a_list_ends_a_run_within_a_second_and_100_mb() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    bomb = status_list()
    bomb["credentialSubject"]["encodedList"] = "u" + urlsafe_b64encode(packed).decode().rstrip("=")
    tracemalloc.start()
    start = time.perf_counter()
    assert said(bomb) == [("STS020", "error", "/credentialSubject/encodedList")]
    found = lifecycle(base("ob3-credential", credentialStatus=entry()), Given({LIST: bomb}))
    took, (_, peak) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.reason.endswith("unpacks to more than the 16 MB that are read; split the list into several")
    assert took < 2  # twice read, and measured
    assert peak < 100 * 1024 * 1024
