"""Real content fits: no sheet of our own roles has to leave something out, on either paper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guides_ext.print.builder import default_site
from guides_ext.print.fit import SMALLEST, set_sheets, spare
from guides_ext.print.fonts import fonts_of
from guides_ext.print.pdfs import pdfs
from guides_ext.print.prepare import Preparer
from guides_ext.print.setting import Typesetter
from guides_ext.print.sheet import SheetData
from tests.print.keeper import FILES
from tests.projects import Built, Project

DOCS = Path(__file__).parent.parent.parent / "docs"
ROLE = "roles/keeper.role.yaml"

ANCHOR = "Says in own words what was seen, when it was seen, and what else it could have been."
STATE = "The key is oiled, and somebody who was not here yesterday has opened the gate with it."


def sheets_of(built: Built, folder: Path) -> list[SheetData]:
    """What the sheets of a build are filled with."""
    preparer = Preparer(built.app.builder, folder / "preparer", default_site(built.app.env))
    jobs = [preparer.job(one)[0] for one in pdfs(preparer.domain, ["sheet"])]
    return [sheet for job in jobs for sheet in job.args[1]]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> list[SheetData]:
    """The sheets of the three roles in docs/."""
    folder = tmp_path_factory.mktemp("real")
    index = "# Home\n\n:::{toctree}\n:glob:\narticles/*\n:::\n"
    project = Project(folder).write({"conf.py": FILES["conf.py"], "index.md": index})
    for part in ("articles", "roles"):
        shutil.copytree(DOCS / part, project.source / part, dirs_exist_ok=True)
    return sheets_of(project.build("guides-pdf", guides_print=[]), folder)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> list[SheetData]:
    """A role whose texts are as long as those of real role files: lines and anchors of 86."""
    folder = tmp_path_factory.mktemp("long")
    project = Project(folder).write(FILES)
    names = [f"skill-{number}" for number in range(2)]
    levels = "".join(f"      {level}: {ANCHOR}\n" for level in (1, 2, 3))
    added = "".join(
        f"  {name}:\n    title: Skill of {name}\n    means: {STATE}\n    levels:\n{levels}"
        for name in names
    )
    project.replace(ROLE, "competencies:\n", f"competencies:\n{added}")
    project.replace(ROLE, "    also: [calm]\n", f"    also: [calm, {', '.join(names)}]\n")
    states = "".join(f"        - {STATE}\n".replace("key", f"key {n}") for n in range(4))
    project.replace(ROLE, "        - The gate is shut.\n", f"        - The gate is shut.\n{states}")
    project.replace(ROLE, "Shall we walk?", f"{ANCHOR} {STATE}")
    return sheets_of(project.build("guides-pdf", guides_print=[]), folder)


def left_over(sheets: list[SheetData], paper: str) -> dict[str, float]:
    """The points that are left over on the fuller side of each sheet in the smallest size."""
    typesetter = Typesetter(fonts_of({}))
    smallest = {"paper": paper, "size": SMALLEST, "foot": 0, "without": []}
    return {
        f"{one['role']}, {one['stage']}": spare(set_sheets(typesetter, [{**one, **smallest}], None))
        for one in sheets
    }


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_sheets_of_the_sample_roles_leave_nothing_out(
    real: list[SheetData], paper: str
) -> None:
    assert len(real) >= 9
    assert {name: points for name, points in left_over(real, paper).items() if points < 0} == {}


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_sheet_of_four_competencies_with_long_texts_leaves_nothing_out(
    long: list[SheetData], paper: str
) -> None:
    assert {name: points for name, points in left_over(long, paper).items() if points < 0} == {}
