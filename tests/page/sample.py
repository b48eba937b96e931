"""Views made by hand, and records with everything that is hard to draw, for the tests of the page."""

from __future__ import annotations

from ownership.page.model import Evidence, Flag, Holder, LedgerLine, Line, Party, Stake, View
from ownership.readers.table import read
from ownership.records import Records, concat

DAY = "2024-01-01"
HOSTILE = (
    "</script><script>window.__hit=1</script>",
    '"><img src=x onerror="window.__hit=1">',
    "<svg onload=window.__hit=1> href",
    "{{ 7*7 }} ${7*7} ' onclick='window.__hit=1'",
    "Evil\u202egnp.exe\u2066\x00\x07 Ltd",
    "L" * 10_000,
    "\u2028\u2029]]>-->",
    "中国石油化工股份有限公司北京分公司（集团）",
    "شركة النفط الوطنية",
)


def stake(owner: str, owned: str, share: str, line: Line = "owns", **more: object) -> Stake:
    proof = Evidence(
        "shareholding",
        share,
        "last seen 2022-09-30",
        "A prospectus",
        "https://example.org/p",
        "p. 12",
        "high",
    )
    name = f"{owner}>{owned}:{line}"
    return Stake(name, owner, owned, share, line, evidence=(proof,), **more)  # type: ignore[arg-type]


def everything() -> View:
    """Return a view with every kind of card, line and mark on it."""
    listed = Flag("listed", "listed: us-entity-list", "listed: us-entity-list, since 2019")
    parties = (
        Party("state", "Republic of Elbonia", "state", "EL"),
        Party("body", "Agency of Elbonia", "body", "EL", flags=(listed,)),
        Party("fund", "Fir Fund", "fund"),
        Party("ann", "Ann Alder", "person", "GB", flags=(Flag("tie", "co-owner beside a listed party", "tie"),)),
        Party("odd", "Odd Thing", "unknown"),
        Party("a", "Alder Holdings", "company", flags=(Flag("caught", "caught: us-ofac-50", "caught, 60 %"),)),
        Party("b", "Birch", "company", subject=True, flags=(Flag("possible", "possible: us-ofac-50", "maybe"),)),
        Party("c", "Cedar", "company", flags=(Flag("would", "would be caught: x", "stayed"),), owners_hidden=2),
        Party("u", "No holder on record", role="undisclosed"),
        Party("m", "and 37 more companies", role="more"),
    )
    stakes = (
        stake("state", "body", "100 %", weight=100),
        stake("body", "a", "60 %", weight=60),
        stake("fund", "a", "25–50 %", weight=37),
        stake("a", "b", "36.08 %", weight=36),
        stake("ann", "b", "unknown", unknown=True),
        stake("odd", "b", "10 %", "votes"),
        stake("body", "b", "", "controls"),
        stake("state", "b", "40 %", "summary"),
        stake("fund", "b", "trustee", "other"),
        stake("u", "b", "up to 40 %", "undisclosed"),
        stake("b", "c", "70 %", weight=70),
        stake("c", "a", "5 %", weight=5),
        stake("b", "b", "2 %", weight=2),
        stake("b", "m", "various", "more"),
    )
    return View(
        title="Who ultimately holds Birch?",
        subjects=("b",),
        answers=("The largest identified holder of Birch is Elbonia with 21.6 %.",),
        parties=parties,
        stakes=stakes,
        names={p.id: p.name for p in parties},
        as_of="1 January 2024",
        holders=(Holder("Birch", "Republic of Elbonia", "state", "21.6 %", "no direct record", "no", "2022-09-30"),),
        ledger=(LedgerLine("Ann", "Birch", "shareholding", "5 %", "undated", False, "undated", Evidence("")),),
        warnings=("Something to keep in mind.",),
        omitted=("37 companies are not drawn.",),
        footer=("Day: 2024-01-01.", "No legal advice."),
    )


def hostile() -> Records:
    """Return records in which every text that a page shows is an attack."""
    entities = [b"id,name,kind,jurisdiction,note"]
    interests = [b"owner,owned,percent,source,ref,note"]
    for number, name in enumerate(HOSTILE):
        quoted = '"' + name.replace('"', '""').replace("\x00", "") + '"'
        entities.append(f"e{number},{quoted},company,{quoted},{quoted}".encode())
        interests.append(f"e{number},target,{5 + number},s{number},{quoted},{quoted}".encode())
    entities.append(b"target,<b>Target</b><script>window.__hit=1</script>,company,,")
    sources = ["id,title,url", "s0,</script><script>window.__hit=1</script>,javascript:window.__hit=1"]
    sources += [
        "s1,A page,https://example.org/a",
        "s2,<i>x</i>,data:text/html;<script>window.__hit=1</script>",
    ]
    lists = [
        "entity,list,citation",
        "e0,<img src=x onerror=window.__hit=1>,</script><script>window.__hit=1</script>",
    ]
    return concat(
        read(b"\n".join(entities), "entities.csv"),
        read(b"\n".join(interests), "interests.csv"),
        read("\n".join(sources).encode(), "sources.csv"),
        read("\n".join(lists).encode(), "listings.csv"),
    )


def fan(owners: int, share: float = 0.02) -> Records:
    """Return a company with so many owners of the same share."""
    rows = "\n".join(f"Owner {n},Target,{share}" for n in range(owners))
    return read(f"owner,owned,percent\n{rows}".encode(), "fan.csv")
