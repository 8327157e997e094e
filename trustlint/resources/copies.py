"""Copies of JSON-LD contexts that the user gives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from trustlint.model.resource import NOTHING_GIVEN, Missing, Resource, Wanted


class ContextCopies:
    """contexts: context documents by address."""

    def __init__(self, contexts: Mapping[str, Any]) -> None:
        self._contexts = contexts

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        """See ``Resources.get``."""
        if wanted is not Wanted.CONTEXT or address not in self._contexts:
            return NOTHING_GIVEN.get(address, wanted)
        document = self._contexts[address]
        if not isinstance(document, Mapping) or "@context" not in document:
            document = {"@context": document}
        content = json.dumps(document).encode()
        return Resource(address, content, None, "the copy that was given with --context")
