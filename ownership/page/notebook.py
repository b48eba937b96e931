"""What a notebook shows: the answer as a small table, then the page in a frame that can reach nothing."""

from __future__ import annotations

from html import escape

from ownership.page.languages import words
from ownership.page.model import View

#: An opaque origin: the page cannot touch the notebook it is shown in. Links to sources may open a tab.
SANDBOX = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"
ROWS = 12
COLUMNS = ("holder", "kind", "of", "holds_in_all", "direct_record", "control")
#: Larger pages make notebooks slow.
LARGE = 5_000_000


def mime_bundle(view: View, page: str) -> dict[str, str]:
    """Return the page for a notebook: HTML, and plain words where HTML cannot be shown.

    An untrusted notebook strips frames; the table stays. A page of more than 5 MB warns: it is kept in the notebook.

    Examples
    --------
    >>> bundle = mime_bundle(View("Who owns Alder?", (), ("Nobody.",), (), (), {}), "<p>")
    >>> print(bundle["text/plain"])
    Who owns Alder?
    Nobody.
    """
    if len(page) > LARGE:
        import warnings

        size = f"{len(page) / 1e6:.1f} MB"
        warnings.warn(f"this chart puts {size} into the notebook, over 5 MB; .save() keeps it in a file", stacklevel=2)
    return {"text/html": answer_table(view) + frame(view, page), "text/plain": in_words(view)}


def in_words(view: View) -> str:
    r"""Return the answer as plain text.

    Examples
    --------
    >>> in_words(View("Who owns Alder?", (), ("Nobody.",), (), (), {}, as_of="2023-03-28"))
    'Who owns Alder?\nNobody.\nOn these records, for 2023-03-28.'
    """
    day = [words(view.lang).say("app.on_records", day=view.as_of)] if view.as_of else []
    return "\n".join([view.title, *view.answers, *view.warnings, *view.omitted, *day])


def answer_table(view: View) -> str:
    """Return the answer and its rows as HTML without script or style.

    Examples
    --------
    >>> "&lt;b&gt;" in answer_table(View("Who owns <b>?", (), (), (), (), {}))
    True
    """
    lines = [f"<p><strong><bdi>{escape(view.title)}</bdi></strong></p>"]
    lines += [f"<p><bdi>{escape(answer)}</bdi></p>" for answer in view.answers]
    if view.holders:
        said = words(view.lang)
        head = "".join(f"<th>{escape(said.say(f'app.{column}'))}</th>" for column in COLUMNS)
        lines.append(f"<table><thead><tr>{head}</tr></thead><tbody>")
        for row in view.holders[:ROWS]:
            cells = (row.owner, row.kind, row.subject, row.share, row.direct, row.controls)
            lines.append("<tr>" + "".join(f"<td><bdi>{escape(cell)}</bdi></td>" for cell in cells) + "</tr>")
        lines.append("</tbody></table>")
        if len(view.holders) > ROWS:
            lines.append(f"<p>{escape(said.count('app.rows_left', len(view.holders) - ROWS))}</p>")
    return "\n".join(lines)


def frame(view: View, page: str) -> str:
    """Return the page as a frame with an origin of its own.

    Examples
    --------
    >>> "srcdoc='<p>&#39;'" in frame(View("Who?", (), (), (), (), {}), "<p>'")
    True
    """
    # In single quotes only these two signs mean anything: the many double ones of JSON stay one sign each.
    inside = page.replace("&", "&amp;").replace("'", "&#39;")
    return (
        f'<iframe sandbox="{SANDBOX}" title="{escape(view.title)}" width="100%" height="760" style="border:0" '
        f"srcdoc='{inside}'></iframe>"
    )
