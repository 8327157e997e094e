"""What becomes of each value of a document: kept, altered, lost, added, or changed with the version."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from trustlint.comparing.compare import compare_documents
from trustlint.comparing.equality import same
from trustlint.comparing.pairs import Loaded
from trustlint.credential.kinds import detect
from trustlint.engine.examples import base_document
from trustlint.model.comparison import LOSSES, Change, Fate, Links
from trustlint.source.document import Document


def base(name: str) -> Any:
    return copy.deepcopy(base_document(name, "a test"))


def loaded(data: Any) -> Loaded:
    return Loaded(Document.from_data(data), detect(data).kind)


def compared(before: Any, after: Any) -> tuple[list[Change], Links]:
    changes, links, _ = compare_documents(loaded(before), loaded(after))
    return changes, links


def told(before: Any, after: Any) -> set[tuple[str, str]]:
    """Field and fate of all that is not simply kept."""
    return {
        (item.field, item.fate.value) for item in compared(before, after)[0] if item.fate is not Fate.KEPT
    }


@pytest.fixture
def badge(root: Path) -> Any:
    return json.loads((root / "fixtures" / "full" / "ob3-credential.json").read_text())


def test_the_same_document_is_kept_whole(badge: Any) -> None:
    assert told(badge, copy.deepcopy(badge)) == set()
    assert compared(badge, badge)[1].kept > 5


def test_how_it_is_written_does_not_matter(badge: Any) -> None:
    after = copy.deepcopy(badge)
    after["type"] = after["type"][::-1]
    achievement = after["credentialSubject"]["achievement"]
    achievement["tag"] = achievement["tag"][::-1]
    achievement["alignment"] = achievement["alignment"][::-1]
    after["credentialSubject"]["result"] = after["credentialSubject"]["result"][::-1]
    after["validFrom"] = "2026-06-12T16:30:00.000+02:00"
    before = {**badge, "validFrom": "2026-06-12T14:30:00Z"}
    assert told(before, json.loads(json.dumps(after, sort_keys=True))) == set()


@pytest.mark.parametrize(
    ("before", "after", "equal"),
    [
        (3, 3.0, True),
        (1, True, False),
        ("3", 3, False),
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", True),
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", False),
        ("2026-01-01", "2026-01-01T00:00:00Z", False),
        (["a"], "a", True),
        (["a", "b"], ["b", "a"], True),
        (["a", "a"], ["a", "b"], False),
        (["a", "a"], ["a"], False),
        ({"@value": "a"}, "a", True),
        ({"@value": "a", "@language": "en"}, {"en": "a"}, True),
        ({"en": ["a"]}, {"en": "a"}, True),
        ({"en": "a", "fr": "b"}, {"en": "a"}, False),
        ({"a": None, "b": 1}, {"b": 1}, True),
        ("text", "Text", False),
        (None, [], False),
    ],
)
def test_when_two_values_say_the_same(before: Any, after: Any, equal: bool) -> None:
    assert same(before, after) is equal
    assert same(after, before) is equal


def test_each_loss_is_told_with_its_place() -> None:
    before = base("ob3-credential")
    after = copy.deepcopy(before)
    del after["credentialSubject"]["achievement"]["criteria"]
    after["name"] = "Other"
    after["issuer"]["url"] = "https://example.org/"
    changes, _ = compared(before, after)
    found = {(change.field, change.fate): change for change in changes if change.fate is not Fate.KEPT}
    assert set(found) == {
        ("achievement.criteria", Fate.LOST),
        ("credential.name", Fate.ALTERED),
        ("issuer.url", Fate.ADDED),
    }
    lost = found["achievement.criteria", Fate.LOST]
    assert lost.before is not None
    assert lost.before.pointer == "/credentialSubject/achievement/criteria"
    assert lost.before.text.startswith('{"narrative": "Summarise')
    altered = found["credential.name", Fate.ALTERED]
    assert (altered.before, altered.after) != (None, None)
    assert altered.after is not None
    assert (altered.after.pointer, altered.after.text) == ("/name", "Other")


def test_members_that_no_field_knows_count_too() -> None:
    before = base("ob3-credential")
    before["credentialSubject"]["achievement"]["ext:campus"] = {"rooms": [{"code": "A1"}, {"code": "B2"}]}
    after = copy.deepcopy(before)
    after["credentialSubject"]["achievement"]["ext:campus"]["rooms"].pop(0)
    changes, _ = compared(before, after)
    (lost,) = [change for change in changes if change.fate is Fate.LOST]
    assert lost.field == "achievement.ext:campus.rooms"
    assert lost.before is not None
    assert lost.before.pointer == "/credentialSubject/achievement/ext:campus/rooms/0"


def test_one_of_several_equal_ones_is_a_loss() -> None:
    before = base("ob3-credential")
    before["credentialSubject"]["achievement"]["tag"] = ["reading", "reading", "writing"]
    after = copy.deepcopy(before)
    after["credentialSubject"]["achievement"]["tag"] = ["reading", "writing"]
    assert told(before, after) == {("achievement.tag", "lost")}


def test_items_are_known_again_by_what_names_them() -> None:
    before = base("ob3-credential")
    targets = [
        {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/a", "targetCode": "1"},
        {"type": ["Alignment"], "targetName": "B", "targetUrl": "https://example.org/b", "targetCode": "2"},
    ]
    before["credentialSubject"]["achievement"]["alignment"] = targets
    after = copy.deepcopy(before)
    after["credentialSubject"]["achievement"]["alignment"] = [
        {**targets[1], "targetName": "B, renamed"},
        {name: value for name, value in targets[0].items() if name != "targetCode"},
    ]
    changes, _ = compared(before, after)
    places = {
        change.fate: change.before.pointer
        for change in changes
        if change.fate in LOSSES and change.before is not None
    }
    assert places == {
        Fate.ALTERED: "/credentialSubject/achievement/alignment/1/targetName",
        Fate.LOST: "/credentialSubject/achievement/alignment/0/targetCode",
    }


def test_order_is_a_value_where_it_says_something() -> None:
    before = base("ob3-credential")
    description = {
        "id": "https://example.org/r",
        "type": ["ResultDescription"],
        "name": "Level",
        "resultType": "PerformanceLevel",
        "allowedValue": ["low", "middle", "high"],
    }
    before["credentialSubject"]["achievement"]["resultDescription"] = [description]
    after = copy.deepcopy(before)
    after["credentialSubject"]["achievement"]["resultDescription"][0]["allowedValue"].reverse()
    assert told(before, after) == {("achievement.resultDescription.allowedValue", "altered")}


def test_links_that_lead_nowhere_are_broken_and_renamed_ones_are_not() -> None:
    before = base("ob3-credential")
    achievement = before["credentialSubject"]["achievement"]
    achievement["resultDescription"] = [
        {"id": "urn:uuid:1", "type": ["ResultDescription"], "name": "Score", "resultType": "Percent"}
    ]
    before["credentialSubject"]["result"] = [
        {"type": ["Result"], "resultDescription": "urn:uuid:1", "value": "80"}
    ]
    assert compared(before, before)[1] == Links(1, ())

    broken = copy.deepcopy(before)
    broken["credentialSubject"]["achievement"]["resultDescription"][0]["id"] = "urn:uuid:2"
    (side,) = compared(before, broken)[1].broken
    assert (side.pointer, side.text) == ("/credentialSubject/result/0/resultDescription", "urn:uuid:1")

    renamed = copy.deepcopy(broken)
    renamed["credentialSubject"]["result"][0]["resultDescription"] = "urn:uuid:2"
    changes, links = compared(before, renamed)
    assert links == Links(1, ())
    assert [change.field for change in changes if change.fate is Fate.ALTERED] == [
        "subject.result.resultDescription",
        "achievement.resultDescription.id",
    ]


def test_another_version_is_told_apart_from_data() -> None:
    before, after = (
        base("ob3-credential-vc1"),
        base("ob3-credential-vc1"),
    )
    after["@context"] = [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    after["validFrom"] = after.pop("issuanceDate")
    changes, _, title = compare_documents(loaded(before), loaded(after))
    assert {(item.field, item.fate) for item in changes if item.fate is not Fate.KEPT} == {
        ("credential.@context", Fate.VERSION)
    }
    assert title is not None
    assert "VC 1.1" in title


def test_a_context_that_defines_terms_is_no_matter_of_the_version() -> None:
    before, after = base("ob3-credential"), base("ob3-credential")
    before["@context"].append({"ext": "https://example.org/vocabulary#"})
    after["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
    changes, _ = compared(before, after)
    (lost,) = [item for item in changes if item.fate is Fate.LOST]
    assert lost.field == "credential.@context"
    assert lost.before is not None
    assert lost.before.text == '{"ext": "https://example.org/vocabulary#"}'


def test_long_lists_are_compared_in_bearable_time() -> None:
    before, after = base("ob3-credential"), base("ob3-credential")
    tags = [f"tag {number}" for number in range(20_000)]
    before["credentialSubject"]["achievement"]["tag"] = tags
    after["credentialSubject"]["achievement"]["tag"] = [*tags[:0:-1], "other"]
    before["own"], after["own"] = [{"n": tags}], [{"n": tags[::-1]}]
    assert told(before, after) == {("achievement.tag", "lost"), ("achievement.tag", "added")}


def test_deep_nesting_is_borne() -> None:
    deep: Any = "end"
    for _ in range(45):
        deep = {"a": [deep]}
    other = json.loads(json.dumps(deep).replace("end", "other end"))
    before, after = {**base("ob3-credential"), "own": deep}, {**base("ob3-credential"), "own": other}
    assert {fate for _, fate in told(before, after)} == {"altered"}


def test_open_badges_2_and_3_are_compared_under_one_name() -> None:
    before, after = (
        base("ob2-assertion-embedded"),
        base("ob3-credential"),
    )
    badge = before["badge"]
    badge["@language"] = "en-gb"
    badge["tags"] = ["reading"]
    badge["version"] = 2
    before["recipient"]["type"] = ["email"]
    after["credentialSubject"]["identifier"] = [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": before["recipient"]["identity"],
            "identityType": "emailAddress",
            "salt": "r7t2",
        }
    ]
    after["credentialSubject"]["achievement"] |= {"inLanguage": "en-GB", "tag": ["reading"], "version": "2"}
    found = told(before, after)
    lost = {field for field, fate in found if fate in ("lost", "altered")}
    assert lost == {"achievement.image.id", "issuer.url", "issuer.email", "achievement.id", "issuer.id"}
    assert ("credential.verification", "version") in found
    assert ("credential.id", "version") in found
    assert ("subject.id", "added") in found


def test_the_issuer_of_a_definition_is_its_creator_in_3_0() -> None:
    before, after = (
        base("ob2-badgeclass-embedded"),
        base("ob3-definition"),
    )
    after["id"] = before["id"]
    after["image"] = {"id": before["image"], "type": "Image"}
    after["creator"] = {**before["issuer"], "type": ["Profile"]}
    assert {fate for _, fate in told(before, after)} <= {"version"}


def test_a_language_map_is_kept_where_the_text_is_in_that_language() -> None:
    before = base("elm-qualification")
    before["title"] = {"en": "Article Summary", "nl": "Samenvatting"}
    after = {**base("ob3-definition"), "name": "Article Summary"}
    fates = {item.field: item.fate for item in compared(before, after)[0]}
    assert fates["achievement.name"] is Fate.KEPT
    assert fates["achievement.name.nl"] is Fate.LOST


def test_a_number_may_be_text_in_another_model_only() -> None:
    before = base("ob2-badgeclass-embedded")
    before["extensions:ECTSExtension"] = {"type": ["Extension"], "ECTS": 2.5}
    after = {**base("ob3-definition"), "ECTS": "2.5"}
    assert ("achievement.ects", "altered") not in told(before, after)
    assert ("achievement.ects", "altered") in told(before, {**after, "ECTS": "3"})
    assert ("achievement.ects", "altered") in told({**after, "ECTS": 2.5}, after)


def test_a_type_of_ones_own_is_lost() -> None:
    before = base("ob2-badgeclass-embedded")
    before["type"] = ["BadgeClass", "https://example.org/vocabulary#Course"]
    after = base("ob3-definition")
    changes, _ = compared(before, after)
    assert "https://example.org/vocabulary#Course" in {
        item.before.text for item in changes if item.fate is Fate.LOST and item.before is not None
    }


@pytest.mark.parametrize(
    "hostile", [None, 0, "text", [], [[]], [None], {"id": []}, {"type": {"a": {}}}, True]
)
def test_values_of_any_type_are_borne(hostile: Any) -> None:
    before = base("ob2-assertion-embedded")
    for name in before:
        odd = {**before, name: hostile}
        compared(odd, base("ob3-credential"))
        compared(before, odd)
    compared(hostile, before)
    compared(before, hostile)
