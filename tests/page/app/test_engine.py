"""The drawing library: known, with its licence, and a clear word where it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownership.page.app import engine as module
from ownership.page.app.engine import KNOWN, engine, licence


@pytest.fixture(autouse=True)
def fresh() -> None:
    engine.cache_clear()


def lib(folder: Path, name: str, text: str) -> Path:
    place = folder / "templates" / "lib" / name
    place.mkdir(parents=True)
    (place / "vis-network.min.js").write_bytes(text.encode())
    return folder


def test_the_installed_one_is_known() -> None:
    found = engine()
    assert found.version in KNOWN.values()
    assert "\r" not in found.text
    assert "sourceMappingURL" not in found.text
    assert "MIT License" in licence(found.text)


def test_one_that_is_not_there_or_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> Path:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(module, "files", gone)
    assert "was not found" in engine().problem
    engine.cache_clear()
    monkeypatch.setattr(module, "files", lambda name: lib(tmp_path, "vis-9.9.9", "changed"))
    assert "not one that is known" in engine().problem
    assert engine().text == ""
    engine.cache_clear()


def test_line_ends_and_source_maps_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = engine().text.replace("\n", "\r\n") + "\r\n//# sourceMappingURL=x.map"
    engine.cache_clear()
    monkeypatch.setattr(module, "files", lambda name: lib(tmp_path, "vis-9.1.2", text))
    assert engine().version == "9.1.2" or "not one" in engine().problem
    engine.cache_clear()


def test_a_library_without_a_notice_has_none() -> None:
    assert licence("code /* x */") == ""
