"""The gallery of the Hikvision case: four pages and an index, every sentence worked out from the records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ownership.dates import day
from ownership.page import draw
from ownership.page.gallery import Exhibit, gallery
from ownership.page.labels import range_label
from ownership.page.said.words import long_day
from ownership.rules import decided

if TYPE_CHECKING:
    from ownership.findings import OwnerRow
    from ownership.page import Page
    from ownership.records import Records

DAY = "2023-03-28"
RULE = "us-bis-affiliates"
LIST = "us-entity-list"
FIVE = ("luopu-haishi", "moyu-haishi", "pishan-haishi", "urumqi-haishi", "yutian-haishi")
NOTE = (
    "The records of a public case, each picture for the day it names. A line says what a source says; the pages carry "
    "the records and sources themselves."
)


def write_pages(records: Records, out: Path) -> list[Path]:
    """Write the pages and their index into a folder; return what was written, the index first."""
    names = dict(zip(records.entities["id"], records.entities["name"], strict=True))
    where = dict(zip(records.entities["id"], records.entities["jurisdiction"], strict=True))
    listed = [row for row in records.rows("listings") if row["start"] == DAY and row["list"] == LIST]
    that_day = long_day(day(DAY))
    eleven = list(dict.fromkeys(row["entity"] for row in listed))
    hikvision = _drawn(records, ["hikvision"], f"Who owns Hikvision? The records on {that_day}")
    five = _drawn(records, FIVE, f"The five companies in Xinjiang on {that_day}", below=0)
    chain = _drawn(records, ["sasac", "hikvision"], f"The state's chain from SASAC down to Hikvision on {that_day}")
    entries = _drawn(records, eleven, f"The {len(eleven)} entries of {that_day}", below=0)
    exhibits = [
        Exhibit("hikvision.html", hikvision.view.title, _of_owners(hikvision, names["hikvision"]), hikvision),
        Exhibit("five.html", five.view.title, _of_five(five, names["hikvision"]), five),
        Exhibit("chain.html", chain.view.title, _of_chain(chain, names["sasac"], names["hikvision"]), chain),
        Exhibit("eleven.html", entries.view.title, _of_entries(entries, listed, that_day), entries),
    ]
    rows = [[str(names[r["entity"]]), str(where[r["entity"]] or ""), str(r["citation"] or "")] for r in listed]
    return gallery(
        exhibits, out, title="The Hikvision case", note=NOTE, table=(["added that day", "country", "citation"], rows)
    )


def _drawn(records: Records, about: Sequence[str], title: str, below: int = 2) -> Page:
    def findings(looked: Records) -> Any:
        return decided(looked, rules=[RULE], about=about, as_of=DAY)

    return draw(records, list(about), as_of=DAY, exposures=findings, below=below, title=title)


def _share(row: OwnerRow) -> str:
    return range_label(row.share_min, row.share_max, row.share_min_open, row.share_max_open)


def _largest(page: Page) -> OwnerRow:
    return max((row for row in page.rows if row.owner and row.ultimate), key=lambda row: (row.share_min, row.share_max))


def _of_owners(page: Page, name: str) -> str:
    first, open_ = _largest(page), next(row for row in page.rows if not row.owner)
    return (
        f"{first.owner_name} reaches {_share(first)} of {name} through all recorded chains together; "
        f"for {_share(open_)} of it no holder is named on these records."
    )


def _of_five(page: Page, name: str) -> str:
    direct = [row for row in page.rows if row.owner == "hikvision" and row.direct_max is not None]
    unknown = [row for row in direct if row.direct_min == 0 and (row.direct_max or 0) >= 100]
    return (
        f"In {len(direct)} of {len(page.view.subjects)} companies a stake of {name} is recorded, "
        f"in {len(unknown)} of them without a figure."
    )


def _of_chain(page: Page, name: str, end: str) -> str:
    row = next(row for row in page.rows if row.owner == "sasac")
    below = {stake.owned for stake in page.view.stakes if stake.line == "owns"} & set(page.records.position)
    return (
        f"From {name} the recorded chains carry {_share(row)} of {end}; "
        f"the page has the stakes in {len(below)} companies along and below them."
    )


def _of_entries(page: Page, listed: Sequence[dict[str, Any]], that_day: str) -> str:
    parties = list(dict.fromkeys(row["entity"] for row in listed))
    held = {row.owned for row in page.view.stakes if row.owner == "hikvision"} & set(parties)
    cited = ", ".join(sorted({str(row["citation"]) for row in listed}))
    return (
        f"{len(parties)} parties were added to the Entity List on {that_day} ({cited}); on these records Hikvision "
        f"holds a part of {len(held)} of them, and nothing of the other {len(parties) - len(held)}."
    )
