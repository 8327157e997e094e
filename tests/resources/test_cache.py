"""Answers that are kept between runs: for how long, how much, and what becomes of files that others wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.resources.https_server import Request, Send, Server, json_of, response, status
from trustlint.model.resource import Missing, Resource, Wanted
from trustlint.resources import cache as cache_module
from trustlint.resources.answer import Answer
from trustlint.resources.cache import Cache, cache_folder
from trustlint.resources.fetch import Fetch
from trustlint.resources.limits import JSON
from trustlint.resources.online import Asked, Online

pytestmark = pytest.mark.sockets

START = datetime(2026, 5, 31, 12, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("trustlint.resources.fetch.present", clock)
    return clock


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> Cache:
    return Cache(tmp_path / "cache", clock)


def get(fetch: Fetch, cache: Cache, address: str, wanted: Wanted = Wanted.STATUS_LIST) -> Any:
    """What a run of its own gets."""
    found = Asked(Online(fetch, cache)).get(address, wanted)
    assert isinstance(found, Resource), found
    return json.loads(found.content)


@pytest.mark.parametrize(
    ("wanted", "headers", "seconds"),
    [
        (Wanted.STATUS_LIST, {}, 300),
        (Wanted.STATUS_LIST, {"cache_control": "max-age=60"}, 60),
        (Wanted.STATUS_LIST, {"cache_control": "max-age=999999999"}, 3600),
        (Wanted.CREDENTIAL, {}, 300),
        (Wanted.KEY, {}, 3600),
        (Wanted.KEY, {"cache_control": "max-age=999999999"}, 86400),
        (Wanted.CONTEXT, {}, 86400),
        (Wanted.SCHEMA, {"cache_control": "max-age=999999999"}, 30 * 86400),
    ],
)
def test_answer_is_used_again_for_as_long_as_its_use_and_its_server_allow(
    wanted: Wanted, headers: dict[str, str], seconds: int, fetch: Fetch, server: Server, here: str, cache: Cache, clock: Clock
) -> None:  # fmt: skip
    server.answers["/a"] = json_of(1, **headers)
    assert get(fetch, cache, f"{here}/a", wanted) == 1
    server.answers["/a"] = json_of(2, **headers)
    clock.now = START + timedelta(seconds=seconds - 1)
    assert get(fetch, cache, f"{here}/a", wanted) == 1
    clock.now = START + timedelta(seconds=seconds)
    assert get(fetch, cache, f"{here}/a", wanted) == 2
    assert server.targets == ["/a", "/a"]


def test_answer_of_tomorrow_is_not_used(
    fetch: Fetch, server: Server, here: str, cache: Cache, clock: Clock
) -> None:
    server.answers["/a"] = json_of(1)
    clock.now = START + timedelta(days=1)
    assert get(fetch, cache, f"{here}/a") == 1
    clock.now = START
    assert get(fetch, cache, f"{here}/a") == 1
    assert server.targets == ["/a", "/a"]


@pytest.mark.parametrize(
    ("named", "asked"),
    [("etag", "if-none-match"), ("last_modified", "if-modified-since")],
)
def test_server_may_say_that_an_old_answer_still_holds(
    named: str, asked: str, fetch: Fetch, server: Server, here: str, cache: Cache, clock: Clock
) -> None:
    def behave(request: Request, send: Send) -> None:
        known = request.headers.get(asked)
        if known == '"1"':
            send(response(304, b"", cache_control="max-age=10"))
        else:
            send(response(200, b"1", content_type="application/json", **{named: '"1"'}))

    server.answers["/a"] = behave
    for minutes, requests in ((0, 1), (4, 1), (6, 2), (6.1, 2), (6.5, 3)):
        clock.now = START + timedelta(minutes=minutes)
        assert get(fetch, cache, f"{here}/a") == 1
        assert len(server.requests) == requests
    assert [request.headers.get(asked) for request in server.requests] == [None, '"1"', '"1"']


def test_what_must_not_be_kept_is_not_kept(fetch: Fetch, server: Server, here: str, cache: Cache) -> None:
    server.answers["/a"] = json_of(1, cache_control="no-store")
    assert get(fetch, cache, f"{here}/a") == 1
    assert cache.size().answers == 0
    assert get(fetch, cache, f"{here}/a") == 1
    assert len(server.requests) == 2


@pytest.mark.parametrize("code", [404, 410])
def test_what_is_there_no_more_is_forgotten(
    code: int, fetch: Fetch, server: Server, here: str, cache: Cache, clock: Clock
) -> None:
    server.answers["/a"] = json_of(1)
    assert get(fetch, cache, f"{here}/a") == 1
    server.answers["/a"] = status(code)
    clock.now = START + timedelta(hours=1)
    missing = Asked(Online(fetch, cache)).get(f"{here}/a", Wanted.STATUS_LIST)
    assert isinstance(missing, Missing)
    assert missing.is_gone is (code == 410)
    assert cache.size().answers == 0


def test_old_answer_is_no_answer_when_the_server_cannot_be_reached(
    fetch: Fetch, server: Server, here: str, cache: Cache, clock: Clock
) -> None:
    server.answers["/a"] = json_of(1)
    assert get(fetch, cache, f"{here}/a") == 1
    clock.now = START + timedelta(hours=1)
    away = fetch._replace(resolve=lambda name: [])
    assert isinstance(Asked(Online(away, cache)).get(f"{here}/a", Wanted.STATUS_LIST), Missing)
    assert cache.size().answers == 1


def answer(name: str, content: bytes = b"{}", **more: Any) -> Answer:
    address = f"https://badges.example.org/{name}"
    return Answer(address, "json", START, content, "application/json", address, **more)


def note(cache: Cache) -> Path:
    (stored,) = cache.stored()
    return stored.file


def _change(**members: Any) -> Any:
    def change(cache: Cache) -> None:
        file = note(cache)
        file.write_text(json.dumps({**json.loads(file.read_text()), **members}))

    return change


def _content(cache: Cache) -> Path:
    (file,) = (cache.folder / "content").iterdir()
    return file


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cache: note(cache).write_text("{"),
        lambda cache: note(cache).write_text("[" * 100_000),
        lambda cache: note(cache).write_text("[]"),
        lambda cache: note(cache).write_bytes(b"\xff"),
        lambda cache: note(cache).write_text(" " * 100_000 + "{}"),
        lambda cache: _content(cache).write_text("[]"),
        lambda cache: _content(cache).unlink(),
        _change(content="../../secret"),
        _change(content="0" * 64),
        _change(content=None),
        _change(address="https://other.example.org/a"),
        _change(form="other"),
        _change(form=["json"]),
        _change(fetched="yesterday"),
        _change(fetched=3),
        _change(max_age="3"),
        _change(max_age=True),
        _change(is_gone="yes"),
        _change(reason="because"),
        _change(etag="\ud800", last_address="\ud800"),
        _change(unknown=1),
        _change(keep=False),
    ],
)
def test_spoilt_answer_is_asked_for_again(spoil: Any, cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("{}")
    cache.keep(answer("a"))
    assert cache.fresh("https://badges.example.org/a", JSON, Wanted.KEY) == answer("a")
    spoil(cache)
    assert cache.fresh("https://badges.example.org/a", JSON, Wanted.KEY) is None
    cache.size()
    cache.sweep()
    cache.keep(answer("a"))
    assert cache.fresh("https://badges.example.org/a", JSON, Wanted.KEY) == answer("a")
    assert cache.clear().answers == 1
    assert (tmp_path / "secret").read_text() == "{}"


def test_cache_that_cannot_be_written_keeps_nothing_and_ends_nothing(
    tmp_path: Path, fetch: Fetch, server: Server, here: str
) -> None:
    (tmp_path / "file").write_text("x")
    server.answers["/a"] = json_of(1)
    for _ in range(2):
        assert get(fetch, Cache(tmp_path / "file" / "cache"), f"{here}/a") == 1
    assert len(server.requests) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_only_the_user_may_read_it(cache: Cache) -> None:
    cache.keep(answer("a"))
    files = [path for path in cache.folder.rglob("*") if path.is_file()]
    assert len(files) == 3
    for path in (cache.folder, *files):
        assert path.stat().st_mode & 0o077 == 0, path


def test_more_than_may_be_kept_makes_room_beginning_with_what_was_used_least_lately(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        cache.keep(answer(str(number), b"%d" % number * 10_000))
        os.utime(
            next(s.file for s in cache.stored() if s.answer.address.endswith(str(number))), (number, number)
        )
    cache.keep(answer("same", b"9" * 10_000))
    assert cache.fresh("https://badges.example.org/0", JSON, Wanted.KEY)  # used just now
    monkeypatch.setattr(cache_module, "MOST_BYTES", 100_000)
    cache.sweep()
    left = sorted(stored.answer.address[-1] for stored in cache.stored())
    assert left == ["0", "6", "7", "8", "9", "e"]
    assert len(list((cache.folder / "content").iterdir())) == 5
    for name in ("0", "9", "same"):
        assert cache.stale(f"https://badges.example.org/{name}", JSON)


def test_room_is_made_while_answers_are_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MOST_BYTES", 100_000)
    monkeypatch.setattr(cache_module, "_SWEEP_AFTER", 20_000)
    for number in range(50):
        cache.keep(answer(str(number), b"%05d" % number * 2_000))
        assert cache.size().bytes <= 140_000


def test_clearing_leaves_what_is_not_ours(cache: Cache) -> None:
    cache.keep(answer("a"))
    foreign = [cache.folder / "mine.txt", cache.folder / "answers" / "badges.example.org" / "mine.json"]
    for file in foreign:
        file.write_text("mine")
    assert cache.clear().answers == 1
    assert sorted(path for path in cache.folder.rglob("*") if path.is_file()) == sorted(foreign)
    for file in foreign:
        file.unlink()
    cache.keep(answer("a"))
    cache.clear()
    assert not cache.folder.exists()


_WORKER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from trustlint.resources.answer import Answer
from trustlint.resources.cache import Cache
from trustlint.resources.limits import JSON
import trustlint.resources.cache as module

module._SWEEP_AFTER = 300_000
module.MOST_BYTES = 400_000
module._YOUNG = 0.2
cache = Cache(Path(sys.argv[1]))
number = int(sys.argv[2])
whole = 0
for turn in range(150):
    address = f"https://badges.example.org/{turn % 20}"
    letter = b"%d" % (number + turn)
    cache.keep(Answer(address, "json", datetime(2026, 1, 1, tzinfo=UTC), letter * 5000, None, address))
    found = cache.stale(f"https://badges.example.org/{(turn * 7) % 20}", JSON)
    if found is not None:
        assert found.content and found.content == found.content[: len(found.content) // 5000] * 5000
        whole += 1
print(whole)
"""


def test_several_processes_share_a_cache(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    workers = [
        subprocess.Popen([sys.executable, "-c", _WORKER, str(folder), str(number)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for number in range(4)
    ]  # fmt: skip
    for worker in workers:
        out, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err
        assert int(out) > 20
    assert not [path for path in folder.rglob(".*") if path.is_file()]
    assert Cache(folder).size().answers > 0


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/trustlint"),
        ("linux", {"XDG_CACHE_HOME": ""}, "/h/a/.cache/trustlint"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/h/a/.cache/trustlint"),
        ("darwin", {}, "/h/a/Library/Caches/trustlint"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/trustlint/Cache"),
        ("win32", {"LOCALAPPDATA": ""}, None),
        ("linux", {"HOME": "relative"}, None),
    ],
)
def test_place_of_the_cache(
    platform: str, environment: dict[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in {"HOME": "/h/a", **environment}.items():
        monkeypatch.setenv(name, value)
    found = cache_folder()
    assert (found and found.as_posix()) == expected
