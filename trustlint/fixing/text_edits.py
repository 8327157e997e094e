"""Edits of data, done in the text that the data was read from, and read back to see that they did nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trustlint.fixing.splice import Target, spliced
from trustlint.model.fix import CannotEdit, Edit, same, with_edits
from trustlint.source.limits import DEFAULT_LIMITS, Limits
from trustlint.source.span_table import SpanTable

_Tree = tuple[Any, SpanTable]


def edited_text(
    text: str, form: str, edits: Sequence[Edit], *, tree: int = 0, limits: Limits = DEFAULT_LIMITS
) -> str:
    """The text with the edits done one after another.

    form: ``json`` or ``yaml``; tree: number of the document in a YAML stream, from 0; paths start at its root.
    Raises CannotEdit where an edit cannot be done in the text alone: the new text holds the edited data, nothing else
    has changed, and what does not have to be written anew is the same to the last character.
    """
    trees = read_trees(text, form, limits)
    for edit in edits:
        data, table = trees[tree]
        wanted = with_edits(data, [edit])
        if form == "yaml":
            from trustlint.fixing.yaml_edits import splices_in_yaml

            text = spliced(text, splices_in_yaml(Target(text, table, data), edit))
        else:
            from trustlint.fixing.json_edits import splices_in_json

            text = spliced(text, splices_in_json(Target(text, table, data), edit))
        before, trees = trees, read_trees(text, form, limits)
        _refuse_unlike([*(data for data, _ in before)], [*(data for data, _ in trees)], tree, wanted)
    return text


def _refuse_unlike(before: list[Any], after: list[Any], tree: int, wanted: Any) -> None:
    before[tree] = wanted
    if len(after) != len(before) or not all(map(same_values, before, after)):
        raise CannotEdit("it cannot be changed in the text without changing something else")


def same_values(one: Any, other: Any) -> bool:
    """As ``same``, except that members may have another order: a new one may have been put at another place."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_values(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_values, one, other))
    return same(one, other)


def read_trees(text: str, form: str, limits: Limits = DEFAULT_LIMITS) -> list[_Tree]:
    """Data and places of every document in a text. Raises CannotEdit when it cannot be read to its end."""
    if form == "yaml":
        from trustlint.source.yaml_text import parse_yaml

        read = list(parse_yaml(text, limits, spans=True))
        if not all(parsed.usable for parsed in read):
            raise CannotEdit("the text has a mistake that has to be corrected first")
        return [(parsed.data, parsed.table) for parsed in read]
    from trustlint.source.json_spans import parse_with_spans

    parsed = parse_with_spans(text, limits)
    if not parsed.usable:
        raise CannotEdit("the text has a mistake that has to be corrected first")
    return [(parsed.data, parsed.table)]
