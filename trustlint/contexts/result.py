"""What a walk through a document finds: terms that its contexts do not define, and what kept us from knowing."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.model.pointer import Path

PROPERTY = "property"
TYPE = "type"


class UndefinedTerm(NamedTuple):
    """A member name or a type that no context in force defines, so that JSON-LD drops it.

    path: of the member, or of the type value; what: ``property`` or ``type``; suggestion: a term in scope that looks
    like it; within: terms in scope (mostly types) inside whose objects it would be defined: the object lacks such a
    type, or the member sits in the wrong object; defined_by: URLs of bundled contexts that would define it there, the
    likeliest first; because: path of the undefined type of the same object whose correction would define it too.
    """

    path: Path
    term: str
    what: str
    suggestion: str | None = None
    within: tuple[str, ...] = ()
    defined_by: tuple[str, ...] = ()
    because: Path | None = None


class ContextError(NamedTuple):
    """What a JSON-LD processor refuses the whole document for.

    path: of the context, or of the value; code: the error code of JSON-LD 1.1 (``protected term redefinition``);
    term: the term or member that it is about, empty when there is none; message: one sentence for people.
    """

    path: Path
    code: str
    term: str
    message: str


class LateTerm(NamedTuple):
    """A term that its context defines only since it was revised in place: processors with an older copy drop it.

    path: of the member; url: of the context.
    """

    path: Path
    term: str
    url: str


class WalkResult(NamedTuple):
    """Everything a walk found, in document order.

    undefined: terms that are dropped for certain; undecided: terms that only a context which is not bundled may define;
    unknown_contexts: those contexts, as (path, URL); errors: what makes the document no JSON-LD, objects below such a
    place are not judged; late: see LateTerm; without_context: the outermost object declares no ``@context``, so
    everything in it is undefined.
    """

    undefined: tuple[UndefinedTerm, ...] = ()
    undecided: tuple[UndefinedTerm, ...] = ()
    unknown_contexts: tuple[tuple[Path, str], ...] = ()
    errors: tuple[ContextError, ...] = ()
    late: tuple[LateTerm, ...] = ()
    without_context: bool = False

    @property
    def certain(self) -> bool:
        """Whether every term was decided: no context unknown, no error."""
        return not (self.unknown_contexts or self.errors)
