"""Each text format: what it takes and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustlint.formats import FORMATS, is_date_time, is_date_time_with_offset, is_local_date_time

ACCEPTED = {
    "date": ["2024-02-29", "2000-02-29", "0000-01-01", "2023-12-31"],
    "date-or-date-time": [
        "2013-01-26",
        "2013-01-26T16:31",
        "2013-01-26T16:31:50",
        "2013-01-26T16:31:50.123Z",
        "2013-01-26T16:31:50,5+01",
        "2013-01-26T16:31:50-0500",
    ],
    "date-time": [
        "2024-01-01T00:00:00Z",
        "2024-01-01t00:00:00z",
        "2024-01-01T00:00:00.123456789-05:00",
        "2016-12-31T23:59:60Z",
        "2017-01-01T00:59:60+01:00",
        "2024-01-01T00:00:00-00:00",
    ],
    "local-date-time": ["2024-01-01T00:00:00", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00.5"],
    "duration": ["P1Y", "P4W", "P1Y2M3DT4H5M6S", "PT1.5H", "P1YT0,5S", "P0D", "P2Y10D"],
    "uri": [
        "https://example.org/a?b=c#d",
        "http://[2001:db8::1]:8080/",
        "did:web:example.org:a#key-1",
        "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
        "data:image/png;base64,iVBORw0=",
        "mailto:badges@example.org",
        "file:///tmp/a",
        "https://example.org/%20",
        "https://a-b.example.org/c-d",
    ],
    "iri": ["https://example.org/ü", "https://exämple.org/", "urn:x:é", "https://example.org/?\ue000"],
    "url": ["https://example.org", "http://localhost:8000/x", "https://user@example.org/", "http://[::1]/"],
    "email": ["a.b+c@example.org", "ü@exämple.org", "o'neil@example.co.uk"],
    "bcp47": [
        "en",
        "en-us",
        "zh-Hant-TW",
        "de-1996",
        "sl-rozaj-biske",
        "x-own",
        "i-klingon",
        "en-a-bbb-x-c",
        "fil",
    ],
    "language-code": ["en", "fil", "zh-Hant-TW", "es-419"],
    "phone": ["+41225550100", "41225550100", "+41225550100;ext=7"],
    "compact-jws": ["a.b.c", "a..c", "A-_9.A.Z"],
    "identity-hash": ["sha256$" + "0aF" * 21 + "0", "md5$" + "0" * 32],
    "uuid-urn": [
        "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
        "URN:UUID:123E4567-E89B-42D3-A456-426614174000",
    ],
    "image-data-uri": ["data:image/png;base64,iVBORw0=", "data:image/svg+xml;base64,PHN2Zz4="],
    "extension-term": ["ext:Bootcamp", "ext:a.b-c_1"],
    "isbn": ["978-3-16-148410-0", "9783161484100", "3-16-148410-X", "316148410x", "979 10 90636 07 1"],
    "issn": ["2049-3630", "20493630", "2434-561X", "2434-561x"],
}
ACCEPTED["date-time-with-offset"] = ACCEPTED["date-time"]

REFUSED = {
    "date-or-date-time": [
        "2015-04-31",
        "2013-01",
        "2013-01-26 16:31:50",
        "2013-01-26T24:31",
        "26.1.2013",
        "1359217910",
    ],
    "date": [
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-1-1",
        "2024-01-01\n",
        "٢٠٢٤-01-01",
        "",
        "2024-00-10",
    ],
    "date-time": [
        "2024-01-01",
        "2024-01-01T00:00:00",
        "2024-01-01 00:00:00Z",
        "2024-02-30T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:61Z",
        "2024-01-01T22:59:60Z",
        "2024-01-01T00:00:00+24:00",
        "2024-01-01T00:00:00+0000",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00Z",
        "2024-01-01T00:00:00Z ",
    ],
    "local-date-time": ["2024-01-01", "2024-01-01T00:00", "2024-02-30T00:00:00"],
    "duration": ["", "P", "PT", "P1YT", "1Y", "P1.5YT1H", "P1W2D", "P-1Y", "p1y"],
    "uri": [
        "",
        "example.org",
        "/relative",
        "https://",
        "https:///path",
        "https://example.org/a b",
        "https://example.org/%zz",
        "https://exämple.org",
        "http://[::zz]/",
        "http://example.org:99999/",
        "did:web:",
        "did:",
        "urn:",
        "a:b#c#d",
        "a:<b>",
        'a:"b"',
        "1a:b",
        "https://example.org\n",
    ],
    "iri": ["", "ü", "https://example.org/ü ä", "https://example.org/\ue000", "https://example.org/%ü"],
    "url": [
        "did:example:1",
        "ftp://example.org",
        "https://",
        "https://.example.org",
        "https://exa$mple.org",
        "//a.org",
    ],
    "email": [
        "",
        "a",
        "a@b",
        "a@@example.org",
        "a b@example.org",
        ".a@example.org",
        "a@-b.org",
        "a@b..org",
        "@b.org",
    ],
    "bcp47": ["", "e", "english language", "en_US", "en-", "x-", "toolonglanguage", "en-a"],
    "language-code": ["", "EN", "en-us", "english", "en-Latn-x"],
    "phone": ["", "0225550100", "+4122 555", "+1", "+12345678901234567", "+41225550100;ext="],
    "compact-jws": ["", "a.b", "a.b.", ".b.c", "a.b.c.d", "a.b=.c"],
    "identity-hash": ["", "0" * 64, "sha256$" + "0" * 63, "md5$" + "g" * 32, "a@example.org"],
    "uuid-urn": [
        "urn:uuid:1",
        "123e4567-e89b-42d3-a456-426614174000",
        "urn:uuid:123e4567e89b42d3a456426614174000",
    ],
    "isbn": [
        "",
        "978-3-16-148410-1",
        "3-16-148410-0",
        "977-3-16-148410-9",
        "97831614841X",
        "978316148410X",
        "978--3-16-148410-0",
        "Reader",
        "٣161484100",
    ],
    "issn": ["", "2049-3631", "2049-363", "2434-5610", "2434 561X", "X434-561X", "204-93630"],
    "image-data-uri": [
        "data:image/png;base64,",
        "data:image/gif;base64,iVBORw0=",
        "data:image/png;base64,iVB",
        "x",
    ],
    "extension-term": ["ext:", "ext:a b", "my ext:A", "Ext:A", "ext:a|b"],
}
REFUSED["date-time-with-offset"] = REFUSED["date-time"]


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in ACCEPTED.items() for text in texts]
)
def test_accepts(name: str, text: str) -> None:
    assert FORMATS[name](text)


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in REFUSED.items() for text in texts]
)
def test_refuses(name: str, text: str) -> None:
    assert not FORMATS[name](text)


def test_every_format_is_in_both_tables() -> None:
    assert set(ACCEPTED) == set(REFUSED) == set(FORMATS)


@given(
    st.datetimes(
        timezones=st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    ),
    st.sampled_from(["auto", "seconds", "milliseconds", "microseconds"]),
)
def test_date_times_of_python_are_accepted_and_read_back(moment: datetime, timespec: str) -> None:
    text = moment.isoformat(timespec=timespec)
    assert is_date_time(text)
    assert is_date_time_with_offset(text)
    assert is_local_date_time(text)
    assert abs(datetime.fromisoformat(text) - moment) < timedelta(seconds=1)


@given(st.datetimes())
def test_date_times_without_offset_are_local_only(moment: datetime) -> None:
    text = moment.isoformat()
    assert is_local_date_time(text)
    assert not is_date_time(text)


NEAR_DATE_TIMES = st.builds(
    lambda y, mo, d, sep, h, mi, s, f, z: f"{y:04}-{mo:02}-{d:02}{sep}{h:02}:{mi:02}:{s:02}{f}{z}",
    st.integers(0, 9999),
    st.integers(0, 13),
    st.integers(0, 32),
    st.sampled_from(["T", "t", "T", "T", " ", ""]),
    st.integers(0, 24),
    st.integers(0, 60),
    st.integers(0, 61),
    st.sampled_from(["", ".5", ".000000000001", "."]),
    st.one_of(
        st.sampled_from(["Z", "z", "", "+0000", "+01", "Z\n"]),
        st.builds(
            lambda sign, h, m: f"{sign}{h:02}:{m:02}",
            st.sampled_from("+-"),
            st.integers(0, 24),
            st.integers(0, 60),
        ),
    ),
)


@settings(max_examples=1500)
@given(NEAR_DATE_TIMES)
def test_the_native_date_time_of_the_decider_is_ours(text: str) -> None:
    native = jsonschema_rs.Draft202012Validator({"format": "date-time"}, validate_formats=True)
    assert native.is_valid(text) == is_date_time(text)
    date = text[:10]
    native = jsonschema_rs.Draft202012Validator({"format": "date"}, validate_formats=True)
    assert native.is_valid(date) == FORMATS["date"](date)


@given(NEAR_DATE_TIMES)
def test_what_we_accept_python_can_read(text: str) -> None:
    if is_date_time(text) and not text.startswith("0000") and ":60" not in text[16:20]:
        assert datetime.fromisoformat(text.upper()[:19] + "+00:00").astimezone(UTC)


@given(st.text(), st.sampled_from(sorted(FORMATS)))
def test_any_text_gets_an_answer(text: str, name: str) -> None:
    assert FORMATS[name](text) in (True, False)


LONG = [
    "a" * 50_000,
    "1" * 50_000,
    "a-" * 25_000,
    "http://" + "a." * 25_000,
    "a:" + "@" * 50_000,
    "%41" * 20_000,
]
LONG += [
    "P" + "1" * 50_000,
    "a." * 20_000 + "@b.c",
    "data:image/png;base64," + "A" * 50_001,
    "http://" + "a:" * 25_000,
]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_long_texts_end(name: str) -> None:
    for text in LONG:
        assert FORMATS[name](text) in (True, False)
