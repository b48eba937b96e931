"""A family is a folder: every module in it that does not start with an underscore is a member."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


def family(package: str) -> dict[str, ModuleType]:
    """Import the members of a package and return them by file name, sorted.

    Examples
    --------
    >>> "csv" in family("ownership.exporters")
    True
    """
    return {name: importlib.import_module(f"{package}.{name}") for name in _members(package)}


@cache
def _members(package: str) -> tuple[str, ...]:
    """Look into the folder once: an archive may hold thousands of files, each of which is shown to every reader."""
    parent = importlib.import_module(package)
    return tuple(sorted(m.name for m in pkgutil.iter_modules(parent.__path__) if not m.name.startswith("_")))
