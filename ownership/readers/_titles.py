"""What stands above the header of a table: of which company a list of shareholders is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: "企业名称：Alder", "Company: Alder"; the name may stand in the next cell.
_LABEL = re.compile(
    r"(?:查询)?(?:企业|公司|单位|主体|目标公司)(?:名称|全称)?|company(?: name)?|name of (?:the )?company|"
    r"entity(?: name)?|issuer|selskap|virksomhed|gesellschaft|firma|société|empresa|sociedad|società",
    re.IGNORECASE,
)
_LISTED = (
    r"(?:工商)?股东(?:信息|及出资信息|及出资|名单|列表|名册|构成|情况)?(?:[(（].*[)）])?|"
    r"(?:前)?十大(?:流通)?股东|主要股东|股权结构|股权信息|发起人及出资信息"
)
_INVESTED = r"对外投资(?:信息|企业|列表|情况)?|投资企业|投资信息|控股企业|参股企业|控制企业|分支机构"
_CHINESE = re.compile(rf"(?P<name>.+?)(?:的|[\s\-–—_:：|]+)?(?:(?P<owned>{_LISTED})|(?P<owner>{_INVESTED}))")
_SHAREHOLDERS = (
    r"(?:(?:list|register|table) of )?(?:the )?(?:major |main |largest |top \d+ )?"
    r"(?:shareholders|owners|members|investors)|share(?:holder|holding|holders')? (?:structure|register|list)|"
    r"ownership(?: structure)?|cap(?:itali[sz]ation)? table"
)
_HOLDINGS = r"(?:(?:list|table) of )?(?:the )?(?:subsidiaries|investments|holdings|shareholdings|affiliates)"
_OF = re.compile(
    rf"(?:(?P<owned>{_SHAREHOLDERS})|(?P<owner>{_HOLDINGS}))\s+(?:of|in|for)\s+(?P<name>.+)", re.IGNORECASE
)
_BEHIND = re.compile(
    rf"(?P<name>.+?)(?:['’]s?\s+|\s*[\-–—:|]+\s*)(?:(?P<owned>{_SHAREHOLDERS})|(?P<owner>{_HOLDINGS}))",
    re.IGNORECASE,
)


class Subject(NamedTuple):
    """The company that a whole table is about, and its side in it: `owner`, `owned`, or nothing when not said."""

    name: str
    side: str


def subjects(rows: Iterable[Sequence[str]]) -> list[Subject]:
    """Return the companies that lines above a header name as what the table is about.

    Examples
    --------
    >>> subjects([["海桦木业股份有限公司-股东信息"]])
    [Subject(name='海桦木业股份有限公司', side='owned')]
    >>> subjects([["Company:", "Alder Ltd"], ["Subsidiaries of Birch plc"]])
    [Subject(name='Alder Ltd', side=''), Subject(name='Birch plc', side='owner')]
    """
    found: list[Subject] = []
    for row in rows:
        cells = [" ".join(unicodedata.normalize("NFC", cell).split()) for cell in row]
        cells = [cell for cell in cells if cell]
        for place, cell in enumerate(cells):
            label, mark, name = cell.replace("：", ":").partition(":")
            if mark and _LABEL.fullmatch(label.strip()):
                name = name.strip() or (cells[place + 1] if place + 1 < len(cells) else "")
                found += [Subject(name, "")] if name else []
            elif len(cells) == 2 and place == 0 and _LABEL.fullmatch(cell):
                found.append(Subject(cells[1], ""))
            else:
                found += _titled(cell)
    return list(dict.fromkeys(found))


def _titled(cell: str) -> list[Subject]:
    for form in (_CHINESE, _OF, _BEHIND):
        if match := form.fullmatch(cell.strip('《》"“”')):
            name = match.group("name").strip(' -–—:：_|《》“”"')
            if name:
                return [Subject(name, "owned" if match.group("owned") else "owner")]
    return []
