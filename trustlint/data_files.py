"""Where the data folders ``rules`` and ``schemas`` are, and reading YAML data that is shipped compiled.

YAML is for people and slow to parse, so every shipped YAML file has a compiled JSON sibling that names the digest of
its source. A sibling that does not fit its source is ignored, so an edited file is never shadowed by an old one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Folder of the data called ``name`` (``rules`` or ``schemas``).

    Raises FileNotFoundError when the installation holds neither copy.
    """
    for folder in (_HERE / "_data" / name, _HERE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the {name} folder of trustlint is missing from this installation")


def digest_of(files: Sequence[Path]) -> str:
    """``sha256:…`` over the names and bytes of the files, in the given order."""
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return "sha256:" + digest.hexdigest()


def digest_of_all(digests: Sequence[str]) -> str:
    """``sha256:…`` over several such digests, in the given order."""
    return "sha256:" + hashlib.sha256("\0".join(digests).encode()).hexdigest()


def compiled_beside(source: Path) -> Path:
    """Where the compiled form of a YAML file, or of a folder of them, is kept: ``fields.yaml`` → ``fields.compiled.json``."""
    return source.with_name(f"{source.stem}.compiled.json")


def read_compiled(source: Path, digest: str) -> Any | None:
    """The compiled form of ``source`` if there is one that was made of exactly these bytes, else None."""
    try:
        content = json.loads(compiled_beside(source).read_bytes())
    except (OSError, ValueError):
        return None
    return content["data"] if content.get("digest") == digest else None


def compiled_text(digest: str, data: Any) -> str:
    """The text of a compiled form (``python -m trustlint.maintenance`` writes it)."""
    return json.dumps({"digest": digest, "data": data}, ensure_ascii=False, separators=(",", ":")) + "\n"


def load_yaml_data(source: Path) -> Any:
    """Data of one shipped YAML file, from its compiled form when that is up to date."""
    data = read_compiled(source, digest_of([source]))
    return parse_yaml(source) if data is None else data


def parse_yaml(source: Path) -> Any:
    """Data of one of our own YAML files. Not for credentials: see trustlint.source."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(source.read_bytes(), Loader=loader)  # noqa: S506 - a safe loader either way
