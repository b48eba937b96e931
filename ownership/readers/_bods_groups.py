"""Groups of statements, as drafts of BODS had them before 0.1, become the statements that 0.1 has.

Parties stood inside of a statement or beside it in lists of their own, under names that changed from draft to draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PERSONS = ("personStatement", "naturalPerson", "knownPerson", "anonymousPerson", "unknownPerson")
_LISTS = {"entityStatements": "entity", "personStatements": "person"}
_POINTERS = ("id", "statementID", "describedByStatement")


def is_group(item: Any) -> bool:
    """Whether an object is a group of statements.

    Examples
    --------
    >>> is_group({"beneficialOwnershipStatements": []}), is_group({"statementID": "1"})
    (True, False)
    """
    return isinstance(item, dict) and not {*_LISTS, "beneficialOwnershipStatements"}.isdisjoint(item)


def ungrouped(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the statements of a group as those of 0.1, each party once and before what is said about it.

    Examples
    --------
    >>> party = {"id": "p", "type": "naturalPerson", "name": "Alder"}
    >>> group = {"beneficialOwnershipStatements": [{"id": "1", "entity": {"id": "e", "name": "Birch"},
    ...          "interestedParty": party, "interests": []}]}
    >>> [statement["statementType"] for statement in ungrouped(group)]
    ['entityStatement', 'personStatement', 'ownershipOrControlStatement']
    """
    kinds: dict[str, str] = {}
    for name, kind in _LISTS.items():
        for each in _objects(group.get(name)):
            if (party := _party(each, kind)) and party["statementID"] not in kinds:
                kinds[party["statementID"]] = kind
                yield party
    for each in _objects(group.get("beneficialOwnershipStatements")):
        made: dict[str, Any] = {
            **each,
            "statementID": _id(each),
            "statementType": "ownershipOrControlStatement",
            "interestedParty": {"unspecified": {"reason": "unknown"}},
        }
        for role in ("subject", "interestedParty"):
            said = each.get(role) or (each.get("entity") if role == "subject" else None)
            pointer, party = _end(said, kinds)
            if party and party["statementID"] not in kinds:
                kinds[party["statementID"]] = "person" if party["statementType"] == "personStatement" else "entity"
                yield party
            if pointer:
                made[role] = pointer
        yield made


def _end(said: Any, kinds: dict[str, str]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return what points to an end of a relationship in 0.1, and the statement about it when it stands right there."""
    if not isinstance(said, dict):
        return None, None
    if isinstance(said.get("unspecified"), dict):
        return {"unspecified": said["unspecified"]}, None
    kind = next((kind for kind in ("entity", "person") if isinstance(said.get(kind), dict)), "")
    inner = said[kind] if kind else said
    number = _id(inner)
    if not number:
        return None, None
    kind = kinds.get(number) or kind or ("person" if inner.get("type") in _PERSONS else "entity")
    party = _party(inner, kind) if inner.get("name") or inner.get("names") else None
    return {f"describedBy{kind.title()}Statement": number}, party


def _party(said: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """Return the statement about a party in the members of 0.1; None when it has no id."""
    if not (number := _id(said)):
        return None
    made = {**said, "statementID": number, "statementType": f"{kind}Statement"}
    if isinstance(where := said.get("jurisdiction"), str):
        made["incorporatedInJurisdiction"] = {"code": where}
        del made["jurisdiction"]
    type_ = made.pop("type", None)
    if kind == "entity":
        made.setdefault("entityType", type_)
        return made
    made.setdefault("personType", "knownPerson")
    if "names" not in said and isinstance(said.get("name"), str):
        others = [each for each in said.get("alternateNames") or () if isinstance(each, dict)]
        made["names"] = [{"type": "individual", "fullName": said["name"]}, *others]
        made.pop("alternateNames", None)
    if isinstance(said.get("nationalities"), list):
        made["nationalities"] = [{"code": each} if isinstance(each, str) else each for each in said["nationalities"]]
    return made


def _id(said: dict[str, Any]) -> str:
    return next((said[name] for name in _POINTERS if isinstance(said.get(name), str) and said[name]), "")


def _objects(given: Any) -> list[dict[str, Any]]:
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
