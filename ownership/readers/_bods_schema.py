"""What BODS demands of statements, as compact JSON schemas: all of version 0.4, and what matters of 0.1 to 0.3."""

from __future__ import annotations

from typing import Any

from ownership.readers._bods_codes import REASONS, hyphened
from ownership.tables import TYPES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
URI: Schema = {"type": "string", "format": "uri"}
DATE: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}
PERCENT: Schema = {"type": "number", "minimum": 0, "maximum": 100}
TYPES_OLD = (
    "shareholding", "voting-rights", "appointment-of-board", "influence-or-control", "other-influence-or-control",
    "senior-managing-official", "settlor-of-trust", "trustee-of-trust", "protector-of-trust", "beneficiary-of-trust",
    "other-influence-or-control-of-trust", "rights-to-surplus-assets", "rights-to-surplus-assets-on-dissolution",
    "rights-to-profit-or-income", "rights-granted-by-contract", "conditional-rights-granted-by-contract",
)  # fmt: skip
_ADDRESSES = ("placeOfBirth", "residence", "registered", "service", "alternative", "business")


def _codes(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


def _object(required: str = "", **members: Schema) -> Schema:
    made: Schema = {"type": "object", "properties": members}
    return {**made, "required": required.split()} if required else made


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _sized(low: int, high: int) -> Schema:
    return {"type": "string", "minLength": low, "maxLength": high}


def _when(member: str, words: tuple[str, ...], then: Schema) -> Schema:
    return {"if": {"properties": {member: {"enum": list(words)}}}, "then": {"properties": then}}


def _address(*kinds: str, country: Schema) -> Schema:
    return _object(type=_codes(*kinds), address=TEXT, postCode=TEXT, country=country)


_IDENTIFIER = {
    **_object(id=TEXT, scheme=TEXT, schemeName=TEXT, uri=URI),
    "anyOf": [{"required": ["scheme"]}, {"required": ["schemeName"]}],
}
_AGENT = _object(name=TEXT, uri=URI)
_SOURCE_TYPES = _codes("selfDeclaration", "officialRegister", "thirdParty", "primaryResearch", "verified")


def _source(retrieved: Schema) -> Schema:
    return _object(
        type=_list(_SOURCE_TYPES), description=TEXT, url=URI, retrievedAt=retrieved, assertedBy=_list(_AGENT)
    )


def _publication(published: Schema) -> Schema:
    publisher = {**_object(name=TEXT, url=URI), "anyOf": [{"required": ["name"]}, {"required": ["url"]}]}
    return _object(
        "publicationDate bodsVersion publisher",
        publicationDate=published,
        bodsVersion={"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        license=URI,
        publisher=publisher,
    )


def _annotation(created: Schema) -> Schema:
    linking = {"properties": {"motivation": {"const": "linking"}}}
    plain = {"not": {"properties": {"motivation": {"const": "transformation"}}}}
    return {
        **_object(
            "statementPointerTarget motivation",
            statementPointerTarget=TEXT, creationDate=created, createdBy=_AGENT, description=TEXT,
            motivation=_codes("commenting", "correcting", "identifying", "linking", "transformation"),
            transformedContent=TEXT, url=URI,
        ),
        "allOf": [
            {"if": linking, "then": {"required": ["url"]}},
            {"if": plain, "then": {"properties": {"transformedContent": {"const": ""}}}},
        ],
    }  # fmt: skip


def _listing(required: str) -> Schema:
    security = _object("ticker", idScheme=_codes("isin", "figi", "cusip", "cins"), id=TEXT, ticker=TEXT)
    one = _object(
        "stockExchangeJurisdiction security stockExchangeName",
        marketIdentifierCode=TEXT, operatingMarketIdentifierCode=TEXT, stockExchangeJurisdiction=_sized(2, 6),
        stockExchangeName=TEXT, security=security,
    )  # fmt: skip
    return _object(required, hasPublicListing=FLAG, companyFilingsURLs=_list(URI), securitiesListings=_list(one))


def _interest(words: tuple[str, ...], level: str, excluded: Schema, day: Schema) -> Schema:
    share = _object(
        exact=PERCENT, minimum=PERCENT, maximum=PERCENT, exclusiveMinimum=excluded, exclusiveMaximum=excluded
    )
    made = _object(
        type=_codes(*words), beneficialOwnershipOrControl=FLAG, details=TEXT, share=share, startDate=day, endDate=day
    )
    made["properties"][level] = _codes("direct", "indirect", "unknown")
    return made


def newest() -> Schema:
    """Return the schema of one statement of BODS 0.4.

    Examples
    --------
    >>> newest()["required"][:2]
    ['statementId', 'declarationSubject']
    """
    country = _object("name", name=TEXT, code=_sized(2, 2))
    place = _object("name", name=TEXT, code=_sized(2, 6))
    reason = _object("reason", reason=_codes(*REASONS), description=TEXT)
    partial = {"type": "string", "anyOf": [{"pattern": r"^\d{4}(-(1[0-2]|0[1-9]))?$"}, {"format": "date"}]}
    kind: Schema = _object(
        "type",
        type=_codes(
            "registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity", "state", "stateBody"
        ),
        subtype=_codes("governmentDepartment", "stateAgency", "other", "trust", "nomination"),
        details=TEXT,
    )
    kind["allOf"] = [
        _when("type", types, {"subtype": {"enum": subtypes.split()}})
        for types, subtypes in (
            (("arrangement",), "trust nomination other"),
            (("legalEntity",), "trust other"),
            (("stateBody",), "governmentDepartment stateAgency other"),
            (("registeredEntity", "state", "anonymousEntity", "unknownEntity"), "other"),
        )
    ]
    entity = _object(
        "isComponent entityType",
        isComponent=FLAG, entityType=kind, unspecifiedEntityDetails=reason, name=TEXT, alternateNames=_list(TEXT),
        jurisdiction=place, identifiers=_list(_IDENTIFIER), foundingDate=DATE, dissolutionDate=DATE, uri=URI,
        addresses=_list(_address("registered", "business", "alternative", country=country)),
        publicListing=_listing("hasPublicListing"), formedByStatute=_object(name=TEXT, date=DATE),
    )  # fmt: skip
    name_types = _codes("legal", "translation", "transliteration", "former", "alternative", "birth")
    name = _object("fullName", type=name_types, fullName=TEXT, familyName=TEXT, givenName=TEXT, patronymicName=TEXT)
    exposed = _object(
        reason=TEXT, missingInfoReason=TEXT, jurisdiction=place, startDate=DATE, endDate=DATE, source=_source(MOMENT)
    )
    person = _object(
        "personType isComponent",
        isComponent=FLAG, personType=_codes("anonymousPerson", "unknownPerson", "knownPerson"),
        unspecifiedPersonDetails=reason, names=_list(name), identifiers=_list(_IDENTIFIER),
        nationalities=_list(country), placeOfBirth=_address("placeOfBirth", country=country), birthDate=partial,
        deathDate=partial, taxResidencies=_list(country),
        addresses=_list(_address("residence", "service", "alternative", country=country)),
        politicalExposure=_object("status", status=_codes("isPep", "isNotPep", "unknown"), details=_list(exposed)),
    )  # fmt: skip
    party = {"oneOf": [TEXT, reason]}
    relationship = _object(
        "isComponent subject interestedParty",
        isComponent=FLAG, componentRecords=_list(TEXT), subject=party, interestedParty=party,
        interests=_list(_interest(tuple(TYPES), "directOrIndirect", PERCENT, DATE)),
    )  # fmt: skip
    component = {"properties": {"isComponent": {"const": True}}}
    relationship |= {"if": component, "then": {"properties": {"componentRecords": {"const": []}}}}
    statement = _object(
        "statementId declarationSubject statementDate recordId recordType recordDetails",
        statementId=_sized(32, 64), statementDate=MOMENT, annotations=_list(_annotation(MOMENT)),
        publicationDetails=_publication(MOMENT), source=_source(MOMENT), declaration=TEXT, declarationSubject=TEXT,
        recordId=TEXT, recordType=_codes("entity", "person", "relationship"),
        recordStatus=_codes("new", "updated", "closed"), recordDetails=_object(),
    )  # fmt: skip
    details = {"entity": entity, "person": person, "relationship": relationship}
    statement["allOf"] = [_when("recordType", (of,), {"recordDetails": schema}) for of, schema in details.items()]
    return statement


def older(version: str) -> Schema:
    """Return the schema of one statement of BODS 0.1, 0.2 or 0.3, without its rarer members.

    Examples
    --------
    >>> older("0.2")["required"]
    ['statementID', 'statementType', 'isComponent', 'publicationDetails']
    """
    camel = version == "0.3"
    words = tuple(REASONS) if camel else tuple(hyphened(code) for code in REASONS)
    reason = _object("reason", reason=_codes(*words), description=TEXT)
    day = {"type": "string", "format": "day"}
    place = _object(name=TEXT, code=_sized(2, 6))
    address = _address(*_ADDRESSES, country=_sized(2, 2))
    types = ["registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity"]
    entity = {
        "entityType": _codes(*types, *(("state", "stateBody") if camel else ())),
        "unspecifiedEntityDetails": reason, "name": TEXT, "alternateNames": _list(TEXT),
        "jurisdiction" if camel else "incorporatedInJurisdiction": place, "identifiers": _list(_IDENTIFIER),
        "foundingDate": day, "dissolutionDate": day, "addresses": _list(address), "uri": URI,
    }  # fmt: skip
    person = {
        "personType": _codes("knownPerson", "anonymousPerson", "unknownPerson"), "unspecifiedPersonDetails": reason,
        "names": _list(_object(type=TEXT, fullName=TEXT, familyName=TEXT, givenName=TEXT, patronymicName=TEXT)),
        "identifiers": _list(_IDENTIFIER), "nationalities": _list(_object(name=TEXT, code=_sized(2, 2))),
        "birthDate": day, "deathDate": day, "addresses": _list(address), "placeOfBirth": address,
        "placeOfResidence": address, "hasPepStatus": FLAG,
    }  # fmt: skip
    codes, level = (tuple(TYPES[:21]), "directOrIndirect") if camel else (TYPES_OLD, "interestLevel")
    relationship = {
        "subject": _object("describedByEntityStatement", describedByEntityStatement=TEXT),
        "interestedParty": _object(
            describedByEntityStatement=TEXT, describedByPersonStatement=TEXT, unspecified=reason
        ),
        "interests": _list(_interest(codes, level, FLAG, day)), "componentStatementIDs": _list(TEXT),
    }  # fmt: skip
    common = "statementID statementType" + ("" if version == "0.1" else " isComponent publicationDetails")
    statement = _object(
        common,
        statementID=_sized(32, 64), statementDate=DATE, isComponent=FLAG,
        statementType=_codes("entityStatement", "personStatement", "ownershipOrControlStatement"),
        replacesStatements=_list(TEXT), publicationDetails=_publication(DATE),
        source=_source({"type": "string", "format": "date-time"}), annotations=_list(_annotation(DATE)),
    )  # fmt: skip
    required = {
        "entityStatement": (entity, ["entityType"]),
        "personStatement": (person, [] if version == "0.1" else ["personType"]),
        "ownershipOrControlStatement": (relationship, ["subject", "interestedParty"]),
    }
    statement["allOf"] = [
        {**_when("statementType", (of,), members), "then": {"properties": members, "required": needed}}
        for of, (members, needed) in required.items()
    ]
    return statement
