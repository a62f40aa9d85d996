"""Series: what a day needs so that nobody is surprised: time, tasks, goals, words, telling."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import OPM, SERIES
from guides_ext.lint.subjects import Passage, RoleView, StageView
from guides_ext.model import Place, Task, plain


def _missing(parts: Mapping[str, object]) -> list[str]:
    """The names of those parts that are not there."""
    return [name for name, part in parts.items() if not part]


# Time ----------------------------------------------------------------------------------------


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
    met = sum(box["minutes"] for box in view.effective["agenda"] if box["who"] != "interviewers")
    starts = [start for box, start, _ in view.boxes if box.is_ == "break"]
    if view.meets and met > MOST_WITHOUT_BREAK and not any(60 <= one <= 120 for one in starts):
        yield Hit(view.key("agenda"), f"{met} minutes without a break in the second hour")


# Tasks ---------------------------------------------------------------------------------------


def _tasks(view: RoleView) -> Iterator[tuple[Task, StageView, Place]]:
    """Each task that a stage sets, with the first stage that does, and where it begins."""
    seen: set[int] = set()
    for stage in view.stages:
        for task in stage.tasks:
            if id(task) not in seen:
                seen.add(id(task))
                yield task, stage, stage.key("task") if task is stage.stage.task else task.at


@rule(
    RoleView,
    id="task-far-enough",
    summary="A task says how far is far enough.",
    rationale="""It is the point at which you have seen what you came to see. Without it the end of
    the task is taken for the aim, and speed is rated.""",
    source=SERIES,
    mend="write far_enough: …",
    bad="""
    stages:
      walk: {task: {title: Planting a tree}}
    """,
    good="""
    stages:
      walk: {task: {title: Planting a tree, far_enough: The hole has the right depth.}}
    """,
)
def task_far_enough(view: RoleView) -> Iterator[Hit]:
    for task, _, at in _tasks(view):
        if task.far_enough is None:
            yield Hit(at, f"{plain(task.title)!r} does not say how far is far enough")


@rule(
    RoleView,
    id="task-ways",
    summary="A task has an easier and a harder way.",
    rationale="""Ways that are made up on the spot differ between candidates. On paper, all of them
    get the same help and the same challenge.""",
    source=SERIES,
    mend="write easier: and harder:, a list each",
    bad="""
    stages:
      walk: {task: {title: Planting a tree, easier: The hole is there.}}
    """,
    good="""
    stages:
      walk: {task: {title: Planting a tree, easier: The hole is there., harder: It is a slope.}}
    """,
)
def task_ways(view: RoleView) -> Iterator[Hit]:
    for task, _, at in _tasks(view):
        missing = [key for key in ("easier", "harder") if not getattr(task, key)]
        if missing:
            yield Hit(at, f"{plain(task.title)!r} has no {' and no '.join(missing)} way")


OPEN_ENDED = ("portfolio", "presentation", "critique", "conversation", "role-play")
"""Formats whose task is the candidate's own work, or a talk: there is nothing to solve."""


@rule(
    RoleView,
    id="task-solution",
    summary="A task has a solution that interviewers can read.",
    rationale="""Who knows the way can give the smallest hint; who does not is solving it
    along with the candidate. For the candidate's own work, and for talks, there is none.""",
    source=SERIES,
    mend="write solution: …, for a design what a good one has to answer",
    bad="""
    stages:
      walk: {format: pairing, task: {title: Planting a tree}}
    """,
    good="""
    stages:
      walk: {format: pairing, task: {title: Planting a tree, solution: Two spades deep.}}
    """,
)
def task_solution(view: RoleView) -> Iterator[Hit]:
    for task, stage, at in _tasks(view):
        if task.solution is None and stage.stage.format not in OPEN_ENDED:
            yield Hit(at, f"{plain(task.title)!r} has no solution for the interviewers")


HALF_A_YEAR = datetime.timedelta(days=183)
MOST_TRYING = 30


@rule(
    RoleView,
    id="task-tried",
    summary="A task was tried by one of us within the last half year.",
    rationale="""Repositories rot, and a task that nobody has tried costs the candidate the first
    ten minutes.""",
    source=SERIES,
    mend="let a colleague try it, and write tried: {on: 2026-11-02, by: jane, minutes: 22}",
    bad="""
    stages:
      walk:
        task:
          title: Planting a tree
          tried: {on: 2025-11-02, by: jane, minutes: 22}
    """,
    good="""
    stages:
      walk:
        task:
          title: Planting a tree
          tried: {on: 2026-11-02, by: jane, minutes: 22}
    """,
)
def task_tried(view: RoleView) -> Iterator[Hit]:
    for task, _, at in _tasks(view):
        if task.tried is None or task.tried.on is None:
            yield Hit(at, f"nobody has tried {plain(task.title)!r}")
        elif task.tried.on < view.today - HALF_A_YEAR:
            yield Hit(task.tried.at, f"tried last on {task.tried.on}, more than half a year ago")


@rule(
    RoleView,
    id="task-too-long",
    summary="Who knows the subject has solved a task in 30 minutes at most.",
    rationale="""The candidate does not know the code, is nervous, and talks while thinking: that
    doubles it. For work at home the rehearsal may take three fifths of the candidate's time.""",
    source=SERIES,
    mend="make it smaller and try it again, or say sooner what is far enough",
    bad="""
    stages:
      walk:
        task:
          title: Planting a tree
          tried: {on: 2026-11-02, by: jane, minutes: 50}
    """,
    good="""
    stages:
      walk:
        task:
          title: Planting a tree
          tried: {on: 2026-11-02, by: jane, minutes: 25}
    """,
)
def task_too_long(view: RoleView) -> Iterator[Hit]:
    for task, stage, _ in _tasks(view):
        most = max(MOST_TRYING, (stage.stage.candidate_minutes or 0) * 0.6)
        if task.tried and (task.tried.minutes or 0) > most:
            yield Hit(task.tried.at, f"it took one of us {task.tried.minutes} minutes")


# Goals and words -----------------------------------------------------------------------------


@rule(
    StageView,
    id="goals-and-non-goals",
    summary="A stage has goals and non-goals.",
    rationale="""Goals say what the meeting is for; non-goals what it must not become, and that is
    what a tired interviewer slides into. Those of sections drawn in count.""",
    source=SERIES,
    mend="write goals: and non_goals:, a list each",
    severity="error",
    bad="""
    stages:
      walk:
        goals: See what they notice.
    """,
    good="""
    stages:
      walk:
        goals: See what they notice.
        non_goals: An exam on Latin names.
    """,
)
def goals_and_non_goals(view: StageView) -> Iterator[Hit]:
    stage = view.effective
    if missing := _missing({"goals": stage["goals"], "non-goals": stage["non_goals"]}):
        yield Hit(view.stage.at, f"the stage has no {' and no '.join(missing)}")


_MOVE = re.compile(
    r"\b(?:mov(?:e|ing)|re-?schedul\w*|postpon\w*|shift|swap)\b|"
    r"\b(?:an)?other (?:day|date|time|week)\b|\bgood (?:day|time|moment)\b|\bput (?:it|this) off\b",
    re.IGNORECASE,
)


@rule(
    RoleView,
    id="offer-to-move",
    summary="The first words of a day offer to move the date.",
    rationale="""Bad luck happens on the day that matters. An offer that is made to everyone, before
    anything counts, costs an appointment and saves a wrong no.""",
    source=SERIES,
    mend='let the first timebox say it: say: "Is today still a good day? We can move it."',
    bad="""
    stages:
      walk:
        agenda:
          - {minutes: 10, is: welcome, say: "Welcome! This is Mira."}
          - {minutes: 30, is: main}
    """,
    good="""
    stages:
      walk:
        agenda:
          - {minutes: 10, is: welcome, say: "Is today still a good day? We can move it."}
          - {minutes: 30, is: main}
    """,
)
def offer_to_move(view: RoleView) -> Iterator[Hit]:
    first = _first_of_days(view)
    for stage in view.stages:
        if stage.meets and stage.stage.id in first:
            words = [box["say"] or "" for box in stage.effective["agenda"][:1]]
            words += [item["text"] for item in stage.effective["say"]]
            if not any(map(_MOVE.search, words)):
                yield Hit(stage.key("agenda"), "nothing that is said offers to move the date")


def _first_of_days(view: RoleView) -> set[str]:
    """The stages that a day may begin with; without a schedule, every stage."""
    if not view.role.schedule:
        return set(view.role.stages)
    days = [[step.one_of for step in day.stages if step.one_of] for day in view.role.schedule]
    return {id for steps in days for id in (steps[0] if steps else ())}


_HEALTH = re.compile(
    r"\bare you (?:feeling |doing )?(?:well|ill|sick|unwell|healthy|okay|ok|fit|all right|"
    r"alright)\b(?! (?:with|to|if|when|about|versed|aware|prepared|enough|known|placed))|"
    r"\bhow (?:are|do) you feel(?:ing)?\b(?! (?:about|when|if|after|with))|"
    r"\b(?:do you )?feel(?:ing)? (?:well|ill|sick|unwell|healthy|better) (?:today|enough)\b|"
    r"\bdid you sleep\b|\b(?:how|what) (?:is|about) your health\b|\bany (?:illness|medication)\b|"
    r"\bare you on (?:any )?medication\b|\bin good health\b",
    re.IGNORECASE,
)


@rule(
    Passage,
    id="asks-health",
    summary="No words ask about health.",
    rationale="""Whoever needs another day should not have to report a bad night to get it, and an
    answer about health is known from then on. In Great Britain, section 60 of the Equality Act 2010
    forbids to ask about the health of an applicant before work is offered.""",
    source="Equality Act 2010, section 60; guidance of the Equality and Human Rights Commission",
    mend='ask about the day: "Is today still a good day for this?"; have counsel look',
    severity="error",
    bad="""
    stages:
      walk:
        agenda:
          - {minutes: 10, is: welcome, say: "Are you well? We can move it."}
    """,
    good="""
    stages:
      walk:
        agenda:
          - {minutes: 10, is: welcome, say: "Is today a good day? We can move it."}
    """,
)
def asks_health(passage: Passage) -> Iterator[Hit]:
    if passage.use == "said" and (found := _HEALTH.search(passage.text)):
        yield Hit(passage.at(found), f"{found.group()!r} asks about health")


# The candidate -------------------------------------------------------------------------------


@rule(
    RoleView,
    id="adjustments",
    summary="A candidate can ask for an adjustment somewhere.",
    rationale="""What someone needs to show their work is known to them, and they ask when they are
    told whom, and that no reason is needed.""",
    source=SERIES,
    mend="write adjustments: Write to jobs@example.com; we ask no reason.",
    severity="error",
    bad="""
    owner: jobs@example.com
    """,
    good="""
    adjustments: Write to jobs@example.com; we ask no reason.
    """,
)
def adjustments(view: RoleView) -> Iterator[Hit]:
    if view.role.adjustments is None:
        yield Hit(view.role.title.place, "nothing says how a candidate asks for an adjustment")


@rule(
    StageView,
    id="candidate-told",
    summary="The candidate is told what to expect, what to bring, and what is not tested.",
    rationale="""What is not said is guessed, and the worst is guessed. Nothing of it is a favour:
    all candidates get the same letter.""",
    source=SERIES,
    mend="write expect:, bring: and not_tested: under candidate:; bring may say: nothing",
    bad="""
    stages:
      walk:
        candidate:
          expect: We walk through the garden together.
    """,
    good="""
    stages:
      walk:
        candidate:
          expect: We walk through the garden together.
          bring: Shoes for wet grass.
          not_tested: Latin names.
    """,
)
def candidate_told(view: StageView) -> Iterator[Hit]:
    told = view.stage.candidate
    missing = _missing(
        {
            "what to expect": told.expect,
            "what to bring": told.bring,
            "what is not tested": told.not_tested,
        }
    )
    if view.meets and missing:
        yield Hit(view.key("candidate"), f"the candidate is not told {', nor '.join(missing)}")
