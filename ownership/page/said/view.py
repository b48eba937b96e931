"""From records and findings to a view: everything that one page says of one question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ownership.page.labels import clean
from ownership.page.languages import Words
from ownership.page.languages import words as language
from ownership.page.model import Evidence, Flag, LedgerLine, Party, Proof, Stake, View, Working
from ownership.page.said import flags as marks
from ownership.page.said import method, words
from ownership.page.said.absences import filed, nameless, role_of
from ownership.page.said.citing import Citing
from ownership.page.said.proofs import Facts, proof
from ownership.page.said.rows import holder, ledger_line
from ownership.page.said.stakes import Filed, everybody, filings, open_parts, stakes
from ownership.page.said.workings import count_chains, loops, short, working
from ownership.spelling import several

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares
    from ownership.findings import ExposureRow, LedgerRow, OwnerRow

#: The scripts that tell, in the order in which they are loaded, after those that calculate.
SCRIPTS = ("words.js", "cite.js", "answers.js", "findings.js", "smallprint.js", "story.js")
#: Rows of the answer table beyond these are counted.
HOLDER_ROWS = 300
#: Warnings beyond these are counted.
WARNINGS = 60
#: So many ultimate owners have their chains in the page without a script, so many chains each.
WORKINGS, CHAINS = 5, 10


@dataclass(frozen=True)
class Question:
    """What was asked of one page; the records were chosen before, and all their parties are on it."""

    subjects: tuple[str, ...]
    title: str | None = None


def view(
    shares: Shares,
    question: Question,
    owners: Mapping[str, Sequence[OwnerRow]],
    ledger: Sequence[LedgerRow],
    *,
    exposures: Iterable[ExposureRow] = (),
    version: str = "",
    lang: str = "en",
    rules: Iterable[Any] = (),
    would_change: Mapping[tuple[str, str], Sequence[str]] | None = None,
    incomplete: Iterable[str] = (),
) -> View:
    r"""Return what a page says: the part around the subjects, their owners in words, the records, the proofs.

    `owners` has the owner rows of each subject; no share, bound or verdict is computed here. `rules` are those applied,
    `would_change` has sentences by (party, rule), `incomplete` are companies whose owners are not all in the records.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\nAlder,Birch,51", "x.csv"), as_of="2024")
    >>> [stake.share for stake in view(found, Question(("Birch",)), {}, []).stakes]
    ['51 %', '49 %']
    """
    made = _Making(shares, question, owners, ledger, list(exposures), lang, incomplete)
    return made.view(version, {rule.id: rule for rule in rules}, would_change or {})


class _Making:
    """One view in the making."""

    def __init__(
        self,
        shares: Shares,
        question: Question,
        owners: Mapping[str, Sequence[OwnerRow]],
        ledger: Sequence[LedgerRow],
        exposures: list[ExposureRow],
        lang: str,
        incomplete: Iterable[str],
    ) -> None:
        self.shares, self.question, self.exposures = shares, question, exposures
        supposed, self.incomplete = bool(shares.how["assume"]), set(incomplete)
        self.said = language(lang, supposed=supposed)
        self.partly = language(lang, supposed=supposed, partly=True)
        self.cite = Citing(shares.records, shares.as_of, self.said)
        self.filed: Filed = filed(shares.records.rows("absences"), shares.as_of, self.said)
        self.owners = {
            subject: [replace(r, owner_name=name) if (name := self._nameless(r.owner)) else r for r in rows]
            for subject, rows in owners.items()
        }
        rows = self.owners.get(question.subjects[0], ()) if question.subjects else ()
        self.above = {row.owner: row for row in rows if row.owner}
        known = {o: r for o, r in self.above.items() if r.share_min > 0 or r.share_max < 100}
        one = len(question.subjects) == 1  # of several subjects, a card cannot say of which
        self.effective = {o: words.share_of(r, said=self.said) for o, r in known.items() if one}
        self.ledger: dict[str, list[LedgerRow]] = {}
        for row in ledger:
            self.ledger.setdefault(row.owned, []).append(row)
        self.chains = {s: count_chains(shares, s) for s in question.subjects if s in owners}

    def view(
        self, version: str, rules: Mapping[str, Any], would_change: Mapping[tuple[str, str], Sequence[str]]
    ) -> View:
        """Return the whole view."""
        shares, question, said = self.shares, self.question, self.said
        listed, records = marks.listings(shares.records.rows("listings"), shares.as_of, self.cite, said)
        flags = marks.together(listed, marks.exposures(self.exposures, listed, said, rules))
        every = {stake.id: stake for stake in stakes(shares, self.cite, self.effective)}
        ids = everybody(question.subjects, every.values(), (row["id"] for row in shares.records.rows("entities")))
        rests = list(open_parts(shares, ids, self.cite, self.filed, ids, self.incomplete))
        rest_of = {stake.owned: stake.weight for _, stake in rests}
        parties = [
            replace(self._party(i, flags.get(i, ())), evidence=tuple(records.get(i, ())), rest=rest_of.get(i, 0.0))
            for i in ids
        ]
        asked = question.subjects
        listed_stakes = sorted(
            (*every.values(), *(stake for _, stake in rests)),
            key=lambda s: (s.owned not in asked, s.owner not in asked),
        )
        names = {i: clean(self._called(i)) for i in ids}
        names |= {p.id: p.name for p in (*parties, *(party for party, _ in rests))}
        lines = [
            (row, ledger_line(self._called, row, self.cite)) for owned in ids for row in self.ledger.get(owned, ())
        ]
        holders = [
            holder(
                self._called(subject), subject, row, self.cite.saying(self._of(subject)), self.chains.get(subject, {})
            )
            for subject in asked
            for row in words.ordered(self.owners.get(subject, ()))
        ]
        held: dict[str, list[Stake]] = {}
        for stake in every.values():
            held.setdefault(stake.owned, []).append(stake)
        facts = Facts(
            said,
            held,
            records,
            lambda e: [ledger_line(self._called, row, self.cite) for row in self.ledger.get(e, ())],
            rules,
            would_change,
        )
        names_asked = [self._called(s) for s in asked]
        return View(
            title=clean(question.title) or words.question(names_asked, said),
            subjects=asked,
            answers=self._answers(),
            parties=(*parties, *(party for party, _ in rests)),
            stakes=tuple(listed_stakes),
            names=names,
            as_of=said.day(shares.as_of),
            holders=tuple(holders[:HOLDER_ROWS]),
            ledger=tuple(line for _, line in lines),
            warnings=self._warnings(ids),
            omitted=self._omitted(len(holders)),
            footer=self._footer(lines, version, rules, [record for i in ids for record in records.get(i, ())]),
            loops=loops(shares, ids, said, self._called),
            workings=tuple(self._workings()),
            proofs=tuple(self._proofs(ids, facts)),
            lang=said.lang,
        )

    def _of(self, entity: str) -> Words:
        """Return the words for an entity: others where this page does not carry all owners above it."""
        if not self.incomplete:
            return self.said
        above = {entity, *(row.owner for row in self.owners.get(entity, ()) if row.owner)}
        return self.said if above.isdisjoint(self.incomplete) else self.partly

    def _nameless(self, entity: str | None) -> str:
        return nameless(self.shares.entities.get(entity) or {}, self.said) if entity else ""

    def _called(self, entity: str) -> str:
        return self._nameless(entity) or self.shares.name(entity)

    def _answers(self) -> tuple[str, ...]:
        shares, brief = self.shares, len(self.question.subjects) > 1
        found = []
        for subject in self.question.subjects:
            if subject not in self.owners:
                continue
            column = shares.columns.get(subject)
            seen = {h.owner: h.observed_max for h in column.held if h.observed_max} if column else {}
            text = words.answer(
                self._called(subject),
                self.owners[subject],
                brief=brief,
                said=self._of(subject),
                chains=self.chains[subject],
                seen=seen,
            )
            name = short(self._called(subject))
            told = [
                self.said.say(f"answer.filed.{reason.group}", name=name, reason=reason.text)
                for reason, _ in self.filed.get(subject, ())
            ]
            found.append(self.said.texts["story.space"].join([text, *told]))
        return tuple(found)

    def _party(self, entity: str, flags: tuple[Flag, ...]) -> Party:
        shares, said = self.shares, self.said
        row = shares.entities.get(entity) or {}
        column = shares.columns.get(entity)
        notes = [clean(row["note"])] if row.get("note") else []
        if str(row.get("name") or "") != clean(row.get("name")):
            notes.append(said.say("party.control_characters"))
        notes += [said.code("warning", text) for text in (column.warnings if column else ())]
        if column and column.ring:
            notes.append(said.say("party.ring"))
        if entity in self.incomplete:
            notes.append(said.say("party.open"))
        reasons = self.filed.get(entity, [])
        notes += filings(reasons, self.cite)
        facts = (
            [(said.say("party.identifiers"), "; ".join(several(row.get("identifiers"))))]
            if row.get("identifiers")
            else []
        )
        above = self.above.get(entity)
        role = role_of(row)
        name = clean(self._called(entity))
        return Party(
            id=entity,
            name=name or said.say("party.no_name"),
            kind=shares.kind(entity),
            jurisdiction=clean(row.get("jurisdiction")),
            role=role,
            subject=entity in self.question.subjects,
            flags=flags,
            names=tuple(clean(name) for name in several(row.get("names"))),
            facts=tuple((term, clean(text)) for term, text in facts),
            notes=tuple(notes),
            reasons=tuple(reason for reason, _ in reasons),
            ultimate=bool(above and above.ultimate),
            controls=above.controls if above else "",
            effective=self.effective.get(entity, ""),
        )

    def _warnings(self, ids: Iterable[str]) -> tuple[str, ...]:
        said, shares = self.said, self.shares
        found = []
        for owned in ids:
            name = short(self._called(owned))
            column = shares.columns.get(owned)
            for code in column.warnings if column else ():
                if code == "total_over_100":
                    found.append(said.say("story.warning.over", name=name))
                else:
                    found.append(said.say("story.warning.of", name=name, text=said.code("warning", code)))
            if owned in self.incomplete:
                found.append(said.say("story.warning.open", name=name))
        if len(found) > WARNINGS:
            found = [*found[:WARNINGS], said.count("story.more", len(found) - WARNINGS)]
        if shares.evidence.later:
            found.append(said.count("story.warning.later", shares.evidence.later))
        return tuple(found)

    def _omitted(self, holders: int) -> tuple[str, ...]:
        return (self.said.count("omitted.holders", holders - HOLDER_ROWS),) if holders > HOLDER_ROWS else ()

    def _footer(
        self,
        lines: Sequence[tuple[LedgerRow, LedgerLine]],
        version: str,
        rules: Mapping[str, Any],
        records: Iterable[Evidence],
    ) -> tuple[str, ...]:
        used = [(row, line) for row, line in lines if line.used]
        days = [day for row, _ in used if (day := self.cite.said(row))]
        sources: dict[str, int] = {}
        for _, line in used:
            if line.evidence.source:
                sources[line.evidence.source] = sources.get(line.evidence.source, 0) + 1
        for record in records:
            if record.source:
                sources[record.source] = sources.get(record.source, 0) + 1
        named = list(rules.values()) or sorted({clean(row.rule) for row in self.exposures})
        return method.footer(
            self.shares.as_of,
            used=len(used),
            left_out=len(lines) - len(used),
            skipped=len(self.shares.records.skipped),
            later=self.shares.evidence.later,
            rules=named,
            version=version,
            basis=self.shares.basis,
            seen=(min(days), max(days)) if days else None,
            sources=sources,
            said=self.said,
        )

    def _workings(self) -> Iterable[Working]:
        """Multiply the chains of the largest ultimate owners of each subject."""
        from ownership.algorithms.chains import chains

        for subject in self.question.subjects:
            rows = words.ordered(self.owners.get(subject, ()))
            rest = next((row for row in rows if not row["owner"] and row["kind"] == "undisclosed"), None)
            ends = [row for row in rows if row["owner"] and row["ultimate"] and row["share_max"] > 0]
            for row in ends[:WORKINGS]:
                found = chains(self.shares, row["owner"], subject, limit=CHAINS)
                yield working(subject, row, found, self._of(subject), undisclosed=rest, called=self._called)

    def _proofs(self, ids: Mapping[str, None], facts: Facts) -> Iterable[tuple[str, tuple[Proof, ...]]]:
        """Prove every finding about a party on the page."""
        mine: dict[str, list[Proof]] = {}
        for row in self.exposures:
            if row["entity"] in ids:
                said = self.partly if row["entity"] in self.incomplete else self.said
                mine.setdefault(row["entity"], []).append(proof(row, replace(facts, words=said)))
        return ((entity, tuple(mine[entity])) for entity in ids if entity in mine)
