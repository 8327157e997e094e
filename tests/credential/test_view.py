"""One view over the models: the same achievement gives the same values, and what is absent is absent for a reason."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from trustlint.credential.fields import field_paths, field_table, field_titles
from trustlint.credential.kinds import detect
from trustlint.credential.view import Absence, Linked, Selection, View

FILES = (
    "ob3-credential",
    "ob3-definition",
    "ob3-profile",
    "clr2",
    "ob2-assertion",
    "ob2-badgeclass",
    "ob2-issuer",
)


@pytest.fixture(scope="module")
def sel(root: Path) -> dict[str, Any]:
    folder = root / "fixtures" / "sel"
    return {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in FILES}


def view_of(data: Any, *others: Any) -> View:
    kind = detect(data).kind
    assert kind is not None
    by_id = {other["id"]: Linked(other, other["id"]) for other in others}
    return View(data, field_table(kind.model, kind.type), by_id.get)


def ob2_view(sel: dict[str, Any]) -> View:
    return view_of(sel["ob2-assertion"], sel["ob2-badgeclass"], sel["ob2-issuer"])


IN_BOTH = [
    name for name in field_titles() if "." in name and field_paths(name, "ob2") and field_paths(name, "ob3")
]

DIFFERENT = {
    "credential.id": "an assertion has an address of its own",
    "achievement.id": "a badge class has an address of its own",
    "issuer.id": "an issuer document has an address of its own",
    "credential.evidence": "the type is text in one and a list in the other",
    "achievement.criteria": "an object with another type",
    "achievement.alignment": "an object with another type, and without targetType",
    "achievement.endorsement": "an endorsement is an assertion in one and a credential in the other",
    "achievement.creator": "an extension in Open Badges 2.0, which this badge does not use",
    "subject.identifier": "the recipient names its members differently",
    "subject.identityType": "email is emailAddress in Open Badges 3.0",
    "issuer.accreditations": "an extension object in one, a list in the other",
    "issuer.accreditations.entry": "an accreditor has another type",
}


def test_the_table_of_differences_names_fields_of_both_models() -> None:
    assert set(DIFFERENT) <= set(IN_BOTH)


@pytest.mark.parametrize("name", [name for name in IN_BOTH if name not in DIFFERENT])
def test_both_open_badges_models_give_the_same_values(sel: dict[str, Any], name: str) -> None:
    three, two = view_of(sel["ob3-credential"]).select(name), ob2_view(sel).select(name)
    assert [node.value for node in two.nodes] == [node.value for node in three.nodes]
    assert (two.absence, two.reason) == (three.absence, three.reason)


@pytest.mark.parametrize("name", sorted(set(DIFFERENT) - {"achievement.creator"}))
def test_fields_of_another_shape_are_there_in_both(sel: dict[str, Any], name: str) -> None:
    three, two = view_of(sel["ob3-credential"]).values(name), ob2_view(sel).values(name)
    assert len(three) == len(two) > 0
    assert three != two


@pytest.mark.parametrize("name", field_titles())
def test_a_record_gives_the_values_of_the_credential_in_it(sel: dict[str, Any], name: str) -> None:
    alone, held = view_of(sel["ob3-credential"]).select(name), view_of(sel["clr2"]).select(name)
    assert [node.value for node in held.nodes] == [node.value for node in alone.nodes]
    inside = ("credentialSubject", "verifiableCredential", 0)
    assert [node.path for node in held.nodes] == [(*inside, *node.path) for node in alone.nodes]
    assert held.absence == alone.absence


@pytest.mark.parametrize(
    "name",
    [name for name in field_titles() if name.partition(".")[0] == "achievement" and field_paths(name, "ob3")],
)
def test_a_definition_gives_the_values_of_the_achievement_in_the_award(
    sel: dict[str, Any], name: str
) -> None:
    assert view_of(sel["ob3-definition"]).values(name) == view_of(sel["ob3-credential"]).values(name)


# The fields that the fixtures leave empty, in both models.
SMALL_OB3 = {
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "image": "https://example.org/i.png",
    "validUntil": "2030-01-01T00:00:00Z",
    "endorsement": [{"id": "https://example.org/e"}],
    "issuer": {
        "id": "https://example.org/p",
        "phone": "+14155550123",
        "endorsement": [{"id": "https://example.org/e2"}],
    },
    "credentialSubject": {
        "achievement": {"related": [{"id": "https://example.org/b"}, {"id": "https://example.org/c"}]}
    },
}
SMALL_OB2 = {
    "type": "Assertion",
    "image": "https://example.org/i.png",
    "expires": "2030-01-01T00:00:00Z",
    "endorsement": {"id": "https://example.org/e"},
    "badge": {
        "related": [{"id": "https://example.org/b"}, {"id": "https://example.org/c"}],
        "issuer": {
            "id": "https://example.org/p",
            "telephone": "+14155550123",
            "endorsement": [{"id": "https://example.org/e2"}],
        },
    },
}


@pytest.mark.parametrize(
    "name",
    [
        "credential.image",
        "credential.validUntil",
        "credential.endorsement",
        "issuer.id",
        "issuer.phone",
        "issuer.endorsement",
        "achievement.related",
        "achievement.related.id",
    ],
)
def test_other_names_for_the_same_thing(name: str) -> None:
    values = view_of(SMALL_OB3).values(name)
    assert values
    assert view_of(SMALL_OB2).values(name) == values


@pytest.mark.parametrize(
    ("members", "name", "values", "paths"),
    [
        (
            {"criteria": "https://example.org/c"},
            "achievement.criteria.id",
            ["https://example.org/c"],
            [("criteria",)],
        ),
        (
            {"criteria": {"id": "https://example.org/c"}},
            "achievement.criteria.id",
            ["https://example.org/c"],
            [("criteria", "id")],
        ),
        ({"image": "https://example.org/i"}, "achievement.image.id", ["https://example.org/i"], [("image",)]),
        (
            {"image": {"id": "https://example.org/i"}},
            "achievement.image.id",
            ["https://example.org/i"],
            [("image", "id")],
        ),
        ({"tags": "one"}, "achievement.tag", ["one"], [("tags",)]),
        ({"tags": ["one", "two"]}, "achievement.tag", ["one", "two"], [("tags", 0), ("tags", 1)]),
        (
            {"alignment": {"targetName": "a"}},
            "achievement.alignment.targetName",
            ["a"],
            [("alignment", "targetName")],
        ),
        (
            {"alignment": [{"targetName": "a"}, {}, {"targetName": "b"}]},
            "achievement.alignment.targetName",
            ["a", "b"],
            [("alignment", 0, "targetName"), ("alignment", 2, "targetName")],
        ),
        (
            {"related": ["https://example.org/a", {"id": "https://example.org/b"}]},
            "achievement.related.id",
            ["https://example.org/b", "https://example.org/a"],
            [("related", 1, "id"), ("related", 0)],
        ),
        ({"issuer": "https://example.org/i"}, "issuer.id", ["https://example.org/i"], [("issuer",)]),
        (
            {"issuer": {"id": "https://example.org/i"}},
            "issuer.id",
            ["https://example.org/i"],
            [("issuer", "id")],
        ),
    ],
)
def test_one_or_many_and_text_or_object(
    members: dict[str, Any], name: str, values: list[Any], paths: list[Any]
) -> None:
    found = view_of({"type": "BadgeClass", **members}).select(name)
    assert [node.value for node in found.nodes] == values
    assert [node.path for node in found.nodes] == paths


def test_one_evidence_is_the_same_as_a_list_of_one(sel: dict[str, Any]) -> None:
    single = deepcopy(sel["ob3-credential"])
    single["evidence"] = single["evidence"][0]
    several = deepcopy(single)
    several["evidence"] = [single["evidence"]]
    for name in ("credential.evidence", "credential.evidence.id", "credential.evidence.narrative"):
        assert view_of(single).values(name) == view_of(several).values(name) != []


def test_linked_documents_are_followed_and_named(sel: dict[str, Any]) -> None:
    assertion, badge, issuer = sel["ob2-assertion"], sel["ob2-badgeclass"], sel["ob2-issuer"]
    view = ob2_view(sel)
    (name,) = view.select("achievement.name").nodes
    assert (name.value, name.path, name.document) == (badge["name"], ("name",), badge["id"])
    (page,) = view.select("issuer.url").nodes
    assert (page.value, page.path, page.document) == (issuer["url"], ("url",), issuer["id"])
    (own,) = view.select("credential.id").nodes
    assert (own.value, own.path, own.document) == (assertion["id"], ("id",), None)
    missing = view.select("achievement.related")
    assert missing.absence is Absence.MISSING
    assert missing.anchor is not None
    assert (missing.anchor.document, missing.anchor.path, missing.expected) == (badge["id"], (), "related")


def test_a_document_that_is_not_among_the_inputs_leaves_its_fields_unknown(sel: dict[str, Any]) -> None:
    badge = sel["ob2-badgeclass"]
    alone = view_of(sel["ob2-assertion"])
    for name in ("achievement.name", "achievement.alignment.targetUrl", "issuer.url", "issuer.name"):
        found = alone.select(name)
        assert (found.nodes, found.absence) == ((), Absence.ELSEWHERE), name
        assert f"would be in another document, {badge['id'][:20]}" in found.reason
        assert "which is not among the inputs" in found.reason
    half = view_of(sel["ob2-assertion"], badge)
    assert half.values("achievement.name") == [badge["name"]]
    assert half.select("issuer.url").absence is Absence.ELSEWHERE
    assert half.values("issuer.id") == [badge["issuer"]], "the link itself is the id"


def test_a_link_in_open_badges_3_is_not_followed() -> None:
    view = view_of(
        {"type": ["Achievement"], "issuer": "https://example.org/i"},
        {"id": "https://example.org/i", "name": "x"},
    )
    assert view.select("issuer.name").absence is Absence.ELSEWHERE
    assert view.values("issuer.id") == ["https://example.org/i"]


CREDENTIAL = {
    "type": ["OpenBadgeCredential"],
    "issuer": {"id": "https://example.org/i"},
    "credentialSubject": {
        "achievement": {"resultDescription": [{"id": "a"}, {"id": "b"}], "alignment": [], "criteria": {}}
    },
}


@pytest.mark.parametrize(
    ("name", "anchor", "expected", "reason"),
    [
        ("credential.evidence", (), "evidence", "the document gives no evidence"),
        ("credential.evidence.id", (), "evidence", "the document gives no link to the evidence"),
        ("subject.result", ("credentialSubject",), "result", "the document gives no results"),
        (
            "achievement.name",
            ("credentialSubject", "achievement"),
            "name",
            "the document gives no name of the achievement",
        ),
        (
            "achievement.criteria.narrative",
            ("credentialSubject", "achievement", "criteria"),
            "narrative",
            "the document gives no criteria narrative",
        ),
        (
            "achievement.alignment",
            ("credentialSubject", "achievement"),
            "alignment",
            "the document gives no alignments",
        ),
        (
            "achievement.image.id",
            ("credentialSubject", "achievement"),
            "image",
            "the document gives no address of the image",
        ),
        (
            "achievement.resultDescription.alignment",
            ("credentialSubject", "achievement", "resultDescription", 0),
            "alignment",
            "the document gives no alignments of result descriptions",
        ),
        ("issuer.accreditations", ("issuer",), "accreditations", "the document gives no list of accreditors"),
    ],
)
def test_what_is_missing_is_missed_at_the_closest_place(
    name: str, anchor: Any, expected: str, reason: str
) -> None:
    found = view_of(CREDENTIAL).select(name)
    assert (found.nodes, found.absence) == ((), Absence.MISSING)
    assert found.anchor is not None
    assert (found.anchor.path, found.expected, found.reason) == (anchor, expected, reason)


@pytest.mark.parametrize(
    ("data", "name", "anchor", "expected"),
    [
        ({"type": ["OpenBadgeCredential"]}, "achievement.name", (), "credentialSubject"),
        (
            {"type": ["OpenBadgeCredential"], "credentialSubject": {}},
            "achievement.name",
            ("credentialSubject",),
            "achievement",
        ),
        (
            {"type": ["OpenBadgeCredential"], "credentialSubject": 5},
            "achievement.name",
            ("credentialSubject",),
            "achievement",
        ),
        ({"type": ["OpenBadgeCredential"]}, "issuer.name", (), "issuer"),
        ({"type": "Assertion"}, "issuer.name", (), "badge"),
        ({"type": "BadgeClass"}, "achievement.tag", (), "tags"),
        ({"type": "ClrCredential"}, "credential.evidence", (), "credentialSubject"),
    ],
)
def test_a_missing_part_is_missed_where_it_would_start(
    data: Any, name: str, anchor: Any, expected: str
) -> None:
    found = view_of(data).select(name)
    assert found.absence is Absence.MISSING
    assert found.anchor is not None
    assert (found.anchor.path, found.expected) == (anchor, expected)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (
            {"type": "BadgeClass"},
            "achievement.creditsAvailable",
            "Open Badges 2.0 has no place for the credits available",
        ),
        (
            {"type": "BadgeClass"},
            "credential.evidence",
            "this document is of the class BadgeClass, which has no credential",
        ),
        ({"type": "BadgeClass"}, "subject", "this document is of the class BadgeClass, which has no subject"),
        (
            {"type": ["Achievement"]},
            "subject.result",
            "this document is of the class Achievement, which has no subject",
        ),
        ({"type": ["Achievement"]}, "issuer.name", "the document has no issuer, and needs none"),
        (
            {"type": ["Profile"]},
            "achievement.name",
            "this document is of the class Profile, which has no achievement",
        ),
        (
            {"type": ["VerifiableCredential"]},
            "achievement.name",
            "this document is of the class VerifiableCredential, which has no achievement",
        ),
        (
            {"type": ["OpenBadgeCredential"]},
            "achievement.assessment",
            "Open Badges 3.0 has no place for the assessment extension",
        ),
    ],
)
def test_what_has_no_place_says_why(data: Any, name: str, reason: str) -> None:
    found = view_of(data).select(name)
    assert (found.nodes, found.absence, found.reason) == ((), Absence.NO_PLACE, reason)


def test_an_issuer_in_a_definition_is_judged_like_any_other() -> None:
    found = view_of({"type": ["Achievement"], "issuer": {}}).select("issuer.name")
    assert (found.absence, found.expected) == (Absence.MISSING, "name")


def test_a_value_is_there_whatever_it_is() -> None:
    for value in (None, "", 0, False, [], {}):
        found = view_of({"type": ["Achievement"], "name": value}).select("achievement.name")
        assert [node.value for node in found.nodes] == [value]


def test_entities_are_fields_too(sel: dict[str, Any]) -> None:
    view = view_of(sel["ob3-credential"])
    assert view.values("credential") == [sel["ob3-credential"]]
    assert view.values("achievement") == [sel["ob3-credential"]["credentialSubject"]["achievement"]]
    assert view.select("subject").nodes[0].path == ("credentialSubject",)


def test_a_selection_is_made_once(sel: dict[str, Any]) -> None:
    view = view_of(sel["ob3-credential"])
    first: Selection = view.select("achievement.alignment")
    assert view.select("achievement.alignment") is first


def test_an_unknown_name_is_a_mistake_of_the_caller(sel: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        view_of(sel["ob3-credential"]).select("achievement.nosuch")


@pytest.mark.parametrize("name", field_titles())
def test_every_field_has_a_title_for_sentences(name: str) -> None:
    title = field_titles()[name]
    assert title
    assert not title.endswith(".")
    assert title == title.strip()
