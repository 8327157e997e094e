"""Check functions by name, and turning check data such as ``{text: {min_words: 8}}`` into a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from trustlint.checks.context import RuleContext
from trustlint.checks.result import Result, cant_tell
from trustlint.credential.view import Node
from trustlint.errors import TrustlintError

Test = Callable[[Node, RuleContext], Result]
SelectionTest = Callable[[tuple[Node, ...], RuleContext], Result]


class CheckError(ValueError):
    """Check data that cannot be used; the message is for pack authors."""


class CheckFunction(NamedTuple):
    """One word of the check vocabulary.

    options: JSON Schema of its options; prepare: options to test, raises CheckError; selection: whether it judges all
    selected values together; content: whether it judges content, so that it cannot tell anything of a placeholder.
    """

    name: str
    summary: str
    options: Mapping[str, Any]
    prepare: Callable[[Any], Any]
    selection: bool
    content: bool


_REGISTRY: dict[str, CheckFunction] = {}
_BUILT_IN = ("presence", "text", "number", "vocabulary", "web", "date", "reference", "structure")


def check_function(
    name: str, options: Mapping[str, Any], *, selection: bool = False, content: bool = True
) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Register the decorated function as check ``name``; the first line of its docstring is its summary.

    The function takes the options and gives a test: ``(node, context) -> Result``, or for ``selection`` checks
    ``(nodes, context) -> Result``. Raises CheckError for a name that is taken.
    """

    def register(prepare: Callable[[Any], Any]) -> Callable[[Any], Any]:
        if name in _REGISTRY:
            raise CheckError(f"the check {name!r} is registered twice")
        summary = (prepare.__doc__ or "").strip().split("\n")[0]
        _REGISTRY[name] = CheckFunction(name, summary, options, prepare, selection, content)
        return prepare

    return register


def check_functions() -> dict[str, CheckFunction]:
    """All registered checks by name."""
    _load_built_in()
    return dict(sorted(_REGISTRY.items()))


def find_check(name: str) -> CheckFunction:
    """The check called ``name``, from an installed plug-in when there is no such check here.

    Raises CheckError naming the known ones, PackError for a failing plug-in.
    """
    _load_built_in()
    found = _REGISTRY.get(name) or _load_installed(name)
    if found is None:
        raise CheckError(f"there is no check {name!r}; the checks are {', '.join(sorted(_REGISTRY))}")
    return found


def prepare_test(spec: Mapping[str, Any]) -> Test:
    """Turn the data of one check on a value into a test. Raises CheckError."""
    function, options = _split(spec)
    if function.selection:
        raise CheckError(
            f"{function.name!r} judges all selected values together and cannot stand inside another check"
        )
    test: Test = function.prepare(options)
    return _guarded(test) if function.content else test


def prepare_selection_test(spec: Mapping[str, Any]) -> SelectionTest | None:
    """The same for a check that judges all selected values together; None when ``spec`` is not one."""
    function, options = _split(spec)
    if not function.selection:
        return None
    test: SelectionTest = function.prepare(options)
    return test


def _guarded(test: Test) -> Test:
    def guarded(node: Node, context: RuleContext) -> Result:
        if context.templated and context.is_placeholder(node.value):
            return PLACEHOLDER
        return test(node, context)

    return guarded


PLACEHOLDER = cant_tell("is a placeholder, so its content is not known yet")


def _split(spec: Mapping[str, Any]) -> tuple[CheckFunction, Any]:
    if len(spec) != 1:
        raise CheckError(
            f"a check is one name with its options, and this has {len(spec)}: {', '.join(map(str, spec))}"
        )
    ((name, options),) = spec.items()
    return find_check(name), options


@cache
def _load_built_in() -> None:
    for module in _BUILT_IN:
        import_module(f"trustlint.checks.{module}")


def _load_installed(name: str) -> CheckFunction | None:
    from trustlint.plugins import CHECKS, load_plugin, registered

    if load_plugin(CHECKS, name) is None:
        return None
    found: CheckFunction = registered(CHECKS, name, _REGISTRY.get(name))
    found = _REGISTRY[name] = found._replace(prepare=guard(f"the check {name!r} of a plug-in", found.prepare))
    return found


def guard(what: str, prepare: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """``prepare`` of a plug-in, whose every failure is a CheckError that names it."""

    def guarded(options: Any) -> Any:
        try:
            return prepare(options)
        except (CheckError, TrustlintError):
            raise
        except Exception as error:
            raise CheckError(f"{what} cannot use its options: {type(error).__name__}: {error}") from error

    return guarded


def options_schema(members: Mapping[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    """JSON Schema of an options object with exactly these members."""
    return {
        "type": "object",
        "properties": dict(members),
        "required": list(required),
        "additionalProperties": False,
    }
