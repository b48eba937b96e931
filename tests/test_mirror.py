"""Tests mirror the modules: whoever opens `ownership/x/y.py` finds its tests in `tests/x/test_y.py`."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ownership"
TESTS = ROOT / "tests"

# Folders that test the whole from one side, and files at the top, mirror nothing.
ASIDE = {"property", "contract", "e2e", "acceptance"}


def is_only_data(path: Path) -> bool:
    """A module without a function or a class has nothing to run."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return not any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in nodes)


def test_every_module_has_its_tests() -> None:
    missing = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name.startswith("_") or is_only_data(path):
            continue
        # A module is called `list_` only because `list` is taken in Python.
        mirror = TESTS / path.relative_to(PACKAGE).with_name(f"test_{path.stem.rstrip('_')}.py")
        if not mirror.is_file():
            missing.append(mirror.relative_to(ROOT).as_posix())
    assert missing == []


def test_every_test_file_has_its_module() -> None:
    stray = []
    for path in sorted(TESTS.rglob("test_*.py")):
        inside = path.relative_to(TESTS)
        if len(inside.parts) == 1 or not ASIDE.isdisjoint(inside.parts):
            continue
        name = inside.name.removeprefix("test_")
        folder = PACKAGE / inside.parent
        # One about `_rule.py` may leave the underscore out; one about a whole folder is called after it.
        mirrored = any((folder / known).is_file() for known in (name, f"_{name}", name.replace(".", "_.")))
        mirrored |= (folder / name.removesuffix(".py")).is_dir() or inside.stem == f"test_{folder.name}"
        mirrored |= (folder / name).with_suffix(".js").is_file()  # a script of the page
        if not mirrored:
            stray.append(str(path.relative_to(ROOT)))
    assert stray == []
