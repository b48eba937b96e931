from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.errors import DataError
from ownership.exporters._drawing import words
from ownership.exporters._view import View
from ownership.exporters.mermaid import write
from tests.exporters.everything import everything
from tests.exporters.names import NAMES, chain
from tests.tables import held

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def script() -> Path:
    """Mermaid itself, as `make test` puts it beside the environment."""
    path = Path(
        os.environ.get("OWNERSHIP_MERMAID") or ROOT / ".venv" / "mermaid" / "package" / "dist" / "mermaid.min.js"
    )
    if not path.is_file():
        pytest.skip(
            f"no Mermaid at {path.name} in .venv/mermaid; `make mermaid` fetches it, OWNERSHIP_MERMAID can name it"
        )
    return path


def drawn(browser: Browser, script: Path, text: str) -> list[str]:
    """The texts of the boxes that Mermaid draws, and of its arrows."""
    page = browser.new_page()
    page.add_script_tag(path=script)
    assert page.evaluate("text => mermaid.parse(text).then(found => found.diagramType)", text) == "flowchart-v2"
    page.evaluate("text => mermaid.render('drawn', text).then(found => { document.body.innerHTML = found.svg })", text)
    found: list[str] = page.evaluate("[...document.querySelectorAll('.node')].map(node => node.textContent.trim())")
    arrows: int = page.evaluate("document.querySelectorAll('.edgePaths path').length")
    page.close()
    return [*found, str(arrows)]


def test_mermaid_draws_every_name_as_it_is_written(browser: Browser, script: Path, tmp_path: Path) -> None:
    text = write(chain(NAMES), tmp_path / "x.mmd")[0].read_text(encoding="utf-8")
    lists = ["us-sdn" if n % 2 == 0 else "" for n in range(len(NAMES))]
    expected = [words(name) + on for name, on in zip(NAMES, lists, strict=True)]
    assert drawn(browser, script, text) == [*expected, str(len(NAMES) - 1)]


def test_mermaid_draws_as_much_as_is_written_at_most(browser: Browser, script: Path, tmp_path: Path) -> None:
    rows = (f"a,b{n},51" for n in range(500))
    text = write(held(*rows), tmp_path / "x.mmd")[0].read_text(encoding="utf-8")
    assert drawn(browser, script, text)[-1] == "500"


def test_more_than_mermaid_draws_is_refused_with_what_to_do(tmp_path: Path) -> None:
    many = held(*(f"a,b{n},51" for n in range(501)))
    with pytest.raises(DataError, match=r"501 arrows .*--entity"):
        write(many, tmp_path / "x.mmd")
    assert not (tmp_path / "x.mmd").exists()
    assert write(many, tmp_path / "x.mmd", View("b7", depth=1))[0].read_text(encoding="utf-8").count("-->") == 1
    with pytest.raises(DataError, match=r"characters .*--entity"):
        write(held(*(f"{'x' * 79}{n},b{n},51" for n in range(400))), tmp_path / "y.mmd")


def test_no_line_has_anything_but_the_grammar(tmp_path: Path) -> None:
    lines = write(everything(), tmp_path / "x.mmd")[0].read_text(encoding="utf-8").splitlines()
    assert lines[0] == "flowchart TD"
    for line in lines[1:]:
        assert line.count('"') in (0, 2), line
        assert "`" not in line
        assert "<b>" not in line
