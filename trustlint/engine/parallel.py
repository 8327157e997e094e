"""The same checks in several processes. Order and results are those of one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.engine.sessions import Sessions
from trustlint.model.report import DocumentResult
from trustlint.source.read import Input

CHUNK = 32
WAITING = 4
"""Chunks in the queue per process, so that memory stays flat."""

_sessions: Sessions | None = None


def check_in_processes(
    inputs: Sequence[Input], options: CheckOptions, links: LinkIndex, jobs: int
) -> Iterator[DocumentResult | None]:
    """Results in the order of the inputs; None for what was skipped."""
    chunks = (list(inputs[start : start + CHUNK]) for start in range(0, len(inputs), CHUNK))
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(options, links)) as pool:
        waiting: list[Future[list[DocumentResult | None]]] = [
            pool.submit(_check_chunk, chunk) for chunk in islice(chunks, jobs * WAITING)
        ]
        while waiting:
            yield from waiting.pop(0).result()
            waiting.extend(pool.submit(_check_chunk, chunk) for chunk in islice(chunks, 1))


def _start(options: CheckOptions, links: LinkIndex) -> None:
    global _sessions
    _sessions = Sessions(Session(options, links))


def _check_chunk(inputs: list[Input]) -> list[DocumentResult | None]:
    if _sessions is None:
        raise AssertionError("a worker process was used before it was started")
    return [result for source in inputs for result in _sessions.session_for(source).check_input(source)]
