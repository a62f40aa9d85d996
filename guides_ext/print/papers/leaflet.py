"""The candidate's leaflet: their page on the two sides of a sheet of paper, all of it in front, the
meetings one by one overleaf.

It is made in the candidate's edition alone, of the role as that edition has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guides_ext import words
from guides_ext.print.papers.cards import met, minute, recording, tools
from guides_ext.print.papers.expected import Say, leaflet_back_says, leaflet_says, silent, texts
from guides_ext.print.papers.labels import labels
from guides_ext.print.papers.occasion import UNKNOWN
from guides_ext.print.papers.paper import Filled, Paper
from guides_ext.print.papers.runs import behind, joined, on_paper, shorts, unmarked
from guides_ext.print.papers.sheet import headed, told_of
from guides_ext.record import candidate
from guides_ext.record.candidate import Step
from guides_ext.record.data import RoleRecord

OVERLEAF = (6, 4, 3, 2, 1)
"""How many meetings are tried on one side: what fits on none of two sides gets more."""


def leaflets(role: RoleRecord, company: str) -> list[list[Paper]]:
    """The sides of the leaflet of a role, in each way that is tried: with ever fewer meetings on a
    side."""
    stages = [one for one in role["stages"].values() if one["meets_candidate"]]
    label = labels()

    def side(number: int, says: Iterable[Say], **filled: Any) -> Paper:
        """A side on which nothing else of the role may stand."""
        name, said = f"leaflet of '{role['title'].words}', page {number}", [*texts(says)]
        head = {"title": role["title"].words, "sub": words.own_guide(company)}
        return Paper(name, {**BLANK, **head, **filled}, said, silent(role, said))

    front = side(1, leaflet_says(role, company, stages), **_front(role, stages, label))
    ways = []
    for count in sorted({min(one, len(stages)) for one in OVERLEAF}, reverse=True):
        backs = [stages[first : first + count] for first in range(0, len(stages), count or 1)]
        overleaf = [
            side(
                number,
                leaflet_back_says(role, company, here),
                blocks=[_stage(role, one, label) for one in here],
            )
            for number, here in enumerate(backs, start=2)
        ]
        ways.append([front, *overleaf])
    return ways


BLANK: Filled = {
    "kind": "leaflet", "leaf": False, "lede": [], "facts": [], "blocks": [],
    "box": {"title": "", "items": []}, "glance": {"title": "", "rows": [], "longest": 0},
}  # fmt: skip
"""What a side has that says nothing else."""


def _front(role: RoleRecord, stages: list[Any], label: dict[str, str]) -> Filled:
    told, held = role["candidate"], candidate.terms(role)
    named = dict(one for stage in stages for one in candidate.places(role, stage) if one[1])
    blocks = headed(
        (label["ai"], tools(held)),
        (label["recorded"], recording(held)),
        (label["our_notes"], [on_paper(role["keep_notes"])]),
        (label["pay"], [on_paper(role["pay_range"])]),
        (
            label["where"],
            [behind(["e", f"{words.places([p])}: "], on_paper(said)) for p, said in named.items()],
        ),
        (label["afterwards"], [on_paper(told["after"])]),
    )
    return {
        "leaf": True,
        "lede": [one for one in map(on_paper, (role["summary"], told["welcome"])) if one],
        "facts": _facts(role, label),
        "glance": _glance(role, label),
        "box": {
            "title": label["another_way"],
            "items": [*filter(None, [on_paper(role["adjustments"])])],
        },
        "blocks": [{"title": "", "about": "", "rows": [], "texts": [one]} for one in blocks],
    }


def _facts(role: RoleRecord, label: dict[str, str]) -> list[Filled]:
    held = candidate.promise(role)
    time, by = held["time"], on_paper((role["decision"] or {}).get("by"))
    long = unmarked(words.time_from_to(time["least"], time["most"]))
    answer = unmarked(words.answer_within_told(held["answer_within_days"]))
    facts = [
        (label["time"], long, words.meetings_on(time["meetings"], held["days"])),
        (label["answer"], answer, ""),
        (label["decides"], by, label["by_rule"]),
    ]
    return [{"label": one, "text": text, "note": note} for one, text, note in facts if text]


def _glance(role: RoleRecord, label: dict[str, str]) -> Filled:
    plans = {name: candidate.plan(stage["agenda"]) for name, stage in role["stages"].items()}
    days = candidate.at_a_glance(role, plans)
    rows: list[Filled] = []
    for number, (day, steps) in enumerate(days, start=1):
        when = words.day_told(day, number)
        for one in steps:
            rows.append(_row(role, one, label["or"] if one.instead else when, label))
            when = ""
    longest = max((one.start + one.minutes for _day, steps in days for one in steps), default=0)
    return {"title": label["glance"], "rows": rows, "longest": longest}


def _row(role: RoleRecord, step: Step, when: str, label: dict[str, str]) -> Filled:
    if step.meets:
        stage = role["stages"][step.stage]
        title = stage["title"].words
        about = words.time_told(stage["candidate_minutes"], step.minutes)
    else:
        title = label["without"] if step.stage else str(words.timebox("break"))
        about = words.minutes(step.minutes)
    minutes = step.minutes if step.meets else 0
    return {"when": when, "title": title, "about": about, "start": step.start, "minutes": minutes}


def _stage(role: RoleRecord, stage: Any, label: dict[str, str]) -> Filled:
    told, planned = stage["candidate"], candidate.plan(stage["agenda"])
    own = candidate.own_terms(role, stage)
    days = stage["return_within_days"]
    about = [
        words.time_told(stage["candidate_minutes"], candidate.ends(planned)),
        *([words.back_within(days)] if days else []),
        *(
            words.instead_of(role["stages"][o]["title"].words)
            for o in candidate.choices(role, stage["id"])
        ),
    ]
    return {
        "title": stage["title"].words,
        "about": " · ".join(about),
        "rows": [minute(UNKNOWN, box["start"], told_of(box), box["minutes"]) for box in planned],
        "texts": headed(
            ("", [on_paper(told["expect"])]),
            *(
                (label[key], [joined(shorts(told[key]), ["", " "])])
                for key in ("not_tested", "bring", "prepare")
            ),
            (label["meet"], [joined(met(stage, UNKNOWN), ["", " "])]),
            (label["where"], [unmarked(words.places(stage["place"]))]),
            (label["ai"], tools(own)),
            (label["recorded"], recording(own)),
        ),
    }
