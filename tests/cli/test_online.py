"""``trustlint check --online`` against a real HTTPS server on this machine: what is fetched, recorded, played back, and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integrity.signing import ALICE, BOB, did_document, sign
from tests.resources.https_server import Authority, Server, response, serving
from tests.status.given import status_list
from trustlint.resources.choice import TEST_ONLY

from .conftest import Command, Ended

pytestmark = pytest.mark.sockets
NOW = "2026-06-01T00:00:00Z"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"


class School:
    """An issuer on this machine: its DID, its badge, and what its server answers."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.did = f"did:web:localhost%3A{server.port}"
        self.site = f"https://localhost:{server.port}"
        self.publish("/.well-known/did.json", did_document(self.did, ALICE))
        self.publish("/status/3", self.list_of(()))

    def publish(self, target: str, data: Any, media_type: str = "application/json") -> None:
        content = data if isinstance(data, bytes) else json.dumps(data).encode()
        answer = response(200, content, **{"content-type": media_type})
        self.server.answers[target] = lambda request, send: send(answer)

    def fail(self, target: str, code: int) -> None:
        answer = response(code, b"")
        self.server.answers[target] = lambda request, send: send(answer)

    def list_of(self, revoked: Any) -> dict[str, Any]:
        address = f"{self.site}/status/3"
        made = status_list(revoked, issuer=self.did, id=address)
        return sign(made, ALICE, verificationMethod=f"{self.did}#key-1")

    def badge(self, signer: Any = ALICE, **changes: Any) -> str:
        document = json.loads((Path("fixtures") / "signed" / "draft.json").read_text(encoding="utf-8"))
        document["issuer"]["id"] = self.did
        document["issuer"]["url"] = f"{self.site}/"
        document["credentialSubject"]["achievement"]["image"]["id"] = f"{self.site}/bread.svg"
        address = f"{self.site}/status/3"
        document["credentialStatus"] |= {"id": f"{address}#94567", "statusListCredential": address}
        file = self.folder / "badge.json"
        signed = sign({**document, **changes}, signer, verificationMethod=f"{self.did}#key-1")
        file.write_text(json.dumps(signed), encoding="utf-8")
        return str(file)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    (tmp_path / "authority").mkdir()
    return Authority(tmp_path / "authority")


@pytest.fixture
def school(
    authority: Authority, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[School]:
    monkeypatch.setenv(TEST_ONLY, str(authority.file))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(root)
    with serving(authority.issue("localhost", "127.0.0.1")) as server:
        yield School(server, tmp_path)


@pytest.fixture
def check(call: Command) -> Command:
    def run(*arguments: str) -> Ended:
        return call("check", "--pack", "open-badges", "--now", NOW, "-f", "json", *arguments)

    return run


def states(ended: Ended) -> tuple[int, str, str]:
    document = json.loads(ended.out)["documents"][0]
    return ended.code, document["integrity"]["state"], document["lifecycle"]["state"]


def codes(ended: Ended) -> list[str]:
    return sorted({item["code"] for item in json.loads(ended.out)["documents"][0]["findings"]})


def test_keys_and_lists_are_fetched(check: Command, school: School) -> None:
    school.publish("/bread.svg", SVG, "image/svg+xml")
    school.publish("/", b"<html>Welcome", "text/html")
    badge = school.badge()
    ended = check(badge, "--verify", "--online")
    assert states(ended) == (0, "verified", "current")
    assert codes(ended) == []
    assert json.loads(ended.out)["run"]["online"] is True
    targets = school.server.targets
    assert sorted(set(targets)) == ["/", "/.well-known/did.json", "/bread.svg", "/status/3"]
    assert len(targets) == len(set(targets))


def test_without_the_option_nothing_is_asked(check: Command, school: School) -> None:
    assert states(check(school.badge(), "--verify")) == (3, "not-checked", "not-checked")
    assert school.server.targets == []


def test_what_the_network_says_decides(check: Command, school: School) -> None:
    school.publish("/status/3", school.list_of([94567]))
    assert states(check(school.badge(), "--verify", "--online")) == (1, "verified", "revoked")
    forged = check(school.badge(BOB), "--verify", "--online")
    assert states(forged)[:2] == (1, "invalid")


@pytest.mark.parametrize("code", [404, 500])
def test_what_cannot_be_fetched_is_never_passed(check: Command, school: School, code: int) -> None:
    school.fail("/.well-known/did.json", code)
    ended = check(school.badge(), "--verify", "--online")
    assert states(ended) == (3, "not-checked", "current")
    assert "PRF003" in codes(ended)


def test_images_and_pages_that_are_gone_are_warnings(check: Command, school: School) -> None:
    school.fail("/bread.svg", 404)
    school.publish("/", b"<html>", "text/html")
    ended = check(school.badge(), "--online")
    assert (ended.code, codes(ended)) == (0, ["OBS701"])
    message = json.loads(ended.out)["documents"][0]["findings"][0]["message"]
    assert "404" in message


def test_a_recorded_run_needs_no_network(
    check: Command, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.publish("/", b"<html>", "text/html")
    school.fail("/bread.svg", 404)
    badge, folder = school.badge(), str(tmp_path / "recording")
    online = check(badge, "--verify", "--online", "--record", folder)
    asked = len(school.server.targets)
    monkeypatch.delenv(TEST_ONLY)
    replayed = check(badge, "--verify", "--replay", folder)
    assert states(replayed) == states(online) == (0, "verified", "current")
    assert codes(replayed) == codes(online) == ["OBS701"]
    assert len(school.server.targets) == asked
    run = json.loads(replayed.out)["run"]
    assert (run["online"], run["replay"]) == (False, folder)
    assert json.loads(online.out)["run"]["recording"] == folder
    other = check(school.badge(credentialStatus=None), "--verify", "--replay", folder)
    assert states(other)[1] == "verified"


def test_what_is_not_recorded_is_not_fetched(check: Command, school: School, tmp_path: Path) -> None:
    folder = str(tmp_path / "recording")
    check(
        str(Path("rules") / "bases" / "ob3-profile.json"),
        "--online",
        "--record",
        folder,
        "--select",
        "SCH001",
    )
    before = len(school.server.targets)
    ended = check(school.badge(), "--verify", "--replay", folder)
    assert states(ended) == (3, "not-checked", "not-checked")
    assert len(school.server.targets) == before
    assert "is not in the recording" in ended.out


def test_the_cache_saves_asking(check: Command, call: Command, school: School, tmp_path: Path) -> None:
    badge = school.badge()
    check(badge, "--verify", "--online")
    first = len(school.server.targets)
    assert first > 0
    assert states(check(badge, "--verify", "--online"))[1] == "verified"
    assert "/.well-known/did.json" not in school.server.targets[first:]
    info = call("cache", "info")
    assert (info.code, f"localhost:{school.server.port}" in info.out) == (0, True)
    exported = tmp_path / "exported"
    assert call("cache", "export", str(exported)).code == 0
    assert states(check(badge, "--verify", "--replay", str(exported))) == (0, "verified", "current")
    assert call("cache", "clear").code == 0
    assert "0 answers" in call("cache", "info").out
    assert states(check(badge, "--verify", "--online"))[1] == "verified"


def test_several_processes_fetch_each(check: Command, school: School) -> None:
    badge = school.badge()
    other = Path(badge).with_name("other.json")
    other.write_bytes(Path(badge).read_bytes())
    ended = check(badge, str(other), "--verify", "--online", "-j", "2")
    found = [item["integrity"]["state"] for item in json.loads(ended.out)["documents"]]
    assert found == ["verified", "verified"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--record", "x"], "nothing is without --online"),
        (["--replay", "no-such-recording"], "there is no recording"),
        (["--online", "--replay", "x"], "never uses the network"),
        (["--online", "--record", "x", "--replay", "x"], "exclude each other"),
        (["--keys", "no-such-folder"], "no-such-folder"),
    ],
)
def test_options_that_contradict_each_other(
    check: Command, root: Path, options: list[str], says: str
) -> None:
    ended = check(str(root / "fixtures" / "sel" / "ob3-definition.json"), *options)
    assert ended.code == 2
    assert says in ended.err
