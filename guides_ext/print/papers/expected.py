"""What each paper has to say, read from the record: what a finished one is proven against.

Not a word of this goes through a template's data, so whatever is lost on that way is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias, cast

from guides_ext import words
from guides_ext.model.ids import TASK
from guides_ext.print.papers.labels import labels
from guides_ext.print.papers.occasion import UNKNOWN, Occasion
from guides_ext.print.papers.paper import Text
from guides_ext.print.papers.plan import Plan
from guides_ext.print.papers.sheet import Sheet, title_of, told_of
from guides_ext.record import candidate
from guides_ext.record.candidate import Terms
from guides_ext.record.data import ItemRecord, RoleRecord
from guides_ext.record.debrief import rated, raters
from guides_ext.record.stage import EffectiveStage
from guides_ext.record.text import MARKER, PICTURE, RichText, texts_of, words_in


class Below(NamedTuple):
    """What stands below a label, which is there where something is."""

    label: str
    says: Say


class With(NamedTuple):
    """What is left out with a text, and that text itself."""

    text: RichText
    says: Say


Say: TypeAlias = "str | RichText | ItemRecord | Below | With | Iterable[Say] | None"
"""Something that a paper says, in the order of its parts; of an item, what is on paper of it."""


def texts(say: Say, occasion: Occasion = UNKNOWN, of: tuple[str, ...] = ()) -> Iterator[Text]:
    """The texts of all that a paper says."""
    if isinstance(say, str):
        yield from [Text(say, of)] if say else []
    elif isinstance(say, RichText):
        yield from (Text(piece, of) for piece in _pieces(say))
    elif isinstance(say, Below):
        found = [*texts(say.says, occasion, of)]
        yield from [Text(say.label, of), *found] if found else []
    elif isinstance(say, With):
        yield from texts(say.says, occasion, (*of, _whole(say.text)))
    elif isinstance(say, dict):
        item = cast("ItemRecord", say)
        if item["sheet"] is not False and occasion.is_at(item):
            text = item["sheet"] or item["text"]
            yield from texts(With(text, text), occasion, of)
    else:
        for one in say or ():
            yield from texts(one, occasion, of)


def _pieces(text: RichText) -> Iterator[str]:
    """The words of a text that a paper shows, without what stands before items and in pictures."""
    for one in text.paragraphs:
        runs = (run for run in one if run.style != PICTURE)
        for marker, piece in groupby(runs, lambda run: MARKER in run.style):
            if not marker and (found := words_in([tuple(piece)])):
                yield found


def _whole(text: RichText) -> str:
    """All characters of a text that a paper shows."""
    lines = ("".join(run.text for run in one if run.style != PICTURE) for one in text.paragraphs)
    return " ".join(lines)


def silent(role: RoleRecord, says: Sequence[Text]) -> list[str]:
    """Every text of a role that is no part of what a paper says: none of them may stand on it."""
    said = "\n".join(one.words for one in says)
    pieces = dict.fromkeys(piece for text in texts_of(role) for piece in _pieces(text))
    return [one for one in pieces if one not in said]


# Sheets ----------------------------------------------------------------------------------------


def front_says(sheet: Sheet) -> Iterator[Say]:
    """What the front of a sheet has to say, from top to bottom."""
    stage, whenever, checklist = sheet.stage, sheet.stage["whenever"], sheet.stage["checklist"]
    yield stage["title"], sheet.role["title"]
    yield stage["goals"], stage["non_goals"], checklist["before"]
    told: set[str] = set()
    for box in stage["agenda"]:
        yield title_of(box), [one for one in box["say"] if not one["cue"]]
        yield _spent(sheet, [one for one in box["spent_on"] if one not in told])
        told |= {TASK} & set(box["spent_on"])
        yield _cued(one for one in box["say"] if one["cue"]), box["checks"]
    yield _spent(sheet, whenever["spent_on"]), _cued(whenever["say"])
    if stage["meets_candidate"]:
        recorded = stage["recorded"] or {}
        yield (stage["ai"] or {}).get("say"), recorded["say"] if recorded.get("is") else None
    yield stage["follow_ups"], whenever["checks"], checklist["after"], stage["version"]


def _cued(items: Iterable[ItemRecord]) -> Iterator[Say]:
    """Words to say, each behind its cue."""
    return (With(one["text"], [one["cue"], one["text"]]) for one in items)


def _spent(sheet: Sheet, ids: Iterable[str]) -> Iterator[Say]:
    asked = {one["id"]: one for one in sheet.asked}
    for id in ids:
        if id == TASK:
            for one in sheet.tasks:
                yield one["title"], one["brief"], one["far_enough"], one["easier"], one["harder"]
        elif id in asked:
            yield With(asked[id]["ask"], _question(sheet, asked[id]))


def _question(sheet: Sheet, question: dict[str, Any]) -> Iterator[Say]:
    yield question["ask"], question["follow_ups"]
    yield (With(way, way) for key in ("easier", "harder") if (way := question[key]))
    yield question["listen_for"]
    about = question["competency"]
    if question is next(one for one in sheet.asked if one["competency"] == about):
        yield (one["look_for"] for one in sheet.competencies if one["id"] == about)


def scorecard_says(sheet: Sheet) -> Iterator[Say]:
    """What the back of a sheet has to say, from top to bottom."""
    stage, scale = sheet.stage, sheet.stage["scale"]
    yield stage["title"], sheet.role["title"]
    asked = {one["competency"] for one in sheet.asked}
    for one in sheet.competencies:
        yield one["title"], one["means"], one["look_for"] if one["id"] not in asked else None
        yield one["here"]
        yield ((scale.get(n), one["levels"].get(n)) for n in sorted(scale or one["levels"]))
    yield sheet.label["in_debrief"] if sheet.rule_is_elsewhere else stage["rule"]
    yield stage["goes_on"], sheet.role["keep_notes"], stage["version"]


def notes_say(sheet: Sheet) -> Iterator[Say]:
    """What a page for notes has to say."""
    yield sheet.stage["title"], sheet.role["title"], sheet.stage["version"]


def grid_says(sheet: Sheet) -> Iterator[Say]:
    """What the grid of a debrief has to say."""
    role, occasion, decision = sheet.role, sheet.occasion, sheet.role["decision"] or {}
    by = raters(role, occasion.asked)
    yield sheet.stage["title"], role["title"]
    for one in by:
        yield role["stages"][one.stage]["title"] if one.first else None
        yield words.part(one.part), occasion.plays(one.stage, one.part)
    yield ((one["title"], str(one["needs"] or "")) for one in rated(role, by))
    yield decision.get("rule"), decision.get("by")
    yield words.answer_within(decision.get("answer_within_days")), sheet.stage["version"]


def overview_says(role: RoleRecord, plan: Plan, known: Occasion) -> Iterator[Say]:
    """What the overview of a day has to say."""
    yield role["title"], known.candidate, known.date, known.start
    for one in plan.meetings:
        for name in filter(plan.met.__contains__, one["stages"]):
            stage = role["stages"][name]
            yield plan.met[name].clock(0), stage["title"]
            yield ((known.plays(name, part), words.part(part)) for part in stage["interviewers"])
    yield plan.left_out


# Papers for one reader each --------------------------------------------------------------------


def card_says(sheet: Sheet) -> Iterator[Say]:
    """All that may stand on the candidate's card of a stage; all of it has to."""
    role, stage, occasion, label = sheet.role, sheet.stage, sheet.occasion, sheet.label
    told = stage["candidate"]
    yield stage["title"], role["title"], occasion.candidate, occasion.date, occasion.where
    if there := [box for box in stage["agenda"] if box["who"] != "interviewers"]:
        first = 0 if occasion.start else there[0]["start"]
        yield label["plan"]
        yield (_minute(occasion, box["start"] - first, told_of(box), box) for box in there)
        yield occasion.clock(there[-1]["end"] - first), label["end"], occasion.next
    yield Below(label["expect"], told["expect"])
    yield Below(label["meet"], _people(stage, occasion))
    yield Below(label["bring"], told["bring"]), Below(label["not_tested"], told["not_tested"])
    yield _terms(candidate.terms(stage))
    answer = words.answer_within_told((role["decision"] or {}).get("answer_within_days"))
    yield Below(label["answer"], answer), Below(label["adjustments"], role["adjustments"])


def _minute(occasion: Occasion, at: int, title: str, box: Any) -> Say:
    return occasion.clock(at), title, words.minutes(box["minutes"])


def _people(stage: EffectiveStage, occasion: Occasion) -> Say:
    parts = stage["interviewers"]
    named = {id: occasion.plays(stage["id"], id) for id in parts}
    if parts and not any(named.values()):
        return [words.people_told(len(parts)), *candidate.people(stage)]
    return [(named[id], part["told"]) for id, part in parts.items()]


def _terms(held: Terms) -> Iterator[Say]:
    label = labels()
    own = held.say or words.use_of_ai_told(held.use)
    yield Below(label["ai"], [own, Below(label["ours"], held.ours)])
    yield Below(label["recorded"], [words.recorded(held.recorded), held.about])


def handout_says(sheet: Sheet, task: dict[str, Any]) -> Iterator[Say]:
    """All that may stand on a task as the candidate is handed it."""
    yield task["title"], task["brief"], Below(sheet.label["repository"], task["repository"])


def part_says(sheet: Sheet, part: dict[str, Any]) -> Iterator[Say]:
    """All that may stand on a role-player's card."""
    stage, occasion, label = sheet.stage, sheet.occasion, sheet.label
    yield stage["title"], words.part(part["id"]), sheet.role["title"]
    yield label["yours"], occasion.date, occasion.where, label["who"], sheet.plays(part["id"])
    plan = (_minute(occasion, box["start"], title_of(box), box) for box in stage["agenda"])
    yield Below(label["plan"], plan)
    yield Below(label["part"], part["is"]), Below(label["brief"], part["brief"])


def leaflet_says(role: RoleRecord, company: str, stages: Iterable[EffectiveStage]) -> Iterator[Say]:
    """What the front of a candidate's leaflet has to say.

    Args:
        stages: those in which the candidate is met.
    """
    label, told, held = labels(), role["candidate"], candidate.promise(role)
    decision = role["decision"] or {}
    yield role["title"], words.own_guide(company), role["summary"], told["welcome"]
    time, by = held["time"], decision.get("by")
    yield label["time"], words.time_from_to(time["least"], time["most"])
    yield words.meetings_on(time["meetings"], held["days"])
    yield Below(label["answer"], words.answer_within_told(held["answer_within_days"]))
    yield Below(label["decides"], [by, label["by_rule"]] if by else None)
    yield Below(label["glance"], _glance(role, label))
    yield Below(label["another_way"], role["adjustments"]), _terms(candidate.terms(role))
    yield Below(label["our_notes"], role["keep_notes"]), Below(label["pay"], role["pay_range"])
    named = dict(one for stage in stages for one in candidate.places(role, stage) if one[1])
    yield Below(label["where"], ((f"{words.places([one])}:", said) for one, said in named.items()))
    yield Below(label["afterwards"], told["after"])


def _glance(role: RoleRecord, label: dict[str, str]) -> Iterator[Say]:
    """All that is to come, row by row."""
    stages = role["stages"]
    plans = {name: candidate.plan(stage["agenda"]) for name, stage in stages.items()}
    for number, (day, steps) in enumerate(candidate.at_a_glance(role, plans), start=1):
        yield words.day_told(day, number)
        for one in steps:
            yield label["or"] if one.instead else None
            if one.meets:
                home = stages[one.stage]["candidate_minutes"]
                yield stages[one.stage]["title"], words.time_told(home, one.minutes)
            else:
                yield label["without"] if one.stage else str(words.timebox("break"))
                yield words.minutes(one.minutes)


def leaflet_back_says(
    role: RoleRecord, company: str, stages: Iterable[EffectiveStage]
) -> Iterator[Say]:
    """What is overleaf: some meetings, one by one."""
    label = labels()
    yield role["title"], words.own_guide(company)
    for stage in stages:
        told, planned = stage["candidate"], candidate.plan(stage["agenda"])
        days = stage["return_within_days"]
        yield stage["title"], words.time_told(stage["candidate_minutes"], candidate.ends(planned))
        yield words.back_within(days) if days else None
        others = (
            role["stages"][one]["title"].words for one in candidate.choices(role, stage["id"])
        )
        yield map(words.instead_of, others), told["expect"]
        yield (_minute(UNKNOWN, box["start"], told_of(box), box) for box in planned)
        yield (Below(label[key], told[key]) for key in ("not_tested", "bring", "prepare"))
        yield Below(label["meet"], _people(stage, UNKNOWN))
        yield Below(label["where"], words.places(stage["place"]))
        yield _terms(candidate.own_terms(role, stage))
