"""A configuration file as plain data, read as strictly as a pack: every mistake has its place, and a suggestion."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path as FilePath
from typing import Any

from trustlint.config.find import PYPROJECT, TABLE
from trustlint.config.schema import config_schema
from trustlint.errors import ConfigError, PackError
from trustlint.model.pointer import Path
from trustlint.packs.strict import place_in, refuse_mistakes
from trustlint.source.document import Document
from trustlint.source.limits import DEFAULT_LIMITS
from trustlint.source.read import Input, read_documents
from trustlint.source.source_text import SourceText

_SHAPE = "a configuration is one mapping such as `fail-on: warning`, in one document"
_BY_ADDRESS = re.compile(r": (?:contexts|schemas) may have no '")
_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)


class Config:
    """What a configuration file says, with the places of it. file: as it is shown; folder: what its paths start at."""

    def __init__(self, file: str, document: Document) -> None:
        self.file = file
        self.folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120 - links stay what they are called
        self.data: dict[str, Any] = document.data
        self._document = document

    def place(self, path: Path) -> str:
        """``file:line:column`` of a value, or of the closest one around it."""
        return place_in(FilePath(self.file), self._document, path)

    def line(self, path: Path) -> int | None:
        """The line that a value is said in; None where that is not known."""
        span = self._document.key_span(path)
        return span.line if span else None


def read_config(file: str) -> Config:
    """The configuration in a YAML or TOML file; of ``pyproject.toml``, what is in ``[tool.trustlint]``.

    Raises ConfigError ``path:line:column: …`` for the first mistake.
    """
    document = _read_toml(file) if file.lower().endswith(".toml") else _read_yaml(file)
    if not isinstance(document.data, dict):
        raise ConfigError(f"{file}: {_SHAPE}")
    try:
        refuse_mistakes(FilePath(file), document, config_schema(), "the configuration")
    except PackError as error:
        raise ConfigError(_worded(str(error))) from None
    return Config(file, document)


def _worded(message: str) -> str:
    found = _BY_ADDRESS.search(message)
    if found:
        return f"{message}: it is no web address; write the address as @context or credentialSchema has it"
    return message.replace(": the document may have no ", ": there is no key ")


def _read_yaml(file: str) -> Document:
    content = _content(file)
    if all(not line.strip() or line.lstrip().startswith("#") for line in content.splitlines()):
        return Document({}, file)
    # Whatever the file is called, it is YAML; JSON is YAML too.
    document, *others = read_documents(Input(f"{file}#.yaml", True, content.encode("utf-8")))
    if others:
        raise ConfigError(f"{file}: {_SHAPE}")
    if document.problems:
        problem = document.problems[0]
        place = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
        raise ConfigError(f"{file}{place}: {problem.message}")
    return document


def _read_toml(file: str) -> Document:
    text = _content(file)
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.fullmatch(str(error))
        place, why = (f":{found[2]}:{found[3]}", found[1]) if found else ("", str(error))
        raise ConfigError(f"{file}{place}: this is no TOML: {why[:1].lower()}{why[1:]}") from None
    except RecursionError:
        raise ConfigError(f"{file}: this TOML is nested too deeply; flatten it") from None
    base: Path = ()
    if FilePath(file).name == PYPROJECT:
        for step in TABLE:
            data = data.get(step) if isinstance(data, dict) else None
        if data is None:
            raise ConfigError(f"{file}: there is no [{'.'.join(TABLE)}] in it; add one, or name another file")
        base = TABLE
    return Document(_plain(data), file, base=base, text=SourceText(text, "toml", DEFAULT_LIMITS))


def _content(file: str) -> str:
    try:
        with FilePath(file).open("rb") as stream:
            content = stream.read(DEFAULT_LIMITS.max_bytes + 1)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ConfigError(f"the configuration {file} cannot be read: {why[:1].lower()}{why[1:]}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: this is no UTF-8 text; save it as UTF-8") from None


def _plain(value: Any) -> Any:
    """Dates and times are text, as in YAML here."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value
