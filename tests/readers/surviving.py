"""What must hold whatever bytes a reader is given: records, or one line that says why not; soon, and well formed."""

from __future__ import annotations

import time

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.records import COLUMNS, Records
from ownership.settle import settle
from tests.readers.fixtures import readers

#: Seconds of the processor that a small file may take.
SOON = 2.0
#: Letters of a refusal: it may name what a table has.
SHOWN = 6000


def survives(name: str, data: bytes) -> Records | None:
    """Read bytes by one reader, settle what comes out, and return it; None when they are refused."""
    start = time.thread_time()
    found, refused = _read(name, data)
    if found is None:
        assert "\n" not in refused, f"{name}: more than one line: {refused}"
        assert 10 < len(refused) < SHOWN, f"{name}: {refused}"
        return None
    for table in COLUMNS:
        looked = getattr(found, table)
        for spec in COLUMNS[table]:
            assert not spec.required or not looked[spec.name].isna().any(), f"{name}: {table}.{spec.name} is missing"
    settle(found)
    assert time.thread_time() - start < SOON, f"{name} takes its time"
    return found


def _read(name: str, data: bytes) -> tuple[Records | None, str]:
    try:
        return readers()[name].read(Source.of(data, "x")), ""
    except DataError as problem:
        return None, str(problem)
