"""The words of all versions of BODS and what they mean here: interests, reasons, kinds of parties, identifiers."""

from __future__ import annotations

from ownership.tables import TYPES

#: Codes of BODS 0.1 and 0.2 that are not the later code with hyphens, and those whose word was changed.
_RENAMED: dict[str | None, str] = {
    "influence-or-control": "otherInfluenceOrControl",
    "settlor-of-trust": "settlor",
    "trustee-of-trust": "trustee",
    "protector-of-trust": "protector",
    "beneficiary-of-trust": "beneficiaryOfLegalArrangement",
    "other-influence-or-control-of-trust": "otherInfluenceOrControl",
    "rights-to-surplus-assets": "rightsToSurplusAssetsOnDissolution",
}

#: The reasons for which a party may be left out, as BODS 0.3 and 0.4 write them.
REASONS = (
    "noBeneficialOwners",
    "subjectUnableToConfirmOrIdentifyBeneficialOwner",
    "interestedPartyHasNotProvidedInformation",
    "subjectExemptFromDisclosure",
    "interestedPartyExemptFromDisclosure",
    "unknown",
    "informationUnknownToPublisher",
)


def hyphened(code: str) -> str:
    """Write a code the way BODS 0.1 and 0.2 do.

    Examples
    --------
    >>> hyphened("votingRights")
    'voting-rights'
    """
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in code)


#: Code of any version -> interest type of these tables.
INTERESTS: dict[str | None, str] = {
    **_RENAMED,
    **{hyphened(code): code for code in TYPES},
    **{code: code for code in TYPES},
}
#: Code of any version -> reason as the newest version writes it.
REASON = {**{hyphened(code): code for code in REASONS}, **{code: code for code in REASONS}}
DIRECTNESS: dict[str | None, str] = {"direct": "direct", "indirect": "indirect", "unknown": "unknown", None: "unknown"}

#: Entity type of any version -> kind of these tables.
KINDS: dict[str | None, str] = {
    "registeredEntity": "company",
    "legalEntity": "company",
    "arrangement": "trust",
    "anonymousEntity": "unknown",
    "unknownEntity": "unknown",
    "state": "state",
    "stateBody": "body",
}
#: Parties that are there and not named.
UNNAMED = frozenset(("anonymousEntity", "unknownEntity", "anonymousPerson", "unknownPerson"))

#: Names of registers that publishers write in place of an org-id code, and codes of GLEIF's list of registers.
SCHEMES = {
    "cn-samr": "uscc",
    "ra000585": "gb-coh",
    "ra000586": "gb-coh",
    "ra000587": "gb-coh",
    "ra000170": "dk-cvr",
    "ra000472": "no-brc",
    "companies house": "gb-coh",
    "global legal entity identifier index": "lei",
    "legal entity identifier": "lei",
    "unified social credit code": "uscc",
    "opencorporates": "opencorporates",
    "openownership register": "openownership",
}

#: The publisher that the exporter names: its statements say everything that these tables say, in places of their own.
OURS = "ownership (records converted to BODS; not a register)"
#: Where annotations of ours point, and how they begin.
NO_DAY, DETAILS, CONFIDENCE = "/statementDate", "/recordDetails", "confidence: "
#: What a block of shares that several hold jointly is called as an arrangement.
JOINT = "joint shareholding"
#: The scheme of an identifier that names none.
NO_SCHEME = "not stated"
#: A source reads `S7 @ line 12 | Prospectus, 2022`: its id, the place in it, and its title.
WHERE, TITLE = " @ ", " | "
