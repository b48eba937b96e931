"""`ownership verify`: check a page, a proof that `ownership explain -f json` wrote, or an evidence file of `--save`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ownership import __version__
from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 7.5
COLUMNS = {"step": "step", "kind": "kind", "entity": "entity", "text": "what", "refs": "where"}


def command(
    file: Annotated[
        str,
        typer.Argument(
            help="A page (draw), a proof (explain -f json) or an evidence file (explain --save); - is standard input."
        ),
    ],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    format: options.Format = "table",
    output: options.Output = None,
    quiet: options.Quiet = False,
    exit_zero: options.ExitZero = False,
) -> None:
    """Check the proof in FILE by its own records, and, when FILES are named, that the records say so. Exits 1 if not.

    A page is made again from its own records: every verdict, share and sentence that it shows must come out. Of an
    evidence file the hash is checked, and the finding is derived again from the records and the rule inside.

    Example: ownership verify proof.json holdings.csv
    """
    from ownership.findings import ProofProblem
    from ownership.verifying import verify

    proof = read_proof(file)
    records = options.records_of(files, example, mapping=map, quiet=quiet) if files or example else None
    found = verify(proof, records)
    _print.emit(found.problems, ProofProblem, COLUMNS, format, output)
    claim, against = found.claim, f"checked against {found.against}"
    count = f"{len(found.problems)} problem{'' if len(found.problems) == 1 else 's'}"
    asked = claim.rule or {"effective": "effective interest"}.get(claim.measure, "control")
    what = "evidence" if isinstance(proof, dict) and "evidence" in proof else "proof"
    what = "page" if isinstance(proof, bytes) else what
    words = f"the {what} holds" if found.ok else f"the {what} does not hold, {count}"
    claimed = f"its claim: {claim.entity_name}, {asked}: {claim.verdict}"
    options.say(f"{words}; {f'it is about {claim.entity_name}' if what == 'page' else claimed}", quiet=quiet)
    for note in found.notes:
        options.say(f"note: {note}", quiet=quiet)
    if found.ok and what == "proof":
        options.say(
            "its claim and its steps were checked; status, text and critical beside them in the file were not",
            quiet=quiet,
        )
    if found.ok and records is None:
        options.say("name the record files, too, to see whether the records cited stand there", quiet=quiet)
    if what != "proof" and records is None:
        options.say("a file that was made up as a whole, with records to match, is found only so", quiet=quiet)
    options.say(f"as of {claim.as_of} · {against} · ownership {__version__}", quiet=quiet)
    if not found.ok and not exit_zero:
        raise typer.Exit(1)


def read_proof(file: str) -> Any:
    """Return the plain values in a JSON file, or the bytes of a page.

    Raises
    ------
    NotFound
        When there is no such file.
    DataError
        When it cannot be read, and is neither.

    Examples
    --------
    >>> read_proof("no-such-file.json")
    Traceback (most recent call last):
    ...
    ownership.errors.NotFound: no file no-such-file.json
    """
    from ownership.errors import DataError, NotFound
    from ownership.verifying import is_page

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data if is_page(data) else json.loads(data)
    except FileNotFoundError:
        raise NotFound(f"no file {file}") from None
    except OSError as problem:
        raise DataError(f"cannot read {file}: {problem.strerror or problem}") from None
    except (ValueError, RecursionError) as problem:
        raise DataError(f"{file} is no proof: it is not JSON ({str(problem)[:80]})") from None
