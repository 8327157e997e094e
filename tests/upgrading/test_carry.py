"""What becomes of each value of an Open Badges 2.0 badge."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from trustlint.credential.fields import field_paths, field_titles
from trustlint.credential.kinds import detect
from trustlint.credential.versions import change_of_version
from trustlint.engine.examples import base_document
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.model.upgrade import Upgrade
from trustlint.source.document import Document
from trustlint.upgrading.upgrade import Upgrader

UPGRADER = Upgrader(
    CheckOptions(packs=("trusted-credential",), now=datetime(2026, 5, 31, tzinfo=UTC)), LinkIndex()
)


def base(name: str) -> Any:
    return copy.deepcopy(base_document(name, "a test"))


def upgraded(data: Any) -> Upgrade:
    return UPGRADER.upgrade(Document.from_data(data), detect(data).kind)


def result_of(data: Any) -> Any:
    found = upgraded(data)
    assert found.problem is None
    return found.data


def lost(found: Upgrade) -> dict[str, str]:
    return {item.source.pointer: item.reason for item in found.lost}


def test_an_assertion_becomes_a_credential() -> None:
    found = upgraded(base("ob2-assertion-embedded"))
    assert (found.was_valid, found.valid) == (True, True)
    assert found.lost == ()
    assert found.data == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://example.org/ob2/minimal/assertion.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Article Summary",
        "validFrom": "2026-02-02T09:00:00Z",
        "awardedDate": "2026-02-02T09:00:00Z",
        "issuer": {
            "id": "https://example.org/ob2/minimal/issuer.json",
            "type": ["Profile"],
            "name": "Reading School",
            "url": "https://example.org/",
            "email": "badges@example.org",
        },
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": "sha256$ca96ad6454b540b79f38d7663111b1df6f70e4bc4ca7d1e973dbc7742933e878",
                    "identityType": "emailAddress",
                    "salt": "r7t2",
                }
            ],
            "achievement": {
                "id": "https://example.org/ob2/minimal/badge.json",
                "type": ["Achievement"],
                "name": "Article Summary",
                "description": "Summarises a research article on one page so that a colleague can act on it.",
                "criteria": {"narrative": base("ob2-assertion-embedded")["badge"]["criteria"]["narrative"]},
                "image": {"id": "https://example.org/ob2/minimal/badge.png", "type": "Image"},
            },
        },
    }
    assert [(item.source.pointer, item.reason.split()[0]) for item in found.left_behind] == [
        ("/verification", "a")
    ]


def test_a_badge_class_becomes_an_achievement_of_its_creator() -> None:
    found = upgraded(base("ob2-badgeclass-embedded"))
    assert found.valid is True
    assert found.data is not None
    assert found.data["type"] == ["Achievement"]
    assert found.data["creator"]["name"] == "Reading School"
    assert found.data["creator"]["type"] == ["Profile"]
    told = {item.pointer: item.because for item in found.carried}
    assert told["/creator/id"] == "who defined an achievement is its creator in Open Badges 3.0"


def test_an_issuer_that_is_only_named_is_kept_as_its_address() -> None:
    data = result_of(base("ob2-badgeclass"))
    assert data["creator"] == {"id": base("ob2-badgeclass")["issuer"], "type": ["Profile"]}


def test_everything_that_has_a_place_gets_there() -> None:
    badge = base("ob2-assertion-embedded")
    badge |= {
        "expires": "2030-01-01T00:00:00Z",
        "image": "https://example.org/baked.png",
        "narrative": "Three summaries.",
        "evidence": ["https://example.org/e/1", {"narrative": "Seen in class.", "genre": "Observation"}],
    }
    badge["badge"] |= {
        "@language": "pt-br",
        "version": 2,
        "criteria": "https://example.org/criteria",
        "tags": "reading",
        "image": {"id": "data:image/png;base64,AAAA", "caption": "A book"},
        "alignment": {
            "targetName": "Reading",
            "targetUrl": "https://example.org/skills/1",
            "targetCode": "R1",
        },
        "related": [
            {"id": "https://example.org/other", "@language": "en", "version": "1"},
            "https://example.org/x",
        ],
    }
    badge["badge"]["issuer"] |= {"telephone": "+41225550100", "image": "https://example.org/logo.png"}
    data = result_of(badge)
    achievement = data["credentialSubject"]["achievement"]
    assert data["validUntil"] == "2030-01-01T00:00:00Z"
    assert data["image"] == {"id": "https://example.org/baked.png", "type": "Image"}
    assert data["credentialSubject"]["narrative"] == "Three summaries."
    assert data["evidence"] == [
        {"id": "https://example.org/e/1", "type": ["Evidence"]},
        {"type": ["Evidence"], "narrative": "Seen in class.", "genre": "Observation"},
    ]
    assert (achievement["inLanguage"], achievement["version"]) == ("pt-BR", "2")
    assert achievement["criteria"] == {"id": "https://example.org/criteria"}
    assert achievement["tag"] == ["reading"]
    assert achievement["image"] == {"id": "data:image/png;base64,AAAA", "type": "Image", "caption": "A book"}
    assert achievement["alignment"] == [
        {
            "type": ["Alignment"],
            "targetName": "Reading",
            "targetUrl": "https://example.org/skills/1",
            "targetCode": "R1",
        }
    ]
    assert achievement["related"] == [
        {"id": "https://example.org/other", "type": ["Related"], "inLanguage": "en", "version": "1"},
        {"id": "https://example.org/x", "type": ["Related"]},
    ]
    assert data["issuer"]["phone"] == "+41225550100"
    assert data["issuer"]["image"] == {"id": "https://example.org/logo.png", "type": "Image"}
    assert upgraded(badge).lost == ()


def test_what_has_no_place_is_lost_for_a_reason() -> None:
    badge = base("ob2-assertion-embedded")
    badge |= {
        "version": "2",
        "endorsement": "https://example.org/endorsement",
        "campus": "North",
        "type": ["Assertion", "Ticket"],
    }
    badge["badge"]["image"] = {"id": "https://example.org/a.png", "author": "https://example.org/artist"}
    badge["badge"]["extensions:Mood"] = {
        "@context": "https://example.org/c",
        "type": ["Extension"],
        "mood": "good",
    }
    badge["badge"]["@language"] = "no such language"
    reasons = lost(upgraded(badge))
    assert set(reasons) == {
        "/version",
        "/endorsement",
        "/campus",
        "/type",
        "/badge/image/author",
        "/badge/extensions:Mood",
        "/badge/@language",
    }
    assert "endorser" in reasons["/endorsement"]
    assert "extension" in reasons["/badge/extensions:Mood"]
    assert (
        reasons["/campus"]
        == "Open Badges 3.0 has no property for it; add it by hand, with a context that defines it"
    )


def test_an_item_that_cannot_be_carried_leaves_no_hole() -> None:
    badge = base("ob2-badgeclass-embedded")
    target = {"targetName": "A", "targetUrl": "https://example.org/a"}
    badge["alignment"] = ["https://example.org/x", {"other": 1}, target, None, {**target, "targetCode": 7}]
    badge["tags"] = [1, "reading", None, "writing"]
    found = upgraded(badge)
    assert found.data is not None
    assert found.data["alignment"] == [{**target, "type": ["Alignment"]}, {**target, "type": ["Alignment"]}]
    assert found.data["tag"] == ["reading", "writing"]
    assert set(lost(found)) == {"/alignment/0", "/alignment/1/other", "/alignment/4/targetCode", "/tags/0"}


@pytest.mark.parametrize("issuer", [5, True, ["https://example.org/issuer"], [[]]])
def test_an_issuer_that_is_none_does_not_vanish(issuer: Any) -> None:
    found = upgraded({**base("ob2-badgeclass"), "issuer": issuer})
    assert lost(found) == {"/issuer": "it is no object, which is wanted here"}


def test_only_one_of_what_may_be_there_once() -> None:
    badge = base("ob2-badgeclass-embedded")
    badge["image"] = {"id": "https://example.org/a.png"}
    badge["name"] = ["One", "Two"]
    found = upgraded(badge)
    assert lost(found) == {"/name": "it is a list, and text is wanted"}


@pytest.mark.parametrize(
    ("given", "now"),
    [("email", "emailAddress"), ("url", "identifier"), ("id", "identifier"), ("telephone", "ext:telephone")],
)
def test_words_for_who_the_learner_is(given: str, now: str) -> None:
    badge = base("ob2-assertion-embedded")
    badge["recipient"]["type"] = given
    found = upgraded(badge)
    assert found.valid is True
    assert found.data is not None
    assert found.data["credentialSubject"]["identifier"][0]["identityType"] == now


def test_older_names_are_understood() -> None:
    badge = base("ob2-badgeclass-embedded")
    badge["alignment"] = [
        {"name": "Reading", "url": "https://example.org/skills/1", "description": "To read."}
    ]
    found = upgraded(badge)
    assert found.data is not None
    assert found.data["alignment"][0]["targetName"] == "Reading"
    assert found.data["alignment"][0]["targetUrl"] == "https://example.org/skills/1"
    assert found.lost == ()


def test_extensions_that_3_0_has_in_another_form() -> None:
    badge = base("ob2-assertion-embedded")
    badge["badge"]["extensions:ApplyLink"] = {
        "@context": "https://w3id.org/openbadges/extensions/applyLinkExtension/context.json",
        "type": ["Extension", "extensions:ApplyLink"],
        "url": "https://example.org/apply",
    }
    badge["badge"]["extensions:OriginalCreator"] = {"type": ["Extension"], "url": "https://example.org/first"}
    badge["badge"]["issuer"]["extensions:IssuerAccreditation"] = {
        "type": ["Extension", "extensions:IssuerAccreditation"],
        "name": "Example Council",
        "url": "https://example.org/council",
        "contactInstructions": "Write to the office.",
        "address": {"addressLocality": "Newtown"},
        "logo": "no address",
    }
    found = upgraded(badge)
    data = found.data
    assert data is not None
    achievement = data["credentialSubject"]["achievement"]
    assert achievement["type"] == ["Achievement", "ApplyLinkAchievement"]
    assert achievement["url"] == "https://example.org/apply"
    assert achievement["creator"]["id"] == "https://example.org/first"
    assert data["issuer"]["accreditations"] == [
        {
            "id": "https://example.org/council",
            "type": ["Profile", "AccreditationProfile"],
            "name": "Example Council",
            "url": "https://example.org/council",
            "contactInstructions": "Write to the office.",
            "address": {"type": ["Address"], "addressLocality": "Newtown"},
        }
    ]
    assert len(data["@context"]) == 5
    assert [entry["id"].rpartition("/")[2] for entry in data["credentialSchema"]] == [
        "ob_v3p0_achievementcredential_schema.json",
        "schema_obv3p0.json",
    ]
    assert found.valid is True
    assert list(lost(found)) == ["/badge/issuer/extensions:IssuerAccreditation/logo"]


def test_ids_that_3_0_demands_are_made_alike_each_time() -> None:
    badge = base("ob2-badgeclass-embedded")
    del badge["id"]
    first, again = upgraded(badge), upgraded(badge)
    assert first.data is not None
    assert first.data["id"].startswith("urn:uuid:")
    assert first.data == again.data
    assert [made.pointer for made in first.made] == ["/id"]
    badge["name"] = "Another"
    assert result_of(badge)["id"] != first.data["id"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"revoked": True}, "it is revoked"),
        (
            {"badge": "https://example.org/elsewhere.json"},
            "https://example.org/elsewhere.json is not among the inputs",
        ),
        ({"badge": 5}, "it names no badge class"),
    ],
)
def test_what_is_not_upgraded_and_why(change: dict[str, Any], words: str) -> None:
    found = upgraded({**base("ob2-assertion-embedded"), **change})
    assert found.data is None
    assert found.problem is not None
    assert words in found.problem


@pytest.mark.parametrize(
    "name", ["ob3-credential", "ob2-endorsement", "ob2-key", "ob1-assertion", "clr2", "elm-credential"]
)
def test_other_kinds_are_refused(name: str) -> None:
    found = upgraded(base(name))
    assert found.data is None
    assert found.problem


def test_what_the_result_lacks_is_told_with_what_to_do() -> None:
    lacking = {item.id: item for item in upgraded(base("ob2-assertion-embedded")).lacking}
    assert {"TC-01", "TC-02", "TC-03", "TC-06", "TC-07"} <= set(lacking)
    assert lacking["TC-01"].remediation is not None
    assert "achievementType" in lacking["TC-01"].remediation.text


@pytest.mark.parametrize(
    "hostile", [None, 0, "", [], {}, [[]], [None], [{"id": []}], {"id": {}}, {"type": 1}, True, "x" * 9]
)
def test_values_of_any_type_are_borne(hostile: Any) -> None:
    for name in ("ob2-assertion-embedded", "ob2-badgeclass-embedded", "ob2-issuer"):
        for member in [
            *base(name),
            "evidence",
            "alignment",
            "tags",
            "related",
            "endorsement",
            "extensions:ApplyLink",
        ]:
            data = {**base(name), member: hostile}
            if detect(data).kind is not None:
                upgraded(data)


def test_each_row_names_a_field_that_both_models_have() -> None:
    version = change_of_version("ob2", "ob3")
    assert version is not None
    for field in version.rows:
        assert field in field_titles()
        assert field_paths(field, "ob2")
        assert field_paths(field, "ob3")


def test_each_leaf_that_both_models_have_is_carried() -> None:
    """A field that is added to fields.yaml has to be carried, or named here."""
    version = change_of_version("ob2", "ob3")
    assert version is not None
    by_hand = {
        "achievement.creator": "an extension",
        "achievement.ects": "SURF's property needs a context that is not its own",
        "achievement.endorsement": "lost: the endorser has to sign anew",
        "achievement.studyLoad": "as achievement.ects",
        "achievement.timeInvestment": "as achievement.ects",
        "credential.endorsement": "lost: the endorser has to sign anew",
        "issuer.accreditations": "an extension",
        "issuer.accreditations.entry": "an extension",
        "issuer.country": "an extension",
        "issuer.endorsement": "lost: the endorser has to sign anew",
    }
    both = {name for name in field_titles() if field_paths(name, "ob2") and field_paths(name, "ob3")}
    leaves = {name for name in both if not any(other.startswith(f"{name}.") for other in both)} - {
        "subject.identifier"
    }
    assert leaves - set(version.rows) == set(by_hand) - {"issuer.accreditations"}
