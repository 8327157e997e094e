"""Every value that holds, and where it is from: what `trustlint config show` prints."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from trustlint.config.keys import KEYS, OVERRIDES, Key
from trustlint.config.read import Config
from trustlint.model.pointer import Path, display

_BY_NAME = ("severity", "parameters", "contexts", "schemas")
_COPIES = ("contexts", "schemas")
"""Of these, a row has the file and not what is in it."""

DEFAULT, FILE, COMMAND_LINE = "default", "file", "command line"


class Row(NamedTuple):
    """One value. name: its place, such as ``parameters.campus.languages``; source: ``default``, ``file`` or
    ``command line``; file, line: where the file says it; option: which option does."""

    name: str
    value: Any
    source: str = DEFAULT
    file: str | None = None
    line: int | None = None
    option: str | None = None

    @property
    def origin(self) -> str:
        """For people: ``trustlint.yaml:4``, ``--select``, ``default``."""
        if self.source == FILE:
            return f"{self.file}:{self.line}" if self.line else str(self.file)
        return self.option or self.source


def rows(
    config: Config | None, values: Mapping[str, Any], said: Mapping[str, Any], given: Collection[str]
) -> Iterator[Row]:
    """values: what holds, by parameter; said: what the command line or its defaults say; given: the parameters that
    the command line says itself."""
    for key in KEYS:
        if key.parameter in _BY_NAME:
            yield from _by_name(config, key, values, said)
            continue
        if key.parameter in given:
            yield Row(key.name, said[key.parameter], COMMAND_LINE, option=key.option)
        elif config is not None and key.name in config.data:
            value = values.get(key.parameter, config.data[key.name])
            yield _from_file(config, (key.name,), value)
        else:
            yield Row(key.name, key.default)
    if config is not None:
        for number, entry in enumerate(config.data.get(OVERRIDES, ())):
            for name, value in entry.items():
                yield _from_file(config, (OVERRIDES, number, name), value)


def _by_name(
    config: Config | None, key: Key, values: Mapping[str, Any], said: Mapping[str, Any]
) -> Iterator[Row]:
    configured = config.data.get(key.name, {}) if config is not None else {}
    found = False
    for path, value in _leaves(values.get(key.parameter) or {}, key):
        found = True
        shown = _at(configured, path) if key.parameter in _COPIES else value
        if _at(said.get(key.parameter) or {}, path) is not None or config is None:
            value = "a copy" if key.parameter in _COPIES else value
            yield Row(display((key.name, *path)), value, COMMAND_LINE, option=key.option)
        else:
            yield _from_file(config, (key.name, *path), shown)
    if not found:
        yield Row(key.name, key.default)


def _leaves(value: Mapping[str, Any], key: Key) -> Iterator[tuple[Path, Any]]:
    for name, item in value.items():
        if key.parameter == "parameters":
            yield from (((name, below), each) for below, each in item.items())
        else:
            yield (name,), item


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _from_file(config: Config, path: Path, value: Any) -> Row:
    return Row(display(path), value, FILE, config.file, config.line(path))
