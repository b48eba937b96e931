"""Rules: a family of legal rules, one law a file, mostly data; and the questions that are asked about them."""

from __future__ import annotations

from ownership.rules._chosen import bundled, chosen
from ownership.rules._compare import Comparison, compare
from ownership.rules._condition import Condition, Period
from ownership.rules._diff import Difference, diff
from ownership.rules._divest import acquire, divest
from ownership.rules._explain import explain
from ownership.rules._explanation import Explanation
from ownership.rules._gaps import Gaps, gaps
from ownership.rules._plan import Plan
from ownership.rules._qualify import Owners, owners
from ownership.rules._rule import Parties, Rule
from ownership.rules._screen import Exposures, screen
from ownership.rules._timeline import Timeline, timeline
from ownership.rules._verify import verify

__all__ = [
    "Comparison", "Condition", "Difference", "Explanation", "Exposures", "Gaps", "Owners", "Parties", "Period", "Plan",
    "Rule", "Timeline", "acquire", "bundled", "chosen", "compare", "diff", "divest", "explain", "gaps", "owners",
    "screen", "timeline", "verify",
]  # fmt: skip
