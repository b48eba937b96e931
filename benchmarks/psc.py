"""Measure the reader of persons with significant control against parsing its lines alone with orjson.

`python -m benchmarks.psc`; generated lines have the shape of the UK snapshot. Both times are of one run, each the
fastest of some rounds; memory is the highest that the process held while reading, against the tables that came out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import string
from collections.abc import Iterator
from pathlib import Path

import orjson

from benchmarks.run import seconds
from ownership.inputs.source import Source
from ownership.readers.uk_psc import read

DATA = Path(__file__).parent / "data"
NAMES = ("Ann", "Ben", "Cai", "Dee", "Eva", "Fay", "Gus", "Hal", "Ivy", "Jan", "Kay", "Lea", "May", "Ned", "Ola", "Pat")
TREES = (
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Gorse",
    "Hazel",
    "Juniper",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
)
BANDS = ("25-to-50-percent", "50-to-75-percent", "75-to-100-percent")
SIGNS = string.ascii_letters + string.digits


def lines(count: int, seed: int = 1) -> Iterator[bytes]:
    """Make so many invented records: one to three for a company, one in seven a company, one in four ceased.

    Examples
    --------
    >>> [orjson.loads(line)["data"]["kind"] for line in lines(1)]
    ['individual-person-with-significant-control']
    """
    chance, made, number = random.Random(seed), 0, 0
    while made < count:
        number += chance.randint(1, 3)
        for _ in range(min(count - made, chance.choice((1, 1, 2, 2, 3)))):
            made += 1
            yield orjson.dumps({"company_number": f"{number:08d}", "data": _record(chance, f"{number:08d}")})


def _record(chance: random.Random, number: str) -> dict[str, object]:
    """Make one record; keys in the order of the register."""
    band, firm = chance.choice(BANDS), chance.random() < 0.14
    natures = [f"ownership-of-shares-{band}", f"voting-rights-{band}", "right-to-appoint-and-remove-directors"]
    word = "corporate-entity" if firm else "individual"
    forename, middle, surname = chance.choice(NAMES), chance.choice(NAMES), chance.choice(TREES)
    data: dict[str, object] = {
        "address": {
            "address_line_1": f"{chance.choice(TREES)} Road", "country": "England", "locality": "Henley-On-Thames",
            "postal_code": f"RG9 {chance.randrange(10)}HP", "premises": str(chance.randrange(300)),
        },
        "etag": f"{chance.getrandbits(160):040x}",
        "kind": f"{word}-person-with-significant-control",
        "links": {"self": f"/company/{number}/persons-with-significant-control/{word}/"
                          f"{''.join(chance.choices(SIGNS, k=27))}"},
        "natures_of_control": natures[: chance.choice((1, 1, 2, 2, 3))],
        "notified_on": _day(chance, 2016, 2023),
    }  # fmt: skip
    if chance.random() < 0.25:
        data["ceased_on"] = _day(chance, 2024, 2026)
    if firm:
        data["name"] = f"{surname} {chance.choice(TREES)} Limited"
        data["identification"] = {
            "country_registered": "England", "legal_authority": "Companies Act 2006", "legal_form": "Limited Company",
            "place_registered": "Companies House", "registration_number": f"{chance.randrange(1, 10**7):08d}",
        }  # fmt: skip
        return data
    title = chance.choice(("Mr", "Mrs", "Ms"))
    return data | {
        "country_of_residence": chance.choice(("England", "England", "Wales", "Scotland")),
        "date_of_birth": {"month": chance.randrange(1, 13), "year": chance.randrange(1935, 2004)},
        "name": f"{title} {forename} {middle} {surname}",
        "name_elements": {"forename": forename, "middle_name": middle, "surname": surname, "title": title},
        "nationality": chance.choice(("British", "British", "Irish", "Vietnamese")),
    }


def _day(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(first, last)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


def source(path: Path) -> Source:
    """Return a file as a source."""
    return Source(path.name, lambda: path.open("rb"), path=path)


def held() -> float:
    """Return the most megabytes that this process has held."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def memory(path: Path) -> tuple[float, float]:
    """Return the megabytes that the reading added at most, and those of the tables that came out."""
    read(Source.of(next(lines(1)), "warm.jsonl"))
    before = held()
    found = read(source(path))
    tables = sum(frame.memory_usage(deep=True).sum() for frame in (found.entities, found.interests))
    return held() - before, tables / 2**20


def main() -> None:
    """Generate a snapshot, measure, print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lines", type=int, default=300_000, help="how many lines (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts")
    options = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    path = DATA / f"psc-snapshot-2024-05-01-{options.lines}.jsonl"
    if not path.exists():
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in lines(options.lines))
    with multiprocessing.get_context("spawn").Pool(1) as fresh:
        grown, tables = fresh.apply(memory, (path,))
    every = path.read_bytes().splitlines()
    theirs = seconds(lambda: sum(1 for line in every if orjson.loads(line)), options.rounds)
    ours = seconds(lambda: read(source(path)), options.rounds)
    print(f"{options.lines:,} lines, {path.stat().st_size / 2**20:,.0f} MB; fastest of {options.rounds} rounds\n")
    print(f"{'records':<12}{ours:>8.2f} s   orjson.loads of the lines {theirs:>6.2f} s   ratio {ours / theirs:.1f}")
    print(f"{'memory':<12}{grown:>8.0f} MB  final tables {tables:>18.0f} MB  ratio {grown / tables:.1f}")


if __name__ == "__main__":
    main()
