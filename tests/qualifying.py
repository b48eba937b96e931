"""Tables with kinds, countries, joint blocks and arrangements, and who qualifies in the company `t` of them."""

from __future__ import annotations

import csv
import re

from ownership.readers.table import read
from ownership.records import Records, concat
from ownership.rules import Rule
from ownership.settle import settle
from tests.asking import Sets, qualifying

#: A day on which most laws about beneficial owners are in force.
DAY = "2026-06-01"
#: `q` holds for `p`.
NOMINEE = "n,q,nominee,nominee n,p,nominee,nominator"


def table(rows: str, entities: str = "", groups: str = "") -> Records:
    """Read rows with blanks between them, whose last fields may be left out.

    Rows are `owner,owned,percent,type,joint` (percent also as `(25,50]`), entities `id,kind,jurisdiction`, groups
    `group,member,kind,role`.
    """
    named = (
        ("i.csv", "owner,owned,percent,type,joint", rows),
        ("entities.csv", "id,kind,jurisdiction", entities),
        ("groups.csv", "group,member,kind,role", groups),
    )
    files = []
    for name, header, text in named:
        lines = [_line(row, header.count(",") + 1) for row in text.split()]
        files += [read("\n".join([header, *lines]).encode(), name)] if lines else []
    return settle(concat(*files))


def _line(row: str, width: int) -> str:
    """A row with the fields that it leaves out, and ranges in quotes."""
    quoted = re.sub(r"[\[(]\d[^\])]*[\])]", r'"\g<0>"', row)
    return quoted + "," * (width - len(next(csv.reader([quoted]))))


def who(
    rule: Rule, rows: str, *, entities: str = "", groups: str = "", together: Sets = (), day: str = DAY
) -> dict[str, str]:
    """Owner of `t` -> certain or possible; whoever does not qualify is left out, and so is what is undisclosed."""
    found = qualifying(table(rows, entities, groups), "t", rule, day, together)
    return {owner: status for owner, status in found.items() if status != "no" and owner != "rest"}


def sure(names: str) -> dict[str, str]:
    """Owners (`p q`) who all qualify for certain."""
    return dict.fromkeys(names.split(), "certain")


def maybe(names: str) -> dict[str, str]:
    """Owners (`p q`) who all possibly qualify."""
    return dict.fromkeys(names.split(), "possible")
