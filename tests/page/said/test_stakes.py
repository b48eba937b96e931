"""Every line of a page."""

from __future__ import annotations

import datetime as dt

from ownership.algorithms.shares import Shares, shares
from ownership.page.languages import words
from ownership.page.model import Party, Stake
from ownership.page.said.absences import filed
from ownership.page.said.citing import Citing
from ownership.page.said.stakes import open_parts, stakes
from ownership.readers.table import read
from ownership.records import Records, concat, table

DAY = dt.date(2024, 1, 1)


def look(interests: str, entities: str = "", absences: tuple[dict[str, str], ...] = ()) -> Shares:
    parts = [read(interests.encode(), "interests.csv")]
    if entities:
        parts.append(read(entities.encode(), "entities.csv"))
    if absences:
        parts.append(Records(absences=table("absences", absences)))
    return shares(concat(*parts), as_of=DAY)


def cards(found: Shares, *owned: str) -> list[tuple[Party, Stake]]:
    reasons = filed(found.records.rows("absences"), DAY, words())
    return list(open_parts(found, owned, Citing(found.records, DAY), reasons, ()))


def test_lines_carry_their_ends_their_records_and_what_the_owner_holds_in_all() -> None:
    found = look("owner,owned,percent\nA,T,25-50\nT,T,10")
    lines = {s.id: s for s in stakes(found, Citing(found.records, DAY), {"A": "30 %"})}
    one = lines["owns: A > T: shareholding"]
    assert (one.low, one.high, one.rows, one.effective) == (25 / 0.9, 50 / 0.9, (0,), "30 %")
    assert lines["own: T"].low == 10.0


def test_an_assumption_is_no_record() -> None:
    found = shares(read(b"owner,owned,percent\nA,T,25", "x.csv"), as_of=DAY, assume=["A > T = 60"])
    line = next(stakes(found, Citing(found.records, DAY)))
    assert (line.share, line.evidence[0].what, line.rows) == ("60 %", "assumed for this page", ())


def test_four_pictures_for_owners_who_are_not_there() -> None:
    reasons = {"U": "unknown", "E": "subjectExemptFromDisclosure", "N": "NATURAL_PERSONS", "O": "noBeneficialOwners"}
    found = look(
        "owner,owned,percent\nA,T,60\nA,U,60\nA,E,60\nA,N,60\nA,O,60",
        absences=tuple({"entity": entity, "reason": code} for entity, code in reasons.items()),
    )
    roles = {stake.owned: (party.role, party.name, stake.share) for party, stake in cards(found, *"TUENO")}
    assert roles == {
        "T": ("undisclosed", "No holder on record", "40 %"),
        "U": ("unknown", "Owner unknown", "40 %"),
        "E": ("exempt", "Exempt from disclosure", "40 %"),
        "N": ("unnamed", "Owner not named", "40 %"),
        "O": ("undisclosed", "No holder on record", "40 %"),
    }
    notes = {stake.owned: party.notes for party, stake in cards(found, *"TUENO")}
    assert "Filed: controlled by natural persons, who are not named" in notes["N"]
    assert "Filed: there are no beneficial owners" in notes["O"]


def test_a_filing_without_any_holder_is_a_card_with_an_unknown_share() -> None:
    found = look("owner,owned,percent\nT,X,60", absences=({"entity": "T", "reason": "unknown"},))
    (party, stake), *rest = cards(found, "T")
    assert (party.role, stake.share, stake.unknown, stake.low) == ("unknown", "unknown", True, None)
    assert rest == []
    assert cards(look("owner,owned,percent\nT,X,60"), "T") == []


def test_a_complete_company_has_no_card() -> None:
    assert cards(look("owner,owned,percent\nA,T,99.5"), "T") == []
    assert cards(look("owner,owned,percent\nT,T,100"), "T") == []


def test_whoever_is_not_named_but_recorded_is_not_drawn_twice() -> None:
    found = look(
        "owner,owned,percent\nA,T,60\np1,T,10",
        "id,name,kind,note\np1,,person,anonymousPerson",
        ({"entity": "T", "reason": "unknown"},),
    )
    assert [party.role for party, _ in cards(found, "T")] == ["undisclosed"]


def test_an_id_that_looks_like_a_card_is_not_taken_twice() -> None:
    found = look("owner,owned,percent\nA,T,60")
    reasons = filed((), DAY, words())
    made = list(open_parts(found, ["T"], Citing(found.records, DAY), reasons, ["undisclosed: T"]))
    assert made[0][0].id == "undisclosed: T'"
