"""Reports built by hand: small builders with sound defaults, and a few whole reports."""

from __future__ import annotations

from typing import Any

from trustlint.model.finding import Excerpt, Finding, Severity
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Outcome, Verdict
from trustlint.model.report import (
    CriterionResult,
    DocumentResult,
    Footer,
    Gate,
    Header,
    LevelInfo,
    PackInfo,
    PackResult,
    Remediation,
    Report,
    RuleResult,
    Summary,
    TrustedResult,
)
from trustlint.model.run import RunInfo
from trustlint.model.span import Span
from trustlint.model.verification import (
    Integrity,
    Lifecycle,
    LifecycleState,
    ProofResult,
    ProofState,
    StatusResult,
)

TC = "trusted-credential"
HOSTILE = "\x1b[31mred\x1b[0m \u202egnp.exe\u2066 \x07\x9b1m \u2028 \ud800 \ufeff \U000e0041 \x7f\r\n\tend"

LEVELS = (
    LevelInfo("required", "Required"),
    LevelInfo("recommended", "Recommended"),
    LevelInfo("practice", "Practice"),
)

HEADER = Header(
    RunInfo(version="0.1.0", now="2026-10-19T12:00:00Z"),
    (
        PackInfo(
            "open-badges",
            "Open Badges",
            "2026.10",
            "sha256:" + "0" * 64,
            "",
            None,
            {"document": "Open Badges 3.0"},
            (),
        ),
        PackInfo(
            TC,
            "TrustEd Credential Profile",
            "2026.7",
            "sha256:" + "1" * 64,
            "draft",
            "2026-07-12",
            {"document": "Public Draft", "date": "2026-07-12"},
            LEVELS,
        ),
    ),
)

DEFINITION = Kind(
    "ob3", "Achievement", "3.0.3", Scope.DEFINITION, None, "its type is Achievement and nothing is awarded"
)
CREDENTIAL = Kind("ob3", "AchievementCredential", "3.0.3", Scope.CREDENTIAL, "2.0", "its type says so")
OB2 = Kind("ob2", "BadgeClass", None, Scope.DEFINITION, None, "its type is BadgeClass")


def finding(code: str = "OBS101", severity: Severity = Severity.ERROR, **changes: Any) -> Finding:
    plain = Finding(
        code=code,
        name="subject-identified",
        severity=severity,
        message="The credential subject has neither an id nor an identifier, so nobody can tell who earned the badge.",
        pack="open-badges",
        pointer="/credentialSubject",
        span=Span(12, 3, 12, 22),
        excerpt=Excerpt(
            11,
            (
                '  "issuanceDate": "2026-10-01T00:00:00Z",',
                '  "credentialSubject": {',
                '    "type": ["AchievementSubject"],',
            ),
        ),
        help="Add an id, or an identifier of the learner, to credentialSubject.",
        source="OB3-101 (must)",
    )
    return plain._replace(**changes)


def criterion(id: str = "TC-01", verdict: Verdict = Verdict.PASS, **changes: Any) -> CriterionResult:
    outcome = {
        Verdict.PASS: Outcome.PASS,
        Verdict.FAIL: Outcome.FAIL,
        Verdict.NOT_APPLICABLE: Outcome.INAPPLICABLE,
        Verdict.ERROR: Outcome.ERROR,
    }.get(verdict, Outcome.CANT_TELL)
    plain = CriterionResult(
        pack=TC,
        id=id,
        title="The achievement says of what type it is",
        level="required",
        scope="definition",
        verdict=verdict,
        reason="",
        message="",
        rules=(RuleResult(id.replace("-", "") + "1", outcome, 1, ("/achievementType",)),),
    )
    return plain._replace(**changes)


def document(path: str = "badges/sel.json", **changes: Any) -> DocumentResult:
    plain = DocumentResult(
        path=path,
        part=None,
        sha256="ab" * 32,
        origin=("file", "json"),
        kind=DEFINITION,
        read=True,
        valid=True,
        valid_reason="",
        trusted=None,
        findings=(),
        criteria=(),
        packs=(),
    )
    return plain._replace(**changes)


def report(*documents: DocumentResult, **footer: Any) -> Report:
    """A report with the totals of its documents; footer: fields of Footer to set otherwise."""
    found = {severity.value: 0 for severity in Severity}
    criteria: dict[str, dict[str, int]] = {}
    trusted: dict[str, int] = {}
    for result in documents:
        for each in result.findings:
            found[each.severity.value] += 1
        for one in result.criteria:
            counts = criteria.setdefault(one.pack, {verdict.value: 0 for verdict in Verdict})
            counts[one.verdict.value] += 1
        if result.trusted:
            trusted[result.trusted.state] = trusted.get(result.trusted.state, 0) + 1
    read = [result for result in documents if result.read]
    summary = Summary(
        documents=len(documents),
        valid=sum(result.valid is True for result in read),
        invalid=sum(result.valid is False for result in read),
        undecided=sum(result.valid is None for result in read),
        unread=len(documents) - len(read),
        findings=found,
        criteria=criteria,
        trusted=trusted,
    )
    met = Footer(summary, Gate(True, ()), 0)
    return Report(HEADER, tuple(documents), met._replace(**footer))


ALIGNMENT = Remediation(
    "Name each skill that the badge stands for, with its address in a public skills framework.",
    "/alignment",
    [
        {
            "type": ["Alignment"],
            "targetName": "Manages own emotions",
            "targetUrl": "https://skills.example.org/item/42",
            "targetFramework": "Example Skills Framework",
        }
    ],
)


def definition_with_gaps() -> DocumentResult:
    """A definition: valid, three required criteria undone, one to review, some not applicable."""
    levels = {
        "required": {"pass": 2, "fail": 2, "needs-review": 1, "not-applicable": 3},
        "recommended": {"pass": 1, "waived": 1},
        "practice": {"fail": 2},
    }
    thin = finding(
        "WR004",
        Severity.WARNING,
        name="description-says-what-is-learned",
        message="The description is 14 characters long; a reader outside your organisation learns nothing from it.",
        pack="writing",
        pointer="/description",
        span=Span(6, 18, 6, 34),
        excerpt=Excerpt(
            5,
            (
                '  "name": "Social and Emotional Learning",',
                '  "description": "A short course",',
                '  "criteria": {',
            ),
        ),
        help="Say in one or two sentences what the learner can do afterwards.",
        source="ours",
    )
    broken = [
        finding(
            "TC032",
            message=f"Result description {number} has no resultType.",
            pack=TC,
            criteria=(f"{TC}/TC-03",),
            pointer=f"/resultDescription/{number - 1}",
            span=Span(20 + 4 * number, 5, 22 + 4 * number, 6),
        )
        for number in (1, 2, 3)
    ]
    return document(
        trusted=TrustedResult(
            "definition-not-ready",
            False,
            levels["required"],
            "meets 2 of 5 required checks of trusted-credential 2026.7 (draft of 2026-07-12)",
        ),
        findings=(*broken, thin),
        criteria=(
            criterion("TC-01"),
            criterion(
                "TC-02",
                Verdict.FAIL,
                title="At least one alignment names a skill in an external framework",
                reason="alignment-missing",
                message="The achievement has no alignment, so a reader cannot tell which skills it stands for.",
                pointer="",
                span=Span(1, 1, 40, 2),
                remediation=ALIGNMENT,
            ),
            criterion(
                "TC-03",
                Verdict.FAIL,
                title="Results are described",
                reason="result-type-missing",
                message="Result description 1 has no resultType.",
                pointer="/resultDescription/0",
                span=Span(24, 5, 26, 6),
                remediation=Remediation(
                    "Say what kind of result it is.",
                    "/resultDescription/0/resultType",
                    "RubricCriterionLevel",
                ),
            ),
            criterion("TC-04", title="Criteria are given as an address or a text"),
            criterion(
                "TC-05",
                Verdict.NOT_APPLICABLE,
                scope="credential",
                reason="scope",
                message="Not yet awarded.",
            ),
            criterion(
                "TC-06",
                Verdict.NOT_APPLICABLE,
                scope="credential",
                reason="scope",
                message="Not yet awarded.",
            ),
            criterion(
                "TC-10",
                Verdict.NOT_APPLICABLE,
                scope="credential",
                reason="condition",
                message="No result description has rubric levels.",
            ),
            criterion(
                "TC-11",
                Verdict.NEEDS_REVIEW,
                title="The issuer names its accreditors",
                scope="issuer",
                certainty="inferred",
                reason="human-question",
                message="The issuer names one accreditor.",
                pointer="/creator/accreditations",
                span=Span(33, 5, 33, 21),
                question="Has this accreditor really accredited the issuer for this kind of programme?",
            ),
            criterion(
                "TC-13", level="recommended", title="The assessment is described", certainty="reported"
            ),
            criterion(
                "TC-14",
                Verdict.WAIVED,
                level="recommended",
                title="Duration or credit is given",
                reason="waiver",
                message="Waived until 2026-12-31 by the registrar: credit is being negotiated.",
            ),
            criterion(
                "TP-03",
                Verdict.FAIL,
                level="practice",
                title="Criteria can be understood outside the institution",
                reason="too-thin",
                message="The criteria are one short sentence.",
                pointer="/criteria/narrative",
                span=Span(8, 18, 8, 40),
                remediation=Remediation("Describe performance.", "/criteria/narrative", "The learner …"),
            ),
            criterion(
                "TP-09",
                Verdict.FAIL,
                level="practice",
                title="Revisions can be told apart",
                reason="version-missing",
                message="The achievement has no version.",
                pointer="",
                span=Span(1, 1, 40, 2),
                remediation=Remediation("Add a version.", "/version", "1.0"),
            ),
        ),
        packs=(
            PackResult(
                TC,
                "2026.7",
                {"pass": 4, "fail": 4, "inapplicable": 3, "cant-tell": 1, "error": 0},
                levels,
                None,
                "Required is not met: TC-02 and TC-03 fail.",
                (0.5, 0.625),
                0.9,
            ),
        ),
    )


def every_verdict() -> DocumentResult:
    """A credential with one criterion per verdict, a crashed rule, and a finding per severity."""
    return document(
        "out/batch.ndjson",
        part="line 12",
        kind=CREDENTIAL,
        valid=False,
        valid_reason="1 error",
        trusted=TrustedResult("invalid-open-badge", True, {"pass": 1, "fail": 1}, ""),
        findings=(
            finding(
                "WR001",
                Severity.NOTE,
                name="spelling",
                message="A note.",
                span=None,
                pointer="/name",
                excerpt=None,
            ),
            finding("OBS102", Severity.WARNING, message="A warning further down.", span=Span(13, 5, 13, 11)),
            finding(),
            finding(
                "OBS230",
                message="The issuer profile that this badge links to has no name.",
                document="out/issuer.json",
                pointer="",
                span=Span(1, 1, 3, 2),
                excerpt=Excerpt(1, ("{", '\t"type": "Profile"', "}")),
                help=None,
                source=None,
            ),
        ),
        criteria=tuple(
            criterion(
                f"TC-{number:02}",
                verdict,
                title=f"A criterion that is {verdict.value}",
                reason="model" if verdict is Verdict.NOT_APPLICABLE else "reason",
                message="" if verdict is Verdict.PASS else f"Why it is {verdict.value}.",
                question="Is it so?" if verdict is Verdict.NEEDS_REVIEW else None,
            )
            for number, verdict in enumerate(Verdict, 1)
        ),
        errors=("TC061",),
        integrity=Integrity(
            ProofState.INVALID,
            "1 of 2 proofs does not hold.",
            (
                ProofResult(
                    "/proof/0", "eddsa-rdfc-2022", ProofState.VERIFIED, "It holds.", "did:example:issuer#k"
                ),
                ProofResult("/proof/1", "ecdsa-rdfc-2019", ProofState.INVALID, "The signature is another."),
            ),
        ),
        lifecycle=Lifecycle(
            LifecycleState.SUSPENDED,
            "The status list says so.",
            (
                StatusResult(
                    "/credentialStatus",
                    "BitstringStatusListEntry",
                    LifecycleState.SUSPENDED,
                    "Number 7 is set.",
                    "status/list.json",
                ),
            ),
        ),
    )


def hostile() -> DocumentResult:
    """A document that attacks the terminal of whoever reads the report."""
    evil = finding(
        message=HOSTILE,
        name="na\x1b]0;title\x07me",
        help=HOSTILE,
        source=HOSTILE,
        span=Span(2, 7, 2, 19),
        excerpt=Excerpt(1, ("\t{", '\t"名前": "\u202egnp.exe\x1b[2J",', "e\u0301" * 30)),
    )
    return document(
        "ba\x1b[1md.json",
        part="\u202e3",
        kind=CREDENTIAL._replace(type=HOSTILE, reason=HOSTILE),
        valid=None,
        valid_reason=HOSTILE,
        trusted=TrustedResult("not-judged", False, {}, HOSTILE),
        findings=(
            evil,
            finding(
                "OBS103", message="The name " + "n" * 1_000_000 + " is too long.", span=None, excerpt=None
            ),
            finding("OBS104", span=Span(1, 500_000, 1, 500_010), excerpt=Excerpt(1, ("漢" * 1_000_000,))),
        ),
        criteria=(
            criterion(
                "TC-02",
                Verdict.FAIL,
                title=HOSTILE,
                message=HOSTILE,
                pointer="/\x1b[2J",
                remediation=Remediation(HOSTILE, "/" + HOSTILE, {HOSTILE: [HOSTILE]}),
            ),
            criterion(
                "TC-\x1b", Verdict.NEEDS_REVIEW, title="x" * 1_000_000, question=HOSTILE, certainty="inferred"
            ),
            criterion("TC-05", Verdict.NOT_APPLICABLE, reason=HOSTILE, message=HOSTILE),
        ),
        packs=(PackResult(TC, "2026.7", {}, {}, None, HOSTILE, None, None),),
        errors=(HOSTILE,),
        integrity=Integrity(
            ProofState.NOT_CHECKED, HOSTILE, (ProofResult("/", HOSTILE, ProofState.NOT_CHECKED, HOSTILE),)
        ),
        lifecycle=Lifecycle(LifecycleState.NOT_CHECKED, HOSTILE),
    )


def unreadable() -> DocumentResult:
    return document(
        "badges/broken.json",
        kind=None,
        read=False,
        valid=None,
        valid_reason="it is not JSON",
        sha256=None,
        origin=("file",),
        findings=(
            finding(
                "SRC010",
                name="json-syntax",
                message="The JSON ends too early: a closing brace is missing.",
                pointer=None,
                span=Span(3, 18, 3, 18),
                excerpt=Excerpt(1, ("{", '  "type": "Achievement",', '  "name": "Broken')),
                help="Close the text with a quotation mark and the object with }.",
                source=None,
            ),
        ),
    )


def clean() -> DocumentResult:
    return document(
        "badges/rubric.json",
        trusted=TrustedResult(
            "definition-ready",
            False,
            {"pass": 2, "not-applicable": 1},
            "meets 2 of 2 required checks of trusted-credential 2026.7 (draft of 2026-07-12)",
        ),
        criteria=(
            criterion("TC-01"),
            criterion("TC-04", title="Criteria are given as an address or a text"),
            criterion("TC-05", Verdict.NOT_APPLICABLE, scope="credential", reason="scope"),
        ),
        packs=(
            PackResult(
                TC,
                "2026.7",
                {"pass": 2},
                {"required": {"pass": 2}},
                "required",
                "Required is met.",
                (1.0, 1.0),
                1.0,
            ),
        ),
    )


def example() -> Report:
    """The report that docs/report.md shows."""
    failed = definition_with_gaps().criteria[1]
    gap = finding(
        "TC021",
        message=failed.message,
        name="alignment-present",
        pack=TC,
        pointer="",
        expected="alignment",
        span=Span(1, 1, 9, 2),
        excerpt=Excerpt(1, ("{", '  "type": ["Achievement"],')),
        help=None,
        source="TC-02 (must)",
        criteria=(f"{TC}/TC-02",),
    )
    counts = {"pass": 0, "fail": 1, "not-applicable": 0, "needs-review": 0}
    result = document(
        trusted=TrustedResult(
            "definition-not-ready",
            False,
            counts,
            "meets 0 of 1 required checks of trusted-credential 2026.7 (draft of 2026-07-12)",
        ),
        findings=(gap,),
        criteria=(
            failed._replace(
                span=Span(1, 1, 9, 2),
                rules=(RuleResult("TC021", Outcome.FAIL, 0, ("",), failed.message),),
            ),
        ),
        packs=(
            PackResult(
                TC,
                "2026.7",
                {"fail": 1},
                {"required": counts},
                None,
                "Required is not met: TC-02 fails.",
                (0.0, 0.0),
                1.0,
            ),
        ),
    )
    whole = report(
        result, gate=Gate(False, ("badges/sel.json: TC-02 of trusted-credential is not met.",)), exit_code=1
    )
    return whole._replace(header=Header(HEADER.run, HEADER.packs[1:]))


GOLDEN: dict[str, Report] = {
    "example": example(),
    "definition-with-gaps": report(
        definition_with_gaps(),
        gate=Gate(
            False, ("badges/sel.json: 2 required criteria of trusted-credential are not met: TC-02, TC-03.",)
        ),
        exit_code=1,
    ),
    "clean": report(clean()),
    "every-verdict": report(
        every_verdict(),
        unreadable(),
        gate=Gate(False, ("2 errors in out/batch.ndjson.", "badges/broken.json could not be read.")),
        exit_code=3,
        notices=("badges/old.json is both named and found in a folder; it was checked once.",),
    ),
    "hostile": report(hostile(), gate=Gate(False, (HOSTILE,)), exit_code=1, notices=(HOSTILE,)),
    "nothing": Report(
        HEADER, (), Footer(Summary(skipped=3), Gate(False, ("No badge or credential was found.",)), 5)
    ),
}
