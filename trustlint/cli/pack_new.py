"""``trustlint pack new``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from trustlint.cli.plugins import no_plugins_option
from trustlint.errors import UsageError
from trustlint.packs.load import is_path, load_pack, shipped_pack_ids
from trustlint.packs.starter import starter_pack


@click.command("new", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("place", metavar="DIR|FILE")
@click.option("--id", "id_", metavar="ID", help="Id of the pack; the name of the folder or file by default.")
@click.option("--title", metavar="TEXT", help="What the rubric is called.")
@click.option(
    "--namespace", metavar="LETTERS", help="Two or three capital letters that its codes start with."
)
@click.option("--extends", metavar="ID|FILE", help="A pack to build on: its criteria hold as well.")
@no_plugins_option
def command(
    place: str, id_: str | None, title: str | None, namespace: str | None, extends: str | None
) -> None:
    """Write a first pack, with comments, that you change into your rubric. Nothing is ever overwritten.

    With an ending .yaml it is one file; otherwise a folder with the file pack.yaml.
    """
    path = Path(place)
    is_file = path.suffix in (".yaml", ".yml")
    target = path if is_file else path / "pack.yaml"
    id_ = (path.stem if is_file else path.resolve().name).casefold() if id_ is None else id_
    base = load_pack(extends) if extends else None
    name = extends or ""
    if extends and is_path(extends):
        name = Path(os.path.relpath(extends, target.parent)).as_posix()
    taken = {letters for shipped in shipped_pack_ids() for letters in load_pack(shipped).namespace}
    text = starter_pack(id_, namespace, title, taken, base, name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{target} is there already, and is left as it is; choose another name") from None
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror or error}") from None
    shown = place if is_file or "/" in place or "\\" in place else f"./{place}"
    click.echo(f"{target} written. Next: change it, and run `trustlint pack test --mutate {shown}`.")
