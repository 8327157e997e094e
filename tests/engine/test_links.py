"""Open Badges 2.0: an Assertion is judged through its BadgeClass and Issuer where they are among the inputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trustlint.engine.links import MOST_KEPT, LinkIndex
from trustlint.model.outcome import Verdict
from trustlint.model.report import DocumentResult, Report
from trustlint.source.read import Input

from .building import INTAKE, READING, base, criterion, on_disk, pack_data, rule, run, verdict, write


def trio(folder: Path, **changes: dict[str, Any]) -> dict[str, str]:
    """Assertion, badge and issuer as files."""
    return write(
        folder,
        assertion=base("ob2-assertion") | changes.get("assertion", {}),
        badge=base("ob2-badgeclass") | changes.get("badge", {}),
        issuer=base("ob2-issuer") | changes.get("issuer", {}),
    )


def of(report: Report, path: str) -> DocumentResult:
    return next(item for item in report.documents if item.path == path)


@pytest.fixture
def contact(tmp_path: Path) -> str:
    """A pack that wants the telephone number of the issuer."""
    rules = [
        rule("XX001", select={"field": "issuer.phone"}, message={"missing": "{place} has no {expected}."}),
        rule("XX002", select={"field": "issuer.name"}, severity="warning", check={"text": {"min_words": 9}}),
    ]
    remedies = {"text": "Add it.", "snippets": [{"field": "issuer.phone", "value": "+1 555 0100"}]}
    return on_disk(
        tmp_path,
        pack_data(rules, [criterion("XC-01", ["XX001"], scope="issuer", remediation=remedies)]),
        "contact.yaml",
    )


def test_criteria_are_judged_through_the_links(tmp_path: Path) -> None:
    paths = trio(tmp_path, badge={"tags": ["reading"]})
    document = of(run(list(paths.values()), READING), paths["assertion"])
    assert verdict(document, "RC-01").verdict is Verdict.PASS
    assert verdict(document, "RC-04").verdict is Verdict.PASS
    failed = verdict(document, "RC-02")
    assert (failed.verdict, failed.document, failed.pointer) == (Verdict.FAIL, paths["badge"], "")
    assert failed.remediation is not None
    assert failed.remediation.insert_at == "/alignment"
    own = verdict(document, "RC-03")
    assert (own.verdict, own.document) == (Verdict.FAIL, None)


def test_findings_point_into_the_file_that_is_wrong(tmp_path: Path) -> None:
    paths = trio(tmp_path, badge={"name": ""})
    document = of(run(list(paths.values()), READING), paths["assertion"])
    (found,) = [item for item in document.findings if item.code == "RD001"]
    text = Path(paths["badge"]).read_text().splitlines()
    assert (found.document, found.pointer) == (paths["badge"], "/name")
    assert found.span is not None
    assert '"name": ""' in text[found.span.line - 1]
    assert found.excerpt is not None
    assert '"name": ""' in "\n".join(found.excerpt.lines)


def test_two_links_are_followed_to_the_issuer(tmp_path: Path, contact: str) -> None:
    paths = trio(tmp_path)
    report = run(list(paths.values()), contact)
    for name in ("assertion", "badge"):
        failed = verdict(of(report, paths[name]), "XC-01")
        assert (failed.verdict, failed.document) == (Verdict.FAIL, paths["issuer"])
        assert failed.remediation is not None
        assert failed.remediation.insert_at == "/telephone"
    own = verdict(of(report, paths["issuer"]), "XC-01")
    assert (own.verdict, own.document) == (Verdict.FAIL, None)


def test_what_is_wrong_with_another_input_is_said_once(tmp_path: Path, contact: str) -> None:
    """A rule of no criterion speaks of the issuer where the issuer itself is checked, not wherever it is linked."""
    paths = trio(tmp_path)
    report = run(list(paths.values()), contact)
    places = [item.path for item in report.documents for found in item.findings if found.code == "XX002"]
    assert places == [paths["issuer"]]


def test_order_of_the_inputs_does_not_matter(tmp_path: Path) -> None:
    paths = list(trio(tmp_path).values())
    there = {item.path: item.to_dict() for item in run(paths, READING).documents}
    back = {item.path: item.to_dict() for item in run(paths[::-1], READING).documents}
    assert there == back


def test_without_the_other_files_nothing_is_said_of_them(tmp_path: Path) -> None:
    paths = trio(tmp_path)
    report = run([paths["assertion"]], READING)
    document = of(report, paths["assertion"])
    for id_ in ("RC-01", "RC-02", "RC-04"):
        result = verdict(document, id_)
        assert result.verdict is Verdict.NOT_APPLICABLE
        assert "https://example.org/ob2/minimal/badge.json, which is not among the inputs" in result.message
    assert {item.code for item in document.findings} == {"RD003"}


def test_a_missing_issuer_of_a_linked_badge_is_said_to_be_elsewhere(tmp_path: Path, contact: str) -> None:
    paths = trio(tmp_path)
    report = run([paths["assertion"], paths["badge"]], contact)
    for name in ("assertion", "badge"):
        result = verdict(of(report, paths[name]), "XC-01")
        assert result.verdict is Verdict.NOT_APPLICABLE
        assert "issuer.json, which is not among the inputs" in result.message


def test_a_link_to_nothing_at_all_is_missing(tmp_path: Path) -> None:
    assertion = base("ob2-assertion")
    del assertion["badge"]
    paths = write(tmp_path, assertion=assertion)
    result = verdict(run([paths["assertion"]], READING).documents[0], "RC-01")
    assert (result.verdict, result.pointer) == (Verdict.FAIL, "")


def test_the_first_of_two_with_the_same_id_is_followed(tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        a=base("ob2-badgeclass"),
        b=base("ob2-badgeclass") | {"name": ""},
        c=base("ob2-assertion"),
    )
    forth = of(run([paths["a"], paths["b"], paths["c"]], READING), paths["c"])
    back = of(run([paths["b"], paths["a"], paths["c"]], READING), paths["c"])
    assert verdict(forth, "RC-01").verdict is Verdict.PASS
    assert (verdict(back, "RC-01").verdict, verdict(back, "RC-01").document) == (Verdict.FAIL, paths["b"])


@pytest.mark.parametrize(
    "changes",
    [
        {"badge": {"issuer": "https://example.org/ob2/minimal/badge.json"}},
        {"issuer": {"id": "https://example.org/ob2/minimal/badge.json"}},
        {"issuer": {"issuer": "https://example.org/ob2/minimal/issuer.json"}},
        {"assertion": {"badge": "https://example.org/ob2/minimal/assertion.json"}},
        {"assertion": {"id": "https://example.org/ob2/minimal/badge.json"}},
        {"assertion": {"badge": "https://example.org/ob2/minimal/issuer.json"}},
    ],
    ids=["own-issuer", "badge-is-issuer", "issuer-of-itself", "own-badge", "shared-id", "issuer-as-badge"],
)
def test_ids_that_lead_in_circles_end(tmp_path: Path, contact: str, changes: dict[str, Any]) -> None:
    paths = trio(tmp_path, **changes)
    report = run(list(paths.values()), READING, contact, INTAKE)
    assert [item.errors for item in report.documents] == [(), (), ()]
    assert report.exit_code == 1


@pytest.mark.parametrize("id_", [None, 7, [], {}, ["https://example.org/ob2/minimal/badge.json"], ""])
def test_ids_and_links_that_are_no_text_are_not_followed(tmp_path: Path, id_: Any) -> None:
    paths = trio(tmp_path, badge={"id": id_}, assertion={"badge": id_})
    report = run(list(paths.values()), READING, INTAKE)
    assert [item.errors for item in report.documents] == [(), (), ()]


def test_links_lead_into_lines_and_lists(tmp_path: Path) -> None:
    batch = tmp_path / "batch.json"
    batch.write_text(json.dumps([base("ob2-issuer"), base("ob2-badgeclass")]))
    lines = tmp_path / "awards.ndjson"
    lines.write_text("\n".join(json.dumps(base("ob2-assertion")) for _ in range(2)) + "\n")
    report = run([str(batch), str(lines)], READING)
    first, second = (item for item in report.documents if item.path == str(lines))
    failed = verdict(first, "RC-02")
    assert (failed.document, failed.pointer) == (f"{batch} (/1)", "/1")
    assert failed.remediation is not None
    assert failed.remediation.insert_at == "/1/alignment"
    assert verdict(second, "RC-02").document == f"{batch} (/1)"


def test_yaml_is_linked_too(tmp_path: Path) -> None:
    file = tmp_path / "badge.yaml"
    badge = base("ob2-badgeclass")
    file.write_text("\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in badge.items()))
    paths = write(tmp_path, assertion=base("ob2-assertion"))
    document = of(run([str(file), paths["assertion"]], READING), paths["assertion"])
    assert verdict(document, "RC-02").document == str(file)


def test_only_a_few_linked_documents_stay_in_memory() -> None:
    badges = [base("ob2-badgeclass") | {"id": f"https://example.org/b/{number}"} for number in range(200)]
    index = LinkIndex([Input("badges.json", True, json.dumps(badges).encode())])
    for number in range(200):
        linked = index.follow(f"https://example.org/b/{number}")
        assert linked is not None
        assert linked.data["id"] == f"https://example.org/b/{number}"
    assert len(index._recent) == MOST_KEPT
    again = index.follow("https://example.org/b/0")
    assert again is not None
    assert again.data["id"] == "https://example.org/b/0"


def test_a_file_that_vanishes_is_no_longer_linked(tmp_path: Path) -> None:
    paths = trio(tmp_path)
    index = LinkIndex([Input(path, True) for path in paths.values()])
    Path(paths["badge"]).unlink()
    assert index.follow("https://example.org/ob2/minimal/badge.json") is None
    assert index.follow("https://example.org/ob2/minimal/issuer.json") is not None


def test_a_file_that_turns_into_something_else_is_not_trusted(tmp_path: Path) -> None:
    paths = trio(tmp_path)
    index = LinkIndex([Input(path, True) for path in paths.values()])
    Path(paths["badge"]).write_text("[1, 2]")
    assert index.follow("https://example.org/ob2/minimal/badge.json") is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"openbadges BadgeClass", b"[" * 5000])
def test_inputs_that_cannot_be_read_are_no_targets(content: bytes) -> None:
    index = LinkIndex([Input("x.json", True, content + b'"openbadges" "BadgeClass"')])
    assert index.follow("https://example.org/ob2/minimal/badge.json") is None
