"""The picture that a page saves, opened in a browser and measured: cards, lines, shares and legend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.page.acceptance.reading import Chart

Box = tuple[float, float, float, float]

MEASURE = """() => {
  const place = e => {
    const b = e.getBBox(), m = e.getCTM();
    return [b.x + m.e / m.a, b.y + m.f / m.d, b.x + b.width + m.e / m.a, b.y + b.height + m.f / m.d];
  };
  const all = (what, e) => [...(e || document).querySelectorAll(what)];
  const style = e => ["fill", "stroke", "stroke-width", "stroke-dasharray"].map(n => e.getAttribute(n) || "").join(" ");
  const text = e => ({text: e.textContent.replaceAll("\\u00a0", " "), box: place(e),
    size: parseFloat(getComputedStyle(e).fontSize),
    weight: getComputedStyle(e).fontWeight, fill: e.getAttribute("fill") || "",
    rtl: getComputedStyle(e).direction === "rtl",
    rotated: Math.abs(e.getCTM().b) > 1e-6 || e.hasAttribute("rotate")});
  const texts = e => all("text", e).filter(t => t.textContent.trim() && !t.closest("[data-plus]")).map(text);
  const SHAPES = "rect, path, polygon, ellipse, circle, line";
  const shape = e => e.querySelector(SHAPES);
  const outline = e => { // which points near its corners and edges are inside: the same for every size of a shape
    const b = e.getBBox(), near = [[1, 1], [3, 3], [6, 6], [4, 1], [1, 4], [9, 1], [1, 9], [14, 2], [2, 14],
      [5, 12], [12, 5], [10, 10], [3, 20], [7, 18], [15, 7], [4, 4], [5, 4]], bits = [];
    for (const [x, y] of near) for (const [left, top] of [[1, 1], [0, 1], [1, 0], [0, 0]]) bits.push(e.isPointInFill(
      new DOMPoint(left ? b.x + x : b.x + b.width - x, top ? b.y + y : b.y + b.height - y)) ? 1 : 0);
    bits.push(e.isPointInFill(new DOMPoint(b.x + 2, b.y + b.height / 2)) ? 1 : 0); return bits.join(""); };
  return {
    title: all("[data-part=title] text").map(t => t.textContent),
    footer: all("[data-part=footer] text").map(t => t.textContent),
    legend: all("[data-part=legend] [data-key]").map(e => [e.dataset.key,
      all("text", e).map(t => t.textContent.trim()).sort((a, b) => b.length - a.length)[0] || ""]),
    lines: all("[data-line]").map(e => ({id: e.dataset.line, kind: e.dataset.lineKind,
      back: e.hasAttribute("data-back"), look: style(e.querySelector("path, line, polyline")),
      texts: all("[data-share]").filter(s => s.dataset.share === e.dataset.line).flatMap(texts),
      path: e.querySelector("path, line, polyline").getAttribute("d") || ""})),
    cards: all("[data-card]").map(e => ({id: e.dataset.card, role: e.dataset.role, kind: e.dataset.kind,
      box: place(shape(e)), shape: outline(shape(e)),
      look: all(SHAPES, e).map(style).join("; "), fill: shape(e).getAttribute("fill"), texts: texts(e),
      plus: all("[data-plus]", e).map(p => [p.dataset.plus, p.textContent.trim()])})),
  };
}"""


@dataclass(frozen=True)
class Text:
    """One line of text and where it stands."""

    text: str
    box: Box
    size: float
    weight: str
    fill: str
    rtl: bool
    rotated: bool


@dataclass(frozen=True)
class Card:
    """One card; `name_lines` are the bold lines on it."""

    id: str
    role: str
    kind: str
    box: Box
    shape: str
    look: str
    fill: str
    texts: tuple[Text, ...]
    plus: tuple[tuple[str, str], ...]

    @property
    def name_lines(self) -> list[str]:
        bold = [text for text in self.texts if text.weight in ("600", "700", "bold")]
        return [text.text for text in bold if text.size == max(each.size for each in bold)]

    @property
    def rtl(self) -> bool:
        return any(text.rtl for text in self.texts)

    @property
    def words(self) -> str:
        return " ".join(text.text for text in self.texts)


@dataclass(frozen=True)
class Line:
    """One line between two cards; `look` is colour, width and dashes together."""

    id: str
    kind: str
    back: bool
    look: str
    texts: tuple[Text, ...]
    path: str


@dataclass(frozen=True)
class Picture:
    """A whole picture."""

    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    legend_keys: tuple[str, ...]
    legend: tuple[str, ...]
    title: tuple[str, ...]
    footer: tuple[str, ...]

    def card(self, card_id: str) -> Card:
        return next(card for card in self.cards if card.id == card_id)


def overlap(a: Box, b: Box, by: float = 0.5) -> bool:
    """Whether two boxes lie over each other by more than so many units in both directions."""
    return min(a[2], b[2]) - max(a[0], b[0]) > by and min(a[3], b[3]) - max(a[1], b[1]) > by


def measured(browser: Browser, path: Path) -> Picture:
    """Open a picture in the browser and measure it."""
    page = browser.new_page(offline=True)
    page.goto(path.resolve().as_uri())
    found = page.evaluate(MEASURE)
    page.context.close() if page.context.pages == [page] else page.close()
    return _picture(found)


def shown(chart: Chart) -> Picture:
    """Save the picture of an opened page as a reader would, and measure it."""
    if chart.kept and "picture" in chart.kept:
        found: Picture = chart.kept["picture"]
        return found
    path = chart.download("#save-svg")
    here = path.with_suffix(".svg")
    here.write_bytes(path.read_bytes())
    assert chart.tab.context.browser
    found = measured(chart.tab.context.browser, here)
    if chart.kept is not None:
        chart.kept["picture"] = found
    return found


def _picture(found: dict[str, Any]) -> Picture:
    def lines(given: list[dict[str, Any]]) -> tuple[Text, ...]:
        return tuple(Text(**{**each, "box": tuple(each["box"])}) for each in given)

    return Picture(
        tuple(
            Card(**{**card, "box": tuple(card["box"]), "texts": lines(card["texts"]),
                    "plus": tuple((side, text) for side, text in card["plus"])})
            for card in found["cards"]
        ),
        tuple(Line(**{**line, "texts": lines(line["texts"])}) for line in found["lines"]),
        tuple(key for key, _ in found["legend"]),
        tuple(text for _, text in found["legend"]),
        tuple(found["title"]),
        tuple(found["footer"]),
    )  # fmt: skip
