"""Time: notes, pairing and breaks."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView


@rule(StageView, "time-for-notes", severity="error")
def time_for_notes(view: StageView) -> Iterator[Hit]:
    alone = [box for box in view.effective["agenda"] if box["who"] == "interviewers"]
    if view.rates and not any(box["kind"] == "notes" for box in alone):
        yield Hit(view.key("agenda"), "no time for notes without the candidate")


MOST_PAIRING = 60

MOST_WITHOUT_BREAK = 120


@rule(StageView, "pairing-too-long")
def pairing_too_long(view: StageView) -> Iterator[Hit]:
    minutes = sum(box.minutes for box in view.stage.agenda if box.is_ == "main")
    if view.stage.format == "pairing" and minutes > MOST_PAIRING:
        yield Hit(view.key("agenda"), f"{minutes} minutes of pairing")


@rule(StageView, "break-missing")
def break_missing(view: StageView) -> Iterator[Hit]:
    met = view.effective["candidate_time"] - (view.stage.candidate_minutes or 0)
    starts = [box["start"] for box in view.effective["agenda"] if box["kind"] == "break"]
    if view.meets and met > MOST_WITHOUT_BREAK and not any(60 <= one <= 120 for one in starts):
        yield Hit(view.key("agenda"), f"{met} minutes without a break in the second hour")
