"""The text that documents were read from; finds places in it when somebody asks, and not before."""

from __future__ import annotations

from trustlint.model.span import LineIndex
from trustlint.source.limits import Limits
from trustlint.source.span_table import SpanTable

_TOKEN_STARTS = ("eyJ", "eyI", "eyA", "ewo", "ew0", "ewk")
"""What a JSON object begins with in base64url: a brace, and a quote, space or line end."""


class SourceText:
    """Text of one file, or of one line of NDJSON, shared by all documents read from it.

    form: ``json``, ``yaml`` or ``toml``; first_line: line of the file that the text starts on; inside: what the text was
    decoded from, as in Span, None where it is that of the file.
    """

    __slots__ = (
        "_index",
        "_may_hold_credentials",
        "_shown",
        "_tables",
        "first_line",
        "form",
        "inside",
        "limits",
        "text",
    )

    def __init__(
        self, text: str, form: str, limits: Limits, first_line: int = 1, inside: str | None = None
    ) -> None:
        self.text = text
        self.form = form
        self.limits = limits
        self.first_line = first_line
        self.inside = inside
        self._index: LineIndex | None = None
        self._may_hold_credentials: bool | None = None
        self._shown: LineIndex | None = None
        self._tables: list[SpanTable] | None = None

    @property
    def may_hold_credentials(self) -> bool:
        """Whether there may be a credential written as text in it; looked for once, as many documents may share a text."""
        if self._may_hold_credentials is None:
            text = self.text
            self._may_hold_credentials = "data:" in text or (
                ("endorsementJwt" in text or "verifiableCredential" in text)
                and any(start in text for start in _TOKEN_STARTS)
            )
        return self._may_hold_credentials

    @property
    def may_hold_private_keys(self) -> bool:
        """Whether there may be a private key in it; False only when that is sure."""
        from trustlint.private_keys import may_hold_private_keys

        return self.form != "json" or may_hold_private_keys(self.text)

    @property
    def index(self) -> LineIndex:
        if self._index is None:
            self._index = LineIndex(self.text, self.first_line, self.inside)
        return self._index

    @property
    def shown(self) -> LineIndex:
        """The text as it may be shown to people: without private keys, with everything else at the same place."""
        if self._shown is None:
            from trustlint.private_keys import without_private_keys

            text = without_private_keys(self.text)
            same = text == self.text
            self._shown = self.index if same else LineIndex(text, self.first_line, self.inside)
        return self._shown

    def table(self, tree: int) -> SpanTable:
        """Places of all values of the ``tree``-th document in the text, from 0; built on first use."""
        if self._tables is None:
            self._tables = self._build()
        return self._tables[tree] if tree < len(self._tables) else {}

    def _build(self) -> list[SpanTable]:
        if self.form == "yaml":
            from trustlint.source.yaml_text import parse_yaml

            return [parsed.table for parsed in parse_yaml(self.text, self.limits, spans=True)]
        if self.form == "toml":
            from trustlint.source.toml_spans import toml_spans

            return [toml_spans(self.text)]
        from trustlint.source.json_spans import parse_with_spans

        return [parse_with_spans(self.text, self.limits, self.first_line).table]
