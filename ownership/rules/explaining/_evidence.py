"""An evidence file: a finding with the records, the rule and the options that it follows from, hashed as a whole."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from ownership.algorithms.evidence import parse_assumption
from ownership.names import find_one
from ownership.rules._rule_data import rule_data, rule_text
from ownership.rules.reaching._cut import above_ever, as_data, cut

if TYPE_CHECKING:
    from ownership.rules.explaining._explanation import Explanation

#: The version of the form of the file.
FORM = 1
LIBRARIES = ("numpy", "pandas", "scipy", "networkx")
NO_FILES = "the records were not read from files but made in Python; there are no bytes to hash"


def evidence(why: Explanation, command: str = "") -> dict[str, Any]:
    """Return everything that a finding follows from, as plain values; the same finding gives the same values.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules import explain
    >>> made = evidence(explain(read(b"owner,owned,percent\\nx,a,60", "x.csv"), "a", listed=["x"], as_of="2024"))
    >>> made["finding"]["status"], made["sha256"] == digest(made)
    ('certain', True)
    """
    found, records = why.found, why.found.records
    assume = [str(text) for text in found.how.get("assume", ())]
    named = [find_one(records, one) for text in assume for one in parse_assumption(text)[:2]]
    named += [*why.options.get("listed", ()), *(one for each in why.options.get("together", ()) for one in each)]
    named += [why.owner] if why.owner else []
    above = above_ever(records, why.entity)
    made: dict[str, Any] = {
        "evidence": FORM,
        "finding": {
            "entity": why.entity, "entity_name": why.entity_name, "rule": why.rule, "owner": why.owner,
            "status": why.status, "in_force": why.in_force, "as_of": why.as_of, "text": why.headline,
        },
        "explanation": why.to_dict(),
        "question": {
            "entity": why.entity, "owner": why.owner, "as_of": why.as_of, "basis": found.basis,
            "min_confidence": found.how.get("min_confidence", "medium"), "max_age": found.how.get("max_age", 10),
            "suspend_subsidiary_votes": bool(found.how.get("suspend_subsidiary_votes")), "assume": assume,
            **why.options,
        },
        "rule": None if why.law is None else {**rule_data(why.law), "text": rule_text(why.law)},
        "records": as_data(cut(records, above, named)),
        "files": [{"name": name, "sha256": digest_, "bytes": size} for name, digest_, size in sorted(records.files)],
        "files_note": "" if records.files else NO_FILES,
        "versions": versions(),
        "command": command,
    }  # fmt: skip
    made = json.loads(canonical(made))
    return made | {"sha256": digest(made)}


def versions() -> dict[str, str]:
    """Return the versions of this package, of Python, and of the libraries that compute.

    Examples
    --------
    >>> sorted(versions())
    ['networkx', 'numpy', 'ownership', 'pandas', 'python', 'scipy']
    """
    from ownership import __version__

    found = {"ownership": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def canonical(data: Any) -> str:
    """Write plain values in the one way that is hashed: sorted keys, no spaces.

    Examples
    --------
    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(data: dict[str, Any]) -> str:
    """Return the SHA-256 of everything in an evidence file but the hash itself.

    Examples
    --------
    >>> digest({"a": 1, "sha256": "x"}) == digest({"a": 1})
    True
    """
    rest = {key: value for key, value in data.items() if key != "sha256"}
    return hashlib.sha256(canonical(rest).encode("utf-8", "surrogatepass")).hexdigest()


def written(data: dict[str, Any]) -> str:
    """Write an evidence file for people to look into: sorted, one value a line.

    Examples
    --------
    >>> written({"a": 1})
    '{\\n "a": 1\\n}\\n'
    """
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
