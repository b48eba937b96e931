"""From records and findings to a view: what one page shows of one question; drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ownership.page import flags as marks
from ownership.page import words
from ownership.page.model import Evidence, Holder, LedgerLine, Line, Party, Stake, View
from ownership.page.reach import Link, Reach, follow
from ownership.page.style import clean, kind_word, share_label
from ownership.shares_text import Interval, parse_share
from ownership.spelling import several

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares
    from ownership.findings import ExposureRow, LedgerRow, OwnerRow

#: Rows of the answer table beyond these are counted.
HOLDER_ROWS = 300
#: Stakes that no line is drawn for, beyond these, are counted too.
UNDRAWN = 500


@dataclass(frozen=True)
class Question:
    """What was asked of one page."""

    subjects: tuple[str, ...]
    above: int | None = None
    below: int | None = 1
    limit: int = 200
    title: str | None = None


def view(
    shares: Shares,
    question: Question,
    owners: Mapping[str, Sequence[OwnerRow]],
    ledger: Sequence[LedgerRow],
    *,
    exposures: Iterable[ExposureRow] = (),
    version: str = "",
) -> View:
    r"""Return what a page shows: the part around the subjects, their owners in words, and the records.

    `owners` has the owner rows of each subject; no share, bound or verdict is computed here.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\nAlder,Birch,51", "x.csv"), as_of="2024")
    >>> [stake.share for stake in view(found, Question(("Birch",)), {}, []).stakes]
    ['51 %', '49 %']
    """
    exposures = list(exposures)
    cite = _citer(shares)
    listed, list_records = marks.listings(shares.records.rows("listings"), shares.as_of, cite)
    flags = marks.together(listed, marks.exposures(exposures, listed))
    stakes = {stake.id: stake for stake in _stakes(shares, cite)}
    reach = follow(
        question.subjects,
        (Link(s.id, s.owner, s.owned, s.weight) for s in stakes.values()),
        above=question.above,
        below=question.below,
        limit=max(question.limit, len(question.subjects)),
        first=flags.__contains__,
    )
    drawn = [s for s in stakes.values() if s.owner in reach.ids and s.owned in reach.ids]
    rests = [*_undisclosed(shares, reach, question), *_more(shares, reach)]
    left_out = [stakes[k.id] for rest in (reach.more_owners, reach.more_owned) for left in rest.values() for k in left]
    hidden = _hidden(stakes.values(), reach)
    parties = [
        replace(
            _party(shares, i, question),
            flags=flags.get(i, ()),
            evidence=tuple(list_records.get(i, ())),
            owners_hidden=hidden.get(i, (0, 0))[0],
            owned_hidden=hidden.get(i, (0, 0))[1],
        )
        for i in reach.ids
    ]
    asked = question.subjects
    listed_stakes = sorted(
        (*drawn, *(stake for _, stake in rests), *(replace(s, drawn=False) for s in left_out[:UNDRAWN])),
        key=lambda s: (s.owned not in asked, s.owner not in asked),
    )
    names = {i: clean(shares.name(i)) for s in (*drawn, *left_out) for i in (s.owner, s.owned)}
    names |= {p.id: p.name for p in (*parties, *(party for party, _ in rests))}
    lines = [_ledger_line(shares, row, cite) for row in ledger if row.owned in reach.ids]
    holders = [
        _holder(shares, subject, row) for subject in question.subjects for row in _ordered(owners.get(subject, ()))
    ]
    used = sum(line.used for line in lines)
    return View(
        title=clean(question.title) or words.question([shares.name(s) for s in question.subjects]),
        subjects=question.subjects,
        answers=_answers(shares, question, owners),
        parties=(*parties, *(party for party, _ in rests)),
        stakes=tuple(listed_stakes),
        names=names,
        as_of=words.long_day(shares.as_of),
        holders=tuple(holders[:HOLDER_ROWS]),
        ledger=tuple(lines),
        warnings=_warnings(shares, reach),
        omitted=_omitted(reach, question, len(holders), sum(map(sum, hidden.values()))),
        footer=words.footer(
            shares.as_of,
            used=used,
            left_out=len(lines) - used,
            skipped=len(shares.records.skipped),
            later=shares.evidence.later,
            rules=sorted({clean(row.rule) for row in exposures}),
            version=version,
            basis=shares.basis,
        ),
    )


def _citer(shares: Shares) -> Callable[..., Evidence]:
    """Return a function that turns a row of any table into evidence, its source named."""
    sources = {row["id"]: row for row in shares.records.rows("sources")}

    def cite(row: words.Fields, what: str = "", share: str = "") -> Evidence:
        source = sources.get(row.get("source") or "", {})
        return Evidence(
            what=clean(what),
            share=share,
            observed=_seen(row),
            source=clean(source.get("title") or row.get("source")),
            url=clean(source.get("url")),
            ref=clean(row.get("ref")),
            confidence=clean(row.get("confidence")),
            note=clean(row.get("note")),
        )

    return cite


def _seen(row: words.Fields) -> str:
    parts = [
        f"{word} {clean(row[key])}"
        for key, word in (("observed", "last seen"), ("start", "since"), ("end", "until"))
        if row.get(key)
    ]
    return ", ".join(parts) or "undated"


def _stakes(shares: Shares, cite: Callable[..., Evidence]) -> Iterable[Stake]:
    """Go through every line that could be drawn: stakes, unexplained summaries, votes, control, the rest."""
    counted = {(h.owner, h.owned, h.type) for column in shares.columns.values() for h in column.held}
    for owned in sorted(shares.columns):
        own = shares.columns[owned].own
        for held in shares.columns[owned].held:
            yield _stake(shares, held, "votes" if held.type == "votingRights" else "owns", cite)
        if own is not None:
            yield Stake(f"own: {owned}", owned, owned, share_label(own), "owns", weight=_weight(own))
    for held in shares.summaries:
        yield _stake(shares, held, "summary", cite)
    for held in sorted(shares.evidence.held, key=lambda h: (h.owned, h.owner, h.type)):
        if held.summary or (held.owner, held.owned, held.type) in counted or held.type == "shareholding":
            continue
        line: Line = "votes" if held.type == "votingRights" else "controls" if held in shares.controls else "other"
        yield _stake(shares, held, line, cite)


def _stake(shares: Shares, held: Held, line: Line, cite: Callable[..., Evidence]) -> Stake:
    share = share_label(held.share)
    kind = _spaced(held.type)
    if line in ("controls", "other"):
        share = (kind if line == "other" else "") + ("" if share == "unknown" else f" {share}")
    rows = shares.evidence.rows
    return Stake(
        id=f"{line}: {held.owner} > {held.owned}: {held.type}",
        owner=held.owner,
        owned=held.owned,
        share=share.strip(),
        line=line,
        unknown=held.share.low == 0 and held.share.high >= 100,
        weight=_weight(held.share) if line == "owns" else 0.0,
        evidence=tuple(cite(rows[n], what=kind, share=_stated(rows[n])) for n in held.rows)
        or (Evidence("assumed for this page", share),),
        warnings=tuple(words.warning(code) for code in held.warnings),
    )


def _stated(row: words.Fields) -> str:
    """Return the share a record states, as a label; what contradicts itself is shown as it stands."""
    try:
        return share_label(parse_share(row["share"])) if row.get("share") else "no figure"
    except ValueError:
        return clean(row["share"])


def _weight(share: Interval) -> float:
    return float(share.low + share.high) / 2


def _spaced(code: str) -> str:
    """Write a BODS code as words: votingRights -> voting rights."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in clean(code)).strip()


def _undisclosed(shares: Shares, reach: Reach, question: Question) -> list[tuple[Party, Stake]]:
    """Draw what nobody is recorded for wherever owners were followed and more than one percent is open."""
    found = []
    for owned in reach.opened:
        column = shares.columns.get(owned)
        if column is None or column.ring or column.undisclosed.high < 1:
            continue
        if owned not in question.subjects and not any(h.owner in reach.ids for h in column.held):
            continue
        card = _fresh(f"undisclosed: {owned}", reach)
        share = share_label(column.undisclosed)
        note = "The recorded holders leave this part open. Those who hold it are not named and may be several."
        party = Party(card, "No holder on record", role="undisclosed", notes=(note,))
        found.append((party, Stake(card, card, owned, share, "undisclosed", unknown=share == "unknown")))
    return found


def _more(shares: Shares, reach: Reach) -> list[tuple[Party, Stake]]:
    """Draw one card for the holders, and one for the holdings, that a fan leaves out."""
    found = []
    for owned, left in reach.more_owners.items():
        owners = list(dict.fromkeys(link.owner for link in left))
        card = _fresh(f"more owners: {owned}", reach)
        column = shares.columns.get(owned)
        share = f"together {share_label(column.among(owners))}" if column else "further holders"
        party = Party(card, _count(len(owners), "more holder", "more holders"), role="more")
        found.append((party, Stake(card, card, owned, share, "more")))
    for owner, left in reach.more_owned.items():
        owned_ids = dict.fromkeys(link.owned for link in left)
        card = _fresh(f"more holdings: {owner}", reach)
        party = Party(card, _count(len(owned_ids), "more company", "more companies"), role="more")
        found.append((party, Stake(card, owner, card, "various", "more")))
    return found


def _fresh(name: str, reach: Reach) -> str:
    while name in reach.ids:
        name += "'"
    return name


def _count(number: int, one: str, many: str) -> str:
    return f"and {number} {one if number == 1 else many}"


def _hidden(stakes: Iterable[Stake], reach: Reach) -> dict[str, tuple[int, int]]:
    """Count, for every card, the recorded owners and holdings that are neither drawn nor in "and 37 more"."""
    owners: dict[str, dict[str, None]] = {}
    owned: dict[str, dict[str, None]] = {}
    summed = {link.id for rest in (reach.more_owners, reach.more_owned) for left in rest.values() for link in left}
    for stake in stakes:
        if stake.id in summed:
            continue
        if stake.owned in reach.ids and stake.owner not in reach.ids:
            owners.setdefault(stake.owned, {})[stake.owner] = None
        elif stake.owner in reach.ids and stake.owned not in reach.ids:
            owned.setdefault(stake.owner, {})[stake.owned] = None
    return {i: (len(owners.get(i, ())), len(owned.get(i, ()))) for i in reach.ids if i in owners or i in owned}


def _answers(shares: Shares, question: Question, owners: Mapping[str, Sequence[OwnerRow]]) -> tuple[str, ...]:
    several_asked = len(question.subjects) > 1
    return tuple(words.answer(shares.name(s), owners[s], brief=several_asked) for s in question.subjects if s in owners)


def _party(shares: Shares, entity: str, question: Question) -> Party:
    row = shares.entities.get(entity) or {}
    column = shares.columns.get(entity)
    notes = [clean(row["note"])] if row.get("note") else []
    if str(row.get("name") or "") != clean(row.get("name")):
        notes.append("The name as recorded contains control characters, which are not shown.")
    notes += [words.warning(text) for text in (column.warnings if column else ())]
    if column and column.ring:
        notes.append("It holds all of itself: on these records nobody outside owns it.")
    facts = [("Identifiers", "; ".join(several(row.get("identifiers"))))] if row.get("identifiers") else []
    return Party(
        id=entity,
        name=clean(shares.name(entity)) or "(no name)",
        kind=shares.kind(entity),
        jurisdiction=clean(row.get("jurisdiction")),
        subject=entity in question.subjects,
        names=tuple(clean(name) for name in several(row.get("names"))),
        facts=tuple((term, clean(text)) for term, text in facts),
        notes=tuple(notes),
    )


def _ordered(rows: Sequence[OwnerRow]) -> list[OwnerRow]:
    """Put ends of the chains first, then what is not known, then everybody on the way, each by size."""
    return sorted(
        rows,
        key=lambda r: (not r.ultimate if r.owner else 0.5, -r.share_min, -r.share_max, r.owner or "", r.kind),
    )


def _holder(shares: Shares, subject: str, row: OwnerRow) -> Holder:
    names = {"undisclosed": "nobody on record", "ring": "a closed ring that nobody outside owns"}
    kind = kind_word(row.kind) + (", end of the chain" if row.ultimate else ", on the way")
    direct = words.share_of(row, "direct") if row.direct_max is not None else "no direct record"
    basis = f" ({_spaced(row.control_basis)})" if row.controls in ("certain", "possible") and row.control_basis else ""
    return Holder(
        subject=clean(shares.name(subject)),
        owner=clean(row.owner_name) if row.owner else names.get(row.kind, row.kind),
        kind=kind if row.owner else "not traced",
        share=words.share_of(row),
        direct=direct if row.owner else "",
        controls=f"{row.controls}{basis}" if row.owner else "",
        seen=" to ".join(dict.fromkeys(clean(day) for day in (row.observed_min, row.observed_max) if day)),
    )


def _ledger_line(shares: Shares, row: LedgerRow, cite: Callable[..., Evidence]) -> LedgerLine:
    kind = _spaced(row.type) + (", summary" if row.directness == "indirect" else "")
    return LedgerLine(
        clean(shares.name(row.owner)), clean(shares.name(row.owned)), kind, _stated(row), _seen(row),
        row.used, clean(row.reason), cite(row),
    )  # fmt: skip


def _warnings(shares: Shares, reach: Reach) -> tuple[str, ...]:
    found = []
    for owned in reach.ids:
        if column := shares.columns.get(owned):
            found += [f"{clean(shares.name(owned))}: {words.warning(text)}" for text in column.warnings]
    if shares.evidence.later:
        found.append(f"{shares.evidence.later} records first speak of later days; they are not used.")
    return tuple(found)


def _omitted(reach: Reach, question: Question, holders: int, hidden: int) -> tuple[str, ...]:
    found = []
    more = sum(len({k.id for k in left}) for rest in (reach.more_owners, reach.more_owned) for left in rest.values())
    if more:
        only = f"; {more - UNDRAWN} of them are only counted" if more > UNDRAWN else ""
        found.append(f'{more} stakes stand together in the cards "and … more", and in the table below{only}.')
    if reach.full:
        found.append(f"The chart stops at {question.limit} parties.")
    if hidden:
        found.append(f"{hidden} further stakes of the parties drawn lead outside this chart; the cards count them.")
    if holders > HOLDER_ROWS:
        found.append(f"and {holders - HOLDER_ROWS} more rows of owners, not listed here.")
    return tuple(found)
