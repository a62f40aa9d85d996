"""What `--fix` mends, and what it leaves as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from guides_ext.__main__ import main
from guides_ext.lint.fix import Edit, apply
from guides_ext.model.problems import Place
from tests.projects import GARDEN, Project

FOLDED = """\
# What we look for. This comment stays.
title: Gardener   # and so does this one
summary: >
  Looks after

  - the trees,
  - the shop.
owner: garden@example.com
# guides-lint: disable=owner,own-questions nobody yet
stages:
  walk: {title: W, format: other, minutes: 9, agenda: [{minutes: 9, is: main}]}WALK
"""
NEEDLESS = "  # guides-lint: disable=owner, task-tried we are hiring"
ROLE = FOLDED.replace("WALK", NEEDLESS)


def fixed(project: Project, role: str) -> str:
    """The role after `--fix`."""
    project.write({**GARDEN, "roles/gardener.role.yaml": role})
    main(["lint", str(project.source), "--fix"])
    return (project.source / "roles/gardener.role.yaml").read_text("utf-8")


def test_a_folded_text_becomes_a_block_and_comments_that_are_not_needed_go(tmp_path: Path) -> None:
    expected = FOLDED.replace("summary: >", "summary: |").replace("WALK", "")
    expected = expected.replace("disable=owner,own-questions", "disable=own-questions")
    assert fixed(Project(tmp_path), ROLE) == expected


def test_what_was_mended_is_said_apart_and_the_report_is_of_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fixed(Project(tmp_path), ROLE)
    said = capsys.readouterr()
    assert said.err.startswith("Mended: 3\n")
    assert "folded-text" not in said.out
    assert "suppression-unused" not in said.out
    assert "goals-and-non-goals" in said.out


def test_a_file_without_such_a_fault_stays_as_it_is(tmp_path: Path) -> None:
    role = FOLDED.replace("summary: >", "summary: |").partition("# guides-lint")[0]
    role += "stages: {walk: {title: W, format: other, minutes: 9, "
    role += "agenda: [{minutes: 9, is: main}]}}\n"
    assert fixed(Project(tmp_path), role) == role


def test_a_handbook_that_cannot_be_read_is_not_mended(tmp_path: Path) -> None:
    project = Project(tmp_path).write({**GARDEN, "conf.py": "extensions = ['nowhere']\n"})
    assert main(["lint", str(project.source), "--fix"]) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_a_mark_and_letters_of_any_kind_stay(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.yaml"
    text = f"\ufeffaé: >{end}  b{end}# gone{end}c: d  # gone{end}"
    path.write_bytes(text.encode())
    edits = [
        Edit(Place("a.yaml", 1, 5), ">", "|"),
        Edit(Place("a.yaml", 3, 1), "# gone", ""),
        Edit(Place("a.yaml", 4, 7), "# gone", ""),
    ]
    assert apply(edits, tmp_path) == 3
    assert path.read_bytes().decode() == f"\ufeffaé: |{end}  b{end}c: d{end}"


def test_a_mend_whose_letters_have_gone_is_left_out_and_one_that_is_there_twice_made_once(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text("a: >\n")
    edits = [Edit(Place("a.yaml", 1, 4), ">", "|")] * 2 + [Edit(Place("a.yaml", 9, 1), ">", "|")]
    assert apply(edits, tmp_path) == 1
    assert (tmp_path / "a.yaml").read_text() == "a: |\n"
    assert apply(edits, tmp_path) == 0


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("disable=owner, draft-marker nobody yet", "disable=draft-marker nobody yet"),
        ("disable=owner,draft-marker a", "disable=draft-marker a"),
        ("disable=draft-marker,owner owner", "disable=draft-marker owner"),
        ("disable=ownr,task-tried because", "disable=ownr because"),
    ],
)
def test_only_the_names_that_are_not_needed_go_and_reason_and_misspelt_names_stay(
    tmp_path: Path, written: str, left: str
) -> None:
    role = GARDEN["roles/gardener.role.yaml"].replace("Gardener", "Gardener TODO", 1)
    title, _line, rest = role.partition("\n")
    role = f"# guides-lint: {written}\n{title}\nowner: garden@example.com\n{rest}"
    assert fixed(Project(tmp_path), role).splitlines()[0] == f"# guides-lint: {left}"
