"""What ``trustlint new`` asks: the questions of ``questions.yaml``, and one made from a snippet where none of them fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from trustlint.credential.fields import field_titles
from trustlint.credential.view import View
from trustlint.data_files import parse_yaml
from trustlint.model.pointer import Path
from trustlint.packs.model import Criterion, Pack, Parameter

QUESTIONS_FILE = FilePath(__file__).with_name("questions.yaml")

STRUCTURE = frozenset({"type", "@type", "@context"})
"""Members of a snippet that say what an object is, and nothing about this badge."""
_GAP = re.compile(r"<<([^<>]{1,200})>>")
_REPLACE = re.compile(
    r"^(https?://example\.org/|did:example:)?replace-with-(?:the-)?([a-z0-9-]+?)(?:\.[a-z]+)?$"
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


class Part(NamedTuple):
    """One thing that is asked of a question.

    member: names, from the field of the question on, of what it fills; by model or by the last name of the field where
    these differ; None for what fills no member of its own. kind: see ``trustlint.authoring.answers``.
    """

    name: str
    member: str | Mapping[str, str] | None
    ask: str
    what: str
    kind: str = "text"
    needed: bool = True
    example: str = ""
    default: str = ""
    values: Mapping[str, str] = {}
    open: bool = False
    """Whether an answer outside of ``values`` is allowed."""
    numbers: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    beside: str = ""
    """A member of the snippet with which it is asked for as well, although the snippet lacks it."""

    def member_for(self, model: str, field: str) -> str | None:
        """The member that it fills in documents of a model, at a field; None for none."""
        if isinstance(self.member, str) or self.member is None:
            return self.member
        return self.member.get(field.rpartition(".")[2], self.member.get(model))


class Question(NamedTuple):
    """One thing to ask, with all that its answer fills. See the head of questions.yaml for the members."""

    id: str
    fields: tuple[str, ...]
    ask: str
    help: str
    parts: tuple[Part, ...]
    opens: Mapping[str, str] = {}
    shapes: Mapping[str, Any] = {}
    where: Mapping[str, str] = {}
    has: str = ""
    many: bool = False
    none: Any = None
    has_none: bool = False
    fills: Mapping[str, str] = {}
    adds_text: Mapping[str, str] = {}
    tell: str = ""

    @property
    def is_single(self) -> bool:
        """Whether the answer is one value, and not a value for each of several parts."""
        return len(self.parts) == 1


def parameter_question(pack: Pack, parameter: Parameter) -> Question:
    """What to ask for a parameter of a pack that leaves a choice, such as the type of a micro-credential."""
    values = dict.fromkeys(map(str, parameter.one_of), "")
    title = parameter.title.partition(";")[0]
    part = Part("value", "", f"{title}?", title, "choice", False, values=values)
    return Question(
        f"{pack.id}.{parameter.name}", (), f"{title}?", f"{parameter.title} ({pack.title}).", (part,)
    )


@cache
def questions() -> tuple[Question, ...]:
    """All written questions, in the order in which they are asked."""
    return tuple(map(_question, parse_yaml(QUESTIONS_FILE)))


def opening_questions(model: str) -> tuple[tuple[Question, bool], ...]:
    """What is asked of every badge of a model, with whether the standard demands an answer."""
    return tuple(
        (question, question.opens[model] == "needed") for question in questions() if model in question.opens
    )


def question_for(field: str | None, snippet: Any, criterion: Criterion, path: Path) -> Question:
    """The question whose answer fills a snippet at a field; one made from the snippet where none is written.

    path: where the snippet goes, which names what it is when it is no field.
    """
    fitting = [question for question in questions() if _fits(question, field, snippet)]
    if fitting and not any(_is_prose(value) for _, value in _leaves(snippet)):
        return max(
            fitting,
            key=lambda question: (len(_base(question, field)), bool(question.where), bool(question.has)),
        )
    return _from_snippet(snippet, criterion, path)


def base_field(question: Question, field: str | None) -> str:
    """The field of the question that the members of its parts are counted from, at or above ``field``."""
    return _base(question, field)


def field_at(path: Path, snippet: Any, view: View) -> str | None:
    """The field of fields.yaml at a place, or what is put there; else that at the closest place above; None for none."""
    names = tuple(str(step) for step in path if isinstance(step, str) and step != "-")
    known = _fields_by_names(view)
    if names not in known:
        for inner, _ in _leaves(snippet):
            if (*names, *inner) in known:
                return known[*names, *inner]
    for length in range(len(names), 0, -1):
        if names[:length] in known:
            return known[names[:length]]
    return None


def names_of(field: str, view: View) -> tuple[str, ...]:
    """The member names on the way to a field."""
    step, names = view.table.place(field).paths[0].step, []
    while step is not None:
        names.append(step.name)
        step = step.parent
    return tuple(reversed(names))


_known_names: dict[tuple[str, str], dict[tuple[str, ...], str]] = {}


def _fields_by_names(view: View) -> dict[tuple[str, ...], str]:
    key = (view.table.model, view.table.type)
    if key not in _known_names:
        found: dict[tuple[str, ...], str] = {}
        for field in field_titles():
            for path in view.table.place(field).paths:
                step, names = path.step, []
                while step is not None:
                    names.append(step.name)
                    step = step.parent
                if names:
                    found.setdefault(tuple(reversed(names)), field)
        _known_names[key] = found
    return _known_names[key]


def _base(question: Question, field: str | None) -> str:
    """The longest field of a question that is ``field`` or around it."""
    return max(
        (own for own in question.fields if field == own or (field or "").startswith(f"{own}.")),
        key=len,
        default="",
    )


def _fits(question: Question, field: str | None, snippet: Any) -> bool:
    base = _base(question, field)
    if not base or (question.opens and base != field):
        return False
    if question.has and not _has(question.has, field or "", snippet):
        return False
    if question.where and base == question.fields[0]:
        return all(_first(snippet).get(name) == value for name, value in question.where.items())
    return True


def _has(member: str, field: str, snippet: Any) -> bool:
    return member in _first(snippet) or field.rpartition(".")[2] == member or f".{member}." in f"{field}."


def _first(snippet: Any) -> dict[str, Any]:
    value = snippet[0] if isinstance(snippet, list) and snippet else snippet
    return value if isinstance(value, dict) else {}


def _question(data: dict[str, Any]) -> Question:
    parts = tuple(_part(part) for part in data.get("parts", ()))
    if not parts and "kind" in data:
        names = ("ask", "what", "kind", "example", "default", "values", "open")
        single = {name: data[name] for name in names if name in data}
        parts = (_part(single | {"name": data["id"], "member": "", "needed": True}),)
    return Question(
        data["id"],
        tuple(data["fields"]),
        data.get("ask", ""),
        data.get("help", ""),
        parts,
        data.get("opens", {}),
        data.get("shapes", {}),
        data.get("where", {}),
        data.get("has", ""),
        data.get("many", False),
        data.get("none"),
        "none" in data,
        data.get("fills", {}),
        data.get("adds_text", {}),
        data.get("tell", ""),
    )


def _part(data: dict[str, Any]) -> Part:
    values = data.get("values", {})
    return Part(
        data["name"],
        data.get("member"),
        data["ask"],
        data["what"],
        data["kind"],
        data.get("needed", False),
        data.get("example", ""),
        data.get("default", ""),
        values if isinstance(values, dict) else dict.fromkeys(values, ""),
        data.get("open", False),
        tuple(data.get("numbers", ())),
        tuple(map(_part, data.get("parts", ()))),
        data.get("beside", ""),
    )


def _from_snippet(snippet: Any, criterion: Criterion, path: Path) -> Question:
    """A question with a part for each thing that the author of a pack left open in a snippet.

    Where a snippet has marked gaps, the rest of it is meant as it stands; where it has none, all of it is an example.
    """
    leaves = list(_leaves(snippet))
    marked = any(_is_marked(value) for _, value in leaves)
    parts: list[Part] = []
    fills: dict[str, str] = {}
    for names, value in leaves:
        member = ".".join(names)
        last = next(
            (name for name in reversed((*map(str, path), *names)) if not name.isdigit() and name != "-"), ""
        )
        if marked and not _is_marked(value):
            fills[member] = str(value) if isinstance(value, str) else ""
        elif _is_prose(value):
            fills[member] = _with_parts(parts, value)
        else:
            _add(parts, _what(last, value), member, value)
    constant = {name: text for name, text in fills.items() if text}
    return Question(
        criterion.id,
        (),
        f"{criterion.title}:",
        criterion.remediation or criterion.requirement,
        tuple(parts),
        fills=constant,
    )


def _with_parts(parts: list[Part], text: str) -> str:
    """A text with the names of new parts, in braces, in place of its gaps."""
    return _GAP.sub(
        lambda found: f"{{{_add(parts, found[1], None, text)}}}", text.replace("{", "").replace("}", "")
    )


def _add(parts: list[Part], what: str, member: str | None, value: Any) -> str:
    name = "-".join(re.findall(r"[a-z0-9]+", what.lower()))[:40].strip("-") or "value"
    taken = {part.name for part in parts}
    while name in taken:
        stem, dash, number = name.rpartition("-")
        name = f"{stem}-{int(number) + 1}" if dash and number.isdigit() else f"{name}-2"
    kind, example = _kind_of(value)
    parts.append(Part(name, member, f"{what[0].upper()}{what[1:]}", what, kind, True, example))
    return name


def _kind_of(value: Any) -> tuple[str, str]:
    if isinstance(value, bool):
        return "yes-no", ""
    if isinstance(value, int | float):
        return "number", str(value)
    text = str(value)
    if _GAP.search(text):
        return "text", ""
    if re.match(r"https?://", text):
        return "url", "" if _is_marked(text) else text
    return "text", "" if _is_marked(text) else text


def _what(member: str, value: Any) -> str:
    """What is to be given for a leaf, as a noun: the words of a marked gap, or the name of the member in words."""
    if isinstance(value, str):
        gap = _GAP.fullmatch(value)
        if gap:
            return gap[1]
        replace = _REPLACE.match(value)
        if replace:
            return f"{'address: ' if value.startswith('http') else ''}{replace[2].replace('-', ' ')}"
    return " ".join(word if word.isupper() else word.lower() for word in _WORDS.findall(member)) or "value"


def _is_prose(value: Any) -> bool:
    """Whether a text has gaps inside a sentence that the framework wants to be said so, or in much the same way."""
    return isinstance(value, str) and _GAP.search(value) is not None and _GAP.fullmatch(value) is None


def _is_marked(value: Any) -> bool:
    return isinstance(value, str) and (
        "<<" in value or "replace-with-" in value or value.startswith("Replace this")
    )


def _leaves(value: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in STRUCTURE and not (
                name == "id" and names == () and not _is_marked(item) and len(value) > 1
            ):
                yield from _leaves(item, (*names, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*names, str(index)))
    elif value is not None:
        yield names, value
