"""The command line over the configuration over the defaults, key by key; and where mistakes are."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import click
import pytest

import trustlint
from tests.cli.conftest import NOW, Command
from trustlint.cli.check import command as check_command
from trustlint.config.keys import KEYS
from trustlint.config.read import read_config
from trustlint.config.settings import Settings
from trustlint.engine.options import CheckOptions
from trustlint.errors import ConfigError
from trustlint.report import FORMATS

CHECK = ("check", "--now", NOW)

SAID = {
    # key: in the configuration, as `config show` has it, options for another value, as it has that
    "packs": (["open-badges"], ["open-badges"], ["--pack", "writing"], ["writing"]),
    "require": (["open-badges"], ["open-badges"], ["--require", "writing"], ["writing"]),
    "fail-on": ("note", "note", ["--fail-on", "never"], "never"),
    "select": (["TC011"], ["TC011"], ["--select", "TC012", "--select", "TC013"], ["TC012", "TC013"]),
    "ignore": (["TC011", "TC012"], ["TC011", "TC012"], ["--ignore", "TC013"], ["TC013"]),
    "scope": ("definition", "definition", ["--scope", "credential"], "credential"),
    "exclude": (["a", "b"], ["a", "b"], ["--exclude", "c"], ["c"]),
    "placeholder": ("XX", "XX", ["--placeholder", "YY"], "YY"),
    "jobs": (2, 2, ["-j", "3"], 3),
    "strict-review": (True, True, ["--no-strict-review"], False),
    "attestations": (["a.yaml"], ["a.yaml"], ["--attestations", "b.yaml"], ["b.yaml"]),
    "waivers": (["a.yaml"], ["a.yaml"], ["--waivers", "b.yaml"], ["b.yaml"]),
    "plugins": (["some"], ["some"], ["--no-plugins"], False),
}


def shown(call: Command, *options: str) -> dict[str, dict[str, Any]]:
    ended = call("config", "show", "--format", "json", *options)
    assert ended.code == 0, ended.err
    return {row["name"]: row for row in json.loads(ended.out)["settings"]}


@pytest.mark.parametrize("key", SAID)
def test_precedence_key_by_key(call: Command, folder: Path, key: str) -> None:
    configured, value, options, other = SAID[key]
    default = next(item for item in KEYS if item.name == key)
    option = {"jobs": "--jobs"}.get(key, default.option)

    row = shown(call)[key]
    assert (row["value"], row["from"]) == (default.default, "default")
    row = shown(call, *options)[key]
    assert (row["value"], row["from"], row["option"]) == (other, "command line", option)

    (folder / "trustlint.yaml").write_text(f"# ours\n{key}: {json.dumps(configured)}\n")
    row = shown(call)[key]
    assert (row["value"], row["from"], row["file"], row["line"]) == (value, "file", "trustlint.yaml", 2)
    row = shown(call, *options)[key]
    assert (row["value"], row["from"], row["option"]) == (other, "command line", option)
    row = shown(call, "--isolated")[key]
    assert (row["value"], row["from"]) == (default.default, "default")


def test_the_keys_are_the_options_of_check_with_their_defaults() -> None:
    """A default is written once: the table says what click and CheckOptions say."""
    options = {option.name: option for option in check_command.params}
    fields = CheckOptions()
    for key in KEYS:
        if key.option is not None and key.parameter != "plugins":
            option = options[key.parameter]
            assert isinstance(option, click.Option)
            assert key.option in option.opts
            if not option.multiple and key.name != "jobs":
                assert option.default == key.default
        if hasattr(fields, key.parameter):
            assert json.loads(json.dumps(getattr(fields, key.parameter))) == key.default


def test_parameters_are_merged_by_name(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text(
        "packs: [./rubrics/reading.yaml]\nparameters:\n  reading: {shortest: 5, mode: mild}\n"
        "overrides:\n  - paths: [new]\n    parameters: {reading: {mode: mild, shortest: 9}}\n"
    )
    found = shown(call, "--set", "reading.mode=strict")
    row = found["parameters.reading.mode"]
    assert (row["value"], row["option"]) == ("strict", "--set")
    row = found["parameters.reading.shortest"]
    assert (row["value"], row["line"]) == (5, 3)


def test_contexts_of_the_command_line_join_those_configured(call: Command, folder: Path) -> None:
    (folder / "copy.json").write_text('{"@context": {}}')
    (folder / "trustlint.yaml").write_text("contexts:\n  https://example.org/a: copy.json\n")
    found = shown(call, "--context", "https://example.org/b=copy.json")
    assert found["contexts.https://example.org/a"]["line"] == 2
    assert found["contexts.https://example.org/b"]["option"] == "--context"


def test_paths_are_relative_to_the_file(call: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "trustlint.yaml").write_text("packs: [./rubrics/reading.yaml]\nexclude: [/old, drafts/]\n")
    monkeypatch.chdir(folder / "new")
    ended = call(*CHECK, "..", "-f", "json")
    report = json.loads(ended.out)
    assert [pack["id"] for pack in report["packs"]] == ["reading"]
    assert [item["path"] for item in report["documents"]] == ["../new/badge.json"]
    assert report["run"]["config"] == "../trustlint.yaml"


def test_exclude_of_the_command_line_is_relative_to_the_current_folder(
    call: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "trustlint.yaml").write_text("packs: [./rubrics/reading.yaml]\nexclude: [new]\n")
    monkeypatch.chdir(folder / "new")
    ended = call(*CHECK, ".", "-f", "json", "--exclude", "/other.json")
    assert [item["path"] for item in json.loads(ended.out)["documents"]] == ["./badge.json"]


def test_packs_of_ones_own_by_id(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text("pack-files: [rubrics]\npacks: [reading]\n")
    ended = call(*CHECK, "new/badge.json", "-f", "json")
    assert [pack["id"] for pack in json.loads(ended.out)["packs"]] == ["reading"]
    ended = call(
        *CHECK, "new/badge.json", "-f", "json", "--pack", "intake", "--require", "reading:recommended"
    )
    report = json.loads(ended.out)
    assert [pack["id"] for pack in report["packs"]] == ["intake", "reading"]
    assert report["run"]["require"] == ["reading:recommended"]


@pytest.mark.parametrize("named", ["reading", "./rubrics/reading.yaml", "rubrics/../rubrics/reading.yaml"])
@pytest.mark.parametrize("required", ["reading", "rubrics/reading.yaml"])
def test_what_is_required_of_a_pack_holds_however_it_is_named(
    call: Command, folder: Path, named: str, required: str
) -> None:
    (folder / "trustlint.yaml").write_text(
        f"pack-files: [rubrics]\nrequire: ['{required}:recommended', open-badges]\n"
        f"overrides:\n  - paths: [old]\n    packs: ['{named}', intake]\n"
    )
    options = ("-f", "json", "--ignore", "RD002")
    report = json.loads(call(*CHECK, "new/badge.json", "--pack", named, *options).out)
    assert report["run"]["require"] == ["reading:recommended"]
    (folder / "trustlint.yaml").write_text(
        f"pack-files: [rubrics]\npacks: [reading]\nrequire: ['{required}:recommended']\n"
        f"overrides:\n  - paths: [old]\n    packs: ['{named}', intake]\n"
    )
    report = json.loads(call(*CHECK, "old/badge.json", *options).out)
    assert report["documents"][0]["require"] == ["reading:recommended"]


def test_options_can_be_sent_to_another_process(folder: Path) -> None:
    (folder / "trustlint.yaml").write_text(
        "overrides:\n  - paths: [old]\n    ignore: [RD004]\n  - paths: [new]\n"
    )
    options = CheckOptions(**Settings(read_config("trustlint.yaml"), {}, ()).values())
    assert pickle.loads(pickle.dumps(options)) == options


def test_two_packs_of_ones_own_with_one_id(call: Command, folder: Path) -> None:
    (folder / "rubrics" / "again.yaml").write_text((folder / "rubrics" / "reading.yaml").read_text())
    (folder / "trustlint.yaml").write_text("pack-files: [rubrics]\npacks: [reading]\n")
    ended = call(*CHECK, "new/badge.json")
    assert (ended.code, ended.out) == (2, "")
    assert "rubrics/again.yaml and rubrics/reading.yaml are both a pack 'reading'" in ended.err


def test_a_pack_on_the_command_line_sets_requirements_of_others_aside(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text(
        "packs: [./rubrics/reading.yaml, open-badges]\nrequire: [./rubrics/reading.yaml:recommended]\n"
        "ignore: [RD004]\nseverity: {RD002: note}\nparameters: {reading: {shortest: 4}}\n"
    )
    ended = call(*CHECK, "new/badge.json", "-f", "json", "--pack", "open-badges")
    report = json.loads(ended.out)
    assert [pack["id"] for pack in report["packs"]] == ["open-badges"]
    assert report["run"]["require"] == []
    assert ended.code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "select:\n  - RD001\n  - RD999\n",
            "3:5: select RD999: no rule, criterion, tag or selected pack has this name",
        ),
        ("ignore: [RD0O1]\n", "1:10: ignore RD0O1: no rule"),
        ("severity:\n  RD999: note\n", "2:3: severity RD999: no rule"),
        (
            "require: ['reading:best']\n",
            "1:11: require reading:best: the levels of reading are required, recommended",
        ),
        ("require: [nobody]\n", "1:11: there is no pack 'nobody'"),
        ("parameters:\n  reading:\n    longest: 5\n", "3:5: the pack reading has no parameter 'longest'"),
        (
            "parameters:\n  reading: {shortest: x}\n",
            "2:13: the parameter shortest of the pack reading is a number",
        ),
        (
            "parameters:\n  redding: {shortest: 5}\n",
            "2:3: a parameter is set for the pack 'redding', which is not used",
        ),
        ("placeholder: '('\n", "1:1: the placeholder pattern '(' is no regular expression"),
        ("contexts:\n  https://example.org/c: none.json\n", "2:3: the copy './none.json' of the context"),
        (
            "schemas:\n  https://example.org/s: x.json\n",
            "2:3: trustlint knows no official schema at the address",
        ),
        ("packs: [trusted-credential]\nrequire: ['./none.yaml:best']\n", "2:11: there is no pack at"),
        ("format: jsn\n", "1:1: 'jsn' is no format; did you mean 'json'?"),
        (
            "overrides:\n  - paths: [old]\n  - paths: [new]\n    ignore: [RD004, RD999]\n",
            "4:21: ignore RD999: no rule",
        ),
        (
            "overrides:\n  - paths: [new]\n    packs: [redding]\n",
            "3:13: there is no pack 'redding'; did you mean 'reading'?",
        ),
    ],
)
def test_what_the_engine_refuses_has_its_place_too(call: Command, folder: Path, text: str, said: str) -> None:
    packs = "" if text.startswith("packs:") else "packs: [reading]\n"
    (folder / "trustlint.yaml").write_text(f"{text}pack-files: [rubrics]\n{packs}")
    ended = call(*CHECK, "new/badge.json")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"trustlint: trustlint.yaml:{said}"), ended.err


def test_what_the_command_line_says_wrong_has_no_place(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text("select: [RD001]\npack-files: [rubrics]\npacks: [reading]\n")
    ended = call(*CHECK, "new/badge.json", "--select", "RD999")
    assert (ended.code, ended.err[:29]) == (2, "trustlint: --select RD999: no")


def test_config_and_isolated_exclude_each_other(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").touch()
    for options in (
        ("--config", "trustlint.yaml", "--isolated"),
        ("--isolated", "--config", "trustlint.yaml"),
    ):
        ended = call(*CHECK, "new/badge.json", *options)
        assert ended.code == 2
        assert "--config and --isolated exclude each other" in ended.err


def test_a_named_file_wins_over_the_nearest(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text("fail-on: note\n")
    (folder / "other.yaml").write_text("fail-on: never\n")
    assert shown(call, "--config", "other.yaml")["fail-on"]["value"] == "never"
    ended = call(*CHECK, "--config", "none.yaml")
    assert (ended.code, ended.err) == (
        2,
        "trustlint: the configuration none.yaml cannot be read: no such file or directory\n",
    )


def test_the_format_of_the_configuration(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text("format: json\npacks: [./rubrics/reading.yaml]\n")
    assert json.loads(call(*CHECK, "new/badge.json").out)["run"]["config"] == "trustlint.yaml"
    assert call(*CHECK, "new/badge.json", "-f", "text").out.startswith("new/badge.json\n")
    assert "text" in FORMATS


def test_verbose_names_the_file(call: Command, folder: Path) -> None:
    (folder / ".trustlint.yaml").write_text("packs: [./rubrics/reading.yaml]\n")
    assert call(*CHECK, "new/badge.json", "-v").out.startswith("Configuration: .trustlint.yaml\n\n")
    assert "Configuration" not in call(*CHECK, "new/badge.json").out


def test_show_as_text(call: Command, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(
        "[tool.trustlint]\njobs = 2\n[[tool.trustlint.overrides]]\npaths = ['old']\nignore = ['TC011']\n"
    )
    lines = [line.split() for line in call("config", "show", "--fail-on", "never").out.splitlines()]
    assert ["Configuration:", "pyproject.toml"] in lines
    assert ["jobs", "pyproject.toml:2", "2"] in lines
    assert ["fail-on", "--fail-on", "never"] in lines
    assert ["scope", "default", "auto"] in lines
    assert ["overrides[0].ignore", "pyproject.toml:5", "TC011"] in lines


def test_schema_is_the_published_one(call: Command, folder: Path, root: Path) -> None:
    assert call("config", "schema").out == (root / "schemas" / "config.schema.json").read_text()


def test_machine_only_wins_over_configured_files(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text("packs: [./rubrics/reading.yaml]\nwaivers: [none.yaml]\n")
    assert call(*CHECK, "new/badge.json").code == 2
    assert call(*CHECK, "new/badge.json", "--machine-only").code == 1


def test_waive_and_attest_write_where_the_configuration_says(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text(
        "pack-files: [rubrics]\npacks: [reading]\nwaivers: [review/waivers.yaml]\n"
    )
    (folder / "review").mkdir()
    (folder / "review" / "waivers.yaml").write_text("trustlint-waivers: 1\nwaivers: []\n")
    by = ("--reason", "Old", "--by", "A", "--expires", "2027-01-01", "--now", NOW)
    ended = call("waive", "new/badge.json", "RC-02", *by)
    assert (ended.code, ended.err) == (0, "")
    assert "document: ../new/badge.json" in (folder / "review" / "waivers.yaml").read_text()
    report = json.loads(call(*CHECK, "new/badge.json", "-f", "json").out)
    verdicts = {item["id"]: item["verdict"] for item in report["documents"][0]["criteria"]}
    assert verdicts["RC-02"] == "waived"
    ended = call("waive", "new/badge.json", "RC-02", *by, "--isolated")
    assert ended.code == 2
    assert "no pack used here has a criterion 'RC-02'" in ended.err


def test_python_reads_no_configuration_unless_told(folder: Path) -> None:
    (folder / "trustlint.yaml").write_text("packs: [./rubrics/reading.yaml]\nfail-on: never\n")
    report = trustlint.check("new/badge.json")
    assert [pack.id for pack in report.header.packs] == ["open-badges", "trusted-credential"]
    assert (report.header.run.config, report.header.run.fail_on) == (None, "error")
    report = trustlint.check("new/badge.json", config="trustlint.yaml")
    assert [pack.id for pack in report.header.packs] == ["reading"]
    assert (report.header.run.config, report.header.run.fail_on) == ("trustlint.yaml", "never")
    report = trustlint.check(
        "new/badge.json", config=folder / "trustlint.yaml", fail_on="note", packs=["writing"]
    )
    assert [pack.id for pack in report.header.packs] == ["writing"]
    assert report.header.run.fail_on == "note"
    (folder / "trustlint.yaml").write_text("select: [RD999]\n")
    with pytest.raises(ConfigError, match=r"trustlint\.yaml:1:10: select RD999"):
        trustlint.check("new/badge.json", config="trustlint.yaml")


def test_a_run_allows_what_its_own_configuration_allows(call: Command, folder: Path) -> None:
    from trustlint.plugins import allow_only

    (folder / "trustlint.yaml").write_text("plugins: [some-name]\njobs: 2.0\n")
    assert shown(call)["jobs"]["value"] == 2
    assert allow_only(["some-name"]) == ("some-name",)
    shown(call, "--isolated")
    assert allow_only(True) is True


def test_plug_ins_only_of_named_distributions(folder: Path) -> None:
    from trustlint.plugins import PACKS, allow_only, plugin_names

    (folder / "trustlint.yaml").write_text("plugins: false\n")
    before = plugin_names(PACKS)
    trustlint.check("new/badge.json", config="trustlint.yaml")
    assert plugin_names(PACKS) == before
    assert allow_only(["Some_Name"]) is True
    try:
        assert plugin_names(PACKS) == ()
    finally:
        assert allow_only(True) == ("some-name",)
