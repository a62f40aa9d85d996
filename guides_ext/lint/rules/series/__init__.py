"""Series: what a day needs so that nobody is surprised: time, tasks, goals, words, telling."""

import datetime
from collections.abc import Iterator
from itertools import pairwise, product

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import all_stems
from guides_ext.lint.lexicon import phrase
from guides_ext.lint.sources import straight
from guides_ext.lint.subjects import RoleView, StageView

OPEN_ENDED = ("portfolio", "presentation", "critique", "conversation", "role-play")
"""Formats whose task is the candidate's own work, or a talk: there is nothing to solve."""

HALF_A_YEAR = datetime.timedelta(days=183)
MOST_PAIRING, MOST_WITHOUT_BREAK = 60, 120
"""Minutes."""

MOST_TRYING, SHARE_AT_HOME = 30, 0.6
"""Minutes; and, for work at home, the share of the candidate's time."""

AN_ENTRY, AN_ENTRY_FROM_MEMORY = 3, 5
"""Minutes that the evidence for one competency and its rating take, where somebody has written in
the meeting, and where nobody had a hand free."""


@rule(StageView, "goals-and-non-goals")
def goals_and_non_goals(view: StageView) -> Iterator[Hit]:
    parts = {"goals": view.effective["goals"], "non-goals": view.effective["non_goals"]}
    if missing := [name for name, part in parts.items() if not part]:
        yield Hit(view.stage.at, f"the stage has no {' and no '.join(missing)}")


@rule(RoleView, "offer-to-move")
def offer_to_move(view: RoleView) -> Iterator[Hit]:
    for stage in view.stages:
        if stage.meets and stage.stage.id in view.first_of_days:
            said = [one["text"] for box in stage.effective["agenda"][:1] for one in box["say"]]
            if not any(phrase("another day").search(straight(one.words)) for one in said):
                yield Hit(stage.key("agenda"), "nothing that is said offers to move the date")


@rule(RoleView, "adjustments")
def adjustments(view: RoleView) -> Iterator[Hit]:
    if view.role.adjustments is None:
        yield Hit(view.role.title.place, "nothing says how a candidate asks for an adjustment")


@rule(StageView, "candidate-told")
def candidate_told(view: StageView) -> Iterator[Hit]:
    names = {"expect": "to expect", "bring": "to bring", "not_tested": "is not tested"}
    missing = [f"what {names[key]}" for key in names if not getattr(view.stage.candidate, key)]
    if view.meets and missing:
        yield Hit(view.key("candidate"), f"the candidate is not told {', nor '.join(missing)}")


@rule(StageView, "competencies-told")
def competencies_told(view: StageView) -> Iterator[Hit]:
    told = frozenset().union(*(all_stems(text.words) for text in view.told))
    seen = [view.role.role.competencies[id] for id in view.stage.observed]
    if view.rates and not any(all_stems(view.words(one.title)) <= told for one in seen):
        told_none = "the candidate is told none of the competencies that are rated"
        yield Hit(view.key("candidate", "expect"), told_none)


@rule(RoleView, "task-far-enough")
def task_far_enough(view: RoleView) -> Iterator[Hit]:
    for task, _, at in view.tasks:
        if task.far_enough is None:
            yield Hit(at, f"{view.words(task.title)!r} does not say how far is far enough")


@rule(RoleView, "task-ways")
def task_ways(view: RoleView) -> Iterator[Hit]:
    for task, _, at in view.tasks:
        if missing := [key for key in ("easier", "harder") if not getattr(task, key)]:
            yield Hit(at, f"{view.words(task.title)!r} has no {' and no '.join(missing)} way")


@rule(RoleView, "task-solution")
def task_solution(view: RoleView) -> Iterator[Hit]:
    for task, stage, at in view.tasks:
        if task.solution is None and stage.stage.format not in OPEN_ENDED:
            yield Hit(at, f"{view.words(task.title)!r} has no solution for the interviewers")


@rule(RoleView, "task-tried")
def task_tried(view: RoleView) -> Iterator[Hit]:
    for task, _, at in view.tasks:
        if task.tried is None or task.tried.on is None:
            yield Hit(at, f"nobody has tried {view.words(task.title)!r}")
        elif task.tried.on < view.today - HALF_A_YEAR:
            told = f"tried last on {task.tried.on} (at most {HALF_A_YEAR.days} days ago)"
            yield Hit(task.tried.at, told)


@rule(RoleView, "task-too-long")
def task_too_long(view: RoleView) -> Iterator[Hit]:
    for task, stage, _ in view.tasks:
        most = max(MOST_TRYING, round((stage.stage.candidate_minutes or 0) * SHARE_AT_HOME))
        if task.tried and (task.tried.minutes or 0) > most:
            told = f"it took one of us {task.tried.minutes} minutes (at most {most})"
            yield Hit(task.tried.at, told)


@rule(StageView, "time-for-notes")
def time_for_notes(view: StageView) -> Iterator[Hit]:
    if view.rates and not view.minutes_for_notes:
        yield Hit(view.key("agenda"), "no time for notes without the candidate")


@rule(StageView, "notes-fit")
def notes_fit(view: StageView) -> Iterator[Hit]:
    written = any(map(phrase("writes").search, view.parts))
    each = AN_ENTRY if written else AN_ENTRY_FROM_MEMORY
    count, minutes = len(view.stage.observed), view.minutes_for_notes
    if view.rates and 0 < minutes < count * each:
        why = "" if written else "; nobody writes before"
        limit = f"at {each} minutes each, {count * each}{why}"
        told = f"{count} competencies are written down and rated in {minutes} minutes ({limit})"
        yield Hit(view.key("agenda"), told)


@rule(StageView, "pairing-too-long")
def pairing_too_long(view: StageView) -> Iterator[Hit]:
    minutes = sum(box.minutes for box in view.stage.agenda if box.is_ == "main")
    if view.stage.format == "pairing" and minutes > MOST_PAIRING:
        yield Hit(view.key("agenda"), f"{minutes} minutes of pairing (at most {MOST_PAIRING})")


@rule(StageView, "break-missing")
def break_missing(view: StageView) -> Iterator[Hit]:
    starts = [box["start"] for box in view.effective["agenda"] if box["kind"] == "break"]
    late = view.meets and view.minutes_met > MOST_WITHOUT_BREAK
    if late and not any(60 <= one <= 120 for one in starts):
        told = f"{view.minutes_met} minutes without a break in the second hour"
        yield Hit(view.key("agenda"), f"{told} (at most {MOST_WITHOUT_BREAK})")


@rule(StageView, "duration-differs")
def duration_differs(view: StageView) -> Iterator[Hit]:
    texts = (view.stage.summary, view.stage.candidate.expect, *(one.brief for one in view.tasks))
    for text in filter(None, texts):
        for found in view.other_lengths(view.words(text)):
            at = view.role.sources.within(text, found.group())
            yield Hit(at, f"{found.group()!r} is not a length in the agenda")


@rule(RoleView, "schedule-order")
def schedule_order(view: RoleView) -> Iterator[Hit]:
    written = list(view.role.stages)
    for before, after in pairwise(view.steps if view.role.schedule else ()):
        for one, next_one in product(before, after):
            if written.index(one) > written.index(next_one):
                told = f"{one!r} comes before {next_one!r} on the day, and after it in stages"
                yield Hit(view.key("schedule"), told)
