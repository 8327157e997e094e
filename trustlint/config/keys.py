"""What a configuration may say: one row a key. The schema, the table in docs/configuration.md and `config show` are made of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.credential.placeholder import DEFAULT_PATTERN
from trustlint.engine.options import NEVER, OFF, SCOPES, SEVERITIES
from trustlint.packs.load import DEFAULT_PACKS

_TEXT = {"type": "string", "pattern": "\\S", "x-wants": "text"}
_NAMES = {"type": "array", "items": _TEXT}
_FILES = {"type": "array", "items": {**_TEXT, "x-wants": "the path of a file"}}
_BY_ADDRESS = {
    "type": "object",
    "patternProperties": {"^https?://": {**_TEXT, "x-wants": "the path of a file"}},
    "additionalProperties": False,
}
_GRAVITY = [severity for severity in SEVERITIES if severity != OFF]


class Key(NamedTuple):
    """One key. parameter: what ``trustlint check`` and CheckOptions call it; option: how the command line says it.

    schema: of its value; default: what holds without it, None as ``unset`` says; by_path: whether ``overrides`` may have
    it, too.
    """

    name: str
    parameter: str
    schema: dict[str, Any]
    default: Any
    description: str
    option: str | None = None
    by_path: bool = False
    unset: str = "none"


KEYS: tuple[Key, ...] = (
    Key(
        "packs",
        "packs",
        {**_NAMES, "minItems": 1},
        [*DEFAULT_PACKS],
        "Packs to check against: ids, or paths of files and folders.",
        "--pack",
        by_path=True,
    ),
    Key(
        "require",
        "require",
        _NAMES,
        [],
        "Levels that must be met, each as `PACK` or `PACK:LEVEL`; with none, the first level of every pack.",
        "--require",
        by_path=True,
    ),
    Key(
        "fail-on",
        "fail_on",
        {"enum": [*_GRAVITY, NEVER], "x-wants": "a severity, or never"},
        "error",
        "Gravest finding that is not let pass.",
        "--fail-on",
    ),
    Key(
        "select",
        "select",
        _NAMES,
        [],
        "Run only these: rule codes or names, criteria, tags or packs. With none, all run.",
        "--select",
        by_path=True,
    ),
    Key(
        "ignore",
        "ignore",
        _NAMES,
        [],
        "Do not run these. A criterion of which a rule is left out is not assessed, which no gate lets pass.",
        "--ignore",
        by_path=True,
    ),
    Key(
        "severity",
        "severity",
        {
            "type": "object",
            "additionalProperties": {"enum": [*SEVERITIES], "x-wants": "a severity, or off"},
        },
        {},
        "How grave findings are, by rule code or name, criterion, tag or pack: `error`, `warning`, `note`, or `off`, which ignores.",
        by_path=True,
    ),
    Key(
        "parameters",
        "parameters",
        {"type": "object", "additionalProperties": {"type": "object"}},
        {},
        "Values for the parameters of packs, by pack and name.",
        "--set",
        by_path=True,
    ),
    Key(
        "scope",
        "scope",
        {"enum": [*SCOPES], "x-wants": "a scope"},
        "auto",
        "With `definition`, credentials are judged as definitions.",
        "--scope",
    ),
    Key(
        "exclude",
        "exclude",
        _NAMES,
        [],
        "Paths to leave out, written as in .gitignore, from the folder of this file.",
        "--exclude",
    ),
    Key(
        "placeholder",
        "placeholder",
        _TEXT,
        DEFAULT_PATTERN,
        "Regular expression of values that a template leaves open.",
        "--placeholder",
    ),
    Key("format", "format_", _TEXT, "text", "How the report is printed.", "--format"),
    Key(
        "jobs",
        "jobs",
        {
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": 999,
            "pattern": "^auto$",
            "x-wants": "a number from 1 to 999, or auto",
        },
        1,
        "Number of processes, or `auto`.",
        "--jobs",
    ),
    Key(
        "strict-review",
        "strict_review",
        {"type": "boolean"},
        False,
        "Exit with 4 when all that is left open needs a person's review.",
        "--strict-review",
    ),
    Key(
        "pack-files",
        "pack_files",
        _FILES,
        [],
        "Files and folders with packs of your own, which can then be named by their ids, here and with `--pack`.",
    ),
    Key(
        "contexts",
        "contexts",
        _BY_ADDRESS,
        {},
        "Copies of JSON-LD contexts, by address. They win over those of trustlint.",
        "--context",
    ),
    Key(
        "schemas",
        "schemas",
        _BY_ADDRESS,
        {},
        "Copies of official JSON Schemas, by address. Each judges instead of the schema of trustlint that stands for it.",
    ),
    Key(
        "attestations",
        "attestations",
        _FILES,
        None,
        "Files with answers of reviewers; without it, the nearest `trustlint-attestations.yaml` of each document.",
        "--attestations",
        unset="the nearest",
    ),
    Key(
        "waivers",
        "waivers",
        _FILES,
        None,
        "Files with approved exceptions; without it, the nearest `trustlint-waivers.yaml` of each document.",
        "--waivers",
        unset="the nearest",
    ),
    Key(
        "keys",
        "keys",
        _FILES,
        [],
        "Files and folders with public keys of issuers: DID documents, key sets, key documents.",
        "--keys",
    ),
    Key(
        "status",
        "status",
        _FILES,
        [],
        "Files and folders with status lists and revocation lists of issuers.",
        "--status",
    ),
    Key(
        "baseline",
        "baseline",
        {**_TEXT, "x-wants": "the path of a file"},
        None,
        "File of the problems that are known; only new ones count. `trustlint baseline` makes it.",
        "--baseline",
    ),
    Key(
        "plugins",
        "plugins",
        {"type": ["boolean", "array"], "items": _TEXT, "x-wants": "true, false, or a list of names"},
        True,
        "Which installed distributions may bring packs, checks, rules and formats: `true` for all, `false` for none, or their names.",
        "--no-plugins",
    ),
)

PATHS = "paths"
OVERRIDES = "overrides"
PATHS_DESCRIPTION = "Which files, as patterns of .gitignore from the folder of this file."
OVERRIDES_DESCRIPTION = "Other values for some of the files; see below."

KEY_BY_PARAMETER = {key.parameter: key for key in KEYS}
