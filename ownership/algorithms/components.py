"""Strongly connected components in topological order, without recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def components(nodes: Iterable[str], steps: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Return the strongly connected components, each before those it leads to (Tarjan 1972), members sorted.

    Examples
    --------
    >>> components(["a", "b", "c"], {"a": ["b"], "b": ["c"], "c": ["b"]}.__getitem__)
    [['a'], ['b', 'c']]
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[list[str]] = []
    for root in nodes:
        if root in index:
            continue
        work = [(root, iter(steps(root)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, children = work[-1]
            for child in children:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(steps(child))))
                    break
                if child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = stack.index(node) if stack[-1] != node else len(stack) - 1
                    group = stack[cut:]
                    del stack[cut:]
                    on_stack.difference_update(group)
                    found.append(sorted(group))
    return found[::-1]
