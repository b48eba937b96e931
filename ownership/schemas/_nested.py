"""What stands inside the lists and objects of a finding: key -> type and meaning."""

from __future__ import annotations

from typing import Any

from ownership.schemas._words import FLAGS, IN_FORCE, STATUS, THREE, TIES

#: A spec is `type: meaning`, the type being text, number, flag, whole, texts or rows, `?` where it may be null.
Spec = dict[str, Any]

_ENDS: Spec = {
    "share_min": "number: Lower end of the stake, in percent.",
    "share_max": "number: Upper end, in percent.",
    "share_min_open": "flag: Whether the lower end is not included.",
    "share_max_open": "flag: Whether the upper end is not included.",
}
_WHO: Spec = {"owner": "text: Id of the owner.", "owner_name": "text: Name of the owner."}
_REFS: Spec = {"refs": "texts: Where it is said: source:ref."}
_OTHER: Spec = {
    "other": "text?: Id of the other party; null for several together.",
    "other_name": "text?: Its name.",
    "via": "text?: Through whom; null where it is direct.",
    "share_min": "number?: Lower end of the stake, in percent; null where none is compared.",
    "share_max": "number?: Upper end of the stake, in percent; null where none is compared.",
    "observed_max": "text?: The newest day of the evidence.",
}
_MEMBER: Spec = {"member": "text: Id of the member.", **_ENDS}
_SIDE: Spec = {
    "status": STATUS,
    "in_force": IN_FORCE,
    "outcome": "text: The law's word; else empty.",
    **_ENDS,
    "text": "text: The finding in a sentence.",
    **_REFS,
    "as_of": "text: The day of this side.",
}
_LINK: Spec = {
    "owner": "text: Id of the owner.",
    "owned": "text: Id of the company held.",
    **_ENDS,
    "indirect": "flag: Whether the record sums up others.",
    **_REFS,
}
_CAUSE: Spec = {
    "kind": ("record", "entity", "listing", "law", "group", "link", "day"),
    "entity": "text?: The entity it is about.",
    "entity_name": "text?: Its name.",
    "owner": "text?: The owner.",
    "owner_name": "text?: Its name.",
    "before": "any: What was recorded before; null where nothing was.",
    "after": "any: What is recorded afterwards; null where nothing is.",
    **_REFS,
    "alone": "flag: Whether undoing this one is enough.",
    "text": "text: The cause in a sentence.",
}

#: `Row.field` -> what is inside.
NESTED: dict[str, Spec] = {
    "ExposureRow.because": {
        **_WHO,
        "share_min": _ENDS["share_min"],
        "share_max": _ENDS["share_max"],
        **_REFS,
        "observed_min": "text?: The oldest day of the evidence.",
        "observed_max": "text?: The newest day of the evidence.",
        "warnings": "texts: What is doubtful about the record.",
    },
    "ExposureRow.tie_details": {"tie": TIES, **_OTHER, **_REFS},
    "ExposureRow.flags": {"flag": FLAGS, "text": "text: The flag in a sentence.", **_OTHER, **_REFS},
    "ExposureRow.governed_by": {**_WHO, "listed_by": "texts: Why it is listed.", **_REFS},
    "QualifyingRow.reasons": {
        "condition": "text: Name of the condition.",
        "citation": "text: The place in the law.",
        "qualifies": THREE,
        "outcome": "text: The law's word under this condition.",
        "share_min": "number?: Lower end of what is compared, in percent; null where no share is.",
        "share_max": "number?: Upper end of what is compared, in percent; null where no share is.",
        "share_min_open": _ENDS["share_min_open"],
        "share_max_open": _ENDS["share_max_open"],
        "band": "text: The band of the register; else empty.",
        "text": "text: The reason in a sentence.",
        "through": "texts: Who holds it.",
        **_REFS,
    },
    "ChainRow.links": _LINK,
    "CircleRow.links": _LINK,
    "CircleRow.outside": {
        **_WHO,
        "kind": "text: Kind of the owner.",
        "ultimate": "flag: Whether no owner of it is recorded.",
        "shares": _MEMBER,
    },
    "CircleRow.undisclosed": _MEMBER,
    "CircleRow.trapped": _MEMBER,
    "CircleRow.self_owned": _MEMBER,
    "TimelineRow.changed": _CAUSE,
    "DiffRow.because": _CAUSE,
    "DiffRow.before": _SIDE,
    "DiffRow.after": _SIDE,
    "Plan.changes": {
        "entity": "text: Id of the entity.",
        "entity_name": "text: Its name.",
        "before": "text: Status before.",
        "after": "text: Status after.",
    },
}
#: `Row.field` -> what each value of an object with free keys is.
BY_KEY: dict[str, Spec | tuple[str, ...] | str] = {
    "CompareRow.in_force": IN_FORCE,
    "CompareRow.outcomes": "text: The law's word; else empty.",
    "CompareRow.shares": {
        **_ENDS,
        "effective_min": "number: Lower end of the multiplied interest, in percent.",
        "effective_max": "number: Upper end of the multiplied interest, in percent.",
        "condition": "text: Name of the condition; else empty.",
    },
    "RuleChoice.rule": "any: A field of the rule.",
}
