"""Fixtures for every test: the shared material beside the project, and a browser without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

ROOT = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))

# No deadline: a slow machine is not a wrong answer.
# In CI the same examples every time: a red run can be repeated.
settings.register_profile("house", deadline=None, derandomize=IN_CI)
settings.load_profile("house")


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts, samples and oracles beside the project, or the one OWNERSHIP_SHARED names."""
    folder = Path(os.environ.get("OWNERSHIP_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("no shared folder beside the project; OWNERSHIP_SHARED can name one")
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium of this machine; where there is none, a reason to skip, but never in CI."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    reason = "no chromium, chromium-browser or google-chrome on the path; `make test` installs one"
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=flags)
        yield chromium
        chromium.close()


@dataclass
class OfflinePage:
    """A browser tab that can read files and nothing else, and remembers what it was asked for.

    `requests` is every address asked for, `blocked` those that were not files, `console_errors` what the page
    wrote as an error, `page_errors` the exceptions nobody caught.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)

    def open(self, path: Path) -> Page:
        """Open a file and come back when it has loaded."""
        self.page.goto(path.resolve().as_uri(), wait_until="load")
        return self.page

    def assert_quiet(self) -> None:
        """Nothing was asked of the network and nothing went wrong."""
        assert self.blocked == []
        assert self.page_errors == []
        assert self.console_errors == []


@pytest.fixture
def page_offline(browser: Browser) -> Iterator[OfflinePage]:
    """A fresh tab with the network cut."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    tab = OfflinePage(context.new_page())

    def gate(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    def note(request: Request) -> None:
        tab.requests.append(request.url)
        # data: and blob: addresses never leave the page.
        if not request.url.startswith(("file:", "data:", "blob:")):
            tab.blocked.append(request.url)

    context.route("**/*", gate)
    context.on("request", note)
    tab.page.on("console", lambda m: tab.console_errors.append(m.text) if m.type == "error" else None)
    tab.page.on("pageerror", lambda error: tab.page_errors.append(str(error)))
    tab.page.set_default_timeout(20_000)
    yield tab
    context.close()
