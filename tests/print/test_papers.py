"""The papers beside the sheet: who holds which, what stands on it, and what may not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from guides_ext.print.make import Made
from guides_ext.print.papers.grid import grid
from guides_ext.print.papers.leaflet import leaflets
from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.paper import Paper
from guides_ext.print.papers.piles import paper_of, papers_of, piles_of
from guides_ext.print.papers.proof import MM
from guides_ext.print.papers.sheet import Sheet
from guides_ext.print.pdfs import ON_SHEETS
from guides_ext.print.style import PageStyle
from guides_ext.record.data import RoleRecord
from guides_ext.record.text import texts_of
from tests.print.calls import FILES, ROLE
from tests.print.papers import printed, record_of
from tests.print.pdfs import colours, ink_outside, pages, squeezed
from tests.projects import Project

NAMES = {"lead": "Vera", "caller": "Tom", "call/notes": "Ines", "notes": "Uma"}
KNOWN = Occasion(
    date="1 December 2026", start="9:30", place="video", candidate="Ada Lovelace", parts=NAMES
)
A4 = PageStyle()
FOR_ONE = ("part", "card", "hand-out")


@pytest.fixture(scope="module")
def role() -> RoleRecord:
    return record_of(ROLE)


def piles(role: RoleRecord, stage: str, known: Occasion = KNOWN) -> dict[str, list[str]]:
    """Who is handed which papers; the candidate has no name here."""
    sheet = Sheet(role, stage, PageStyle(), known)
    return {one.who: [paper.what for paper in one.papers] for one in piles_of(sheet)}


def paper(
    role: RoleRecord, stage: str, what: str, known: Occasion = KNOWN, look: PageStyle = A4
) -> Paper:
    """The first paper of a kind."""
    found = piles_of(Sheet(role, stage, look, known))
    return next(paper for one in found for paper in one.papers if paper.what == what)


def make(one: Paper, look: PageStyle = A4) -> Made:
    return printed([one], look, trim=False)


def shown(one: Paper, look: PageStyle = A4) -> str:
    """What a paper says, as whoever reads its PDF."""
    made = make(one, look)
    assert not made.error
    (text,) = pages(made.pdf)
    return squeezed(text)


# Who holds which --------------------------------------------------------------------------------


def test_each_part_that_rates_has_a_sheet_and_scorecard_and_a_role_player_the_brief_alone(
    role: RoleRecord,
) -> None:
    assert piles(role, "call") == {
        "Vera (Lead)": ["sheet", "scorecard"],
        "Tom (Caller)": ["part"],
        "Ines (Notes)": ["sheet", "scorecard"],
        "Guest:": ["sheet"],
        "": ["card", "hand-out"],
    }


def test_a_debrief_has_one_sheet_and_no_paper_for_the_candidate(role: RoleRecord) -> None:
    assert piles(role, "debrief") == {"Vera (Lead)": ["sheet", "grid"]}


def test_a_take_home_has_sheet_and_scorecard_for_its_talk_and_the_task(role: RoleRecord) -> None:
    assert piles(role, "letters") == {
        "Reader:": ["sheet", "scorecard"],
        "": ["card", "hand-out"],
    }


def test_a_stage_without_parts_has_a_sheet_for_whoever_comes() -> None:
    text = ROLE.replace("    interviewers: {lead: Asks., notes: Writes.}\n", "")
    found = [*piles_of(Sheet(record_of(text), "talk", PageStyle(), KNOWN))]
    assert [(one.of_candidate, [paper.what for paper in one.papers]) for one in found] == [
        (False, ["sheet", "scorecard"]), (True, ["card"]),
    ]  # fmt: skip


def test_a_rater_with_a_brief_has_both() -> None:
    text = ROLE.replace("        rates: false\n        told", "        told")
    assert piles(record_of(text), "call")["Tom (Caller)"] == ["sheet", "scorecard", "part"]


@pytest.mark.parametrize("what", ["sheet", "scorecard"])
def test_a_raters_papers_bear_their_name_and_no_other(role: RoleRecord, what: str) -> None:
    said = shown(paper(role, "call", what))
    assert "Vera(Lead)" in said
    assert "Ines" not in said


# What stands on each ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "what", "texts"),
    [
        ("call", "part", [
            "A call: Caller", "Telephonist", "1 December 2026", "Video", "Tom", "9:30", "Welcome",
            "9:40", "Mr Brown rings", "10:10", "Break", "10:25", "Notes", "Plays Mr Brown.",
            "You have waited for three days.", "Ask for the boss in minute two.",
            "Hang up in minute nine.",
        ]),
        ("call", "card", [
            "A call", "Telephonist", "Ada Lovelace", "1 December 2026", "Video",
            "9:30", "Welcome", "9:40", "One call", "10:10", "Break", "10:15", "Our questions",
            "10:25", "End", "You take one call.", "Vera", "Explains the call.", "Tom",
            "Plays a customer.", "Ines", "Nothing at all.", "Your accent.", "Our rules.",
            "Use a dictionary.", "On our side: Nothing listens.", "This is recorded.",
            "A machine listens.", "Then we write.",
            "Within 4 working days after your last meeting.", "Write to calls@example.com.",
        ]),
        ("letters", "card", ["9:50", "Your questions", "10:00", "End"]),
        ("letters", "hand-out", [
            "A long letter", "Answer this letter.", "Ten lines.", "By hand.", "Repository",
            "https://git.example.com/letter",
        ]),
        ("debrief", "grid", [
            "All ratings", "The debrief, Telephonist", "A call", "Lead, Vera", "Notes, Ines",
            "or: Letters", "Reader", "The talk", "Lead, Vera", "Notes, Uma", "Agreed",
            "Hearing people out", "2", "Keeping calm", "nice to have",
            "1 Never 2 Sometimes 3 Always", "Two have heard it. Otherwise we wait.", "Olga",
            "Within 4 working days after the candidate’s last meeting.",
        ]),
    ],
)  # fmt: skip
def test_a_paper_says_what_the_record_says_in_its_order(
    role: RoleRecord, stage: str, what: str, texts: list[str]
) -> None:
    said, at = shown(paper(role, stage, what)), 0
    for text in map(squeezed, texts):
        assert text in said[at:], text
        at = said.index(text, at) + len(text)


@pytest.mark.parametrize(
    ("stage", "what"), [("call", one) for one in FOR_ONE] + [("letters", "hand-out")]
)
def test_a_paper_for_one_reader_has_no_other_text_of_the_role(
    role: RoleRecord, stage: str, what: str
) -> None:
    one = paper(role, stage, what)
    said = shown(one)
    mine = squeezed(" ".join(text.words for text in one.says))
    others = {squeezed(text.words) for text in texts_of(role)} - {""}
    assert len(others) > 50
    assert [text for text in others if text in said and text not in mine] == []


def test_what_is_known_of_nobody_is_not_on_the_card() -> None:
    text = re.sub(r"^(adjustments|ai|recorded|decision): .*\n", "", ROLE, flags=re.MULTILINE)
    said = shown(paper(record_of(text), "talk", "card", Occasion(start="9:30")))
    assert said == squeezed(
        "The talk Telephonist Plan 9:30 Main part 45 min 10:15 End"
        "Whom you meet 2 of us; the invitation says who."
    )


@pytest.mark.parametrize("use", ["forbidden", "allowed", "disclosed", "expected"])
def test_the_card_says_how_ai_may_be_used_where_the_author_has_no_words(use: str) -> None:
    text = ROLE.replace("allowed, say: Use a dictionary., ours: Nothing listens.", use)
    assert "AI" in shown(paper(record_of(text), "call", "card"))


def test_the_candidates_card_tells_what_comes_next(role: RoleRecord) -> None:
    known = replace(KNOWN, next=(("10:45", "The talk"),))
    assert squeezed("10:25 End 10:45 The talk") in shown(paper(role, "call", "card", known))


def test_a_page_for_notes_has_no_lines_for_a_break_whoever_has_it() -> None:
    text = ROLE.replace("{minutes: 5, is: break}", "{minutes: 5, is: break, who: candidate}")
    notes = paper_of(Sheet(record_of(text), "call", A4), "notes").filled
    titles = [one["title"] for one in notes["rows"]]
    assert titles == ["Welcome", "Mr Brown rings", "Questions"]


class Asked(dict[str, Any]):
    """A role that knows what of it was asked for."""

    def __init__(self, role: RoleRecord) -> None:
        super().__init__(role)
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.keys_asked.add(key)
        return super().__getitem__(key)


def test_whatever_of_its_role_a_sheet_shows_prints_it_anew(role: RoleRecord) -> None:
    for stage, of_grid in {"call": set(), "debrief": {"competencies", "meetings"}}.items():
        asked: Any = Asked(role)
        papers_of(Sheet(asked, stage, A4))
        assert asked.keys_asked - {"stages"} <= {*ON_SHEETS} | of_grid


# The grid ---------------------------------------------------------------------------------------


def boxes(role: RoleRecord, known: Occasion = KNOWN) -> dict[str, list[bool]]:
    filled = grid(Sheet(role, "debrief", A4, known))
    return {one["title"]: one["open"] for one in filled["rows"]}


def test_a_rating_that_no_stage_could_see_has_no_box(role: RoleRecord) -> None:
    # call: lead, notes; letters: reader; talk: lead, notes
    assert boxes(role) == {
        "Hearing people out": [True, True, True, False, False],
        "Keeping calm": [True, True, False, True, True],
    }
    said = shown(paper(role, "debrief", "grid"))
    assert said.count("–") == 3 + 1  # and once in the legend


def test_a_scorecard_leaves_the_rule_to_the_debrief_where_there_is_one(role: RoleRecord) -> None:
    rule = squeezed("Two have heard it. Otherwise we wait.")
    assert rule in shown(paper(role, "debrief", "grid"))
    with_debrief = shown(paper(role, "talk", "scorecard"))
    assert squeezed("Decided in the debrief, by the rule on its sheet.") in with_debrief
    assert rule not in with_debrief
    start, end = ROLE.index("  debrief:"), ROLE.index("schedule:")
    alone = record_of(ROLE[:start] + ROLE[end:].replace("  - {day: 2, stages: [debrief]}\n", ""))
    assert rule in shown(paper(alone, "talk", "scorecard"))
    without_rule = record_of(ROLE.replace("rule: Two have heard it. Otherwise we wait., ", ""))
    assert "Overall" not in shown(paper(without_rule, "talk", "scorecard"))


def test_the_grid_has_no_column_for_who_does_not_rate(role: RoleRecord) -> None:
    columns = grid(Sheet(role, "debrief", A4, KNOWN))["columns"]
    assert [one["part"] for one in columns] == ["Lead", "Notes", "Reader", "Lead", "Notes"]


def test_where_no_candidate_comes_nobody_is_said_to_arrive(role: RoleRecord) -> None:
    front, _grid = papers_of(Sheet(role, "debrief", A4, KNOWN))
    assert [part["title"] for part in front.filled["top"]] == ["Before"]


def test_of_a_choice_that_was_made_only_those_raters_have_a_column(role: RoleRecord) -> None:
    known = replace(KNOWN, asked=frozenset({"letters"}))
    columns = grid(Sheet(role, "debrief", A4, known))["columns"]
    assert [(one["stage"], one["or"]) for one in columns] == [
        ("Letters", False), ("The talk", False), ("The talk", False),
    ]  # fmt: skip


def test_a_sheet_of_a_debrief_is_its_agenda_and_overleaf_the_grid(tmp_path: Path) -> None:
    built = Project(tmp_path).write(FILES).build("guides-pdf", guides_print=["sheet"])
    assert built.warnings == []
    made = sorted(one.name for one in built.out.rglob("*.pdf"))
    assert made == ["call.pdf", "debrief.pdf", "letters.pdf", "talk.pdf"]
    front, back = map(squeezed, pages(built.out / "roles/calls/debrief.pdf"))
    assert "Overleaf:allratings" in front
    assert squeezed("Two have heard it. Otherwise we wait.") in back
    for page in pages(built.out / "roles/calls/call.pdf"):
        assert "three days" not in page  # the brief is for who plays the part


def test_the_grid_is_made_anew_when_another_stage_changes(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.build("guides-pdf", guides_print=["sheet"])
    project.replace("roles/calls.role.yaml", "title: The talk", "title: The long talk")
    built = project.build("guides-pdf", guides_print=["sheet"])
    assert squeezed("The long talk") in squeezed(pages(built.out / "roles/calls/debrief.pdf")[1])


def test_a_debrief_has_no_grid_while_a_stage_has_errors(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("roles/calls.role.yaml", "minutes: 45\n    place", "minutes: 1h\n    place")
    built = project.build("guides-pdf", guides_print=["sheet"])
    made = sorted(one.name for one in built.out.rglob("*.pdf"))
    assert made == ["call.pdf", "letters.pdf"]


# The proof --------------------------------------------------------------------------------------


def leaking(one: Paper, text: str) -> Paper:
    """The paper with a text that somebody has let through."""
    more = {"title": "", "items": [[[["", text]]]]}
    return replace(one, filled={**one.filled, "texts": [*one.filled["texts"], more]})


@pytest.mark.parametrize("what", FOR_ONE)
@pytest.mark.parametrize(
    "text",
    [
        "Why did you wait there?", "A reason of their own.", "It is next door.", "Sometimes",
        "Lets Mr Brown end his sentence.", "Slams the receiver down.", "A pause of two breaths.",
        "Hear how they listen.", "Two have heard it. Otherwise we wait.",
        "An answer. When would you hang up? And then?",
    ],
)  # fmt: skip
def test_a_text_of_the_panel_on_another_readers_paper_is_refused(
    role: RoleRecord, what: str, text: str
) -> None:
    made = make(leaking(paper(role, "call", what), text))
    assert f"{what} of 'A call' of 'Telephonist': not for this paper: " in made.error
    assert made.pdf == b""


def test_the_brief_on_a_candidates_paper_is_refused(role: RoleRecord) -> None:
    brief = role["stages"]["call"]["interviewers"]["caller"]["brief"].words
    made = make(leaking(paper(role, "call", "card"), brief))
    assert "not for this paper: 'You have waited for three days." in made.error


def test_a_short_text_inside_of_another_word_is_no_leak(role: RoleRecord) -> None:
    assert not make(leaking(paper(role, "call", "card"), "Nevertheless")).error
    assert make(leaking(paper(role, "call", "card"), "Never!")).error


@pytest.mark.parametrize(
    ("stage", "what"),
    [("call", "part"), ("call", "card"), ("letters", "hand-out"), ("debrief", "grid")],
)
def test_a_text_that_is_lost_on_the_way_is_found(role: RoleRecord, stage: str, what: str) -> None:
    one = paper(role, stage, what)
    assert "missing or torn" in make(replace(one, filled={**one.filled, "texts": []})).error


def test_texts_out_of_their_order_are_found(role: RoleRecord) -> None:
    one = paper(role, "call", "card")
    turned = {**one.filled, "texts": [*reversed(one.filled["texts"])]}
    assert "out of order" in make(replace(one, filled=turned)).error


# On paper ---------------------------------------------------------------------------------------


def lowest(made: Made) -> float:
    """How far from the top of its page the lowest character of a paper is, in millimetres."""
    page = pdfium.PdfDocument(made.pdf)[0]
    words = page.get_textpage()
    bottoms = [words.get_charbox(index)[1] for index in range(words.count_chars())]
    return float((page.get_size()[1] - min(one for one in bottoms if one > 0)) / MM)


@pytest.mark.parametrize(("size", "half"), [("a4", 148.5), ("letter", 139.7)])
def test_the_candidates_card_is_the_upper_half_of_a_page(
    role: RoleRecord, size: str, half: float
) -> None:
    look = PageStyle(paper=size)
    made = make(paper(role, "call", "card", look=look), look)
    assert not made.error
    assert lowest(made) < half - 8


def test_a_card_with_more_to_say_takes_the_whole_page() -> None:
    text = ROLE.replace("You take one call.", "You take one call. " * 120)
    made = make(paper(record_of(text), "call", "card"))
    assert not made.error
    assert lowest(made) > 160


def test_a_card_that_no_page_holds_is_an_error_with_its_longest_parts() -> None:
    text = ROLE.replace("You take one call.", "You take one call. " * 500)
    error = make(paper(record_of(text), "call", "card")).error
    found = re.search(r"card of 'A call' of 'Telephonist': the card is \d+ points too tall", error)
    assert found, error
    assert "What happens (9" in error


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("stage", "what"),
    [("call", "part"), ("call", "card"), ("letters", "hand-out"), ("debrief", "grid")],
)
def test_each_paper_is_one_page_within_its_margins(
    role: RoleRecord, stage: str, what: str, size: str, language: str
) -> None:
    look = PageStyle(language=language, paper=size)
    made = make(paper(role, stage, what, look=look), look)
    assert not made.error
    assert ink_outside(made.pdf) == []


def test_papers_are_black_and_of_one_accent_since_a_laser_makes_dots_of_greys(
    role: RoleRecord,
) -> None:
    sheets = [Sheet(role, stage, A4, KNOWN, notes=True) for stage in role["stages"]]
    piled = [paper for sheet in sheets for pile in piles_of(sheet) for paper in pile.papers]
    made = printed([*piled, *leaflets(role, "Orchard")[0]])
    assert not made.error
    assert colours(made.pdf) == {(0, 0, 0), (0x0B, 0x4F, 0x6C)}


def hostile(competencies: int = 3, stages: int = 3) -> dict[str, Any]:
    """A role of long words and many raters, with hardly anything to say."""
    word = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"
    names = [f"c{n}" for n in range(competencies)]
    parts = {f"part-{n}-{word.lower()[:30]}": f"{word} {n}" for n in range(7)}
    stage = {
        "title": f"{word}{word}", "summary": word, "format": "conversation", "minutes": 30,
        "interviewers": parts, "agenda": [{"minutes": 30, "is": "main"}],
        **({"main": names} if names else {}),
    }  # fmt: skip
    levels = {1: f"{word}.", 2: f"{word}!"}
    debrief = {**stage, "interviewers": {}, "main": [], "format": "debrief"}
    return {
        "title": word * 3,
        "scale": {1: word, 2: word},
        "competencies": {one: {"title": f"{word} {one}", "levels": levels} for one in names},
        "stages": {**{f"stage-{n}": stage for n in range(stages)}, "debrief": debrief},
    }


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_long_words_and_many_raters_stand_on_the_grid(size: str) -> None:
    look = PageStyle(paper=size)
    known = Occasion(parts={f"part-{n}-donaudampfschifffahrtsgesellsc": "Ines" for n in range(7)})
    role = record_of(hostile())
    assert len(grid(Sheet(role, "debrief", A4, known))["columns"]) == 21
    made = make(paper(role, "debrief", "grid", known, look), look)
    assert made.error == ""
    assert ink_outside(made.pdf) == []


def test_a_grid_that_no_page_holds_is_an_error_with_its_longest_parts() -> None:
    role = record_of(hostile(competencies=12, stages=9))
    error = make(paper(role, "debrief", "grid", Occasion())).error
    assert re.search(r"grid of '.*': the grid is \d+ points too tall", error), error
    assert "Donau" in error


def test_a_role_without_competencies_has_an_empty_grid_and_no_scorecard() -> None:
    role = record_of(hostile(competencies=0))
    assert make(paper(role, "debrief", "grid", Occasion())).error == ""
    whats = [one.what for one in papers_of(Sheet(role, "stage-0", PageStyle(), Occasion()))]
    assert whats == ["sheet"]


def test_a_card_with_long_words_stays_within_its_margins() -> None:
    made = make(paper(record_of(hostile()), "stage-0", "card", Occasion()))
    assert made.error == ""
