"""The pages of the Hikvision case: those kept in `graphs/gallery` are what the records and the code give today."""

from __future__ import annotations

from pathlib import Path

from ownership.examples import example_records
from ownership.examples._pages import write_pages


def test_the_gallery_that_is_kept_is_up_to_date(tmp_path: Path, project: Path) -> None:
    kept = project / "graphs" / "gallery"
    written = write_pages(example_records("hikvision"), tmp_path)
    assert sorted(path.name for path in kept.iterdir()) == sorted(path.name for path in written)
    stale = [
        path.name for path in written if path.read_bytes() != (kept / path.name).read_bytes().replace(b"\r\n", b"\n")
    ]
    assert stale == [], "write them anew: ownership draw --gallery graphs/gallery"
