"""Measure FollowTheMoney lines against the parser alone and against the followthemoney package, in one run.

`python -m benchmarks.ftm`; the file is generated in the shape of a sanctions data set of OpenSanctions: persons,
companies and ships with names in two scripts, numbers and referents, their sanctions, addresses, papers and holdings.
The package is measured where it is installed, or by another Python that has it: `--peer /path/to/python`.
"""

from __future__ import annotations

import argparse
import bisect
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ownership as own
from benchmarks.run import seconds
from ownership.inputs.source import Source
from ownership.readers.ftm import read

DAY = "2026-04-29"
#: Of a hundred entities: how many of each schema, as in us_ofac_sdn (formats.md 3.2: 72,322 entities, 5,085 Ownership).
SHAPE = (
    ("Address", 28), ("Sanction", 25), ("Organization", 8), ("Company", 5), ("Person", 11), ("Passport", 6),
    ("Identification", 5), ("Ownership", 7), ("Vessel", 2), ("UnknownLink", 2), ("Directorship", 1),
)  # fmt: skip
_LEGAL = ("Limited Liability Company", "Joint Stock Company", "Trading LLC", "Holding Limited", "Shipping Co., Ltd.")
_WORDS = (
    "Alder", "Birch", "Cedar", "Drift", "Elm", "Fjord", "Gale", "Heath", "Iris", "Juniper", "Kelp", "Larch", "Marsh",
    "Nettle", "Oak", "Pine",
)  # fmt: skip
_SCRIPT = (
    "Ольха", "Береза", "Кедр", "Сугроб", "Вяз", "Фьорд", "Буря", "Вереск", "Ирис", "Ель", "Сосна", "Болото", "Крапива",
    "Дуб", "Тростник", "Шалфей",
)  # fmt: skip

_LOAD = """
import json, sys, time
from followthemoney.proxy import EntityProxy
start = time.perf_counter()
with open(sys.argv[1], 'rb') as lines:
    kept = [EntityProxy.from_dict(json.loads(line)) for line in lines]
print(time.perf_counter() - start)
"""


def lines(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Make so many entities that refer to each other."""
    dice = random.Random(seed)
    schemas = [schema for schema, share in SHAPE for _ in range(share)]
    owned = [f"NK-{n:022d}" for n in range(count) if schemas[n % 100] == "Company"]
    parties = [f"NK-{n:022d}" for n in range(count) if schemas[n % 100] in ("Company", "Organization", "Person")]
    for n in range(count):
        schema = schemas[n % 100]
        props = _props(schema, n, dice, owned, parties)
        thing = schema in ("Company", "Organization", "Person", "Vessel")
        yield {
            "id": f"NK-{n:022d}" if thing else f"ofac-{n:040x}",
            "caption": next(iter(props.get("name", [])), schema),
            "schema": schema,
            "properties": props,
            "referents": [f"ofac-{n}", f"gb-hmt-{n}", f"eu-fsf-eu-{n}-{n % 97}"] if thing else [],
            "datasets": ["us_ofac_sdn"],
            "first_seen": "2023-04-20T10:33:36",
            "last_seen": f"{DAY}T12:10:01",
            "last_change": "2025-05-23T14:02:03",
            "target": thing,
        }


def _name(dice: random.Random) -> tuple[str, str]:
    picks = [dice.randrange(16) for _ in range(3)]
    return " ".join(_WORDS[k] for k in picks), " ".join(_SCRIPT[k] for k in picks)


def _props(schema: str, n: int, dice: random.Random, owned: list[str], parties: list[str]) -> dict[str, list[str]]:
    latin, script = _name(dice)
    if schema == "Address":
        full = f"{n % 300} {latin} Street, Building {n % 9}, 1170{n % 10}, Moscow, Russia"
        return {"full": [full], "city": ["Moscow"], "country": ["ru"], "postalCode": [f"1170{n % 10}"]}
    if schema == "Sanction":
        return {
            "entity": [dice.choice(parties)], "authority": ["Office of Foreign Assets Control"], "country": ["us"],
            "program": ["RUSSIA-EO14024"], "programId": ["US-RUSHAR"], "provisions": ["Block"],
            "authorityId": [str(n)], "listingDate": [f"20{10 + n % 15}-0{1 + n % 9}-1{n % 9}"],
            "reason": ["Executive Order 14024 (Russia)"], "summary": ["Secondary sanctions risk: see Section 11"],
            "sourceUrl": [f"https://sanctionssearch.example/Details.aspx?id={n}"],
            "programUrl": ["https://ofac.example/sanctions-programs-and-country-information/russian-harmful-foreign"],
        }  # fmt: skip
    if schema in ("Ownership", "Directorship", "UnknownLink"):
        left, right = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization")}.get(
            schema, ("subject", "object")
        )
        holder = dice.choice(parties)
        after = owned[bisect.bisect_right(owned, holder) :] if n % 50 else owned  # circles are the exception
        props = {left: [holder], right: [dice.choice(after[:2000] or owned)]}
        if schema == "Ownership":
            props |= {"percentage": [str(dice.randrange(1, 100))], "startDate": [f"20{10 + n % 15}-03-02"]}
        return {**props, "role": ["Owned or Controlled By" if schema == "Ownership" else "Leader or official of"]}
    if schema in ("Passport", "Identification"):
        return {"holder": [dice.choice(parties)], "number": [str(n)], "country": ["ru"], "type": ["Tax ID No."]}
    both = [f"{latin} {_LEGAL[n % 5]}", f"{script} {n}", f"{latin} {n}"]
    props = {
        "name": both[:2], "alias": both[2:], "country": ["ru"], "topics": ["sanction"], "programId": ["US-RUSHAR"],
        "addressEntity": [f"ofac-{n:040x}"], "sourceUrl": [f"https://sanctionssearch.example/Details.aspx?id={n}"],
        "notes": ["(Linked To: SOMEBODY)"],
    }  # fmt: skip
    if schema == "Person":
        return {**props, "birthDate": ["1970-01-02"], "lastName": [latin], "gender": ["male"], "nationality": ["ru"]}
    return {**props, "innCode": [f"77{n:08d}"], "ogrnCode": [f"1{n:012d}"], "email": ["a@example.org"]}


def write(path: Path, count: int) -> None:
    """Write the file, one entity a line."""
    with path.open("w", encoding="utf-8") as out:
        for entity in lines(count):
            out.write(json.dumps(entity, ensure_ascii=False) + "\n")


def parsed(path: Path) -> None:
    """Parse every line and keep nothing: what reading cannot be quicker than."""
    import orjson

    with path.open("rb") as stream:
        for line in stream:
            orjson.loads(line)


def answered(path: Path) -> None:
    """Read the file and ask who owns one of its companies, directly or not: an answer from the lines."""
    records = own.load(path)
    own.owners(records, records.interests["owned"].iloc[-1], as_of=DAY)


def peer(path: Path, python: str | None) -> float | None:
    """Return the seconds that the followthemoney package needs to load the lines; None where it is not installed."""
    if python is None and importlib.util.find_spec("followthemoney") is None:
        return None
    run = subprocess.run([python or sys.executable, "-c", _LOAD, str(path)], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    """Measure and print one line a question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--entities", type=int, default=100_000, help="size of the file (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts")
    parser.add_argument("--peer", help="a Python that has the followthemoney package")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "entities.ftm.json"
        write(file, options.entities)
        floor = seconds(lambda: parsed(file), options.rounds)
        ours = seconds(lambda: read(Source("entities.ftm.json", lambda: file.open("rb"))), options.rounds)
        answer = seconds(lambda: answered(file), options.rounds)
        theirs = peer(file, options.peer)
        size = file.stat().st_size
        print(f"{options.entities:,} entities, {size / 1e6:.0f} MB, {size / options.entities:.0f} bytes each")
    print(f"{'question':<42}{'ours':>10}{'peer':>10}{'ratio':>8}{'wanted':>12}  peer")
    print(f"{'lines to records':<42}{ours:>9.2f}s{floor:>9.2f}s{ours / floor:>8.2f}{'at most 3':>12}  orjson alone")
    if theirs is None:
        print("the followthemoney package is not installed here: name a Python that has it with --peer")
        return
    for what, took in (("lines to an answer", answer), ("lines to records", ours)):
        print(f"{what:<42}{took:>9.2f}s{theirs:>9.2f}s{theirs / took:>8.1f}{'at least 10':>12}  EntityProxy.from_dict")


if __name__ == "__main__":
    main()
