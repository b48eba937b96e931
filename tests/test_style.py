"""House rules that no linter knows: size, documentation of what is public, nothing from a machine."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "ownership").rglob("*.py"))
IDS = [path.relative_to(ROOT / "ownership").as_posix() for path in MODULES]
each_module = pytest.mark.parametrize("path", MODULES, ids=IDS)

# Written in pieces, so that this file does not find itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org"]
OWN_FOLDER = r"(?:^|(?<=[\s\"'`(=:<>]))(?:file://)?/(?:work|root|home|Users|opt)/"
MACHINE = re.compile("|".join([OWN_FOLDER, *map(re.escape, HOSTS)]))
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def project_files() -> list[Path]:
    """Every file that is in the repository or would be with `git add`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if run.returncode:
        pytest.skip("not a git checkout")
    return [path for name in run.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def public_functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Public functions of a module and public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, FUNCTION) and not node.name.startswith("_"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                if isinstance(inner, FUNCTION) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def unannotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    every = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    every += [extra for extra in (function.args.vararg, function.args.kwarg) if extra]
    names = [arg.arg for arg in every if arg.annotation is None and arg.arg not in {"self", "cls"}]
    return names + (["return"] if function.returns is None else [])


@each_module
def test_a_module_says_first_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "no docstring"
    assert docstring.splitlines()[0].endswith((".", "?", ":", ";"))


@each_module
def test_a_module_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_most_modules_are_very_small() -> None:
    assert median(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES) < 150


@each_module
def test_public_functions_are_annotated_and_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = [name for name, function in public_functions(tree) if not ast.get_docstring(function)]
    untyped = {name: gaps for name, function in public_functions(tree) if (gaps := unannotated(function))}
    assert bare == []
    assert untyped == {}


def test_nothing_comes_from_a_machine() -> None:
    found = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if hit := MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {hit.group()}")
    assert found == []


def test_nothing_is_left_to_do() -> None:
    marker = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X{3})\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in project_files()
        if path.suffix in {".py", ".md", ".toml", ".js", ".css", ".html"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marker.search(line)
    ]
    assert found == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", pin)] == []
