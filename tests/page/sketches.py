"""Scenes made by hand for the tests of the drawing, and the drawing scripts in a browser to compare with."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from types import SimpleNamespace
from typing import Any

from ownership.page import languages, style
from ownership.page.assets import asset
from ownership.page.drawn import cards
from ownership.page.drawn.cards import Say
from ownership.page.model import Flag, Party, Stake, View
from ownership.page.placed.layout import Card, Layout, Line, lay_out
from tests.conftest import OfflinePage

SCRIPTS = ("words.js", "lettering.js", "shapes.js", "cards.js", "marks.js", "sheet.js", "svg.js", "paint.js")

HARD_NAMES = (
    "Hangzhou Hikvision Digital Technology Co., Ltd. and its very long-named subsidiaries in every province",
    "杭州海康威视数字技术股份有限公司及其遍布各省的名称极长的子公司和分公司以及其他关联方",
    "شركة النفط الوطنية المحدودة للاستثمار والتجارة الدولية",
    "חברת האחזקות הלאומית של אלבוניה בעירבון מוגבל",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "</script><script>window.__hit=1</script><img src=x onerror=window.__hit=1>",
    "W" * 3000,
    "﷽﷽﷽﷽ ﷽",
    "Z̴̡̢̨̛̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎͓͔͕͖͙͚͜͢͟͠͡algo",
    "ЖШЩЮ Международная Щедрая Компания Южных Желаний",
    "Ａｌｄｅｒ　Ｈｏｌｄｉｎｇｓ",
    "Alder",
    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z 1 2 3 4 5 6 7 8 9",
)


def card(party: Party, **more: Any) -> SimpleNamespace:
    """Return a card of a scene for a party."""
    said = {"above": 0, "below": 0, "open_above": False, "open_below": False, "members": [], "text": ""}
    return SimpleNamespace(id=party.id, role=party.role, party=party.id, name=party.name, **said | more)


def line(stake: Stake, **more: Any) -> SimpleNamespace:
    """Return a line of a scene for a stake."""
    word = {"votes": " votes", "controls": "control", "summary": " in summary"}.get(stake.line, "")
    said = {"unknown": stake.unknown, "indirect": False, "weight": stake.weight, "text": stake.share + word}
    return SimpleNamespace(id=stake.id, owner=stake.owner, owned=stake.owned, line=stake.line, **said | more)


def laid_out(view: View, scene: Any, say: Say) -> Layout:
    """Return the places of the cards of a scene."""
    parties = {party.id: party for party in view.parties}
    return lay_out(
        [Card(c.id, *cards.size(c, parties.get(c.party), say)) for c in scene.cards],
        [Line(n.id, n.owner, n.owned, n.weight, style.label_width(n.text)) for n in scene.lines],
    )


def everything() -> tuple[View, SimpleNamespace]:
    """Return a view and a scene with every kind of card, line, finding and disc on it."""
    listed = Flag("listed", "listed: US Entity List", "listed")
    caught = Flag("caught", "caught: US OFAC 50 %", "caught")
    possible = Flag("possible", "possible: EU 50 %", "possible")
    would = Flag("would", "if applied: BIS 50 %", "stayed")
    tie = Flag("tie", "part held by listed", "tie")
    parties = (
        Party("state", "People's Republic of Elbonia", "state", "EL"),
        Party("body", "State-owned Assets Commission", "body", "EL"),
        Party("fund", "Fir Growth Fund II", "fund", "KY"),
        Party("trust", "Larch Family Trust", "trust", "JE"),
        Party("lp", "Maple Partners", "partnership", "GB"),
        Party("odd", "Odd Thing", "unknown"),
        Party("ann", "Ann Alder", "person", "GB", flags=(tie,)),
        Party("bob", "Bob Listed", "person", "EL", flags=(listed, caught)),
        Party("a", "Alder Holdings International Ltd", "company", "HK", flags=(listed,)),
        Party("e", "Elm Electronics", "company", "SG", flags=(caught,)),
        Party("b", "Birch Digital Technology Co., Ltd.", "company", "CN", subject=True, flags=(possible, would, tie)),
        Party("c", "Cedar", "company", "US", flags=(would,)),
        Party("d", "Dogwood Systems", "company", "DE", flags=(listed, caught, possible, would, tie)),
        Party("rest", "No holder on record", role="undisclosed"),
        Party("who", "Owner not known", role="unknown"),
        Party("free", "No disclosure due", role="exempt"),
        Party("veil", "Name withheld", role="unnamed"),
        Party("more", "and 37 more", role="more"),
        Party("ring", "4 companies hold each other", role="loop"),
    )
    by_id = {party.id: party for party in parties}
    small = {"rest": "Cedar", "who": "as filed in 2021", "free": "listed company", "veil": "protected by a court"}
    shown = [card(p, text=small.get(p.id, "")) for p in parties]
    at = {c.id: c for c in shown}
    at["more"].text, at["ring"].text = "12.4 % together", "outside owners: Ann Alder, Odd Thing"
    at["more"].party = at["ring"].party = None
    at["e"].above, at["c"].below, at["d"].below = 3, 12, 1234
    at["b"].open_above = at["b"].open_below = True
    stakes = (
        Stake("1", "state", "body", "100 %", weight=100),
        Stake("2", "body", "a", "60 %", weight=60),
        Stake("3", "fund", "a", "25–50 %", weight=37),
        Stake("4", "a", "b", "36.08 %", weight=36),
        Stake("4v", "a", "b", "51 %", "votes", weight=51),
        Stake("5", "ann", "e", "unknown", unknown=True),
        Stake("6", "odd", "e", "10 %", weight=10),
        Stake("7", "trust", "e", "", "controls"),
        Stake("8", "body", "b", "40 %", "summary"),
        Stake("9", "lp", "b", "trustee", "other"),
        Stake("10", "who", "b", "unknown", unknown=True),
        Stake("11", "e", "b", "12 %", weight=12),
        Stake("12", "b", "c", "70 %", weight=70),
        Stake("13", "rest", "c", "30 %", "undisclosed"),
        Stake("14", "c", "e", "5 %", weight=5),
        Stake("15", "b", "d", "55 %", weight=55),
        Stake("16", "free", "d", "up to 45 %", "undisclosed"),
        Stake("17", "veil", "e", "over 5 %", weight=7),
        Stake("18", "more", "b", "together 12.4 %", "more"),
        Stake("19", "ring", "b", "9 %", weight=9),
        Stake("20", "b", "b", "2 %", weight=2),
        Stake("21", "bob", "a", "15 %", weight=15),
    )
    lines = [line(s, indirect=s.id == "11") for s in stakes]
    view = View(
        "Who ultimately holds Birch?", ("b",), ("An answer.",), parties, stakes, {i: p.name for i, p in by_id.items()}
    )
    return view, SimpleNamespace(cards=shown, lines=lines, hidden={}, folded=[])


def hard() -> tuple[View, SimpleNamespace]:
    """Return a view and a scene in which every name is hard to set, on cards of every shape."""
    kinds = list(style.KINDS)
    tag = Flag("caught", "caught: " + "x" * 60, "")
    parties = [
        Party(f"p{n}", name, kinds[n % len(kinds)], "中国" if n % 2 else "المملكة", flags=(tag,) if n % 3 == 0 else ())
        for n, name in enumerate(HARD_NAMES)
    ]
    parties += [Party(name, name, name) for name in ("toString", "constructor", "hasOwnProperty")]  # no kinds, no lines
    parties.append(Party("t", "Target " * 30, "company", subject=True))
    stakes = [
        Stake(f"s{n}" if len(p.id) < 9 else p.id, p.id, "t", f"{n + 1} %", weight=n + 1)
        for n, p in enumerate(parties[:-1])
    ]
    view = View("T" * 900, ("t",), (), tuple(parties), tuple(stakes), {})
    return view, SimpleNamespace(
        cards=[card(p) for p in parties], lines=[line(s) for s in stakes], hidden={}, folded=[]
    )


def plain(value: Any) -> Any:
    """Values as a script gets them."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return vars(value) if isinstance(value, SimpleNamespace) else str(value)


def as_json(view: View, scene: SimpleNamespace, layout: Layout) -> dict[str, Any]:
    return json.loads(json.dumps({"story": view, "scene": scene, "layout": as_places(layout)}, default=plain))  # type: ignore[no-any-return]


def as_places(layout: Layout) -> dict[str, Any]:
    routes = {name: {"points": route.points, "label": route.label} for name, route in layout.routes.items()}
    return {"positions": dict(layout.positions), "routes": routes, "back": layout.back}


def from_script(tab: OfflinePage, script: str, given: dict[str, Any], lang: str = "en") -> Any:
    """Run a script with the drawing loaded: `pen`, `sheet`, `cards` and `given` are there."""
    page = tab.page
    if not page.evaluate("() => Boolean(window.ownership && window.ownership.paint)"):
        page.goto("about:blank")
        for name in SCRIPTS:
            page.evaluate(asset(name))
    given = {"style": style.tables(), "words": languages.table(lang), "lang": lang, **given}
    return page.evaluate(
        f"""(given) => {{
          const words = ownership.words(given.words, given.lang);
          const pen = ownership.marks(given.style, words.say), sheet = ownership.sheet(given.style, words.say);
          const cards = ownership.cards(given.style, words.say);
          return ({script})({{...given, pen, sheet, cards}});
        }}""",
        given,
    )
