from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ownership.discover import family


def test_a_family_is_its_files_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "elm_family"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name in ("zinc", "alder", "_shared"):
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    try:
        found = family("elm_family")
        assert list(found) == ["alder", "zinc"]  # no _shared, no __init__
        assert [module.NAME for module in found.values()] == ["alder", "zinc"]
    finally:
        for name in [name for name in sys.modules if name.startswith("elm_family")]:
            del sys.modules[name]


@pytest.mark.parametrize(
    ("package", "attributes"),
    [
        ("ownership.readers", ("ABOUT", "claims", "read")),
        ("ownership.rules.laws", ("RULE",)),
        ("ownership.exporters", ("ABOUT", "write")),
        ("ownership.cli", ("ORDER", "command")),
    ],
)
def test_members_of_a_family_offer_the_same(package: str, attributes: tuple[str, ...]) -> None:
    members = family(package)
    assert members
    gaps = [(name, a) for name, module in members.items() for a in attributes if not hasattr(module, a)]
    assert gaps == []
