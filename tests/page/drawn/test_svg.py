"""SVG: well-formed whatever the names are, text as text, and the same from the script as from Python."""

from __future__ import annotations

from typing import Any

import pytest

from ownership.page import languages
from ownership.page.drawn import svg
from tests.conftest import OfflinePage
from tests.page import sketches

SPACE = "{http://www.w3.org/2000/svg}"
TITLE = ["Who ultimately holds Birch?", "As of 28 March 2023", "The largest identified holder is Elbonia. " * 9]
FOOTER = ["Sources: a prospectus.", "Shares along every chain are multiplied and added. " * 8, "مصدر: السجل"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("made", [sketches.everything, sketches.hard])
def test_the_script_writes_the_same_svg(page_offline: OfflinePage, made: Any, shade: str, lang: str) -> None:
    view, scene = made()
    say = languages.say(lang)
    layout = sketches.laid_out(view, scene, say)
    lit = [scene.cards[0].id, scene.cards[1].id, scene.lines[0].id] if shade == "dark" else None
    ours = svg.svg(view, scene, layout, say, shade=shade, lit=lit, title=TITLE, footer=FOOTER, lang=lang)
    options = {"shade": shade, "lit": lit, "title": TITLE, "footer": FOOTER}
    desc = " ".join([*TITLE[1:], *view.answers])
    theirs = sketches.from_script(
        page_offline,
        """({sheet, scene, layout, story, options, desc, style, lang}) => ownership.svg(
             sheet.picture(scene, layout, story, options),
             {title: options.title[0], desc, lang, fonts: style.fonts})""",
        {**sketches.as_json(view, scene, layout), "options": options, "desc": desc},
        lang,
    )
    assert theirs.splitlines() == ours.splitlines()
