"""Make a page from the records that it carries; the same again from a page that was read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ownership.page import Page
from ownership.page.said.words import Fields

if TYPE_CHECKING:
    from ownership.records import Records

#: The form of the data in a page; the reader knows it.
FORMAT = 2


def drawn(
    records: Records,
    question: Mapping[str, Any],
    exposures: Iterable[Fields] | Callable[[Records], Iterable[Fields]] | None = None,
    supposed: Sequence[str] = (),
    *,
    command: str | None = None,
) -> Page:
    """Return the page that a question asks for: cut to its reach, redacted where that is asked.

    `supposed` are parties that an assumption names.

    Examples
    --------
    >>> from ownership.page.carried.asking import asked
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent\\na,b,51\\nc,d,5", "x.csv"))
    >>> drawn(records, asked(subjects=["b"], as_of="2024")).data["lacks"]
    ['Outside the reach that was asked for, and not in this page: 2 parties, 1 holding.']
    """
    from ownership.page.carried.asking import lacks, redaction
    from ownership.page.carried.carrying import carry

    question, said = dict(question), []
    if question["redact"]:
        from ownership.page.carried.redacting import redacted

        found = redacted(records)
        records = found.records
        question["subjects"] = [found.ids.get(one, one) for one in question["subjects"]]
        said += redaction(found.persons, found.unknown, question["lang"])
    rows: Any = exposures(records) if callable(exposures) else exposures or ()
    rows = rows if hasattr(rows, "rules") else list(rows)
    question |= _screened(records, rows)
    carried = carry(
        records, (*question["subjects"], *supposed), above=question["above"], below=question["below"],
        limit=question["limit"], whole=question["whole"],
    )  # fmt: skip
    return made(
        carried.records, question, rows, rules=getattr(rows, "rules", ()), open_=carried.open, command=command,
        lacks=[*said, *lacks(question, carried.outside, carried.rows, carried.unread, carried.open)],
        would_change=getattr(rows, "would_change", None),
    )  # fmt: skip


def _screened(records: Records, rows: Any) -> dict[str, Any]:
    """Return how the findings were asked for."""
    from ownership.names import find_one

    options = getattr(rows, "asked", {})
    rules = [rule.id for rule in getattr(rows, "rules", ())]
    return {
        "listed": [find_one(records, one) for one in options.get("listed", ())],
        "together": [[find_one(records, one) for one in names] for names in options.get("together", ())],
        "remainder": options.get("remainder", "unlisted"),
        "alias_listings": options.get("alias_listings", "possible"),
        "rules": rules or sorted({row["rule"] for row in rows}),
        "gaps": list(options.get("gaps", ())),
    }


def made(
    records: Records,
    question: Mapping[str, Any],
    exposures: Iterable[Fields],
    *,
    rules: Sequence[Any] = (),
    open_: Sequence[str] = (),
    lacks: Sequence[str] = (),
    would_change: Mapping[tuple[str, str], Sequence[str]] | None = None,
    command: str | None = None,
) -> Page:
    """Return the page of some records, all of which it carries.

    `question` is what `asked` returns; `rules` are the rules behind the findings, `open_` the parties whose owners are
    not all here, `lacks` sentences about what else is not.

    Examples
    --------
    >>> from ownership.page.carried.asking import asked
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent\\na,b,51", "x.csv"))
    >>> made(records, asked(subjects=("b",), as_of="2024"), []).data["asked"]["as_of"]
    '2024-12-31'
    """
    from ownership import __version__
    from ownership.algorithms.ledger import ledger
    from ownership.algorithms.owners import owners
    from ownership.algorithms.shares import shares
    from ownership.page.carried.asking import command as command_of
    from ownership.page.carried.asking import partly
    from ownership.page.carried.embedded import embedded
    from ownership.page.carried.tables import as_columns
    from ownership.page.carried.verdicts import verdicts, within
    from ownership.page.said.view import Question, view
    from ownership.readers.page import digest

    how = {name: question[name] for name in ("basis", "min_confidence", "max_age")}
    found = shares(records, as_of=question["as_of"] or None, assume=tuple(question["assume"]), **how)
    subjects = tuple(question["subjects"])
    rows = within(exposures, records, open_)
    answers = {subject: owners(found, subject) for subject in subjects}
    shown = view(
        found,
        Question(subjects, title=question["title"]),
        answers,
        ledger(found),
        exposures=rows,  # type: ignore[arg-type]
        version=__version__,
        lang=question["lang"],
        rules=rules,
        would_change=would_change,
        incomplete=open_,
    )
    if open_:
        shown = replace(shown, answers=(*shown.answers, partly(open_, question["lang"])))
    asked = {**question, "as_of": found.as_of.isoformat()}
    tables = as_columns(records)
    data = {
        "format": FORMAT,
        "version": __version__,
        "command": command_of(asked, records.files) if command is None else command,
        "made": None,
        "hash": digest(tables),
        "asked": asked,
        "records": tables,
        "lacks": list(lacks),
        "open": list(open_),
        "states": [
            {"id": rule.id, "title": rule.title, "citation": rule.citation, "reading": rule.reading,
             "state": rule.in_force(found.as_of)}
            for rule in rules
        ],
        "verdicts": verdicts(rows, records, would_change),
        **embedded(found, rules),
        "lang": question["lang"],
    }  # fmt: skip
    return Page(shown, records, data, tuple(row for subject in subjects for row in answers[subject]))
