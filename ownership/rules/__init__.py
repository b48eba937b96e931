"""Rules: a family of legal rules, one law a file, mostly data; `screen` asks them who is exposed."""

from __future__ import annotations

from ownership.rules._explain import Explanation, explain
from ownership.rules._rule import Period, Rule
from ownership.rules._screen import Exposures, bundled, chosen, screen
from ownership.rules._verify import verify

__all__ = ["Explanation", "Exposures", "Period", "Rule", "bundled", "chosen", "explain", "screen", "verify"]
