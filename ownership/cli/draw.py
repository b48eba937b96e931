"""`ownership draw`: an interactive page that works without a network, or the same picture as SVG, PNG or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ownership.cli import _options as options

if TYPE_CHECKING:
    from ownership.records import Records

ORDER = 7
#: Ending of a file -> its format.
FORMATS = {".html": "html", ".htm": "html", ".svg": "svg", ".png": "png", ".pdf": "pdf"}


def command(
    entity: Annotated[
        str,
        typer.Argument(help="The company in the middle: its id, name, or a search text; several with a semicolon."),
    ] = "",
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write. [default: ENTITY.html]")
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", help="Show what a rule says; repeatable. [default: all]", show_default=False),
    ] = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    above: Annotated[int | None, typer.Option("--above", help="Levels of owners in the page. [default: all]")] = None,
    below: Annotated[int, typer.Option("--below", help="Levels of holdings in the page.")] = 2,
    limit: Annotated[int, typer.Option("--limit", help="How many parties are in the page at most.")] = 2000,
    whole: Annotated[bool, typer.Option("--whole", help="Put all records into the page, whatever the reach.")] = False,
    redact: Annotated[
        bool, typer.Option("--redact", help="Replace the names of natural persons, and leave out notes.")
    ] = False,
    lang: Annotated[str, typer.Option("--lang", help="The language of the page: en or zh.")] = "en",
    format: Annotated[
        Literal["html", "svg", "png", "pdf"] | None,
        typer.Option("--format", "-f", help="html, svg, png or pdf. [default: by the ending of -o, else html]"),
    ] = None,
    scale: Annotated[float, typer.Option("--scale", help="Pixels of a PNG for one of the picture.")] = 2,
    gallery: Annotated[
        Path | None,
        typer.Option("--gallery", help="Write four pages of the Hikvision case and their index into a folder."),
    ] = None,
    as_of: options.AsOf = None,
    basis: options.Basis = "ownership",
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Draw ENTITY with its owners above and its holdings below, as one HTML file that needs no network.

    The file is evidence, too: `ownership verify` checks what it shows, and every command reads its records.

    Example: ownership draw hikvision --example hikvision --as-of 2023-03-28 -o hikvision.html
    """
    from ownership.errors import UsageError
    from ownership.names import find_one
    from ownership.page import draw

    if gallery is not None:
        _gallery(gallery, quiet=quiet)
        return
    if not entity.strip():
        raise UsageError("no entity is named: ownership draw ENTITY FILES")
    kind = format or _format(output)
    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    how = options.how(as_of, min_confidence, max_age, assume)
    wanted = [entity] if entity in records.position else [name for name in entity.split(";") if name.strip()]
    ids = [find_one(records, name.strip()) for name in wanted]

    def findings(looked: Records) -> Any:
        return screened(looked, ids if not redact else [], rule=rule, listed=listed, **how)

    page = draw(
        records, ids, exposures=findings, above=above, below=below, limit=limit, whole=whole, redact=redact, lang=lang,
        basis=basis, **how,
    )  # fmt: skip
    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in page.data["asked"]["subjects"][0])
    path = output or Path(f"{name[:80].strip('-.') or 'page'}.{kind}")
    page.save(path) if kind == "html" else page.picture(path, kind, scale=scale)
    options.say(f"wrote {path}", quiet=quiet)
    for text in page.data["lacks"]:
        options.say(text, quiet=quiet)


def screened(records: Records, ids: list[str], *, rule: list[str] | None, listed: list[str] | None, **how: Any) -> Any:
    """Return the findings for a page about some parties, with what would change those of them and their companies.

    Examples
    --------
    >>> from ownership.examples import example_records
    >>> rows = screened(example_records("loops"), [], rule=["us-ofac-50"], listed=None, as_of="2024")
    >>> [rule.id for rule in rows.rules]
    ['us-ofac-50']
    """
    from ownership.rules import decided

    mine = set(ids)
    owned = records.interests.loc[records.interests["owner"].isin(mine), "owned"].tolist()
    return decided(records, rules=rule or None, listed=listed or (), about=[*ids, *sorted({*owned} - mine)], **how)


def _format(output: Path | None) -> str:
    from ownership.errors import UsageError

    if output is None or not output.suffix:
        return "html"
    found = FORMATS.get(output.suffix.lower())
    if found is None:
        raise UsageError(f"no format ends in {output.suffix}; say which with --format: html, svg, png or pdf")
    return found


def _gallery(folder: Path, *, quiet: bool) -> None:
    from ownership.examples import example_records
    from ownership.examples._pages import write_pages

    for path in write_pages(example_records("hikvision"), folder):
        options.say(f"wrote {path}", quiet=quiet)
