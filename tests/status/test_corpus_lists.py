"""Status lists that real issuers publish, and the credentials that refer to them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.status.given import Given, lifecycle
from trustlint.model.verification import LifecycleState, StatusResult

NOW = datetime(2026, 8, 1, tzinfo=UTC)
COGNIPILOT = "CogniPilot__credentials/docs"
ANDAMIO = "Andamio-Platform__credential-badges"
BLOCKCERTS = "blockchain-certificates__cert-verifier-js/test/fixtures"
AT = {
    "https://credentials.cognipilot.org/status/revocation-list": f"{COGNIPILOT}/status/revocation-list",
    "https://credentials.andamio.io/status/key-epoch-2026-07.json": f"{ANDAMIO}/status/key-epoch-2026-07.json",
    "https://workshop-maybe.github.io/credential-badges-verifier-spike/status/key-epoch-2026-05.json": f"{ANDAMIO}/archive/verifier-spike/publish/status/key-epoch-2026-05.json",
    "https://www.blockcerts.org/samples/3.0/status-list-2021.json": f"{BLOCKCERTS}/blockcerts-status-list-2021.json",
    "https://www.blockcerts.org/samples/3.0/status-list-2021-suspension.json": f"{BLOCKCERTS}/blockcerts-status-list-2021-suspension.json",
    "https://www.blockcerts.org/samples/2.0/revocation-list-testnet.json": "blockchain-certificates__cert-verifier-js/test/assertions/v2-testnet-revocation-list.json",
}


@pytest.fixture(scope="module")
def lists(shared: Path) -> Given:
    """The lists of the corpus at the addresses that they are published at."""
    return Given({address: (shared / "corpus" / name).read_bytes() for address, name in AT.items()})


def statuses(shared: Path, lists: Given, name: str) -> tuple[StatusResult, ...]:
    data: Any = json.loads((shared / "corpus" / name).read_text("utf-8"))
    return lifecycle(data, lists, now=NOW).statuses


def states(shared: Path, lists: Given, name: str) -> list[LifecycleState]:
    return [status.state for status in statuses(shared, lists, name)]


def test_one_badge_of_cognipilot_is_revoked(shared: Path, lists: Given) -> None:
    folder = shared / "corpus" / COGNIPILOT
    found = {
        file.parent.name: states(shared, lists, str(file.relative_to(shared / "corpus")))
        for file in folder.glob("profile/examples/*/credential.json")
    }
    assert found == {
        "collaborator-cognipilot": [LifecycleState.CURRENT],
        "contributor-cognipilot": [LifecycleState.CURRENT],
        "maintainer-cognipilot": [LifecycleState.REVOKED],
        "maintainer-rumoca": [LifecycleState.CURRENT],
    }


def test_no_badge_of_andamio_is_suspended(shared: Path, lists: Given) -> None:
    files = [f"{ANDAMIO}/signing/signed-credential.json"]
    files += [
        str(file.relative_to(shared / "corpus"))
        for file in (shared / "corpus" / ANDAMIO / "signing" / "class-artifacts").iterdir()
    ]
    assert len(files) > 20
    for name in files:
        assert states(shared, lists, name) == [LifecycleState.CURRENT]


def test_an_early_list_of_andamio_has_no_prefix(shared: Path, lists: Given) -> None:
    (status,) = statuses(shared, lists, f"{ANDAMIO}/archive/verifier-spike/publish/credential.jsonld")
    assert (status.state, status.at_fault) == (LifecycleState.NOT_CHECKED, True)
    assert "has an encodedList that starts with H, and not with u" in status.reason


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cert-rl-status-list-2021.json", [LifecycleState.CURRENT]),
        ("cert-rl-status-list-2021-revoked.json", [LifecycleState.REVOKED]),
        ("cert-rl-status-list-2021-suspended.json", [LifecycleState.CURRENT, LifecycleState.SUSPENDED]),
    ],
)
def test_lists_of_2021_of_blockcerts(
    shared: Path, lists: Given, name: str, expected: list[LifecycleState]
) -> None:
    assert states(shared, lists, f"{BLOCKCERTS}/v3/{name}") == expected


def test_revocation_lists_of_open_badges_2(shared: Path, lists: Given) -> None:
    listed = [
        status
        for status in statuses(shared, lists, f"{BLOCKCERTS}/v2/testnet-valid-2.0.json")
        if status.type == "RevocationList"
    ]
    assert [status.state for status in listed] == [LifecycleState.CURRENT]
