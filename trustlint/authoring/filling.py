"""From a snippet of a pack to a value with what somebody answered, or with gaps that say what is to be written there.

What a snippet has besides types, contexts and ids is an example. It never gets into a badge: a member is filled by an
answer, or by a gap, or it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from trustlint.authoring.answers import Values
from trustlint.authoring.questions import STRUCTURE, Part, Question
from trustlint.credential.placeholder import GAP

_LEFT_OUT = object()
_NAMED = re.compile(r"\{([a-z0-9-]+)\}")

MakeId = Callable[[], str]


def new_id() -> str:
    """An id for an object that has no address."""
    return f"urn:uuid:{uuid4()}"


class Filling:
    """Fills one snippet.

    question: what was asked; members: by member of the snippet (dotted, from the snippet on), the part that fills it;
    held: the value that is at the place already, whose members stay; ids: those of the badge, to which a snippet may refer.
    """

    def __init__(
        self,
        question: Question,
        members: Mapping[str, Part],
        fills: Mapping[str, str],
        held: Any,
        ids: frozenset[str] = frozenset(),
    ) -> None:
        self._question = question
        self._members = members
        self._fills = fills
        self._held = held
        self._ids = ids

    def filled(self, snippet: Any, values: Values) -> Any:
        """The value with the answers in it; None when they fill nothing."""
        made = self._build(snippet, "", values, self._held)
        return None if made is _LEFT_OUT else made

    def with_gaps(self, snippet: Any) -> Any:
        """The value with a gap wherever an answer would be."""
        return self._build(snippet, "", None, self._held)

    def _build(self, value: Any, name: str, values: Values | None, held: Any) -> Any:
        if isinstance(value, str) and value in self._ids:
            return value
        part = self._members.get(name)
        if part is not None:
            return self._of_part(part, value, values)
        if name in self._fills:
            return self._of_text(self._fills[name], name, values, held)
        if isinstance(value, dict):
            return self._object(value, name, values, held)
        if isinstance(value, list):
            items = [
                self._build(item, _joined(name, str(index)), values, None) for index, item in enumerate(value)
            ]
            kept = [item for item in items if item is not _LEFT_OUT]
            return kept or _LEFT_OUT
        return _LEFT_OUT

    def _object(self, value: dict[str, Any], name: str, values: Values | None, held: Any) -> Any:
        held = held if isinstance(held, dict) else {}
        made: dict[str, Any] = {}
        content = False
        for member, item in value.items():
            place = _joined(name, member)
            if member in STRUCTURE or (self._question.where.get(member) == item and not name):
                made[member] = held.get(member, item)
            elif member in held and held[member] == item:
                made[member] = item
            elif (
                member == "id" and "type" in value and place not in self._members and place not in self._fills
            ):
                made[member] = held.get(member) or new_id()
            else:
                filled = self._build(item, place, values, held.get(member))
                if filled is not _LEFT_OUT:
                    made[member] = filled
                    content = True
        for beside, part in self._members.items():
            if not name and not _holds(value, beside):
                filled = self._of_part(part, None, values)
                if filled is not _LEFT_OUT:
                    _nest(made, beside.split("."), filled)
        if not content and not held:
            return _LEFT_OUT
        return (
            {**{member: item for member, item in held.items() if member not in made}, **made}
            if held
            else made
        )

    def _of_part(self, part: Part, value: Any, values: Values | None) -> Any:
        if values is None:
            return self._gap_of(part, value)
        said = values.get(part.name, _LEFT_OUT)
        if part.kind == "levels" and isinstance(said, list):
            return [_level(level, number, value, part) for number, level in enumerate(said, 1)]
        return said

    def _gap_of(self, part: Part, value: Any) -> Any:
        if part.kind != "levels" or not isinstance(value, list):
            return (
                gap(part.what, part.example or " or ".join([*part.values][:3])) if part.needed else _LEFT_OUT
            )
        levels = []
        for number, item in enumerate(value, 1):
            level = _level({}, number, [item], part)
            levels.append({**level, **{each.name: gap(each.what, "") for each in part.parts}})
        return levels

    def _of_text(self, text: str, name: str, values: Values | None, held: Any) -> Any:
        parts = {part.name: part for part in self._question.parts}
        if values is None:
            names = _NAMED.findall(text)
            whats = [parts[each].what for each in names if each in parts]
            return gap("; ".join(whats), "") if whats else text
        if any(each not in values for each in _NAMED.findall(text) if each in parts):
            return _LEFT_OUT
        said = _NAMED.sub(lambda found: str(values.get(found[1], found[0])), text)
        if (
            _NAMED.search(text)
            and isinstance(held, str)
            and held.strip()
            and name.rpartition(".")[2] in _PROSE
        ):
            return f"{held.rstrip()}\n\n{said}"
        return said


_PROSE = ("narrative", "description", "")


def with_level_ids(value: Any, required: str) -> Any:
    """The value of a rubric, whose ``requiredLevel`` is now the id of the level that an answer named."""
    if isinstance(value, list):
        return [with_level_ids(item, required) for item in value]
    if isinstance(value, dict) and value.get("requiredLevel") == required:
        for level in value.get("rubricCriterionLevel", ()):
            if isinstance(level, dict) and level.get("name") == required:
                return {**value, "requiredLevel": level["id"]}
    return value


def gap(what: str, example: str) -> str:
    """A text that stands for one that is still to be written, and says which."""
    words = f"{what}, such as {example}" if example else what
    words = re.sub(r"[<>\s]+", " ", words).strip()
    room = 190 - len(GAP)
    return f"<<{GAP}{words if len(words) <= room else words[: room - 1].rstrip() + '…'}>>"


def _level(said: Values, number: int, template: Any, part: Part) -> dict[str, Any]:
    """One level of a rubric, by the first level of the snippet."""
    first = template[0] if isinstance(template, list) and template and isinstance(template[0], dict) else {}
    made: dict[str, Any] = {"id": new_id()}
    made |= {name: value for name, value in first.items() if name in STRUCTURE}
    if "name" in said:
        made["name"] = said["name"]
    made |= {name: str(number) for name in part.numbers if name in first}
    if "description" in said:
        made["description"] = said["description"]
    return made


def _holds(value: Any, member: str) -> bool:
    """Whether a snippet has a member, dotted."""
    for name in member.split("."):
        if isinstance(value, list) and name.isdigit():
            value = value[int(name)] if int(name) < len(value) else None
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            return False
    return True


def _nest(made: dict[str, Any], names: list[str], value: Any) -> None:
    """Put a value in its place, by member names and positions in lists that are there."""
    holder: Any = made
    for name in names[:-1]:
        holder = holder[int(name)] if isinstance(holder, list) else holder.setdefault(name, {})
    holder[names[-1]] = value


def _joined(name: str, member: str) -> str:
    return f"{name}.{member}" if name else member
