"""Adding an entry to a file of attestations or waivers: nothing else in the file changes, so that reviews in git stay short."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unicodedata import category

from trustlint.errors import PackError, UsageError
from trustlint.model.pointer import Path as DataPath
from trustlint.review.read import read_entries
from trustlint.source.document import Document
from trustlint.whole_file import write_whole

_SAFE = re.compile(r"[A-Za-z0-9./][\w./@+()-]*(?: [\w./@+()-]+)*")
_OTHER_TYPES = re.compile(r"(?i:true|false|null|yes|no|on|off|y|n|na|\.inf|\.nan)|[0-9.][0-9eExX_.+-]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_HEAD = "# {about} See the page docs/review.md of trustlint.\ntrustlint-{what}: 1\n{what}:\n"
_ABOUT = {
    "attestations": "What reviewers answered where a machine cannot judge.",
    "waivers": "Approved exceptions, until the day that they expire.",
}


def add_entry(file: Path, what: str, entry: Mapping[str, str | None], same: Sequence[str]) -> bool:
    """Add an entry to a file of ``attestations`` or ``waivers``, which is made when it is not there.

    entry: members in the order in which they are written, those that are None left out; same: members by which an
    entry that is there already is the same one, and is replaced where it stands. Gives whether one was replaced.
    Raises UsageError when the file cannot be written or is laid out so that an entry cannot be added without touching
    others, and PackError when it does not fit its schema.
    """
    held = {name: value for name, value in entry.items() if value is not None}
    _refuse_unwritable(held)
    if not file.exists():
        text = _HEAD.format(about=_ABOUT[what], what=what) + _block(held, "  ")
        _put(file, text, lambda made: read_entries(made, what).data[what] == [held])
        return False
    document = read_entries(file, what)
    entries = document.data[what]
    number = next((at for at, old in enumerate(entries) if _is_same(old, held, same)), len(entries))
    text = _with_entry(document, what, number, held)
    wanted = [*entries[:number], held, *entries[number + 1 :]]
    _put(file, text, lambda made: read_entries(made, what).data[what] == wanted)
    return number < len(entries)


def _is_same(old: Mapping[str, str], new: Mapping[str, str], same: Sequence[str]) -> bool:
    return all(" ".join(old.get(name, "").split()) == " ".join(new.get(name, "").split()) for name in same)


def _with_entry(document: Document, what: str, number: int, entry: Mapping[str, str]) -> str:
    lines = (document.source or "").splitlines()
    entries = document.data[what]
    indent = "  "
    if entries:
        start = _first_line(document, (what, 0)) - 1
        indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
    block = _block(entry, indent).splitlines()
    if number < len(entries):
        first = _first_line(document, (what, number)) - 1
        last = max(_last_line(document, (what, number, name)) for name in entries[number])
        lines[first:last] = block
    else:
        if not entries:
            key = _first_line(document, (what,)) - 1
            lines[key] = re.sub(r"\[\s*\]", "", lines[key]).rstrip()
        lines += block
    return "\n".join(lines) + "\n"


def _first_line(document: Document, path: DataPath) -> int:
    span = document.key_span(path)
    return span.line if span else 1


def _last_line(document: Document, path: DataPath) -> int:
    span = document.span(path)
    if span is None:
        return 1
    # The end of a block of text is the start of the line behind it.
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line


def _block(entry: Mapping[str, str], indent: str) -> str:
    lines = [f"{name}: {_scalar(value)}" for name, value in entry.items()]
    return "".join(f"{indent}{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def _scalar(text: str) -> str:
    """Plain where every reader of YAML takes it for this text, else in double quotes."""
    if _DATE.fullmatch(text) or (_SAFE.fullmatch(text) and not _OTHER_TYPES.fullmatch(text)):
        return text
    if _is_sentence(text):
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _is_sentence(text: str) -> bool:
    return (
        text.isprintable()
        and text == text.strip()
        and text[0].isalpha()
        and " " in text
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
    )


def _refuse_unwritable(entry: Mapping[str, str]) -> None:
    for name, value in entry.items():
        if any(category(character) in ("Cc", "Cs") and character not in "\n\t" for character in value):
            raise UsageError(f"{name} holds characters that are no text; write it anew")


def _put(file: Path, text: str, is_sound: Callable[[Path], bool]) -> None:
    """Write a file whole or not at all; ``is_sound`` judges the new one before it takes the place of the old one."""

    def judge(made: Path) -> None:
        if not _judged(is_sound, made):
            raise UsageError(
                f"{file} is laid out so that an entry cannot be added without touching others; write the list in"
                " blocks (a line starting with `- ` for each entry) at the end of the file"
            )

    write_whole(str(file), text, judge)


def _judged(is_sound: Callable[[Path], bool], made: Path) -> bool:
    try:
        return is_sound(made)
    except PackError:
        return False
