"""Where the files of attestations and waivers are: in the folder of the checked document, or the nearest one above it."""

from __future__ import annotations

from pathlib import Path

ATTESTATIONS = "trustlint-attestations.yaml"
WAIVERS = "trustlint-waivers.yaml"

_PROJECT_MARK = ".git"


def nearest(folder: Path, name: str) -> Path | None:
    """The file ``name`` in a folder, or in the nearest one above it that has it, up to the top of a git work tree.

    Nearer files are not joined with farther ones: what holds for a document is in one place.
    """
    for place in (folder, *folder.parents):
        file = place / name
        if file.is_file():
            return file
        if (place / _PROJECT_MARK).exists():
            return None
    return None
