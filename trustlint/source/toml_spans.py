"""Where the values of a TOML text are. tomllib reads them and tells no places, so what it accepts is walked once more."""

from __future__ import annotations

import re
import tomllib

from trustlint.model.pointer import Path
from trustlint.source.span_table import SpanTable

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")

_Names = list[tuple[str, int, int]]
"""The parts of a dotted key: name, start, end."""


def toml_spans(text: str) -> SpanTable:
    """Places of all values of a TOML text that tomllib accepts. What is not understood has none."""
    scanner = _Scanner(text)
    try:
        scanner.run()
    except (IndexError, ValueError, RecursionError):
        return {}
    return scanner.table


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.table: SpanTable = {(): (None, None, 0, len(text))}
        self.counts: dict[Path, int] = {}
        """Arrays of tables, by place, with the number of tables so far."""

    def run(self) -> None:
        table: Path = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(_BLANK)

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def header(self) -> Path:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        names = self.key()
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        path: Path = ()
        for number, (name, key_start, key_end) in enumerate(names):
            path = (*path, name)
            self.table.setdefault(path, (key_start, key_end, start, self.at))
            if many and number == len(names) - 1:
                self.counts[path] = self.counts.get(path, 0) + 1
                path = (*path, self.counts[path] - 1)
                self.table[path] = (None, None, start, self.at)
            elif path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def pair(self, table: Path) -> None:
        names = self.key()
        self.at = self.text.index("=", self.at) + 1
        self.skip(_SPACE)
        path = table
        for name, _, _ in names:
            path = (*path, name)
        start = self.at
        self.value(path)
        path = table
        for number, (name, key_start, key_end) in enumerate(names):
            path = (*path, name)
            entry = (key_start, key_end, start, self.at)
            if number == len(names) - 1:
                self.table[path] = entry
            else:
                self.table.setdefault(path, entry)

    def key(self) -> _Names:
        names: _Names = []
        while True:
            self.skip(_SPACE)
            start = self.at
            if self.text[start] in "\"'":
                self.string()
                name = tomllib.loads(f"name = {self.text[start : self.at]}")["name"]
            else:
                self.skip(_BARE)
                name = self.text[start : self.at]
                if not name:
                    raise ValueError
            names.append((name, start, self.at))
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return names
            self.at += 1

    def value(self, path: Path) -> None:
        character = self.text[self.at]
        if character in "\"'":
            self.string()
        elif character == "[":
            self.array(path)
        elif character == "{":
            self.inline_table(path)
        else:
            found = _SCALAR.match(self.text, self.at)
            self.at += len(found.group().rstrip()) if found else 0

    def string(self) -> None:
        quote = self.text[self.at]
        end = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(end)
        while not self.text.startswith(end, self.at):
            if self.at >= len(self.text):
                raise ValueError
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(end)
        if len(end) == 3:  # two quotes may stand before the closing three
            for _ in range(2):
                self.at += self.text.startswith(quote, self.at)

    def array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "]":
                self.at += 1
                return
            start = self.at
            self.value((*path, number))
            self.table[(*path, number)] = (None, None, start, self.at)
            number += 1
            self.skip(_BLANK)
            self.at += self.text[self.at] == ","

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "}":
                self.at += 1
                return
            self.pair(path)
            self.skip(_BLANK)
            self.at += self.text[self.at] == ","
