"""Hosted Open Badges 1 and 2.0: the badge holds when the same stands at its address, on the site of its issuer (OB2-03)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from trustlint.integrity.badge_parts import Issuer, issuer_of, verification_of, web_address
from trustlint.integrity.controller_document import fetch
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, method_name, shown
from trustlint.integrity.issuer_link import same_site
from trustlint.model.pointer import Path, display
from trustlint.model.resource import Missing, Resources, Wanted
from trustlint.model.verification import ProofResult, ProofState
from trustlint.source.json_text import object_in

_OF_REVOCATION = ("revoked", "revocationReason")


def verify_hosted_badge(data: dict[str, Any], resources: Resources) -> ProofResult:
    """Whether a badge is the one that stands at its address."""
    name, verification = verification_of(data)
    address = web_address(verification.get("url")) or web_address(data.get("id"))
    pointer = f"/{name}"
    try:
        found_in = _compare(data, address, resources)
        _check_scope(data, str(address), resources)
    except ProofFailsError as failure:
        return ProofResult(pointer, "hosted", ProofState.INVALID, str(failure), method_name(address))
    except NotCheckedError as unknown:
        return ProofResult(pointer, "hosted", ProofState.NOT_CHECKED, str(unknown), method_name(address))
    reason = f"The same badge is published by its issuer at {shown(str(address))}"
    return ProofResult(pointer, "hosted", ProofState.VERIFIED, reason, method_name(address), found_in)


def _compare(data: dict[str, Any], address: str | None, resources: Resources) -> str:
    if address is None:
        raise NotCheckedError("The badge is hosted, and has no web address where it could be looked up")
    resource = resources.get(address, Wanted.CREDENTIAL)
    if isinstance(resource, Missing):
        raise NotCheckedError(
            f"The badge is gone from its address {shown(address)}, which revokes it"
            if resource.is_gone
            else f"Whether the badge is published is not known, because {shown(address)} {resource.reason}"
        )
    hosted = object_in(resource.content)
    if hosted is None:
        raise ProofFailsError(f"What stands at its address {shown(address)} is no badge")
    if hosted.get("revoked") is True:
        # That it is revoked is not about who made it; such a badge may say no more than its id (OB2-05).
        hosted = {name: value for name, value in hosted.items() if name not in _OF_REVOCATION}
        data = {name: value for name, value in data.items() if name in hosted}
    path = difference(data, hosted)
    if path is not None:
        raise ProofFailsError(
            f"The badge published at {shown(address)} is another one: they differ in {display(path) if path else 'everything'}"
        )
    return resource.found_in


def difference(here: Any, there: Any, path: Path = ()) -> Path | None:
    """The first place in which two JSON values differ; None when they are the same."""
    if isinstance(here, dict) and isinstance(there, dict):
        for name in [*here, *(name for name in there if name not in here)]:
            if name not in here or name not in there:
                return (*path, name)
            found = difference(here[name], there[name], (*path, name))
            if found is not None:
                return found
        return None
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        for index, (one, other) in enumerate(zip(here, there, strict=True)):
            found = difference(one, other, (*path, index))
            if found is not None:
                return found
        return None
    same = here == there and isinstance(here, bool) == isinstance(there, bool)
    return None if same else path


def _check_scope(data: dict[str, Any], address: str, resources: Resources) -> None:
    """Raises ProofFailsError for a badge outside of what its issuer vouches for (OB2-03)."""
    issuer = issuer_of(data, resources)
    if issuer.id is None:
        raise NotCheckedError(
            "The badge is published at its address, and its issuer has no web address, so nobody can tell whether it is the issuer's"
        )
    if not _vouches(issuer, address, resources):
        raise ProofFailsError(
            f"The badge is published at {shown(address)}, for which its issuer {shown(issuer.id)} does not vouch"
        )


def _vouches(issuer: Issuer, address: str, resources: Resources) -> bool:
    if same_site(address, str(issuer.id)):
        return True
    # Only what the issuer publishes itself can widen its scope.
    policy = fetch(str(issuer.id), resources, Wanted.CREDENTIAL).data.get("verification")
    policy = policy if isinstance(policy, dict) else {}
    starts, hosts = (
        [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str) and item]
        for value in (policy.get("startsWith"), policy.get("allowedOrigins"))
    )
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return any(map(address.startswith, starts)) if starts else host in [name.lower() for name in hosts]
