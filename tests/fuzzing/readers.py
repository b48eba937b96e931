"""Try hostile bytes on every reader for some time: guided by coverage where atheris is installed, else by chance.

A file that breaks a reader is kept in `build/fuzz` and named; run it again with `python -m tests.fuzzing.readers FILE`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
import warnings
from pathlib import Path

# What is fuzzed is imported inside of functions: atheris watches only what is imported under its eyes.
KEPT = Path("build/fuzz")
#: Samples of real files are seeds too, when there are some and they are small.
SMALL = 30_000


def seeds() -> list[bytes]:
    """Return valid files to begin with; the first byte of each says which reader it is for."""
    from ownership.inputs.source import Source
    from ownership.io import reader_of
    from tests.readers.fixtures import fixtures, readers

    names = sorted(readers())
    found = [bytes([names.index(name)]) + data for name, data in fixtures().items()]
    shared = os.environ.get("OWNERSHIP_SHARED")
    for path in sorted(Path(shared, "samples").rglob("*")) if shared else ():
        if path.is_file() and path.stat().st_size < SMALL:
            data = path.read_bytes()
            reader = reader_of(Source.of(data, path.name))
            if reader is not None:
                found.append(bytes([names.index(reader.__name__.rpartition(".")[2])]) + data)
    return found


def once(data: bytes) -> None:
    """Give bytes to the reader that the first of them names; anything but records or a refusal is raised."""
    from ownership.inputs.source import Source
    from ownership.io import reader_of
    from tests.readers.fixtures import readers
    from tests.readers.surviving import survives

    if not data:
        return
    names = sorted(readers())
    name, data = names[data[0] % len(names)], bytes(data[1:])
    reader_of(Source.of(data, "x"))  # all are asked whether it is theirs
    survives(name, data)


def by_chance(seconds: float, seed: int) -> int:
    """Try mishaps by chance; return how many kinds of trouble were found."""
    from tests.readers.fixtures import readers
    from tests.readers.hostile import Dice, worse

    begin, end, tried = seeds(), time.monotonic() + seconds, 0
    found: set[str] = set()
    chance = Dice(seed)
    while time.monotonic() < end:
        first = chance.one(begin)
        data = first[:1] + worse(chance, first[1:])
        tried += 1
        try:
            once(data)
        except Exception as problem:  # whatever it is, it must not come out of a reader
            where = traceback.extract_tb(problem.__traceback__)[-1]
            what = f"{type(problem).__name__} in {Path(where.filename).name}:{where.lineno}"
            if what not in found:
                found.add(what)
                path = KEPT / f"broken-{len(found)}"
                path.write_bytes(data)
                sys.stderr.write(f"{sorted(readers())[data[0]]}: {what}: {problem} (kept in {path})\n")
    sys.stderr.write(f"{tried:,} files tried, {len(found)} kinds of trouble\n")
    return len(found)


def guided(seconds: float, seed: int) -> None:
    """Let atheris look for bytes that reach what no others have reached."""
    import atheris

    with atheris.instrument_imports(include=["ownership"]):
        from tests.readers.fixtures import readers
        from tests.readers.hostile import Dice, worse
        from tests.readers.surviving import survives  # noqa: F401

        readers()
    corpus = KEPT / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(data)

    def mutate(data: bytes, most: int, number: int) -> bytes:
        if number % 2 or len(data) < 2:
            changed: bytes = atheris.Mutate(data, most)
            return changed
        return (data[:1] + worse(Dice(number), data[1:]))[:most]

    options = [f"-max_total_time={int(seconds)}", f"-seed={seed}", "-max_len=40000", f"-artifact_prefix={KEPT}/"]
    atheris.Setup([sys.argv[0], str(corpus), *options], once, custom_mutator=mutate)
    atheris.Fuzz()


def main() -> int:
    """Fuzz, or try the files that are named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path, help="files that broke something, to try once more")
    parser.add_argument("--seconds", type=float, default=300, help="how long (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the number that chance begins with")
    parser.add_argument("--by-chance", action="store_true", help="without coverage, even where atheris is installed")
    options = parser.parse_args()
    warnings.simplefilter("error")
    for path in options.files:
        once(path.read_bytes())
    if options.files:
        return 0
    KEPT.mkdir(parents=True, exist_ok=True)
    if not options.by_chance:
        try:
            import atheris  # noqa: F401
        except ImportError:
            sys.stderr.write("atheris is not installed (make fuzz installs it): mishaps by chance\n")
        else:
            guided(options.seconds, options.seed)
            return 0
    return 1 if by_chance(options.seconds, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
