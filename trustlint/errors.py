"""Errors that end a run: wrong use, wrong configuration, a wrong pack. What is wrong with an input is a finding."""

from __future__ import annotations


class TrustlintError(Exception):
    """Base of all errors that trustlint raises on purpose; the message is for people, in one sentence."""


class UsageError(TrustlintError):
    """The command or the call cannot be carried out as it was given (exit 2).

    at: the option that is wrong, and the value in it, such as ``("select", "TC999")``; empty where that is not known.
    """

    def __init__(self, message: str, at: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.at = at


class ConfigError(UsageError):
    """A configuration is not usable (exit 2). The message starts with ``path:line:column`` where one is known."""


class PackError(TrustlintError):
    """A pack, or a plug-in, is not usable (exit 2). The message starts with ``path:line:column`` where one is known."""
