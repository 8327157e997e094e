"""Text that a token, an image or a data URI holds, to Documents: JSON, a compact JWS, or only an address."""

from __future__ import annotations

from collections.abc import Iterator

from trustlint.model.pointer import Path
from trustlint.source.document import Document
from trustlint.source.holder import MOST_LAYERS, Holder, placed
from trustlint.source.json_text import parse_json
from trustlint.source.jws import CompactJws, JwsError, document_in, is_meant_as_jws, parse_compact
from trustlint.source.problem import FATAL_KINDS, Problem

_ADDRESSES = ("https://", "http://")


def read_held(holder: Holder, content: bytes | str, before: tuple[Problem, ...] = ()) -> Iterator[Document]:
    """The documents in a held text, at least one. ``before``: problems of the holder, given to the first document."""
    if len(holder.layers) > MOST_LAYERS:
        message = f"containers are nested more than {MOST_LAYERS} deep; take the credential out of them"
        yield holder.failed(*before, Problem("too-deep", message))
        return
    if len(content) > holder.limits.max_held_bytes:
        yield holder.failed(*before, too_large(holder))
        return
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            message = f"byte {error.start} of the text in {_where(holder)} is not UTF-8; write the credential as UTF-8"
            yield holder.failed(*before, Problem("encoding", message))
            return
    text = content.strip()
    if text.startswith(("{", "[")):
        yield from read_json(holder, content, before)
    elif is_meant_as_jws(text):
        yield from read_jws(holder, text, before)
    elif text.startswith('"') and isinstance(held := parse_json(text, holder.limits)[0], str):
        yield from read_held(holder, held, before)
    elif text.startswith(_ADDRESSES) and not any(character.isspace() for character in text):
        yield holder.failed(*before, _elsewhere(holder, text))
    else:
        yield holder.failed(*before, _neither(holder, text))


def read_json(
    holder: Holder, text: str, before: tuple[Problem, ...] = (), jws: CompactJws | None = None
) -> Iterator[Document]:
    """The document in a JSON text. ``jws``: whose payload it is."""
    data, found = parse_json(text, holder.limits)
    usable = not any(problem.kind in FATAL_KINDS for problem in found)
    base: Path = ()
    word = "credential"
    if jws is not None and usable:
        data, base, word = document_in(data)
    problems = before + tuple(_relative(problem, base) for problem in placed(found, holder.inside(word)))
    yield holder.document(data, text, problems=problems, usable=usable, base=base, word=word, jws=jws)


def read_jws(
    holder: Holder, token: str, before: tuple[Problem, ...] = (), layer: str = "the JWT"
) -> Iterator[Document]:
    """The document in the payload of a compact JWS. ``layer``: the token in words."""
    held = holder.within(layer, "jwt")
    if len(token) > holder.limits.max_held_bytes * 4 // 3:
        yield held.failed(*before, too_large(held))
        return
    try:
        jws = parse_compact(token)
    except JwsError as error:
        yield held.failed(*before, Problem("broken-jwt", f"the JWT {error}"))
        return
    try:
        payload = jws.payload.decode()
    except UnicodeDecodeError:
        message = "the JWT has a middle part (the payload) that is no UTF-8 text; sign the credential as JSON in UTF-8"
        yield held.failed(*before, Problem("broken-jwt", message))
        return
    if payload.lstrip()[:1] != "{":
        message = f'the JWT holds no JSON object: its payload starts with "{_start(payload)}"; sign the credential itself'
        yield held.failed(*before, Problem("broken-jwt", message))
        return
    yield from read_json(held, payload, before, jws)


def too_large(holder: Holder) -> Problem:
    """A held text beyond the limit."""
    most = holder.limits.max_held_bytes
    message = f"the text in {_where(holder)} has more than {most:,} bytes, which is too large for a credential; link to large images instead of embedding them"
    return Problem("too-large", message)


def _relative(problem: Problem, base: Path) -> Problem:
    if not base or problem.path is None:
        return problem
    inner = problem.path[: len(base)] == base
    return problem._replace(path=problem.path[len(base) :] if inner else None)


def _where(holder: Holder) -> str:
    return holder.layers[0] if holder.layers else "the file"


def _elsewhere(holder: Holder, address: str) -> Problem:
    message = f"only a web address is in {_where(holder)}, {address[:200]}, and not the badge itself; fetch it from there and check that"
    return Problem("baked-elsewhere", message)


def _neither(holder: Holder, text: str) -> Problem:
    what = f'it starts with "{_start(text)}"' if text else "it is empty"
    message = (
        f"the text in {_where(holder)} is no credential, neither JSON nor a JWT: {what}; bake the badge again"
    )
    return Problem("no-credential-inside", message)


def _start(text: str) -> str:
    shown = "".join(character if character.isprintable() else " " for character in text[:30])
    return " ".join(shown.split())
