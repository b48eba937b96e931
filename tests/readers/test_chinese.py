from __future__ import annotations

import pytest

from ownership.errors import ShareError
from ownership.readers._chinese import amount, given, half, kind_of, note, share_of


@pytest.mark.parametrize(
    ("name", "told", "kind"),
    [
        ("国务院国有资产监督管理委员会", "机关法人", "body"),
        ("青松市人民政府国有资产监督管理委员会", None, "body"),
        ("青松市人民政府", None, "body"),
        ("青松经济技术开发区管理委员会", "企业法人", "body"),
        ("中华人民共和国财政部", None, "body"),
        ("青松省财政厅（代管）", None, "body"),
        ("国务院", None, "state"),
        ("王小松", "自然人股东", "person"),
        ("王小松", None, "unknown"),
        ("青松一号", "非自然人股东", "unknown"),
        ("青松商贸", "个人独资企业", "company"),
        ("青松学会", "社团法人", "unknown"),
        ("青松大学", "事业法人", "body"),
        ("青松控股有限公司", None, "company"),
        ("青松（海南）投资合伙企业(有限合伙)", "合伙企业", "company"),
        ("青松成长投资基金（有限合伙）", "企业法人", "fund"),
        ("青松资管-海桦1号集合资金信托计划", None, "trust"),
        ("全国社保基金九九九组合", None, "fund"),
        ("青松工会委员会", "企业法人", "company"),
    ],
)
def test_the_kind_of_a_holder(name: str, told: str | None, kind: str) -> None:
    assert kind_of(name, told) == kind


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("99.4753%", "99.4753"),
        ("51", "51"),
        ("５１．５％", "51.5"),
        ("50%以上", ">=50"),
        ("5%以下", "(0,5]"),
        ("不足5%", "(0,5)"),
        ("超过50%", ">50"),
        ("<5%", "(0,5)"),
        ("10-15%", "10-15"),
        ("25–50%", "25-50"),
        ("-", None),
        ("", None),
        ("—", None),
        ("暂无", None),
    ],
)
def test_a_percentage(text: str, share: str | None) -> None:
    assert share_of(text) == share


@pytest.mark.parametrize("text", ["约5%", "六成", "130%", "450万元人民币"])
def test_what_is_no_percentage_is_not_guessed(text: str) -> None:
    with pytest.raises(ShareError):
        share_of(text)


def test_cells_and_notes() -> None:
    assert given(" 暂无 ") is None
    assert given(0) == "0"
    assert half("青松（海南）　公司") == "青松(海南) 公司"
    assert note(None, amount("450万元人民币", "认缴"), amount("-", "实缴")) == "认缴 450万元人民币"
    assert note(None) is None
