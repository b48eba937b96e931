"""A page with something to do for every control: shares, listings and days that change, a fan, a loop, the unknown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ownership import screen
from ownership.page import draw
from ownership.readers.table import read
from ownership.records import Records, concat

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

    from tests.conftest import OfflinePage

READY = "window.ownershipChart && window.ownershipChart.ready"
RULE, DAY = "us-ofac-50", "2024-01-01"


def sample() -> Records:
    """Return records in which every control of the page has something to do."""
    fan = "\n".join(f"Tenant {n:02},Birch,0.2,2023-01-01,,s1,{n}" for n in range(30))
    interests = (
        "owner,owned,percent,observed,end,source,ref\n"
        "elbonia,agency,100,2022-01-01,,s1,1\nagency,alder,60,2022-01-01,,s1,p. 12\nann,alder,25-40,2022-06-01,,s2,2\n"
        "alder,birch,36,2022-01-01,,s1,3\nalder,birch,52,2023-06-01,,s2,4\nmaple,birch,,2023-01-01,,s1,5\n"
        "dora,birch,10,2020-01-01,2021-12-31,s1,6\n"
        "birch,cedar,70,2023-01-01,,s1,7\ncedar,alder,5,2023-01-01,,s1,8\nbirch,dogwood,30,2023-01-01,,s1,9\n"
        "dogwood,elder,100,2023-01-01,,s1,10\n"
    )
    entities = (
        "id,name,kind,jurisdiction,names\n"
        "elbonia,Republic of Elbonia,state,EL,\nagency,Agency of Elbonia,body,EL,\n"
        "alder,Alder Holdings,company,GB,Old Alder Ltd\nbirch,Birch,company,GB,白桦股份有限公司\n"
        "ann,Ann Ash,person,GB,\n"
        "maple,Maple Fund,fund,LU,\ndora,Dora Fir,person,FR,\ncedar,Cedar,company,FR,\ndogwood,Dogwood,company,FR,\n"
        "elder,Elder,company,FR,\n"
    )
    sources = "id,title,url\ns1,A prospectus,https://example.org/p\ns2,A register,javascript:alert(1)\n"
    listings = "entity,list,start,citation\nagency,us-sdn,2023-03-01,88 FR 1\n"
    return concat(
        read(entities.encode(), "entities.csv"),
        read((interests + fan).encode(), "interests.csv"),
        read(sources.encode(), "sources.csv"),
        read(listings.encode(), "listings.csv"),
    )


def written(folder: Path, lang: str = "en") -> Path:
    """Write the page of `sample` and return where it is."""
    found = screen(sample(), rules=[RULE], as_of=DAY)
    return draw(sample(), "birch", as_of=DAY, exposures=found, lang=lang).save(folder / f"page-{lang}.html")


def opened(tab: OfflinePage, path: Path, hash_: str = "") -> Tab:
    """Open a page and come back when it can be used."""
    tab.page.goto(path.resolve().as_uri() + hash_)
    tab.page.wait_for_selector("#legend li", state="attached")
    assert tab.page.evaluate(READY)
    return tab.page
