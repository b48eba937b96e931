"""What the worked examples say of chains, circles and votes, each field of `expect` asked of the public functions."""

from __future__ import annotations

from typing import Any

import pytest

import ownership as own
from tests.contract.worked import DAY, EXACT, Example, effective, look

# ---- what is printed


def printed_chain(example: Example, value: float) -> None:
    """Cash flow multiplies: printed as whole percent ("about 2", 5)."""
    assert effective(look(example), "Family", "B")[0] == pytest.approx(value, abs=0.5)


def printed_weakest(example: Example, value: float) -> None:
    found = {row.entity: row.share_min for row in own.weakest_link(look(example), "Family", as_of=DAY)}
    assert found["B"] == value


def printed_tiers(company: str) -> Any:
    def check(example: Example, value: float) -> None:
        near = example["expect"]["published_tolerance_pp"]
        assert effective(look(example), "Investor", company)[0] == pytest.approx(value, abs=near)

    return check


def printed_links(pair: str) -> Any:
    def check(example: Example, value: float) -> None:
        assert simple_chains(example, pair) == pytest.approx(value, abs=1e-9)

    return check


PAIRS = ("A>C", "B>D", "D>C", "B>A", "C>D", "A>B", "B>C", "C>A", "D>A")
PRINTED = {
    "cash_flow_rights_about": printed_chain,
    "cash_flow_rights": printed_chain,
    "control_rights": printed_weakest,
    "two_tiers_percent": printed_tiers("Hold1"),
    "three_tiers_percent": printed_tiers("OpCo"),
    **{pair: printed_links(pair) for pair in PAIRS},
}


# ---- chains and circles


def simple_chains(example: Example, pair: str) -> float:
    """The sum of the products along all chains that pass nobody twice."""
    owner, entity = pair.split(">")
    rows = own.chains(look(example), owner, entity, limit=100, as_of=DAY)
    return sum(row.share_min for row in rows if row.kind == "chain")


def check_paths(example: Example) -> None:
    rows = own.chains(look(example), "S0", "S3", as_of=DAY)
    found = {">".join(row.path): row.share_min for row in rows if row.kind == "chain"}
    assert found == pytest.approx(example["expect"]["path_contributions"], abs=1e-9)
    assert [row.share_max for row in rows if row.kind == "rest"] == [0.0]


def check_accumulated(example: Example) -> None:
    """The nine published values are sums over simple chains; pairs of 20 and more are closely linked."""
    accumulated = example["expect"]["accumulated"]
    assert set(accumulated) == set(PAIRS)
    for pair, value in accumulated.items():
        owner, entity = pair.split(">")
        assert simple_chains(example, pair) == pytest.approx(value, abs=1e-9)
        rows = own.close_links(look(example), owner, threshold=20, as_of=DAY)
        assert {row.link for row in rows if (row.entity, row.kind) == (entity, "holds")} & {"certain", "possible"}


def check_over_hundred(example: Example) -> None:
    for company, total in example["expect"]["data_invalid"].items():
        column = own.shares(look(example), as_of=DAY).columns[company]
        assert (column.total.low, column.total.high) == (total, total)  # relaxed, not rescaled
        rows = own.close_links(look(example), company, as_of=DAY)
        assert any("total_over_100" in row.warnings for row in rows)


def check_direct(field: str) -> Any:
    def check(example: Example) -> None:
        for owner, companies in example["expect"][field].items():
            rows = {row.entity: row for row in own.holdings(look(example), owner, as_of=DAY)}
            for company, value in companies.items():
                assert (rows[company].direct_min, rows[company].direct_max) == (value, value)

    return check


def check_listed_owners(example: Example) -> None:
    """A, with B between, and B: together more than 100, because only ultimate owners add up."""
    rows = own.owners(look(example), "C", as_of=DAY)
    total = sum(row.share_min for row in rows if row.owner)
    assert total == example["expect"]["sum_over_listed_owners_of_C"]


def circles(example: Example) -> list[Any]:
    return own.circular_holdings(look(example), as_of=DAY)


def self_owned(example: Example) -> dict[str, float]:
    """What every member of a circle holds of itself through the others, in percent."""
    return {each["member"]: each["share_min"] for row in circles(example) for each in row.self_owned}


def check_groups(example: Example) -> None:
    found = [sorted(row.members) for row in circles(example) if row.ownerless == "certain"]
    assert found == example["expect"]["closed_groups"]


def check_diagonal(example: Example) -> None:
    """First return is 1 - 1/V: V is the diagonal of the inverse."""
    found = self_owned(example)
    for member, visits in example["expect"]["diag_V"].items():
        assert found.get(member, 0.0) == pytest.approx(100 * (1 - 1 / visits), abs=1e-5)


def diagonal(field: str, member: str, near: float) -> Any:
    def check(example: Example) -> None:
        visits = 100 / (100 - self_owned(example)[member])
        assert visits == pytest.approx(example["expect"][field], rel=near)

    return check


def check_corrected(example: Example) -> None:
    for owner, companies in example["expect"]["corrected"].items():
        for company, value in companies.items():
            if company == owner:
                assert self_owned(example)[owner] == pytest.approx(value, abs=EXACT)
            else:
                assert effective(look(example), owner, company)[0] == pytest.approx(value, abs=EXACT)


def values(field: str, *, whole: bool) -> Any:
    """The value 1 of every firm, added up by shares; with that of the firm itself (`whole`), or what it has of it."""

    def check(example: Example) -> None:
        loops = self_owned(example)
        for owner, value in example["expect"][field].items():
            others = sum(row.share_min for row in own.holdings(look(example), owner, as_of=DAY))
            mine = 100.0 if whole else loops.get(owner, 0.0)
            assert (others + mine) / 100 == pytest.approx(value, abs=EXACT)

    return check


# ---- votes


def check_suspended(example: Example) -> None:
    """A's own subsidiary Y does not vote in A: 45 of 52."""
    for suspended, wanted in ((False, "no"), (True, "certain")):
        rows = own.controllers(look(example), "A", suspend_subsidiary_votes=suspended, as_of=DAY)
        found = {row.entity: row for row in rows}
        assert (found["X"].controls if "X" in found else "no") == wanted
    share = example["expect"]["share_of_exercisable_votes_if_Y_suspended"]["X"]["A"]
    assert (found["X"].share_min, found["X"].share_max) == (pytest.approx(share, abs=EXACT),) * 2


def check_weakest(example: Example) -> None:
    for owner, companies in example["expect"]["weakest_link"].items():
        found = {row.entity: row for row in own.weakest_link(look(example), owner, as_of=DAY)}
        for company, value in companies.items():
            assert (found[company].share_min, found[company].share_max) == (value, value)


def weakest_of_t(field: str, attribute: str) -> Any:
    def check(example: Example) -> None:
        (row,) = (row for row in own.weakest_link(look(example), "S", as_of=DAY) if row.entity == "T")
        assert (row[f"{attribute}_min"], row[f"{attribute}_max"]) == (example["expect"][field],) * 2

    return check


def check_critical(example: Example) -> None:
    """At the critical threshold the cascade reaches the company, a hair above it does not."""
    for owner, companies in example["expect"]["critical_control_threshold"].items():
        found = {row.entity: row for row in own.critical_threshold(look(example), owner, as_of=DAY)}
        assert {name: row.threshold_min for name, row in found.items()} == companies
        assert {name: row.threshold_max for name, row in found.items()} == companies
        for company, value in companies.items():
            for threshold, wanted in ((value, "certain"), (value + 1e-6, "excluded")):
                rule = own.Rule("r", "R", "-", lists=("us-sdn",), threshold=threshold, strict=False, outcome="x")
                rows = own.screen(look(example), rules=[rule], listed=[owner], as_of=DAY, all=True)
                assert {row.entity: row.status for row in rows}[company] == wanted


def check_consistent(example: Example) -> None:
    for owner, companies in example["expect"]["consistent_voting_rights"].items():
        found = own.consistent_voting_rights(look(example), owner, as_of=DAY)
        assert {name: found[name].low for name in companies} == companies
        assert {name: found[name].high for name in companies} == companies


def check_relative(example: Example) -> None:
    """`relative_*` is in percent, the paper's number in parts of one."""
    found = {row.owner: row for row in own.relative_control(look(example), "T", as_of=DAY)}
    for owner, value in example["expect"]["relative_control"].items():
        assert (found[owner].relative_min, found[owner].relative_max) == (pytest.approx(100 * value, abs=1e-4),) * 2


def check_effective_number(example: Example) -> None:
    number = example["expect"]["effective_number_of_shareholders"]
    for row in own.relative_control(look(example), "T", as_of=DAY):
        assert (row.holders_min, row.holders_max) == (pytest.approx(number, abs=EXACT),) * 2


CHECKS = {
    "path_contributions": check_paths,
    "accumulated": check_accumulated,
    "data_invalid": check_over_hundred,
    "direct": check_direct("direct"),
    "direct_percent_of_outstanding": check_direct("direct_percent_of_outstanding"),
    "sum_over_listed_owners_of_C": check_listed_owners,
    "closed_groups": check_groups,
    "diag_V": check_diagonal,
    "matrix_inverse_diagonal": diagonal("matrix_inverse_diagonal", "AAC", 1e-6),
    "V_AA": diagonal("V_AA", "A", 1e-6),
    "plain_self_multiplier_V_AA_order": diagonal("plain_self_multiplier_V_AA_order", "A", 0.01),
    "corrected": check_corrected,
    "corrected_integrated_value": values("corrected_integrated_value", whole=False),
    "corrected_network_value": values("corrected_network_value", whole=True),
    "share_of_exercisable_votes_if_Y_suspended": check_suspended,
    "weakest_link": check_weakest,
    "weakest_link_best_chain": weakest_of_t("weakest_link_best_chain", "share"),
    "weakest_link_sum": weakest_of_t("weakest_link_sum", "sum"),
    "critical_control_threshold": check_critical,
    "consistent_voting_rights": check_consistent,
    "relative_control": check_relative,
    "effective_number_of_shareholders": check_effective_number,
}
