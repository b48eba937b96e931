"""The scripts of the page that know no page: addresses, lists, shares as typed, steps by keyboard, files to save."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ownership.page.app import document
from ownership.page.app.nested import Tie, Twig, nested
from ownership.page.assets import asset
from ownership.page.languages import table

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

    from tests.conftest import OfflinePage

PURE = ("words", "dom", "nested", "address", "keys", "find", "changes", "time", "whatif", "save")


@pytest.fixture
def scripts(page_offline: OfflinePage, tmp_path: Path) -> Tab:
    """An empty page with the scripts that know no page."""
    loaded = "".join(f"<script>{asset(f'{name}.js')}</script>" for name in PURE)
    (tmp_path / "empty.html").write_text(f"<!doctype html><meta charset=utf-8><body>{loaded}", encoding="utf-8")
    page = page_offline.open(tmp_path / "empty.html")
    page_offline.assert_quiet()
    return page


def plain(twigs: list[Twig]) -> list[Any]:
    return [[t.card, t.line, t.text, t.again, plain(t.twigs)] for t in twigs]


PLAIN = "const plain = (twigs) => twigs.map((t) => [t.card, t.line, t.text, t.again, plain(t.twigs)]);"


def test_every_script_adds_one_name_and_touches_nothing(page_offline: OfflinePage, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<!doctype html><body>", encoding="utf-8")
    page = page_offline.open(tmp_path / "empty.html")
    before = page.evaluate("Object.keys(window)")
    for name in PURE:
        known = page.evaluate("Object.keys(window.ownership || {})")
        page.add_script_tag(content=asset(f"{name}.js"))
        assert set(page.evaluate("Object.keys(window.ownership)")) - set(known) == {name}
        page.evaluate("document.querySelectorAll('script').forEach((s) => s.remove())")
    assert set(page.evaluate("Object.keys(window)")) - set(before) == {"ownership"}
    assert page.evaluate("document.body.children.length") == 0
    page_offline.assert_quiet()


@pytest.mark.parametrize("name", document.SCRIPTS)
def test_the_scripts_keep_to_the_house_rules(name: str) -> None:
    text = asset(name)
    lines = text.splitlines()
    assert len(lines) < 400
    assert lines[0].startswith("// ")
    assert '"use strict";' in text
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Math.random",
        "Date.now",
        "new Date",
        "fetch(",
        "XMLHttpRequest",
        'setAttribute("style"',
        "cssText",
    ):
        assert forbidden not in text, forbidden
    declared = re.findall(r"^( *)(?:async )?function (\w+)\(", text, re.MULTILINE)
    assert len(declared) == len(set(declared))  # the later of two of one name would be called for both


def test_both_languages_say_the_same_things() -> None:
    english, chinese = table("en"), table("zh")
    mine = [key for key in english if key.startswith("app.")]
    assert len(mine) > 150
    for key in mine:
        assert set(_places(english[key])) == set(_places(chinese[key])), key


def _places(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]


def test_every_word_that_a_script_or_the_template_asks_for_is_there() -> None:
    known = table("en")
    for name in (*document.SCRIPTS, document.TEMPLATE):
        for key in re.findall(r'"(app\.[a-z_0-9.]+)"', asset(name)):
            assert key in known or f"{key}.one" in known or any(k.startswith(key) for k in known), (name, key)


# ---- the address ------------------------------------------------------------
STATE = {
    "node": "gb-coh-1&2=3 #中国", "q": "a+b %", "day": "2023-03-28", "basis": "voting",
    "rule": "us-ofac-50", "paths": True,
    "tab": "list", "scene": {"min": 25, "up": {"a": 2}, "closed_down": ["b"], "subject": "c"},
    "changes": {"shares": [{"owner": "a", "owned": "b", "share": "25-50"}], "listed": ["x"], "unlisted": [],
                "dropped": [3]},
}  # fmt: skip


def test_a_state_comes_back_from_its_address(scripts: Tab) -> None:
    back = scripts.evaluate(
        "(state) => { const a = ownership.address; const first = a.opening({as_of: '2024-01-01', basis: 'ownership'});"
        "return a.read('#' + a.write(state, first), first); }",
        STATE,
    )
    assert back == STATE


def test_the_first_view_has_no_address(scripts: Tab) -> None:
    assert (
        scripts.evaluate(
            "(() => { const f = ownership.address.opening({as_of: '2024'}); return ownership.address.write(f, f); })()"
        )
        == ""
    )


@pytest.mark.parametrize(
    "hostile",
    ["%", "node", "=x", "view={", "view=[1]", 'assume={"shares":[1,{"owner":1}],"dropped":[-1,"x",1.5]}',
     "min=NaN", "min=-5",
     'view={"__proto__":{"x":1},"up":{"a":-1,"b":"x","c":1e9}}', "rule=%00", "&&&", "assume=null", "view=null"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_the_first_view(scripts: Tab, hostile: str) -> None:
    found = scripts.evaluate(
        "(hash) => { const f = ownership.address.opening({as_of: '2024'}); const s = ownership.address.read(hash, f);"
        "return {...s, polluted: ({}).x}; }",
        hostile,
    )
    assert found["changes"] == {"shares": [], "listed": [], "unlisted": [], "dropped": []}
    assert found["scene"] in ({}, {"up": {}})
    assert found.get("polluted") is None


# ---- lists ------------------------------------------------------------
def test_the_nested_list_is_that_of_python(scripts: Tab) -> None:
    rng = random.Random(7)
    cases = []
    for _ in range(60):
        size = rng.randint(1, 12)
        ties = [
            Tie(str(n), str(rng.randrange(size)), str(rng.randrange(size)), f"{n} %", float(rng.choice([0, 5, 5, 60])))
            for n in range(rng.randint(0, 25))
        ]
        cases.append((["0", "1"][: rng.randint(1, 2)], ties))
    found = scripts.evaluate(
        f"(cases) => {{ {PLAIN} return cases.map(([subjects, ties]) => ownership.nested(subjects, ties)"
        ".map((b) => [b.card, plain(b.owners), plain(b.owned)])); }",
        [[subjects, [tie._asdict() for tie in ties]] for subjects, ties in cases],
    )
    for (subjects, ties), theirs in zip(cases, found, strict=True):
        assert [[b.card, plain(b.owners), plain(b.owned)] for b in nested(subjects, ties)] == theirs


# ---- what if ------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("60", "60"), (" 60 % ", "60"), ("36,08", "36.08"), ("25-50", "25-50"), ("25–50 %", "25-50"),
     (">50", ">50"), (">= 50", ">= 50"),
     ("<5", "<5"), ("(25,50]", "(25,50]"), ("1/3", "1/3"), ("", ""), ("0", "0"), ("100", "100"),
     ("101", None), ("-5", None), ("50-25", None), ("abc", None), ("1/0", None), ("4/3", None),
     ("50 %%", None), ("1e3", None)],
)  # fmt: skip
def test_a_share_is_read_as_it_is_meant_or_refused(scripts: Tab, typed: str, meant: str | None) -> None:
    assert scripts.evaluate("(text) => ownership.whatif.share(text)", typed) == meant
    if meant is not None:
        from ownership.shares_text import parse_share

        parse_share(meant)


def test_every_assumption_can_be_taken_back_alone(scripts: Tab) -> None:
    found = scripts.evaluate(
        """(texts) => {
          const { whatif, address } = ownership;
          let changes = whatif.withShare(address.noChanges(), {owner: "a", owned: "b", share: "60"});
          changes = whatif.withShare(changes, {owner: "a", owned: "b", share: "70"});
          changes = whatif.withListing(changes, "c", true, false);
          changes = whatif.withListing(changes, "d", false, true);
          changes = whatif.withRecord(whatif.withRecord(changes, 4, true), 4, true);
          const words = ownership.words(texts, "en");
          const app = {words, nameOf: (id) => id.toUpperCase(), recordText: (n) => `record ${n}`};
          const entries = whatif.entries(changes, app);
          const undone = whatif.withListing(whatif.withListing(changes, "c", false, false), "d", true, true);
          return {changes, said: entries.map((e) => e.text), rests: entries.map((e) => e.rest), undone};
        }""",
        dict(table("en")),
    )
    assert found["changes"] == {
        "shares": [{"owner": "a", "owned": "b", "share": "70"}], "listed": ["c"], "unlisted": ["d"], "dropped": [4],
    }  # fmt: skip
    assert found["said"] == ["A holds 70 % of B", "C is listed", "D is not listed", "left out: record 4"]
    kept = [sum(map(len, rest.values())) for rest in found["rests"]]
    assert kept == [3, 3, 3, 3]
    assert found["undone"]["listed"] == found["undone"]["unlisted"] == []


# ---- keys ------------------------------------------------------------
WALK = """([cards, lines, keys, start]) => {
  const drawn = lines.map(([owner, owned, weight], n) => ({id: String(n), owner, owned, weight}));
  const walk = ownership.keys.walker(cards.map((id) => ({id})), drawn);
  let at = start; let from = null; const seen = [at];
  for (const key of keys) {
    const step = walk.step(at, key, from);
    if (step) { at = step.card; from = step.from; }
    seen.push(at);
  }
  return seen; }"""


def test_arrows_go_to_the_largest_first_and_along_those_beside(scripts: Tab) -> None:
    lines = [["small", "x", 7], ["large", "x", 75], ["mid", "x", 18], ["x", "kid", 5], ["x", "other", 80]]
    cards = ["small", "large", "mid", "x", "kid", "other"]
    keys = [
        "ArrowUp",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowLeft",
        "ArrowDown",
        "ArrowDown",
        "ArrowRight",
        "ArrowUp",
    ]
    seen = scripts.evaluate(WALK, [cards, lines, keys, "x"])
    assert seen == ["x", "large", "mid", "small", "small", "mid", "x", "other", "kid", "x"]


def test_every_card_can_be_reached_by_arrows(scripts: Tab) -> None:
    rng = random.Random(3)
    for _ in range(20):
        size = rng.randint(2, 20)
        lines = [[str(rng.randrange(n)), str(n), rng.randint(0, 100)] for n in range(1, size)]
        lines += [[str(rng.randrange(size)), str(rng.randrange(size)), rng.randint(0, 100)] for _ in range(size // 3)]
        reached = scripts.evaluate(
            """([cards, lines]) => {
              const drawn = lines.map(([owner, owned, weight], n) => ({id: String(n), owner, owned, weight}));
              const walk = ownership.keys.walker(cards.map((id) => ({id})), drawn);
              const seen = new Set(["0"]); const queue = [["0", null]]; const known = new Set();
              while (queue.length) { const [at, from] = queue.shift();
                for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
                  const step = walk.step(at, key, from);
                  const name = JSON.stringify(step);
                  if (!step || known.has(name)) continue;
                  known.add(name);
                  seen.add(step.card); queue.push([step.card, step.from]); } }
              return seen.size; }""",
            [[str(n) for n in range(size)], lines],
        )
        assert reached == size


# ---- finding, days, files ------------------------------------------------------------
def test_names_are_found_in_any_script_by_former_names_and_by_id(scripts: Tab) -> None:
    entries = [
        ["gb-coh-001", ["Société Générale", "gb-coh-001", "Old Name Ltd"]], ["cn-1", ["中国石油化工集团", "cn-1"]],
        ["ar-1", ["شركة النفط", "ar-1"]], ["x", ["Alder Holdings", "x"]], ["y", ["Alder", "y"]],
        ["z", ["Great Alder", "z"]],
    ]  # fmt: skip
    find = (
        "([entries, asked]) => ownership.find.index(() => entries.map(([id, texts]) => ({id, name: texts[0], texts})))"
        "(asked).map((h) => h.id)"
    )
    for asked, ids in (("societe", ["gb-coh-001"]), ("石油", ["cn-1"]), ("النفط", ["ar-1"]),
                       ("old name", ["gb-coh-001"]),
                       ("GB-COH", ["gb-coh-001"]), ("alder", ["y", "x", "z"]), ("  ", []), ("nobody", [])):  # fmt: skip
        assert scripts.evaluate(find, [entries, asked]) == ids


def test_the_day_asked_about_is_one_of_the_stops(scripts: Tab) -> None:
    stops = "([days, asked]) => ownership.time.stops(days.map((day) => ({day})), asked)"
    assert scripts.evaluate(stops, [["2020-01-01", "2019-01-01"], "2019-06-01"]) == [
        "2019-01-01",
        "2019-06-01",
        "2020-01-01",
    ]
    assert scripts.evaluate("ownership.time.place(['2019-01-01', '2020-01-01'], '2019-12-31')") == 0
    assert scripts.evaluate("ownership.time.place(['2019-01-01', '2020-01-01'], '1990-12-31')") == 0


@pytest.mark.parametrize("kind", ["interest", "listing", "law"])
@pytest.mark.parametrize("change", ["starts", "ends", "seen", "stayed", "new kind"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_change_of_a_day_has_words(scripts: Tab, kind: str, change: str, lang: str) -> None:
    data = {
        "records": {
            "interests": {"columns": ["owner", "owned", "share"], "rows": [["a", "b", "51"], ["a", "b", None]]},
            "listings": {"columns": ["entity", "list"], "rows": [["a", "us-sdn"]]},
        },
        "rules": [{"id": "r", "title": "Rule R"}],
    }
    said = scripts.evaluate(
        "([what, data, texts, lang]) => ownership.changes(what, "
        "{data, words: ownership.words(texts, lang), nameOf: (id) => id.toUpperCase()})",
        [
            {"kind": kind, "change": change, "rows": [0, 1] if kind == "interest" else [0], "rule": "r"},
            data,
            dict(table(lang)),
            lang,
        ],
    )
    assert {"interest": "51 %", "listing": "A", "law": "Rule R"}[kind] in said
    assert "{" not in said


def test_a_cell_is_never_a_formula(scripts: Tab) -> None:
    rows = [["=1+1", "+x", "-x", "@x", 'a "b"', "c,d", "e\nf", 5, None, "中国"]]
    text = scripts.evaluate("(rows) => ownership.save.csv(rows)", rows)
    assert text == '\ufeff\'=1+1,\'+x,\'-x,\'@x,"a ""b""","c,d","e\nf",5,,中国\r\n'


def test_a_file_is_named_after_its_title(scripts: Tab) -> None:
    name = "(title) => ownership.save.fileName(title, 'svg')"
    assert scripts.evaluate(name, "Who holds A/B: «C»?") == "Who-holds-A-B-C.svg"
    assert scripts.evaluate(name, "谁持有海康威视？") == "谁持有海康威视.svg"
    assert scripts.evaluate(name, "../../..") == "ownership.svg"
    assert len(scripts.evaluate(name, "x" * 500)) < 100


def test_only_safe_addresses_are_followed(scripts: Tab) -> None:
    safe = "(url) => ownership.dom.safe(url)"
    assert scripts.evaluate(safe, "https://example.org/a?b=1#c") == "https://example.org/a?b=1#c"
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "http://example.org",
        "https://a@b.org",
        "https://a b",
        "//x",
        "",
        json.dumps("x"),
    ):
        assert scripts.evaluate(safe, url) == ""
