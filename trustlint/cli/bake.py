"""``trustlint bake``."""

from __future__ import annotations

import json

import click

from trustlint.cli.new_file import write_new
from trustlint.credential.kinds import detect
from trustlint.errors import UsageError
from trustlint.model.kind import Scope
from trustlint.source.baking import SLOTS, bake
from trustlint.source.document import Document
from trustlint.source.jws import compact
from trustlint.source.limits import DEFAULT_LIMITS
from trustlint.source.read import Input, read_documents

_TYPES = {"ob1": "Assertion", "ob2": "Assertion", "ob3": "AchievementCredential", "clr2": "ClrCredential"}


@click.command("bake", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("credential", metavar="CREDENTIAL")
@click.argument("image", metavar="IMAGE")
@click.option("-o", "--output", required=True, metavar="OUT", help="Write the baked image to this file.")
@click.option("--force", is_flag=True, help="Replace OUT when it is there already.")
def command(credential: str, image: str, output: str, force: bool) -> None:
    """Bake an awarded badge into its image, so that one file is picture and badge.

    CREDENTIAL is JSON, YAML or a JWT: an Open Badges 2.0 Assertion, an Open Badges 3.0 credential or a CLR 2.0. IMAGE is
    a PNG or SVG without a badge, and stays as it is. Sign first: what is baked in cannot be signed any more.
    """
    document = _credential(credential)
    kind = detect(document.data).kind
    if kind is None or kind.model not in SLOTS or kind.type != _TYPES[kind.model]:
        what = kind.label if kind else "no badge or credential"
        hint = "; bake the credential that a learner was awarded"
        if kind is not None and kind.scope is Scope.DEFINITION:
            hint = ", which nobody has been awarded yet" + hint
        raise UsageError(f"{document.name} is recognised as {what}{hint}")
    text = compact(document.jws) if document.jws is not None else _json(document)
    try:
        baked = bake(text, SLOTS[kind.model], _content(image))
    except UsageError as error:
        raise UsageError(f"{image}: {error}") from None
    write_new(output, baked, force=force)
    if kind.model in ("ob3", "clr2") and document.jws is None and "proof" not in document.data:
        click.echo(
            "Notice: the credential has no proof, so no wallet will trust it; sign it, then bake.", err=True
        )
    click.echo(f"{output} written. Next: trustlint check {output}", err=True)


def _credential(path: str) -> Document:
    documents = list(read_documents(Input(path, explicit=True)))
    document = documents[0]
    if not document.usable or document.data is None:
        why = document.problems[0].message if document.problems else "it holds nothing"
        raise UsageError(f"{document.name} cannot be read: {why}")
    if len(documents) > 1:
        raise UsageError(
            f"{path} holds {len(documents)} documents, and an image holds one credential; give one"
        )
    return document


def _json(document: Document) -> str:
    """The text as it was written where it is JSON, so that nothing changes that a signature is about."""
    if document.source is not None and document.origin[-1] == "json" and not document.base:
        return document.source.strip()
    return json.dumps(document.data, ensure_ascii=False, separators=(",", ":"))


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            content = stream.read(DEFAULT_LIMITS.max_bytes + 1)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"it cannot be read: {why[:1].lower()}{why[1:]}") from None
    if len(content) > DEFAULT_LIMITS.max_bytes:
        raise UsageError(f"it has more than {DEFAULT_LIMITS.max_bytes:,} bytes; take a smaller image")
    return content
