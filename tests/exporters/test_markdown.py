from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ownership.exporters._view import View
from ownership.exporters.markdown import write
from tests.exporters.everything import everything
from tests.exporters.names import NAMES, chain
from tests.tables import held, records

READ = MarkdownIt("commonmark").enable(["table", "strikethrough"])  # raw HTML would come through


class Page(HTMLParser):
    """The tags, addresses and table cells of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def page(path: Path) -> Page:
    return Page(READ.render(path.read_text(encoding="utf-8")))


def test_no_name_means_anything_to_markdown(tmp_path: Path) -> None:
    names = [name for name in NAMES if len(name) < 200 and name.strip("\ufeff\t ")]
    (path,) = write(chain(names), tmp_path / "x.md", View(as_of="2024"))
    assert not re.search(r"https?://|www\.|\w@\w", path.read_text(encoding="utf-8"))  # GitHub makes links of these
    found = page(path)
    assert found.links == []
    assert found.tags <= {
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "code",
    }
    assert {len(row) for row in found.rows} <= {2, 5, 7, 9}


@pytest.mark.parametrize(
    "name", ["<b>x</b>", "*b* _i_", "a|b|c", "[x](http://example.org)", "&amp; &quot;", "`x`", "~~x~~"]
)
def test_a_name_is_shown_as_it_is_written(name: str, tmp_path: Path) -> None:
    found = page(write(chain(["first", name]), tmp_path / "x.md", View("e1", "2024"))[0])
    assert any(name in cell for row in found.rows for cell in row)


def test_owners_exposures_gaps_and_sources(tmp_path: Path) -> None:
    found = records("owner,owned,percent\nx,a,60\na,b,40-60\n", listings="entity,list\nx,us-sdn")
    text = write(found, tmp_path / "x.md", View("b", "2024", ("us-ofac-50",)))[0].read_text(encoding="utf-8")
    assert text.startswith("# Ownership of b\n")
    assert "As of 2024-12-31." in text
    assert "| x | x | unknown | yes | 24 to 36 % |" in text
    assert "| b | possible |" in text
    assert "i.csv:line 3" in text
    gaps = text[text.index("## Gaps") : text.index("## Sources")]
    assert "What share of b does a hold? 50 % or more confirms, under 50 % clears." in gaps
    assert "| i.csv |" in text[text.index("## Sources") :]


def test_what_is_in_the_records_and_what_could_not_be_read(tmp_path: Path) -> None:
    text = write(everything(), tmp_path / "x.md", View(as_of="2020"))[0].read_text(encoding="utf-8")
    assert "- 14 interests" in text
    assert "Not read: old.csv line 9: the share is over 100 %." in text
    assert "filed exempt" in text
    assert "<https://example.org/?a=1&b=2>" in text


def test_long_tables_say_how_much_is_left_out(tmp_path: Path) -> None:
    text = write(held(*(f"a{n},b,0.1" for n in range(300))), tmp_path / "x.md", View("b", "2024"))[0].read_text()
    assert "more rows are not shown" in text


def test_an_address_that_is_more_than_an_address_is_no_link(tmp_path: Path) -> None:
    from ownership.records import Records, table
    from ownership.settle import settle

    rows = [{"id": "S1", "url": "javascript:alert(1)"}, {"id": "S2", "url": "https://example.org/a b <i>"}]
    assert page(write(settle(Records(sources=table("sources", rows))), tmp_path / "x.md")[0]).links == []
