"""The documentation as a site: `python -m sphinx -W -c docs . build/site`. Nothing is fetched, and nothing refers to another host."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from trustlint.version import __version__

project = "trustlint"
author = "the trustlint authors"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
# The project is the source, so that pages keep the links that they have in the repository.
include_patterns = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/**.md", "fixtures/**README.md"]
exclude_patterns = ["**/.*", ".*", "build", "dist", "trustlint", "tests", "rules", "schemas", "docs/examples"]
root_doc = "docs/index"
source_suffix = {".md": "markdown"}

myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block"]

html_theme = "furo"
html_title = f"trustlint {__version__}"
html_extra_path = ["site"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "tango"
pygments_dark_style = "monokai"
_SIDEBAR = {
    "Begin": ["Overview <../README>", "start-designer", "start-engineer", "start-quality-body", "compared"],
    "Check": [
        "command-line",
        "configuration",
        "report",
        "html-report",
        "review",
        "containers",
        "online",
        "python",
    ],
    "In pipelines": ["init", "ci", "baseline"],
    "Make and mend": ["new", "fix", "upgrade", "compare", "share"],
    "Frameworks": [
        "frameworks",
        "trusted-credential",
        "trusted-microcredential",
        "eu-micro-credential",
        "ctdl",
        "writing",
    ],
    "Your own": ["your-own-rubric", "packs", "plugins"],
    "Look up": [
        "reference/index",
        "reference/coverage",
        "reference/checks",
        "reference/fields",
        "reference/fixes",
        "json-ld",
    ],
    "The project": ["architecture", "performance", "../CHANGELOG", "../CONTRIBUTING", "../fixtures/README"],
}
_REACHED_BY_LINKS = (
    "docs/reference/rules/",
    "docs/reference/criteria/",
    "docs/reference/packs/",
    "fixtures/broken/",
    "fixtures/plugin/",
)
"""A sidebar with every rule on every page would be most of the site."""


def _place(app: Sphinx, name: str, source: list[str]) -> None:
    """Give the first page the table of contents, which would be noise where the page is read as it is."""
    if name == root_doc:
        trees = [
            "\n".join(["```{toctree}", ":hidden:", f":caption: {caption}", "", *pages, "```"])
            for caption, pages in _SIDEBAR.items()
        ]
        source[0] = "\n\n".join([source[0], *trees, ""])
    elif name.startswith(_REACHED_BY_LINKS):
        source[0] = f"---\norphan: true\n---\n\n{source[0]}"


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", _place)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
