"""Time: notes, pairing, breaks, and what is said of how long it takes."""

import re
from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import MINUTES, amounts
from guides_ext.lint.lexicon import phrase
from guides_ext.lint.subjects import RoleView, StageView


@rule(StageView, "time-for-notes")
def time_for_notes(view: StageView) -> Iterator[Hit]:
    if view.rates and not view.minutes_for_notes:
        yield Hit(view.key("agenda"), "no time for notes without the candidate")


AN_ENTRY, AN_ENTRY_FROM_MEMORY = 3, 5
"""Minutes that the evidence for one competency and its rating take, where somebody has written in
the meeting, and where nobody had a hand free."""


@rule(StageView, "notes-fit")
def notes_fit(view: StageView) -> Iterator[Hit]:
    written = any(phrase("writes").search(part) for part in view.parts)
    each = AN_ENTRY if written else AN_ENTRY_FROM_MEMORY
    count, minutes = len(view.stage.observed), view.minutes_for_notes
    if view.rates and 0 < minutes < count * each:
        limit = f"at {each} minutes each, {count * each}"
        limit += "" if written else "; nobody writes before"
        told = f"{count} competencies are written down and rated in {minutes} minutes ({limit})"
        yield Hit(view.key("agenda"), told)


MOST_PAIRING, MOST_WITHOUT_BREAK = 60, 120
"""Minutes."""


@rule(StageView, "pairing-too-long")
def pairing_too_long(view: StageView) -> Iterator[Hit]:
    minutes = sum(box.minutes for box in view.stage.agenda if box.is_ == "main")
    if view.stage.format == "pairing" and minutes > MOST_PAIRING:
        yield Hit(view.key("agenda"), f"{minutes} minutes of pairing (at most {MOST_PAIRING})")


@rule(StageView, "break-missing")
def break_missing(view: StageView) -> Iterator[Hit]:
    met = view.effective["candidate_time"] - (view.stage.candidate_minutes or 0)
    starts = [box["start"] for box in view.effective["agenda"] if box["kind"] == "break"]
    if view.meets and met > MOST_WITHOUT_BREAK and not any(60 <= one <= 120 for one in starts):
        told = f"{met} minutes without a break in the second hour (at most {MOST_WITHOUT_BREAK})"
        yield Hit(view.key("agenda"), told)


OFF_BY = 5
"""Minutes that a round number may differ from the agenda."""

_NOT_HOW_LONG = re.compile(
    r"\b(?:after|within|every|last|first|next|more than|minute|before)\s*$",
    re.IGNORECASE,
)


def is_a_length(words: str, found: re.Match[str]) -> bool:
    """Whether an amount of time in a text says how long something takes."""
    return not _NOT_HOW_LONG.search(words[: found.start()])


def other_lengths(view: StageView, words: str) -> Iterator[re.Match[str]]:
    """The lengths that a text names and a stage has not."""
    stage = view.stage
    home = stage.candidate_minutes or 0
    met = view.effective["candidate_time"] - home
    lengths = {stage.minutes, met, home, stage.review_minutes or 0}
    lengths |= {box.minutes for box in stage.agenda}
    for minutes, found in amounts(words, MINUTES):
        if is_a_length(words, found) and all(abs(minutes - one) > OFF_BY for one in lengths):
            yield found


@rule(StageView, "duration-differs")
def duration_differs(view: StageView) -> Iterator[Hit]:
    stage = view.stage
    for text in (stage.summary, stage.candidate.expect, *(task.brief for task in view.tasks)):
        if text:
            for found in other_lengths(view, view.words(text)):
                at = view.role.where(text, found.group())
                yield Hit(at, f"{found.group()!r} is not a length in the agenda")


@rule(RoleView, "schedule-order")
def schedule_order(view: RoleView) -> Iterator[Hit]:
    written = list(view.role.stages)
    steps = view.steps if view.role.schedule else []
    for before, after in pairwise(steps):
        for one, next_one in ((one, two) for one in before for two in after):
            if written.index(one) > written.index(next_one):
                told = f"{one!r} comes before {next_one!r} on the day, and after it in stages"
                yield Hit(view.key("schedule"), told)
