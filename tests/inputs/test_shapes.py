"""Lines by their shapes hold what the parser says that they hold; what is not plain is left alone."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.inputs.shapes import Block, Shapes

texts = st.text(st.characters(codec="utf-8"), max_size=6)
values = st.recursive(
    texts | st.none() | st.booleans() | st.integers(-999, 10**9) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(st.sampled_from(["a", "b", "n1", "ключ", "x y", ","]), values, max_size=4)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Every text and number of a value with its path; texts that follow each other in an array have one path."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if not isinstance(value, list):
        is_leaf = isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool))
        return [(path, value)] if is_leaf else []
    found: list[tuple[tuple[str | int, ...], Any]] = []
    place = -1
    for at, inner in enumerate(value):
        if not (at and isinstance(inner, str) and isinstance(value[at - 1], str)):
            place += 1
        found += leaves(inner, (*path, place))
    return found


def taken(block: Block, line: int) -> list[tuple[tuple[str | int, ...], Any]]:
    """What a block says of a line."""
    paths = block.shapes.paths
    here = (block.line == line).nonzero()[0]
    found: list[Any] = [
        (paths[at], text) for at, text in zip(block.path[here], block.texts(here).to_pylist(), strict=True)
    ]
    lines, where, numbers = block.numbers
    mine = (lines == line).nonzero()[0]
    return found + [
        (paths[at], orjson.loads(text)) for at, text in zip(where[mine], numbers.take(mine).to_pylist(), strict=True)
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(objects, min_size=1, max_size=4), st.booleans(), st.integers(1, 3))
def test_lines_hold_what_the_parser_says(found: list[dict[str, Any]], tight: bool, times: int) -> None:
    separators = (",", ":") if tight else (", ", ": ")
    lines = [json.dumps(each, ensure_ascii=False, separators=separators) for each in found for _ in range(times)]
    shapes = Shapes()
    blocks = [shapes.block("\n".join(lines).encode()) for _ in range(2)]
    block = Block.together(blocks)
    assert len(block.shape) == 2 * len(lines)
    for at, line in enumerate([*lines, *lines]):
        assert block.bytes(at).decode() == line
        if block.shape[at] >= 0:
            assert sorted(map(repr, taken(block, at))) == sorted(map(repr, leaves(orjson.loads(line))))
        else:
            assert not len((block.line == at).nonzero()[0])


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": "x", "a": "y"}', b'{"a": "x" "b"}', b'{"a": "x", "b"}', b'{"a": "x"', b'{"a": "x\\"y"}', b"", b"5",
        b'{"a": "x\ty"}', b'{"a": "\xff"}', b'{"a": NaN, "b": "x"}', b'{"a": "x", "b": 01}', b'["x"]', b'{"a" : "x"}',
        b'{"a": "x"} {"a": "x"}', b'{"n": 5, "a": "x"}',
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_alone_wherever_it_stands(line: bytes) -> None:
    plain = b'{"a": "x"}'
    for lines in ([line, line, plain, plain], [plain, plain, line, line], [plain, line, plain, line]):
        block = Shapes().block(b"\n".join(lines))
        wrong = b"\xff" in line
        assert block.shape.tolist() == [-1 if each == line or wrong else 0 for each in lines]


def test_texts_in_a_row_are_of_one_shape_but_only_in_an_array() -> None:
    lines = [b'{"a": ["x", "y"], "b": "z"}', b'{"a": ["x"], "b": "z"}', b'{"a": ["x"], "b": "z", "c"}']
    block = Shapes().block(b"\n".join([*lines, *lines]))
    assert block.shape.tolist() == [0, 0, -1, 0, 0, -1]
    assert block.texts(block.at(("a", 0))).to_pylist() == ["x", "y", "x", "x", "y", "x"]


def test_only_what_is_wanted_is_kept() -> None:
    block = Shapes(lambda path: path[-1] == "b").block(b'{"a": "x", "b": "y", "n": 5}\n{"a": "u", "b": "v", "n": 6}')
    assert block.texts(block.at(("a",), ("b",))).to_pylist() == ["y", "v"]
    assert not len(block.numbers[0])
