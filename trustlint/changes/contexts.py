"""Changes of ``@context``."""

from __future__ import annotations

from trustlint.changes.registry import Change, Failure, change, list_edits, write
from trustlint.credential.kinds import VC_CONTEXTS
from trustlint.model.fix import Edit

OB2_CONTEXT = "https://w3id.org/openbadges/v2"


@change("newest-context")
def newest_context(failure: Failure) -> Change | None:
    """The newest version of a context; that of its family for a version that does not exist. Option ``families``: start
    of the address to the newest version."""
    from trustlint.contexts import newest_version

    text = failure.text
    if text is None:
        return None
    newest = failure.instead[0] if failure.instead else newest_version(text)
    if newest is None:
        families = failure.options["families"]
        newest = next((url for start, url in families.items() if text.startswith(start)), None)
    return write(failure, newest) if newest is not None else None


@change("add-context")
def add_context(failure: Failure) -> Change | None:
    """The context that the rule names, at the end of ``@context``."""
    contexts = failure.value
    if not failure.instead or contexts is None:
        return None
    new = failure.instead[0]
    if isinstance(contexts, list):
        return Change((Edit("add", (*failure.path, len(contexts)), new),), new)
    return Change((Edit("replace", failure.path, [contexts, new]),), new)


@change("order-contexts")
def order_contexts(failure: Failure) -> Change | None:
    """The contexts of the standard first. The finding may be at the list or at an item of it."""
    path = failure.path[: failure.path.index("@context") + 1] if "@context" in failure.path else None
    if path is None:
        return None
    old = failure.at(path)
    new = failure.instead[0] if failure.instead else _ob2_first(failure, old)
    if new is None or new == old:
        return None
    return Change(list_edits(path, old, new), new)


def _ob2_first(failure: Failure, contexts: object) -> list[object] | None:
    """For Open Badges 2.0 no schema says the order: its own context is to be first (OBS301)."""
    if failure.kind is None or failure.kind.model != "ob2" or not isinstance(contexts, list):
        return None
    # Beside a context of W3C it is a Verifiable Credential as well, in which that one comes first.
    if OB2_CONTEXT not in contexts or any(item in VC_CONTEXTS for item in contexts if isinstance(item, str)):
        return None
    return [OB2_CONTEXT, *(item for item in contexts if item != OB2_CONTEXT)]


@change("known-address")
def known_address(failure: Failure) -> Change | None:
    """The addresses of all contexts there, as the standards give them.

    Option ``addresses``: addresses, and starts of such that end with a slash.
    """
    if "@context" not in failure.path:
        return None
    path = failure.path[: failure.path.index("@context") + 1]
    contexts = failure.at(path)
    places = [(*path, number) for number in range(len(contexts))] if isinstance(contexts, list) else [path]
    edits, new = [], None
    for place in places:
        text = failure.at(place)
        known = _known(text, failure.options["addresses"]) if isinstance(text, str) else None
        if known is not None and known != text:
            edits.append(Edit("replace", place, known))
            new = known if new is None else new
    return Change(edits, new) if edits else None


def _known(text: str, addresses: list[str]) -> str | None:
    """The address that a text names but for http, www, a slash or a blank at its ends."""
    bare = _bare(text)
    for address in addresses:
        known = _bare(address)
        if address.endswith("/"):
            if bare.startswith(f"{known}/"):
                return f"https://{bare}" if not text.strip().endswith("/") else None
        elif bare == known:
            return address
    return None


def _bare(address: str) -> str:
    text = address.strip()
    for start in ("https://", "http://"):
        if text.lower().startswith(start):
            text = text[len(start) :]
            break
    host, slash, rest = text.partition("/")
    host = host.lower().removeprefix("www.")
    return f"{host}{slash}{rest}".rstrip("/")
