"""Check an evidence file: its hash, and that the finding follows from the records and the rule that stand in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ownership.algorithms.verify import Verification
from ownership.errors import DataError, OwnershipError
from ownership.findings import ClaimRow, ProofProblem
from ownership.rules._chosen import bundled
from ownership.rules._rule_data import rule_data, rule_from, rule_text
from ownership.rules.explaining._evidence import FORM, canonical, digest, evidence, versions
from ownership.rules.explaining._explain import explain
from ownership.rules.reaching._cut import as_data, from_data

if TYPE_CHECKING:
    from ownership.records import Records
    from ownership.rules.explaining._explanation import Explanation

_PARTS = (
    "evidence", "finding", "explanation", "question", "rule", "records", "files", "files_note", "versions", "command",
    "sha256",
)  # fmt: skip
_ASKED = (
    "listed", "together", "remainder", "alias_listings", "fewest", "threshold", "at_least", "owner", "basis",
    "as_of", "min_confidence", "max_age", "assume", "suspend_subsidiary_votes",
)  # fmt: skip


def is_evidence(data: Any) -> bool:
    """Return whether plain values are an evidence file.

    Examples
    --------
    >>> is_evidence({"proof": 1}), is_evidence({"evidence": 1})
    (False, True)
    """
    return isinstance(data, dict) and "evidence" in data


def check(data: dict[str, Any], looked: Records | None = None) -> Verification:
    """Return what is wrong with an evidence file; with records also what they say otherwise.

    Raises
    ------
    DataError
        When it is not an evidence file of this form.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> made = evidence(explain(read(b"owner,owned,percent\\nx,a,60", "x.csv"), "a", listed=["x"], as_of="2024"))
    >>> check(made).ok
    True
    >>> made["finding"]["status"] = "excluded"
    >>> [problem.kind for problem in check(made).problems]
    ['hash', 'finding']
    """
    if data.get("evidence") != FORM or isinstance(data.get("evidence"), bool):
        raise DataError(f"this is no evidence file that can be read here: its form is not {FORM}")
    if missing := [name for name in _PARTS if name not in data]:
        raise DataError(f"this is no evidence file: {missing[0]} is missing")
    for name in ("finding", "explanation", "question", "records", "versions"):
        if not isinstance(data[name], dict):
            raise DataError(f"this is no evidence file: its {name} is not an object")
    problems: list[tuple[str, str]] = []
    notes: list[str] = []
    if unknown := sorted(set(map(str, data)) - set(_PARTS)):
        problems.append(("form", f"it has a part {unknown[0][:40]!r} that evidence files do not have"))
    if data["sha256"] != digest(data):
        problems.append(("hash", "its SHA-256 is not that of what stands in it: something was changed"))
    again = _again(data, problems)
    if again is not None:
        problems += _compared(data, again)
    problems += _rule(data)
    if looked is not None:
        found, said = _beside(data, looked)
        problems, notes = [*problems, *found], [*notes, *said]
    if data["versions"] != versions():
        made = data["versions"].get("ownership")
        notes.append(f"it was made with other versions (ownership {made}) than those that check it")
    claim = _claim(data)
    rows = tuple(ProofProblem(0, kind, claim.entity, (), text) for kind, text in dict.fromkeys(problems))
    against = "its own records" if looked is None else "its own records and those named"
    return Verification(claim, rows, against, tuple(notes))


def _again(data: dict[str, Any], problems: list[tuple[str, str]]) -> Explanation | None:
    """Derive the finding again from what stands in the file."""
    try:
        return _explained(data, from_data(data["records"]))
    except OwnershipError as problem:
        problems.append(("finding", f"the finding cannot be derived again: {problem}"))
    except (TypeError, ValueError, KeyError, AttributeError) as problem:
        problems.append(("finding", f"the question in it is none: {' '.join(str(problem).split())[:100]}"))
    return None


def _explained(data: dict[str, Any], records: Records) -> Explanation:
    question, rule = data["question"], data["rule"]
    if not isinstance(question, dict) or not isinstance(question.get("entity"), str):
        raise DataError("the question in it is none")
    if unknown := sorted(set(question) - {*_ASKED, "entity"}):
        raise DataError(f"the question in it has a part {unknown[0][:40]!r}")
    asked = {name: question[name] for name in _ASKED if name in question}
    for name in ("threshold", "at_least"):
        if name in asked:
            from fractions import Fraction

            asked[name] = Fraction(asked[name])
    if rule is not None:
        if not isinstance(rule, dict):
            raise DataError("its rule is none")
        asked["rule"] = rule_from({key: value for key, value in rule.items() if key != "text"})
    return explain(records, question["entity"], **asked)


def _compared(data: dict[str, Any], again: Explanation) -> Iterator[tuple[str, str]]:
    """Go through what the file says otherwise than its own records do."""
    made = evidence(again, str(data["command"]))
    for name in ("finding", "explanation", "question", "records"):
        mine, said = made[name], data[name]
        if canonical(mine) == canonical(said):
            continue
        places = sorted(
            key for key in {*mine, *(said if isinstance(said, dict) else ())}
            if not isinstance(said, dict) or canonical(mine.get(key)) != canonical(said.get(key))
        )  # fmt: skip
        other = again.status != data["finding"].get("status")
        now = f"; derived again the finding is: {again.status}" if other else ""
        yield name, f"its {name} does not follow from the records and the rule in it: {', '.join(places)}{now}"
    if not isinstance(data["files"], list) or bool(data["files"]) == bool(data["files_note"]):
        yield "files", "what it says of its files is contradictory"
    elif any(not isinstance(each, dict) or set(each) != {"name", "sha256", "bytes"} for each in data["files"]):
        yield "files", "what it says of its files is no list of names and hashes"


def _rule(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through where the rule inside is not the one of that id that comes with this package."""
    rule = data["rule"]
    known = bundled().get(rule.get("id", "")) if isinstance(rule, dict) else None
    if known is None:
        return
    now = json.loads(canonical({**rule_data(known), "text": rule_text(known)}))
    if places := sorted(key for key in {*now, *rule} if canonical(now.get(key)) != canonical(rule.get(key))):
        from ownership import __version__

        text = f"its rule is not {known.id} as it comes with ownership {__version__}: {', '.join(places)}"
        yield "rule", text


def _beside(data: dict[str, Any], looked: Records) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what records that are named say otherwise, and what can be said of them."""
    problems: list[tuple[str, str]] = []
    refs = data["explanation"].get("refs")
    cited = {r for r in refs if isinstance(r, str)} if isinstance(refs, list) else set()
    there = {table: {canonical(row) for row in rows} for table, rows in as_data(looked).items()}
    stands, gone = 0, []
    for table, rows in data["records"].items():
        for row in rows if table in ("interests", "listings", "links", "groups") and isinstance(rows, list) else ():
            if not isinstance(row, dict):
                continue
            place = ":".join(str(row[key]) for key in ("source", "ref") if row.get(key))
            if place in cited:
                same = canonical(row) in there.get(table, ())
                stands += same
                gone += [] if same else [f"{table} {place}"]
    problems += [("records", f"the records named do not have what it cites: {place}") for place in sorted(set(gone))]
    notes = [f"{stands} of {stands + len(gone)} records that it cites stand in the records named"]
    notes += _hashes(data, looked)
    try:
        now = _explained(data, looked)
        if now.status != data["finding"].get("status"):
            problems.append(("records", f"on the records named the finding is: {now.status}"))
    except OwnershipError as problem:
        problems.append(("records", f"on the records named there is no such finding: {problem}"))
    except (TypeError, ValueError, KeyError, AttributeError):
        pass  # the question itself is none, which was said
    return problems, notes


def _hashes(data: dict[str, Any], looked: Records) -> Iterator[str]:
    now = {name: hash_ for name, hash_, _ in looked.files}
    for each in data["files"] if isinstance(data["files"], list) else ():
        name = str(each.get("name")) if isinstance(each, dict) else ""
        if name not in now:
            yield f"{name}: not among the files named"
        elif now[name] == each.get("sha256"):
            yield f"{name}: the same bytes"
        else:
            yield f"{name}: has changed since"


def _claim(data: dict[str, Any]) -> ClaimRow:
    """Return what is claimed, for the outcome."""
    finding = data["finding"]

    def said(name: str) -> str:
        return str(finding.get(name) or "")

    return ClaimRow(
        said("entity"), said("entity_name"), said("status"), "", "", False, said("rule") or None, "", False, False,
        False, "", 0.0, (), (), said("as_of"),
    )  # fmt: skip
