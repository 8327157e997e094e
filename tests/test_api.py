"""The Python face: ``trustlint.check``, ``load_packs``, ``render``; and how little an import costs."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

import trustlint
from trustlint.errors import PackError, TrustlintError, UsageError

PACKS = Path(__file__).parent / "engine" / "packs"
READING = str(PACKS / "reading.yaml")
INTAKE = str(PACKS / "intake.yaml")
NOW = datetime(2026, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def badge(root: Path) -> Any:
    return json.loads((root / "rules" / "bases" / "ob3-definition.json").read_text())


@pytest.fixture
def file(tmp_path: Path, badge: Any) -> Path:
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(badge))
    return path


def test_a_path_as_text_or_path_or_in_a_list(file: Path) -> None:
    reports = [
        trustlint.check(what, packs=[READING], now=NOW).to_dict()
        for what in (str(file), file, [file], (str(file),), iter([file]))  # type: ignore[list-item]
    ]
    assert all(report == reports[0] for report in reports)
    assert reports[0]["documents"][0]["path"] == str(file)
    assert reports[0]["exit_code"] == 1


def test_a_mapping_is_one_credential(badge: Any) -> None:
    from types import MappingProxyType

    for data in (badge, MappingProxyType(badge)):
        report = trustlint.check(data, packs=[READING], now=NOW)
        (document,) = report.documents
        assert (document.path, document.origin, document.sha256) == ("<data>", ("data",), None)
        assert [item.code for item in document.findings] == ["RD002", "RD004"]
        assert all(item.span is None for item in document.findings), "no place is made up"


def test_a_mapping_and_its_file_get_the_same_verdicts(badge: Any, file: Path) -> None:
    def verdicts(report: Any) -> list[tuple[str, str]]:
        return [(item.id, item.verdict.value) for _, item in report.criteria()]

    of_data, of_file = (trustlint.check(what, packs=[READING], now=NOW) for what in (badge, file))
    assert verdicts(of_data) == verdicts(of_file)


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    assert trustlint.check([], packs=[READING]).exit_code == 5
    assert trustlint.check(tmp_path, packs=[READING]).exit_code == 5


def test_what_is_wrong_with_an_input_is_in_the_report(tmp_path: Path) -> None:
    report = trustlint.check(tmp_path / "none.json", packs=[INTAKE])
    assert report.exit_code == 3
    assert report.documents[0].findings[0].code == "IN001"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2026, 5, 31, 12), "2026-05-31T12:00:00+00:00"),
        (
            datetime(2026, 5, 31, 12, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            "2026-05-31T12:00:00+05:30",
        ),
    ],
)
def test_a_clock_without_offset_is_universal_time(badge: Any, now: datetime, told: str) -> None:
    assert trustlint.check(badge, packs=[READING], now=now).to_dict()["run"]["now"] == told


def test_the_present_is_the_default_clock(badge: Any) -> None:
    now = datetime.fromisoformat(trustlint.check(badge, packs=[READING]).header.run.now)
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("what", "options"),
    [
        (5, {}),
        (None, {}),
        (b"badge.json", {}),
        ("", {}),
        ([""], {}),
        ([{"type": "Achievement"}], {}),
        ([None], {}),
        ({1: 2}, {}),
        ({"a": {2}}, {}),
        ({"a": datetime(2026, 1, 1)}, {}),
        ({}, {"packs": "reading"}),
        ({}, {"packs": 5}),
        ({}, {"packs": [None]}),
        ({}, {"packs": ["readings"]}),
        ({}, {"packs": ["./none.yaml"]}),
        ({}, {"require": "reading"}),
        ({}, {"require": ["reading:best"]}),
        ({}, {"select": "RD001"}),
        ({}, {"select": ["RD999"]}),
        ({}, {"ignore": [7]}),
        ({}, {"fail_on": "fatal"}),
        ({}, {"fail_on": 5}),
        ({}, {"config": 5}),
        ({}, {"config": "none.yaml"}),
        ({}, {"scope": "award"}),
        ({}, {"now": "2026-05-31"}),
        ({}, {"now": date(2026, 5, 31)}),
        ({}, {"parameters": {"reading": 5}}),
        ({}, {"parameters": ["reading"]}),
        ({}, {"parameters": {"readings": {}}}),
        ({}, {"parameters": {"reading": {"mode": "wild"}}}),
    ],
)
def test_wrong_arguments_are_usage_errors(what: Any, options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        trustlint.check(what, **({"packs": [READING]} | options))


def test_a_broken_pack_is_a_pack_error(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("trustlint-pack: 1\n")
    with pytest.raises(PackError, match=r"broken\.yaml:1:1"):
        trustlint.check({}, packs=[str(tmp_path / "broken.yaml")])
    assert issubclass(PackError, TrustlintError)


def test_data_that_contains_itself_is_a_finding() -> None:
    data: dict[str, Any] = {"type": "Achievement"}
    data["related"] = [data]
    report = trustlint.check(data, packs=[INTAKE])
    assert report.documents[0].findings[0].code == "IN001"
    assert "inside each other" in report.documents[0].findings[0].message


def test_parameters_and_requirements_reach_the_packs(badge: Any) -> None:
    badge["alignment"] = [{"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/a"}]
    assert trustlint.check(badge, packs=[READING], parameters={"reading": {"mode": "mild"}}).exit_code == 0
    assert trustlint.check(badge, packs=[READING], require=["reading:recommended"]).exit_code == 1
    assert trustlint.check(badge, packs=[READING], fail_on="warning").exit_code == 0


def test_packs_are_loaded_by_id_and_path() -> None:
    assert [pack.id for pack in trustlint.load_packs()] == ["open-badges", "trusted-credential"]
    (pack,) = trustlint.load_packs([READING])
    assert [item.id for item in pack.criteria] == ["RC-01", "RC-02", "RC-03", "RC-04"]
    for wrong in ("reading", ["readings"], [5], 5):
        with pytest.raises(UsageError):
            trustlint.load_packs(wrong)  # type: ignore[arg-type]


def test_every_report_fits_its_schema(root: Path, tmp_path: Path) -> None:
    schema = json.loads((root / "schemas" / "report.schema.json").read_text())
    validator = jsonschema_rs.Draft202012Validator(schema)
    paths = [root / "fixtures", root / "rules" / "bases", tmp_path / "none.json"]
    for options in ({}, {"packs": [READING, INTAKE]}, {"packs": [READING], "ignore": ["RD002"]}):
        report = trustlint.check(paths, now=NOW, **options).to_dict()
        errors = [f"{error.instance_path}: {error.message[:200]}" for error in validator.iter_errors(report)]
        assert errors == []
        assert len(report["documents"]) > 50


def test_json_is_the_report(root: Path) -> None:
    report = trustlint.check(root / "fixtures" / "mixed", packs=[READING, INTAKE], now=NOW)
    assert json.loads(trustlint.render(report, "json")) == report.to_dict()


def test_render_knows_its_formats(badge: Any) -> None:
    report = trustlint.check(badge, packs=[READING], now=NOW)
    assert "RC-02" in trustlint.render(report)
    assert trustlint.render(report) == trustlint.render(report, "text")
    with pytest.raises(UsageError, match="text, table, json"):
        trustlint.render(report, "xml")


def test_nothing_else_is_public() -> None:
    assert sorted(trustlint.__all__) == ["__version__", "check", "load_packs", "render"]


HEAVY = {
    "click",
    "jsonschema",
    "jsonschema_rs",
    "yaml",
    "tabulate",
    "pyld",
    "jsonpath",
    "referencing",
    "pathspec",
}


def imported_by(code: str, *arguments: str) -> set[str]:
    """Top-level and dotted names of the modules that a fresh interpreter holds after the code."""
    ending = "\nimport sys as _sys; print('MODULES', *_sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code + ending, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.rpartition("MODULES ")[2].split())


def test_importing_trustlint_imports_nothing_heavy() -> None:
    modules = imported_by("import trustlint")
    assert not modules & HEAVY
    assert {name for name in modules if name.startswith("trustlint")} == {"trustlint", "trustlint.version"}


def test_checking_a_clean_file_imports_little(root: Path) -> None:
    code = """
import sys
from trustlint.cli import main
sys.argv = ["trustlint", "check", sys.argv[1]]
try:
    main()
except SystemExit:
    pass
"""
    modules = imported_by(code, str(root / "fixtures" / "sel" / "ob3-credential.json"))
    assert "trustlint.engine.session" in modules
    unwanted = {"jsonschema", "yaml", "tabulate", "pyld", "jsonpath", "referencing", "importlib.metadata"}
    assert not modules & (unwanted | {"cryptography", "rfc8785", "trustlint.integrity.judge"})


# One who receives a credential


def test_a_receiver_has_the_same_answers_in_python(root: Path) -> None:
    folder = root / "fixtures" / "signed"
    given: dict[str, Any] = {"packs": ["open-badges"], "now": NOW, "verify": True}
    report = trustlint.check(
        folder / "badge.json", keys=[folder / "keys"], status=[folder / "status"], **given
    )
    (document,) = report.documents
    assert document.integrity is not None
    assert document.lifecycle is not None
    assert (document.integrity.state, document.lifecycle.state, report.exit_code) == (
        "verified",
        "current",
        0,
    )
    assert trustlint.check(folder / "badge.json", **given).exit_code == 3
    revoked = trustlint.check(
        folder / "revoked.json", keys=[folder / "keys"], status=[folder / "status"], **given
    )
    assert [item.code for item in revoked.documents[0].findings] == ["STS040"]


@pytest.mark.parametrize(
    ("recipients", "code"), [(["learner@example.org"], 0), (["other@example.org"], 1), ([], 0)]
)
def test_recipients_in_python(root: Path, recipients: list[str], code: int) -> None:
    data = json.loads((root / "fixtures" / "signed" / "badge.json").read_text())
    report = trustlint.check(data, packs=["open-badges"], now=NOW, recipients=recipients)
    assert report.exit_code == code
    assert "example.org" not in str([item.message for item in report.documents[0].findings])


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipients": "learner@example.org"},
        {"keys": "keys"},
        {"keys": ["no-such-folder"]},
        {"record": "x"},
        {"replay": "no-such-folder"},
    ],
)
def test_what_a_receiver_gives_in_a_wrong_way(file: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        trustlint.check(file, packs=[READING], now=NOW, **wrong)
