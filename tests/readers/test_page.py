"""A page read back: exactly the records it carries, or the reason why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import ownership as own
from ownership.errors import DataError
from ownership.examples import example_path, example_records
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.page import draw
from ownership.page.carried.tables import CARRIED
from ownership.readers.page import claims, digest, page_data, read
from tests.page.sample import hostile

DAY = "2023-03-28"
HEAD = '<!doctype html>\n<meta charset="utf-8">\n<meta name="generator" content="ownership 0.1.0 page 2">\n'
#: A page without its chart and its words: what the reader reads.
FIXTURE = (
    f'{HEAD}<script type="application/json" id="data">'
    + json.dumps(draw(hostile(), "target", as_of=DAY).data).replace("<", "\\u003c")
    + "</script>\n"
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = draw(example_records("hikvision"), "hikvision", as_of=DAY)
    return made.save(tmp_path_factory.mktemp("pages") / "page.html")


def test_the_records_are_those_the_page_carries(page: Path) -> None:
    carried = draw(example_records("hikvision"), "hikvision", as_of=DAY).records
    back = own.load(page)
    for name in CARRIED:
        pd.testing.assert_frame_equal(getattr(back, name), getattr(carried, name))


@pytest.mark.parametrize("day", ["2019-12-31", DAY, "2025-10-15"])
def test_answers_are_those_of_the_original(page: Path, day: str) -> None:
    records, back = example_records("hikvision"), own.load(page)
    assert own.owners(back, "hikvision", as_of=day) == own.owners(records, "hikvision", as_of=day)
    here = {(r.entity, r.rule): r.status for r in own.screen(back, as_of=day, all=True)}
    there = {(r.entity, r.rule): r.status for r in own.screen(records, as_of=day, all=True)}
    assert here
    assert all(there[key] == status for key, status in here.items())


def test_what_is_not_in_it_is_a_notice(page: Path) -> None:
    texts = [row["text"] for row in own.load(page).rows("notices")]
    assert any("Outside the reach" in text for text in texts)
    assert not len(own.load(page).skipped)


def test_hostile_names_come_back_as_they_were(tmp_path: Path) -> None:
    made = draw(hostile(), "target", as_of="2024", below=None)
    back = own.load(made.save(tmp_path / "hostile.html"))
    pd.testing.assert_frame_equal(back.entities, made.records.entities)


def test_it_goes_with_every_other_input(page: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("owner,owned,percent\nhikvision,New Ltd,60\n", encoding="utf-8")
    both = own.load(page, more)
    assert len(both.interests) == len(own.load(page).interests) + 1
    twice = own.load(page, example_path("hikvision") / "interests.csv")
    assert len(twice.interests) > 158


def test_in_a_folder_it_does_not_repeat_what_lies_beside_it(page: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("owner,owned,percent\na,b,60\n", encoding="utf-8")
    (tmp_path / "page.html").write_bytes(page.read_bytes())
    assert len(own.load(tmp_path).interests) == 1
    assert len(own.load(tmp_path, tmp_path / "page.html").interests) > 1


def test_content_recognises_it_whatever_its_name(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "evidence.txt"
    other.write_bytes(page.read_bytes())
    assert len(own.load(other).interests) == len(own.load(page).interests)
    assert not claims(Head(b"<!doctype html><title>News</title>", "x.html"))


def changed(page: Path, change: Any) -> bytes:
    text = page.read_text(encoding="utf-8")
    start = text.index(">", text.index('id="data"')) + 1
    end = text.index("</script>", start)
    data = json.loads(text[start:end])
    change(data)
    return (text[:start] + json.dumps(data).replace("<", "\\u003c") + text[end:]).encode()


def test_a_changed_share_is_refused(page: Path) -> None:
    def raise_it(data: dict[str, Any]) -> None:
        table = data["records"]["interests"]
        table["rows"][0][table["columns"].index("observed")] = "2001-01-01"

    with pytest.raises(DataError, match="changed after it was made"):
        read(Source.of(changed(page, raise_it), "page.html"))


BROKEN = [
    lambda d: d.update(format=1),
    lambda d: d.update(records=[]),
    lambda d: d["records"].update(interests=[]),
    lambda d: d["records"].update(strange={"columns": [], "rows": []}),
    lambda d: d["records"]["interests"].update(columns=[["a"]]),
    lambda d: d["records"]["interests"]["rows"].append([1]),
    lambda d: d["records"]["interests"]["rows"][0].__setitem__(0, None),
    lambda d: d["records"]["interests"]["rows"][0].__setitem__(0, {"a": 1}),
    lambda d: d["records"].update(interests={"columns": ["owner", "owned", "share"], "rows": [["a", "b", "130"]]}),
]


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_what_is_no_table_is_refused_with_a_reason(page: Path, number: int) -> None:
    def change(data: dict[str, Any]) -> None:
        BROKEN[number](data)
        data["hash"] = digest(data["records"])

    with pytest.raises(DataError, match=r"page\.html"):
        read(Source.of(changed(page, change), "page.html"))


def test_rows_whose_parties_are_missing_are_settled_like_others(page: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["records"] = {"interests": {"columns": ["owner", "owned"], "rows": [["x", "y"]]}}
        data["hash"] = digest(data["records"])

    assert not read(Source.of(changed(page, change), "page.html")).settled


@pytest.mark.parametrize("text", [b"", b"{", b"[1]", b"[" * 9000, b"\xff"])
def test_data_that_cannot_be_read(text: bytes) -> None:
    with pytest.raises(DataError):
        page_data(b'<script type="application/json" id="data">' + text + b"</script>", "x.html")
