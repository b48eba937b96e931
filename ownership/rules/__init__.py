"""Rules: a family of legal rules, one law a file, mostly data; and the questions that are asked about them."""

from __future__ import annotations

from ownership.rules._chosen import bundled, chosen
from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Parties, Rule
from ownership.rules.changes._compare import Comparison, compare
from ownership.rules.changes._diff import Difference, diff
from ownership.rules.changes._timeline import Timeline, timeline
from ownership.rules.deciding._decided import decided
from ownership.rules.deciding._divest import acquire, divest
from ownership.rules.deciding._gaps import Gaps, gaps
from ownership.rules.deciding._plan import Plan
from ownership.rules.explaining._explain import explain
from ownership.rules.explaining._explanation import Explanation
from ownership.rules.explaining._verify import verify
from ownership.rules.screening._qualify import Owners, owners
from ownership.rules.screening._screen import Exposures, Screened, screen, screening

__all__ = [
    "Comparison", "Condition", "Difference", "Explanation", "Exposures", "Gaps", "Owners", "Parties", "Period",
    "Plan", "Rule", "Screened", "Timeline", "acquire", "bundled", "chosen", "compare", "decided", "diff", "divest",
    "explain", "gaps", "owners", "screen", "screening", "timeline", "verify",
]  # fmt: skip
