"""The command line: the question first, the files last; rows on standard output, talk on standard error."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit: 0 answered, 1 caught or problems, 2 usage, 3 no answer possible, 4 a bug.

    Examples
    --------
    >>> import subprocess, sys
    >>> subprocess.run([sys.executable, "-m", "ownership", "list", "rules", "--quiet"], capture_output=True).returncode
    0
    """
    try:
        from ownership.cli._app import run

        code = run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 4 if end.code else 0
    except KeyboardInterrupt:
        code = 130
    except BaseException as problem:
        code = _failed(problem)
    try:
        sys.stdout.flush()
    except OSError:  # the reader of a pipe went away
        sys.stderr.close()
    sys.exit(code)


def _failed(problem: BaseException) -> int:
    """Say in one line what went wrong; a crash must never look like an answer."""
    code = getattr(problem, "exit_code", None)
    if isinstance(problem, BrokenPipeError):
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    words = " ".join(str(problem).split())
    words = words.encode("unicode_escape").decode() if not words.isprintable() else words
    if isinstance(code, int):
        print(f"ownership: {words}", file=sys.stderr)
        return code
    where = problem.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    place = f" ({where.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}, line {where.tb_lineno})" if where else ""
    print(f"ownership: a bug, no answer: {type(problem).__name__}: {words}{place}", file=sys.stderr)
    return 4
