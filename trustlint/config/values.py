"""What a configuration says, as ``trustlint check`` has it: paths from the file's folder, copies of contexts read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from trustlint.config.keys import KEY_BY_PARAMETER, KEYS, OVERRIDES, PATHS
from trustlint.config.read import Config
from trustlint.engine.gate import split_requirement
from trustlint.engine.options import Override
from trustlint.errors import ConfigError, UsageError
from trustlint.packs.load import is_path, shipped_pack_ids

_FILES = ("attestations", "waivers", "pack_files", "keys", "status")


class ConfigValues:
    """The values of a configuration by parameter. Those that it does not have are not in ``values``.

    Raises ConfigError, with the place, for a file that cannot be read and an address that is not known.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self._ids: dict[str, str] | None = None
        self.values: dict[str, Any] = {
            key.parameter: self._value(key.parameter, config.data[key.name])
            for key in KEYS
            if key.name in config.data
        }
        self.overrides = tuple(self._override(entry) for entry in config.data.get(OVERRIDES, ()))

    def pack(self, name: str) -> str:
        """A pack as it is loaded: an id that one of the ``pack-files`` has becomes its path."""
        if is_path(name) or name in shipped_pack_ids():
            return name
        return self._own_ids().get(name, name)

    def suggested(self, name: str) -> str | None:
        """The id in ``pack-files`` that is meant with a pack that there is not."""
        close = get_close_matches(split_requirement(name)[0], self._own_ids(), n=1, cutoff=0.6)
        return close[0] if close else None

    def _own_ids(self) -> dict[str, str]:
        if self._ids is None:
            self._ids = _ids_of(self._files(self.config.data.get("pack-files", ())))
        return self._ids

    def requirement(self, item: str) -> str:
        """``PACK:LEVEL`` with the pack as it is loaded."""
        name, level = split_requirement(item)
        pack = self.pack(name)
        return f"{pack}:{level}" if level else pack

    def _value(self, parameter: str, said: Any) -> Any:
        if parameter == "packs":
            return tuple(self.pack(self._own_pack(name)) for name in said)
        if parameter == "require":
            return tuple(self.requirement(self._own_requirement(item)) for item in said)
        if parameter in _FILES:
            return self._files(said)
        if parameter == "baseline":
            return self._path(said)
        if parameter == "contexts":
            from trustlint.contexts.local import read_local_context

            return self._by_address("contexts", said, read_local_context)
        if parameter == "schemas":
            from trustlint.schemas.local import read_local_schema

            return self._by_address("schemas", said, read_local_schema)
        if parameter == "format_":
            return self._format(said)
        if parameter == "jobs":
            return (os.cpu_count() or 1) if said == "auto" else int(said)
        return tuple(said) if isinstance(said, list) else said

    def _format(self, said: str) -> str:
        from trustlint.report import FORMATS, known_formats

        if said not in FORMATS and said not in known_formats():
            close = get_close_matches(said, known_formats(), n=1, cutoff=0.5)
            hint = f"did you mean {close[0]!r}?" if close else f"they are {', '.join(known_formats())}"
            raise ConfigError(f"{self.config.place(('format',))}: {said!r} is no format; {hint}")
        return said

    def _override(self, entry: Mapping[str, Any]) -> Override:
        known = {
            parameter: self._value(parameter, entry[key.name])
            for parameter, key in KEY_BY_PARAMETER.items()
            if key.name in entry
        }
        return Override(tuple(entry[PATHS]), self.config.folder, **known)

    def _by_address(
        self, name: str, said: Mapping[str, str], read: Callable[[str, str], Any]
    ) -> dict[str, Any]:
        found = {}
        for address, file in said.items():
            try:
                found[address] = read(address, self._path(file))
            except UsageError as error:
                raise ConfigError(f"{self.config.place((name, address))}: {error}") from None
        return found

    def _files(self, said: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self._path, said))

    def _own_pack(self, name: str) -> str:
        return self._path(name) if is_path(name) else name

    def _own_requirement(self, item: str) -> str:
        name, level = split_requirement(item)
        own = self._own_pack(name)
        return f"{own}:{level}" if level else own

    def _path(self, said: str) -> str:
        """A path from the working directory on, as it is shown; what it names starts at the folder of the file."""
        path = os.path.join(self.config.folder, said)  # noqa: PTH118 - an absolute one stays as it is
        try:
            relative = os.path.relpath(path)
        except ValueError:  # another drive
            return path
        shown = path if relative.startswith("..") and not os.path.isabs(said) else relative  # noqa: PTH117
        return shown if is_path(shown) else f"./{shown}"


def _ids_of(places: Sequence[str]) -> dict[str, str]:
    """Packs in files and folders by their ids. A folder is a pack, or holds files and folders that are."""
    found: dict[str, str] = {}
    for place in places:
        for pack in _packs_in(Path(place)):
            id_ = _id_of(pack / "pack.yaml" if pack.is_dir() else pack)
            if id_ is None:
                continue
            if id_ in found:
                raise ConfigError(
                    f"{found[id_]} and {pack} are both a pack {id_!r}; name one of them by its path"
                )
            found[id_] = str(pack)
    return {id_: path if is_path(path) else f"./{path}" for id_, path in found.items()}


def _packs_in(place: Path) -> list[Path]:
    if not place.exists():
        raise UsageError(f"there is no file or folder {str(place)!r}", ("pack_files", str(place)))
    if place.is_file() or (place / "pack.yaml").is_file():
        return [place]
    return sorted(
        path for path in place.iterdir() if path.suffix in (".yaml", ".yml") or (path / "pack.yaml").is_file()
    )


def _id_of(file: Path) -> str | None:
    """The id of a pack file; None when it is none. What is wrong with it is told when it is loaded."""
    import yaml

    from trustlint.data_files import parse_yaml

    try:
        data = parse_yaml(file)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return None
    if not isinstance(data, dict) or "trustlint-pack" not in data:
        return None
    return str(data["id"]) if "id" in data else None
