"""Keys and lists from files: found by what they say of themselves, or by where they stand."""

from __future__ import annotations

import json
import os
import pickle
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest

from trustlint.errors import UsageError
from trustlint.model.resource import Missing, Resource, Wanted
from trustlint.resources import given as given_module
from trustlint.resources.chained import Chained
from trustlint.resources.given import given_files

DID = {"id": "did:web:example.org", "assertionMethod": []}
LIST = {
    "id": "https://example.org/status/3",
    "type": ["VerifiableCredential", "BitstringStatusListCredential"],
}


def put(folder: Path, **files: Any) -> None:
    """Files by their paths: plain data as JSON, text as it is."""
    for name, content in files["files"].items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "keys"


def found(files: Any, address: str, wanted: Wanted = Wanted.KEY) -> tuple[str, Any]:
    resource = files.get(address, wanted)
    assert isinstance(resource, Resource), resource
    assert resource.address == address
    assert resource.media_type is None
    return resource.found_in.replace(os.sep, "/"), json.loads(resource.content)


def token(payload: Any) -> str:
    parts = (json.dumps({"alg": "none"}).encode(), json.dumps(payload).encode(), b"signature")
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def test_document_is_found_by_its_own_id_wherever_it_stands(keys: Path) -> None:
    put(keys, files={"deep/er/any-name.json": DID, "list.json": LIST})
    files = given_files(["keys"])
    assert found(files, "did:web:example.org") == ("keys/deep/er/any-name.json", DID)
    assert found(files, "did:web:example.org#key-1") == ("keys/deep/er/any-name.json", DID)
    assert found(files, "https://EXAMPLE.org/status/3", Wanted.STATUS_LIST) == ("keys/list.json", LIST)
    assert found(files, "https://example.org/.well-known/did.json") == ("keys/deep/er/any-name.json", DID)


def test_key_of_its_own_comes_before_the_document_around_it(keys: Path) -> None:
    key = {"id": "did:web:example.org#key-1", "type": "Multikey"}
    jwk = {"kty": "OKP", "kid": "https://example.org/keys/2"}
    put(keys, files={"did.json": DID, "key.json": key, "two.jwk": jwk})
    files = given_files(["keys"])
    assert found(files, "did:web:example.org#key-1")[1] == key
    assert found(files, "did:web:example.org#key-2")[1] == DID
    assert found(files, "https://example.org/keys/2")[1] == jwk


def test_http_address_is_found_by_id_only(keys: Path) -> None:
    put(keys, files={"a.json": {"id": "http://example.org/a"}, "example.org/b.json": {}})
    files = given_files(["keys"])
    assert found(files, "http://example.org/a")[1] == {"id": "http://example.org/a"}
    assert isinstance(files.get("http://example.org/b.json", Wanted.KEY), Missing)


def test_file_is_found_by_its_place(keys: Path) -> None:
    jwks = {"keys": []}
    put(
        keys,
        files={
            "example.org/.well-known/jwks.json": jwks,
            "example.org/.well-known/did.json": DID,
            "example.org/issuers/7/did.json": {"a": 1},
            "example.org%3A8443/did.json": {"a": 2},
            "example.org/status/3": {"a": 3},
            "example.org/status/4.json": {"a": 4},
            "Example.NET/k y.json": {"a": 5},
        },
    )
    files = given_files(["keys"])
    assert found(files, "https://example.org/.well-known/jwks.json") == (
        "keys/example.org/.well-known/jwks.json",
        jwks,
    )
    assert found(files, "did:web:example.org:issuers:7")[1] == {"a": 1}
    assert found(files, "https://example.org:8443/did.json")[1] == {"a": 2}
    assert found(files, "https://example.org/status/3")[1] == {"a": 3}
    assert found(files, "https://example.org/status/4")[1] == {"a": 4}
    assert found(files, "https://example.net/k%20y.json")[1] == {"a": 5}
    assert isinstance(files.get("https://example.org/status/5", Wanted.KEY), Missing)


def test_list_that_is_a_token_is_found_by_the_id_in_it(keys: Path) -> None:
    text = token({"vc": {"type": ["VerifiableCredential"]}, "jti": "https://example.org/status/9"})
    put(keys, files={"list.jwt": text, "two.jwt": f"{token(LIST)}\n"})
    files = given_files(["keys"], "status")
    resource = files.get("https://example.org/status/9", Wanted.STATUS_LIST)
    assert isinstance(resource, Resource)
    assert resource.content.decode() == text
    assert isinstance(files.get(LIST["id"], Wanted.STATUS_LIST), Resource)


def test_single_file(keys: Path) -> None:
    put(keys, files={"did.json": DID})
    assert found(given_files(["keys/did.json"]), "did:web:example.org") == ("keys/did.json", DID)


def test_what_is_missing_says_where_it_was_looked_for(keys: Path) -> None:
    put(keys, files={"did.json": DID})
    missing = given_files(["keys"]).get("did:web:example.net", Wanted.KEY)
    assert missing == Missing(
        "did:web:example.net",
        "is not among the files in keys; add it there, or let it be fetched with --online",
    )


@pytest.mark.parametrize(
    ("files", "given", "message"),
    [
        ({}, "keys/none", "there is no such file"),
        ({"a.txt": "x"}, "keys", "holds no document with an id"),
        ({"a.json": {"keys": []}}, "keys", "holds no document with an id"),
        ({"jwks.json": {"keys": []}}, "keys/jwks.json", "has no id that is an address"),
        ({"a.json": "{broken"}, "keys/a.json", "neither JSON nor a JWT"),
        ({"a.json": "{broken", "did.json": DID}, "keys", "keys/a.json is neither JSON nor a JWT"),
        (
            {"one.json": DID, "two.json": {**DID, "x": 1}},
            "keys",
            "both stand for did:web:example.org, and differ",
        ),
        (
            {"one.json": DID, "example.org/.well-known/did.json": {"x": 1}},
            "keys",
            "keys/one.json and keys/example.org/.well-known/did.json both stand for",
        ),
        (
            {"one.json": LIST, "example.org/status/3": {"x": 1}},
            "keys",
            "both stand for https://example.org/status/3",
        ),
    ],
)
def test_wrong_use_is_refused(keys: Path, files: dict[str, Any], given: str, message: str) -> None:
    put(keys, files=files)
    with pytest.raises(UsageError) as error:
        given_files([given], "status")
    assert message in str(error.value).replace(os.sep, "/")
    assert str(error.value).startswith("--status: ")
    assert error.value.at == ("status", given)


def test_two_equal_files_are_one(keys: Path) -> None:
    put(keys, files={"one.json": DID, "two.json": DID})
    assert found(given_files(["keys"]), "did:web:example.org") == ("keys/one.json", DID)


def test_links_out_of_the_folder_and_hidden_files_are_left_out(keys: Path, tmp_path: Path) -> None:
    put(tmp_path, files={"elsewhere/did.json": {"id": "did:web:elsewhere.example"}})
    put(
        keys,
        files={"did.json": DID, ".git/did.json": {"id": "did:web:hidden.example"}, "example.org/a": "{}"},
    )
    (keys / "link.json").symlink_to(tmp_path / "elsewhere" / "did.json")
    (keys / "folder").symlink_to(tmp_path / "elsewhere")
    (keys / "loop").symlink_to(keys)
    (keys / "broken.json").symlink_to(keys / "none")
    (keys / "itself.json").symlink_to(keys / "itself.json")
    (keys / "example.org" / "b").symlink_to(keys / "example.org" / "a")
    files = given_files(["keys"])
    assert found(files, "https://example.org/b") == ("keys/example.org/b", {})
    for name in ("did:web:elsewhere.example", "did:web:hidden.example"):
        assert isinstance(files.get(name, Wanted.KEY), Missing)


def test_more_than_is_read_is_refused(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(keys, files={f"{number}.json": {"id": f"https://example.org/{number}"} for number in range(4)})
    assert given_files(["keys"])
    with monkeypatch.context() as patch:
        patch.setattr(given_module, "MOST_FILES", 3)
        with pytest.raises(UsageError, match="more than 3 files"):
            given_files(["keys"])
    monkeypatch.setattr(given_module, "MOST_BYTES", 100)
    with pytest.raises(UsageError, match="give the folder that has only what is needed"):
        given_files(["keys"])


def test_file_that_has_gone_is_missing_and_no_fault(keys: Path) -> None:
    put(keys, files={"did.json": DID})
    files = given_files(["keys"])
    (keys / "did.json").unlink()
    missing = files.get("did:web:example.org", Wanted.KEY)
    assert isinstance(missing, Missing)
    assert "there is no such file" in missing.reason


@pytest.mark.parametrize(
    "address", ["", "\ud800", "https://[", "did:", "did:web:", "\0", "https://x/" + "a" * 9999]
)
def test_any_address_may_be_asked_for(keys: Path, address: str) -> None:
    put(keys, files={"did.json": DID})
    assert isinstance(given_files(["keys"]).get(address, Wanted.KEY), Missing)


@pytest.mark.parametrize(
    "content", ["[]", "null", '"x"', "[" * 500, '{"id": 3}', '{"id": "a b:c"}', "ey.ey.ey", "\ud800"]
)
def test_odd_documents_are_no_fault(keys: Path, content: str) -> None:
    put(keys, files={"did.json": DID})
    (keys / "odd.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    try:
        files = given_files(["keys"])
    except UsageError as error:
        assert "odd.json" in str(error)  # noqa: PT017 - either outcome is sound
    else:
        assert found(files, "did:web:example.org")[1] == DID


def test_files_go_to_other_processes(keys: Path) -> None:
    put(keys, files={"did.json": DID})
    assert found(pickle.loads(pickle.dumps(given_files(["keys"]))), "did:web:example.org")[1] == DID


def test_chain_asks_in_order_and_the_last_says_why(keys: Path) -> None:
    class Fixed:
        def __init__(self, answer: Resource | Missing) -> None:
            self.answer = answer

        def get(self, address: str, wanted: Wanted) -> Resource | Missing:
            return self.answer

    here, there = Resource("a", b"1", None, "here"), Resource("a", b"2", None, "there")
    no, gone, never = Missing("a", "no"), Missing("a", "gone", is_gone=True), Missing("a", "never")
    for answers, expected in (
        ((here, there), here),
        ((no, there), there),
        ((no, never), never),
        ((gone, there), gone),
        ((no,), no),
    ):
        first, *others = map(Fixed, answers)
        assert Chained(first, *others).get("a", Wanted.KEY) == expected
