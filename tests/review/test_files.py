"""Files of attestations and waivers: what they may hold, and what adding an entry does to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from trustlint.errors import PackError, UsageError
from trustlint.model.review import Answer, Subject
from trustlint.review.find import ATTESTATIONS, WAIVERS, nearest
from trustlint.review.read import read_attestations, read_waivers
from trustlint.review.write import add_entry

DIGEST = "sha256:" + "0" * 64
ENTRY = {
    "document": "a.json",
    "criterion": "small/XC-01",
    "answer": "yes",
    "by": "Ada",
    "role": "Reviewer",
    "date": "2026-05-31",
    "digest": DIGEST,
}
WAIVER = {
    "document": "a.json",
    "criterion": "small/XC-01",
    "reason": "In June.",
    "by": "The board",
    "date": "2026-05-31",
    "expires": "2026-12-31",
}
SAME = ("document", "part", "criterion", "by")


def write(file: Path, what: str, *entries: dict[str, Any], **more: Any) -> Path:
    file.write_text(json.dumps({f"trustlint-{what}": 1, what: list(entries)} | more, indent=1))
    return file.rename(file.with_suffix(".yaml"))


def test_an_attestation_is_read_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    add_entry(file, "attestations", ENTRY | {"part": "/3", "note": "x"}, SAME)
    add_entry(file, "attestations", ENTRY | {"by": "Ben", "expires": "2027-01-01"}, SAME)
    first, second = read_attestations(file)
    assert first.subject == Subject(str(tmp_path / "a.json"), "/3")
    assert (first.answer, first.by, first.note, first.expires) == (Answer.YES, "Ada", "x", None)
    assert (second.subject.part, second.expires) == (None, date(2027, 1, 1))
    assert second.place.pointer == "/attestations/1"
    assert second.place.span is not None
    assert second.place.span.line == 13


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"answer": "maybe"}, "answer"),
        ({"answer": "na"}, "note"),
        ({"answr": "yes"}, "did you mean 'answer'?"),
        ({"digest": "sha256:0"}, "digest"),
        ({"date": "31.5.2026"}, "date"),
        ({"expires": "2026-02-30"}, "expires"),
        ({"criterion": "XC-01"}, "criterion"),
        ({"by": " "}, "by"),
        ({"evidence": "see minutes"}, "evidence"),
        ({"note": 5}, "note"),
    ],
)
def test_mistakes_in_attestations_have_a_place(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    file = write(tmp_path / "a.txt", "attestations", ENTRY, ENTRY | change)
    with pytest.raises(PackError) as error:
        read_attestations(file)
    assert says in str(error.value)
    line = int(str(error.value).removeprefix(f"{file}:").split(":")[0])
    assert line > 12  # in the second entry


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rule": "XX001"}, "waivers[0]"),
        ({"reason": None}, "reason"),
        ({"expires": None}, "expires"),
        ({"expiers": "2026-12-31"}, "did you mean 'expires'?"),
        ({"criterion": None}, "waivers[0]"),
    ],
)
def test_mistakes_in_waivers(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    entry = {name: value for name, value in (WAIVER | change).items() if value is not None}
    with pytest.raises(PackError, match=r"w\.yaml:\d+:\d+: ") as error:
        read_waivers(write(tmp_path / "w.txt", "waivers", entry))
    assert says in str(error.value)


@pytest.mark.parametrize("text", ["", "[]", "just text", "trustlint-waivers: 1\n", "a: [", "\x00"])
def test_what_is_no_such_file_ends_in_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text)
    with pytest.raises(PackError, match=r"^[^\n]*a\.yaml[^\n]*$"):
        read_attestations(file)
    with pytest.raises(PackError, match="missing"):
        read_attestations(tmp_path / "missing.yaml")


def test_schemas_are_sound_and_describe_what_is_written(root: Path, tmp_path: Path) -> None:
    for what, entry in (("attestations", ENTRY), ("waivers", WAIVER)):
        schema = json.loads((root / "schemas" / f"{what}.schema.json").read_text())
        Draft202012Validator.check_schema(schema)
        file = tmp_path / f"{what}.yaml"
        add_entry(file, what, entry, SAME)
        Draft202012Validator(schema).validate(
            yaml.load(file.read_text(), yaml.BaseLoader) | {f"trustlint-{what}": 1}
        )


def test_entries_are_added_behind_and_nothing_else_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    add_entry(file, "attestations", ENTRY, SAME)
    file.write_text(f"# Ours\n{file.read_text()}\n  # about the next ones\n")
    before = file.read_text()
    assert add_entry(file, "attestations", ENTRY | {"by": "Ben"}, SAME) is False
    assert file.read_text().startswith(before)
    assert [item.by for item in read_attestations(file)] == ["Ada", "Ben"]


def test_an_entry_of_the_same_reviewer_is_replaced_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    for by in ("Ada", "Ben", "Cy"):
        add_entry(file, "attestations", ENTRY | {"by": by, "note": "two words"}, SAME)
    lines = file.read_text().replace("  - document", "  # a comment\n  - document").splitlines()
    file.write_text("\n".join(lines) + "\n")
    assert add_entry(file, "attestations", ENTRY | {"by": "Ben", "answer": "no"}, SAME) is True
    assert [(item.by, item.answer.value) for item in read_attestations(file)] == [
        ("Ada", "yes"),
        ("Ben", "no"),
        ("Cy", "yes"),
    ]
    behind = file.read_text().splitlines()
    assert behind.count("  # a comment") == 3
    assert [line for line in lines if line not in behind] == []


def test_a_text_in_a_block_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    block = "\n".join(f"    {name}: {json.dumps(value)}" for name, value in ENTRY.items())
    file.write_text(
        "trustlint-attestations: 1\nattestations:\n"
        f"  -{block[3:]}\n    note: |\n      one\n\n      two\n  # kept\n  -{block[3:].replace('Ada', 'Ben')}\n"
    )
    assert add_entry(file, "attestations", ENTRY | {"note": "new"}, SAME) is True
    assert [item.note for item in read_attestations(file)] == ["new", None]
    assert "  # kept\n" in file.read_text()


def test_lists_without_indentation_and_empty_lists(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("attestations: []\ntrustlint-attestations: 1\n")
    with pytest.raises(UsageError, match="at the end of the file"):
        add_entry(file, "attestations", ENTRY, SAME)
    file.write_text("trustlint-attestations: 1\nattestations: []\n")
    add_entry(file, "attestations", ENTRY, SAME)
    flat = "\n".join(line.removeprefix("  ") for line in file.read_text().splitlines())
    file.write_text(flat)
    add_entry(file, "attestations", ENTRY | {"by": "Ben"}, SAME)
    assert [item.by for item in read_attestations(file)] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    "text",
    [
        '{"trustlint-attestations": 1, "attestations": [%s]}',
        "attestations: [%s]\ntrustlint-attestations: 1\n",
    ],
)
def test_another_layout_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text % json.dumps(ENTRY))
    before = file.read_text()
    with pytest.raises(UsageError, match="laid out"):
        add_entry(file, "attestations", ENTRY | {"by": "Ben"}, SAME)
    assert file.read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    note=st.text(min_size=1).filter(lambda text: text.strip() != ""),
    by=st.sampled_from(
        ["yes", "null", "1.0", "2026-05-31", "- a", "a: b", "a #b", "#", "'", '"', "*a", "é ü", "0x1F", "~"]
    ),
)
def test_what_is_written_is_what_is_read(tmp_path: Path, note: str, by: str) -> None:
    file = tmp_path / "a.yaml"
    file.unlink(missing_ok=True)
    try:
        add_entry(file, "attestations", ENTRY | {"note": note, "by": by}, SAME)
    except UsageError:
        # Characters that no YAML may hold are refused, and nothing is written.
        assert not file.exists()
        assert not note.isprintable()
        return
    (item,) = read_attestations(file)
    assert (item.note, item.by) == (note, by)


def test_nearest_file_ends_at_the_top_of_a_work_tree(tmp_path: Path) -> None:
    below = tmp_path / "project" / "badges" / "year"
    below.mkdir(parents=True)
    (tmp_path / ATTESTATIONS).touch()
    assert nearest(below, ATTESTATIONS) == tmp_path / ATTESTATIONS
    (tmp_path / "project" / ".git").mkdir()
    assert nearest(below, ATTESTATIONS) is None
    (tmp_path / "project" / ATTESTATIONS).touch()
    assert nearest(below, ATTESTATIONS) == tmp_path / "project" / ATTESTATIONS
    (below / ATTESTATIONS).touch()
    assert nearest(below, ATTESTATIONS) == below / ATTESTATIONS
    assert nearest(below, WAIVERS) is None
