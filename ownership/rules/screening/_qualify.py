"""Who qualifies as an owner of an entity under a law: for certain, possibly, or not on these records."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import Any, Unpack

from ownership.algorithms import owners as plain
from ownership.algorithms.control import Votes, above
from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.owners import ENDS
from ownership.algorithms.shares import Shares, shares, voting
from ownership.errors import UsageError
from ownership.findings import OwnerRow, QualifyingRow
from ownership.graph import Looked
from ownership.joint import NOTE, is_block
from ownership.names import find_one
from ownership.rules._chosen import Named, one_rule
from ownership.rules._condition import Condition
from ownership.rules._rule import Rule, lies
from ownership.rules.reaching._asked import STRENGTH, Asked
from ownership.rules.reaching._closure import Closure
from ownership.rules.reaching._groups import groups
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._reach import Reach
from ownership.rules.reaching._seeds import Seeds
from ownership.rules.reaching._several import reach
from ownership.rules.reaching._words import measured
from ownership.shares_text import HUNDRED, Interval, rounded, shown

WORD = {"certain": "certain", "possible": "possible", "excluded": "no"}


class Owners(list[OwnerRow]):
    """Owners, and `notices` that concern all of them: the rule and its state on the day."""

    notices: tuple[str, ...] = ()


def owners(
    looked: Looked | Shares,
    entity: str,
    *,
    rule: Named | None = None,
    together: Iterable[Iterable[str]] = (),
    all: bool = False,
    basis: Basis = "ownership",
    **how: Unpack[How],
) -> Owners:
    """Return everybody who owns a part of an entity at any distance; with a rule, whoever qualifies under it.

    Without a rule see `ownership.algorithms.owners.owners`. With one (an id or a `Rule`) each row says whether the
    owner `qualifies` (certain, possible, no) and the `reasons`, one for each condition of the law; `together` are sets
    of parties taken to act jointly. Only qualifying owners are returned unless `all`; among them the row of what nobody
    is recorded for (`owner` None), where somebody behind it could qualify.

    Raises
    ------
    NotFound, Ambiguous
        When the entity is not there, or its name means several.
    UsageError
        When there is no such rule.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules import Condition
    >>> law = Rule("r", "R", "-", conditions=(Condition(25, strict=True, links="majority-chain"),), pooled="each")
    >>> rows = owners(read(b"owner,owned,percent\\na,b,60\\nb,c,30\\nd,c,70", "x.csv"), "c", rule=law, as_of="2024")
    >>> [(row.owner, row.qualifies, row.reasons[0]["share_min"]) for row in rows]
    [('d', 'certain', 70.0), ('a', 'certain', 30.0), ('b', 'certain', 30.0)]
    """
    if rule is None:
        if [*together]:
            raise UsageError("who acts together matters under a rule; name one")
        return Owners(plain.owners(looked, entity, basis=basis, **how))
    law = one_rule(rule)
    found = shares(looked, basis=basis, **how)
    one = find_one(found.records, entity)
    acting = [[find_one(found.records, name) for name in names] for names in together]
    return _Qualifying(found, one, law.on(found.as_of), acting).rows(all)


class _Qualifying:
    """One law and one entity."""

    def __init__(self, found: Shares, entity: str, rule: Rule, acting: Iterable[Iterable[str]]) -> None:
        self.found, self.entity, self.rule = found, entity, rule
        measures = {word for each in rule.conditions for word in (*each.measures, *each.link_measures)}
        wide = Looks(found)  # who has votes but no shares is an owner, too
        self.measures = ("ownership", *sorted(measures - {"ownership"}))
        self.above = set().union(*(above(wide.on(word), entity) for word in self.measures)) | {entity}
        looks = Looks(found, frozenset(self.above), wide.made)
        self.asked = Asked(looks, rule, Seeds(), groups(found.records, found.as_of, acting))
        self.state = rule.in_force(found.as_of)

    def rows(self, all: bool) -> Owners:
        """Return the rows of the owners, those who qualify for certain first."""
        known = plain.owners(self.found, self.entity)
        named = {row.owner for row in known}
        known += [self._controller(owner) for owner in sorted(self._asked_about()) if owner not in named]
        rows = [self._row(row) for row in known if all or not self._too_little(row.owner)]
        found = Owners(row for row in rows if all or row.qualifies != "no")
        found.sort(key=lambda row: -STRENGTH[{"no": "excluded"}.get(row["qualifies"], row["qualifies"])])
        scope = self._scope[1]
        found.notices = (f"{self.rule.title} ({self.rule.id}): {_STATES[self.state]}", *((scope,) if scope else ()))
        return found

    def _too_little(self, owner: str | None) -> bool:
        """Whether somebody who holds directly in the entity alone, and with nobody, surely has less than is asked."""
        if owner is None or owner in self.asked.groups.of or owner in self.found.links or owner in self.controlling:
            return False
        shares = [self.asked.looks.on(word) for word in self.measures]
        if any(h.owned != self.entity for each in shares for h in each.held_by.get(owner, ()) if h.owned in self.above):
            return False
        if any(self.entity in each.chains.into for each in shares):
            return False
        tests = [each.test for each in self.rule.conditions]
        stakes = [held[1] for each in shares if (held := each.direct(owner, self.entity))]
        return not any(test.may_be_met(share) for test in tests for share in stakes)

    @cached_property
    def controlling(self) -> set[str]:
        """Everybody who is declared to control somebody."""
        return {held.owner for held in self.found.controls}

    def _asked_about(self) -> set[str]:
        """Return everybody above, and whoever is declared to act together with one of them."""
        of = self.asked.groups.of
        acting = {member for one in self.above for group in of.get(one, ()) for member in group.members}
        return (self.above | acting) - {self.entity}

    def _controller(self, owner: str) -> OwnerRow:
        """Return a row for somebody who has no share, but votes, or is recorded to control someone in the chain."""
        found = self.found
        held = [h for h in found.controls if h.owner == owner and h.owned in self.above]
        return OwnerRow(
            owner, found.name(owner), found.kind(owner), found.entities[owner]["jurisdiction"],
            not found.chains.up.get(owner), 0.0, 0.0, False, False, None, None, False, False,
            self.votes.controls(owner, self.entity), self.votes.basis(self.entity), None, None, None,
            tuple(r for h in held for r in h.refs), (), found.as_of.isoformat(),
        )  # fmt: skip

    @cached_property
    def votes(self) -> Votes:
        """Who controls the entity."""
        return Votes(voting(self.found), about=self.entity)

    def _row(self, row: OwnerRow) -> QualifyingRow:
        qualifies, reasons = self._undisclosed(row) if row.owner is None else self._owner(row.owner)
        said = self.asked.groups.said(row.owner, self.rule) if row.owner else []
        values = {key: row[key] for key in row} | {"warnings": (*row.warnings, *said)}
        met = [r["outcome"] for r in reasons if r["qualifies"] == "certain" and r["outcome"]]
        outcome = met[0] if met and qualifies == "certain" and self.state in ("yes", "unconfirmed") else ""
        return QualifyingRow(
            **values, rule=self.rule.id, in_force=self.state, outcome=outcome, qualifies=qualifies,
            reasons=tuple(reasons),
        )  # fmt: skip

    def _owner(self, owner: str) -> tuple[str, list[dict[str, Any]]]:
        if is_block(owner) and self.found.entities[owner]["note"] == NOTE:
            return "no", [_said("joint block", "no", f"{NOTE}: its holders are asked about")]
        for name, (weaker, why) in (("scope", self._scope), ("kind of owner", self._category(owner))):
            if weaker == "no":  # whatever it holds
                return "no", [_said(name, "no", why)]
        reasons = []
        for each in self.asked.of_one(owner):
            status, share = self.asked.of(each, self.entity), each.share(self.entity)
            if status != "excluded" or share.high > 0:
                reasons.append(self._reason(owner, each, WORD[status], share))
        qualifies = max((r["qualifies"] for r in reasons), key=("no", "possible", "certain").index, default="no")
        if qualifies == "no":
            return qualifies, reasons
        for name, (weaker, why) in (
            ("kind of owner", self._category(owner)), ("scope", self._scope), ("registered", self._registered(owner)),
        ):  # fmt: skip
            if why:
                qualifies = min(weaker or qualifies, qualifies, key=("no", "possible", "certain").index)
                reasons.append(_said(name, qualifies, why))
        return qualifies, reasons

    @cached_property
    def _scope(self) -> tuple[str | None, str]:
        """Return what the jurisdiction of the company makes of it (None: nothing), and why."""
        where = self.found.entities[self.entity]["jurisdiction"]
        scope = self.rule.scope(where)
        if scope == "in":
            return None, ""
        word = "outside" if scope == "out" else "by some of its recorded jurisdictions outside"
        answer = "no" if scope == "out" else "possible"
        return answer, f"{self.found.name(self.entity)} is {word} the scope of the rule: {where}"

    def _registered(self, owner: str) -> tuple[str | None, str]:
        """Return who is entered in the register instead of an owner all of whose ways run through it."""
        found, asked = self.found, self.asked
        of = {
            e for e in self.above - {self.entity, owner}
            if self.rule.registered and lies(found.entities[e]["jurisdiction"] or "?", (), self.rule.registered) == "in"
        }  # fmt: skip
        if not of:
            return None, ""
        rest = Asked(Looks(found, frozenset(self.above - of)), self.rule, Seeds(), asked.groups)
        if any(asked.of(each, self.entity) != "excluded" for each in rest.of_one(owner)):
            return None, ""
        between = sorted(found.name(e) for e in of if owner in found.chains.above(e))
        return (
            None,
            f"all ways run through {', '.join(between)}: the register may enter that instead" if between else "",
        )

    def _category(self, owner: str) -> tuple[str | None, str]:
        """Return what the kind of an owner makes of its qualifying (None: nothing), and why."""
        kinds, kind = self.rule.owners, self.found.kind(owner)
        if not kinds or kind in kinds:
            return None, ""
        asked_for = "natural persons" if kinds == ("person",) else ", ".join(kinds)
        end = owner not in self.found.columns
        if kind == "unknown" and end:
            return (
                None,
                f"its kind is not recorded; the law asks for {asked_for}: taken as one, being an end of the chains",
            )
        if end and kind not in ENDS:
            return (
                "possible",
                f"the law asks for {asked_for}: not the {kind}, but whoever stands behind it is not recorded",
            )
        return "no", f"the law asks for {asked_for}; this is recorded as {kind}" + (
            "" if end else ", with owners of its own"
        )

    def _reason(self, owner: str, each: Reach, qualifies: str, share: Interval) -> dict[str, Any]:
        condition = each.condition
        held = each.counts(self.entity)
        through = sorted({h.owner for h, _ in held})
        band = bands(share, self.rule.bands)
        how = "held directly" if through == [owner] else _how(condition) if share.high > 0 else "none recorded"
        size = "an unknown part" if share.low == 0 and share.high == HUNDRED else shown(share)
        text = f"{size} of the {measured(condition)}, {how}; the law asks for {condition.line}"
        if condition.links in ("control", "majority-chain") and isinstance(each, Closure):
            declared = [h for h in self.asked.looks.declared.get(self.entity, ()) if h.owner in each.pool]
            held += [(h, h.share) for h in declared] if condition.declared != "no" else []
            types = ", ".join(sorted({h.type for h in declared}))
            text += f"; recorded without a figure: {types}" if declared else ""
        if not condition.surely and qualifies == "possible" and condition.test.met(share):
            text += "; the law leaves open whether that is enough"
        return {
            "condition": condition.name or condition.links, "citation": condition.citation or self.rule.citation,
            "qualifies": qualifies, "outcome": condition.outcome or self.rule.outcome,
            "share_min": float(min(HUNDRED, share.low)), "share_max": float(min(HUNDRED, share.high)),
            "share_min_open": share.low_open,
            "share_max_open": share.high_open, "band": band, "text": text + (f"; band {band}" if band else ""),
            "through": through, "refs": list(dict.fromkeys(r for h, _ in held for r in h.refs)),
        }  # fmt: skip

    def _undisclosed(self, row: OwnerRow) -> tuple[str, list[dict[str, Any]]]:
        """Return whether somebody whom nobody recorded could qualify."""
        if row.kind != "undisclosed" or self._scope[0] == "no":
            return "no", []
        nobody: list[tuple[frozenset[str], frozenset[str]]] = [(frozenset(), frozenset())]
        for condition in self.rule.conditions:
            if reach(self.asked.looks, condition, nobody, undisclosed=False).beyond(self.entity):
                most = rounded(Fraction(row.share_max))
                text = f"up to {most} % is not disclosed; one holder of it could have {condition.line}"
                return "possible", [_said(condition.name or condition.links, "possible", text)]
        return "no", []


_STATES = {
    "yes": "in force", "no": "not in force on that day", "stayed": "stayed on that day",
    "unconfirmed": "in force by its own terms, unconfirmed",
}  # fmt: skip


def _how(condition: Condition) -> str:
    """Return how what is held through others counts."""
    majority = f"{'more than' if condition.majority_strict else 'at least'} {float(condition.majority):g} %"
    if condition.link_measures != condition.measures:
        majority += f" of the {measured(condition, links=True)}"
    deep = f" of at most {condition.depth} holdings" if condition.depth else ""
    return {
        "none": "held directly",
        "cascade": f"with the whole stakes of companies of which it holds {condition.line}",
        "majority-chain": (
            f"{'with' if condition.own else 'only'} the whole stakes of companies of which it holds {majority}"
        ),
        "control": "with the whole stakes of companies it controls",
        "majority-tiers": f"held tier by tier by one holder alone, at most {condition.depth} tiers",
        "multiply": f"stakes multiplied along the chains{deep} and added up",
        "multiply-majority-as-100": (f"stakes multiplied along the chains and added up, {majority} counted as all"),
        "interest-in-controllers": "as the interest in whoever controls it",
    }[condition.links]


def _said(condition: str, qualifies: str, text: str) -> dict[str, Any]:
    return {
        "condition": condition, "citation": "", "qualifies": qualifies, "outcome": "",
        "share_min": None, "share_max": None,
        "share_min_open": False, "share_max_open": False, "band": "", "text": text, "through": [], "refs": [],
    }  # fmt: skip


def bands(share: Interval, ends: tuple[int, ...]) -> str:
    """Return the bands of a register that a share lies in: above each end up to the next; empty below the first.

    The last band of the UK register begins at its end itself (75 or more), the one below it ends before it.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> bands(parse_share("30"), (25, 50, 75)), bands(parse_share("40-60"), (25, 50, 75))
    ('25-50', '25-50 or 50-75')
    >>> bands(parse_share("75"), (25, 50, 75))
    '75-100'
    """
    found = []
    for place, low in enumerate(ends):
        last = place == len(ends) - 1
        high = 100 if last else ends[place + 1]
        above_low = share.high > low or (last and share.high == low and not share.high_open)
        before_last = place == len(ends) - 2
        below_high = share.low < high if before_last and high != 100 else share.low <= high
        if above_low and below_high and not (share.low == high and share.low_open and high != 100):
            found.append(f"{low}-{high}")
    return " or ".join(found)
