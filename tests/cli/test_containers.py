"""Badges in tokens, images and archives, from the command line: check says where, extract and bake go there and back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.conftest import absent
from tests.source.images import IEND, itxt, jws, png, svg

FIXTURES = Path(__file__).parents[2] / "fixtures" / "sel"
PICTURES = {"png": png(), "svg": svg("<path d='M0 0h9v9z'/>", 'xmlns="http://www.w3.org/2000/svg"')}
CREDENTIALS = ("ob2-assertion", "ob3-credential", "clr2")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for ending, content in PICTURES.items():
        (tmp_path / f"picture.{ending}").write_bytes(content)
    return tmp_path


def report(call: Command, *arguments: str) -> Any:
    return json.loads(call("check", "--pack", "open-badges", "-f", "json", *arguments).out)


@pytest.mark.parametrize("ending", PICTURES)
@pytest.mark.parametrize("name", CREDENTIALS)
def test_what_was_baked_is_accepted_and_comes_out_again(
    call: Command, desk: Path, name: str, ending: str
) -> None:
    source, baked = FIXTURES / f"{name}.json", f"baked.{ending}"
    ended = call("bake", str(source), f"picture.{ending}", "-o", baked)
    assert (ended.code, ended.out) == (0, "")
    assert f"{baked} written. Next: trustlint check {baked}" in ended.err
    (document,) = report(call, baked)["documents"][:1]
    assert (document["valid"], document["origin"][:2]) == (True, ["file", ending])
    codes = {finding["code"] for finding in document["findings"]}
    assert not any(code.startswith("BAK") for code in codes)
    assert call("extract", "--raw", baked).out.strip() == source.read_text("utf-8").strip()
    assert json.loads(call("extract", baked).out) == json.loads(source.read_bytes())


@pytest.mark.parametrize("ending", PICTURES)
def test_a_token_is_baked_as_a_token(call: Command, desk: Path, ending: str) -> None:
    token = jws(json.loads((FIXTURES / "ob3-credential.json").read_bytes()))
    (desk / "badge.jwt").write_text(token, "utf-8")
    assert call("bake", "badge.jwt", f"picture.{ending}", "-o", "out").code == 0
    assert call("extract", "out", "--raw").out.strip() == token
    (document,) = report(call, "out")["documents"]
    assert (document["valid"], document["origin"][-2:]) == (True, ["jwt", "json"])


@pytest.mark.parametrize(
    "head",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg\n  xmlns="http://www.w3.org/2000/svg"\n  width="9>8" ></svg>',
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        '<?xml version="1.0" encoding="ISO-8859-1"?><!-- <svg> --><svg xmlns="http://www.w3.org/2000/svg"><title>\xe9</title></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"></svg>',
    ],
)
def test_svg_of_all_sorts(call: Command, desk: Path, head: str) -> None:
    (desk / "picture.svg").write_bytes(head.encode("latin-1"))
    credential = json.loads((FIXTURES / "ob3-credential.json").read_bytes())
    credential["name"] = "É ]]> 日本 \U0001f600 \ufffe"
    (desk / "c.json").write_text(json.dumps(credential, ensure_ascii=False), "utf-8")
    assert call("bake", "c.json", "picture.svg", "-o", "out.svg").code == 0
    assert json.loads(call("extract", "out.svg").out) == credential
    (document,) = report(call, "out.svg")["documents"]
    assert document["valid"] is True
    assert not any(finding["code"].startswith("BAK") for finding in document["findings"])


@pytest.mark.parametrize(
    ("credential", "image", "says"),
    [
        ("ob3-definition", "picture.png", "which nobody has been awarded yet"),
        ("ob3-profile", "picture.png", "is recognised as Open Badges 3.0 Profile"),
        ("ob2-badgeclass", "picture.png", "is recognised as Open Badges 2.0 BadgeClass"),
        ("ob3-credential", "absent.png", "no such file"),
        ("ob3-credential", "baked.png", "holds a badge already, in the iTXt chunk openbadges"),
        ("ob3-credential", "baked.svg", "holds a badge already, in the element openbadges:credential"),
        ("ob3-credential", "cut.png", "ends before its last chunk"),
        ("ob3-credential", "broken.svg", "is no well-formed XML"),
        ("ob3-credential", "text.txt", "neither PNG nor SVG"),
    ],
)
def test_what_cannot_be_baked(call: Command, desk: Path, credential: str, image: str, says: str) -> None:
    (desk / "baked.png").write_bytes(png(itxt("openbadges", b"{}")))
    (desk / "baked.svg").write_bytes(svg("<openbadges:credential>{}</openbadges:credential>"))
    (desk / "cut.png").write_bytes(png()[: -len(IEND)])
    (desk / "broken.svg").write_bytes(svg("<a>"))
    (desk / "text.txt").write_text("hello", "utf-8")
    ended = call("bake", str(FIXTURES / f"{credential}.json"), image, "-o", "out")
    assert ended.code == 2
    assert says in ended.err.casefold() if says.startswith("no such") else says in ended.err
    assert not (desk / "out").exists()


def test_nothing_is_overwritten_without_force(call: Command, desk: Path) -> None:
    source = str(FIXTURES / "ob3-credential.json")
    ended = call("bake", source, "picture.png", "-o", "picture.png")
    assert (ended.code, (desk / "picture.png").read_bytes()) == (2, PICTURES["png"])
    assert "picture.png is there already" in ended.err
    assert call("bake", source, "picture.png", "-o", "picture.png", "--force").code == 0
    assert call("extract", "picture.png", "-o", "picture.svg").code == 2
    assert (desk / "picture.svg").read_bytes() == PICTURES["svg"]
    assert call("extract", "picture.png", "-o", "picture.svg", "--force").code == 0
    assert json.loads((desk / "picture.svg").read_bytes()) == json.loads(Path(source).read_bytes())
    assert sorted(path.name for path in desk.iterdir()) == ["picture.png", "picture.svg"]


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (PICTURES["png"], 5, "no badge is baked into it"),
        (b'{"type": "Achievement"}', 5, "no credential is inside"),
        (png(itxt("openbadges", b"hello")), 3, "no credential, neither JSON nor a JWT"),
        (b"eyJhbGciOiJSUzI1NiJ9.e30.a.b.c" + b"c" * 20, 3, "is encrypted"),
    ],
)
def test_extract_tells_why_nothing_comes(
    call: Command, desk: Path, content: bytes, code: int, says: str
) -> None:
    (desk / "file").write_bytes(content)
    ended = call("extract", "file")
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_extract_gives_several_one_a_line(call: Command, desk: Path) -> None:
    (desk / "badge.json").write_text(
        json.dumps({"type": "Profile", "endorsementJwt": [jws({"a": 1}), jws({"a": "é"})]}), "utf-8"
    )
    assert [json.loads(line) for line in call("extract", "badge.json").out.splitlines()] == [
        {"a": 1},
        {"a": "é"},
    ]
    assert call("extract", "badge.json", "--raw").code == 2


# ---- check


def test_findings_say_what_their_lines_are_of(call: Command, desk: Path) -> None:
    credential = json.loads((FIXTURES / "ob3-credential.json").read_bytes())
    del credential["credentialSubject"]["achievement"]["criteria"]
    (desk / "badge.jwt").write_text(jws(json.dumps(credential, indent=2).encode()), "utf-8")
    (document,) = report(call, "badge.jwt")["documents"]
    (finding,) = [each for each in document["findings"] if each["severity"] == "error"]
    assert finding["pointer"] == "/credentialSubject/achievement"
    assert finding["span"]["inside"] == "the credential inside the JWT"
    line, column = finding["span"]["line"], finding["span"]["column"]
    where = f"line {line}, column {column} of the credential inside the JWT"
    assert f"  {where} of badge.jwt  error SCH001" in call("check", "badge.jwt").out
    annotation = next(x for x in call("check", "-f", "github", "badge.jwt").out.splitlines() if x.startswith("::error"))  # fmt: skip
    assert annotation.startswith("::error file=badge.jwt,title=")
    assert f"See {where}." in annotation
    sarif = json.loads(call("check", "-f", "sarif", "badge.jwt").out)
    for result in sarif["runs"][0]["results"]:
        for location in result["locations"]:
            assert "region" not in location["physicalLocation"]
    rows = call("check", "-f", "csv", "badge.jwt").out.splitlines()
    assert all(",badge.jwt,,," in row for row in rows[1:])


def test_a_folder_gives_images_and_tokens_with_a_badge(call: Command, desk: Path) -> None:
    credential = (FIXTURES / "ob3-credential.json").read_bytes()
    for name, content in {
        "baked.png": png(itxt("openbadgecredential", credential)),
        "baked.svg": svg(f"<openbadges:credential><![CDATA[{credential.decode()}]]></openbadges:credential>"),
        "badge.jwt": jws(json.loads(credential)).encode(),
        "session.jwt": jws({"sub": "me"}).encode(),
        "cut.png": png(itxt("openbadgecredential", credential))[:500],
        "plain.jws": b"hello",
    }.items():
        (desk / name).write_bytes(content)
    found = report(call, ".")
    assert [(each["path"], each["valid"]) for each in found["documents"]] == [
        ("./badge.jwt", True),
        ("./baked.png", True),
        ("./baked.svg", True),
        ("./cut.png", False),
    ]
    assert found["summary"]["skipped"] == 0


def test_named_images_say_that_nothing_is_inside(call: Command, desk: Path) -> None:
    (document,) = report(call, "picture.png")["documents"]
    assert [finding["code"] for finding in document["findings"]] == ["BAK010"]
    assert report(call, "--only-credentials", "picture.png", "picture.svg")["documents"] == []


def test_an_enveloped_badge_and_a_presentation(call: Command, desk: Path) -> None:
    credential = json.loads((FIXTURES / "ob3-credential.json").read_bytes())
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{jws(credential)}",
    }
    (desk / "vp.json").write_text(
        json.dumps({"type": ["VerifiablePresentation"], "verifiableCredential": [credential, envelope]}),
        "utf-8",
    )
    found = [(each["part"], each["kind"]["type"]) for each in report(call, "vp.json")["documents"]]
    assert found == [
        (None, "VerifiablePresentation"),
        ("/verifiableCredential/0", "AchievementCredential"),
        ("/verifiableCredential/1", "EnvelopedVerifiableCredential"),
        ("JWT of the data URI at /verifiableCredential/1/id", "AchievementCredential"),
    ]


# ---- another program that bakes


@pytest.fixture
def bakery() -> Any:
    try:
        import openbadges_bakery
    except ImportError:
        absent("openbadges-bakery, of the extra test, is not installed")
    return openbadges_bakery


@pytest.mark.parametrize("ending", PICTURES)
def test_another_program_reads_what_we_bake(call: Command, desk: Path, bakery: Any, ending: str) -> None:
    source = FIXTURES / "ob2-assertion.json"
    assert call("bake", str(source), f"picture.{ending}", "-o", "out").code == 0
    assert json.loads(bakery.unbake(io.BytesIO((desk / "out").read_bytes()))) == json.loads(
        source.read_bytes()
    )
    token = jws(json.loads(source.read_bytes()))
    (desk / "badge.jws").write_text(token, "utf-8")
    assert call("bake", "badge.jws", f"picture.{ending}", "-o", "signed").code == 0
    assert bakery.unbake(io.BytesIO((desk / "signed").read_bytes())) == token


@pytest.mark.filterwarnings("ignore:Please use rfc3986:DeprecationWarning")
@pytest.mark.parametrize("ending", PICTURES)
def test_we_read_what_another_program_bakes(call: Command, desk: Path, bakery: Any, ending: str) -> None:
    text = (FIXTURES / "ob2-assertion.json").read_text("utf-8")
    for name, baked in (("plain", text), ("signed", jws(json.loads(text)))):
        made = bakery.bake(io.BytesIO(PICTURES[ending]), baked)
        (desk / name).write_bytes(made.read())
        made.close()
        (document,) = report(call, name)["documents"]
        assert (document["valid"], document["kind"]["type"]) == (True, "Assertion")
        assert not any(finding["code"].startswith("BAK") for finding in document["findings"])
        assert json.loads(call("extract", name).out) == json.loads(text)


@pytest.mark.parametrize(
    ("keyword", "name", "codes"),
    [
        ("openbadges", "ob2-assertion", set()),
        ("openbadges", "ob3-credential", {"BAK012"}),
        ("openbadgecredential", "clr2", {"BAK012"}),
        ("clrcredential", "clr2", set()),
    ],
)
def test_a_badge_stands_where_its_version_belongs(
    call: Command, desk: Path, keyword: str, name: str, codes: set[str]
) -> None:
    """The credentials inside of a CLR are in no image of their own."""
    (desk / "baked.png").write_bytes(png(itxt(keyword, (FIXTURES / f"{name}.json").read_bytes())))
    documents = report(call, "baked.png")["documents"]
    found = [
        {each["code"] for each in document["findings"] if each["code"].startswith("BAK")}
        for document in documents
    ]
    assert found == [codes, *[set() for _ in documents[1:]]]
    if codes:
        finding = next(each for each in documents[0]["findings"] if each["code"] == "BAK012")
        assert (finding["pointer"], finding["span"]) == (None, None)
