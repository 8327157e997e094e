"""Edits of text: the parsed text is the edited data, and every character that is not part of the edit stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trustlint.fixing.text_edits import edited_text, read_trees, same_values
from trustlint.model.fix import CannotEdit, Edit, edit_of, same, with_edits
from trustlint.model.pointer import Path

names = st.text("abcXYZ_:@ é\"\\\t#'", min_size=1, max_size=6)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "",
        " x ",
        "no",
        "1",
        "a: b",
        "# c",
        "- d",
        "https://example.org/a?b=c#d",
        "{{x}}",
        "é",
        "😀",
        "[",
        "null",
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(-10, 10).map(lambda x: round(x, 3))
    | texts
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=15,
)
documents = st.dictionaries(names, values, min_size=1, max_size=5)
spaces = st.text(" \t\n\r", max_size=4)


@st.composite
def odd_json(draw: st.DrawFn, value: Any) -> str:
    """A JSON text of a value with blanks, line breaks and escapes where JSON allows them."""

    def write(item: Any) -> str:
        gap = lambda: draw(spaces)  # noqa: E731
        if isinstance(item, dict):
            members = [
                f"{gap()}{write(name)}{gap()}:{gap()}{write(held)}{gap()}" for name, held in item.items()
            ]
            return "{" + (",".join(members) or gap()) + "}"
        if isinstance(item, list):
            return "[" + (",".join(f"{gap()}{write(held)}{gap()}" for held in item) or gap()) + "]"
        return json.dumps(item, ensure_ascii=draw(st.booleans()))

    return draw(spaces) + write(value) + draw(spaces)


def places(value: Any, path: Path = ()) -> list[Path]:
    steps: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [path, *(place for step, held in steps for place in places(held, (*path, step)))]


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


@st.composite
def edits(draw: st.DrawFn, data: Any) -> Edit:
    """An edit that fits the data."""
    path = draw(st.sampled_from(places(data)[1:]))
    kind = draw(st.sampled_from(["replace", "wrap", "unwrap", "remove", "rename", "add"]))
    old = at(data, path)
    if kind == "wrap":
        return Edit("replace", path, [old])
    if kind == "unwrap":
        assume(isinstance(old, list) and len(old) == 1)
        return Edit("replace", path, old[0])
    if kind == "remove":
        return Edit("remove", path)
    if kind == "rename":
        holder, new = at(data, path[:-1]), draw(names)
        assume(isinstance(holder, dict) and new not in holder)
        return Edit("rename", path, new)
    if kind == "add":
        holder = at(data, path[:-1])
        if isinstance(holder, list):
            return Edit("add", (*path[:-1], draw(st.integers(0, len(holder)))), draw(values))
        name = draw(names)
        assume(name not in holder)
        return Edit("add", (*path[:-1], name), draw(values))
    new = draw(values)
    assume(not same(new, old))
    return Edit("replace", path, new)


def stretches(text: str, form: str, data: Any, edit: Edit) -> tuple[int, int]:
    """The characters that an edit may touch: its value, with name and comma; for an addition, its whole container."""
    _, table = read_trees(text, form)[0]
    path = edit.path[:-1] if edit.op in ("add", "remove") else edit.path
    key_start, _, start, end = table[path]
    return (start if key_start is None or path == () else key_start), end


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_json_edits_change_nothing_else(source: st.DataObject) -> None:
    data = source.draw(documents)
    text = source.draw(odd_json(data))
    edit = source.draw(edits(data))
    new = edited_text(text, "json", [edit])
    assert same_values(json.loads(new), with_edits(data, [edit]))
    start, end = stretches(text, "json", data, edit)
    assert new.startswith(text[:start])
    assert new.endswith(text[end:])
    beside = len(at(data, edit.path[:-1])) - (edit.op == "remove")
    if edit.op in ("add", "remove") and beside:
        # Inside the container only one stretch differs: the other members stay as they are written.
        assert one_stretch(text, new)


def one_stretch(old: str, new: str) -> bool:
    """Whether one of the texts is the other one with one stretch put in."""
    shorter, longer = sorted((old, new), key=len)
    pairs = enumerate(zip(shorter, longer, strict=False))
    head = next((at for at, (one, other) in pairs if one != other), len(shorter))
    return longer.endswith(shorter[head:])


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_yaml_edits_change_nothing_else(source: st.DataObject) -> None:
    """What cannot be done is refused; what is done gives the edited data, and leaves all other lines."""
    data = source.draw(documents)
    style = source.draw(st.sampled_from([False, True, None]))
    quotes = source.draw(st.sampled_from([None, "'", '"']))
    text = yaml.safe_dump(
        data,
        default_flow_style=style,
        allow_unicode=True,
        default_style=quotes,
        sort_keys=False,
        width=10_000,
    )
    read, _ = read_trees(text, "yaml")[0]
    edit = source.draw(edits(read))
    try:
        new = edited_text(text, "yaml", [edit])
    except CannotEdit:
        return
    assert same_values(read_trees(new, "yaml")[0][0], with_edits(read, [edit]))
    start, end = stretches(text, "yaml", read, edit)
    assert new.startswith(text[:start])
    # A line that is added to a block stands behind its last line.
    tail = text[end:].lstrip("\n")
    assert new.rstrip("\n").endswith(tail.rstrip("\n"))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_an_edit_survives_the_way_through_a_report(source: st.DataObject) -> None:
    data = source.draw(documents)
    edit = source.draw(edits(data))
    assert edit_of(json.loads(json.dumps(edit.to_dict())), data) == edit


BLOCKS = """\
# a badge
"@context": [one, two]  # the contexts
id: ' x '   # blank
type: Achievement
alignment:
  type: Alignment # kind
  # what it is
  targetName: "x"
tag:
  - a
  # between
  - 'b'   # last
shared: &s {name: N}
again: *s
story: |
  one
  two
none: ~
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Edit("replace", ("id",), "x"), "id: ' x '   # blank", "id: 'x'   # blank"),
        (Edit("replace", ("type",), ["Achievement"]), "type: Achievement\n", "type: [Achievement]\n"),
        (
            Edit("replace", ("alignment",), [{"type": "Alignment", "targetName": "x"}]),
            '  type: Alignment # kind\n  # what it is\n  targetName: "x"\n',
            '  - type: Alignment # kind\n    # what it is\n    targetName: "x"\n',
        ),
        (Edit("add", ("tag", 2), "c"), "'b'   # last\n", "'b'   # last\n  - 'c'\n"),
        (Edit("add", ("tag", 0), "c: d"), "  - a\n", "  - 'c: d'\n  - a\n"),
        (Edit("remove", ("tag", 0)), "  - a\n", ""),
        (Edit("remove", ("none",)), "none: ~\n", ""),
        (Edit("rename", ("alignment", "targetName"), "name"), 'targetName: "x"', 'name: "x"'),
        (Edit("add", ("@context", 2), "three"), "[one, two]", "[one, two, three]"),
        (Edit("add", ("alignment", "targetUrl"), "https://example.org/a"), '"x"\n', '"x"\n  targetUrl: "https://example.org/a"\n'),
        (Edit("rename", ("again",), "twice"), "again: *s", "twice: *s"),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_yaml_in_blocks(edit: Edit, old: str, new: str, ending: str) -> None:
    text, old, new = (part.replace("\n", ending) for part in (BLOCKS, old, new))
    assert text.count(old) == 1
    assert edited_text(text, "yaml", [edit]) == text.replace(old, new)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit("replace", ("shared", "name"), "M"), "without changing something else"),
        (Edit("replace", ("again", "name"), "M"), "without changing something else"),
        (Edit("replace", ("again",), ["M"]), "anchor, alias or tag"),
        (Edit("replace", ("story",), "M"), "block of text"),
        (Edit("remove", ("tag", 1)), "would be lost"),
        (Edit("replace", ("alignment",), "M"), "over several lines"),
    ],
    ids=str,
)
def test_what_yaml_cannot_have_changed_is_refused(edit: Edit, why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        edited_text(BLOCKS, "yaml", [edit])


@pytest.mark.parametrize(
    ("text", "edit", "new"),
    [
        ('{\n  "a": 1\n}\n', Edit("add", ("b",), [1]), '{\n  "a": 1,\n  "b": [1]\n}\n'),
        ('{"a":1,"b":2}', Edit("add", ("c",), 3), '{"a":1,"b":2,"c":3}'),
        ('{"a": [\r\n\t1\r\n]}', Edit("add", ("a", 1), 2), '{"a": [\r\n\t1,\r\n\t2\r\n]}'),
        ('{"a": []}', Edit("add", ("a", 0), 2), '{"a": [2]}'),
        ('{"a": "\\u00e9"}', Edit("replace", ("a",), "è"), '{"a": "\\u00e8"}'),
        ('{"a": "é"}', Edit("replace", ("a",), "è"), '{"a": "è"}'),
        ('{"a": 1.50, "b" : 1e2}', Edit("replace", ("a",), [1.5]), '{"a": [1.50], "b" : 1e2}'),
        ('{"a": [ "x" ]}', Edit("replace", ("a",), "x"), '{"a": "x"}'),
        ('{"a": 1, "b": 2}', Edit("remove", ("a",)), '{"b": 2}'),
        ('{"a": 1, "b": 2}', Edit("remove", ("b",)), '{"a": 1}'),
    ],
)  # fmt: skip
def test_json_keeps_its_manner(text: str, edit: Edit, new: str) -> None:
    assert edited_text(text, "json", [edit]) == new


def test_only_the_named_document_of_a_stream_changes() -> None:
    text = "a: 1\n---\na: 1\n...\n---\na: 1\n"
    assert (
        edited_text(text, "yaml", [Edit("replace", ("a",), [1])], tree=1)
        == "a: 1\n---\na: [1]\n...\n---\na: 1\n"
    )


def test_edits_that_do_not_fit_are_refused() -> None:
    for edit in (
        Edit("rename", ("a",), "b"),
        Edit("add", ("a",), 1),
        Edit("remove", ("c",)),
        Edit("add", ("a", 0), 1),
        Edit("remove", ()),
    ):
        with pytest.raises(CannotEdit):
            edited_text('{"a": 1, "b": 2}', "json", [edit])
