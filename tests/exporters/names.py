"""Names that mean something to one program or another, when nobody is careful."""

from __future__ import annotations

from ownership.records import Records, interest, table
from ownership.settle import settle
from ownership.shares_text import parse_share

NAMES = [
    '"Elm", Ltd', "a\nb", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "<b>x</b>", "1. one", "- two", "# head",
    '%%{init: {"theme":"dark"}}%%', "`x`", "end", "a;b", "\\", "back\\", "&amp; &quot;", "#quot;", "*b* _i_",
    "subgraph", "graph TD", "{{x}}", "(x)", "[x](http://example.org)", "a-->b", "$$x$$", "click n1 href", "浙江海康",
    "Ольха", "👩‍👩‍👧", "\u202eabc", "x" * 33_000, "\x07bell", "<script>alert(1)</script>", "http://example.org/c",
    "@{shape: x}", "---", "a|b|c", "a%%b", "12.5) x", "www.example.org", "who@example.org", "{{constructor}}",
    "_x0041_", "\t=1+1", "\\N", "\\l", "007", "1e5", "TRUE", "2020-01-02", "a\u2028b", "\ufeff", "'; DROP TABLE",
    "]]>", "<!--",
]  # fmt: skip


def chain(names: list[str]) -> Records:
    """Each name holds over 25 to 50 % of the next one; every second is listed, every third is a person."""
    entities = [{"id": f"e{n}", "name": name, "kind": "company" if n % 3 else "person"} for n, name in enumerate(names)]
    stakes = [interest(f"e{n}", f"e{n + 1}", parse_share("(25,50]"), ref=f"r{n}") for n in range(len(names) - 1)]
    listings = [{"entity": f"e{n}", "list": "us-sdn", "named": "yes"} for n in range(0, len(names), 2)]
    return settle(
        Records(
            entities=table("entities", entities),
            interests=table("interests", stakes),
            listings=table("listings", listings),
        )
    )
