"""A format that is one file: the roles in it, or a warning that says how they get there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import GARDEN, Project

TOCTREE = "\n:::{toctree}\n:glob:\nroles/*\n:::\n"


@pytest.mark.parametrize("builder", ["latex", "man", "singlehtml", "texinfo"])
def test_roles_that_no_toctree_names_are_said(tmp_path: Path, builder: str) -> None:
    project = Project(tmp_path).write(dict(GARDEN))
    said = [one for one in project.build(builder).warnings if "guides.config" in one]
    assert len(said) == 1
    assert f"'{builder}' holds what a toctree names" in said[0]
    assert "roles/gardener" in said[0]


def test_roles_that_a_toctree_names_are_in_it(tmp_path: Path) -> None:
    project = Project(tmp_path).write({**GARDEN, "index.md": f"{GARDEN['index.md']}{TOCTREE}"})
    built = project.build("singlehtml")
    assert not [one for one in built.warnings if "guides.config" in one]
    assert "What is dry?" in built.read("index.html")


def test_pages_of_their_own_need_no_toctree(tmp_path: Path) -> None:
    built = Project(tmp_path).write(dict(GARDEN)).build("html")
    assert built.warnings == []
