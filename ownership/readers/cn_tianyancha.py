"""Tianyancha: a shareholder penetration tree (JSON), walked without recursion, cut cycles named."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError, ShareError
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._chinese import amount, given, kind_of, note, share_of
from ownership.readers._loose import loose, many, record, word
from ownership.records import Records

ABOUT = "Tianyancha shareholder penetration tree (JSON: shareholder_name, percentage, gid, sub_shareholders)"

#: Why a branch ends where the data goes on or is not known to end.
_CYCLE = "循环引用"


def claims(head: Head) -> bool:
    """Whether the file is a tree of shareholders.

    Examples
    --------
    >>> claims(Head(b'{"company_name": "", "shareholders": [{"shareholder_name": "", "sub_shareholders": []}]}', "x"))
    True
    """
    return "shareholder_name" in head.keys and bool({"sub_shareholders", "penetration_tree"} & head.keys)


def read(source: Source) -> Records:
    """Read trees: every company once, every holding once, however often the tree shows it.

    Examples
    --------
    >>> tree = '{"company_name": "甲", "gid": 1, "shareholders": [{"shareholder_name": "乙", "percentage": 51.0,'
    >>> tree += ' "gid": 2, "is_company": true, "sub_shareholders": []}]}'
    >>> read(Source.of(tree.encode(), "x.json")).interests[["owner", "owned", "share"]].values.tolist()
    [['tianyancha-2', 'tianyancha-1', '51']]
    """
    made = _Tree(Building(source))
    each(source, made.building, "", made.document)
    return made.building.records()


class _Tree:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.entities: set[str] = set()
        self.holdings: set[tuple[str, str, str | None]] = set()
        self.observed: str | None = None

    def document(self, ref: str, item: dict[str, Any]) -> None:
        """Walk one tree, from the company asked about to its holders and theirs."""
        about = record(item.get("query_info"))
        top = record(item.get("penetration_tree")) or item
        if word(top.get("company_name")) is None:
            raise DataError("a tree without the name of its company (company_name)")
        self.observed = loose(word(about.get("query_time")) or "")
        if self.observed:
            self.building.described("Tianyancha, shareholder penetration tree", retrieved=self.observed)
        waiting = [(top, ref)]
        while waiting:
            node, place = waiting.pop()
            owned = self._company(node, node.get("company_name"), place)
            if stop := given(node.get("stop_reason")):
                self._stopped(stop, str(word(node.get("company_name"))), place)
            for number, holder in enumerate(many(node.get("shareholders")), start=1):
                here = f"{place}.{number}"
                self._holder(holder, node, owned, here)
                waiting += [
                    (below, here) for below in many(holder.get("sub_shareholders")) if below.get("company_name")
                ]

    def _stopped(self, reason: str, name: str, ref: str) -> None:
        if reason == _CYCLE:
            text = (
                f"the branch of {name} is cut because it comes round to itself ({reason}); its holders stand elsewhere"
            )
            self.building.notice("reference", text, ref)
        else:
            self.building.count("value", f"{{}} branches end with: {reason}", ref)

    def _company(self, node: dict[str, Any], name: Any, ref: str) -> str:
        label, gid = str(word(name)), word(node.get("gid"))
        return self._add(f"tianyancha-{gid}" if gid else label, label, kind_of(label, "企业"), ref)

    def _holder(self, holder: dict[str, Any], node: dict[str, Any], owned: str, ref: str) -> None:
        name = given(word(holder.get("shareholder_name")))
        if name is None:
            self.building.skip(ref, "a holder without a name (shareholder_name)", str(holder)[:300])
            return
        kind = kind_of(name, given(holder.get("type")))
        kind = (
            "person"
            if kind == "unknown" and holder.get("is_company") is False and not given(holder.get("type"))
            else kind
        )
        owner = self._add(self._id(name, kind, word(holder.get("gid")), node), name, kind, ref)
        if given(holder.get("actual_percentage")):
            text = "{} shares through all levels (actual_percentage) are not kept: they are computed again"
            self.building.count("column", text, ref)
        share, doubt = self._share(holder.get("percentage"), ref)
        if (owner, owned, share) in self.holdings:
            return
        self.holdings.add((owner, owned, share))
        more = note(amount(holder.get("capital"), "认缴"), doubt)
        self.building.interest(owner, owned, share, observed=self.observed, ref=ref, note=more)

    def _id(self, name: str, kind: str, gid: str | None, node: dict[str, Any]) -> str:
        """Return an id; a person often carries the number of the company, and is not that company."""
        if kind == "person":
            own = gid if gid and gid != word(node.get("gid")) else None
            return f"tianyancha-person-{own or word(node.get('gid')) or 'of'}-{name}"
        return f"tianyancha-{gid}" if gid else name

    def _share(self, value: Any, ref: str) -> tuple[str | None, str | None]:
        text = word(value) or ""
        try:
            share = share_of(text)
        except ShareError:
            self.building.count("value", "{} shares cannot be read: they stand in the notes and count as unknown", ref)
            return None, f"share: {text}"
        return (None, "share: 0") if share == "0" else (share, None)

    def _add(self, id: str, name: str, kind: str, ref: str) -> str:
        if id not in self.entities:
            self.entities.add(id)
            self.building.entity(id, name, kind=kind, jurisdiction="CN" if kind in ("state", "body") else None, ref=ref)
        return id
