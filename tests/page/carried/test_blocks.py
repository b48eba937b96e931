"""What can be read in a page, and what cannot."""

from __future__ import annotations

from ownership.page.carried.blocks import blocks


def test_rows_links_and_headings_are_blocks_scripts_are_not() -> None:
    page = (
        "<style>p{}</style><h1><bdi>Who &amp; what?</bdi></h1><p>One <a href='https://x.org'>source</a>.</p>"
        "<table><tr><th>a</th><td><p>51 %</p></td></tr><tr><td>b<td>49 %</tr></table><script>hidden</script>"
    )
    assert blocks(page) == ["h1: Who & what?", "p: One <https://x.org> source.", "tr: a | 51 %", "tr: b | 49 %"]


def test_text_of_a_picture_counts() -> None:
    assert blocks("<svg><text>36 %</text><text>64 %</text></svg>") == ["text: 36 %", "text: 64 %"]


def test_what_is_not_closed_is_not_lost() -> None:
    assert blocks("<div>one<div>two") == ["div: one", "div: two"]
    assert blocks("") == []
