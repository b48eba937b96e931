"""Rows of the tables of a page: what one owner holds in all, and what became of one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ownership.page.labels import clean
from ownership.page.model import Holder, LedgerLine
from ownership.page.said.citing import Citing
from ownership.page.said.words import share_of

if TYPE_CHECKING:
    from ownership.findings import LedgerRow


def holder(name: str, subject: str, row: Any, cite: Citing, chains: Mapping[str, tuple[int, bool, int]]) -> Holder:
    """Return an owner row as texts; `name` is that of the subject, `chains` has the number of chains from each owner.

    Examples
    --------
    >>> from ownership.algorithms.owners import owners
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv"), as_of="2024")
    >>> row = holder("c", "c", owners(found, "c")[0], Citing(found.records, found.as_of), {"a": (1, False, 0)})
    >>> row.owner, row.share, row.direct, row.chains
    ('a', '30 %', 'no direct record', '1')
    """
    said = cite.words
    kind = said.say(f"kind.{row.kind if said.has(f'kind.{row.kind}') else 'unknown'}")
    kind = said.say("holder.end" if row.ultimate else "holder.way", kind=kind)
    direct = share_of(row, "direct", said) if row.direct_max is not None else said.say("holder.no_direct")
    controls = said.say(f"controls.{row.controls}")
    if row.controls in ("certain", "possible") and row.control_basis:
        controls = said.say("holder.controls", controls=controls, basis=cite.kind(row.control_basis))
    days = list(dict.fromkeys(clean(day) for day in (row.observed_min, row.observed_max) if day))
    number, more, _ = chains.get(row.owner, (0, False, 0))
    counted = said.say("holder.chains_many" if more else "holder.chains", n=said.number(number)) if number else ""
    return Holder(
        subject=clean(name),
        owner=clean(row.owner_name) if row.owner else said.say(f"holder.{row.kind}"),
        kind=kind if row.owner else said.say("holder.not_traced"),
        share=share_of(row, said=said),
        direct=direct if row.owner else "",
        controls=controls if row.owner else "",
        seen=said.say("holder.seen", first=days[0], last=days[1]) if len(days) > 1 else "".join(days),
        chains=counted,
        id=row.owner or "",
        of=subject,
    )


def ledger_line(called: Callable[[str], str], row: LedgerRow, cite: Citing) -> LedgerLine:
    """Return a row of the ledger as texts; `called` gives names.

    Examples
    --------
    >>> from ownership.algorithms.ledger import ledger
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60", "x.csv"), as_of="2024")
    >>> ledger_line(found.name, ledger(found)[0], Citing(found.records, found.as_of)).reason
    'used'
    """
    said = cite.words
    key = f"ledger.{row.reason}"
    return LedgerLine(
        clean(called(row.owner)), clean(called(row.owned)),
        cite.kind(row.type, summary=row.directness == "indirect"), cite.stated(row), cite.seen(row),
        row.used, said.say(key) if said.has(key) else clean(row.reason), cite(row),
    )  # fmt: skip
