"""What all tests share: Sphinx's own fixtures, and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.projects import GARDEN, Built, Project

pytest_plugins = ["sphinx.testing.fixtures", "pytester"]

ROOT = Path(__file__).parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = f"no browser: put one of {', '.join(CHROMIUM)} on the PATH (apt-get install chromium)"


@pytest.fixture
def garden(tmp_path: Path) -> Project:
    """A project with one article and one role, to be changed and built."""
    return Project(tmp_path).write(GARDEN)


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The handbook that we ship, built for HTML once for all tests."""
    folder = tmp_path_factory.mktemp("handbook")
    shutil.copytree(ROOT / "docs", folder / "docs")
    return Project(folder).build()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium. Without one the test is skipped; where `CI` is set, it fails."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser, so that `-m "not browser"` leaves them out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
