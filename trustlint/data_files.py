"""Where the data folders ``rules`` and ``schemas`` are: inside the wheel, or beside pyproject.toml in an editable install."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Folder of the data called ``name`` (``rules`` or ``schemas``).

    Raises FileNotFoundError when the installation holds neither copy.
    """
    for folder in (_HERE / "_data" / name, _HERE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the {name} folder of trustlint is missing from this installation")
