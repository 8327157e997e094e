"""Schemas of Open Badges in our own words: what they hold against a document, and fragments for packs.

The only place that imports jsonschema, jsonschema-rs and referencing, each when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from trustlint.model.kind import Kind
from trustlint.schemas.violation import PROBLEMS, SchemaViolation

if TYPE_CHECKING:
    from trustlint.schemas.fragment import Fragment

__all__ = ["PROBLEMS", "Fragment", "SchemaViolation", "compile_fragment", "schema_id_for", "violations"]

_FILES = {
    ("ob3", "AchievementCredential"): "ob3/achievement-credential-vc2.json",
    ("ob3", "EndorsementCredential"): "ob3/endorsement-credential-vc2.json",
    ("ob3", "Profile"): "ob3/profile.json",
    ("ob3", "Achievement"): "ob3/achievement.json",
    ("clr2", "ClrCredential"): "clr2/clr-credential.json",
    ("ob2", "Assertion"): "ob2/assertion.json",
    ("ob2", "BadgeClass"): "ob2/badge-class.json",
    ("ob2", "Issuer"): "ob2/profile.json",
    ("ob2", "Profile"): "ob2/profile.json",
    ("ob2", "Endorsement"): "ob2/endorsement.json",
    ("ob2", "RevocationList"): "ob2/revocation-list.json",
    ("ob2", "CryptographicKey"): "ob2/cryptographic-key.json",
    ("vc", "BitstringStatusListCredential"): "vc/status-list-vc2.json",
    ("vc", "StatusList2021Credential"): "vc/status-list-vc2.json",
    ("vc", "1EdTechRevocationList"): "vc/revocation-list.json",
    ("ob1", "Assertion"): "ob1/assertion-{version}.json",
    ("ob1", "BadgeClass"): "ob1/badge-class-{version}.json",
    ("ob1", "Issuer"): "ob1/issuer-{version}.json",
}


def schema_id_for(kind: Kind) -> str | None:
    """The ``$id`` of the schema of ours that judges documents of this kind; None when there is none (plain VC)."""
    name = _FILES.get((kind.model, kind.type))
    if name is None:
        return None
    if kind.model == "ob1":
        name = name.format(version=kind.version)
    if kind.data_model == "1.1":
        name = name.replace("-vc2.", "-vc1.")
    from trustlint.schemas.registry import BASE

    return BASE + name


def violations(
    kind: Kind, data: Any, *, is_placeholder: Callable[[str], bool] | None = None
) -> tuple[SchemaViolation, ...]:
    """What the schema for this kind holds against plain data, in document order; empty when it is valid.

    is_placeholder: tells a text that is wholly a placeholder: present with unknown content, so nothing is said of it.
    Raises nothing for any plain data; ValueError when the schemas of this installation are damaged.
    """
    schema_id = schema_id_for(kind)
    if schema_id is None:
        return ()
    from trustlint.schemas.registry import judge_for

    return judge_for(schema_id, kind.standard).violations(data, is_placeholder)


def compile_fragment(schema: dict[str, Any], *, standard: str = "the pack") -> Fragment:
    """Compile a JSON Schema fragment of a pack: see ``trustlint.schemas.fragment.compile_fragment``."""
    from trustlint.schemas import fragment

    return fragment.compile_fragment(schema, standard=standard)


def __getattr__(name: str) -> Any:
    if name == "Fragment":
        from trustlint.schemas.fragment import Fragment

        return Fragment
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
