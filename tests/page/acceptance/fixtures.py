"""The records behind the acceptance pages, as files: S, H, Z, D; the random M and L come from `tests.page.graphs`."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from ownership.readers.table import read
from ownership.records import Records, concat, table

DAY = "2024-06-30"
Rows = list[dict[str, str]]
HIT = "window.__hit=1"

#: Every text that a page shows can be one of these.
HOSTILE = (
    f"</script><script>{HIT}</script>",
    f'"><img src=x onerror="{HIT}">',
    f"<svg onload={HIT}> href Trading Ltd",
    f"{{{{ 7*7 }}}} ${{7*7}} ' onclick='{HIT}'",
    f"javascript:{HIT}//href",
    "Evil\u202egnp.exe\u2066 Ltd",
    "L" * 10_000,
    "\u2028\u2029]]>--><!--",
    "__proto__",
    "constructor",
    "toString",
    "half \ud83d a pair",
    "*bold* _it_ <b>b</b> &lt;i&gt; &amp;amp;",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
)
CHINESE = "中国石油化工股份有限公司北京海淀区中关村第三科技开发与投资管理分公司（集团）"
ARABIC = "شركة النفط الوطنية المحدودة للاستثمار والتجارة العامة"
HEBREW = "חברת ההשקעות הלאומית בעמ"


def rows(text: str) -> Rows:
    """Read a table drawn with bars: the first line names the columns."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


#: S: 15 parties, every kind, a loop above the subject, one through it, bands, unknowns, votes, days and sources.
SMALL: dict[str, Rows] = {
    "entities": rows("""
        id | name | names | kind | jurisdiction | identifiers | total
        cedar   | Cedar Robotics Ltd      | Old Cedar Works ; 雪松机器人   | company | GB | gb-coh:01234567 |
        birch | Birch Holdings plc | | company | NL | lei:724500AAAAAAAAAAAA01 | 100
        alder   | Alder Group SA          | Alder Mines SA                 | company | LU |                 |
        gorse   | Gorse Finance AG        |                                | company | CH |                 |
        hazel   | Hazel Trading BV        |                                | company | NL |                 |
        ivy     | Ivy Sensors GmbH        |                                | company | DE |                 |
        juniper | Juniper Optics KK       |                                | company | JP |                 |
        ann     | Ann Alder               |                                | person  | LU |                 |
        bob     | Bob Birch               |                                | person  | NL |                 |
        dune    | Dune Family Trust       |                                | trust   | JE |                 |
        elm     | Elm Growth Fund         |                                | fund    | IE |                 |
        elbonia | Republic of Elbonia     |                                | state   |    |                 |
        agency  | Asset Agency of Elbonia |                                | body    |    |                 |
        fir     | Fir Partners            |                                | unknown |    |                 |
        koa     | Koa Software Oy         |                                | company | FI |                 |
    """),
    "interests": rows("""
        owner | owned | percent | type | directness | start | end | observed | source | ref
        birch | cedar | 52.5 | | direct | 2018-03-01 | | 2023-12-31 | s1 | page 12
        gorse | cedar | 12 | | direct | | | 2023-12-31 | s1 | page 13
        ann | cedar | 3 | | direct | | | 2021-06-30 | s2 | line 4
        ann | cedar | 4 | | direct | | | 2023-12-31 | s1 | page 14
        elm | cedar | | | direct | | | 2023-12-31 | s1 | page 14
        agency | cedar | | appointmentOfBoard | direct | 2020-01-15 | | 2023-12-31 | s3 | art. 7
        birch | cedar | 60 | votingRights | direct | | | 2023-12-31 | s1 | page 12
        alder | birch | 55 | | direct | | | 2022-09-30 | s2 | line 1
        dune | birch | 25-50 | | indirect | | | 2022-09-30 | s2 | line 2
        bob | birch | 10 | | direct | | 2022-03-15 | 2020-01-01 | s2 | line 3
        elbonia | agency | 100 | | direct | | | 2022-09-30 | s3 | art. 1
        agency | alder | 51 | | direct | | | 2022-09-30 | s3 | art. 3
        ann | alder | 30 | | direct | | | 2022-09-30 | s2 | line 7
        cedar | alder | 5 | | direct | | | 2022-09-30 | s2 | line 8
        gorse   | hazel   | 70      |                    | direct     |            |            | 2022-09-30 |    |
        hazel | gorse | 40 | | direct | | | 2022-09-30 | s2 | line 9
        fir | gorse | [25,50) | | direct | | | 2022-09-30 | s2 | line 10
        cedar | ivy | 80 | | direct | | | 2022-09-30 | s1 | page 20
        cedar | juniper | 25-50 | | direct | | | 2022-09-30 | s1 | page 21
        ivy | koa | 100 | | direct | | | 2022-09-30 | s1 | page 22
    """),
    "listings": rows("""
        entity | list   | start      | citation      | source
        alder  | us-sdn | 2021-05-06 | 86 FR 12345   | s4
    """),
    "sources": rows("""
        id | title                       | url                          | retrieved
        s1 | Annual report 2023 of Cedar | https://example.org/cedar    | 2024-02-01
        s2 | Register of Luxembourg      | http://example.org/register  | 2022-10-15
        s3 | Charter of the agency       |                              | 2022-10-15
        s4 | Sanctions list              | https://example.org/list     | 2024-02-01
    """),
    "absences": rows("""
        entity | reason  | source
        elm    | exempt  | s1
        dune   | unknown | s2
        fir    | NON_PUBLIC | s2
    """),
}
NAMES = {row["id"]: row["name"] for row in SMALL["entities"]}


def hostile() -> dict[str, Rows]:
    """H: every field of every table is an attack; ids included."""
    tables: dict[str, Rows] = {name: [] for name in ("entities", "interests", "listings", "sources", "absences")}
    target = f"<b>Target</b><script>{HIT}</script>"
    tables["entities"].append({"id": "target", "name": target, "kind": "company", "note": target})
    urls = (
        f"javascript:{HIT}",
        f"data:text/html,<script>{HIT}</script>",
        "https://example.org/a?b=c&d='e'",
        "file:///etc/x",
    )
    for n, text in enumerate(HOSTILE):
        tables["entities"].append(
            {"id": text, "name": text, "names": text, "kind": "company" if n % 2 else text, "jurisdiction": text,
             "identifiers": f"x:{text}", "note": text, "source": f"s{n}", "ref": text}
        )  # fmt: skip
        tables["interests"].append(
            {"owner": text, "owned": "target", "percent": str(2 + n / 8), "source": f"s{n}", "ref": text, "note": text}
        )
        tables["listings"].append(
            {"entity": text, "list": "us-sdn" if n % 3 == 0 else text, "program": text, "citation": text,
             "source": f"s{n}", "ref": text, "note": text}
        )  # fmt: skip
        tables["sources"].append({"id": f"s{n}", "title": text, "url": urls[n % len(urls)], "retrieved": "2024"})
        tables["absences"].append({"entity": text, "reason": text, "source": f"s{n}", "ref": text})
    return tables


def scripts() -> dict[str, Rows]:
    """Z: names in Chinese, Arabic and Hebrew, long ones and mixed ones."""
    return {
        "entities": rows(f"""
            id | name | names | kind | jurisdiction
            zh | {CHINESE} | Sinopec Beijing ; 中石化北京 | company | CN
            ar | {ARABIC} | National Oil | company | SA
            he | {HEBREW} | | company | IL
            mix | 华为 Investment & Holding Co., Ltd. (深圳) | | company | CN
            man | 张三 | Zhang San | person | CN
            sta | 国务院国有资产监督管理委员会 | SASAC | body | CN
        """),
        "interests": rows("""
            owner | owned | percent | observed
            sta | zh | 68.31 | 2024-01-01
            man | mix | 25-50 | 2024-01-01
            mix | zh | 20 | 2024-01-01
            zh | ar | 60 | 2024-01-01
            ar | he | 51 | 2024-01-01
            zh | he | | 2024-01-01
        """),
    }


#: D: holders of 90 and 45 % on one day, and a total over 100 %.
DOUBTFUL: dict[str, Rows] = {
    "entities": rows("""
        id | name | kind
        a | Alpha Ltd | company
        b | Beta Ltd | company
        c | Gamma Ltd | company
        d | Delta Ltd | company
    """),
    "interests": rows("""
        owner | owned | percent | observed
        a | c | 90 | 2024-01-01
        b | c | 45 | 2024-01-01
        c | d | 70 | 2024-01-01
        a | d | 60 | 2024-01-01
    """),
}


def records(tables: dict[str, Rows]) -> Records:
    """Make records in Python: texts that no file can hold come through, too."""
    if any("\ud83d" in cell for rows_ in tables.values() for row in rows_ for cell in row.values()):
        plain = {name: [_without_shares(row) for row in rows_] for name, rows_ in tables.items()}
        whole = read(_csv(tables["interests"], ("owner", "owned", "percent")), "interests.csv").interests
        made = {name: table(name, rows_) for name, rows_ in plain.items()}
        for column in ("share", "share_min", "share_max", "share_min_open", "share_max_open", "type", "directness"):
            made["interests"][column] = whole[column]
        return Records(**made)
    return concat(*(read(_csv(rows_), f"{name}.csv") for name, rows_ in tables.items()))


def files(tables: dict[str, Rows], folder: Path) -> list[Path]:
    """Write tables as CSV files and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.csv" for name in tables]
    for path, rows_ in zip(paths, tables.values(), strict=True):
        path.write_bytes(_csv(rows_))
    return paths


def _without_shares(row: dict[str, str]) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if name != "percent"}


def _csv(rows_: Rows, columns: tuple[str, ...] = ()) -> bytes:
    names = list(columns) or list(dict.fromkeys(name for row in rows_ for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows_)
    return out.getvalue().encode("utf-8", "replace")


def fan(owners: int) -> Records:
    """Return a company with so many owners of the same share."""
    lines = "\n".join(f"Owner {n:03},Target,{90 / owners:.4f}" for n in range(owners))
    return read(f"owner,owned,percent\n{lines}".encode(), "fan.csv")
