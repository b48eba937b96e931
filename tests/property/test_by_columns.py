"""Lines read by columns are what they are when read one by one: FollowTheMoney and BODS, plain and odd ones mixed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from benchmarks import bods as bods_lines
from benchmarks import ftm as ftm_lines
from ownership.inputs.source import Source
from ownership.readers import _ftm_lines, bods
from ownership.records import COLUMNS, Records

PROPS = (
    "name", "alias", "weakAlias", "previousName", "country", "jurisdiction", "nationality", "topics",
    "programId", "parent", "dissolutionDate", "legalForm", "ticker", "innCode", "registrationNumber", "leiCode",
    "imoNumber", "isin", "startDate", "endDate", "date", "status", "role", "sharesType", "ownershipType",
    "sharesCount", "percentage", "reason", "authorityId", "listingDate", "provisions", "program", "authority",
    "summary", "owner", "entity", "secretary", "firstName",
)  # fmt: skip
TEXTS = (
    "", "A", "A | B", "x;y", "2020", "2020-13-45", "2020-01-05", "sanction", "sanction.linked", "gov.national",
    "debarment", "US-BIS-EL", "51", "more than 50%", "abc", "ru", "inactive", "Former owner", "owner", "controls",
    "Controlled by", "votingRights", "7704484400", 'a"q', "Ünï", "NK-0000000000000000000066", "ofac-123", "Q42",
    "gb-hmt-1234",
    "eu-fsf-eu-1-2", "x" * 150, "1 " * 80, "trust", "a\\b", "tab\there", "529900T8BM49AURSDO55", "IMO6495856", "٣٤",
)  # fmt: skip
ODD = ("x", 5, None, {"id": "q"}, [{"id": "NK-5", "schema": "Person", "properties": {"name": ["Z"]}}], [5], [None])
SCHEMAS = ("Person", "Company", "Ownership", "Sanction", "Control", "Representation", "Similar", "Foo", "Vessel", "")


def entities(seed: int) -> Iterator[str]:
    """FollowTheMoney lines of which half have something unusual."""
    dice = random.Random(seed)
    for entity in ftm_lines.lines(300, seed):
        props = entity["properties"]
        for _ in range(dice.choice((0, 0, 1, 2))):
            many = [dice.choice(TEXTS) for _ in range(dice.randrange(4))]
            props[dice.choice(PROPS)] = many if dice.random() < 0.9 else dice.choice(ODD)
        chance = dice.random()
        if chance < 0.05:
            entity["schema"] = dice.choice(SCHEMAS)
        elif chance < 0.1:
            name = dice.choice(("caption", "last_seen", "last_change", "referents", "datasets", "origin", "id"))
            entity[name] = dice.choice((None, "x", [], ["ofac-77", "Q5"], 5, ["ownership"], "2020-01-01"))
        elif chance < 0.12:
            del entity[dice.choice(("caption", "last_seen", "referents", "datasets", "schema", "id", "properties"))]
        elif chance < 0.2:
            entity["referents"] = [dice.choice(TEXTS) for _ in range(dice.randrange(5))]
        yield broken(entity, dice, "id")


def statements(seed: int) -> Iterator[str]:
    """BODS lines: records with several versions, closed ones, identifiers of all kinds, ends, wrong words."""
    dice = random.Random(seed)
    plain = list(bods_lines.statements(250, seed))
    for statement in plain:
        details = statement["recordDetails"]
        chance = dice.random()
        if chance < 0.06:
            statement["recordStatus"] = "closed"
        elif chance < 0.12:
            statement["recordId"] = dice.choice(plain)["recordId"]
        elif chance < 0.16:
            statement["publicationDetails"] = dice.choice(
                ({"publicationDate": "2018-01-01"}, None, {}, {"publisher": {"url": "u"}}, {"publicationDate": "soon"})
            )
        elif chance < 0.25:
            called = [
                {"scheme": dice.choice(("XI-LEI", "GB-COH", "XX")), "id": each}
                for each in ("529900T8BM49AURSDO55", f"0000000{dice.randrange(9)}")
            ]
            details["identifiers"] = called[: dice.randrange(3)]
        elif chance < 0.35 and "interests" in details:
            for each in details["interests"]:
                each[dice.choice(("endDate", "startDate", "details", "type"))] = dice.choice(
                    ("2024-01-01", "2015", "x")
                )
        elif chance < 0.4 and "subject" in details:
            details["interestedParty"] = {"reason": "unknown"}
        elif chance < 0.55:
            details[dice.choice([*details, "uri", "alternateNames"])] = dice.choice(TEXTS)
        yield broken(statement, dice, "recordId")


def broken(item: dict[str, Any], dice: random.Random, key: str) -> str:
    """An object as a line, now and then one that is broken."""
    text = json.dumps(item, ensure_ascii=False, separators=dice.choice(((",", ":"), (", ", ": "))))
    chance = dice.random()
    if chance < 0.01:
        return text[:-3]
    if chance < 0.02:
        return ""
    return text.replace(f'"{key}"', f'"{key}":"double","{key}"', 1) if chance < 0.03 else text


def same(one: Records, other: Records) -> None:
    for name in COLUMNS:
        left, right = getattr(one, name), getattr(other, name)
        assert left.astype(object).where(left.notna(), None).values.tolist() == (
            right.astype(object).where(right.notna(), None).values.tolist()
        ), name


@pytest.mark.parametrize("seed", range(6))
def test_entities_by_columns_and_one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*entities(seed)]
    lines += lines[:1] if seed == 5 else []  # an entity in two lines: all are taken one by one
    data = "\n".join(lines).encode() + b"\n" * (seed % 2)
    by_columns = _ftm_lines.read_lines(Source.of(data, "x.json"))
    monkeypatch.setattr(_ftm_lines, "_take_blocks", lambda *_: False)
    same(by_columns, _ftm_lines.read_lines(Source.of(data, "x.json")))


@pytest.mark.parametrize("seed", range(6))
def test_statements_by_columns_and_one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "\n".join(statements(seed)).encode()
    found: list[Records | None] = []
    quick: Callable[[Source], Records | None] = bods._by_columns

    def spied(source: Source) -> Records | None:
        found.append(quick(source))
        return found[-1]

    monkeypatch.setattr(bods, "_by_columns", spied)
    by_columns = bods.read(Source.of(data, "x.json"))
    assert found[0] is not None
    monkeypatch.setattr(bods, "_by_columns", lambda _: None)
    same(by_columns, bods.read(Source.of(data, "x.json")))


def test_the_lines_of_the_benchmarks_are_plain() -> None:
    from ownership.inputs.shapes import Shapes
    from ownership.readers._bods_plain import form_of as bods_form
    from ownership.readers._ftm_blocks import form_of as ftm_form

    for made, form in ((bods_lines.statements(500), bods_form), (ftm_lines.lines(500), ftm_form)):
        shapes = Shapes()
        block = shapes.block("\n".join(json.dumps(each, ensure_ascii=False) for each in made).encode())
        forms: list[Any] = [form(shape) for shape in shapes.all]  # type: ignore[operator]
        assert (block.shape >= 0).mean() > 0.95
        assert all(each.plain for each in forms)
