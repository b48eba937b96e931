"""A family is a folder: every module in it that does not start with an underscore is a member."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def family(package: str) -> dict[str, ModuleType]:
    """Import the members of a package and return them by file name, sorted.

    Examples
    --------
    >>> "csv" in family("ownership.exporters")
    True
    """
    parent = importlib.import_module(package)
    names = sorted(m.name for m in pkgutil.iter_modules(parent.__path__) if not m.name.startswith("_"))
    return {name: importlib.import_module(f"{package}.{name}") for name in names}
