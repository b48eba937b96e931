"""Absorption in a loop of companies by elimination without subtraction, in floating point, fast and accurate.

Grassmann, Taksar and Heyman (1985): the diagonal is never formed as 1 minus something but always as the sum of what
leaves, so a leak of 1e-15 out of a loop costs no digits. `inverse` does it in halves with matrix products, for many
small loops at once; `Factor` first takes out members with few links and is dense for the core alone.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Components of up to so many members are dense from the start.
DENSE = 200
#: The core of a large component is dense when no more than so many members are left.
CORE = 2000
#: A member is taken out early if that makes at most so many new links.
FILL = 16


def inverse(steps: NDArray[np.float64], exits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inverse of `diagonal - steps`, where the diagonal is the sum of a row's steps and its exit.

    `steps[..., j, i]` is the weight from j to i (that from j to itself is no step and never looked at),
    `exits[..., j]` that of leaving; leading axes are several loops at once. Entries are sums of products that are not
    negative: each keeps its digits. A member that cannot leave has a row of zeros.

    Examples
    --------
    >>> import numpy as np
    >>> inverse(np.array([[0, 0.5], [0.5, 0]]), np.array([0.5, 0.5])).round(6).tolist()
    [[1.333333, 0.666667], [0.666667, 1.333333]]
    """
    import numpy as np

    size = steps.shape[-1]
    if size == 1:  # with one member left, all that leaves is its exit
        return np.divide(1.0, exits, out=np.zeros_like(exits), where=exits > 0)[..., None]
    half = size // 2
    across, back = steps[..., :half, half:], steps[..., half:, :half]
    first = inverse(steps[..., :half, :half], exits[..., :half] + across.sum(axis=-1))
    through = back @ first
    rest = steps[..., half:, half:] + through @ across
    last = inverse(rest, exits[..., half:] + (through @ exits[..., :half, None])[..., 0])
    found = np.empty_like(steps)
    ahead = first @ across
    found[..., half:, half:] = last
    found[..., half:, :half] = last @ through
    found[..., :half, half:] = ahead @ last
    found[..., :half, :half] = first + ahead @ found[..., half:, :half]
    return found


def reaching(
    size: int, source: NDArray[np.intp], target: NDArray[np.intp], ends: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which members can reach one of the ends by the steps given.

    Examples
    --------
    >>> import numpy as np
    >>> reaching(3, np.array([0, 2]), np.array([1, 2]), np.array([False, True, False])).tolist()
    [True, True, False]
    """
    import numpy as np

    found = ends.copy()
    if found.all():
        return found
    into: list[list[int]] = [[] for _ in range(size)]
    for j, i in zip(source.tolist(), target.tolist(), strict=True):
        into[i].append(j)
    seen = found.tolist()
    stack = np.flatnonzero(found).tolist()
    while stack:
        for j in into[stack.pop()]:
            if not seen[j]:
                seen[j] = True
                stack.append(j)
    return np.array(seen, dtype=bool)


class Factor:
    """A strongly connected component prepared for right hand sides: a few links a member, or dense.

    `source`, `target`, `weight` are the steps (repeated ones add up, steps to itself are left out), `exits` what
    leaves each member. Every member must be able to leave, see `reaching`.

    Examples
    --------
    >>> import numpy as np
    >>> ring = Factor(np.array([0, 1]), np.array([1, 0]), np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    >>> ring.solve(np.array([0.5, 0.0])).round(6).tolist()
    [0.666667, 0.333333]
    >>> ring.diagonal().round(6).tolist()
    [1.333333, 1.333333]
    """

    def __init__(
        self,
        source: NDArray[np.intp],
        target: NDArray[np.intp],
        weight: NDArray[np.float64],
        exits: NDArray[np.float64],
        dense: int = DENSE,
    ) -> None:
        import numpy as np

        self.size = len(exits)
        self.gone: list[tuple[int, float, dict[int, float], dict[int, float]]] = []
        if self.size <= dense:
            self.core = np.arange(self.size)
            steps = np.zeros((self.size, self.size))
            np.add.at(steps, (source, target), weight)
            self.inner = inverse(steps, np.asarray(exits, dtype=np.float64))
        else:
            self._peel(source, target, weight, exits)

    def _peel(
        self,
        source: NDArray[np.intp],
        target: NDArray[np.intp],
        weight: NDArray[np.float64],
        exits: NDArray[np.float64],
    ) -> None:
        """Take out members in order of the links that makes, and invert what is left."""
        import numpy as np

        out: list[dict[int, float]] = [{} for _ in range(self.size)]
        into: list[dict[int, float]] = [{} for _ in range(self.size)]
        for j, i, w in zip(source.tolist(), target.tolist(), weight.tolist(), strict=True):
            if i != j and w > 0:
                out[j][i] = into[i][j] = out[j].get(i, 0.0) + w
        leave = exits.tolist()
        alive = [True] * self.size
        left = self.size
        heap = [(len(out[k]) * len(into[k]), k) for k in range(self.size)]
        heapq.heapify(heap)
        while heap:
            cost, k = heapq.heappop(heap)
            if not alive[k] or cost != len(out[k]) * len(into[k]):
                continue
            if cost > FILL and left <= CORE:
                break
            total = sum(out[k].values()) + leave[k]
            share = {i: w / total for i, w in out[k].items()}
            enter = {j: w / total for j, w in into[k].items()}
            for j, w in into[k].items():
                row = out[j]
                del row[k]
                for i, p in share.items():
                    if i != j:
                        row[i] = into[i][j] = row.get(i, 0.0) + w * p
                leave[j] += w * (leave[k] / total)
            for i in share:
                del into[i][k]
            for near in {*share, *enter}:
                heapq.heappush(heap, (len(out[near]) * len(into[near]), near))
            self.gone.append((k, 1 / total, share, enter))
            alive[k] = False
            left -= 1
        self.core = np.flatnonzero(alive)
        place = {int(k): n for n, k in enumerate(self.core)}
        steps = np.zeros((left, left))
        for k, n in place.items():
            for i, w in out[k].items():
                steps[n, place[i]] = w
        self.inner = inverse(steps, np.array([leave[k] for k in place])) if left else steps

    def solve(self, gains: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for every member what of the gains it ends with; one column for each right hand side."""
        return self._through(gains, False)

    def visits(self, starts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how often each member is visited from the starts: the transposed question."""
        return self._through(starts, True)

    def _through(self, right: NDArray[np.float64], transposed: bool) -> NDArray[np.float64]:
        import numpy as np

        inner = self.inner.T if transposed else self.inner
        if not self.gone:
            return np.asarray(inner @ right)
        found = list(right.astype(np.float64)) if right.ndim > 1 else right.astype(np.float64).tolist()
        for k, _, share, enter in self.gone:
            mass = found[k]
            for j, w in (share if transposed else enter).items():
                found[j] = found[j] + w * mass
        if len(self.core):
            solved = inner @ np.array([found[k] for k in self.core])
            for k, value in zip(self.core.tolist(), solved, strict=True):
                found[k] = value
        for k, scale, share, enter in reversed(self.gone):
            value = found[k] * scale
            for i, w in (enter if transposed else share).items():
                value = value + w * found[i]
            found[k] = value
        return np.array(found)

    def diagonal(self) -> NDArray[np.float64]:
        """Return the diagonal of the inverse: how often a member is visited from itself, the start included.

        Of the inverse only what the elimination touched is computed (Takahashi, Fagan and Chen 1973).
        """
        import numpy as np

        found = np.zeros(self.size)
        found[self.core] = np.diagonal(self.inner)
        if not self.gone:
            return found
        place = {int(k): n for n, k in enumerate(self.core)}
        pairs: dict[tuple[int, int], float] = {}

        def entry(i: int, j: int) -> float:
            if i in place and j in place:
                return float(self.inner[place[i], place[j]])
            return pairs[i, j]

        for k, scale, share, enter in reversed(self.gone):
            block = {(i, j): entry(i, j) for i in share for j in enter}
            own = scale
            for j, w in enter.items():
                pairs[k, j] = sum(p * block[i, j] for i, p in share.items())
                own += pairs[k, j] * w
            for i in share:
                pairs[i, k] = sum(block[i, j] * w for j, w in enter.items())
            pairs[k, k] = found[k] = own
        return found
