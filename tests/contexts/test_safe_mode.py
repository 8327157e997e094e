"""What is said of terms that nothing defines: where, what was meant, and which context would define them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contexts.documents import CLR, OB2, OB3, VC1, VC2, assertion, credential, endorsement, record
from trustlint.contexts import SafeMode, UndefinedTerm, WalkResult, bundled_context, undefined_terms

OB303 = f"{OB3}-3.0.3.json"
EX = "https://example.org/terms#"


def _one(data: Any) -> UndefinedTerm:
    result = undefined_terms(data)
    assert result.errors == ()
    (item,) = result.undefined
    return item


def _with(context: Any, **members: Any) -> dict[str, Any]:
    return {"@context": context, **members}


@pytest.mark.parametrize("document", [credential(), endorsement(), record(), assertion()])
def test_sound_documents_have_nothing_to_report(document: dict[str, Any]) -> None:
    result = undefined_terms(document)
    assert (result.undefined, result.undecided, result.unknown_contexts, result.errors) == ((), (), (), ())
    assert result.certain


def test_a_misspelt_property_is_found_with_what_was_meant() -> None:
    document = credential()
    achievement = document["credentialSubject"]["achievement"]
    achievement["achievmentType"] = achievement.pop("achievementType")
    assert _one(document) == UndefinedTerm(
        ("credentialSubject", "achievement", "achievmentType"),
        "achievmentType",
        "property",
        suggestion="achievementType",
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("validfrom", "validFrom"), ("valid_from", "validFrom"), ("ValidFrom", "validFrom")],
)
def test_another_way_to_write_a_name_is_recognised(written: str, meant: str) -> None:
    document = credential()
    document[written] = document.pop("validFrom")
    assert _one(document).suggestion == meant


def test_a_misspelt_type_is_found_with_what_was_meant() -> None:
    document = credential()
    document["type"][1] = "AchievementCredental"
    item = _one(document)
    assert (item.path, item.what, item.suggestion) == (("type", 1), "type", "AchievementCredential")


def test_another_name_is_not_taken_for_a_misspelt_one() -> None:
    document = credential()
    document["type"][1] = "VerifiableAttestation"
    assert _one(document).suggestion is None


def test_properties_of_a_misspelt_type_follow_from_it() -> None:
    document = credential()
    place = ("credentialSubject", "achievement", "alignment", 1)
    document["credentialSubject"]["achievement"]["alignment"][1].update(type="Aligment", no=1)
    result = undefined_terms(document)
    assert [(item.path, item.because) for item in result.undefined] == [
        ((*place, "type"), None),
        ((*place, "targetName"), (*place, "type")),
        ((*place, "targetUrl"), (*place, "type")),
        ((*place, "no"), None),
    ]
    assert result.undefined[0].suggestion == "Alignment"


def test_an_old_address_of_a_context_is_told_from_the_one_to_write() -> None:
    """CTX-04."""
    known = bundled_context("https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld")
    assert known is not None
    assert (known.title, known.urls[0]) == ("Open Badges 3.0.0", f"{OB3}.json")
    assert bundled_context("https://purl.imsglobal.org/spec/ob/v3p0/context-3.9.9.json") is None


def test_a_property_without_the_type_that_gives_it_its_meaning() -> None:
    document = credential()
    del document["credentialSubject"]["achievement"]["alignment"][1]["type"]
    result = undefined_terms(document)
    place = ("credentialSubject", "achievement", "alignment", 1)
    assert [(item.path, item.within) for item in result.undefined] == [
        ((*place, "targetName"), ("Alignment",)),
        ((*place, "targetUrl"), ("Alignment",)),
    ]


def test_what_is_below_a_dropped_member_is_not_reported_again() -> None:
    document = credential()
    document["isued"] = {"alsoNothing": {"norThis": 1}}
    assert _one(document).path == ("isued",)


def test_an_extension_names_its_context() -> None:
    document = credential()
    description = document["credentialSubject"]["achievement"]["resultDescription"][0]
    description["type"] = ["ResultDescription", "AssessmentResultDescription"]
    description["assessmentType"] = "Exam"
    context = (
        "https://1edtech.github.io/openbadges-specification/extensions/assessmentExtension/v2p0/context.json"
    )
    found = undefined_terms(document).undefined
    assert [(item.term, item.defined_by) for item in found] == [
        ("AssessmentResultDescription", (context,)),
        ("assessmentType", (context,)),
    ]
    assert [item.because for item in found] == [None, found[0].path]
    document["@context"].append("https://purl.imsglobal.org/spec/ob-assessment/v2p0/context/")
    assert undefined_terms(document).undefined == ()


def test_contexts_of_another_standard_are_not_proposed() -> None:
    document = assertion()
    document["badge"]["creditsAvailable"] = 3
    assert _one(document).defined_by == ()
    document["badge"] = {"type": "BadgeClass", "accreditationDate": "2026-01-01"}
    (proposed, *_) = _one(document).defined_by
    assert proposed == "https://w3id.org/openbadges/extensions/issuerAccreditationExtension/context.json"


def test_a_document_without_context_says_so() -> None:
    result = undefined_terms({"type": "Achievement", "name": "Welding"})
    assert result.without_context
    assert [item.path for item in result.undefined] == [("type",), ("name",)]
    assert not undefined_terms(credential()).without_context
    assert undefined_terms("text") == WalkResult()


def test_a_list_of_documents_is_walked() -> None:
    document = credential()
    document["nothing"] = 1
    assert _one([credential(), document]).path == (1, "nothing")


# Contexts that are not bundled


def test_an_unknown_context_leaves_terms_undecided() -> None:
    document = credential()
    document["@context"].append("https://example.org/contexts/college")
    document["semester"] = "2026-1"
    document["credentialSubject"]["type"].append("Student")
    result = undefined_terms(document)
    assert result.undefined == ()
    assert result.unknown_contexts == ((("@context", 3), "https://example.org/contexts/college"),)
    assert [(item.path, item.what) for item in result.undecided] == [
        (("credentialSubject", "type", 1), "type"),
        (("semester",), "property"),
    ]
    assert not result.certain


def test_an_unknown_context_of_an_object_leaves_the_rest_decided() -> None:
    document = credential()
    document["semester"] = "2026-1"
    document["issuer"]["@context"] = "https://example.org/contexts/college"
    document["issuer"]["campus"] = "North"
    result = undefined_terms(document)
    assert [item.path for item in result.undefined] == [("semester",)]
    assert [item.path for item in result.undecided] == [("issuer", "campus")]
    assert result.unknown_contexts == ((("issuer", "@context"), "https://example.org/contexts/college"),)
    # Remembered from the first time, and reported again.
    assert undefined_terms(document) == result


def test_a_local_copy_is_used_like_a_bundled_context() -> None:
    url = "https://example.org/contexts/college"
    copy = {"@context": {"semester": f"{EX}semester", "Student": {"@id": f"{EX}Student"}}}
    document = credential()
    document["@context"].append(url)
    document["semester"] = "2026-1"
    document["campus"] = "North"
    for contexts in ({url: copy}, {url: copy["@context"]}):
        result = undefined_terms(document, contexts=contexts)
        assert (result.unknown_contexts, result.errors) == ((), ())
        assert [item.path for item in result.undefined] == [("campus",)]


def test_a_local_copy_wins_over_the_bundled_context() -> None:
    safe_mode = SafeMode({OB2: {"@context": {"@vocab": EX}}})
    assert safe_mode.undefined_terms(_with(OB2, anything=1)).undefined == ()
    assert _one(_with(OB2, anything=1)).term == "anything"


def test_a_local_copy_may_lean_on_others() -> None:
    contexts = {
        "https://example.org/a": {"@context": ["b", {"a": f"{EX}a"}]},
        "https://example.org/b": {"@context": {"b": f"{EX}b"}},
        "https://example.org/c": {"@context": {"@import": "b", "c": f"{EX}c"}},
    }
    safe_mode = SafeMode(contexts)
    for url, missing in (("https://example.org/a", "c"), ("https://example.org/c", "a")):
        result = safe_mode.undefined_terms(_with(url, a=1, b=2, c=3))
        assert result.errors == ()
        assert [item.term for item in result.undefined] == [missing]


def test_contexts_that_include_each_other_are_an_error() -> None:
    contexts = {
        "https://example.org/a": ["https://example.org/b"],
        "https://example.org/b": "https://example.org/a",
    }
    result = undefined_terms(_with("https://example.org/a", a=1), contexts=contexts)
    assert [error.code for error in result.errors] == ["context overflow"]


def test_an_unusable_local_copy_is_an_error_at_its_url() -> None:
    result = undefined_terms(_with(["https://example.org/a"], a=1), contexts={"https://example.org/a": 3})
    assert [(error.path, error.code) for error in result.errors] == [
        (("@context", 0), "invalid remote context")
    ]


# Contexts in the document


def test_an_inline_context_defines_terms() -> None:
    context = [VC2, OB303, {"ex": EX, "semester": "ex:semester", "Student": "ex:Student"}]
    document = _with(
        context,
        type=["VerifiableCredential"],
        credentialSubject={"type": "Student", "semester": 1, "ex:year": 2, "no": 3},
    )
    assert _one(document).path == ("credentialSubject", "no")


def test_a_vocabulary_defines_everything() -> None:
    assert undefined_terms(_with([VC2, {"@vocab": EX}], anything=1, type="Whatever")).undefined == ()
    assert (
        undefined_terms(_with([VC2, "https://www.w3.org/ns/credentials/examples/v2"], anything=1)).undefined
        == ()
    )
    assert _one(_with([VC2, {"@vocab": EX}, {"@vocab": None}], anything=1)).term == "anything"


def test_terms_may_be_set_to_stand_for_nothing() -> None:
    assert _one(_with([OB2, {"name": None}], name="Welding", url="https://example.org")).path == ("name",)


def test_types_may_be_relative_to_a_base() -> None:
    assert _one(_with(OB2, type="Nothing")).what == "type"
    assert undefined_terms(_with([OB2, {"@base": "https://example.org/"}], type="Nothing")).undefined == ()


def test_scoped_contexts_hold_where_they_should() -> None:
    context = {
        "@version": 1.1,
        "type": "@type",
        "Course": {"@id": f"{EX}Course", "@context": {"credits": f"{EX}credits"}},
        "part": {"@id": f"{EX}part", "@context": {"page": f"{EX}page"}},
        "teacher": f"{EX}teacher",
    }
    node = {"credits": 1, "page": 2}
    document = _with(context, type="Course", credits=1, page=2, part=node, teacher=node)
    result = undefined_terms(document)
    # A type's context ends with its object; a property's goes on below.
    assert [item.path for item in result.undefined] == [
        ("page",),
        ("part", "credits"),
        ("teacher", "credits"),
        ("teacher", "page"),
    ]


def test_a_contained_credential_begins_anew_in_a_presentation() -> None:
    inner = {
        "@context": [VC2, OB303],
        "type": ["VerifiableCredential"],
        "awardedDate": "2026-01-01T00:00:00Z",
        "no": 1,
    }
    document = _with(VC2, type="VerifiablePresentation", verifiableCredential=[inner])
    assert _one(document).path == ("verifiableCredential", 0, "no")


def test_containers_are_walked_by_what_their_names_are() -> None:
    context = {
        "type": "@type",
        "A": f"{EX}A",
        "a": f"{EX}a",
        "texts": {"@id": f"{EX}t", "@container": "@language"},
        "indexed": {"@id": f"{EX}i", "@container": "@index"},
        "named": {"@id": f"{EX}n", "@container": "@id"},
        "typed": {"@id": f"{EX}y", "@container": "@type"},
        "literal": {"@id": f"{EX}j", "@type": "@json"},
        "graph": {"@id": f"{EX}g", "@container": ["@graph", "@set"]},
        "nest": "@nest",
        "of": {"@reverse": f"{EX}a"},
    }
    node = {"a": 1, "no": 2}
    document = _with(
        context,
        texts={"en": "yes", "fr": ["oui"]},
        indexed={"x": node, "y": [node]},
        named={"https://example.org/1": node},
        typed={"A": node, "B": {"a": 1}},
        literal={"no": {"no": 1}},
        graph=[node],
        nest=node,
        of=[node],
    )
    result = undefined_terms(document)
    assert result.errors == ()
    assert [item.path for item in result.undefined] == [
        ("indexed", "x", "no"),
        ("indexed", "y", 0, "no"),
        ("named", "https://example.org/1", "no"),
        ("typed", "A", "no"),
        ("typed", "B"),
        ("graph", 0, "no"),
        ("nest", "no"),
        ("of", 0, "no"),
    ]


def test_value_objects_lists_and_sets_are_no_nodes() -> None:
    document = _with(
        OB2,
        name={"@value": "Welding", "@language": "en"},
        tags={"@list": ["a", {"@set": ["b"]}]},
        issuer={"@set": [{"name": "n", "no": 1}]},
    )
    assert _one(document).path == ("issuer", "@set", 0, "no")


# Errors


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ([VC2, {"issuer": f"{EX}issuer", "name": f"{EX}name"}], "protected term redefinition"),
        ([VC2, None], "invalid context nullification"),
        ([VC2, 7], "invalid local context"),
        ([VC2, {"a": 7}], "invalid term definition"),
        ([VC2, {"a": "relative"}], "invalid IRI mapping"),
        ([VC2, {"a": {"@id": f"{EX}a", "@container": "@nowhere"}}], "invalid container mapping"),
        ([VC2, {"a": "b", "b": "a"}], "cyclic IRI mapping"),
        ([VC2, {"@id": f"{EX}a"}], "keyword redefinition"),
        ([VC2, {"A": {"@id": f"{EX}A", "@context": {"a": 7}}}], "invalid scoped context"),
        ({"@version": 1.0}, "invalid @version value"),
    ],
)
def test_contexts_that_no_processor_takes(context: Any, code: str) -> None:
    result = undefined_terms(_with(context, name="n", no=1))
    place = ("@context", 1) if isinstance(context, list) else ("@context",)
    assert [(error.path, error.code) for error in result.errors] == [(place, code)]
    assert result.undefined == ()
    assert result.errors[0].message


def test_a_type_that_is_an_object_is_not_taken_for_the_list_of_its_names() -> None:
    assert undefined_terms(_with(OB2, type=["NoType"])).undefined[0].path == ("type", 0)
    result = undefined_terms(_with(OB2, type={"NoType": 1}))
    assert [(error.path, error.code) for error in result.errors] == [(("type",), "invalid type value")]


def test_an_error_in_one_object_leaves_the_others_judged() -> None:
    document = record()
    first, second = document["credentialSubject"]["verifiableCredential"]
    first["@context"].append({"name": f"{EX}name"})
    second["no"] = 1
    result = undefined_terms(document)
    place = ("credentialSubject", "verifiableCredential")
    assert [(error.path, error.term) for error in result.errors] == [((*place, 0, "@context", 3), "name")]
    assert [item.path for item in result.undefined] == [(*place, 1, "no")]


@pytest.mark.parametrize(
    ("member", "path", "code"),
    [
        ({"id": 5}, ("id",), "invalid @id value"),
        ({"type": {"a": 1}}, ("type",), "invalid type value"),
        ({"type": ["Profile", 1]}, ("type",), "invalid type value"),
        ({"id": "urn:a", "@id": "urn:b"}, ("@id",), "colliding keywords"),
        ({"name": {"@value": "a", "name": "b"}}, ("name",), "invalid value object"),
        ({"@reverse": 1}, ("@reverse",), "invalid @reverse value"),
    ],
)
def test_values_that_no_processor_takes(member: dict[str, Any], path: tuple[str, ...], code: str) -> None:
    result = undefined_terms(_with(OB2, **member))
    assert [(error.path, error.code) for error in result.errors] == [(path, code)]


# Hostile input


def test_contexts_without_end_are_given_up() -> None:
    many = {f"t{number}": {"@id": f"{EX}{number}", "@context": {}} for number in range(3000)}
    result = undefined_terms(_with(many, t1=1))
    assert [error.code for error in result.errors] == ["too much"]


def test_objects_without_end_are_given_up() -> None:
    document: dict[str, Any] = _with({"@vocab": EX})
    inner = document
    for _ in range(3000):
        inner["a"] = inner = {}
    assert [error.code for error in undefined_terms(document).errors] == ["too deep"]


def test_many_dropped_terms_are_all_named() -> None:
    document = _with(OB2, **{f"no{number}": 1 for number in range(5000)})
    assert len(undefined_terms(document).undefined) == 5000


_NAMES = st.sampled_from(
    [
        "@context",
        "@id",
        "@type",
        "@value",
        "@list",
        "@set",
        "@graph",
        "@reverse",
        "@included",
        "@nest",
        "@index",
        "@language",
        "@container",
        "@vocab",
        "@base",
        "@import",
        "@protected",
        "@propagate",
        "@version",
        "id",
        "type",
        "name",
        "Achievement",
        "Profile",
        "alignment",
        "proof",
        "ex:a",
        "https://example.org/a",
        "@odd",
    ]
)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([VC1, VC2, OB303, CLR, OB2, "", "@type", "a b", EX]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_NAMES | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=400, deadline=None)
@given(_JSON)
def test_any_data_is_walked(data: Any) -> None:
    result = undefined_terms(data)
    assert isinstance(result, WalkResult)
    assert undefined_terms(data) == result
