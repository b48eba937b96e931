from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields
from fractions import Fraction

import pytest

from ownership import findings
from ownership.findings import ControlRow, ExposureRow, FoundRow, HoldingRow, OwnerRow, Problem, to_dicts, to_frame

ALDER = FoundRow("a", "Alder", "company", None, "Alder")


def test_fields_by_attribute_or_by_key() -> None:
    assert ALDER.name == ALDER["name"] == ALDER.get("name") == "Alder"
    assert ALDER.get("shoe size") is None
    assert ALDER.get("shoe size", 44) == 44
    assert list(ALDER) == ALDER.keys() == ["id", "name", "kind", "jurisdiction", "matched"]
    with pytest.raises(KeyError, match="shoe size"):
        ALDER["shoe size"]


def test_a_row_unpacks_as_a_mapping_and_cannot_be_changed() -> None:
    assert dict(**ALDER) == ALDER.to_dict()
    with pytest.raises(FrozenInstanceError):
        ALDER.name = "Birch"  # type: ignore[misc]


def test_dictionaries_hold_plain_values_that_json_can_write() -> None:
    row = ControlRow(
        "above", "a", "Alder", "certain", None, ("b",), Fraction(1, 3), Fraction(100), ("S:1",), (), "2024-01-01"
    )  # type: ignore[arg-type]
    (found,) = to_dicts([row])
    assert found["via"] == ["b"]
    assert found["share_min"] == 1 / 3
    assert json.loads(json.dumps(found)) == found


def test_what_is_inside_a_row_is_plain_too() -> None:
    values = {f.name: None for f in fields(ExposureRow)} | {
        "because": ({"refs": ("S:1",), "share_min": Fraction(1, 4)},)
    }
    assert ExposureRow(**values).to_dict()["because"] == [{"refs": ["S:1"], "share_min": 0.25}]  # type: ignore[arg-type]


def test_a_frame_has_a_column_a_field_in_order() -> None:
    frame = to_frame([ALDER, FoundRow("b", "Birch", "person", "GB", "b")])
    assert list(frame.columns) == ALDER.keys()
    assert frame["name"].tolist() == ["Alder", "Birch"]
    assert to_frame([]).empty
    assert to_dicts([]) == []


def test_every_answer_says_what_it_rests_on() -> None:
    for kind in (OwnerRow, HoldingRow, ControlRow, ExposureRow):
        assert {"refs", "warnings", "as_of", "share_min", "share_max"} <= {f.name for f in fields(kind)}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (OwnerRow, "owner owner_name kind jurisdiction ultimate share_min share_max direct_min direct_max controls "
                   "control_basis confidence refs observed_min observed_max share_min_open share_max_open"),
        (HoldingRow, "entity entity_name share_min share_max direct_min direct_max controls refs"),
        (ControlRow, "direction entity entity_name controls via"),
        (ExposureRow, "entity entity_name rule outcome status in_force share_min share_max effective_min effective_max "
                      "undisclosed_max remainder_decides ties because listed_by tie_details text"),
        (Problem, "kind source ref entity text"),
    ],
)  # fmt: skip
def test_the_promised_fields(kind: type[findings.Row], names: str) -> None:
    assert set(names.split()) <= {f.name for f in fields(kind)}  # type: ignore[arg-type]
