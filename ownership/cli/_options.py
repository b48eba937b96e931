"""Options that several commands share, and the records that a command is asked about."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ownership.errors import DataError

if TYPE_CHECKING:
    from ownership.records import Records

Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILES]...",
        help="Files of any kind (see ownership list readers), folders, archives; - is standard input.",
        show_default=False,
    ),
]
Example = Annotated[str | None, typer.Option("--example", help="Use a bundled example: hikvision or loops.")]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="COLUMN=NAME",
        help="What a column of a table is called: owner=Aksjonær; repeatable. Or a mapping file (.toml).",
        show_default=False,
    ),
]  # fmt: skip
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The day asked: 2023-03-28, 2023-03 or 2023. [default: today]")
]
Basis = Annotated[
    str, typer.Option("--basis", metavar="BASIS", help="Count shares (ownership), votes (voting), or class:NAME.")
]
SuspendVotes = Annotated[
    bool, typer.Option("--suspend-subsidiary-votes", help="Shares of a company held by those it controls do not vote.")
]
MinConfidence = Annotated[
    Literal["high", "medium", "low"], typer.Option("--min-confidence", help="Leave out records marked lower.")
]
MaxAge = Annotated[
    float, typer.Option("--max-age", help="Years after which an unconfirmed observation counts as 0 to x.")
]
Assume = Annotated[
    list[str] | None,
    typer.Option("--assume", metavar="'OWNER > OWNED = 60'", help="Replace all records of a pair.", show_default=False),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule", metavar="RULE",
        help="A rule by its id or file (.toml, .py), or all, exposure, ownership; repeatable. "
        "[default: those that read a list]",
        show_default=False,
    ),
]  # fmt: skip
Together = Annotated[
    list[str] | None,
    typer.Option(
        "--together", metavar="'A; B'", help="Take parties as acting jointly; repeatable.", show_default=False
    ),
]
Format = Annotated[
    Literal["table", "json", "jsonl", "csv"], typer.Option("-f", "--format", help="How rows are printed.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write the rows to a file.")]
Ledger = Annotated[
    Path | None,
    typer.Option("--ledger", help="Write every record, used or left out and why (CSV, or .json)."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse to answer when a row could not be read.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notices and no footer.")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit 0 even when something was found.")]
All = Annotated[bool, typer.Option("--all", help="Print every row.")]


def records_of(
    files: list[str] | None,
    example: str | None,
    *,
    mapping: list[str] | None = None,
    validate: bool = False,
    strict: bool = False,
    quiet: bool = False,
    empty: bool = False,
) -> Records:
    """Return the records a command is asked about: files, a bundled example, or on a terminal the Hikvision case.

    Raises
    ------
    DataError
        When nothing is named and nobody sits at a terminal, when there is no record to answer from (unless
        `empty` is allowed), or when a row could not be read and `strict` is asked for.

    Examples
    --------
    >>> records_of(None, "loops").interests.empty
    False
    """
    from ownership import examples
    from ownership.cli._progress import reading
    from ownership.io import load

    if not files and not example:
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
            raise DataError("no file was named; name a CSV file with owner,owned,percent, or use --example hikvision")
        example = "hikvision"
        say("No file was named: this is the bundled example hikvision.", quiet=quiet)
    bundled = [examples.example_path(example) / name for name in examples.TABLES] if example else []
    paths = [*(files or ()), *(path for path in bundled if path.exists())]
    with reading(quiet=quiet) as progress:
        records = load(*paths, mapping=mapping, validate=validate, progress=progress)
    if strict and len(records.skipped):
        row = next(iter(records.rows("skipped")))
        raise DataError(
            f"{len(records.skipped)} rows could not be read, the first {row['source']} {row['ref']}: {row['reason']}"
        )
    unread = [row for row in records.rows("notices") if row["kind"] == "file"]
    if strict and unread:
        raise DataError(f"{len(unread)} files were not read, the first {unread[0]['source']}: {unread[0]['text']}")
    if not empty and records.interests.empty and (len(records.skipped) or records.listings.empty):
        why = "".join(f"; {row['source']} {row['ref']}: {row['reason']}" for row in list(records.rows("skipped"))[:1])
        raise DataError(f"there is no holding to answer from ({len(records.skipped)} rows could not be read{why})")
    return records


def sets(together: list[str] | None) -> list[list[str]]:
    """Return the parties named in each `--together`, separated by semicolons.

    Raises
    ------
    UsageError
        When fewer than two are named.

    Examples
    --------
    >>> sets(["Alder; Birch"])
    [['Alder', 'Birch']]
    """
    from ownership.errors import UsageError

    found = [[name.strip() for name in text.split(";") if name.strip()] for text in together or ()]
    for names, text in zip(found, together or (), strict=True):
        if len(names) < 2:
            raise UsageError(f"--together {text!r} names fewer than two parties; separate them by a semicolon")
    return found


def say(text: str, *, quiet: bool = False) -> None:
    """Say something on standard error.

    Examples
    --------
    >>> say("nothing", quiet=True)
    """
    if not quiet:
        print(printable(text), file=sys.stderr)


def printable(text: str) -> str:
    """Return a text for a terminal: control characters, which could steer it, are spelled out.

    Examples
    --------
    >>> printable("a\\x1b[2Jb")
    'a\\\\u001b[2Jb'
    """
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else f"\\u{ord(c):04x}" for c in text)


def how(
    as_of: str | None,
    min_confidence: str,
    max_age: float,
    assume: list[str] | None,
    suspend_subsidiary_votes: bool = False,
) -> dict[str, Any]:
    """Return the options that say how records are read, as the library takes them.

    Examples
    --------
    >>> how("2024", "medium", 10, None)["as_of"]
    '2024'
    """
    return {
        "as_of": as_of,
        "min_confidence": min_confidence,
        "max_age": max_age,
        "assume": tuple(assume or ()),
    } | ({"suspend_subsidiary_votes": True} if suspend_subsidiary_votes else {})
