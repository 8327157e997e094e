"""Attestations and waivers in a run: where they are found, what they do to report and gate, what is told of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import trustlint
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.errors import PackError
from trustlint.model.outcome import Verdict
from trustlint.model.report import Report
from trustlint.report import render
from trustlint.source.read import Input, read_documents

from .building import NOW, base, criterion, on_disk, one, pack_data, rule, run, verdict, write

QUESTION = "Is it clear?"
ATTESTATIONS, WAIVERS = "trustlint-attestations.yaml", "trustlint-waivers.yaml"
DIGEST = "sha256:" + "0" * 64


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """XC-01 asks a person, XC-02 wants tags, XX003 stands alone and wants a description."""
    rules = [
        rule("XX001"),
        rule("XX002", select={"field": "achievement.tag"}),
        rule("XX003", select={"path": "$.speciality"}),
    ]
    criteria = [
        criterion("XC-01", ["XX001"], human={"question": QUESTION}),
        criterion("XC-02", ["XX002"]),
    ]
    (tmp_path / "packs").mkdir()
    return on_disk(tmp_path / "packs", pack_data(rules, criteria))


@pytest.fixture
def badge(tmp_path: Path) -> str:
    (tmp_path / "badges").mkdir()
    sound = base("ob3-definition") | {"tag": ["a"], "speciality": "x"}
    return write(tmp_path / "badges", a=sound)["a"]


def digests(pack: str, path: str) -> dict[str, str]:
    session = Session(CheckOptions(packs=(pack,), now=NOW, attestations=()))
    (document,) = read_documents(Input(path, explicit=True))
    return {item.criterion.id: item.digest for item in session.reviewable(document)}


def attested(folder: Path, *entries: dict[str, Any]) -> str:
    default = {
        "document": "a.json",
        "criterion": "small/XC-01",
        "question": QUESTION,
        "answer": "yes",
        "by": "Ada",
        "role": "Reviewer",
        "date": "2026-05-01",
        "digest": DIGEST,
    }
    file = folder / ATTESTATIONS
    held = [{k: v for k, v in (default | entry).items() if v is not None} for entry in entries]
    file.write_text(json.dumps({"trustlint-attestations": 1, "attestations": held}, indent=1))
    return str(file)


def waived(folder: Path, *entries: dict[str, Any]) -> str:
    default = {
        "document": "a.json",
        "reason": "In June.",
        "by": "The board",
        "date": "2026-05-01",
        "expires": "2026-12-31",
    }
    file = folder / WAIVERS
    file.write_text(
        json.dumps({"trustlint-waivers": 1, "waivers": [default | entry for entry in entries]}, indent=1)
    )
    return str(file)


def lacking(path: str, *names: str) -> None:
    data = json.loads(Path(path).read_text())
    Path(path).write_text(json.dumps({k: v for k, v in data.items() if k not in names}, indent=2))


def told(report: Report) -> list[tuple[str, str | None]]:
    """Codes of the tool's own findings, with the name of the file that each stands in."""
    findings = [finding for document in report.documents for finding in document.findings]
    return [
        (finding.code, finding.document and Path(finding.document).name)
        for finding in (*findings, *report.footer.findings)
        if finding.pack == "trustlint"
    ]


def test_an_answer_beside_the_badge_counts(pack: str, badge: str) -> None:
    folder = Path(badge).parent
    attested(folder, {"digest": digests(pack, badge)["XC-01"]})
    report = run([badge], pack, strict_review=True)
    result = verdict(one(report), "XC-01")
    assert (result.verdict, result.reason, report.exit_code) == (Verdict.PASS, "attested", 0)
    assert report.to_dict()["run"]["attestations"] == [str(folder / ATTESTATIONS)]
    assert report.to_dict()["run"]["waivers"] == []
    assert result.to_dict()["attestations"][0]["standing"] == "valid"
    assert run([badge], pack, strict_review=True, attestations=()).exit_code == 4


def test_the_nearest_file_upward_holds(pack: str, badge: str, tmp_path: Path) -> None:
    digest = digests(pack, badge)["XC-01"]
    attested(tmp_path, {"document": "badges/a.json", "digest": digest})
    assert run([badge], pack, strict_review=True).exit_code == 0
    attested(Path(badge).parent, {"document": "b.json", "digest": digest})
    report = run([badge], pack, strict_review=True)
    assert (report.exit_code, told(report)) == (4, [("TL922", ATTESTATIONS)])


def test_given_files_replace_the_search(pack: str, badge: str, tmp_path: Path) -> None:
    attested(Path(badge).parent, {"answer": "no", "digest": digests(pack, badge)["XC-01"]})
    (tmp_path / "other").mkdir()
    given = attested(
        tmp_path / "other", {"document": "../badges/a.json", "digest": digests(pack, badge)["XC-01"]}
    )
    assert verdict(one(run([badge], pack)), "XC-01").verdict is Verdict.FAIL
    assert verdict(one(run([badge], pack, attestations=(given,))), "XC-01").verdict is Verdict.PASS
    both = (given, str(Path(badge).parent / ATTESTATIONS))
    result = verdict(one(run([badge], pack, attestations=both)), "XC-01")
    assert result.verdict is Verdict.FAIL  # the same reviewer; the last answer counts


def test_no_answer_overturns_a_machine(pack: str, badge: str) -> None:
    lacking(badge, "name")
    attested(Path(badge).parent, {"digest": digests(pack, badge)["XC-01"]})
    report = run([badge], pack)
    assert verdict(one(report), "XC-01").verdict is Verdict.FAIL
    assert (report.exit_code, told(report)) == (1, [("TL920", ATTESTATIONS)])


def test_a_reviewers_no_fails_the_gate(pack: str, badge: str) -> None:
    attested(
        Path(badge).parent, {"answer": "no", "note": "It is not.", "digest": digests(pack, badge)["XC-01"]}
    )
    report = run([badge], pack)
    result = verdict(one(report), "XC-01")
    assert (result.verdict, result.message, report.exit_code) == (
        Verdict.FAIL,
        "Ada (Reviewer) says no: It is not.",
        1,
    )
    waived(Path(badge).parent, {"criterion": "small/XC-01"})
    report = run([badge], pack)
    assert (verdict(one(report), "XC-01").verdict, report.exit_code) == (Verdict.WAIVED, 0)


def test_a_waived_criterion_lets_the_gate_pass_and_is_counted_as_not_met(pack: str, badge: str) -> None:
    lacking(badge, "tag")
    assert run([badge], pack).exit_code == 1
    waived(Path(badge).parent, {"criterion": "small/XC-02"})
    report = run([badge], pack)
    standing = one(report).packs[0]
    assert (verdict(one(report), "XC-02").verdict, report.exit_code, told(report)) == (Verdict.WAIVED, 0, [])
    assert [finding.code for finding in one(report).findings] == ["XX002"]
    assert standing.status == "meets 0 of 2 required checks of small 1.0; provisional, 1 open, with waivers"
    assert standing.score == (0.0, 0.5)


def test_a_waived_rule_lets_the_gate_pass(pack: str, badge: str) -> None:
    lacking(badge, "speciality")
    assert run([badge], pack).gate.why == (f"{badge}: 1 error",)
    waived(Path(badge).parent, {"rule": "XX003"})
    report = run([badge], pack)
    (finding,) = one(report).findings
    assert (finding.code, report.exit_code) == ("XX003", 0)
    assert finding.to_dict()["waiver"]["by"] == "The board"
    assert "Waived by The board until 2026-12-31: In June." in render(report)


def test_a_waiver_makes_no_badge_valid(badge: str) -> None:
    lacking(badge, "id")
    report = run([badge], "open-badges")
    codes = sorted({finding.code for finding in one(report).findings})
    assert report.exit_code == 1
    waived(Path(badge).parent, *[{"rule": code} for code in codes])
    report = run([badge], "open-badges")
    assert (one(report).valid, report.exit_code) == (False, 0)


@pytest.mark.parametrize(
    ("entry", "codes", "says"),
    [
        ({"criterion": "small/XC-02"}, ["TL910"], "waives nothing"),
        ({"rule": "XX003"}, ["TL910"], "waives nothing"),
        ({"criterion": "small/XC-02", "expires": "2026-05-30"}, ["TL911"], "expired on 2026-05-30"),
        ({"criterion": "small/XC-20"}, ["TL912"], "has no criterion XC-20; did you mean XC-02?"),
        ({"criterion": "smal/XC-02"}, ["TL912"], "did you mean small?"),
        ({"rule": "XX004"}, ["TL912"], "There is no rule XX004; did you mean XX003?"),
        ({"criterion": "small/XC-02", "document": "gone.json"}, ["TL912"], "There is no file gone.json"),
        ({"criterion": "small/XC-02", "part": "/3"}, ["TL912"], "no part '/3'"),
        ({"criterion": "trusted-credential/TC-02"}, [], ""),
        ({"rule": "TC021"}, [], ""),
    ],
)
def test_what_is_wrong_with_a_waiver_is_told(
    pack: str, badge: str, entry: dict[str, Any], codes: list[str], says: str
) -> None:
    file = waived(Path(badge).parent, entry)
    report = run([badge], pack)
    assert [code for code, _ in told(report)] == codes
    findings = [*one(report).findings, *report.footer.findings]
    assert report.summary.findings["warning"] == len(findings) == len(codes)
    for finding in findings:
        assert says in finding.message
        assert (finding.document, finding.pointer, finding.span and finding.span.line) == (
            file,
            "/waivers/0",
            4,
        )
    assert (report.exit_code, run([badge], pack, fail_on="warning").exit_code) == (0, 1 if codes else 0)
    assert run([badge], pack, fail_on="warning", ignore=tuple(codes)).exit_code == 0


@pytest.mark.parametrize(
    ("entry", "codes", "says"),
    [
        ({}, ["TL924"], "has changed since"),
        ({"question": "Is it short?"}, ["TL924"], "the pack asks something else now"),
        ({"criterion": "small/XC-02"}, ["TL920"], "asks nobody"),
        ({"criterion": "small/XC-09"}, ["TL922"], "has no criterion XC-09"),
        ({"document": "gone.json"}, ["TL922"], "There is no file gone.json"),
        ({"part": "line 2"}, ["TL922"], "no part 'line 2'"),
        ({"criterion": "trusted-credential/TC-02"}, [], ""),
    ],
)
def test_what_is_wrong_with_an_attestation_is_told(
    pack: str, badge: str, entry: dict[str, Any], codes: list[str], says: str
) -> None:
    attested(Path(badge).parent, entry)
    report = run([badge], pack)
    assert told(report) == [(code, ATTESTATIONS) for code in codes]
    for finding in (*one(report).findings, *report.footer.findings):
        assert says in finding.message
    assert verdict(one(report), "XC-01").verdict is Verdict.NEEDS_REVIEW


def test_expired_and_repeated_answers_are_told(pack: str, badge: str) -> None:
    digest = digests(pack, badge)["XC-01"]
    attested(Path(badge).parent, {"digest": digest}, {"digest": digest, "expires": "2026-05-30"})
    report = run([badge], pack)
    assert sorted(told(report)) == [("TL921", ATTESTATIONS), ("TL923", ATTESTATIONS)]
    assert verdict(one(report), "XC-01").verdict is Verdict.NEEDS_REVIEW


def test_entries_about_other_files_are_left_alone(pack: str, badge: str) -> None:
    write(Path(badge).parent, b=base("ob3-definition"))
    attested(Path(badge).parent, {"document": "b.json"})
    assert told(run([badge], pack)) == []


def test_what_did_not_run_is_not_called_unused(pack: str, badge: str) -> None:
    attested(Path(badge).parent, {})
    waived(Path(badge).parent, {"criterion": "small/XC-01"}, {"rule": "XX001"})
    assert told(run([badge], pack, select=("XX003",))) == []


def test_a_document_that_nothing_can_be_made_of_says_nothing_of_people(pack: str, badge: str) -> None:
    Path(badge).write_text('{"type": ["Achievement"], ')
    attested(Path(badge).parent, {})
    waived(Path(badge).parent, {"criterion": "small/XC-01"}, {"rule": "XX003"})
    assert told(run([badge], pack)) == []


def test_documents_that_criteria_are_not_judged_on(pack: str, tmp_path: Path) -> None:
    path = write(tmp_path, c=base("clr2"))["c"]
    attested(tmp_path, {"document": "c.json"})
    waived(tmp_path, {"document": "c.json", "criterion": "small/XC-01"})
    report = run([path], pack)
    assert told(report) == [("TL910", WAIVERS), ("TL920", ATTESTATIONS)]
    own = [finding for finding in report.documents[0].findings if finding.pack == "trustlint"]
    for finding in own:
        assert finding.message.endswith("is not judged on documents such as this one.")


def test_lines_and_credentials_inside_are_documents_of_their_own(pack: str, tmp_path: Path) -> None:
    file = tmp_path / "many.ndjson"
    sound = base("ob3-definition") | {"tag": ["a"], "speciality": "x"}
    file.write_text("".join(json.dumps(sound | {"name": name}) + "\n" for name in ("One", "Two")))
    session = Session(CheckOptions(packs=(pack,), now=NOW, attestations=()))
    found = [session.reviewable(document) for document in read_documents(Input(str(file), explicit=True))]
    attested(tmp_path, {"document": "many.ndjson", "part": "line 2", "digest": found[1][0].digest})
    report = run([str(file)], pack)
    verdicts = [verdict(document, "XC-01").verdict for document in report.documents]
    assert (verdicts, told(report)) == ([Verdict.NEEDS_REVIEW, Verdict.PASS], [])
    attested(tmp_path, {"document": "many.ndjson"})
    (finding,) = run([str(file)], pack).footer.findings
    assert (finding.code, "name the part, such as line 1" in finding.message) == ("TL922", True)


def test_many_documents_of_one_shape_keep_their_own_answers(pack: str, tmp_path: Path) -> None:
    sound = base("ob3-definition") | {"tag": ["a"], "speciality": "x"}
    paths = write(tmp_path, **{f"b{n}": sound for n in range(6)})
    digest = digests(pack, paths["b0"])["XC-01"]
    attested(tmp_path, *[{"document": f"b{n}.json", "digest": digest} for n in (1, 4)])
    for jobs in (1, 2):
        report = run(list(paths.values()), pack, jobs=jobs)
        found = [verdict(document, "XC-01").verdict.value for document in report.documents]
        assert found == ["needs-review", "pass", "needs-review", "needs-review", "pass", "needs-review"]
        assert told(report) == []


def test_every_format_tells_of_people(pack: str, badge: str) -> None:
    lacking(badge, "tag", "speciality")
    attested(Path(badge).parent, {"digest": digests(pack, badge)["XC-01"]}, {"document": "gone.json"})
    waived(Path(badge).parent, {"criterion": "small/XC-02"}, {"rule": "XX003"})
    report = run([badge], pack, explain_level=True)
    text = render(report, "text")
    assert "Ada (Reviewer) says yes." in text
    assert text.count("Waived by The board until 2026-12-31: In June.") == 2
    assert text.index("TL922") < text.index("Summary")
    table = render(report, "table")
    assert table.count("Waived by The board") == 2
    assert "TL922" in table
    data = json.loads(render(report, "json"))
    assert data["findings"][0]["code"] == "TL922"
    assert data["documents"][0]["packs"][0]["next_level"] == {"level": None, "steps": []}


def test_report_fits_its_schema(pack: str, badge: str, root: Path) -> None:
    from jsonschema import Draft202012Validator

    lacking(badge, "tag")
    attested(Path(badge).parent, {}, {"document": "gone.json"})
    waived(Path(badge).parent, {"criterion": "small/XC-02"}, {"rule": "XX003"})
    schema = json.loads((root / "schemas" / "report.schema.json").read_text())
    for explain in (True, False):
        Draft202012Validator(schema).validate(run([badge], pack, explain_level=explain).to_dict())


def test_a_wrong_file_ends_the_run(pack: str, badge: str) -> None:
    (Path(badge).parent / WAIVERS).write_text("waivers: []\n")
    with pytest.raises(PackError, match="trustlint-waivers"):
        run([badge], pack)


def test_from_python(pack: str, badge: str) -> None:
    file = attested(Path(badge).parent, {"digest": digests(pack, badge)["XC-01"]})
    checked = [
        trustlint.check(badge, packs=[pack], now=NOW, **options)
        for options in ({}, {"attestations": [Path(file)]}, {"attestations": [], "waivers": []})
    ]
    found = [verdict(one(report), "XC-01").verdict.value for report in checked]
    assert found == ["pass", "pass", "needs-review"]
    assert told(trustlint.check(json.loads(Path(badge).read_text()), packs=[pack], now=NOW)) == []
