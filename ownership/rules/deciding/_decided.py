"""Findings together with what would change them: a screening, and for what is only possible the missing facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ownership.algorithms.shares import shares
from ownership.errors import OwnershipError
from ownership.graph import Looked
from ownership.rules._chosen import Named
from ownership.rules.deciding._gaps import gaps
from ownership.rules.screening._screen import Exposures, screen

#: For so many findings the missing facts are sought, and so many of them are named.
SOUGHT, NAMED = 24, 3


def decided(
    looked: Looked,
    *,
    rules: Iterable[Named] | Named | None = None,
    listed: Iterable[str] = (),
    about: Iterable[str] = (),
    **options: Any,
) -> Exposures:
    """Return what `screen` does, with `would_change`: sentences for an entity and a rule, the most decisive first.

    They are sought for the entities in `about` (ids) where a finding is possible, or what is undisclosed could decide.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,10-60", "x.csv")
    >>> rows = decided(records, rules=["us-ofac-50"], listed=["x"], about=["a"], as_of="2024")
    >>> rows.would_change["a", "us-ofac-50"][0]
    'What share of a does x hold? 50 % or more confirms, under 50 % clears.'
    """
    together = [list(names) for names in options.pop("together", ())]
    reading = {name: options.pop(name) for name in ("remainder", "alias_listings") if name in options}
    found = shares(looked, **options)
    rows = screen(found, rules=rules, listed=listed, together=together, **reading)
    laws = {rule.id: rule for rule in rows.rules}
    wanted = {name: place for place, name in enumerate(dict.fromkeys(about))}
    rows.asked = {**rows.asked, "gaps": list(wanted)}
    open_ = [row for row in rows if row.entity in wanted and (row.status == "possible" or row.remainder_decides)]
    open_.sort(key=lambda row: (wanted[row.entity], row.rule))
    for row in open_[:SOUGHT]:
        try:
            asked = gaps(
                found, row.entity, rule=laws[row.rule], listed=rows.asked["listed"], together=together, **reading
            )
        except OwnershipError:
            continue
        if asked:
            rows.would_change[row.entity, row.rule] = tuple(gap.question for gap in asked[:NAMED])
    return rows
