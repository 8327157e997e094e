"""Program rules by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.program import (
    FOR_ANY_DOCUMENT,
    PROGRAMS,
    QUIET,
    Judge,
    Program,
    prepared_program,
    program_rule,
    shape_decides,
)
from trustlint.checks.registry import CheckError, guard

__all__ = [
    "Judge",
    "Program",
    "find_quiet",
    "is_for_any_document",
    "prepare_program",
    "prepared_program",
    "program_names",
    "program_rule",
    "shape_decides",
]

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
    "workload",
    "rubrics",
    "microcredential",
    "clr_contents",
    "associations",
    "other_versions",
    "open_badges_2",
    "writing",
    "image_files",
    "baking",
    "proofs_hold",
    "private_keys",
    "proofs",
    "verification_methods",
    "tokens",
    "web_addresses",
    "named_schemas",
    "lifecycle",
    "status_entries",
    "status_lists",
    "recipients",
)


def prepare_program(name: str, options: Mapping[str, Any]) -> Judge:
    """The program called ``name`` with its options, from an installed plug-in when there is no such program here.

    Raises CheckError naming the known ones, PackError for a failing plug-in.
    """
    _load_built_in()
    prepare = PROGRAMS.get(name) or _load_installed(name)
    if prepare is None:
        raise CheckError(f"there is no program {name!r}; the programs are {', '.join(sorted(PROGRAMS))}")
    return prepare(options)


def is_for_any_document(name: str | None) -> bool:
    """Whether the program also judges what is no credential."""
    _load_built_in()
    return name in FOR_ANY_DOCUMENT


def find_quiet(name: str | None) -> Callable[[RuleContext], bool] | None:
    """What tells of a document that the program passes whatever its options are; None when nothing does."""
    _load_built_in()
    return QUIET.get(name) if name is not None else None


def program_names() -> tuple[str, ...]:
    """The names of all programs."""
    _load_built_in()
    return tuple(sorted(PROGRAMS))


@cache
def _load_built_in() -> None:
    for module in _BUILT_IN:
        import_module(f"trustlint.pyrules.{module}")


def _load_installed(name: str) -> Callable[[Mapping[str, Any]], Judge] | None:
    from trustlint.plugins import RULES, load_plugin, registered

    if load_plugin(RULES, name) is None:
        return None
    prepare = registered(RULES, name, PROGRAMS.get(name))
    PROGRAMS[name] = guard(f"the program {name!r} of a plug-in", prepare)
    return PROGRAMS[name]
