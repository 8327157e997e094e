"""A run that may look addresses up: links, contexts, images, pages and schemas are taken from where it looks."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from tests.status.given import Given
from trustlint.checks.context import Receiving
from trustlint.engine import session as session_module
from trustlint.engine.check import check_paths
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.model.report import DocumentResult
from trustlint.model.resource import Missing, Wanted
from trustlint.source.read import Input

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What stands at addresses; nothing but what a test puts there."""
    given = Given()
    receiving = Receiving(resources=given, online=True)
    monkeypatch.setattr(session_module, "receiving_of", lambda options: receiving)
    return given


def base(root: Path, name: str) -> Any:
    return json.loads((root / "rules" / "bases" / f"{name}.json").read_text(encoding="utf-8"))


def checked(tmp_path: Path, data: Any, *packs: str) -> DocumentResult:
    file = tmp_path / "badge.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    (result,) = check_paths([str(file)], CheckOptions(packs=packs or ("open-badges",))).documents
    return result


def said(result: DocumentResult, code: str) -> list[tuple[str | None, str]]:
    return [(item.pointer, item.message) for item in result.findings if item.code == code]


def test_links_lead_to_the_web(root: Path, tmp_path: Path, web: Given) -> None:
    assertion, badge_class = base(root, "ob2-assertion"), base(root, "ob2-badgeclass")
    assertion["badge"] = badge_class["id"]
    offline = checked(tmp_path, assertion, "trusted-credential")
    assert {item.id: item.verdict for item in offline.criteria}["TC-04"] != "pass"
    web.at[badge_class["id"]] = badge_class
    online = checked(tmp_path, assertion, "trusted-credential")
    assert {item.id: item.verdict for item in online.criteria}["TC-04"] == "pass"
    missing = next(item for item in online.criteria if item.id == "TC-02")
    assert missing.document == badge_class["id"]
    assert (badge_class["id"], Wanted.CREDENTIAL) in web.asked


@pytest.mark.parametrize(
    "there", [b"<html>", b"[1]", {"id": "https://example.org/another", "type": "BadgeClass"}]
)
def test_what_is_no_such_document_is_no_target(web: Given, there: Any) -> None:
    links = LinkIndex()
    web.at["https://example.org/badge"] = there
    links.resources = web
    assert links.follow("https://example.org/badge") is None
    assert links.follow("https://example.org/badge") is None
    assert len(web.asked) == 1
    assert links.follow("http://example.org/badge") is None
    assert len(web.asked) == 1


def test_another_process_looks_up_for_itself(web: Given) -> None:
    links = LinkIndex([Input("a.json", True)])
    links.resources = web
    assert pickle.loads(pickle.dumps(links)).resources is None


def test_contexts_come_from_the_web(root: Path, tmp_path: Path, web: Given) -> None:
    badge = base(root, "ob3-credential")
    address = "https://example.org/our-context.json"
    badge["@context"].append(address)
    badge["coffee"] = "black"
    unknown = checked(tmp_path, badge)
    assert [pointer for pointer, _ in said(unknown, "LDC005")] == ["/@context/2"]
    assert unknown.valid is None
    web.at[address] = {"@context": {"coffee": "https://example.org/terms#coffee"}}
    known = checked(tmp_path, badge)
    assert (said(known, "LDC005"), said(known, "LDC001"), known.valid) == ([], [], True)
    web.at[address] = {"@context": {"tea": "https://example.org/terms#tea"}}
    assert [pointer for pointer, _ in said(checked(tmp_path, badge), "LDC001")] == ["/coffee"]


@pytest.mark.parametrize("content", [b"<html>", b"[]", b'{"term": "x"}', b"\xff"])
def test_what_is_no_context_is_not_taken_for_one(
    root: Path, tmp_path: Path, web: Given, content: bytes
) -> None:
    badge = base(root, "ob3-credential")
    badge["@context"].append("https://example.org/our-context.json")
    badge["coffee"] = "black"
    web.at["https://example.org/our-context.json"] = content
    assert [pointer for pointer, _ in said(checked(tmp_path, badge), "LDC005")] == ["/@context/2"]


def test_images_and_pages_are_asked_for_once(root: Path, tmp_path: Path, web: Given) -> None:
    badge = base(root, "ob3-definition")
    badge["image"] = {"id": "https://example.org/a.svg", "type": "Image", "caption": "A"}
    badge["criteria"] = {"id": "https://example.org/criteria"}
    badge["alignment"] = [
        {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/criteria"},
        {"type": ["Alignment"], "targetName": "B", "targetUrl": "http://example.org/b"},
    ]
    web.at["https://example.org/a.svg"] = SVG
    web.at["https://example.org/criteria"] = Missing("https://example.org/criteria", "answers with 404")
    result = checked(tmp_path, badge)
    assert said(result, "OBS701") == []
    assert [pointer for pointer, _ in said(result, "OBS702")] == ["/criteria/id"]
    assert "answers with 404" in said(result, "OBS702")[0][1]
    assert [address for address, wanted in web.asked if wanted is Wanted.PAGE] == [
        "https://example.org/criteria"
    ]
    assert result.valid is True
    web.at["https://example.org/a.svg"] = b"\xff\xd8\xff\xe0 a photograph"
    assert "a JPEG file stands" in said(checked(tmp_path, badge), "OBS701")[0][1]


@pytest.mark.parametrize(
    ("schema", "code", "says"),
    [
        ({"type": "object", "required": ["name"]}, None, ""),
        ({"required": ["course"]}, "SCH008", "course"),
        ({"type": "nonsense"}, None, ""),
        ({"$ref": "https://example.org/other.json"}, None, ""),
        (b"<html>", "SCH008", "no JSON Schema"),
        (None, "SCH009", "is not among the files"),
    ],
)
def test_a_credential_is_judged_by_the_schemas_that_it_names(
    root: Path, tmp_path: Path, web: Given, schema: Any, code: str | None, says: str
) -> None:
    badge = base(root, "ob3-credential")
    address = "https://example.org/schema.json"
    badge["credentialSchema"] = [{"id": address, "type": "1EdTechJsonSchemaValidator2019"}]
    if schema is not None:
        web.at[address] = schema
    result = checked(tmp_path, badge)
    found = [item for item in result.findings if item.code in ("SCH008", "SCH009")]
    assert [item.code for item in found] == ([code] if code else [])
    assert result.errors == ()
    for item in found:
        assert (item.pointer, says in item.message) == ("/credentialSchema/0/id", True)
