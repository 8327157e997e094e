"""Every check function on one value: outcome and words, for right and wrong types, templates, other scripts and limits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.conftest import DOCUMENT, Ask, context_for
from trustlint.checks.registry import CheckError, check_functions, find_check, prepare_test
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome

P, F, C, N = Outcome.PASS, Outcome.FAIL, Outcome.CANT_TELL, Outcome.INAPPLICABLE
TEMPLATE = "{{learner.email}}"
UNKNOWN = "is a placeholder, so its content is not known yet"
LONG = "word " * 4_000

PRESENT = [
    ({"present": {}}, "x", P, ""),
    ({"present": {}}, 0, P, ""),
    ({"present": {}}, False, P, ""),
    ({"present": {}}, TEMPLATE, P, ""),
    ({"present": {}}, None, F, "is empty"),
    ({"present": {}}, "", F, "is empty"),
    ({"present": {}}, " \t\u00a0\u2003", F, "is empty"),
    ({"present": {}}, [], F, "is empty"),
    ({"present": {}}, {}, F, "is empty"),
    ({"present": {}}, [None], P, ""),
]
TYPE = [
    ({"type": {"is": "text"}}, "x", P, ""),
    ({"type": {"is": "text"}}, 1, F, "is 1, and text is expected"),
    ({"type": {"is": "text"}}, None, F, "is null, and text is expected"),
    ({"type": {"is": "text"}}, TEMPLATE, C, UNKNOWN),
    ({"type": {"is": "object"}}, {}, P, ""),
    ({"type": {"is": "object"}}, [], F, "is an empty list, and an object is expected"),
    ({"type": {"is": "list"}}, [1, 2], P, ""),
    ({"type": {"is": "list"}}, {"a": 1}, F, "is an object, and a list is expected"),
    ({"type": {"is": "number"}}, 1.5, P, ""),
    ({"type": {"is": "number"}}, True, F, "is true, and a number is expected"),
    ({"type": {"is": "number"}}, "1", F, 'is "1", and a number is expected'),
    ({"type": {"is": "boolean"}}, False, P, ""),
    ({"type": {"is": "boolean"}}, 0, F, "is 0, and true or false is expected"),
]
TEXT = [
    ({"text": {}}, "", P, ""),
    ({"text": {}}, 5, F, "is 5, and text is expected"),
    ({"text": {}}, ["a"], F, "is a list of 1, and text is expected"),
    ({"text": {}}, {}, F, "is an empty object, and text is expected"),
    ({"text": {}}, {"en": 1}, F, "is an object, and text is expected"),
    ({"text": {"min_length": 3}}, "abc", P, ""),
    ({"text": {"min_length": 3}}, " ab ", F, "has 2 characters, and at least 3 are expected"),
    ({"text": {"min_length": 3}}, "a", F, "has 1 character, and at least 3 are expected"),
    ({"text": {"min_length": 2}}, "\U0001f600\U0001f600", P, ""),
    ({"text": {"max_length": 2}}, "abc", F, "has 3 characters, and at most 2 are expected"),
    ({"text": {"max_length": 2}}, "\U0001f600\u00e9", P, ""),
    ({"text": {"min_words": 2}}, "one", F, "has 1 word, and at least 2 are expected"),
    ({"text": {"min_words": 2}}, "one-two's", F, "has 1 word, and at least 2 are expected"),
    ({"text": {"min_words": 2}}, "- one, * two!", P, ""),
    ({"text": {"min_words": 3}}, "Три русских слова", P, ""),
    ({"text": {"max_words": 2}}, "one two three", F, "has 3 words, and at most 2 are expected"),
    ({"text": {"max_words": 3_999}}, LONG, F, "has 4000 words, and at most 3999 are expected"),
    ({"text": {"min_words": 4_000}}, LONG, P, ""),
    ({"text": {"is_none_of": ["N/A", "to be done"]}}, " n/a. ", F, 'says only "n/a."'),
    ({"text": {"is_none_of": ["N/A", "to be done"]}}, "To  be\ndone!", F, 'says only "To  be\\ndone!"'),
    ({"text": {"is_none_of": ["N/A"]}}, "N/A, because it is new", P, ""),
    ({"text": {"is_none_of": ["ÉTÉ"]}}, "été", F, 'says only "été"'),
    ({"text": {"has_none_of": ["lorem ipsum"]}}, "Here is Lorem Ipsum.", F, 'contains "Lorem Ipsum"'),
    ({"text": {"has_none_of": ["sum"]}}, "Lorem ipsum", P, ""),
    ({"text": {"has_none_of": ["end"]}}, LONG + "end", F, 'contains "end"'),
    ({"text": {"has_none_of": ["(a+)+"]}}, "it is (a+)+ here", F, 'contains "(a+)+"'),
    ({"text": {"has_one_of": ["exam", "quiz"]}}, "Pass the Quiz.", P, ""),
    ({"text": {"has_one_of": ["exam", "quiz"]}}, "Pass.", F, "contains none of exam, quiz"),
    ({"text": {"has_one_of": ["end"]}}, LONG + "end", P, ""),
    ({"text": {"differs_from": "achievement.name"}}, "Something else", P, ""),
    (
        {"text": {"differs_from": "achievement.name"}},
        "article  summary!",
        F,
        "only repeats the name of the achievement",
    ),
    ({"text": {"differs_from": "achievement.fieldOfStudy"}}, "x", P, ""),
    ({"text": {"min_words": 9}}, TEMPLATE, C, UNKNOWN),
    ({"text": {"min_words": 9}}, "${x}", C, UNKNOWN),
    ({"text": {"min_words": 9}}, " <<x>> ", C, UNKNOWN),
    ({"text": {"min_words": 2}}, "Dear {{name}}", P, ""),
    ({"text": {"min_words": 2}}, {"en": "one two", "es": "uno dos"}, P, ""),
    (
        {"text": {"min_words": 2}},
        {"en": "one two", "es": "uno"},
        F,
        "has 1 word, and at least 2 are expected",
    ),
    ({"text": {"min_words": 2}}, {"en": TEMPLATE, "es": "uno"}, F, "has 1 word, and at least 2 are expected"),
    ({"text": {"min_words": 2}}, {"en": TEMPLATE, "es": "uno dos"}, C, UNKNOWN),
]
MATCHES = [
    ({"matches": {"pattern": "a+"}}, "aaa", P, ""),
    ({"matches": {"pattern": "a+"}}, "aab", F, 'is "aab", and text like a+ is expected'),
    ({"matches": {"pattern": "a+", "wants": "a sigh"}}, "b", F, 'is "b", and a sigh is expected'),
    ({"matches": {"pattern": "a+", "anywhere": True}}, "baab", P, ""),
    ({"matches": {"pattern": "A+", "ignore_case": True}}, "aa", P, ""),
    ({"matches": {"pattern": "a+"}}, 5, F, "is 5, and text is expected"),
    ({"matches": {"pattern": "a+"}}, TEMPLATE, C, UNKNOWN),
    ({"matches": {"pattern": r"\w+"}}, "žluťoučký", P, ""),
    ({"matches": {"pattern": "a*"}}, "a" * 10_000, P, ""),
    (
        {"matches": {"pattern": "a*"}},
        "a" * 10_001,
        C,
        "has 10,001 characters, and no more than 10,000 are matched",
    ),
    ({"matches": {"pattern": "b", "anywhere": True}}, "b" + "a" * 20_000, P, ""),
    (
        {"matches": {"pattern": "b", "anywhere": True}},
        "a" * 20_000 + "b",
        C,
        "no more than 10,000 are matched",
    ),
    ({"matches": {"pattern": "a+"}}, {"en": "a", "de": "b"}, F, 'is "b", and text like a+ is expected'),
]
NUMBER = [
    ({"number": {}}, 0, P, ""),
    ({"number": {}}, "5", F, 'is "5", and a number is expected; write it without quotation marks'),
    ({"number": {}}, "five", F, 'is "five", and a number is expected'),
    ({"number": {}}, True, F, "is true, and a number is expected"),
    ({"number": {}}, None, F, "is null, and a number is expected"),
    ({"number": {}}, [1], F, "is a list of 1, and a number is expected"),
    ({"number": {"above": 0}}, 0, F, "is 0, and a number above 0 is expected"),
    ({"number": {"above": 0}}, 1e-9, P, ""),
    ({"number": {"at_least": 1}}, 1, P, ""),
    ({"number": {"at_least": 1}}, 0.5, F, "is 0.5, and a number of at least 1 is expected"),
    ({"number": {"at_most": 10}}, 11, F, "is 11, and a number of at most 10 is expected"),
    (
        {"number": {"at_most": 10}},
        10**400,
        F,
        "is a very large number, and a number of at most 10 is expected",
    ),
    ({"number": {"at_least": 10}}, 10**5000, P, ""),
    (
        {"number": {"at_least": 0}},
        -(10**400),
        F,
        "is a very large number, and a number of at least 0 is expected",
    ),
    ({"number": {"text": True}}, " 84 % ", P, ""),
    ({"number": {"text": True}}, "3.5e1", P, ""),
    ({"number": {"text": True, "at_most": 80}}, "84%", F, 'is "84%", and a number of at most 80 is expected'),
    ({"number": {"text": True}}, "nan", F, 'is "nan", and a number is expected'),
    ({"number": {"text": True}}, "inf", F, 'is "inf", and a number is expected'),
    ({"number": {"text": True}}, "1_000", F, 'is "1_000", and a number is expected'),
    ({"number": {"text": True}}, "٣", F, 'is "٣", and a number is expected'),
    ({"number": {"text": True, "at_most": 5}}, "1e9999", F, "a number of at most 5 is expected"),
    ({"number": {}}, TEMPLATE, C, UNKNOWN),
]
VALUE_IN = [
    ({"value-in": {"values": ["A", "B"]}}, "A", P, ""),
    (
        {"value-in": {"values": ["Course"]}},
        "course",
        F,
        'is "course", and that is no known term; write "Course" if that is meant',
    ),
    ({"value-in": {"values": ["Course"]}}, "Cuorse", F, 'write "Course" if that is meant'),
    ({"value-in": {"values": ["Course"]}}, "Badge", F, 'is "Badge", and Course is expected'),
    ({"value-in": {"values": ["Course"], "ignore_case": True}}, "COURSE", P, ""),
    ({"value-in": {"values": [1]}}, True, F, "is true, and 1 is expected"),
    ({"value-in": {"values": [True]}}, True, P, ""),
    ({"value-in": {"values": [1]}}, 1.0, P, ""),
    ({"value-in": {"values": ["1"]}}, 1, F, "is 1, and 1 is expected"),
    ({"value-in": {"values": ["a"]}}, ["a"], F, "is a list of 1, and a is expected"),
    ({"value-in": {"values": ["a"]}}, None, F, "is null, and a is expected"),
    ({"value-in": {"parameter": "terms"}}, "Course", P, ""),
    ({"value-in": {"parameter": "terms", "values": ["Badge"]}}, "Badge", P, ""),
    ({"value-in": {"parameter": "terms"}}, "Badge", F, "Course or MicroCredential is expected"),
    ({"value-in": {"values": ["a"], "or_matching": "ext:[a-z]+"}}, "ext:b", P, ""),
    ({"value-in": {"values": ["a"], "or_matching": "ext:[a-z]+"}}, "ext:", F, 'is "ext:", and a is expected'),
    ({"value-in": {"values": ["a"], "or_matching": "x*"}}, "x" * 20_000, P, ""),
    ({"value-in": {"values": list("abcdefghij")}}, "z", F, "a, b, c, d, e, f, g and 3 more is expected"),
    ({"value-in": {"values": ["a"]}}, "b" * 100_000, F, "and a is expected"),
    ({"value-in": {"values": ["a"]}}, TEMPLATE, C, UNKNOWN),
]
CONTAINS = [
    ({"contains": {"values": ["a", "b"]}}, ["b", "a", "c"], P, ""),
    ({"contains": {"values": ["a", "b"]}}, ["a"], F, "does not contain b"),
    ({"contains": {"values": ["a", "b"]}}, [], F, "does not contain a and b"),
    ({"contains": {"values": ["a", "b"], "any": True}}, ["b"], P, ""),
    ({"contains": {"values": ["a", "b"], "any": True}}, "c", F, "does not contain a or b"),
    ({"contains": {"values": ["a"]}}, "a", P, ""),
    ({"contains": {"values": ["a"]}}, "xay", F, "does not contain a"),
    ({"contains": {"values": [1]}}, [True], F, "does not contain 1"),
    ({"contains": {"values": ["a"]}}, {"a": 1}, F, "does not contain a"),
    ({"contains": {"values": ["a"]}}, TEMPLATE, C, UNKNOWN),
]
PARAMETER_IS = [
    ({"parameter-is": {"parameter": "mode", "values": ["strict"]}}, None, P, ""),
    (
        {"parameter-is": {"parameter": "mode", "values": ["lax"]}},
        5,
        F,
        'is not judged while mode is "strict"',
    ),
]
URI = [
    ({"uri": {}}, "https://example.org/a", P, ""),
    ({"uri": {}}, "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d72", P, ""),
    ({"uri": {}}, "did:example:learner", P, ""),
    (
        {"uri": {}},
        "badge.json",
        F,
        'is "badge.json", and an address with a scheme such as https: is expected',
    ),
    ({"uri": {}}, "https://example.org/a b", F, "is expected"),
    ({"uri": {}}, 5, F, "is 5, and an address with a scheme such as https: is expected"),
    ({"uri": {}}, {"id": "https://example.org"}, F, "is an object"),
    (
        {"uri": {"schemes": ["https"]}},
        "http://example.org",
        F,
        "an address that starts with https: is expected",
    ),
    ({"uri": {"schemes": ["https", "http"]}}, "HTTPS://EXAMPLE.org", P, ""),
    (
        {"uri": {"schemes": ["https", "http"]}},
        "ftp://example.org",
        F,
        "an address that starts with https: or http: is expected",
    ),
    ({"uri": {"schemes": ["https", "did"]}}, "did:example:a", P, ""),
    ({"uri": {"schemes": ["https"]}}, "https:///a", F, "is expected"),
    ({"uri": {"not_hosts": ["bit.ly"]}}, "https://bit.ly/a", F, "which is on bit.ly"),
    ({"uri": {"not_hosts": ["bit.ly"]}}, "https://www.BIT.ly/a", F, "which is on bit.ly"),
    ({"uri": {"not_hosts": ["bit.ly"]}}, "https://rabbit.ly/a", P, ""),
    ({"uri": {"not_hosts": ["bit.ly"]}}, "https://bit.ly.example.org/", P, ""),
    ({"uri": {"hosts_parameter": "hosts"}}, "https://www.example.org/a", P, ""),
    (
        {"uri": {"hosts_parameter": "hosts"}},
        "https://example.com/a",
        F,
        "which is on none of the known hosts",
    ),
    (
        {"uri": {"not_host_of": "issuer.url"}},
        "https://issuer.example.org/x",
        F,
        "which is on the host of the web page of the issuer",
    ),
    ({"uri": {"not_host_of": "issuer.url"}}, "https://example.org/x", P, ""),
    ({"uri": {}}, TEMPLATE, C, UNKNOWN),
]
FORMAT = [
    ({"format": {"is": "email"}}, "badges@example.org", P, ""),
    ({"format": {"is": "email"}}, "badges at example", F, "and an e-mail address is expected"),
    ({"format": {"is": "bcp47"}}, "es-419", P, ""),
    ({"format": {"is": "bcp47"}}, "English language", F, "a language tag such as en or es-419 is expected"),
    ({"format": {"is": "duration"}}, "PT25H", P, ""),
    ({"format": {"is": "duration"}}, 25, F, "is 25, and a duration such as PT25H is expected"),
    ({"format": {"is": "uuid-urn"}}, "x", F, "and a uuid-urn is expected"),
    ({"format": {"is": "email"}}, TEMPLATE, C, UNKNOWN),
]
DATE = [
    ({"date": {}}, "2026-05-31T12:00:00Z", P, ""),
    ({"date": {}}, "2026-05-31T12:00:00+05:30", P, ""),
    (
        {"date": {}},
        "2026-05-31T12:00:00",
        F,
        "a date with time and time zone such as 2026-05-31T12:00:00Z is expected",
    ),
    ({"date": {}}, "2026-02-30T12:00:00Z", F, "is expected"),
    ({"date": {}}, 1770022800, F, "is 1770022800, and a date with time"),
    ({"date": {}}, None, F, "is null"),
    ({"date": {"shape": "date"}}, "2026-05-31", P, ""),
    ({"date": {"shape": "date"}}, "31.05.2026", F, "a date such as 2026-05-31 is expected"),
    ({"date": {"shape": "date-time"}}, "2026-05-31T12:00:00", P, ""),
    ({"date": {"not_after_now": True}}, "2026-01-01T00:00:00Z", P, ""),
    ({"date": {"not_after_now": True}}, "2026-01-01T00:00:01Z", F, "which is in the future"),
    ({"date": {"not_after_now": True}}, "2026-01-01T01:00:00+02:00", P, ""),
    ({"date": {"not_before_now": True}}, "2025-12-31T23:59:59Z", F, "which has passed"),
    ({"date": {"not_before_now": True}}, "2026-01-01T00:00:00Z", P, ""),
    ({"date": {"not_before_now": True}}, "0001-01-01T00:00:00+14:00", F, "which has passed"),
    ({"date": {"not_after_now": True}}, "9999-12-31T23:59:59-14:00", F, "which is in the future"),
    ({"date": {"not_after_now": True, "shape": "date"}}, "2026-01-02", F, "which is in the future"),
    ({"date": {"not_after_now": True}}, "2025-06-30T23:59:60Z", P, ""),
    ({"date": {}}, TEMPLATE, C, UNKNOWN),
]
CREDITS = {"is": "at-most", "than": "achievement.creditsAvailable", "as": "number"}
LATER = {"is": "at-least", "than": "achievement.humanCode", "as": "date"}
COMPARE = [
    ({"compare": CREDITS}, 30, P, ""),
    ({"compare": CREDITS}, "29", P, ""),
    ({"compare": CREDITS}, 31, F, "is 31, and must be not more than the credits available, 30"),
    ({"compare": CREDITS}, "many", N, "cannot be compared"),
    ({"compare": CREDITS}, True, N, "cannot be compared"),
    ({"compare": CREDITS | {"is": "below"}}, 30, F, "must be less than the credits available, 30"),
    ({"compare": CREDITS | {"is": "above"}}, 30, F, "must be more than the credits available, 30"),
    ({"compare": CREDITS | {"is": "equal"}}, 29, F, "must be the same as the credits available, 30"),
    ({"compare": CREDITS | {"is": "different"}}, 30, F, "must be different from the credits available, 30"),
    (
        {"compare": CREDITS | {"than": "achievement.fieldOfStudy"}},
        30,
        N,
        "cannot be compared: there is no field of study",
    ),
    ({"compare": LATER}, "2026-05-02T00:00:00Z", P, ""),
    ({"compare": LATER}, "2026-05-01T01:00:00+01:00", P, ""),
    ({"compare": LATER}, "2026-04-01T00:00:00Z", F, "must be not earlier than the code of the achievement"),
    ({"compare": LATER | {"is": "below"}}, "2026-06-01", F, "must be earlier than"),
    ({"compare": {"is": "equal", "than": "achievement.description", "as": "text"}}, "x", C, UNKNOWN),
    (
        {"compare": {"is": "different", "than": "achievement.name", "as": "text"}},
        " Article Summary ",
        F,
        "must be different from",
    ),
    ({"compare": CREDITS}, TEMPLATE, C, UNKNOWN),
]
REFERS = {"refers-to": {"field": "achievement.resultDescription.id"}}
REFERS_TO = [
    (REFERS, "https://example.org/r2", P, ""),
    (REFERS, "https://example.org/r3", F, 'and the ids of result descriptions are "https://example.org/r1"'),
    (REFERS, 3, F, "is 3"),
    (REFERS, TEMPLATE, C, UNKNOWN),
    ({"refers-to": {"field": "achievement.tag"}}, "writing", C, UNKNOWN),
    ({"refers-to": {"field": "achievement.tag"}}, "reading", P, ""),
    (
        {"refers-to": {"field": "achievement.fieldOfStudy"}},
        "x",
        F,
        "the document has no field of study that it could name",
    ),
]
NAMED = {"member": {"name": "name"}}
MEMBER = [
    (NAMED, {"name": "x"}, P, ""),
    (NAMED, {"name": TEMPLATE}, P, ""),
    (NAMED, {"name": " "}, F, "is empty"),
    (NAMED, {"name": None}, F, "is empty"),
    (NAMED, {}, F, "has no name"),
    (NAMED, "x", F, 'is "x", and an object with name is expected'),
    (NAMED, [{"name": "x"}], F, "is a list of 1, and an object with name is expected"),
    ({"member": {"name": "name", "missing": "pass"}}, {}, P, ""),
    ({"member": {"name": "name", "missing": "inapplicable"}}, {}, N, "has no name"),
    ({"member": {"name": "n", "check": {"number": {}}}}, {"n": "x"}, F, 'is "x", and a number is expected'),
    ({"member": {"name": "n", "check": {"number": {}}}}, {"n": TEMPLATE}, C, UNKNOWN),
]
SHORT = {"items": {"check": {"text": {"max_length": 2}}}}
ITEMS = [
    (SHORT, ["a", "bb"], P, ""),
    (SHORT, "a", P, ""),
    (SHORT, ["a", "bbb"], F, "has 3 characters"),
    (SHORT, [TEMPLATE, "bbb"], F, "has 3 characters"),
    (SHORT, ["a", TEMPLATE], C, UNKNOWN),
    (SHORT, [], N, "holds no items"),
    (SHORT, [1], F, "is 1, and text is expected"),
    ({"items": {"check": {"member": {"name": "n", "missing": "inapplicable"}}}}, [{}, {"n": 1}], P, ""),
    ({"items": {"check": {"member": {"name": "n", "missing": "inapplicable"}}}}, [{}, {}], N, "has no n"),
]
INAPPLICABLE = {"member": {"name": "n", "missing": "inapplicable"}}
LENGTHY = {"text": {"min_length": 9}}
SEVERAL = [
    ({"all": [{"present": {}}, {"text": {}}]}, "x", P, ""),
    ({"all": [{"present": {}}, LENGTHY]}, "x", F, "has 1 character"),
    ({"all": [{"present": {}}, LENGTHY]}, TEMPLATE, C, UNKNOWN),
    ({"all": [LENGTHY, {"not": {"check": {"present": {}}, "because": "is there"}}]}, TEMPLATE, F, "is there"),
    ({"all": [INAPPLICABLE, {"present": {}}]}, {"x": 1}, P, ""),
    ({"all": [INAPPLICABLE]}, {"x": 1}, N, "has no n"),
    ({"any": [LENGTHY, {"number": {}}]}, 5, P, ""),
    ({"any": [LENGTHY, {"number": {}}]}, "x", F, "has 1 character"),
    ({"any": [LENGTHY, {"number": {}}]}, TEMPLATE, C, UNKNOWN),
    ({"any": [LENGTHY, {"present": {}}]}, TEMPLATE, P, ""),
    ({"any": [INAPPLICABLE]}, {}, N, "has no n"),
    (
        {"not": {"check": {"present": {}}, "because": "is {value}, and should be empty"}},
        "x",
        F,
        'is "x", and should be empty',
    ),
    ({"not": {"check": {"present": {}}, "because": "is full"}}, "", P, ""),
    ({"not": {"check": LENGTHY, "because": "is long"}}, TEMPLATE, C, UNKNOWN),
    ({"not": {"check": INAPPLICABLE, "because": "has n"}}, {}, N, "has no n"),
]
FRAGMENT = {
    "schema": {
        "type": "object",
        "required": ["n"],
        "properties": {"n": {"type": "string", "format": "email"}},
    }
}
SCHEMA = [
    (FRAGMENT, {"n": "a@example.org"}, P, ""),
    (FRAGMENT, {"n": 5}, F, "5"),
    (FRAGMENT, {}, F, "n"),
    (FRAGMENT, [], F, "list"),
    (FRAGMENT, {"n": TEMPLATE}, P, ""),
    (FRAGMENT, TEMPLATE, C, UNKNOWN),
]

ROWS = [
    *PRESENT,
    *TYPE,
    *TEXT,
    *MATCHES,
    *NUMBER,
    *VALUE_IN,
    *CONTAINS,
    *PARAMETER_IS,
    *URI,
    *FORMAT,
    *DATE,
    *COMPARE,
    *REFERS_TO,
    *MEMBER,
    *ITEMS,
    *SEVERAL,
    *SCHEMA,
]


def name_of(row: tuple[Any, ...]) -> str:
    check, value, outcome, _ = row
    return f"{str(check)[:50]}-{str(value)[:20] if not isinstance(value, int) else 'number'}-{outcome}"


@pytest.mark.parametrize(("check", "value", "outcome", "says"), ROWS, ids=map(name_of, ROWS))
def test_outcome_and_words(ask: Ask, check: dict[str, Any], value: Any, outcome: Outcome, says: str) -> None:
    result = ask(check, value)
    assert result.outcome is outcome, result.reason
    assert says in result.reason
    assert (result.reason == "") is (outcome is P)


@pytest.mark.parametrize(
    ("check", "value", "path", "expected"),
    [
        (NAMED, {}, None, "name"),
        (NAMED, {"name": ""}, ("here", "name"), None),
        (SHORT, ["a", "bbb"], ("here", 1), None),
        (
            {"member": {"name": "a", "check": {"items": {"check": NAMED}}}},
            {"a": [{}]},
            ("here", "a", 0),
            "name",
        ),
        ({"text": {"min_words": 2}}, {"en": "one two", "es": "uno"}, ("here", "es"), None),
        (FRAGMENT, {"n": 5}, ("here", "n"), None),
        (FRAGMENT, {}, ("here",), "n"),
        ({"all": [{"present": {}}, SHORT]}, ["bbb"], ("here", 0), None),
    ],
)
def test_the_place_that_decided(
    ask: Ask, check: dict[str, Any], value: Any, path: Any, expected: str | None
) -> None:
    result = ask(check, value)
    assert result.outcome is F
    assert result.path == path
    assert result.expected == expected


TOGETHER = [
    ({"count": {"min": 1}}, ["a"], P, "", None),
    (
        {"count": {"min": 2}},
        ["a", None, " ", [], {}],
        F,
        "has 1 entry, and at least 2 is needed",
        ("here", 0),
    ),
    ({"count": {"min": 1}}, [], F, "has 0 entries, and at least 1 is needed", None),
    ({"count": {"max": 1}}, ["a", "", "b"], F, "has 2 entries, and at most 1 is allowed", ("here", 2)),
    ({"count": {}}, [], P, "", None),
    ({"count": {"min": 1}}, [TEMPLATE], P, "", None),
    ({"absent": {}}, [], P, "", None),
    ({"absent": {}}, ["x"], F, 'is "x" and should not be there', ("here", 0)),
    ({"unique": {}}, ["a", "b"], P, "", None),
    ({"unique": {}}, ["a", "b", "a"], F, 'is "a", which stands there twice', ("here", 2)),
    ({"unique": {}}, [1, True, "1", 1.5], P, "", None),
    ({"unique": {}}, [TEMPLATE, TEMPLATE, {}, {}, [], []], P, "", None),
    ({"unique": {"member": "id"}}, [{"id": "a"}, {}, "a", {"id": "a"}], F, 'is "a"', ("here", 3, "id")),
    ({"unique": {"member": "id"}}, [{"id": ["a"]}, {"id": ["a"]}], P, "", None),
]


@pytest.mark.parametrize(("check", "values", "outcome", "says", "path"), TOGETHER)
def test_checks_of_all_values_together(
    ask: Ask, check: dict[str, Any], values: list[Any], outcome: Outcome, says: str, path: Any
) -> None:
    result = ask(check, *values)
    assert result.outcome is outcome
    assert says in result.reason
    assert result.path == path


def test_every_check_is_in_the_tables() -> None:
    in_tables = {name for check, *_ in [*ROWS, *TOGETHER] for name in check}
    assert in_tables == set(check_functions())


@pytest.mark.parametrize("name", sorted(check_functions()))
def test_every_check_says_what_it_does(name: str) -> None:
    function = find_check(name)
    assert function.summary.endswith((".", "…"))
    assert function.options.get("type") in ("object", "array")


@pytest.mark.parametrize(
    ("check", "says"),
    [
        ({"presnt": {}}, "there is no check 'presnt'; the checks are absent, all, any"),
        (
            {"present": {}, "type": {"is": "text"}},
            "a check is one name with its options, and this has 2: present, type",
        ),
        ({}, "a check is one name with its options, and this has 0"),
        (
            {"count": {"min": 1}},
            "'count' judges all selected values together and cannot stand inside another check",
        ),
        ({"schema": {"type": "objct"}}, "objct"),
        ({"schema": {"format": "no-such-format"}}, "no-such-format"),
    ],
)
def test_what_is_no_check_is_refused_in_words(check: dict[str, Any], says: str) -> None:
    with pytest.raises(CheckError) as caught:
        prepare_test(check)
    assert says in str(caught.value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [TEMPLATE, "2026-01-01T00:00:00Z", "https://[", "http://a:b@c:99999/", "\ud800", 10**4000, -(10**400)]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(["n", "name"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PREPARED = [(check, prepare_test(check)) for check, *_ in {str(row[0]): row for row in ROWS}.values()]


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_no_value_breaks_any_check(value: Any) -> None:
    context = context_for(DOCUMENT)
    for check, test in PREPARED:
        result = test(Node(value, ("here",)), context)
        assert (result.reason == "") is (result.outcome is P), check
        assert len(result.reason) < 2_000
        assert "\n" not in result.reason
