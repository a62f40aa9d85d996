"""The candidate's leaflet: their page on the two sides of a sheet of paper, all of it in front, the
meetings one by one overleaf.

It is made in the candidate's edition alone, of the role as that edition has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.parts.agenda import clock
from guides_ext.print.papers.cards import recording, tools
from guides_ext.print.papers.expected import leaflet_back_says, leaflet_says
from guides_ext.print.papers.labels import card_words, leaflet_words
from guides_ext.print.papers.piles import Paper
from guides_ext.print.papers.runs import Paragraphs, joined, on_paper, shorts, unmarked
from guides_ext.record.candidate import (
    at_a_glance,
    choices,
    ends,
    own_terms,
    people,
    places,
    plan,
    promise,
    terms,
)
from guides_ext.record.schedule import meets_candidate

if TYPE_CHECKING:
    from guides_ext.print.papers.sheet import Filled
    from guides_ext.record.data import RoleRecord


OVERLEAF = 6
"""Meetings that one side has room for; whoever is asked to more gets a third."""


def leaflet(role: RoleRecord, company: str) -> list[Paper]:
    """The sides of the leaflet of a role."""
    name = f"leaflet of '{role['title'].words}'"
    found = [Paper(name, _front(role, company), [*leaflet_says(role, company)])]
    met = _met(role)
    for first in range(0, len(met), OVERLEAF):
        stages = met[first : first + OVERLEAF]
        blocks = [_stage(role, one) for one in stages]
        says = [*leaflet_back_says(role, company, stages)]
        found.append(Paper(f"{name}, overleaf", _side(role, company, blocks=blocks), says))
    return found


def _side(role: RoleRecord, company: str, **more: Any) -> Filled:
    return {
        "kind": "leaflet",
        "leaf": False,
        "title": role["title"].words,
        "sub": words.own_guide(company),
        "lede": [],
        "facts": [],
        "glance": {"title": "", "rows": [], "longest": 0},
        "box": {"title": "", "items": []},
        "blocks": [],
        **more,
    }


def _front(role: RoleRecord, company: str) -> Filled:
    label, told, held = leaflet_words(), role["candidate"], terms(role)
    named = dict(one for stage in _met(role) for one in places(role, stage) if one[1])
    here = [
        [[["e", f"{words.place(one)}: "], *text[0]], *text[1:]]
        for one, text in ((one, on_paper(said)) for one, said in named.items())
        if text
    ]
    return _side(
        role,
        company,
        leaf=True,
        lede=[one for one in (on_paper(role["summary"]), on_paper(told["welcome"])) if one],
        facts=_facts(role),
        glance=_glance(role),
        box=_texts(label["another_way"], [on_paper(role["adjustments"])]),
        blocks=[
            _block("", "", one)
            for one in (
                _texts(card_words()["ai"], tools(held)),
                _texts(card_words()["recorded"], recording(held)),
                _texts(label["notes"], [on_paper(role["keep_notes"])]),
                _texts(label["pay"], [on_paper(role["pay_range"])]),
                _texts(label["where"], here),
                _texts(label["afterwards"], [on_paper(told["after"])]),
            )
            if one["items"]
        ],
    )


def _facts(role: RoleRecord) -> list[Filled]:
    label, held = leaflet_words(), promise(role)
    time, within = held["time"], held["answer_within_days"]
    by = on_paper((role["decision"] or {}).get("by"))
    facts = [
        (
            label["time"],
            unmarked(words.time_from_to(time["least"], time["most"])),
            words.meetings_on(time["meetings"], held["days"]),
        ),
        (label["answer"], unmarked(words.answer_within(within)), ""),
        (label["decides"], by, label["by_rule"]),
    ]
    return [{"label": one, "text": text, "note": note} for one, text, note in facts if text]


def _glance(role: RoleRecord) -> Filled:
    plans = {name: plan(stage["agenda"]) for name, stage in role["stages"].items()}
    days = at_a_glance(role, plans)
    rows: list[Filled] = []
    for number, (day, steps) in enumerate(days, start=1):
        when = words.day_told(day, number)
        for one in steps:
            rows.append(_row(role, one, when))
            when = ""
    longest = max((one.start + one.minutes for _day, steps in days for one in steps), default=0)
    return {"title": leaflet_words()["glance"], "rows": rows, "longest": longest}


def _row(role: RoleRecord, step: Any, when: str) -> Filled:
    label, title, about = leaflet_words(), "", words.minutes(step.minutes)
    if step.stage and step.meets:
        stage = role["stages"][step.stage]
        title, about = (
            stage["title"].words,
            words.time_told(stage["candidate_minutes"], step.minutes),
        )
    elif step.stage:
        title = label["without"]
    else:
        title = str(words.timebox("break"))
    return {
        "when": label["or"] if step.instead else when,
        "title": title,
        "about": about,
        "start": step.start,
        "minutes": step.minutes if step.stage and step.meets else 0,
    }


def _met(role: RoleRecord) -> list[Any]:
    return [one for one in role["stages"].values() if meets_candidate(one)]


def _stage(role: RoleRecord, stage: Any) -> Filled:
    label, told = leaflet_words(), stage["candidate"]
    planned = plan(stage["agenda"])
    own = own_terms(role, stage)
    met = [on_paper(one) for one in people(stage)]
    if not met and stage["interviewers"]:
        met = [unmarked(words.people_told(len(stage["interviewers"])))]
    rows = [
        {
            "clock": clock(box["start"]),
            "title": box["told"].words if box["told"] else words.timebox_told(box["kind"]),
            "length": words.minutes(box["minutes"]),
        }
        for box in planned
    ]
    texts = [
        _texts("", [on_paper(told["expect"])]),
        *(
            _texts(label[key], [joined(shorts(told[key]), ["", " "])])
            for key in ("not_tested", "bring", "prepare")
        ),
        _texts(label["meet"], [joined(met, ["", " "])]),
        _texts(label["where"], [unmarked(words.places(stage["place"]))]),
        _texts(card_words()["ai"], tools(own)),
        _texts(card_words()["recorded"], recording(own)),
    ]
    shown = [one for one in texts if one["items"]]
    about = [words.time_told(stage["candidate_minutes"], ends(planned))]
    about += [
        label["instead"] % role["stages"][one]["title"].words for one in choices(role, stage["id"])
    ]
    return {"title": stage["title"].words, "about": " · ".join(about), "rows": rows, "texts": shown}


def _block(title: str, about: str, *texts: Filled) -> Filled:
    return {"title": title, "about": about, "rows": [], "texts": list(texts)}


def _texts(title: str, items: list[Paragraphs]) -> Filled:
    return {"title": title, "items": [one for one in items if one]}
