"""How badges of Open Badges 1.x and 2.0 are revoked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.status.given import Given, base, lifecycle
from trustlint.credential.view import Linked
from trustlint.model.resource import Missing, Wanted
from trustlint.model.verification import LifecycleState

HOSTED = "https://example.org/ob2/minimal/assertion.json"
REVOKED_LIST = "https://example.org/revoked.json"
BADGE, ISSUER = "https://example.org/ob2/minimal/badge.json", "https://example.org/ob2/minimal/issuer.json"
SIGNED = {"id": "urn:uuid:7e3d6d0e-3f5f-4d83-8ba8-0a9fb4c5a1d4", "verification": {"type": "SignedBadge"}}


def embedded(**changes: Any) -> dict[str, Any]:
    """An assertion that holds its badge class and its issuer, who has a revocation list."""
    data = base("ob2-assertion-embedded", **changes)
    data["badge"]["issuer"]["revocationList"] = REVOKED_LIST
    return data


def test_a_badge_says_itself_that_it_is_revoked() -> None:
    said = lifecycle(base("ob2-assertion", revoked=True, revocationReason="issued in error"))
    assert said.state is LifecycleState.REVOKED
    assert said.reason == 'the badge itself says that it was revoked, for the reason "issued in error"'
    assert said.statuses[0].pointer == "/revoked"


@pytest.mark.parametrize(
    ("at", "state", "reason"),
    [
        ({}, "not-checked", f"the address of the badge, {HOSTED}, is not among the files"),
        ({HOSTED: Missing(HOSTED, "is gone", is_gone=True)}, "revoked", "it was revoked: its address answers that it is gone"),
        ({HOSTED: {"id": HOSTED, "revoked": True, "revocationReason": "Plagiarism"}}, "revoked", 'what stands at its address says that it was revoked, for the reason "Plagiarism"'),
        ({HOSTED: base("ob2-assertion")}, "current", "it stands at its address, and is not revoked there"),
        ({HOSTED: b"<html>"}, "not-checked", f"what stands at the address of the badge, {HOSTED}, cannot be read"),
    ],
)  # fmt: skip
def test_a_hosted_badge_is_asked_for_at_its_address(at: dict[str, Any], state: str, reason: str) -> None:
    resources = Given(at)
    status = lifecycle(base("ob2-assertion"), resources).statuses[0]
    assert (status.type, status.pointer, status.state.value) == ("HostedBadge", "/id", state)
    assert status.reason.startswith(reason)
    assert resources.asked[0] == (HOSTED, Wanted.CREDENTIAL)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (SIGNED["id"], "the revocation list of its issuer names it"),
        ({"id": SIGNED["id"]}, "the revocation list of its issuer names it"),
        ({"id": SIGNED["id"], "revocationReason": "Plagiarism"}, 'the revocation list of its issuer names it, for the reason "Plagiarism"'),
        ({"uid": "abc123"}, "the revocation list of its issuer names it"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("alone", [True, False])
def test_a_signed_badge_is_looked_for_in_the_list(entry: Any, reason: str, alone: bool) -> None:
    listed = {"type": "RevocationList", "revokedAssertions": entry if alone else ["urn:uuid:1", entry]}
    resources = Given({REVOKED_LIST: listed})
    said = lifecycle(embedded(**SIGNED, uid="abc123"), resources)
    assert (said.state, said.reason) == (LifecycleState.REVOKED, reason)
    assert resources.asked == [(REVOKED_LIST, Wanted.STATUS_LIST)]
    assert said.statuses[0].pointer == "/id"


def test_a_list_that_does_not_name_the_badge_leaves_it_current() -> None:
    said = lifecycle(
        embedded(**SIGNED), Given({REVOKED_LIST: {"revokedAssertions": ["urn:uuid:1", 7, None]}})
    )
    assert said.state is LifecycleState.CURRENT
    assert said.statuses[0].reason == "the revocation list of its issuer does not name it"


def test_a_list_that_is_not_to_be_had_or_read_leaves_it_open() -> None:
    absent = lifecycle(embedded(**SIGNED), Given()).statuses[0]
    assert absent.reason == f"the revocation list of its issuer, {REVOKED_LIST}, is not among the files"
    assert not absent.at_fault
    broken = lifecycle(embedded(**SIGNED), Given({REVOKED_LIST: b"{"})).statuses[0]
    assert broken.at_fault
    assert broken.state is LifecycleState.NOT_CHECKED


def test_badge_class_issuer_and_list_may_be_among_the_inputs() -> None:
    inputs = {
        BADGE: base("ob2-badgeclass", issuer=ISSUER),
        ISSUER: base("ob2-issuer", revocationList=REVOKED_LIST),
        REVOKED_LIST: base("ob2-revocation-list", id=REVOKED_LIST, revokedAssertions=[SIGNED["id"]]),
    }
    badge = base("ob2-assertion", badge=BADGE, **SIGNED)

    def follow(id_: str) -> Linked | None:
        return Linked(inputs[id_], id_) if id_ in inputs else None

    resources = Given()
    said = lifecycle(badge, resources, follow=follow)
    assert (said.state, said.statuses[0].list_found_in) == (LifecycleState.REVOKED, REVOKED_LIST)
    assert resources.asked == []
    listed = inputs.pop(REVOKED_LIST)
    assert lifecycle(badge, Given({REVOKED_LIST: listed}), follow=follow).state is LifecycleState.REVOKED


def test_a_signed_badge_of_an_unknown_issuer_is_not_checked() -> None:
    said = lifecycle(base("ob2-assertion", badge=BADGE, **SIGNED), Given())
    assert said.state is LifecycleState.NOT_CHECKED
    assert said.reason == (
        "whether its issuer has revoked it is not known: the revocation list of the issuer would be in another "
        f"document, {BADGE}, which is not among the inputs"
    )


def test_lists_of_open_badges_1_are_reasons_by_uid() -> None:
    data = base(
        "ob1-assertion", uid="qp8g1s", verify={"type": "signed", "url": "https://example.org/key.pem"}
    )
    data["badge"] = {"name": "Reader", "issuer": {"name": "School", "revocationList": REVOKED_LIST}}
    said = lifecycle(data, Given({REVOKED_LIST: {"qp8g1s": "Issued in error."}}))
    assert said.state is LifecycleState.REVOKED
    assert said.reason == 'the revocation list of its issuer names it, for the reason "Issued in error."'
