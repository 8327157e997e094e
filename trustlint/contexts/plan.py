"""What becomes of a member of an object, decided once for a name in a context."""

from __future__ import annotations

from trustlint.contexts.active import ActiveContext

# How the value of a member is treated.
DROP = "drop"
"""Nothing defines the member."""
ID = "id"
TYPE = "type"
TEXT = "text"
"""A keyword whose value is a text: ``@index``, ``@language``, ``@direction``."""
VALUE = "value"
GRAPH = "graph"
INCLUDED = "included"
ITEMS = "items"
"""``@list`` and ``@set``: the values belong to the property around them."""
NEST = "nest"
REVERSE = "reverse"
SKIP = "skip"
"""``@context``, and JSON literals: nothing in the value is a term."""
LANGUAGE_MAP = "language map"
MAP = "map"
"""An object whose member names are indexes or ids, and whose values are the values of the property."""
TYPE_MAP = "type map"
PLAIN = "plain"
"""A property that needs a look all the same: reversed, or defined only by a late revision."""

ACTIONS = {
    "@context": SKIP,
    "@direction": TEXT,
    "@graph": GRAPH,
    "@id": ID,
    "@included": INCLUDED,
    "@index": TEXT,
    "@language": TEXT,
    "@list": ITEMS,
    "@nest": NEST,
    "@reverse": REVERSE,
    "@set": ITEMS,
    "@type": TYPE,
    "@value": VALUE,
}
"""Keyword → how its value is treated."""


class Plan:
    """What to do with a member that is no ordinary property.

    inner: the context for its values; keyword: what the name stands for, when that is a keyword; late: URL of the
    context that got the term by a revision in place; reverse: the property is reversed; coerced: texts are links;
    by_id: values are kept by an id or a property, so they must be objects.
    """

    __slots__ = ("action", "by_id", "coerced", "inner", "keyword", "late", "reverse")

    def __init__(
        self,
        action: str,
        inner: ActiveContext,
        *,
        keyword: str = "",
        late: str | None = None,
        reverse: bool = False,
        coerced: bool = False,
        by_id: bool = False,
    ) -> None:
        self.action = action
        self.inner = inner
        self.keyword = keyword
        self.late = late
        self.reverse = reverse
        self.coerced = coerced
        self.by_id = by_id
