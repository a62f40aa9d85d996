"""A nox file of a few lines has all that is done with a handbook (guides_ext/nox_sessions.py)."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import GARDEN, Project
from tests.stories import ROOT

NOXFILE = """\
from guides_ext.nox_sessions import register

register(docs="docs")
"""


class Nox:
    """Runs nox in a project of somebody's own, in the environment of the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "noxfile.py").write_text(NOXFILE, encoding="utf-8")

    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "nox", *words], cwd=self.folder,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": f"{self.folder}{os.pathsep}{ROOT}",
                "HOME": str(self.folder),
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture
def nox(tmp_path: Path) -> Nox:
    return Nox(Project(tmp_path).write(GARDEN).folder)


def test_a_nox_file_of_three_lines_has_the_sessions_of_a_handbook(nox: Nox) -> None:
    listed = json.loads(nox("--list", "--json").stdout)
    names = {session["name"] for session in listed}
    assert {"handbook", "serve", "sheets", "lint", "company", "candidate", "publish"} <= names
    assert all(session["description"] for session in listed)


@pytest.mark.slow
def test_sessions_build_print_lint_and_publish_without_an_environment_of_their_own(
    nox: Nox,
) -> None:
    built = nox("-s", "handbook", "sheets")
    assert built.returncode == 0, built.stderr
    assert (nox.folder / "build/html/index.html").is_file()
    assert (nox.folder / "build/sheets/roles/gardener/walk.pdf").is_file()
    day = nox("-s", "sheets", "--", "gardener", "-o", "papers.pdf")
    assert day.returncode == 0, day.stderr
    assert (nox.folder / "papers.pdf").is_file()
    linted = nox("-s", "lint", "--", "--format", "json")
    assert '"rule": "debrief-last"' in linted.stdout
    assert linted.returncode == 1, "an error of the linter fails its session"
    published = nox("-s", "publish", "--", str(nox.folder / "site"))
    assert published.returncode == 0, published.stderr
    assert (nox.folder / "site/current/index.html").is_file()
    assert not (nox.folder / ".nox").exists() or not any((nox.folder / ".nox").glob("*/bin"))


def test_serve_says_what_is_missing_where_its_server_is_not_there(nox: Nox) -> None:
    program = (
        "import sys, importlib.util as util, runpy\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *a: None if name == 'sphinx_autobuild' else find(name, *a)\n"
        "sys.argv = ['nox', '-s', 'serve']\n"
        "runpy.run_module('nox', run_name='__main__')\n"
    )
    (nox.folder / "run_nox.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "run_nox.py"], cwd=nox.folder, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "pip install sphinx-autobuild" in done.stderr


def test_serve_shows_the_sheets_beside_the_pages_and_leaves_the_finished_build_alone(
    nox: Nox,
) -> None:
    """With a server that only says what it was asked for."""
    server = nox.folder / "sphinx_autobuild"
    server.mkdir()
    (server / "__init__.py").touch()
    (server / "__main__.py").write_text("import sys; print(sys.argv[1:])", encoding="utf-8")
    done = nox("-s", "serve", "--", "-D", "guides_print=sheet")
    assert done.returncode == 0, done.stderr
    words = ["-D", "guides_print=sheet", "docs", "build/preview"]
    assert str(words)[1:-1] in done.stdout
    assert "'--host', '127.0.0.1'" in done.stdout
    assert "application/pdf" in (nox.folder / "build/preview/sheet.html").read_text("utf-8")
    assert "sheet.html#roles/ROLE/STAGE" in done.stderr
    assert not (nox.folder / "build/html").exists()


def test_nothing_else_of_the_package_needs_nox() -> None:
    package = ROOT / "guides_ext"
    of_nox = re.compile(r"^\s*(import|from) (nox\b|guides_ext\.nox_sessions)", re.MULTILINE)
    users = [one.name for one in package.rglob("*.py") if of_nox.search(one.read_text("utf-8"))]
    assert users == ["nox_sessions.py"]
