"""Make the JSON Schemas from the findings: `python -m ownership.schemas._make` writes them, a test compares them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ownership import counting, findings
from ownership.files import write_atomically
from ownership.rules import Plan
from ownership.schemas import _explained
from ownership.schemas._nested import BY_KEY, NESTED, Spec
from ownership.schemas._words import ENUMS, FREE, STATUS, meaning

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: Grows when a field goes, changes its name or means something else.
VERSION = 1
#: Name -> what is printed, and the row.
ROWS: dict[str, tuple[str, type]] = {
    "chains": ("Chains from an owner to an entity", findings.ChainRow),
    "check": ("What a person should look at", findings.Problem),
    "circles": ("Companies that hold each other in circles", findings.CircleRow),
    "compare": ("What several rules say of each entity", findings.CompareRow),
    "control": ("Who controls an entity, and whom it controls", findings.ControlRow),
    "diff": ("Whose answer changed between two sides", findings.DiffRow),
    "divest": ("The least to sell or to buy: one plan", Plan),
    "find": ("Entities found by a text", findings.FoundRow),
    "gaps": ("What to find out", findings.GapRow),
    "holdings": ("What an owner reaches", findings.HoldingRow),
    "info": ("What is in the data", counting.Count),
    "ledger": ("Every record, used or left out", findings.LedgerRow),
    "list": ("What there is to choose from", counting.Choice),
    "list-rules": ("The rules", counting.RuleChoice),
    "owners": ("Who owns an entity", findings.OwnerRow),
    "owners-rule": ("Who qualifies as an owner under a rule", findings.QualifyingRow),
    "parents": ("The line of control above an entity", findings.ParentRow),
    "power": ("Votes and power", findings.PowerRow),
    "screen": ("What rules say of each entity", findings.ExposureRow),
    "timeline": ("The stretches of days of one answer", findings.TimelineRow),
    "verify": ("What is wrong with a proof", findings.ProofProblem),
}  # fmt: skip
_PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number"}
_SPEC: dict[str, dict[str, Any]] = {
    "text": {"type": "string"}, "number": {"type": "number"}, "flag": {"type": "boolean"}, "whole": {"type": "integer"},
    "texts": {"type": "array", "items": {"type": "string"}}, "any": {},
}  # fmt: skip


def made() -> dict[str, dict[str, Any]]:
    """Return every schema by its name.

    Examples
    --------
    >>> made()["screen"]["items"]
    {'$ref': '#/$defs/row'}
    """
    found = {}
    for name, (title, row) in ROWS.items():
        found[name] = _head(name, title) | {
            "type": "array", "items": {"$ref": "#/$defs/row"}, "$defs": {"row": row_schema(row)},
        }  # fmt: skip
    found["explain"] = _head("explain", "Why, or why not") | _explained.explanation(row_schema, of_spec)
    return found


def _head(name: str, title: str) -> dict[str, Any]:
    return {
        "$schema": DRAFT, "$id": f"urn:ownership-graph:schema:{VERSION}:{name}", "title": title,
        "description": f"ownership {name.replace('-', ' ')} -f json. Shares are percent, 0-100.",
    }  # fmt: skip


def row_schema(row: type) -> dict[str, Any]:
    """Return the schema of one row: every field is there, and no other.

    Examples
    --------
    >>> row_schema(findings.FoundRow)["required"]
    ['id', 'name', 'kind', 'jurisdiction', 'matched']
    """
    hints = get_type_hints(row)
    names = [field.name for field in fields(row)]
    by_rule = row is findings.CompareRow  # one field for each rule, by its id, in place of `statuses`
    properties = {name: _property(row, name, hints[name]) for name in names if not (by_rule and name == "statuses")}
    extra: Any = False
    if by_rule:
        extra = {"enum": list(STATUS), "description": "The status under the rule whose id the key is."}
    return {
        "type": "object", "description": " ".join((row.__doc__ or "").split("\n\n", maxsplit=1)[0].split()),
        "properties": properties, "required": list(properties), "additionalProperties": extra,
    }  # fmt: skip


def _property(row: type, name: str, hint: Any) -> dict[str, Any]:
    owner = next(one.__name__ for one in reversed(row.__mro__) if name in getattr(one, "__dataclass_fields__", {}))
    place = (
        f"{row.__name__}.{name}" if f"{row.__name__}.{name}" in {*NESTED, *BY_KEY, *ENUMS, *FREE} else f"{owner}.{name}"
    )
    found = _typed(hint, place, name)
    found["description"] = meaning(row.__name__, name)
    return found


def _typed(hint: Any, place: str, name: str) -> dict[str, Any]:
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    null = NoneType in options
    kinds = [_kind(option, place, name) for option in options if option is not NoneType]
    if len(kinds) > 1:
        return {"type": [*(kind["type"] for kind in kinds), *(["null"] if null else [])]}
    found = kinds[0]
    if null and "enum" in found:
        return found | {"enum": [*found["enum"], None], "type": ["string", "null"]}
    if null and isinstance(found.get("type"), str):
        return found | {"type": [found["type"], "null"]}
    return found


def _kind(hint: Any, place: str, name: str) -> dict[str, Any]:
    words = ENUMS.get(place) or (None if place in FREE else ENUMS.get(name))
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]} | ({"enum": list(words)} if words and hint is str else {})
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if isinstance(inner, type) and is_dataclass(inner):
            return {"type": "array", "items": row_schema(inner)}
        item = of_spec(NESTED[place]) if get_origin(inner) is dict else _kind(inner, place, name)
        return {"type": "array", "items": item}
    if place in NESTED:
        return of_spec(NESTED[place])
    if get_origin(hint) in (dict, Mapping) and place in BY_KEY:
        return {"type": "object", "additionalProperties": of_spec(BY_KEY[place])}
    raise TypeError(f"{place}: nobody said what a {hint} is")


def of_spec(spec: Spec | tuple[str | None, ...] | str) -> dict[str, Any]:
    """Return the schema of what is inside: an object with all of its keys, a word of several, or a plain value.

    Examples
    --------
    >>> of_spec("text?: A word.")
    {'type': ['string', 'null'], 'description': 'A word.'}
    """
    if isinstance(spec, tuple):
        return {"type": ["string", "null"] if None in spec else "string", "enum": list(spec)}
    if isinstance(spec, str):
        kind, _, words = spec.partition(": ")
        found = dict(_SPEC[kind.rstrip("?")])
        if kind.endswith("?"):
            found["type"] = [found["type"], "null"]
        return found | {"description": words}
    rows = {key: {"type": "array", "items": of_spec(value)} if isinstance(value, dict) else of_spec(value)
            for key, value in spec.items()}  # fmt: skip
    return {"type": "object", "properties": rows, "required": list(rows), "additionalProperties": False}


def text_of(schema: dict[str, Any]) -> str:
    """Return the text of a schema as it stands in its file.

    Examples
    --------
    >>> text_of({"type": "array"})
    '{\\n "type": "array"\\n}\\n'
    """
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write every schema into the package."""
    for name, schema in made().items():
        write_atomically(Path(__file__).parent / f"{name}.schema.json", text_of(schema))


if __name__ == "__main__":
    main()
