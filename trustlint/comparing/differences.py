"""Field by field: what became of each value of the document before."""

from __future__ import annotations

from typing import Any

from trustlint.comparing.equality import is_nothing, same, simple
from trustlint.comparing.matching import match, settings
from trustlint.comparing.values import below, find_other, is_number_as_text, language_of, texts_within
from trustlint.credential.fields import ENTITIES
from trustlint.credential.kinds import is_context_of_a_version
from trustlint.credential.tree import Item, Other, Place, Tree
from trustlint.credential.versions import Version
from trustlint.model.comparison import Change, Fate, Side, bounded_text
from trustlint.model.pointer import to_pointer

TELLING = 8
"""Characters from which on a text that is found at another place is taken for the same value."""


class Differences:
    """The Changes from one tree to another.

    version: the table of the change between two models; None within one model. crosses: whether the models differ;
    new_version: whether the version of the standard does, within one model.
    """

    def __init__(
        self, before: Tree, after: Tree, version: Version | None, *, crosses: bool, new_version: bool
    ) -> None:
        self._before = before
        self._after = after
        self._version = version
        self._crosses = crosses
        self._new_version = new_version
        self.changes: list[Change] = []
        self.renamed: dict[str, str] = {}
        """Texts that were altered, to what they are now: for links, which stay whole when both ends change alike."""
        self._elsewhere: dict[str, Place] | None = None
        self._root(before.root, after.root)

    def _root(self, before: Item, after: Item) -> None:
        if before.is_leaf and after.is_leaf:
            self._values("", before.value, before.place, after.value, after.place)
        else:
            self._objects(before, after)

    def _objects(self, before: Item, after: Item) -> None:
        for field in dict.fromkeys([*before.parts, *after.parts]):
            self._items(field, before.parts.get(field, []), after.parts.get(field, []))
        self._others(before, after)

    def _items(self, field: str, before: list[Item], after: list[Item]) -> None:
        old = [item for item in before if not is_nothing(item.value)]
        new = [item for item in after if not is_nothing(item.value)]
        matches = match(old, new, lambda item: self._as_after(item))
        for left, right in matches.pairs:
            self._pair(old[left], new[right])
        for left in matches.before:
            self._lose_item(old[left])
        for right in matches.after:
            self._add_item(new[right])
        self._order(field, matches.pairs, old, new)

    def _as_after(self, item: Item) -> Any:
        """The value of a leaf as the newer version would write it."""
        if self._version is None or not item.is_leaf or item.field not in self._version.rows:
            return item.value
        converted = self._version.rows[item.field].converted(simple(item.value))
        return item.value if converted.problem else converted.value

    def _pair(self, before: Item, after: Item) -> None:
        if before.is_leaf or after.is_leaf:  # of a language map, the other side may be text
            expected = self._as_after(before)
            if same(expected, after.value):
                reason = "" if same(before.value, after.value) else "written as the newer version wants it"
                self._tell(before.field, Fate.KEPT, before, after, reason)
            elif self._crosses and before.field == "credential.id":
                reason = "another version of a credential is another credential"
                self._tell(before.field, Fate.VERSION, before, after, reason)
            else:
                self._values(before.field, before.value, before.place, after.value, after.place)
        else:
            self._objects(before, after)

    # Members that no field knows

    def _others(self, before: Item, after: Item) -> None:
        met = set()
        for name, other in before.others.items():
            if is_nothing(other.value):
                continue
            found = find_other(after.others, name)
            if found is None:
                self._lose_other(before, other)
                continue
            met.add(found.place)
            if self._is_of_version(before, name, other.value, found.value):
                self._version_member(before, other, found)
            else:
                self._values(_label(before.field, name), other.value, other.place, found.value, found.place)
        for name, other in after.others.items():
            if (
                is_nothing(other.value)
                or _is_met(other.place, met)
                or find_other(before.others, name) is not None
            ):
                continue
            by_version = self._brought_by_version(after, name)
            self._add(_label(after.field, name), other.value, other.place, by_version=by_version)

    def _is_of_version(self, item: Item, name: str, before: Any, after: Any) -> bool:
        last = name.rpartition(".")[2]
        if same(before, after):
            return False
        return (self._crosses and last in ("@context", "type", "@type")) or (
            self._new_version and name == "@context"
        )

    def _version_member(self, item: Item, before: Other, after: Other) -> None:
        reason = "it names the version of the standard"
        sides = _side(before.place, before.value), _side(after.place, after.value)
        self._change(_label(item.field, before.name), Fate.VERSION, *sides, reason)
        if before.name.rpartition(".")[2] != "@context":
            self._lost_types(item, before, after)
        elif not self._crosses:
            # Within one model, what a context defines stays, and has to stay defined.
            for context in _as_list(before.value):
                of_version = isinstance(context, str) and is_context_of_a_version(context)
                if not of_version and not any(same(context, other) for other in _as_list(after.value)):
                    label = _label(item.field, before.name)
                    self._change(label, Fate.LOST, _side(before.place, context), None, "it defines terms")

    def _lost_types(self, item: Item, before: Other, after: Other | None) -> None:
        stay = _as_list(after.value) if after is not None else []
        for type_ in _as_list(before.value):
            if self._version is not None and type_ not in stay and self._version.is_type_of_its_own(type_):
                self._change(
                    _label(item.field, before.name),
                    Fate.LOST,
                    _side(before.place, type_),
                    None,
                    "a type of its own",
                )

    def _brought_by_version(self, item: Item, name: str) -> bool:
        last = name.rpartition(".")[2]
        if self._new_version and name == "@context":
            return True
        if not self._crosses:
            return False
        if last in ("@context", "type", "@type"):
            return True
        return self._version is not None and name in self._version.brought.get(item.field or "credential", ())

    def _lose_other(self, item: Item, other: Other) -> None:
        last = other.name.rpartition(".")[2]
        label = _label(item.field, other.name)
        side = _side(other.place, other.value)
        if self._crosses and last in ("@context", "type", "@type"):
            if last != "@context":
                self._lost_types(item, other, None)
            return
        if self._is_left_behind(label, side):
            return
        if not self._crosses:
            self._change(label, Fate.LOST, side, None)
            return
        self._search(label, other.value, other.place, self._why_lost(label))

    def _is_left_behind(self, label: str, side: Side) -> bool:
        """Whether a field or member belongs to the older version, and no loss is told, but this."""
        reason = self._version.why_left_behind(label) if self._version is not None else ""
        if reason:
            self._change(label, Fate.VERSION, side, None, reason)
        return bool(reason)

    def _why_lost(self, label: str) -> str:
        """Why the newer version has no place for a field or member, where that is known."""
        return self._version.why_lost(label) if self._version is not None else ""

    def _search(self, label: str, value: Any, place: Place, reason: str) -> None:
        """Look for each value of a member without counterpart at other places, between two models."""
        document, path = place
        told = len(self.changes)
        if isinstance(value, dict):
            for name, child in value.items():
                if not is_nothing(child) and name not in ("@context", "type", "@type"):
                    self._search(f"{label}.{name}", child, (document, (*path, name)), reason)
        elif isinstance(value, list):
            for index, child in enumerate(value):
                if not is_nothing(child):
                    self._search(label, child, (document, (*path, index)), reason)
        else:
            self._lose_value(label, value, place, reason)
            return
        self._tell_as_one(told, label, value, place)

    def _tell_as_one(self, told: int, label: str, value: Any, place: Place) -> None:
        """Where all of an object is lost, that is one loss."""
        if len(self.changes) > told + 1 and {change.fate for change in self.changes[told:]} == {Fate.LOST}:
            del self.changes[told:]
            self._change(label, Fate.LOST, _side(place, value), None, self._why_lost(label))

    # Values

    def _values(self, label: str, before: Any, at_before: Place, after: Any, at_after: Place) -> None:
        """Two raw values that are the same thing: kept, or what within them differs."""
        if same(before, after):
            self._change(label, Fate.KEPT, _side(at_before, before), _side(at_after, after))
            self._raw_order(label, before, at_before, after, at_after)
            return
        if self._crosses and is_number_as_text(before, after):
            sides = _side(at_before, before), _side(at_after, after)
            self._change(label, Fate.KEPT, *sides, "a number in one, text in the other")
            return
        if self._crosses and isinstance(after, str) and (said := language_of(before, after)) is not None:
            for name, text in before.items():
                if name == said:
                    sides = _side(at_before, before), _side(at_after, after)
                    self._change(label, Fate.KEPT, *sides, "the text in one of its languages")
                else:
                    self._change(f"{label}.{name}", Fate.LOST, _side(below(at_before, name), text), None)
            return
        if isinstance(before, dict) and isinstance(after, dict):
            for name in dict.fromkeys([*before, *after]):
                old, new = before.get(name), after.get(name)
                inner = f"{label}.{name}" if label else name
                places = below(at_before, name), below(at_after, name)
                if is_nothing(old) and is_nothing(new):
                    continue
                if is_nothing(new):
                    self._change(inner, Fate.LOST, _side(places[0], old), None)
                elif is_nothing(old):
                    self._change(inner, Fate.ADDED, None, _side(places[1], new))
                else:
                    self._values(inner, old, places[0], new, places[1])
            return
        if isinstance(before, list) or isinstance(after, list):
            self._lists(label, before, at_before, after, at_after)
            return
        if isinstance(before, str) and isinstance(after, str):
            self.renamed[before] = after
        self._change(label, Fate.ALTERED, _side(at_before, before), _side(at_after, after))

    def _lists(self, label: str, before: Any, at_before: Place, after: Any, at_after: Place) -> None:
        old, new = _elements(before, at_before), _elements(after, at_after)
        matches = match(old, new, lambda element: element[0])
        for left, right in matches.pairs:
            self._values(label, *old[left], *new[right])
        for left in matches.before:
            self._change(label, Fate.LOST, _side(old[left][1], old[left][0]), None)
        for right in matches.after:
            self._change(label, Fate.ADDED, None, _side(new[right][1], new[right][0]))
        if _matters(label) and _is_reordered(matches.pairs):
            sides = _side(at_before, before), _side(at_after, after)
            self._change(label, Fate.ALTERED, *sides, "the order changed, and it says something here")

    def _raw_order(self, label: str, before: Any, at_before: Place, after: Any, at_after: Place) -> None:
        """What is the same but for an order that counts, anywhere within."""
        if isinstance(before, dict) and isinstance(after, dict):
            for name in before.keys() & after.keys():
                places = below(at_before, name), below(at_after, name)
                self._raw_order(f"{label}.{name}", before[name], places[0], after[name], places[1])
        elif isinstance(before, list) and isinstance(after, list):
            matches = match(before, after, lambda value: value)
            if _matters(label) and _is_reordered(matches.pairs):
                sides = _side(at_before, before), _side(at_after, after)
                self._change(label, Fate.ALTERED, *sides, "the order changed, and it says something here")
            for left, right in matches.pairs:
                places = below(at_before, left), below(at_after, right)
                self._raw_order(label, before[left], places[0], after[right], places[1])

    def _order(self, field: str, pairs: list[tuple[int, int]], before: list[Item], after: list[Item]) -> None:
        if pairs and _matters(field) and _is_reordered(pairs):
            reason = "the order changed, and it says something here"
            self._tell(field, Fate.ALTERED, before[0], after[0], reason)

    # Losses and additions of fields

    def _lose_item(self, item: Item) -> None:
        if self._is_left_behind(item.field, _side(item.place, item.value)):
            return
        if item.is_leaf:
            reason = self._why_lost(item.field)
            if self._crosses and not reason:
                reason = self._after.table.place(item.field).absent_reason
            self._lose_value(item.field, item.value, item.place, reason)
        elif self._crosses or item.field in ENTITIES:
            told = len(self.changes)
            for parts in item.parts.values():
                for part in parts:
                    if not is_nothing(part.value):
                        self._lose_item(part)
            for other in item.others.values():
                if not is_nothing(other.value):
                    self._lose_other(item, other)
            if item.field not in ENTITIES:
                self._tell_as_one(told, item.field, item.value, item.place)
        else:
            self._change(item.field, Fate.LOST, _side(item.place, item.value), None)

    def _lose_value(self, label: str, value: Any, place: Place, reason: str) -> None:
        if self._crosses:
            found = self._place_of(value)
            if found is not None:
                self._change(label, Fate.ELSEWHERE, _side(place, value), _side(found, value))
                return
        self._change(label, Fate.LOST, _side(place, value), None, reason)

    def _add_item(self, item: Item) -> None:
        name = item.field.partition(".")[2]
        by_version = (
            self._crosses
            and self._version is not None
            and name in self._version.brought.get(item.field.partition(".")[0], ())
        )
        if item.field in ENTITIES and not item.is_leaf:
            for parts in item.parts.values():
                for part in parts:
                    self._add_item(part)
            return
        self._add(item.field, item.value, item.place, by_version=by_version)

    def _add(self, label: str, value: Any, place: Place, *, by_version: bool) -> None:
        fate = Fate.VERSION if by_version else Fate.ADDED
        self._change(label, fate, None, _side(place, value), "the newer version has it" if by_version else "")

    def _place_of(self, value: Any) -> Place | None:
        """Where a text that is long enough to tell occurs in the document after."""
        if not isinstance(value, str) or len(value) < TELLING:
            return None
        if self._elsewhere is None:
            self._elsewhere = {}
            for text, place in texts_within(self._after.root.value, (None, ())):
                self._elsewhere.setdefault(text, place)
        return self._elsewhere.get(value)

    def _tell(self, field: str, fate: Fate, before: Item, after: Item, reason: str = "") -> None:
        self._change(field, fate, _side(before.place, before.value), _side(after.place, after.value), reason)

    def _change(
        self, label: str, fate: Fate, before: Side | None, after: Side | None, reason: str = ""
    ) -> None:
        self.changes.append(Change(label or "document", fate, before, after, reason))


def _side(place: Place, value: Any) -> Side:
    return Side(to_pointer(place[1]), bounded_text(value), place[0])


def _label(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _elements(value: Any, place: Place) -> list[tuple[Any, Place]]:
    if isinstance(value, list):
        return [(item, below(place, index)) for index, item in enumerate(value) if not is_nothing(item)]
    return [(value, place)]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _matters(label: str) -> bool:
    return label.rpartition(".")[2] in settings()["ordered"]


def _is_reordered(pairs: list[tuple[int, int]]) -> bool:
    order = [right for _, right in sorted(pairs)]
    return order != sorted(order)


def _is_met(place: Place, met: set[Place]) -> bool:
    return any(other[0] == place[0] and other[1][: len(place[1])] == place[1] for other in met)
