"""YAML text to plain data, with the core types of YAML 1.2 only and with limits.

Built from parser events, as composing nodes recurses in C. ``NO`` stays text, dates and times stay text, and a number
that would not be written back the same (``1.10``, ``007``, ``1e5``) stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from trustlint.model.pointer import Path, display
from trustlint.model.span import LineIndex
from trustlint.source.limits import DEFAULT_LIMITS, Limits
from trustlint.source.problem import Problem
from trustlint.source.span_table import SpanTable, copy_below, drop_below
from trustlint.source.yaml_advice import FORBIDDEN, explain, forbidden_character
from trustlint.source.yaml_scalars import NOTHING, READERS, plain_value

_CORE = "tag:yaml.org,2002:"
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
_NOTHING: Any = object()


@dataclass(frozen=True, slots=True)
class ParsedYaml:
    """One document of a YAML stream. number: from 1, empty documents counted; table is empty unless asked for."""

    number: int
    data: Any
    table: SpanTable
    problems: tuple[Problem, ...]
    usable: bool


def parse_yaml(text: str, limits: Limits = DEFAULT_LIMITS, *, spans: bool = False) -> Iterator[ParsedYaml]:
    """The documents of a YAML stream, empty ones left out; never raises for what the text holds.

    After a syntax error or a limit there is one last document, with ``usable`` False. ``spans``: fill the table.
    """
    import yaml

    builder = _Builder(text, limits, spans)
    found = FORBIDDEN.search(text)
    if found:
        yield builder.failed(forbidden_character(text, found.start(), builder.index))
        return
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    done: ParsedYaml | None = (
        None  # held back until it is sure that nothing wrong follows in the same document
    )
    try:
        for event in yaml.parse(text, Loader=loader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                builder.scalar(event)
            elif kind is yaml.MappingStartEvent:
                builder.open(event, {})
            elif kind is yaml.SequenceStartEvent:
                builder.open(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                builder.close(event)
            elif kind is yaml.AliasEvent:
                builder.alias(event)
            elif kind is yaml.DocumentEndEvent:
                done = builder.finish()
            elif done is not None:
                yield done
                done = None
            if kind is yaml.DocumentStartEvent:
                builder.start()
    except _Stop as stop:
        yield builder.failed(stop.problem)
    except yaml.YAMLError as error:
        yield builder.failed(explain(error, text, builder.index))


class _Stop(Exception):  # noqa: N818 - ends the parser; the problem is a value
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Frame:
    """A mapping or sequence that is still open. ``key`` is the name whose value comes next, _NOTHING before a name."""

    __slots__ = (
        "anchor",
        "container",
        "depth",
        "end",
        "flow",
        "is_key",
        "key",
        "key_place",
        "path",
        "place",
        "size",
        "start",
    )

    def __init__(self, container: Any, path: Path, event: Any, is_key: bool) -> None:
        self.container = container
        self.path = path
        self.start: int = event.start_mark.index
        self.end: int = event.end_mark.index
        self.flow: bool = bool(event.flow_style)
        self.anchor: str | None = event.anchor
        self.is_key = is_key
        self.key: Any = _NOTHING
        self.key_place: tuple[int | None, int | None] = (None, None)
        self.place: tuple[int | None, int | None] = (None, None)
        self.size = 1
        self.depth = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an alias stands for: the value, where it was built, its number of values and levels with all aliases."""

    value: Any
    path: Path | None
    lexeme: str | None
    size: int
    depth: int


class _Builder:
    def __init__(self, text: str, limits: Limits, spans: bool) -> None:
        self.text = text
        self.limits = limits
        self.spans = spans
        self.number = 0
        self._index: LineIndex | None = None
        self.start(count=False)

    def start(self, *, count: bool = True) -> None:
        """Begin the next document of the stream."""
        self.number += count
        self.table: SpanTable = {}
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Anchored | None] = {}
        self.first_names: dict[tuple[int, str], tuple[int, int]] = {}
        self.root: Any = None
        self.count = 0
        self.empty = True

    @property
    def index(self) -> LineIndex:
        if self._index is None:
            self._index = LineIndex(self.text)
        return self._index

    def finish(self) -> ParsedYaml | None:
        if self.empty:
            return None
        return ParsedYaml(self.number, self.root, self.table, tuple(self.problems), usable=True)

    def failed(self, problem: Problem) -> ParsedYaml:
        return ParsedYaml(max(self.number, 1), None, {}, (*self.problems, problem), usable=False)

    # ---- events

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        frame = self.stack[-1] if self.stack else None
        if frame is None:
            self.empty = event.value == "" and start == end
        if frame is not None and frame.key is _NOTHING and isinstance(frame.container, dict):
            value = self.value_of(event, start, end)
            if event.anchor:
                self.anchors[event.anchor] = _Anchored(value, None, event.value, 1, 0)
            if value is None:
                self.report("yaml-key", start, end, frame.path, "has no name before the colon; write one")
            self.name(frame, event.value, start, end)
            return
        path = self.next_path(frame)
        self.add(1, start, path)
        value = self.value_of(event, start, end)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(value, path, event.value, 1, 0)
        self.attach(frame, value, path, start, end, size=1, depth=0)

    def open(self, event: Any, container: Any) -> None:
        start = event.start_mark.index
        self.empty = False
        frame = self.stack[-1] if self.stack else None
        is_key = frame is not None and frame.key is _NOTHING and isinstance(frame.container, dict)
        path = () if frame is None else frame.path if is_key else self.next_path(frame)
        self.add(1, start, path)
        if len(self.stack) >= self.limits.max_depth:
            self.stop_at_limit("too-deep", start, path)
        expected = "map" if isinstance(container, dict) else "seq"
        if event.tag not in (None, "!", _CORE + expected):
            self.unknown_tag(event.tag, start, event.end_mark.index, path)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Frame(container, path, event, is_key))

    def close(self, event: Any) -> None:
        done = self.stack.pop()
        end = event.end_mark.index if done.flow else done.end
        frame = self.stack[-1] if self.stack else None
        if done.anchor:
            path = None if done.is_key else done.path
            self.anchors[done.anchor] = _Anchored(done.container, path, None, done.size, done.depth)
        written = self.text[done.start : end]
        if not done.is_key or frame is None:
            value = done.container
            if done.flow and _PLACEHOLDER.fullmatch(written):
                drop_below(self.table, done.path, value)
                value = written
            self.attach(frame, value, done.path, done.start, end, size=done.size, depth=done.depth)
            return
        drop_below(self.table, done.path, done.container)
        if _PLACEHOLDER.fullmatch(self.text[done.start - 1 : end + 1]):
            words = f"has the placeholder {_shown('{' + written + '}')} without quotes; put it in quotes"
            self.report("yaml-key", done.start - 1, end + 1, done.path, words)
            self.name(frame, written[:1000], done.start, end)
            return
        self.report(
            "yaml-key",
            done.start,
            end,
            done.path,
            f"has {_shown(written)} where a name was expected; put it in quotes if it is text",
        )
        self.name(frame, written[:1000], done.start, end)

    def alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.empty = False
        name = event.anchor
        frame = self.stack[-1] if self.stack else None
        as_key = frame is not None and frame.key is _NOTHING and isinstance(frame.container, dict)
        path = frame.path if as_key and frame is not None else self.next_path(frame)
        if name not in self.anchors:
            words = (
                f"uses *{name}, but no &{name} stands before it; define it first, or put the text in quotes"
            )
            self.stop("syntax", start, end, path, words)
        anchored = self.anchors[name]
        if anchored is None:
            words = f"uses *{name} inside &{name} itself, which never ends; write the value out"
            self.stop("recursive-alias", start, end, path, words)
        if as_key and frame is not None:
            if anchored.lexeme is None or anchored.value is None:
                self.report(
                    "yaml-key", start, end, path, f"has *{name} as a name, which is not text; write the name"
                )
            self.name(frame, anchored.lexeme if anchored.lexeme is not None else f"*{name}", start, end)
            return
        self.add(anchored.size, start, path)
        if len(self.stack) + anchored.depth > self.limits.max_depth:
            self.stop_at_limit("too-deep", start, path)
        value = anchored.value
        if isinstance(value, dict | list):
            table = self.table if self.spans and anchored.path is not None else {}
            value = copy_below(table, anchored.path or (), path, value)
        self.attach(frame, value, path, start, end, size=anchored.size, depth=anchored.depth)

    # ---- building

    def next_path(self, frame: _Frame | None) -> Path:
        if frame is None:
            return ()
        if isinstance(frame.container, dict):
            return (*frame.path, frame.key)
        return (*frame.path, len(frame.container))

    def name(self, frame: _Frame, name: str, start: int, end: int) -> None:
        path = (*frame.path, name)
        if name in frame.container:
            self.duplicate(frame, name, path, start, end)
        else:
            self.first_names[(id(frame), name)] = (start, end)
        frame.key = name
        frame.key_place = (start, end)
        frame.end = end

    def attach(
        self, frame: _Frame | None, value: Any, path: Path, start: int, end: int, *, size: int, depth: int
    ) -> None:
        if frame is None:
            self.root = value
            if self.spans:
                self.table[path] = (None, None, start, end)
            return
        if isinstance(frame.container, dict):
            frame.container[frame.key] = value
            frame.key = _NOTHING
        else:
            frame.container.append(value)
        if self.spans:
            self.table[path] = (*frame.key_place, start, end)
        frame.end = max(frame.end, end)
        frame.size += size
        frame.depth = max(frame.depth, depth + 1)

    def value_of(self, event: Any, start: int, end: int) -> Any:
        tag, text = event.tag, event.value
        if tag is None:
            return plain_value(text) if event.implicit[0] and not event.style else text
        kind = tag.removeprefix(_CORE)
        if tag == "!" or kind == "str":
            return text
        if kind in READERS and tag != kind:
            value = READERS[kind](text)
            if value is not NOTHING:
                return value
            self.report(
                "yaml-tag",
                start,
                end,
                self.here(),
                f"says that {_shown(text)} is !!{kind}, which it is not; remove the tag",
            )
            return text
        self.unknown_tag(tag, start, end, self.here())
        return text

    def here(self) -> Path:
        return self.stack[-1].path if self.stack else ()

    # ---- problems

    def add(self, size: int, start: int, path: Path) -> None:
        self.count += size
        if self.count > self.limits.max_values:
            self.stop_at_limit("too-many-values", start, path)

    def duplicate(self, frame: _Frame, name: str, path: Path, start: int, end: int) -> None:
        from trustlint.source.json_spans import repeated_name

        drop_below(self.table, path, frame.container[name])
        if len(self.problems) < self.limits.max_problems:
            first, second = self.index.span(*self.first_names[(id(frame), name)]), self.index.span(start, end)
            message = repeated_name(name, first, second)
            self.problems.append(Problem("duplicate-key", message, path, second, (first,)))

    def unknown_tag(self, tag: str, start: int, end: int, path: Path) -> None:
        shown = f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag
        self.report(
            "yaml-tag",
            start,
            end,
            path,
            f"has the tag {_shown(shown)}, which badges do not use; remove the tag",
        )

    def report(self, kind: str, start: int, end: int, path: Path, words: str) -> None:
        if len(self.problems) < self.limits.max_problems:
            self.problems.append(self.problem(kind, start, end, path, words))

    def problem(self, kind: str, start: int, end: int, path: Path, words: str) -> Problem:
        line, column = self.index.position(start)
        return Problem(kind, f"line {line}, column {column} {words}", path, self.index.span(start, end))

    def stop(self, kind: str, start: int, end: int, path: Path, words: str) -> NoReturn:
        raise _Stop(self.problem(kind, start, end, path, words))

    def stop_at_limit(self, kind: str, start: int, path: Path) -> NoReturn:
        what = f"more than {self.limits.max_values:,} values, repeated aliases counted each time"
        if kind == "too-deep":
            what = f"more than {self.limits.max_depth} mappings and lists inside each other"
        line, column = self.index.position(start)
        message = f"the document has {what} (line {line}, column {column}, in {display(path[:5])}); split or flatten it"
        raise _Stop(Problem(kind, message, path[:5], self.index.span(start, start)))


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:37]}…"
