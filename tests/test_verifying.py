"""A page edited by hand is caught: a verdict, a share, the answer, the hash, a record, a link, a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ownership as own
from ownership.errors import DataError, NotFound
from ownership.examples import example_records
from ownership.page import draw
from ownership.readers.page import digest
from ownership.readers.table import read
from ownership.records import Records, concat
from ownership.rules import decided, explain, screen
from ownership.settle import settle
from ownership.verifying import is_page, verify

DAY = "2023-03-28"


def look(rows: str) -> Records:
    lists = read(b"entity,list,start\nx,us-sdn,2020", "lists.csv")
    return settle(concat(read(f"owner,owned,percent\n{rows}".encode(), "rows.csv"), lists))


RECORDS = "x,a,60\na,t,55\ny,t,25-40\nt,s,70"


def made(rows: str = RECORDS, **how: Any) -> str:
    def findings(found: Records) -> Any:
        return decided(found, rules=["us-ofac-50"], about=["t"] if "t" in found.position else [], as_of=DAY)

    return draw(look(rows), "t", as_of=DAY, exposures=findings, **how).to_html()


@pytest.fixture(scope="module")
def page() -> str:
    return made()


def data_of(page: str) -> tuple[int, int, Any]:
    start = page.index(">", page.index('id="data"')) + 1
    end = page.index("</script>", start)
    return start, end, json.loads(page[start:end])


def changed(page: str, change: Callable[[Any], None]) -> bytes:
    start, end, data = data_of(page)
    change(data)
    return (page[:start] + json.dumps(data, ensure_ascii=False).replace("<", "\\u003c") + page[end:]).encode()


def kinds(page: bytes | str, looked: Records | None = None) -> list[str]:
    found = verify(page.encode() if isinstance(page, str) else page, looked)
    return sorted({problem.kind for problem in found.problems})


def test_a_page_holds_by_itself_and_beside_its_records(page: str) -> None:
    assert verify(page.encode()).ok
    found = verify(page.encode(), look(RECORDS))
    assert found.ok
    assert found.claim.entity == "t"
    assert any("stand in the records named" in note for note in found.notes)


@pytest.mark.parametrize("how", [{"whole": True}, {"redact": True}, {"below": 0}, {"limit": 2}, {"above": 1}])
def test_every_way_of_drawing_can_be_verified(how: dict[str, Any]) -> None:
    text = made(**how)
    assert [problem.text for problem in verify(text.encode()).problems] == []
    assert [problem.text for problem in verify(text.encode(), look(RECORDS)).problems] == []


def test_the_bundled_case_can_be_verified() -> None:
    records = example_records("hikvision")
    text = draw(records, "hikvision", as_of=DAY, exposures=lambda found: screen(found, as_of=DAY)).to_html().encode()
    assert [problem.text for problem in verify(text, records).problems] == []


def test_a_verdict_is_caught(page: str) -> None:
    def clear(data: Any) -> None:
        data["verdicts"]["us-ofac-50"]["t"]["status"] = "excluded"

    found = verify(changed(page, clear))
    assert 't under us-ofac-50: the page says status "excluded", its records give "certain"' in [
        problem.text for problem in found.problems
    ]
    assert "verdict" in kinds(changed(page, lambda data: data["verdicts"].clear()))
    assert "verdict" in kinds(changed(page, lambda data: data["verdicts"]["us-ofac-50"].pop("a")))


def test_a_share_in_a_table_and_the_answer_are_caught(page: str) -> None:
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*60 %(?:(?!</tr>).)*</tr>", page, re.DOTALL)
    assert row
    assert kinds(page.replace(row[0], row[0].replace("60 %", "40 %"), 1)) == ["text"]
    heading = re.search(r"<h1[^>]*>(?:<[^>]*>)*([^<]+)", page)
    assert heading
    assert "text" in kinds(page.replace(heading[1], "Nobody owns it", 1))


def test_the_hash_and_a_record_are_caught(page: str) -> None:
    def other_hash(data: Any) -> None:
        data["hash"] = "0" * 64

    def other_share(data: Any) -> None:
        table = data["records"]["interests"]
        table["rows"][0][table["columns"].index("share")] = "40"

    def and_hash(data: Any) -> None:
        other_share(data)
        data["hash"] = digest(data["records"])

    assert "hash" in kinds(changed(page, other_hash))
    assert {"hash", "verdict"} <= set(kinds(changed(page, other_share)))
    assert "verdict" in kinds(changed(page, and_hash))
    assert "records" in kinds(changed(page, and_hash), look(RECORDS))


def test_a_record_left_out_and_everything_made_to_match_is_seen_beside_the_records() -> None:
    forged = made("a,t,55\ny,t,25-40\nt,s,70")
    assert verify(forged.encode()).ok
    texts = [problem.text for problem in verify(forged.encode(), look(RECORDS)).problems]
    assert any("leaves out" in text and "owner x, owned a" in text for text in texts)
    assert any("t under us-ofac-50" in text for text in texts)


def test_a_weaker_rule_is_caught(page: str) -> None:
    def weaker(data: Any) -> None:
        data["rules"][0]["threshold"] = "75"
        data["rules"][0]["conditions"][0]["threshold"] = "75"

    assert "rule" in kinds(changed(page, weaker))


def test_a_script_and_a_link_are_caught(page: str) -> None:
    assert kinds(page.replace('"use strict";', '"use strict"; window.own = 1;', 1)) == ["form"]
    assert kinds(page.replace("</h1>", '<a href="https://x.org">more</a></h1>', 1)) == ["text"]


def test_line_ends_of_another_machine_are_no_change(page: str) -> None:
    assert verify(page.replace("\n", "\r\n").encode()).ok


def test_a_page_of_another_version_is_checked_by_its_data(page: str) -> None:
    def older(data: Any) -> None:
        data["version"] = "0.0.9"

    found = verify(changed(page, older))
    assert found.ok
    assert any("0.0.9" in note for note in found.notes)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(asked=[]),
        lambda d: d["asked"].update(subjects=[]),
        lambda d: d["asked"].update(as_of=3),
        lambda d: d["asked"].update(strange=1),
        lambda d: d.pop("records"),
        lambda d: d.update(format=99),
    ],
)
def test_a_question_that_cannot_be_read_is_refused(page: str, change: Callable[[Any], None]) -> None:
    with pytest.raises(DataError):
        verify(changed(page, change))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["asked"].update(subjects=["nobody"]),
        lambda d: d["asked"].update(as_of="some day"),
        lambda d: d["rules"].append({"id": "x"}),
        lambda d: d["records"].update(interests={"columns": ["owner"], "rows": [["a"]]}),
        lambda d: d["asked"].update(assume=["nonsense"]),
    ],
)
def test_what_cannot_be_made_again_is_a_problem(page: str, change: Callable[[Any], None]) -> None:
    assert "page" in kinds(changed(page, change))


def test_other_things_go_where_they_went(tmp_path: Path) -> None:
    records = look(RECORDS)
    why = explain(records, "t", rule="us-ofac-50", as_of=DAY)
    assert verify(why, records).ok
    path = tmp_path / "why.json"
    path.write_text(json.dumps(why.to_dict()), encoding="utf-8")
    assert own.verify(path).ok
    with pytest.raises(NotFound):
        verify(tmp_path / "gone.html")
    with pytest.raises(DataError, match="not JSON"):
        verify(b"nonsense")
    assert is_page(b"\n<html>")
