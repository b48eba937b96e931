from __future__ import annotations

import json
from typing import Any

import pytest

from ownership.readers import cn_qichacha
from tests.readers.registers import notices, read, rows


def answer(**lists: Any) -> str:
    return json.dumps({"企业名称": "青松科技有限公司", "摘要": "…", **lists}, ensure_ascii=False)


def test_shareholders_own_and_investments_are_owned() -> None:
    holders = [
        {
            "股东名称": "海桦控股有限公司",
            "持股比例": "99.4753%",
            "认缴出资额": "450万元人民币",
            "认缴出资日期": "2020年1月5日",
        },
        {"股东名称": "王小松", "持股比例": "0.5247%", "实缴出资额": "-", "股东类型": "自然人股东"},
    ]
    invested = [{"被投资企业名称": "白桦有限公司", "状态": "存续", "持股比例": "100%", "认缴出资额/持股数": "50万元"}]
    found = read(cn_qichacha, answer(股东信息=holders, 对外投资信息=invested))
    assert rows(found, "interests", "owner", "owned", "share", "note") == [
        ("海桦控股有限公司", "青松科技有限公司", "99.4753", "认缴 450万元人民币; 认缴日期 2020-01-05"),
        ("王小松", "青松科技有限公司", "0.5247", None),
        ("青松科技有限公司", "白桦有限公司", "100", "认缴/持股数 50万元; 状态 存续"),
    ]
    assert dict(rows(found, "entities", "name", "kind"))["王小松"] == "person"


def test_a_credit_code_is_the_id() -> None:
    holders = [{"股东名称": "海桦控股有限公司", "持股比例": "5%", "统一社会信用代码": "91330000733796106P"}]
    found = read(cn_qichacha, answer(股东信息=holders, 统一社会信用代码="91330000733796106X"))
    assert rows(found, "interests", "owner") == ["uscc-91330000733796106P"]
    # a wrong check sign: the name is the id, the code stands in the note
    assert rows(found, "entities", "id", "note")[0] == ("青松科技有限公司", "代码 91330000733796106X")


def test_beneficial_owners_are_possible_owners_of_unknown_kind() -> None:
    found = read(cn_qichacha, answer(受益所有人信息={"受益所有人": [{"受益所有人名称": "李小桦", "持股比例": "30%"}]}))
    (row,) = found.rows("interests")
    assert (row["owner"], row["type"], row["directness"], row["share"]) == (
        "李小桦",
        "unknownInterest",
        "indirect",
        "30",
    )


@pytest.mark.parametrize(
    ("text", "share"), [("－", None), ("约5%", None), ("0%", None), ("50%以上", ">=50"), ("５％", "5")]
)
def test_shares(text: str, share: str | None) -> None:
    found = read(cn_qichacha, answer(股东信息=[{"股东名称": "甲有限公司", "持股比例": text}]))
    assert rows(found, "interests", "share") == [share]
    assert ("cannot be read" in notices(found)) == (text == "约5%")


def test_what_is_broken_costs_itself() -> None:
    lines = [answer(股东信息=[{"持股比例": "5%"}, {"股东名称": "甲"}]), '{"股东信息": [{"股东名称": "乙"}]}', "{"]
    found = read(cn_qichacha, "\n".join(lines))
    assert rows(found, "interests", "owner") == ["甲"]
    assert rows(found, "skipped", "ref") == ["line 1, 股东信息 1", "line 2", "line 3"]
