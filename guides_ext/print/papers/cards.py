"""Papers for one reader each: the candidate's card, a task's hand-out, a role-player's card.

What may lie on the table is made of what a candidate may read, and of nothing else. A role-player
gets their brief and the clock: whoever knew the questions and levels would play for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.print.papers.labels import card_words
from guides_ext.print.papers.runs import Paragraphs, on_paper, shorts, unmarked
from guides_ext.print.papers.sheet import title_of
from guides_ext.record.candidate import ends, people, plan, terms

if TYPE_CHECKING:
    from guides_ext.print.papers.occasion import Occasion
    from guides_ext.print.papers.sheet import Filled
    from guides_ext.record.candidate import Terms
    from guides_ext.record.data import RoleRecord
    from guides_ext.record.stage import EffectiveStage


def candidate_card(role: RoleRecord, stage: EffectiveStage, occasion: Occasion) -> Filled:
    """What the candidate may keep before them: the plan, whom they meet, what holds."""
    label, told, held = card_words(), stage["candidate"], terms(stage)
    planned = plan(stage["agenda"])
    # Where no start is known, the candidate's time counts from when they come.
    first = planned[0]["at"] if planned and not occasion.start else 0
    rows = [
        _minute(
            occasion.clock(box["at"] - first),
            box["told"].words if box["told"] else words.timebox_told(box["kind"]),
            box["minutes"],
        )
        for box in planned
    ]
    if planned:
        end = (occasion.clock(planned[0]["at"] - first + ends(planned)), label["end"])
        rows += [{"clock": at, "title": title, "length": ""} for at, title in (end, *occasion.next)]
    answer = words.answer_within((role["decision"] or {}).get("answer_within_days"))
    texts = [
        (label["expect"], [on_paper(told["expect"])]),
        (label["meet"], met(stage, occasion)),
        (label["bring"], shorts(told["bring"])),
        (label["not_tested"], shorts(told["not_tested"])),
        (label["ai"], tools(held)),
        (label["recorded"], recording(held)),
        (label["answer"], [unmarked(answer)]),
        (label["adjustments"], [on_paper(role["adjustments"])]),
    ]
    return {
        **_card(stage["title"].words, role["title"].words, texts),
        "half": True,
        "about": "   ".join(filter(None, [occasion.candidate, occasion.date, occasion.where])),
        "plan": {"title": label["plan"], "rows": rows},
    }


def handout(task: dict[str, Any]) -> Filled:
    """A task as the candidate is handed it."""
    label = card_words()
    texts = [
        ("", [on_paper(task["brief"])]),
        (label["repository"], [[[["c", task["repository"]]]]] if task["repository"] else []),
    ]
    return _card(task["title"].words, "", texts)


def part_card(
    role: RoleRecord, stage: EffectiveStage, part: dict[str, Any], occasion: Occasion
) -> Filled:
    """What whoever plays a part is told, and when."""
    label = card_words()
    about = "   ".join(filter(None, [label["yours"], occasion.date, occasion.where]))
    rows = [
        _minute(occasion.clock(box["start"]), title_of(box), box["minutes"])
        for box in stage["agenda"]
    ]
    return {
        **_card(
            f"{stage['title'].words}: {part['id'].replace('-', ' ')}",
            role["title"].words,
            [(label["part"], [on_paper(part["is"])]), (label["brief"], [on_paper(part["brief"])])],
        ),
        "about": about,
        "name": {"label": label["who"], "value": occasion.plays(stage["id"], part["id"])},
        "plan": {"title": label["plan"], "rows": rows},
    }


def _card(title: str, sub: str, texts: list[tuple[str, list[Paragraphs]]]) -> Filled:
    shown = [(name, [one for one in items if one]) for name, items in texts]
    return {
        "kind": "card",
        "leaf": True,
        "half": False,
        "title": title,
        "sub": sub,
        "about": "",
        "name": None,
        "plan": {"title": "", "rows": []},
        "texts": [{"title": name, "items": items} for name, items in shown if items],
    }


def _minute(clock: str, title: str, minutes: int) -> Filled:
    return {"clock": clock, "title": title, "length": words.minutes(minutes)}


def met(stage: EffectiveStage, occasion: Occasion) -> list[Paragraphs]:
    """Whom the candidate meets: names, where they are known, and what is told of their parts; how
    many, where neither is known of all."""
    found: list[Paragraphs] = []
    parts = stage["interviewers"]
    named = [occasion.plays(stage["id"], id) for id in parts]
    if parts and not any(named) and not people(stage):
        return [unmarked(words.people_told(len(parts)))]
    for name, part in zip(named, parts.values(), strict=True):
        told = on_paper(part["told"])
        if name and told:
            found.append([[["s", name], ["", "  "], *told[0]], *told[1:]])
        else:
            found.append([[["s", name]]] if name else told)
    return found


def tools(held: Terms) -> list[Paragraphs]:
    """What the candidate may use, in the author's words where there are some; what we use."""
    ours = on_paper(held.ours)
    before = ["", f"{card_words()['ours']} "]
    return [
        on_paper(held.say) or unmarked(words.use_of_ai_told(held.use)),
        [[before, *ours[0]], *ours[1:]] if ours else [],
    ]


def recording(held: Terms) -> list[Paragraphs]:
    """Whether it is recorded, and what is said of it."""
    return [unmarked(words.recorded(held.recorded)), *map(on_paper, held.about)]
