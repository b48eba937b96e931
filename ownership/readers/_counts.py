"""Numbers of shares become exact parts of the whole: the classes of one company are put together."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ownership.errors import ShareError
from ownership.readers._building import Building
from ownership.readers._figures import count
from ownership.readers._holders import Parties


class Counted(NamedTuple):
    """One row: so many shares of so many."""

    owner: str
    owned: str
    held: str
    whole: str
    more: dict[str, str | None]
    ref: str
    note: list[str]
    text: str


class Counts:
    """The rows of one table that count shares."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[Counted, Fraction | None, Fraction | None]]] = {}

    def add(self, row: Counted, decimal: str) -> None:
        """Take a row.

        Raises
        ------
        ShareError
            When one of its numbers cannot be read.
        """
        self.rows.setdefault(row.owned, []).append((row, count(row.held, decimal), count(row.whole, decimal)))

    def write(self, building: Building, parties: Parties) -> None:
        """Write one interest for each owner of each company, over all classes."""
        for rows in self.rows.values():
            try:
                whole = _whole(rows)
            except ShareError as problem:
                building.notice("value", str(problem), rows[0][0].ref)
                whole = None
            held: dict[tuple[str, str | None, str | None], list[tuple[Counted, Fraction | None, Fraction | None]]] = {}
            for row in rows:
                held.setdefault(
                    (parties.id(row[0].owner), row[0].more.get("observed"), row[0].more.get("start")), []
                ).append(row)
            for (owner, observed, start), lots in held.items():
                self._write(building, owner, parties.id(rows[0][0].owned), lots, whole, observed, start)

    @staticmethod
    def _write(
        building: Building,
        owner: str,
        owned: str,
        lots: list[tuple[Counted, Fraction | None, Fraction | None]],
        whole: Fraction | None,
        observed: str | None,
        start: str | None,
    ) -> None:
        first = lots[0][0]
        classes = {row.more.get("share_class") or "" for row, _, _ in lots}
        total = None if any(held is None for _, held, _ in lots) else sum((h for _, h, _ in lots if h), Fraction(0))
        note = list(first.note)
        if len(lots) > 1 or classes != {""}:
            note.append(", ".join(f"{row.more.get('share_class') or 'shares'} {row.held}" for row, _, _ in lots))
        share = None
        if total is not None and whole:
            if total > whole:
                building.skip(first.ref, f"{total} shares are more than the {whole} of the company", first.text)
                return
            share = f"{total.numerator * whole.denominator}/{total.denominator * whole.numerator}"
        if total == 0:
            building.count("value", "{} rows of holders of no share are left out", first.ref)
            return
        if share is None:
            note.append(f"{first.held} shares")
        building.interest(
            owner, owned, share, start=start, end=first.more.get("end"), observed=observed, ref=first.ref,
            note="; ".join(note) or None, confidence=first.more.get("confidence"),
        )  # fmt: skip


def _whole(rows: list[tuple[Counted, Fraction | None, Fraction | None]]) -> Fraction | None:
    """Return the number of all shares of a company.

    Where the classes state different numbers, each is of its class; where they state the same one, it is of the
    company, unless the holders together have more than that.

    Raises
    ------
    ShareError
        When one class states several.
    """
    by_class: dict[str, set[Fraction]] = {}
    for row, _, whole in rows:
        if whole:
            by_class.setdefault(row.more.get("share_class") or "", set()).add(whole)
    stated = {whole for wholes in by_class.values() for whole in wholes}
    if not stated:
        return None
    if len(stated) == 1:
        (one,) = stated
        held = sum((h for _, h, _ in rows if h), Fraction(0))
        return one if held <= one or len(by_class) == 1 else one * len(by_class)
    if any(len(wholes) > 1 for wholes in by_class.values()):
        raise ShareError("the number of all shares of the company is stated differently in its rows: shares not known")
    return sum((next(iter(wholes)) for wholes in by_class.values()), Fraction(0))
