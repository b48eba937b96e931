"""The drawing library that a page carries: vis-network as the installed pyvis has it, if it is one that is known."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: SHA-256 of vis-network with LF line ends and without its source map -> its version.
KNOWN = {
    "5ae42dfb3ea3fc7bcc4a71817d77c23fd3b52ed86382f0c887fbedda214a9585": "9.1.2",
}


class Engine(NamedTuple):
    """The library as text, its version, and why there is none."""

    text: str = ""
    version: str = ""
    problem: str = ""


@cache
def engine() -> Engine:
    """Return vis-network with its licence; without it a page is drawn as a picture, and `problem` says why.

    Examples
    --------
    >>> "@license" in engine().text[:1000], engine().problem
    (True, '')
    """
    try:
        folders = [f for f in files("pyvis").joinpath("templates", "lib").iterdir() if f.name.startswith("vis-")]
        versions = sorted(folders, key=lambda f: [int(n) for n in f.name[4:].split(".") if n.isdigit()])
        text = versions[-1].joinpath("vis-network.min.js").read_text(encoding="utf-8")
    except (ImportError, OSError, IndexError, UnicodeDecodeError):
        return Engine(problem="vis-network was not found: it comes with pyvis (pip install pyvis==0.3.2)")
    # A browser hashes what it parsed, and it parses LF; the source map is not here and would be looked for.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))
    found = hashlib.sha256(kept.encode()).hexdigest()
    if found not in KNOWN:
        return Engine(problem=f"the vis-network of the installed pyvis is not one that is known here ({found[:12]})")
    return Engine(kept, KNOWN[found])


def licence(text: str) -> str:
    """Return the licence notice at the head of a library.

    Examples
    --------
    >>> licence("/* MIT */code")
    '/* MIT */'
    """
    end = text.find("*/", 0, 5000)
    return text[: end + 2] if text.lstrip().startswith("/*") and end > 0 else ""
