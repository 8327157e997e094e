"""Where objects of each class stand, per model: the class tables of ``classes.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from trustlint.data_files import load_yaml_data

CLASSES_FILE = Path(__file__).with_name("classes.yaml")


@cache
def class_tables() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Model to class to member to the class of its value, or of each item of it."""
    data: dict[str, dict[str, dict[str, str]]] = load_yaml_data(CLASSES_FILE)
    return data
