"""The grid of a debrief: each competency, and each rater of the stages that look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.print.papers.labels import grid_words
from guides_ext.print.papers.runs import on_paper, unmarked
from guides_ext.record.debrief import Rater, rated, raters

if TYPE_CHECKING:
    from guides_ext.print.papers.occasion import Occasion
    from guides_ext.print.papers.sheet import Filled
    from guides_ext.record.data import RoleRecord
    from guides_ext.record.stage import EffectiveStage


def grid(role: RoleRecord, stage: EffectiveStage, occasion: Occasion) -> Filled:
    """What is filled from the scorecards, and the rule by which it is read."""
    label, decision = grid_words(), role["decision"] or {}
    columns = raters(role, occasion.asked)
    texts = [
        (label["rule"], on_paper(decision.get("rule"))),
        (label["by"], on_paper(decision.get("by"))),
        (label["hears"], unmarked(words.answer_within(decision.get("answer_within_days")))),
    ]
    return {
        "kind": "grid",
        "leaf": False,
        "title": label["title"],
        "about": f"{stage['title'].words}, {role['title'].words}",
        "overleaf": label["overleaf"],
        "fields": [
            {"label": label["candidate"], "value": occasion.candidate, "width": 5},
            {"label": label["date"], "value": occasion.date, "width": 2.2},
        ],
        "scale": "   ".join(f"{n} {name.words}" for n, name in sorted(role["scale"].items())),
        "columns": [_column(role, one, occasion) for one in columns],
        "rows": [_row(one, columns) for one in rated(role, columns)],
        "texts": [{"title": title, "items": [text]} for title, text in texts if text],
        "signed": [label["decision"], label["signed"]],
        "foot": f"{label['version']} {stage['version']}",
    }


def _column(role: RoleRecord, one: Rater, occasion: Occasion) -> Filled:
    return {
        "stage": role["stages"][one.stage]["title"].words,
        "first": one.first,
        "or": one.alternative,
        "part": one.part.replace("-", " "),
        "name": occasion.plays(one.stage, one.part),
    }


def _row(competency: dict[str, Any], columns: list[Rater]) -> Filled:
    return {
        "title": competency["title"].words,
        "parts": [on_paper(competency["title"])],
        "checks": [],
        "needs": str(competency["needs"] or ""),
        "open": [competency["id"] in one.sees for one in columns],
    }
