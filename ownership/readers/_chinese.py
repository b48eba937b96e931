"""What Chinese company registers and databases write: kinds of holders, percentages, amounts, missing values."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ownership.errors import ShareError
from ownership.shares_text import format_share, parse_share

#: What stands where nothing is known.
MISSING = frozenset({
    "", "-", "--", "—", "——", "－", "/", "null", "none", "n/a", "无", "暂无", "未公示", "未公开", "不详", "未知",
    "暂无数据",
})  # fmt: skip

#: 股东类型, as registers write it -> kind; the first word that the text contains counts, none says nothing.
_TOLD = {
    "非自然人": "",
    "独资企业": "company",
    "自然人": "person",
    "个人": "person",
    "机关法人": "body",
    "国家机关": "body",
    "政府": "body",
    "事业法人": "body",
    "事业单位": "body",
    "社团法人": "",
    "社会团体": "",
    "基金": "fund",
    "资产管理计划": "fund",
    "资管计划": "fund",
    "信托": "trust",
    "企业": "company",
    "法人股东": "company",
    "公司": "company",
    "合伙": "company",
}
#: Names of the state, and ends of the names of its bodies: rules take both for a government, so nothing else is here.
_STATE = ("中华人民共和国", "国务院")
_BODY = (
    "国有资产监督管理委员会", "国有资产管理委员会", "国有资产监督管理局", "国有资产管理局", "国有资产管理办公室",
    "国有资产管理中心", "国资委", "国有资产监督管理委员会办公室", "人民政府", "人民政府办公室", "人民政府办公厅",
    "管理委员会", "管委会", "财政部", "财政厅", "财政局", "街道办事处", "社会保障基金理事会",
)  # fmt: skip
_BUSINESS = (
    "公司", "有限合伙", "普通合伙", "合伙企业", "企业", "集团", "厂", "商行", "事务所", "银行", "合作社", "联社",
    "分行", "分公司", "工作室",
)  # fmt: skip
_FUND = re.compile(r"证券投资基金|投资基金$|资产管理计划|资管计划|理财产品|社保基金.+组合|养老保险基金|企业年金")
_TRUST = re.compile(r"信托计划|集合资金信托|单一资金信托|家族信托")
_TAIL = re.compile(r"\([^()]*\)$")

_PERCENT = re.compile(
    r"([<>≤≥]=?|不足|低于|少于|小于|超过|高于|大于|不低于|不少于|不超过|约)?\s*([\d.]+)\s*%?\s*(以上|以下|以内)?"
)
_AT_LEAST = {">=": ">=", "≥": ">=", "不低于": ">=", "不少于": ">="}
_MORE = {">": ">", "超过": ">", "高于": ">", "大于": ">"}
_LESS = {"<": "<", "不足": "<", "低于": "<", "少于": "<", "小于": "<"}
_AT_MOST = {"<=": "<=", "≤": "<=", "不超过": "<="}
_SIGNS = _AT_LEAST | _MORE | _LESS | _AT_MOST


@lru_cache(maxsize=1 << 16)
def half(text: str) -> str:
    """Return a text with half-width letters, digits, signs and brackets, for comparison: not for keeping."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def given(value: object) -> str | None:
    """Return what a cell says, None when it says that there is nothing."""
    text = "" if value is None else str(value).strip()
    return None if text.lower() in MISSING else text


@lru_cache(maxsize=1 << 16)
def kind_of(name: str, told: str | None = None) -> str:
    """Return the kind of a holder from its name and from what the register calls it (股东类型).

    State bodies are known by the ends of their names whatever they are called; else what the register says counts;
    else the name. `unknown` when neither says it: a short name is not made a person.
    """
    if len(name) > 300:
        return "unknown"
    bare = _TAIL.sub("", half(name))
    if bare in _STATE:
        return "state"
    if bare.endswith(_BODY):
        return "body"
    if _FUND.search(bare):
        return "fund"
    if _TRUST.search(bare):
        return "trust"
    if said := half(told or ""):
        for word, kind in _TOLD.items():
            if word in said:
                return kind or _by_name(name, bare)
    return _by_name(name, bare)


def _by_name(name: str, bare: str) -> str:
    return "company" if bare.endswith(_BUSINESS) or half(name).rstrip(")").endswith(_BUSINESS) else "unknown"


@lru_cache(maxsize=1 << 16)
def share_of(text: str) -> str | None:
    """Return a percentage as canonical text, None when there is none; a number without a sign is a percentage.

    Raises
    ------
    ShareError
        When it cannot be read or cannot be.
    """
    if given(text) is None:
        return None
    bare = half(text)
    if found := _PERCENT.fullmatch(bare):
        sign, number, after = found.groups()
        mark = _SIGNS.get(sign or "", "") or {"以上": ">=", "以下": "<=", "以内": "<="}.get(after or "", "")
        if sign == "约":
            raise ShareError(f"the share {text!r} is only said to be about that")
        bare = f"{mark}{number}"
    return format_share(parse_share(bare.replace("~", "-").replace("—", "-").replace("至", "-"))) or None


def amount(value: object, what: str) -> str | None:
    """Return an amount of capital for a note, as it stands: "认缴 450万元人民币"."""
    text = given(value)
    return f"{what} {text}" if text else None


def note(*parts: str | None) -> str | None:
    """Return the parts of a note that there are, together."""
    return "; ".join(part for part in parts if part) or None
