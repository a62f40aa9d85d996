"""Roles: role files and libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.engine import ROLE_FILE, Hit, rule
from guides_ext.lint.literature import FORMAT, SERIES
from guides_ext.lint.subjects import (
    LibraryView,
    Passage,
    RoleView,
)
from guides_ext.model.problems import Place, Problem
from guides_ext.model.text import Text


@rule(
    Problem,
    id=ROLE_FILE,
    summary="A role file has no fault of its own.",
    rationale="""Its agenda adds up, breaks included; what it names exists; nothing is written where
    YAML would split it. The build says so too; here it stands among the rest.""",
    source=FORMAT,
    mend="mend it first: until then no other rule looks at it",
    severity="error",
    bad="""
    stages:
      walk: {minutes: 45, agenda: [{minutes: 30, is: main}, {minutes: 10, is: break}]}
    """,
    good="""
    stages:
      walk: {minutes: 40, agenda: [{minutes: 30, is: main}, {minutes: 10, is: break}]}
    """,
)
def role_file(problem: Problem) -> Iterator[Hit]:
    if problem.severity == "error":
        yield Hit(problem.place, problem.text)


@rule(
    Problem,
    id="role-file-doubt",
    summary="A role file says nothing that nothing comes of.",
    rationale="""A competency that no stage names is rated by nobody, and a question that no timebox
    has time for is not asked. The build warns of it too.""",
    source=FORMAT,
    mend="use it, or take it out",
    bad="""
    competencies:
      care: {title: Taking care}
    stages:
      walk: {}
    """,
    good="""
    competencies:
      care: {title: Taking care}
    stages:
      walk: {main: [care]}
    """,
)
def role_file_doubt(problem: Problem) -> Iterator[Hit]:
    if problem.severity == "warning":
        yield Hit(problem.place, problem.text)


@rule(
    RoleView,
    id="owner",
    summary="A guide has an owner.",
    rationale="A guide that nobody owns is true on the day on which it is written.",
    source=SERIES,
    mend="write owner: who keeps this guide true",
    bad="summary: Looks after the trees.",
    good="owner: garden@example.com",
)
def owner(view: RoleView) -> Iterator[Hit]:
    if view.role.owner is None:
        yield Hit(view.role.title.place, "nobody owns this guide")


@rule(
    RoleView,
    id="review-date",
    summary="A guide has a day by which it is read again, and that day is not past.",
    rationale="Jobs change more quietly than guides do. A date makes somebody look.",
    source=SERIES,
    mend="read the guide again, mend it, and write review_by: with a day of next year",
    bad="""
    owner: garden@example.com
    review_by: 2026-05-01
    """,
    good="""
    owner: garden@example.com
    review_by: 2027-05-01
    """,
)
def review_date(view: RoleView) -> Iterator[Hit]:
    day = view.role.review_by
    if day is None:
        yield Hit(view.role.title.place, "no day by which this guide is read again")
    elif day < view.today:
        yield Hit(view.key("review_by"), f"this guide was to be read again by {day}")


@rule(
    LibraryView,
    id="library-unused",
    summary="Each library is extended, and each of its tasks and questions used, by a role.",
    rationale="""Banks fill up with questions that nobody asks any more, and the next author takes
    one of them for proven.""",
    source=SERIES,
    mend="name it in a stage, or take it out",
    severity="info",
    bad="""
    extends: [_bank]
    stages:
      walk: {questions: [dry]}
    # file: _bank.role.yaml
    questions:
      dry: {ask: "What is dry?"}
      wet: {ask: "What is wet?"}
    """,
    good="""
    extends: [_bank]
    stages:
      walk: {questions: [dry]}
    # file: _bank.role.yaml
    questions:
      dry: {ask: "What is dry?"}
    """,
)
def library_unused(view: LibraryView) -> Iterator[Hit]:
    if not view.extended:
        yield Hit(Place(view.file, 1, 1), "no role extends this library")
    for kind, id, place in view.unused:
        yield Hit(place, f"no role uses the {kind} {id!r}")


_BLOCK = re.compile(r"(?:[-+*]|\d{1,2}[.)]|#{1,6}|>)\s")


@rule(
    Passage,
    id="folded-text",
    summary="No list or paragraph is lost because YAML joins its lines.",
    rationale="""In a folded text (>) and in a plain one over several lines, YAML makes one line of
    them: a list becomes a sentence with hyphens in it, and one blank line no paragraph.""",
    source=FORMAT,
    mend="write the text as a block: key: |",
    severity="error",
    bad="""
    summary: >
      Looks after
      - the trees,
      - the shop.
    """,
    good="""
    summary: |
      Looks after

      - the trees,
      - the shop.
    """,
)
def folded_text(passage: Passage) -> Iterator[Hit]:
    text = passage.written
    if text is None:
        return
    lines = passage.sources.lines(text.place.file)
    lists = (row for row in _joined(text, lines) if _BLOCK.match(lines[row - 1].lstrip()))
    for row in [*lists, *_paragraphs(text, lines)][:1]:
        words = lines[row - 1].strip()
        place = Place(text.place.file, row, lines[row - 1].index(words) + 1)
        yield Hit(place, f"YAML joins this line to the one above: {words[:30]!r}")


def _joined(text: Text, lines: list[str]) -> Iterator[int]:
    """The rows of a file that are in a line of the text which begins further up."""
    ends = [*text.lines[1:], len(lines) + 1]
    for line, row, end in zip(text.markdown.split("\n"), text.lines, ends, strict=True):
        ink = "".join(line.split())
        for below in range(row + 1, end):
            here = "".join(lines[below - 1].split()).strip("\"'")
            if not here or here not in ink:
                break
            yield below


def _paragraphs(text: Text, lines: list[str]) -> Iterator[int]:
    """The rows that a blank line in the file, and none in the text, parts from those above."""
    rows = zip(text.markdown.split("\n"), text.lines, strict=True)
    for (above, _), (line, row) in pairwise(rows):
        if above.strip() and line.strip() and not lines[row - 2].strip():
            yield row
