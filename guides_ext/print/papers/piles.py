"""The papers of a stage: what each is filled with, beside what it has to say."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from guides_ext.print.papers import expected
from guides_ext.print.papers.cards import candidate_card, handout, part_card
from guides_ext.print.papers.front import front
from guides_ext.print.papers.grid import grid
from guides_ext.print.papers.notes import notes_page
from guides_ext.print.papers.paper import Filled, Paper
from guides_ext.print.papers.scorecard import scorecard
from guides_ext.print.papers.sheet import Sheet, played

KINDS: dict[str, tuple[Callable[..., Filled], Callable[..., Iterator[expected.Say]]]] = {
    "sheet": (front, expected.front_says),
    "grid": (grid, expected.grid_says),
    "scorecard": (scorecard, expected.scorecard_says),
    "notes": (notes_page, expected.notes_say),
    "part": (part_card, expected.part_says),
    "card": (candidate_card, expected.card_says),
    "hand-out": (handout, expected.handout_says),
}
"""The kinds of papers: what each is filled with, and what it has to say."""

FOR_ONE = ("part", "card", "hand-out")
"""Those on which nothing else of the role may stand."""


@dataclass(frozen=True)
class Pile:
    """What one reader is handed for a stage.

    Attributes:
        who: the reader, as the overview of a day names them; empty for the candidate.
        of_candidate: whether it is the candidate's.
    """

    who: str
    papers: list[Paper]
    of_candidate: bool = False


def paper_of(sheet: Sheet, what: str, *about: dict[str, Any]) -> Paper:
    """A paper of a kind; ``about`` is the task of a hand-out, or the part of a role-player."""
    fill, say = KINDS[what]
    name = f"{what} of '{sheet.stage['title'].words}' of '{sheet.role['title'].words}'"
    says = [*expected.texts(say(sheet, *about), sheet.occasion)]
    silent = expected.silent(sheet.role, says) if what in FOR_ONE else []
    return Paper(name, fill(sheet, *about), says, silent, what)


def papers_of(sheet: Sheet, *, rates: bool = True) -> list[Paper]:
    """Front, a debrief's grid, scorecard and page for notes of a stage, as far as it has them."""
    there = {
        "sheet": True,
        "grid": sheet.is_debrief,
        "scorecard": sheet.competencies and rates,
        "notes": sheet.notes,
    }
    return [paper_of(sheet, what) for what, is_there in there.items() if is_there]


def piles_of(sheet: Sheet) -> Iterator[Pile]:
    """The papers of a stage on a day, by who holds them.

    Who rates has a sheet of their own, and so has who is only there; who plays a part by a brief,
    and rates nothing, has that alone. A debrief has one sheet, for all.
    """
    parts = sheet.stage["interviewers"]
    if sheet.is_debrief or not parts:
        # In one line there is no room to write a name.
        names = (played(id, sheet.plays(id)).rstrip(":") for id in parts)
        yield Pile(", ".join(names), papers_of(sheet))
        parts = {id: {**one, "rates": False} for id, one in parts.items() if one["brief"]}
    for id, part in parts.items():
        who = played(id, sheet.plays(id))
        own = part["rates"] or not part["brief"]
        papers = papers_of(_copy_for(sheet, who), rates=part["rates"]) if own else []
        yield Pile(who, papers + ([paper_of(sheet, "part", part)] if part["brief"] else []))
    if sheet.stage["meets_candidate"]:
        handed = [one for one in sheet.tasks if one["brief"] or one["repository"]]
        tasks = (paper_of(sheet, "hand-out", one) for one in handed)
        yield Pile("", [paper_of(sheet, "card"), *tasks], True)


def _copy_for(sheet: Sheet, who: str) -> Sheet:
    twin = copy.copy(sheet)
    twin.occasion = replace(sheet.occasion, rater=who)
    return twin
