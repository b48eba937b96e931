"""The pyvis network behind the page, and the file that it writes: in a real browser with the network cut."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyvis.network import Network

from ownership.page import Page, draw
from ownership.page.network import OwnershipNetwork, plain
from tests.page.sample import DAY, everything, fan, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

    from tests.conftest import OfflinePage

READY = "window.ownershipChart && window.ownershipChart.ready"
ROOT = Path(__file__).resolve().parents[2]


def page(**how: object) -> Page:
    return draw(hostile(), "target", as_of=DAY, **how)  # type: ignore[arg-type]


def network(of: Page) -> OwnershipNetwork:
    return OwnershipNetwork(of.view, of.data)


def opened(tab: OfflinePage, path: Path) -> Tab:
    shown = tab.open(path)
    shown.wait_for_function(READY)
    return shown


def test_places_in_the_browser_are_those_of_python(page_offline: OfflinePage, tmp_path: Path) -> None:
    net = network(page())
    tab = opened(page_offline, net.write_html(tmp_path / "new folder" / "p.html"))
    places = tab.evaluate("window.ownershipChart.network.getPositions()")
    assert {name: (at["x"], at["y"]) for name, at in places.items()} == dict(net.still.layout.positions)
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.ownershipChart.network.getPositions()") == places
    page_offline.assert_quiet()


def test_it_is_a_pyvis_network_to_go_on_from(page_offline: OfflinePage, tmp_path: Path) -> None:
    net = network(page())
    assert isinstance(net, Network)
    before = net.num_nodes()
    net.add_node("mine", label="My own note", shape="box", x=0, y=-200)
    net.add_edge("mine", "target", label="see here")
    assert net.num_nodes() == before + 1
    assert net.get_adj_list()["mine"] == {"target"}
    tab = opened(page_offline, net.write_html(tmp_path / "own.html"))
    assert "mine" in tab.evaluate("window.ownershipChart.network.getPositions()")
    page_offline.assert_quiet()


def test_a_view_made_by_hand_is_a_picture() -> None:
    net = OwnershipNetwork(everything())
    assert {node["id"] for node in net.nodes} >= {"a", "b", "c"}
    html = net.generate_html()
    assert "36.08 %" in html
    assert "script-src &#39;none&#39;" in html


def test_a_plain_network_of_pyvis_has_the_places_and_no_physics(tmp_path: Path) -> None:
    made = plain(network(page()))
    assert type(made) is Network
    assert {node["id"] for node in made.nodes} >= {"target"}
    assert all(not node["physics"] for node in made.nodes)
    assert "36" in made.generate_html(notebook=False) or made.num_nodes() > 1
    assert made.show(str(tmp_path / "plain.html")) is not None
    assert (tmp_path / "plain.html").stat().st_size > 100_000
    made.add_node("more", label="more")
    assert '"enabled": false' in made.generate_html(notebook=False)


def test_a_company_with_many_owners_opens(page_offline: OfflinePage, tmp_path: Path) -> None:
    path = draw(fan(3000), "Target", as_of=DAY).save(tmp_path / "fan.html")
    tab = opened(page_offline, path)
    assert len(tab.evaluate("window.ownershipChart.scene().cards")) < 20
    page_offline.assert_quiet()


def test_the_same_input_gives_the_same_bytes_whatever_the_seed_and_locale() -> None:
    code = (
        "import hashlib; from ownership.page import draw; from ownership.rules import screen;"
        "from tests.page.sample import hostile;"
        "html = draw(hostile(), 'target', as_of='2024', exposures=lambda r: screen(r, as_of='2024')).to_html();"
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    seen = set()
    for seed, locale in (("0", "C"), ("4242", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
        )
        seen.add(run.stdout)
    assert len(seen) == 1


@pytest.mark.parametrize("name", ["a.html", "deep/er/b.html"])
def test_the_file_is_written_whole(tmp_path: Path, name: str) -> None:
    path = network(page()).write_html(tmp_path / name)
    assert path == tmp_path / name
    assert [each.name for each in path.parent.iterdir()] == [path.name]
