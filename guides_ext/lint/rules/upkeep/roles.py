"""Roles: role files and libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.engine import ROLE_FILE, Hit, rule
from guides_ext.lint.subjects import (
    LibraryView,
    Passage,
    RoleView,
)
from guides_ext.model.problems import Place, Problem
from guides_ext.model.text import Text


@rule(Problem, ROLE_FILE, severity="error")
def role_file(problem: Problem) -> Iterator[Hit]:
    if problem.severity == "error":
        yield Hit(problem.place, problem.text)


@rule(Problem, "role-file-doubt")
def role_file_doubt(problem: Problem) -> Iterator[Hit]:
    if problem.severity == "warning":
        yield Hit(problem.place, problem.text)


@rule(RoleView, "owner")
def owner(view: RoleView) -> Iterator[Hit]:
    if view.role.owner is None:
        yield Hit(view.role.title.place, "nobody owns this guide")


@rule(RoleView, "review-date")
def review_date(view: RoleView) -> Iterator[Hit]:
    day = view.role.review_by
    if day is None:
        yield Hit(view.role.title.place, "no day by which this guide is read again")
    elif day < view.today:
        yield Hit(view.key("review_by"), f"this guide was to be read again by {day}")


@rule(LibraryView, "library-unused", severity="info")
def library_unused(view: LibraryView) -> Iterator[Hit]:
    if not view.extended:
        yield Hit(Place(view.file, 1, 1), "no role extends this library")
    for kind, id, place in view.unused:
        yield Hit(place, f"no role uses the {kind} {id!r}")


_BLOCK = re.compile(r"(?:[-+*]|\d{1,2}[.)]|#{1,6}|>)\s")


@rule(Passage, "folded-text", severity="error")
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
