"""What we sign others verify, and what others sign we verify: the libraries of Digital Bazaar, and jose, from npm."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conftest import absent
from tests.contexts.documents import changed
from tests.contexts.test_canonical_rdf import random_quads
from tests.integrity.signing import (
    ALICE,
    BOB,
    P256,
    P384,
    RSA,
    credential,
    judged,
    judged_token,
    sign,
    token,
)
from tests.integrity.test_tokens_verified import claims
from tests.project.working_tree import clean_environment
from trustlint.contexts import undefined_terms
from trustlint.contexts.canonical_rdf import Quad, canonicalise
from trustlint.contexts.rdf import RdfError, canonical_nquads
from trustlint.contexts.tables import bundled_by_url, context_document
from trustlint.model.verification import ProofState

OTHER = Path(__file__).parent / "other"
NOW = "2026-06-01T00:00:00Z"
SUITES = [
    (ALICE, "eddsa-rdfc-2022", None),
    (P256, "ecdsa-rdfc-2019", "P-256"),
    (P384, "ecdsa-rdfc-2019", "P-384"),
    (ALICE, "Ed25519Signature2020", None),
]
SIGNERS = [RSA, P256, P384, ALICE]
Others = Callable[..., list[Any]]


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Others:
    """Runs tasks in Node with the packages of ``other/package.json``; needs a package registry once."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        absent("Node with npm is not installed")
    folder = tmp_path_factory.mktemp("other")
    for name in ("package.json", "independent.mjs"):
        shutil.copy(OTHER / name, folder / name)
    install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(
        install, cwd=folder, env=clean_environment(), capture_output=True, text=True, timeout=300
    )
    if done.returncode != 0:
        absent(f"npm reaches no package registry: {done.stderr.strip()[-200:]}")
    contexts = {url: context_document(url) for url in bundled_by_url()}

    def run(*tasks: dict[str, Any]) -> list[Any]:
        given = json.dumps({"contexts": contexts, "tasks": tasks})
        done = subprocess.run(
            ["node", "independent.mjs"], cwd=folder, input=given, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        results: list[Any] = json.loads(done.stdout)
        return results

    return run


def _draft(issuer: str, suite: str) -> dict[str, Any]:
    data = credential(issuer)
    if suite == "Ed25519Signature2020":
        data["@context"].append("https://w3id.org/security/suites/ed25519-2020/v1")
    return data


def test_others_verify_what_we_sign(others: Others) -> None:
    signed = [(sign(_draft(signer.did, suite), signer, suite), suite) for signer, suite, _ in SUITES]
    for data, _ in signed:
        found = judged(data)
        assert found is not None
        assert found.state is ProofState.VERIFIED
    results = others(
        *[{"do": "verify", "credential": data, "suite": suite, "now": NOW} for data, suite in signed]
    )
    assert [result["verified"] for result in results] == [True] * len(SUITES), results


def test_we_verify_what_others_sign(others: Others) -> None:
    tasks = [
        {
            "do": "sign",
            "credential": _draft("did:example:issuer", suite),
            "suite": suite,
            "curve": curve,
            "now": NOW,
        }
        for _, suite, curve in SUITES
    ]
    for data in others(*tasks):
        found = judged(data)
        assert found is not None
        assert found.state is ProofState.VERIFIED, found
        data["name"] += "!"
        found = judged(data)
        assert found is not None
        assert found.state is ProofState.INVALID


def test_others_refuse_what_we_refuse(others: Others) -> None:
    data = sign(credential(ALICE.did), ALICE)
    wrong: list[dict[str, Any]] = [copy.deepcopy(data) for _ in range(4)]
    wrong[0]["name"] = "Other"
    wrong[1]["proof"]["proofValue"] = sign(credential(ALICE.did), BOB)["proof"]["proofValue"]
    wrong[2]["proof"]["proofPurpose"] = "authentication"
    wrong[3] = sign({**credential(ALICE.did), "semester": "3"}, ALICE)
    for item in wrong:
        found = judged(item)
        assert found is not None
        assert found.state is not ProofState.VERIFIED
    results = others(
        *[{"do": "verify", "credential": item, "suite": "eddsa-rdfc-2022", "now": NOW} for item in wrong]
    )
    assert [result["verified"] for result in results] == [False] * 4


def test_tokens_both_ways(others: Others) -> None:
    ours = [
        {
            "do": "verifyToken",
            "token": token(claims(signer.did), signer),
            "jwk": signer.jwk,
            "alg": signer.alg,
        }
        for signer in SIGNERS
    ]
    assert others(*ours) == [{"verified": True}] * len(SIGNERS)
    theirs = [
        {"do": "signToken", "payload": claims("did:example:issuer"), "alg": signer.alg} for signer in SIGNERS
    ]
    for text in others(*theirs):
        found = judged_token(text)
        assert found is not None
        assert found.state is ProofState.VERIFIED, found


def test_others_name_blank_nodes_the_same(others: Others) -> None:
    graphs = [random_quads(seed) for seed in range(300)]
    for seed, quads in enumerate(
        graphs
    ):  # nodes that are said to be something of themselves, which PyLD counts twice
        node = Random(seed).choice(quads).subject
        quads.append(Quad(node, "<urn:p0>", node, ""))
    texts = ["".join(quad.line() for quad in quads) for quads in graphs]
    results = others(*[{"do": "canonicaliseQuads", "quads": text} for text in texts])
    assert results == [canonicalise(list(dict.fromkeys(quads))) for quads in graphs]


def test_others_bring_documents_into_the_same_form(others: Others, shared: Path) -> None:
    """All of the corpus; of documents with mistakes those whose terms are all defined, and without @nest, in which PyLD
    reads types differently."""
    documents = []
    for file in sorted((shared / "corpus").rglob("*.json*")):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, UnicodeDecodeError):
            continue
        if isinstance(data, dict):
            documents.append(data)
    documents.append({**credential(ALICE.did), "proof": {}})
    random = Random(23)
    made_up = [data for data in (changed(random) for _ in range(600)) if "@nest" not in json.dumps(data)]
    documents += [data for data in made_up if not undefined_terms(data).undefined]
    results = others(*[{"do": "canonicalise", "document": data} for data in documents])
    compared = 0
    for data, result in zip(documents, results, strict=True):
        try:
            ours = canonical_nquads(data).nquads.decode()
        except RdfError:
            continue
        if isinstance(result, str):
            assert ours == result
            compared += 1
    assert compared > 250
