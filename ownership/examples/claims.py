"""The claims of the newspaper report of 30 March 2023 beside the records: every verdict is computed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ownership.dates import earliest, latest
from ownership.examples import example_path, example_records
from ownership.examples._text import span
from ownership.findings import Row

if TYPE_CHECKING:
    from ownership.findings import OwnerRow
    from ownership.graph import Looked
    from ownership.records import Records

#: From what the records prove to what they cannot speak of.
VERDICTS = ("confirmed", "bounded", "contradicted", "silent", "attributed")

DAY = "2023-03-28"


@dataclass(frozen=True)
class Claim:
    """One thing the report says: a kind of question and what it is asked about."""

    number: str
    text: str
    kind: str
    arguments: Mapping[str, str]

    def several(self, key: str) -> list[str]:
        """Return an argument that holds several ids or codes.

        Examples
        --------
        >>> claims()[0].several("entities")[0]
        'luopu-haishi'
        """
        return self.arguments.get(key, "").split()


@dataclass(frozen=True)
class Verdict(Row):
    """A claim and what the records of one day say of it; `evidence` is a sentence, `refs` are the records."""

    number: str
    claim: str
    verdict: str
    evidence: str
    refs: tuple[str, ...]
    as_of: str


def claims() -> list[Claim]:
    """Return the claims of the report in its order, told in other words.

    Examples
    --------
    >>> [claim.number for claim in claims()]
    ['1', '2', '3', '4a', '4b', '5', '6', '7', '8']
    """
    file = example_path("hikvision") / "about" / "claims.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [Claim(row["number"], row["claim"], row["kind"], _arguments(row["arguments"])) for row in rows]


def _arguments(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split("; ") if part)


def judge(looked: Looked | None = None, *, as_of: str = DAY, of: Iterable[Claim] | None = None) -> list[Verdict]:
    """Put claims beside records and say what the records make of each.

    Parameters
    ----------
    looked
        A graph or records; the bundled case when none is given.
    as_of
        The day asked about.
    of
        The claims; those of the report when none are given.

    Returns
    -------
    verdicts
        One a claim, in the order given. A statement of an authority is `attributed` to it, never judged.

    Examples
    --------
    >>> [(v.number, v.verdict) for v in judge() if v.number in ("1", "4b")]
    [('1', 'confirmed'), ('4b', 'silent')]
    """
    from ownership.graph import as_records

    records = as_records(example_records("hikvision") if looked is None else looked)
    return [_judge(claim, records, as_of) for claim in (claims() if of is None else of)]


def _judge(claim: Claim, records: Records, as_of: str) -> Verdict:
    verdict, evidence, refs = _KINDS[claim.kind](claim, records, as_of)
    return Verdict(claim.number, claim.text, verdict, evidence, tuple(dict.fromkeys(refs)), as_of)


_Answer = tuple[str, str, list[str]]
_Pairs = list[tuple[str, str]]


def _listed(claim: Claim, records: Records, as_of: str) -> _Answer:
    """Ask whether each of the entities was put on the list in the time the claim names."""
    wanted = claim.several("entities")
    rows = {row["entity"]: row for row in _added(claim, records) if row["entity"] in wanted}
    if not rows:
        others = [row for row in _named(claim, records) if row["entity"] in wanted]
        if others:
            when = ", ".join(sorted({str(row["start"]) for row in others}))
            return "contradicted", f"The records date the listing {when}.", [_ref(row) for row in others]
        return "silent", "No such listing is recorded.", []
    cited = ", ".join(sorted({str(row["citation"]) for row in rows.values()}))
    since = ", ".join(sorted({str(row["start"]) for row in rows.values()}))
    verdict = "confirmed" if len(rows) == len(wanted) else "bounded"
    text = f"{len(rows)} of {len(wanted)} on {claim.arguments['list']} since {since}: {cited}."
    return verdict, text, [_ref(row) for row in rows.values()]


def _count(claim: Claim, records: Records, as_of: str) -> _Answer:
    """Ask whether as many were added that day as the claim says, from the countries it says."""
    rows = _added(claim, records)
    where = {row["id"]: row["jurisdiction"] for row in records.rows("entities")}
    by_country = _tally(str(where.get(row["entity"])) for row in rows)
    told = ", ".join(f"{country} {count}" for country, count in by_country.items())
    if not rows:
        return "silent", "No entry of that day is recorded.", []
    expected = (int(claim.arguments["number"]), claim.several("jurisdictions"))
    verdict = "confirmed" if (len(rows), sorted(by_country)) == expected else "contradicted"
    return verdict, f"{len(rows)} entries of that day are recorded: {told}.", [_ref(row) for row in rows]


def _statement(claim: Claim, records: Records, as_of: str) -> _Answer:
    """Attribute what an authority found or enacted; the records only show the act it stands in."""
    rows = [row for row in _added(claim, records) if row["entity"] in claim.several("entities")]
    if not rows:
        return "silent", "Not a matter of ownership records, and no act is recorded.", []
    cited = ", ".join(sorted({str(row["citation"]) for row in rows}))
    who = claim.arguments["authority"]
    text = f"A statement of the {who}; the entries cite {cited}. Ownership records neither show nor deny it."
    return "attributed", text, [_ref(row) for row in rows]


def _other(claim: Claim, records: Records, as_of: str) -> _Answer:
    return "silent", "Not a matter of ownership or listings.", []


def _subsidiary(claim: Claim, records: Records, as_of: str) -> _Answer:
    """Ask whether the owner holds a majority of each of the entities."""
    pairs = [(claim.arguments["owner"], entity) for entity in claim.several("entities")]
    return _held(claim, records, as_of, pairs, majority=True)


def _part_owner(claim: Claim, records: Records, as_of: str) -> _Answer:
    """Ask whether each owner holds something of the entity in the same place of the claim."""
    pairs = list(zip(claim.several("owners"), claim.several("entities"), strict=True))
    return _held(claim, records, as_of, pairs, majority=False)


def _held(claim: Claim, records: Records, as_of: str, pairs: _Pairs, *, majority: bool) -> _Answer:
    rows = [row for owner, entity in pairs if (row := _owner(records, entity, owner, as_of))]
    if not rows:
        return "silent", "No such holding is recorded on that day.", []
    refs = [ref for row in rows for ref in row.refs]
    count = f"{len(rows)} of {len(pairs)} recorded as holdings"
    spans = ", ".join(sorted({_span(row) for row in rows}))
    echo = _echo(claim, refs)
    if not majority:
        # A placeholder proves that somebody holds something, not who or how much.
        unnamed = sum(row.kind == "unknown" for row in rows)
        verdict = "confirmed" if len(rows) == len(pairs) and not unnamed else "bounded"
        who = f"; {unnamed} of the holders are unnamed and may be several" if unnamed else ""
        return verdict, f"{count}, share {spans}%{who}{echo}.", refs
    if len(rows) == len(pairs) and all(_more_than_half(row) for row in rows):
        return "confirmed", f"{count}, share {spans}%: a majority of each{echo}.", refs
    if any(row.share_max <= 50 for row in rows):
        return "contradicted", f"{count}, share {spans}%: not a majority of each{echo}.", refs
    return "bounded", f"{count}, share {spans}%: whether a majority is not on these records{echo}.", refs


def _majority(claim: Claim, records: Records, as_of: str) -> _Answer:
    """Ask whether the owner holds more than half of the entity through all chains together."""
    from ownership.algorithms.owners import owners

    entity = claim.arguments["entity"]
    row = _owner(records, entity, claim.arguments["owner"], as_of)
    if row is None:
        return "silent", "No stake of that owner is recorded on that day.", []
    rests = [r.share_max for r in owners(records, entity, as_of=as_of) if r.kind == "undisclosed"]
    rest = max(rests, default=0.0)
    told = f"{row.owner_name} holds {_span(row)}% through all recorded chains"
    told += f", by records of {row.observed_min} to {row.observed_max}"
    most = f"up to {rest:g}% of the company is undisclosed"
    if _more_than_half(row):
        return "confirmed", f"{told}: a majority.", list(row.refs)
    if row.share_max + rest <= 50:
        return "contradicted", f"{told}: not a majority; {most}.", list(row.refs)
    return "bounded", f"{told}: a majority is not on these records; {most}.", list(row.refs)


_KINDS: dict[str, Callable[[Claim, Records, str], _Answer]] = {
    "listed": _listed,
    "count": _count,
    "statement": _statement,
    "other": _other,
    "subsidiary": _subsidiary,
    "part-owner": _part_owner,
    "majority": _majority,
}


def _named(claim: Claim, records: Records) -> list[dict[str, Any]]:
    """Return the entries on the claim's list that carry a party's own name."""
    code = claim.arguments["list"]
    return [row for row in records.rows("listings") if row["list"] == code and row["named"] != "alias"]


def _added(claim: Claim, records: Records) -> list[dict[str, Any]]:
    first, last = earliest(claim.arguments["day"]), latest(claim.arguments["day"])
    return [row for row in _named(claim, records) if row["start"] and first <= earliest(row["start"]) <= last]


def _owner(records: Records, entity: str, owner: str, as_of: str) -> OwnerRow | None:
    from ownership.algorithms.owners import owners

    return next((row for row in owners(records, entity, as_of=as_of) if row.owner == owner), None)


def _span(row: OwnerRow) -> str:
    return span(row.share_min, row.share_max, row.share_min_open, row.share_max_open)


def _more_than_half(row: OwnerRow) -> bool:
    return row.share_min > 50 or (row.share_min == 50 and row.share_min_open)


def _echo(claim: Claim, refs: Iterable[str]) -> str:
    """Say when the only record is the report itself: it cannot confirm what it says."""
    report = claim.arguments.get("report")
    sources = {ref.partition(":")[0] for ref in refs}
    return "; the only source recorded is the report itself" if report and sources == {report} else ""


def _ref(row: Mapping[str, Any]) -> str:
    return f"{row['source']}:{row['ref']}"


def _tally(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in sorted(values):
        counts[value] = counts.get(value, 0) + 1
    return counts
