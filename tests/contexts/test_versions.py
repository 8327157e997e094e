"""What the versions of the Open Badges 3.0 context lack (CTX-01), and what came into them later (DIS-11, DIS-20)."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.contexts.documents import CLR, OB3, VC1, VC2, credential, record
from trustlint.contexts import undefined_terms

JWTS = ["eyJhbGciOiJFZERTQSJ9.e30.c2ln"]


def _full(version: str, vc: str = VC2) -> dict[str, Any]:
    document = credential(version, vc)
    document["endorsementJwt"] = JWTS
    for name in ("name", "credentialStatus", "proof"):
        del document[name]
    return document


@pytest.mark.parametrize(
    ("version", "vc", "missing"),
    [
        ("", VC1, {"awardedDate", "inLanguage", "endorsementJwt"}),
        ("-3.0.1", VC1, {"inLanguage", "endorsementJwt"}),
        ("-3.0.2", VC1, {"awardedDate", "inLanguage", "endorsementJwt"}),
        ("-3.0.2", VC2, {"awardedDate", "inLanguage", "endorsementJwt"}),
        ("-3.0.3", VC1, set()),
        ("-3.0.3", VC2, set()),
    ],
)
def test_each_version_lacks_its_terms(version: str, vc: str, missing: set[str]) -> None:
    result = undefined_terms(_full(version, vc))
    assert {item.term for item in result.undefined} == missing
    assert result.errors == ()
    for item in result.undefined:
        assert item.what == "property"
        assert item.defined_by[0] == f"{OB3}-3.0.3.json"
        place = (
            ("credentialSubject", "achievement", "inLanguage") if item.term == "inLanguage" else (item.term,)
        )
        assert item.path == place


@pytest.mark.parametrize("version", ["", "-3.0.1"])
def test_the_first_versions_cannot_be_used_with_the_second_data_model(version: str) -> None:
    """They give ``name`` a datatype, which the base context of Verifiable Credentials 2.0 protects from that."""
    (error,) = undefined_terms(_full(version)).errors
    assert (error.path, error.code, error.term) == (
        ("@context", 1),
        "protected term redefinition",
        "description",
    )
    assert VC2 in error.message
    assert f"{OB3}{version}.json" in error.message


def test_terms_of_a_revision_in_place_are_told_apart() -> None:
    result = undefined_terms(_full("-3.0.3"))
    assert [(item.path, item.term, item.url) for item in result.late] == [
        (("endorsementJwt",), "endorsementJwt", f"{OB3}-3.0.3.json")
    ]
    clr = undefined_terms(record())
    assert [(item.path, item.url) for item in clr.late] == [(("partial",), f"{CLR}-2.0.1.json")]


def test_a_term_that_the_document_defines_itself_is_not_late() -> None:
    document = _full("-3.0.3")
    document["@context"].append(
        {
            "endorsementJwt": {
                "@id": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt",
                "@container": "@set",
            }
        }
    )
    result = undefined_terms(document)
    assert result.late == ()
    assert result.errors == ()


def test_terms_of_the_other_data_model_are_undefined() -> None:
    """VC-01: dates of 1.1 on the context of 2.0."""
    document = credential()
    document["issuanceDate"] = document.pop("validFrom")
    document["expirationDate"] = "2030-01-01T00:00:00Z"
    result = undefined_terms(document)
    assert [(item.path, item.defined_by) for item in result.undefined] == [
        (("issuanceDate",), ("https://www.w3.org/2018/credentials/v1",)),
        (("expirationDate",), ("https://www.w3.org/2018/credentials/v1",)),
    ]


def test_types_of_1edtech_need_the_context_of_the_extensions() -> None:
    """OB3-018."""
    document = copy.deepcopy(credential())
    document["@context"] = [VC2, f"{OB3}-3.0.3.json"]
    (item,) = undefined_terms(document).undefined
    assert (item.path, item.term, item.what) == (
        ("credentialSchema", 0, "type"),
        "1EdTechJsonSchemaValidator2019",
        "type",
    )
    assert item.defined_by == ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",)
