"""The sheets of one day, by one command."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
from contextlib import chdir, redirect_stderr
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sphinx.util.docutils import is_node_registered

from guides_ext.__main__ import main
from guides_ext.domain import guide_domain
from guides_ext.parts.agenda import agenda
from guides_ext.print.day import Day, DayError, occasions
from guides_ext.print.sheet import Occasion
from guides_ext.record.schedule import meetings
from tests.print.keeper import FILES
from tests.print.pdfs import pages, squeezed
from tests.projects import Project

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("day")).write(FILES)


@pytest.fixture(scope="module")
def role(project: Project) -> dict[str, Any]:
    env = project.build("guides-pdf", guides_print=[]).app.env
    record: dict[str, Any] = guide_domain(env).record("roles/keeper")
    return record


class Done(NamedTuple):
    """What a command answers."""

    returncode: int
    stderr: str


def sheets(project: Project, *words: str) -> Done:
    """The command, in the folder of the project and in this process, which is quick."""
    said = io.StringIO()
    with chdir(project.folder), redirect_stderr(said):
        try:
            code = main(["sheets", *words])
        except SystemExit as stop:  # of argparse
            code = int(str(stop.code))
    return Done(code, said.getvalue())


def test_a_day_is_one_pdf_in_the_order_of_the_schedule_with_clock_times(project: Project) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "guides_ext", "sheets"]
    words = [
        "keeper", "--date", "2026-12-01", "--start", "09:30", "--place", "video",
        "--candidate", "Ada", "--part", "notes=Jonas", "--part", "guide=Mira", "--ask", "cat",
        "-o", "out/day.pdf",
    ]  # fmt: skip
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(
        [*command, *words], cwd=project.folder, capture_output=True, text=True, env=env, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = [squeezed(page) for page in pages(project.folder / "out/day.pdf")]
    walk, card, talk, other_card = found
    assert "Theround" in walk
    assert "Theround,Keeper" in card
    assert "Thetalk" in talk
    assert "Thetalk,Keeper" in other_card
    for text in ("09:30", "09:40", "10:30", "Ada", "1December2026", "minutes,Video", "cat?"):
        assert text in walk
    assert squeezed("Jonas (notes), Mira (guide)") in walk
    assert squeezed("10:30 Break, 10:50 The talk") in walk
    assert "dog?" not in walk
    for text in ("10:50", "10:55", "11:35", "Mira(guide)"):
        assert text in talk
    assert "Jonas" not in talk


def test_without_a_start_minutes_count_from_zero_and_there_is_room_to_write(
    project: Project,
) -> None:
    assert sheets(project, "keeper").returncode == 0
    walk, _card, talk, _other = map(squeezed, pages(project.folder / "day.pdf"))
    for page in (walk, talk):
        assert "0:00" in page
        assert "Starttime" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kepper"], "there is no one role 'kepper' (there are: keeper)"),
        (["keeper", "--part", "note=Jo"], "there is no part 'note' (did you mean 'notes'?)"),
        (["keeper", "--ask", "cats"], "there is no choice 'cats' (did you mean 'cat'?)"),
        (["keeper", "--day", "4"], "there is no day 4 (there are: 2, 3)"),
        (["keeper", "--day", "3"], "no stage of that day has a sheet"),
        (["keeper", "--start", "25:00"], "'25:00' is no time (write 09:30)"),
        (["keeper", "--date", "tomorrow"], "'tomorrow' is no date (write 2026-12-01)"),
        (["keeper", "--part", "notes"], "'notes' is no part (write notes=Jonas)"),
    ],
)
def test_a_wrong_word_is_answered_with_those_that_there_are(
    project: Project, words: list[str], said: str
) -> None:
    done = sheets(project, *words, "-o", "none.pdf")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (project.folder / "none.pdf").exists()


def test_a_role_goes_by_its_title_too_and_an_hour_by_one_figure(project: Project) -> None:
    done = sheets(project, "Keeper", "--start", "9:30", "-o", "titled.pdf")
    assert done.returncode == 0, done.stderr
    assert "9:30" in squeezed(pages(project.folder / "titled.pdf")[0])


def test_what_the_command_registers_with_docutils_is_gone_afterwards(project: Project) -> None:
    assert sheets(project, "keeper").returncode == 0
    assert not is_node_registered(agenda)


def test_without_a_schedule_all_stages_are_one_day_and_it_says_so(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    path = project.source / "roles/keeper.role.yaml"
    kept = re.sub(r"^schedule:\n(?:[ -].*\n)+", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(kept)
    done = sheets(project, "keeper")
    assert done.returncode == 0, done.stderr
    assert "no schedule: all stages, one after another" in done.stderr
    asked = sheets(project, "keeper", "--day", "2", "-o", "none.pdf")
    assert asked.returncode == 2
    assert "there is no day 2 (there are none)" in asked.stderr


def test_a_role_with_errors_has_no_sheets_and_it_is_not_said_to_be_missing(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("roles/keeper.role.yaml", "format: ", "format: no-")
    done = sheets(project, "keeper")
    assert done.returncode == 2
    assert "the role 'keeper' has errors, so it has no sheets" in done.stderr


def test_a_role_that_has_a_stage_with_errors_has_no_day(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("roles/keeper.role.yaml", "minutes: 45", "minutes: 1h")
    done = sheets(project, "keeper")
    assert done.returncode == 2
    assert "the role 'keeper' has stages with errors, so it has no days: The talk" in done.stderr


def test_a_broken_role_of_the_same_name_stops_no_sheet(tmp_path: Path) -> None:
    project = Project(tmp_path).write({**FILES, "old/keeper.role.yaml": "title: [\n"})
    done = sheets(project, "keeper")
    assert done.returncode == 0, done.stderr


def test_a_sheet_that_cannot_be_made_fails_the_day(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("roles/keeper.role.yaml", "The key is", "The key 🔑 is")
    done = sheets(project, "keeper")
    assert done.returncode == 1
    assert "sheet of 'The round' of 'Keeper': no font has '🔑'" in done.stderr
    assert not (project.folder / "day.pdf").exists()


def test_the_choice_of_the_candidate_is_asked_for_like_any_other(role: dict[str, Any]) -> None:
    asked = Day(Occasion(start="23:50", asked=frozenset({"home"})))
    found = occasions(role, asked)
    assert list(found) == ["talk"]
    assert found["talk"].start == "00:40"


def test_without_a_schedule_all_stages_follow_each_other(role: dict[str, Any]) -> None:
    stages = ("walk", "home", "talk", "debrief")
    days = meetings({"schedule": [], "stages": {name: role["stages"][name] for name in stages}})
    found = occasions({**role, "meetings": days}, Day(Occasion(start="08:00")))
    assert {name: one.start for name, one in found.items()} == {"walk": "08:00", "talk": "09:30"}
    assert found["walk"].then == "Then: 09:00 At home"
    assert found["talk"].then == "Then: 10:15 Debrief"


def test_a_day_may_be_chosen_by_its_number(role: dict[str, Any]) -> None:
    day = Day(Occasion(), datetime.date(2026, 12, 1), 2)
    assert list(occasions(role, day)) == ["walk", "talk"]
    with pytest.raises(DayError):
        occasions(role, Day(Occasion(), number=1))
