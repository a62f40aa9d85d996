"""A test says which tools it needs: without one it is skipped, and never passes for want of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import TOOLBOX
from tests.needs import TOOLS, Toolbox

CONFTEST = Path(__file__).with_name("conftest.py")
ROOT = CONFTEST.parent.parent
EACH_TOOL = pytest.mark.parametrize("tool", TOOLS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder with a command of each tool, and one that is none."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in (*(tool.commands[-1] for tool in TOOLS.values()), "ls"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def suite(
    path: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> pytest.Pytester:
    """A test for each tool, one that needs none, and our conftest.py."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    tests = "".join(
        f"@pytest.mark.{tool}\ndef test_{tool}(): assert {tool!r} in found()\n" for tool in TOOLS
    )
    pytester.makepyfile(
        "import os, pytest\nfrom tests.needs import TOOLS, find, folders_of\n"
        "def found(): return [t for t in TOOLS if find(t, folders_of(os.environ['PATH']))]\n"
        f"{tests}"
        "def test_without(): assert found() == []\n"
    )
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.delenv("CI", raising=False)
    return pytester


def hide(tool: str, path: Path) -> None:
    for command in TOOLS[tool].commands:
        (path / command).unlink(missing_ok=True)


def test_a_test_has_the_tools_that_it_names_and_no_others(suite: pytest.Pytester) -> None:
    suite.runpytest_inprocess().assert_outcomes(passed=len(TOOLS) + 1)


@EACH_TOOL
def test_without_a_tool_the_tests_that_name_it_are_skipped_and_say_what_to_install(
    suite: pytest.Pytester, path: Path, tool: str
) -> None:
    hide(tool, path)
    result = suite.runpytest_inprocess("-rs")
    result.assert_outcomes(passed=len(TOOLS), skipped=1)
    result.stdout.fnmatch_lines(f"*no {tool} here (apt-get install {TOOLS[tool].package})")


@EACH_TOOL
def test_where_ci_is_set_they_fail_and_say_what_to_install(
    suite: pytest.Pytester, path: Path, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(tool, path)
    monkeypatch.setenv("CI", "1")
    result = suite.runpytest_inprocess()
    result.assert_outcomes(passed=len(TOOLS), errors=1)
    result.stdout.fnmatch_lines(f"*no {tool} here (apt-get install {TOOLS[tool].package})")


@pytest.mark.slow
def test_without_the_tools_all_tests_of_this_project_that_name_one_are_skipped(
    request: pytest.FixtureRequest,
) -> None:
    """And no other test finds them at all."""
    path = request.config.stash[TOOLBOX].path([])
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", " or ".join(TOOLS)],
        cwd=ROOT, env={**environment, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"^[1-9]\d* skipped, \d+ deselected in ", done.stdout, re.MULTILINE)


def test_what_needs_a_browser_can_be_left_out(suite: pytest.Pytester) -> None:
    result = suite.runpytest_inprocess("-m", "not browser")
    result.assert_outcomes(passed=len(TOOLS), deselected=1)


def test_a_tool_is_found_beside_the_folder_that_users_have(tmp_path: Path, path: Path) -> None:
    """As Debian has nginx and sshd in /usr/sbin."""
    (tmp_path / "sbin").mkdir()
    (path / "nginx").rename(tmp_path / "sbin" / "nginx")
    (tmp_path / "scratch").mkdir()
    toolbox = Toolbox(str(path), tmp_path / "scratch")
    assert toolbox.missing(["nginx"]) == ""
    assert shutil.which("nginx", path=toolbox.path(["nginx"]))
    assert shutil.which("ls", path=toolbox.path([]))


def test_the_browser_opens_pages(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Pairing</h1>")
    assert page.inner_text("h1") == "Pairing"
    page.close()


def test_ci_installs_what_is_missing(path: Path) -> None:
    hide("rsync", path)
    hide("browser", path)
    printed = subprocess.run(
        [sys.executable, ROOT / "tests" / "needs.py"],
        env={"PATH": str(path)}, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert printed.split() == ["chromium", "rsync"]
    assert "tests/needs.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
