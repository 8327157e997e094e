"""The command line over the configuration over the defaults, key by key, and where each value is from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from trustlint.config.keys import KEY_BY_PARAMETER, KEYS, OVERRIDES
from trustlint.config.read import Config
from trustlint.config.values import ConfigValues
from trustlint.engine.gate import split_requirement
from trustlint.engine.options import Override
from trustlint.engine.sessions import requirements_of
from trustlint.errors import ConfigError, UsageError
from trustlint.model.pointer import Path
from trustlint.packs.load import DEFAULT_PACKS

_LISTS = ("packs", "require", "select", "ignore")
_BY_NAME = ("contexts", "parameters")
"""What the command line says of these is about one name; the other names stay as they are configured."""


class Settings:
    """What holds for a run. values: by parameter, of the command line or its defaults; given: the parameters that the
    command line says. Raises ConfigError for what the configuration names in vain."""

    def __init__(self, config: Config, values: Mapping[str, Any], given: Collection[str]) -> None:
        self._config = config
        self._given = frozenset(given)
        self._said = values
        with self.placing():
            self._configured = ConfigValues(config)

    def values(self) -> dict[str, Any]:
        """The values of a run by parameter, with what only a configuration says. Raises as load_pack does."""
        with self.placing():
            return self._values()

    def _values(self) -> dict[str, Any]:
        configured = self._configured
        values = {**self._said}
        for key in KEYS:
            parameter = key.parameter
            if parameter not in configured.values:
                continue
            if parameter in _BY_NAME:
                values[parameter] = _merged(
                    parameter, configured.values[parameter], self._said.get(parameter)
                )
            elif parameter not in self._given:
                values[parameter] = configured.values[parameter]
        for name in ("pack_files", "plugins"):
            values.pop(name, None)
        if "packs" in self._given:
            values["packs"] = tuple(map(configured.pack, values["packs"]))
            if "require" not in self._given and "require" in values:
                values["require"] = requirements_of(values["packs"], values["require"])
        if "require" in self._given:
            values["require"] = tuple(map(configured.requirement, values["require"]))
        values["overrides"] = tuple(map(self._without_given, configured.overrides))
        values["known_packs"] = self._known_packs()
        values["exclude_folder"] = None if "exclude" in self._given else self._config.folder
        values["config"] = self._config.file
        return values

    @contextmanager
    def placing(self) -> Iterator[None]:
        """What is wrong with an option is said with its place, when it is from the configuration."""
        try:
            yield
        except ConfigError:
            raise
        except UsageError as error:
            path = self._path_of(error.at)
            if path is None:
                raise
            message = self._with_own_packs(str(error).removeprefix("--"), error.at)
            raise ConfigError(f"{self._config.place(path)}: {message}") from None

    def _with_own_packs(self, message: str, at: tuple[str | int, ...]) -> str:
        """A message on a pack that there is not, which may be meant for one of ``pack-files``."""
        configured = getattr(self, "_configured", None)
        if configured is None or not message.startswith("there is no pack "):
            return message
        meant = configured.suggested(str(at[-1]))
        return f"{message.partition(';')[0].partition('.')[0]}; did you mean {meant!r}?" if meant else message

    def _without_given(self, override: Override) -> Override:
        """What the command line says holds for all files."""
        cleared: dict[str, Any] = {name: None for name in _LISTS if name in self._given}
        if "packs" in self._given and override.require is not None and "require" not in self._given:
            packs = [*map(self._configured.pack, self._said["packs"])]
            cleared["require"] = requirements_of(packs, override.require)
        said = self._said.get("parameters") or {}
        parameters = {
            pack: {name: value for name, value in values.items() if name not in said.get(pack, {})}
            for pack, values in override.parameters.items()
        }
        return override._replace(**cleared, parameters=parameters)

    def _known_packs(self) -> tuple[str, ...]:
        """All packs that the configuration uses somewhere."""
        configured = self._configured
        names = [*configured.values.get("packs", DEFAULT_PACKS)]
        for override in configured.overrides:
            names += override.packs or ()
        for item in configured.values.get("require", ()):
            names.append(split_requirement(item)[0])
        return tuple(dict.fromkeys(names))

    def _path_of(self, at: tuple[str | int, ...]) -> Path | None:
        """The place in the configuration of a wrong option; None when the command line says it."""
        if not at:
            return None
        if at[0] == OVERRIDES:
            if len(at) < 3:
                return at
            entry = self._configured.overrides[int(at[1])]
            return (*at[:2], *_within(entry._asdict().get(str(at[2])), at[2:]))
        parameter, *names = at
        key = KEY_BY_PARAMETER.get(str(parameter))
        if key is None or key.name not in self._config.data:
            return None
        if parameter in _BY_NAME:
            value = self._config.data[key.name]
            for name in names:
                if name not in value:
                    return None
                value = value[name]
            said = self._said.get(str(parameter)) or {}
            if names and names[0] in said and (len(names) == 1 or names[1] in said[names[0]]):
                return None
        elif parameter in self._given:
            return None
        configured = getattr(self, "_configured", None)
        return _within(configured.values.get(parameter) if configured else None, at)


def _within(value: Any, at: tuple[str | int, ...]) -> Path:
    """The path of an option's value by what is wrong in it: an item of a list by its number, a name by itself."""
    key = KEY_BY_PARAMETER[str(at[0])]
    if isinstance(value, tuple):
        return (key.name, value.index(at[1])) if len(at) > 1 and at[1] in value else (key.name,)
    return (key.name, *at[1:])


def _merged(parameter: str, configured: Mapping[str, Any], said: Mapping[str, Any] | None) -> dict[str, Any]:
    merged = {**configured}
    for name, value in (said or {}).items():
        merged[name] = {**merged.get(name, {}), **value} if parameter == "parameters" else value
    return merged
