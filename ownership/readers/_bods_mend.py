"""Statements whose members are of the wrong type, without these members: one wrong address costs no owner."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError

#: What a member must be: text, a number, a truth value, an object with such members, or an array of one kind.
_TEXT, _NUMBER, _FLAG = "text", "number", "flag"
_PLACE = {"name": _TEXT, "code": _TEXT}
_REASON = {"reason": _TEXT, "description": _TEXT}
_IDENTIFIER = {"id": _TEXT, "scheme": _TEXT, "schemeName": _TEXT, "uri": _TEXT}
_SHARE = {"exact": _NUMBER, "minimum": _NUMBER, "maximum": _NUMBER, "exclusiveMinimum": None, "exclusiveMaximum": None}
_INTEREST = {
    "type": _TEXT, "directOrIndirect": _TEXT, "interestLevel": _TEXT, "beneficialOwnershipOrControl": _FLAG,
    "details": _TEXT, "share": _SHARE, "startDate": _TEXT, "endDate": _TEXT,
}  # fmt: skip
_NAME = {"type": _TEXT, "fullName": _TEXT, "familyName": _TEXT, "givenName": _TEXT, "patronymicName": _TEXT}
_LISTING = {
    "hasPublicListing": _FLAG,
    "securitiesListings": [
        {
            "marketIdentifierCode": _TEXT,
            "stockExchangeName": _TEXT,
            "security": {"idScheme": _TEXT, "id": _TEXT, "ticker": _TEXT},
        }
    ],
}
_PARTY = {**_REASON, "describedByEntityStatement": _TEXT, "describedByPersonStatement": _TEXT, "unspecified": _REASON}
_DETAILS: dict[str, Any] = {
    "isComponent": _FLAG, "unspecifiedEntityDetails": _REASON, "unspecifiedPersonDetails": _REASON, "name": _TEXT,
    "alternateNames": [_TEXT], "jurisdiction": _PLACE, "incorporatedInJurisdiction": _PLACE,
    "identifiers": [_IDENTIFIER], "foundingDate": _TEXT, "dissolutionDate": _TEXT, "addresses": [{}], "uri": _TEXT,
    "publicListing": _LISTING, "formedByStatute": {"name": _TEXT, "date": _TEXT}, "personType": _TEXT,
    "entityType": (_TEXT, {"type": _TEXT, "subtype": _TEXT, "details": _TEXT}),
    "entitySubtype": {"generalCategory": _TEXT, "localTerm": _TEXT},
    "names": [_NAME], "nationalities": [_PLACE], "placeOfBirth": {}, "placeOfResidence": {}, "birthDate": _TEXT,
    "deathDate": _TEXT, "taxResidencies": [{}], "hasPepStatus": _FLAG, "politicalExposure": {"status": _TEXT},
    "componentRecords": [_TEXT], "componentStatementIDs": [_TEXT], "interests": [_INTEREST],
    "subject": (_TEXT, _PARTY), "interestedParty": (_TEXT, _PARTY),
}  # fmt: skip
_STATEMENT: dict[str, Any] = {
    **_DETAILS,
    "statementId": _TEXT, "statementID": _TEXT, "statementDate": _TEXT, "statementType": _TEXT,
    "recordId": _TEXT, "recordType": _TEXT, "recordStatus": _TEXT, "recordDetails": _DETAILS,
    "replacesStatements": [_TEXT], "annotations": [{"statementPointerTarget": _TEXT, "description": _TEXT}],
    "publicationDetails": {
        "publicationDate": _TEXT, "bodsVersion": _TEXT, "publisher": {"name": _TEXT, "url": _TEXT},
    },
    "source": {"description": _TEXT, "url": _TEXT, "retrievedAt": _TEXT},
}  # fmt: skip
_NOTHING = object()


def mended(statement: Any) -> dict[str, Any]:
    """Return a statement without the members whose type is not the standard's; numbers become text where text stands.

    Raises
    ------
    DataError
        When it is no object.

    Examples
    --------
    >>> mended({"recordId": 7, "recordDetails": {"name": ["a"], "identifiers": ["x", {"id": "1"}]}})
    {'recordId': '7', 'recordDetails': {'identifiers': [{'id': '1'}]}}
    """
    found = _fit(statement, _STATEMENT)
    if not isinstance(found, dict):
        raise DataError("this is not an object, as BODS statements are")
    return found


def _fit(value: Any, shape: Any) -> Any:
    """Return what of a value has a shape, `_NOTHING` when nothing has."""
    if shape is None:
        return value if isinstance(value, bool | int | float) else _NOTHING
    if isinstance(shape, tuple):
        return next((found for each in shape if (found := _fit(value, each)) is not _NOTHING), _NOTHING)
    if isinstance(shape, list):
        parts = [_fit(each, shape[0]) for each in value] if isinstance(value, list) else []
        return [part for part in parts if part is not _NOTHING] if isinstance(value, list) else _NOTHING
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return _NOTHING
        fitted = {key: _fit(value[key], inner) for key, inner in shape.items() if key in value}
        return {key: part for key, part in fitted.items() if part is not _NOTHING}
    if shape == _FLAG:
        return value if isinstance(value, bool) else _NOTHING
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if shape == _NUMBER:
        return value if number or isinstance(value, str) else _NOTHING
    return str(value) if number else value if isinstance(value, str) else _NOTHING
