"""Where objects of each class stand, per model: the class tables of ``classes.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from trustlint.data_files import load_yaml_data

CLASSES_FILE = Path(__file__).with_name("classes.yaml")


@cache
def class_tables() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Model to class to member to the class of its value, or of each item of it."""
    data: dict[str, dict[str, Any]] = load_yaml_data(CLASSES_FILE)
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for model, classes in data.items():
        own = {name: members for name, members in classes.items() if name != "like"}
        tables[model] = {**tables[classes["like"]], **own} if "like" in classes else own
    return tables
