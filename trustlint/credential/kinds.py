"""Kind detection: which data model and class a document is, from its own words, with the reason."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from trustlint.model.kind import Kind, Scope


class Detection(NamedTuple):
    """``kind`` is None when the document is no credential; ``reason`` says why either way, in one sentence."""

    kind: Kind | None
    reason: str


VC_CONTEXTS = {"https://www.w3.org/2018/credentials/v1": "1.1", "https://www.w3.org/ns/credentials/v2": "2.0"}
_OB3_CONTEXT = re.compile(r"^https?://purl\.imsglobal\.org/spec/ob/v3p0/context(?:-(\d+\.\d+\.\d+))?\.json$")
_CLR_CONTEXT = re.compile(r"^https?://purl\.imsglobal\.org/spec/clr/v2p0/context(?:-(\d+\.\d+\.\d+))?\.json$")
_OB2_CONTEXT = re.compile(
    r"^https?://(?:w3id\.org/openbadges/v2|(?:www\.)?openbadgespec\.org/v2/context\.json|purl\.imsglobal\.org/spec/ob/v2p[01]/)"
)
_OB1_CONTEXT = re.compile(
    r"^https?://(?:w3id\.org/openbadges/v1|(?:standard\.|www\.)?(?:openbadges|openbadgespec)\.org/(?:v?1\.[01]/|v1/))"
)

_OB3_CREDENTIALS = ("AchievementCredential", "OpenBadgeCredential")
_STATUS_TYPES = ("BitstringStatusListCredential", "StatusList2021Credential", "RevocationList2020Credential")
_OB2_PROFILE_MEMBERS = ("telephone", "publicKey", "revocationList", "verification")
_OB3_PROFILE_MEMBERS = (
    "phone",
    "address",
    "otherIdentifier",
    "parentOrg",
    "official",
    "endorsementJwt",
    "accreditations",
)


def detect(data: Any) -> Detection:
    """Recognise a document.

    The declared ``type`` decides first, then ``@context``, then members that only one class has. Data of any shape is
    accepted; the Kind's own ``reason`` repeats the sentence.
    """
    if not isinstance(data, dict):
        return Detection(None, f"the document is {_shape(data)}, and every credential is a JSON object")
    types = texts_of(data.get("type")) or texts_of(data.get("@type"))
    contexts = texts_of(data.get("@context"))
    for recognise in (
        _credential,
        _achievement,
        _open_badges_1,
        _open_badges_2,
        _one_edtech_list,
        _profile,
        _other_models,
        _untyped,
    ):
        kind = recognise(data, types, contexts)
        if kind is not None:
            return Detection(kind, kind.reason)
    if types:
        return Detection(
            None, f"its type is {_quoted(types)}, which is no Open Badges, CLR or credential class"
        )
    return Detection(None, "it has no type, and no properties that only a badge or credential has")


def is_context_of_a_version(context: str) -> bool:
    """Whether a context is one of those that a version of Verifiable Credentials, Open Badges or CLR is known by."""
    patterns = (_OB3_CONTEXT, _CLR_CONTEXT, _OB2_CONTEXT, _OB1_CONTEXT)
    return context in VC_CONTEXTS or any(pattern.match(context) for pattern in patterns)


def _credential(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    if "ClrCredential" in types:
        reason = "its type contains ClrCredential"
        return _vc_kind(data, contexts, "clr2", "ClrCredential", Scope.CREDENTIAL, reason, _CLR_CONTEXT)
    for name in _OB3_CREDENTIALS:
        if name in types:
            reason = f"its type contains {name}"
            return _vc_kind(
                data, contexts, "ob3", "AchievementCredential", Scope.CREDENTIAL, reason, _OB3_CONTEXT
            )
    if "EndorsementCredential" in types:
        reason = "its type contains EndorsementCredential"
        return _vc_kind(
            data, contexts, "ob3", "EndorsementCredential", Scope.ENDORSEMENT, reason, _OB3_CONTEXT
        )
    subject = data.get("credentialSubject")
    holds_credentials = isinstance(subject, dict) and (
        "ClrSubject" in texts_of(subject.get("type")) or "verifiableCredential" in subject
    )
    if holds_credentials and any(map(_CLR_CONTEXT.match, contexts)):
        reason = "it uses a CLR 2.0 context and its credentialSubject holds credentials"
        return _vc_kind(data, contexts, "clr2", "ClrCredential", Scope.CREDENTIAL, reason, _CLR_CONTEXT)
    holds_achievement = isinstance(subject, dict) and (
        "AchievementSubject" in texts_of(subject.get("type")) or isinstance(subject.get("achievement"), dict)
    )
    if holds_achievement and any(map(_OB3_CONTEXT.match, contexts)):
        reason = "it uses an Open Badges 3.0 context and its credentialSubject holds an achievement"
        return _vc_kind(
            data, contexts, "ob3", "AchievementCredential", Scope.CREDENTIAL, reason, _OB3_CONTEXT
        )
    for name in _STATUS_TYPES:
        if name in types:
            return Kind(
                "vc", name, None, Scope.STATUS, _vc_version(data, contexts), f"its type contains {name}"
            )
    return None


def _achievement(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    if "Achievement" in types:
        return Kind(
            "ob3",
            "Achievement",
            _version(contexts, _OB3_CONTEXT),
            Scope.DEFINITION,
            None,
            "its type contains Achievement",
        )
    if not types and isinstance(data.get("achievementType"), str) and "criteria" in data:
        reason = "it has achievementType and criteria, as only an Achievement does"
        return Kind("ob3", "Achievement", _version(contexts, _OB3_CONTEXT), Scope.DEFINITION, None, reason)
    return None


_OB2_CLASSES = {
    "Assertion": ("Assertion", Scope.CREDENTIAL),
    "BadgeClass": ("BadgeClass", Scope.DEFINITION),
    "Issuer": ("Issuer", Scope.ISSUER),
    "IssuerOrg": ("Issuer", Scope.ISSUER),
    "Endorsement": ("Endorsement", Scope.ENDORSEMENT),
    "RevocationList": ("RevocationList", Scope.STATUS),
    "CryptographicKey": ("CryptographicKey", Scope.KEY),
}
_OB2_ONLY_WITH = {
    "Endorsement": "claim",
    "RevocationList": "revokedAssertions",
    "CryptographicKey": "publicKeyPem",
}
"""Names that other vocabularies have, too: without any context, this member tells that the class of Open Badges is meant."""

_OB1_CLASSES = {
    "assertion": "Assertion",
    "badgeclass": "BadgeClass",
    "issuer": "Issuer",
    "issuerorg": "Issuer",
}
"""Class names in small letters: the schemas of Open Badges 1.1 write them so, its texts with capitals."""


def _open_badges_1(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    if not any(map(_OB1_CONTEXT.match, contexts)):
        return None
    for name in types:
        type_ = _OB1_CLASSES.get(name.lower())
        if type_ is not None:
            reason = f"its type contains {name} and its context is that of Open Badges 1.1"
            return Kind("ob1", type_, "1.1", _OB2_CLASSES[type_][1], None, reason)
    return None


def _open_badges_2(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    for name, (type_, scope) in _OB2_CLASSES.items():
        if name not in types:
            continue
        if any(map(_OB2_CONTEXT.match, contexts)):
            version = "2.1" if any("v2p1" in context for context in contexts) else "2.0"
            return Kind(
                "ob2",
                type_,
                version,
                scope,
                None,
                f"its type contains {name} and its context is that of Open Badges 2.0",
            )
        if name not in _OB2_ONLY_WITH or (not contexts and _OB2_ONLY_WITH[name] in data):
            return Kind(
                "ob2", type_, None, scope, None, f"its type contains {name}, an Open Badges 2.0 class"
            )
    return None


ONE_EDTECH_LIST = "1EdTechRevocationList"


def _one_edtech_list(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    """The list that a status of this type leads to; it has no type of its own (STS-02)."""
    if "revokedCredential" not in data or (types and ONE_EDTECH_LIST not in types):
        return None
    reason = "it lists credentials under revokedCredential, as the revocation list of 1EdTech does"
    return Kind("vc", ONE_EDTECH_LIST, None, Scope.STATUS, None, reason)


def _profile(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    if "Profile" not in types:
        return None
    if any(map(_OB3_CONTEXT.match, contexts)):
        return Kind(
            "ob3",
            "Profile",
            _version(contexts, _OB3_CONTEXT),
            Scope.ISSUER,
            None,
            "its type contains Profile and it uses an Open Badges 3.0 context",
        )
    if any(map(_OB2_CONTEXT.match, contexts)):
        return Kind(
            "ob2",
            "Profile",
            "2.0",
            Scope.ISSUER,
            None,
            "its type contains Profile and it uses the Open Badges 2.0 context",
        )
    if any(member in data for member in _OB2_PROFILE_MEMBERS) and not any(
        member in data for member in _OB3_PROFILE_MEMBERS
    ):
        return Kind(
            "ob2",
            "Profile",
            None,
            Scope.ISSUER,
            None,
            "its type contains Profile and it has members of Open Badges 2.0",
        )
    return Kind("ob3", "Profile", None, Scope.ISSUER, None, "its type contains Profile")


def _other_models(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    if _is_elm(types, contexts):
        return _european_learning_model(data, types)
    held = data.get("credential")
    if (
        not types
        and isinstance(held, dict)
        and _is_elm(texts_of(held.get("type")), texts_of(held.get("@context")))
    ):
        reason = "under credential it holds one of the European Learning Model, as Europass takes it"
        return Kind("elm", "Upload", None, Scope.CREDENTIAL, None, reason)
    ctdl = _ctdl(data, types, contexts)
    if ctdl is not None:
        return ctdl
    for name in ("VerifiableCredential", "VerifiablePresentation", "EnvelopedVerifiableCredential"):
        if name in types:
            return Kind(
                "vc",
                name,
                None,
                Scope.CREDENTIAL,
                _vc_version(data, contexts),
                f"its type contains {name} but no class of Open Badges or CLR",
            )
    return None


_ELM_CLASSES = {
    "EuropeanDigitalCredential": Scope.CREDENTIAL,
    "EuropeanDigitalPresentation": Scope.CREDENTIAL,
    "VerifiablePresentation": Scope.CREDENTIAL,
    "Qualification": Scope.DEFINITION,
    "LearningAchievementSpecification": Scope.DEFINITION,
    "LearningAchievement": Scope.DEFINITION,
    "Organisation": Scope.ISSUER,
}
"""Scope by class, the more telling class first: every Qualification is a LearningAchievementSpecification as well."""


def _is_elm(types: list[str], contexts: list[str]) -> bool:
    return "EuropeanDigitalCredential" in types or any(
        "data.europa.eu/snb" in context for context in contexts
    )


def _european_learning_model(data: dict[str, Any], types: list[str]) -> Kind:
    """A credential, the specification of an achievement, which is a definition, or an organisation (frameworks facts 3)."""
    reason = "it uses the European Learning Model"
    for name, scope in _ELM_CLASSES.items():
        if name in types:
            return Kind("elm", name, None, scope, None, f"{reason}, and its type contains {name}")
    if "VerifiableCredential" in types or "credentialSubject" in data or not types:
        return Kind("elm", "EuropeanDigitalCredential", None, Scope.CREDENTIAL, None, reason)
    return Kind("elm", types[0], None, Scope.DEFINITION, None, reason)


CTDL_GRAPH = "graph"
"""The class of a CTDL document that holds resources in ``@graph``; each of them is judged on its own."""

_CTDL_CLASS = re.compile(r"(?:ceterms|ceasn|ctdl):[A-Z]")
_CTDL_PROPERTY = re.compile(r"(?:ceterms|ceasn):[a-z]")


def _ctdl(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    """CTDL: a resource by its class, context or properties; or a graph of such resources.

    The class of the Kind is the one of ``fields.yaml`` that the declared class belongs to; ``resource`` stands for a
    resource without a class, or with one that is not known.
    """
    if "VerifiableCredential" in types or "VerifiablePresentation" in types:
        return None
    declared = next((name for name in types if _CTDL_CLASS.match(name)), None)
    graph = data.get("@graph")
    own_context = any("credreg.net/ctdl" in context for context in contexts)
    if not types and isinstance(graph, list) and (own_context or any(map(ctdl_class_of, graph))):
        reason = "it has an @graph with resources of CTDL"
        return Kind("ctdl", CTDL_GRAPH, None, Scope.DEFINITION, None, reason)
    if declared is None and not own_context and not any(map(_CTDL_PROPERTY.match, data)):
        return None
    from trustlint.credential.fields import canonical_class

    name = next((found for item in types if (found := canonical_class("ctdl", item)) is not None), None)
    scope = Scope.ISSUER if name == "CredentialOrganization" else Scope.DEFINITION
    if name is None and "ceterms:credentialStatusType" in data:
        reason = "it has ceterms:credentialStatusType, as only a credential of CTDL does"
        return Kind("ctdl", "Credential", None, Scope.DEFINITION, None, reason)
    if name is not None:
        reason = f"its type is {declared or types[0]}, a class of CTDL"
    elif declared is not None:
        reason = f"its type is {declared[:60]}, which looks like a class of CTDL and is none that is known"
    else:
        reason = "it uses the terms of CTDL"
    return Kind("ctdl", name or ("resource" if declared or not types else "other"), None, scope, None, reason)


def ctdl_class_of(resource: Any) -> str | None:
    """The class of CTDL that a resource declares, as it is written; None for anything else."""
    if not isinstance(resource, dict):
        return None
    return next((name for name in texts_of(resource.get("@type")) if _CTDL_CLASS.match(name)), None)


_OB1_ISSUER_MEMBERS = frozenset(
    {"@context", "id", "name", "url", "description", "image", "email", "revocationList"}
)
_OB2_REVOKED_MEMBERS = frozenset({"@context", "id", "revoked", "revocationReason"})


def _untyped(data: dict[str, Any], types: list[str], contexts: list[str]) -> Kind | None:
    """Open Badges 0.5 and 1.0 had no ``type``, and a revoked assertion of 2.0 needs none (OB2-05); their members tell."""
    if types:
        return None
    if (
        data.get("revoked") is True
        and isinstance(data.get("id"), str)
        and (any(map(_OB2_CONTEXT.match, contexts)) or data.keys() <= _OB2_REVOKED_MEMBERS)
    ):
        reason = (
            "it has an id and is revoked, which is all that Open Badges 2.0 demands of a revoked assertion"
        )
        return Kind("ob2", "Assertion", "2.0", Scope.CREDENTIAL, None, reason)
    if any(map(_OB1_CONTEXT.match, contexts)):
        version, lead = "1.1", "it has the context of Open Badges 1.1, no type"
    elif contexts:
        return None
    else:
        version, lead = "1.0", "it has no type"
    if isinstance(data.get("badge"), dict) and isinstance(data.get("recipient"), str) and version == "1.0":
        reason = f"{lead}, and recipient and badge as Open Badges 0.5 wrote them"
        return Kind("ob1", "Assertion", "0.5", Scope.CREDENTIAL, None, reason)
    if "badge" in data and "recipient" in data and ("verify" in data or "issuedOn" in data or "uid" in data):
        reason = f"{lead}, and the members of an Open Badges {version} assertion"
        return Kind("ob1", "Assertion", version, Scope.CREDENTIAL, None, reason)
    texts = {
        member for member in ("name", "description", "criteria", "url") if isinstance(data.get(member), str)
    }
    if (
        {"name", "description", "criteria"} <= texts
        and "image" in data
        and isinstance(data.get("issuer"), str | dict)
    ):
        reason = f"{lead}, and the members of an Open Badges {version} badge class"
        return Kind("ob1", "BadgeClass", version, Scope.DEFINITION, None, reason)
    if {"name", "url"} <= texts and _has_only_members_of_an_issuer(data):
        reason = f"{lead}, a name, a web address, and only members of an Open Badges {version} issuer"
        return Kind("ob1", "Issuer", version, Scope.ISSUER, None, reason)
    return None


def _has_only_members_of_an_issuer(data: dict[str, Any]) -> bool:
    """Much else has a name and a url; nothing but an issuer is made of these members alone."""
    return data["url"].startswith(("http://", "https://")) and all(
        name in _OB1_ISSUER_MEMBERS or name.startswith("extensions:") for name in data
    )


def _vc_kind(
    data: dict[str, Any],
    contexts: list[str],
    model: str,
    type_: str,
    scope: Scope,
    reason: str,
    pattern: re.Pattern[str],
) -> Kind:
    return Kind(model, type_, _version(contexts, pattern), scope, _vc_version(data, contexts), reason)


def _vc_version(data: dict[str, Any], contexts: list[str]) -> str:
    """The base context decides; without a known one, the date members of VC 1.1 do (facts section 12)."""
    for context in contexts:
        if context in VC_CONTEXTS:
            return VC_CONTEXTS[context]
    return "1.1" if "issuanceDate" in data and "validFrom" not in data else "2.0"


def _version(contexts: list[str], pattern: re.Pattern[str]) -> str | None:
    for context in contexts:
        found = pattern.match(context)
        if found:
            return found[1] or ("2.0.0" if pattern is _CLR_CONTEXT else "3.0.0")
    return None


def texts_of(value: Any) -> list[str]:
    """The texts of a member that holds one value or several, such as ``type``; what else is among them is left out."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name[:60]}"' for name in names[:4])


def _shape(data: Any) -> str:
    if isinstance(data, list):
        return "a list"
    if data is None:
        return "null"
    return "text" if isinstance(data, str) else "a single value"
