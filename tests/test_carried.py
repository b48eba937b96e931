"""Which identifiers several entities carry, against going through them one by one."""

from __future__ import annotations

import random

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ownership.carried import _tidy, carried, strong
from ownership.identifiers import STRONG, entity_id
from ownership.spelling import several

_WORDS = (
    "gb-coh:01234567", "GB-COH:1234567", "gb-coh:00000000", "ofac:7", "ofac: 7", "OFAC-SDN:7", "opensanctions:NK-1",
    "opensanctions:nk-1", "isin:DE0001234567", "lei:529900T8BM49AURSDO55", "lei:529900T8BM49AURSDO56", "wd:Q42", "x",
    "ru-inn:7704484400", "ru-inn:77", "us-sec-cik:12", "us-sec-cik:0000000012", "uk-ofsi:a1", "uk-ofsi:A1", "duns:１",
    "icij:1\u2003", "un-sc:Ö", "", " ",
)  # fmt: skip
_IDS = ("a", "b", "c", "gb-coh-01234567", "ofac-7", "wd-Q42", "uk-ofsi-A1", "opensanctions-NK-1")


def one_by_one(
    ids: list[str], cells: list[str | None], held: set[str]
) -> tuple[list[tuple[str, list[str]]], dict[str, set[str]]]:
    carriers: dict[str, set[str]] = {}
    said: dict[str, set[str]] = {}
    for id, cell in zip(ids, cells, strict=True):
        for text in several(cell):
            if found := strong(text):
                named = entity_id(found)
                for who in {id, named} if named in {*ids, *held} else {id}:
                    carriers.setdefault(found, set()).add(who)
                    said.setdefault(who, set()).add(found)
    shared = sorted((each, sorted(by)) for each, by in carriers.items() if len(by) > 1)
    concerned = {id for _, by in shared for id in by}
    return shared, {id: told for id, told in said.items() if id in concerned}


@pytest.mark.parametrize("seed", range(60))
def test_what_several_carry_is_found_as_one_by_one(seed: int) -> None:
    dice = random.Random(seed)
    ids = [dice.choice(_IDS[: dice.randint(3, 8)]) for _ in range(dice.randint(1, 12))]
    cells = [
        None
        if dice.random() < 0.2
        else dice.choice((" | ", "|", ";", "; ")).join(dice.choices(_WORDS, k=dice.randrange(4)))
        for _ in ids
    ]
    held = set(dice.sample(_IDS, dice.randrange(3)))
    found = carried(pa.array(ids), pa.array(cells, pa.large_string()), lambda: held)
    shared, said = one_by_one(ids, cells, held)
    assert sorted(found.shared) == shared
    assert {id: {*told} for id, told in found.said.items()} == (said if shared else {})


def test_what_looks_tidy_is_left_as_it_is() -> None:
    texts = [f"{scheme}:{value}" for scheme in STRONG for value in ("1" * n for n in range(1, 19))]
    texts += [
        f"{scheme}:{value}" for scheme in STRONG for value in ("Q7", "SC123456", "A-1/ö", "a", "A:B", "A.B", "`{}~")
    ]
    tidy = pc.match_substring_regex(pa.array(texts), _tidy()).to_pylist()
    assert all(strong(text) == text for text, plain in zip(texts, tidy, strict=True) if plain)
    assert sum(tidy) > 500


def test_who_refers_is_asked_only_where_it_matters() -> None:
    def never() -> set[str]:
        raise AssertionError

    ids, cells = pa.array(["gb-coh-01234567", "x"]), pa.array(["gb-coh:01234567", None])
    assert carried(ids, cells, never).shared == []
