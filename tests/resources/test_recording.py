"""Recordings of runs, and runs from recordings."""

from __future__ import annotations

import json
import pickle
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resources.https_server import Server, json_of, redirect, response, sends, status
from trustlint.errors import UsageError
from trustlint.model.resource import NOTHING_GIVEN, Missing, Resource, Resources, Wanted
from trustlint.resources import resources_for
from trustlint.resources.address import WebAddress, parse_address
from trustlint.resources.answer import Answer
from trustlint.resources.choice import TEST_ONLY
from trustlint.resources.fetch import Fetch
from trustlint.resources.limits import FORMS, form_for
from trustlint.resources.online import Asked, Online
from trustlint.resources.recording import Recorder, Replay

pytestmark = pytest.mark.sockets

ADDRESSES = {
    "/did.json": json_of({"id": "x"}),
    "/.well-known/did.json": json_of({"id": "y"}),
    "/gone": status(410),
    "/away": status(404),
    "/moved": redirect("/did.json"),
    "/inside": redirect("https://10.0.0.1/"),
    "/image": sends(response(200, b"\x89PNG", content_type="image/png")),
    "/list?a=1": json_of({"list": 1}),
    "/list?a=2": json_of({"list": 2}),
}


def everything(resources: Resources, here: str) -> list[Resource | Missing]:
    asked = [(f"{here}{target}", Wanted.CREDENTIAL) for target in ADDRESSES]
    host = here.removeprefix("https://").replace(":", "%3A")
    asked += [
        (f"{here}/image", Wanted.IMAGE),
        ("http://badges.example.org/", Wanted.KEY),
        (f"did:web:{host}", Wanted.KEY),
    ]
    return [resources.get(address, wanted) for address, wanted in asked]


def record(fetch: Fetch, folder: Path, here: str) -> list[Resource | Missing]:
    return everything(Asked(Recorder(Online(fetch), str(folder))), here)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> Any:
    def forbid() -> None:
        def refuse(*arguments: Any, **more: Any) -> None:
            raise AssertionError("the network is used")

        for name in ("socket", "getaddrinfo", "create_connection"):
            monkeypatch.setattr(socket, name, refuse)

    return forbid


def test_replay_gives_what_the_run_got_and_uses_no_network(
    fetch: Fetch, server: Server, here: str, tmp_path: Path, no_socket: Any
) -> None:
    server.answers.update(ADDRESSES)
    recorded = record(fetch, tmp_path / "rec", here)
    no_socket()
    replayed = everything(resources_for(replay=str(tmp_path / "rec")), here)
    assert len([found for found in recorded if isinstance(found, Resource)]) == 7
    for before, after in zip(recorded, replayed, strict=True):
        if isinstance(before, Resource):
            assert after == before._replace(found_in=f"the recording {tmp_path / 'rec'}")
        else:
            assert after == before
    assert [found.is_gone for found in replayed if isinstance(found, Missing)].count(True) == 1


def test_recording_of_the_same_answers_has_the_same_bytes(
    fetch: Fetch, server: Server, here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trustlint.resources.fetch.present", lambda: datetime(2026, 5, 31, tzinfo=UTC))
    server.answers.update(ADDRESSES)
    first, second = tmp_path / "first", tmp_path / "second"
    for _ in range(2):
        record(fetch, first, here)
    resources = Asked(Recorder(Online(fetch), str(second)))
    for target in [*reversed(ADDRESSES), "/image"]:
        resources.get(f"{here}{target}", Wanted.IMAGE if target == "/image" else Wanted.KEY)
    resources.get(f"{here}/image", Wanted.KEY)
    resources.get(f"{here}/did.json#key", Wanted.CREDENTIAL)
    assert files(first) == files(second)
    note = next(json.loads(text) for name, text in files(first).items() if "/did.json-" in name)
    assert note["fetched"] == "2026-05-31T00:00:00Z"
    assert list(note) == sorted(note)


def test_recording_can_be_looked_at(fetch: Fetch, server: Server, here: str, tmp_path: Path) -> None:
    server.answers.update(ADDRESSES)
    record(fetch, tmp_path / "rec", here)
    names = files(tmp_path / "rec")
    assert names["trustlint-recording.json"] == b'{"trustlint-recording": 1}\n'
    host = f"badges.example.org_{server.port}"
    assert sum(name.startswith(f"answers/{host}/list-") for name in names) == 2
    gone = next(json.loads(text) for name, text in names.items() if name.startswith(f"answers/{host}/gone-"))
    assert gone.pop("fetched")
    assert gone == {
        "address": f"{here}/gone",
        "form": "json",
        "is_gone": True,
        "reason": "is no more there (HTTP 410): its server says that it was taken away for good",
    }


def test_what_is_not_in_the_recording_says_so(tmp_path: Path, fetch: Fetch, no_socket: Any) -> None:
    folder = str(tmp_path / "rec")
    Recorder(Online(fetch), folder)
    no_socket()
    assert resources_for(replay=folder).get("https://example.org/a", Wanted.KEY) == Missing(
        "https://example.org/a",
        f"is not in the recording {folder}; record it again with --online --record {folder}",
    )


def test_damaged_recording_says_so(fetch: Fetch, server: Server, here: str, tmp_path: Path) -> None:
    server.answers.update(ADDRESSES)
    record(fetch, tmp_path / "rec", here)
    for file in (tmp_path / "rec" / "content").iterdir():
        file.write_bytes(b"other")
    missing = resources_for(replay=str(tmp_path / "rec")).get(f"{here}/did.json", Wanted.KEY)
    assert isinstance(missing, Missing)
    assert "is damaged in the recording" in missing.reason


def test_what_cannot_be_recorded_is_not_given(
    fetch: Fetch, server: Server, here: str, tmp_path: Path
) -> None:
    server.answers.update(ADDRESSES)
    resources = Asked(Recorder(Online(fetch), str(tmp_path / "rec")))
    (tmp_path / "rec" / "answers").write_text("in the way")
    for target in ("/did.json", "/gone"):
        missing = resources.get(f"{here}{target}", Wanted.KEY)
        assert isinstance(missing, Missing)
        assert f"could not be recorded in {tmp_path / 'rec'}" in missing.reason
        assert not missing.is_gone


class Fixed:
    """Answers that are there already."""

    found_in = "the network"

    def __init__(self, *answers: Answer) -> None:
        self._answers = {(answer.address, answer.form): answer for answer in answers}

    def answer(self, web: WebAddress, wanted: Wanted) -> Answer:
        return self._answers[str(web), form_for(wanted).name]


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_WEB = st.builds(
    lambda host, path: str(parse_address(f"https://{host}/{path}")),
    st.sampled_from(
        [
            "example.org",
            "xn--bcher-kva.example",
            "[2606:4700::1]",
            "8.8.8.8",
            f"{'a' * 60}.{'b' * 60}.example",
        ]
    ),
    st.text("aB.%/?&=-_~:ü", max_size=80),
)
_TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(
    lambda time: time.replace(microsecond=0, tzinfo=UTC)
)
_FOUND = st.builds(
    lambda media_type, last, max_age, *begin: Answer(*begin, media_type, last, max_age=max_age),
    st.none() | _TEXT.filter(bool),
    _WEB,
    st.none() | st.integers(0, 10**9),
    _WEB,
    st.sampled_from(sorted(FORMS)),
    _TIMES,
    st.binary(max_size=30),
)
_MISSED = st.builds(
    lambda reason, is_gone, *begin: Answer(*begin, reason=reason, is_gone=is_gone),
    _TEXT.filter(bool),
    st.booleans(),
    _WEB,
    st.sampled_from(sorted(FORMS)),
    _TIMES,
)
_WANTED = {"json": Wanted.KEY, "image": Wanted.IMAGE, "page": Wanted.PAGE}


@settings(max_examples=50, deadline=None)
@given(answers=st.lists(_FOUND | _MISSED, max_size=5, unique_by=lambda answer: (answer.address, answer.form)))
def test_every_answer_survives(answers: list[Answer], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("rec"))
    recorder = Recorder(Fixed(*answers), folder)
    for answer in answers:
        assert recorder.answer(parse_address(answer.address), _WANTED[answer.form]) == answer
    replay = Replay(folder)
    for answer in answers:
        assert replay.answer(parse_address(answer.address), _WANTED[answer.form]) == answer


@pytest.mark.parametrize(
    ("options", "message", "at"),
    [
        ({"record": "rec"}, "nothing is without --online; give both", "record"),
        ({"replay": "rec", "online": True}, "give one of them", "replay"),
        ({"replay": "rec", "record": "rec"}, "exclude each other", "record"),
        ({"replay": "none"}, "there is no recording none; make it with", "replay"),
        ({"replay": "other"}, "other is no recording, as it has no trustlint-recording.json", "replay"),
        ({"replay": "newer"}, "newer is of another version", "replay"),
        ({"replay": "broken"}, "broken cannot be read", "replay"),
        ({"record": "other", "online": True}, "other is no recording", "record"),
        ({"record": "newer", "online": True}, "newer is of another version", "record"),
        ({"record": "file", "online": True}, "file cannot be written", "record"),
        ({"record": "file/below", "online": True}, "file/below cannot be written", "record"),
        ({"keys": ["none"]}, "--keys: none: there is no such file", "keys"),
        ({"status": ["none"]}, "--status: none: there is no such file", "status"),
    ],
)
def test_wrong_use_is_refused(
    options: dict[str, Any], message: str, at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"other": None, "newer": '{"trustlint-recording": 2}', "broken": "{"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / ("mine.txt" if text is None else "trustlint-recording.json")).write_text(
            text or "mine"
        )
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError) as error:
        resources_for(**options)
    assert message in str(error.value)
    assert error.value.at[0] == at
    assert (tmp_path / "other" / "mine.txt").read_text() == "mine"


def test_without_any_choice_nothing_is_looked_up() -> None:
    assert resources_for() is NOTHING_GIVEN


def test_files_come_before_the_network(
    server: Server, authority: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TEST_ONLY, str(authority.file))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = f"https://localhost:{server.port}"
    (tmp_path / "key.json").write_text(json.dumps({"id": f"{here}/key"}))
    (tmp_path / "list.json").write_text(json.dumps({"id": f"{here}/list"}))
    server.answers["/other"] = json_of({})
    options: dict[str, Any] = {"keys": [str(tmp_path / "key.json")], "status": [str(tmp_path / "list.json")]}
    resources = pickle.loads(
        pickle.dumps(resources_for(**options, online=True, record=str(tmp_path / "rec")))
    )
    for target in ("/key", "/list", "/other", "/none"):
        resources.get(f"{here}{target}", Wanted.KEY)
    assert server.targets == ["/other", "/none"]
    assert len(list((tmp_path / "rec" / "answers").rglob("*.json"))) == 2
    assert len(list((tmp_path / "cache").rglob("*.json"))) == 1
    offline = resources_for(**options).get(f"{here}/other", Wanted.KEY)
    assert isinstance(offline, Missing)
    assert "is not among the files in" in offline.reason


def test_option_for_tests_needs_a_certificate_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("1", "", "/nowhere.pem"):
        monkeypatch.setenv(TEST_ONLY, value)
        with pytest.raises(UsageError, match="is for tests"):
            resources_for(online=True)
