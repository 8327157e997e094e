"""Files that hold credentials without being one: tokens, images, archives."""

from __future__ import annotations

from collections.abc import Iterator

from trustlint.source.document import Document
from trustlint.source.held_text import read_jws
from trustlint.source.holder import Holder
from trustlint.source.json_text import parse_json
from trustlint.source.jws import is_meant_as_jws
from trustlint.source.problem import Problem

_TOKEN_SUFFIXES = (".jwt", ".jws")


def read_container(form: str | None, content: bytes, holder: Holder) -> Iterator[Document] | None:
    """The documents in a file of this form (``decode.container_form``), at least one; None when it is only text.

    ``form`` None: a file that is named as a token.
    """
    if form == "png":
        from trustlint.source.baked import read_png

        return read_png(content, holder)
    if form == "svg":
        from trustlint.source.baked import read_svg

        return read_svg(content, holder)
    if form == "zip":
        from trustlint.source.archive import read_zip

        return read_zip(content, holder)
    return _token(content, holder)


def _token(content: bytes, holder: Holder) -> Iterator[Document] | None:
    """A compact JWS, bare or as a JSON string; what else stands in a file named ``.jwt`` is broken, unless it is JSON."""
    suffix = next((each for each in _TOKEN_SUFFIXES if holder.path.lower().endswith(each)), None)
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return None
    token = text
    if text.startswith('"') and isinstance(held := parse_json(text, holder.limits)[0], str):
        token = held.strip()
    if is_meant_as_jws(token) or (suffix is not None and token and token[0] not in "{["):
        return read_jws(holder, token, _misnamed(holder) if suffix is None else ())
    return None


def _misnamed(holder: Holder) -> tuple[Problem, ...]:
    """BAK-07: a token in a file that is named as something else."""
    name = holder.path.rpartition("/")[2]
    if holder.layers or holder.path in ("-", "<data>"):
        return ()
    ending = f"the ending .{name.rpartition('.')[2]}" if "." in name else "no ending"
    message = f"the file holds a JWT, and its name has {ending}; name it .jwt, or .jws for Open Badges 2.0"
    return (Problem("file-extension", message),)
