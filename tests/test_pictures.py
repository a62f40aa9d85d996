"""Pictures of the docs are of our own pages, are shown, and stay small."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.projects import Built, Project
from tests.stories import DOCS, ROOT

SCRIPT = DOCS / "_ext" / "pictures.py"
PICTURES = sorted((DOCS / "pictures").glob("*"))


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """The names of the script that takes them."""
    return runpy.run_path(str(SCRIPT))


@pytest.fixture
def one_sheet(garden: Project) -> Path:
    """A sheet with its two pages."""
    return garden.build(guides_print=["sheet"]).out / "print" / "roles" / "gardener" / "walk.pdf"


def take(*arguments: str | Path, path: Path) -> subprocess.CompletedProcess[str]:
    """Runs the script, with the programs of one folder."""
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        env={"PATH": str(path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_picture_that_the_script_takes_is_there_and_no_other(script: dict[str, Any]) -> None:
    wanted = {*script["PAGES"], *script["SHEETS"]}
    assert {path.name for path in PICTURES} == {f"{name}.png" for name in wanted}


def test_every_picture_is_shown_and_says_what_is_on_it() -> None:
    pages = [ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.glob("*/*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    shown = re.findall(r"!\[[^\]]{20,}\]\(docs/pictures/([\w-]+\.png)\)", text)
    shown += re.findall(r"\{image\} (?:\.\./)?pictures/(\S+)\n:alt: .{20,}", text)
    assert set(shown) == {path.name for path in PICTURES}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_stays_small(path: Path) -> None:
    assert path.stat().st_size < 150_000
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.mode == "P"


def test_without_a_browser_the_script_says_what_is_missing(tmp_path: Path) -> None:
    answer = take(tmp_path, path=tmp_path)
    assert answer.returncode == 1
    assert "apt-get install chromium" in answer.stderr


def test_without_a_build_the_script_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "chromium").touch(0o755)
    answer = take(tmp_path / "html", path=tmp_path)
    assert answer.returncode == 1
    assert "roles/backend.html" in answer.stderr
    assert "Build the handbook first" in answer.stderr


@pytest.mark.slow
def test_pages_and_sheets_are_taken_from_a_build(
    docs: Built, one_sheet: Path, script: dict[str, Any], browser: object, tmp_path: Path
) -> None:
    html = shutil.copytree(docs.out, tmp_path / "html")
    for file, _index in script["SHEETS"].values():
        (html / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one_sheet, html / file)
    (tmp_path / "_ext").mkdir()
    shutil.copy(SCRIPT, tmp_path / "_ext")
    subprocess.run([sys.executable, tmp_path / "_ext" / SCRIPT.name, html], check=True)
    for name, one in script["PAGES"].items():
        with Image.open(tmp_path / "pictures" / f"{name}.png") as picture:
            assert picture.size == (one.width, one.height)
    for name in script["SHEETS"]:
        with Image.open(tmp_path / "pictures" / f"{name}.png") as picture:
            assert picture.height > picture.width > 800
