"""What all tests share: fixtures, and on the PATH of each the tools that it names."""

from __future__ import annotations

import gc
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from guides_ext.print import jobs
from tests.needs import FIXTURES, TOOLS, Toolbox, find, folders_of
from tests.projects import GARDEN, INDEXED, Built, Project, make_builds_cheap

pytest_plugins = ["sphinx.testing.fixtures", "pytester"]

# How long an example takes says how busy the machine is.
settings.register_profile("by count", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("by count")

ROOT = Path(__file__).parent.parent
TOOLBOX = pytest.StashKey[Toolbox]()


# Tools -----------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """Each tool is a mark, so that `-m "not browser"` leaves out what needs one."""
    for name, tool in TOOLS.items():
        config.addinivalue_line("markers", f"{name}: needs {' or '.join(tool.commands)}")
    scratch = Path(tempfile.mkdtemp(prefix="tools-"))
    config.add_cleanup(lambda: shutil.rmtree(scratch))
    config.stash[TOOLBOX] = Toolbox(os.environ["PATH"], scratch)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests whose fixtures need a tool."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            for tool in FIXTURES.get(fixture, ()):
                item.add_marker(tool)


def pytest_collection_finish() -> None:
    """The tests live until the end: no build needs to look through them for garbage."""
    gc.freeze()


def tools_of(item: pytest.Item) -> list[str]:
    return [tool for tool in TOOLS if item.get_closest_marker(tool)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test finds on its PATH the tools that it is marked with, and no others."""
    before = os.environ["PATH"]
    os.environ["PATH"] = item.config.stash[TOOLBOX].path(tools_of(item))
    try:
        return (yield)
    finally:
        os.environ["PATH"] = before


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without its tools a test is skipped and says what to install; where `CI` is set, it fails."""
    if missing := item.config.stash[TOOLBOX].missing(tools_of(item)):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


# Fixtures --------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def end_printers() -> Iterator[Callable[[], None]]:
    """Keeps the processes that print from build to build; gives what ends them."""
    end = jobs.end
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jobs, "end", lambda: None)
        yield end
    end()


@pytest.fixture(scope="session", autouse=True)
def cheap() -> Iterator[None]:
    """Whatever builds have in common is made once."""
    with pytest.MonkeyPatch.context() as patched:
        make_builds_cheap(patched)
        yield


@pytest.fixture
def garden(tmp_path: Path) -> Project:
    """A project with one article and one role, to be changed and built."""
    return Project(tmp_path).write(GARDEN)


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The handbook that we ship, built for HTML once for all tests of all processes.

    Whoever comes second finds nothing changed, and is told the warnings of the first.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, warnings = shared / "handbook", shared / "handbook" / "warnings.json"
    with FileLock(shared / "handbook.lock"):
        if not folder.exists():
            shutil.copytree(ROOT / "docs", folder / "docs")
        built = Project(folder, INDEXED).build()
        if not warnings.exists():
            warnings.write_text(json.dumps(built.warnings), encoding="utf-8")
        return Built(built.app, json.loads(warnings.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    path = find("browser", folders_of(os.environ["PATH"]))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
