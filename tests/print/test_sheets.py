"""What stands on the front, the scorecard and the page for notes of a stage, and what does not."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from guides_ext.domain import guide_domain
from guides_ext.print.papers.front import front
from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.scorecard import code, scorecard
from guides_ext.print.papers.sheet import has_notes
from guides_ext.print.style import PageStyle
from tests.print.keeper import FILES
from tests.print.papers import made, settings, sheet_of, stage, timeboxes
from tests.print.pdfs import crossed, ink_outside, pages, squeezed
from tests.projects import Built, Project

ROLE = "roles/keeper.role.yaml"
Sides = tuple[str, ...]


def sheets_of(project: Project, **conf: object) -> Built:
    return project.build("guides-pdf", guides_print=["sheet"], **conf)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("sheets")).write(FILES)
    return sheets_of(project, html_baseurl="https://gates.example.com")


@pytest.fixture(scope="module")
def sides(built: Built) -> Sides:
    """Front, scorecard and page for notes of a stage, squeezed."""
    return tuple(map(squeezed, pages(built.out / "roles/keeper/walk.pdf")))


def ordered(page: str, *texts: str) -> bool:
    """Whether a page has these texts, one after another."""
    pattern = ".*?".join(re.escape(squeezed(one)) for one in texts)
    return re.search(pattern, page, re.DOTALL) is not None


# Front -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The round", "Keeper", "Interviewer’s sheet, 60 minutes – not for the candidate",
        "Candidate", "Interviewers", "Date", "Start",
        "What this stage is for", "See how they look at gate.open.", "Let them choose the way.",
        "What it is not for", "A race.", "A guided tour.",
        "Before they arrive", "The key is oiled.", "Boots are dry.",
        "Words, deeds, times; no verdicts",
        "Whenever", "the dog barks “It does that.”", "About tools “Use your own lantern.”",
        "Before recording “The bell is recorded.”", "They had a choice.",
        "After", "The gate is shut.", "Ratings: overleaf, alone, afterwards",
    ],
)  # fmt: skip
def test_around_the_agenda_stands_what_belongs_to_no_minute(sides: Sides, text: str) -> None:
    assert squeezed(text) in sides[0]


def test_the_agenda_is_the_sheet_from_top_to_bottom(sides: Sides) -> None:
    assert ordered(
        sides[0],
        "Before they arrive",
        "0:00 10 min Welcome", "“Shall we walk?”", "They know the way.",
        "0:10 30 min Main part", "“Here is the gate.”", "Opening the gate",
        "Open the gate for the cart.", "far enough The cart is through.",
        "easier The gate is ajar.", "harder There are two carts.",
        "When the wind blows “Mind the step.”",
        "0:40 15 min Questions", "A “What did you see?”", "→ “What else?”",
        "→ “What was behind it?”", "easier “Was there a bird?”", "harder “What was not there?”",
        "listen for Names a thing before its meaning.",
        "B “What would you do about a dog?”", "or", "B “What would you do about a cat?”",
        "when there is time “What would you like to know?”",
        "0:55 5 min Notes without the candidate",
        "Whenever", "After", "Version",
    )  # fmt: skip


TIMES = [
    {
        "minutes": 10, "is": "welcome", "checks": ["Water is there."],
        "say": [{"when": "it rains", "text": "Come in."}, "Good morning."],
    },
    {"minutes": 50, "is": "main", "with": ["late", "task", "early"], "title": "Work"},
    {"minutes": 20, "is": "main", "with": ["rest", "task"]},
    {"minutes": 10, "is": "break"},
    {"minutes": 5, "is": "notes"},
]  # fmt: skip
ASKED = [
    {"id": "early", "ask": "Early?", "competency": "two"},
    {"id": "late", "ask": "Late?", "competency": "one"},
    {"id": "rest", "ask": "Anything else?", "competency": "none"},
]
SKILLS = {
    name: {"title": name.title(), "means": f"Means {name}.", "levels": {1: f"No {name}.", 2: "."}}
    for name in ("one", "two")
}
CLOCKED = stage(
    **timeboxes(*TIMES),
    questions=ASKED,
    task={"title": "The task", "brief": "Do it.", "far_enough": "Done."},
    main=["one", "two"],
    role_competencies=SKILLS,
)


def test_words_come_before_task_and_questions_cued_ones_behind_and_checks_last() -> None:
    (front, *_rest) = map(squeezed, pages(made(sheet_of(CLOCKED)).pdf))
    assert ordered(
        front,
        "0:00", "Good morning.", "When it rains", "Come in.", "Water is there.",
        "0:10 50 min Work", "A “Late?”", "The task", "Do it.", "Done.", "B “Early?”",
    )  # fmt: skip


def test_questions_stand_where_the_author_asks_them_not_by_competency() -> None:
    filled = front(sheet_of(CLOCKED))
    asked = [
        [
            (one["letter"], one["ask"][0][0][1].strip("“”"))
            for one in row["parts"]
            if one["kind"] == "ask"
        ]
        for row in filled["rows"]
    ]
    assert asked == [[], [("A", "Late?"), ("B", "Early?")], [("", "Anything else?")], [], []]


def test_a_task_that_goes_on_in_a_second_timebox_is_named_there_and_not_told_again() -> None:
    (front, *_rest) = map(squeezed, pages(made(sheet_of(CLOCKED)).pdf))
    assert front.count("Thetask") == 2
    assert front.count("Doit.") == front.count("Done.") == 1


@pytest.mark.parametrize(
    ("start", "clocks"),
    [
        ("", ["0:00", "0:10", "1:00", "1:20", "1:30"]),
        ("09:30", ["9:30", "9:40", "10:30", "10:50", "11:00"]),
        ("23:15", ["23:15", "23:25", "0:15", "0:35", "0:45"]),
    ],
)
def test_each_row_has_its_time_of_day_or_its_minute(start: str, clocks: list[str]) -> None:
    sheet = sheet_of(CLOCKED, occasion=Occasion(start=start), notes=True)
    rows = front(sheet)["rows"]
    assert [row["clock"] for row in rows] == clocks
    assert [row["length"] for row in rows] == ["10 min", "50 min", "20 min", "10 min", "5 min"]
    shown, _back, notes = map(squeezed, pages(made(sheet).pdf))
    assert ordered(shown, *clocks)
    assert ordered(notes, *clocks[:3])


def test_questions_and_a_task_of_no_timebox_have_a_row_at_the_end() -> None:
    boxes = timeboxes({"minutes": 30, "is": "main", "with": ["late"]})
    task = {"title": "The task", "brief": "Do it."}
    asked = [{"id": "late", "ask": "Late?"}, {"id": "rest", "ask": "Anything else?"}]
    sheet = sheet_of(stage(**boxes, questions=asked, task=task))
    (front,) = map(squeezed, pages(made(sheet).pdf))
    assert ordered(front, "0:00", "Late?", "When there is time", "The task", "Anything else?")


def test_what_to_listen_for_whatever_the_question_stands_once_with_the_first() -> None:
    skill = {**SKILLS["one"], "look_for": "- Counts.\n"}
    asked = [
        {"id": f"q{n}", "ask": f"Number {n}?", "competency": "one", "listen_for": f"- Says {n}.\n"}
        for n in (1, 2)
    ]
    written = stage(questions=asked, main=["one"], role_competencies={"one": skill})
    front, back = map(squeezed, pages(made(sheet_of(written)).pdf))
    assert ordered(front, "Number 1?", "listen for Says 1. · Counts.", "Number 2?", "Says 2.")
    assert front.count("Counts.") == 1
    assert "Counts." not in back


def test_what_to_listen_for_is_on_the_scorecard_where_no_question_asks_for_it() -> None:
    skill = {**SKILLS["one"], "look_for": "- Counts.\n"}
    written = stage(main=["one"], role_competencies={"one": skill})
    front, back = map(squeezed, pages(made(sheet_of(written)).pdf))
    assert "Counts." not in front
    assert ordered(back, "Means one.", "listen for Counts.")


def test_follow_ups_of_the_stage_are_asked_of_any_answer() -> None:
    (front,) = map(squeezed, pages(made(sheet_of(stage(follow_ups="- And you?\n"))).pdf))
    assert ordered(front, "Whenever", "Of any answer “And you?”")


PLACED = stage(
    **timeboxes(
        {
            "minutes": 30,
            "is": "main",
            "checks": [
                {"text": "Chairs stand.", "place": "office"},
                {"text": "The camera is on.", "place": "video"},
                "They sit well.",
            ],
        }
    ),
    place=["office", "video"],
)


@pytest.mark.parametrize(
    ("place", "there", "away"),
    [
        ("office", ["Chairs stand."], ["The camera is on."]),
        ("video", ["The camera is on."], ["Chairs stand."]),
        ("", ["Office Chairs stand.", "Video The camera is on."], []),
    ],
)
def test_a_check_for_a_place_is_printed_only_there(
    place: str, there: list[str], away: list[str]
) -> None:
    (front,) = pages(made(sheet_of(PLACED, occasion=Occasion(place=place))).pdf)
    for text in [*there, "They sit well."]:
        assert squeezed(text) in squeezed(front)
    assert not [one for one in away if squeezed(one) in squeezed(front)]


def test_what_a_part_is_told_and_what_the_candidates_plan_calls_a_timebox_are_on_no_sheet(
    sides: Sides,
) -> None:
    for text in ("A task together", "Walks in front.", "Along the wall."):
        assert not any(squeezed(text) in side for side in sides)


@pytest.mark.parametrize(("phase", "checks"), [("before", 2), ("after", 2), ("after", 5)])
def test_checks_that_stand_alone_in_a_strip_have_two_columns(phase: str, checks: int) -> None:
    states = [f"State {n} holds." for n in range(checks)]
    front = made(sheet_of(stage(checklist={phase: states})))
    document = pdfium.PdfDocument(front.pdf)
    words = document[0].get_textpage()
    boxes = [words.get_charbox(words.search(one).get_next()[0]) for one in states]
    document.close()
    half = (checks + 1) // 2
    assert len({round(box[0]) for box in boxes[:half]}) == 1
    assert boxes[half][0] > 200
    assert boxes[half][1] == pytest.approx(boxes[0][1], abs=0.1)


def test_no_rating_is_on_the_front(sides: Sides) -> None:
    for text in (
        "Looks away whenever something moves", "Shouts at everybody", "Not yet",
        "What the job needs", "Names what moves before it is near",
    ):  # fmt: skip
        assert squeezed(text) not in sides[0]


def test_an_item_takes_its_form_for_the_sheet(sides: Sides) -> None:
    assert "Seeiftheyask." in sides[0]
    for text in ("Seewhethertheyask", "Nobodyneedsthis", "withoutbeingasked", "Saysnothing"):
        assert text not in sides[0]


def test_of_a_choice_that_was_made_only_that_is_printed(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    choice = "one_of: [dog, cat]"
    project.replace(ROLE, f"- {choice}", f"- {{{choice}, now: cat}}")
    front = squeezed(pages(sheets_of(project).out / "roles/keeper/walk.pdf")[0])
    assert squeezed("What would you do about a cat?") in front
    assert squeezed("do about a dog?") not in front
    assert ordered(front, "meaning.", "B “What would you do about a cat?”")
    assert not ordered(front, "meaning.", "or", "B “What would you do about a cat?”")


# Scorecard -------------------------------------------------------------------------------------


def test_the_back_is_the_scorecard(sides: Sides) -> None:
    assert ordered(
        sides[1],
        "Scorecard", "The round, Keeper", "Candidate", "Interviewer", "Date",
        "A Watching", "Sees what comes.", "Not observed",
        "In this stage: Names what moves before it is near.",
        "1 Not yet Looks away whenever something moves.",
        "2 Partly Looks at it and says what it might be.",
        "3 Yes Also knows what it was when it is gone.", "Evidence",
        "B Staying calm", "Breathes.", "Not observed",
        "1 Not yet Shouts at everybody who is near.", "Evidence",
        "Overall", "Decided in the debrief, by the rule on its sheet.",
        "After rating", "What the job needs: A 2",
        "How long this is kept", "Six months after the decision.",
        "Before handing in", "gates.example.com/roles/keeper.html#walk", "Version",
        "Rated alone at", "Signature",
    )  # fmt: skip


def test_a_level_bears_no_mark_of_what_the_job_needs() -> None:
    """Nor is it set in another way: the data of its levels is the same whatever is needed."""

    def scores(needs: int) -> object:
        one = {**SKILLS["one"], "needs": needs}
        return scorecard(sheet_of(stage(main=["one"], role_competencies={"one": one})))["scores"]

    assert scores(1) == scores(2)


def test_the_rule_for_the_next_stage_stands_at_the_foot_of_the_scorecard() -> None:
    needs = {"one": {**SKILLS["one"], "needs": 2}, "two": {**SKILLS["two"], "needs": 1}}
    written = stage(main=["one"], also=["two"], role_competencies=needs, goes_on="Both at 2.")
    front, back = map(squeezed, pages(made(sheet_of(written)).pdf))
    assert "Bothat2." not in front
    assert ordered(
        back, "B Two", "After rating", "What the job needs: A 2 · B 1", "Both at 2.", "Before"
    )


def test_a_level_without_words_has_the_scales_name_and_without_a_scale_a_dash() -> None:
    bare = {"one": {"title": "One"}, "two": SKILLS["two"]}
    written = stage(main=["one", "two"], role_competencies=bare)
    named = squeezed(pages(made(sheet_of({**written, "scale": {1: "Rarely", 2: "Often"}})).pdf)[1])
    assert ordered(named, "A One", "1 Rarely 2 Often", "B Two", "1 Rarely No two.", "2 Often")
    plain = squeezed(pages(made(sheet_of(written)).pdf)[1])
    assert ordered(plain, "A One", "1 – 2 –", "B Two", "1 No two.")


@pytest.mark.parametrize("length", [5, 60, 130])
def test_each_competency_has_a_line_for_evidence_however_long_the_levels(length: int) -> None:
    skills = {
        f"c{number}": {
            "title": f"Skill {number}",
            "means": "Means it.",
            "levels": dict.fromkeys((1, 2, 3), "words " * (length // 5)),
        }
        for number in range(4)
    }
    sheet = sheet_of(stage(main=[*skills], role_competencies=skills))
    with settings() as found:
        pdf = made(sheet).pdf
    (facts,) = [fact for one in found for fact in one.facts if fact["side"] == "back"]
    assert len(facts["lines"]) == 4
    assert min(facts["lines"]) >= 1
    assert squeezed(pages(pdf)[1]).count("Evidence") == 4


def test_all_sides_bear_the_version_of_the_guide(built: Built, sides: Sides) -> None:
    version = guide_domain(built.app.env).record("roles/keeper")["stages"]["walk"]["version"]
    assert len(sides) == 3
    for side in sides:
        assert f"Versionofthisstage:{version}" in side


def test_the_code_leads_to_the_stage_on_the_site(built: Built) -> None:
    with pikepdf.open(built.out / "roles/keeper/walk.pdf") as pdf:
        alternatives = [str(one.Alt) for one in pdf.objects if "/Alt" in _keys(one)]
    assert "gates.example.com/roles/keeper.html#walk" in alternatives
    assert code("https://a.example.com").startswith("<svg")
    without = made(sheet_of(CLOCKED)).pdf
    assert squeezed("Full guide") not in squeezed(pages(without)[1])


def _keys(one: object) -> object:
    return one.keys() if isinstance(one, pikepdf.Dictionary) else ()


# Notes -----------------------------------------------------------------------------------------


def test_a_stage_of_more_than_45_minutes_with_the_candidate_has_a_page_for_notes() -> None:
    def noted(*boxes: tuple[int, str]) -> bool:
        times = timeboxes(*({"minutes": minutes, "is": kind} for minutes, kind in boxes))
        return has_notes(sheet_of(stage(**times)).stage)

    assert noted((46, "main"))
    assert noted((10, "welcome"), (36, "main"))
    assert not noted((45, "main"))
    assert not noted((45, "main"), (30, "notes"))
    assert not noted((45, "main"), (30, "break"))


def test_the_page_for_notes_has_the_clock_down_its_edge_and_the_letters(sides: Sides) -> None:
    assert ordered(
        sides[2],
        "Notes", "The round, Keeper", "0:00 Welcome", "0:10 Main part", "0:40 Questions", "Version",
        "Words, deeds, times; no verdicts. At the end of a line its letter:",
    )  # fmt: skip
    assert sides[2].endswith("AB")
    assert "0:55" not in sides[2]  # then the candidate has gone


def test_long_titles_of_timeboxes_wrap_on_the_page_for_notes_and_lie_on_nothing() -> None:
    title = "A part of the day whose name its author could not bring to an end " * 4
    boxes = [{"minutes": 12, "is": "other", "title": f"{title}{n}"} for n in range(5)]
    result = made(sheet_of(stage(**timeboxes(*boxes)), notes=True))
    assert result.error == ""
    notes = squeezed(pages(result.pdf)[1])
    assert [n for n in range(5) if squeezed(f"{title}{n}") not in notes] == []
    assert crossed(result.pdf) == []


def test_a_project_may_do_without_pages_for_notes(built: Built, tmp_path: Path) -> None:
    without = sheets_of(Project(tmp_path).write(FILES), guides_sheet_notes=False)
    assert len(pages(without.out / "roles/keeper/walk.pdf")) == 2
    assert len(pages(built.out / "roles/keeper/walk.pdf")) == 3


# The whole -------------------------------------------------------------------------------------


def test_a_sheet_is_made_for_each_stage(built: Built) -> None:
    assert built.warnings == []
    found = sorted(str(one.relative_to(built.out)) for one in built.out.rglob("*.pdf"))
    stages = ("debrief", "home", "talk", "walk")
    assert found == [f"roles/keeper/{one}.pdf" for one in stages]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_each_side_is_one_page_on_either_paper(paper: str, size: tuple[int, int]) -> None:
    look = PageStyle(paper=paper)
    pdf = made(sheet_of(CLOCKED, look, notes=True), look).pdf
    document = pdfium.PdfDocument(pdf)
    boxes = [tuple(map(round, page.get_size())) for page in document]
    document.close()
    assert boxes == [size] * 3
    assert ink_outside(pdf) == []
    assert crossed(pdf) == []


def test_a_sheet_speaks_the_language_of_the_project(tmp_path: Path) -> None:
    out = sheets_of(Project(tmp_path).write(FILES), language="de").out
    front, back, notes = map(squeezed, pages(out / "roles/keeper/walk.pdf"))
    for text in (
        "Begrüßung", "Worum es geht", "„What did you see?“", "weit genug", "Bevor sie da sind",
        "Jederzeit", "60 Minuten", "Wenn the wind blows",
    ):  # fmt: skip
        assert squeezed(text) in front, text
    for text in ("Bewertungsbogen", "Nicht beobachtet", "In diesem Treffen:", "Nach dem Bewerten"):
        assert squeezed(text) in back, text
    for english in (
        "Scorecard", "Not observed", "Listen for", "Whenever", "more in", "When the",
        "Interviewer’s", "not for the candidate", "Ratings", "After rating", "Evidence", "kept",
        "Rated", "no verdicts", "Start", "Before", "About tools",
    ):  # fmt: skip
        assert squeezed(english) not in front + back + notes, english
    with pikepdf.open(out / "roles/keeper/walk.pdf") as pdf:
        assert pdf.Root.Lang == "de"
