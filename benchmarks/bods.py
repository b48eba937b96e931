"""Invented BODS 0.4 statements, one a line, in the shape of those that registers publish in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

NAMES = ("Ann", "Ben", "Cai", "Dee", "Eva", "Fay", "Gus", "Hal", "Ivy", "Jan", "Kay", "Lea", "May", "Ned", "Ola", "Pat")
TREES = ("Alder", "Birch", "Cedar", "Elm", "Fir", "Gorse", "Hazel", "Juniper", "Larch", "Maple", "Oak", "Pine", "Yew")
#: Where the numbers of the records of persons begin: no company has one of these.
PERSONS = 1 << 40
BANDS = ((25, 50), (50, 75), (75, 100))


def statements(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Make so many statements: of each five, two about companies, one about a person, two about what is held.

    Examples
    --------
    >>> [made["recordType"] for made in statements(5)]
    ['entity', 'entity', 'person', 'relationship', 'relationship']
    """
    chance = random.Random(seed)
    for n in range(count):
        group, place = divmod(n, 5)
        kind = ("entity", "entity", "person", "relationship", "relationship")[place]
        subject = f"{2 * group + (place == 4):012x}"
        details = _DETAILS[kind](chance, group, place)
        yield {
            "statementId": f"{chance.getrandbits(128):032x}",
            "declarationSubject": subject,
            "statementDate": f"{2016 + n % 8}-0{1 + n % 9}-1{n % 9}",
            "publicationDetails": {
                "publicationDate": "2024-06-30",
                "bodsVersion": "0.4",
                "publisher": {"name": "Register of Nowhere"},
            },
            "source": {"type": ["officialRegister"], "url": f"https://register.example.org/company/{subject}"},
            "recordId": {"relationship": f"{n:012x}", "person": f"{PERSONS + group:012x}"}.get(
                kind, f"{2 * group + place:012x}"
            ),
            "recordStatus": "new",
            "recordType": kind,
            "recordDetails": details,
        }


def _entity(chance: random.Random, group: int, place: int) -> dict[str, Any]:
    number = 2 * group + place
    return {
        "isComponent": False,
        "entityType": {"type": "registeredEntity"},
        "name": f"{chance.choice(TREES)} {chance.choice(TREES)} {number} Ltd",
        "jurisdiction": {"name": "United Kingdom", "code": "GB"},
        "foundingDate": f"{1990 + number % 30}-09-03",
        "identifiers": [{"scheme": "GB-COH", "schemeName": "Companies House", "id": f"{number % 10**8:08d}"}],
        "addresses": [{"type": "registered", "address": f"{number % 300} Mill Lane", "country": {"code": "GB"}}],
    }


def _person(chance: random.Random, group: int, place: int) -> dict[str, Any]:
    first, last = chance.choice(NAMES), chance.choice(TREES)
    return {
        "isComponent": False,
        "personType": "knownPerson",
        "nationalities": [{"code": "GB", "name": "United Kingdom"}],
        "names": [{"type": "legal", "fullName": f"{first} {last}", "givenName": first, "familyName": last}],
        "birthDate": f"{1940 + group % 60}-0{1 + group % 9}",
        "addresses": [{"type": "service", "address": f"{group % 300} Mill Lane", "country": {"code": "GB"}}],
    }


def _relationship(chance: random.Random, group: int, place: int) -> dict[str, Any]:
    low, high = chance.choice(BANDS)
    exact = chance.random() < 0.5
    share = {"exact": chance.randint(1, 100)} if exact else {"exclusiveMinimum": low, "maximum": high}
    day = f"{2016 + group % 8}-04-06"
    shares = {
        "beneficialOwnershipOrControl": place == 4,
        "directOrIndirect": "direct",
        "startDate": day,
        "share": share,
    }
    votes = {"type": "votingRights", "directOrIndirect": "direct", "startDate": day, "share": share}
    owner = PERSONS + group if place == 4 else max(0, 2 * group - 1)  # a person, or a company of the group before
    return {
        "isComponent": False,
        "subject": f"{2 * group + (place == 4):012x}",
        "interestedParty": f"{owner:012x}",
        "interests": [{"type": "shareholding", **shares}, *([votes] if chance.random() < 0.4 else [])],
    }


_DETAILS = {"entity": _entity, "person": _person, "relationship": _relationship}
