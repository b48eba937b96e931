"""What `explain -f json` prints: one object, with the conditions asked and the proof inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ownership.findings import ClaimRow, CriticalRow, StepRow
from ownership.schemas._nested import NESTED, Spec
from ownership.schemas._words import IN_FORCE, STATUS, THREE

_SHARES: Spec = {
    "share_min": "number: Lower end of what is compared, in percent.",
    "share_max": "number: Upper end of what is compared, in percent.",
    "share_min_open": "flag: Whether the lower end is not included.",
    "share_max_open": "flag: Whether the upper end is not included.",
}
_ALWAYS: Spec = {
    "entity": "text: Id of the entity.",
    "entity_name": "text: Its name.",
    "rule": "text?: Id of the rule, if one was asked.",
    "owner": "text?: Id of the owner, if one was asked about.",
    "status": STATUS,
    "in_force": (*IN_FORCE, None),
    "as_of": "text: The day asked.",
    "text": "texts: The explanation, a line each.",
    "refs": "texts: Every place that is cited.",
}
#: There where a rule was asked; of these, some only where an owner was asked about under it, or where none was.
_OF_A_RULE: Spec = {
    "title": "text: Name of the law.",
    "citation": "text: The law.",
    "outcome": "text: The law's word; else empty.",
    "scope": ("in", "out", "perhaps"),
    "condition": "text: Name of the condition that gave the answer.",
    "arrangements": "texts: Who is declared to act together, and whether the rule adds them up.",
    "qualifies": THREE,
    **_SHARES,
    "remainder_decides": "flag: Whether what nobody is recorded for could decide.",
    "listed_by": "texts: Why it is listed.",
    "joint_block": "flag: Whether it only stands for a joint block of shares.",
    "unrecorded": "flag: Whether no owner of it is recorded.",
}
_PART: Spec = {
    "condition": "text: Name of the condition.",
    "citation": "text: The place in the law.",
    "asked": "text: What it asks for.",
    "links": "text: How links combine.",
    "measure": "texts: What is measured.",
    "status": STATUS,
    "surely": "flag: Whether what meets it can be certain.",
    **_SHARES,
    "owners": "texts: Whose stakes count.",
    "lines": "texts: The steps in sentences.",
    "refs": "texts: Where it is said.",
}


def explanation(row: Callable[[type], dict[str, Any]], spec: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of an explanation, made with the tools for rows and for what is inside.

    Examples
    --------
    >>> explanation(lambda row: {}, lambda spec: {})["type"]
    'object'
    """
    proof = {
        "type": "object",
        "properties": {
            "proof": {"type": "integer", "description": "Version of the form of proofs."},
            "claim": {"$ref": "#/$defs/claim"},
            "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
        },
        "required": ["proof", "claim", "steps"],
        "additionalProperties": False,
    }
    either = {
        "anyOf": [{"$ref": "#/$defs/proof"}, {"type": "null"}],
        "description": "The proof; null where there is none.",
    }
    part = spec(_PART)
    if part:
        part["properties"] |= {
            "proof": either,
            "agrees": {
                "type": ["boolean", "null"],
                "description": "Whether a second computation agrees; null if none.",
            },
        }
        part["required"] += ["proof", "agrees"]
    always = {key: spec(value) for key, value in _ALWAYS.items()}
    lists = {
        "conditions": {"type": "array", "items": part, "description": "The conditions of the law."},
        "critical": {
            "type": "array",
            "items": {"$ref": "#/$defs/critical"},
            "description": "The records without which the answer would be another.",
        },
        "proof": either,
    }
    more = {key: spec(value) for key, value in _OF_A_RULE.items()} | {
        "reasons": {"type": "array", "items": spec(NESTED["QualifyingRow.reasons"])},
        "governed_by": {"type": "array", "items": spec(NESTED["ExposureRow.governed_by"])},
    }
    return {
        "type": "object",
        "properties": always | lists | more,
        "required": [*always, *lists],
        "additionalProperties": False,
        "$defs": {"proof": proof, "claim": row(ClaimRow), "step": row(StepRow), "critical": row(CriticalRow)},
    }
