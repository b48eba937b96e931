"""Red flags of random networks against a slow and plain recomputation in all worlds; they never change a status."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from ownership.findings import ExposureRow
from ownership.records import Records, concat, interest, table
from ownership.rules import Rule, screen
from tests import oracle
from tests.property.networks import DAY, MOST_WORLDS, Network, networks, steady

Flagged = set[tuple[str, str, str | None]]
Range = tuple[Fraction, Fraction]
HALF = Fraction(50)
STRENGTH = {"excluded": 0, "possible": 1, "certain": 2}


def asked(looked: Records, rule: Rule, listed: list[str], **how: object) -> list[ExposureRow]:
    return list(screen(looked, rules=[rule], listed=listed, as_of=DAY, all=True, **how))  # type: ignore[arg-type]


def told(rows: list[ExposureRow], *names: str) -> Flagged:
    """Entity, flag and party of every flag with one of these names."""
    return {(row.entity, one["flag"], one["other"]) for row in rows for one in row.flags if one["flag"] in names}


def law(pooled: str, *, strict: bool) -> Rule:
    return Rule("r", "R", "-", lists=("us-sdn",), strict=strict, pooled=pooled)  # type: ignore[arg-type]


def reached(network: Network, owners: set[str], *, strict: bool) -> dict[str, str]:
    """What the cascade of some owners makes of every company, in all worlds."""
    certain, possible = oracle.statuses(network.columns(), owners, HALF, strict=strict)
    return {
        c: "certain" if c in certain else "possible" if c in possible else "excluded"
        for c in network.companies
    }  # fmt: skip


def held(network: Network, company: str, owners: set[str]) -> Range:
    """The least and the most that some owners hold in a company."""
    column = network.columns().get(company)
    sums = [sum((corner.get(o, Fraction(0)) for o in owners), Fraction(0)) for corner in oracle.vertices(column)] \
        if column else [Fraction(0)]  # fmt: skip
    return min(sums), max(sums)


def over(value: Fraction, *, strict: bool) -> bool:
    return value > HALF or (value == HALF and not strict)


def party_sets(network: Network, listed: list[str], statuses: dict[str, str]) -> tuple[set[str], set[str]]:
    sure = {c for c, status in statuses.items() if status == "certain"} | {*listed}
    return sure, sure | {c for c, status in statuses.items() if status == "possible"}


def of_stakes(network: Network, company: str, parties: set[str], share: Range, *, strict: bool) -> Flagged:
    """The flags of single parties in a company that is not surely reached; `share` is what the rule compares."""
    found: Flagged = set()
    undecided = over(share[1], strict=strict) and not over(share[0], strict=strict)
    for party in sorted(parties - {company}):
        low, high = held(network, company, {party})
        if high >= 25 and not over(high, strict=strict):
            found.add((company, "significant-minority", party))
        if undecided and high > 0 and low < high:
            found.add((company, "undeterminable-stake", party))
    return found


@steady(60)
@given(networks(ranges=3), st.data(), st.booleans())
def test_flags_of_stakes_where_all_are_added_up(network: Network, data: st.DataObject, strict: bool) -> None:
    everybody = sorted((*network.persons, *network.companies))
    listed = sorted(data.draw(st.sets(st.sampled_from(everybody), min_size=1, max_size=2)))
    statuses = {c: s for c, s in reached(network, {*listed}, strict=strict).items() if c not in listed}
    sure, maybe = party_sets(network, listed, statuses)
    expected: Flagged = set()
    below: set[str] = set()
    for company, status in statuses.items():
        if status == "certain":
            continue
        share = held(network, company, sure)[0], held(network, company, maybe)[1]
        expected |= of_stakes(network, company, maybe, share, strict=strict)
        if share[1] >= HALF - 1 and not over(share[1], strict=strict):
            below.add(company)
    rows = asked(network.records(), law("all", strict=strict), listed)
    found = told(rows, "significant-minority", "undeterminable-stake")
    assert {one for one in found if one[2] is not None} == expected
    assert {company for company, _, _ in told(rows, "just-below")} == below
    pooled = {company for company, _, other in found if other is None}
    for company in pooled:  # several, none of whom surely has a quarter
        assert not any(held(network, company, {p})[0] >= 25 for p in maybe)
        assert held(network, company, maybe)[1] >= 25


@steady(50)
@given(networks(ranges=3), st.data(), st.booleans())
def test_co_owners_where_each_is_asked_alone(network: Network, data: st.DataObject, strict: bool) -> None:
    everybody = sorted((*network.persons, *network.companies))
    listed = sorted(data.draw(st.sets(st.sampled_from(everybody), min_size=2, max_size=3)))
    assume(oracle.world_count(network.columns()) <= MOST_WORLDS // 2)
    together = reached(network, {*listed}, strict=strict)
    each = [reached(network, {one}, strict=strict) for one in listed]
    alone = {c: max((e[c] for e in each), key=STRENGTH.__getitem__) for c in network.companies}
    expected = {
        c for c in network.companies
        if c not in listed and STRENGTH[together[c]] > STRENGTH[alone[c]]
    }  # fmt: skip
    found = told(asked(network.records(), law("each", strict=strict), listed), "co-ownership")
    assert {company for company, _, _ in found} == expected


@steady(50)
@given(networks(ranges=3), st.data())
def test_control_where_the_rule_counts_no_stakes(network: Network, data: st.DataObject) -> None:
    everybody = sorted((*network.persons, *network.companies))
    listed = sorted(data.draw(st.sets(st.sampled_from(everybody), min_size=1, max_size=2)))
    rule = Rule("n", "N", "-", lists=("us-sdn",), links="none")
    expected: set[tuple[str, str, str]] = set()
    for party in listed:
        for company, status in reached(network, {party}, strict=True).items():
            if company not in listed and status != "excluded":
                expected.add((company, party, status))
    rows = asked(network.records(), rule, listed)
    found = {
        (row.entity, str(one["other"]), "possible" if "possibly controls" in one["text"] else "certain")
        for row in rows for one in row.flags if one["flag"] == "control-without-ownership"
    }  # fmt: skip
    assert found == expected


@steady(50)
@given(networks(open_ends=True, own_shares=True), st.data(), st.sampled_from(["all", "each"]))
def test_records_that_only_flag_change_nothing_else(network: Network, data: st.DataObject, pooled: str) -> None:
    everybody = sorted((*network.persons, *network.companies))
    listed = sorted(data.draw(st.sets(st.sampled_from(everybody), min_size=1, max_size=2)))
    owners = st.tuples(st.sampled_from(everybody), st.sampled_from(sorted(network.companies)))
    pairs = data.draw(st.lists(owners.filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=3, unique=True))
    extra = []
    for number, (owner, owned) in enumerate(pairs):
        kind = data.draw(st.sampled_from(["boardMember", "seniorManagingOfficial", "appointmentOfBoard"]))
        row = interest(owner, owned, None, source="T", ref=f"t{number}")
        extra.append({**row, "type": kind})
    plain = network.records()
    more = concat(plain, Records(interests=table("interests", extra), entities=plain.entities.iloc[:0]))
    rule = law(pooled, strict=False)
    before, after = (asked(each, rule, listed) for each in (plain, more))
    kept = ("entity", "status", "outcome", "share_min", "share_max", "ties", "text", "because")
    assert [[row[key] for key in kept] for row in after] == [[row[key] for key in kept] for row in before]
    caught = [screen(each, rules=[rule], listed=listed, as_of=DAY).caught for each in (plain, more)]
    assert caught[0] == caught[1]


@steady(60)
@given(
    st.lists(
        st.tuples(st.integers(0, 2500), st.sampled_from([0, 10, 49, 50, 60, 80])),
        min_size=2, max_size=5, unique_by=lambda one: one[0],
    ),
    st.integers(0, 2500),
)  # fmt: skip
def test_changes_near_a_listing(seen: list[tuple[int, int]], listing: int) -> None:
    first = dt.date(2015, 1, 1)
    ordered = sorted(seen)
    rows = [
        {**interest("x", "a", None, source="S", ref=str(n)), "share": str(share),
         "observed": (first + dt.timedelta(days=day)).isoformat()}
        for n, (day, share) in enumerate(ordered)
    ]  # fmt: skip
    start = (first + dt.timedelta(days=listing)).isoformat()
    records = Records(
        interests=table("interests", rows),
        entities=table("entities", [{"id": name, "name": name} for name in ("a", "x")]),
        listings=table("listings", [{"entity": "x", "list": "us-sdn", "start": start, "source": "L", "ref": "1"}]),
    )
    expected = 0
    for (was_day, was), (now_day, now) in pairwise(ordered):
        fell = was >= 50 > now or (now == 0 and was > 0)
        window = range(listing - 365, listing + 366)
        near = was_day <= window[-1] and now_day >= window[0]
        expected += fell and near
    if ordered[-1][1] >= 50:
        expected = 0  # caught today
    (row,) = (row for row in asked(records, law("all", strict=False), []) if row.entity == "a")
    assert len([one for one in row.flags if one["flag"] == "recent-change"]) == expected
