from __future__ import annotations

import pytest

from ownership.algorithms.entities import Entities
from ownership.graph import entity_rows
from tests.tables import records


def test_rows_by_id_are_those_of_the_table() -> None:
    looked = records("owner,owned,percent\na,b,60", "id,name,kind,jurisdiction\nb,Birch Ltd,company,GB\nc,,person,")
    found = Entities(looked)
    assert dict(found) == entity_rows(looked)
    assert (len(found), "c" in found, "x" in found, found["c"]["name"]) == (3, True, False, None)
    with pytest.raises(KeyError):
        found["x"]
