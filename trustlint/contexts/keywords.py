"""The keywords that hardly any credential uses: their values, and what may stand beside each other.

Loaded when one is met. Sources: JSON-LD 1.1 API sections 5.1.2 steps 13 to 15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trustlint.contexts import plan as plans
from trustlint.contexts.active import KEYWORDS, ActiveContext
from trustlint.contexts.plan import Plan
from trustlint.contexts.processing import shown

if TYPE_CHECKING:
    from trustlint.contexts.walk import Trail, Walk

_WRONG_TEXT = {
    "@direction": "invalid base direction",
    "@index": "invalid @index value",
    "@language": "invalid language-tagged string",
}
_NO_PROPERTIES = "must be an object with properties"


def keyword_value(
    walk: Walk, plan: Plan, key: str, value: Any, context: ActiveContext, name: str | None, here: Trail
) -> None:
    """Walk or check the value of a keyword; context: of the object it is a member of; name: what that is a value of."""
    if plan.action == plans.GRAPH:
        walk.error(here, "invalid @graph value", key, f"{key} must be an object or a list of objects")
    elif plan.action == plans.INCLUDED:
        _included(walk, value, context, name, here)
    elif plan.action == plans.NEST:
        _nest(walk, value, plan.inner, name, here)
    elif plan.action == plans.REVERSE:
        if isinstance(value, dict):
            _check_reverse_map(walk, value, context, here)
            walk.object(value, context, "@reverse", here)
        else:
            walk.error(here, "invalid @reverse value", key, f"{key} {_NO_PROPERTIES}")
    elif plan.action == plans.TEXT and not (plan.keyword == "@language" and value is None):
        if not isinstance(value, str):
            walk.error(here, _WRONG_TEXT[plan.keyword], key, f"{key} is {shown(value)}; it must be a text")
        elif plan.keyword == "@direction" and value not in ("ltr", "rtl"):
            walk.error(here, _WRONG_TEXT[plan.keyword], key, f"{key} is {shown(value)}; write ltr or rtl")


def _included(walk: Walk, value: Any, context: ActiveContext, name: str | None, here: Trail) -> None:
    if _all_nodes(value, context):
        walk.value(value, context, name, here)
    else:
        walk.error(here, "invalid @included value", "@included", f"what is included {_NO_PROPERTIES}")


def _all_nodes(value: Any, context: ActiveContext) -> bool:
    """Whether this comes to objects with properties, lists and sets of them being opened."""
    if isinstance(value, list):
        return all(item is None or _all_nodes(item, context) for item in value)
    if not isinstance(value, dict):
        return False
    members = {context.expand(key): item for key, item in value.items()}
    if "@set" in members and "@type" not in members:
        return _all_nodes(members["@set"], context)
    return not {"@value", "@list", "@set"} & set(members) and set(members) != {"@id"}


def _nest(walk: Walk, value: Any, context: ActiveContext, name: str | None, here: Trail) -> None:
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        place = (here, index) if isinstance(value, list) else here
        if not isinstance(item, dict) or any(context.expand(key) == "@value" for key in item):
            walk.error(place, "invalid @nest value", "@nest", f"what is nested {_NO_PROPERTIES}")
        else:
            walk.node(item, context, name, place)


def _check_reverse_map(walk: Walk, value: dict[str, Any], context: ActiveContext, here: Trail) -> None:
    for key, items in value.items():
        if key == "@context":
            continue
        if context.expand(key) in KEYWORDS:
            walk.error(
                (here, key),
                "invalid reverse property map",
                key,
                f"{key} cannot be in @reverse; only properties can",
            )
        elif context.defines(key):
            term = context.terms.get(key)
            coerced = term is not None and term.type in ("@id", "@vocab")
            check_reversed(walk, Plan(plans.PLAIN, context, coerced=coerced), key, items, (here, key))


def check_reversed(walk: Walk, plan: Plan, key: str, value: Any, here: Trail) -> None:
    """The values of a reversed property must be objects, or links to them."""
    for item in value if isinstance(value, list) else [value]:
        if item is None or (plan.coerced and isinstance(item, str)):
            continue
        if isinstance(item, list):
            check_reversed(walk, plan, key, item, here)
        elif not isinstance(item, dict) or "@value" in item or "@list" in item:
            walk.error(
                here, "invalid reverse property value", key, f"{key} is reversed, so it must hold objects"
            )
            return


def check_together(
    walk: Walk,
    node: dict[str, Any],
    context: ActiveContext,
    keywords: list[str],
    name: str | None,
    trail: Trail,
) -> None:
    """What may not stand beside each other in one object; keywords: those that its members stand for."""
    twice = {keyword for keyword in keywords if keywords.count(keyword) > 1} - {"@nest", "@included"}
    for keyword in sorted(twice):
        walk.error(trail, "colliding keywords", keyword, f"two members stand for {keyword}; keep one of them")
    members = {
        context.expand(key): value
        for key, value in node.items()
        if key != "@context" and context.defines(key) and not _comes_to_nothing(key, value, context, name)
    }
    if "@value" in members:
        types = [key for key in node if context.expand(key) == "@type"]
        _check_value(walk, members, len(types) > 1, trail)
    elif (
        {"@set", "@list"} & set(members)
        and not {"@type", "@nest"} & set(members)
        and len(set(members) - {"@index"}) > 1
    ):
        walk.error(
            trail,
            "invalid set or list object",
            "",
            "an object with @set or @list may have only @index besides",
        )


def _comes_to_nothing(key: str, value: Any, context: ActiveContext, name: str | None) -> bool:
    """Whether a keyword is as good as absent, for what its value is."""
    keyword = context.expand(key)
    if keyword == "@language":
        return value is None
    if keyword == "@type":
        return bool(value == [])
    if keyword == "@reverse":
        return isinstance(value, dict) and not any(context.defines(member) for member in value)
    if keyword == "@set":
        return value is None or (name is None and not isinstance(value, dict | list))
    return False


def _check_value(walk: Walk, members: dict[str | None, Any], typed_twice: bool, trail: Trail) -> None:
    value, type_ = members["@value"], members.get("@type")
    beside = set(members) - {"@value", "@index"}
    if beside - {"@type", "@language", "@direction"} or ("@type" in beside and len(beside) > 1):
        walk.error(
            trail,
            "invalid value object",
            "@value",
            "beside @value there may be a type, or a language and direction, and nothing else",
        )
    elif typed_twice or isinstance(type_, list):
        walk.error(trail, "invalid typed value", "@type", "the type beside @value must be one text")
    elif isinstance(value, dict | list) and type_ != "@json":
        walk.error(
            trail, "invalid value object value", "@value", "@value must be a text, a number, true or false"
        )
    elif "@language" in beside and not isinstance(value, str | None):
        walk.error(trail, "invalid language-tagged value", "@value", "only a text can have a language")
