"""A picture as SVG text: text stays text, colours are attributes, nothing is loaded and nothing runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from ownership.page import style
from ownership.page.drawn.cards import Say
from ownership.page.drawn.primitives import Mark
from ownership.page.drawn.shapes import number
from ownership.page.drawn.sheet import Picture, picture

if TYPE_CHECKING:
    from ownership.page.model import View
    from ownership.page.placed.layout import Layout
    from ownership.page.placed.scene import Scene

#: What XML 1.0 cannot carry at all.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def svg(
    view: View,
    scene: Scene,
    layout: Layout,
    say: Say,
    *,
    shade: str = "light",
    lit: Collection[str] | None = None,
    title: Sequence[str] = (),
    footer: Sequence[str] = (),
    lang: str = "en",
    with_legend: bool = True,
) -> str:
    """Return the whole sheet of a view as one SVG document: title, chart, legend and small print.

    Parameters
    ----------
    view, scene, layout
        The parties, which cards and lines are on screen, and where they are.
    say
        Fills the templates of the page's language.
    shade
        "light" or "dark".
    lit
        The cards and lines that are not faded; None fades nothing.
    title
        The heading and the sentences under it; the title of the view where there is none.
    footer
        Sentences of small print.
    lang
        The language of the texts.
    with_legend
        Whether there is a legend.

    Examples
    --------
    >>> from ownership.page.languages import say
    >>> from ownership.page.placed.layout import Card, lay_out
    >>> from ownership.page.model import Party, View
    >>> from ownership.page.placed.scene import scene
    >>> view = View("Who holds Alder?", ("a",), (), (Party("a", "Alder"),), (), {})
    >>> text = svg(view, scene(view.parties, (), ["a"]), lay_out([Card("a", 128, 72)], []), say("en"))
    >>> "<title>Who holds Alder?</title>" in text
    True
    """
    heading = title or [view.title]
    sheet = picture(
        scene, layout, view, say, shade=shade, lit=lit, title=heading, footer=footer, with_legend=with_legend
    )
    return written(sheet, title=heading[0], desc=" ".join([*heading[1:], *view.answers]), lang=lang)


def written(sheet: Picture, *, title: str = "", desc: str = "", lang: str = "en") -> str:
    """Write a picture as SVG.

    Examples
    --------
    >>> written(Picture([], 0, 0, 10, 5)).splitlines()[0][:64]
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5" vi'
    """
    place = " ".join(number(value) for value in (sheet.left, sheet.top, sheet.width, sheet.height))
    head = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": number(sheet.width),
        "height": number(sheet.height),
        "viewBox": place,
        "role": "img",
        "lang": lang,
        "font-family": style.FONTS,
    }
    out = [f"<svg{_attributes(head)}>"]
    out += [f"<title>{escape(title)}</title>"] if title else []
    out += [f"<desc>{escape(desc)}</desc>"] if desc else []
    out += [element(mark) for mark in sheet.marks]
    return "\n".join([*out, "</svg>", ""])


def element(mark: Mark) -> str:
    """Write one mark.

    Examples
    --------
    >>> element({"kind": "path", "d": "M0 0L4 4", "stroke": "#000000", "width": 2})
    '<path d="M0 0L4 4" fill="none" stroke="#000000" stroke-width="2"/>'
    """
    if mark["kind"] == "end":
        return "</g>"
    if mark["kind"] == "group":
        title = f"<title>{escape(mark['title'])}</title>" if mark.get("title") else ""
        return f"<g{_attributes(group_attributes(mark))}>{title}"
    if mark["kind"] == "path":
        return f"<path{_attributes(path_attributes(mark))}/>"
    return f"<text{_attributes(text_attributes(mark))}>{escape(mark['text'])}</text>"


def group_attributes(mark: Mark) -> dict[str, str]:
    """Return what a group says of itself, for scripts and tests that look into the picture.

    Examples
    --------
    >>> group_attributes({"kind": "group", "role": "share", "id": "1"})
    {'data-share': '1'}
    """
    said = {f"data-{mark['role']}": mark["id"]}
    if mark["role"] == "card":
        said["data-role"] = mark["as"]
        if mark["what"]:
            said["data-kind"] = mark["what"]
    elif mark["role"] == "line":
        said["data-line-kind"] = mark["as"]
        if mark.get("back"):
            said["data-back"] = "1"
    return said


def path_attributes(mark: Mark) -> dict[str, str]:
    """Return the attributes of a path.

    Examples
    --------
    >>> path_attributes({"kind": "path", "d": "M0 0", "fill": "#ffffff", "opacity": 0.5})
    {'d': 'M0 0', 'fill': '#ffffff', 'opacity': '0.5'}
    """
    said = {"d": mark["d"], "fill": mark.get("fill", "none")}
    if "stroke" in mark:
        said |= {"stroke": mark["stroke"], "stroke-width": number(mark["width"])}
    if "dash" in mark:
        said["stroke-dasharray"] = " ".join(map(str, mark["dash"]))
    if "opacity" in mark:
        said["opacity"] = number(mark["opacity"])
    return said


def text_attributes(mark: Mark) -> dict[str, str]:
    """Return the attributes of a text; one that reads from right to left says so and stays by itself.

    Examples
    --------
    >>> text_attributes({"x": 1, "y": 2, "size": 12, "weight": 400, "fill": "#000000", "anchor": "middle"})["font-size"]
    '12'
    """
    said = {"x": number(mark["x"]), "y": number(mark["y"]), "font-size": str(mark["size"])}
    if mark["weight"] != 400:
        said["font-weight"] = str(mark["weight"])
    said["fill"] = mark["fill"]
    if mark["anchor"] != "start":
        said["text-anchor"] = mark["anchor"]
    if "dir" in mark:
        said |= {"direction": "rtl", "unicode-bidi": "embed"}
    if "opacity" in mark:
        said["opacity"] = number(mark["opacity"])
    return said


def escape(text: str) -> str:
    """Return text that is only text in XML, whatever is in it.

    Examples
    --------
    >>> escape('<a href="x">&')
    '&lt;a href=&quot;x&quot;&gt;&amp;'
    """
    clean = _NO_XML.sub("\ufffd", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _attributes(said: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in said.items())
