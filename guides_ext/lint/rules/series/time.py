"""Time: notes, pairing and breaks."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import OPM, SERIES
from guides_ext.lint.subjects import StageView


@rule(
    StageView,
    id="time-for-notes",
    summary="A stage with ratings has time for notes without the candidate.",
    rationale="""Without it, what is rated is a memory: in the evening, with other meetings on top.
    OPM's guide has a chapter on taking notes.""",
    source=OPM,
    mend="write {minutes: 15, is: notes} into the agenda",
    severity="error",
    bad="""
    competencies:
      care: {title: Taking care}
    stages:
      walk:
        main: [care]
        agenda:
          - {minutes: 30, is: main}
          - {minutes: 10, is: notes, who: everyone}
    """,
    good="""
    competencies:
      care: {title: Taking care}
    stages:
      walk:
        main: [care]
        agenda:
          - {minutes: 30, is: main}
          - {minutes: 10, is: notes}
    """,
)
def time_for_notes(view: StageView) -> Iterator[Hit]:
    alone = [box for box in view.effective["agenda"] if box["who"] == "interviewers"]
    if view.rates and not any(box["kind"] == "notes" for box in alone):
        yield Hit(view.key("agenda"), "no time for notes without the candidate")


MOST_PAIRING = 60

MOST_WITHOUT_BREAK = 120


@rule(
    StageView,
    id="pairing-too-long",
    summary="Pairing takes 60 minutes at most.",
    rationale="""An hour of working beside a stranger is tiring for both, and what an hour has not
    shown the next half will not show either.""",
    source=SERIES,
    mend="cut the timebox, and say in the task what is far enough",
    bad="""
    stages:
      pairing:
        format: pairing
        agenda: [{minutes: 75, is: main, title: Pairing}]
    """,
    good="""
    stages:
      pairing:
        format: pairing
        agenda: [{minutes: 60, is: main, title: Pairing}]
    """,
)
def pairing_too_long(view: StageView) -> Iterator[Hit]:
    minutes = sum(box.minutes for box in view.stage.agenda if box.is_ == "main")
    if view.stage.format == "pairing" and minutes > MOST_PAIRING:
        yield Hit(view.key("agenda"), f"{minutes} minutes of pairing")


@rule(
    StageView,
    id="break-missing",
    summary="A stage of more than 120 minutes has a break after 60.",
    rationale="""Attention fades, and the second half is rated by what is left of it. The break
    comes once an hour is over, and before two are.""",
    source=SERIES,
    mend="write {minutes: 10, is: break} into the agenda, in the second hour",
    bad="""
    stages:
      day:
        agenda:
          - {minutes: 130, is: main}
          - {minutes: 15, is: their-questions}
    """,
    good="""
    stages:
      day:
        agenda:
          - {minutes: 70, is: main}
          - {minutes: 10, is: break}
          - {minutes: 60, is: main}
    """,
)
def break_missing(view: StageView) -> Iterator[Hit]:
    met = view.effective["candidate_time"] - (view.stage.candidate_minutes or 0)
    starts = [start for box, start, _ in view.boxes if box.is_ == "break"]
    if view.meets and met > MOST_WITHOUT_BREAK and not any(60 <= one <= 120 for one in starts):
        yield Hit(view.key("agenda"), f"{met} minutes without a break in the second hour")
