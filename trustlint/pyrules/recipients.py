"""Whether a credential was awarded to one of the recipients that the user names (OB3-114, OB2-06).

The addresses are the user's, and nobody else's: neither they nor a hash of them ever stand in an outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, cant_tell
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import display
from trustlint.pyrules.registry import program_rule

if TYPE_CHECKING:
    from trustlint.checks.asking import Asked


def _only_when_asked(context: RuleContext, options: Any) -> Asked | None:
    return None if context.receiving.recipients else ()


@program_rule("awarded-to-recipient", asked=_only_when_asked)
def awarded_to_recipient(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """One identity of the learner is that of a given recipient. One of another sort (a DID where an e-mail address is
    given) cannot be compared. Nothing to judge where no recipient is given."""
    if not context.receiving.recipients:
        return []
    from trustlint.pyrules.identities import identities_of, recipient_of

    recipients = [recipient_of(address) for address in context.receiving.recipients]
    identities = [
        identity
        for identity in identities_of(context.data)
        if not any(context.is_placeholder(text) for text in (identity.text, identity.salt))
    ]
    if any(identity.belongs_to(recipient) for identity in identities for recipient in recipients):
        return [PASSED]
    compared = next(
        (item for item in identities if any(item.can_be_compared_with(other) for other in recipients)), None
    )
    if compared is None:
        place = Node(context.data, ())
        return [cant_tell("names nobody who could be compared with the recipients that were given", at=place)]
    # No place: the excerpt of a finding shows what is around it, and the address may stand there.
    reason = f"is awarded to somebody else than the recipients that were given ({display(compared.path)} says to whom)"
    return [Result(Outcome.FAIL, reason, nowhere=True)]
