"""The page that a day begins with: who meets whom, when and where, and which papers are whose."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from guides_ext import words
from guides_ext.print.papers.expected import overview_says
from guides_ext.print.papers.labels import day_words, paper_words
from guides_ext.print.papers.piles import Paper
from guides_ext.print.papers.plan import where
from guides_ext.print.papers.runs import unmarked

if TYPE_CHECKING:
    from guides_ext.print.papers.piles import Pile
    from guides_ext.print.papers.plan import Day, Plan
    from guides_ext.print.papers.sheet import Filled
    from guides_ext.record.data import RoleRecord


def overview(role: RoleRecord, day: Day, plan: Plan, piles: dict[str, list[Pile]]) -> Paper:
    """The overview of a day.

    Args:
        piles: for each stage what is printed, by who holds it.
    """
    label = day_words()
    known = day.occasion
    rows: list[Filled] = []
    for one in plan.meetings:
        rows += [_row(role, plan, name, piles[name]) for name in one["stages"]]
        if not one["stages"]:
            title = str(words.timebox("break"))
            rows.append(_line(plan.clock(one["start"]), one["minutes"], title))
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
        **_line(occasion.clock(0), stage["minutes"], stage["title"].words),
        "place": where(stage, occasion.place),
        "parts": [
            {
                "who": unmarked(candidate if pile.of_candidate else pile.who),
                "papers": unmarked(_papers(pile)),
            }
            for pile in piles
        ],
    }


def _line(clock: str, minutes: int, title: str) -> Filled:
    """A step of the day that nobody has papers for."""
    length = words.minutes(minutes)
    return {"clock": clock, "length": length, "title": title, "place": "", "parts": [],
            "checks": []}  # fmt: skip


def _papers(pile: Pile) -> str:
    """``sheet, scorecard, notes``."""
    known = paper_words()
    counted = Counter(known[one.what] for one in pile.papers)
    return ", ".join(f"{count} × {name}" if count > 1 else name for name, count in counted.items())
