"""What the documents of the project promise: their fenced blocks and their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

_FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,})(?P<language>[a-z]*)")
_DIRECTIVE = re.compile(r"<!-- (?P<name>exit|not run): (?P<value>.+?) -->")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)|!\[[^\]]*\]\((?P<image>[^)\s]+)\)")
_HEADING = re.compile(r"#{1,6} +(?P<text>.+?)\s*#*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. line: of its opening fence, from 1; exit_code: that a comment before it, ``<!-- exit: 1 -->``,
    announces; not_run: the reason that ``<!-- not run: … -->`` gives; output: the ``text`` block that follows at once."""

    file: Path
    line: int
    language: str
    text: str
    exit_code: int = 0
    not_run: str = ""
    output: Block | None = None

    @property
    def place(self) -> str:
        return f"{self.file.name}:{self.line}"


def documents(root: Path) -> list[Path]:
    """README, the other pages at the root, and all of docs/, the generated reference aside."""
    pages = sorted((root / "docs").rglob("*.md"))
    reference = root / "docs" / "reference"
    return [*sorted(root.glob("*.md")), *(page for page in pages if reference not in page.parents)]


def blocks(file: Path) -> list[Block]:
    """The fenced blocks of a document, each with the output block that follows it, if one does."""
    found: list[Block] = []
    previous_end = -1
    lines = file.read_text(encoding="utf-8").splitlines()
    for start, end, fence in _fences(lines):
        before = [line for line in lines[previous_end + 1 : start] if line.strip()]
        text = "".join(line[len(fence["indent"]) :] + "\n" for line in lines[start + 1 : end])
        block = Block(file, start + 1, fence["language"], text)
        if block.language == "text" and not before and found and found[-1].language in ("sh", "python"):
            found[-1] = replace(found[-1], output=block)
        directive = _DIRECTIVE.fullmatch(before[-1].strip()) if before else None
        if directive and directive["name"] == "exit":
            block = replace(block, exit_code=int(directive["value"]))
        elif directive:
            block = replace(block, not_run=directive["value"])
        found.append(block)
        previous_end = end
    return found


def _fences(lines: list[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence:
            end = next(at for at in range(number + 1, len(lines)) if lines[at].strip() == fence["ticks"])
            yield number, end, fence
            number = end
        number += 1


def with_output(text: str, outputs: dict[int, str]) -> str:
    """A document with new texts for the output blocks that open on the given lines."""
    lines = text.splitlines()
    for start, end, _ in reversed(list(_fences(lines))):
        if start + 1 in outputs:
            lines[start + 1 : end] = outputs[start + 1].splitlines()
    return "\n".join(lines) + "\n"


def links(file: Path) -> list[tuple[int, str]]:
    """Line and target of every link and image, those in fenced blocks aside."""
    lines = file.read_text(encoding="utf-8").splitlines()
    fenced = {number for start, end, _ in _fences(lines) for number in range(start, end + 1)}
    return [
        (number + 1, link["target"] or link["image"])
        for number, line in enumerate(lines)
        if number not in fenced
        for link in _LINK.finditer(re.sub(r"`[^`]*`", "", line))
    ]


def anchors(file: Path) -> set[str]:
    """What a link into a document may name behind ``#``: its headings as forges write them."""
    lines = file.read_text(encoding="utf-8").splitlines()
    fenced = {number for start, end, _ in _fences(lines) for number in range(start, end + 1)}
    headings = (_HEADING.fullmatch(line) for number, line in enumerate(lines) if number not in fenced)
    return {
        re.sub(r"[^\w\- ]", "", heading["text"].lower()).replace(" ", "-") for heading in headings if heading
    }
