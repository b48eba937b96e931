"""An explanation: a finding, what it rests on line by line, what would change it; as text, Markdown, data or a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ownership.algorithms.critical import Stands, critical_holdings, critical_records
from ownership.algorithms.proof import Proof
from ownership.algorithms.shares import Shares
from ownership.algorithms.witness import Question
from ownership.findings import CriticalRow
from ownership.rules.explaining import _sentences as words

if TYPE_CHECKING:
    from ownership.rules._rule import Rule
    from ownership.rules.explaining._parts import Part


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why a finding holds on these records: its status, its proof, and the records that decide it.

    `status` is that of the finding (listed, certain, possible, excluded). `proof` is that of the condition that
    decides; None where nothing but the numbers written out can show it. `parts` are the conditions of the law, `before`
    and `after` the lines around them.
    """

    entity: str
    entity_name: str
    rule: str | None
    owner: str | None
    status: str
    in_force: str | None
    headline: str
    proof: Proof | None
    as_of: str
    found: Shares
    starter: str = "listed"
    law: Rule | None = None
    parts: tuple[Part, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    command: str = ""
    deciding: int = 0
    _seeds: frozenset[str] = frozenset()
    _stands: Stands | None = None
    _question: Question | None = None

    @cached_property
    def critical(self) -> tuple[CriticalRow, ...]:
        """The records that are cited, each with whether the claim falls without it; worked out when first asked for."""
        if self._stands is None or self.status in ("excluded", "listed"):
            return ()
        if self.proof is not None:
            bounded = self.law is not None
            return critical_records(self.found, self.proof, self._seeds, self._stands, self._question, bounded=bounded)
        if not self.parts:
            return ()
        nearest = self.parts[self.deciding].held[::-1]
        return critical_holdings(self.found, self.entity, nearest, self._seeds, self._stands)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The explanation line by line: what is claimed, where it starts, the steps, and what decides."""
        found = [self.headline]
        assumed = self.proof.claim.assume if self.proof else self.options.get("assume", ())
        found += [f"Assumed for this question: {text}." for text in assumed]
        found += self.before
        for part in self.parts:
            found += [f"Condition {part.title}: {part.status}."] if len(self.parts) > 1 else []
            found += part.lines
        if not self.parts and self.proof is not None:
            found += words.lines(self.proof, self.starter)
        found += self.changes
        return (*found, *self.after)

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """What would change the answer: the records that decide, what nobody is recorded for."""
        found = []
        rows = self.critical
        proof = self.proof
        shown = proof is not None and proof.steps and self.status in ("certain", "possible")
        if rows or shown:
            names = {one: self.found.name(one) for row in rows for one in (row.owner, row.owned) if one}
            found.append(words.deciding(rows, names))
        if rows and (left := self._cited - len(rows)) > 0:
            found.append(f"{left} more of the records cited, further from it, were not looked at for this.")
        return (*found, *self.about.get("changes", ()))

    @property
    def _cited(self) -> int:
        """How many parties and records are cited that could decide."""
        if self.proof is not None:
            proof = self.proof
            rows = [
                (row.kind, row.owner, row.owned, row.refs)
                for step in proof.steps for row in (*step.counted, *step.others) if row.kind != "undisclosed"
            ]  # fmt: skip
            totals = {step.entity for step in proof.steps if step.total_refs}
            return len(proof.claim.seeds) + len(dict.fromkeys(rows)) + len(totals)
        return len({(h.owner, h.owned, h.refs) for h in self.parts[self.deciding].held}) if self.parts else 0

    @property
    def text(self) -> str:
        """The explanation in plain sentences."""
        return "\n".join(self.lines)

    def __str__(self) -> str:
        return self.text

    @property
    def markdown(self) -> str:
        """A report: the finding, the reasons, what would change it, the law, a table of the records with sources."""
        from ownership.rules.explaining._report import report

        return report(self)

    @property
    def refs(self) -> tuple[str, ...]:
        """Every place that is cited, once."""
        cited = [r for part in self.parts for h in part.held for r in h.refs]
        cited += [r for part in self.parts if part.proof for r in part.proof.refs]
        cited += [*(self.proof.refs if self.proof else ()), *self.about.get("refs", ())]
        return tuple(dict.fromkeys(cited))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values; `verify` reads it."""
        about = {key: value for key, value in self.about.items() if key not in ("changes", "refs")}
        return {
            "entity": self.entity, "entity_name": self.entity_name, "rule": self.rule, "owner": self.owner,
            "status": self.status, "in_force": self.in_force, "as_of": self.as_of, **about, "text": list(self.lines),
            "conditions": [part.to_dict() for part in self.parts],
            "critical": [row.to_dict() for row in self.critical], "refs": list(self.refs),
            "proof": self.proof.to_dict() if self.proof else None,
        }  # fmt: skip

    def evidence(self, command: str = "") -> dict[str, Any]:
        """Return a self-contained record of the finding: see `save`."""
        from ownership.rules.explaining._evidence import evidence

        return evidence(self, command or self.command)

    def save(self, path: str | Path, command: str = "") -> Path:
        """Write the finding with all that it rests on into one JSON file, which `verify` checks.

        The lines, the proof, the rule as data, the day and the options, every record about the entity and everybody
        above it at any time, the SHA-256 of each file they were read from, of the whole, and the versions; `command` is
        what was typed. The same finding gives the same bytes.

        Raises
        ------
        DataError
            When the place cannot be written to.
        """
        from ownership.files import write_atomically
        from ownership.rules.explaining._evidence import written

        return write_atomically(path, written(self.evidence(command)))
