"""Lists at addresses, made in memory."""

from __future__ import annotations

import gzip
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from trustlint.checks.context import Receiving, RuleContext
from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.placeholder import Placeholder
from trustlint.credential.view import Follow, View
from trustlint.data_files import data_folder
from trustlint.model.resource import NOTHING_GIVEN, Missing, Resource, Resources, Wanted
from trustlint.model.verification import Lifecycle

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIST = "https://example.org/status/3"
ENTRIES = 131072


class Given:
    """What stands at addresses: bytes, data that are written as JSON, or why there is nothing."""

    def __init__(self, at: Mapping[str, Any] | None = None) -> None:
        self.at = dict(at or {})
        self.asked: list[tuple[str, Wanted]] = []

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        self.asked.append((address, wanted))
        found = self.at.get(address, Missing(address, "is not among the files"))
        if isinstance(found, Missing | Resource):
            return found
        content = found if isinstance(found, bytes) else json.dumps(found).encode()
        return Resource(address, content, None, "status/list.json")


def encoded(bits: bytes) -> str:
    """A bitstring as an ``encodedList``."""
    return "u" + urlsafe_b64encode(gzip.compress(bits, mtime=0)).decode().rstrip("=")


def bits_with(values: Mapping[int, int] | Iterable[int], size: int = 1, entries: int = ENTRIES) -> bytes:
    """A bitstring in which entries have values, all others 0; 1 where only numbers of entries are given."""
    values = values if isinstance(values, Mapping) else dict.fromkeys(values, 1)
    whole = sum(value << (entries - 1 - index) * size for index, value in values.items())
    return whole.to_bytes(entries * size // 8, "big")


def status_list(
    values: Any = (), *, size: int = 1, purpose: Any = "revocation", **changes: Any
) -> dict[str, Any]:
    """A status list credential without a proof."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "https://example.org/issuers/reading-school",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(bits_with(values, size)),
        },
        **changes,
    }


def entry(**changes: Any) -> dict[str, Any]:
    """A status entry for place 94567 of the list."""
    return {
        "id": f"{LIST}#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": LIST,
        **changes,
    }


def base(name: str, **changes: Any) -> dict[str, Any]:
    """A base document of the packs with members changed."""
    data: dict[str, Any] = json.loads((data_folder("rules") / "bases" / f"{name}.json").read_text("utf-8"))
    return data | changes


def context_for(
    data: Any,
    resources: Resources = NOTHING_GIVEN,
    *,
    now: datetime = NOW,
    verify: bool = False,
    recipients: tuple[str, ...] = (),
    follow: Follow | None = None,
) -> RuleContext:
    kind = detect(data).kind
    table = field_table(kind.model, kind.type) if kind else field_table("", "")
    receiving = Receiving(verify, resources, recipients)
    return RuleContext(data, kind, View(data, table, follow), now, Placeholder(), receiving=receiving)


def lifecycle(
    data: Any, resources: Resources = NOTHING_GIVEN, *, now: datetime = NOW, follow: Follow | None = None
) -> Lifecycle:
    """What a run would say of a credential."""
    found = context_for(data, resources, now=now, follow=follow).lifecycle()
    assert found is not None
    return found
