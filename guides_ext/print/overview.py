"""The page that a day begins with: who meets whom, when and where, and which papers are whose."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from guides_ext import words
from guides_ext.print.expected import overview_says
from guides_ext.print.labels import day_words, paper_words
from guides_ext.print.papers import Paper
from guides_ext.print.runs import unmarked

if TYPE_CHECKING:
    from guides_ext.print.day import Day, Plan
    from guides_ext.print.papers import Pile
    from guides_ext.print.sheet import Filled
    from guides_ext.record.data import RoleRecord


def overview(role: RoleRecord, day: Day, plan: Plan, piles: dict[str, list[Pile]]) -> Paper:
    """The overview of a day.

    Args:
        piles: for each stage what is printed, by who holds it.
    """
    label = day_words()
    known = day.occasion
    rows = [
        _row(role, plan, name, piles[name])
        if name
        else _break(plan.clock(one["start"]), one["minutes"])
        for one in plan.meetings
        for name in one["stages"] or [""]
    ]
    filled = {
        "kind": "day",
        "leaf": True,
        "title": label["day"] % plan.number if plan.number is not None else label["title"],
        "role": role["title"].words,
        "about": label["about"],
        "fields": [
            {"label": label["candidate"], "value": known.candidate, "width": 5},
            {"label": label["date"], "value": known.date, "width": 3},
            {"label": label["start"], "value": known.start, "width": 2},
        ],
        "rows": rows,
        "texts": [{"title": label["left_out"], "items": [*map(unmarked, plan.left_out)]}]
        if plan.left_out
        else [],
    }
    return Paper(
        f"overview of '{role['title'].words}'", filled, [*overview_says(role, plan, day.occasion)]
    )


def _row(role: RoleRecord, plan: Plan, name: str, piles: list[Pile]) -> Filled:
    stage, occasion = role["stages"][name], plan.met[name]
    candidate = occasion.candidate or day_words()["candidate"]
    return {
        "clock": occasion.clock(0),
        "length": words.minutes(stage["minutes"]),
        "title": stage["title"].words,
        "place": where(stage, occasion.place),
        "people": [
            {"who": candidate if pile.of_candidate else pile.who, "papers": _papers(pile)}
            for pile in piles
        ],
        "parts": [],
        "checks": [],
    }


def _break(clock: str, minutes: int) -> Filled:
    return {
        "clock": clock,
        "length": words.minutes(minutes),
        "title": str(words.timebox("break")),
        "place": "",
        "people": [],
        "parts": [],
        "checks": [],
    }


def where(stage: dict[str, object], place: str) -> str:
    """Where a stage is met; where that is not known, all places where it can be."""
    places = [place] if place else stage["place"]
    return str(words._(" or ")).join(str(words.place(one)) for one in places)


def _papers(pile: Pile) -> str:
    """``sheet, scorecard, notes``."""
    known = paper_words()
    counted = Counter(known[one.what] for one in pile.papers)
    return ", ".join(f"{count} × {name}" if count > 1 else name for name, count in counted.items())
