"""A proof from plain values: every field must be there and be of its type, or it is no proof."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ownership.algorithms.proof import Proof
from ownership.errors import DataError
from ownership.findings import CitedRow, ClaimRow, Row, SeedRow, StepRow

_ROWS: dict[str, type[Row]] = {"CitedRow": CitedRow, "SeedRow": SeedRow}
_PLAIN: dict[str, tuple[type, ...]] = {"str": (str,), "bool": (bool,), "int": (int,), "float": (int, float)}
_LONGEST = 100_000


def read_proof(data: Any) -> Proof:
    """Read a proof back from plain values, as `Proof.to_dict` and JSON give them.

    Raises
    ------
    DataError
        When it is not a proof: the message names the field.

    Examples
    --------
    >>> read_proof({"proof": 1})
    Traceback (most recent call last):
    ...
    ownership.errors.DataError: this is no proof: claim is missing
    """
    if isinstance(data, Proof):
        return data
    if isinstance(data, Mapping) and "proof" in data and isinstance(data["proof"], Mapping):
        data = data["proof"]  # a whole explanation
    if not isinstance(data, Mapping) or "proof" not in data:
        raise DataError("this is no proof: write one with ownership explain ENTITY … -f json")
    if data["proof"] != 1 or isinstance(data["proof"], bool):
        raise DataError(f"this is no proof that can be read here: its version is {str(data['proof'])[:20]!r}, not 1")
    steps = _get(data, "steps", "") if "claim" in data else ()
    claim = _row(ClaimRow, _get(data, "claim", ""), "claim")
    if not isinstance(steps, list | tuple):
        raise DataError("this is no proof: steps is not a list")
    read = tuple(_row(StepRow, step, f"step {n}") for n, step in enumerate(steps, 1))
    assert isinstance(claim, ClaimRow)
    return Proof(claim, tuple(step for step in read if isinstance(step, StepRow)))


def _get(data: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in data:
        raise DataError(f"this is no proof: {f'{where}, ' if where else ''}{name} is missing")
    return data[name]


def _row(kind: type[Row], data: Any, where: str) -> Row:
    if not isinstance(data, Mapping):
        raise DataError(f"this is no proof: {where} is not an object")
    names = {f.name: str(f.type) for f in fields(kind)}
    if unknown := sorted(str(name) for name in data if name not in names):
        raise DataError(f"this is no proof: {where} has a field {unknown[0][:40]!r} that proofs do not have")
    values = {name: _value(_get(data, name, where), wanted, f"{where}, {name}") for name, wanted in names.items()}
    return kind(**values)


def _value(value: Any, wanted: str, where: str) -> Any:
    """Return a value of the type that a field has."""
    if wanted.endswith(" | None"):
        return None if value is None else _value(value, wanted.removesuffix(" | None"), where)
    if wanted.startswith("tuple["):
        inner = wanted.removeprefix("tuple[").removesuffix(", ...]")
        if not isinstance(value, list | tuple):
            raise DataError(f"this is no proof: {where} is not a list")
        return tuple(_value(item, inner, where) for item in value)
    if wanted in _ROWS:
        return _row(_ROWS[wanted], value, where)
    right = isinstance(value, _PLAIN[wanted])
    if not right or (isinstance(value, bool) and wanted != "bool"):
        raise DataError(f"this is no proof: {where} is not a {wanted}")
    if wanted == "str" and len(value) > _LONGEST:
        raise DataError(f"this is no proof: {where} has {len(value)} characters")
    if wanted == "float":
        try:
            value = float(value)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise DataError(f"this is no proof: {where} is not a number")
    return value
