"""The grid of a debrief: each competency, and each rater of the stages that look at it."""

from __future__ import annotations

from guides_ext import words
from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.runs import on_paper, unmarked
from guides_ext.print.papers.sheet import Sheet, headed
from guides_ext.record.debrief import rated, raters


def grid(sheet: Sheet) -> Filled:
    """What is filled from the scorecards, and the rule by which it is read."""
    role, label, decision = sheet.role, sheet.label, sheet.role["decision"] or {}
    by = raters(role, sheet.occasion.asked)
    return {
        "kind": "grid",
        "leaf": False,
        "title": label["grid"],
        "about": sheet.title,
        "overleaf": label["agenda"],
        "fields": sheet.fields("candidate", "date"),
        "scale": "   ".join(f"{n} {name.words}" for n, name in sorted(role["scale"].items())),
        "columns": [
            {
                "stage": role["stages"][one.stage]["title"].words,
                "first": one.first,
                "or": one.alternative,
                "part": words.part(one.part),
                "name": sheet.occasion.plays(one.stage, one.part),
            }
            for one in by
        ],
        "rows": [
            {
                "title": one["title"].words,
                "parts": [on_paper(one["title"])],
                "needs": str(one["needs"] or ""),
                "open": [one["id"] in column.sees for column in by],
            }
            for one in rated(role, by)
        ],
        "texts": headed(
            (label["rule"], [on_paper(decision.get("rule"))]),
            (label["decides"], [on_paper(decision.get("by"))]),
            (
                label["hears"],
                [unmarked(words.answer_within(decision.get("answer_within_days")))],
            ),
        ),
        "signed": [label["decision"], label["signature"]],
        "foot": sheet.version,
    }
