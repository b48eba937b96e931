"""Verify what somebody hands on: a proof, an evidence file, or a page, which is made again from its own records."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ownership.algorithms.verify import Verification
from ownership.errors import DataError, NotFound, OwnershipError
from ownership.findings import ClaimRow, ProofProblem
from ownership.readers.page import digest, page_data, records_of
from ownership.settle import settle

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares
    from ownership.graph import Looked
    from ownership.page import Page
    from ownership.records import Records

#: Differences of the text of a page are named one by one up to this many.
NAMED = 60


def verify(proof: Any, looked: Looked | Shares | None = None) -> Verification:
    """Check a proof, an explanation, an evidence file, or a page: `ok`, and `problems`, one line each.

    A page is a path, or its bytes. Every verdict, share and answer that it shows is derived again from its own
    records, and with records also from those. All else is checked as `ownership.rules.verify` does.

    Raises
    ------
    DataError
        When it is nothing that can be checked.
    NotFound
        When there is no such file.

    Examples
    --------
    >>> from ownership.page import draw
    >>> from ownership.readers.table import read
    >>> page = draw(read(b"owner,owned,percent\\nAlder,Birch,51", "x.csv"), "Birch", as_of="2024").to_html()
    >>> verify(page.encode()).ok
    True
    >>> [problem.kind for problem in verify(page.replace("51 %", "49 %").encode()).problems][:1]
    ['text']
    """
    if isinstance(proof, str | os.PathLike):
        name = os.fspath(proof)
        try:
            proof = Path(name).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"no file {name}") from None
        except OSError as problem:
            raise DataError(f"cannot read {name}: {problem.strerror or problem}") from None
    else:
        name = "the page"
    if isinstance(proof, bytes):
        if is_page(proof):
            return verify_page(proof, name, looked)
        try:
            proof = json.loads(proof)
        except (ValueError, RecursionError) as problem:
            raise DataError(f"{name} is no proof: it is not JSON ({str(problem)[:80]})") from None
    from ownership.rules import verify as verify_proof

    return verify_proof(proof, looked)


def is_page(data: bytes) -> bool:
    """Whether bytes are an HTML page.

    Examples
    --------
    >>> is_page(b" <!doctype html>"), is_page(b'{"proof": 1}')
    (True, False)
    """
    return data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def verify_page(page: bytes, name: str, looked: Any = None) -> Verification:
    """Check a page: make it again from its own records, and with records from those, and name every difference."""
    from ownership.graph import as_records

    data = page_data(page, name)
    question, rules = _question(data, name), list(data.get("rules") or ())
    problems: list[tuple[str, str]] = []
    notes: list[str] = []
    if data.get("hash") != digest(data["records"]):
        problems.append(("hash", "its SHA-256 is not that of the records in it: something was changed"))
    problems += _rules(rules)
    try:
        again = _again(settle(records_of(data, name)), question, data)
        problems += _compared(page, data, again, notes)
    except OwnershipError as problem:
        problems.append(("page", f"the page cannot be made again from its records: {problem}"))
    if looked is not None:
        records = getattr(looked, "records", None) or as_records(looked)
        try:
            problems += _beside(page, data, _fresh(records, question, data), notes)
        except OwnershipError as problem:
            problems.append(("records", f"the page cannot be made from the records named: {problem}"))
    lacks = [str(text) for text in data.get("lacks") or ()]
    found = dict.fromkeys(problems)
    against = "its own records" if looked is None else "its own records and the records named"
    claim = ClaimRow(
        ", ".join(question["subjects"]), "; ".join(question["subjects"]), "drawn", "", "", False, None, "", False,
        False, False, "", 0.0, (), (), str(question["as_of"]),
    )  # fmt: skip
    lines = tuple(ProofProblem(0, kind, None, (), text) for kind, text in found)
    return Verification(claim, lines, against, (*lacks, *notes))


def _question(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what was asked of a page, whatever stands there."""
    from ownership.page.carried.asking import DEFAULTS, asked

    given = data.get("asked")
    if not isinstance(given, dict) or set(given) - set(DEFAULTS):
        raise DataError(f"{name}: what was asked of it cannot be read")
    question = asked(**given)
    texts = {"as_of", "basis", "min_confidence", "remainder", "alias_listings", "lang"}
    lists = {"subjects", "assume", "listed", "rules", "gaps"}
    sound = (
        all(isinstance(question[key], str) for key in texts)
        and all(isinstance(question[key], list) and all(isinstance(x, str) for x in question[key]) for key in lists)
        and all(question[key] is None or type(question[key]) is int for key in ("above", "below", "limit"))
        and isinstance(question["max_age"], int | float)
        and bool(question["subjects"])
    )
    if not sound:
        raise DataError(f"{name}: what was asked of it cannot be read")
    return question


def _findings(records: Records, question: Mapping[str, Any], data: Mapping[str, Any]) -> Any:
    """Screen records as the page was screened."""
    from ownership.rules import decided
    from ownership.rules._page_rule import page_rule

    laws = [page_rule(each) for each in data.get("rules") or ()]
    if not laws:
        return ()
    there = set(records.position)
    return decided(
        records, rules=laws, listed=[one for one in question["listed"] if one in there],
        together=question["together"], remainder=question["remainder"], alias_listings=question["alias_listings"],
        about=[one for one in question["gaps"] if one in there], as_of=question["as_of"],
        min_confidence=question["min_confidence"], max_age=question["max_age"],
        assume=[text for text in question["assume"] if _known(text, there)],
    )  # fmt: skip


def _known(text: str, there: set[str]) -> bool:
    from ownership.algorithms.evidence import parse_assumption

    return {*parse_assumption(text)[:2]} <= there


def _again(records: Records, question: dict[str, Any], data: Mapping[str, Any]) -> Page:
    """Make a page again from its own records; what it says that it lacks is taken from it."""
    from ownership.page.making import made

    rows = _findings(records, question, data)
    return made(
        records, question, rows, rules=getattr(rows, "rules", ()), open_=[str(x) for x in data.get("open") or ()],
        lacks=[str(x) for x in data.get("lacks") or ()], would_change=getattr(rows, "would_change", None),
        command=str(data.get("command")),
    )  # fmt: skip


def _fresh(records: Records, question: dict[str, Any], data: Mapping[str, Any]) -> Page:
    """Make the page that the question asks for from other records."""
    from ownership.page.making import drawn

    named = [one for text in question["assume"] for one in _parties(text)]
    return drawn(
        records, question, lambda looked: _findings(looked, question, data), named, command=str(data.get("command"))
    )


def _parties(text: str) -> tuple[str, str]:
    from ownership.algorithms.evidence import parse_assumption

    owner, owned, _ = parse_assumption(text)
    return owner, owned


def _rules(rules: list[Any]) -> Iterator[tuple[str, str]]:
    """Go through where a rule in the page is not the one of that id that comes with this package."""
    from ownership import __version__
    from ownership.rules import bundled
    from ownership.rules._page_rule import page_rule
    from ownership.rules._rule_data import rule_data

    for each in rules:
        known = bundled().get(str(each.get("id"))) if isinstance(each, dict) else None
        if known is None:
            continue
        try:
            said, now = rule_data(page_rule(each)), rule_data(known)
        except OwnershipError as problem:
            yield "rule", str(problem)
            continue
        if places := sorted(key for key in now if now[key] != said.get(key)):
            yield "rule", f"its rule is not {known.id} as it comes with ownership {__version__}: {', '.join(places)}"


def _compared(page: bytes, data: dict[str, Any], again: Page, notes: list[str]) -> Iterator[tuple[str, str]]:
    """Go through what a page says otherwise than the page that was made again."""
    from ownership import __version__
    from ownership.page.carried.blocks import blocks

    now = json.loads(json.dumps(again.data))
    yield from _verdicts(data.get("verdicts"), now["verdicts"], again, "its records give")
    for part in sorted(set(now) - {"verdicts", "hash", "command", "made", "records", "version"}):
        if part in data and data[part] != now[part]:
            yield "data", f"its data say otherwise than its records give: {part}"
        elif part not in data:
            yield "data", f"its data lack a part: {part}"
    if data.get("version") != __version__:
        notes.append(
            f"made by ownership {data.get('version')}: its data were checked; its words are not compared with those "
            f"of ownership {__version__}"
        )
        return
    expected = again.to_html().encode("utf-8", "surrogatepass")
    if expected == page.replace(b"\r\n", b"\n"):
        return
    said, wanted = blocks(page.decode("utf-8", "replace")), blocks(expected.decode("utf-8", "replace"))
    found = list(_texts(said, wanted))
    yield from found
    if not found:
        yield "form", f"the file is not, sign for sign, the page that ownership {__version__} makes of its records"


def _verdicts(said: Any, now: Mapping[str, Any], again: Page, derived: str) -> Iterator[tuple[str, str]]:
    """Go through the verdicts that do not follow."""
    said = said if isinstance(said, dict) else {}
    names = dict(again.view.names)
    for rule in sorted({*said, *now}):
        mine, theirs = said.get(rule, {}), now.get(rule, {})
        for entity in sorted({*mine, *theirs}):
            one, other = mine.get(entity), theirs.get(entity)
            if one == other:
                continue
            who = f"{names.get(entity, entity)} under {rule}"
            if one is None or other is None:
                what = "no verdict" if one is None else _status(one)
                yield "verdict", f"{who}: the page says {what}, {derived} {_status(other) if other else 'no verdict'}"
                continue
            keys = [key for key in sorted({*one, *other}) if one.get(key) != other.get(key)]
            for key in keys:
                mine_, theirs_ = _apart(*(json.dumps(each.get(key), ensure_ascii=False) for each in (one, other)))
                yield "verdict", f"{who}: the page says {key} {mine_}, {derived} {theirs_}"


def _status(verdict: Any) -> str:
    return str(verdict.get("status")) if isinstance(verdict, dict) else "something else"


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"


def _apart(one: str, other: str) -> tuple[str, str]:
    """Shorten two texts around the place where they part."""
    place = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, place - 50)
    lead = "…" if start else ""
    return lead + _short(one[start:]), lead + _short(other[start:])


def _texts(said: list[str], wanted: list[str]) -> Iterator[tuple[str, str]]:
    """Go through what can be read in one page and not in the other."""
    count = 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, said, wanted, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for place in range(max(b - a, d - c)):
            one = said[a + place] if a + place < b else None
            other = wanted[c + place] if c + place < d else None
            count += 1
            if count > NAMED:
                return
            if one is None or other is None:
                what = "leaves out" if one is None else "adds"
                yield "text", f"the page {what}: {_short(one or other or '')}"
            else:
                one, other = _apart(one, other)
                yield "text", f"the page says {one!r}, its records give {other!r}"


def _beside(page: bytes, data: dict[str, Any], fresh: Page, notes: list[str]) -> Iterator[tuple[str, str]]:
    """Go through what the records that were named say otherwise."""
    now = json.loads(json.dumps(fresh.data))
    same = 0
    for table in sorted({*now["records"], *data["records"]}):
        mine, theirs = (_rows(each["records"].get(table)) for each in (data, now))
        same += len(set(mine) & set(theirs))
        for row in sorted(set(mine) - set(theirs))[:NAMED]:
            yield "records", f"the records named do not have what the page carries ({table}): {_short(row)}"
        for row in sorted(set(theirs) - set(mine))[:NAMED]:
            yield "records", f"the page leaves out what the records named have ({table}): {_short(row)}"
    notes.append(f"{same} rows that it carries stand in the records named")
    yield from _verdicts(data.get("verdicts"), now["verdicts"], fresh, "the records named give")
    for part in ("lacks", "open", "rules", "states", "days"):
        if data.get(part) != now.get(part):
            yield "records", f"the records named give otherwise: {part}"
    if tuple(now["asked"]["subjects"]) != tuple(data["asked"]["subjects"]):
        yield "records", "the records named give other subjects"


def _rows(table: Any) -> list[str]:
    if not isinstance(table, dict):
        return []
    return [
        ", ".join(f"{column} {cell}" for column, cell in zip(table["columns"], row, strict=True) if cell is not None)
        for row in table["rows"]
    ]
