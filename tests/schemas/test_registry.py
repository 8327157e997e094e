"""Loading and compiling: strict, offline, and the same verdict from both validator libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schemas import bases, ob1_bases, ob2_bases, vc_bases
from tests.schemas.clr_bases import clr
from tests.schemas.mutations import mutate, places
from tests.schemas.ob2_bases import assertion, badge_class, issuer
from tests.schemas.vc_bases import status_list
from trustlint.formats import FORMATS
from trustlint.model.kind import Kind, Scope
from trustlint.schemas import compile_fragment, schema_id_for, violations
from trustlint.schemas.registry import BASE, check_keywords, compile_slow, judge_for, load

KINDS = [
    (Kind(model, name, None, Scope.CREDENTIAL, version), make)
    for model, name, version, make in [
        ("ob3", "AchievementCredential", "2.0", bases.credential),
        ("ob3", "AchievementCredential", "1.1", lambda: bases.credential("1.1")),
        ("ob3", "EndorsementCredential", "2.0", bases.endorsement),
        ("ob3", "EndorsementCredential", "1.1", lambda: bases.endorsement("1.1")),
        ("ob3", "Profile", None, bases.profile),
        ("ob3", "Achievement", None, bases.achievement),
        ("clr2", "ClrCredential", "2.0", clr),
        ("ob2", "Assertion", None, assertion),
        ("ob2", "BadgeClass", None, badge_class),
        ("ob2", "Issuer", None, issuer),
        ("ob2", "Endorsement", None, ob2_bases.endorsement),
        ("ob2", "RevocationList", None, ob2_bases.revocation_list),
        ("ob2", "CryptographicKey", None, ob2_bases.key),
        ("vc", "BitstringStatusListCredential", "2.0", status_list),
        ("vc", "StatusList2021Credential", "1.1", lambda: status_list("1.1")),
        ("vc", "1EdTechRevocationList", None, vc_bases.revocation_list),
    ]
] + [
    (Kind("ob1", name, version, Scope.CREDENTIAL), make)
    for name, version, make in [
        ("Assertion", "0.5", ob1_bases.old_assertion),
        ("Assertion", "1.0", lambda: ob1_bases.assertion("1.0")),
        ("Assertion", "1.1", ob1_bases.assertion),
        ("BadgeClass", "1.0", lambda: ob1_bases.badge_class("1.0")),
        ("BadgeClass", "1.1", ob1_bases.badge_class),
        ("Issuer", "1.0", lambda: ob1_bases.issuer("1.0")),
        ("Issuer", "1.1", ob1_bases.issuer),
    ]
]


def test_an_unknown_format_is_refused_with_its_place() -> None:
    with pytest.raises(
        ValueError, match=r"/properties/when/format names 'date-tme'.*did you mean 'date-time'"
    ):
        compile_fragment({"properties": {"when": {"format": "date-tme"}}})


def test_a_format_that_only_the_library_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="hostname"):
        compile_fragment({"format": "hostname"})


@pytest.mark.parametrize("place", ["items", "not", "contains", "then"])
def test_an_unknown_keyword_is_refused_wherever_it_is(place: str) -> None:
    with pytest.raises(ValueError, match=rf"/{place}/requird is not a keyword.*did you mean 'required'"):
        check_keywords({place: {"requird": ["a"]}})


def test_names_of_members_and_values_are_no_keywords() -> None:
    assert check_keywords({"properties": {"foo": {"const": {"bar": 1}}}, "enum": [{"baz": 2}]}) == frozenset()


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "https://example.org/schema.json"},
        {"$ref": BASE + "ob3/classes.json#/$defs/Image"},
        {"type": "objekt"},
        {"pattern": "("},
        {"properties": []},
        {"allOf": {}},
        {"items": 3},
    ],
)
def test_a_bad_fragment_is_an_error(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        compile_fragment(schema)


def test_nothing_is_ever_fetched() -> None:
    with pytest.raises(ValueError, match="never fetched"):
        load("https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_profile_schema.json")
    with pytest.raises(ValueError, match="never fetched"):
        load(BASE + "../pyproject.toml")
    slow = compile_slow({"$ref": "https://example.org/schema.json"})
    with pytest.raises(Exception, match=r"example\.org"):
        list(slow.iter_errors({}))


def test_every_schema_is_in_the_manifest_strict_and_in_use(root: Path) -> None:
    manifest = json.loads((root / "schemas" / "MANIFEST.json").read_text(encoding="utf-8"))["schemas"]
    files = {path.relative_to(root / "schemas").as_posix() for path in (root / "schemas").glob("*/*.json")}
    assert {row["file"] for row in manifest} == {file for file in files if not file.startswith("contexts/")}
    used = {schema_id_for(kind) for kind, _ in KINDS}
    for row in manifest:
        assert load(row["id"])["$id"] == row["id"] == BASE + row["file"]
        assert check_keywords(load(row["id"])) <= set(FORMATS)
        assert row["id"] in used or row["file"].endswith("classes.json") or "extension" in row


def test_kinds_without_a_schema_are_not_judged() -> None:
    for model, name in [("clr2", "Foo"), ("vc", "VerifiableCredential"), ("ob3", "Foo")]:
        assert schema_id_for(Kind(model, name, None, Scope.CREDENTIAL, "2.0")) is None


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 2**32), st.integers(0, 3))
def test_both_libraries_say_the_same_in_the_same_words(
    pair: tuple[Kind, Any], seed: int, faults: int
) -> None:
    kind, make = pair
    data = json.loads(json.dumps(make()))
    chance = Random(seed)
    for _ in range(faults):
        mutate(data, chance.choice(places(data)), chance)
    schema_id = schema_id_for(kind)
    assert schema_id is not None
    judge = judge_for(schema_id, "Open Badges")
    assert judge.violations(data) == judge.violations_by_jsonschema(data)
    if not faults:
        assert judge.violations(data) == ()


FRAGMENTS: list[tuple[dict[str, Any], list[Any]]] = [
    (
        {"minItems": 2, "maxItems": 3, "uniqueItems": True, "items": {"type": "string"}},
        [[], ["a"], ["a", "a"], [1, 2, 3, 4]],
    ),
    ({"minLength": 2, "maxLength": 3, "pattern": "^a+$"}, ["", "aaaa", "b", "aa\n", "aa"]),
    ({"minimum": 1, "exclusiveMaximum": 3, "multipleOf": 0.5}, [0, 3, 1.25, 2, True]),
    ({"anyOf": [{"type": "string"}, {"minimum": 3}]}, [1, None, "x"]),
    ({"oneOf": [{"type": "number"}, {"minimum": 3}]}, [5, "x", 1]),
    ({"not": {"required": ["a"]}}, [{"a": 1}, {}]),
    ({"contains": {"const": 1}, "minContains": 2, "maxContains": 3}, [[], [1], [1, 1], [1, 1, 1, 1]]),
    (
        {"minProperties": 1, "propertyNames": {"pattern": "^[a-c]$"}},
        [{"a": 1}, {}, {"d": 1}],
    ),
    ({"dependentRequired": {"a": ["b"]}}, [{"a": 1}, {"a": 1, "b": 2}]),
    (
        {"patternProperties": {"^x": {"type": "string"}}, "additionalProperties": False},
        [{"x1": 3}, {"x1": "", "y": 1}],
    ),
    ({"format": "email", "type": "string"}, ["a@example.org", "a", 3]),
    (
        {"$defs": {"T": {"type": "string"}}, "properties": {"a": {"$ref": "#/$defs/T"}}},
        [{"a": 1}, {"a": "x"}],
    ),
    ({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}, [{"a": 1}, {}]),
    ({"pattern": r"^\d+$"}, ["1", "٣", "1\n"]),
    ({"enum": [1, "a"]}, [1, 2, "b"]),
    ({"const": {"a": 1}}, [{"a": 1}, {"a": 2}]),
]


@pytest.mark.parametrize(("schema", "values"), FRAGMENTS)
def test_fragments_are_judged_alike_by_both_libraries(schema: dict[str, Any], values: list[Any]) -> None:
    fragment = compile_fragment(schema)
    slow = compile_slow(schema)
    for value in values:
        found = fragment.violations(value)
        assert (not found) == (not list(slow.iter_errors(value))), value
        assert set(found) == set(fragment._judge.violations_by_jsonschema(value))
        for violation in found:
            assert violation.message.endswith(".")
            assert "schema" not in violation.message


def test_what_must_not_be_there_is_named_where_it_is() -> None:
    (violation,) = compile_fragment({"properties": {"a": False}}).violations({"a": 1})
    assert (violation.path, violation.problem) == (("a",), "shape")


@pytest.mark.parametrize(
    "data", ["\ud800", {"id": "\ud800"}, {1: 2}, float("nan"), 10**400, [[[[]]]], None, {"id": {1}}]
)
def test_any_plain_data_gets_an_answer(data: Any) -> None:
    for kind, _ in KINDS:
        assert violations(kind, data) != ()


def test_deep_nesting_gets_an_answer() -> None:
    data: dict[str, Any] = {"id": "urn:x", "type": "Profile", "name": "\ud800"}
    for _ in range(5000):
        data = {"id": "urn:x", "type": "Profile", "parentOrg": data}
    kind = Kind("ob3", "Profile", None, Scope.ISSUER)
    assert [violation.problem for violation in violations(kind, data)] in ([], ["shape"])


def test_the_pass_path_imports_neither_jsonschema_nor_referencing() -> None:
    code = (
        "import sys, trustlint.schemas as s\n"
        "light = {'jsonschema', 'jsonschema_rs', 'referencing', 'json.decoder'} & set(sys.modules)\n"
        "from tests.schemas.bases import minimal\n"
        "from trustlint.model.kind import Kind, Scope\n"
        "kind = Kind('ob3', 'AchievementCredential', None, Scope.CREDENTIAL, '2.0')\n"
        "assert s.violations(kind, minimal()) == ()\n"
        "assert s.violations(kind, {}) != ()\n"
        "print(sorted(light), 'jsonschema' in sys.modules, 'referencing' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False False"
