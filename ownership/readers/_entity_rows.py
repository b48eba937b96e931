"""Rows of a table that lists entities, in the columns of a known kind of file."""

from __future__ import annotations

from collections.abc import Sequence

from ownership.identifiers import identifier
from ownership.readers._building import Building
from ownership.readers._headers import Layout
from ownership.readers._holders import Parties, given, sort_of


class Entities:
    """A table of entities being read."""

    def __init__(self, building: Building, layout: Layout, parties: Parties) -> None:
        self.building, self.layout, self.parties = building, layout, parties

    def take(self, cells: Sequence[str], ref: str, text: str) -> None:
        """Read the cells of one row."""
        values = {role: given(cells[place]) if place < len(cells) else "" for role, place in self.layout.roles.items()}
        if not values.get("id"):
            if any(cell.strip() for cell in cells):
                self.building.skip(ref, f"the column {self.layout.name('id')} is empty", text)
            return
        if sort_of(values.get("name", "")) == "unnamed":
            return
        id = self.parties.add(
            values.get("name", ""), ref, number=values["id"], scheme=self.layout.settings.get("owned_scheme", ""),
            said=values.get("kind", ""), where=values.get("jurisdiction", ""),
        )  # fmt: skip
        party = self.parties.known[id]
        if other := values.get("names"):
            party.names += [name for name in other.split("; ") if name not in (party.name, *party.names)]
        for role in ("lei", "us-sec-cik"):
            made = identifier(role, values.get(role))
            if made and made not in party.identifiers:
                party.identifiers.append(made)

    def finish(self) -> None:
        """Nothing is left to be written: the parties are written together with those of other sheets."""
