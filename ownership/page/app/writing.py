"""Write a page: one file with its template, styles, scripts and data, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import bz2
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from ownership import __version__
from ownership.page import labels, style
from ownership.page.app import document
from ownership.page.app.engine import engine, licence
from ownership.page.assets import asset
from ownership.page.carried import embedded
from ownership.page.languages import tables
from ownership.page.said import view as views

if TYPE_CHECKING:
    from ownership.page.drawn.still import Still

#: What tells the reader of pages that this is one.
GENERATOR = f"ownership {__version__} page 2"
#: The scripts that a page carries packed, after the drawing library and in this order.
PACKED = (
    *views.SCRIPTS, "layering.js", "layout.js", "fans.js", "scene.js", "lettering.js", "shapes.js", "cards.js",
    "marks.js", "sheet.js", "svg.js", "paint.js", *document.SCRIPTS,
)  # fmt: skip


def written(still: Still, data: Mapping[str, Any], chart: Mapping[str, Any]) -> str:
    """Return the whole page of an opening picture.

    `data` is what stands in the page beside the chart, `chart` the nodes, edges and options of the picture.

    Examples
    --------
    >>> from ownership.page.model import View
    >>> from ownership.page.drawn.still import still
    >>> written(still(View("Who?", (), (), (), (), {})), {}, {}).splitlines()[0]
    '<!doctype html>'
    """
    library, view, words = engine(), still.view, still.words
    css = style.css_variables() + asset(document.STYLE)
    # Without records there is nothing to calculate from: such a page is a picture with its tables.
    packed, code = _packed() if library.text and data.get("records") else ("", "")
    scripts = [asset("unpack.js"), *(asset(name) for name in embedded.SCRIPTS), asset("start.js")] if packed else []
    hashes = [_hash(script) for script in (*scripts, code) if script]
    policy = (
        f"default-src 'none'; script-src {' '.join(hashes) or repr('none')}; style-src {_hash(css)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    asked = data.get("asked") or {}
    said = list(data.get("lacks") or ())
    if library.problem:
        said.insert(0, words.say("page.no_engine", why=library.problem))
    html: str = _template().render(
        policy=policy,
        generator=GENERATOR,
        css=Markup(css),  # our own file: never data
        scripts=[Markup(script) for script in scripts],
        data=Markup(script_json({**data, **chart, "lang": words.lang})),
        packed=Markup(packed),
        licence=Markup(licence(library.text).replace("--", "- -")),
        **document.variables(
            view,
            words,
            scene=still.scene,
            still=Markup(still.inline()),  # written by svg.py, which escapes what it is given
            has_engine=bool(packed),
            basis=asked.get("basis", "ownership"),
            rules=[str(rule.get("id")) for rule in data.get("rules") or ()],
            loops=view.loops,
            facts=_facts(data, words),
            rules_used=[_rule(state, words) for state in data.get("states") or ()],
            lacks=said,
        ),
    )
    return html


def _facts(data: Mapping[str, Any], words: Any) -> list[tuple[str, str, str]]:
    found = (("hash", data.get("hash")), ("version", data.get("version")), ("command", data.get("command")))
    return [(name, words.say(f"page.{name}"), str(text)) for name, text in found if text]


def _rule(state: Mapping[str, str], words: Any) -> dict[str, str]:
    """Return a rule with its state on the day in words."""
    return {**state, "state": words.say(f"page.state.{state['state']}")}


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
def _packed() -> tuple[str, str]:
    """Return the drawing library, the words and the interface packed, and the text that comes out."""
    given = script_json({"words": tables(), "style": style.tables()})
    parts = [engine().text, f"window.ownership.given={given};", *(asset(name) for name in PACKED)]
    code = "\n;\n".join(parts)
    # bzip2 and nothing newer: there is one program that writes it, so its bytes are the same everywhere.
    text = base64.b64encode(bz2.compress(code.encode(), 9)).decode("ascii")
    return "\n".join(text[at : at + 160] for at in range(0, len(text), 160)), code


@cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Any:
    environment = Environment(
        loader=DictLoader({"page": asset(document.TEMPLATE)}), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"cut": labels.cut, "link": labels.link}
    return environment.get_template("page")
