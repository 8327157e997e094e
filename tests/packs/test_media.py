"""Images that are read without the network: from data URIs and from files beside the badge, hostile ones too."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trustlint
from trustlint.pyrules.image_header import facts_of_bytes, facts_of_data_address


def _png(width: int, height: int, colour: int = 6) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def _data(content: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _badge(image: Any) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "id": "https://example.org/b.json",
        "type": "BadgeClass",
        "name": "Reader",
        "description": "Reads a text aloud for a class.",
        "image": image,
        "criteria": {"narrative": "Read a text of a page aloud for a class, and answer its questions."},
        "issuer": "https://example.org/i.json",
    }


def _found(path: Path) -> list[tuple[str, str | None]]:
    report = trustlint.check(str(path), packs=["media"])
    return [(finding.code, finding.pointer) for finding in report.documents[0].findings]


def test_an_image_beside_the_badge_is_read(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "my badge.png").write_bytes(_png(80, 70, colour=2))
    badge = tmp_path / "badge.json"
    badge.write_text(json.dumps(_badge("images/my%20badge.png")), encoding="utf-8")
    assert _found(badge) == [("MD102", "/image"), ("MD103", "/image"), ("MD106", "/image")]


def test_the_weight_of_a_file_is_that_of_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(_png(400, 400) + b"\0" * 300_000)
    badge = tmp_path / "badge.json"
    badge.write_text(json.dumps(_badge("b.png")), encoding="utf-8")
    assert _found(badge) == [("MD105", "/image")]


@pytest.mark.parametrize(
    "name", ["../b.png", "{above}/b.png", "file:///{above}/b.png", "link.png", "images", "", "a\0b"]
)
def test_nothing_outside_of_the_folder_of_the_badge_is_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(_png(10, 20))
    home = tmp_path / "home"
    (home / "images").mkdir(parents=True)
    (home / "link.png").symlink_to(tmp_path / "b.png")
    badge = home / "badge.json"
    badge.write_text(json.dumps(_badge(name.format(above=tmp_path))), encoding="utf-8")
    assert _found(badge) == []


def test_data_without_a_file_looks_beside_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.png").write_bytes(_png(10, 20))
    report = trustlint.check(_badge("b.png"), packs=["media"])
    assert [finding.code for finding in report.documents[0].findings] == []


def test_the_header_of_a_png_gives_size_weight_and_transparency() -> None:
    content = _png(400, 300)
    facts = facts_of_data_address(_data(content))
    assert facts is not None
    assert (facts.format, facts.width, facts.height, facts.transparent, facts.size) == (
        "PNG",
        400,
        300,
        True,
        len(content),
    )


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('<svg width="20" height="10"/>', (20, 10)),
        ("<?xml version='1.0'?><!-- a --><svg xmlns='x' viewBox='0 0 32 64'>", (32, 64)),
        ('<svg width="100%" height="100%" viewBox="0,0,5,5">', (5, 5)),
        ('<svg stroke-width="9">', (None, None)),
        ('<svg viewBox="a b">', (None, None)),
    ],
)
def test_the_tag_of_an_svg_gives_its_size(text: str, size: tuple[float | None, float | None]) -> None:
    facts = facts_of_bytes(text.encode(), len(text))
    assert (facts.format, facts.width, facts.height) == ("SVG", *size)


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", _png(9, 9)[:40], b"<svg ", b"RIFF"])
)
def test_no_bytes_break_the_reader(content: bytes, start: bytes) -> None:
    facts = facts_of_bytes(start + content, len(content))
    assert facts.format in (None, "PNG", "SVG", "JPEG", "GIF", "BMP", "PDF", "WebP")
    assert facts_of_data_address(_data(start + content)) is not None


@given(st.text(max_size=200))
def test_no_data_address_breaks_the_reader(text: str) -> None:
    assert facts_of_data_address("data:" + text) is not None


def test_a_png_of_endless_chunks_and_an_svg_of_endless_attributes_end_soon() -> None:
    chunks = _png(9, 9, colour=2)[:33] + b"\0\0\0\0tEXt\0\0\0\0" * 100_000
    assert facts_of_bytes(chunks, len(chunks)).transparent is None
    for text in (
        b"<svg " * 20_000,
        b"<svg " + b"width = " * 20_000,
        b"<svg " + b" " * 100_000,
        b"<svg viewBox='" + b"1 " * 50_000,
    ):
        facts_of_bytes(text, len(text))
