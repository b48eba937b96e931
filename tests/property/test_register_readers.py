"""Whatever stands in a file of a register, its reader answers with records or one line of what is wrong."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers import (
    cn_mofcom,
    cn_qichacha,
    cn_tianyancha,
    dk_cvr,
    dk_resights,
    eu_fsf,
    icij_nodes,
    icij_relationships,
    opencorporates,
    sk_rpvs,
    ua_edr,
    uk_ofsi,
    un_sc,
    wikidata,
    wikidata_sparql,
)
from ownership.settle import settle

_HOLDER = {"shareholder_name": "乙", "percentage": 51.0, "gid": 2, "type": "企业法人", "is_company": True}
_SNAK = {"datavalue": {"value": {"id": "Q1", "amount": "+0.5", "time": "+2016-01-01T00:00:00Z", "precision": 11}}}
_FIGURE = [{"vaerdi": "0.5", "periode": {"gyldigFra": "2016-01-01", "gyldigTil": None}}]
_ATTRIBUTES = [{"type": kind, "vaerdier": _FIGURE} for kind in ("EJERANDEL_PROCENT", "FUNKTION", "SÆRLIGE_EJERFORHOLD")]
DOCUMENTS: dict[ModuleType, Any] = {
    cn_tianyancha: {
        "query_info": {"query_time": "2025-09-04"},
        "penetration_tree": {
            "company_name": "甲", "gid": 1, "stop_reason": "循环引用",
            "shareholders": [{**_HOLDER, "sub_shareholders": {"company_name": "乙", "shareholders": [_HOLDER]}}],
        },
    },
    cn_qichacha: {
        "企业名称": "甲", "股东信息": [{"股东名称": "乙", "持股比例": "5%"}], "受益所有人信息": {"受益所有人": []},
    },
    wikidata: {
        "id": "Q2", "labels": {"en": {"value": "A"}}, "aliases": {"en": [{"value": "B"}]},
        "claims": {"P127": [{"mainsnak": _SNAK, "qualifiers": {"P1107": [_SNAK], "P580": [_SNAK], "P582": [_SNAK]}}],
                   "P31": [{"mainsnak": _SNAK}], "P1278": [{"mainsnak": _SNAK}]},
    },
    dk_cvr: {
        "cvrNummer": 12345678, "navne": [{"navn": "A", "periode": {}}],
        "deltagerRelation": [{"deltager": {"enhedsNummer": 1, "navne": []}, "organisationer": [
            {"organisationsNavn": [{"navn": "EJERREGISTER"}], "medlemsData": [{"attributter": _ATTRIBUTES}]}]}],
    },
    dk_resights: [{"source": 1, "source_name": "A", "target": 2, "target_name": "B", "share": "5-10%", "active": True}],
    sk_rpvs: {"value": [{"Id": 1, "PartneriVerejnehoSektora": [{"Ico": "1", "ObchodneMeno": "A"}],
                         "KonecniUzivateliaVyhod": [{"Id": 2, "Meno": "B", "PlatnostOd": "2015-01-01"}]}]},
    ua_edr: {"Company number": "1", "Company name": "A", "Is beneficial owner": True, "Name": "B", "BO is absent": 0},
    opencorporates: {
        "subject_entity": {"entity_properties": {"company_number": "1", "jurisdiction_code": "gb", "name": "A"}},
        "controlling_entities": [{"entity_type": "person", "entity_properties": {"name": "B"}}],
        "control_mechanisms": [{"mechanism_type": "share_ownership",
                                "mechanism_properties": {"percentage_of_shares": {"min": 1, "max": 2}}}],
        "start_date": "2015-01-01", "no_controlling_entities_reasons": ["x"],
    },
}  # fmt: skip
TABLES = {
    icij_relationships: "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n",
    icij_nodes: "node_id,name,jurisdiction,incorporation_date,sourceID,note\n",
    uk_ofsi: "Last Updated,01/02/2026\nName 6,Name 1,Other Information,Group Type,Regime,Listed On,Group ID\n",
    eu_fsf: "Entity_LogicalId;NameAlias_WholeName;Entity_DesignationDate;Entity_Regulation_Programme\n",
    cn_mofcom: "Type,QID,Name,Alias,Chinese name,Country,Body,List,Date,End date\n",
    wikidata_sparql: "item,owner,proportion,start,end\nhttp://www.wikidata.org/entity/Q1,,,,\n",
}
XML = {
    un_sc: "<CONSOLIDATED_LIST><INDIVIDUAL><DATAID>1</DATAID>{}</INDIVIDUAL></CONSOLIDATED_LIST>",
    eu_fsf: '<export><sanctionEntity logicalId="1">{}</sanctionEntity></export>',
}
WORDS = [
    "",
    "0",
    "-1",
    "130%",
    "5%",
    "2016-02-30",
    "31/12/2016",
    "Q1",
    "true",
    "甲|乙;丙",
    "x" * 400,
    "\ud83d\ude00",
    "=1+1",
    "\x00",
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "value", "name"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


def with_value(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A document with another value at a place."""
    if not path:
        return value
    made = copy.deepcopy(document)
    at = made
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return made


def answers(reader: ModuleType, data: bytes) -> None:
    """Read bytes: records that can be settled, or one line."""
    try:
        settle(reader.read(Source.of(data, "x")))
    except DataError as problem:
        why = str(problem)
    else:
        why = ""
    assert "\n" not in why


@pytest.mark.parametrize("reader", DOCUMENTS, ids=lambda reader: reader.__name__.rpartition(".")[2])
@settings(max_examples=60)
@given(data=st.data())
def test_json_with_any_value_at_any_place(reader: ModuleType, data: st.DataObject) -> None:
    document = DOCUMENTS[reader]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(document))))
        document = with_value(document, path, data.draw(VALUES))
    text = json.dumps(document, ensure_ascii=False).encode("utf-8", errors="replace")
    answers(reader, text[: data.draw(st.integers(0, len(text)))] if data.draw(st.booleans()) else text)


@pytest.mark.parametrize("reader", TABLES, ids=lambda reader: reader.__name__.rpartition(".")[2])
@settings(max_examples=60)
@given(rows=st.lists(st.text("ab,;\"\n\\0123456789/-%'甲|(): ", max_size=60), max_size=6), raw=st.binary(max_size=20))
def test_tables_with_any_rows(reader: ModuleType, rows: list[str], raw: bytes) -> None:
    answers(reader, TABLES[reader].encode() + "\n".join(rows).encode() + raw)


@pytest.mark.parametrize("reader", XML, ids=lambda reader: reader.__name__.rpartition(".")[2])
@settings(max_examples=40)
@given(data=st.data())
def test_xml_with_any_elements(reader: ModuleType, data: st.DataObject) -> None:
    names = [
        "FIRST_NAME",
        "LISTED_ON",
        "INDIVIDUAL_ALIAS",
        "ALIAS_NAME",
        "nameAlias",
        "regulation",
        "subjectType",
        "remark",
    ]
    marks = ['wholeName="A"', 'strong="x"', 'programme=""', 'entryIntoForceDate="soon"', 'code=""', ""]
    parts = []
    for _ in range(data.draw(st.integers(0, 5))):
        name, mark = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(marks))
        parts.append(f"<{name} {mark}>{data.draw(st.text('ab12-é', max_size=8))}</{name}>")
    text = XML[reader].replace("{}", "".join(parts)).encode()
    answers(reader, text[: data.draw(st.integers(0, len(text)))] if data.draw(st.booleans()) else text)


@pytest.mark.parametrize("reader", [*DOCUMENTS, *TABLES, un_sc], ids=lambda reader: reader.__name__.rpartition(".")[2])
def test_deep_long_and_empty_files(reader: ModuleType) -> None:
    document = DOCUMENTS.get(reader)
    for text in (b"", b"[", b"[]", b"{}", b"null", b"[" * 100_000, b'{"a":' * 50_000, b"<a>" * 50_000):
        answers(reader, text)
    answers(reader, json.dumps([document] * 50).encode())
    answers(reader, b"x" * 3_000_000)
