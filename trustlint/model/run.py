"""How a run was made."""

from __future__ import annotations

from typing import Any, NamedTuple


class RunInfo(NamedTuple):
    """How the run was made: everything that a verdict may depend on besides the inputs and the packs."""

    version: str
    now: str
    online: bool = False
    config: str | None = None
    fail_on: str = "error"
    required: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    """Addresses of JSON-LD contexts of which local copies were given."""
    attestations: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    """Files of what people said, given or found."""
    schemas: tuple[str, ...] = ()
    """Addresses of official schemas of which copies were given, which then judge instead of ours."""
    baseline: str | None = None
    """The file of the problems that were known before the run."""
    verify: bool = False
    """Whether credentials were judged as by one who receives them."""
    keys: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    """Files and folders that keys and status lists were taken from."""
    recording: str | None = None
    replay: str | None = None
    """The folder that what was fetched was written to, and the one that it was taken from instead of the network."""
    recipients: int = 0
    """How many addresses were given to compare recipients with; they are in no report themselves."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "now": self.now,
            "online": self.online,
            "config": self.config,
            "fail_on": self.fail_on,
            "require": list(self.required),
            "contexts": list(self.contexts),
            "attestations": list(self.attestations),
            "waivers": list(self.waivers),
            "schemas": list(self.schemas),
            "baseline": self.baseline,
            "verify": self.verify,
            "keys": list(self.keys),
            "status": list(self.status),
            "recording": self.recording,
            "replay": self.replay,
            "recipients": self.recipients,
        }
