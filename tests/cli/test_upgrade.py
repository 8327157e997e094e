"""``trustlint upgrade``: where the result goes, exit codes, and the report."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from trustlint.engine.examples import base_document

from .conftest import NOW, Command

AT = ("--now", NOW)


def base(name: str) -> Any:
    return copy.deepcopy(base_document(name, "a test"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "badge.json", base("ob2-badgeclass-embedded"))
    return tmp_path


def put(file: Path, data: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data), encoding="utf-8")


def test_the_badge_is_printed_and_the_account_goes_to_stderr(process: Command, desk: Path) -> None:
    ended = process("upgrade", "badge.json", *AT)
    assert ended.code == 0
    assert json.loads(ended.out)["type"] == ["Achievement"]
    assert "Open Badges 2.0 BadgeClass to Open Badges 3.0 Achievement" in ended.err
    assert "TC-01 (required)" in ended.err
    assert process("upgrade", "badge.json", "-q", *AT).err == ""


def test_what_is_printed_checks(process: Command, desk: Path) -> None:
    printed = process("upgrade", "badge.json", "-q", *AT).out
    assert process("check", "-", "--pack", "open-badges", stdin=printed.encode()).code == 0


def test_the_report_follows_its_schema(call: Command, desk: Path, root: Path) -> None:
    schema = json.loads((root / "schemas" / "upgrade.schema.json").read_text())
    put(desk / "assertion.json", base("ob2-assertion"))
    put(desk / "embedded.json", base("ob2-assertion-embedded"))
    put(desk / "other.json", {"type": ["Thing"]})
    ended = call("upgrade", "badge.json", "assertion.json", "embedded.json", "other.json", "-f", "json", *AT)
    data = json.loads(ended.out)
    jsonschema.validate(data, schema)
    assert data["exit_code"] == ended.code == 3
    assert [item["data"] and item["data"]["type"][-1] for item in data["documents"]] == [
        "Achievement",
        "OpenBadgeCredential",
        "OpenBadgeCredential",
        None,
    ]
    assert "is not among the inputs" not in ended.out
    jsonschema.validate(json.loads(call("upgrade", "other.json", "-f", "json", *AT).out), schema)


def test_a_file_is_written_once(call: Command, desk: Path) -> None:
    assert call("upgrade", "badge.json", "-o", "new.json", *AT).code == 0
    written = (desk / "new.json").read_text()
    assert json.loads(written)["type"] == ["Achievement"]
    put(desk / "badge.json", {**base("ob2-badgeclass-embedded"), "name": "Other"})
    ended = call("upgrade", "badge.json", "-o", "new.json", *AT)
    assert ended.code == 2
    assert "new.json is there already" in ended.err
    assert (desk / "new.json").read_text() == written
    assert call("upgrade", "badge.json", "-o", "new.json", "--force", *AT).code == 0
    assert json.loads((desk / "new.json").read_text())["name"] == "Other"


def test_a_folder_keeps_its_shape(call: Command, desk: Path) -> None:
    assertion, badge = base("ob2-assertion"), base("ob2-badgeclass")
    put(desk / "in" / "awards" / "one.json", assertion)
    put(desk / "in" / "badge.json", {**badge, "id": assertion["badge"]})
    put(desk / "in" / "issuer.json", {**base("ob2-issuer"), "id": badge["issuer"]})
    put(desk / "in" / "endorsement.json", base("ob2-endorsement"))
    put(desk / "in" / "settings.json", {"colour": "blue"})
    ended = call("upgrade", "in", "-o", "out", *AT)
    assert ended.code == 0, ended.err
    written = sorted(str(path.relative_to(desk / "out")) for path in (desk / "out").rglob("*.json"))
    assert written == ["awards/one.json", "badge.json", "issuer.json"]
    one = json.loads((desk / "out" / "awards" / "one.json").read_text())
    assert one["credentialSubject"]["achievement"]["name"] == badge["name"]
    assert one["issuer"]["name"] == "Reading School"
    assert "endorsement.json: an endorsement is a signed statement" in " ".join(ended.err.split())


def test_lines_become_lines(call: Command, desk: Path) -> None:
    badges = [
        {**base("ob2-badgeclass-embedded"), "id": f"https://example.org/{number}"} for number in range(3)
    ]
    (desk / "badges.ndjson").write_text("".join(json.dumps(badge) + "\n" for badge in badges))
    assert call("upgrade", "badges.ndjson", "-o", "out/", *AT).code == 0
    lines = (desk / "out" / "badges.ndjson").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [badge["id"] for badge in badges]


def test_several_results_are_not_run_together(call: Command, desk: Path) -> None:
    put(desk / "second.json", base("ob2-issuer"))
    ended = call("upgrade", "badge.json", "second.json", *AT)
    assert (ended.code, ended.out) == (2, "")
    assert "there are 2 results" in ended.err


def test_two_files_do_not_become_one(call: Command, desk: Path) -> None:
    put(desk / "a" / "badge.json", base("ob2-badgeclass-embedded"))
    put(desk / "b" / "badge.json", base("ob2-badgeclass-embedded"))
    ended = call("upgrade", "a", "b", "-o", "out", *AT)
    assert ended.code == 2
    assert "would become" in ended.err
    assert not (desk / "out").exists()


def test_links_lead_to_files_that_are_named(call: Command, desk: Path) -> None:
    assertion = base("ob2-assertion")
    put(desk / "assertion.json", assertion)
    put(desk / "hosted" / "badge.json", {**base("ob2-badgeclass-embedded"), "id": assertion["badge"]})
    alone = call("upgrade", "assertion.json", *AT)
    assert (alone.code, alone.out) == (3, "")
    assert "save it to a file and name that with --link" in " ".join(alone.err.split())
    linked = call("upgrade", "assertion.json", "--link", "hosted", *AT)
    assert linked.code == 0
    assert json.loads(linked.out)["issuer"]["name"] == "Reading School"


def test_a_result_that_is_not_valid_is_exit_1(call: Command, desk: Path) -> None:
    badge = base("ob2-badgeclass-embedded")
    del badge["criteria"]
    put(desk / "badge.json", badge)
    ended = call("upgrade", "badge.json", *AT)
    assert ended.code == 1
    assert "A valid Open Badge: no" in ended.err
    assert (
        "criteria"
        in json.loads(call("upgrade", "badge.json", "-f", "json", *AT).out)["documents"][0]["errors"][0][
            "message"
        ]
    )


@pytest.mark.parametrize(
    ("paths", "code"),
    [(("nothing.json",), 3), (("*.none",), 5), (("empty",), 5), (("broken.json",), 3), ((), 2)],
)
def test_what_cannot_be_upgraded(call: Command, desk: Path, paths: tuple[str, ...], code: int) -> None:
    (desk / "empty").mkdir()
    (desk / "broken.json").write_text("{")
    ended = call("upgrade", *paths, *AT)
    assert (ended.code, ended.out) == (code, "")
    assert "Traceback" not in ended.err


def test_hostile_text_is_harmless_and_data_is_data(call: Command, desk: Path) -> None:
    hostile = "\x1b[31mred\u202egnp.exe"
    put(
        desk / "badge.json",
        {**base("ob2-badgeclass-embedded"), "name": hostile, "mood": hostile + "x" * 100_000},
    )
    ended = call("upgrade", "badge.json", *AT)
    assert "\x1b" not in ended.err
    assert "\u202e" not in ended.err
    assert len(ended.err) < 20_000
    assert json.loads(ended.out)["name"] == hostile
    told = json.loads(call("upgrade", "badge.json", "-f", "json", *AT).out)["documents"][0]
    assert told["data"]["name"] == hostile
    assert "\x1b" not in json.dumps(told["lost"], ensure_ascii=False)
