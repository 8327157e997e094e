"""Loading packs is strict: every mistake is refused with its file, line and column, in words, never with a traceback."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustlint.errors import PackError, UsageError
from trustlint.packs.load import load_pack, load_pack_source, load_packs, shipped_pack_ids
from trustlint.packs.model import Pack

PACK = """\
trustlint-pack: 1
id: house
namespace: HS
version: 1.0.0
title: House rules
source: {title: House rules, date: 2026-01-01}
levels:
  - {id: basic, title: Basic}
  - {id: full, title: Full, includes: [basic]}
parameters:
  hosts: {title: Known hosts, default: [example.org]}
claim: {field: credential.credentialSchema.id, parameter: hosts}
criteria:
  - id: HS-01
    title: It has tags
    requirement: A badge has tags.
    level: basic
    assess: {all: [HS001, {any: [HS002]}]}
    reference: {locator: section 1}
    remediation:
      text: Add tags.
      snippets:
        - {field: achievement.tag, value: ["{achievement.name}"]}
rules:
  - code: HS001
    name: tags-given
    title: There are tags
    severity: error
    select: {field: achievement.tag}
    when:
      - select: {field: achievement.name}
        check: {present: {}}
        because: there is no name
    check: {count: {min: 1}}
    remediation: Add tags.
    reference: {basis: ours}
    examples: [{expect: pass}, {expect: fail}]
  - code: HS002
    name: tags-short
    title: Tags are short
    severity: note
    select: {path: "$.tag[*]"}
    each: true
    on_empty: inapplicable
    check: {text: {max_words: 3}}
    remediation: Shorten them.
    reference: {basis: ours}
    examples: [{expect: pass}, {expect: fail}]
"""


def write(folder: Path, text: str, name: str = "house.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def refusal(path: Path) -> tuple[str, str]:
    """Place (without the folder) and words of the refusal of a pack."""
    with pytest.raises(PackError) as caught:
        load_pack_source(path)
    text = str(caught.value)
    folder = path.parent if path.is_file() else path
    assert text.startswith(str(folder)), text
    found = re.match(r"/([^:]+(?::\d+:\d+)?): (.*)$", text[len(str(folder)) :], re.DOTALL)
    assert found, text
    assert "\n" not in found[2]
    return found[1], found[2]


def test_the_pack_that_all_mistakes_start_from_is_sound(tmp_path: Path) -> None:
    pack = load_pack_source(write(tmp_path, PACK))
    assert (pack.id, [rule.code for rule in pack.rules], [item.id for item in pack.criteria]) == (
        "house",
        ["HS001", "HS002"],
        ["HS-01"],
    )


MISTAKES = [
    # what is replaced, by what, line:column, words
    (
        "title: House rules\nsource",
        "titel: House rules\nsource",
        "5:1",
        "the document may have no 'titel'; did you mean 'title'?",
    ),
    ("severity: note", "severety: note", "41:5", "rules[1] may have no 'severety'; did you mean 'severity'?"),
    ("severity: note", "severity: info", "41:5", "severity"),
    ("version: 1.0.0", "version: one", "4:1", "version"),
    ("trustlint-pack: 1", "trustlint-pack: 2", "1:1", "trustlint-pack is 2; write 1"),
    ("code: HS002", "code: HS2", "38:5", "code"),
    ("name: tags-short", "name: TagsShort", "39:5", "name"),
    ("title: Tags are short\n", 'title: ""\n', "40:5", "title"),
    ("each: true", "each: yes", "43:5", "rules[1].each is text; the pack wants true or false"),
    ("namespace: HS", "namespace: 5", "3:1", "namespace is the number 5"),
    (
        "check: {text: {max_words: 3}}",
        "check: {txet: {max_words: 3}}",
        "45:13",
        "rules[1].check may have no 'txet'; did you mean 'text'?",
    ),
    ("max_words: 3", "max_wrods: 3", "45:20", "may have no 'max_wrods'; did you mean 'max_words'?"),
    ("max_words: 3", "max_words: three", "45:20", "max_words is"),
    ("check: {text: {max_words: 3}}", "check: {text: {max_words: 3}, present: {}}", "45:5", "check"),
    (
        "{field: achievement.tag}\n    when",
        "{field: achievement.tags}\n    when",
        "29:5",
        "HS001: there is no field 'achievement.tags'; did you mean 'achievement.tag'?",
    ),
    (
        "select: {field: achievement.name}",
        "select: {field: achievement.nmae}",
        "31:9",
        "HS001: there is no field 'achievement.nmae'; did you mean 'achievement.name'?",
    ),
    (
        "{count: {min: 1}}",
        "{uri: {not_host_of: issuer.urls}}",
        "34:19",
        "HS001: there is no field 'issuer.urls'; did you mean 'issuer.url'?",
    ),
    (
        "{count: {min: 1}}",
        "{member: {name: id, check: {refers-to: {field: achievement.idd}}}}",
        "34:52",
        "did you mean 'achievement.id'?",
    ),
    (
        "{count: {min: 1}}",
        "{compare: {is: above, than: achievement.nam, as: text}}",
        "34:34",
        "did you mean 'achievement.name'?",
    ),
    (
        "{count: {min: 1}}",
        '{matches: {pattern: "(a+)+"}}',
        "34:23",
        "HS001: '(a+)+' repeats what can match the same text in many ways",
    ),
    ("{count: {min: 1}}", '{matches: {pattern: "(?=a)"}}', "34:23", "looks around or back"),
    ("{count: {min: 1}}", '{matches: {pattern: "("}}', "34:23", "is not a regular expression"),
    (
        "{count: {min: 1}}",
        "{any: [{present: {}}, {count: {min: 1}}]}",
        "34:5",
        "'count' judges all selected values together",
    ),
    (
        "{count: {min: 1}}",
        "{value-in: {parameter: host}}",
        "34:24",
        "HS001: there is no parameter 'host' in this pack; did you mean 'hosts'?",
    ),
    (
        "{present: {}}\n",
        "{value-in: {parameter: hsots}}\n",
        "32:28",
        "HS001: there is no parameter 'hsots' in this pack; did you mean 'hosts'?",
    ),
    ("{present: {}}\n", '{matches: {pattern: "(.*)*"}}\n', "32:27", "HS001: '(.*)*' repeats what can match"),
    ('path: "$.tag[*]"', 'path: "$.tag["', "42:5", "HS002: '$.tag[' is not a JSONPath (RFC 9535)"),
    (
        'path: "$.tag[*]"',
        "path: \"$.tag[?match(@, 'a')]\"",
        "42:5",
        "uses match() or search(), which packs may not",
    ),
    ('select: {path: "$.tag[*]"}', 'select: {path: "$.tag[*]", field: achievement.tag}', "42:5", "select"),
    ("code: HS002", "code: HS001", "38:5", "HS001 is the code of another rule too"),
    ("name: tags-short", "name: tags-given", "39:5", "tags-given is the name of another rule too"),
    ("code: HS002", "code: XY002", "38:5", "XY002: the codes of this pack start with HS"),
    (
        '    select: {path: "$.tag[*]"}\n',
        "",
        "38:5",
        "HS002: a rule has either a select and a check, or a program",
    ),
    (
        "    check: {text: {max_words: 3}}\n",
        "    check: {text: {max_words: 3}}\n    program: {name: recognised}\n",
        "38:5",
        "either a select and a check, or a program",
    ),
    (
        '    select: {path: "$.tag[*]"}\n    each: true\n    on_empty: inapplicable\n    check: {text: {max_words: 3}}\n',
        "    program: {name: recognized}\n",
        "42:5",
        "HS002: there is no program 'recognized'; the programs are",
    ),
    (
        "      - select: {field: achievement.name}\n        check",
        "      - check",
        "31:9",
        "HS001: a condition has either a select and a check, or a program",
    ),
    (
        "any: [HS002]",
        "any: [HS020]",
        "18:5",
        "HS-01: there is no rule HS020 in this pack; did you mean 'HS002'?",
    ),
    (
        "level: basic",
        "level: basics",
        "17:5",
        "HS-01: there is no level 'basics'; the levels are basic, full; did you mean 'basic'?",
    ),
    ("includes: [basic]", "includes: [base]", "9:40", "there is no level 'base' to include"),
    ("id: full", "id: basic", "9:6", "the level 'basic' is there twice"),
    (
        "parameter: hosts}\ncriteria",
        "parameter: host}\ncriteria",
        "12:48",
        "there is no parameter 'host' in this pack; did you mean 'hosts'?",
    ),
    (
        "claim: {field: credential.credentialSchema.id",
        "claim: {field: credential.schema.id",
        "12:9",
        "there is no field 'credential.schema.id'",
    ),
    (
        'value: ["{achievement.name}"]',
        'value: ["{achievement.nmae}"]',
        "23:44",
        "HS-01: there is no field 'achievement.nmae'",
    ),
    (
        "field: achievement.tag, value",
        "field: achievement.tagg, value",
        "23:12",
        "HS-01: there is no field 'achievement.tagg'",
    ),
    ("field: achievement.tag, value", "value", "23:11", "HS-01: a snippet has either a field or a member"),
]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"), MISTAKES, ids=[mistake[3][:40] for mistake in MISTAKES]
)
def test_a_mistake_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    assert PACK.count(old) == 1, "the mistake is made in one place"
    found, message = refusal(write(tmp_path, PACK.replace(old, new)))
    assert words in message
    assert found == f"house.yaml:{place}"


def test_a_mistake_in_a_further_file_is_placed_there(tmp_path: Path) -> None:
    head, _, rules = PACK.partition("rules:\n")
    write(tmp_path, head, "pack.yaml")
    first, _, second = rules.partition("  - code: HS002")
    write(tmp_path, "rules:\n" + first, "a.yaml")
    write(tmp_path, "rules:\n  - code: HS002" + second, "b.yaml")
    assert [rule.code for rule in load_pack_source(tmp_path).rules] == ["HS001", "HS002"]
    write(tmp_path, "rules:\n  - code: HS001" + second, "b.yaml")
    assert refusal(tmp_path) == ("b.yaml:2:5", "HS001 is the code of another rule too")
    write(tmp_path, "rules:\n  - code: HS002" + second.replace("severity", "severitty"), "b.yaml")
    assert refusal(tmp_path) == ("b.yaml:5:5", "rules[0] may have no 'severitty'; did you mean 'severity'?")
    write(tmp_path, "title: More\nrules: []\n", "b.yaml")
    assert refusal(tmp_path) == (
        "b.yaml:1:1",
        "'title' belongs in pack.yaml; other files hold criteria and rules",
    )


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "house.yaml", "the file is empty"),
        ("- 1\n", "house.yaml", "a pack is a mapping that starts with `trustlint-pack: 1`"),
        (
            "type: [Achievement]\nname: Reader\n",
            "house.yaml",
            "a pack is a mapping that starts with `trustlint-pack: 1`",
        ),
        ("a: [\n", "house.yaml:2:1", ""),
        ("id: a\nid: b\n", "house.yaml:2:1", "id"),
        ("\x00\x01", "house.yaml", "binary"),
        (PACK + "---\nx: 1\n", "house.yaml", "this file must hold one YAML document, and it holds 2"),
    ],
)
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, text: str, place: str, words: str) -> None:
    found, message = refusal(write(tmp_path, text))
    assert words in message
    assert found.partition(":")[0] == place.partition(":")[0]
    if ":" in place:
        assert re.fullmatch(r"house\.yaml:\d+:\d+", found)


def test_a_folder_without_pack_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"a pack folder needs a pack\.yaml"):
        load_pack(f"{tmp_path}/")


def test_packs_that_are_not_there() -> None:
    with pytest.raises(
        UsageError, match=r"there is no pack 'open-badge'; did you mean 'open-badges'\? The packs are "
    ):
        load_pack("open-badge")
    with pytest.raises(UsageError, match=r"there is no pack at '\./nowhere\.yaml'"):
        load_pack("./nowhere.yaml")


def test_two_packs_may_not_share_a_code(tmp_path: Path) -> None:
    one = write(tmp_path, PACK)
    two = write(tmp_path, PACK.replace("id: house", "id: home"), "home.yaml")
    with pytest.raises(
        PackError, match="the packs house and home both have the code HS001; load one of them"
    ):
        load_packs([str(one), str(two)])
    assert [pack.id for pack in load_packs([str(one), str(one)])] == ["house"]


@pytest.mark.parametrize("id_", shipped_pack_ids())
def test_a_shipped_pack_is_the_same_from_its_source(root: Path, id_: str) -> None:
    shipped, source = load_pack(id_), load_pack_source(root / "rules" / id_)
    assert without_examples(shipped) == without_examples(source), (
        "what is compiled may leave out examples only"
    )


def without_examples(pack: Pack) -> Pack:
    return pack._replace(rules=tuple(rule._replace(examples=()) for rule in pack.rules))


def scalars() -> st.SearchStrategy[Any]:
    return st.sampled_from(
        ["", "[]", "{}", "null", "-1", "x", "[x]", "{x: 1}", "true", "1.5", "'", "{", "!!int x", "&a [*a]"]
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.integers(0, len(PACK.splitlines()) - 1), value=scalars())
def test_any_value_in_any_place_is_read_or_refused(tmp_path: Path, line: int, value: str) -> None:
    lines = PACK.splitlines()
    before, colon, _ = lines[line].partition(": ")
    lines[line] = before + colon + value
    file = write(tmp_path, "\n".join(lines) + "\n")
    try:
        load_pack_source(file)
    except PackError as error:
        refused = str(error)
    else:
        return
    assert refused.startswith(str(file))
