"""``trustlint cache``."""

from __future__ import annotations

from collections import Counter

import click

from trustlint.errors import UsageError
from trustlint.report.safe_text import safe
from trustlint.resources.cache import MOST_BYTES, Cache, Size, cache_folder
from trustlint.resources.recording import new_recording
from trustlint.source.read import size_text

_HELP = {"help_option_names": ["-h", "--help"]}


@click.group("cache", context_settings=_HELP)
def command() -> None:
    """Show, remove or export what `check --online` fetched and keeps between runs.

    Lists of revoked badges are kept for minutes, keys for hours, JSON-LD contexts and schemas for days; less where their
    server says so. It can be deleted at any time.
    """


@command.command("info")
@click.option("-v", "--verbose", is_flag=True, help="Every address, instead of the hosts.")
def info(verbose: bool) -> None:
    """Show where the cache is, how much is in it, and from where."""
    cache = _cache()
    try:
        size, stored = cache.size(), list(cache.stored())
    except OSError as error:
        raise _unusable(cache, error) from None
    click.echo(f"{safe(str(cache.folder))}: {_shown(size)}, of at most {size_text(MOST_BYTES)}")
    if verbose:
        for answer in sorted(entry.answer for entry in stored):
            fetched = answer.fetched.isoformat().replace("+00:00", "Z")
            click.echo(
                f"  {safe(answer.address)}  {safe(answer.media_type or 'unknown type')}, fetched {fetched}"
            )
        return
    hosts = Counter(entry.answer.address.split("/")[2] for entry in stored)
    width = max(map(len, hosts), default=0)
    for host, count in sorted(hosts.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {host:<{width}}  {count:>5}")


@command.command("clear")
def clear() -> None:
    """Remove everything from the cache."""
    cache = _cache()
    try:
        removed = cache.clear()
    except OSError as error:
        raise _unusable(cache, error) from None
    click.echo(f"{safe(str(cache.folder))}: {_shown(removed)} removed")


@command.command("export", short_help="Copy the cache to a recording, for runs without network.")
@click.argument("folder", metavar="DIR")
def export(folder: str) -> None:
    """Copy the cache to a recording, from which `check --replay DIR` runs without network.

    DIR is a new folder, or a recording, to which is added. A run that is recorded itself, with --record DIR, has all that it
    asked for, what failed too.
    """
    cache = _cache()
    try:
        copied = cache.export(new_recording(folder))
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from None
    click.echo(f"{folder}: {_shown(copied)}; use it with: trustlint check --replay {folder}")


def _cache() -> Cache:
    folder = cache_folder()
    if folder is None:
        raise UsageError(
            "this system tells no folder for caches, so nothing is kept; set XDG_CACHE_HOME to one"
        )
    return Cache(folder)


def _shown(size: Size) -> str:
    return f"{'1 answer' if size.answers == 1 else f'{size.answers} answers'}, {size_text(size.bytes)}"


def _unusable(cache: Cache, error: OSError) -> UsageError:
    return UsageError(f"the cache in {cache.folder} cannot be used: {error.strerror or error}")
