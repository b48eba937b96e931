"""Qichacha: answers of its tool interface (JSON) on shareholders, outward investments and beneficial owners."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError, ShareError
from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._chinese import amount, given, kind_of, note, share_of
from ownership.readers._loose import loose, many, record, word
from ownership.records import Records

ABOUT = "Qichacha tool answers (JSON: 企业名称, 股东信息, 对外投资信息, 受益所有人信息)"

_LISTS = ("股东信息", "对外投资信息", "受益所有人信息")
_CODES = ("统一社会信用代码", "信用代码", "注册号")
_OWNERS = ("股东名称", "股东", "发起人", "投资人", "姓名")
_OWNED = ("被投资企业名称", "企业名称", "被投资企业")
_SHARES = ("持股比例", "出资比例", "投资比例", "占比", "持股信息")
_BENEFICIAL = ("受益所有人名称", "受益所有人", "姓名", "名称")
_AMOUNTS = {
    "认缴出资额": "认缴",
    "认缴出资额/持股数": "认缴/持股数",
    "实缴出资额": "实缴",
    "持股数": "持股数",
    "认缴出资日期": "认缴日期",
    "实缴出资日期": "实缴日期",
    "状态": "状态",
    "成立日期": "成立",
}


def claims(head: Head) -> bool:
    """Whether the file is an answer on who holds a company or what it holds.

    Examples
    --------
    >>> claims(Head('{"企业名称": "", "股东信息": [{"股东名称": ""}]}'.encode(), "x.json"))
    True
    """
    return bool(head.keys.intersection(_LISTS)) and bool(head.keys & {*_OWNERS, *_OWNED, *_SHARES})


def read(source: Source) -> Records:
    """Read answers, one or many; without any number of a company its name is its id.

    Examples
    --------
    >>> answer = '{"企业名称": "甲公司", "股东信息": [{"股东名称": "乙公司", "持股比例": "99.5%"}]}'
    >>> read(Source.of(answer.encode(), "x.json")).interests[["owner", "owned", "share"]].values.tolist()
    [['乙公司', '甲公司', '99.5']]
    """
    made = _Answers(Building(source))
    each(source, made.building, "", made.answer)
    return made.building.records()


def _first(row: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := given(word(row.get(name))))), None)


class _Answers:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.entities: set[str] = set()

    def answer(self, ref: str, item: dict[str, Any]) -> None:
        """Read one answer: the company asked about is owned by its shareholders, and owns what it invests in."""
        lists = {name: many(record(item[name]).get("受益所有人", item[name])) for name in _LISTS if name in item}
        name = given(word(item.get("企业名称")))
        if not lists:
            raise DataError("an answer without 股东信息, 对外投资信息 or 受益所有人信息")
        if name is None:
            raise DataError("an answer that does not say which company was asked about (企业名称)")
        company = self._add(name, "企业", _first(item, _CODES), ref)
        for what, rows in lists.items():
            for number, row in enumerate(rows, start=1):
                place = f"{ref}, {what} {number}"
                if what == "股东信息":
                    self._owner(row, company, place)
                elif what == "对外投资信息":
                    self._owned(row, company, place)
                else:
                    self._beneficial(row, company, place)

    def _owner(self, row: dict[str, Any], company: str, ref: str) -> None:
        if name := self._name(row, _OWNERS, ref):
            owner = self._add(name, _first(row, ("股东类型", "类型")), _first(row, _CODES), ref)
            share, more = self._share(row, ref)
            self.building.interest(owner, company, share, ref=ref, note=more)

    def _owned(self, row: dict[str, Any], company: str, ref: str) -> None:
        if name := self._name(row, _OWNED, ref):
            owned = self._add(name, "企业", _first(row, _CODES), ref)
            share, more = self._share(row, ref)
            self.building.interest(company, owned, share, ref=ref, note=more)

    def _beneficial(self, row: dict[str, Any], company: str, ref: str) -> None:
        if name := self._name(row, _BENEFICIAL, ref):
            owner = self._add(name, "自然人", None, ref)
            share, more = self._share(row, ref)
            self.building.interest(
                owner, company, share, type="unknownInterest", directness="indirect", ref=ref,
                note=note("受益所有人", more),
            )  # fmt: skip

    def _name(self, row: dict[str, Any], names: tuple[str, ...], ref: str) -> str | None:
        found = _first(row, names)
        if found is None:
            self.building.skip(ref, f"a row without a name ({' or '.join(names[:2])})", str(row)[:300])
        return found

    def _share(self, row: dict[str, Any], ref: str) -> tuple[str | None, str | None]:
        text = _first(row, _SHARES) or ""
        share, doubt = None, None
        try:
            share = share_of(text)
        except ShareError:
            self.building.count("value", "{} shares cannot be read: they stand in the notes and count as unknown", ref)
            doubt = f"持股比例 {text}"
        share, doubt = (None, "持股比例 0") if share == "0" else (share, doubt)
        amounts = [amount(_date(word(row.get(column))), label) for column, label in _AMOUNTS.items()]
        return share, note(doubt, *amounts)

    def _add(self, name: str, told: str | None, code: str | None, ref: str) -> str:
        known = identifier("uscc", code) if code else None
        id = entity_id(known) if known else name
        if id not in self.entities:
            self.entities.add(id)
            kind = kind_of(name, told)
            place = "CN" if known or kind in ("state", "body") else None
            more = f"代码 {code}" if code and not known else None
            self.building.entity(id, name, kind=kind, jurisdiction=place, identifiers=[known], ref=ref, note=more)
        return id


def _date(text: str | None) -> str | None:
    return loose(text) or text if text else None
