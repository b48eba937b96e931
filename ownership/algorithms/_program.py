"""A mixed-integer program written row by row and handed to HiGHS; what comes back is floats, to be made exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Solved:
    """What the solver said: values (None: no solution found), whether they are the best, and a bound on the cost."""

    values: list[float] | None
    optimal: bool
    infeasible: bool
    bound: float | None


@dataclass
class Program:
    """Minimise a cost over rows `sum of coefficient * variable <= limit`; every variable is at least 0."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def variable(self, cost: Fraction | int = 0, upper: Fraction | int = 1, *, whole: bool = False) -> int:
        """Add a variable and return its place; `whole` allows only integers."""
        self.costs.append(float(cost))
        self.uppers.append(float(upper))
        self.whole.append(int(whole))
        return len(self.costs) - 1

    def row(self, parts: Mapping[int, Fraction | int], limit: Fraction | int) -> None:
        """Ask that a sum is at most a limit."""
        self.rows.append(({place: float(part) for place, part in parts.items() if part}, float(limit)))

    def solve(self, seconds: float) -> Solved:
        """Solve to a gap of zero, or stop at the time limit with the best that was found."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        count = len(self.costs)
        data = [part for parts, _ in self.rows for part in parts.values()]
        columns = [place for parts, _ in self.rows for place in parts]
        lengths = np.cumsum([0, *(len(parts) for parts, _ in self.rows)])
        matrix = csr_array((data, columns, lengths), shape=(len(self.rows), count))
        found = milp(
            np.array(self.costs),
            integrality=np.array(self.whole),
            bounds=Bounds(np.zeros(count), np.array(self.uppers)),
            constraints=LinearConstraint(matrix, -np.inf, np.array([limit for _, limit in self.rows])),
            options={"time_limit": max(0.05, seconds), "mip_rel_gap": 0.0},
        )
        values = None if found.x is None else [float(value) for value in found.x]
        bound = getattr(found, "mip_dual_bound", None)
        known = float(bound) if bound is not None and np.isfinite(bound) else None
        return Solved(values, found.status == 0, found.status == 2, known)
