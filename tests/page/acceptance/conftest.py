"""Pages of the acceptance tests, each made once through the public doors, and tabs in a browser without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.page.acceptance.making import Pages
from tests.page.acceptance.reading import Chart, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Look = Callable[..., Chart]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """`pages("S")` is the page of a fixture, made on first use."""
    return Pages(tmp_path_factory.mktemp("acceptance"))


@pytest.fixture
def look(browser: Browser, pages: Pages) -> Iterator[Look]:
    """`look("S", width=390, ...)` opens a page in a fresh tab that can read files and nothing else."""
    charts: list[Chart] = []

    def one(page: str | Path, **how: Any) -> Chart:
        charts.append(opened(browser, page if isinstance(page, Path) else pages(page), **how))
        return charts[-1]

    yield one
    for chart in charts:
        chart.tab.context.close()


@pytest.fixture(scope="session")
def still(browser: Browser, pages: Pages) -> Iterator[Look]:
    """Like `look`, but one tab for all tests: for those that only look and change nothing."""
    charts: dict[Any, Chart] = {}

    def one(page: str, **how: Any) -> Chart:
        key = (page, *sorted(how.items()))
        if key not in charts:
            charts[key] = opened(browser, pages(page), **how)
            charts[key].kept = {}
        return charts[key]

    yield one
    for chart in charts.values():
        chart.tab.context.close()
