"""Measure the page beside plain pyvis in one run: Python's time, bytes, time to the first picture, time of a change.

Plain pyvis draws the same parties and stakes, once as it does by itself (physics; nothing is seen until it has settled)
and once with its hierarchical layout. It is given so many seconds and then left: the ratio then is "more than".
What a page must not exceed stands in `LIMITS`; the run ends with 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import ownership as own
from benchmarks.run import seconds
from ownership.page import draw
from tests.page import graphs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = graphs.DAY
#: What is measured -> its limit, in seconds, megabytes or times as fast; ratios must be over it, all others under.
LIMITS = {
    "first draw S": 1.0,
    "first draw M": 1.0,
    "first draw L": 1.0,
    "change at 200 cards": 0.150,
    "python page of 1,000": 0.5,
    "layout of 100 cards": 0.2,
    "megabytes S": 0.6,
    "megabytes M": 1.0,
    "against plain pyvis at 1,000": 80,
    "against plain pyvis at 5,000": 200,
}
#: Parties of the comparison with pyvis.
SIZES = (100, 1_000, 5_000)
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_READY = "window.ownershipChart && window.ownershipChart.ready"
#: Our page marks the frame in which its chart is seen first, and goes on with what stands below it.
_SEEN = "(performance.getEntriesByName('chart')[0] || {}).startTime"
#: pyvis shows nothing before it has settled; without physics it shows the first frame.
_WATCH = """
const look = setInterval(() => {
  if (typeof network === 'undefined' || !network) return;
  clearInterval(look);
  const seen = () => { window.__first ??= performance.now(); };
  const settles = network.physics.stabilized === false || network.physics.ready === false;
  network.once(settles ? 'stabilizationIterationsDone' : 'afterDrawing', seen);
  network.once('stabilized', seen);
}, 5);
"""
#: Open everything until so many cards are on screen, then close and open one fan: the time of the slower of both.
_CHANGE = """async (wanted) => {
  const chart = window.ownershipChart;
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  let up = {}, down = {};
  for (let round = 0; round < 40 && chart.scene().cards.length < wanted; round++) {
    for (const card of chart.scene().cards) {
      if (!card.party) continue;
      if (card.above && !card.open_above) up = { ...up, [card.party]: 25 };
      if (card.below && !card.open_below) down = { ...down, [card.party]: 25 };
      if (Object.keys(up).length + Object.keys(down).length > 4 * (round + 1)) break;
    }
    chart.apply({ up, down });
    await frame();
  }
  const cards = chart.scene().cards.length;
  const times = [];
  for (const min of [5, 0, 25, 0]) {
    const start = performance.now();
    chart.apply({ min });
    await frame();
    times.push(performance.now() - start);
  }
  return [cards, Math.max(...times) / 1000];
}"""


class Measured(NamedTuple):
    """One page: seconds in Python, bytes, seconds to the first picture (None: not within the time given)."""

    python: float
    size: int
    first: float | None


def plain(records: own.Records, *, hierarchical: bool = False) -> str:
    """Return the page that pyvis itself makes of the same parties and stakes, with nothing it must fetch."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line", layout=hierarchical or None)
    for row in records.rows("entities"):
        net.add_node(row["id"], label=row["name"] or row["id"])
    for row in records.rows("interests"):
        net.add_edge(row["owner"], row["owned"], label=row["share"] or "")
    page = net.generate_html(notebook=False)
    assert isinstance(page, str)
    return page


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium of this machine.

    Raises
    ------
    SystemExit
        When there is none.
    """
    from playwright.sync_api import sync_playwright

    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := which(name))), None)
    if found is None:
        raise SystemExit("no Chromium on the path: `make chromium` installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


def first_picture(browser: Browser, page: Path, seen: str, patience: float, watch: str = "") -> float | None:
    """Open a page with the network cut; return the seconds until it shows something, None when it does not in time."""
    from playwright.sync_api import Error

    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    tab = context.new_page()
    if watch:
        tab.add_init_script(watch)
    tab.set_default_timeout(patience * 1000)
    try:
        tab.goto(page.as_uri(), wait_until="commit")
        until = perf_counter() + patience
        while perf_counter() < until:  # waiting inside of the page would need `eval`, which a policy may forbid
            at: float | None = tab.evaluate(seen)
            if at:
                return at / 1000
            tab.wait_for_timeout(20)
        return None
    except Error:  # it answers no more
        return None
    finally:
        context.close()


def ours(browser: Browser, records: own.Records, subject: str, folder: Path, rounds: int, **how: Any) -> Measured:
    """Draw a page and open it; the times are the median of some rounds, Python's the fastest."""

    def page() -> str:
        return draw(records, subject, as_of=DAY, **how).to_html()

    python = seconds(page, rounds)
    path = folder / "ours.html"
    path.write_text(page(), encoding="utf-8")
    times = [first_picture(browser, path, _SEEN, 60) for _ in range(rounds)]
    known = [time for time in times if time is not None]
    return Measured(python, path.stat().st_size, median(known) if known else None)


def theirs(browser: Browser, records: own.Records, folder: Path, patience: float, *, hierarchical: bool) -> Measured:
    """Make the page of pyvis and open it, once."""
    start = perf_counter()
    html = plain(records, hierarchical=hierarchical)
    python = perf_counter() - start
    path = folder / "theirs.html"
    path.write_text(html, encoding="utf-8")
    return Measured(python, path.stat().st_size, first_picture(browser, path, "window.__first", patience, _WATCH))


def change(browser: Browser, page: Path, cards: int) -> tuple[int, float]:
    """Return how many cards were opened, and the seconds of the slowest change with all of them on screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_function(_READY)
    found = tab.evaluate(_CHANGE, cards)
    context.close()
    return int(found[0]), float(found[1])


def layout_seconds(rounds: int) -> float:
    """Return the seconds in which a hundred cards find their places."""
    from ownership.page.placed.layout import Card, Line, lay_out

    rows = graphs.stakes(100)
    cards = [Card(name, 200, 90) for name in dict.fromkeys(name for row in rows for name in row[:2])]
    lines = [Line(str(number), row[0], row[1]) for number, row in enumerate(rows)]
    return seconds(lambda: lay_out(cards, lines), rounds)


def shown(measured: Measured, patience: float) -> str:
    """Write one line of the comparison."""
    first = f"> {patience:,.0f}" if measured.first is None else f"{measured.first:,.2f}"
    return f"{measured.python:>9.2f} s{measured.size / 1e6:>9.2f} MB{first:>10} s"


class Board:
    """What was measured beside its limit; `missed` says whether one was not kept."""

    def __init__(self) -> None:
        self.missed = False

    def put(self, name: str, value: float, *, more: bool = False) -> None:
        """Print a value beside its limit; a ratio must be over it."""
        limit, ratio = LIMITS[name], name.startswith("against")
        kept = value >= limit if ratio else value <= limit
        self.missed |= not kept
        unit = "x" if ratio else " MB" if name.startswith("megabytes") else " s"
        said = f"{'> ' if more else ''}{value:,.3g}{unit}"
        wanted = f"{'at least' if ratio else 'at most'} {limit:g}{unit}"
        print(f"  {name:<34}{said:>14}   {wanted:<20}{'' if kept else 'MISSED'}", flush=True)


def compare(browser: Browser, board: Board, size: int, folder: Path, patience: float, rounds: int) -> None:
    """Print ours and pyvis' two pages of one size, and the ratio to the first picture."""
    records = graphs.records(size)
    mine = ours(browser, records, graphs.subject(size), folder, rounds, whole=True)
    print(f"{size:,} parties, all of them in the file\n  {'ownership':<24}{shown(mine, 60)}", flush=True)
    for name, hierarchical in (("pyvis", False), ("pyvis, hierarchical", True)):
        peer = theirs(browser, records, folder, patience, hierarchical=hierarchical)
        ratio = (patience if peer.first is None else peer.first) / (mine.first or 60)
        sign = "> " if peer.first is None else ""
        print(f"  {name:<24}{shown(peer, patience)}   {sign}{ratio:,.0f} times slower to the first picture", flush=True)
        key = f"against plain pyvis at {size:,}"
        if not hierarchical and key in LIMITS:
            board.put(key, ratio, more=peer.first is None)


def main() -> int:
    """Measure, print, and return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", type=int, help=f"parties of the comparison (default: {SIZES})")
    parser.add_argument("--seconds", type=float, default=300, help="how long pyvis may take (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="so many rounds of ours")
    parser.add_argument("--alone", action="store_true", help="only our own page, without pyvis")
    options = parser.parse_args()
    board = Board()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        print("the page: first picture in Chromium, bytes, a change")
        for size in ("S", "M", "L"):
            found = ours(browser, graphs.records(size), graphs.subject(size), folder, options.rounds)
            board.put(f"first draw {size}", found.first or 60)
            if f"megabytes {size}" in LIMITS:
                board.put(f"megabytes {size}", found.size / 1e6)
        whole = ours(browser, graphs.records(1_000), graphs.subject(1_000), folder, options.rounds, whole=True)
        board.put("python page of 1,000", whole.python)
        cards, slowest = change(browser, folder / "ours.html", 200)
        print(f"  ({cards} cards on screen)")
        board.put("change at 200 cards", slowest)
        board.put("layout of 100 cards", layout_seconds(options.rounds))
        print(f"\n{'':<26}{'Python':>11}{'file':>12}{'first picture':>14}")
        for each in () if options.alone else options.sizes or SIZES:
            compare(browser, board, each, folder, options.seconds, options.rounds)
    return int(board.missed)


if __name__ == "__main__":
    sys.exit(main())
