"""Laws on exposure as their texts read, tried slowly and plainly on networks with loops, votes and shares."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from ownership.rules import bundled, screen
from tests.property.networks import steady
from tests.tables import records

PARTIES, COMPANIES = ("p", "q", "n"), ("a", "b", "c", "d")
LISTED = ("p", "q")
SIZES = (10, 20, 25, 30, 40, 49, 50, 51, 60)

Held = dict[tuple[str, str], int]


@st.composite
def holdings(draw: st.DrawFn) -> Held:
    """Who holds how much in whom, at most all of it; anybody can be an owner, in loops, too."""
    found: Held = {}
    for company in COMPANIES:
        owners = draw(st.lists(st.sampled_from([*PARTIES, *COMPANIES]), max_size=4, unique=True))
        left = 100
        for owner in owners:
            share = draw(st.sampled_from(SIZES))
            if owner != company and share <= left:
                found[owner, company] = share
                left -= share
    return found


def votes_of(shares: Held, votes: Held) -> Held:
    """Votes where some are recorded in a company, else its shares."""
    recorded = {company for _, company in votes}
    return votes | {pair: share for pair, share in shares.items() if pair[1] not in recorded}


def held(holdings: Held, company: str, owners: Iterable[str]) -> int:
    return sum(holdings.get((owner, company), 0) for owner in owners)


def closed(owners: set[str], whole: list[Held], least: int) -> set[str]:
    """Everybody in whom the owners and everybody added hold at least so much, by one of the ways of counting."""
    reached = set(owners)
    while more := {c for c in COMPANIES if any(held(each, c, reached) >= least for each in whole)} - reached:
        reached |= more
    return reached


def ofac(shares: Held, votes: Held) -> dict[str, str]:
    caught = closed(set(LISTED), [shares], 50)
    return {c: "certain" if c in caught else "excluded" for c in COMPANIES}


def ofac_2008(shares: Held, votes: Held) -> dict[str, str]:
    caught = set().union(*(closed({one}, [shares], 50) for one in LISTED))
    return {c: "certain" if c in caught else "excluded" for c in COMPANIES}


def doubtful(each: list[set[str]], together: set[str]) -> dict[str, str]:
    alone = set().union(*each)
    return {c: "certain" if c in alone else "possible" if c in together else "excluded" for c in COMPANIES}


def annex_xix(shares: Held, votes: Held) -> dict[str, str]:
    return doubtful([closed({one}, [shares], 51) for one in LISTED], closed(set(LISTED), [shares], 51))


def canada(shares: Held, votes: Held) -> dict[str, str]:
    both = [shares, votes_of(shares, votes)]
    return doubtful([closed({one}, both, 50) for one in LISTED], closed(set(LISTED), both, 50))


def presumption(shares: Held, votes: Held) -> dict[str, str]:
    by_votes = [votes_of(shares, votes)]
    maybe = closed(set(LISTED), [shares], 50) | closed(set(LISTED), by_votes, 51)
    return doubtful([closed({one}, [shares], 50) for one in LISTED], maybe)


def kingdom(shares: Held, votes: Held) -> dict[str, str]:
    by_votes, caught = votes_of(shares, votes), set()
    for one in LISTED:
        through = closed({one}, [by_votes], 51)
        caught |= {c for c in COMPANIES if held(shares, c, through) >= 51} | (through - {one})
    return {c: "certain" if c in caught else "excluded" for c in COMPANIES}


LAWS = {
    ("us-ofac-50", "2024-01-01"): ofac,
    ("us-ofac-50-2008", "2010-01-01"): ofac_2008,
    ("us-ofac-ssi", "2024-01-01"): ofac,
    ("us-bis-affiliates", "2025-10-15"): ofac,
    ("eu-ownership-50", "2024-07-03"): ofac,
    ("eu-ownership-50", "2020-01-01"): annex_xix,
    ("eu-833-art5aa", "2024-01-01"): annex_xix,
    ("eu-control-presumption", "2026-06-01"): presumption,
    ("ca-sema-2.1", "2024-01-01"): canada,
    ("uk-ofsi-ownership", "2024-01-01"): kingdom,
}


@steady(60)
@given(holdings(), st.one_of(st.just({}), holdings()))
def test_every_law_says_what_its_text_says(shares: Held, votes: Held) -> None:
    rows = [f"{o},{c},{share},shareholding" for (o, c), share in shares.items()]
    rows += [f"{o},{c},{share},votingRights" for (o, c), share in votes.items()]
    rows += [f"{one},z,1,shareholding" for one in (*PARTIES, *COMPANIES)]
    looked = records("\n".join(["owner,owned,percent,type", *rows]))
    for (law, day), meaning in LAWS.items():
        rule = bundled()[law]
        found = {row.entity: row.status for row in screen(looked, rules=[rule], listed=LISTED, as_of=day, all=True)}
        assert {c: found[c] for c in COMPANIES} == meaning(shares, votes), (law, day)
