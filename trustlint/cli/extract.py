"""``trustlint extract``."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from trustlint.cli.new_file import write_new
from trustlint.errors import UsageError
from trustlint.source.discover import discover
from trustlint.source.document import Document
from trustlint.source.held_value import held_documents
from trustlint.source.jws import compact
from trustlint.source.read import read_documents

EXIT_INCOMPLETE = 3
EXIT_NOTHING = 5


@click.command("extract", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", metavar="FILE|-")
@click.option("-o", "--output", metavar="OUT", help="Write to this file instead of standard output.")
@click.option("--raw", is_flag=True, help="As it stands there, a token as token; only where there is one.")
@click.option("--force", is_flag=True, help="Replace OUT when it is there already.")
@click.pass_context
def command(context: click.Context, file: str, output: str | None, raw: bool, force: bool) -> None:
    """Show the credential inside a baked image, a JWT or an archive, as JSON; several come one a line.

    In a JSON file it is what stands there as text: endorsements, enveloped credentials, baked images. No signature is
    looked at. Exit codes: 0, or 3 when something in it cannot be read, 5 when nothing is inside.
    """
    inputs = list(discover([file]))
    if len(inputs) != 1 or not inputs[0].explicit:
        raise UsageError(f"{file} is not one file; name a file")
    found: list[Document] = []
    broken = told = False
    for document in _inside(read_documents(inputs[0])):
        if document.usable:
            found.append(document)
            continue
        nothing = any(problem.kind == "nothing-inside" for problem in document.problems)
        broken = broken or not nothing
        told = True
        for problem in document.problems:
            click.echo(f"trustlint: {document.name}: {problem.message}", err=True)
    if raw and len(found) > 1:
        raise UsageError(f"{file} holds {len(found)} credentials, and --raw shows one; leave --raw out")
    if found:
        text = "".join(f"{_shown(document, raw, len(found) > 1)}\n" for document in found)
        if output is None:
            click.echo(text.encode("utf-8", "surrogatepass"), nl=False)
        else:
            write_new(output, text.encode("utf-8", "surrogatepass"), force=force)
            click.echo(f"{output} written.", err=True)
    elif not told:
        click.echo(f"trustlint: no credential is inside {file}", err=True)
    if broken:
        context.exit(EXIT_INCOMPLETE)
    if not found:
        context.exit(EXIT_NOTHING)


def _inside(documents: Iterator[Document]) -> Iterator[Document]:
    """What a container holds; of a document that was written directly into the file, what it holds as text."""
    for document in documents:
        if not document.usable or document.is_held:
            yield document
        else:
            yield from held_documents(document)


def _shown(document: Document, raw: bool, in_one_line: bool) -> str:
    if raw and document.jws is not None:
        return compact(document.jws)
    if raw and document.source is not None:
        return document.source.strip("\r\n")
    if in_one_line:
        return json.dumps(document.data, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(document.data, ensure_ascii=False, indent=2)
