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
pygments_style = "tango"
pygments_dark_style = "monokai"
# A sidebar with every rule on every page would be most of the site.
_REACHED_BY_LINKS = ("docs/reference/rules/", "docs/reference/criteria/")


def _leave_out_of_the_sidebar(app: Sphinx, name: str, source: list[str]) -> None:
    if name.startswith(_REACHED_BY_LINKS):
        source[0] = f"---\norphan: true\n---\n\n{source[0]}"


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", _leave_out_of_the_sidebar)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
