"""No network, whatever is checked."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import network_guard

_WITHOUT_SOCKETS = """
import sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise AssertionError(f"the network was used: {event} {arguments}")

sys.addaudithook(refuse)
from trustlint.cli import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "fixtures/sel/ob3-definition.json"], 0),
        (["check", "fixtures/sel", "fixtures/full", "--pack", "open-badges", "--format", "json"], 0),
        (["check", "fixtures/broken", "--format", "table"], 1),
        (["check", "fixtures/signed", "--verify", "--pack", "open-badges"], 3),
        (
            [
                "check",
                "fixtures/older",
                "fixtures/sel",
                "--recipient",
                "nobody@example.org",
                "--format",
                "json",
            ],
            1,
        ),
        (["explain", "trusted-credential"], 0),
        (["list", "rules"], 0),
    ],
    ids=lambda value: value[1] if isinstance(value, list) else "",
)
def test_runs_where_a_socket_cannot_even_be_made(root: Path, arguments: list[str], code: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _WITHOUT_SOCKETS, *arguments], cwd=root, capture_output=True, text=True
    )
    assert "AssertionError" not in run.stderr
    assert run.returncode == code, run.stdout[-2000:] + run.stderr


def test_the_guard_of_these_runs_notices_a_socket() -> None:
    program = _WITHOUT_SOCKETS.replace("main()", "import socket; socket.socket()")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 1
    assert "the network was used: socket.__new__" in run.stderr


@pytest.mark.parametrize("marked", [pytest.param(True, marks=pytest.mark.sockets), False])
def test_the_guard_of_the_whole_suite_refuses_other_machines(marked: bool) -> None:
    with socket.socket() as client, pytest.raises(AssertionError, match="network"):
        client.connect(("192.0.2.1", 443))
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("example.org", 443)
    assert len(network_guard.used) == 2
    network_guard.used.clear()


def test_the_guard_of_the_whole_suite_refuses_this_machine_too() -> None:
    with socket.socket() as client, pytest.raises(AssertionError, match="network"):
        client.connect(("127.0.0.1", 443))
    network_guard.used.clear()
