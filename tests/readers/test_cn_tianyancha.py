from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ownership.algorithms.owners import owners
from ownership.inputs.source import Source
from ownership.readers import cn_tianyancha
from ownership.settle import settle
from tests.readers.registers import notices, read, rows, sample


def holder(name: str, percent: Any, gid: int | None, below: Any = (), **more: Any) -> dict[str, Any]:
    said = {"shareholder_name": name, "percentage": percent, "gid": gid, "is_company": True, "type": "企业法人"}
    return {**said, "sub_shareholders": below or [], **more}


def branch(name: str, gid: int, *holders: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"company_name": name, "gid": gid, "shareholders": list(holders), **more}


def tree(top: dict[str, Any]) -> str:
    about = {"target_company": top["company_name"], "query_time": "2025-09-04 17:05:05"}
    return json.dumps({"query_info": about, "penetration_tree": top}, ensure_ascii=False)


def test_a_tree_is_walked_to_its_ends() -> None:
    state = holder("国务院国有资产监督管理委员会", 100, 4, type="机关法人")
    above = holder("海桦集团有限公司", "48.4866%", 3, branch("海桦集团有限公司", 3, state), capital="6060.82万元人民币")
    found = read(cn_tianyancha, tree(branch("青松股份有限公司", 1, above)))
    assert rows(found, "interests", "owner", "owned", "share", "observed", "note") == [
        ("tianyancha-3", "tianyancha-1", "48.4866", "2025-09-04", "认缴 6060.82万元人民币"),
        ("tianyancha-4", "tianyancha-3", "100", "2025-09-04", None),
    ]
    kinds = dict(rows(found, "entities", "id", "kind"))
    assert kinds == {"tianyancha-1": "company", "tianyancha-3": "company", "tianyancha-4": "body"}


def test_a_person_with_the_number_of_a_company_is_not_that_company() -> None:
    people = [holder(name, 50, 1, type="自然人股东", is_company=False) for name in ("王小松", "李小桦")]
    found = read(cn_tianyancha, tree(branch("青松有限公司", 1, *people)))
    assert rows(found, "entities", "name", "kind") == [
        ("青松有限公司", "company"),
        ("王小松", "person"),
        ("李小桦", "person"),
    ]
    assert len(set(rows(found, "entities", "id"))) == 3
    assert set(rows(found, "interests", "owned")) == {"tianyancha-1"}
    assert "tianyancha-1" not in rows(found, "interests", "owner")


def test_a_cut_cycle_is_named_and_the_ring_is_solved() -> None:
    ring = holder("青松有限公司", 40, 1, branch("青松有限公司", 1, stop_reason="循环引用"))
    cross = branch("海桦有限公司", 2, ring, holder("王小松", 60, 2, type="自然人股东", is_company=False))
    found = read(cn_tianyancha, tree(branch("青松有限公司", 1, holder("海桦有限公司", 100, 2, cross))))
    assert "循环引用" in notices(found)
    assert rows(found, "interests", "owner", "owned")[1] == ("tianyancha-1", "tianyancha-2")
    (end,) = [row for row in owners(settle(found), "tianyancha-1", as_of="2026-01-01") if row.ultimate and row.owner]
    assert (end.owner_name, end.share_min) == ("王小松", 100)  # 60 % of a ring that owns the rest of itself


def test_a_holding_that_several_branches_show_counts_once() -> None:
    top = holder("桦树有限公司", 30, 9)
    left, right = (branch(name, gid, top) for name, gid in (("甲有限公司", 2), ("甲有限公司", 2)))
    found = read(
        cn_tianyancha, tree(branch("青松有限公司", 1, holder("甲有限公司", 50, 2, left), holder("乙", 5, 5, right)))
    )
    assert rows(found, "interests", "owner", "owned").count(("tianyancha-9", "tianyancha-2")) == 1


def test_shares_that_are_none_are_unknown() -> None:
    holders = [holder(f"甲{n}有限公司", value, n + 2) for n, value in enumerate((0, "", None, "-", "约5%", [1]))]
    found = read(cn_tianyancha, tree(branch("青松有限公司", 1, *holders)))
    assert rows(found, "interests", "share") == [None] * 6
    assert rows(found, "interests", "note")[4] == "share: 约5%"


def test_what_is_broken_costs_itself() -> None:
    nameless = holder("", 5, 7)
    found = read(cn_tianyancha, tree(branch("青松有限公司", 1, nameless, holder("甲有限公司", 5, 8), "text")))  # type: ignore[arg-type]
    assert rows(found, "interests", "owner") == ["tianyancha-8"]
    assert "without a name" in rows(found, "skipped", "reason")[0]
    found = cn_tianyancha.read(Source.of(b'[{"a": 1}, 5]', "x"))
    assert len(found.skipped) == 2


def test_the_real_tree(shared: Path) -> None:
    found = settle(cn_tianyancha.read(sample(shared, "cn-tianyancha/chengdu_actt_penetration_excerpt.json")))
    assert len(found.interests) == 14
    assert rows(found, "entities", "kind").count("person") == 4
    assert notices(found).count("循环引用") == 2
    assert {row["kind"] for row in found.rows("entities") if row["name"].endswith("委员会")} == {"body"}
    assert sum(1 for row in owners(found, "tianyancha-2370153463", as_of="2025-12-31")) > 5
