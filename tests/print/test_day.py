"""The papers of one day, by one command."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sphinx.util.docutils import is_node_registered

from guides_ext.domain import guide_domain
from guides_ext.parts.agenda import agenda
from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.plan import Day, DayError, planned
from guides_ext.record.schedule import meetings
from tests.print import calls
from tests.print.calls import sheets
from tests.print.keeper import FILES
from tests.print.pdfs import ink_outside, pages, squeezed
from tests.projects import Project

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("day")).write(FILES)


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose role has every kind of paper."""
    return Project(tmp_path_factory.mktemp("phone")).write(calls.FILES)


@pytest.fixture(scope="module")
def role(project: Project) -> dict[str, Any]:
    env = project.build("guides-pdf", guides_print=[]).app.env
    record: dict[str, Any] = guide_domain(env).record("roles/keeper")
    return record


def printed(project: Project, *words: str) -> list[str]:
    """The pages of a day, squeezed; blank backs are left out."""
    done = sheets(project, *words, "-o", "printed.pdf")
    assert done.returncode == 0, done.stderr
    found = map(squeezed, pages(project.folder / "printed.pdf"))
    return [one for one in found if one]


def kinds(found: list[str]) -> list[str]:
    """How each page begins."""
    return [one[:12] for one in found]


def test_a_day_is_one_pdf_in_the_order_of_the_schedule_with_clock_times(project: Project) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "guides_ext", "sheets"]
    words = [
        "keeper", "--day", "2", "--date", "2026-12-01", "--start", "09:30", "--place", "video",
        "--candidate", "Ada", "--part", "notes=Jonas", "--part", "guide=Mira", "--ask", "cat",
        "-o", "out/day.pdf",
    ]  # fmt: skip
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(
        [*command, *words], cwd=project.folder, capture_output=True, text=True, env=env, check=False
    )
    left = "sheets: “At home”: “The round” is met instead (--ask home prints this one)\n"
    assert (done.returncode, done.stderr) == (0, left)
    found = [squeezed(page) for page in pages(project.folder / "out/day.pdf")]
    day, walk, scorecard, _notes, second, _second_notes, card, task, talk, back, last = [
        one for one in found if one
    ]
    assert "Day2" in day
    assert "Theround" in walk
    assert "Theround,Keeper" in scorecard
    assert "Jonas(Notes)" in second
    assert "Openingthegate" in task
    assert "Thetalk" in talk
    assert "Thetalk,Keeper" in back
    for text in ("9:30", "9:40", "10:30", "Ada", "1December2026", "minutes,video", "cat?"):
        assert text in walk
    assert "Mira(Guide)" in walk
    assert "Jonas" not in walk
    assert squeezed("10:30 Break, 10:50 The talk") in walk
    assert "dog?" not in walk
    for text in ("10:50", "10:55", "Mira(Guide)"):
        assert text in talk
    assert "Jonas" not in talk
    for one in (card, last):
        assert "Ada" in one


# The overview -----------------------------------------------------------------------------------


def test_a_day_begins_with_who_meets_whom_when_and_where_and_with_which_papers(
    phone: Project,
) -> None:
    words = ["--part", "lead=Vera", "--part", "talk/lead=Uma", "--part", "caller=Tom"]
    about = ["--candidate", "Ada", "--date", "2026-12-01", "--start", "9:30", "--place", "video"]
    overview = printed(phone, "calls", *about, *words)[0]
    at = 0
    for text in (
        "Day 1", "Telephonist", "not for the candidate", "Ada", "1 December 2026", "9:30",
        "9:30", "A call", "Video", "Vera (Lead)", "sheet, scorecard", "Tom (Caller)",
        "card with the brief", "Notes:", "sheet, scorecard", "Guest:", "sheet",
        "Ada", "card for the table, task to hand out", "10:30", "Break", "10:45", "The talk",
        "Uma (Lead)", "Not printed, or otherwise than asked",
        "“Letters”: “A call” is met instead (--ask letters prints this one)",
        "“The talk” is meant for: Office; it is printed for: Video",
    ):  # fmt: skip
        assert squeezed(text) in overview[at:], text
        at = overview.index(squeezed(text), at) + len(squeezed(text))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "“Letters”: “A call” is met instead (--ask letters prints this one)"),
        (["--ask", "letters"], "“A call”: “Letters” is met instead (--ask call prints this one)"),
        (["--place", "call=phone"], "“A call” is meant for: Office or video; it is printed for: P"),
        (["--part", "reader=Jo"], "Jo (reader): no such part on this day"),
        (["--part", "letters/reader=Jo"], "Jo (letters/reader): no such part on this day"),
        (["--place", "debrief=video"], "“The debrief” (video): not met on this day"),
        (["--day", "2", "--ask", "letters"], ""),  # whose raters are in its grid
        (["--day", "1", "--for", "candidate", "--ask", "call", "--ask", "letters"], ""),
    ],
)
def test_what_is_left_out_of_a_day_is_said_with_its_reason(
    phone: Project, words: list[str], said: str
) -> None:
    done = sheets(phone, "calls", *words, "-o", "some.pdf")
    assert done.returncode == 0, done.stderr
    assert said in done.stderr if said else not done.stderr
    if said:
        assert squeezed(said) in squeezed(pages(phone.folder / "some.pdf")[0])


# Who holds what ---------------------------------------------------------------------------------


def test_everyones_papers_begin_on_a_leaf_of_their_own(phone: Project) -> None:
    assert sheets(phone, "calls", "-o", "leaves.pdf").returncode == 0
    found = [squeezed(one) for one in pages(phone.folder / "leaves.pdf")]
    backs = [one for one in found[1::2] if one]
    assert {one[:9] for one in backs} == {"Scorecard", "NotesAcal"}
    assert kinds(found[::2])[-1] == "ThetalkTelep"  # the candidate's card, and nothing on its back


def test_a_debrief_has_agenda_and_grid_with_the_names_of_the_raters_of_all_stages(
    phone: Project,
) -> None:
    names = ["--part", "call/notes=Ines", "--part", "talk/notes=Uma", "--part", "lead=Vera"]
    overview, front, grid = printed(phone, "calls", "--day", "2", *names)
    assert "gridofallratings" in overview
    assert ":," not in overview
    assert "Vera(Lead)" in front
    for text in ("Lead, Vera", "Notes, Ines", "Notes, Uma"):
        assert squeezed(text) in grid


def test_both_alternatives_have_papers_when_both_are_asked_for(phone: Project) -> None:
    found = printed(phone, "calls", "--start", "9:00", "--ask", "letters", "--ask", "call")
    assert "Lettershavebeen" not in found[0]
    starts = [one for one in kinds(found) if one.startswith(("Acall", "Letters", "Thetalk"))]
    assert [*dict.fromkeys(one[:5] for one in starts)] == ["Acall", "Lette", "Theta"]
    assert found[0].count("9:00") == 3  # the day begins, and both
    assert "10:15" in found[0]  # after the longer of the two


def test_for_the_candidate_there_are_cards_and_tasks_alone(phone: Project) -> None:
    found = printed(phone, "calls", "--for", "candidate", "--candidate", "Ada", "--start", "9:30")
    card, task, talk = found
    assert squeezed("9:40 One call 30 min") in card
    assert squeezed("End 10:45 The talk") in card  # free from the end until then
    assert task == squeezed("A lost parcel Find the parcel of Mr Brown.")
    assert talk.startswith("ThetalkTelephonist")
    for text in ("not for the candidate", "Mr Brown rings", "Why did you wait", "minute nine"):
        assert squeezed(text) not in "".join(found)


def test_a_place_prints_what_belongs_to_it(phone: Project) -> None:
    office, video = "The second telephone works.", "The link has been tried."
    for words, here, away in (
        (["--place", "video"], video, office),
        (["--place", "office"], office, video),
        (["--place", "office", "--place", "call=video"], video, office),
    ):
        said = "".join(printed(phone, "calls", *words))
        assert squeezed(here) in said
        assert squeezed(away) not in said
    said = "".join(printed(phone, "calls"))
    assert squeezed(f"Office {office}") in said
    assert squeezed(f"Video {video}") in said


def test_a_role_that_names_no_places_takes_any_word_for_one(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("roles/keeper.role.yaml", "    place: [office, video]\n", "")
    assert "Tower" in printed(project, "keeper", "--place", "Tower")[1]


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_a_day_speaks_the_language_of_the_project_on_either_paper(
    tmp_path: Path, size: str
) -> None:
    conf = f"language = 'de'\nguides_print_paper = '{size}'\n"
    project = Project(tmp_path).write({**calls.FILES, "conf.py": calls.CONF + conf})
    said = "".join(printed(project, "calls", "--date", "2026-12-01"))
    said += "".join(printed(project, "calls", "--day", "2"))
    for text in (
        "Tag 1", "1. Dezember 2026", "Leitfaden, Bewertungsbogen", "Unsere Fragen", "Ende",
        "Wen Sie treffen", "Ihr Auftrag", "„Letters“: stattdessen findet „A call“ statt",
        "Alle Bewertungen", "erwünscht", "Vereinbart", "Wer entscheidet",
    ):  # fmt: skip
        assert squeezed(text) in said, text
    for english in ("Plan of", "Whom you", "Not printed", "Agreed", "scorecard", "Recording"):
        assert squeezed(english) not in said
    assert ink_outside(project.folder / "printed.pdf") == []


# What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kepper"], "there is no role 'kepper' (there are: keeper)"),
        (["keeper", "--part", "note=Jo"], "there is no part 'note' (there are: "),
        (["keeper", "--part", "partner=Jo"], "there is no part 'partner' (there are: "),
        (["keeper", "--part", "walk/note=Jo"], "there is no part 'walk/note' (there are: "),
        (["keeper", "--part", "talk/notes=Jo"], "there is no part 'talk/notes'"),
        (["keeper", "--part", "notes=Jo", "--part", "notes=Al"],
         "the part 'notes' is given twice: Jo, Al"),
        (["keeper", "--place", "video", "--place", "office"],
         "the place is given twice: video, office"),
        (["keeper", "--place", "walk=video", "--place", "walk=office"],
         "the place 'walk' is given twice: video, office"),
        (["keeper", "--place", "vidoe"], "there is no place 'vidoe' (there are: "),
        (["keeper", "--place", "wolk=video"], "there is no stage 'wolk' (there are: "),
        (["keeper", "--place", "=video"], "'=video' is not a place (write video or pairing=video)"),
        (["keeper", "--place", "walk="], "'walk=' is not a place (write video or pairing=video)"),
        (["keeper", "--ask", "cats"], "there is no choice 'cats' (there are: "),
        (["keeper", "--day", "4"], "there is no day 4 (there are: 2, 3)"),
        (["keeper", "--day", "3", "--for", "candidate"], "nobody meets the candidate on that day"),
        (["keeper", "--for", "everyone"], "invalid choice: 'everyone'"),
        (["keeper", "--start", "25:00"], "'25:00' is not a time (write 09:30)"),
        (["keeper", "--date", "tomorrow"], "'tomorrow' is not a date (write 2026-12-01)"),
        (["keeper", "--part", "notes"], "'notes' is not a part (write notes=Jonas)"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_answered_with_those_that_there_are(
    project: Project, words: list[str], said: str
) -> None:
    done = sheets(project, *words, "-o", "none.pdf")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (project.folder / "none.pdf").exists()


@pytest.mark.parametrize("output", ["here", "new/", "new/there/"])
def test_a_folder_gets_a_pdf_of_the_roles_name(phone: Project, output: str) -> None:
    (phone.folder / "here").mkdir(exist_ok=True)
    assert sheets(phone, "Telephonist", "--day", "2", "-o", output).returncode == 0
    assert pages(phone.folder / output / "calls.pdf")


def test_an_output_that_cannot_be_written_is_an_error_without_a_traceback(phone: Project) -> None:
    (phone.folder / "file").write_text("")
    (phone.folder / "full" / "calls.pdf").mkdir(parents=True)
    for output, why in (("file/day.pdf", "Not a directory|File exists"), ("full", "directory")):
        done = sheets(phone, "calls", "--day", "2", "-o", output)
        assert done.returncode == 1
        assert re.search(f"sheets: {output}.* cannot be written: .*({why})", done.stderr)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_such_an_error(phone: Project) -> None:
    (phone.folder / "locked").mkdir(mode=0o500)
    done = sheets(phone, "calls", "--day", "2", "-o", "locked")
    assert (done.returncode, "cannot be written: Permission" in done.stderr) == (1, True)


def test_a_role_goes_by_its_title_too_and_an_hour_by_one_figure(project: Project) -> None:
    done = sheets(project, "Keeper", "--start", "9:30", "-o", "titled.pdf")
    assert done.returncode == 0, done.stderr
    assert "9:30" in squeezed(pages(project.folder / "titled.pdf")[0])


def test_which_of_several_days_is_printed_is_said_where_nobody_chose_it(phone: Project) -> None:
    said = "sheets: these are the papers of day 1 (--day takes another: 2)\n"
    assert said in sheets(phone, "calls", "-o", "busiest.pdf").stderr
    assert said not in sheets(phone, "calls", "--day", "1", "-o", "busiest.pdf").stderr


def test_what_is_not_finished_for_the_candidate_is_said(tmp_path: Path) -> None:
    project = Project(tmp_path).write(calls.FILES)
    role = next(iter(tmp_path.glob("**/calls.role.yaml")))
    text = role.read_text(encoding="utf-8")
    assert "Find the parcel" in text
    role.write_text(text.replace("Find the parcel", "TODO find the parcel"), encoding="utf-8")
    done = sheets(project, "calls", "--for", "candidate", "-o", "handed.pdf")
    assert done.returncode == 0, done.stderr
    assert "hand-out of" in done.stderr
    assert "a mark of a draft: 'TODO' (a candidate would read it)" in done.stderr


def test_without_a_start_minutes_count_from_zero_and_there_is_room_to_write(
    project: Project,
) -> None:
    for page in (one for one in printed(project, "keeper") if "Interviewer’ssheet" in one):
        assert "0:00" in page
        assert "Start" in page


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


def test_an_error_has_no_colours_in_a_pipe(tmp_path: Path) -> None:
    Project(tmp_path).write({**FILES, "roles/keeper.role.yaml": "title: [\n"})
    source = str(Project(tmp_path).source)
    command = [sys.executable, "-m", "guides_ext", "sheets", "keeper", "--source", source]
    plain = {**os.environ, "PYTHONPATH": str(ROOT), "CI": ""}
    plain.pop("NO_COLOR", None)
    done = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, check=False)
    assert b"ERROR: " in done.stderr
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("format: ", "format: no-", 2, "the role 'keeper' has errors, so it has no sheets"),
        ("minutes: 45", "minutes: 1h", 2,
         "the role 'keeper' has stages with errors, so it has no days: The talk"),
        ("The key is", "The key 🔑 is", 1, "sheet of 'The round' of 'Keeper': no font has '🔑'"),
    ],
)  # fmt: skip
def test_a_role_or_stage_with_errors_or_a_sheet_that_cannot_be_made_fails_the_day(
    tmp_path: Path, old: str, new: str, code: int, said: str
) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("roles/keeper.role.yaml", old, new)
    done = sheets(project, "keeper")
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert not (project.folder / "day.pdf").exists()


def test_a_broken_role_of_the_same_name_stops_no_sheet(tmp_path: Path) -> None:
    project = Project(tmp_path).write({**FILES, "old/keeper.role.yaml": "title: [\n"})
    done = sheets(project, "keeper")
    assert done.returncode == 0, done.stderr


# The plan ---------------------------------------------------------------------------------------


def test_the_choice_of_the_candidate_is_asked_for_like_any_other(role: dict[str, Any]) -> None:
    found = planned(role, Day(Occasion(start="23:50", asked=frozenset({"home"})))).met
    assert list(found) == ["home", "talk"]
    assert found["talk"].start == "0:40"


def test_without_a_schedule_all_stages_follow_each_other(role: dict[str, Any]) -> None:
    stages = ("walk", "home", "talk", "debrief")
    days = meetings({"schedule": [], "stages": {name: role["stages"][name] for name in stages}})
    found = planned({**role, "meetings": days}, Day(Occasion(start="8:00"))).met
    assert {name: one.start for name, one in found.items()} == {
        "walk": "8:00", "home": "9:00", "talk": "9:30", "debrief": "10:15",
    }  # fmt: skip
    assert found["walk"].then == "Then: 9:00 At home"
    assert found["talk"].then == "Then: 10:15 Debrief"
    assert found["home"].next == (("9:30", "The talk"),)
    assert found["talk"].next == ()  # nobody meets the candidate any more


def test_a_day_may_be_chosen_by_its_number(role: dict[str, Any]) -> None:
    day = Day(Occasion(), datetime.date(2026, 12, 1), 2)
    assert list(planned(role, day).met) == ["walk", "talk"]
    assert list(planned(role, Day(Occasion(), number=3)).met) == ["debrief"]
    with pytest.raises(DayError):
        planned(role, Day(Occasion(), number=1))


def test_the_only_place_of_a_stage_is_where_it_is_met(role: dict[str, Any]) -> None:
    stages = {**role["stages"], "talk": {**role["stages"]["talk"], "place": ["office"]}}
    found = planned({**role, "stages": stages}, Day(Occasion())).met
    assert (found["walk"].place, found["talk"].place) == ("", "office")
