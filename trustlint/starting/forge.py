"""Which pipeline a repository uses, as far as its files and the addresses of its remotes tell."""

from __future__ import annotations

import re
from pathlib import Path

GITHUB, GITLAB, SCRIPT = "github", "gitlab", "script"
PIPELINES = (GITHUB, GITLAB, SCRIPT)

_URL = re.compile(r"^\s*url\s*=\s*(\S+)", re.MULTILINE)
_FILES = {GITHUB: (".github",), GITLAB: (".gitlab-ci.yml", ".gitlab")}


def top_of(folder: Path) -> Path:
    """The top of the git work tree that a folder is in; the folder itself where it is in none."""
    place = folder.resolve()
    return next((above for above in (place, *place.parents) if (above / ".git").exists()), place)


def pipelines_of(top: Path) -> tuple[str, ...]:
    """The pipelines in use: by their files, else by the remotes of git, else a script for any other one."""
    found = tuple(name for name, files in _FILES.items() if any((top / file).exists() for file in files))
    if not found:
        hosts = " ".join(_host(url) for url in _remotes(top))
        found = tuple(name for name in (GITHUB, GITLAB) if name in hosts)
    return found or (SCRIPT,)


def _remotes(top: Path) -> list[str]:
    try:
        return _URL.findall((_git_folder(top) / "config").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return []


def _git_folder(top: Path) -> Path:
    """Where git keeps the configuration: of a work tree beside others, that of the repository."""
    mark = top / ".git"
    if mark.is_dir():
        return mark
    folder = top / mark.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
    common = folder / "commondir"
    return folder / common.read_text(encoding="utf-8").strip() if common.is_file() else folder


def _host(url: str) -> str:
    """The host of ``https://host/path`` or ``user@host:path``."""
    return re.sub(r"^[a-z+]+://", "", url).split("/")[0].rpartition("@")[2].split(":")[0].lower()
