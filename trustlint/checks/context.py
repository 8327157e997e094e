"""What a rule may read. Reads only: no files but those beside the input, no network, no clock but the run's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.contexts import WalkResult, undefined_terms
from trustlint.credential.view import Selection, View
from trustlint.model.kind import Kind
from trustlint.model.pointer import Path, value_at
from trustlint.model.resource import NOTHING_GIVEN, Resources
from trustlint.schemas import SchemaViolation, violations
from trustlint.source.beside import LookBeside, nothing_beside

if TYPE_CHECKING:
    from trustlint.model.verification import Integrity, Lifecycle
    from trustlint.source.jws import CompactJws


class Receiving(NamedTuple):
    """What a run is given for a look at proofs and status. verify: judge as one who receives the credential
    (``--verify``); online: whether addresses are looked up on the network, or in a recording of it; resources: where keys and status lists come from; contexts: local copies of JSON-LD contexts, by address; recipients: addresses that a credential is said to
    be awarded to, never to be printed."""

    verify: bool = False
    resources: Resources = NOTHING_GIVEN
    recipients: tuple[str, ...] = ()
    online: bool = False
    contexts: Mapping[str, Any] = {}

    def __repr__(self) -> str:
        """Without the recipients, as it may end in a log or a traceback."""
        return f"Receiving(verify={self.verify}, {len(self.recipients)} recipients)"


NOT_RECEIVING = Receiving()


class RuleContext:
    """One document as rules see it.

    data: plain data, never to be changed; kind: None when it is no credential; view: values by field name; now: the
    run's clock, with offset; is_placeholder: whether a text stands for something to be filled in later; templated:
    False when it is known that the document has no such text;
    problems: what was wrong with the source text (``trustlint.source.problem.Problem``); parameters: of the rule's
    pack, set before each rule; memo: results that rules share on this document, by a name of their own; undefined_terms:
    the walk in JSON-LD safe mode, with the run's local copies of contexts; violations: what the schema for its Kind
    holds against data, as ``trustlint.schemas.violations``, with the run's own copies of schemas; beside: the file that
    the document names by a relative path, as far as it is in the same folder or below; baked_as, jws: as in Document;
    receiving: what the run is given for a look at proofs and status; may_hold_private_keys: False when it is known from
    the text that there is none.
    """

    __slots__ = (
        "baked_as",
        "beside",
        "data",
        "is_placeholder",
        "jws",
        "kind",
        "may_hold_private_keys",
        "memo",
        "now",
        "parameters",
        "problems",
        "receiving",
        "templated",
        "undefined_terms",
        "view",
        "violations",
    )

    def __init__(
        self,
        data: Any,
        kind: Kind | None,
        view: View,
        now: datetime,
        is_placeholder: Callable[[Any], bool],
        problems: tuple[Any, ...] = (),
        templated: bool = True,
        undefined_terms: Callable[[Any], WalkResult] = undefined_terms,
        beside: LookBeside = nothing_beside,
        violations: Callable[..., tuple[SchemaViolation, ...]] = violations,
        baked_as: str | None = None,
        jws: CompactJws | None = None,
        receiving: Receiving = NOT_RECEIVING,
        may_hold_private_keys: bool = True,
    ) -> None:
        self.data = data
        self.kind = kind
        self.view = view
        self.now = now
        self.templated = templated
        self.is_placeholder = is_placeholder if templated else _never
        self.problems = problems
        self.undefined_terms = undefined_terms
        self.beside = beside
        self.violations = violations
        self.baked_as = baked_as
        self.jws = jws
        self.receiving = receiving
        self.may_hold_private_keys = may_hold_private_keys
        self.parameters: Mapping[str, Any] = {}
        self.memo: dict[str, Any] = {}

    def integrity(self) -> Integrity | None:
        """What its proofs say, looked at once; None for what nobody signs, as a definition."""
        if "integrity" not in self.memo:
            from trustlint.integrity import integrity_of

            given = self.receiving
            said = integrity_of(self.data, self.kind, self.jws, given.resources, self.now, given.contexts)
            if said is not None and said.proofs and self.templated:
                said = self._of_template(said)
            self.memo["integrity"] = said
        found: Integrity | None = self.memo["integrity"]
        return found

    def _of_template(self, said: Integrity) -> Integrity:
        """Nothing is said of the proofs of a credential that is still to be filled in."""
        from trustlint.credential.placeholder import holds_placeholder
        from trustlint.model.verification import ProofState

        if not holds_placeholder(self.data, self.is_placeholder):
            return said
        state, reason = ProofState.NOT_CHECKED, "It has values that are still to be filled in"
        proofs = tuple([proof._replace(state=state, reason=reason) for proof in said.proofs])
        return said._replace(state=state, reason=reason, proofs=proofs)

    def lies_within(self, around: Integrity) -> None:
        """Let the proofs of the credential around it, a CLR, speak for one that has none of its own."""
        if self.jws is None and isinstance(self.data, dict) and "proof" not in self.data:
            reason = "it has no proof of its own and is a part of a larger credential, about which is said: "
            self.memo["integrity"] = around._replace(reason=reason + around.reason, proofs=())

    def lifecycle(self) -> Lifecycle | None:
        """Whether it holds at the time of the run, looked at once; None for what is not awarded."""
        if "lifecycle" not in self.memo:
            from trustlint.status import lifecycle_of

            self.memo["lifecycle"] = lifecycle_of(
                self.data, self.view, self.kind, self.receiving.resources, self.now, self.is_placeholder
            )
        found: Lifecycle | None = self.memo["lifecycle"]
        return found

    def select(self, field: str) -> Selection:
        """The values of a field of fields.yaml."""
        return self.view.select(field)

    def values(self, field: str) -> list[Any]:
        """The bare values of a field of fields.yaml."""
        return self.view.values(field)

    def at(self, path: Path) -> Any:
        """The value at a path that exists."""
        return value_at(self.data, path)


def _never(value: Any) -> bool:
    return False
