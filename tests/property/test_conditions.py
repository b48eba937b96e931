"""Every condition of every kind against its plain meaning in all worlds: certain in each, excluded in none."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from ownership.rules import Condition, Rule, owners, screen
from tests import laws, oracle
from tests.property.networks import DAY, MOST_WORLDS, Network, networks, steady

THRESHOLDS = st.sampled_from([10, 20, 25, 50])


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """A condition that laws could set."""
    links = draw(st.sampled_from(sorted(laws.WAYS)))
    depth = draw(st.none() | st.integers(1, 3)) if links in ("majority-tiers", "multiply") else None
    strict_majority = links == "interest-in-controllers" or draw(st.booleans())
    return Condition(
        draw(THRESHOLDS), draw(st.booleans()), links, depth=depth, majority=50, majority_strict=strict_majority,
        own=draw(st.booleans()) if links == "majority-chain" else True,
        first=draw(st.booleans()) if links == "multiply-majority-as-100" else True,
    )  # fmt: skip


def caught(network: Network, condition: Condition, sets: list[set[str]]) -> tuple[set[str], set[str]]:
    """The companies caught in every world and in some, by the plain meaning of the condition."""
    columns = network.columns()
    assume(oracle.world_count(columns) <= MOST_WORLDS)
    each = [
        set().union(*(laws.met(world, network.companies, owners, condition) for owners in sets))
        for world in oracle.worlds(columns, open_ends=True)
    ]
    assume(each)
    return set.intersection(*each), set.union(*each)


def found(network: Network, rule: Rule, listed: list[str], together: list[list[str]]) -> dict[str, str]:
    rows = screen(network.records(), rules=[rule], listed=listed, together=together, as_of=DAY, all=True)
    return {row.entity: row.status for row in rows}


@steady(120)
@given(networks(open_ends=True, most=3), conditions(), st.sampled_from(["all", "each", "together"]), st.data())
def test_certain_and_excluded_are_true_in_every_world(
    network: Network, condition: Condition, pooled: str, data: st.DataObject
) -> None:
    parties = [*network.persons, *network.companies]
    listed = data.draw(st.lists(st.sampled_from(parties), min_size=1, max_size=2, unique=True))
    together = [data.draw(st.lists(st.sampled_from(parties), min_size=2, max_size=2, unique=True))]
    rule = Rule("r", "R", "-", conditions=(condition,), pooled=pooled, together=("concert",))  # type: ignore[arg-type]
    sets = [set(listed)] if pooled == "all" else [{one} for one in listed]
    if pooled == "together":
        sets = [one | (set(together[0]) if one & set(together[0]) else set()) for one in sets]
    certain, possible = caught(network, condition, sets)
    status = found(network, rule, listed, together)
    for company in set(network.companies) - set().union(*sets):
        if status[company] == "certain":
            assert company in certain, (company, condition)
        if status[company] == "excluded":
            assert company not in possible, (company, condition)


@steady(120)
@given(networks(ranges=0, most=4), conditions(), st.data())
def test_without_ranges_the_answer_is_the_plain_meaning(
    network: Network, condition: Condition, data: st.DataObject
) -> None:
    network = network.replace(totals={})
    parties = [*network.persons, *network.companies]
    listed = data.draw(st.lists(st.sampled_from(parties), min_size=1, max_size=2, unique=True))
    rule = Rule("r", "R", "-", conditions=(condition,), pooled="each")
    expected = set().union(*(laws.met(network.exact_world(), network.companies, {one}, condition) for one in listed))
    status = found(network, rule, listed, [])
    for company in set(network.companies) - set(listed):
        if status[company] == "possible":  # a loop of majorities, whose endless rounds make everything of little
            assert condition.links == "multiply-majority-as-100", (company, condition)
            assert company in expected, (company, condition)
        else:
            assert (status[company] == "certain") == (company in expected), (company, condition)


@steady(120)
@given(networks(open_ends=True, most=3), conditions())
def test_owners_qualify_as_the_screen_of_each_alone_says(network: Network, condition: Condition) -> None:
    rule = Rule("r", "R", "-", conditions=(condition,), pooled="each", family="ownership")
    word = {"certain": "certain", "possible": "possible", "excluded": "no"}
    records = network.records()
    for owner in network.persons:
        status = {row.entity: row.status for row in screen(records, rules=[rule], listed=[owner], as_of=DAY, all=True)}
        for company in network.companies:
            rows = {row.owner: row.qualifies for row in owners(records, company, rule=rule, as_of=DAY, all=True)}
            assert rows.get(owner, "no") == word[status[company]], (owner, company)
