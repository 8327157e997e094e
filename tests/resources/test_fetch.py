"""What is fetched, and what is not, from real servers."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resources.conftest import HOST
from tests.resources.https_server import (
    Authority,
    Behaviour,
    Request,
    Send,
    Server,
    json_of,
    redirect,
    response,
    sends,
    serving,
    status,
)
from trustlint.model.resource import Missing, Resource, Wanted
from trustlint.resources import limits
from trustlint.resources.address import parse_address
from trustlint.resources.answer import Answer
from trustlint.resources.fetch import Fetch
from trustlint.resources.hosts import OnlyLoopback
from trustlint.resources.limits import IMAGE, JSON, PAGE, Form
from trustlint.resources.online import Asked, Online
from trustlint.version import __version__

pytestmark = pytest.mark.sockets

TOO_LATE = "did not answer within 1 seconds; try again later"
DATA = {"id": "did:web:badges.example.org"}


def get(fetch: Fetch, address: str, form: Form = JSON) -> Answer:
    return fetch.answer(parse_address(address), form)


def reason(fetch: Fetch, address: str, form: Form = JSON) -> str:
    answer = get(fetch, address, form)
    assert answer.content is None
    assert not answer.keep
    return answer.reason


def test_document_is_fetched(fetch: Fetch, server: Server, here: str) -> None:
    server.answers["/a?b=%20"] = json_of(DATA, etag='"1"', cache_control="max-age=60")
    answer = get(fetch, f"{here}/a?b=%20#c")
    assert json.loads(answer.content or b"") == DATA
    assert (answer.media_type, answer.etag, answer.max_age) == ("application/json", '"1"', 60)
    assert answer.last_address == answer.address == f"{here}/a?b=%20"
    (request,) = server.requests
    assert request.sni == HOST
    assert request.headers == {
        "host": f"{HOST}:{server.port}",
        "user-agent": f"trustlint/{__version__}",
        "accept-encoding": "gzip",
        "connection": "close",
        "accept": JSON.accept,
    }


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_address_may_be_an_ip_address(host: str, fetch: Fetch, certificate: Path) -> None:
    with serving(certificate, host) as server:
        server.answers["/a"] = json_of(DATA)
        written = f"[{host}]" if ":" in host else host
        assert get(fetch, f"https://{written}:{server.port}/a").content == json.dumps(DATA).encode()


def test_name_in_other_letters_is_asked_for_in_ascii(authority: Authority) -> None:
    fetch = Fetch(
        lambda name: ["127.0.0.1"] if name == "xn--bcher-kva.example" else [],
        OnlyLoopback(str(authority.file)),
    )
    with serving(authority.issue("xn--bcher-kva.example")) as server:
        server.answers["/%C3%BC"] = json_of(DATA)
        assert get(fetch, f"https://Bücher.example:{server.port}/ü").content
        assert server.requests[0].sni == "xn--bcher-kva.example"


def test_did_web_is_asked_for_at_its_address(fetch: Fetch, server: Server) -> None:
    server.answers["/issuers/7/did.json"] = json_of(DATA)
    server.answers["/.well-known/did.json"] = json_of({})
    resources = Asked(Online(fetch))
    found = resources.get(f"did:web:{HOST}%3A{server.port}:issuers:7#key-1", Wanted.KEY)
    assert isinstance(found, Resource)
    assert found.found_in == "the network"
    assert found.address == f"https://{HOST}:{server.port}/issuers/7/did.json"
    assert isinstance(resources.get(f"did:web:{HOST}%3A{server.port}", Wanted.KEY), Resource)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (401, "is not public (HTTP 401); make it public"),
        (403, "does not want to be asked by programs (HTTP 403)"),
        (404, "is not there (HTTP 404); check the address"),
        (410, "taken away for good"),
        (418, "is not given by its server (HTTP 418); check the address"),
        (429, "asked too often (HTTP 429); try again later"),
        (500, "is not given by its server (HTTP 500); try again later"),
        (204, "is not given by its server (HTTP 204)"),
        (206, "is not given by its server (HTTP 206)"),
        (304, "is not given by its server (HTTP 304)"),
        (300, "is not given by its server (HTTP 300)"),
    ],
)
def test_status_is_told(code: int, said: str, fetch: Fetch, server: Server, here: str) -> None:
    server.answers["/a"] = status(code)
    answer = get(fetch, f"{here}/a")
    assert said in answer.reason
    assert answer.content is None
    assert answer.is_gone is (code == 410)
    assert len(server.requests) == (2 if code == 500 else 1)


def test_second_try_helps_where_the_first_broke_off(fetch: Fetch, server: Server, here: str) -> None:
    answers = iter([sends(b"HTT"), json_of(DATA)])
    server.answers["/a"] = lambda request, send: next(answers)(request, send)
    assert get(fetch, f"{here}/a").content


def endless(request: Request, send: Send) -> None:
    send(b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\n\r\n")
    while True:
        send(b" " * 65536)


def endless_headers(request: Request, send: Send) -> None:
    send(b"HTTP/1.1 200 X\r\n")
    while True:
        send(b"x-a: " + b"a" * 60 + b"\r\n")


def endless_line(request: Request, send: Send) -> None:
    while True:
        send(b"HTTP/1.1 " + b"2" * 60)


def endless_chunks(request: Request, send: Send) -> None:
    send(b"HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        send(b"1\r\na\r\n")


def informing(request: Request, send: Send) -> None:
    while True:
        send(b"HTTP/1.1 100 Continue\r\n\r\n")


def dripping(start: bytes) -> Behaviour:
    def behave(request: Request, send: Send) -> None:
        send(start)
        while True:
            time.sleep(0.05)
            send(b"a")

    return behave


_SMALL = JSON._replace(max_bytes=200_000)
_HEAD = b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\n"
_GZIP = {"content_encoding": "gzip", "content_type": "application/json"}


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (sends(response(200, b"a" * 200_001, content_type="application/json")), "is larger than"),
        (sends(_HEAD + b"content-length: 99999999999\r\n\r\n"), "is larger than"),
        (endless, "is larger than"),
        (endless_chunks, TOO_LATE),
        (endless_headers, "broke off"),
        (endless_line, "broke off"),
        (informing, TOO_LATE),
        (sends(response(200, gzip.compress(b"a" * 40_000_000, mtime=0), **_GZIP)), "is larger than"),
        (sends(response(200, gzip.compress(b"a" * 1000, mtime=0)[:-9], **_GZIP)), "is packed as gzip and breaks off"),
        (sends(response(200, b"{}", **_GZIP)), "is said to be packed as gzip, and is not"),
        (sends(response(200, b"{}", content_encoding="br")), "is packed as br, which was not asked for"),
        (sends(response(200, b"{}", content_encoding="gzip, gzip")), "is packed as gzip, gzip"),
        (sends(_HEAD + b"content-length: 10\r\n\r\n{}"), "broke off before it was complete"),
        (sends(_HEAD + b"transfer-encoding: chunked\r\n\r\n9\r\n{}"), "broke off"),
        (sends(_HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n{}"), "broke off"),
        (sends(b"not http"), "broke off"),
        (sends(b""), "broke off"),
        (dripping(b""), TOO_LATE),
        (dripping(b"HTTP/1.1 200 X\r\nx-a: "), TOO_LATE),
        (dripping(_HEAD + b"content-length: 150000\r\n\r\n"), TOO_LATE),
        (dripping(_HEAD + b"\r\n"), TOO_LATE),
        (lambda request, send: time.sleep(4), TOO_LATE),
        (sends(response(200, b"<html>", content_type="text/html; charset=utf-8")), "is of the type text/html, and JSON"),
        (sends(response(200, b"x", content_type="image/png")), "is of the type image/png"),
        (redirect(""), "without saying which"),
        (redirect("http://badges.example.org/b"), "leads on to http://badges.example.org/b, which is not encrypted"),
        (redirect("https://user:secret@badges.example.org/b"), "user name or password"),
        (redirect("file:///etc/passwd"), "leads on to file:///etc/passwd, which is no web address"),
        (redirect("https://10.0.0.1/"), "leads on to https://10.0.0.1/, which leads to 10.0.0.1, which is not on the public"),
        (redirect("https://169.254.169.254/latest"), "which leads to 169.254.169.254, which is not on the public"),
        (redirect("https://[fd00::1]/"), "which leads to fd00::1, which is not on the public"),
        (redirect("https://2130706433/"), "which has a number as its host"),
        (redirect("https://[::1"), "leads on to something that is no address"),
        (redirect("/a"), "leads on to another address more than 5 times"),
    ],
)  # fmt: skip
def test_hostile_answer_ends_in_a_reason_in_time(
    behaviour: Behaviour, said: str, fetch: Fetch, server: Server, here: str
) -> None:
    server.answers["/a"] = behaviour
    seconds = 1 if said == TOO_LATE else 10
    began = time.monotonic()
    assert said in reason(fetch._replace(seconds=seconds), f"{here}/a", _SMALL)
    assert time.monotonic() - began < seconds + 1
    assert len(server.requests) <= 6


def test_answer_without_a_length_is_whole_when_the_connection_is_closed_properly(
    fetch: Fetch, server: Server, here: str
) -> None:
    server.answers["/a"] = sends(_HEAD + b"\r\n{}")
    server.answers["/b"] = sends(_HEAD + b"transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
    server.answers["/c"] = sends(response(200, gzip.compress(b"{}", mtime=0), **_GZIP))
    for target in "abc":
        assert get(fetch, f"{here}/{target}").content == b"{}"


def test_answer_that_is_cut_off_by_someone_between_is_not_taken_for_whole(
    fetch: Fetch, server: Server, here: str
) -> None:
    def behave(request: Request, send: Send) -> None:
        send(_HEAD + b'\r\n{"revoked": []')
        raise OSError  # the connection ends without the goodbye of TLS

    server.answers["/a"] = behave
    assert "broke off before it was complete" in reason(fetch, f"{here}/a")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(code: int, fetch: Fetch, server: Server, here: str) -> None:
    server.answers["/a"] = redirect(f"https://other.example.org:{server.port}/b", code)
    server.answers["/b"] = redirect("c#d", code)
    server.answers["/c"] = json_of(DATA)
    answer = get(fetch, f"{here}/a")
    assert answer.content
    assert answer.address == f"{here}/a"
    assert answer.last_address == f"https://other.example.org:{server.port}/c"
    assert [request.sni for request in server.requests] == [HOST, "other.example.org", "other.example.org"]


def test_five_redirects_are_followed_and_no_sixth(fetch: Fetch, server: Server, here: str) -> None:
    server.answers.update({f"/{number}": redirect(f"/{number + 1}") for number in range(6)})
    server.answers["/6"] = json_of(DATA)
    assert get(fetch, f"{here}/1").content
    server.requests.clear()
    assert "more than 5 times" in reason(fetch, f"{here}/0")
    assert server.targets == ["/0", "/1", "/2", "/3", "/4", "/5"]


@pytest.mark.parametrize(
    ("names", "days", "said"),
    [
        (("elsewhere.example",), (-1, 1), f"the certificate that {HOST} shows is for another name"),
        ((HOST,), (-9, -1), f"the certificate of {HOST} has expired"),
        ((HOST,), (2, 9), f"the certificate of {HOST} does not hold yet"),
    ],
)
def test_certificate_has_to_hold(
    names: tuple[str, ...], days: tuple[int, int], said: str, authority: Authority, fetch: Fetch
) -> None:
    with serving(authority.issue(*names, days=days)) as server:
        assert said in reason(fetch, f"https://{HOST}:{server.port}/a")
        assert server.requests == []


def test_certificate_of_an_unknown_authority_is_refused(
    tmp_path: Path, fetch: Fetch, server: Server, here: str
) -> None:
    other = OnlyLoopback(str(Authority(tmp_path).file))
    assert "nobody whom this machine trusts vouches" in reason(fetch._replace(for_tests=other), f"{here}/a")
    assert server.requests == []


def test_server_without_tls_is_told_of(certificate: Path, fetch: Fetch) -> None:
    with serving(certificate, plain=True) as server:
        assert "does not speak TLS as it should" in reason(fetch, f"https://{HOST}:{server.port}/")


def test_port_where_nobody_listens(fetch: Fetch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "does not accept connections" in reason(fetch, f"https://{HOST}:{port}/")


def test_next_ip_address_is_tried_when_the_first_does_not_answer(
    fetch: Fetch, server: Server, here: str
) -> None:
    server.answers["/a"] = json_of(DATA)
    assert get(fetch._replace(resolve=lambda name: ["::1", "127.0.0.1"]), f"{here}/a").content


_NOT_PUBLIC = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
]


@pytest.fixture
def nobody_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> None:
        raise AssertionError(f"a connection was made: {arguments}")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.mark.usefixtures("nobody_connects")
@pytest.mark.parametrize("address", _NOT_PUBLIC)
def test_name_that_leads_to_a_private_address_is_not_connected_to(address: str) -> None:
    said = f"leads to {address.replace('::127.0.0.1', '::')}"[:8]
    for found in ([address], ["8.8.8.8", address], [address, "2606:4700::1111"]):
        told = reason(Fetch(resolve=lambda name, found=found: found), "https://badges.example.org/")  # type: ignore[misc]
        assert told.startswith(said)
        assert "is not on the public internet" in told


@pytest.mark.usefixtures("nobody_connects")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://127.0.0.1/", "is not on the public internet"),
        ("https://[::ffff:127.0.0.1]/", "is not on the public internet"),
        ("https://[::1]/", "is not on the public internet"),
        ("https://[64:ff9b::7f00:1]/", "is not on the public internet"),
        ("https://localhost/", "a host without a dot"),
        ("https://intranet/", "a host without a dot"),
        ("https://example.org:8443/", "is on port 8443, and only port 443 is asked"),
        ("https://example.org:22/", "is on port 22"),
        ("https://8.8.8.8:80/", "is on port 80"),
    ],
)
def test_address_that_is_never_connected_to(address: str, said: str) -> None:
    assert said in reason(Fetch(resolve=lambda name: ["8.8.8.8"]), address)


@pytest.mark.usefixtures("nobody_connects")
def test_only_loopback_is_asked_in_tests(fetch: Fetch) -> None:
    assert "is not on the public internet" in reason(
        fetch._replace(resolve=lambda name: ["8.8.8.8"]), "https://a.example/"
    )


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]
)
def test_public_address_is_connected_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Refusing(socket.socket):
        def connect(self, place: Any) -> None:
            asked.append(place[:2])
            raise ConnectionRefusedError

    monkeypatch.setattr(socket, "socket", Refusing)
    assert "does not accept connections" in reason(
        Fetch(resolve=lambda name: [address]), "https://badges.example.org/"
    )
    assert asked == [(address, 443)] * 2


def test_name_is_resolved_once_for_a_connection(fetch: Fetch, server: Server, here: str) -> None:
    """What was checked is what is connected to: a name that changes its mind changes nothing."""
    found = iter([["127.0.0.1"], ["10.0.0.1"]])
    server.answers["/a"] = json_of(DATA)
    assert get(fetch._replace(resolve=lambda name: next(found)), f"{here}/a").content


def test_redirect_to_a_name_that_leads_inside_is_refused(fetch: Fetch, server: Server, here: str) -> None:
    server.answers["/a"] = redirect("https://inside.example/")
    known: Callable[[str], list[str]] = lambda name: ["10.0.0.1" if name == "inside.example" else "127.0.0.1"]  # noqa: E731
    assert "leads on to https://inside.example/, which leads to 10.0.0.1" in reason(
        fetch._replace(resolve=known), f"{here}/a"
    )


def no_such_name(name: str) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.mark.parametrize(
    ("resolve", "said"),
    [
        (no_such_name, "there is no host badges.example.org"),
        (lambda name: [], "there is no host badges.example.org"),
        (lambda name: time.sleep(3) or ["8.8.8.8"], "nobody said in time where badges.example.org is"),
    ],
)
def test_name_that_is_not_found(resolve: Any, said: str) -> None:
    began = time.monotonic()
    assert said in reason(Fetch(resolve=resolve, seconds=1), "https://badges.example.org/")
    assert time.monotonic() - began < 2


def test_proxy_of_the_environment_is_not_used(
    fetch: Fetch, server: Server, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answers["/a"] = json_of(DATA)
    assert get(fetch, f"{here}/a").content


def test_cookies_are_not_sent_back(fetch: Fetch, server: Server, here: str) -> None:
    server.answers["/a"] = status(302, location="/b", set_cookie="a=b")
    server.answers["/b"] = json_of(DATA)
    assert get(fetch, f"{here}/a").content
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize(
    ("form", "media_type", "is_taken"),
    [
        (JSON, "application/ld+json", True),
        (JSON, "application/vc+jwt", True),
        (JSON, "application/jwt", True),
        (JSON, "text/plain", True),
        (JSON, "application/octet-stream", True),
        (JSON, "text/html", False),
        (JSON, "application/json-evil", False),
        (IMAGE, "image/svg+xml", True),
        (IMAGE, "text/html", False),
        (PAGE, "text/html", True),
        (PAGE, "image/png", False),
        (PAGE, "application/zip", False),
    ],
)
def test_media_types(form: Form, media_type: str, is_taken: bool) -> None:
    assert form.takes(media_type) is is_taken


def test_what_servers_do_not_say_is_no_refusal(fetch: Fetch, server: Server, here: str) -> None:
    server.answers["/a"] = sends(response(200, b"{}"))
    assert get(fetch, f"{here}/a").media_type is None


@pytest.mark.parametrize(
    ("headers", "max_age", "keep"),
    [
        ({}, None, True),
        ({"cache_control": "public, max-age=100"}, 100, True),
        ({"cache_control": "max-age=100", "age": "30"}, 70, True),
        ({"cache_control": "max-age=100", "age": "300"}, 0, True),
        ({"cache_control": "max-age=100", "age": "-1"}, 100, True),
        ({"cache_control": "no-cache, max-age=100"}, 0, True),
        ({"cache_control": "no-store"}, 0, False),
        ({"cache_control": "max-age=x"}, None, True),
    ],
)
def test_how_long_an_answer_may_be_used(
    headers: dict[str, str], max_age: int | None, keep: bool, fetch: Fetch, server: Server, here: str
) -> None:
    server.answers["/a"] = json_of(DATA, **headers)
    answer = get(fetch, f"{here}/a")
    assert (answer.max_age, answer.keep) == (max_age, keep)


def test_same_address_is_asked_once_in_a_run_also_when_it_fails(
    fetch: Fetch, server: Server, here: str
) -> None:
    server.answers["/a"] = json_of(DATA)
    server.answers["/gone"] = status(410)
    resources = Asked(Online(fetch))
    for _ in range(3):
        assert isinstance(resources.get(f"{here}/a#x", Wanted.KEY), Resource)
        assert isinstance(resources.get(f"{here}/a", Wanted.CREDENTIAL), Resource)
        gone = resources.get(f"{here}/gone", Wanted.CREDENTIAL)
        assert isinstance(gone, Missing)
        assert gone.is_gone
    assert server.targets == ["/a", "/gone"]
    assert isinstance(resources.get(f"{here}/a", Wanted.IMAGE), Missing)
    assert server.targets == ["/a", "/gone", "/a"]


def test_host_that_cannot_be_reached_is_left_alone(fetch: Fetch) -> None:
    asked = []

    def resolve(name: str) -> list[str]:
        asked.append(name)
        return []

    resources = Asked(Online(fetch._replace(resolve=resolve)))
    reasons = [resources.get(f"https://gone.example/{number}", Wanted.KEY) for number in range(5)]
    assert asked == ["gone.example"] * 4  # two addresses, each tried twice
    last = reasons[-1]
    assert isinstance(last, Missing)
    assert "could not be reached before in this run" in last.reason


def test_answers_at_hand_are_bounded(
    fetch: Fetch, server: Server, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trustlint.resources.online.MOST_REMEMBERED", 250)
    for name in "abc":
        server.answers[f"/{name}"] = json_of("x" * 98)
    resources = Asked(Online(fetch))
    for name in "abcbca":
        assert isinstance(resources.get(f"{here}/{name}", Wanted.KEY), Resource)
    assert server.targets == ["/a", "/b", "/c", "/a"]


_PIECES = st.sampled_from(
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 302 \r\n", b"\r\n", b"content-length: ", b"9", b"-1", b"location: ", b"//[", b"\xff",
     b"transfer-encoding: chunked\r\n", b"content-encoding: gzip\r\n", b"content-type: text/json\r\n", b"{}", b"\0", b":"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.binary(max_size=4)), max_size=14).map(b"".join))
def test_any_bytes_end_in_an_answer(content: bytes) -> None:
    server, fetch = _running
    server.answers["/a"] = sends(content)
    answer = get(fetch, f"https://{HOST}:{server.port}/a")
    assert (answer.content is None) == bool(answer.reason)


_running: tuple[Server, Fetch]


@pytest.fixture(autouse=True, scope="module")
def _one_server(authority: Authority, certificate: Path) -> Any:
    global _running
    with serving(certificate) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr("trustlint.resources.fetch._PAUSE", 0.01)
        _running = server, Fetch(lambda name: ["127.0.0.1"], OnlyLoopback(str(authority.file)), 5)
        yield


def test_limits_say_which_form_has_which_name() -> None:
    assert {name: form.name for name, form in limits.FORMS.items()} == {
        "json": "json",
        "image": "image",
        "page": "page",
    }
    assert all(limits.life_of(wanted).usual <= limits.life_of(wanted).most for wanted in Wanted)
