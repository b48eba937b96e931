"""The chart as a pyvis network that writes one safe file: same nodes, edges and options, another template."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyvis.network import Network

from ownership.files import write_atomically
from ownership.page import labels, style
from ownership.page.app.writing import written
from ownership.page.drawn.still import Still, still
from ownership.page.model import Party, View
from ownership.page.placed.scene import Card, Line


class OwnershipNetwork(Network):  # type: ignore[misc]
    """A pyvis `Network` of one view: cards at fixed places, no physics, and a page that needs no network.

    Whoever knows pyvis can go on: add nodes and edges, `set_options`; `generate_html` shows them.

    Examples
    --------
    >>> net = OwnershipNetwork(View("Who?", ("a",), (), (Party("a", "Alder"),), (), {"a": "Alder"}))
    >>> net.nodes[0]["label"], net.nodes[0]["physics"]
    ('Alder', False)
    """

    def __init__(self, view: View, data: Mapping[str, Any] | None = None, drawn: Still | None = None) -> None:
        super().__init__(height="640px", width="100%", directed=True, cdn_resources="in_line", heading="")
        self.view, self.carried = view, dict(data or {})
        #: The opening picture.
        self.still = drawn or still(view)
        # pyvis appends these one by one and searches a list each time; whole lists are the same thing, fast.
        parties = {party.id: party for party in view.parties}
        self.nodes = [self._node(card, parties.get(card.party or "")) for card in self.still.scene.cards]
        self.node_ids = [node["id"] for node in self.nodes]
        self.node_map = {node["id"]: node for node in self.nodes}
        self.edges = [self._edge(line) for line in self.still.scene.lines]
        self.toggle_physics(False)

    def _node(self, card: Card, party: Party | None) -> dict[str, Any]:
        x, y = self.still.layout.positions[card.id]
        width, _ = self.still.sizes[card.id]
        colour = style.COLOURS["subject" if party and party.subject else "card"][0]
        flags = [flag.text for flag in party.flags] if party else [card.text]
        return {
            "id": card.id,
            "label": labels.cut(card.name, 60) or "?",
            "title": labels.cut("\n".join([card.name, *flags]).strip(), 400),
            "shape": "box",
            "x": x,
            "y": y,
            "fixed": True,
            "physics": False,
            "color": {"background": colour, "border": style.COLOURS["rule"][0]},
            "font": {"color": style.COLOURS["ink"][0]},
            "widthConstraint": max(40, width - 20),
        }

    def _edge(self, line: Line) -> dict[str, Any]:
        dashes = list(style.LINES[line.line][0]) if line.line in style.LINES else []
        return {
            "id": line.id,
            "from": line.owner,
            "to": line.owned,
            "arrows": "to",
            "label": line.text,
            "dashes": dashes or (list(style.UNKNOWN_DASH) if line.unknown else False),
            "color": style.COLOURS["owns"][0],
            "smooth": False,
        }

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """Return the whole page; the arguments are those of pyvis and change nothing.

        Examples
        --------
        >>> OwnershipNetwork(View("Who?", (), (), (), (), {})).generate_html().splitlines()[0]
        '<!doctype html>'
        """
        self.html = written(self.still, self.carried, self._chart())
        return self.html

    def write_html(
        self,
        name: str | os.PathLike[str],
        local: bool = True,
        notebook: bool = False,
        open_browser: bool = False,
    ) -> Path:
        """Write the page as UTF-8, whole or not at all; folders are made. Returns where it is."""
        path = write_atomically(Path(name), self.generate_html())
        if open_browser:
            import webbrowser

            webbrowser.open(path.resolve().as_uri())
        return path

    def _chart(self) -> dict[str, Any]:
        """Return what pyvis holds: the script draws its own cards, and shows what was added to them.

        Of the cards that are ours only the ids stand here; the script makes them from the records.
        """
        options = self.options if isinstance(self.options, dict) else json.loads(self.options.to_json())
        cards = {card.id for card in self.still.scene.cards}
        lines = {line.id for line in self.still.scene.lines}
        return {
            "nodes": [node for node in self.nodes if node["id"] not in cards],
            "edges": [edge for edge in self.edges if edge.get("id") not in lines],
            "cards": [],
            "lines": [],
            "options": options,
        }


def plain(network: OwnershipNetwork) -> Network:
    """Return a network of pyvis itself with the same cards, lines and places, and no physics.

    Examples
    --------
    >>> net = plain(OwnershipNetwork(View("Who?", ("a",), (), (Party("a", "Alder"),), (), {"a": "Alder"})))
    >>> type(net).__name__, net.num_nodes()
    ('Network', 1)
    """
    made = Network(height="640px", width="100%", directed=True, cdn_resources="in_line")
    made.nodes, made.edges = [dict(node) for node in network.nodes], [dict(edge) for edge in network.edges]
    made.node_ids = [node["id"] for node in made.nodes]
    made.node_map = {node["id"]: node for node in made.nodes}
    made.toggle_physics(False)
    made.prep_notebook()  # without it `show` of pyvis finds no template
    return made
