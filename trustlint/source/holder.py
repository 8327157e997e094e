"""Where a document was taken from, when it is not the text of a file itself: a token, a chunk of an image, an archive."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.model.pointer import Path
from trustlint.source.document import Document
from trustlint.source.jws import CompactJws
from trustlint.source.limits import Limits
from trustlint.source.problem import Problem
from trustlint.source.source_text import SourceText

MOST_LAYERS = 8
"""Containers inside each other."""


class Holder(NamedTuple):
    """What holds a document.

    path, explicit, sha256, origin, baked_as: as in Document; layers: in words, from the inside out (``the JWT``, ``the iTXt
    chunk``, ``badges/one.png``), each with its article or as a name.
    """

    path: str
    explicit: bool
    sha256: str | None
    origin: tuple[str, ...]
    limits: Limits
    layers: tuple[str, ...] = ()
    baked_as: str | None = None

    def within(self, layer: str, *origin: str) -> Holder:
        """The holder one layer further inside."""
        return self._replace(layers=(layer, *self.layers), origin=(*self.origin, *origin))

    @property
    def part(self) -> str | None:
        """Name of the part of the file: ``JWT of the iTXt chunk``."""
        return " of ".join(self.layers).removeprefix("the ") if self.layers else None

    def inside(self, word: str = "credential") -> str | None:
        """What lines and columns of the held text are those of: ``the credential inside the JWT of the iTXt chunk``."""
        if not self.layers:
            return None
        where = " of ".join(self.layers)
        return f"the {word} inside {where}" if where.startswith("the ") else where

    def document(
        self,
        data: Any,
        text: str | None,
        *,
        problems: tuple[Problem, ...] = (),
        usable: bool = True,
        base: Path = (),
        form: str = "json",
        word: str = "credential",
        jws: CompactJws | None = None,
    ) -> Document:
        """A document with this holder; ``text``: what the data was read from, None when there is none."""
        inside = self.inside(word)
        return Document(
            data,
            self.path,
            part=self.part,
            base=base,
            sha256=self.sha256,
            origin=(*self.origin, form) if text is not None else self.origin,
            problems=problems,
            usable=usable,
            explicit=self.explicit,
            text=SourceText(text, form, self.limits, inside=inside) if text is not None else None,
            layers=self.layers,
            jws=jws,
            baked_as=self.baked_as,
        )

    def failed(self, *problems: Problem) -> Document:
        """Stands for a document that could not be taken out."""
        return self.document(None, None, problems=problems, usable=False)


def placed(problems: tuple[Problem, ...], inside: str | None) -> tuple[Problem, ...]:
    """Problems found in a held text, with places that say so."""
    return tuple(
        problem._replace(
            span=problem.span and problem.span._replace(inside=inside),
            related=tuple(span._replace(inside=inside) for span in problem.related),
        )
        for problem in problems
    )
