"""Imports go downwards only, families keep apart, and starting up is cheap."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ownership"

# Bottom first. A module may import what stands in a line below its own, or before it in its own line.
# A name covers everything inside it unless a longer name says otherwise.
LAYERS = (
    ("errors", "discover", "dates", "files", "countries", "identifiers", "inputs"),
    ("keys", "texts", "shares_text", "spelling", "tables"),
    ("records", "findings", "joint", "carried", "meeting", "naming", "settle"),
    ("graph", "names", "around", "readers"),
    ("algorithms",),
    (
        "rules",
        "rules.laws",
        "rules.reaching",
        "rules.flags",
        "rules.screening",
        "rules.explaining",
        "rules.deciding",
        "rules.changes",
        "rules.__init__",
    ),
    (
        "checking",
        "exporters",
        "page.model",
        "page.assets",
        "page.labels",
        "page.lettering",
        "page.style",
        "page.languages",
        "page.placed",
        "page.drawn",
        "page.said",
        "page.carried",
        "page.app",
        "page.network",
        "page.notebook",
        "page",
    ),
    ("io", "examples", "verifying"),
    ("schemas",),
    ("counting",),
    ("schemas._words", "schemas._nested", "schemas._explained", "schemas._make"),
    ("cli",),
    ("examples.demo", "__main__", "__init__"),
)
RANK = {name: (row, place) for row, line in enumerate(LAYERS) for place, name in enumerate(line)}
FAMILIES = ("readers", "rules.laws", "exporters", "cli")
HEAVY = {
    "pandas", "numpy", "networkx", "pyvis", "scipy", "jinja2", "IPython", "pyarrow", "lxml", "orjson", "ijson",
    "python_calamine", "xlsxwriter",
}  # fmt: skip


def module_name(path: Path) -> str:
    """Dotted name inside the package: `algorithms.shares`, `rules.__init__`."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def unit(name: str) -> str:
    """The longest name in LAYERS that covers a module."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in RANK:
            return ".".join(parts[:length])
    raise AssertionError(f"ownership.{name} has no layer: give it one in {Path(__file__).name}")


def is_module(dotted: str) -> bool:
    path = PACKAGE.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def package_or_module(dotted: str) -> str:
    is_package = (PACKAGE.joinpath(*dotted.split(".")) / "__init__.py").is_file()
    return f"{dotted}.__init__" if is_package else dotted


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import in a file, inside functions and under TYPE_CHECKING too, as (line, full dotted name)."""
    here = ["ownership", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def inner_imports(path: Path) -> Iterator[tuple[int, str]]:
    """The imports of the package itself, as the module inside it that they reach; the version is free."""
    for line, name in imports(path):
        if name.split(".")[0] != "ownership" or name == "ownership.__version__":
            continue
        parts = name.split(".")[1:]
        while parts and not is_module(".".join(parts)):
            parts.pop()
        yield line, package_or_module(".".join(parts)) if parts else "__init__"


MODULES = sorted(PACKAGE.rglob("*.py"))
IDS = [module_name(path) for path in MODULES]
each_module = pytest.mark.parametrize("path", MODULES, ids=IDS)


@each_module
def test_imports_go_downwards_only(path: Path) -> None:
    mine = unit(module_name(path))
    upwards = [
        f"line {line}: {mine} imports {target}"
        for line, target in inner_imports(path)
        if unit(target) != mine and RANK[unit(target)] >= RANK[mine]
    ]
    assert upwards == []


MEMBERS = sorted(path for family in FAMILIES for path in PACKAGE.joinpath(*family.split(".")).glob("[!_]*.py"))


@pytest.mark.parametrize("path", MEMBERS, ids=module_name)
def test_members_of_a_family_never_import_each_other(path: Path) -> None:
    family, _, member = module_name(path).rpartition(".")
    siblings = [
        f"line {line}: {member} imports {target}"
        for line, target in inner_imports(path)
        if target.startswith(f"{family}.") and not target.removeprefix(f"{family}.").startswith("_")
    ]
    assert siblings == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules" / "laws").glob("[!_]*.py")), ids=lambda path: path.stem)
def test_rules_never_see_the_graph(path: Path) -> None:
    seen = {name for _, name in inner_imports(path)} & {"graph", "io"}
    assert not seen
    assert "networkx" not in {name.split(".")[0] for _, name in imports(path)}


@pytest.mark.parametrize("path", sorted((PACKAGE / "readers").glob("*.py")), ids=lambda path: path.stem)
def test_readers_never_see_a_graph(path: Path) -> None:
    assert "graph" not in {name for _, name in inner_imports(path)}
    assert "networkx" not in {name.split(".")[0] for _, name in imports(path)}


@pytest.mark.parametrize("path", sorted((PACKAGE / "page").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_never_computes_a_rule(path: Path) -> None:
    assert not [name for _, name in inner_imports(path) if unit(name) == "rules"]


@pytest.mark.parametrize("name", ["ownership", "ownership.cli"])
def test_importing_is_cheap(name: str) -> None:
    code = f"import {name}, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {module.split(".")[0] for module in run.stdout.split()}
    assert not loaded & HEAVY


def test_every_library_imported_is_declared() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)["project"]["dependencies"]
    known = {requirement.split(">")[0].strip().replace("-", "_") for requirement in declared}
    used = {name.split(".")[0] for path in MODULES for _, name in imports(path)}
    used -= {*sys.stdlib_module_names, "ownership", "rich"}  # rich comes with typer
    assert used == known


def test_every_layer_exists() -> None:
    missing = [name for name in RANK if importlib.util.find_spec(f"ownership.{name}") is None]
    assert missing == []
