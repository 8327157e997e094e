"""Answers files: answered in full, a badge meets what was asked for; in part, what is open is told; mistakes have a place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import Call

ANSWERS: dict[str, Any] = {
    "name": "Giving Peer Feedback",
    "description": "The learner gives fellow learners feedback that is specific, kind and useful.",
    "criteria": (
        "The learner can give feedback on the drafts of others, shown by three pieces of written feedback. Two assessors"
        " score each piece against a published rubric, and 70 of 100 points are needed."
    ),
    "language": "en",
    "tags": ["feedback", "writing"],
    "address": "https://example.org/badges/peer-feedback",
    "image": {"image": "https://example.org/badges/peer-feedback.png", "caption": "Two speech bubbles"},
    "issuer-name": "Example University",
    "issuer-url": "https://example.org/",
    "issuer-address": "https://example.org/issuer.json",
    "issuer-email": "badges@example.org",
    "achievement-type": "MicroCredential",
    "skills": [
        {
            "name": "Instructing",
            "url": "https://www.onetonline.org/find/descriptor/result/2.B.1.e",
            "framework": "O*NET Content Model",
        }
    ],
    "results": {
        "name": "Feedback portfolio",
        "scale": "Percent",
        "minimum": 0,
        "maximum": 100,
        "required": 70,
        "description": "Three pieces of feedback and a revised draft.",
        "assessment": "Artifact",
        "output": "A portfolio",
        "group-work": False,
        "group-judged": "no",
        "evaluation": "Two assessors score the portfolio separately.",
    },
    "rubric": {
        "name": "Quality of the feedback",
        "levels": [
            {"name": "Beginning", "description": "The feedback says whether the draft is liked."},
            {"name": "Developing", "description": "The feedback names a strength or a next step."},
            {"name": "Proficient", "description": "The feedback names a strength and a next step."},
        ],
        "required": "Proficient",
    },
    "assessment": {
        "description": "Three pieces of feedback and a revised draft.",
        "assessment": "Artifact",
        "task": "The learner writes feedback on three drafts.",
        "output": "A portfolio",
        "group-work": "no",
        "group-judged": "no",
        "evaluation": "Two assessors score the portfolio separately.",
    },
    "credits": {"amount": 2, "unit": "ECTS credits"},
    "eqf-level": 5,
    "quality-assurance": [{"name": "Council for Reviews", "url": "https://example.org/council"}],
    "nzqcf-level": 4,
    "nzsced": "070301",
    "nzsced-field": {"name": "Teacher education", "code": "070101"},
    "assessment-type": "portfolio",
    "participation": "blended",
    "supervision": "on_site",
    "identity-check": "yes",
    "country": "NL",
    "accreditors": [
        {
            "name": "Council for Reviews",
            "url": "https://example.org/council",
            "street": "1 Review Street",
            "town": "Newtown",
            "contact": "Write to the office.",
        }
    ],
    "creator": {"name": "Badge Design Team", "url": "https://example.org/team"},
    "learning-outcomes": "The learner gives useful feedback.",
    "version": "1.0",
    "criteria-page": "https://example.org/badges/peer-feedback/criteria",
}

MET = [
    ("trusted-credential:required", {}),
    ("trusted-microcredential:required", {"trusted-microcredential.credential_type": "application"}),
    ("trusted-microcredential:required", {"trusted-microcredential.credential_type": "knowledge"}),
    ("eu-micro-credential:required", {}),
    ("nz-listing:required", {}),
    ("digital-promise:required", {}),
    ("ecampusontario:required", {}),
    ("suny:required", {}),
    ("unesco:required", {}),
    ("share:recommended", {}),
]
OB3_MET = [("rubric-quality:recommended", {}), ("eu-surf-edubadges:required", {})]


def answers_file(answers: dict[str, Any]) -> str:
    text = yaml.safe_dump({"trustlint-answers": 1, "answers": answers}, allow_unicode=True, sort_keys=False)
    Path("answers.yaml").write_text(text, encoding="utf-8")
    return "answers.yaml"


@pytest.mark.parametrize("model", ["ob3", "ob2"])
@pytest.mark.parametrize(("require", "choice"), MET)
def test_answered_in_full_a_badge_meets_the_level_asked_for(
    require: str, choice: dict[str, str], model: str, call: Call
) -> None:
    meets(call, require, choice, model)


@pytest.mark.parametrize(("require", "choice"), OB3_MET)
def test_answered_in_full_an_achievement_meets_the_level_asked_for(
    require: str, choice: dict[str, str], call: Call
) -> None:
    meets(call, require, choice, "ob3")


def meets(call: Call, require: str, choice: dict[str, str], model: str) -> dict[str, Any]:
    """What ``new`` writes, and then what ``check`` says of it, without any part of ``new``."""
    pack = require.partition(":")[0]
    file = answers_file({**ANSWERS, **choice})
    wanted = ("--pack", pack, "--require", require)
    made = call("new", *wanted, "--model", model, "--answers", file, "-o", "badge.json")
    assert made.code == 0, made.out
    assert "a valid Open Badge" in made.out
    assert "Left open" not in made.out
    sets = [item for name, value in choice.items() for item in ("--set", f"{name}={value}")]
    checked = call("check", "--pack", "open-badges", *wanted, *sets, "--format", "json", "badge.json")
    assert checked.code == 0, checked.out
    (document,) = json.loads(checked.out)["documents"]
    assert document["valid"] is True
    assert document["kind"]["scope"] == "definition"
    badge: dict[str, Any] = json.loads(Path("badge.json").read_text(encoding="utf-8"))
    return badge


def test_all_default_packs_and_others_at_once(call: Call) -> None:
    file = answers_file(ANSWERS)
    packs = ("trusted-credential", "eu-micro-credential", "nz-listing", "writing", "media")
    options = [item for pack in packs for item in ("--pack", pack)]
    made = call("new", *options, "--answers", file, "-o", "badge.json")
    assert made.code == 0, made.out
    badge = json.loads(Path("badge.json").read_text(encoding="utf-8"))
    assert [target["targetName"] for target in badge["alignment"]] == [
        "Instructing",
        "Council for Reviews",
        "NZQCF level 4",
    ]
    assert badge["creditsAvailable"] == 2
    assert badge["criteria"]["narrative"].endswith("(2 ECTS credits)")


def test_the_level_of_a_rubric_is_named_by_its_id(call: Call) -> None:
    badge = meets(call, "rubric-quality:recommended", {}, "ob3")
    (result,) = badge["resultDescription"]
    levels = {level["id"]: level["name"] for level in result["rubricCriterionLevel"]}
    assert levels[result["requiredLevel"]] == "Proficient"
    assert [level["points"] for level in result["rubricCriterionLevel"]] == ["1", "2", "3"]


def test_everything_in_a_badge_was_answered(call: Call) -> None:
    """Snippets of packs name people, places and works by way of example; none of them gets into a badge."""
    file = answers_file(ANSWERS)
    call("new", "--require", "trusted-credential:recommended", "--answers", file, "-o", "badge.json")
    badge = json.loads(Path("badge.json").read_text(encoding="utf-8"))
    answered = json.dumps(ANSWERS, ensure_ascii=False)
    known = ("https://www.w3.org/", "https://purl.imsglobal.org/", "https://1edtech.github.io/", "urn:uuid:")
    structure = ("Achievement", "Alignment", "Image", "ResultDescription", "AssessmentResultDescription")
    for text in texts(badge):
        assert text in answered or text.startswith(known) or text in structure or "ECTS credits)" in text, (
            text
        )


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_answered_in_part_the_rest_is_told(call: Call) -> None:
    file = answers_file({name: ANSWERS[name] for name in ("name", "description", "criteria", "skills")})
    ended = call("new", "--answers", file, "-o", "badge.json")
    assert ended.code == 1
    said = " ".join(ended.out.split())
    assert "meets 2 of 4 required checks of trusted-credential" in said
    assert "TC-01: The achievement has a type Add achievementType" in said
    assert "TC-03: The achievement describes its results Add a resultDescription" in said


def test_what_nobody_can_answer_is_told(call: Call) -> None:
    file = answers_file(ANSWERS)
    ended = call("new", "--require", "trusted-credential:recommended", "--answers", file, "-o", "badge.json")
    assert ended.code == 1
    assert "TC-15: Somebody else endorses the badge" in ended.out
    assert "TC-13" not in ended.out
    assert "endorsement" not in Path("badge.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("trustlint-answers: 1\nanswers:\n  nmae: A\n", ":3:3", "did you mean 'name'?"),
        ("trustlint-answers: 1\nanswers:\n  skills:\n    - {nam: A}\n", ":3:3", "did you mean 'name'?"),
        ("trustlint-answers: 1\nanswers:\n  skills:\n    - {name: A}\n", ":3:3", "url is missing"),
        ("trustlint-answers: 1\nanswers:\n  address: badges\n", ":3:3", "'badges' is no web address"),
        ("trustlint-answers: 1\nanswers:\n  language: {en: 1}\n", ":3:3", "there is no 'en' in it"),
        ("trustlint-answers: 1\nanswers:\n  name: [A, B]\n", ":3:3", "a text is expected"),
        ("trustlint-answers: 2\nanswers: {}\n", ":1:1", "1"),
        ("trustlint-answers: 1\nanswers: {name: A\n", ":", "answers.yaml"),
        ("answers: {}\n", "answers.yaml", "trustlint-answers"),
    ],
)
def test_a_mistake_has_its_place(text: str, place: str, says: str, call: Call) -> None:
    Path("answers.yaml").write_text(text, encoding="utf-8")
    ended = call("new", "--answers", "answers.yaml", "-o", "badge.json")
    assert ended.code == 2
    assert place in ended.err
    assert says in ended.err
    assert not Path("badge.json").exists()


def test_an_answer_that_nothing_asks_for_is_told(call: Call) -> None:
    file = answers_file({"name": "A", "nzqcf-level": 4})
    ended = call("new", "--answers", file)
    assert "answers.yaml:4:3: nzqcf-level is not used" in ended.err


@pytest.mark.parametrize("model", ["ob3", "ob2"])
def test_the_questions_are_an_answers_file(model: str, call: Call) -> None:
    """Left as it was printed it is read, and nothing in it is an answer."""
    printed = call(
        "new", "--questions", "--model", model, "--pack", "trusted-credential", "--pack", "nz-listing"
    )
    assert printed.code == 0
    assert "# Why: An alignment lets others compare what was learned" in printed.out
    held = yaml.safe_load(printed.out)["answers"]
    assert held["name"] is None
    assert set(held["skills"][0].values()) == {None}
    Path("answers.yaml").write_text(printed.out, encoding="utf-8")
    ended = call("new", "--model", model, "--pack", "nz-listing", "--answers", "answers.yaml")
    assert ended.code == 1
    assert "is not used" not in ended.err
    assert "name" not in json.loads(ended.out)


OWN = """\
trustlint-pack: 1
id: own
namespace: OW
version: 1.0.0
title: A rubric of our own
summary: What our committee asks.
status: ours
source: {title: Our committee, date: 2026-01-01}
levels: [{id: required, title: Required}]
criteria:
  - id: OW-1
    title: The badge names its field of study
    requirement: The field of study is given.
    why: Readers sort badges by it.
    level: required
    scope: definition
    assess: {all: [OW001]}
    reference: {locator: section 1}
    remediation:
      text: Add fieldOfStudy.
      snippets: [{field: achievement.fieldOfStudy, value: "<<field of study>>"}]
  - id: OW-2
    title: The badge has a code
    requirement: A code is given.
    why: The registry looks badges up by it.
    level: required
    scope: definition
    assess: {all: [OW002]}
    reference: {locator: section 2}
    remediation:
      text: Add otherIdentifier.
      snippets:
        - {field: achievement.otherIdentifier, value: [{type: IdentifierEntry, identifierType: "ext:Own", identifier: "<<code in the registry>>"}]}
rules:
  - code: OW001
    name: field-of-study
    title: The field of study is given
    severity: error
    select: {field: achievement.fieldOfStudy}
    check: {present: {}}
    remediation: Add fieldOfStudy.
    reference: {locator: section 1}
    examples:
      - {expect: pass, base: ob3-definition, set: {/fieldOfStudy: Education}}
      - {expect: fail, base: ob3-definition, at: ""}
  - code: OW002
    name: code-given
    title: A code is given
    severity: error
    select: {field: achievement.otherIdentifier}
    some: true
    on_empty: fail
    check: {member: {name: identifier}}
    remediation: Add otherIdentifier.
    reference: {locator: section 2}
    examples:
      - {expect: pass, base: ob3-definition, set: {/otherIdentifier: [{identifier: A}]}}
      - {expect: fail, base: ob3-definition, at: ""}
"""


def test_a_pack_of_ones_own_asks_by_its_snippets(call: Call) -> None:
    Path("own.yaml").write_text(OWN, encoding="utf-8")
    printed = call("new", "--questions", "--pack", "./own.yaml")
    assert "# The badge names its field of study: (needed; OW-1)" in printed.out
    assert "# Why: Readers sort badges by it." in printed.out
    assert "  OW-1:  # field of study" in printed.out
    assert "  OW-2:  # code in the registry" in printed.out
    answers = {name: ANSWERS[name] for name in ("name", "description", "criteria")}
    file = answers_file({**answers, "OW-1": "Education", "OW-2": "B-17"})
    ended = call("new", "--pack", "./own.yaml", "--answers", file)
    assert ended.code == 0, ended.err
    badge = json.loads(ended.out)
    assert badge["fieldOfStudy"] == "Education"
    assert badge["otherIdentifier"] == [
        {"type": "IdentifierEntry", "identifierType": "ext:Own", "identifier": "B-17"}
    ]
    assert "meets 2 of 2 required checks of own 1.0.0" in ended.err
