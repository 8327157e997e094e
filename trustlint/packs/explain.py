"""What a rule, a criterion or a pack wants, as Markdown: the text of ``trustlint explain`` and of the generated pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import trustlint.credential.fields as fields
from trustlint.packs.fixes import FixKind, fix_kinds
from trustlint.packs.model import AppliesTo, Assess, Change, Criterion, Pack, Reference, Rule

_BASIS = {
    "must": "the specification says MUST",
    "description": "the specification says so in a description, without the word MUST",
    "should": "the specification says SHOULD",
    "validator": "the official validator asks for it",
    "practice": "good practice",
    "ours": "a rule of this project",
}
_CERTAINTY = {
    "read": "read in the source",
    "reported": "reported by a secondary source",
    "inferred": "inferred; the source itself could not be read",
}


def explain_rule(rule: Rule, pack: Pack) -> str:
    """Everything about one rule of a pack that was loaded from source."""
    lines = [f"# {rule.code} {rule.name}", "", rule.title, ""]
    lines += [
        f"Severity: {rule.severity.value}. Pack: {pack.id} {pack.version}. Source: {_reference(rule.reference)}."
    ]
    kinds = rule.applies_to
    if kinds.model == pack.models:
        kinds = kinds._replace(model=frozenset())
    if kinds != AppliesTo():
        lines += ["", f"Applies to: {_kinds(kinds)}."]
    criteria = [criterion for criterion in pack.criteria if rule.code in criterion.assess.codes()]
    if criteria:
        lines += ["", "Part of: " + ", ".join(f"{item.id} ({item.title})" for item in criteria) + "."]
    if rule.why:
        lines += ["", "## Why", "", rule.why]
    if rule.when:
        lines += ["", "## When", ""]
        lines += [f"- It does not apply when: {condition.because}." for condition in rule.when]
    lines += ["", "## How to fix", "", rule.remediation]
    if rule.fixes:
        lines += ["", "`trustlint fix` does it where it is certain:", ""]
        lines += [
            f"- `{kind.id}`: {described_fix(kind)}" for kind in map(fix_kinds().__getitem__, rule.fixes)
        ]
    lines += ["", "## What is looked at", "", *_looked_at(rule)]
    lines += _examples(rule)
    return "\n".join(lines) + "\n"


def described_fix(kind: FixKind) -> str:
    """What a fix does, and the option that it needs."""
    return f"{kind.title}." + (f" Only with `{kind.option}`." if kind.option else "")


def explain_criterion(criterion: Criterion, pack: Pack) -> str:
    """Everything about one criterion of a pack."""
    level = next(item.title for item in pack.levels if item.id == criterion.level)
    lines = [f"# {criterion.id} {criterion.title}", "", criterion.requirement, ""]
    lines += [
        f"Level `{criterion.level}`: {level}. Decided on: {_DECIDED_ON[criterion.scope]}. Pack: {pack.id} {pack.version}. "
        f"Source: {_reference(criterion.reference)}; {_CERTAINTY[criterion.certainty]}."
    ]
    if criterion.why:
        lines += ["", "## Why", "", criterion.why]
    lines += ["", "## How it is decided", "", _assess(criterion.assess, pack)]
    if criterion.human:
        asked = f"{criterion.human.question} {criterion.human.guidance}".rstrip()
        number = criterion.human.reviewers
        who = "A person answers" if number == 1 else f"{number} reviewers answer, and have to agree"
        lines += ["", f"{who}: {asked}"]
    if criterion.exempt:
        lines += ["", "## When it does not apply", ""]
        lines += [f"- {_kinds(exemption.kinds)}: {exemption.because}" for exemption in criterion.exempt]
    lines += ["", "## How to meet it", "", criterion.remediation]
    for snippet in criterion.snippets:
        place = (
            f"`{snippet.field}`"
            if snippet.field
            else f"the property `{snippet.member}` of the value that failed"
        )
        about = f" ({_kinds(snippet.applies_to)})" if snippet.applies_to != AppliesTo() else ""
        lines += ["", f"For example, at {place}{about}:", "", "```json", _json(snippet.value), "```"]
    return "\n".join(lines) + "\n"


_DECIDED_ON = {
    "definition": "a definition, and a credential that contains one",
    "credential": "an awarded credential",
    "issuer": "the profile of the issuer, alone or in a badge",
}


def explain_pack(pack: Pack) -> str:
    """A pack: where it comes from, its levels, criteria and rules."""
    lines = [f"# {pack.id} {pack.version}", "", pack.title, ""]
    if pack.summary:
        lines += [pack.summary, ""]
    source = ", ".join(f"{value}" for name, value in pack.source.items() if name in ("title", "date", "url"))
    lines += [f"Source: {source} ({pack.status})." if pack.status != "ours" else f"Source: {source}."]
    if pack.source.get("note"):
        lines += ["", pack.source["note"]]
    for extension in pack.extends:
        lines += ["", f"## Builds on {extension.pack} {extension.version}", ""]
        lines += [f"Written for {extension.pack} {extension.range}."]
        if extension.changes:
            lines += ["", *(f"- {_change(change)}" for change in extension.changes)]
    if pack.parameters:
        lines += ["", "## Parameters", ""]
        lines += [
            f"- `{item.name}`: {item.title.removesuffix('.')}. Default: `{json.dumps(item.default, ensure_ascii=False)}`"
            for item in pack.parameters
        ]
    for level in pack.levels:
        criteria = [criterion for criterion in pack.criteria if criterion.level == level.id]
        lines += [
            "",
            f"## {level.title}",
            "",
            f"Level `{level.id}`.",
            "",
            "| criterion | title | decided on | certainty | rules |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {item.id} | {item.title} | {item.scope} | {item.certainty} | {', '.join(item.assess.codes())} |"
            for item in criteria
        ]
    lines += ["", "## Rules", "", "| code | name | severity | title | source |", "|---|---|---|---|---|"]
    lines += [
        f"| {rule.code} | {rule.name} | {rule.severity.value} | {rule.title} | {rule.reference.label} |"
        for rule in pack.rules
    ]
    return "\n".join(lines) + "\n"


def _change(change: Change) -> str:
    """``TC-14: level is now "required"; because …``."""
    if not change.values:
        return f"{change.id} is not asked here: {change.reason}"
    values = ", ".join(
        f"{name} is now `{json.dumps(value, ensure_ascii=False)}`" for name, value in change.values.items()
    )
    return f"{change.id}: {values}: {change.reason}"


def _reference(reference: Reference) -> str:
    where = ", ".join(
        part
        for part in (
            reference.fact,
            reference.document,
            f"of {reference.date}" if reference.date else None,
            reference.locator,
        )
        if part
    )
    basis = _BASIS[reference.basis]
    return f"{where} ({basis})" if where and reference.fact else where or basis


def _kinds(kinds: AppliesTo) -> str:
    parts = []
    models = {
        "ob2": "Open Badges 2.0",
        "ob3": "Open Badges 3.0",
        "clr2": "CLR 2.0",
        "elm": "the European Learning Model",
        "ctdl": "CTDL",
        "vc": "Verifiable Credentials",
    }
    if kinds.model:
        parts.append(" and ".join(models.get(name, name) for name in sorted(kinds.model)))
    if kinds.type:
        parts.append(", ".join(sorted(kinds.type)))
    if kinds.scope:
        parts.append(" and ".join(f"{name} documents" for name in sorted(kinds.scope)))
    if kinds.data_model:
        parts.append("on Verifiable Credentials " + " and ".join(sorted(kinds.data_model)))
    return ", ".join(parts) or "every document"


def _assess(assess: Assess, pack: Pack, depth: int = 0) -> str:
    words = "All of these must hold:" if assess.mode == "all" else "One of these is enough:"
    lines = [words] if not depth else [f"{'  ' * (depth - 1)}- {words}"]
    for part in assess.parts:
        if isinstance(part, str):
            rule = pack.rule(part)
            lines.append(f"{'  ' * depth}- {part}: {rule.title if rule else ''}")
        else:
            lines.append(_assess(part, pack, depth + 1))
    return "\n".join(lines)


def _looked_at(rule: Rule) -> Iterator[str]:
    if rule.program:
        yield f"Program `{rule.program}`" + (
            f" with `{json.dumps(dict(rule.options), ensure_ascii=False)}`." if rule.options else "."
        )
        return
    if rule.select and rule.select.field:
        title = fields.field_titles()[rule.select.field]
        yield f"Field `{rule.select.field}`: {title}."
        for model in ("ob3", "ob2", "elm", "ctdl"):
            if model not in (rule.applies_to.model or rule.models):
                continue
            paths = fields.field_paths(rule.select.field, model)
            if paths:
                yield f"In {model}: {', '.join(f'`{path}`' for path in paths if path) or 'the whole entity'}."
    elif rule.select:
        yield f"Path `{rule.select.path}`."
    yield f"Check: `{json.dumps(rule.check, ensure_ascii=False)}`."


def _examples(rule: Rule) -> Iterator[str]:
    for wanted, title in (("fail", "Fails"), ("pass", "Passes")):
        for example in rule.examples:
            if example["expect"] == wanted:
                yield ""
                yield f"## {title}"
                yield ""
                yield from _example(example)
                break


def _example(example: Mapping[str, Any]) -> Iterator[str]:
    if "hex" in example:
        yield f"The bytes `{example['hex']}`."
    elif "text" in example:
        yield from ("```text", example["text"].rstrip("\n"), "```")
    elif "document" in example:
        yield from ("```json", _json(example["document"]), "```")
    else:
        changes = [f"without `{pointer}`" for pointer in example.get("remove", ())]
        yield (
            f"The smallest {example.get('base', 'ob3-credential')}{', ' + ', '.join(changes) if changes else ''}"
            + (", with:" if example.get("set") else ".")
        )
        for pointer, value in example.get("set", {}).items():
            yield from ("", f"`{pointer}`", "", "```json", _json(value), "```")
    if "token" in example:
        token = example["token"]
        where = " in its claim `vc`" if token.get("in_claim_vc") else ""
        yield ""
        yield f"It comes in a signed token{where}; the header, and claims beside the credential:"
        yield ""
        yield from ("```json", _json({"header": token["header"], "claims": token.get("claims", {})}), "```")
    receiving = example.get("receiving", {})
    if receiving.get("online"):
        yield from ("", "Judged with `--online`.")
    if receiving.get("verify"):
        yield from ("", "Judged with `--verify`.")
    if "recipients" in receiving:
        yield from (
            "",
            f"Given with `--recipient`: {', '.join(f'`{name}`' for name in receiving['recipients'])}.",
        )
    for address, value in receiving.get("at", {}).items():
        yield from ("", f"At the address `{address}`:", "", "```json", _json(value), "```")
    if "at" in example:
        yield ""
        yield f"Found at `{example['at']}`." if example["at"] else "Found at the start of the document."


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
