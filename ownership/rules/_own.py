"""A rule of your own: a TOML file with the fields of a rule, or a Python file that defines RULE.

A Python file is executed: name only files that you trust. Whatever is wrong in a file is said in one line: the file,
the line, the key, what is wrong, and what can stand there.
"""

from __future__ import annotations

import stat
import sys
import tomllib
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from ownership.errors import DataError, NotFound, OwnershipError, UsageError
from ownership.rules._own_lines import Lines
from ownership.rules._own_values import rule_of
from ownership.rules._rule import Rule

#: A rule is a page of text; larger files are not read.
MOST_BYTES = 1_000_000


def is_file(rule: object) -> bool:
    """Whether a rule is named by its file: a path, or a text that ends like one.

    Examples
    --------
    >>> is_file("house.toml"), is_file("us-ofac-50"), is_file("rules/house")
    (True, False, True)
    """
    if isinstance(rule, Path):
        return True
    return isinstance(rule, str) and (rule.lower().endswith((".toml", ".py")) or "/" in rule or "\\" in rule)


def own_rule(path: str | Path) -> Rule:
    """Return the rule in a TOML or Python file; a Python file is executed.

    Raises
    ------
    NotFound
        When there is no such file.
    DataError
        When the file cannot be read: no text, too large, a folder.
    UsageError
        When what stands in it is no rule; the text names the line and the key.

    Examples
    --------
    >>> import tempfile
    >>> text = 'id = "house"\\ntitle = "House rule"\\nlists = ["us-sdn"]\\nthreshold = 25\\nstrict = true\\n'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "house.toml"
    ...     _ = file.write_text(text, encoding="utf-8")
    ...     own_rule(file).conditions[0].line
    'more than 25 %'
    """
    file = Path(path)
    ending = file.suffix.lower()
    if ending not in (".toml", ".py"):
        raise UsageError(f"{path}: a rule of your own is a .toml or a .py file; a template: ownership list template")
    text = _text(file)
    return _from_toml(file, text) if ending == ".toml" else _from_python(file, text)


def _text(file: Path) -> str:
    """Return the text of a file that is small and is text."""
    try:
        known = file.stat()
    except FileNotFoundError:
        raise NotFound(f"{file}: there is no such file") from None
    except (OSError, ValueError) as problem:
        raise DataError(
            f"{str(file)[:100]!r} cannot be read: {getattr(problem, 'strerror', None) or problem}"
        ) from None
    if not stat.S_ISREG(known.st_mode):
        raise DataError(f"{file}: a rule is a file, and this is none")
    if known.st_size > MOST_BYTES:
        raise DataError(f"{file}: {known.st_size:,} bytes are too many for a rule; at most {MOST_BYTES:,}")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise DataError(f"{file} cannot be read: {problem.strerror or problem}") from None
    except UnicodeDecodeError as problem:
        raise DataError(f"{file}: byte {problem.start} is not UTF-8 text; save the file as UTF-8") from None
    if "\0" in text:
        raise DataError(f"{file}: this is no text file: it has a zero byte at {text.index(chr(0))}")
    return text


def _from_toml(file: Path, text: str) -> Rule:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(f"{file}: this is not TOML: {problem}") from None
    except RecursionError:
        raise UsageError(f"{file}: this is not a rule: brackets inside brackets without end") from None
    return rule_of(data, str(file), Lines(text))


def _from_python(file: Path, text: str) -> Rule:
    """Execute a Python file, and return its RULE."""
    module = ModuleType("_rule_of_your_own")
    module.__file__ = str(file)
    before = sys.modules.get(module.__name__)
    sys.modules[module.__name__] = module  # dataclasses look for the module they stand in
    try:
        exec(compile(text, str(file), "exec"), module.__dict__)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        raise UsageError(_where(problem, file)) from None
    finally:
        sys.modules.pop(module.__name__, None)
        if before is not None:
            sys.modules[module.__name__] = before
    rule: Any = module.__dict__.get("RULE")
    if not isinstance(rule, Rule):
        what = "defines no RULE" if rule is None else f"defines RULE as a {type(rule).__name__}"
        raise UsageError(f"{file}: {what}; write RULE = ownership.Rule(...)")
    return rule


def _where(problem: BaseException, file: Path) -> str:
    """Say in one line what went wrong in a Python file, and in which of its lines."""
    if isinstance(problem, SyntaxError):
        line: int | None = problem.lineno
        what = f"{type(problem).__name__}: {problem.msg}"
    else:
        frames = traceback.extract_tb(problem.__traceback__)
        line = next((frame.lineno for frame in reversed(frames) if frame.filename == str(file)), None)
        words = " ".join(str(problem).split())[:300]
        own = isinstance(problem, OwnershipError)
        what = words if own else f"{type(problem).__name__}: {words}" if words else type(problem).__name__
    return f"{file}{f', line {line}' if line else ''}: {what}"
