"""``trustlint check`` as one who receives a credential uses it: exit codes, findings, and what is never told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trustlint.report import format_names

from .conftest import Command, Ended

NOW = "2026-06-01T00:00:00Z"
GIVEN = ("--keys", "keys", "--status", "status")


@pytest.fixture
def desk(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the signed badges."""
    folder = root / "fixtures" / "signed"
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def check(call: Command, desk: Path) -> Command:
    def run(*arguments: str) -> Ended:
        return call("check", "--pack", "open-badges", "--now", NOW, *arguments)

    return run


def first(ended: Ended) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ended.out)["documents"][0]
    return document


def codes(ended: Ended, severity: str = "error") -> list[str]:
    return [item["code"] for item in first(ended)["findings"] if item["severity"] == severity]


@pytest.mark.parametrize(
    ("file", "code", "integrity", "lifecycle", "errors"),
    [
        ("badge.json", 0, "verified", "current", []),
        ("badge.jwt", 0, "verified", "current", []),
        ("changed.json", 1, "invalid", "current", ["PRF001"]),
        ("revoked.json", 1, "verified", "revoked", ["STS040"]),
        ("draft.json", 1, "unsigned", "current", ["PRF002"]),
    ],
)
def test_a_receiver_hears_the_truth(
    check: Command, file: str, code: int, integrity: str, lifecycle: str, errors: list[str]
) -> None:
    ended = check(file, "--verify", *GIVEN, "-f", "json")
    document = first(ended)
    assert (ended.code, document["integrity"]["state"], document["lifecycle"]["state"]) == (
        code,
        integrity,
        lifecycle,
    )
    assert codes(ended) == errors


@pytest.mark.parametrize(
    ("file", "code", "warnings"),
    [("badge.json", 0, []), ("draft.json", 0, []), ("revoked.json", 0, ["STS040"]), ("changed.json", 1, [])],
)
def test_before_publishing_only_a_wrong_proof_is_an_error(
    check: Command, file: str, code: int, warnings: list[str]
) -> None:
    ended = check(file, *GIVEN, "-f", "json")
    assert (ended.code, codes(ended, "warning")) == (code, warnings)
    assert first(ended)["valid"] is (file != "changed.json")


def test_what_was_not_checked_is_never_passed(check: Command) -> None:
    ended = check("badge.json", "--verify", "-f", "json")
    assert ended.code == 3
    assert sorted(codes(ended)) == ["PRF003", "STS044"]
    assert first(ended)["valid"] is True
    assert (
        "its proof was not checked: did:web:example.org was not looked up"
        in json.loads(ended.out)["gate"]["why"][0]
    )
    assert check("badge.json", "-f", "json").code == 0


@pytest.mark.parametrize("file", ["draft.json", "revoked.json", "changed.json"])
@pytest.mark.parametrize("more", [("--select", "SCH001"), ("--fail-on", "never")])
def test_no_selection_of_rules_lets_a_receiver_pass_it(
    check: Command, file: str, more: tuple[str, str]
) -> None:
    assert check(file, "--verify", *GIVEN, *more).code == 1
    assert check("badge.json", "--verify", *more).code == 3


@pytest.mark.parametrize(
    ("now", "code", "state", "errors"),
    [
        ("2025-12-31T00:00:00Z", 1, "not-yet-valid", ["STS042", "STS043"]),
        ("2036-06-01T00:00:00Z", 1, "expired", ["OBS162"]),
        ("2026-06-01T00:00:00Z", 0, "current", []),
    ],
)
def test_the_day_decides(check: Command, now: str, code: int, state: str, errors: list[str]) -> None:
    ended = check("badge.json", "--verify", *GIVEN, "-f", "json", "--now", now)
    assert (ended.code, first(ended)["lifecycle"]["state"]) == (code, state)
    assert codes(ended) == errors


def test_there_is_nothing_to_verify_in_definitions(call: Command, root: Path) -> None:
    definition = str(root / "fixtures" / "sel" / "ob3-definition.json")
    ended = call("check", "--verify", "--pack", "open-badges", definition)
    assert ended.code == 5
    assert "nothing was verified: no input is an awarded credential" in ended.out
    assert call("check", "--verify", "--pack", "open-badges", definition, "--only-credentials").code == 0


def test_a_list_of_inputs_is_judged_one_by_one(check: Command) -> None:
    ended = check("badge.json", "changed.json", "keys", "--verify", *GIVEN, "-f", "json")
    assert ended.code == 1
    states = {item["path"]: item["integrity"]["state"] for item in json.loads(ended.out)["documents"]}
    assert states == {"badge.json": "verified", "changed.json": "invalid"}


@pytest.mark.parametrize("format_", format_names())
def test_every_format_tells_of_it(check: Command, format_: str) -> None:
    ended = check("draft.json", "--verify", *GIVEN, "-f", format_)
    assert ended.code == 1
    if format_ not in ("csv", "table"):
        assert "PRF002" in ended.out
    if format_ == "csv":
        assert ",unsigned,current" in ended.out


def test_the_configuration_may_name_keys_and_lists(check: Command, desk: Path, tmp_path: Path) -> None:
    config = tmp_path / "trustlint.yaml"
    keys, status = desk / "keys", desk / "status"
    config.write_text(f"keys: ['{keys}']\nstatus: ['{status}']\n", encoding="utf-8")
    ended = check("badge.json", "--verify", "--config", str(config), "-f", "json")
    assert (ended.code, json.loads(ended.out)["run"]["keys"]) == (0, ["./keys"])
    config.write_text("keys: [no-such-folder]\n", encoding="utf-8")
    ended = check("badge.json", "--verify", "--config", str(config))
    assert ended.code == 2
    assert "trustlint.yaml:1" in ended.err


def test_a_credential_in_a_signed_record_is_covered(root: Path) -> None:
    from tests.integrity.signing import ALICE, sign
    from trustlint.engine.check import check_data
    from trustlint.engine.options import CheckOptions

    record = json.loads((root / "fixtures" / "sel" / "clr2.json").read_text(encoding="utf-8"))
    record["issuer"] = {"id": ALICE.did, "type": ["Profile"], "name": "Example School"}
    options = CheckOptions(packs=("open-badges",), verify=True)
    signed = check_data(sign(record, ALICE), options)
    assert [result.integrity and result.integrity.state.value for result in signed.documents] == [
        "verified"
    ] * len(signed.documents)
    unsigned = check_data(record, options)
    assert len(unsigned.documents) == len(signed.documents) > 1
    assert {result.integrity and result.integrity.state.value for result in unsigned.documents} == {
        "unsigned"
    }
    assert unsigned.exit_code == 1


# Recipients


@pytest.mark.parametrize(
    ("address", "code"), [("learner@example.org", 0), (" Learner@Example.org", 0), ("other@example.org", 1)]
)
def test_recipients_are_compared(check: Command, address: str, code: int) -> None:
    assert check("badge.json", "--recipient", address).code == code


def test_one_of_several_recipients_is_enough(check: Command, tmp_path: Path) -> None:
    file = tmp_path / "addresses.txt"
    file.write_text("other@example.org\n\nlearner@example.org\n", encoding="utf-8")
    assert check("badge.json", "--recipient", f"@{file}").code == 0
    assert (
        check("badge.json", "--recipient", "other@example.org", "--recipient", "learner@example.org").code
        == 0
    )


@pytest.mark.parametrize("format_", format_names())
@pytest.mark.parametrize("address", ["other@example.org", "learner@example.org"])
def test_an_address_is_told_to_nobody(check: Command, format_: str, address: str) -> None:
    ended = check("badge.json", "--recipient", address, "-f", format_, "--verify")
    assert address not in ended.out + ended.err


@pytest.mark.parametrize(
    ("value", "says"),
    [("@no-such-file", "cannot be read as text"), ("", "empty"), ("@empty.txt", "holds no address")],
)
def test_a_wrong_recipient_is_refused_without_being_told(
    check: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, says: str
) -> None:
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    if value == "@empty.txt":
        value = f"@{tmp_path / 'empty.txt'}"
    ended = check("badge.json", "--recipient", value)
    assert ended.code == 2
    assert says in ended.err


@pytest.mark.parametrize(
    ("options", "key", "listed"),
    [
        ((), "was not looked up; give it with --keys", "was not looked up; give it with --status"),
        (("--status", "keys"), "was not looked up; give it with --keys", "is not among the files in keys"),
        (
            ("--keys", "status"),
            "is not among the files in status",
            "was not looked up; give it with --status",
        ),
        (
            ("--keys", "status", "--status", "keys"),
            "is not among the files in status",
            "is not among the files in keys",
        ),
    ],
)
def test_what_is_missing_is_asked_for_by_its_option(
    check: Command, tmp_path: Path, options: tuple[str, ...], key: str, listed: str
) -> None:
    badge = json.loads(Path("badge.json").read_text(encoding="utf-8"))
    badge["issuer"]["id"] = "did:web:other.example.org"
    badge["proof"]["verificationMethod"] = "did:web:other.example.org#key-1"
    badge["credentialStatus"]["statusListCredential"] = "https://example.org/status/4"
    file = tmp_path / "badge.json"
    file.write_text(json.dumps(badge), encoding="utf-8")
    document = first(check(str(file), *options, "-f", "json"))
    assert key in document["integrity"]["reason"]
    assert listed in document["lifecycle"]["reason"]
