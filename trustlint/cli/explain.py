"""``trustlint explain``."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import click

from trustlint.cli.plugins import no_plugins_option
from trustlint.errors import UsageError
from trustlint.packs.explain import explain_criterion, explain_pack, explain_rule
from trustlint.packs.installed import installed_pack_ids
from trustlint.packs.load import find_pack, load_pack, load_pack_source, shipped_pack_ids
from trustlint.packs.model import Pack
from trustlint.packs.tool_rules import TOOL_RULES, explain_tool_rule, tool_rule


@click.command("explain", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", metavar="CODE|NAME|CRITERION|PACK")
@click.option(
    "--pack", "packs", multiple=True, metavar="ID|FILE", help="Look in this pack only. May be repeated."
)
@no_plugins_option
def command(name: str, packs: tuple[str, ...]) -> None:
    """Say what a rule, a criterion or a pack wants, why, where it comes from, and how to fix it.

    NAME is a rule code (TC021) or rule name, a criterion (TC-02), or a pack (trusted-credential). Codes that start with
    TL are what trustlint says in its own name.
    """
    click.echo(explanation(name, packs), nl=False)


def explanation(name: str, packs: tuple[str, ...] = ()) -> str:
    """The explanation of a name. Raises UsageError when nothing has it, with a suggestion."""
    known: dict[str, str] = {}
    own = tool_rule(name) if not packs else None
    if own is not None:
        return explain_tool_rule(own)
    for id_ in packs or _all_pack_ids():
        pack = load_pack(id_)
        if name.casefold() in (pack.id, id_.casefold()):
            return explain_pack(_from_source(pack, id_))
        rule, criterion = pack.rule(name), pack.criterion(name)
        if rule is not None:
            source = _from_source(pack, id_)
            return explain_rule(source.rule(rule.code) or rule, source)
        if criterion is not None:
            return explain_criterion(criterion, pack)
        known.update({item.code.casefold(): item.code for item in pack.rules})
        known.update({item.name: item.name for item in pack.rules})
        known.update({item.id.casefold(): item.id for item in pack.criteria})
        known[pack.id] = pack.id
    if not packs:
        known.update({rule.code.casefold(): rule.code for rule in TOOL_RULES})
        known.update({rule.name: rule.name for rule in TOOL_RULES})
    close = get_close_matches(name.casefold(), known, n=3, cutoff=0.6)
    hint = (
        f"; did you mean {' or '.join(known[item] for item in close)}?"
        if close
        else "; `trustlint list rules` names them all"
    )
    raise UsageError(f"there is no rule, criterion or pack {name!r}{hint}")


def _all_pack_ids() -> Iterator[str]:
    """Those that come with trustlint, and only when nothing in them has the name those that plug-ins bring."""
    yield from shipped_pack_ids()
    yield from installed_pack_ids()


def _from_source(pack: Pack, id_: str) -> Pack:
    """The pack with its examples, which the compiled form leaves out."""
    return load_pack_source(find_pack(id_)) if id_ in shipped_pack_ids() else pack
