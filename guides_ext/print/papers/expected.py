"""What each paper has to say, read from the record: what a finished one is proven against.

Not a word of this goes through a template's data, so whatever is lost on that way is found.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from guides_ext import words
from guides_ext.model.ids import TASK
from guides_ext.print.papers.labels import card_words, leaflet_words
from guides_ext.print.papers.occasion import UNKNOWN
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
from guides_ext.record.debrief import rated, raters
from guides_ext.record.stage import all_seen
from guides_ext.record.text import EMPTY, MARKER, PICTURE, texts_of, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from guides_ext.print.papers.occasion import Occasion
    from guides_ext.print.papers.plan import Plan
    from guides_ext.record.candidate import Terms
    from guides_ext.record.data import ItemRecord, RoleRecord
    from guides_ext.record.stage import EffectiveStage, TimeboxView
    from guides_ext.record.text import RichText


class Text(NamedTuple):
    """A text that has to stand on a paper.

    Attributes:
        words: as the record has them.
        of: the texts that it is left out with, whole: itself, and the question, or the words to
            say, that it goes with; empty for what always stays.
    """

    words: str
    of: tuple[str, ...] = ()


def front_says(role: RoleRecord, stage: EffectiveStage, occasion: Occasion) -> Iterator[Text]:
    """What the front of a sheet has to say, from top to bottom."""
    yield from _texts(stage["title"], role["title"])
    for items in (stage["goals"], stage["non_goals"], stage["checklist"]["before"]):
        yield from _items(items, occasion)
    told: set[str] = set()
    for box in stage["agenda"]:
        yield Text(box["title"].words if box["title"] else str(words.timebox(box["kind"])))
        yield from _items([one for one in box["say"] if not one["cue"]], occasion)
        yield from _spent(stage, [one for one in box["spent_on"] if one not in told], occasion)
        told |= {TASK} & set(box["spent_on"])
        yield from _cued(one for one in box["say"] if one["cue"])
        yield from _items(box["checks"], occasion)
    yield from _spent(stage, stage["whenever"]["spent_on"], occasion)
    yield from _cued(stage["whenever"]["say"])
    ai, recorded = stage["ai"] or {}, stage["recorded"] or {}
    if stage["meets_candidate"]:
        yield from _texts(ai.get("say"), recorded.get("say") if recorded.get("is") else None)
    for items in (stage["follow_ups"], stage["whenever"]["checks"], stage["checklist"]["after"]):
        yield from _items(items, occasion)
    yield Text(stage["version"])


def _texts(*texts: RichText | None, of: tuple[str, ...] = ()) -> Iterator[Text]:
    for text in texts:
        for piece in _pieces(text or EMPTY):
            yield Text(piece, of)


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


def _cued(items: Iterable[ItemRecord]) -> Iterator[Text]:
    """Words to say, each behind its cue."""
    for one in items:
        yield from _texts(one["cue"], one["text"], of=(_whole(one["text"]),))


def _items(
    items: Iterable[ItemRecord], occasion: Occasion, of: tuple[str, ...] = ()
) -> Iterator[Text]:
    for one in items:
        if one["sheet"] is not False and occasion.is_at(one):
            text = one["sheet"] or one["text"]
            yield from _texts(text, of=(*of, _whole(text)))


def _spent(stage: EffectiveStage, ids: Iterable[str], occasion: Occasion) -> Iterator[Text]:
    questions = {one["id"]: one for one in stage["questions"]}
    for id in ids:
        meant = stage["tasks"] if id == TASK else [questions[id]]
        for one in filter(occasion.takes, meant):
            yield from _task(one, occasion) if id == TASK else _question(stage, one, occasion)


def _task(task: dict[str, Any], occasion: Occasion) -> Iterator[Text]:
    yield from _texts(task["title"], task["brief"], task["far_enough"])
    yield from _items([*task["easier"], *task["harder"]], occasion)


def _question(
    stage: EffectiveStage, question: dict[str, Any], occasion: Occasion
) -> Iterator[Text]:
    of = (_whole(question["ask"]),)
    yield from _texts(question["ask"], of=of)
    yield from _items(question["follow_ups"], occasion, of)
    for key in ("easier", "harder"):
        way = question[key] or EMPTY
        yield from _texts(way, of=(*of, _whole(way)))
    yield from _items(question["listen_for"], occasion, of)
    asked = [one for one in stage["questions"] if occasion.takes(one)]
    if question is next(one for one in asked if one["competency"] == question["competency"]):
        for one in all_seen(stage["competencies"]):
            if one["id"] == question["competency"]:
                yield from _items(one["look_for"], occasion, of)


def scorecard_says(role: RoleRecord, stage: EffectiveStage, occasion: Occasion) -> Iterator[Text]:
    """What the back of a sheet has to say, from top to bottom."""
    yield from _texts(stage["title"], role["title"])
    asked = {one["competency"] for one in stage["questions"] if occasion.takes(one)}
    for one in all_seen(stage["competencies"]):
        yield from _texts(one["title"], one["means"])
        yield from _items(one["look_for"] if one["id"] not in asked else (), occasion)
        yield from _texts(one["here"])
        for level in sorted(stage["scale"] or one["levels"]):
            yield from _texts(stage["scale"].get(level), one["levels"].get(level))
    yield from _texts(stage["rule"], stage["goes_on"], role["keep_notes"])
    yield Text(stage["version"])


def notes_say(role: RoleRecord, stage: EffectiveStage) -> Iterator[Text]:
    """What a page for notes has to say."""
    yield from _texts(stage["title"], role["title"])
    yield Text(stage["version"])


# Papers for one reader each, and the debrief's --------------------------------------------------


def grid_says(role: RoleRecord, stage: EffectiveStage, occasion: Occasion) -> Iterator[Text]:
    """What the grid of a debrief has to say."""
    yield from _texts(stage["title"], role["title"])
    by = raters(role, occasion.asked)
    for one in by:
        if one.first:
            yield from _texts(role["stages"][one.stage]["title"])
        yield Text(one.part.replace("-", " "))
        yield Text(occasion.plays(one.stage, one.part))
    for competency in rated(role, by):
        yield from _texts(competency["title"])
        yield Text(str(competency["needs"] or ""))
    decision = role["decision"] or {}
    yield from _texts(decision.get("rule"), decision.get("by"))
    yield Text(words.answer_within(decision.get("answer_within_days")))
    yield Text(stage["version"])


def overview_says(role: RoleRecord, plan: Plan, known: Occasion) -> Iterator[Text]:
    """What the overview of a day has to say."""
    yield from _texts(role["title"])
    yield from map(Text, (known.candidate, known.date, known.start))
    for one in plan.meetings:
        for name in filter(plan.met.__contains__, one["stages"]):
            yield Text(plan.met[name].clock(0))
            yield from _texts(role["stages"][name]["title"])
            for part in role["stages"][name]["interviewers"]:
                yield Text(known.plays(name, part))
                yield Text(part.replace("-", " "))
    yield from map(Text, plan.left_out)


def card_says(role: RoleRecord, stage: EffectiveStage, occasion: Occasion) -> Iterator[Text]:
    """All that may stand on the candidate's card of a stage; all of it has to."""
    label, told = card_words(), stage["candidate"]
    yield from _texts(stage["title"], role["title"])
    yield from _where_and_when(occasion, occasion.candidate)
    there = [box for box in stage["agenda"] if box["who"] != "interviewers"]
    yield Text(label["plan"] if there else "")
    first = there[0]["start"] if there and not occasion.start else 0
    for box in there:
        title = box["told"] or words.timebox_told(box["kind"])
        yield from _minute(occasion, box, title, first)
    if there:
        yield from map(Text, (occasion.clock(there[-1]["end"] - first), label["end"]))
        yield from (Text(words) for one in occasion.next for words in one)
    yield from _labelled(label["expect"], _texts(told["expect"]))
    yield from _labelled(label["meet"], _people(stage, occasion))
    yield from _labelled(label["bring"], _items(told["bring"], occasion))
    yield from _labelled(label["not_tested"], _items(told["not_tested"], occasion))
    yield from _terms(terms(stage))
    answer = words.answer_within((role["decision"] or {}).get("answer_within_days"))
    yield from _labelled(label["answer"], [Text(answer)])
    yield from _labelled(label["adjustments"], _texts(role["adjustments"]))


def _people(stage: EffectiveStage, occasion: Occasion) -> Iterator[Text]:
    parts = stage["interviewers"]
    named = [occasion.plays(stage["id"], id) for id in parts]
    if parts and not any(named) and not people(stage):
        yield Text(words.people_told(len(parts)))
        return
    for name, part in zip(named, parts.values(), strict=True):
        yield from (Text(name), *_texts(part["told"]))


def _terms(held: Terms) -> Iterator[Text]:
    label = card_words()
    ours = [Text(label["ours"]), *_texts(held.ours)] if held.ours else []
    own = _texts(held.say) if held.say else [Text(words.use_of_ai_told(held.use))]
    yield from _labelled(label["ai"], [*own, *ours])
    told = [Text(words.recorded(held.recorded)), *_texts(*held.about)]
    yield from _labelled(label["recorded"], told)


def handout_says(task: dict[str, Any]) -> Iterator[Text]:
    """All that may stand on a task as the candidate is handed it."""
    yield from _texts(task["title"], task["brief"])
    if task["repository"]:
        yield from map(Text, (card_words()["repository"], task["repository"]))


def part_says(
    role: RoleRecord, stage: EffectiveStage, part: dict[str, Any], occasion: Occasion
) -> Iterator[Text]:
    """All that may stand on a role-player's card."""
    label = card_words()
    yield from _texts(stage["title"])
    yield Text(part["id"].replace("-", " "))
    yield from _texts(role["title"])
    yield from _where_and_when(occasion, label["yours"])
    yield from map(Text, (label["who"], occasion.plays(stage["id"], part["id"])))
    yield Text(label["plan"] if stage["agenda"] else "")
    for box in stage["agenda"]:
        yield from _minute(occasion, box, box["title"] or str(words.timebox(box["kind"])))
    yield from _labelled(label["part"], _texts(part["is"]))
    yield from _labelled(label["brief"], _texts(part["brief"]))


def leaflet_says(role: RoleRecord, company: str) -> Iterator[Text]:
    """What the front of a candidate's leaflet has to say."""
    label, told, decision = leaflet_words(), role["candidate"], role["decision"] or {}
    yield from _texts(role["title"])
    yield Text(words.own_guide(company))
    yield from _texts(role["summary"], told["welcome"])
    held = promise(role)
    time, by = held["time"], [*_texts(decision.get("by"))]
    long = words.time_from_to(time["least"], time["most"])
    yield from map(Text, (label["time"], long, words.meetings_on(time["meetings"], held["days"])))
    yield from _labelled(label["answer"], [Text(words.answer_within(held["answer_within_days"]))])
    yield from _labelled(label["decides"], [*by, Text(label["by_rule"])] if by else [])
    yield from _labelled(label["glance"], _glance(role))
    yield from _labelled(label["another_way"], _texts(role["adjustments"]))
    yield from _terms(terms(role))
    yield from _labelled(label["notes"], _texts(role["keep_notes"]))
    yield from _labelled(label["pay"], _texts(role["pay_range"]))
    met = [stage for stage in role["stages"].values() if stage["meets_candidate"]]
    named = dict(one for stage in met for one in places(role, stage) if one[1])
    told_of = ((Text(f"{words.place(one)}:"), *_texts(said)) for one, said in named.items())
    yield from _labelled(label["where"], chain.from_iterable(told_of))
    yield from _labelled(label["afterwards"], _texts(told["after"]))


def _glance(role: RoleRecord) -> Iterator[Text]:
    """All that is to come, row by row."""
    label, stages = leaflet_words(), role["stages"]
    plans = {name: plan(stage["agenda"]) for name, stage in stages.items()}
    for number, (day, steps) in enumerate(at_a_glance(role, plans), start=1):
        yield Text(words.day_told(day, number))
        for one in steps:
            yield Text(label["or"] if one.instead else "")
            if one.meets:
                yield from _texts(stages[one.stage]["title"])
                yield Text(words.time_told(stages[one.stage]["candidate_minutes"], one.minutes))
            else:
                yield Text(label["without"] if one.stage else str(words.timebox("break")))
                yield Text(words.minutes(one.minutes))


def leaflet_back_says(
    role: RoleRecord, company: str, stages: Iterable[EffectiveStage]
) -> Iterator[Text]:
    """What is overleaf: some meetings, one by one."""
    label = leaflet_words()
    yield from _texts(role["title"])
    yield Text(words.own_guide(company))
    for stage in stages:
        told = stage["candidate"]
        planned = plan(stage["agenda"])
        yield from _texts(stage["title"])
        yield Text(words.time_told(stage["candidate_minutes"], ends(planned)))
        if days := stage["return_within_days"]:
            yield Text(words.back_within(days))
        for one in choices(role, stage["id"]):
            yield Text(words.instead_of(role["stages"][one]["title"].words))
        yield from _texts(told["expect"])
        for box in planned:
            yield Text(UNKNOWN.clock(box["start"]))
            yield Text(box["told"].words if box["told"] else words.timebox_told(box["kind"]))
            yield Text(words.minutes(box["minutes"]))
        for key in ("not_tested", "bring", "prepare"):
            yield from _labelled(label[key], _items(told[key], UNKNOWN))
        yield from _labelled(label["meet"], _people(stage, UNKNOWN))
        yield from _labelled(label["where"], [Text(words.places(stage["place"]))])
        yield from _terms(own_terms(role, stage))


def silent(role: RoleRecord, says: Sequence[Text]) -> list[str]:
    """Every text of a role that is no part of what a paper says: none of them may stand on it."""
    said = "\n".join(one.words for one in says)
    pieces = dict.fromkeys(piece for text in texts_of(role) for piece in _pieces(text))
    return [one for one in pieces if one not in said]


def _where_and_when(occasion: Occasion, before: str) -> Iterator[Text]:
    yield from map(Text, (before, occasion.date, occasion.where))


def _minute(
    occasion: Occasion, box: TimeboxView, title: RichText | str, first: int = 0
) -> Iterator[Text]:
    shown = title if isinstance(title, str) else title.words
    at = occasion.clock(box["start"] - first)
    yield from map(Text, (at, shown, words.minutes(box["minutes"])))


def _labelled(label: str, texts: Iterable[Text]) -> Iterator[Text]:
    """Texts below their label, which is there where they are."""
    found = [one for one in texts if one.words]
    yield from [Text(label), *found] if found else []
