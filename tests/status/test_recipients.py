"""Whom a credential is awarded to, compared with addresses that are never told again."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.status.given import base, context_for
from trustlint.checks.context import Receiving
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.options import CheckOptions
from trustlint.model.outcome import Outcome
from trustlint.pyrules.identities import identities_of, recipient_of
from trustlint.pyrules.recipients import awarded_to_recipient

LEARNER = "learner@example.org"


def hashed(address: str, salt: str = "", method: str = "sha256") -> str:
    return f"{method}${hashlib.new(method, (address + salt).encode()).hexdigest()}"


def ob3(identifier: Any, **subject: Any) -> dict[str, Any]:
    """An Open Badges 3.0 credential for a learner without an id, known by identifiers."""
    data = base("ob3-credential")
    del data["credentialSubject"]["id"]
    data["credentialSubject"] |= {"identifier": identifier, **subject}
    return data


def identity(text: str, is_hashed: bool = True, **more: Any) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "identityHash": text,
        "identityType": "emailAddress",
        "hashed": is_hashed,
        **more,
    }


def ob2(text: Any, is_hashed: bool = True, **more: Any) -> dict[str, Any]:
    return base("ob2-assertion", recipient={"type": "email", "identity": text, "hashed": is_hashed, **more})


def outcome(data: Any, *recipients: str) -> str:
    results = list(awarded_to_recipient(context_for(data, recipients=recipients), {}) or ())
    return results[0].outcome.value if results else "inapplicable"


@pytest.mark.parametrize(
    "typed",
    [
        LEARNER,
        "Learner@Example.ORG",
        "  learner@example.org\n",
        f"mailto:{LEARNER}",
        f"MAILTO:{LEARNER}?subject=x",
    ],
)
@pytest.mark.parametrize(
    "data",
    [
        ob3([identity(hashed(LEARNER, "deadsea"), salt="deadsea")]),
        ob3(identity(hashed(LEARNER))),
        ob3([identity("sha256$" + hashed(LEARNER)[7:].upper())]),
        ob3([identity(LEARNER, False)]),
        ob3([identity("LEARNER@example.org", False)]),
        ob3([identity(LEARNER, True)]),
        ob3([identity(hashed("other@example.org")), identity(hashed(LEARNER, "s"), salt="s")]),
        ob3([identity(hashed(LEARNER), identityType="ext:schoolMail")]),
        ob3([], id=f"mailto:{LEARNER}"),
        ob2(hashed(LEARNER, "deadsea"), salt="deadsea"),
        ob2(hashed(LEARNER, "x", "md5"), salt="x"),
        ob2(LEARNER, False),
        base("ob1-assertion", recipient={"type": "email", "identity": hashed(LEARNER, "s"), "hashed": True, "salt": "s"}),
        base("ob05-assertion", recipient=hashed(LEARNER, "s"), salt="s"),
        base("ob05-assertion", recipient=LEARNER),
    ],
)  # fmt: skip
def test_the_learner_is_found_however_the_address_is_typed(data: Any, typed: str) -> None:
    assert outcome(data, typed) == "pass"
    assert outcome(data, "other-one@example.org", typed) == "pass"


@pytest.mark.parametrize(
    "data",
    [
        ob3([identity(hashed(LEARNER, "deadsea"), salt="deadsea")]),
        ob3([identity(hashed(LEARNER), identityType="identifier")]),
        ob3([identity(LEARNER, False)], id="did:example:somebody"),
        ob2(hashed(LEARNER), salt=None),
        ob2(LEARNER, False),
        base("ob05-assertion", recipient=LEARNER),
    ],
)
def test_somebody_else_is_told_so(data: Any) -> None:
    assert outcome(data, "other@example.org") == "fail"
    assert outcome(data, "other@example.org", "third@example.org") == "fail"


@pytest.mark.parametrize(
    "data",
    [
        base("ob3-credential"),
        ob3([]),
        ob3([identity("{{hash}}")]),
        ob3([identity("4567", False, identityType="sourcedId")]),
        ob3([identity("Learner Ann", False, identityType="name")]),
        base(
            "ob2-assertion", recipient={"type": "url", "identity": "https://example.org/ann", "hashed": False}
        ),
        ob2(17),
        ob2(None),
    ],
)
def test_what_cannot_be_compared_is_left_open(data: Any) -> None:
    assert outcome(data, LEARNER) == "cant-tell"


def test_other_sorts_of_recipients() -> None:
    by_did = base("ob3-credential")
    assert [outcome(by_did, "did:example:learner"), outcome(by_did, "did:example:Learner")] == [
        "pass",
        "fail",
    ]
    by_url = base(
        "ob2-assertion",
        recipient={"type": "url", "identity": hashed("https://example.org/ann"), "hashed": True},
    )
    assert [outcome(by_url, "https://example.org/ann"), outcome(by_url, "https://example.org/bob")] == [
        "pass",
        "fail",
    ]
    by_phone = base(
        "ob2-assertion", recipient={"type": "telephone", "identity": hashed("+41225550100"), "hashed": True}
    )
    assert [
        outcome(by_phone, "+41 22 555-01-00"),
        outcome(by_phone, "tel:+41225550100"),
        outcome(by_phone, "+41225550101"),
    ] == ["pass", "pass", "fail"]
    by_name = ob3([identity("ann.lee", False, identityType="userName")])
    assert [outcome(by_name, "ann.lee"), outcome(by_name, "bob.lee")] == ["pass", "cant-tell"]


def test_letters_beyond_ascii() -> None:
    composed, apart = (
        unicodedata.normalize("NFC", "zoë@exämple.org"),
        unicodedata.normalize("NFD", "zoë@exämple.org"),
    )
    assert outcome(ob2(hashed(composed)), apart) == "pass"
    assert outcome(ob2(composed, False), apart) == "pass"
    assert outcome(ob2(hashed("ann@xn--exmple-cua.org")), "ann@exämple.org") == "pass"
    assert outcome(ob2(hashed("ann@exämple.org")), "ann@xn--exmple-cua.org") == "pass"
    assert outcome(ob2("zoé@exämple.org", False), composed) == "fail"


def test_nothing_is_asked_where_nobody_is_given() -> None:
    assert outcome(ob2(hashed(LEARNER))) == "inapplicable"


def test_neither_the_address_nor_a_hash_of_it_is_ever_told(tmp_path: Path) -> None:
    secret = "Secret.Person@example.org"
    forms = [secret, secret.lower(), "secret.person"]
    for address in (secret, secret.lower()):
        for salt in ("", "deadsea", "s"):
            forms += [hashed(address, salt, method).partition("$")[2] for method in ("md5", "sha256")]
    documents = {
        "somebody-else.json": ob3([identity(hashed(LEARNER, "deadsea"), salt="deadsea")]),
        "plain.json": ob2(LEARNER, False),
        "open.json": base("ob3-credential"),
        "hers.json": ob2(hashed(secret.lower(), "s"), salt="s"),
    }
    for name, data in documents.items():
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    options = CheckOptions(
        packs=("open-badges",), recipients=(secret,), verify=True, now=datetime(2026, 11, 23, tzinfo=UTC)
    )
    report = check_paths([str(tmp_path)], options)
    found = {
        Path(item.path).name: [finding.code for finding in item.findings if finding.code == "STS050"]
        for item in report.documents
    }
    assert found == {
        "somebody-else.json": ["STS050"],
        "plain.json": ["STS050"],
        "open.json": [],
        "hers.json": [],
    }
    hers = next(item for item in report.documents if item.path.endswith("hers.json"))
    told = [
        json.dumps(report.to_dict(), ensure_ascii=False),
        repr(options),
        repr(Receiving(recipients=(secret,))),
    ]
    # Her own badge holds the hash: an excerpt of another finding may show it, and nothing else does.
    shown = "".join(line for finding in hers.findings if finding.excerpt for line in finding.excerpt.lines)
    for form in forms:
        assert form.lower() not in "".join(told).lower() or form in shown


@pytest.mark.parametrize("indent", [2, None])
def test_what_stands_around_is_not_shown(tmp_path: Path, indent: int | None) -> None:
    """The address may stand beside the identity, or in the next credential of the same line."""
    secret = "secret.person@example.org"
    other = ob3([identity(hashed(LEARNER, "deadsea"), salt="deadsea", alias=f"Reviewed by {secret.upper()}")])
    file = tmp_path / "badges.json"
    file.write_text(json.dumps([other, ob2(secret, False)], indent=indent), encoding="utf-8")
    report = check_paths([str(file)], CheckOptions(packs=("open-badges",), recipients=(secret,)))
    (finding,) = [
        item for document in report.documents for item in document.findings if item.code == "STS050"
    ]
    assert (finding.excerpt, finding.span, finding.severity.value) == (None, None, "error")
    assert secret not in json.dumps(finding.to_dict()).lower()
    assert finding.message == (
        "This is awarded to somebody else than the recipients that were given (credentialSubject.identifier[0] says "
        "to whom); ask whoever sent it for the address that it was awarded to."
    )


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from([LEARNER, "mailto:", "@", "tel:+", hashed(LEARNER), "\ud800@x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "identity", "identityHash", "identityType", "salt", "hashed", "identifier", "recipient", "credentialSubject"]), inner, max_size=5),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    _ANY,
    st.text(max_size=20)
    | st.sampled_from([LEARNER, "@", "mailto:", "\udcff@example.org", "a@" + "b" * 70 + ".org"]),
)
def test_anything_is_answered(part: Any, address: str) -> None:
    for data in (base("ob3-credential", credentialSubject=part), base("ob2-assertion", recipient=part), part):
        for item in identities_of(data):
            assert item.belongs_to(recipient_of(address)) in (True, False)
    assert outcome(base("ob2-assertion", recipient=part), address) in {item.value for item in Outcome}


def test_the_report_counts_recipients_only() -> None:
    report = check_data(ob2(hashed(LEARNER)), CheckOptions(packs=("open-badges",), recipients=(LEARNER,)))
    assert report.to_dict()["run"]["recipients"] == 1
