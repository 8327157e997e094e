"""What a criterion read of a document, and the digest of it that attestations are bound to.

The rules of the criterion are run once more under observation: what they select by field or path is the reading; a program
that looks at the data itself has read the whole document. Values count, not places: reformatting, another order of
members or a new member elsewhere leave the digest as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.credential.view import Follow, Selection, View
from trustlint.engine.plan import PlannedRule
from trustlint.packs.selector import prepare_selector

WHOLE = "$"
"""The name under which the whole document is in a reading."""


class _ObservedView(View):
    """Remembers what was selected."""

    __slots__ = ("seen",)

    seen: dict[str, Selection]

    def select(self, field: str) -> Selection:
        found = super().select(field)
        self.seen[field] = found
        return found


class _ObservedContext(RuleContext):
    """Remembers whether the data itself was looked at."""

    __slots__ = ("_data", "is_read_whole")

    _data: Any
    is_read_whole: bool

    @property
    def data(self) -> Any:
        self.is_read_whole = True
        return self._data

    @data.setter
    def data(self, value: Any) -> None:
        self._data = value


def reading_of(
    rules: Iterable[PlannedRule], context: RuleContext, follow: Follow | None
) -> dict[str, list[Any]]:
    """The values that rules read, by field name or path; the whole document under ``$`` where that was read.

    follow: where links lead, as in the View of the context.
    """
    found: dict[str, list[Any]] = {}
    for planned in rules:
        view = _ObservedView(context.data, context.view.table, follow)
        view.seen = {}
        observed = _observed(context, view)
        observed.parameters = planned.parameters
        rule = planned.rule
        for selector in (rule.select, *(condition.select for condition in rule.when)):
            if selector is not None and selector.path is not None:
                # Found from the data, which is not the same as looking at all of it.
                view.seen[selector.path] = prepare_selector(selector)(context)
                observed.memo[f"path {selector.path}"] = view.seen[selector.path]
        observed.is_read_whole = False
        try:
            planned.run(observed)
        except (Exception, SystemExit):  # noqa: BLE001 - a rule that breaks off read who knows what
            observed.is_read_whole = True
        if observed.is_read_whole:
            return {WHOLE: [context.data]}
        for name, selection in view.seen.items():
            found[name] = [node.value for node in selection.nodes]
    return found


def digest_of_reading(reading: dict[str, list[Any]]) -> str:
    """``sha256:…`` over the canonical JSON of a reading."""
    text = json.dumps(_canonical(reading), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _observed(context: RuleContext, view: View) -> _ObservedContext:
    observed = _ObservedContext(
        context.data,
        context.kind,
        view,
        context.now,
        context.is_placeholder,
        context.problems,
        context.templated,
        context.undefined_terms,
    )
    observed.is_read_whole = False
    return observed


def _canonical(value: Any) -> Any:
    """The same data with numbers in one form: 1.0 is 1."""
    if isinstance(value, dict):
        return {name: _canonical(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
