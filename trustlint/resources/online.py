"""Resources from the network: asked for once in a run, and not asked of hosts that do not answer."""

from __future__ import annotations

from collections import Counter
from typing import Any, Protocol

from trustlint.model.resource import Missing, Resource, Wanted
from trustlint.resources.address import RefusedAddress, WebAddress, parse_address
from trustlint.resources.answer import Answer, present
from trustlint.resources.fetch import Fetch
from trustlint.resources.limits import Form, form_for

MOST_FAILURES = 2
"""Of a host that cannot be reached, before it is left alone for the rest of the run."""
MOST_REMEMBERED = 64 * 1024 * 1024
"""Bytes of answers that a run keeps at hand; older ones are let go, and asked for again if need be."""


class Kept(Protocol):
    """Answers of earlier runs."""

    def fresh(self, address: str, form: Form, wanted: Wanted) -> Answer | None:
        """An answer that may be used without asking."""

    def stale(self, address: str, form: Form) -> Answer | None:
        """An answer that may still hold, if its server says so."""

    def keep(self, answer: Answer) -> None:
        """Keep an answer for later, as far as that is allowed. Raises nothing."""


class Answers(Protocol):
    """Where answers come from: the network, or a recording."""

    found_in: str

    def answer(self, web: WebAddress, wanted: Wanted) -> Answer:
        """The answer of an address. Raises nothing."""


class Asked:
    """Resources from answers. See ``Resources``."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        """See ``Resources.get``."""
        try:
            web = parse_address(address)
        except RefusedAddress as refused:
            return Missing(address, str(refused))
        return self._answers.answer(web, wanted).told(address, self._answers.found_in)


class Online:
    """Answers from the network."""

    found_in = "the network"

    def __init__(self, fetch: Fetch | None = None, kept: Kept | None = None) -> None:
        self._fetch = Fetch() if fetch is None else fetch
        self._kept = kept
        self._start()

    def _start(self) -> None:
        self._remembered: dict[tuple[str, str], Answer] = {}
        self._bytes = 0
        self._failures: Counter[str] = Counter()

    def answer(self, web: WebAddress, wanted: Wanted) -> Answer:
        """The answer of an address: of this run, kept from an earlier one, or asked for now. Raises nothing."""
        form = form_for(wanted)
        key = (str(web), form.name)
        found = self._remembered.get(key)
        if found is None:
            found = self._found(web, form, wanted)
            self._remember(key, found)
        return found

    def _found(self, web: WebAddress, form: Form, wanted: Wanted) -> Answer:
        kept = self._kept.fresh(str(web), form, wanted) if self._kept else None
        if kept is not None:
            return kept
        if self._failures[web.host] >= MOST_FAILURES:
            reason = (
                f"was not fetched, as {web.host} could not be reached before in this run; try again later"
            )
            return Answer(str(web), form.name, present(), reason=reason, keep=False)
        answer = self._fetch.answer(web, form, self._kept.stale(str(web), form) if self._kept else None)
        if answer.content is None and answer.is_unreachable:
            self._failures[web.host] += 1
        elif self._kept:
            self._kept.keep(answer)
        return answer

    def _remember(self, key: tuple[str, str], answer: Answer) -> None:
        self._remembered[key] = answer
        self._bytes += len(answer.content or b"")
        while self._bytes > MOST_REMEMBERED:
            oldest = next(key for key, held in self._remembered.items() if held.content)
            self._bytes -= len(self._remembered.pop(oldest).content or b"")

    def __getstate__(self) -> dict[str, Any]:
        return {"_fetch": self._fetch, "_kept": self._kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._start()
