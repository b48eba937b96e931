"""What the fields of findings mean, and which words can stand in them."""

from __future__ import annotations

#: Field -> the words that it can have.
WORDS = {
    "status": ("listed", "certain", "possible", "excluded"),
    "in_force": ("yes", "no", "stayed", "unconfirmed"),
    "controls": ("certain", "possible", "no"),
    "qualifies": ("certain", "possible", "no"),
    "confidence": ("high", "medium", "low"),
    "differ_by": ("", "law", "lists"),
}

#: Field -> what it means; shares are in percent, 0 to 100.
MEANING = {
    "entity": "id of the entity", "entity_name": "its name", "owner": "id of the owner; null: nobody recorded it",
    "owner_name": "name of the owner", "kind": "person, company, state, body, fund, trust, unknown; or what a row is",
    "jurisdiction": "ISO 3166 code as recorded", "identifiers": "scheme:value", "rule": "id of the rule",
    "rule_title": "its title", "citation": "where the law says it",
    "outcome": "the law's own word; empty when not caught",
    "status": "what the rule says as if it applied on the day", "in_force": "whether it applied on the day",
    "share_min": "lower end of the share compared, percent", "share_max": "upper end, percent",
    "share_min_open": "the lower end itself is excluded", "share_max_open": "the upper end itself is excluded",
    "direct_min": "lower end of the direct stake, percent", "direct_max": "upper end, percent",
    "direct_min_open": "the lower end itself is excluded", "direct_max_open": "the upper end itself is excluded",
    "effective_min": "lower end of the interest multiplied through all chains, percent",
    "effective_max": "upper end, percent",
    "undisclosed_max": "the most that nobody is recorded for, percent",
    "remainder_decides": "what is undisclosed could reach the threshold",
    "ties": "how an entity that is not caught is connected with a listed party",
    "tie_details": "the ties, each with its record", "because": "the holders whose stakes count",
    "listed_by": "the listings, in words", "condition": "which of several conditions of the law this is",
    "flags": "what a law asks to look at although its test is not met",
    "arrangements": "who is declared to act together, and whether the rule adds them up",
    "governed_by": "the listed owners whose requirements apply, where a law says so",
    "text": "the same in one sentence", "reasons": "one for each condition of the law",
    "qualifies": "whether the owner qualifies under the law", "controls": "more than half of the votes, pooled",
    "control_basis": "the type of interest counted for control", "ultimate": "nobody is recorded to own this owner",
    "confidence": "the lowest confidence on the heaviest chain", "observed_min": "oldest evidence used, ISO date",
    "observed_max": "newest evidence used, ISO date", "refs": "records, as source:ref", "warnings": "what to look at",
    "as_of": "the day asked, ISO date", "via": "who holds in between", "changed": "what changed, or what changed it",
    "start": "first day, ISO date; null: as far back as there are days",
    "end": "last day, ISO date; null: no change since",
    "before": "the answer before", "after": "the answer after",
    "disagree": "one rule catches the entity and another does not",
    "differ_by": "whether the laws differ, or only the lists they read", "outcomes": "rule -> the law's own word",
    "shares": "rule -> what it compares",
}  # fmt: skip

_OPEN = {"share_min_open": "boolean?", "share_max_open": "boolean?"}
#: Field -> the keys of its objects and their types; `?` marks what may be null.
OBJECTS = {
    "because": {
        "owner": "string", "owner_name": "string", "share_min": "number", "share_max": "number", "refs": "strings",
        "observed_min": "string?", "observed_max": "string?", "warnings": "strings",
    },
    "tie_details": {
        "tie": "string", "other": "string", "other_name": "string", "via": "string?", "share_min": "number?",
        "share_max": "number?", "observed_max": "string?", "refs": "strings",
    },
    "flags": {
        "flag": "string", "text": "string", "other": "string?", "other_name": "string?", "via": "string?",
        "share_min": "number?", "share_max": "number?", "observed_max": "string?", "refs": "strings",
    },
    "governed_by": {"owner": "string", "owner_name": "string", "listed_by": "strings", "refs": "strings"},
    "reasons": {
        "condition": "string", "citation": "string", "qualifies": "string", "outcome": "string", "share_min": "number?",
        "share_max": "number?", **_OPEN, "band": "string", "text": "string", "through": "strings", "refs": "strings",
    },
}  # fmt: skip
