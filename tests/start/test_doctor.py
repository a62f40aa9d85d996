"""`doctor` says what is here, what is missing for which output, and what to do."""

from __future__ import annotations

import shutil
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from guides_ext.__main__ import main
from guides_ext.start import doctor
from tests.projects import GARDEN, Project

Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("garden")).write(GARDEN)
    out = project.build(guides_print=["sheet"]).out
    assert out.is_relative_to(project.folder)
    return project


@pytest.fixture
def garden(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a build in it, and the folder of the build."""
    out = next(built.folder.rglob(".guides-build.json")).parent
    shutil.copytree(built.source, tmp_path / "docs")
    shutil.copytree(out, tmp_path / "build/html", copy_function=shutil.copy2)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_where_nothing_is_wrong_it_says_versions_fonts_and_the_build(
    garden: Path, capsys: Said
) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"sphinx {metadata.version('sphinx')}" in said
    assert "Source Serif 4" in said
    assert "files, all as they were made" in said
    assert "broken" not in said


def test_a_file_of_the_build_that_was_changed_is_named(garden: Path, capsys: Said) -> None:
    (garden / "build/html/index.html").write_text("mine", "utf-8")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "'index.html' in build/html is not what the build has signed" in said
    assert "→ sphinx-build -b html docs build/html" in said


def test_a_build_that_has_not_ended_is_broken_and_none_at_all_is_missing(
    garden: Path, capsys: Said
) -> None:
    signature = garden / "build/html/.guides-build.json"
    signature.write_text(signature.read_text("utf-8").replace('"ok"', '"building"'), "utf-8")
    assert main(["doctor"]) == 1
    assert "not finished or has failed" in capsys.readouterr().out
    shutil.rmtree(garden / "build")
    assert main(["doctor"]) == 0
    assert "missing  no build in build/html" in capsys.readouterr().out


def test_a_package_that_is_missing_or_too_old_is_named_with_what_installs_it(
    garden: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    wanted = ["sphinx<10,>=99", "no-such-thing>=1", "nowhere; extra == 'sessions'"]
    monkeypatch.setattr(metadata, "requires", lambda name: wanted)
    monkeypatch.setattr(doctor, "PACKAGE", "sphinx")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert f"broken   sphinx {metadata.version('sphinx')}, and sphinx<10,>=99 is needed" in said
    assert "→ pip install 'no-such-thing>=1'" in said
    assert "nowhere" not in said


def test_what_is_missing_is_told_by_what_it_is_for(
    garden: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    gone: Any = lambda name: None  # noqa: E731
    monkeypatch.setattr(doctor, "find_spec", gone)
    monkeypatch.setattr(shutil, "which", gone)
    assert main(["doctor"]) == 1, "without Typst there is no sheet"
    said = capsys.readouterr().out
    assert "broken   PDFs: Typst is not here" in said
    for use, todo in (("nox -s serve", "pip install sphinx-autobuild"), ("server", "rsync")):
        assert said.index(use) < said.index(todo)


def test_a_font_that_is_missing_is_named_with_its_package(
    garden: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setattr("guides_ext.print.fonts.DEFAULT", {"serif": ("No Such Serif",)})
    assert main(["doctor"]) == 1
    assert "pip install fontpkg-no-such-serif" in capsys.readouterr().out


def test_the_schema_of_another_version_is_told_and_mended_by_the_command_that_is_named(
    garden: Path, capsys: Said
) -> None:
    (garden / "docs/role.schema.json").write_text("{}", "utf-8")
    assert main(["doctor"]) == 0
    assert "docs/role.schema.json is of another version" in capsys.readouterr().out
    assert main(["schema", "--install"]) == 0
    assert main(["doctor"]) == 0
    assert "ok       an editor's help with role files" in capsys.readouterr().out


def test_in_an_empty_folder_it_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 0
    assert "python -m guides_ext init" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["lint"], ["lint", "nowhere"], ["schema", "--install"]])
def test_a_command_in_a_folder_without_a_handbook_says_that_there_is_none(
    tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    said = capsys.readouterr().err
    assert f"no conf.py in {'nowhere' if 'nowhere' in words else 'docs'}/" in said
    assert len(said.splitlines()) == 1
