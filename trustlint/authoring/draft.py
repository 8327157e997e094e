"""A badge while it is written: what of the packs it still fails, what to ask for that, and the answers put in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from trustlint.authoring.answers import Answer, Values
from trustlint.authoring.filling import Filling, with_level_ids
from trustlint.authoring.questions import Part, Question, base_field, field_at, names_of, question_for
from trustlint.checks.presence import is_empty
from trustlint.engine.additions import proposal, with_companions
from trustlint.engine.examples import put
from trustlint.engine.session import Session
from trustlint.model.outcome import Verdict
from trustlint.model.pointer import Path, parse_pointer, to_pointer
from trustlint.model.report import CriterionResult, DocumentResult
from trustlint.packs.about import fields_of
from trustlint.packs.model import AppliesTo, Criterion, Pack, Snippet
from trustlint.source.document import Document

Key = tuple[str, str]
"""Pack and id of a criterion."""


class Step(NamedTuple):
    """A question with what its answer fills here.

    path: where, with ``-`` behind the last item of a list; template: the snippet, or the first item of it where it is a
    list of one or answers make the items (``in_list``); members: the parts that are asked here, by member of the template.
    """

    question: Question
    path: Path
    template: Any
    in_list: bool
    members: Mapping[str, Part]
    fills: Mapping[str, str]

    @property
    def asked(self) -> Question:
        """The question with the parts that are asked here, for people to answer."""
        return self.question._replace(
            parts=tuple(part for part in self.question.parts if self._is_asked(part))
        )

    @property
    def accepted(self) -> Question:
        """The question with all its parts, those not asked here as ones that may be left out."""
        return self.question._replace(
            parts=tuple(
                part if self._is_asked(part) else part._replace(needed=False) for part in self.question.parts
            )
        )

    def _is_asked(self, part: Part) -> bool:
        if part.member is not None:
            return any(part.name == own.name for own in self.members.values())
        return not self.question.adds_text or bool(self.members)


class Draft:
    """The data of a badge, and what the packs of a session make of it.

    levels: by pack id, the levels that are to be met.
    """

    def __init__(self, session: Session, data: dict[str, Any], levels: Mapping[str, tuple[str, ...]]) -> None:
        self.session = session
        self.data = data
        self.levels = levels
        self._packs = {pack.id: pack for pack in session.packs}
        self._result: DocumentResult | None = None

    @property
    def document(self) -> Document:
        return Document.from_data(self.data)

    @property
    def result(self) -> DocumentResult:
        """What is to be said of the badge as it is."""
        if self._result is None:
            self._result = self.session.check(self.document)
            assert self._result is not None
        return self._result

    def failing(self) -> Iterator[CriterionResult]:
        """The criteria of the wanted levels that fail, in the order of the packs."""
        for item in self.result.criteria:
            if item.verdict is Verdict.FAIL and item.level in self.levels.get(item.pack, ()):
                yield item

    def is_failing(self, key: Key) -> bool:
        return any((item.pack, item.id) == key for item in self.failing())

    def criterion(self, item: CriterionResult) -> Criterion:
        found = self._packs[item.pack].criterion(item.id)
        assert found is not None
        return found

    def wanting(self, question: Question) -> list[Criterion]:
        """The criteria of the wanted levels that are about one of the fields of a question."""
        fields = set(question.fields)
        applying = {
            (item.pack, item.id)
            for item in self.result.criteria
            if item.verdict is not Verdict.NOT_APPLICABLE
        }
        return [
            criterion
            for pack, criterion in self._wanted()
            if (pack.id, criterion.id) in applying and not fields.isdisjoint(fields_of(criterion, pack))
        ]

    def _wanted(self) -> Iterator[tuple[Pack, Criterion]]:
        for pack in self._packs.values():
            for criterion in pack.criteria:
                if criterion.level in self.levels.get(pack.id, ()):
                    yield pack, criterion

    def step_for(self, item: CriterionResult) -> Step | None:
        """What to ask so that a failing criterion is met; None where no answer can be put anywhere."""
        remedy = item.remediation
        if remedy is None or remedy.insert_at is None or item.document is not None:
            return None
        path = parse_path(remedy.insert_at)
        view = self.session.context_of(self.document).view
        field = field_at(path, remedy.snippet, view)
        question = question_for(field, remedy.snippet, self.criterion(item), path)
        holder = self.held(path[:-1]) if len(path) > 1 else None
        if isinstance(holder, dict) and any(part.beside == path[-1] for part in question.parts):
            # What belongs together is asked for together, and put into the object as a whole.
            return self._step(
                question, base_field(question, field), path[:-1], {**holder, str(path[-1]): remedy.snippet}
            )
        return self._step(question, field, path, remedy.snippet)

    def opening_step(self, question: Question) -> Step | None:
        """Where the answer to an opening question goes."""
        model = self.session.kind_of(self.document)
        shape = question.shapes.get(model.model if model else "", "")
        snippet = Snippet(AppliesTo(), shape, field=question.fields[0])
        found = proposal(self.session, self.document, snippet)
        if found.insert_at is None:
            return None
        return self._step(question, question.fields[0], parse_path(found.insert_at), found.snippet)

    def _step(self, question: Question, field: str | None, path: Path, snippet: Any) -> Step:
        in_list = (
            isinstance(snippet, list) and len(snippet) > 0 and (bool(question.fields) or len(snippet) == 1)
        )
        template = snippet[0] if in_list else snippet
        if not question.fields:
            if in_list:  # The question was made from the list; its parts are of the items.
                question = question_for(field, template, self._criterion_named(question.id), path)
            members = {str(part.member): part for part in question.parts if part.member is not None}
            return Step(question, path, template, in_list, members, question.fills)
        kind = self.session.kind_of(self.document)
        base = base_field(question, field)
        above, missing = self._between(base, path)
        held = None if in_list else self.held(path)
        members = {}
        for part in question.parts:
            member = part.member_for(kind.model if kind else "", base)
            below = None if member is None else _below(member, above, missing)
            if below is None or _same(template, held, below):
                continue
            if _has(template, below) or (part.beside and _has(template, part.beside)):
                members[below] = part
        if "" in members and members[""].kind == "levels":
            in_list, template = False, snippet
        fills = {
            below: text
            for member, text in question.fills.items()
            if (below := _below(member, above, missing)) is not None and _has(template, below)
        }
        return Step(question, path, template, in_list, members, fills)

    def _criterion_named(self, id_: str) -> Criterion:
        return next(criterion for _, criterion in self._wanted() if criterion.id == id_)

    def _between(self, base: str, path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The member names of a path below the place of a field, and those of the field below the path."""
        names = tuple(str(step) for step in path if isinstance(step, str) and step != "-")
        field = names_of(base, self.session.context_of(self.document).view)
        return names[len(field) :], field[len(names) :]

    def apply(self, step: Step, answer: Answer) -> None:
        """Put an answer in its place, with the types and contexts that it needs."""
        question = step.question
        if answer.none:
            self.put(step.path, deepcopy(question.none))
            return
        held = self.held(step.path)
        made = []
        for entry in answer.entries:
            filling = Filling(
                question, step.members, step.fills, None if step.in_list else held, ids_in(self.data)
            )
            value = filling.filled(step.template, entry)
            if value is not None:
                made.append(_with_required_level(value, entry))
        if not made:
            return
        if step.in_list:
            self.put(step.path, [*(held if isinstance(held, list) else []), *made])
        elif step.path[-1:] == ("-",):
            for value in made:
                self.put(step.path, value)
        else:
            self.put(step.path, made[0])
        if question.adds_text:
            for entry in answer.entries:
                self._add_text(question.adds_text["field"], question.adds_text["text"], entry)

    def _add_text(self, field: str, text: str, entry: Values) -> None:
        for name, value in entry.items():
            text = text.replace(f"{{{name}}}", str(value))
        selection = self.session.context_of(self.document).view.select(field)
        node = next((node for node in selection.nodes if isinstance(node.value, str)), None)
        if node is not None and node.document is None:
            self.data = put(self.data, to_pointer(node.path), f"{node.value.rstrip()} {text}")
            self._result = None

    def put(self, path: Path, value: Any) -> tuple[tuple[Path, Any], ...]:
        """Put a value in place, with the types and contexts that it needs; gives what else was added, by place."""
        numbered = self._numbered(path)
        value, also = with_companions(self.session, self.document, numbered, value)
        additions = ((path, value), *also)
        for place, addition in additions:
            self.data = put(self.data, to_pointer(place), addition)
        self._result = None
        return additions

    def _numbered(self, path: Path) -> Path:
        if path[-1:] != ("-",):
            return path
        held = self.held(path[:-1])
        return (*path[:-1], len(held) if isinstance(held, list) else 0)

    def held(self, path: Path) -> Any:
        """The value at a place, None where there is none."""
        value: Any = self.data
        for step in path:
            if isinstance(value, dict) and step in value:
                value = value[str(step)]
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None
        return value


def ids_in(data: Any) -> frozenset[str]:
    """The ids of all objects in a badge."""
    found: set[str] = set()
    left = [data]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            if isinstance(value.get("id"), str):
                found.add(value["id"])
            left += value.values()
        elif isinstance(value, list):
            left += value
    return frozenset(found)


def parse_path(pointer: str) -> Path:
    """The path of a pointer that a remediation gives, whose lists have numbers."""
    return tuple(int(token) if token.isdigit() else token for token in parse_pointer(pointer))


def _with_required_level(value: Any, entry: Values) -> Any:
    required = entry.get("required")
    return with_level_ids(value, required) if isinstance(required, str) else value


def _below(member: str, above: tuple[str, ...], missing: tuple[str, ...]) -> str | None:
    """A member of a question, counted from a place that is ``above`` names below the question's field, or ``missing``
    names above it; None when it is elsewhere."""
    names = (*missing, *(member.split(".") if member else ()))
    if names[: len(above)] != above:
        return None
    return ".".join(names[len(above) :])


def _same(template: Any, held: Any, member: str) -> bool:
    """Whether the snippet only repeats what is there: an object that lacks something is proposed with all that it has."""
    return (
        bool(member)
        and isinstance(held, dict)
        and member in held
        and _first_of(template).get(member) == held[member]
    )


def _first_of(template: Any) -> dict[str, Any]:
    return template if isinstance(template, dict) else {}


def _has(template: Any, member: str) -> bool:
    for name in member.split(".") if member else ():
        if isinstance(template, dict) and name in template:
            template = template[name]
        elif isinstance(template, list) and name.isdigit() and int(name) < len(template):
            template = template[int(name)]
        else:
            return False
    return not member or not is_empty(template) or template == ""
