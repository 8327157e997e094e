"""Where a snippet goes in this very document, and what it says there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.contexts import undefined_terms
from trustlint.engine.check import check_data
from trustlint.engine.examples import put
from trustlint.engine.options import CheckOptions
from trustlint.errors import PackError
from trustlint.model.outcome import Verdict
from trustlint.model.pointer import PointerError, resolve, to_pointer
from trustlint.model.report import Addition, CriterionResult, Remediation

from .building import NOW, base, criterion, follow, on_disk, pack_data, rule, run, verdict, write


def remedy(
    folder: Path, document: Any, snippet: Any, rule_: dict[str, Any], **more: Any
) -> Remediation | None:
    """The remediation of a criterion that one rule decides."""
    snippets = snippet if isinstance(snippet, list) else [snippet]
    item = criterion("XC-01", ["XX001"], remediation={"text": "Do it.", "snippets": snippets}, **more)
    pack = on_disk(folder, pack_data([rule("XX001", **rule_)], [item]))
    (result,) = failing(document, pack)
    if result.remediation is not None and result.remediation.insert_at is not None:
        mended = follow(document, result.remediation)
        assert failing(mended, pack) == []
    return result.remediation


def failing(document: Any, pack: str) -> list[CriterionResult]:
    documents = check_data(document, CheckOptions(packs=(pack,), now=NOW)).documents
    return [result for item in documents for result in item.criteria if result.verdict is Verdict.FAIL]


ALIGNED = {"select": {"field": "achievement.alignment"}, "check": {"count": {"min": 1}}}
ALIGNMENT = {"field": "achievement.alignment", "value": [{"type": ["Alignment"], "targetName": "A"}]}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("ob3-definition", "/alignment"),
        ("ob3-credential", "/credentialSubject/achievement/alignment"),
        ("ob2-badgeclass", "/alignment"),
        ("ob2-assertion-embedded", "/badge/alignment"),
        ("clr2", "/credentialSubject/verifiableCredential/0/credentialSubject/achievement/alignment"),
    ],
)
def test_a_missing_field_goes_to_its_place_in_each_model(tmp_path: Path, name: str, place: str) -> None:
    found = remedy(tmp_path, base(name), ALIGNMENT, ALIGNED)
    assert found == Remediation("Do it.", place, [{"type": ["Alignment"], "targetName": "A"}])


def test_missing_objects_on_the_way_are_part_of_the_snippet(tmp_path: Path) -> None:
    document = base("ob3-definition")
    del document["criteria"]
    found = remedy(
        tmp_path,
        document,
        {"field": "achievement.criteria.narrative", "value": "Read."},
        {"select": {"field": "achievement.criteria.narrative"}},
    )
    assert found == Remediation("Do it.", "/criteria", {"narrative": "Read."})


@pytest.mark.parametrize(
    ("change", "place", "snippet"),
    [
        ({"credentialSubject": {"type": "AchievementSubject"}}, "/credentialSubject/achievement", {}),
        (
            {"credentialSubject": {"type": "AchievementSubject", "achievement": 5}},
            "/credentialSubject/achievement",
            {},
        ),
        (
            {"credentialSubject": None},
            "/credentialSubject",
            {"type": ["AchievementSubject"], "achievement": {}},
        ),
        (
            {"credentialSubject": []},
            "/credentialSubject",
            {"type": ["AchievementSubject"], "achievement": {}},
        ),
    ],
)
def test_the_place_is_always_in_something_that_exists(
    tmp_path: Path, change: Any, place: str, snippet: Any
) -> None:
    found = remedy(tmp_path, base("ob3-credential") | change, ALIGNMENT, ALIGNED)
    snippet.get("achievement", snippet)["alignment"] = [{"type": ["Alignment"], "targetName": "A"}]
    assert found == Remediation("Do it.", place, snippet)


def test_a_missing_object_that_is_usually_in_a_list_comes_in_one(tmp_path: Path) -> None:
    snippet = {
        "field": "achievement.resultDescription.alignment",
        "value": [{"type": ["Alignment"], "targetName": "A"}],
    }
    rule_ = {"select": {"field": "achievement.resultDescription.alignment"}, "check": {"count": {"min": 1}}}
    found = remedy(tmp_path, base("ob3-definition"), snippet, rule_)
    assert found == Remediation(
        "Do it.", "/resultDescription", [{"alignment": [{"type": ["Alignment"], "targetName": "A"}]}]
    )
    found = remedy(tmp_path, base("ob3-definition") | {"resultDescription": ["Score"]}, snippet, rule_)
    assert found == Remediation(
        "Do it.", "/resultDescription/0", {"alignment": [{"type": ["Alignment"], "targetName": "A"}]}
    )


def test_in_a_linked_document_the_missing_objects_are_part_of_the_snippet_too(tmp_path: Path) -> None:
    snippet = {"field": "issuer.accreditations", "value": {"name": "Council"}}
    item = criterion(
        "XC-01", ["XX001"], remediation={"text": "Do it.", "snippets": [snippet]}, scope="issuer"
    )
    rule_ = rule("XX001", select={"field": "issuer.accreditations"}, check={"present": {}})
    pack = on_disk(tmp_path, pack_data([rule_], [item]), "pack.yaml")
    badge_class = base("ob2-badgeclass")
    del badge_class["issuer"]
    paths = write(tmp_path, assertion=base("ob2-assertion"), badge=badge_class)
    report = run(list(paths.values()), pack)
    (document,) = [item for item in report.documents if item.path == paths["assertion"]]
    found = verdict(document, "XC-01").remediation
    assert found is not None
    assert found.insert_at == "/issuer"
    assert found.snippet == {"extensions:issuerAccreditation": {"name": "Council"}}


def both_of(field: str) -> dict[str, Any]:
    """A rule that wants a url and a note of each value."""
    has = {"all": [{"member": {"name": "url"}}, {"member": {"name": "note"}}]}
    return {"select": {"field": field}, "check": has, "each": True, "on_empty": "inapplicable"}


BOTH: list[dict[str, Any]] = [
    {"member": "url", "value": "https://example.org/{achievement.name}"},
    {"member": "note", "value": "Read."},
]


def test_an_object_that_lacks_several_members_is_given_complete(tmp_path: Path) -> None:
    held: dict[str, Any] = {
        "type": "Alignment",
        "deep": [{"a": 1}],
        "targetName": "{now}",
        "targetCode": "5",
        "note": " ",
    }
    document = base("ob3-definition") | {"alignment": [{"url": "a", "note": "b"}, held]}
    found = remedy(tmp_path, document, BOTH, both_of("achievement.alignment"))
    assert found is not None
    assert found.insert_at == "/alignment/1"
    assert list(found.snippet.items()) == [
        ("type", "Alignment"),
        ("targetName", "{now}"),
        ("targetCode", "5"),
        ("note", "Read."),
        ("url", "https://example.org/Article Summary"),
        ("deep", [{"a": 1}]),
    ], "what is added stands before what may be long"


ACCREDITED = {"select": {"field": "issuer.accreditations"}, "check": {"present": {}}}
ACCREDITATION = {
    "field": "issuer.accreditations",
    "value": [{"id": "https://example.org/council", "type": ["Profile"], "name": "Council"}],
}
ACCREDITATION_CONTEXT = "https://1edtech.github.io/openbadges-specification/extensions/issuerAccreditationExtension/v2p0/context.json"


@pytest.mark.parametrize(
    ("type_", "addition"),
    [
        (["Profile"], ("/issuer/type/-", "IssuerAccreditationProfile")),
        ("Profile", ("/issuer/type", ["Profile", "IssuerAccreditationProfile"])),
    ],
)
def test_a_snippet_comes_with_the_type_and_the_context_that_json_ld_needs(
    tmp_path: Path, type_: Any, addition: tuple[str, Any]
) -> None:
    document = base("ob3-credential")
    document["issuer"]["type"] = type_
    found = remedy(tmp_path, document, ACCREDITATION, ACCREDITED, scope="issuer")
    assert found is not None
    assert (found.insert_at, found.snippet) == ("/issuer/accreditations", ACCREDITATION["value"])
    assert set(map(repr, found.also)) == {
        repr(Addition("/@context/-", ACCREDITATION_CONTEXT)),
        repr(Addition(*addition)),
    }
    kept = follow(document, found)
    assert undefined_terms(kept).undefined == ()


def test_a_definition_without_contexts_is_given_none(tmp_path: Path) -> None:
    found = remedy(tmp_path, base("ob3-definition"), ALIGNMENT, ALIGNED)
    assert found is not None
    assert found.also == ()


def test_terms_that_no_context_has_are_defined_as_the_pack_says(tmp_path: Path) -> None:
    snippet = {"field": "achievement.alignment", "value": [{"type": ["Alignment"], "gainedOn": "x"}]}
    item = criterion("XC-01", ["XX001"], remediation={"text": "Do it.", "snippets": [snippet]})
    data = pack_data([rule("XX001", **ALIGNED)], [item]) | {"terms": {"gainedOn": "https://example.org/on"}}
    pack = on_disk(tmp_path, data)
    report = check_data(base("ob3-credential"), CheckOptions(packs=(pack,), now=NOW))
    found = report.documents[0].criteria[0].remediation
    assert found is not None
    assert found.also == (Addition("/@context/-", {"gainedOn": "https://example.org/on"}),)


def test_a_blank_member_counts_as_lacking(tmp_path: Path) -> None:
    document = base("ob3-definition") | {"alignment": [{"url": "", "note": ""}]}
    found = remedy(tmp_path, document, BOTH, both_of("achievement.alignment"))
    snippet = {"url": "https://example.org/Article Summary", "note": "Read."}
    assert found == Remediation("Do it.", "/alignment/0", snippet)


def test_an_object_that_lacks_one_member_is_given_that_one(tmp_path: Path) -> None:
    document = base("ob3-definition") | {"alignment": [{"url": "a"}]}
    found = remedy(tmp_path, document, BOTH, both_of("achievement.alignment"))
    assert found == Remediation("Do it.", "/alignment/0/note", "Read.")


def test_a_document_that_lacks_several_members_is_given_whole(tmp_path: Path) -> None:
    document = base("ob3-definition")
    found = remedy(tmp_path, document, BOTH, both_of("achievement"))
    assert found is not None
    assert found.insert_at == ""
    assert found.snippet == document | {"url": "https://example.org/Article Summary", "note": "Read."}


def test_a_wrong_value_is_replaced(tmp_path: Path) -> None:
    found = remedy(
        tmp_path,
        base("ob3-definition") | {"name": " "},
        {"field": "achievement.name", "value": "A name"},
        {},
    )
    assert found is not None
    assert (found.insert_at, found.snippet) == ("/name", "A name")


def test_a_list_with_wrong_items_is_replaced_as_a_whole(tmp_path: Path) -> None:
    found = remedy(
        tmp_path,
        base("ob3-definition") | {"tag": ["", ""]},
        {"field": "achievement.tag", "value": ["reading"]},
        {"select": {"field": "achievement.tag"}, "each": True, "on_empty": "fail"},
    )
    assert found is not None
    assert found.insert_at == "/tag"


def test_a_member_goes_into_the_item_that_failed(tmp_path: Path) -> None:
    alignment = [
        {"targetName": "A", "targetUrl": "https://example.org/a"},
        {"targetName": "B", "targetUrl": "https://example.org/b"},
        {"targetName": "C"},
    ]
    document = base("ob3-credential")
    document["credentialSubject"]["achievement"]["alignment"] = alignment
    has = {"member": {"name": "targetUrl"}}
    found = remedy(
        tmp_path,
        document,
        {"member": "targetUrl", "value": "https://example.org/c"},
        {
            "select": {"field": "achievement.alignment"},
            "check": has,
            "each": True,
            "on_empty": "inapplicable",
        },
    )
    assert found is not None
    assert found.insert_at == "/credentialSubject/achievement/alignment/2/targetUrl"


def clr_of_two(second: dict[str, Any]) -> Any:
    document = base("clr2")
    credentials = document["credentialSubject"]["verifiableCredential"]
    credentials.append(base("clr2")["credentialSubject"]["verifiableCredential"][0])
    credentials[1]["credentialSubject"]["achievement"] |= second
    return document


def test_the_achievement_of_a_clr_that_failed_is_the_one_to_change(tmp_path: Path) -> None:
    found = remedy(
        tmp_path,
        clr_of_two({"name": ""}),
        {"field": "achievement.name", "value": "A name"},
        {"each": True, "on_empty": "fail"},
    )
    assert found is not None
    assert found.insert_at == "/credentialSubject/verifiableCredential/1/credentialSubject/achievement/name"


def test_the_snippet_for_the_model_is_chosen(tmp_path: Path) -> None:
    snippets = [
        {"applies_to": {"model": "ob2"}, "field": "achievement.alignment", "value": [{"old": 1}]},
        {"applies_to": {"model": "ob3"}, "field": "achievement.alignment", "value": [{"new": 1}]},
    ]
    assert remedy(tmp_path, base("ob2-badgeclass"), snippets, ALIGNED).snippet == [{"old": 1}]  # type: ignore[union-attr]
    assert remedy(tmp_path, base("ob3-definition"), snippets, ALIGNED).snippet == [{"new": 1}]  # type: ignore[union-attr]


def test_without_a_place_there_are_words_only(tmp_path: Path) -> None:
    snippet = {"field": "achievement.achievementType", "value": "Badge"}
    assert remedy(tmp_path, base("ob2-badgeclass"), snippet, ALIGNED) == Remediation("Do it.")
    snippet = {"applies_to": {"model": "clr2"}, **ALIGNMENT}
    assert remedy(tmp_path, base("ob3-definition"), snippet, ALIGNED) == Remediation("Do it.")


def test_gaps_are_filled_from_the_document(tmp_path: Path) -> None:
    value = [
        {
            "a": "{achievement.name}",
            "b": ["On {achievement.name}."],
            "c": "{now}",
            "d": "{achievement.version|none yet}",
            "e": "{achievement.version}",
            "f": "{not a gap} {x}",
            "g": 5,
        }
    ]
    snippet = {"field": "achievement.alignment", "value": value}
    found = remedy(tmp_path, base("ob3-definition"), snippet, ALIGNED)
    assert found is not None
    assert found.snippet == [
        {
            "a": "Article Summary",
            "b": ["On Article Summary."],
            "c": "2026-05-31T12:00:00Z",
            "d": "none yet",
            "e": "{achievement.version}",
            "f": "{not a gap} {x}",
            "g": 5,
        }
    ]


def test_a_value_of_the_document_is_never_a_template(tmp_path: Path) -> None:
    document = base("ob3-definition") | {"name": "{achievement.description} {now}"}
    snippet = {"field": "achievement.alignment", "value": [{"a": "{achievement.name}"}]}
    found = remedy(tmp_path, document, snippet, ALIGNED)
    assert found is not None
    assert found.snippet == [{"a": "{achievement.description} {now}"}]


# put: what applies a snippet.

names = st.sampled_from(["a", "b", "~", "/", "a/b", "0", "-1", "é", ""])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(names, values, max_size=3), st.lists(names, min_size=1, max_size=4), values)
def test_what_is_put_is_found_again(data: dict[str, Any], path: list[str], value: Any) -> None:
    pointer = to_pointer(path)
    try:
        after = put(data, pointer, value)
    except PackError:
        return
    found = resolve(after, pointer)[1]
    assert found == value
    assert found is not value or not isinstance(value, list | dict)


@given(values, st.text(alphabet="/~01-ab²٣", max_size=8), values)
def test_put_refuses_in_words_or_works(data: Any, pointer: str, value: Any) -> None:
    try:
        after = put(data, pointer, value, "XX001")
    except PackError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert refused.startswith("XX001: ")
        return
    if "-" not in pointer:
        try:
            assert resolve(after, pointer)[1] == value
        except PointerError as error:  # pragma: no cover - the report of a failure
            raise AssertionError(f"{pointer} is not there") from error


def test_put_makes_lists_and_objects_on_the_way() -> None:
    assert put({}, "/a/-", 1) == {"a": [1]}
    assert put({}, "/a/0/b", 1) == {"a": [{"b": 1}]}
    assert put({"a": [1]}, "/a/-/b", 1) == {"a": [1, {"b": 1}]}
    assert put({"a": [1]}, "/a/-", 2) == {"a": [1, 2]}
    assert put({"a": [1]}, "/a/1", 2) == {"a": [1, 2]}
    assert put({"a": [1]}, "/a/0", 2) == {"a": [2]}
    assert put({"a": 1}, "", {"b": 2}) == {"b": 2}


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"a": 1}, "/a/b"),
        ({"a": [1]}, "/a/2"),
        ({"a": [1]}, "/a/-1"),
        ({"a": [1]}, "/a/x"),
        ({"a": [1]}, "/a/²"),
        ({}, "a"),
        ({}, "/~2"),
        (5, "/a"),
        (None, "/a"),
    ],
)
def test_put_names_what_is_wrong_with_a_pointer(data: Any, pointer: str) -> None:
    with pytest.raises(PackError):
        put(data, pointer, 1)
