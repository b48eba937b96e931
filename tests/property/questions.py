"""Every public question about a network at once, as plain values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hypothesis import strategies as st

import ownership as own
from ownership.errors import OwnershipError
from ownership.records import interest
from ownership.shares_text import Interval
from tests.property.networks import DAY, GRID, Network, networks

Answers = dict[str, Any]
NEAR = 1e-9
REFS = re.compile(r"[ST]:r\d+(?:, [ST]:r\d+)+")

#: Asked of every company.
OF_A_COMPANY = (
    "owners", "controllers", "ultimate_parent", "parents", "group", "close_links", "dominant_shareholder",
    "relative_control", "joint_control", "power_index", "traced", "direct_owners", "ledger",
)  # fmt: skip
#: Asked of every owner.
OF_AN_OWNER = ("holdings", "controlled_by", "weakest_link", "critical_threshold", "effective_interest",
               "consistent_voting_rights")  # fmt: skip
#: Asked of everything at once.
OF_ALL = ("ultimate_controllers", "circular_holdings", "network_power")


def answers(looked: Any, network: Network, *, once: bool = True) -> Answers:
    """Every question of a network, its companies and its persons, by the question.

    `once` settles what counts on the day one time for all questions; else every function is given what is looked at.
    """
    how = {} if once else {"as_of": DAY}
    found = own.shares(looked, as_of=DAY) if once else looked
    return {name: said(ask) for name, ask in questions(found, network, how)}


def questions(found: Any, network: Network, how: dict[str, Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Name every question and say how it is asked."""
    for function in OF_ALL:
        yield function, lambda f=function: getattr(own, f)(found, **how)
    for company in network.companies:
        for function in OF_A_COMPANY:
            yield f"{function} {company}", lambda f=function, c=company: getattr(own, f)(found, c, **how)
    for owner in (*network.persons, network.companies[-1]):
        for function in OF_AN_OWNER:
            yield f"{function} {owner}", lambda f=function, o=owner: getattr(own, f)(found, o, **how)
    yield from about_two(found, network, how)


def about_two(found: Any, network: Network, how: dict[str, Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Questions about an owner and a company, and about listed parties."""
    company, owner, everybody = network.companies[0], network.persons[0], list(network.persons)
    listed = {"rule": "us-ofac-50", "listed": [owner]}
    for person in everybody:
        yield f"chains {person}", lambda p=person: own.chains(found, p, company, limit=500, **how)
    for index in ("shapley-shubik", "johnston"):
        yield index, lambda i=index: own.power_index(found, company, index=i, **how)
        yield f"network {index}", lambda i=index: own.power_index(found, company, index=i, network=True, **how)
    yield "effective of all", lambda: own.effective_interest(found, everybody, **how)
    yield "critical of all", lambda: own.critical_threshold(found, everybody, **how)
    yield "screen", lambda: own.screen(found, rules=["us-ofac-50"], listed=[owner], all=True, **how)
    yield "screen rest", lambda: own.screen(found, listed=[owner], remainder="listed", all=True, **how)
    yield "gaps owner", lambda: own.gaps(found, company, owner=owner, **how)
    yield "gaps at least", lambda: own.gaps(found, company, owner=owner, at_least=30, **how)
    yield "gaps rule", lambda: own.gaps(found, company, **listed, **how)
    yield "divest owner", lambda: own.divest(found, company, owner=owner, **how)
    yield "divest rule", lambda: own.divest(found, company, **listed, **how)
    yield "divest below", lambda: own.divest(found, company, owner=owner, below=20, **how)
    yield "acquire", lambda: own.acquire(found, company, owner=owner, **how)


def said(ask: Callable[[], Any]) -> Any:
    """Ask, and return what is said as plain values; a refusal is an answer, a crash is not."""
    try:
        return plain(ask())
    except OwnershipError as refusal:
        return {"refused": str(refusal)}


def plain(value: Any) -> Any:
    """Return rows, plans, intervals and tables of them as dictionaries, lists and numbers.

    The refs of a row are a set: where several records make one holding, they stand in the order of the file.
    """
    if isinstance(value, Interval):
        return (value.low, value.high, value.low_open, value.high_open)
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    elif hasattr(value, "__dataclass_fields__"):
        value = {key: item for key, item in vars(value).items() if key != "rows"}  # positions in the table
    if isinstance(value, dict):
        return {key: sorted(item) if key == "refs" else plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return REFS.sub(lambda found: ", ".join(sorted(found[0].split(", "))), value)
    return [plain(item) for item in value] if isinstance(value, Iterable) else value


def differences(left: Any, right: Any, where: str = "") -> list[str]:
    """Say where two answers differ, each place once; numbers may differ by rounding."""
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        return [line for key in left for line in differences(left[key], right[key], f"{where}/{key}")]
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        return [line for n, (a, b) in pairs for line in differences(a, b, f"{where}/{n}")]
    if isinstance(left, float) and isinstance(right, float) and abs(left - right) <= NEAR:
        return []
    return [] if left == right else [f"{where}: {left!r} is not {right!r}"]


@st.composite
def dressed(draw: st.DrawFn, **options: Any) -> tuple[Network, list[dict[str, Any]]]:
    """A network and its rows, some more of every other sort among them: votes, summaries, control, lots, classes.

    What these rows say need not fit: an answer may warn or refuse, but not change with order, form or names.
    """
    network = draw(networks(**options))
    names = [*network.persons, *network.companies]
    rows = network.rows()
    for _ in range(draw(st.integers(0, 5))):
        owner, owned = draw(st.sampled_from(names)), draw(st.sampled_from(network.companies))
        low, high = sorted(draw(st.tuples(st.sampled_from(GRID), st.sampled_from(GRID))))
        row = interest(owner, owned, draw(st.sampled_from([Interval(low, high, low < high), None])))
        rows.append({**row, **draw(st.sampled_from(EXTRAS)), "source": draw(st.sampled_from(["S", "T"]))})
    return network, [{**row, "ref": f"r{n}"} for n, row in enumerate(rows, 2)]


EXTRAS: list[dict[str, Any]] = [
    {},
    {"type": "votingRights"},
    {"type": "votingRights", "observed": "2019"},
    {"type": "appointmentOfBoard"},
    {"type": "unknownInterest"},
    {"directness": "indirect"},
    {"share_class": "B"},
    {"share_class": "B", "type": "votingRights"},
    {"joint": "1"},
    {"observed": "2009"},
    {"observed": "2021-05"},
    {"start": "2015", "end": "2022"},
    {"confidence": "medium"},
    {"confidence": "low"},
]
