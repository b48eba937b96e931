"""Records with something in every column of every table, and names that break careless writers."""

from __future__ import annotations

from pathlib import Path

from ownership.discover import family
from ownership.io import load
from ownership.records import COLUMNS, Records, interest, table
from ownership.settle import settle
from ownership.shares_text import parse_share

SHARES = ["1/3", "(25,50]", "[25,50)", "(25,50)", ">50", ">=50", "<5", "<=5", "0", "100", "36.08", "0.000001", ""]
HOSTILE = [
    '"Elm", Ltd', "a\nb", "=cmd|' /C calc'!A0", "'; DROP TABLE", "<b>x</b>", "a;b", "a|b", "spaced  in", "\\", "%s",
    "NULL", "#N/A", "007",
]  # fmt: skip


def everything() -> Records:
    """Every table, every share text, names that break careless writers."""
    more = {"start": "2019-05", "end": "2021", "observed": "2020-01-02", "confidence": "low", "source": "S1"}
    interests = [
        interest("a", "b", parse_share(text), ref=f"p. {n}", note=text or "not stated", **more)
        for n, text in enumerate(SHARES)
    ]
    interests.append(interest("a", "b", directness="indirect", **{**more, "type": "votingRights", "ref": "p. 99"}))
    names = [
        {"id": f"n{n}", "name": name, "kind": "company", "source": "S1", "ref": "r"} for n, name in enumerate(HOSTILE)
    ]
    rows = {
        "entities": [
            {"id": "a", "name": "Alder", "names": "Алдер | 阿尔德", "kind": "person", "jurisdiction": "GB",
             "identifiers": "gb-coh:001", "source": "S1", "ref": "r", "note": "x"},
            {"id": "b", "name": "Birch", "kind": "company", "total": "95.5", "total_observed": "2020", "source": "S1",
             "ref": "r"},
            *names,
        ],
        "interests": interests,
        "listings": [{"entity": "a", "list": "us-sdn", "program": "P; Q", "start": "2019-10", "end": "2021-02-03",
                      "citation": "1, 2", "named": "alias", "source": "S1", "ref": "x", "note": "y"}],
        "sources": [{"id": "S1", "title": "A register", "url": "https://example.org/?a=1&b=2", "retrieved": "2024"}],
        "absences": [{"entity": "b", "reason": "exempt", "start": "2019", "end": "2020", "source": "S1", "ref": "x"}],
        "links": [{"left": "a", "right": "b", "kind": "same-as", "source": "S1", "ref": "x"}],
        "groups": [
            {"group": "pool 1", "member": "a", "kind": "nominee", "role": "nominator", "start": "2019", "source": "S1",
             "ref": "y", "end": "2024", "note": "deed"},
            {"group": "pool 1", "member": "b", "kind": "nominee", "role": "nominee", "source": "S1", "ref": "x"},
        ],
        "skipped": [{"source": "old.csv", "ref": "line 9", "reason": "the share is over 100 %", "text": "a,b,130"}],
        "notices": [{"source": "old.csv", "ref": "line 2", "kind": "encoding", "text": "read as GB18030"}],
    }  # fmt: skip
    return settle(Records(**{name: table(name, rows[name]) for name in COLUMNS}))


def rows(records: Records, *without: str) -> dict[str, list[str]]:
    """The rows of every table as texts that can be compared, in any order."""
    return {name: sorted(map(repr, records.rows(name))) for name in COLUMNS if name not in without}


def through(records: Records, to: str, folder: Path) -> Records:
    """Write records in a format and read them back."""
    member = family("ownership.exporters")[to]
    place = folder / f"x{member.ENDING}"
    member.write(records, place)
    return load(place)
