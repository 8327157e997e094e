"""Changes of one value to what the standard wants in its place."""

from __future__ import annotations

from trustlint.changes.registry import Change, Failure, change, write
from trustlint.model.fix import Edit


@change("write-instead")
def write_instead(failure: Failure) -> Change | None:
    """What the rule says belongs there; nothing, when nothing does."""
    if failure.instead is None or failure.expected is not None or not failure.path:
        return None
    if not failure.instead:
        return Change((Edit("remove", failure.path),))
    return write(failure, failure.instead[0])


@change("write-value")
def write_value(failure: Failure) -> Change | None:
    """Option ``value``: what to write."""
    return write(failure, failure.options["value"]) if failure.text is not None else None


@change("write-known")
def write_known(failure: Failure) -> Change | None:
    """Option ``values``: a text that is known to be wrong to the one that is meant."""
    new = failure.options["values"].get(failure.text)
    return write(failure, new) if new is not None else None


@change("add-missing")
def add_missing(failure: Failure) -> Change | None:
    """The member that is missing, where the place decides its value."""
    if not failure.instead or failure.expected is None:
        return None
    new = failure.instead[0]
    edit = Edit("add", (*failure.path, failure.expected), new)
    return Change((edit,), {failure.expected: new})


@change("list-of-one")
def list_of_one(failure: Failure) -> Change | None:
    """A single value becomes a list of one; a blank text says nothing that would belong in a list."""
    value = failure.value
    if isinstance(value, list) or value is None or (isinstance(value, str) and not value.strip()):
        return None
    return write(failure, [value])


@change("leave-out")
def leave_out(failure: Failure) -> Change | None:
    """An empty list, a blank text, or an item that stands in its list already."""
    value = failure.value
    blank = value == [] or (isinstance(value, str) and not value.strip())
    if blank or _is_there_before(failure):
        return Change((Edit("remove", failure.path),))
    return None


def _is_there_before(failure: Failure) -> bool:
    items, number = failure.at(failure.path[:-1]), failure.path[-1] if failure.path else None
    return isinstance(items, list) and isinstance(number, int) and failure.value in items[:number]


@change("say-hashed")
def say_hashed(failure: Failure) -> Change | None:
    """``hashed`` becomes true beside an identity that is a hash (OB3-114, OB2-06)."""
    from trustlint.formats import is_identity_hash

    holder = failure.at(failure.path[:-1])
    if not isinstance(holder, dict) or holder.get("hashed") is not False:
        return None
    identity = holder.get("identityHash", holder.get("identity"))
    if not isinstance(identity, str) or not is_identity_hash(identity):
        return None
    return Change((Edit("replace", (*failure.path[:-1], "hashed"), True),))
