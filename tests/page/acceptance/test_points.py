"""The eight points beyond the sixty: verdicts, days, what-if, evidence, loops, twins, gallery, speed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

import ownership as own
from tests.page.acceptance import fixtures, pdf
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.fixtures import DAY, SMALL
from tests.page.acceptance.making import ROOT, RULE, Pages, command, drawn
from tests.page.acceptance.picture import shown
from tests.page.acceptance.reading import Chart, data_of
from tests.page.acceptance.test_f_evidence import step

if TYPE_CHECKING:
    from pathlib import Path


def verdicts(chart: Chart, rule: str) -> dict[str, str]:
    """What the page itself computes of every party: certain, possible, listed; nothing for the rest."""
    found = chart.tab.evaluate(
        "rule => Object.fromEntries([...(window.ownershipChart.world().verdicts(rule) || [])]"
        ".map(([id, v]) => [id, v.status]))",
        rule,
    )
    return {party: status for party, status in found.items() if status != "excluded"}


def screened(records: Any, rule: str, **how: Any) -> dict[str, str]:
    rows = own.screen(records, rules=[rule], **how)
    return {row.entity: row.status for row in rows if row.status != "excluded"}


def test_point1_a_rule_is_chosen_and_its_verdicts_stand_on_the_cards(look: Look) -> None:
    chart = look("S")
    expected = screened(fixtures.records(SMALL), RULE, as_of=DAY)
    assert expected["alder"] == "listed"
    assert expected["birch"] == "certain"
    assert verdicts(chart, RULE) == expected
    assert chart.tab.locator(f"#rule option[value='{RULE}']").count() == 1
    chart.tab.select_option("#rule", RULE)
    chart.settle()
    cards = {card.id: card.words.lower() for card in shown(chart).cards}
    assert "listed" in cards["alder"]
    for party, status in expected.items():
        if status in ("certain", "possible") and party in cards:
            assert re.search("caught" if status == "certain" else "possib", cards[party]), cards[party]
    looks = {card.id: card.look for card in shown(chart).cards}
    assert len({looks["alder"], looks["birch"], looks["ivy"], looks["bob"] if "bob" in looks else looks["elm"]}) >= 2


def test_point1_the_panel_has_the_proof(still: Look) -> None:
    chart = still("S")
    chart.tab.select_option("#rule", RULE)
    chart.ask("choose(it)", "cedar")
    panel = chart.text("#panel")
    for said in ("OFAC 50 Percent Rule", "Birch Holdings plc", "52.5 %"):
        assert said in panel, said
    chart.ask("choose(it)", "birch")
    for summary in chart.tab.locator("#panel summary").all():
        summary.click()
    panel = chart.text("#panel")
    for said in ("Alder Group SA", "55 %", "2022-09-30", "Register of Luxembourg", "line 1"):
        assert said in panel, said
    assert "http://example.org/register" in panel  # not a link: nobody can know what answers there
    chart.ask("choose(it)", "alder")
    assert chart.tab.locator("#panel a[href='https://example.org/list']").count() >= 1
    assert not re.search(r"\bclear\b|\bcompliant\b|\bguilty\b|\bblocked\b", panel)


def test_point1_the_panel_says_every_proof_whole(still: Look) -> None:
    chart = still("S")
    told = 0
    for party in chart.tab.evaluate("ownershipChart.scene().cards.map((card) => card.party).filter(Boolean)"):
        chart.ask("choose(it)", party)
        panel = chart.tab.inner_text("#panel")
        assert not re.search(r"\b(null|undefined|NaN)\b|\[object", panel), panel
        for proof in chart.tab.evaluate("(id) => ownershipChart.story().proof(id)", party):
            assert proof["record"] in panel, (party, proof["record"])
            told += bool(proof["record"])
    assert told >= 3


def test_point1_shares_or_votes(look: Look) -> None:
    chart = look("S")
    before = chart.text("#answer")
    chart.tab.select_option("#basis", "voting")
    chart.settle()
    after = chart.text("#answer")
    assert before != after
    page = own.draw(fixtures.records(SMALL), "cedar", as_of=DAY, basis="voting")
    assert " ".join(after.split()) == " ".join(" ".join(page.view.answers).split())


def test_point2_verdicts_are_those_of_the_day(look: Look, pages: Pages) -> None:
    chart = look("S")
    records = fixtures.records(SMALL)
    for day in (each["day"] for each in data_of(pages("S"))["days"]):
        step(chart, day)
        assert verdicts(chart, RULE) == screened(records, RULE, as_of=day), day


def world_of(chart: Chart, changes: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Change something as a reader does, through `#whatif`, and return what everybody holds of the subject."""
    chart.ask("apply(it)", {"changes": {"shares": [], "listed": [], "unlisted": [], "dropped": [], **changes}})
    chart.settle()
    rows = chart.ask("world().owners('cedar')")
    return {row["owner"]: (row["share"]["low"], row["share"]["high"]) for row in rows if row["kind"] == "party"}


def close(found: dict[str, tuple[float, float]], rows: Any) -> None:
    expected = {str(row.owner): (row.share_min, row.share_max) for row in rows if row.owner}
    assert set(found) == set(expected)
    for owner, ends in expected.items():
        assert found[owner] == pytest.approx(ends, abs=1e-6), owner


def test_point3_another_share(look: Look) -> None:
    chart = look("S")
    found = world_of(chart, {"shares": [{"owner": "alder", "owned": "birch", "share": "45"}]})
    records = fixtures.records(SMALL)
    close(found, own.owners(records, "cedar", as_of=DAY, assume=["alder > birch = 45"]))
    assert verdicts(chart, RULE) == screened(records, RULE, as_of=DAY, assume=["alder > birch = 45"])
    said = chart.text("body")
    assert re.search(r"not (the|on) record|assum|what if", said, re.IGNORECASE)
    assert any(re.search(r"assum|what if", text, re.IGNORECASE) for text in [*shown(chart).title, *shown(chart).footer])
    chart.assert_quiet()


def test_point3_another_listed_party(look: Look) -> None:
    chart = look("S")
    world_of(chart, {"listed": ["gorse"]})
    assert verdicts(chart, RULE) == screened(fixtures.records(SMALL), RULE, as_of=DAY, listed=["gorse"])


def test_point3_without_a_record(look: Look) -> None:
    chart = look("S")
    number = next(n for n, row in enumerate(SMALL["interests"]) if (row["owner"], row["owned"]) == ("ann", "alder"))
    found = world_of(chart, {"dropped": [number]})
    rest = {**SMALL, "interests": [row for n, row in enumerate(SMALL["interests"]) if n != number]}
    close(found, own.owners(fixtures.records(rest), "cedar", as_of=DAY))


def test_point3_by_hand(look: Look) -> None:
    """The way of a reader: open it, choose a stake, type a share, see the answer change, take it back."""
    chart = look("S")
    before = chart.text("#answer")
    chart.tab.click("#whatif-button")
    assert chart.tab.locator("#whatif").is_visible()
    fields = chart.tab.locator("#whatif").locator("input, select, button")
    assert fields.count() >= 4
    world_of(chart, {"shares": [{"owner": "birch", "owned": "cedar", "share": "10"}]})
    assert chart.text("#answer") != before
    chart.tab.locator("#whatif").get_by_role(
        "button", name=re.compile("reset|back to the records", re.IGNORECASE)
    ).first.click()
    chart.settle()
    assert chart.text("#answer") == before


def test_point4_the_page_gives_its_records_back(pages: Pages, tmp_path: Path) -> None:
    again = own.load(pages("S"))
    records = fixtures.records(SMALL)
    assert len(again.interests) == len(records.interests)
    assert set(again.entities["id"]) == set(records.entities["id"])
    for row, back in zip(own.owners(records, "cedar", as_of=DAY), own.owners(again, "cedar", as_of=DAY), strict=True):
        assert (row.owner, row.share_min, row.share_max) == (back.owner, back.share_min, back.share_max)
    assert screened(again, RULE, as_of=DAY) == screened(records, RULE, as_of=DAY)
    path = drawn("cedar", pages("S"), "--as-of", DAY, "--rule", RULE, tmp_path / "again.html")
    assert data_of(path)["records"] == data_of(pages("S"))["records"]


def test_point4_verify_says_yes_and_notices_a_changed_page(pages: Pages, tmp_path: Path) -> None:
    good = command("verify", pages("S"))
    assert good.returncode == 0, good.stderr + good.stdout
    text = pages("S").read_text(encoding="utf-8")
    for n, (old, new) in enumerate((('"52.5"', '"42.5"'), ('"certain"', '"possible"'), ("us-sdn", "eu-fsf"))):
        assert old in text
        start = text.index('id="data"')
        forged = tmp_path / f"{n}.html"
        forged.write_text(text[:start] + text[start:].replace(old, new), encoding="utf-8")
        run = command("verify", forged)
        assert run.returncode == 1, (old, run.stderr + run.stdout)


def test_point4_what_is_lacking_is_said(pages: Pages, still: Look) -> None:
    path = pages("S-redacted")
    text = path.read_text(encoding="utf-8")
    for person in ("Ann Alder", "Bob Birch"):
        assert person not in text
    assert data_of(path)["lacks"]
    again = own.load(path)
    assert len(again.interests) == len(SMALL["interests"])
    chart = still("S-redacted", script=False)
    assert any(sentence in " ".join(chart.text("body").split()) for sentence in data_of(path)["lacks"])


def test_point4_the_footer_says_where_it_is_from(still: Look, pages: Pages) -> None:
    chart = still("S", script=False)
    data = data_of(pages("S"))
    assert re.fullmatch(r"[0-9a-f]{64}", data["hash"])
    assert data["hash"][:12] in chart.text("#hash")
    assert own.__version__ in chart.text("#version")
    assert "ownership draw" in chart.text("#command")
    assert "OFAC 50 Percent Rule" in (chart.tab.locator("#rules-used").text_content() or "")


RING = {
    "entities": fixtures.rows("id | name | kind\n" + "\n".join(f"r{n} | Ring {n} Ltd | company" for n in range(4))
                              + "\nout | Outside Ltd | company\nt | Target Ltd | company"),
    "interests": fixtures.rows("owner | owned | percent\nr0 | r1 | 60\nr1 | r2 | 60\nr2 | r3 | 60\nr3 | r0 | 60\n"
                               "out | r0 | 30\nr2 | t | 55"),
}  # fmt: skip


def test_point5_a_loop_is_one_badge_and_opens_in_place(look: Look, tmp_path: Path) -> None:
    chart = look(own.draw(fixtures.records(RING), "t", as_of=DAY).save(tmp_path / "ring.html"))
    loops = chart.cards("loop")
    assert len(loops) == 1
    words = shown(chart).card(loops[0]["id"]).words
    assert re.search(r"4 companies hold each other", words)
    assert "Outside" in words
    assert not {"r0", "r1", "r2", "r3"} & {card["id"] for card in chart.cards("party")}
    chart.click_card(loops[0]["id"])
    if chart.cards("loop"):
        chart.press("Enter")
        chart.settle()
    assert {"r0", "r1", "r2", "r3"} <= {card["id"] for card in chart.cards("party")}
    assert chart.layout()["back"]
    chart.assert_quiet()


def test_point5_four_absences_are_four_pictures(look: Look, tmp_path: Path) -> None:
    tables = {
        "entities": fixtures.rows(
            "id | name | kind\nt | Target | company\na | A | company\nb | B | company\nc | C | company\nd | D | company"
        ),
        "interests": fixtures.rows("owner | owned | percent\na | t | 25\nb | t | 25\nc | t | 25\nd | t | 10"),
        "absences": fixtures.rows("entity | reason\na | unknown\nb | exempt\nc | NON_PUBLIC"),
    }
    chart = look(own.draw(fixtures.records(tables), "t", as_of=DAY).save(tmp_path / "four.html"))
    cards = [card for card in shown(chart).cards if card.role not in ("party", "more", "loop")]
    roles = {card.role for card in cards}
    assert {"undisclosed", "unknown", "exempt", "unnamed"} <= roles
    pictures = {(card.shape, card.look) for card in cards}
    assert len(pictures) >= 4
    assert len({card.words.split("%")[-1] for card in cards if card.role != "undisclosed"}) >= 3


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_point6_the_twins_without_a_page(pages: Pages, tmp_path: Path, kind: str, chromium_path: str) -> None:
    path = drawn("cedar", *pages.small, "--as-of", DAY, "--rule", RULE, "--format", kind, tmp_path / f"x.{kind}")
    raw = path.read_bytes()
    if kind == "png":
        assert raw.startswith(b"\x89PNG")
        assert int.from_bytes(raw[16:20]) > 800
    if kind == "pdf":
        paper = pdf.read(raw)
        assert len(paper) == 1
        assert pdf.plain("Birch Holdings plc") in pdf.plain(paper[0].text)
        assert paper[0].images == 0
    assert len(raw) > 4000


def test_point7_the_gallery(tmp_path: Path) -> None:
    run = command("draw", "--gallery", tmp_path / "gallery")
    assert run.returncode == 0, run.stderr
    pages = sorted(path.name for path in (tmp_path / "gallery").glob("*.html"))
    assert "index.html" in pages
    assert 4 <= len(pages) <= 7
    index = (tmp_path / "gallery" / "index.html").read_text(encoding="utf-8")
    for page in pages:
        assert page == "index.html" or f'href="{page}"' in index
    assert "<svg" in index or re.search(r'<img[^>]+src="(data:|[\w-]+\.svg)', index)
    kept = list((ROOT / "graphs" / "gallery").rglob("*"))  # what `make demo` writes beside it is never committed
    assert pages == sorted(path.name for path in kept if path.suffix == ".html")
    assert len(kept) <= 6


def test_point8_the_benchmark_has_its_bars() -> None:
    from benchmarks.page import LIMITS

    assert LIMITS["against plain pyvis at 1,000"] >= 80
    assert LIMITS["against plain pyvis at 5,000"] >= 200
