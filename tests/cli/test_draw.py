from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ownership.readers.page import page_data

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_one_page_the_same_every_time(ask: Ask, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "deep" / "page.html"
    answer = ask("draw", "t", file, "--as-of", DAY, "-o", page)
    assert (answer.code, answer.out) == (0, "")
    assert f"wrote {page}" in answer.err
    first = page.read_bytes()
    assert first.lower().startswith(b"<!doctype html>")
    assert ask("draw", "t", file, "--as-of", DAY, "-o", page).code == 0
    assert page.read_bytes() == first


def test_the_file_is_called_after_the_entity_and_stays_in_this_folder(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent\n../../etc/x y,a,60\n", encoding="utf-8")
    assert ask("draw", "../../etc/x y", path, "--as-of", DAY).code == 0
    made = [p.name for p in tmp_path.iterdir() if p.suffix == ".html"]
    assert len(made) == 1
    assert "/" not in made[0]
    assert not made[0].startswith(".")


def test_nobody_of_that_name_writes_nothing(ask: Ask, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert ask("draw", "elm", file, "-o", page).code == 3
    assert not page.exists()


def test_the_page_says_the_command_that_made_it(ask: Ask, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    assert ask("draw", "t", file, "--as-of", DAY, "--listed", "x", "--rule", "us-ofac-50", "-o", page).code == 0
    data = page_data(page.read_bytes(), "p.html")
    assert data["command"] == f"ownership draw t {file.name} --as-of {DAY} --rule us-ofac-50 --listed x"
    assert data["verdicts"]["us-ofac-50"]["t"]["status"] == "certain"


def test_what_is_out_of_reach_is_counted_and_not_in_the_file(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent\na,b,60\nb,c,60\nc,far away,60\nfar away,further,60\n", encoding="utf-8")
    answer = ask("draw", "b", path, "--as-of", DAY, "--below", 1, "-o", tmp_path / "p.html")
    assert "not in this page: 2 parties, 2 holdings" in answer.err
    assert "far away" not in (tmp_path / "p.html").read_text(encoding="utf-8")
    ask("draw", "b", path, "--as-of", DAY, "--whole", "-o", tmp_path / "w.html")
    assert "further" in (tmp_path / "w.html").read_text(encoding="utf-8")


def test_several_parties_and_a_name_with_a_semicolon(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent\na,b,60\na,c,60\na,d; e,60\n", encoding="utf-8")
    assert ask("draw", "b; c", path, "--as-of", DAY, "-o", tmp_path / "p.html").code == 0
    assert page_data((tmp_path / "p.html").read_bytes(), "p")["asked"]["subjects"] == ["b", "c"]
    assert ask("draw", "d; e", path, "--as-of", DAY, "-o", tmp_path / "q.html").code == 0
    assert page_data((tmp_path / "q.html").read_bytes(), "q")["asked"]["subjects"] == ["d; e"]


def test_redacted(ask: Ask, tmp_path: Path) -> None:
    path, kinds = tmp_path / "rows.csv", tmp_path / "kinds.csv"
    path.write_text("owner,owned,percent\nAnn Alder,Birch,60\n", encoding="utf-8")
    kinds.write_text("id,name,kind\nAnn Alder,Ann Alder,person\nBirch,Birch,company\n", encoding="utf-8")
    answer = ask("draw", "Birch", path, kinds, "--as-of", DAY, "--redact", "-o", tmp_path / "p.html")
    assert "natural persons (1)" in answer.err
    text = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Ann Alder" not in text
    assert ask("verify", tmp_path / "p.html", path, kinds).code == 0


def test_without_an_entity_nothing_is_drawn(ask: Ask, file: Path) -> None:
    assert ask("draw").code == 2
    assert ask("draw", "", file).code == 2


def test_the_same_bytes_under_every_seed_and_locale(file: Path, tmp_path: Path) -> None:
    seen = set()
    for number, (seed, locale) in enumerate((("0", "C"), ("4242", "C.UTF-8"))):
        page = tmp_path / f"{number}.html"
        command = [sys.executable, "-m", "ownership", "draw", "t", str(file), "--as-of", DAY, "-o", str(page)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        subprocess.run([*command, "--listed", "x"], env=environment, check=True, capture_output=True)
        seen.add(page.read_bytes())
    assert len(seen) == 1
    assert b"\r" not in seen.pop()


def test_a_gallery(ask: Ask, tmp_path: Path) -> None:
    answer = ask("draw", "--gallery", tmp_path / "g")
    assert answer.code == 0
    assert sorted(path.name for path in (tmp_path / "g").iterdir()) == [
        "chain.html", "eleven.html", "five.html", "hikvision.html", "index.html",
    ]  # fmt: skip


def test_the_format_is_that_of_the_ending(ask: Ask, file: Path, tmp_path: Path) -> None:
    assert ask("draw", "t", file, "--as-of", DAY, "-o", tmp_path / "p.svg").code == 0
    assert (tmp_path / "p.svg").read_text(encoding="utf-8").startswith(("<svg", "<?xml"))
    assert ask("draw", "t", file, "--as-of", DAY, "-o", tmp_path / "x", "--format", "svg").code == 0
    assert (tmp_path / "x").read_bytes() == (tmp_path / "p.svg").read_bytes()
    answer = ask("draw", "t", file, "--as-of", DAY, "-o", tmp_path / "p.doc")
    assert answer.code == 2
    assert "--format" in answer.err


def test_png_and_pdf(ask: Ask, file: Path, tmp_path: Path, chromium_path: str) -> None:
    assert ask("draw", "t", file, "--as-of", DAY, "-o", tmp_path / "p.png", "--scale", 1).code == 0
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    assert ask("draw", "t", file, "--as-of", DAY, "-o", tmp_path / "p.pdf").code == 0
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")


def test_the_page_speaks_chinese(ask: Ask, file: Path, tmp_path: Path) -> None:
    assert ask("draw", "t", file, "--as-of", DAY, "--lang", "zh", "-o", tmp_path / "p.html").code == 0
    text = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert '<html lang="zh">' in text
    assert ask("verify", tmp_path / "p.html").code == 0
    assert ask("draw", "t", file, "--lang", "xx").code == 2
