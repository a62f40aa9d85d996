"""The candidate's leaflet: their page on the two sides of a sheet of paper, all of it in front, the
meetings one by one overleaf.

It is made in the candidate's edition alone, of the role as that edition has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.print.papers.cards import met, recording, tools
from guides_ext.print.papers.expected import leaflet_back_says, leaflet_says, silent
from guides_ext.print.papers.labels import card_words, leaflet_words
from guides_ext.print.papers.occasion import UNKNOWN
from guides_ext.print.papers.piles import Paper
from guides_ext.print.papers.runs import Paragraphs, joined, on_paper, shorts, unmarked
from guides_ext.record.candidate import (
    at_a_glance,
    choices,
    ends,
    own_terms,
    places,
    plan,
    promise,
    terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guides_ext.print.papers.expected import Text
    from guides_ext.print.papers.sheet import Filled
    from guides_ext.record.data import RoleRecord


OVERLEAF = (6, 4, 3, 2, 1)
"""How many meetings are tried on one side: what fits on none of two sides gets more."""


def leaflets(role: RoleRecord, company: str) -> list[list[Paper]]:
    """The sides of the leaflet of a role, in each way that is tried: with ever fewer meetings on a
    side."""
    stages = _met(role)
    front = _paper(role, 1, _front(role, company), leaflet_says(role, company))
    counts = sorted({min(one, len(stages)) for one in OVERLEAF}, reverse=True)
    return [[front, *_overleaf(role, company, stages, count)] for count in counts]


def _overleaf(role: RoleRecord, company: str, stages: list[Any], count: int) -> Iterator[Paper]:
    for number, first in enumerate(range(0, len(stages), count or 1), start=2):
        here = stages[first : first + count]
        filled = _side(role, company, blocks=[_stage(role, one) for one in here])
        yield _paper(role, number, filled, leaflet_back_says(role, company, here))


def _paper(role: RoleRecord, number: int, filled: Filled, says: Iterable[Text]) -> Paper:
    """A side on which nothing else of the role may stand."""
    said = [*says]
    name = f"leaflet of '{role['title'].words}', page {number}"
    return Paper(name, filled, said, silent(role, said))


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
    return [one for one in role["stages"].values() if one["meets_candidate"]]


def _stage(role: RoleRecord, stage: Any) -> Filled:
    label, told = leaflet_words(), stage["candidate"]
    planned = plan(stage["agenda"])
    own = own_terms(role, stage)
    rows = [
        {
            "clock": UNKNOWN.clock(box["start"]),
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
        _texts(label["meet"], [joined(met(stage, UNKNOWN), ["", " "])]),
        _texts(label["where"], [unmarked(words.places(stage["place"]))]),
        _texts(card_words()["ai"], tools(own)),
        _texts(card_words()["recorded"], recording(own)),
    ]
    shown = [one for one in texts if one["items"]]
    about = [words.time_told(stage["candidate_minutes"], ends(planned))]
    if days := stage["return_within_days"]:
        about.append(words.back_within(days))
    about += [
        words.instead_of(role["stages"][one]["title"].words) for one in choices(role, stage["id"])
    ]
    return {"title": stage["title"].words, "about": " · ".join(about), "rows": rows, "texts": shown}


def _block(title: str, about: str, *texts: Filled) -> Filled:
    return {"title": title, "about": about, "rows": [], "texts": list(texts)}


def _texts(title: str, items: list[Paragraphs]) -> Filled:
    return {"title": title, "items": [one for one in items if one]}
