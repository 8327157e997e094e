"""Private keys in what is published: in a document of any kind, and in the header of the token that it came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, failed
from trustlint.credential.inner import inner_credentials
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path
from trustlint.private_keys import may_be_private, private_key_in, private_members
from trustlint.pyrules.registry import program_rule


def _asked(context: RuleContext, options: Any) -> Asked | None:
    """No member is private by its name, which the shape decides but for JSON Web Keys, and no text is a private key."""
    found: list[Ask] = []
    for path, value in _values(context):
        if isinstance(value, str):
            found.append(Ask((path,), _is_plain))
        elif "kty" in value or "d" in value or any(map(may_be_private, value)):
            return None
    return tuple(found)


def _is_plain(text: str) -> bool:
    """Whether a text surely holds no private key: most are too short, or are words."""
    return len(text) < 40 or (
        text[0] != "z" and "PRIVATE KEY" not in text and "did:key:z" not in text and "#z" not in text
    )


@program_rule("no-private-keys", any_document=True, asked=_asked)
def no_private_keys(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No private key is in the document, or in the header of its token (PRF-03). A key is never named by its value.

    Credentials inside are documents of their own. Placeholders of a template are no keys.
    """
    if context.jws is not None:
        for path, words in _found(context, [*_walk(context.jws.header, ())]):
            reason = f"has {words} as {'/'.join(map(str, path))} in the header of its token"
            yield Result(Outcome.FAIL, reason, (), nowhere=True)
    for path, words in _found(context, _values(context)):
        yield failed(f"is {words}", at=Node(None, path))
    yield PASSED


def _found(context: RuleContext, values: Iterable[tuple[Path, Any]]) -> Iterator[tuple[Path, str]]:
    told: set[Path] = set()
    for path, value in values:
        if isinstance(value, dict):
            for name, words in private_members(value):
                # An object such as privateKeyJwk is told of once, and not for its members again.
                if path not in told and not context.is_placeholder(value[name]):
                    told.add((*path, name))
                    yield (*path, name), words
        elif path not in told and (words_ := private_key_in(value)) is not None:
            yield path, words_


def _values(context: RuleContext) -> list[tuple[Path, Any]]:
    """The objects and texts of the document but for the credentials inside of it, in its order."""
    elsewhere = {path for path, _ in inner_credentials(context.kind, context.data)}
    return list(_walk(context.data, (), elsewhere))


def _walk(data: Any, root: Path, elsewhere: Iterable[Path] = ()) -> Iterator[tuple[Path, Any]]:
    waiting: list[tuple[Path, Any]] = [(root, data)]
    while waiting:
        path, value = waiting.pop()
        if path in elsewhere:
            continue
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            yield path, value
            for name in reversed(value):
                item = value[name]
                if isinstance(item, str | dict | list):
                    waiting.append(((*path, name), item))
        elif isinstance(value, list):
            for index in range(len(value) - 1, -1, -1):
                if isinstance(value[index], str | dict | list):
                    waiting.append(((*path, index), value[index]))
