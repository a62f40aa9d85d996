"""A sheet is set once, as large as it fits; what has to be left out goes in the promised order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from guides_ext.print.builder import read_keys
from guides_ext.print.fonts import fonts_of
from guides_ext.print.papers.fit import too_tall
from guides_ext.print.papers.front import front
from guides_ext.print.papers.labels import labels
from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.proof import BOTTOM, MM, PAPER, TOP
from guides_ext.print.papers.sheet import Sheet
from guides_ext.print.setting import kept_typesetter
from guides_ext.print.style import PageStyle
from tests.print.keeper import FILES
from tests.print.papers import LOOK, article, made, settings, sheet_of, stage, timeboxes
from tests.print.pdfs import ink_outside, pages, sized, squeezed
from tests.projects import Built, Project

ROLE = "roles/keeper.role.yaml"
FILLER = "one more state to be confirmed by two people who have not spoken about it yet"

# What is left out ------------------------------------------------------------------------------

DRAWN = article(
    "articles/day",
    ("checklist", "before", "", ["Drawn before 1.", "Drawn before 2."]),
    ("checklist", "after", "", ["Drawn after."]),
    ("goals", "", "", ["Drawn goal 1.", "Drawn goal 2."]),
    ("non_goals", "", "", ["Drawn non-goal."]),
    ("checklist", "during", "welcome", ["Drawn check 1.", "Drawn check 2."]),
    ("say", "", "welcome", ["Drawn words 1.", "Drawn words 2."]),
    ("say", "", "", ["Drawn whenever."]),
)
"""What a section brings."""

ORDER = [
    "Drawn after.", "Drawn before 2.", "Drawn before 1.",
    "Drawn non-goal.", "Drawn goal 2.", "Drawn goal 1.",
    "“Probe 2?”", "“Probe 1?”",
    "“Then 2c?”", "“Then 2b?”", "“Then 1b?”",
    "“Harder 2?”", "“Easier 2?”", "“Easier 1?”",
    "Drawn check 2.", "Drawn check 1.",
    "“Drawn whenever.”",
    "“Drawn words 2.”", "“Drawn words 1.”",
]  # fmt: skip
"""Of a whole sheet, in the order in which it goes; within a kind, what stands last goes first."""


def crowded(own: int, **more: Any) -> dict[str, Any]:
    """A role whose stage draws in the section and has so many long states of its own."""
    asked = [
        {
            "id": "q1", "ask": "Asked 1?", "follow_ups": ["Then 1a?", "Then 1b?"],
            "easier": "Easier 1?",
        },
        {"id": "p1", "ask": "Probe 1?", "probe": True, "follow_ups": ["Probed on?"]},
        {
            "id": "q2", "ask": "Asked 2?", "follow_ups": ["Then 2a?", "Then 2b?", "Then 2c?"],
            "easier": "Easier 2?", "harder": "Harder 2?",
        },
        {"id": "p2", "ask": "Probe 2?", "probe": True},
    ]  # fmt: skip
    boxes = [
        {"minutes": 10, "is": "welcome", "say": "Own words.", "checks": ["Own check."]},
        {"minutes": 50, "is": "questions"},
    ]
    states = [f"Own state {number}: {FILLER}." for number in range(own)]
    written = stage(
        **timeboxes(*boxes),
        sections=["articles/day"],
        goals=["Own goal."],
        checklist={"before": ["Own before."], "after": ["Own after.", *states]},
        whenever={"they ask": "Own whenever."},
        questions=asked,
    )
    written["stages"]["stage"] |= more
    return written


def crowd(own: int, look: PageStyle = LOOK, **more: Any) -> Sheet:
    return sheet_of(crowded(own, **more), look, articles=DRAWN)


KEPT = [
    "Own words.", "Own check.", "Own goal.", "Own before.", "Own after.", "Own whenever.",
    "Asked 1?", "Asked 2?", "Then 1a?", "Then 2a?",
]  # fmt: skip
"""What is never left out."""


def test_what_a_sheet_can_do_without_goes_in_the_promised_order() -> None:
    assert front(crowd(0))["left_out"] == ORDER


def test_of_a_stage_that_draws_nothing_in_no_check_word_or_goal_can_go() -> None:
    written = crowded(0)
    del written["stages"]["stage"]["sections"]
    assert all("robe" in one or "Then" in one or "ier" in one or "Harder" in one
               for one in front(sheet_of(written))["left_out"])  # fmt: skip


def facts(sheet: Sheet) -> tuple[Any, dict[str, Any]]:
    """What is made of a sheet, and what was measured of its front; it was set once."""
    with settings() as found:
        result = made(sheet)
    assert len(found) == 1
    return result, found[0].facts[0]


@pytest.mark.parametrize("own", [0, 12, 24, 33, 42, 48, 54, 80])
def test_a_sheet_is_one_setting_whatever_has_to_be_left_out(own: int) -> None:
    result, _fact = facts(crowd(own))
    assert bool(result.pdf) == (own < 80)
    assert ("points too tall" in result.error) == (own >= 80)


@pytest.mark.parametrize("own", [42, 45, 48, 54])
def test_what_was_left_out_is_said_by_the_build_and_beside_each_title(own: int) -> None:
    result, fact = facts(crowd(own))
    assert result.error == ""
    (note,) = result.notes
    gone = ORDER[: fact["cuts"]]
    assert note == f"sheet of 'Talk' of 'Fitter': left out to fit the page: {'; '.join(gone)}"
    front = squeezed(pages(result.pdf)[0])
    shown = [one for one in ORDER if squeezed(one.strip("“”")) in front]
    assert shown == [one for one in ORDER if one not in gone]
    assert [one for one in KEPT if squeezed(one) not in front] == []
    assert front.count("Ownstate") == own
    told = [int(one) for one in re.findall(r"(\d+)moreinthehandbook", front)]
    assert sum(told) == len(gone)


def test_nothing_is_left_out_that_would_have_fitted() -> None:
    """With one text more there is too little room, or for fewer lines to write on."""
    sheet = crowd(45)
    _result, fact = facts(sheet)
    assert fact["cuts"] > 1
    less = {**front(sheet), "cuts": fact["cuts"] - 1}
    fewer = front_alone(less)
    assert fewer["spare"] < 0 or max(fewer["lines"]) < max(fact["lines"])


def front_alone(filled: Filled, look: PageStyle = LOOK) -> dict[str, Any]:
    """What is measured of a front that is set alone."""
    data = {"title": "-", **look.data, "labels": labels(), "papers": [filled]}
    (fact,) = kept_typesetter(fonts_of({})).set("sheet.typ", data).facts
    return fact


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_where_something_was_left_out_no_tenth_of_the_page_is_free(paper: str) -> None:
    look = PageStyle(paper=paper)
    height = (PAPER[paper][1] - TOP - BOTTOM) * MM
    cut = 0
    for own in range(30, 57, 3):
        fact = front_alone(front(crowd(own, look)), look)
        cut += fact["cuts"] > 0 and fact["spare"] >= 0
        assert fact["cuts"] == 0 or fact["spare"] < height / 10, own
    assert cut >= 3


BARE = timeboxes({"minutes": 10, "is": "main"}, {"minutes": 20, "is": "questions"})


def test_that_all_of_a_list_was_left_out_is_said_where_it_would_stand() -> None:
    probes = [{"id": f"q{n}", "ask": "What would you do? " * 6, "probe": True} for n in range(3)]
    states = [f"State number {n}, which is a long one to read for anybody." for n in range(128)]
    sheet = sheet_of(stage(**BARE, questions=probes, checklist={"before": states}))
    result, fact = facts(sheet)
    assert result.error == ""
    assert fact["cuts"] == 3
    front = squeezed(pages(result.pdf)[0])
    assert squeezed("Questions 3 more in the handbook") in front


def drawing(states: int) -> dict[str, Any]:
    """Of what a sheet is made whose stage says nothing and draws in so many long states."""
    said = [f"Drawn state {n}, which is a long one to read for anybody." for n in range(states)]
    brought = article("articles/day", ("checklist", "before", "", said))
    return {"written": stage(**BARE, sections=["articles/day"]), "articles": brought}


def test_of_checks_that_stand_alone_both_columns_become_shorter() -> None:
    result, fact = facts(sheet_of(**drawing(150)))
    assert result.error == ""
    assert 0 < fact["cuts"] < 60
    assert fact["spare"] < (PAPER["a4"][1] - TOP - BOTTOM) * MM / 10


# Size ------------------------------------------------------------------------------------------


def test_type_is_as_large_as_fits_and_never_smaller_than_promised() -> None:
    """A page in small type has no room for a larger one, but for what a new line takes."""
    height = (PAPER["a4"][1] - TOP - BOTTOM) * MM
    sizes = []
    for own in (0, 12, 15, 21, 27, 33, 39, 45):
        fact = front_alone(front(crowd(own)))
        assert 9.2 <= fact["size"] <= 11
        assert fact["size"] == 11 or fact["spare"] < height / 6, own
        sizes.append(fact["size"])
    assert sizes[:2] == [11, 11]
    assert sizes[-1] == 9.2
    assert len(set(sizes)) >= 5


@pytest.mark.parametrize("own", [0, 45])
def test_words_and_questions_have_9_8_points_and_no_label_less_than_8(own: int) -> None:
    code = {"goals": ["Own goal. `code`"]}
    sheet = crowd(own, **code)
    result, fact = facts(sheet)
    assert (fact["size"] == 9.2) == (own > 0)
    runs = sized(result.pdf)
    assert [one for one in runs if one.size < 8] == []
    said = {one.text: one.size for one in runs if "Serif" in one.font}
    for text in ("Own words.", "Asked 1?", "Asked 2?"):
        (size,) = {size for spoken, size in said.items() if squeezed(text) in squeezed(spoken)}
        assert size >= 9.8, text
    largest = max(size for size in said.values())
    rest = [one for one in runs if one.size > largest]
    assert not [one for one in rest if squeezed("Own state") in one.text]


# What cannot fit -------------------------------------------------------------------------------


def test_what_cannot_fit_says_which_side_how_much_and_its_three_longest_parts() -> None:
    result, fact = facts(crowd(80))
    start = "sheet of 'Talk' of 'Fitter': the front is "
    assert result.error.startswith(f"{start}{-fact['spare']:.0f} points too tall at 9.2 pt; ")
    named = result.error.partition("in characters: ")[2].partition(" (shorten")[0]
    assert len(named.split(", ")) == 3
    assert named.startswith("After (")
    assert result.pdf == b""


def test_of_a_scorecard_that_cannot_fit_its_own_parts_are_named() -> None:
    skills = {
        f"c{n}": {
            "title": f"Skill {n}",
            "levels": dict.fromkeys((1, 2, 3), "So many words. " * (10 + 20 * n)),
        }
        for n in range(4)
    }
    written = stage(main=[*skills], role_competencies=skills, goals=["A goal. " * 40])
    error = made(sheet_of(written)).error
    assert error.startswith("scorecard of 'Talk' of 'Fitter': the back is ")
    named = error.partition("in characters: ")[2].partition(" (shorten")[0]
    assert [one.partition(" (")[0] for one in named.split(", ")] == [
        "Skill 3",
        "Skill 2",
        "Skill 1",
    ]


def test_where_nothing_may_be_left_out_what_would_be_is_an_error() -> None:
    sheet = crowd(45)
    assert made(sheet).notes
    with settings() as found:
        refused = made(sheet, trim=False)
    assert len(found) == 1
    assert "the front is " in refused.error
    assert "points too tall at 9.2 pt" in refused.error
    assert made(crowd(0), trim=False).error == ""


def test_how_much_is_too_tall_is_read_from_what_was_measured() -> None:
    paper = {
        "rows": [{"title": "Work", "parts": [{"text": [[["", "four"]]]}], "checks": []}],
        "top": [{"title": "Goals", "items": [{"text": [[["", "eleven"], ["e", "chars"]]]}]}],
    }
    assert too_tall(paper, {"spare": -12.2, "size": 9.2, "side": "front"}).startswith(
        "the front is 12 points too tall at 9.2 pt; its longest parts, in characters: Goals (11), "
        "Work (4) (shorten them, or "
    )


# Overlong words --------------------------------------------------------------------------------

WIDE = [
    "W" * 40,
    "é" * 36,
    "Rechtsschutzversicherungsgesellschaften",
    "https://a.example/" + "x/" * 40,
]


@pytest.mark.parametrize("word", WIDE)
def test_a_word_that_is_wider_than_its_column_is_divided(word: str) -> None:
    skill = {"title": word, "means": word, "look_for": [word], "levels": {1: word, 2: word}}
    boxes = [
        {"minutes": 5, "is": "other", "title": word, "say": [word], "checks": [word, word]},
        {"minutes": 40, "is": "main", "say": [{"when": word, "text": word}]},
        {"minutes": 15, "is": "questions"},
    ]
    asked = {
        "id": "q", "ask": word, "follow_ups": [word], "listen_for": [word], "easier": word,
        "harder": word, "competency": "one",
    }  # fmt: skip
    written = stage(
        **timeboxes(*boxes),
        title=word,
        goals=[word], non_goals=[word], checklist={"before": [word], "after": [word]},
        whenever={word: word}, main={"one": word}, goes_on=word, questions=[asked],
        task={"title": word, "brief": word, "far_enough": word, "easier": [word]},
        role_competencies={"one": skill}, role_scale={1: word, 2: "Yes"}, role_keep_notes=word,
    )  # fmt: skip
    result = made(sheet_of(written, notes=True))
    assert result.error == ""
    assert ink_outside(result.pdf) == []
    front, back, notes = map(squeezed, pages(result.pdf))
    assert front.count(squeezed(word)) >= 17
    assert back.count(squeezed(word)) >= 8
    assert squeezed(word) in notes


def test_no_line_runs_out_to_keep_a_word_from_being_the_last() -> None:
    wide, long = "x" * 300, "Rechtsschutzversicherungsgesellschaft"
    say = f"deciding ﬁ {wide} {wide} deciding problem {'é' * 30}"
    written = stage(
        **timeboxes({"minutes": 27, "is": "main", "say": say}, {"minutes": 1, "is": "main"}),
        checklist={"before": ["how that"]},
        task={
            "title": "A task",
            "brief": "Do it.",
            "easier": [f"{long} look {wide} a at", f"is {wide} code problem before how that"],
        },
    )
    result = made(sheet_of(written))
    assert result.error == ""
    assert ink_outside(result.pdf) == []


# In a build ------------------------------------------------------------------------------------


def full(folder: Path, own: int) -> Project:
    """The keeper with so many states of the stage's own."""
    project = Project(folder).write(FILES)
    states = "".join(f"        - Own {number}: {FILLER}.\n" for number in range(own))
    project.replace(ROLE, "        - The gate is shut.\n", f"        - The gate is shut.\n{states}")
    return project


def walk(project: Project, **conf: object) -> Built:
    return project.build("guides-pdf", guides_print=["sheet"], **conf)


def test_a_build_says_what_it_left_out_and_is_no_failure(tmp_path: Path) -> None:
    built = walk(full(tmp_path, own=40))
    (warning,) = built.warnings
    assert "WARNING: sheet of 'The round' of 'Keeper': left out to fit the page: Boots" in warning
    assert warning.endswith(" [guides.print]")
    assert not built.failed
    front = squeezed(pages(built.out / "roles/keeper/walk.pdf")[0])
    assert "moreinthehandbook" in front


def test_a_project_may_refuse_what_would_be_left_out(tmp_path: Path) -> None:
    built = walk(full(tmp_path, own=40), guides_sheet_overflow="error")
    (error,) = built.warnings
    assert "ERROR: sheet of 'The round' of 'Keeper': the front is " in error
    assert built.failed
    assert not (built.out / "roles/keeper/walk.pdf").exists()
    assert (built.out / "roles/keeper/talk.pdf").exists()


def test_an_error_is_told_at_every_build_until_it_is_mended(tmp_path: Path) -> None:
    project = full(tmp_path, own=80)
    assert walk(project).failed
    again = walk(project)
    assert again.failed
    assert "points too tall" in again.warnings[0]
    assert "points too tall" in read_keys(again.out)["roles/keeper/walk.pdf"]["error"]
    text = (project.source / ROLE).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "- Own" not in line or "Own 1:" in line]
    (project.source / ROLE).write_text("\n".join(kept), encoding="utf-8")
    mended = walk(project)
    assert not mended.failed
    assert (mended.out / "roles/keeper/walk.pdf").exists()
