"""Every line that a page can draw: stakes, votes, control, summaries, own shares, and what nobody is recorded for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ownership.page.model import Evidence, Line, Party, Reason, Role, Stake
from ownership.page.said.absences import GROUPS, role_of, strongest
from ownership.page.said.citing import Citing

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares
    from ownership.shares_text import Interval

#: A part that nobody is recorded for is drawn from this many percent on.
LEAST = 1

#: Filed reasons of one company, each with its first day.
Filed = Mapping[str, list[tuple[Reason, str]]]


def stakes(shares: Shares, cite: Citing, effective: Mapping[str, str] | None = None) -> Iterator[Stake]:
    """Go through every line between two parties: stakes, unexplained summaries, votes, control, the rest.

    `effective` says what an owner holds of the first subject in all.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60\\nb,b,10", "x.csv"), as_of="2024")
    >>> [(stake.id, stake.share) for stake in stakes(found, Citing(found.records, found.as_of))]
    [('owns: a > b: shareholding', '66.67 %'), ('own: b', '10 %')]
    """
    made = _Lines(shares, cite, effective or {})
    counted = {(h.owner, h.owned, h.type) for column in shares.columns.values() for h in column.held}
    for owned in sorted(shares.columns):
        own = shares.columns[owned].own
        for held in shares.columns[owned].held:
            yield made.stake(held, "votes" if held.type.startswith("votingRights") else "owns")
        if own is not None:
            yield made.own(owned, own)
    for held in shares.summaries:
        yield made.stake(held, "summary")
    controls = {(h.owner, h.owned, h.type) for h in shares.controls}
    for held in sorted(shares.evidence.held, key=lambda h: (h.owned, h.owner, h.type)):
        name = (held.owner, held.owned, held.type)
        if held.summary or name in counted or held.type == "shareholding":
            continue
        votes = held.type.startswith("votingRights")
        yield made.stake(held, "votes" if votes else "controls" if name in controls else "other")


class _Lines:
    """Makes stakes of one day."""

    def __init__(self, shares: Shares, cite: Citing, effective: Mapping[str, str]) -> None:
        self.rows, self.cite, self.effective = shares.evidence.rows, cite, effective

    def stake(self, held: Held, line: Line) -> Stake:
        """Return the line of one holding."""
        words, cite = self.cite.words, self.cite
        unknown = held.share.low == 0 and held.share.high >= 100
        share, kind = words.share(held.share), cite.kind(held.type)
        if line in ("controls", "other"):
            share = " ".join(part for part in (kind if line == "other" else "", "" if unknown else share) if part)
        return Stake(
            id=f"{line}: {held.owner} > {held.owned}: {held.type}",
            owner=held.owner,
            owned=held.owned,
            share=share,
            line=line,
            unknown=unknown,
            weight=weight(held.share) if line == "owns" else 0.0,
            evidence=tuple(self._cited(kind, n) for n in held.rows) or (Evidence(words.say("stake.assumed"), share),),
            warnings=tuple(words.code("warning", code) for code in held.warnings),
            low=_end(held.share.low),
            high=_end(held.share.high),
            effective=self.effective.get(held.owner, ""),
            rows=held.rows,
        )

    def _cited(self, kind: str, number: int) -> Evidence:
        row = self.rows[number]
        return self.cite(row, self.cite.what(kind, row.get("directness")), self.cite.stated(row))

    def own(self, owned: str, share: Interval) -> Stake:
        """Return the line of a company's holding of its own shares."""
        return Stake(
            f"own: {owned}", owned, owned, self.cite.words.share(share), "owns", weight=weight(share),
            low=_end(share.low), high=_end(share.high),
        )  # fmt: skip


def weight(share: Interval) -> float:
    """Return the middle of a share.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> weight(parse_share("25-50"))
    37.5
    """
    return float(share.low + share.high) / 2


def _end(value: object) -> float:
    return min(100.0, float(value))  # type: ignore[arg-type]


def open_parts(
    shares: Shares,
    owned: Iterable[str],
    cite: Citing,
    filed: Filed,
    taken: Iterable[str],
    incomplete: Container[str] = (),
) -> Iterator[tuple[Party, Stake]]:
    """Go through what nobody is recorded for: one card and one line for each company that leaves a part open.

    Where a filing says why nobody is named, the card is that: `unknown`, `exempt` or `unnamed`; else `undisclosed`.
    A company without any holder on record has a card only where there is a filing. `taken` are ids that are in use,
    `incomplete` companies of which the page does not carry all holders.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60", "x.csv"), as_of="2024")
    >>> cite = Citing(found.records, found.as_of)
    >>> [(party.role, stake.share) for party, stake in open_parts(found, ["b"], cite, {}, ())]
    [('undisclosed', '40 %')]
    """
    words, used = cite.words, set(taken)
    for company in owned:
        column = shares.columns.get(company)
        reasons = filed.get(company, [])
        role: Role | None = strongest(reason for reason, _ in reasons)
        if column is not None and (column.ring or column.undisclosed.high < LEAST):
            continue
        if column is None and role is None:
            continue
        if column is not None and any(role_of(shares.entities.get(h.owner) or {}) in GROUPS for h in column.held):
            role = None  # whoever is not named has a card already
        role = role or "undisclosed"
        card = f"{role}: {company}"
        while card in used:
            card += "'"
        share = column.undisclosed if column is not None else None
        label = words.share(share)
        called = "undisclosed_open" if role == "undisclosed" and company in incomplete else role
        notes = [words.say(f"party.{called}.note"), *filings(reasons, cite)]
        name = words.say(f"party.{called}")
        yield (
            Party(card, name, role=role, notes=tuple(notes), reasons=tuple(reason for reason, _ in reasons)),
            Stake(
                card, card, company, label, "undisclosed",
                unknown=share is None or (share.low == 0 and share.high >= 100),
                weight=weight(share) if share else 0.0,
                low=_end(share.low) if share else None, high=_end(share.high) if share else None,
            ),
        )  # fmt: skip


def everybody(subjects: Sequence[str], lines: Iterable[Stake], ids: Iterable[str]) -> dict[str, None]:
    """Return all parties of a page: the subjects, then who owns them level by level, what they own, and the others.

    Examples
    --------
    >>> list(everybody(["b"], [Stake(o + c, o, c, "") for o, c in ("ab", "bc", "zc")], "abcyz"))
    ['b', 'a', 'c', 'y', 'z']
    """
    up: dict[str, set[str]] = {}
    down: dict[str, set[str]] = {}
    for line in lines:
        up.setdefault(line.owned, set()).add(line.owner)
        down.setdefault(line.owner, set()).add(line.owned)
    found = dict.fromkeys(subjects)
    for near in (up, down):
        edge, seen = list(dict.fromkeys(subjects)), dict.fromkeys(subjects)
        while edge:
            fresh = dict.fromkeys(other for card in edge for other in sorted(near.get(card, ())) if other not in seen)
            seen |= fresh
            found |= {card: None for card in fresh if card not in found}
            edge = list(fresh)
    return found | dict.fromkeys(sorted(i for i in ids if i not in found))


def filings(reasons: Iterable[tuple[Reason, str]], cite: Citing) -> list[str]:
    """Return the filed reasons as sentences.

    Examples
    --------
    >>> import datetime as dt
    >>> from ownership.records import Records
    >>> filings([(Reason("exempt", "x", "the company is exempt"), "2019")], Citing(Records(), dt.date(2024, 1, 1)))
    ['Filed: the company is exempt, since 2019']
    """
    say = cite.words.say
    return [
        say("party.filed_since", reason=reason.text, day=day) if day else say("party.filed", reason=reason.text)
        for reason, day in reasons
    ]
