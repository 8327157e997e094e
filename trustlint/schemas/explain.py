"""From failed keywords to violations in our words: one cause, one violation.

The schemas help: they are flat (a keyword judges one JSON type only, no alternatives), and their ``x-`` annotations say
in a noun phrase what is wanted at a place. A schema of somebody else gets the same sentences, less specific.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from trustlint.model.pointer import Path, value_at
from trustlint.schemas import instead, wording
from trustlint.schemas.context_wording import context_violation
from trustlint.schemas.dates import date_advice, date_time_advice, seconds_advice
from trustlint.schemas.failure import Failure
from trustlint.schemas.general_wording import GENERAL
from trustlint.schemas.patterns import to_python
from trustlint.schemas.violation import SchemaViolation

if TYPE_CHECKING:
    from trustlint.schemas.lookup import Lookup

_DATE_TIME_FORMATS = ("date-time", "date-time-with-offset", "local-date-time")

_OTHER_NAMES = {
    "validFrom": "issuanceDate",
    "issuanceDate": "validFrom",
    "targetName": "name",
    "targetUrl": "url",
    "identityHash": "identity",
    "identityType": "type",
    "issuedOn": "issued_on",
    "name": "title",
}
"""What a missing member is called in an older or newer version, or mistakenly."""


class Explainer:
    """Turns errors into violations for one schema.

    standard: what demands it, for the sentences (``Open Badges 3.0``); is_placeholder: tells a text whose content is
    still to be filled in; a violation about such a value is left out; at: where the data stands in its document, so
    that the sentences name places in that; None when the data is the document.
    """

    def __init__(
        self,
        lookup: Lookup,
        standard: str,
        is_placeholder: Callable[[str], bool] | None = None,
        at: Path | None = None,
    ) -> None:
        self._lookup = lookup
        self._standard = standard
        self._at = at
        self._is_placeholder = is_placeholder or (lambda text: False)

    def explain(self, errors: Iterable[Failure], data: Any) -> tuple[SchemaViolation, ...]:
        """The violations in document order, without those that another one stands for already."""
        found: dict[tuple[Path, str, str | None], SchemaViolation] = {}
        contexts: dict[Path, list[Failure]] = {}
        errors = list(errors)
        mistyped = {error.path for error in errors if error.keyword == "type"}
        for error in errors:
            if error.keyword in ("enum", "const") and error.path in mistyped:
                continue
            context = self._context_of(error.path)
            if context is not None:
                contexts.setdefault(context, []).append(error)
                continue
            if self._is_unknown(error):
                continue
            for violation in self._violations_of(error):
                found.setdefault((violation.path, violation.problem, violation.expected), violation)
        for context, group in contexts.items():
            value = value_at(data, context)
            if not self._has_placeholder(value):
                wanted = self._lookup.annotations(context, "x-example")
                violation = context_violation(context, value, group, wanted, self._standard)
                found[(violation.path, violation.problem, None)] = violation
        return tuple(sorted(found.values(), key=lambda one: (_position(data, one), one.expected or "")))

    def _context_of(self, path: Path) -> Path | None:
        """The place of the @context that the error lies in, if its schema says that it is one."""
        for length in range(len(path), 0, -1):
            if path[length - 1] == "@context":
                context = path[:length]
                return context if self._lookup.annotation(context, "x-context") else None
        return None

    def _is_unknown(self, error: Failure) -> bool:
        """Whether the offending value is a placeholder, so that nothing can be said of its content."""
        if error.keyword in ("required", "additionalProperties", "propertyNames", "dependentRequired"):
            return False
        if isinstance(error.value, list) and error.keyword not in ("contains", "minContains", "maxContains"):
            return False
        return self._has_placeholder(error.value)

    def _has_placeholder(self, value: Any) -> bool:
        if isinstance(value, str):
            return self._is_placeholder(value)
        return isinstance(value, list) and any(
            isinstance(item, str) and self._is_placeholder(item) for item in value
        )

    def _violations_of(self, error: Failure) -> Iterator[SchemaViolation]:
        texts = self._texts_at(error)
        if texts is not None:
            yield self._bad_texts(texts)
            return
        explain = _BY_KEYWORD.get(error.keyword)
        if explain is not None:
            yield from explain(self, error)
        else:
            problem, words = GENERAL.get(error.keyword, GENERAL["not"])
            message = words(self._where(error.path), error.wanted, error.value)
            yield SchemaViolation(error.path, self._problem(error, problem), message)

    def _in_document(self, path: Path) -> Path:
        """The path in the document of what is at a path in the data."""
        return path if self._at is None else (*self._at, *path)

    def _where(self, path: Path) -> str:
        return wording.place(self._in_document(path))

    def _problem(self, error: Failure, usual: str) -> str:
        return str(_annotation(error, "x-problem") or usual)

    def _wants(self, error: Failure) -> str | None:
        own = _annotation(error, "x-wants")
        return own if isinstance(own, str) else self._lookup.annotation(error.path, "x-wants")

    def _texts_at(self, error: Failure) -> Path | None:
        """The place of the object that should hold texts by language, when the error lies in one."""
        if error.keyword == "propertyNames":
            return error.path if self._lookup.annotation(error.path, "x-texts") else None
        if (
            error.path
            and self._lookup.annotation(error.path[:-1], "x-texts")
            and isinstance(error.path[-1], str)
        ):
            return error.path[:-1]
        return None

    def _bad_texts(self, path: Path) -> SchemaViolation:
        message = (
            f"{self._where(path)} is an object; {self._standard} wants text here, or texts by two-letter language "
            'code such as {"en": "…"}.'
        )
        return SchemaViolation(path, "type", message)

    def _type(self, error: Failure) -> Iterator[SchemaViolation]:
        value, allowed = error.value, error.wanted
        types: Sequence[str] = [allowed] if isinstance(allowed, str) else allowed
        if self._lookup.annotation(error.path, "x-class") and isinstance(value, str):
            yield from self._class_term(error)
            return
        if type(value) is int and error.schema.get("format") in _DATE_TIME_FORMATS:
            tail = seconds_advice(value)
            if tail is not None:
                message = f"{wording.place(error.path)} is {wording.found(value)}, {tail}."
                yield SchemaViolation(error.path, "type", message, instead=instead.of_seconds(value))
                return
        wants = self._wants(error) or _PLAIN_WANTS.get(types[0], types[0])
        example = self._lookup.annotation(error.path, "x-example")
        needed = not error.path or self._lookup.is_required(error.path)
        message = wording.wrong_type(
            self._in_document(error.path), value, types, wants, example, self._standard, needed=needed
        )
        other = instead.of_other_type(value, types, example, needed=needed)
        yield SchemaViolation(error.path, "type", message, instead=other)

    def _required(self, error: Failure) -> Iterator[SchemaViolation]:
        for member in error.wanted:
            if member not in error.value:
                message = wording.missing(
                    self._in_document(error.path),
                    member,
                    self._step_for(error.path, member, error.value),
                    by=None if self._at is None else self._standard,
                )
                other = self._instead_of_missing(error.path, member, error.value)
                yield SchemaViolation(error.path, "missing", message, expected=member, instead=other)

    def _instead_of_missing(
        self, path: Path, member: str, siblings: dict[str, Any]
    ) -> tuple[Any, ...] | None:
        """The name to give to a member that is written with other capitals or hyphens; the value of a type whose class
        the place decides."""
        misspelt = self._misspelt(path, member, siblings)
        if misspelt is not None:
            return (member,) if instead.folded(misspelt) == instead.folded(member) else None
        if self._lookup.annotation((*path, member), "x-class"):
            return instead.of_words(self._lookup.annotation((*path, member), "x-wants"))
        return None

    def _step_for(self, path: Path, member: str, siblings: dict[str, Any]) -> str:
        other = _OTHER_NAMES.get(member)
        if other not in siblings or other in self._lookup.members(path):
            other = self._misspelt(path, member, siblings)
        if other is not None:
            return f"rename {other} if that is meant"
        there = (*path, member)
        wants = self._lookup.annotation(there, "x-wants")
        if self._lookup.annotation(there, "x-class") or wants == _PLAIN_WANTS["boolean"]:
            return f'add "{member}": {wants}'
        if wants is None or wants == "text":
            return f'add "{member}": "…"'
        return f"add {wants}"

    def _misspelt(self, path: Path, member: str, siblings: dict[str, Any]) -> str | None:
        from difflib import get_close_matches

        known = self._lookup.members(path)
        strangers = {name.lower(): name for name in siblings if isinstance(name, str) and name not in known}
        close = get_close_matches(member.lower(), list(strangers), 1, 0.8)
        return strangers[close[0]] if close else None

    def _format(self, error: Failure) -> Iterator[SchemaViolation]:
        text, name = error.value, error.wanted
        if name in _DATE_TIME_FORMATS and text.strip():
            tail = date_time_advice(text)
        elif name == "date" and text.strip():
            tail = date_advice(text)
        else:
            wants = self._wants(error) or f"a text in the format {name}"
            tail = f"not what {self._standard} wants here; write {wants}"
        message = f"{self._where(error.path)} is {wording.shown(text)}, {tail}."
        yield SchemaViolation(error.path, "format", message, instead=instead.of_format(text, name))

    def _enum(self, error: Failure) -> Iterator[SchemaViolation]:
        wants = self._wants(error) or "one of its terms"
        message = wording.not_in_vocabulary(
            self._in_document(error.path), error.value, error.wanted, wants, self._standard
        )
        other = instead.of_term(error.value, error.wanted)
        yield SchemaViolation(error.path, self._problem(error, "vocabulary"), message, instead=other)

    def _const(self, error: Failure) -> Iterator[SchemaViolation]:
        problem = "class-term" if error.path and error.path[-1] == "type" else self._problem(error, "shape")
        message = (
            f"{self._where(error.path)} is {wording.shown(error.value)}; write {wording.shown(error.wanted)}."
        )
        other = instead.of_term(error.value, [error.wanted])
        yield SchemaViolation(error.path, problem, message, instead=other)

    def _pattern(self, error: Failure) -> Iterator[SchemaViolation]:
        if self._lookup.annotation(error.path, "x-class"):
            yield from self._class_term(error)
            return
        wants = self._wants(error) or f"text that matches {error.wanted}"
        message = (
            f"{self._where(error.path)} is {wording.shown(error.value)}; {self._standard} wants {wants}."
        )
        yield SchemaViolation(error.path, self._problem(error, "shape"), message)

    def _contains(self, error: Failure) -> Iterator[SchemaViolation]:
        if self._lookup.annotation(error.path, "x-class"):
            yield from self._class_term(error)
            return
        least, most = error.schema.get("minContains", 1), error.schema.get("maxContains")
        upper = f" and {most} at most" if most is not None else ""
        wants = self._wants(error) or "of the kind wanted"
        message = (
            f"{self._where(error.path)} has the wrong number of items {wants}; give at least {least}{upper}."
        )
        yield SchemaViolation(error.path, self._problem(error, "count"), message)

    def _class_term(self, error: Failure) -> Iterator[SchemaViolation]:
        classes = self._lookup.annotation(error.path, "x-class") or []
        value = error.value
        present = value if isinstance(value, list) else [value]
        alternatives = self._lookup.class_terms(error.path)
        held = [name for name in present if name in alternatives]
        wanted = held + [name for name in classes if not _is_met(name, classes, held)]
        wanted.sort(key=lambda name: name != "VerifiableCredential")
        if isinstance(value, list):
            others = [item for item in value if isinstance(item, str) and item.strip() and item not in wanted]
            written = json.dumps(wanted + others, ensure_ascii=False)
        else:
            written = json.dumps(wanted) if held else self._wants(error) or json.dumps(wanted)
        lacking = " and ".join(name for name in wanted if name not in present)
        where = self._where(error.path)
        if isinstance(value, str) and not held and " or " in written:
            message = f"{where} is {wording.shown(value)}; {self._standard} wants {written}."
        else:
            message = f"{where} is {wording.shown(value)}, which lacks {lacking}; write {written}."
        other = instead.of_types(value, wanted) if " or " not in (self._wants(error) or "") else None
        yield SchemaViolation(error.path, "class-term", message, instead=other)

    def _additional(self, error: Failure) -> Iterator[SchemaViolation]:
        known = list(error.schema.get("properties", {}))
        wants = self._wants(error) or "this object"
        patterns = [to_python(pattern) for pattern in error.schema.get("patternProperties", {})]
        for member in error.value:
            if member not in known and not any(pattern.search(member) for pattern in patterns):
                message = wording.extra_member(
                    self._in_document(error.path), member, known, wants, self._standard
                )
                yield SchemaViolation((*error.path, member), "extra-member", message)


def _is_met(name: str, classes: Sequence[str], held: Sequence[str]) -> bool:
    """Whether ``type`` holds the class name already, or another name of the same class (the last has such)."""
    if name in held:
        return True
    return name == classes[-1] and any(other not in classes for other in held)


_PLAIN_WANTS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}

_BY_KEYWORD: dict[str, Callable[[Explainer, Failure], Iterator[SchemaViolation]]] = {
    "type": Explainer._type,
    "required": Explainer._required,
    "format": Explainer._format,
    "enum": Explainer._enum,
    "const": Explainer._const,
    "pattern": Explainer._pattern,
    "contains": Explainer._contains,
    "minContains": Explainer._contains,
    "maxContains": Explainer._contains,
    "additionalProperties": Explainer._additional,
}


def _annotation(error: Failure, name: str) -> Any:
    return error.schema.get(name)


def _position(data: Any, violation: SchemaViolation) -> tuple[int, ...]:
    """Where the violation stands in the document; what is missing stands after what is there."""
    position: list[int] = []
    for step in violation.path:
        if isinstance(data, dict):
            position.append(list(data).index(step))
            data = data[step]
        else:
            position.append(int(step))
            data = data[int(step)]
    if violation.expected is not None:
        position.append(len(data))
    return tuple(position)
