"""What each paper has to say, read from the record: what a finished one is proven against.

Not a word of this goes through a template's data, so whatever is lost on that way is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from guides_ext import words
from guides_ext.model.ids import TASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guides_ext.print.sheet import Occasion
    from guides_ext.record.data import ItemRecord, RoleRecord
    from guides_ext.record.stage import EffectiveStage
    from guides_ext.record.text import RichText


class Text(NamedTuple):
    """A text that has to stand on a paper.

    Attributes:
        words: as the record has them.
        of: the question, or the words to say, that it goes with and is left out with; empty for
            none.
    """

    words: str
    of: str = ""


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
    for key in ("ai", "recorded"):
        yield from _texts((stage[key] or {}).get("say"))  # type: ignore[literal-required]
    for items in (stage["follow_ups"], stage["whenever"]["checks"], stage["checklist"]["after"]):
        yield from _items(items, occasion)
    yield Text(stage["version"])


def _texts(*texts: RichText | None) -> Iterator[Text]:
    for text in texts:
        if text:
            yield Text(text.words)


def _cued(items: Iterable[ItemRecord]) -> Iterator[Text]:
    """Words to say, each behind its cue."""
    for one in items:
        if one["cue"]:
            yield Text(one["cue"].words, one["text"].words)
        yield Text(one["text"].words)


def _items(items: Iterable[ItemRecord], occasion: Occasion, of: str = "") -> Iterator[Text]:
    for one in items:
        if one["sheet"] is not False and occasion.is_at(one):
            yield Text((one["sheet"] or one["text"]).words, of)


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
    of = question["ask"].words
    yield Text(of, of)
    yield from _items(question["follow_ups"], occasion, of)
    for key in ("easier", "harder"):
        yield from (Text(one.words, of) for one in _texts(question[key]))
    yield from _items(question["listen_for"], occasion, of)
    asked = [one for one in stage["questions"] if occasion.takes(one)]
    if question is next(one for one in asked if one["competency"] == question["competency"]):
        for one in _seen(stage):
            if one["id"] == question["competency"]:
                yield from _items(one["look_for"], occasion, of)


def _seen(stage: EffectiveStage) -> list[dict[str, Any]]:
    return [*stage["competencies"]["main"], *stage["competencies"]["also"]]


def scorecard_says(role: RoleRecord, stage: EffectiveStage, occasion: Occasion) -> Iterator[Text]:
    """What the back of a sheet has to say, from top to bottom."""
    yield from _texts(stage["title"], role["title"])
    asked = {one["competency"] for one in stage["questions"] if occasion.takes(one)}
    for one in _seen(stage):
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
