"""Program rules by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import CheckError
from trustlint.checks.result import Result

Program = Callable[[RuleContext, Mapping[str, Any]], Iterable[Result] | None]
"""Takes the context and the options that the pack gives; yields a Result per examined value that it judged, each with
its ``path``; None or nothing means that there was nothing to judge (inapplicable)."""

Judge = Callable[[RuleContext], Iterable[Result] | None]
"""A program with its options, ready to run on one document after another. It may also have a method
``asked(context) -> Asked | None``: which values it judges, where that and their number depend on the shape of the
document alone; nothing where the shape alone decides the outcome."""


_PREPARE: dict[str, Callable[[Mapping[str, Any]], Judge]] = {}
_FOR_ANY_DOCUMENT: set[str] = set()
_QUIET: dict[str, Callable[[RuleContext], bool]] = {}
_BUILT_IN: tuple[str, ...] = (
    "source",
    "schema",
    "results",
    "scales",
    "objects",
    "signed_endorsements",
    "images",
    "contexts",
    "json_ld",
    "extensions",
    "presence",
    "prose",
    "microcredential",
    "clr_contents",
    "associations",
    "other_versions",
    "open_badges_2",
    "writing",
    "image_files",
)


def shape_decides(context: RuleContext, options: Any) -> Asked | None:
    """For programs that look at no value, only at what is there."""
    return ()


class _WithOptions:
    """A program with its options."""

    __slots__ = ("_asked", "_options", "_program")

    def __init__(
        self,
        program: Program,
        options: Mapping[str, Any],
        asked: Callable[[RuleContext, Any], Asked | None] | None,
    ) -> None:
        self._program = program
        self._options = options
        self._asked = asked

    def __call__(self, context: RuleContext) -> Iterable[Result] | None:
        return self._program(context, self._options)

    def asked(self, context: RuleContext) -> Asked | None:
        return self._asked(context, self._options) if self._asked is not None else None


def program_rule(
    name: str,
    *,
    any_document: bool = False,
    quiet: Callable[[RuleContext], bool] | None = None,
    asked: Callable[[RuleContext, Any], Asked | None] | None = None,
) -> Callable[[Program], Program]:
    """Register the decorated function as the program called ``name``.

    ``any_document``: it also judges what is not recognised as a credential, or could not be read at all; ``quiet``:
    tells of a document that the program passes whatever its options are, so that it is asked once for all rules;
    ``asked``: from a document and the options, see ``Judge``. Raises CheckError for a name that is taken.
    """

    def register(program: Program) -> Program:
        _register(name, lambda options: _WithOptions(program, options, asked))
        if any_document:
            _FOR_ANY_DOCUMENT.add(name)
        if quiet is not None:
            _QUIET[name] = quiet
        return program

    return register


def prepared_program(name: str) -> Callable[[Callable[[Any], Judge]], Callable[[Any], Judge]]:
    """Register the decorated function, which takes the options once and gives what judges documents.

    For programs that have something to make ready. Raises CheckError for a name that is taken.
    """

    def register(prepare: Callable[[Any], Judge]) -> Callable[[Any], Judge]:
        _register(name, prepare)
        return prepare

    return register


def _register(name: str, prepare: Callable[[Mapping[str, Any]], Judge]) -> None:
    if name in _PREPARE:
        raise CheckError(f"the program {name!r} is registered twice")
    _PREPARE[name] = prepare


def prepare_program(name: str, options: Mapping[str, Any]) -> Judge:
    """The program called ``name`` with its options. Raises CheckError naming the known ones."""
    _load_built_in()
    prepare = _PREPARE.get(name)
    if prepare is None:
        raise CheckError(f"there is no program {name!r}; the programs are {', '.join(sorted(_PREPARE))}")
    return prepare(options)


def is_for_any_document(name: str | None) -> bool:
    """Whether the program also judges what is no credential."""
    _load_built_in()
    return name in _FOR_ANY_DOCUMENT


def find_quiet(name: str | None) -> Callable[[RuleContext], bool] | None:
    """What tells of a document that the program passes whatever its options are; None when nothing does."""
    _load_built_in()
    return _QUIET.get(name) if name is not None else None


def program_names() -> tuple[str, ...]:
    """The names of all programs."""
    _load_built_in()
    return tuple(sorted(_PREPARE))


@cache
def _load_built_in() -> None:
    for module in _BUILT_IN:
        import_module(f"trustlint.pyrules.{module}")
