"""Measure reading against the parsers alone, in one run on generated files of the real shape, and print the ratios.

`python -m benchmarks.formats`. Native CSV against pandas' pyarrow engine; lines of PSC, BODS and FollowTheMoney against
`orjson.loads` of the same lines; memory while reading against the tables that come out; lines of FollowTheMoney to an
answer against the followthemoney package, where a Python has it (`--peer`). What is wanted stands beside each ratio.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

import ownership as own
from benchmarks import ftm, psc, register
from benchmarks.run import seconds
from ownership.inputs.source import Source
from ownership.io import reader_of
from ownership.records import COLUMNS, Records

SIGNS = "0123456789abcdef"
PUBLICATION = {
    "publicationDate": "2024-11-21", "bodsVersion": "0.4", "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "publisher": {"name": "Example Register", "url": "https://register.example"},
}  # fmt: skip
SOURCE = {
    "type": ["officialRegister"], "description": "A register", "url": "https://register.example/psc.html",
    "retrievedAt": "2024-11-20",
}  # fmt: skip


def statements(count: int, seed: int = 1) -> Iterator[bytes]:
    """Make so many lines of BODS 0.4: a company, a person and a relationship in turn."""
    chance = random.Random(seed)
    place = {"name": "United Kingdom", "code": "GB"}
    for n in range(count):
        kind = ("entity", "person", "relationship")[n % 3]
        company, holder, relation = (f"{n // 3:028x}{word}" for word in ("comp", "pers", "rela"))
        address = {"type": "service", "address": f"{n} High Street, Sometown", "postCode": "AB1 2CD", "country": place}
        details: dict[str, Any] = {"isComponent": False}
        if kind == "entity":
            number = f"{n // 3 + 1_000_000:08d}"
            details |= {
                "entityType": {"type": "registeredEntity"}, "name": f"Company {n} Limited", "jurisdiction": place,
                "identifiers": [{"id": number, "scheme": "GB-COH", "schemeName": "Companies House"}],
                "foundingDate": "2011-04-05", "addresses": [{**address, "type": "registered"}],
            }  # fmt: skip
        elif kind == "person":
            details |= {
                "personType": "knownPerson", "names": [{"type": "legal", "fullName": f"Person {n}"}],
                "nationalities": [place], "birthDate": f"19{chance.randrange(40, 99)}-0{chance.randrange(1, 10)}",
                "addresses": [address],
            }  # fmt: skip
        else:
            low, high = chance.choice(((25, 50), (50, 75), (75, 100)))
            start = f"2016-{chance.randrange(4, 13):02d}-{chance.randrange(1, 29):02d}"
            more = {"directOrIndirect": "unknown", "beneficialOwnershipOrControl": True, "startDate": start}
            share = {"exclusiveMinimum": low, "maximum": high}
            details |= {"subject": company, "interestedParty": holder, "interests": [
                {"type": type_, "details": f"{word}-{low}-to-{high}-percent", "share": share, **more}
                for type_, word in (("shareholding", "ownership-of-shares"), ("votingRights", "voting-rights"))
            ]}  # fmt: skip
        yield orjson.dumps({
            "statementId": "".join(chance.choices(SIGNS, k=32)), "declarationSubject": company,
            "statementDate": f"20{chance.randrange(16, 24)}-0{chance.randrange(1, 10)}-11",
            "recordId": {"entity": company, "person": holder}.get(kind, relation), "recordType": kind,
            "recordStatus": "new", "recordDetails": details, "publicationDetails": PUBLICATION, "source": SOURCE,
        })  # fmt: skip


def source(path: Path) -> Source:
    """Return a file as a source."""
    return Source(path.name, lambda: path.open("rb"), path=path)


def read(path: Path) -> Records:
    """Read a file by the reader that knows it."""
    file = source(path)
    reader = reader_of(file)
    assert reader is not None
    found: Records = reader.read(file)
    return found


def memory(path: Path) -> tuple[float, float]:
    """Return the megabytes that reading added at most, and those of the tables that came out."""
    with path.open("rb") as lines:
        few = b"".join(line for line, _ in zip(lines, range(50), strict=False))
    warm = Source.of(few, path.name)
    reader = reader_of(warm)
    assert reader is not None
    reader.read(warm)
    gc.collect()
    before = psc.held()
    found = read(path)
    tables = sum(getattr(found, name).memory_usage(deep=True).sum() for name in COLUMNS)
    return psc.held() - before, tables / 2**20


def parsed(path: Path) -> Callable[[], None]:
    """Return the work of parsing the lines of a file and nothing else."""
    every = path.read_bytes().splitlines()

    def work() -> None:
        for line in every:
            orjson.loads(line)

    return work


def told(question: str, ours: float, theirs: float, wanted: str, peer: str, unit: str = "s") -> None:
    """Print a line of the answer."""
    print(
        f"{question:<34}{ours:>9.2f}{unit:<3}{theirs:>9.2f}{unit:<3}{ours / theirs:>7.2f}  {wanted:<13}{peer}",
        flush=True,
    )


def main() -> None:
    """Generate the files, measure, print one line a question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of native CSV (default: %(default)s)")
    parser.add_argument("--lines", type=int, default=100_000, help="lines of each kind of JSON (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts")
    parser.add_argument("--peer", help="a Python that has the followthemoney package")
    options = parser.parse_args()
    print(f"{'question':<34}{'ours':>12}{'theirs':>12}{'ratio':>7}  {'wanted':<13}against")
    with tempfile.TemporaryDirectory() as folder:
        table, *files = (
            Path(folder) / name
            for name in ("interests.csv", "psc-snapshot-2024-05-01.jsonl", "bods.jsonl", "entities.ftm.json")
        )
        register.write(register.register(options.rows), table)
        files[0].write_bytes(b"\n".join(psc.lines(options.lines)))
        files[1].write_bytes(b"\n".join(statements(options.lines)))
        ftm.write(files[2], options.lines)
        theirs = seconds(lambda: pd.read_csv(table, engine="pyarrow"), options.rounds)
        told(
            "native CSV to records",
            seconds(lambda: read(table), options.rounds),
            theirs,
            "at most 2",
            "pandas, pyarrow",
        )
        for path, name in zip(files, ("PSC", "BODS", "FtM"), strict=True):
            theirs = seconds(parsed(path), options.rounds)
            told(f"{name} lines to records", seconds(lambda file=path: read(file), options.rounds), theirs,  # type: ignore[misc]
                 "at most 3", "orjson alone")  # fmt: skip
            told(f"{name} lines, settled", seconds(lambda file=path: own.load(file), options.rounds), theirs,  # type: ignore[misc]
                 "", "orjson alone")  # fmt: skip
        for path, name in zip((table, *files), ("native CSV", "PSC", "BODS", "FtM"), strict=True):
            with multiprocessing.get_context("spawn").Pool(1) as fresh:
                grown, tables = fresh.apply(memory, (path,))
            told(f"{name}: memory", grown, tables, "at most 3", "final tables", "MB")
        answer = seconds(lambda: ftm.answered(files[2]), options.rounds)
        package = ftm.peer(files[2], options.peer)
        if package is None:
            print("the followthemoney package is not installed here: name a Python that has it with --peer")
        else:
            told("FtM lines to an answer", answer, package, "at most 0.1", "EntityProxy.from_dict")


if __name__ == "__main__":
    main()
