"""From records and findings to what a page shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ownership.errors import NotFound, UsageError
from ownership.page import draw
from ownership.page.model import Party, Stake, View
from ownership.readers.table import read
from ownership.records import Records, concat
from tests.page.sample import DAY

if TYPE_CHECKING:
    from tests.conftest import OfflinePage


def look(interests: str, entities: str = "", lists: str = "") -> Records:
    parts = [read(interests.encode(), "interests.csv")]
    parts += [read(text.encode(), f"{n}.csv") for n, text in enumerate((entities, lists)) if text]
    return concat(*parts)


def shown(records: Records, entity: str = "T", **how: Any) -> View:
    return draw(records, entity, **{"as_of": DAY, **how}).view


def shares(view: View) -> dict[str, str]:
    return {f"{s.owner}>{s.owned}": s.share for s in view.stakes if s.line not in ("undisclosed", "more")}


def rest(view: View) -> dict[str, Stake]:
    return {s.owned: s for s in view.stakes if s.line == "undisclosed"}


def party(view: View, name: str) -> Party:
    return next(p for p in view.parties if p.id == name)


def test_shares_ranges_and_unknowns_as_they_are() -> None:
    view = shown(look('owner,owned,percent\nA,T,36.08\nB,T,25-50\nC,T,\nD,T,"<5"'))
    assert shares(view) == {"A>T": "36.08 %", "B>T": "25–50 %", "C>T": "unknown", "D>T": "under 5 %"}
    assert [s.owner for s in view.stakes if s.unknown and s.line == "owns"] == ["C"]


def test_what_nobody_is_recorded_for_is_a_card_of_its_own() -> None:
    view = shown(look("owner,owned,percent\nA,T,60\nB,A,100"))
    assert {owned: s.share for owned, s in rest(view).items()} == {"T": "40 %"}
    complete = look("owner,owned,percent\nA,T,60\nB,T,30-50", "id,kind,total\nT,company,100")
    assert rest(shown(complete)) == {}


def test_owners_all_the_way_up_and_one_level_down() -> None:
    rows = "\n".join(f"n{n},n{n + 1},60" for n in range(8))
    view = shown(look(f"owner,owned,percent\n{rows}"), "n4", below=1)
    assert {p.id for p in view.parties if p.role == "party"} == {"n0", "n1", "n2", "n3", "n4", "n5"}
    page = draw(look(f"owner,owned,percent\n{rows}"), "n4", as_of=DAY)
    assert "n7" not in page.to_html().split('id="data"')[1]
    assert "2 parties, 2 holdings" in page.data["lacks"][0]


def test_several_subjects_share_one_chart() -> None:
    records = look("owner,owned,percent\nA,T,60\nA,U,40")
    page = draw(records, ["T", "U", "T"], as_of=DAY)
    assert page.view.subjects == ("T", "U")
    assert len(page.view.answers) == 2
    assert {"A>T", "A>U"} <= set(shares(page.view))


def test_the_answer_is_in_words_and_in_a_table() -> None:
    view = shown(look("owner,owned,percent,observed\nA,M,80,2023\nM,T,50,2023"))
    assert "A (kind not recorded) with 40 %" in view.answers[0]
    assert view.as_of == "1 January 2024"
    row = next(h for h in view.holders if h.owner == "A")
    assert (row.share, row.direct, row.seen) == ("40 %", "no direct record", "2023")
    assert any(h.owner == "no holder on record" and h.share == "60 %" for h in view.holders)


def test_a_day_changes_the_picture() -> None:
    records = look("owner,owned,percent,observed\nA,T,60,2019-01-01\nA,T,40,2022-01-01")
    assert shares(shown(records, as_of="2020"))["A>T"] == "60 %"
    assert shares(shown(records, as_of="2023"))["A>T"] == "40 %"
    assert any("later" in text for text in shown(records, as_of="2020").warnings)


def test_the_ledger_says_what_was_left_out_and_why() -> None:
    view = shown(look("owner,owned,percent,observed\nA,T,60,2019-01-01\nA,T,40,2022-01-01"))
    assert [(line.share, line.used) for line in view.ledger] == [("60 %", False), ("40 %", True)]
    assert "superseded" in view.ledger[0].reason
    assert "1 used, 1 left out" in view.footer[0]


def test_control_votes_and_summaries_have_their_own_lines() -> None:
    text = (
        "owner,owned,percent,type,directness\nA,T,30,,\nB,T,51,votingRights,\nC,T,,appointmentOfBoard,\n"
        "D,T,20,,indirect\nE,T,,trustee,"
    )
    lines = {s.owner: s.line for s in shown(look(text)).stakes if s.owned == "T"}
    assert {k: lines[k] for k in "ABCDE"} == dict(
        zip("ABCDE", ("owns", "votes", "controls", "summary", "other"), strict=True)
    )


def test_loops_and_own_shares_do_not_hang() -> None:
    view = shown(look("owner,owned,percent\nA,T,60\nT,A,30\nT,T,10\nP,A,70"))
    assert {"A>T", "T>A", "P>A", "T>T"} <= set(shares(view))


def test_shares_over_a_whole_are_a_warning_never_a_label() -> None:
    page = draw(look("owner,owned,percent\nA,T,80\nB,T,70"), "T", as_of=DAY)
    assert any("more than 100 %" in text for text in page.view.warnings)
    labels = [s.share for s in page.view.stakes] + [h.share for h in page.view.holders]
    assert not any(
        float(part) > 100 for label in labels for part in label.replace("–", " ").split() if part[0].isdigit()
    )


def test_lists_and_findings_become_marks() -> None:
    records = look("owner,owned,percent\nL,T,60\nO,L,30", lists="entity,list,start\nL,us-sdn,2020")
    found = [
        {
            "entity": "T",
            "rule": "us-ofac-50",
            "status": "certain",
            "in_force": "yes",
            "text": "60 % by L",
            "ties": (),
        },
        {"entity": "T", "rule": "other", "status": "possible", "in_force": "yes", "text": "", "ties": ()},
        {
            "entity": "O",
            "rule": "us-ofac-50",
            "status": "excluded",
            "in_force": "yes",
            "ties": ("parent-of-listed",),
        },
    ]
    view = shown(records, exposures=[Finding(row) for row in found])
    assert [f.level for f in party(view, "L").flags] == ["listed"]
    assert [f.level for f in party(view, "T").flags] == ["caught", "possible"]
    assert [f.level for f in party(view, "O").flags] == ["tie"]
    assert "other; us-ofac-50" in view.footer[1]
    before = shown(records, as_of="2019")
    assert party(before, "L").flags == ()


class Finding(dict[str, Any]):
    """An exposure row made by hand."""

    @property
    def rule(self) -> str:
        return str(self["rule"])


def test_findings_of_screen_are_taken_as_they_are() -> None:
    rules = pytest.importorskip("ownership.rules")
    records = look("owner,owned,percent\nL,T,60\nL,S,20\nO,S,80")
    found = rules.screen(records, rules=["us-ofac-50"], listed=["L"], as_of=DAY)
    view = shown(records, exposures=found)
    assert party(view, "T").flags[0].level == "caught"
    assert party(view, "L").flags[0].level == "listed"
    assert {f.level for f in party(shown(records, "S", exposures=found), "O").flags} <= {"tie"}


def test_the_limit_is_kept_and_said() -> None:
    rows = "\n".join(f"P{5 * n + k},P{n},10" for n in range(60) for k in range(1, 6))
    page = draw(look(f"owner,owned,percent\n{rows}"), "P0", as_of=DAY, limit=30)
    assert sum(p.role == "party" for p in page.view.parties) == 30
    assert any("Outside the reach" in text for text in page.data["lacks"])
    assert "only a part of the records" in page.view.answers[-1]


def test_a_lone_entity_is_a_page_too() -> None:
    view = shown(look("owner,owned,percent\nA,B,50", "id,name\nT,Tamarack"))
    assert [p.id for p in view.parties] == ["T"]
    assert "nobody outside" in view.answers[0]


def test_bad_questions_are_refused() -> None:
    records = look("owner,owned,percent\nA,T,60")
    with pytest.raises(NotFound):
        draw(records, "Nobody", as_of=DAY)
    for wrong in ({"below": -1}, {"limit": 0}):
        with pytest.raises(UsageError):
            draw(records, "T", as_of=DAY, **wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        draw(records, [], as_of=DAY)


def test_options_reach_the_numbers() -> None:
    records = look("owner,owned,percent,observed,confidence\nA,T,60,2001,high\nB,T,30,2023,low")
    assert shares(shown(records)) == {"A>T": "up to 60 %"}
    assert shares(shown(records, max_age=50, min_confidence="low")) == {"A>T": "60 %", "B>T": "30 %"}
    assert shares(shown(records, assume=["A > T = 10"]))["A>T"] == "10 %"


def test_a_graph_is_as_good_as_records() -> None:
    from ownership.graph import to_graph

    records = look("owner,owned,percent\nA,T,60")
    assert draw(to_graph(records), "T", as_of=DAY).to_html() == draw(records, "T", as_of=DAY).to_html()


def test_a_title_can_be_given_and_the_page_is_saved_whole(page_offline: OfflinePage, tmp_path: Path) -> None:
    page = draw(look("owner,owned,percent\nA,T,60"), "T", as_of=DAY, title="My <own> question")
    path = page.save(tmp_path / "a" / "b" / "page.html")
    assert path.read_text(encoding="utf-8") == page.to_html()
    tab = page_offline.open(path)
    assert tab.title() == "My <own> question"
    assert set(page._repr_mimebundle_()) == {"text/html", "text/plain"}
    assert page.to_pyvis().num_nodes() == 3
    page_offline.assert_quiet()
