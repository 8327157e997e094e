"""Over every real file, and over every real file with something spoilt: what comes out is better, and no file is harmed."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fixing.mending import Mender, corpus_files
from trustlint.fixing.files import MendedFile
from trustlint.model.fix import FixOptions
from trustlint.model.pointer import parse_pointer
from trustlint.model.report import DocumentResult

PARTS = 8
"""Slices of the corpus, so that several processes share it."""

BADGE_MARKS = (b"openbadges", b"purl.imsglobal.org/spec/")
"""In the contexts of what is spoilt; for other files there are no fixes."""

ORDER = ["pass", "not-applicable", "waived", "needs-review", "not-assessed", "fail", "error"]


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(FixOptions(assume_utc=True, hash_recipients=True, salt="salt"))


def hold(mender: Mender, before: bytes, mended: MendedFile, name: str) -> None:
    """What trustlint fix promises, read from reports of the files before and after, and from nothing else."""
    if mended.after == before:
        assert not mended.settled
        return
    old, new = mender.results(before, name), mender.results(mended.after, name)
    assert len(old) == len(new)
    assert mended.gone == findings(old).total() - findings(new).total() > 0
    gained = findings(new) - findings(old)
    renamed = {key[0] for key in gained}
    assert not gained, (name, renamed)
    for one, other in zip(old, new, strict=True):
        verdicts = {(item.pack, item.id): ORDER.index(item.verdict) for item in other.criteria}
        for item in one.criteria:
            if item.verdict != "not-applicable":
                assert verdicts[item.pack, item.id] <= ORDER.index(item.verdict), (name, item.id)
            else:
                assert verdicts[item.pack, item.id] <= 1, (name, item.id)
        assert other.valid or not one.valid
    again = mender.mend(mended.after, name)
    assert again.after == mended.after
    assert not again.settled


def findings(results: list[DocumentResult]) -> Counter[tuple[str, tuple[str, ...]]]:
    """Findings by code and place without indexes."""
    return Counter(
        (finding.code, tuple(step for step in parse_pointer(finding.pointer or "") if not step.isdecimal()))
        for result in results
        for finding in result.findings
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_every_real_file_comes_out_better_or_the_same(part: int, shared: Path, mender: Mender) -> None:
    for file in corpus_files(shared)[part::PARTS]:
        content = file.read_bytes()
        hold(mender, content, mender.mend(content, file.name), file.name)


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_signed_is_not_touched(part: int, shared: Path, mender: Mender) -> None:
    for file in corpus_files(shared)[part::PARTS]:
        content = file.read_bytes()
        try:
            data = json.loads(content)
        except ValueError:
            continue
        if isinstance(data, dict) and data.get("proof"):
            assert mender.mend(content, file.name).after == content


Spoil = Callable[[dict[str, Any], random.Random], None]


def single_types(data: dict[str, Any], chance: random.Random) -> None:
    for item in objects(data):
        if isinstance(item.get("type"), list) and len(item["type"]) == 1 and chance.random() < 0.5:
            item["type"] = item["type"][0].lower()


def no_types(data: dict[str, Any], chance: random.Random) -> None:
    for item in list(objects(data))[1:]:
        if chance.random() < 0.3:
            item.pop("type", None)


def blanks(data: dict[str, Any], chance: random.Random) -> None:
    for item in objects(data):
        for name in ("id", "url", "targetUrl", "email"):
            if isinstance(item.get(name), str) and chance.random() < 0.5:
                item[name] = chance.choice([" {}", "{}\n", "{} ", "\t{}"]).format(item[name])


def old_names(data: dict[str, Any], chance: random.Random) -> None:
    names = {
        "targetName": "name",
        "targetUrl": "url",
        "validFrom": "issuanceDate",
        "achievementType": "AchievementType",
        "description": "Description",
        "issuedOn": "issued_on",
    }
    for item in objects(data):
        for right, wrong in names.items():
            if right in item and wrong not in item and chance.random() < 0.5:
                item[wrong] = item.pop(right)


def odd_dates(data: dict[str, Any], chance: random.Random) -> None:
    for item in objects(data):
        for name in ("validFrom", "validUntil", "issuanceDate", "awardedDate", "issuedOn", "expires"):
            if isinstance(item.get(name), str):
                change = chance.choice(["T ", "Z+0000", "Z+01:00", "Z"])
                item[name] = item[name].replace(change[0], change[1:], 1)


def wrapped(data: dict[str, Any], chance: random.Random) -> None:
    for item in objects(data):
        for name, value in list(item.items()):
            if name == "@context" or chance.random() < 0.7:
                continue
            if isinstance(value, list) and len(value) == 1:
                item[name] = value[0]
            elif not isinstance(value, list):
                item[name] = [value]


def contexts(data: dict[str, Any], chance: random.Random) -> None:
    value = data.get("@context")
    if isinstance(value, list):
        chance.shuffle(value)
        data["@context"] = [
            chance.choice([item, item, item.replace("https:", "http:"), f"{item}/"])
            if isinstance(item, str)
            else item
            for item in value
        ]
        if len(value) > 1 and chance.random() < 0.3:
            data["@context"].pop()


def empty(data: dict[str, Any], chance: random.Random) -> None:
    for item in objects(data):
        for name in ("tag", "alignment", "evidence", "version", "image"):
            if chance.random() < 0.2:
                item[name] = chance.choice([None, [], ["a", "a", " "]])


SPOILS: list[Spoil] = [single_types, no_types, blanks, old_names, odd_dates, wrapped, contexts, empty]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in list(value.values()):
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
def test_spoilt_real_files_come_out_better(spoil: Spoil, shared: Path, mender: Mender) -> None:
    chance = random.Random(spoil.__name__)
    settled = 0
    for file in corpus_files(shared):
        content = file.read_bytes()
        if not any(mark in content for mark in BADGE_MARKS):
            continue
        try:
            data = json.loads(content)
        except ValueError:
            continue
        if not isinstance(data, dict):
            continue
        if chance.random() < 0.8:
            data.pop("proof", None)
        spoil(data, chance)
        content = json.dumps(data, indent=chance.choice([None, 1, 2, "\t"])).encode()
        mended = mender.mend(content, file.name)
        hold(mender, content, mended, file.name)
        settled += len(mended.settled)
    assert settled > 20
