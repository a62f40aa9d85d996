"""Papers for one reader each: the candidate's card, a task's hand-out, a role-player's card.

What may lie on the table is made of what a candidate may read, and of nothing else. A role-player
gets their brief and the clock: whoever knew the questions and levels would play for them.
"""

from __future__ import annotations

from typing import Any

from guides_ext import words
from guides_ext.print.papers.labels import labels
from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.runs import Paragraphs, behind, on_paper, shorts, unmarked
from guides_ext.print.papers.sheet import Sheet, blank, headed, title_of, told_of
from guides_ext.record.candidate import Terms, ends, people, plan, terms
from guides_ext.record.stage import EffectiveStage


def candidate_card(sheet: Sheet) -> Filled:
    """What the candidate may keep before them: the plan, whom they meet, what holds."""
    role, stage, occasion, label = sheet.role, sheet.stage, sheet.occasion, sheet.label
    told, held, planned = stage["candidate"], terms(stage), plan(stage["agenda"])
    # Where no start is known, the candidate's time counts from when they come.
    begin = planned[0]["at"] if planned else 0
    first = 0 if occasion.start else begin
    rows = [minute(occasion, box["at"] - first, told_of(box), box["minutes"]) for box in planned]
    if planned:
        end = (occasion.clock(begin - first + ends(planned)), label["end"])
        rows += [{"clock": at, "title": title, "length": ""} for at, title in (end, *occasion.next)]
    answer = words.answer_within_told((role["decision"] or {}).get("answer_within_days"))
    return _card(
        stage["title"].words,
        role["title"].words,
        (label["expect"], [on_paper(told["expect"])]),
        (label["meet"], met(stage, occasion)),
        (label["bring"], shorts(told["bring"])),
        (label["not_tested"], shorts(told["not_tested"])),
        (label["ai"], tools(held)),
        (label["recorded"], recording(held)),
        (label["answer"], [unmarked(answer)]),
        (label["adjustments"], [on_paper(role["adjustments"])]),
        half=True,
        about=_about(occasion.candidate, occasion),
        plan={"title": label["plan"], "rows": rows},
    )


def handout(sheet: Sheet, task: dict[str, Any]) -> Filled:
    """A task as the candidate is handed it."""
    where = [[["c", task["repository"]]]] if task["repository"] else []
    return _card(
        task["title"].words,
        "",
        ("", [on_paper(task["brief"])]),
        (sheet.label["repository"], [where]),
    )


def part_card(sheet: Sheet, part: dict[str, Any]) -> Filled:
    """What whoever plays a part is told, and when."""
    stage, occasion, label = sheet.stage, sheet.occasion, sheet.label
    rows = [
        minute(occasion, box["start"], title_of(box), box["minutes"]) for box in stage["agenda"]
    ]
    return _card(
        f"{stage['title'].words}: {words.part(part['id'])}",
        sheet.role["title"].words,
        (label["part"], [on_paper(part["is"])]),
        (label["brief"], [on_paper(part["brief"])]),
        about=_about(label["yours"], occasion),
        name=blank(label["who"], sheet.plays(part["id"]), 1),
        plan={"title": label["plan"], "rows": rows},
    )


def _card(title: str, sub: str, *texts: tuple[str, list[Paragraphs]], **more: Any) -> Filled:
    return {
        "kind": "card",
        "leaf": True,
        "half": False,
        "title": title,
        "sub": sub,
        "about": "",
        "name": None,
        "plan": {"title": "", "rows": []},
        "texts": headed(*texts),
        **more,
    }


def _about(whose: str, occasion: Occasion) -> str:
    return "   ".join(filter(None, [whose, occasion.date, occasion.where]))


def minute(occasion: Occasion, at: int, title: str, minutes: int) -> Filled:
    """A line of a plan."""
    return {"clock": occasion.clock(at), "title": title, "length": words.minutes(minutes)}


def met(stage: EffectiveStage, occasion: Occasion) -> list[Paragraphs]:
    """Whom the candidate meets: names, where they are known, and what is told of their parts; how
    many, where no name is known."""
    parts = stage["interviewers"]
    named = [occasion.plays(stage["id"], id) for id in parts]
    if parts and not any(named):
        count = unmarked(words.people_told(len(parts)))
        return [count, *(on_paper(told) for told in people(stage))]
    found = []
    for name, part in zip(named, parts.values(), strict=True):
        told = on_paper(part["told"])
        if name:
            first, *more = told or [[]]
            told = [[["s", name], *([["", "  "]] if first else []), *first], *more]
        found.append(told)
    return [*filter(None, found)]


def tools(held: Terms) -> list[Paragraphs]:
    """What the candidate may use, in the author's words where there are some; what we use."""
    return [
        on_paper(held.say) or unmarked(words.use_of_ai_told(held.use)),
        behind(["", f"{labels()['ours']} "], on_paper(held.ours)),
    ]


def recording(held: Terms) -> list[Paragraphs]:
    """Whether it is recorded, and what is said of it."""
    return [unmarked(words.recorded(held.recorded)), *map(on_paper, held.about)]
