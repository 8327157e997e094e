"""``--config`` and ``--isolated``, and what holds of configuration and command line together."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trustlint.config.find import find_config
from trustlint.plugins import allow_only

if TYPE_CHECKING:
    from trustlint.config.read import Config
    from trustlint.config.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

_CONFIG = "trustlint.config"
_SETTINGS = "trustlint.settings"


def config_options(command: Command) -> Command:
    """``--config`` and ``--isolated``. The file is read before any other option is looked at: it may allow plug-ins."""
    isolated = click.option(
        "--isolated",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_isolate,
        help="Read no configuration.",
    )
    config = click.option(
        "--config",
        metavar="FILE",
        is_eager=True,
        expose_value=False,
        callback=_read,
        help="Configuration to use, instead of the nearest trustlint.yaml or pyproject.toml.",
    )
    return config(isolated(command))


def _isolate(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and context.meta.get(_CONFIG) is not None:
        raise click.UsageError("--config and --isolated exclude each other; choose one.")
    if value:
        context.meta[_CONFIG] = None


def _read(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if context.resilient_parsing:  # for completion in a shell
        return
    isolated = _CONFIG in context.meta
    if value is not None and isolated:
        raise click.UsageError("--config and --isolated exclude each other; choose one.")
    config = None if isolated else _config(value)
    allow_only(True if config is None else config.data.get("plugins", True))
    context.meta[_CONFIG] = config


def _config(named: str | None) -> Config | None:
    file = named
    if file is None:
        try:
            file = find_config(os.getcwd())  # noqa: PTH109
        except OSError:  # the folder is gone
            return None
        if file is None:
            return None
        file = os.path.relpath(file)
    from trustlint.config.read import read_config

    return read_config(file)


def configuration(context: click.Context) -> Config | None:
    """The configuration of this run; None when there is none."""
    config: Config | None = context.meta.get(_CONFIG)
    return config


def given_options(context: click.Context, parameters: Iterable[str]) -> frozenset[str]:
    """Which of the parameters the command line itself says."""
    from click.core import ParameterSource

    sources = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
    return frozenset(name for name in parameters if context.get_parameter_source(name) in sources)


def settled(context: click.Context, values: dict[str, Any]) -> dict[str, Any]:
    """The values of this run by parameter: those of the command line, of the configuration, or the defaults.

    values: of the options of the command line, or their defaults. Raises ConfigError for what cannot be used.
    """
    config = configuration(context)
    if config is None:
        return values
    from trustlint.config.settings import Settings

    settings = context.meta[_SETTINGS] = Settings(config, values, given_options(context, values))
    return settings.values()


def placing(context: click.Context) -> AbstractContextManager[None]:
    """Mistakes that are found later are said with their place in the configuration, too."""
    settings: Settings | None = context.meta.get(_SETTINGS)
    return settings.placing() if settings is not None else contextlib.nullcontext()
