"""The cache of what was fetched: shown, removed, exported."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from trustlint.model.resource import Resource, Wanted
from trustlint.resources import resources_for
from trustlint.resources.answer import Answer
from trustlint.resources.cache import Cache


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with one answer."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    address = "https://badges.example.org/a"
    Cache(tmp_path / "trustlint").keep(
        Answer(address, "json", datetime(2026, 5, 31, tzinfo=UTC), b"{}", "application/json\x1b[1m", address)
    )
    return tmp_path


def test_info_says_where_how_much_and_from_where(kept: Path, call: Command) -> None:
    ended = call("cache", "info")
    assert ended.code == 0
    assert ended.out.startswith(f"{kept / 'trustlint'}: 1 answer, ")
    assert "badges.example.org" in ended.out
    shown = call("cache", "info", "--verbose").out
    assert "https://badges.example.org/a  application/json<U+001B>[1m, fetched 2026-05-31T00:00:00Z" in shown


def test_clear_removes_everything(kept: Path, call: Command) -> None:
    assert "1 answer" in call("cache", "clear").out
    assert not (kept / "trustlint").exists()
    assert "0 answers, 0 bytes" in call("cache", "info").out


def test_export_is_a_recording(kept: Path, call: Command) -> None:
    folder = str(kept / "rec")
    assert call("cache", "export", folder).code == 0
    found = resources_for(replay=folder).get("https://badges.example.org/a", Wanted.KEY)
    assert isinstance(found, Resource)
    assert found.content == b"{}"


def test_export_does_not_mix_into_other_folders(kept: Path, call: Command) -> None:
    (kept / "mine").mkdir()
    (kept / "mine" / "file").write_text("x")
    ended = call("cache", "export", str(kept / "mine"))
    assert ended.code == 2
    assert "is no recording" in ended.err
