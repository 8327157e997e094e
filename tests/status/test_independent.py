"""Status lists of another implementation are read here, and ours there."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.project.working_tree import clean_environment
from tests.status.given import ENTRIES, LIST, Given, base, bits_with, encoded, entry, lifecycle, status_list
from trustlint.status.bitstring import decode_bitstring, entry_at

PACKAGES = ["@digitalbazaar/vc-bitstring-status-list@2.0.1", "@digitalcredentials/bitstring@3.1.2"]
PLACES = sorted({0, 7, 8, ENTRIES - 1, *random.Random(20261124).sample(range(ENTRIES), 500)})
SCRIPT = """
import {readFileSync} from 'node:fs';
import {BitstringStatusList} from '@digitalbazaar/vc-bitstring-status-list';
import {Bitstring} from '@digitalcredentials/bitstring';
const {places, length, ours} = JSON.parse(readFileSync(0, 'utf-8'));
const list = new BitstringStatusList({length});
const bits = new Bitstring({length, leftToRightIndexing: true});
for(const place of places) {
  list.setStatus(place, true);
  bits.set(place, true);
}
const read = await BitstringStatusList.decode({encodedList: ours});
const set = [];
for(let place = 0; place < read.length; ++place) {
  if(read.getStatus(place)) {
    set.push(place);
  }
}
console.log(JSON.stringify({bitstring: await list.encode(), legacy: await bits.encodeBits(), set}));
"""


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What their software writes for PLACES, and reads from a list of ours; needs npm and a package registry."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        absent("npm is not installed")
    folder: Path = tmp_path_factory.mktemp("npm")
    (folder / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
    (folder / "lists.js").write_text(SCRIPT, encoding="utf-8")
    install = [
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--fetch-retries=0",
        *PACKAGES,
    ]
    environment = clean_environment()
    installed = subprocess.run(
        install, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    if installed.returncode != 0:
        absent(f"npm reaches no package registry: {installed.stderr.strip()[-200:]}")
    asked = json.dumps({"places": PLACES, "length": ENTRIES, "ours": encoded(bits_with(PLACES))})
    ran = subprocess.run(
        ["node", "lists.js"],
        cwd=folder,
        env=environment,
        input=asked,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    said: dict[str, object] = json.loads(ran.stdout)
    return said


def test_their_lists_are_read_here(theirs: dict[str, object]) -> None:
    for name, multibase in (("bitstring", True), ("legacy", False)):
        bits = decode_bitstring(theirs[name], multibase=multibase)
        assert [place for place in range(ENTRIES) if entry_at(bits, place)] == PLACES


def test_our_lists_are_read_there(theirs: dict[str, object]) -> None:
    assert theirs["set"] == PLACES


@pytest.mark.parametrize(("place", "state"), [(PLACES[3], "revoked"), (PLACES[3] + 1, "current")])
def test_a_credential_is_looked_up_in_their_list(theirs: dict[str, object], place: int, state: str) -> None:
    document = status_list()
    document["credentialSubject"]["encodedList"] = theirs["bitstring"]
    credential = base("ob3-credential", credentialStatus=entry(statusListIndex=str(place)))
    assert lifecycle(credential, Given({LIST: document})).state.value == state
