"""Program rules: registering them, and what they are. Those that come with trustlint are in ``trustlint.pyrules``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


PROGRAMS: dict[str, Callable[[Mapping[str, Any]], Judge]] = {}
FOR_ANY_DOCUMENT: set[str] = set()
QUIET: dict[str, Callable[[RuleContext], bool]] = {}


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
            FOR_ANY_DOCUMENT.add(name)
        if quiet is not None:
            QUIET[name] = quiet
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
    if name in PROGRAMS:
        raise CheckError(f"the program {name!r} is registered twice")
    PROGRAMS[name] = prepare
