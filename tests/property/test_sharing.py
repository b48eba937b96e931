"""What rules share in a screening, and what is left out for rows that nothing is near to, changes no answer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.laws import invented
from ownership.algorithms.ancestors import owners_of, owners_of_many
from ownership.algorithms.columns import Column
from ownership.algorithms.entities import Entities
from ownership.algorithms.large import below_loops
from ownership.algorithms.shares import Shares, shares
from ownership.findings import ExposureRow
from ownership.records import Records, concat, table
from ownership.rules import Rule, screen
from ownership.rules.reaching._facts import Facts
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._several import Several
from ownership.rules.screening import _ties
from ownership.rules.screening._question import Question
from ownership.settle import settle
from ownership.shares_text import HUNDRED
from tests.arrays import arrays_of, network
from tests.property.networks import DAY, steady
from tests.tables import records

STAKES = ["10", "25", "30", "49.9", "50", "50.1", "60", "100", "25-50", ">50", "0-30", "", "1/3"]
LISTS = ["us-sdn", "us-entity-list", "us-meu", "us-ssi", "eu-fsf", "uk-ofsi", "ca-sema"]


def case(seed: int, *, size: int = 9) -> Records:
    """A small network with loops, ranges, listings, groups, links and countries."""
    chance = random.Random(seed)
    names = [f"e{n}" for n in range(size)]
    pairs = {(chance.choice(names), chance.choice(names)) for _ in range(2 * size)}
    kinds = ["", "", "", "votingRights", "appointmentOfBoard"]
    holdings = ["owner,owned,percent,type"]
    for owner, owned in sorted(pairs):
        kind = chance.choice(kinds)
        share = "" if kind == "appointmentOfBoard" else chance.choice(STAKES)
        holdings.append(f"{owner},{owned},{share},{kind}")
    some = (
        f"{one},{chance.choice(['', 'company', 'person'])},{chance.choice(['', 'US', 'DE', 'US/DE'])}" for one in names
    )
    entities = ["id,kind,jurisdiction", *some]
    parties = chance.sample(names, 3)
    listed = [f"{one},{chance.choice(LISTS)},{chance.choice(['yes', 'yes', 'alias'])}" for one in parties]
    listed = ["entity,list,named", *listed]
    made = records("\n".join(holdings), "\n".join(entities), "\n".join(listed))
    pool = [{"group": "pool", "member": name, "kind": "concert"} for name in chance.sample(names, 2)]
    left, right = chance.sample(names, 2)
    same = [{"left": left, "right": right, "kind": chance.choice(["same-as", "same-name"])}]
    return settle(concat(made, Records(groups=table("groups", pool), links=table("links", same))))


def rows_of(looked: Records, rules: list[Rule], **how: Any) -> dict[tuple[str, str], ExposureRow]:
    return {(row.rule, row.entity): row for row in screen(looked, rules=rules, as_of=DAY, **how)}


@steady(30)
@given(st.integers(0, 10**9), st.booleans(), st.sampled_from(["unlisted", "listed"]))
def test_many_rules_at_once_say_what_each_says_alone(seed: int, every: bool, remainder: str) -> None:
    looked, laws = case(seed), invented()
    how: dict[str, Any] = {"all": every, "remainder": remainder, "listed": ["e0"]}
    together = rows_of(looked, laws, **how)
    alone = {key: row for law in laws for key, row in rows_of(looked, [law], **how).items()}
    assert together == alone


@steady(30)
@given(st.integers(0, 10**9))
def test_rows_that_nothing_is_near_to_are_what_looking_closely_gives(seed: int) -> None:
    looked, laws = case(seed, size=14), invented()
    fast = rows_of(looked, laws, all=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Question, "near", property(lambda self: set(self.shares.entities)))
        slow = rows_of(looked, laws, all=True)
    assert fast == slow


@steady(30)
@given(st.integers(0, 10**9), st.sampled_from(["unlisted", "listed"]))
def test_the_rows_of_a_screening_are_all_that_say_something(seed: int, remainder: str) -> None:
    looked, laws = case(seed), invented()
    every = rows_of(looked, laws, all=True, remainder=remainder)
    wanted = {key for key, row in every.items() if row.status != "excluded" or row.ties or row.flags}
    assert rows_of(looked, laws, remainder=remainder) == {key: every[key] for key in wanted}


@steady(25)
@given(st.integers(0, 10**9))
def test_nothing_depends_on_what_is_kept(seed: int) -> None:
    looked, laws = case(seed), invented()
    kept = rows_of(looked, laws, all=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Looks, "MOST_KEPT", -1)
        patch.setattr(Facts, "MOST", 1)
        patch.setattr("ownership.algorithms.entities.MOST_KEPT", 1)
        assert rows_of(looked, laws, all=True) == kept
    assert Entities(looked)["e0"]["id"] == "e0"


@steady(30)
@given(st.integers(0, 10**9))
def test_what_the_undisclosed_part_adds_is_what_asking_every_owner_gives(seed: int) -> None:
    looked, laws = case(seed), [law for law in invented() if law.pooled != "all"]
    quick = rows_of(looked, laws, all=True, listed=["e0", "e1", "e2"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Several, "beyond", lambda self, entity: any(one.beyond(entity) for one in self.reaches))
        slow = rows_of(looked, laws, all=True, listed=["e0", "e1", "e2"])
    assert {key: row.remainder_decides for key, row in quick.items()} == {
        key: row.remainder_decides for key, row in slow.items()
    }


@steady(60)
@given(st.integers(0, 10**9))
def test_facts_are_what_the_columns_say(seed: int) -> None:
    found = shares(case(seed), as_of=DAY)
    facts = Facts(found)
    for entity in found.entities:
        column, fact = found.columns.get(entity), facts.of(entity)
        if column is None:
            rest = 0.0 if found.kind(entity) in ("person", "state") else 100.0
            assert (fact.recorded, fact.undisclosed, fact.warnings) == (False, rest, ())
        else:
            assert fact.recorded
            assert fact.undisclosed == pytest.approx(float(min(HUNDRED, column.undisclosed.high)), abs=1e-9)
            assert fact.warnings == column.warnings


@steady(60)
@given(st.integers(0, 10**9))
def test_figures_are_added_as_a_tally_adds_them(seed: int) -> None:
    found, chance = shares(case(seed), as_of=DAY), random.Random(seed)

    def slowly(column: Column, owners: set[str], undisclosed: bool) -> object:
        tally = column.tally(undisclosed)
        for owner in sorted(owners & column.by_owner.keys()):
            tally.join(column.by_owner[owner].share)
        return tally.range()

    for column in found.columns.values():
        for undisclosed in (False, True):
            owners = {owner for owner in column.by_owner if chance.random() < 0.6} | {"nobody"}
            assert column.among(owners, undisclosed=undisclosed) == slowly(column, owners, undisclosed)


@pytest.mark.parametrize("pairs", [9_000_000, 1])
@pytest.mark.parametrize("seed", range(8))
def test_owners_of_many_companies_are_those_of_each(seed: int, pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ownership.algorithms.rows.PAIRS", pairs)
    arrays, _ = arrays_of(network(random.Random(seed), 18, crowded=0))
    companies = np.flatnonzero(np.diff(arrays.start))[::2]
    for company, many in zip(companies.tolist(), owners_of_many(arrays, companies), strict=True):
        one = owners_of(arrays, company)
        assert many.ids.tolist() == one.ids.tolist()
        for name in ("low", "high", "low_open", "high_open"):
            assert getattr(many, name) == pytest.approx(getattr(one, name), abs=1e-12)


def ring(size: int) -> Records:
    """A ring of companies with ranges, an owner of the first, and one company below."""
    rows = [f"r{n},r{(n + 1) % size},20-40" for n in range(size)]
    return records("\n".join(["owner,owned,percent", *rows, "p,r0,50", "r1,t,30-60", "q,t,10"]))


def tied(found: Shares, entity: str) -> dict[str, Any]:
    known = _ties.Ties(_ties.Surroundings(found, _ties.Votes(found)), {"t"})
    return next(tie for tie in known.of(entity) if tie["tie"] == _ties.PARENT)


def test_below_a_large_loop_ties_are_wide_and_true(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shares(ring(8), as_of=DAY)
    exact = {entity: tied(found, entity) for entity in ("p", "r1", "q")}
    monkeypatch.setattr(_ties, "LOOP", 7)
    for entity, known in exact.items():
        wide = tied(found, entity)
        assert wide["share_min"] <= known["share_min"] <= known["share_max"] <= wide["share_max"] == 100
        assert wide["refs"] == known["refs"]
    assert tied(found, "r1")["share_min"] == 30
    below = below_loops(found.numbered, 7)
    assert {found.numbered.ids[n] for n in np.flatnonzero(below)} == {*(f"r{n}" for n in range(8)), "t"}
    assert not below_loops(found.numbered, 8).any()


@pytest.fixture
def one_register() -> Iterator[Records]:
    """A thousand interests."""
    import tempfile
    from pathlib import Path

    from benchmarks.register import register, write

    with tempfile.TemporaryDirectory() as name:
        write(register(1200), Path(name) / "interests.csv")
        from ownership.io import load

        yield load(Path(name) / "interests.csv")


def test_ties_on_arrays_are_those_of_the_exact_engine(one_register: Records) -> None:
    listed = {row["owned"] for n, row in enumerate(one_register.rows("interests")) if n % 90 == 0}
    exact = _ties.ties(shares(one_register, as_of=DAY), _ties.Votes(shares(one_register, as_of=DAY)), listed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ownership.algorithms.effective.LARGE", 0)
        patch.setattr("ownership.algorithms.effective.MANY_OWNERS", 0)
        quick = _ties.ties(shares(one_register, as_of=DAY), _ties.Votes(shares(one_register, as_of=DAY)), listed)
    assert quick.keys() == exact.keys()
    for entity, ties in exact.items():
        for one, other in zip(quick[entity], ties, strict=True):
            for key in one:
                assert one[key] == (pytest.approx(other[key], abs=1e-6) if key.startswith("share") else other[key])
