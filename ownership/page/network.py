"""The chart as a pyvis network that writes one safe file: same nodes, edges and options, another template."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from ownership import __version__
from ownership.files import write_atomically
from ownership.page import style
from ownership.page.layout import Card, Layout, Line, lay_out
from ownership.page.model import Party, Stake, View

#: Rows beyond these are counted in a sentence: a table of 5,000 rows helps nobody.
STAKE_ROWS, LEDGER_ROWS = 600, 600


class OwnershipNetwork(Network):  # type: ignore[misc]
    """A pyvis `Network` of one view: cards at fixed places, no physics, and a page that needs no network.

    Whoever knows pyvis can go on: add nodes and edges, `set_options`; `generate_html` shows them.

    Examples
    --------
    >>> net = OwnershipNetwork(View("Who?", ("a",), (), (Party("a", "Alder"),), (), {"a": "Alder"}))
    >>> net.nodes[0]["label"], net.nodes[0]["physics"]
    ('Alder', False)
    """

    def __init__(self, view: View, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(height="640px", width="100%", directed=True, cdn_resources="in_line", heading="")
        self.view, self.carried = view, dict(data or {})
        drawn = [stake for stake in view.stakes if stake.drawn]
        self.layout = _layout(view.parties, drawn)
        # pyvis appends these one by one and searches a list each time; whole lists are the same thing, fast.
        self.nodes = [self._node(party) for party in view.parties]
        self.node_ids = [node["id"] for node in self.nodes]
        self.node_map = {node["id"]: node for node in self.nodes}
        self.edges = [self._edge(stake) for stake in drawn]
        self.toggle_physics(False)

    def _node(self, party: Party) -> dict[str, Any]:
        x, y = self.layout.positions[party.id]
        width, _ = style.card_size(party)
        colour = style.COLOURS["subject" if party.subject else "card"][0]
        return {
            "id": party.id,
            "label": style.cut(party.name, 60) or "(no name)",
            "title": style.cut("\n".join([party.name, *(flag.text for flag in party.flags)]), 400),
            "shape": "box",
            "x": x,
            "y": y,
            "fixed": True,
            "physics": False,
            "color": {"background": colour, "border": style.COLOURS["rule"][0]},
            "widthConstraint": width - 20,
        }

    def _edge(self, stake: Stake) -> dict[str, Any]:
        dashes = list(style.dash(stake))
        return {
            "id": stake.id,
            "from": stake.owner,
            "to": stake.owned,
            "arrows": "to",
            "label": style.line_text(stake),
            "title": "; ".join(style.cut(e.source, 200) for e in stake.evidence if e.source),
            "dashes": dashes or False,
            "width": style.line_width(stake),
            "color": _stake_colour(stake, self.layout),
            "smooth": False,
        }

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """Return the whole page; the arguments are those of pyvis and change nothing.

        Examples
        --------
        >>> OwnershipNetwork(View("Who?", (), (), (), (), {})).generate_html().splitlines()[0]
        '<!doctype html>'
        """
        view, engine = self.view, vis_script()
        css = style.css_variables() + _asset("app.css")
        scripts = [engine, _asset("paint.js"), _asset("app.js")] if engine else []
        stakes = [s for s in view.stakes if s.line != "more"]
        policy = (
            f"default-src 'none'; script-src {' '.join(map(_hash, scripts)) or repr('none')}; "
            f"style-src {_hash(css)}; img-src data:; base-uri 'none'; form-action 'none'"
        )
        html: str = _template().render(
            view=view,
            policy=policy,
            css=Markup(css),  # our own file: never data
            scripts=[Markup(script) for script in scripts],
            data=Markup(script_json(self._data())),
            has_engine=bool(engine),
            drawn_parties=len(view.parties),
            drawn_stakes=len(self.edges),
            legend=style.legend(view, self.layout.back),
            levels=style.LEVELS,
            kind_word=style.kind_word,
            line_word=lambda s: "owns" if s.line == "owns" else style.LINES[s.line][1],
            loops=_loops(view, self.layout),
            stakes=stakes[:STAKE_ROWS],
            stakes_left=max(0, len(stakes) - STAKE_ROWS),
            ledger=view.ledger[:LEDGER_ROWS],
            ledger_left=max(0, len(view.ledger) - LEDGER_ROWS),
        )
        mark = f'<meta name="generator" content="ownership {__version__} page 2">'
        self.html = html if mark in html else html.replace("<head>\n", f"<head>\n{mark}\n", 1)
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

    def _data(self) -> dict[str, Any]:
        """Everything the script in the page draws from."""
        options = self.options if isinstance(self.options, dict) else json.loads(self.options.to_json())
        return {
            **self.carried,
            "nodes": self.nodes,
            "edges": self.edges,
            "options": options,
            "subjects": list(self.view.subjects),
            "parties": {p.id: _party_data(p, self.layout) for p in self.view.parties},
            "stakes": {s.id: _stake_data(s, self.layout) for s in self.view.stakes},
            "names": {k: style.cut(v, 400) for k, v in self.view.names.items()},
            "size": [self.layout.width, self.layout.height],
            "colours": {name: list(pair) for name, pair in style.COLOURS.items()},
            "levels": {level: look._asdict() for level, look in style.LEVELS.items()},
        }


def _layout(parties: tuple[Party, ...], stakes: list[Stake]) -> Layout:
    return lay_out(
        [Card(p.id, *style.card_size(p)) for p in parties],
        [Line(s.id, s.owner, s.owned, s.weight, style.label_width(s)) for s in stakes],
    )


def _party_data(party: Party, layout: Layout) -> dict[str, Any]:
    shape, word = style.KINDS.get(party.kind, style.KINDS["unknown"])
    levels = [flag.level for flag in party.flags]
    strongest = next((level for level in style.LEVELS if level in levels), None)
    look = style.LEVELS[strongest] if strongest else style.Look("", "", "plain", "rule")
    width, height = style.card_size(party)
    return {
        **asdict(party),
        "shape": shape if party.role == "party" else party.role,
        "word": word,
        "frame": look.frame,
        # No alarm colour for a person: frame, mark and word say it.
        "colour": "ink" if party.kind == "person" and look.frame != "plain" else look.colour,
        "at": list(layout.positions[party.id]),
        "size": [width, height],
    }


def _stake_data(stake: Stake, layout: Layout) -> dict[str, Any]:
    route = layout.routes.get(stake.id)
    drawn = {"points": [list(p) for p in route.points], "label": list(route.label)} if route else {}
    return {
        **asdict(stake),
        **drawn,
        "text": style.line_text(stake),
        "kind": style.LINES[stake.line][1],
        "dash": list(style.dash(stake)),
        "width": style.line_width(stake),
        "colour": style.BACK_COLOUR if stake.id in layout.back else style.LINES[stake.line][2],
        "back": stake.id in layout.back,
    }


def _stake_colour(stake: Stake, layout: Layout) -> str:
    name = style.BACK_COLOUR if stake.id in layout.back else style.LINES[stake.line][2]
    return style.COLOURS[name][0]


def _loops(view: View, layout: Layout) -> list[str]:
    """Name every line that closes a loop."""
    back = frozenset(layout.back)

    def name(entity: str) -> str:
        return style.cut(view.names.get(entity, entity), 120)

    found = []
    for stake in view.stakes:
        if stake.id not in back:
            continue
        if stake.owner == stake.owned:
            found.append(f"{name(stake.owner)} holds {stake.share} of itself.")
        else:
            found.append(
                f"{name(stake.owner)} holds {stake.share or 'an interest'} of {name(stake.owned)}, "
                "which is also above it: they hold each other in a loop, and this line runs upwards."
            )
    return found


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
    return made


def script_json(value: Any) -> str:
    r"""Write JSON that can stand inside a script element whatever the data say.

    Examples
    --------
    >>> script_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=str, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def vis_script() -> str:
    """Return vis-network as the installed pyvis carries it, with its licence; empty when there is none.

    Examples
    --------
    >>> "@license" in vis_script()[:1000]
    True
    """
    found = sorted(
        (folder for folder in files("pyvis").joinpath("templates", "lib").iterdir() if folder.name.startswith("vis-")),
        key=lambda folder: [int(n) for n in folder.name[4:].split(".") if n.isdigit()],
    )
    if not found:
        return ""
    text = found[-1].joinpath("vis-network.min.js").read_text(encoding="utf-8")
    # A browser hashes what it parsed, and it parses LF; the source map is not here and would be looked for.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    text = files("ownership.page").joinpath("assets", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


@cache
def _template() -> Any:
    environment = Environment(
        loader=DictLoader({"page": _asset("template.html")}), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"cut": style.cut, "link": style.link}
    return environment.get_template("page")
