"""What people read: exact place, problem and sentence for each way to be wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.schemas import bases, clr_bases, ob2_bases
from tests.schemas.mutations import mutate, places
from trustlint.model.kind import Kind, Scope
from trustlint.schemas import PROBLEMS, compile_fragment, violations

OB3 = Kind("ob3", "AchievementCredential", None, Scope.CREDENTIAL, "2.0")
OB3_VC1 = Kind("ob3", "AchievementCredential", None, Scope.CREDENTIAL, "1.1")
CLR = Kind("clr2", "ClrCredential", None, Scope.CREDENTIAL, "2.0")
ASSERTION = Kind("ob2", "Assertion", None, Scope.CREDENTIAL)
BADGE_CLASS = Kind("ob2", "BadgeClass", None, Scope.DEFINITION)

DELETE = object()
Case = tuple[str, Any, str, str, str]


def change(data: dict[str, Any], place: str, value: Any) -> dict[str, Any]:
    """A copy with one value put at, or taken from, a dotted place (indexes as numbers between dots)."""
    data = json.loads(json.dumps(data))
    *path, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    parent: Any = data
    for step in path:
        parent = parent[step]
    if value is DELETE:
        del parent[last]
    else:
        parent[last] = value
    return data


def dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))


A = "credentialSubject.achievement"
DATE = "write a full date-time with time zone such as"

OB3_CASES: list[Case] = [
    (f"{A}.image", "https://example.org/i.png", f"{A}.image", "type",
     f'{A}.image is text; Open Badges 3.0 wants an Image object with an id and type: write '
     '{"id": "https://example.org/i.png", "type": "Image"}.'),
    (f"{A}.image", "star.png", f"{A}.image", "type",
     f'{A}.image is text; Open Badges 3.0 wants an Image object with an id and type: write {{"id": "…", "type": "Image"}}.'),
    (f"{A}.criteria", "https://example.org/c", f"{A}.criteria", "type",
     f"{A}.criteria is text; Open Badges 3.0 wants a criteria object with a narrative or an id: write "
     '{"id": "https://example.org/c"}.'),
    (f"{A}.criteria", DELETE, A, "missing", f"{A} has no criteria; add a criteria object with a narrative or an id."),
    (f"{A}.criteria", None, f"{A}.criteria", "type",
     f'{A}.criteria is null; Open Badges 3.0 wants a criteria object with a narrative or an id: write {{"narrative": "…"}}.'),
    (f"{A}.name", DELETE, A, "missing", f'{A} has no name; add "name": "…".'),
    (f"{A}.type", DELETE, A, "missing", f'{A} has no type; add "type": ["Achievement"].'),
    (f"{A}.type", "Foo", f"{A}.type", "class-term", f'{A}.type is "Foo", which lacks Achievement; write ["Achievement"].'),
    (f"{A}.type", ["Foo"], f"{A}.type", "class-term",
     f'{A}.type is ["Foo"], which lacks Achievement; write ["Achievement", "Foo"].'),
    (f"{A}.type", [], f"{A}.type", "class-term", f'{A}.type is [], which lacks Achievement; write ["Achievement"].'),
    (f"{A}.tag", None, f"{A}.tag", "type", f"{A}.tag is null; leave the property out instead."),
    (f"{A}.tag", ["a", None], f"{A}.tag.1", "type", f"{A}.tag[1] is null; leave the item out instead."),
    (f"{A}.tag", [3], f"{A}.tag.0", "type",
     f'{A}.tag[0] is the number 3; Open Badges 3.0 wants text: write it in quotes as "3".'),
    (f"{A}.name", {"english": "x"}, f"{A}.name", "type",
     f'{A}.name is an object; Open Badges 3.0 wants text here, or texts by two-letter language code such as {{"en": "…"}}.'),
    (f"{A}.name", {"en": 3}, f"{A}.name", "type",
     f'{A}.name is an object; Open Badges 3.0 wants text here, or texts by two-letter language code such as {{"en": "…"}}.'),
    (f"{A}.achievementType", "micro-credential", f"{A}.achievementType", "vocabulary",
     f'{A}.achievementType is "micro-credential", but Open Badges 3.0 wants a term of AchievementType, or one of your '
     'own starting with ext:; write "MicroCredential".'),
    (f"{A}.achievementType", "Nanodegree", f"{A}.achievementType", "vocabulary",
     f'{A}.achievementType is "Nanodegree", but Open Badges 3.0 wants a term of AchievementType, or one of your '
     'own starting with ext:; write "Degree" if that is meant.'),
    (f"{A}.achievementType", "ext:my camp", f"{A}.achievementType", "vocabulary",
     f'{A}.achievementType is "ext:my camp"; Open Badges 3.0 wants letters, digits, dots, hyphens and underscores only after ext:.'),
    (f"{A}.creditsAvailable", "2.5", f"{A}.creditsAvailable", "type",
     f'{A}.creditsAvailable is the text "2.5"; write the number 2.5 without quotes.'),
    (f"{A}.creditsAvailable", "two", f"{A}.creditsAvailable", "type",
     f'{A}.creditsAvailable is the text "two"; Open Badges 3.0 wants a number here: write digits without quotes.'),
    (f"{A}.inLanguage", "en-us", f"{A}.inLanguage", "format",
     f'{A}.inLanguage is "en-us"; Open Badges 3.0 wants a language code such as en, en-US or zh-Hant-TW.'),
    (f"{A}.image.alt", "A star", f"{A}.image.alt", "extra-member",
     f'{A}.image has a property "alt" that Open Badges 3.0 does not allow in an Image object; take it out (it may hold '
     "type, id, caption only)."),
    (f"{A}.image.captoin", "A star", f"{A}.image.captoin", "extra-member",
     f'{A}.image has a property "captoin" that Open Badges 3.0 does not allow in an Image object; write caption if that is meant.'),
    (f"{A}.image.type", ["Image"], f"{A}.image.type", "type",
     f'{A}.image.type is a list; Open Badges 3.0 wants "Image": take it out of the list.'),
    (f"{A}.image.type", "Picture", f"{A}.image.type", "class-term", f'{A}.image.type is "Picture"; write "Image".'),
    (f"{A}.alignment.0.targetUrl", DELETE, f"{A}.alignment.0", "missing", f"{A}.alignment[0] has no targetUrl; add a complete address as text (https://…)."),
    (f"{A}.id", {"en": "x"}, f"{A}.id", "type",
     f"{A}.id is an object; Open Badges 3.0 wants an address as text (https://… or urn:uuid:…)."),
    (f"{A}.id", [], f"{A}.id", "type",
     f"{A}.id is an empty list; Open Badges 3.0 wants an address as text (https://… or urn:uuid:…)."),
    (f"{A}.version", [], f"{A}.version", "type",
     f"{A}.version is an empty list; Open Badges 3.0 wants text: leave the property out if there is none."),
    ("credentialSubject.identifier.0.hashed", "True", "credentialSubject.identifier.0.hashed", "type",
     'credentialSubject.identifier[0].hashed is the text "True"; write true without quotes.'),
    ("credentialSubject.result.0.status", "completed", "credentialSubject.result.0.status", "vocabulary",
     'credentialSubject.result[0].status is "completed", but Open Badges 3.0 wants one of the terms of '
     'ResultStatusType; write "Completed".'),
    ("credentialSubject", [{}], "credentialSubject", "type",
     "credentialSubject is a list; Open Badges 3.0 wants one AchievementSubject object with a type and achievement: "
     "take it out of the list."),
    ("credentialSubject", [{}, {}], "credentialSubject", "type",
     "credentialSubject is a list of 2; Open Badges 3.0 wants one AchievementSubject object with a type and "
     "achievement: keep one, outside a list."),
    ("issuer", 3, "issuer", "type",
     "issuer is the number 3; Open Badges 3.0 wants a Profile object with an id and type, or the issuer's address as text: "
     'write {"id": "…", "type": ["Profile"], "name": "…"}.'),
    ("issuer.id", DELETE, "issuer", "missing", "issuer has no id; add an address as text (https://… or urn:uuid:…)."),
    ("endorsementJwt", ["abc"], "endorsementJwt.0", "format",
     'endorsementJwt[0] is "abc"; Open Badges 3.0 wants a signed endorsement as compact JWS text (three base64url parts '
     "with dots between)."),
    ("type", "AchievementCredential", "type", "class-term",
     'type is "AchievementCredential", which lacks VerifiableCredential; write ["VerifiableCredential", "AchievementCredential"].'),
    ("type", ["VerifiableCredential"], "type", "class-term",
     'type is ["VerifiableCredential"], which lacks OpenBadgeCredential; write ["VerifiableCredential", "OpenBadgeCredential"].'),
    ("type", ["Foo"], "type", "class-term",
     'type is ["Foo"], which lacks VerifiableCredential and OpenBadgeCredential; write ["VerifiableCredential", '
     '"OpenBadgeCredential", "Foo"].'),
    ("type", None, "type", "type", 'type is null; Open Badges 3.0 wants ["VerifiableCredential", "OpenBadgeCredential"].'),
    ("validFrom", "2024-01-01", "validFrom", "format",
     f'validFrom is "2024-01-01", a date without a time; {DATE} 2024-01-01T00:00:00Z.'),
    ("validFrom", "2024-01-01T10:00:00", "validFrom", "format",
     'validFrom is "2024-01-01T10:00:00", a time without a time zone; add Z or the offset, as in 2024-01-01T10:00:00Z.'),
    ("validFrom", "January 5, 2024", "validFrom", "format",
     f'validFrom is "January 5, 2024", a date in words; {DATE} 2024-01-05T00:00:00Z.'),
    ("validFrom", "5th Jan 2024", "validFrom", "format",
     f'validFrom is "5th Jan 2024", a date in words; {DATE} 2024-01-05T00:00:00Z.'),
    ("validFrom", "2024-01-01 10:00:00Z", "validFrom", "format",
     'validFrom is "2024-01-01 10:00:00Z", a date and time apart; write 2024-01-01T10:00:00Z.'),
    ("validFrom", "2024-01-01T10:00:00+0200", "validFrom", "format",
     'validFrom is "2024-01-01T10:00:00+0200", a time whose offset lacks a colon; write 2024-01-01T10:00:00+02:00.'),
    ("validFrom", "2024-01-01T10:00Z", "validFrom", "format",
     'validFrom is "2024-01-01T10:00Z", a time without seconds; write 2024-01-01T10:00:00Z.'),
    ("validFrom", "2024-02-30T00:00:00Z", "validFrom", "format",
     'validFrom is "2024-02-30T00:00:00Z", a day or time that does not exist; correct it.'),
    ("validFrom", "soon", "validFrom", "format", f'validFrom is "soon", no date-time; {DATE} 2024-01-01T00:00:00Z.'),
    ("validFrom", "", "validFrom", "format",
     'validFrom is "", not what Open Badges 3.0 wants here; write a full date-time with time zone such as 2024-01-01T00:00:00Z.'),
    ("validFrom", 1704067200, "validFrom", "type",
     'validFrom is the number 1704067200, the seconds since 1970, as in Open Badges 1.x; write "2024-01-01T00:00:00Z".'),
    ("validFrom", DELETE, "", "missing", f"the document has no validFrom; add {DATE[6:]} 2024-01-01T00:00:00Z."),
    ("issuer.dateOfBirth", "2000-01-01T00:00:00Z", "issuer.dateOfBirth", "format",
     'issuer.dateOfBirth is "2000-01-01T00:00:00Z", a date with a time; write the date alone: 2000-01-01.'),
    ("@context", "https://www.w3.org/ns/credentials/v2", "@context", "context",
     '@context is text; Open Badges 3.0 wants a list of contexts: write ["https://www.w3.org/ns/credentials/v2", '
     '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"].'),
    ("@context", bases.CONTEXT_2[::-1], "@context.0", "context",
     '@context lists its contexts in the wrong order; put "https://www.w3.org/ns/credentials/v2" first and the Open '
     "Badges context second."),
    ("@context", bases.CONTEXT_2[:1], "@context", "context",
     '@context has one context only; Open Badges 3.0 wants at least two: write ["https://www.w3.org/ns/credentials/v2", '
     '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"].'),
    ("@context.0", "https://www.w3.org/2018/credentials/v1", "@context.0", "context",
     '@context starts with "https://www.w3.org/2018/credentials/v1"; Open Badges 3.0 wants '
     '"https://www.w3.org/ns/credentials/v2" first.'),
    ("@context.1", "https://example.org/c", "@context.1", "context",
     '@context[1] is "https://example.org/c"; Open Badges 3.0 wants its own context second: put '
     '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json" here.'),
    ("@context.2", 3, "@context.2", "context", "@context[2] is 3; write the address of a context, or an object."),
    ("@context", [], "@context", "context",
     '@context is an empty list; write ["https://www.w3.org/ns/credentials/v2", '
     '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"].'),
    ("@context", DELETE, "", "missing",
     'the document has no @context; add a list that starts with "https://www.w3.org/ns/credentials/v2" and an Open Badges 3.0 context.'),
    ("endorsement.0.@context.0", "x", "endorsement.0.@context.0", "context",
     'endorsement[0].@context starts with "x"; Open Badges 3.0 wants "https://www.w3.org/ns/credentials/v2" first.'),
    ("endorsement.0.name", DELETE, "endorsement.0", "missing", 'endorsement[0] has no name; add "name": "…".'),
]  # fmt: skip

OB2_CASES: list[Case] = [
    ("issuedOn", 1420070400, "issuedOn", "type",
     'issuedOn is the number 1420070400, the seconds since 1970, as in Open Badges 1.x; write "2015-01-01T00:00:00Z".'),
    ("issuedOn", 1420070400000, "issuedOn", "type",
     "issuedOn is the number 1420070400000; Open Badges 2.0 wants a full date-time with time zone such as 2024-01-01T00:00:00Z."),
    ("issuedOn", "2024-01-01", "issuedOn", "format",
     f'issuedOn is "2024-01-01", a date without a time; {DATE} 2024-01-01T00:00:00Z.'),
    ("recipient.hashed", DELETE, "recipient", "missing", 'recipient has no hashed; add "hashed": true or false.'),
    ("recipient", [{}], "recipient", "type",
     "recipient is a list; Open Badges 2.0 wants an IdentityObject with a type, identity and hashed: take it out of the list."),
    ("verification", DELETE, "", "missing", "the document has no verification; add a verification object with a type."),
    ("verification.type", "HostedVerification", "verification.type", "class-term",
     'verification.type is "HostedVerification"; Open Badges 2.0 wants "HostedBadge" or "SignedBadge".'),
    ("badge.criteria", None, "badge.criteria", "type",
     "badge.criteria is null; Open Badges 2.0 wants the address of the criteria as text, or a criteria object with a "
     "narrative or an id."),
    ("badge.issuer.email", DELETE, "badge.issuer", "missing", "badge.issuer has no email; add one e-mail address as text."),
    ("badge.alignment.0", {"name": "x", "url": "y"}, "badge.alignment.0", "missing",
     "badge.alignment[0] has no targetName; rename name if that is meant."),
    ("badge.image", 3, "badge.image", "type",
     "badge.image is the number 3; Open Badges 2.0 wants the address of a PNG or SVG image as text, or an Image object with an id."),
    ("badge.issuer.@language", "english language", "badge.issuer.@language", "format",
     'badge.issuer.@language is "english language", not what Open Badges 2.0 wants here; write a language tag such as en or pt-BR.'),
]  # fmt: skip


VC, CLR_OWN, OB = clr_bases.CONTEXT
S = "credentialSubject"
WHOLE = "a whole credential as an object, with its own @context, type, issuer and credentialSubject"
ORDER = f'put "{VC}" first, the CLR context second and the Open Badges context third.'

CLR_CASES: list[Case] = [
    ("@context", [VC, OB], "@context", "context",
     f'@context has two contexts only; CLR 2.0 wants at least three: write ["{VC}", "{CLR_OWN}", "{OB}"].'),
    ("@context", [VC, OB, CLR_OWN], "@context.1", "context", f"@context lists its contexts in the wrong order; {ORDER}"),
    ("@context", [OB, CLR_OWN, VC], "@context.0", "context", f"@context lists its contexts in the wrong order; {ORDER}"),
    ("@context.1", "https://example.org/c", "@context.1", "context",
     f'@context[1] is "https://example.org/c"; CLR 2.0 wants its own context second: put "{CLR_OWN}" here.'),
    ("@context.2", "https://example.org/c", "@context.2", "context",
     f'@context[2] is "https://example.org/c"; CLR 2.0 wants the Open Badges context third: put "{OB}" here.'),
    ("type", ["VerifiableCredential", "Transcript", "ClrCredential"], "", "", ""),
    ("type", ["VerifiableCredential", "Transcript"], "type", "class-term",
     'type is ["VerifiableCredential", "Transcript"], which lacks ClrCredential; write '
     '["VerifiableCredential", "ClrCredential", "Transcript"].'),
    ("name", DELETE, "", "missing", 'the document has no name; add "name": "…".'),
    ("partial", "true", "partial", "type", 'partial is the text "true"; write true without quotes.'),
    (f"{S}.verifiableCredential", DELETE, S, "missing", f"{S} has no verifiableCredential; add {WHOLE}."),
    (f"{S}.verifiableCredential", [], f"{S}.verifiableCredential", "count",
     f"{S}.verifiableCredential has 0 items; give at least 1."),
    (f"{S}.verifiableCredential.0", "a.b.c", f"{S}.verifiableCredential.0", "type",
     f"{S}.verifiableCredential[0] is text; CLR 2.0 wants {WHOLE}."),
    (f"{S}.verifiableCredential.1.validFrom", DELETE, f"{S}.verifiableCredential.1", "missing",
     f"{S}.verifiableCredential[1] has no validFrom; add {DATE[6:]} 2024-01-01T00:00:00Z."),
    (f"{S}.association.0.associationType", "isChildof", f"{S}.association.0.associationType", "vocabulary",
     f'{S}.association[0].associationType is "isChildof", but CLR 2.0 wants one of the terms of AssociationType; '
     'write "isChildOf".'),
    (f"{S}.association.0.sourceId", DELETE, f"{S}.association.0", "missing",
     f"{S}.association[0] has no sourceId; add the id of the achievement that the association starts from, as text."),
    (f"{S}.association.0.type", ["Association"], f"{S}.association.0.type", "type",
     f'{S}.association[0].type is a list; CLR 2.0 wants "Association": take it out of the list.'),
    (f"{S}.association.0.note", "x", f"{S}.association.0.note", "extra-member",
     f'{S}.association[0] has a property "note" that CLR 2.0 does not allow in an Association object; take it out '
     "(it may hold type, associationType, sourceId, targetId only)."),
    (f"{S}.achievement.0.criteria", DELETE, f"{S}.achievement.0", "missing",
     f"{S}.achievement[0] has no criteria; add a criteria object with a narrative or an id."),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "path", "problem", "message"), CLR_CASES)
def test_clr_2(place: str, value: Any, path: str, problem: str, message: str) -> None:
    base = change(clr_bases.clr(), "@context.3", DELETE)
    found = violations(CLR, change(base, place, value))
    told = [(dotted(violation.path), violation.problem, violation.message) for violation in found]
    assert told == ([(path, problem, message)] if message else [])


@pytest.mark.parametrize(("place", "value", "path", "problem", "message"), OB3_CASES)
def test_open_badges_3(place: str, value: Any, path: str, problem: str, message: str) -> None:
    (violation,) = violations(OB3, change(bases.credential(), place, value))
    assert (dotted(violation.path), violation.problem, violation.message) == (path, problem, message)
    assert violation.expected == (place.rpartition(".")[2] if problem == "missing" else None)


@pytest.mark.parametrize(("place", "value", "path", "problem", "message"), OB2_CASES)
def test_open_badges_2(place: str, value: Any, path: str, problem: str, message: str) -> None:
    violation = violations(ASSERTION, change(ob2_bases.assertion(), place, value))[0]
    assert (dotted(violation.path), violation.problem, violation.message) == (path, problem, message)


def test_a_misspelt_member_is_named() -> None:
    data = bases.minimal()
    achievement = data["credentialSubject"]["achievement"]
    achievement["desciption"] = achievement.pop("description")
    (violation,) = violations(OB3, data)
    assert violation.expected == "description"
    assert violation.message == f"{A} has no description; rename desciption if that is meant."


def test_a_date_under_the_name_of_the_other_version_is_named() -> None:
    data = bases.minimal()
    data["issuanceDate"] = data.pop("validFrom")
    (violation,) = violations(OB3, data)
    assert violation.message == "the document has no validFrom; rename issuanceDate if that is meant."


def test_vc_1_1_wants_a_name_and_its_own_context() -> None:
    assert violations(OB3_VC1, bases.credential("1.1")) == ()
    (violation,) = violations(OB3_VC1, change(bases.credential("1.1"), "name", DELETE))
    assert (violation.path, violation.expected) == ((), "name")
    (violation,) = violations(OB3_VC1, change(bases.credential("1.1"), "@context.0", bases.CONTEXT_2[0]))
    assert violation.message.endswith('Open Badges 3.0 wants "https://www.w3.org/2018/credentials/v1" first.')


def test_an_older_endorsement_inside_a_newer_credential_is_judged_by_its_own_version() -> None:
    data = bases.minimal()
    data["endorsement"] = [bases.endorsement("1.1")]
    assert violations(OB3, data) == ()
    del data["endorsement"][0]["issuanceDate"]
    (violation,) = violations(OB3, data)
    assert violation.expected == "issuanceDate"


def test_single_values_may_stand_without_a_list() -> None:
    data = bases.credential()
    achievement = data["credentialSubject"]["achievement"]
    for holder, member in [
        (achievement, "alignment"),
        (achievement, "tag"),
        (data, "evidence"),
        (data, "proof"),
    ]:
        holder[member] = holder[member][0]
    assert violations(OB3, data) == ()


def test_open_badges_2_by_reference_revoked_and_with_the_old_name_of_verification() -> None:
    data = ob2_bases.assertion()
    data["badge"] = "https://example.org/badge.json"
    data["verify"] = data.pop("verification")
    assert violations(ASSERTION, data) == ()
    assert violations(ASSERTION, {"id": "https://example.org/a.json", "revoked": True}) == ()
    assert {v.expected for v in violations(ASSERTION, {"id": "https://example.org/a.json", "revoked": False})} == {
        "type", "recipient", "badge", "issuedOn", "verification",
    }  # fmt: skip
    assert violations(BADGE_CLASS, change(ob2_bases.badge_class(), "tags", None)) == ()


PLACEHOLDERS: list[tuple[str, Any]] = [
    ("validFrom", "{{date}}"),
    ("credentialSubject", "{{subject}}"),
    (f"{A}.achievementType", "{{type}}"),
    (f"{A}.image", "{{image}}"),
    (f"{A}.type", "{{type}}"),
    (f"{A}.type", ["{{type}}"]),
    ("@context", "{{contexts}}"),
    ("@context.1", "{{context}}"),
]


@pytest.mark.parametrize(("place", "value"), PLACEHOLDERS)
def test_placeholders_are_present_with_unknown_content(place: str, value: Any) -> None:
    data = change(bases.credential(), place, value)
    assert violations(OB3, data) != ()
    assert violations(OB3, data, is_placeholder=lambda text: text.startswith("{{")) == ()


def test_other_faults_beside_a_placeholder_are_reported() -> None:
    data = change(change(bases.credential(), "validFrom", "{{date}}"), f"{A}.name", DELETE)
    (violation,) = violations(OB3, data, is_placeholder=lambda text: text.startswith("{{"))
    assert violation.expected == "name"


def test_a_list_with_a_placeholder_is_still_no_object() -> None:
    data = change(bases.credential(), "credentialSubject", ["{{subject}}"])
    (violation,) = violations(OB3, data, is_placeholder=lambda text: text.startswith("{{"))
    assert (violation.path, violation.problem) == (("credentialSubject",), "type")


def test_violations_stand_in_document_order() -> None:
    data = {"id": 3, "type": 4, "extra": 1, "credentialSubject": 5, "validFrom": 6}
    found = violations(OB3, data)
    assert [dotted(violation.path) for violation in found] == [
        "id",
        "type",
        "credentialSubject",
        "validFrom",
        "",
        "",
    ]
    assert {violation.expected for violation in found[4:]} == {"@context", "issuer"}


@pytest.mark.parametrize(
    ("kind", "make"), [(OB3, bases.credential), (CLR, clr_bases.small_clr), (ASSERTION, ob2_bases.assertion)]
)
def test_every_message_is_one_plain_sentence_about_a_place_that_is_there(
    kind: Kind, make: Callable[[], dict[str, Any]]
) -> None:
    chance = Random(3)
    count = 0
    for _ in range(1500):
        data = json.loads(json.dumps(make()))
        for _ in range(chance.randint(1, 2)):
            mutate(data, chance.choice(places(data)), chance)
        found = violations(kind, data)
        count += len(found)
        assert len({(v.path, v.problem, v.expected) for v in found}) == len(found)
        for violation in found:
            value: Any = data
            for step in violation.path:
                value = value[step]
            assert violation.problem in PROBLEMS
            assert (violation.expected is not None) == (violation.problem == "missing")
            assert violation.message.endswith(".")
            assert not re.search(
                r"instance|schema\b|not of type|None|\n", violation.message.replace("credentialSchema", "")
            )
            assert len(violation.message) < 420
    assert count > 800


def test_a_fragment_speaks_for_the_pack() -> None:
    fragment = compile_fragment(
        {"type": "object", "required": ["hours"], "properties": {"hours": {"minimum": 1}}}
    )
    assert [(v.path, v.message) for v in fragment.violations({})] == [
        ((), 'the document has no hours; add "hours": "…".')
    ]
    assert [(v.path, v.message) for v in fragment.violations({"hours": 0})] == [
        (("hours",), "hours is 0; write a number of at least 1.")
    ]
    assert [v.message for v in fragment.violations(3)] == [
        "the document is the number 3; the pack wants an object."
    ]
    assert fragment.violations({"hours": 2}) == ()
