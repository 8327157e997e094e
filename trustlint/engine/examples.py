"""Running the examples that every rule of a pack carries: does the rule say what the example expects, where it does?"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from trustlint.checks.context import Receiving, RuleContext
from trustlint.checks.registry import CheckError
from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.placeholder import Placeholder
from trustlint.credential.view import Linked, View
from trustlint.data_files import data_folder
from trustlint.engine.options import aware_now
from trustlint.engine.plan import why_inapplicable
from trustlint.errors import PackError
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import PointerError, parse_pointer, resolve, value_at
from trustlint.model.resource import NOTHING_GIVEN, Missing, Resource, Wanted
from trustlint.packs.compile import RuleOutcome, compile_rule
from trustlint.packs.model import Pack, Rule
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

EXAMPLE_NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""The clock of examples that set none."""

Evaluate = Callable[[Rule, RuleContext], RuleOutcome]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Whether one example holds. number: from 1; problem: what is different, empty when it holds."""

    rule: str
    number: int
    expect: str
    problem: str

    @property
    def id(self) -> str:
        """``TC021:fail:2``."""
        return f"{self.rule}:{self.expect}:{self.number}"


def run_examples(pack: Pack, evaluate: Evaluate | None = None) -> Iterator[ExampleResult]:
    """Every example of every rule that a pack, loaded from source, writes down itself.

    ``evaluate`` replaces running the rule, for mutation tests. Raises PackError for an example that cannot be built.
    """
    for rule in pack.own_rules:
        for number, example in enumerate(rule.examples, 1):
            yield ExampleResult(
                rule.code, number, example["expect"], _problem(pack, rule, example, evaluate or evaluate_rule)
            )


def missing_examples(pack: Pack) -> Iterator[str]:
    """What examples a rule should have and has not, one sentence each."""
    for rule in pack.own_rules:
        expected = {example["expect"] for example in rule.examples}
        for outcome in ("pass", "fail"):
            if outcome not in expected:
                yield f"{rule.code} has no example that expects {outcome}"
        if (rule.when or rule.on_empty == "inapplicable") and "inapplicable" not in expected:
            yield f"{rule.code} can be inapplicable and has no example that expects it"
        for example in rule.examples:
            if example["expect"] == "fail" and "at" not in example:
                yield f"{rule.code} has a failing example that does not say where (at)"


def evaluate_rule(rule: Rule, context: RuleContext) -> RuleOutcome:
    """The outcome of a rule on its own, as a run would have it."""
    reason = why_inapplicable(rule, context.kind)
    if reason is not None:
        return RuleOutcome(Outcome.INAPPLICABLE, reason=reason)
    return compile_rule(rule)(context)


def _problem(pack: Pack, rule: Rule, example: Mapping[str, Any], evaluate: Evaluate) -> str:
    document = example_document(rule, example)
    context = _context(pack, rule, document, example)
    try:
        outcome = evaluate(rule, context)
    except CheckError:
        raise
    except Exception as error:  # noqa: BLE001 - a rule that crashes fails its example; the others still run
        return f"expected {example['expect']}, and the rule crashed ({type(error).__name__}: {error})"
    if outcome.outcome.value != example["expect"]:
        told = f": {outcome.reason}" if outcome.reason else ""
        return f"expected {example['expect']}, and the outcome is {outcome.outcome.value}{told}"
    if outcome.nodes:
        first = outcome.nodes[0]
        # What is wrong with an image or a token around the document has no place in it: the whole stands for it.
        pointer = document.pointer(first.path) if first.path is not None else ""
        if "at" in example and pointer != example["at"]:
            return f"expected at {example['at'] or 'the root'!r}, and it is at {pointer!r}: {first.message}"
        if "says" in example and example["says"] not in first.message:
            return f"expected to say {example['says']!r}, and it says {first.message!r}"
    return ""


def example_document(rule: Rule, example: Mapping[str, Any]) -> Document:
    """The document of an example. Raises PackError when it names an unknown base or a wrong pointer."""
    if "text" in example or "hex" in example:
        try:
            content = (
                bytes.fromhex(example["hex"])
                if "hex" in example
                else example["text"].encode("utf-8", "surrogatepass")
            )
        except ValueError:
            raise PackError(f"{rule.code}: {example['hex']!r} is not bytes in hexadecimal") from None
        return next(iter(read_documents(Input(example.get("file", "example.json"), True, content))))
    if "document" in example:
        data = deepcopy(example["document"])
    else:
        data = deepcopy(base_document(example.get("base", "ob3-credential"), rule.code))
    for pointer in example.get("remove", ()):
        _remove(data, pointer, rule.code)
    for pointer, value in example.get("set", {}).items():
        data = put(data, pointer, value, rule.code)
    return _in_token(data, example["token"]) if "token" in example else Document.from_data(data)


def _in_token(data: Any, token: Mapping[str, Any]) -> Document:
    """The document as it is read from a token, the signature of which nobody could verify."""
    payload = {"vc": data} if token.get("in_claim_vc") else data
    parts = (token["header"], {**payload, **token.get("claims", {})})
    compact = b".".join(
        [*(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts), b"c2ln"]
    )
    return next(iter(read_documents(Input("example.jwt", True, compact))))


def _context(pack: Pack, rule: Rule, document: Document, example: Mapping[str, Any]) -> RuleContext:
    kind = detect(document.data).kind if document.usable else None
    others: Mapping[str, Any] = example.get("with", {})
    for name, data in others.items():
        if not isinstance(data, dict) or not isinstance(data.get("id"), str):
            raise PackError(f"{rule.code}: {name} under `with` has no id that a link could lead to")
    by_id = {data["id"]: Linked(data, data["id"]) for data in others.values()}
    table = field_table(kind.model, kind.type) if kind else field_table("", "")
    try:
        now = aware_now(datetime.fromisoformat(example["now"])) if "now" in example else EXAMPLE_NOW
    except ValueError:
        raise PackError(f"{rule.code}: {example['now']!r} is not a date and time") from None
    context = RuleContext(
        document.data,
        kind,
        View(document.data, table, by_id.get),
        now,
        Placeholder(),
        document.problems,
        baked_as=document.baked_as,
        jws=document.jws,
        receiving=_receiving(example.get("receiving", {})),
    )
    context.parameters = {parameter.name: parameter.default for parameter in pack.parameters} | example.get(
        "parameters", {}
    )
    return context


class _AtAddresses:
    """What an example says that stands at addresses."""

    def __init__(self, contents: Mapping[str, Any]) -> None:
        self._contents = contents

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        if address not in self._contents:
            return Missing(address, "is not part of the example")
        content = self._contents[address]
        text = content if isinstance(content, str) else json.dumps(content)
        return Resource(address, text.encode(), None, "the example")


def _receiving(given: Mapping[str, Any]) -> Receiving:
    resources = _AtAddresses(given["at"]) if "at" in given else NOTHING_GIVEN
    recipients, online = tuple(given.get("recipients", ())), given.get("online", False)
    return Receiving(given.get("verify", False), resources, recipients, online)


@cache
def base_names() -> tuple[str, ...]:
    """The base documents that examples may start from."""
    return tuple(sorted(file.stem for file in (data_folder("rules") / "bases").glob("*.json")))


@cache
def _base(name: str) -> Any:
    return json.loads((data_folder("rules") / "bases" / f"{name}.json").read_text(encoding="utf-8"))


def base_document(name: str, where: str) -> Any:
    """A base document by name, not to be changed. Raises PackError naming the known ones."""
    if name not in base_names():
        raise PackError(
            f"{where}: there is no base document {name!r}; the bases are {', '.join(base_names())}"
        )
    return _base(name)


def put(data: Any, pointer: str, value: Any, where: str = "") -> Any:
    """Set the value at a JSON Pointer, making missing objects on the way; ``-`` adds to a list. Gives the whole data.

    Raises PackError for a pointer that is none, or that leads through a single value or past the end of a list.
    """
    tokens = _tokens(pointer, where)
    if not tokens:
        return deepcopy(value)
    target = data
    for position, token in enumerate(tokens):
        if not isinstance(target, dict | list):
            raise PackError(f"{where}: {pointer!r} leads through a single value")
        if position == len(tokens) - 1:
            break
        if isinstance(target, list):
            if token in ("-", str(len(target))):
                target.append({})
                token = str(len(target) - 1)
            target = target[_index(target, token, pointer, where)]
        else:
            if token not in target:
                target[token] = [] if tokens[position + 1] in ("-", "0") else {}
            target = target[token]
    last = tokens[-1]
    if not isinstance(target, list):
        target[last] = deepcopy(value)
    elif last in ("-", str(len(target))):
        target.append(deepcopy(value))
    else:
        target[_index(target, last, pointer, where)] = deepcopy(value)
    return data


def _tokens(pointer: str, where: str) -> tuple[str, ...]:
    try:
        return parse_pointer(pointer)
    except PointerError as error:
        raise PackError(f"{where}: {error}") from None


def _index(items: list[Any], token: str, pointer: str, where: str) -> int:
    if token.isascii() and token.isdigit() and len(token) < 10 and int(token) < len(items):
        return int(token)
    raise PackError(f"{where}: {pointer!r} leads to item {token} of a list of {len(items)}")


def _remove(data: Any, pointer: str, where: str) -> None:
    try:
        path, _ = resolve(data, pointer)
        *way, last = path
    except ValueError:
        raise PackError(f"{where}: there is nothing at {pointer!r} to remove") from None
    del value_at(data, way)[last]
