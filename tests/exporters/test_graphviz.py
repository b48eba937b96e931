from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ownership.exporters._drawing import words
from ownership.exporters._view import View
from ownership.exporters.graphviz import lost, write
from tests.exporters.everything import everything
from tests.exporters.names import NAMES, chain
from tests.tables import held, records

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def dot() -> str:
    found = shutil.which("dot")
    if not found:
        pytest.skip("no program dot on the path; Debian: apt-get install graphviz")
    return found


def drawn(dot: str, path: Path) -> ET.Element:
    made = subprocess.run([dot, "-Tsvg", path], capture_output=True, check=True, timeout=60)
    assert made.stderr == b""
    return ET.fromstring(made.stdout)


def test_dot_draws_every_name_as_it_is_written(dot: str, tmp_path: Path) -> None:
    svg = drawn(dot, write(chain(NAMES), tmp_path / "x.dot")[0])
    shown = [group.findtext(f"{SVG}text") for group in svg.iter(f"{SVG}g") if group.get("class") == "node"]
    assert [(text or "").replace("\xa0", " ") for text in shown] == [words(name) for name in NAMES]
    assert sum(group.get("class") == "edge" for group in svg.iter(f"{SVG}g")) == len(NAMES) - 1


def test_dot_draws_ids_that_are_names(dot: str, tmp_path: Path) -> None:
    names = [name for name in NAMES if name.strip() and "\n" not in name]
    rows = (f'"{name}","{name}x",51'.replace('"', "'").replace("','", '","')[1:-4] for name in names)
    svg = drawn(dot, write(held(*(f'"{row}",51' for row in rows)), tmp_path / "x.dot")[0])
    assert sum(group.get("class") == "edge" for group in svg.iter(f"{SVG}g")) == len(names)


def test_one_arrow_a_pair_with_all_that_is_held(tmp_path: Path) -> None:
    found = records(
        "owner,owned,percent,type,observed\na,b,30,shareholding,2020\na,b,,votingRights,\nb,c,>50,boardMember,"
    )
    lines = write(found, tmp_path / "x.dot")[0].read_text(encoding="utf-8").splitlines()
    assert '  "a" -> "b" [label="30 % (2020)\\nunknown votingRights"];' in lines
    assert '  "b" -> "c" [label="over 50 to 100 % boardMember", style="dashed"];' in lines


def test_a_view_shows_the_part_around_an_entity_on_a_day(tmp_path: Path) -> None:
    found = records("owner,owned,percent,start,end\na,b,30,2019,2020\nb,c,51,2019,\nc,d,51,2022,\nd,e,1,,")
    text = write(found, tmp_path / "x.dot", View("c", "2021", depth=1))[0].read_text(encoding="utf-8")
    assert '"b" -> "c"' in text
    assert '"a"' not in text  # two levels away
    assert '"c" -> "d"' not in text  # later than the day


def test_what_a_drawing_leaves_out_is_said() -> None:
    assert any("1 listing" in sentence for sentence in lost(everything()))
    assert any("cut at 80 characters" in sentence for sentence in lost(chain(NAMES)))
