"""One run's packs and options, applied to one document after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.checks.context import RuleContext
from trustlint.contexts import SafeMode, undefined_terms
from trustlint.credential.fields import field_table
from trustlint.credential.inner import inner_credentials, inner_documents, is_within
from trustlint.credential.kinds import CTDL_GRAPH, detect
from trustlint.credential.placeholder import Placeholder, gaps_in
from trustlint.credential.view import View
from trustlint.engine.faults import failed, is_meant_as_credential
from trustlint.engine.findings import Finder, in_order
from trustlint.engine.folding import fold
from trustlint.engine.gate import required_levels
from trustlint.engine.judge import MET, Standings, judge_criterion, judge_pack
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.packs_of_run import pack_info, packs_of
from trustlint.engine.places import Places
from trustlint.engine.plan import Plan, Planner, pack_parameters, selected
from trustlint.engine.receiving import context_finder, receiving_of
from trustlint.engine.repeats import Repeats
from trustlint.engine.review_files import ReviewFiles
from trustlint.engine.run import run_rules
from trustlint.engine.trusted import claims, trusted_state
from trustlint.errors import UsageError
from trustlint.model.finding import Finding, Severity
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Outcome, Proof, Verdict
from trustlint.model.report import (
    CriterionResult,
    DocumentResult,
    Header,
    PackResult,
    Remediation,
    TrustedResult,
)
from trustlint.model.run import RunInfo
from trustlint.packs.compile import NodeOutcome, RuleOutcome
from trustlint.packs.model import Criterion
from trustlint.schemas import SchemaViolation, schema_id_for, violations
from trustlint.source.beside import look_beside, nothing_beside
from trustlint.source.document import Document
from trustlint.source.problem import UNREAD_KINDS
from trustlint.source.read import Input, read_documents
from trustlint.version import __version__

if TYPE_CHECKING:
    from trustlint.engine.fingerprints import Fingerprints
    from trustlint.engine.reviews import Reviewed
    from trustlint.model.verification import Integrity

VALIDITY_PACK = "open-badges"
"""The pack whose errors make an Open Badge invalid."""


MOST_KNOWN = 512

RUBRIC_MODELS = ("ob2", "ob3", "elm", "ctdl")
"""The models whose documents criteria are judged on; the credentials in a CLR are judged one by one, and so are the
resources of a CTDL graph. Which of these models a pack speaks of, it says itself (``Pack.models``)."""


class Reviewable(NamedTuple):
    """A criterion of one document: its verdict by machine, its result with what reviewers said, and its digest."""

    criterion: Criterion
    machine: Verdict
    result: CriterionResult
    digest: str


class Session:
    """Packs loaded, rules compiled. Raises UsageError and PackError when the options cannot be carried out.

    review_files: those that another session of the same run looks for already; is_override: whether the options are
    not those of the run, so that the results say what is required.
    """

    def __init__(
        self,
        options: CheckOptions,
        links: LinkIndex | None = None,
        review_files: ReviewFiles | None = None,
        *,
        is_override: bool = False,
    ) -> None:
        self.options = options
        self.links = links or LinkIndex()
        self.packs, require = packs_of(options)
        chosen = selected(self.packs, options)
        self._planner = Planner(self.packs, options, chosen)
        self._severities = chosen.severities
        self.silenced = chosen.ignored
        self._is_placeholder = Placeholder(options.placeholder)
        self._receiving = receiving_of(options)
        find = None
        if self._receiving.online:
            find = context_finder(self._receiving)
            self.links.resources = self._receiving.resources
        self._undefined_terms = (
            SafeMode(options.contexts, find).undefined_terms if options.contexts or find else undefined_terms
        )
        self._terms = {pack.id: pack.terms for pack in self.packs}
        self._parameters = {pack.id: pack_parameters(pack, options) for pack in self.packs}
        self._violations = _violations_by(options.schemas) if options.schemas else violations
        try:
            self.required = required_levels(self.packs, require)
        except UsageError as error:
            as_given = dict(zip(require, options.require, strict=True))
            raise UsageError(str(error), ("require", as_given[str(error.at[1])])) from None
        self._own_required = self._required_names() if is_override else None
        self._repeats = Repeats()
        self.review_files = review_files or ReviewFiles(options.attestations, options.waivers)
        self._known_trusted: dict[
            tuple[object, ...], tuple[tuple[CriterionResult, ...], TrustedResult | None]
        ] = {}
        """States by the identity of the verdicts, which are kept with them: the same ones come as the same object."""
        self._known: dict[tuple[object, ...], tuple[tuple[CriterionResult, ...], tuple[PackResult, ...]]] = {}
        """Verdicts by outcomes, for documents in which no rule has anything to point at."""
        self._validity_codes = frozenset(
            rule.code for pack in self.packs if pack.id == VALIDITY_PACK for rule in pack.rules
        )
        self._rules = {rule.code: rule for pack in self.packs for rule in pack.rules}
        self._proofs: dict[str, Proof] = {code: rule.proof for code, rule in self._rules.items()}
        self._undecided_codes = [code for code, rule in self._rules.items() if rule.leaves_undecided]
        self._standings: Standings = {}
        self._finder = Finder(options, self.links)

    def header(self, *, rules: bool = True) -> Header:
        """The part of the report that is known already; rules: with the selected rules of each pack."""
        options = self.options
        catalog = self._planner.catalog() if rules else {}
        attestations, waivers = self.review_files.files()
        run = RunInfo(
            version=__version__,
            now=options.now.isoformat(timespec="seconds"),
            fail_on=options.fail_on,
            config=options.config,
            required=self._required_names(),
            contexts=tuple(options.contexts),
            attestations=attestations,
            waivers=waivers,
            schemas=tuple(options.schemas),
            baseline=options.baseline,
            verify=options.verify,
            online=options.online,
            keys=options.keys,
            status=options.status,
            recording=options.record,
            replay=options.replay,
            recipients=len(options.recipients),
        )
        return Header(run, tuple(pack_info(pack, catalog.get(pack.id, ())) for pack in self.packs))

    def _required_names(self) -> tuple[str, ...]:
        return tuple(f"{pack}:{level}" for pack, level in self.required.items())

    def check_input(self, source: Input) -> Iterator[DocumentResult | None]:
        """All that is to be said of the documents of one input, in order; None for what is skipped.

        A fault of trustlint itself, in reading or in checking, is an error of that document and of nothing else.
        """
        try:
            for document in read_documents(source):
                yield from self.check_whole(document)
        except Exception as error:  # noqa: BLE001 - the other inputs must still be checked
            unread = Document(None, source.path, usable=False, explicit=source.explicit)
            yield failed(unread, error, read=False)

    def check_whole(
        self, document: Document, around: Integrity | None = None
    ) -> Iterator[DocumentResult | None]:
        """All that is to be said of one document, and then of each that it holds (CLR-06): credentials, resources.

        around: what the proofs say of the CLR that it is a part of; they cover what has no proof of its own.
        """
        result = self.check(document, around)
        yield result
        if result is not None:
            around = result.integrity if result.kind is not None and result.kind.model == "clr2" else None
            for inner in inner_documents(result.kind, document):
                yield from self.check_whole(inner, around)

    def check(self, document: Document, around: Integrity | None = None) -> DocumentResult | None:
        """All that is to be said of one document; None for one found in a folder that is no credential."""
        try:
            return self._check(document, around)
        except Exception as error:  # noqa: BLE001 - the other documents must still be checked
            return failed(document, error, read=True)

    def _check(self, document: Document, around: Integrity | None) -> DocumentResult | None:
        kind = self.kind_of(document)
        if kind is None and not document.explicit and not is_meant_as_credential(document):
            return None
        context = self._context(document, kind)
        if around is not None:
            context.lies_within(around)
        plan = self._planner.plan(kind)
        outcomes, crashed = run_rules(plan, context)
        places = Places(document, self.links.document)
        found = list(map(outcomes.__getitem__, plan.codes))
        read = not any(problem.kind in UNREAD_KINDS for problem in document.problems)
        reviewed = self._reviewed(document) if read else None
        own = places.are_shifted or reviewed is not None or context.templated
        known = None if own else self._known.get(key := (plan, *found))
        sound = known is not None or not (own or any(outcome.nodes for outcome in found))
        if known is None:
            criteria = self._criteria(kind, outcomes, context, places)
            if reviewed is not None:
                criteria = reviewed.criteria(
                    criteria, lambda criterion: self._digest(criterion, plan, context)
                )
            packs = tuple(judge_pack(pack, criteria, outcomes, self._standings) for pack in self.packs)
            if self.options.explain_level:
                from trustlint.engine.next_level import with_next_levels

                packs = with_next_levels(self.packs, packs, criteria)
        else:
            criteria, packs = known
        if sound and known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = (criteria, packs)
        prints = self._fingerprints(document) if self.options.baseline is not None else None
        found_by_pack = (
            []
            if sound
            else self._finder.findings(plan, outcomes, places, kind, _open_criteria(criteria), prints)
        )
        findings = self._folded(found_by_pack)
        # Whether a badge is valid is the matter of the pack, however grave the configuration takes its findings.
        by_pack = fold(found_by_pack, self._rules) if self._severities else findings
        valid, valid_reason = self._validity(kind, outcomes, crashed, by_pack, read)
        if valid is False and any(finding.severity_by_pack for finding in findings):
            valid_reason += " by the severities of the pack itself"
        if reviewed is not None:
            undecided = {*crashed, *(self._rules.keys() - outcomes.keys())}
            findings = self.graded(reviewed.findings(findings, undecided, self.silenced, document.usable))
        return DocumentResult(
            path=document.path,
            part=document.part,
            sha256=document.sha256,
            origin=document.origin,
            kind=kind,
            read=read,
            valid=valid,
            valid_reason=valid_reason,
            trusted=self._trusted(kind, valid, criteria, context),
            findings=findings,
            criteria=criteria if prints is None else prints.of_criteria(criteria),
            packs=packs,
            errors=crashed,
            required=self._own_required,
            integrity=context.integrity(),
            lifecycle=context.lifecycle(),
        )

    def graded(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings with the severities that the options give them; the pack's own is kept beside."""
        severities = self._severities
        if not severities:
            return tuple(findings)
        return tuple(
            finding
            if (severity := severities.get(finding.code, finding.severity)) is finding.severity
            else finding._replace(severity=severity, severity_by_pack=finding.severity)
            for finding in findings
        )

    def _fingerprints(self, document: Document) -> Fingerprints:
        from trustlint.engine.fingerprints import Fingerprints

        return Fingerprints(document, self.links.document)

    def reviewable(self, document: Document) -> list[Reviewable]:
        """The criteria of a document, as a machine and as reviewers leave them, with what an answer is bound to."""
        kind = self.kind_of(document)
        context, plan = self._context(document, kind), self._planner.plan(kind)
        outcomes, _ = run_rules(plan, context)
        machine = self._criteria(kind, outcomes, context, Places(document, self.links.document))
        reviewed = self._reviewed(document)
        results = machine
        if reviewed is not None:
            results = reviewed.criteria(machine, lambda criterion: self._digest(criterion, plan, context))
        criteria = {
            (criterion.pack, criterion.id): criterion for pack in self.packs for criterion in pack.criteria
        }
        return [
            Reviewable(
                criterion := criteria[result.pack, result.id],
                before.verdict,
                result,
                self._digest(criterion, plan, context),
            )
            for before, result in zip(machine, results, strict=True)
        ]

    def context_of(self, document: Document) -> RuleContext:
        """What a rule sees of a document in this run."""
        return self._context(document, self.kind_of(document))

    def kind_of(self, document: Document) -> Kind | None:
        """What a document is taken for in this run; None when it is no credential."""
        kind = detect(document.data).kind if document.usable else None
        if kind is not None and self.options.scope == Scope.DEFINITION and kind.scope is Scope.CREDENTIAL:
            return kind._replace(scope=Scope.DEFINITION)
        return kind

    def _reviewed(self, document: Document) -> Reviewed | None:
        """What people said of a document, to be applied; None when they said nothing."""
        if document.origin[:1] != ("file",):
            return None
        book = self.review_files.book_for(document.path)
        said = book.said_of(document.path, document.part) if book is not None else None
        if said is None:
            return None
        from trustlint.engine.reviews import Reviewed

        return Reviewed(said, self.packs, self.options.now.astimezone(UTC).date())

    def _digest(self, criterion: Criterion, plan: Plan, context: RuleContext) -> str:
        """The digest of what a criterion reads in a document, which attestations are bound to."""
        from trustlint.engine.reading import digest_of_reading, reading_of

        codes = criterion.assess.codes()
        rules = [planned for planned in plan.rules if planned.code in codes]
        return digest_of_reading(reading_of(rules, context, self.links.follow))

    def _context(self, document: Document, kind: Kind | None) -> RuleContext:
        model, type_ = (kind.model, kind.type) if kind else ("", "")
        view = View(document.data, field_table(model, type_), self.links.follow)
        placeholder, source = self._is_placeholder, document.source
        templated = source is None or placeholder.may_occur_in(source)
        problems = document.problems
        if problems:  # What is wrong in a credential inside is said of that one.
            inside = [path for path, _ in inner_credentials(kind, document.data)]
            problems = tuple(problem for problem in problems if not is_within(problem.path, inside))
        return RuleContext(
            document.data,
            kind,
            view,
            self.options.now,
            placeholder,
            problems,
            templated,
            self._undefined_terms,
            look_beside(document.path)
            if "file" in document.origin and "zip" not in document.origin
            else nothing_beside,
            self._violations,
            document.baked_as,
            document.jws,
            self._receiving,
            document.may_hold_private_keys,
        )

    def _folded(self, findings: list[Finding]) -> tuple[Finding, ...]:
        """Those that are told, in order. A finding that is turned down hides none that is graver."""
        told = fold(list(self.graded(findings)), self._rules) if findings else findings
        told.sort(key=in_order)
        return tuple(told)

    def _validity(
        self,
        kind: Kind | None,
        outcomes: dict[str, RuleOutcome],
        crashed: tuple[str, ...],
        findings: Sequence[Finding],
        read: bool,
    ) -> tuple[bool | None, str]:
        """Whether this is a sound Open Badge, None when that was not, or could not be, decided; and why."""
        if not read:
            return None, "it could not be read"
        if not self._validity_codes:
            return None, f"the pack {VALIDITY_PACK} was not selected"
        errors = sum(
            1
            for item in findings
            if item.pack == VALIDITY_PACK
            and item.severity is Severity.ERROR
            and not self._rules[item.code].leaves_valid
        )
        if errors:
            return False, f"{errors} {'error' if errors == 1 else 'errors'}"
        if kind is None:
            return None, "it is not recognised as a credential"
        if schema_id_for(kind) is None:
            return None, f"there are no checks yet for documents such as this one ({kind.label})"
        if not self._validity_codes.isdisjoint(crashed):
            return None, "a rule failed to run"
        for code in self._undecided_codes:
            if code in outcomes and outcomes[code].outcome is Outcome.FAIL:
                return None, f"a part of it could not be checked ({code})"
        if not outcomes.keys() >= self._validity_codes:
            return None, f"some rules of {VALIDITY_PACK} were left out"
        return True, ""

    def _criteria(
        self, kind: Kind | None, outcomes: dict[str, RuleOutcome], context: RuleContext, places: Places
    ) -> tuple[CriterionResult, ...]:
        if kind is None or kind.model not in RUBRIC_MODELS or kind.type == CTDL_GRAPH:
            return ()

        def remedied(criterion: Criterion, node: NodeOutcome | None) -> Remediation:
            from trustlint.engine.remedy import remedy

            return remedy(criterion, node, kind, context, places, self._terms[criterion.pack])

        def judged(criterion: Criterion) -> CriterionResult:
            result = judge_criterion(criterion, kind, outcomes, self._proofs, places, remedied)
            if result.document is not None:
                result = result._replace(document=self.links.path_of(result.document))
            return result

        if context.templated and (gaps := list(gaps_in(context.data))):
            from trustlint.engine.unfilled import unmet

            return tuple(
                unmet(judged(criterion), criterion, pack, gaps, places, context)
                for pack in self.packs
                for criterion in pack.criteria
            )
        if places.are_shifted:
            return tuple([judged(criterion) for pack in self.packs for criterion in pack.criteria])
        repeats = self._repeats
        return tuple(
            [
                repeats.result(criterion, kind, outcomes, judged)
                for pack in self.packs
                for criterion in pack.criteria
            ]
        )

    def _trusted(
        self,
        kind: Kind | None,
        valid: bool | None,
        criteria: tuple[CriterionResult, ...],
        context: RuleContext,
    ) -> TrustedResult | None:
        if kind is None or kind.model not in RUBRIC_MODELS:
            return None
        for pack in self.packs:
            if pack.claim is not None and kind.model in pack.models:
                claimed = claims(pack, context, self._parameters[pack.id])
                key = (id(criteria), kind.scope, valid, claimed)
                known = self._known_trusted.get(key)
                if known is None:
                    if len(self._known_trusted) >= MOST_KNOWN:
                        self._known_trusted.clear()
                    state = trusted_state(pack, kind, valid, criteria, claimed)
                    known = self._known_trusted[key] = (criteria, state)
                return known[1]
        return None


def _violations_by(schemas: Mapping[str, Any]) -> Callable[..., tuple[SchemaViolation, ...]]:
    from trustlint.schemas.local import LocalSchemas

    return LocalSchemas(schemas).violations


def _open_criteria(criteria: tuple[CriterionResult, ...]) -> set[str]:
    return {f"{item.pack}/{item.id}" for item in criteria if item.verdict not in MET}
