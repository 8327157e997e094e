"""The sessions of a run: one for its options, and one for each set of overrides that its files call for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trustlint.engine.gate import split_requirement
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions, Override
from trustlint.engine.session import Session
from trustlint.errors import UsageError
from trustlint.model.report import Header
from trustlint.packs.load import is_path, load_pack, refuse_clashes
from trustlint.source.read import Input

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LISTS = ("packs", "require", "select", "ignore")


class Sessions:
    """Sessions by path, each made when the first file calls for it. base: the one for files without overrides.

    Raises UsageError and PackError, later, when the options cannot be carried out.
    """

    def __init__(self, base: Session) -> None:
        self.base = base
        self._overrides = [(override, _compiled(override)) for override in base.options.overrides]
        self._made: dict[tuple[int, ...], Session] = {(): base}

    def session_for(self, source: Input) -> Session:
        """The session for an input: its path decides, for all documents in it. Standard input has no path."""
        if not self._overrides or source.content is not None:
            return self.base
        path = os.path.abspath(source.path)  # noqa: PTH100 - links stay what they are called
        numbers = tuple(
            number
            for number, (override, patterns) in enumerate(self._overrides)
            if _matches(path, override.folder, patterns)
        )
        if numbers not in self._made:
            self._made[numbers] = self._make(numbers)
        return self._made[numbers]

    def header(self, *, rules: bool = True) -> Header:
        """The header of the report, with the packs of all sessions that were made so far; rules: as for a session."""
        header = self.base.header(rules=rules)
        if len(self._made) == 1:
            return header
        packs = {pack.id: pack for session in self._made.values() for pack in session.packs}
        for session in self._made.values():
            for pack in session.packs:
                if packs[pack.id].digest != pack.digest:
                    raise UsageError(
                        f"two different packs have the id {pack.id}; a run can use one of them",
                        ("overrides",),
                    )
        refuse_clashes(packs.values())
        infos = {
            info.id: info for session in self._made.values() for info in session.header(rules=rules).packs
        }
        return header._replace(packs=tuple(infos.values()))

    @property
    def packs(self) -> tuple[Any, ...]:
        """The packs of all sessions that were made so far."""
        return tuple({pack.id: pack for session in self._made.values() for pack in session.packs}.values())

    def _make(self, numbers: tuple[int, ...]) -> Session:
        options = self.base.options
        chosen = [options.overrides[number] for number in numbers]
        try:
            for override in chosen:
                options = overridden(options, override)
            return Session(options, self.base.links, self.base.review_files, is_override=True)
        except UsageError as error:
            number = _blamed(error.at, dict(zip(numbers, chosen, strict=True)))
            if number is None:
                raise
            raise UsageError(str(error), ("overrides", number, *error.at)) from None


def session_at(source: Input, options: CheckOptions) -> Session:
    """The session for one input alone."""
    base = Session(options, LinkIndex([source]))
    return Sessions(base).session_for(source)


def overridden(options: CheckOptions, override: Override) -> CheckOptions:
    """Options as an override has them: its lists replace, its severities and parameters are set name by name.

    Where it names packs and no levels, the levels that are required of other packs are not asked for.
    """
    lists = {name: value for name in _LISTS if (value := getattr(override, name)) is not None}
    if override.packs is not None and override.require is None:
        lists["require"] = requirements_of(override.packs, options.require)
    parameters = {name: dict(values) for name, values in options.parameters.items()}
    for name, values in override.parameters.items():
        parameters.setdefault(name, {}).update(values)
    known = dict.fromkeys((*options.known_packs, *options.packs))
    return replace(
        options,
        **lists,
        severity={**options.severity, **override.severity},
        parameters=parameters,
        known_packs=tuple(known),
    )


def requirements_of(packs: Sequence[str], require: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the requirements that are about the packs, whichever of id and path each goes by. Raises as load_pack."""
    if not require:
        return ()
    ids = {load_pack(name).id for name in packs}
    return tuple(item for item in require if _required_id(item) in ids)


def _required_id(item: str) -> str:
    name = split_requirement(item)[0]
    try:
        return load_pack(name).id if is_path(name) else name
    except UsageError as error:
        raise UsageError(str(error), ("require", item)) from None


def _blamed(at: tuple[str | int, ...], chosen: Mapping[int, Override]) -> int | None:
    """Which override a mistake is in: the last that says anything of it."""
    if not at:
        return None
    for number in reversed(list(chosen)):
        value: Any = getattr(chosen[number], str(at[0]), None)
        for step in at[1:]:
            if isinstance(value, Mapping):
                value = value.get(step)
        if value:
            return number
    return None


def _compiled(override: Override) -> GitIgnoreSpec:
    from trustlint.source.ignore import exclusion

    return exclusion(override.paths)


def _matches(path: str, folder: str, patterns: GitIgnoreSpec) -> bool:
    relative = _within(path, folder)
    if relative is None:  # The one may be named through a link, and the other not.
        relative = _within(os.path.realpath(path), os.path.realpath(folder))
    return relative is not None and bool(patterns.check_file(relative).include)


def _within(path: str, folder: str) -> str | None:
    """The path from a folder on; None when it is not in it."""
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive
        return None
    return None if relative == ".." or relative.startswith((f"..{os.sep}", "../")) else relative
