"""The templates of the page, its style and script, and the policy that lets nothing else in."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from trustlint.report.safe_text import safe

_FOLDER = Path(__file__).resolve().parent / "templates"
_LONGEST = 4000
"""Characters of one piece of text; what people read is cut much earlier, see ``bounded``."""


@cache
def environment() -> Environment:
    """Templates in which every value is escaped, harmless and bounded, whatever a template forgets."""
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _harmless(value: Any) -> Any:
    """Numbers and our own markup as they are; every other value as text without characters that deceive."""
    if isinstance(value, Markup | int | float):
        return value
    text = str(value)
    return safe(text[:_LONGEST]) + ("…" if len(text) > _LONGEST else "")


@cache
def assets() -> dict[str, Markup]:
    """``style`` and ``script`` to stand in the page, and the ``policy`` that allows these two by their digests alone."""
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    script = (_FOLDER / "report.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Both are files of ours, and nothing of a report is ever put into them.
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}  # noqa: S704


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
