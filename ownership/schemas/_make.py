"""Make the schemas from the findings: `python -m ownership.schemas._make` writes them beside this file."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from ownership import findings
from ownership.findings import Row
from ownership.schemas import ENDING, FOLDER
from ownership.schemas._fields import MEANING, OBJECTS, WORDS

#: Command -> the rows that it prints.
ROWS: Mapping[str, type[Row]] = {
    "chains": findings.ChainRow, "check": findings.Problem, "circles": findings.CircleRow, "compare":
    findings.CompareRow, "control": findings.ControlRow, "diff": findings.DiffRow, "divest": findings.DivestRow,
    "find": findings.FoundRow, "gaps": findings.GapRow, "holdings": findings.HoldingRow, "ledger":
    findings.LedgerRow, "owners": findings.OwnerRow, "owners-rule": findings.QualifyingRow, "parents":
    findings.ParentRow, "power": findings.PowerRow, "screen": findings.ExposureRow, "steps": findings.StepRow,
    "timeline": findings.TimelineRow, "verify": findings.ProofProblem,
}  # fmt: skip
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
_NAMED: Mapping[str, dict[str, Any]] = {
    "string": {"type": "string"}, "number": {"type": "number"}, "boolean": {"type": "boolean"},
    "strings": {"type": "array", "items": {"type": "string"}},
}  # fmt: skip


def made(name: str) -> dict[str, Any]:
    """Return the schema of the list of rows that a command prints.

    Examples
    --------
    >>> made("find")["items"]["properties"]["jurisdiction"]["type"]
    ['string', 'null']
    """
    row = ROWS[name]
    about = (row.__doc__ or name).strip().splitlines()[0]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ownership:schema:{name}",
        "title": f"ownership {name}",
        "description": about,
        "type": "array",
        "items": _object(row),
    }


def _object(row: type[Row]) -> dict[str, Any]:
    hints = get_type_hints(row)
    properties = {field.name: _field(field.name, hints[field.name]) for field in fields(row)}
    if row is findings.DiffRow:  # its causes are of several forms
        properties["because"]["items"] = {"type": "object"}
    found: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    if row is findings.CompareRow:  # its statuses stand among the fields, one key a rule
        del properties["statuses"]
        found["required"] = list(properties)
        found["additionalProperties"] = {"type": "string", "enum": list(WORDS["status"])}
    return found


def _field(name: str, hint: Any) -> dict[str, Any]:
    made = _typed(name, hint)
    if name in WORDS and made.get("type") in ("string", ["string", "null"]):
        made["enum"] = [*WORDS[name], *([None] if isinstance(made["type"], list) else [])]
    if name in MEANING:
        made["description"] = MEANING[name]
    return made


def _typed(name: str, hint: Any) -> dict[str, Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if origin in (Union, types.UnionType):
        plain = [_typed(name, each) for each in inner if each is not type(None)]
        kinds = [
            kind for each in plain for kind in (each["type"] if isinstance(each["type"], list) else [each["type"]])
        ]
        return {**plain[0], "type": [*dict.fromkeys(kinds), *(["null"] if type(None) in inner else [])]}
    if origin in (tuple, list):
        return {"type": "array", "items": _typed(name, inner[0])}
    if origin is dict or origin is Mapping or hint is dict:
        return _nested(name)
    if is_dataclass(hint):
        return _object(hint)  # type: ignore[arg-type]
    return {}


def _nested(name: str) -> dict[str, Any]:
    """Return the schema of the objects in a field, as far as their keys are fixed."""
    if name not in OBJECTS:
        return {"type": "object"}
    properties = {}
    for key, kind in OBJECTS[name].items():
        plain: dict[str, Any] = {**_NAMED[kind.removesuffix("?")]}
        if kind.endswith("?"):
            plain = {"type": [plain["type"], "null"]}
        properties[key] = plain
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def written(name: str) -> str:
    """Return a schema as it stands in its file.

    Examples
    --------
    >>> written("find").startswith("{")
    True
    """
    return json.dumps(made(name), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for each in ROWS:
        (FOLDER / f"{each}{ENDING}").write_text(written(each), encoding="utf-8")
