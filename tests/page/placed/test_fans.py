"""Who is on screen: what opens by itself, what the reader opens, what the filter hides."""

from __future__ import annotations

from ownership.page.model import Flag, Party, Stake
from ownership.page.placed.fans import State, first_depth, kept, network, read_state, shown

CHAIN = [Stake(str(n), f"p{n}", f"p{n + 1}", "60 %", low=60, high=60) for n in range(60)]
LINKS = [Party(f"p{n}", f"P{n}") for n in range(61)]


def fan(size: int, **more: Party) -> tuple[list[Party], list[Stake]]:
    parties = [Party("t", "Target"), *(more.get(f"o{n:02}", Party(f"o{n:02}", f"Owner {n}")) for n in range(size))]
    return parties, [Stake(str(n), f"o{n:02}", "t", f"{n} %", low=n, high=n) for n in range(size)]


def test_the_first_view_has_four_levels_or_more_while_that_is_few_cards() -> None:
    net = network(LINKS, CHAIN)
    assert first_depth(net, ["p60"]) == 39, "forty cards"
    wide = [Stake(f"{n}-{k}", f"p{2 * n + k}", f"p{n}", "20 %", low=20, high=20) for n in range(600) for k in (1, 2)]
    parties = [Party(f"p{n}", "") for n in range(1300)]
    assert first_depth(network(parties, wide), ["p0"]) == 4, "31 cards; one level more has 63"
    huge = [Stake(f"{n}-{k}", f"p{6 * n + k}", f"p{n}", "9 %", low=9, high=9) for n in range(200) for k in range(1, 7)]
    assert first_depth(network(parties, huge), ["p0"]) == 2, "43 cards; nobody reads 259"


def test_the_largest_come_first_and_whoever_carries_a_mark_before_them() -> None:
    parties, stakes = fan(30, o00=Party("o00", "Small", flags=(Flag("listed", "listed", "listed"),)))
    ids = list(shown(network(parties, stakes), ["t"], State(), 4).ids)
    assert ids == ["t", "o00", *(f"o{n}" for n in range(29, 22, -1))]


def test_who_stands_in_for_the_unnamed_is_never_left_out_and_takes_nobodys_place() -> None:
    parties, stakes = fan(30)
    parties.append(Party("rest", "No holder on record", role="undisclosed"))
    stakes.append(Stake("rest", "rest", "t", "40 %", "undisclosed"))
    on = shown(network(parties, stakes), ["t"], State(), 4)
    assert len(on.ids) == 10
    assert "rest" in on.ids


def test_stakes_of_unknown_size_stand_among_those_of_five_percent() -> None:
    parties, stakes = fan(12)
    stakes[0] = Stake("0", "o00", "t", "unknown", unknown=True)
    assert [tie.owner for tie in network(parties, stakes).above["t"]][5:9] == ["o06", "o00", "o05", "o04"]


def test_folded_owners_bring_back_their_chain_when_they_open_again() -> None:
    net = network(LINKS, CHAIN)
    assert list(shown(net, ["p5"], State(closed_up=frozenset(["p4"])), 9).ids) == ["p5", "p4", "p6"]
    assert "p0" in shown(net, ["p5"], State(up={"p4": 8}), 9).ids


def test_any_card_can_be_opened_one_level_at_a_time() -> None:
    net = network(LINKS, CHAIN)
    on = shown(net, ["p5"], State(down={"p6": 8, "p7": 8}), 4)
    assert {"p6", "p7", "p8"} <= set(on.ids)
    assert "p9" not in on.ids


def test_the_filter_keeps_what_is_not_known_and_what_controls() -> None:
    parties = {"o": Party("o", "O", ultimate=True, controls="possible"), "p": Party("p", "P")}
    assert not kept(parties, Stake("1", "p", "t", "5 %", low=5, high=5), 25)
    assert kept(parties, Stake("1", "p", "t", "5-30 %", low=5, high=30), 25), "it may be that much"
    assert kept(parties, Stake("1", "p", "t", "unknown", unknown=True), 25)
    assert kept(parties, Stake("1", "p", "t", "", "controls"), 25)
    assert kept(parties, Stake("1", "o", "t", "5 %", low=5, high=5), 25)


def test_a_state_out_of_an_address_may_be_anything() -> None:
    for raw in (None, [], "x", 7, {"up": [1]}, {"up": {"a": -1, "b": 1e9, "c": 1.5, "d": True, "e": "8"}}, {"min": "9"},
                {"closed_up": "abc"}, {"closed_up": [1, None]}, {"subject": 5}, {"min": float("nan")}):  # fmt: skip
        assert read_state(raw) == State()  # type: ignore[arg-type]
    assert read_state({"up": {"a": 33.0}, "unfolded": ["x"]}) == State(up={"a": 33}, unfolded=frozenset("x"))
