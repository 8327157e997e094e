"""``trustlint pack``."""

from __future__ import annotations

import click

from trustlint.cli import pack_diff, pack_docs, pack_new
from trustlint.cli.plugins import no_plugins_option
from trustlint.engine.examples import missing_examples, run_examples
from trustlint.engine.mutation import surviving_mutants
from trustlint.packs.explain import explain_pack
from trustlint.packs.load import find_pack, load_pack, load_pack_source, shipped_pack_ids

EXIT_FAILING = 1


@click.group("pack", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Show, write, test, compare and document packs. A pack is a YAML file, or a folder with pack.yaml; docs/packs.md tells how to write one."""


@command.command("show")
@click.argument("name", metavar="ID|PATH")
@no_plugins_option
def show(name: str) -> None:
    """Show a pack: source, parameters, levels, criteria and rules."""
    click.echo(explain_pack(load_pack(name)), nl=False)


@command.command("test")
@click.argument("names", nargs=-1, metavar="[ID|PATH]...")
@click.option(
    "--mutate", is_flag=True, help="Also force every rule to pass and to fail: an example must notice."
)
@click.option("-v", "--verbose", is_flag=True, help="Name every example.")
@no_plugins_option
@click.pass_context
def test(context: click.Context, names: tuple[str, ...], mutate: bool, verbose: bool) -> None:
    """Run the examples that the rules of a pack carry; all shipped packs by default."""
    failing = 0
    for name in names or shipped_pack_ids():
        pack = load_pack_source(find_pack(name))
        problems = list(missing_examples(pack))
        count = 0
        for result in run_examples(pack):
            count += 1
            if verbose:
                click.echo(f"{result.id} {'FAILED' if result.problem else 'ok'}")
            if result.problem:
                problems.append(f"{result.id}: {result.problem}")
        if mutate:
            problems += [f"{survivor} is noticed by no example" for survivor in surviving_mutants(pack)]
        for problem in problems:
            click.echo(problem, err=True)
        failing += len(problems)
        state = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}" if problems else "all hold"
        if mutate and not problems:
            state += "; forcing any rule breaks one"
        click.echo(f"{pack.id} {pack.version}: {count} examples of {len(pack.own_rules)} rules, {state}")
    context.exit(EXIT_FAILING if failing else 0)


for module in (pack_new, pack_diff, pack_docs):
    command.add_command(module.command)
