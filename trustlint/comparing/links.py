"""Links within a document: a value that is the id of another object of it, as a result names its description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustlint.comparing.matching import settings
from trustlint.model.comparison import Links, Side
from trustlint.model.pointer import Path, to_pointer

_IDS = ("id", "@id")


def compare_links(before: Any, after: Any, renamed: Mapping[str, str]) -> Links:
    """Whether what led to an object still does. renamed: texts that were altered, to what they are now.

    A value that is gone is no link any more, and told as lost; here it is told when it is there and leads nowhere.
    """
    old_ids, old_links = _ids_and_links(before)
    new_ids, new_links = _ids_and_links(after)
    kept, broken = 0, []
    for target in old_links:
        if target not in old_ids:
            continue
        now = renamed.get(target, target)
        for candidate in dict.fromkeys((now, target)):
            if candidate in new_links:
                if candidate in new_ids:
                    kept += 1
                else:
                    place = new_links[candidate]
                    broken.append(Side(to_pointer(place), candidate[:200]))
                break
    return Links(kept, tuple(broken))


def _ids_and_links(data: Any) -> tuple[set[str], dict[str, Path]]:
    """The ids of all objects, and every other text with the first place that it is at."""
    ids: set[str] = set()
    texts: dict[str, Path] = {}
    left_out = settings()["no_links"]
    waiting: list[tuple[Any, Path]] = [(data, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, dict):
            for name, child in value.items():
                if name in left_out:
                    continue
                if name in _IDS and isinstance(child, str):
                    ids.add(child)
                else:
                    waiting.append((child, (*path, name)))
        elif isinstance(value, list):
            waiting.extend((child, (*path, index)) for index, child in enumerate(value))
        elif isinstance(value, str):
            texts.setdefault(value, path)
    return ids, texts
