"""What a reader does with a page: open it, click, press keys, look at the chart, take something home."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request, Route
    from playwright.sync_api import Page as Tab

READY = "window.ownershipChart && window.ownershipChart.ready"
OWN = ("file:", "data:", "blob:", "about:")
#: Every CSP complaint of the page, kept where tests find it.
WATCH = """window.__complaints = [];
addEventListener("securitypolicyviolation", e => window.__complaints.push(e.violatedDirective + " " + e.blockedURI));"""
SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Chart:
    """An opened page: `requests` left the page, `errors` are what it complained about.

    `kept` is what was measured of a page that nobody changes; None where somebody may.
    """

    tab: Tab
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    kept: dict[str, Any] | None = None

    def ask(self, expression: str, *argument: Any) -> Any:
        """Evaluate something of `window.ownershipChart`; one argument is called `it`."""
        # As JSON: the way of the driver's own forgets what is called `__proto__`.
        plain = "(key, value) => typeof value === 'bigint' ? String(value) : value"
        found: str | None = self.tab.evaluate(
            f"it => JSON.stringify(window.ownershipChart.{expression}, {plain})", argument[0] if argument else None
        )
        return None if found is None else json.loads(found.replace("\xa0", " "))

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("state()")
        return found

    def cards(self, role: str = "") -> list[dict[str, Any]]:
        return [card for card in self.ask("scene().cards") if role in ("", card["role"])]

    def card(self, card_id: str) -> dict[str, Any]:
        return next(card for card in self.cards() if card["id"] == card_id)

    def lines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("scene().lines")
        return found

    def parties(self) -> dict[str, dict[str, Any]]:
        found = self.ask("story().parties")
        return found if isinstance(found, dict) else {party["id"]: party for party in found}

    def stakes(self) -> dict[str, dict[str, Any]]:
        found = self.ask("story().stakes")
        return {stake["id"]: stake for stake in (found.values() if isinstance(found, dict) else found)}

    def layout(self) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("layout()")
        return found

    def boxes(self) -> dict[str, tuple[float, float, float, float]]:
        """Where every card is in the chart: left, top, right, bottom."""
        laid = self.layout()
        return {
            name: (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
            for name, (x, y) in laid["positions"].items()
            for w, h in [laid["sizes"][name]]
        }

    def on_screen(self, at: tuple[float, float]) -> tuple[float, float]:
        """Return where a place in the chart is in the window."""
        x, y = self.tab.evaluate(
            "at => { const p = window.ownershipChart.network.canvasToDOM({x: at[0], y: at[1]});"
            " const r = document.querySelector('#chart canvas').getBoundingClientRect();"
            " return [p.x + r.left, p.y + r.top]; }",
            list(at),
        )
        return x, y

    def window_boxes(self) -> dict[str, tuple[float, float, float, float]]:
        """Where every card is in the window."""
        return {
            name: (*self.on_screen((left, top)), *self.on_screen((right, bottom)))
            for name, (left, top, right, bottom) in self.boxes().items()
        }

    def wait(self) -> None:
        """Wait until the chart is there: by asking again, because a page that allows no eval cannot be waited for."""
        for _ in range(200):
            if self.tab.evaluate(READY):
                return
            self.tab.wait_for_timeout(100)
        raise AssertionError(f"the chart did not appear: {self.errors}")

    def settle(self) -> None:
        """Wait until what moves has come to rest: two looks at the same places."""
        for _ in range(40):
            before = json.dumps(
                [self.ask("network.getViewPosition()"), self.ask("scale()"), self.layout()["positions"]]
            )
            self.tab.wait_for_timeout(60)
            if before == json.dumps(
                [self.ask("network.getViewPosition()"), self.ask("scale()"), self.layout()["positions"]]
            ):
                return

    def slide(self, slider: str, value: int) -> None:
        """Move a slider to a value, as dragging it does."""
        self.tab.evaluate(
            "([id, value]) => { const e = document.getElementById(id); e.value = value;"
            " for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, {bubbles: true})); }",
            [slider, value],
        )
        self.settle()

    def press(self, key: str) -> None:
        self.tab.locator("#chart").press(key)

    def click_card(self, card_id: str) -> None:
        """Click with a mouse into a card, moving the chart until the card is in the window."""
        self.tab.mouse.click(*self.reach(card_id))
        self.settle()

    def reach(self, card_id: str, dx: float = 0, dy: float = 0) -> tuple[float, float]:
        """Return where a card (and a place in it) is in the window; drags the chart when it is outside of it."""
        self.tab.locator("#chart").scroll_into_view_if_needed()
        for _ in range(12):
            x, y = self.ask("layout().positions[it]", card_id)
            at = self.on_screen((x + dx, y + dy))
            frame = self.tab.locator("#chart").bounding_box()
            size = self.tab.viewport_size
            assert frame
            assert size
            left, right = max(frame["x"], 0) + 30, min(frame["x"] + frame["width"], size["width"]) - 30
            top, bottom = max(frame["y"], 0) + 30, min(frame["y"] + frame["height"], size["height"]) - 30
            if left < at[0] < right and top < at[1] < bottom:
                return at
            middle = ((left + right) / 2, (top + bottom) / 2)
            step = [
                max(-n, min(n, m - a))
                for a, m, n in zip(at, middle, ((right - left) / 2, (bottom - top) / 2), strict=True)
            ]
            self.drag(middle, (middle[0] + step[0], middle[1] + step[1]))
        raise AssertionError(f"{card_id} cannot be brought into the window")

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.tab.mouse.move(*start)
        self.tab.mouse.down()
        self.tab.mouse.move(*end, steps=4)
        self.tab.mouse.up()
        self.settle()

    def open_menu(self, name: str) -> None:
        """Open one of the folded groups of controls: save, settings."""
        menu = self.tab.locator("#menu-button")
        if menu.is_visible() and not self.tab.locator(f"#{name}").is_visible():
            menu.click()
        self.tab.evaluate("name => { document.getElementById(name).open = true }", name)

    def download(self, button: str) -> Path:
        """Press a button that saves something and return the file."""
        self.open_menu("save")
        with self.tab.expect_download() as waiting:
            self.tab.click(button)
        return Path(waiting.value.path())

    def svg(self) -> ET.Element:
        """Return the SVG that the page saves, parsed."""
        return ET.fromstring(self.download("#save-svg").read_text(encoding="utf-8"))

    def text(self, of: str = "body") -> str:
        """What a reader sees there; spaces that do not break are spaces."""
        return self.tab.locator(of).first.inner_text().replace("\xa0", " ")

    def complaints(self) -> list[str]:
        found: list[str] = self.tab.evaluate("window.__complaints")
        return found

    def assert_quiet(self) -> None:
        assert self.requests == []
        assert self.errors == []
        assert self.complaints() == []


def opened(
    browser: Browser, path: Path, *, width: int = 1280, height: int = 860, at: str = "", script: bool = True, **how: Any
) -> Chart:
    """Open a page in a context of its own; `at` is the part of the address behind `#`."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        offline=True,
        accept_downloads=True,
        **how,
    )
    chart = Chart(context.new_page())

    def gate(route: Route) -> None:
        route.continue_() if route.request.url.startswith(OWN) else route.abort()

    def note(request: Request) -> None:
        if not request.url.startswith(OWN):
            chart.requests.append(request.url)

    context.route("**/*", gate)
    context.on("request", note)
    context.add_init_script(WATCH)
    chart.tab.on("console", lambda m: chart.errors.append(m.text) if m.type in ("error", "warning") else None)
    chart.tab.on("pageerror", lambda error: chart.errors.append(str(error)))
    chart.tab.set_default_timeout(12_000)
    chart.tab.goto(path.resolve().as_uri() + (f"#{at}" if at else ""), wait_until="load", timeout=40_000)
    if script:
        chart.wait()
    return chart


def texts(svg: ET.Element) -> list[str]:
    """Every text of an SVG, in its order."""
    return ["".join(each.itertext()) for each in svg.iter(f"{SVG}text")]


def data_of(path: Path) -> dict[str, Any]:
    """What a page carries, read as a program would: between the tags."""
    text = path.read_text(encoding="utf-8")
    start = text.index('<script type="application/json" id="data">')
    found: dict[str, Any] = json.loads(text[text.index(">", start) + 1 : text.index("</script>", start)])
    return found
