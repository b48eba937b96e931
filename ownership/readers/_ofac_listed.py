"""Entries of OFAC's files that do not name their list: which of its lists they are on."""

from __future__ import annotations

import re
from typing import NamedTuple

from ownership.readers._building import Building
from ownership.readers._parties import Parties, short
from ownership.readers._us_codes import ofac_lists, only_consolidated


class _Entry(NamedTuple):
    id: str
    ref: str
    programs: list[str]
    text: str
    day: str | None


class Listed:
    """Gathers the entries of a file, and lists them when all are known: only together they say which file it is.

    Examples
    --------
    >>> made = Building("sdn.csv")
    >>> listed = Listed(made, Parties(made))
    >>> listed.add("ofac-36", "line 1", ["CUBA"], "")
    >>> listed.done()
    >>> made.records().listings.loc[0, "list"]
    'us-sdn'
    """

    def __init__(self, building: Building, parties: Parties) -> None:
        self.building, self.parties = building, parties
        self.entries: list[_Entry] = []

    def add(self, id: str, ref: str, programs: list[str], text: str, day: str | None = None) -> None:
        """Add an entry; `text` is what is said of it, `day` the first day on the list where that is said."""
        self.entries.append(_Entry(id, ref, programs, text, day))

    def done(self) -> None:
        """List the entries."""
        consolidated = self._consolidated()
        for entry in self.entries:
            for code in ofac_lists(entry.programs, entry.text, consolidated=consolidated):
                if entry.id in self.parties.parties:
                    self.parties.parties[entry.id].lists.add(code)
                self.building.listing(
                    entry.id, code, program="; ".join(entry.programs) or None, ref=entry.ref,
                    start=entry.day if code == "us-ns-cmic" else None,
                    note=short(piece for piece in entry.text.split("; ") if "Directive" in piece),
                )  # fmt: skip

    def _consolidated(self) -> bool:
        """Whether the file is the list of those who are not SDN: its name says so, else what most entries have."""
        name = re.split(r"[/!:]", self.building.name)[-1].casefold()
        if "cons" in name or "sdn" in name:
            return "cons" in name
        own = sum(only_consolidated(entry.programs, entry.text) for entry in self.entries)
        consolidated = 2 * own > len(self.entries)
        which = "consolidated (non-SDN) list" if consolidated else "SDN list"
        self.building.notice("value", f"the file does not name its list: read as the {which}, as its programs are")
        return consolidated
