"""Reading a configuration: strictly, with places; YAML and TOML alike; and the published schema says the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustlint.config.keys import KEYS
from trustlint.config.read import read_config
from trustlint.config.schema import config_schema_text
from trustlint.config.settings import Settings
from trustlint.errors import ConfigError


def refusal(file: Path, text: str) -> str:
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        read_config(str(file))
    return str(error.value).removeprefix(f"{file}")


MISTAKES = [
    ("# x\npakcs: [a]\n", ":2:1: there is no key 'pakcs'; did you mean 'packs'?"),
    ("fail_on: note\n", ":1:1: there is no key 'fail_on'; did you mean 'fail-on'?"),
    ("zzz: 1\n", ":1:1: there is no key 'zzz'"),
    (
        "jobs: 2\nfail-on: warn\n",
        ':2:1: fail-on is "warn", but the configuration wants a severity, or never; '
        "write one of error, warning, note, never.",
    ),
    ("jobs: 0\n", ":1:1: jobs is 0; write a number of at least 1."),
    ("packs: open-badges\n", ":1:1: packs is text; the configuration wants a list."),
    (
        "packs:\n  - a\n  - 5\n",
        ':3:5: packs[1] is the number 5; the configuration wants text: write it in quotes as "5".',
    ),
    (
        "severity:\n  TC001: nope\n",
        ':2:3: severity.TC001 is "nope", but the configuration wants a severity, or off; write "note" if that is meant.',
    ),
    (
        "overrides:\n  - paths: [a]\n  - paths: [b]\n    packz: [c]\n",
        ":4:5: overrides[1] may have no 'packz'; did you mean 'packs'?",
    ),
    ("overrides:\n  - packs: [c]\n", ":2:5: overrides[0] has no paths; add a list of patterns."),
    ("overrides:\n  - paths: [a]\n    jobs: 2\n", ":3:5: overrides[0] may have no 'jobs'"),
    (
        "contexts:\n  example: a.json\n",
        ":2:3: contexts may have no 'example': it is no web address; "
        "write the address as @context or credentialSchema has it",
    ),
]


@pytest.mark.parametrize(("text", "said"), MISTAKES)
def test_every_mistake_has_its_place(tmp_path: Path, text: str, said: str) -> None:
    assert refusal(tmp_path / "trustlint.yaml", text) == said


def test_what_is_no_yaml_is_said_with_its_place(tmp_path: Path) -> None:
    assert refusal(tmp_path / "trustlint.yaml", "packs: [a\n").startswith(":1:")
    assert refusal(tmp_path / "trustlint.yaml", "jobs: 1\njobs: 2\n").startswith(
        ":2:1: line 2 repeats the name"
    )


@pytest.mark.parametrize("text", ["- a\n", "- {a: 1}\n- {b: 1}\n", "a\n", "a: 1\n---\nb: 1\n"])
def test_a_configuration_is_one_mapping(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path / "trustlint.yaml", text).startswith(": a configuration is one mapping")


@pytest.mark.parametrize("text", ["", "\n", "# packs: [a]\n", "{}\n"])
def test_one_that_says_nothing_is_sound(tmp_path: Path, text: str) -> None:
    (tmp_path / "trustlint.yaml").write_text(text)
    assert read_config(str(tmp_path / "trustlint.yaml")).data == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.trustlint]\nfail_on = 'note'\n", ":2:1: there is no key 'fail_on'; did you mean 'fail-on'?"),
        (
            "[project]\nname = 'x'\n[[tool.trustlint.overrides]]\npaths = ['a',\n  3]\n",
            ":5:3: overrides[0].paths[1] is the number 3; the configuration wants a pattern.",
        ),
        (
            "[tool.trustlint.severity]\nTC001 = 'nope'\n",
            ':2:1: severity.TC001 is "nope", but the configuration wants a severity, or off; write "note" if that is meant.',
        ),
        ("[tool.trustlint\n", ":1:16: this is no TOML: expected ']' at the end of a table declaration"),
        ("[tool.other]\n", ": there is no [tool.trustlint] in it; add one, or name another file"),
        (
            "[tool]\ntrustlint = 5\n",
            ": a configuration is one mapping such as `fail-on: warning`, in one document",
        ),
    ],
)
def test_mistakes_in_pyproject_have_their_place(tmp_path: Path, text: str, said: str) -> None:
    assert refusal(tmp_path / "pyproject.toml", text) == said


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml cannot be read: no such file"):
        read_config(str(tmp_path / "none.yaml"))
    (tmp_path / "latin.yaml").write_bytes(b"packs: [\xe9]\n")
    with pytest.raises(ConfigError, match="no UTF-8 text"):
        read_config(str(tmp_path / "latin.yaml"))


_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=8).filter(str.strip)
_PACKS = st.lists(st.sampled_from(["open-badges", "writing", "./rubric.yaml"]), min_size=1, max_size=3)
_VALUE = st.one_of(_TEXT, st.booleans(), st.integers(-9, 99), st.lists(_TEXT, max_size=2))
_BY_PATH = {
    "packs": _PACKS,
    "require": st.lists(
        st.sampled_from(["writing", "open-badges:required", "./rubric.yaml:best"]), max_size=2
    ),
    "select": st.lists(_TEXT, max_size=3),
    "ignore": st.lists(_TEXT, max_size=3),
    "severity": st.dictionaries(_TEXT, st.sampled_from(["error", "warning", "note", "off"]), max_size=3),
    "parameters": st.dictionaries(_TEXT, st.dictionaries(_TEXT, _VALUE, max_size=2), max_size=2),
}
_OVERRIDE = st.fixed_dictionaries({"paths": st.lists(_TEXT, min_size=1, max_size=2)}, optional=_BY_PATH)
CONFIGURATIONS = st.fixed_dictionaries(
    {},
    optional={
        **_BY_PATH,
        "fail-on": st.sampled_from(["error", "warning", "note", "never"]),
        "scope": st.sampled_from(["auto", "definition", "credential"]),
        "exclude": st.lists(_TEXT, max_size=2),
        "placeholder": _TEXT,
        "format": st.sampled_from(["text", "json"]),
        "jobs": st.one_of(st.integers(1, 999), st.just("auto")),
        "strict-review": st.booleans(),
        "attestations": st.lists(_TEXT, max_size=2),
        "waivers": st.lists(_TEXT, max_size=2),
        "plugins": st.one_of(st.booleans(), st.lists(_TEXT, max_size=2)),
        "overrides": st.lists(_OVERRIDE, max_size=2),
    },
)


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {toml(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


@settings(deadline=None)
@given(CONFIGURATIONS)
def test_yaml_and_toml_give_the_same_options(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "same"
    folder.mkdir(exist_ok=True)
    (folder / "trustlint.yaml").write_text(json.dumps(data) + "\n")  # JSON is YAML
    lines = [f"{json.dumps(name)} = {toml(value)}" for name, value in data.items()]
    (folder / "pyproject.toml").write_text("\n".join(["[tool.trustlint]", *lines, ""]))
    options = []
    for name in ("trustlint.yaml", "pyproject.toml"):
        values = Settings(read_config(str(folder / name)), {}, ()).values()
        options.append({**values, "config": None})
    assert options[0] == options[1]


@pytest.fixture(scope="module")
def published(root: Path) -> Any:
    schema = json.loads((root / "schemas" / "config.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@settings(deadline=None)
@given(CONFIGURATIONS)
def test_the_published_schema_takes_what_the_reader_takes(published: Any, data: dict[str, Any]) -> None:
    assert published.is_valid(data)


@settings(deadline=None)
@given(
    CONFIGURATIONS,
    st.sampled_from([*(key.name for key in KEYS), "overrides", "other"]),
    st.one_of(
        st.none(), st.integers(), st.booleans(), _TEXT, st.lists(st.integers(), min_size=1), st.just({"a": 1})
    ),
)
def test_the_published_schema_refuses_what_the_reader_refuses(
    published: Any, tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any], key: str, value: Any
) -> None:
    file = tmp_path_factory.getbasetemp() / "either.yaml"
    file.write_text(json.dumps({**data, key: value}) + "\n")
    try:
        read_config(str(file))
    except ConfigError:
        assert not published.is_valid({**data, key: value})
    else:
        assert published.is_valid({**data, key: value})


@pytest.mark.parametrize("text", [text for text, _ in MISTAKES])
def test_the_published_schema_refuses_every_mistake(published: Any, text: str) -> None:
    import yaml

    assert not published.is_valid(yaml.safe_load(text))


def test_the_published_schema_is_the_reader_s(root: Path) -> None:
    assert (root / "schemas" / "config.schema.json").read_text() == config_schema_text()
