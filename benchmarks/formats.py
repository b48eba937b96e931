"""Measure reading: native CSV against pandas, JSON lines against orjson alone, memory against the tables that come out.

The files are generated in the shape of real ones. Each time is the fastest of some rounds in one run, on one machine;
memory is what a process of its own held at most beyond what it held before. `--full` takes the sizes of real registers.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pandas as pd

import ownership as own
from benchmarks import bods, ftm, psc, register
from benchmarks.run import seconds

_CHILD = """
import json, sys
from pathlib import Path
import ownership as own


def held():  # what `resource` says begins with what the process that started this one held
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


own.load(sys.argv[2])
before = held()
found = own.load(sys.argv[1])
peak = held() - before
tables = [getattr(found, name) for name in ("entities", "interests", "listings", "skipped", "notices")]
print(json.dumps([peak / 1024, sum(t.memory_usage(deep=True).sum() for t in tables) / 2**20]))
"""


class Format(NamedTuple):
    """A kind of file: its name, what writes one of a size, its usual and full size, and what it is compared with."""

    name: str
    write: Callable[[Path, int], None]
    usual: int
    full: int
    peers: tuple[tuple[str, Callable[[Path], Any]], ...]
    wanted: float


def parsed(path: Path) -> None:
    """Parse every line and keep nothing: what no reader of JSON can be quicker than.

    Examples
    --------
    >>> parsed(Path("/dev/null"))
    """
    with path.open("rb") as lines:
        for line in lines:
            orjson.loads(line)


def _csv(path: Path, size: int) -> None:
    register.write(register.register(size), path)


def _bods(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.writelines(orjson.dumps(each) + b"\n" for each in bods.statements(size))


def _psc(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.writelines(line + b"\n" for line in psc.lines(size))


_PANDAS: tuple[tuple[str, Callable[[Path], Any]], ...] = (
    ("pandas.read_csv, pyarrow", partial(pd.read_csv, engine="pyarrow")),
    ("pandas.read_csv, c", partial(pd.read_csv, engine="c")),
)
_ORJSON = (("orjson.loads of the lines", parsed),)
FORMATS = (
    Format("native.csv", _csv, 500_000, 5_000_000, _PANDAS, 2),
    Format("bods.jsonl", _bods, 50_000, 1_000_000, _ORJSON, 3),
    Format("entities.ftm.json", ftm.write, 50_000, 1_000_000, _ORJSON, 3),
    Format("psc.jsonl", _psc, 50_000, 1_000_000, _ORJSON, 3),
)


def memory(path: Path, small: Path) -> tuple[float, float]:
    """Return the megabytes that loading a file takes at most, and those of the tables that come out."""
    run = subprocess.run([sys.executable, "-c", _CHILD, str(path), str(small)], capture_output=True, check=True)
    peak, tables = json.loads(run.stdout)
    return peak, tables


def measure(format: Format, size: int, rounds: int, folder: Path) -> None:
    """Generate a file and print a line for each comparison."""
    path, small = folder / format.name, folder / "small" / format.name
    small.parent.mkdir(exist_ok=True)
    format.write(path, size)
    format.write(small, 500)
    own.load(small)
    gc.collect()
    ours = seconds(lambda: own.load(path), rounds)
    theirs = [(name, seconds(partial(work, path), rounds)) for name, work in format.peers]
    peer, _ = min(theirs, key=lambda pair: pair[1])
    what = f"{format.name}, {size:,} rows, {path.stat().st_size / 1e6:,.0f} MB"
    for name, took in theirs:
        wanted = f"at most {format.wanted:g}" if name == peer else ""
        print(f"{what:<44}{ours:>8.2f} s{took:>8.2f} s{ours / took:>8.1f}{wanted:>12}  {name}", flush=True)
        what = ""
    peak, tables = memory(path, small)
    print(
        f"{'':<44}{peak:>7,.0f} MB{tables:>7,.0f} MB{peak / tables:>8.1f}{'at most 3':>12}  the final tables",
        flush=True,
    )
    path.unlink()


def main() -> None:
    """Measure all formats, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("formats", nargs="*", help=f"some of: {', '.join(each.name for each in FORMATS)}")
    parser.add_argument(
        "--full", action="store_true", help="5,000,000 interests and 1,000,000 lines of each other kind"
    )
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts")
    options = parser.parse_args()
    print(f"{'file, read to settled records':<44}{'ours':>10}{'peer':>10}{'ratio':>8}{'wanted':>12}  peer")
    with tempfile.TemporaryDirectory() as folder:
        for each in FORMATS:
            if not options.formats or each.name in options.formats:
                measure(each, each.full if options.full else each.usual, options.rounds, Path(folder))


if __name__ == "__main__":
    main()
