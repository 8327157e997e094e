"""What the results of a SARIF log refer to by number: rules, taxonomies of criteria, and files."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from trustlint.model.finding import Severity
from trustlint.model.report import CriterionResult, Header, PackInfo, RuleInfo
from trustlint.report.annotation import Annotation
from trustlint.report.file_address import file_uri
from trustlint.report.markdown_text import inline
from trustlint.report.safe_text import bounded

_LINK = re.compile(r"\]\s*\(")


def sarif_message(text: str) -> str:
    """Plain text for a message: bounded, harmless, and without the links that SARIF would read into it (3.11.6)."""
    text = bounded(text)
    return text.replace("[", "\\[").replace("]", "\\]") if _LINK.search(text) else text


class _Rule:
    """What is known so far of a rule, or of a criterion that has results of its own."""

    def __init__(self, pack: str) -> None:
        self.pack = pack
        self.info: RuleInfo | None = None
        self.title = ""
        self.help: str | None = None
        self.severity: Severity | None = None
        self.criteria: dict[str, None] = {}


class _Taxonomy:
    def __init__(self, index: int, info: PackInfo | None) -> None:
        self.index = index
        self.info = info
        self.taxa: dict[str, CriterionResult | None] = {}
        self.numbers: dict[str, int] = {}

    def number(self, id_: str) -> int:
        if id_ not in self.taxa:
            self.numbers[id_] = len(self.taxa)
            self.taxa[id_] = None
        return self.numbers[id_]


class _Artifact(NamedTuple):
    """path: of the file, or the part of its parent."""

    path: str
    parent: int | None


class Catalog:
    """Numbers things as they are first referred to, and describes them at the end."""

    def __init__(self, header: Header) -> None:
        self._rules: dict[str, _Rule] = {}
        self._numbers: dict[str, int] = {}
        self._infos = {pack.id: pack for pack in header.packs}
        self._taxonomies: dict[str, _Taxonomy] = {}
        self._artifacts: dict[_Artifact, int] = {}
        self._digests: dict[int, str] = {}
        self._last_criteria: tuple[CriterionResult, ...] | None = None
        for pack in header.packs:
            for info in pack.rules:
                rule = self._rule(bounded(info.code), pack.id)
                rule.info, rule.title, rule.help, rule.severity = info, info.title, info.help, info.severity
                rule.criteria.update(dict.fromkeys(info.criteria))
                for name in info.criteria:
                    self.taxon_reference(name)

    def file(self, path: str, digest: str | None) -> int:
        """The number of a file; digest: its SHA-256 where it is known."""
        return self._artifact(_Artifact(path, None), digest)

    def part(self, file: int, part: str, digest: str | None) -> int:
        """The number of a part of a file: a line, an item of a list, a credential in a credential."""
        return self._artifact(_Artifact(part, file), digest)

    def _artifact(self, key: _Artifact, digest: str | None) -> int:
        number = self._artifacts.setdefault(key, len(self._artifacts))
        if digest is not None:
            self._digests[number] = digest
        return number

    def note_criteria(self, criteria: tuple[CriterionResult, ...]) -> None:
        """Take note of the criteria that were judged, and of the rules that ran for them."""
        if criteria is self._last_criteria:
            return
        self._last_criteria = criteria
        for criterion in criteria:
            taxonomy = self._taxonomy(criterion.pack)
            taxonomy.number(criterion.id)
            taxonomy.taxa[criterion.id] = taxonomy.taxa[criterion.id] or criterion
            for rule in criterion.rules:
                self._rule(bounded(rule.code), criterion.pack).criteria.setdefault(
                    f"{criterion.pack}/{criterion.id}"
                )

    def rule(self, each: Annotation, id_: str) -> int:
        """The number of the rule that an annotation is about."""
        rule = self._rule(id_, each.pack)
        rule.title = rule.title or each.title
        rule.help = rule.help or each.help
        if rule.info is None and (rule.severity is None or each.severity.rank < rule.severity.rank):
            rule.severity = each.severity
        for name in each.criteria:
            rule.criteria.setdefault(name)
        return self._numbers[id_]

    def _rule(self, id_: str, pack: str) -> _Rule:
        if id_ not in self._rules:
            self._numbers[id_] = len(self._rules)
            self._rules[id_] = _Rule(pack)
        return self._rules[id_]

    def _taxonomy(self, pack: str) -> _Taxonomy:
        if pack not in self._taxonomies:
            self._taxonomies[pack] = _Taxonomy(len(self._taxonomies), self._infos.get(pack))
        return self._taxonomies[pack]

    def taxon_reference(self, name: str) -> dict[str, Any]:
        """A reference to a criterion, ``pack/criterion``."""
        pack, _, id_ = name.rpartition("/")
        taxonomy = self._taxonomy(pack)
        return {
            "id": bounded(id_),
            "index": taxonomy.number(id_),
            "toolComponent": {"name": bounded(pack), "index": taxonomy.index},
        }

    def artifacts(self) -> list[dict[str, Any]]:
        found = []
        for (path, parent), number in self._artifacts.items():
            plain: dict[str, Any]
            if parent is None:
                plain = {"location": {"uri": file_uri(path)}}
            else:
                plain = {"description": {"text": bounded(path)}, "parentIndex": parent}
            plain["roles"] = ["analysisTarget"]
            if number in self._digests:
                plain["hashes"] = {"sha-256": self._digests[number]}
            found.append(plain)
        return found

    def taxonomies(self) -> list[dict[str, Any]]:
        """A taxonomy for each pack that has criteria."""
        return [self._describe_taxonomy(pack, taxonomy) for pack, taxonomy in self._taxonomies.items()]

    def _describe_taxonomy(self, pack: str, taxonomy: _Taxonomy) -> dict[str, Any]:
        plain: dict[str, Any] = {"name": bounded(pack)}
        info = taxonomy.info
        if info is not None:
            about = f"{info.title} {info.version}"
            if info.status or info.date:
                about += f" ({' of '.join(word for word in (info.status, info.date) if word)})"
            plain["version"] = info.version
            plain["shortDescription"] = {"text": bounded(about)}
            plain["properties"] = {"digest": info.digest, "source": info.source}
        plain["isComprehensive"] = False
        plain["taxa"] = [
            {
                "id": bounded(id_),
                **(
                    {
                        "shortDescription": {"text": bounded(criterion.title)},
                        "properties": {"level": criterion.level, "scope": criterion.scope},
                    }
                    if criterion is not None
                    else {}
                ),
            }
            for id_, criterion in taxonomy.taxa.items()
        ]
        return plain

    def driver(self, version: str) -> dict[str, Any]:
        """The tool, with every rule of the run and what else has a result. trustlint has no published address to name."""
        rules = [self._describe_rule(id_, rule) for id_, rule in self._rules.items()]
        return {
            "name": "trustlint",
            "version": version,
            "semanticVersion": version,
            "supportedTaxonomies": [
                {"name": bounded(pack), "index": taxonomy.index}
                for pack, taxonomy in self._taxonomies.items()
            ],
            "rules": rules,
        }

    def _describe_rule(self, id_: str, rule: _Rule) -> dict[str, Any]:
        references = [self.taxon_reference(name) for name in rule.criteria]
        title = rule.title
        if not title:
            names = ", ".join(reference["id"] for reference in references)
            title = f"Takes part in {names}" if names else id_
        more = f"trustlint explain {id_}"
        advice = bounded(rule.help) if rule.help else ""
        why = bounded(rule.info.why) if rule.info else ""
        source = f"Source: {bounded(rule.info.source)}" if rule.info and rule.info.source else ""
        plain: dict[str, Any] = {
            "id": id_,
            **({"name": bounded(rule.info.name)} if rule.info else {}),
            "shortDescription": {"text": bounded(title)},
            "fullDescription": {"text": why or bounded(title)},
            "help": {
                "text": " ".join(part for part in (advice, source, f"More: {more}") if part),
                "markdown": "\n\n".join(
                    part
                    for part in (inline(advice), inline(source), f"More: {inline(more, code=True)}")
                    if part
                ),
            },
            "defaultConfiguration": {"level": (rule.severity or Severity.WARNING).value},
            "properties": {"tags": [bounded(rule.pack)]},
        }
        if references:
            plain["relationships"] = [
                {"target": reference, "kinds": ["relevant"]} for reference in references
            ]
        return plain
