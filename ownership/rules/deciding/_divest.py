"""What would change the answer: the least sale after which an entity is not caught, or purchase that catches it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Unpack

from ownership.algorithms._trades import Trade, after, capped, sold
from ownership.algorithms.acquire import Purchase, least_purchases
from ownership.algorithms.cascade import MAJORITY, Test, cascade
from ownership.algorithms.divest import TIME_LIMIT, Sale, Sales, least_sales
from ownership.algorithms.divest_single import reached_after, single_stakes
from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares, shares, voting
from ownership.errors import UsageError
from ownership.findings import DivestRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.rules._chosen import Named, is_cascade, is_pooled_cascade, one_rule, pooled_cascade
from ownership.rules._rule import Rule
from ownership.rules.deciding._deals import purchase_row, sale_row, single_row
from ownership.rules.deciding._divest_sets import sales_of_sets
from ownership.rules.deciding._plan import Plan
from ownership.rules.reaching._acting import with_acting
from ownership.rules.reaching._asked import Asked
from ownership.rules.reaching._groups import Groups, groups
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._seeds import Seeds, seeds
from ownership.shares_text import ZERO, Interval, shown

Prices = Mapping[Any, Any] | None
Pairs = Iterable[Any]


@dataclass(frozen=True)
class _Asked:
    """One question: who is listed or asked about, and what catches."""

    name: str
    test: Test
    seeds: Seeds
    rule: Rule | None
    remainder: str = "unlisted"
    listed: Seeds = field(default_factory=Seeds)
    groups: Groups = field(default_factory=Groups)

    @property
    def sets(self) -> bool:
        """Whether the law asks each owner, or those who act together, and does not add up everybody."""
        return self.rule is not None and not is_pooled_cascade(self.rule)

    def asked(self, found: Shares) -> Asked:
        """Return the law asked of shares."""
        assert self.rule is not None
        return Asked(Looks(found), self.rule, self.listed, self.groups, self.remainder == "listed")

    @property
    def options(self) -> dict[str, Any]:
        """The options of the cascade that makes possible."""
        law = self.rule is not None
        return {"undisclosed": self.remainder == "listed", "declared": not law, "linked": law}

    def statuses(self, found: Shares) -> dict[str, str]:
        """Return the status of every entity."""
        if self.rule is not None:
            law = self.asked(found)
            return {e: law.status(e) for e in found.entities}
        sure, maybe = set(self.seeds.certain), set(self.seeds.possible)
        certain = cascade(found, sure, self.test, possible=False).keys() | sure
        possible = cascade(found, maybe, self.test, possible=True, **self.options).keys() | maybe
        return {e: "certain" if e in certain else "possible" if e in possible else "no" for e in found.entities}


def divest(
    looked: Looked | Shares,
    entity: str,
    *,
    rule: Named | None = None,
    owner: str | None = None,
    listed: Iterable[str] = (),
    below: float | Fraction | None = None,
    until: str = "excluded",
    whole: bool = False,
    prices: Prices = None,
    keep: Pairs = (),
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    time_limit: float = TIME_LIMIT,
    **how: Unpack[How],
) -> Plan:
    """Return the fewest percentage points to sell to clean outsiders so that an entity is no longer caught.

    With `rule`: by listed parties and whom they hold, `listed` being more of them. With `owner`: so that it does not
    control the entity (more than half of the votes). With `owner` and `below`: for each single stake, what of it to
    sell so that the owner's effective interest falls below so many percent.

    `until` is `excluded` (no longer even possible: a holder whose stake is a range keeps at most so much) or
    `not-certain`. `whole` sells holdings only as they are, `prices` is the cost of a point by (owner, owned), 1
    where not given, `keep` are pairs not for sale. The search stops after `time_limit` seconds with the best plan.

    Raises
    ------
    UsageError
        When the question is not one, or an option has a value that means nothing.
    NotFound, Ambiguous
        When a party is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,60\\nx,b,60\\na,t,30\\nb,t,30\\nx,t,25", "x.csv")
    >>> plan = divest(records, "t", owner="x", as_of="2024")
    >>> plan.total_points, plan.optimal, [(row.owner, row.owned, row.points) for row in plan]
    (15.0, True, [('x', 'b', 10.0), ('a', 't', 5.0)])
    """
    if until not in ("excluded", "not-certain"):
        raise UsageError(f"--until {until!r} is not excluded or not-certain")
    found = shares(looked, **how)
    found = voting(found) if owner is not None and below is None else found
    one = find_one(found.records, entity)
    kept = {_pair(found, pair) for pair in keep}
    if below is not None:
        if owner is None or rule is not None or whole or prices:
            raise UsageError("--below asks for an --owner, and goes with neither --rule nor --whole nor prices")
        return _single(found, one, find_one(found.records, owner), below, until, kept)
    asked = _asked(found, rule, owner, listed, alias_listings, remainder, sells=True)
    costs = _prices(found, prices)
    upper = until == "excluded"
    seconds = _seconds(time_limit)

    def selling(now: Shares, owners: Collection[str]) -> Sales:
        return least_sales(
            now, one, set(owners), asked.test, possible=upper, whole=whole,
            prices={(o, e): price for (o, e), price in costs.items() if o is not None},
            keep={(o, e) for o, e in kept if o is not None}, seconds=seconds, **(asked.options if upper else {}),
        )  # fmt: skip

    if asked.sets and one not in asked.listed.possible:
        plan = sales_of_sets(found, one, asked.asked, selling, upper=upper)
    else:
        plan = selling(found, asked.seeds.possible if upper else asked.seeds.certain)
    before = asked.statuses(found)
    caught = ("certain", "possible", "listed") if upper else ("certain", "listed")
    unseen = upper and remainder == "listed" and rule is not None and one not in found.columns
    if before[one] not in caught or not plan.sales or unseen:
        why = _why(found, one, asked, before[one], plan, upper)
        return Plan(
            one, found.name(one), asked.name, until, before[one], before[one], (), answer=why, bound=plan.bound,
            optimal=plan.optimal, as_of=found.as_of.isoformat(),
        )  # fmt: skip
    return _plan(
        found, one, asked, until, moves=plan.sales, plan=plan, before=before, costs=costs, caught=caught, wanted=False,
        rows=[sale_row(found, s, _role(asked, s.owner), upper=upper, whole=whole) for s in plan.sales],
    )  # fmt: skip


def acquire(
    looked: Looked | Shares,
    entity: str,
    *,
    rule: Named | None = None,
    owner: str | None = None,
    listed: Iterable[str] = (),
    until: str = "certain",
    prices: Prices = None,
    keep: Pairs = (),
    alias_listings: str = "possible",
    time_limit: float = TIME_LIMIT,
    **how: Unpack[How],
) -> Plan:
    """Return the fewest percentage points to buy so that an entity is caught: of itself, or of companies above it.

    With `owner`: so that the owner controls it. With `rule`: so that the rule catches it; the buyer is `owner`, who
    then counts as listed, or the first of the listed parties. Sellers are holders who are not caught (`keep` are not
    for sale), and what nobody is recorded for (None in the pairs of `prices` and `keep`). `until` is `certain` or
    `possible`. See `divest` for the other options and what is raised.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,45\\nf,a,55\\na,t,40\\nx,t,10.5\\ng,t,49.5", "x.csv")
    >>> plan = acquire(records, "t", owner="x", as_of="2024")
    >>> [(row.owner, row.owned, row.points, row.points_open, row.to) for row in plan]
    [('f', 'a', 5.0, True, 'x')]
    """
    if until not in ("certain", "possible"):
        raise UsageError(f"--until {until!r} is not certain or possible")
    found = shares(looked, **how) if rule is not None else voting(shares(looked, **how))
    one = find_one(found.records, entity)
    if rule is not None and owner is not None:
        listed = [owner, *([listed] if isinstance(listed, str) else listed)]
    asked = _asked(found, rule, None if rule is not None else owner, listed, alias_listings, "unlisted", sells=False)
    upper = until == "possible"
    parties = asked.seeds.possible if upper else asked.seeds.certain
    costs, before = _prices(found, prices), asked.statuses(found)
    none = Plan(one, found.name(one), asked.name, until, before[one], before[one], (), as_of=found.as_of.isoformat())
    if one in asked.seeds.possible or not parties:
        itself = "it is the party asked about" if asked.rule is None else "it is listed itself, or perhaps"
        why = itself if parties else "nobody is listed who could buy"
        return replace(none, answer=why)
    buyer = next(iter(parties))
    plan = least_purchases(
        found, one, set(parties), asked.test, buyer=buyer, possible=upper, prices=costs,
        keep={_pair(found, pair) for pair in keep}, seconds=_seconds(time_limit),
    )  # fmt: skip
    if not plan.purchases:
        return replace(none, answer=plan.why, optimal=plan.optimal)
    caught = ("certain", "possible", "listed") if upper else ("certain", "listed")
    sales = Sales((), plan.cost, plan.optimal, plan.bound)
    return _plan(
        found, one, asked, until, moves=plan.purchases, plan=sales, before=before, costs=costs, caught=caught,
        rows=[purchase_row(found, purchase, buyer) for purchase in plan.purchases], wanted=True,
    )  # fmt: skip


def _asked(
    found: Shares,
    rule: Named | None,
    owner: str | None,
    listed: Iterable[str],
    alias_listings: str,
    remainder: str,
    *,
    sells: bool,
) -> _Asked:
    if remainder not in ("unlisted", "listed"):
        raise UsageError(f"--remainder {remainder!r} is not unlisted or listed")
    if alias_listings not in ("possible", "count", "ignore"):
        raise UsageError(f"--alias-listings {alias_listings!r} is not possible, count or ignore")
    if (rule is None) == (owner is None):
        raise UsageError("say what would catch it: either --rule R, or --owner X for control")
    if owner is not None:
        party = find_one(found.records, owner)
        if list(listed):
            raise UsageError("--listed goes with --rule; --owner asks for the control of one party")
        both = Seeds({party: ["asked about"]}, {party: ["asked about"]})
        return _Asked(f"control by {found.name(party)}", MAJORITY, both, None, remainder)
    assert rule is not None
    law = one_rule(rule).on(found.as_of)
    if not is_pooled_cascade(law) and (not sells or not is_cascade(law)):
        law = pooled_cascade(law, "divest" if sells else "divest --acquire")
    parties = [find_one(found.records, name) for name in ([listed] if isinstance(listed, str) else listed)]
    test = Test(Fraction(law.threshold), law.strict)
    acting, alone = groups(found.records, found.as_of), seeds(found, law, parties, alias_listings)
    return _Asked(law.id, test, with_acting(alone, law, acting), law, remainder, alone, acting)


def _seconds(limit: float) -> float:
    if not 0 < limit < float("inf"):
        raise UsageError(f"--time-limit {limit} is not a number of seconds")
    return limit


def _pair(found: Shares, pair: Any) -> tuple[str | None, str]:
    """Return the ids of a pair given as (owner, owned) or as "OWNER > OWNED"."""
    parts = [part.strip() for part in pair.split(">", 1)] if isinstance(pair, str) else list(pair)
    if len(parts) != 2:
        raise UsageError(f'cannot read the holding {pair!r}; write "OWNER > OWNED"')
    owner, owned = parts
    return None if owner is None else find_one(found.records, owner), find_one(found.records, owned)


def _prices(found: Shares, prices: Prices) -> dict[tuple[str | None, str], Fraction]:
    known = {}
    for pair, price in (prices or {}).items():
        try:
            cost = Fraction(str(price))
        except (ValueError, ZeroDivisionError):
            raise UsageError(f"the price {price!r} of {pair!r} is not a number") from None
        if cost < 0:
            raise UsageError(f"the price {price} of {pair!r} is negative")
        known[_pair(found, pair)] = cost
    return known


def _why(found: Shares, entity: str, asked: _Asked, status: str, plan: Sales, upper: bool) -> str:
    """Say why there is nothing to sell."""
    if status == "listed" or entity in (asked.seeds.possible if upper else asked.seeds.certain):
        why = "it is the party asked about" if asked.rule is None else "it is listed itself, or perhaps"
        return f"{why}; no sale of shares in it changes that"
    if status in ("excluded", "no") or (status == "possible" and not upper):
        sure = "caught" if upper else "caught for certain"
        text = f"it is not {sure} on these records: nothing has to be sold"
        options = asked.options | {"undisclosed": True}
        if upper and entity in cascade(found, set(asked.seeds.possible), asked.test, possible=True, **options):
            text += "; but holders whom nobody recorded could make it possible"
        return text
    if not plan.why or plan.why.startswith("it is not caught"):
        return "only holders whom nobody recorded make it possible, and they cannot be told to sell"
    return plan.why


def _plan(
    found: Shares,
    entity: str,
    asked: _Asked,
    until: str,
    *,
    rows: list[DivestRow],
    moves: Collection[Sale] | Collection[Purchase],
    plan: Sales,
    before: dict[str, str],
    costs: Mapping[tuple[str | None, str], Fraction],
    caught: tuple[str, ...],
    wanted: bool,
) -> Plan:
    """Put the trades into the records, ask again, and say what else changes."""
    now = asked.statuses(after(found, [move.trade for move in moves]))
    changes = tuple(
        {"entity": e, "entity_name": found.name(e), "before": was, "after": now[e]}
        for e, was in sorted(before.items()) if now[e] != was and e != entity
    )  # fmt: skip
    verified = (now[entity] in caught) == wanted
    return Plan(
        entity, found.name(entity), asked.name, until, before[entity], now[entity], tuple(rows),
        float(sum((move.points for move in moves), ZERO)), any(move.open for move in moves),
        float(plan.cost) if costs else None, plan.optimal and verified, plan.bound, verified,
        changes=changes, as_of=found.as_of.isoformat(),
        warnings=() if verified else ("put into the records the plan does not change the answer",),
    )  # fmt: skip


def _role(asked: _Asked, owner: str) -> str:
    first = owner in asked.seeds.possible
    return ("listed" if first else "caught") if asked.rule else "owner" if first else "controlled"


def _percent(below: float | Fraction) -> Fraction:
    """Return a threshold in percent; what looks like a fraction is refused."""
    if 0 < below <= 1:
        hint = f"write {float(below) * 100:g}"
        raise UsageError(f"--below {float(below):g} looks like a fraction; percent are 0-100: {hint}")
    if not 0 < below <= 100:
        raise UsageError(f"--below {float(below):g} is not a percentage")
    return Fraction(str(below))


def _single(
    found: Shares, entity: str, owner: str, below: float | Fraction, until: str, keep: set[tuple[str | None, str]]
) -> Plan:
    """Answer for an effective interest: each stake alone, the smallest sale first."""
    threshold = _percent(below)
    upper = until == "excluded"
    share = reached_after(found, entity, owner)
    every = single_stakes(found, entity, owner, threshold, upper=upper)
    stakes = [s for s in every if (s.owner, s.owned) not in keep]
    best = stakes[0] if stakes else None
    line = shown(Interval(threshold, threshold))
    plan = Plan(
        entity, found.name(entity), f"effective interest of {found.name(owner)} below {line}", until,
        shown(share), shown(share), (), each_alone=True, as_of=found.as_of.isoformat(),
    )  # fmt: skip
    rows = tuple(single_row(found, s, "owner" if s.owner == owner else "in between") for s in stakes)
    if best is None or best.points is None:
        why = "no single stake is enough, even if all of it is sold" if every else f"it is {shown(share)} already"
        return replace(plan, rows=rows, answer=why)
    exactly = best.points + min(Fraction(1, 10**9), (best.share.high - best.points) / 2)
    parted = capped(best.share, best.share.high - exactly) if upper else sold(best.share, exactly)
    now = reached_after(after(found, [Trade(best.owner, best.owned, *parted)]), entity, owner)
    verified = now.high < threshold if upper else now.low < threshold
    return replace(
        plan, rows=rows, total_points=float(best.points), total_points_open=True, after=shown(now),
        optimal=best.exact and verified, verified=verified,
    )  # fmt: skip
