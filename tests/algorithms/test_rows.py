"""When a loop may be solved for all owners with one factor: only where nobody's stake depends on who asks."""

from __future__ import annotations

import numpy as np
import pytest

from ownership.algorithms.ancestors import owners_of
from ownership.algorithms.columns import Held, column
from ownership.algorithms.flow import bounds
from ownership.algorithms.levels import layout, whole_columns
from ownership.algorithms.loops import loop_range
from ownership.algorithms.rows import Rows
from ownership.shares_text import parse_share
from tests.arrays import arrays_of

RINGS = {
    "bands that fit": ({"a": {"b": "(25,50]", "s": "10-20"}, "b": {"a": "25-50", "q": "5"}}, (True, True)),
    "bands that exceed the whole": ({"a": {"b": "25-75", "s": "10-60"}, "b": {"a": "25-50"}}, (True, False)),
    "a total that must be reached": ({"a": {"b": "25-75", "s": "10-60"}, "b": {"a": "25-50"}}, (False, False)),
}


@pytest.mark.parametrize("name", RINGS)
def test_a_loop_is_solved_together_only_where_the_total_leaves_room(name: str) -> None:
    held, (low, high) = RINGS[name]
    totals = {"a": parse_share("80-100" if name.startswith("a total") else "0-100")}
    columns = {
        owned: column(
            owned, [Held(o, owned, parse_share(s)) for o, s in each.items()], totals.get(owned, parse_share("0-100"))
        )
        for owned, each in held.items()
    }
    arrays, ids = arrays_of(columns)
    nodes = np.arange(arrays.count)
    at = layout(arrays, nodes, nodes[np.diff(arrays.start) > 0])
    (loops,) = at.loops.values()
    for upper, linear in ((False, low), (True, high)):
        rows = Rows(at, whole_columns(arrays, at), np.ones(arrays.count, dtype=bool), upper)
        assert rows.linear(loop_range(at, loops)) == linear
    for target in ("a", "b"):
        found = owners_of(arrays, ids.index(target))
        for n, owner in enumerate(found.ids.tolist()):
            alone = bounds(arrays, [owner])
            assert [float(x[n]) for x in found[1:]] == pytest.approx([float(x[ids.index(target)]) for x in alone])
