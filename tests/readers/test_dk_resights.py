from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownership.readers import dk_resights
from tests.readers.registers import notices, read, rows, sample


def edge(share: Any, **more: Any) -> dict[str, Any]:
    ends = {"source": 4000000001, "source_name": "Kim Alder", "target": 12345678, "target_name": "Elm ApS"}
    return {"id": "1_2", **ends, "share": share, "active": True, **more}


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("10-15%", "10-15"),
        ("<5%", "(0,5)"),
        ("25-33%", "25-33.34"),  # the band of the register ends at a third
        ("67-90%", "66.67-90"),
        ("100%", "100"),
        (None, None),
        ("-", None),
        ("n.a.", None),
        ("many", None),
    ],
)
def test_bands(text: str | None, share: str | None) -> None:
    found = read(dk_resights, json.dumps([edge(text)]))
    assert rows(found, "interests", "owner", "owned", "share") == [("dk-enhed-4000000001", "dk-cvr-12345678", share)]
    assert ("cannot be read" in notices(found)) == (text == "many")


def test_an_edge_that_is_not_active_is_not_computed_with() -> None:
    found = read(
        dk_resights, json.dumps([edge("100%", active=False, real_lower_share=1.0), edge("5-10%", target=None)])
    )
    assert rows(found, "interests", "confidence", "note") == [("low", "not active")]
    assert "computed shares" in notices(found)
    assert len(found.skipped) == 1


def test_the_real_edges(shared: Path) -> None:
    found = dk_resights.read(sample(shared, "dk-resights/ResightsApS.json"))
    assert len(found.interests) == 8
    assert rows(found, "interests", "share").count("100") == 4
    assert set(rows(found, "interests", "share")) == {"100", "10-15", "5-10", "33-50"}
