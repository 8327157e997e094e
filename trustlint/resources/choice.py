"""Where the resources of a run come from, by what its user chose."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from trustlint.errors import UsageError
from trustlint.model.resource import NOTHING_GIVEN, Resources, Wanted
from trustlint.resources.chained import ByUse, Chained

TEST_ONLY = "TRUSTLINT_TEST_ONLY_ALLOW_LOOPBACK"
"""Environment variable with the file of a certificate authority: only this machine is then asked, on any port. For tests."""


def resources_for(
    keys: Sequence[str] = (),
    status: Sequence[str] = (),
    *,
    online: bool = False,
    record: str | None = None,
    replay: str | None = None,
    cache: bool = True,
) -> Resources:
    """What a run looks addresses up in: files first, then a recording or the network.

    keys, status: files and folders; record, replay: folders of recordings; cache: whether answers are kept between runs.
    Raises UsageError, placed at the option, for what cannot be used, and for options that exclude each other.
    """
    _refuse_both(online, record, replay)
    sources: list[Resources] = []
    for option, paths in (("keys", keys), ("status", status)):
        if paths:
            from trustlint.resources.given import given_files

            sources.append(given_files(paths, option))
    if online or replay is not None:
        sources.append(_asked(record, replay, cache))
    elif keys and status:
        # Why there is no key is for those files to say that were given for keys.
        return ByUse(Chained(*sources), {Wanted.KEY: Chained(*reversed(sources))})
    return Chained(*sources) if sources else NOTHING_GIVEN


def _refuse_both(online: bool, record: str | None, replay: str | None) -> None:
    if record is not None and replay is not None:
        raise UsageError("--record and --replay exclude each other; give one of them", ("record",))
    if replay is not None and online:
        raise UsageError(
            "--replay never uses the network, which --online asks for; give one of them", ("replay",)
        )
    if record is not None and not online:
        raise UsageError(
            "--record keeps what is fetched, and nothing is without --online; give both", ("record",)
        )


def _asked(record: str | None, replay: str | None, cache: bool) -> Resources:
    from trustlint.resources.online import Answers, Asked, Online
    from trustlint.resources.recording import Recorder, Replay

    answers: Answers
    if replay is not None:
        try:
            answers = Replay(replay)
        except UsageError as error:
            raise UsageError(f"--replay: {error}", ("replay",)) from None
        return Asked(answers)
    from trustlint.resources.cache import Cache, cache_folder
    from trustlint.resources.fetch import Fetch
    from trustlint.resources.hosts import OnlyLoopback

    folder = cache_folder() if cache else None
    ca_file = os.environ.get(TEST_ONLY)
    if ca_file is not None and not Path(ca_file).is_file():
        raise UsageError(f"{TEST_ONLY} is for tests, and names no file of a certificate authority; unset it")
    fetch = Fetch(for_tests=OnlyLoopback(ca_file)) if ca_file is not None else Fetch()
    answers = Online(fetch, Cache(folder) if folder else None)
    if record is not None:
        try:
            answers = Recorder(answers, record)
        except UsageError as error:
            raise UsageError(f"--record: {error}", ("record",)) from None
    return Asked(answers)
