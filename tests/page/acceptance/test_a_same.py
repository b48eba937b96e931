"""A8 and A9: the same bytes everywhere, UTF-8 everywhere."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.page.acceptance.fixtures import DAY
from tests.page.acceptance.making import ROOT, RULE, Pages, drawn

if TYPE_CHECKING:
    from pathlib import Path

#: Write the hostile and the Chinese page with another encoding for every file that names none.
ELSEWHERE = """
import builtins, io, sys
real = io.open
def other(file, mode="r", buffering=-1, encoding=None, *more, **named):
    return real(file, mode, buffering, encoding or (None if "b" in mode else sys.argv[1]), *more, **named)
io.open = builtins.open = other
import ownership as own
from tests.page.acceptance import fixtures
own.draw(fixtures.records(fixtures.scripts()), "zh", as_of=fixtures.DAY).save(sys.argv[2])
own.draw(fixtures.records(fixtures.hostile()), "target", as_of=fixtures.DAY).save(sys.argv[3])
"""


def test_a08_same_input_same_bytes_whatever_the_seed_and_the_locale(pages: Pages, tmp_path: Path) -> None:
    seen = {hashlib.sha256(pages("S").read_bytes()).hexdigest()}
    for n, (seed, locale, zone) in enumerate((("1", "C", "Asia/Shanghai"), ("4242", "C.UTF-8", "America/Lima"))):
        path = drawn(
            "cedar", *pages.small, "--as-of", DAY, "--rule", RULE, tmp_path / str(n) / "S.html",
            PYTHONHASHSEED=seed, LC_ALL=locale, TZ=zone,
        )  # fmt: skip
        seen.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(seen) == 1


def test_a08_the_picture_too(pages: Pages, tmp_path: Path) -> None:
    seen = set()
    for seed, locale in (("1", "C"), ("4242", "C.UTF-8")):
        path = drawn(
            "cedar", *pages.small, "--as-of", DAY, "--format", "svg", tmp_path / f"{seed}.svg",
            PYTHONHASHSEED=seed, LC_ALL=locale,
        )  # fmt: skip
        seen.add(path.read_bytes())
    assert len(seen) == 1


@pytest.mark.parametrize("encoding", ["cp1252", "gbk"])
def test_a09_it_is_utf8_whatever_the_machine_writes_otherwise(pages: Pages, tmp_path: Path, encoding: str) -> None:
    made = [tmp_path / "new folder" / name for name in ("Z.html", "H.html")]
    run = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", ELSEWHERE, encoding, *map(str, made)],
        env={**os.environ, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    for path, name in zip(made, ("Z", "H"), strict=True):
        raw = path.read_bytes()
        assert raw == pages(name).read_bytes()
        assert b"\r" not in raw
        assert b'<meta charset="utf-8">' in raw[:1024]
        raw.decode("utf-8")


def test_a09_the_command_line_writes_utf8_in_a_plain_locale(pages: Pages, tmp_path: Path) -> None:
    path = drawn("cedar", *pages.small, "--as-of", DAY, tmp_path / "x.html", LC_ALL="C", PYTHONUTF8="0")
    assert "雪松机器人" in path.read_text(encoding="utf-8")
