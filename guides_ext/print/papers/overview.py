"""The page that a day begins with: who meets whom, when and where, and which papers are whose."""

from __future__ import annotations

from collections import Counter

from guides_ext import words
from guides_ext.print.papers.expected import overview_says, texts
from guides_ext.print.papers.labels import labels, paper_name
from guides_ext.print.papers.paper import Filled, Paper
from guides_ext.print.papers.piles import Pile
from guides_ext.print.papers.plan import Day, Plan, where
from guides_ext.print.papers.runs import unmarked
from guides_ext.print.papers.sheet import blank, headed
from guides_ext.record.data import RoleRecord


def overview(role: RoleRecord, day: Day, plan: Plan, piles: dict[str, list[Pile]]) -> Paper:
    """The overview of a day.

    Args:
        piles: for each stage what is printed, by who holds it.
    """
    label, known = labels(), day.occasion
    rows: list[Filled] = []
    for one in plan.meetings:
        rows += [_row(role, plan, name, piles[name]) for name in one["stages"]]
        if not one["stages"]:
            clock, title = known.clock(one["start"]), str(words.timebox("break"))
            rows.append(_line(clock, one["minutes"], title))
    filled = {
        "kind": "day",
        "leaf": True,
        "title": label["stages"] if plan.number is None else label["day"] % plan.number,
        "role": role["title"].words,
        "about": label["about_day"],
        "fields": [
            blank(label["candidate"], known.candidate, 5),
            blank(label["date"], known.date, 3),
            blank(label["start"], known.start, 2),
        ],
        "rows": rows,
        "texts": headed((label["left_out"], [*map(unmarked, plan.left_out)])),
    }
    says = [*texts(overview_says(role, plan, known))]
    return Paper(f"overview of '{role['title'].words}'", filled, says)


def _row(role: RoleRecord, plan: Plan, name: str, piles: list[Pile]) -> Filled:
    stage, occasion = role["stages"][name], plan.met[name]
    candidate = occasion.candidate or labels()["candidate"]
    parts = [
        {
            "who": unmarked(candidate if one.of_candidate else one.who),
            "papers": unmarked(_papers(one)),
        }
        for one in piles
    ]
    line = _line(occasion.clock(0), stage["minutes"], stage["title"].words)
    return {**line, "place": where(stage, occasion.place), "parts": parts}


def _line(clock: str, minutes: int, title: str) -> Filled:
    """A step of the day that nobody has papers for."""
    length = words.minutes(minutes)
    return {"clock": clock, "length": length, "title": title, "place": "", "parts": []}


def _papers(pile: Pile) -> str:
    """``sheet, scorecard, notes``."""
    counted = Counter(paper_name(one.what) for one in pile.papers)
    return ", ".join(f"{count} × {name}" if count > 1 else name for name, count in counted.items())
