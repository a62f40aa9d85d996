"""The papers of a stage: what each is filled with, beside what it has to say."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from guides_ext.print.papers import expected
from guides_ext.print.papers.cards import candidate_card, handout, part_card
from guides_ext.print.papers.front import front
from guides_ext.print.papers.grid import grid
from guides_ext.print.papers.notes import notes_page
from guides_ext.print.papers.scorecard import scorecard
from guides_ext.print.papers.sheet import played

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guides_ext.print.papers.expected import Text
    from guides_ext.print.papers.sheet import Filled, Sheet


@dataclass(frozen=True)
class Paper:
    """One page of a day: what its template is filled with, and what it has to say.

    Attributes:
        name: as messages call it: ``sheet of 'Pairing' of 'Engineer'``.
        filled: the data of its template.
        says: the texts that have to stand on it, in their order.
        silent: the texts that may not stand on it.
        what: its kind, as ``labels.paper_words`` knows it.
    """

    name: str
    filled: Filled
    says: list[Text]
    silent: list[str] = field(default_factory=list)
    what: str = ""


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


def papers_of(sheet: Sheet, *, rates: bool = True) -> list[Paper]:
    """Front, a debrief's grid, scorecard and page for notes of a stage, as far as it has them."""
    role, stage, occasion = sheet.role, sheet.stage, sheet.occasion
    found = [_paper(sheet, "sheet", front(sheet), expected.front_says(role, stage, occasion))]
    if stage["format"] == "debrief":
        says = expected.grid_says(role, stage, occasion)
        found.append(_paper(sheet, "grid", grid(role, stage, occasion), says))
    if sheet.competencies and rates:
        says = expected.scorecard_says(role, stage, occasion)
        found.append(_paper(sheet, "scorecard", scorecard(sheet), says))
    if sheet.notes:
        found.append(_paper(sheet, "notes", notes_page(sheet), expected.notes_say(role, stage)))
    return found


def piles_of(sheet: Sheet) -> Iterator[Pile]:
    """The papers of a stage on a day, by who holds them.

    Who rates has a sheet of their own, and so has who is only there; who plays a part by a brief,
    and rates nothing, has that alone. A debrief has one sheet, for all.
    """
    stage = sheet.stage
    parts = stage["interviewers"]
    if stage["format"] == "debrief" or not parts:
        yield Pile(", ".join(played(id, _player(sheet, id)) for id in parts), papers_of(sheet))
        parts = {id: {**one, "rates": False} for id, one in parts.items() if one["brief"]}
    for id, part in parts.items():
        who = played(id, _player(sheet, id))
        own = part["rates"] or not part["brief"]
        papers = papers_of(_copy_for(sheet, who), rates=part["rates"]) if own else []
        if part["brief"]:
            papers.append(_part_card(sheet, part))
        yield Pile(who, papers)
    if stage["meets_candidate"]:
        tasks = [one for one in stage["tasks"] if sheet.occasion.takes(one)]
        handed = [one for one in tasks if one["brief"] or one["repository"]]
        yield Pile("", [card_of(sheet), *(_handout(sheet, one) for one in handed)], True)


def _copy_for(sheet: Sheet, who: str) -> Sheet:
    twin = copy.copy(sheet)
    twin.occasion = replace(sheet.occasion, rater=who)
    return twin


def _player(sheet: Sheet, part: str) -> str:
    return sheet.occasion.plays(sheet.stage["id"], part)


def _part_card(sheet: Sheet, part: dict[str, Any]) -> Paper:
    role, stage, occasion = sheet.role, sheet.stage, sheet.occasion
    says = expected.part_says(role, stage, part, occasion)
    return _for_one(sheet, "part", part_card(role, stage, part, occasion), says)


def card_of(sheet: Sheet) -> Paper:
    """The candidate's card of a stage."""
    role, stage, occasion = sheet.role, sheet.stage, sheet.occasion
    says = expected.card_says(role, stage, occasion)
    return _for_one(sheet, "card", candidate_card(role, stage, occasion), says)


def _handout(sheet: Sheet, task: dict[str, Any]) -> Paper:
    return _for_one(sheet, "hand-out", handout(task), expected.handout_says(task))


def _for_one(sheet: Sheet, what: str, filled: Filled, says: Iterable[Text]) -> Paper:
    """A paper on which nothing else of the role may stand."""
    paper = _paper(sheet, what, filled, says)
    return replace(paper, silent=expected.silent(sheet.role, paper.says))


def _paper(sheet: Sheet, what: str, filled: Filled, says: Iterable[Text]) -> Paper:
    name = f"{what} of '{sheet.stage['title'].words}' of '{sheet.role['title'].words}'"
    return Paper(name, filled, [*says], what=what)
