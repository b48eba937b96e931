"""Rules: a family of legal rules, one law a file, mostly data; and the questions that are asked about them."""

from __future__ import annotations

from ownership.rules._divest import acquire, divest
from ownership.rules._explain import Explanation, explain
from ownership.rules._gaps import Gaps, gaps
from ownership.rules._plan import Plan
from ownership.rules._rule import Period, Rule
from ownership.rules._screen import Exposures, bundled, chosen, screen
from ownership.rules._verify import verify

__all__ = [
    "Explanation", "Exposures", "Gaps", "Period", "Plan", "Rule", "acquire", "bundled", "chosen", "divest", "explain",
    "gaps", "screen", "verify",
]  # fmt: skip
