"""Every value of conf.py of every wrong type is told, with what to write, and done without."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import SphinxError

from guides_ext.config import VALUES, Value, check_values
from guides_ext.print.fonts import package_name
from tests.projects import GARDEN, Project

WRONG: list[object] = [
    *(None, 0, 5, 1.5, True, "", "x", "**", "articles/day", b"x", object, ()),
    *(["x", 5], [["x"]], [None], {"x": 5}, {5: "x"}, {"goals": "x"}, {"sans": [5]}),
    *({"x": ["articles/day"]}, "/dev/zero", "..", "\0", "{file", "é" * 5000),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("settings")).write(GARDEN)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.name)
def test_a_value_of_a_wrong_type_is_told_and_done_without(
    value: Value, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("sphinx"), "propagate", True)
    app: Any = None
    for wrong in WRONG:
        config: Any = SimpleNamespace(**{one.name: one.default for one in VALUES})
        setattr(config, value.name, wrong)
        caplog.clear()
        check_values(app, config)
        if not value.kind.fits(wrong):
            # Once more, dressed, where a build before this one has set up Sphinx's log.
            plain = (re.sub(r"^WARNING: | \[guides\.config\]$", "", m) for m in caplog.messages)
            (said,) = set(plain)
            assert said.startswith(f"{value.name}: expected {value.kind.expected}, got ")
            assert said.endswith(f"(write {value.name} = {value.example})")
            assert getattr(config, value.name) == value.default


def test_a_conf_py_in_which_every_value_is_wrong_builds(garden: Project) -> None:
    values = "".join(f"{one.name} = 5\n" for one in VALUES)
    garden.write({"conf.py": f"{GARDEN['conf.py']}{values}"})
    said = " ".join(garden.build().warnings)
    assert [one.name for one in VALUES if one.name not in said] == []


def test_every_value_but_the_linter_s_says_what_fits() -> None:
    loose = [one.name for one in VALUES if all(map(one.kind.fits, WRONG))]
    assert [name for name in loose if "_lint_" not in name] == []
    for value in VALUES:
        assert value.kind.fits(value.default)
        assert not value.example or value.kind.fits(eval(value.example)), value.name


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("guides_print_logo", "no.svg", "there is no such file"),
        ("guides_print_logo", "../outside.svg", "is outside of docs/"),
        ("guides_print_font_folders", ["no"], "there is no such folder"),
        ("guides_root", "no", "there is no folder 'no'"),
    ],
)
def test_a_file_that_is_not_there_is_told(
    project: Project, name: str, given: object, says: str
) -> None:
    (project.folder / "outside.svg").write_text("<svg/>")
    (said,) = project.build("dummy", **{name: given}).warnings
    assert said.startswith(f"WARNING: {name}: ")
    assert says in said


def test_a_logo_that_cannot_be_set_is_left_out_and_told(project: Project) -> None:
    project.write({"broken.svg": "<svg"})
    built = project.build(guides_print=["handbook"], guides_print_logo="broken.svg")
    assert (built.out / "print/roles/gardener.pdf").is_file()
    assert any("'broken.svg' is not a picture that can be printed" in one for one in built.warnings)


def test_a_font_of_any_name_is_only_not_there(project: Project) -> None:
    assert package_name("Noto.Sans JP") == "fontpkg-noto-sans-jp"
    fonts = {"sans": ["No.Such Font", "../x", "\0", ""]}
    built = project.build(guides_print=["sheet"], guides_print_fonts=fonts)
    assert any("there is no font 'No.Such Font'" in one for one in built.warnings)
    assert (built.out / "print/roles/gardener/walk.pdf").is_file()


def test_a_language_that_is_a_path_is_refused_in_a_sentence(project: Project) -> None:
    with pytest.raises(SphinxError, match="language"):
        project.build("dummy", language="../../etc")


def test_the_output_of_sheets_may_be_a_folder(
    garden: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from guides_ext.__main__ import main

    where = ["--source", str(garden.source), "--doctrees", str(tmp_path / "trees")]
    (tmp_path / "papers").mkdir()
    named = ["--candidate", "Kim Nemo"]
    assert main(["sheets", "gardener", "-o", str(tmp_path / "papers"), *named, *where]) == 0
    assert (tmp_path / "papers" / "gardener.pdf").read_bytes()[:4] == b"%PDF"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if b"Nemo" in path.read_bytes()] == []
    for bad in ("/dev/full", str(tmp_path / "papers" / "gardener.pdf" / "x.pdf"), "x" * 10_000):
        assert main(["sheets", "gardener", "-o", bad, *where]) == 1
        assert "cannot be written" in capsys.readouterr().err
