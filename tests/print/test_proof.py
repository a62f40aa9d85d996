"""Finished papers are looked at again: what has gone wrong on their way is found."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from guides_ext.print import jobs, make
from guides_ext.print.papers import proof
from guides_ext.print.papers.paper import Paper, Text
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.setting import TEMPLATES, Typesetter
from guides_ext.record.text import MARKER, PICTURE, Paragraph, Run, rich_text
from tests.print.keeper import FILES
from tests.print.papers import article, made, printed, sheet_of, stage, timeboxes
from tests.projects import Project

ROLE = stage(
    **timeboxes(
        {
            "minutes": 10,
            "is": "welcome",
            "say": ["Good morning.", {"when": "it rains", "text": "Come in."}],
            "checks": ["Water is there."],
        },
        {"minutes": 50, "is": "questions"},
    ),
    goals=["See how they look."],
    questions=[
        {"id": "saw", "ask": "What did you see?", "competency": "one", "follow_ups": ["What else?"]}
    ],
    main=["one"],
    role_competencies={
        "one": {"title": "Watching", "means": "Sees.", "levels": {1: "Looks away.", 2: "Looks."}}
    },
)


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    """Front, scorecard and page for notes of a stage."""
    return papers_of(sheet_of(ROLE, notes=True))


def proven(papers: list[Paper]) -> str:
    """What the proof finds."""
    return printed(papers).error


def sabotaged(
    monkeypatch: pytest.MonkeyPatch, folder: Path, template: str, old: str, new: str
) -> None:
    """From now on papers are set by a template with a fault."""
    for one in TEMPLATES.glob("*.typ"):
        text = one.read_text(encoding="utf-8")
        if one.name == template:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / one.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(make, "kept_typesetter", lambda fonts: Typesetter(fonts, folder))


def test_sound_papers_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, papers: list[Paper]
) -> None:
    sabotaged(monkeypatch, tmp_path, "front.typ", "", "")
    assert proven(papers) == ""


SHEET, SCORECARD, NOTES = (
    f"{one} of 'Talk' of 'Fitter': " for one in ("sheet", "scorecard", "notes")
)
OUTSIDE, ON_EACH_OTHER = "points outside the margins", " lie on each other by "


@pytest.mark.parametrize(
    ("template", "old", "new", "fault"),
    [
        ("front", "lines(w, p.text, voice: said, lead: behind(p.cue))", "()",
         f"{SHEET}missing or torn: 'Good morning.'"),
        ("front", "lines(w - inset, p.ask", "lines(w - inset, ()",
         f"{SHEET}missing or torn: 'What did you"),
        ("front", "in kept(cut, p.then)", "in ()", f"{SHEET}missing or torn: 'What else?'"),
        ("front", "in parts {\n    list", "in parts.rev() {\n    list",
         f"{SHEET}out of order: 'it rains'"),
        ("front", "pieces.top)", "pieces.top.map(c => (..c, x: c.x + 17cm)))", OUTSIDE),
        ("front", "above + 2.2mm", "above - 10mm", ON_EACH_OTHER),
        ("front", "H - feet, foot", "H + 5mm, foot", OUTSIDE),
        ("scorecard", "lines(right - 8mm, l.text, lead: name)", "([],)",
         f"{SCORECARD}missing or torn: 'Looks away.'"),
        ("scorecard", "column(0pt, left, meaning(c))", "column(-1cm, left, meaning(c))", OUTSIDE),
        ("scorecard", "y + pad + score.meaning", "y + pad", ON_EACH_OTHER),
        ("scorecard", "drawn(size, y + found.foot", "drawn(size, y + 9cm + found.foot", OUTSIDE),
        ("notes", "  draw-head(size, upper, above)\n", "", f"{NOTES}missing or torn: 'Talk'"),
        ("notes", "  ruled(to-write)\n", "  pagebreak()\n", "4 pages for 3 papers"),
        ("paper", "set page(width: pw", "set page(width: pw + 5mm",
         f"{SHEET}the page is 215.0 × 297.0 mm"),
    ],
)  # fmt: skip
def test_a_fault_of_a_template_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, papers: list[Paper],
    template: str, old: str, new: str, fault: str,
) -> None:  # fmt: skip
    sabotaged(monkeypatch, tmp_path, f"{template}.typ", old, new)
    told = proven(papers)
    assert fault in told
    words = [frozenset(one) for one in re.findall(r"'([^']*)' and '([^']*)' lie on", told)]
    assert len(set(words)) == len(words)  # a collision is told once


def test_a_text_beside_another_on_the_same_line_is_whole() -> None:
    """PDFium reads what stands on one line as one, whichever of it was set first."""
    typeset = rb"""
        #set page("a4")
        #place(dx: 9cm, dy: 9cm)[one line]
        #place(dx: 1cm, dy: 9cm)[beside \ it]
    """
    pdf = typst.compile(typeset)
    card = Paper("card", {"leaf": True}, [Text("one line"), Text("beside it")])
    assert proof.prove(pdf, [card], [[]], "a4") == []


@pytest.mark.parametrize("fault", ["lost", "swapped", "shortened"])
def test_a_text_that_is_lost_before_it_is_set_is_found_too(papers: list[Paper], fault: str) -> None:
    """What is expected is read from the record, not from what the template is filled with."""
    front = copy.deepcopy(papers[0].filled)
    parts = front["rows"][0]["parts"]
    if fault == "lost":
        del front["rows"][0]["checks"][0]
    elif fault == "swapped":
        parts[0]["text"], parts[1]["text"] = parts[1]["text"], parts[0]["text"]
    else:
        parts[0]["text"][0][0][1] = "“Good”"
    wanted = {
        "lost": "missing or torn: 'Water is there.'",
        "swapped": "out of order: ",
        "shortened": "missing or torn: 'Good morning.'",
    }
    assert wanted[fault] in proven([replace(papers[0], filled=front), *papers[1:]])


def test_a_text_that_may_not_be_on_a_paper_is_found_there(papers: list[Paper]) -> None:
    assert proven([replace(papers[1], silent=["See how they look."])]) == ""
    leaked = proven([replace(papers[0], silent=["Looks away.", "See how they look."])])
    assert leaked == f"{SHEET}not for this paper: 'See how they look.'"


def test_papers_that_are_not_proven_are_an_error_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "prove", lambda *_: ["sheet of 'The talk': a fault"])
    monkeypatch.setattr(jobs, "_run", lambda function, *args: function(*args))  # in this process
    built = Project(tmp_path).write(FILES).build("guides-pdf", guides_print=["sheet"])
    error = "ERROR: sheet of 'The talk': a fault [guides.print]"
    line = FILES["roles/keeper.role.yaml"].splitlines().index("  talk:") + 1  # type: ignore[arg-type]
    assert f"roles/keeper.role.yaml:{line}:3: {error}" in built.warnings
    assert built.failed
    assert list(built.out.rglob("*.pdf")) == []


def test_each_front_of_a_day_begins_a_leaf_of_its_own(papers: list[Paper]) -> None:
    front, scorecard, _notes = papers
    day = [front, front, scorecard, front]
    assert [*proof.page_numbers(day)] == [1, 3, 4, 5]
    assert proven(day) == ""


def test_a_paper_that_runs_on_to_the_page_that_is_left_free_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, papers: list[Paper]
) -> None:
    sabotaged(monkeypatch, tmp_path, "notes.typ", "  ruled(to-write)\n", "  pagebreak()\n")
    assert proven([*papers, papers[0]]) == f"{SHEET}runs on to a second page"


# What is left out ------------------------------------------------------------------------------

MARKED = [
    [(Run("“Said so,” and "), Run("done", "e"))],
    [(Run("Of two parts:"),), (Run("1. ", MARKER), Run("first")), (Run("a picture", PICTURE),)],
    [(Run("cell"), Run(" | ", MARKER), Run("and cell"))],
]


@pytest.mark.parametrize("paragraphs", MARKED)
@pytest.mark.parametrize("states", [40, 67])
def test_a_text_of_whatever_runs_is_found_and_not_looked_for_where_it_was_left_out(
    paragraphs: list[Paragraph], states: int
) -> None:
    kinds = [("checklist", "before", ""), ("goals", "", ""), ("say", "", "main")]
    articles = article("articles/day", *((*one, [f"{one[0]} drawn"]) for one in kinds))
    for drawn in articles["articles/day"]["lists"]:
        (item,) = drawn["items"]
        name: Paragraph = (Run(drawn["kind"]),)
        item["text"] = rich_text([name, *paragraphs])
    own = [f"State number {n}, which is a long one to read for anybody." for n in range(states)]
    written = stage(checklist={"before": own}, sections=["articles/day"])
    result = made(sheet_of(written, articles=articles))
    assert result.error == ""
    assert bool(result.notes) == (states > 40)
