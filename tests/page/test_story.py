"""The script says of a state what Python says of it, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ownership.readers.table import read
from ownership.records import Records, concat, table
from tests.page.sample import hostile
from tests.page.stories import ASK, case, differences, load, told

if TYPE_CHECKING:
    from tests.conftest import OfflinePage

DAY = "2024-01-01"


def look(interests: str, entities: str = "", lists: str = "", absences: tuple[tuple[str, str], ...] = ()) -> Records:
    parts = [read(interests.encode(), "interests.csv")]
    parts += [read(text.encode(), f"{n}.csv") for n, text in enumerate((entities, lists)) if text]
    if absences:
        parts.append(Records(absences=table("absences", [{"entity": e, "reason": r} for e, r in absences])))
    return concat(*parts)


NETWORKS = {
    "one": look("owner,owned,percent,observed\nA,T,60,2019-10-09"),
    "chains": look("owner,owned,percent\nA,M,80\nA,N,50\nM,T,30\nN,T,20\nA,T,7\nB,T,1/3"),
    "ranges": look('owner,owned,percent\nA,T,25-50\nB,T,"(10,20]"\nC,T,\nD,T,"<5"\nE,C,">50"'),
    "loops": look("owner,owned,percent\nA,B,50\nB,C,50\nC,B,20\nC,T,40\nT,T,10\nP,A,10-20\nT,A,5"),
    "over": look("owner,owned,percent,observed\nA,T,80,2023\nB,T,70,2023\nP,A,90,2020\nQ,A,60,2021"),
    "ring": look("owner,owned,percent\nA,B,100\nB,A,100\nA,T,60\nS,S,100\nS,T,10"),
    "votes": look(
        "owner,owned,percent,type,directness,confidence\nA,T,30,,,high\nB,T,51,votingRights,,\nC,T,,appointmentOfBoard,,\n"
        "D,T,20,,indirect,\nE,T,,trustee,,\nF,T,10,goldenShare,,low\nG,E,60,,,medium"
    ),
    "absent": look(
        "owner,owned,percent\nA,T,60\nA,U,60\nA,E,60\nA,N,60\nT,X,10\np1,N2,20\nN2,T,5",
        "id,name,kind,note,jurisdiction,identifiers,names\np1,,person,anonymousPerson; lives in GB,GB,,\n"
        "A,Alder,company,Founded 1999,CN,lei:529900T8BM49AURSDO55 | x:1,Al ; 阿尔德\nT,Tamarack Co.,company,,,,\n"
        "E,Placeholders,unknown,Placeholder: several,,,",
        absences=(
            ("U", "unknown"),
            ("E", "subjectExemptFromDisclosure"),
            ("N", "NATURAL_PERSONS"),
            ("X", "noBeneficialOwners"),
            ("A", "a code of tomorrow"),
            ("N2", "unknown"),
            ("T", "psc-exempt-as-trading-on-regulated-market"),
        ),
    ),
    "dates": look(
        "owner,owned,percent,observed,start,end,source,ref\nA,T,60,2019-01-01,2018,,S1,p. 1\nA,T,40,2022-01-01,,,S1,2\n"
        "B,T,20,2001,,,S2,\nC,T,10,2020,,2021,S2,x\nD,T,5,,,,,\nE,T,3,2025,,,S2,",
        "id,total,total_observed\nT,90,2020",
    ),
    "lone": look("owner,owned,percent\nA,B,50", "id,name\nT,Tamarack"),
    "hostile": hostile(),
}  # fmt: skip
SUBJECT = {"hostile": "target"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_script_says_what_python_says(page_offline: OfflinePage, lang: str) -> None:
    tab = page_offline.page
    tab.goto("about:blank")
    load(tab)
    told_of = {name: told(records, SUBJECT.get(name, "T"), as_of=DAY, lang=lang) for name, records in NETWORKS.items()}
    answers = tab.evaluate(ASK, [case(data, shown) for shown, data, _ in told_of.values()])
    found = {
        name: problems
        for (name, (shown, _, _)), answer in zip(told_of.items(), answers, strict=True)
        if (problems := differences(shown, answer))
    }
    assert found == {}
    page_offline.assert_quiet()
