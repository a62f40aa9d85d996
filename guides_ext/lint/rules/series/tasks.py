"""Tasks: ways, a solution, and a trial."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import SERIES
from guides_ext.lint.subjects import RoleView, StageView
from guides_ext.model.problems import Place
from guides_ext.model.stage import Task


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
            yield Hit(at, f"{view.words(task.title)!r} does not say how far is far enough")


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
            yield Hit(at, f"{view.words(task.title)!r} has no {' and no '.join(missing)} way")


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
            yield Hit(at, f"{view.words(task.title)!r} has no solution for the interviewers")


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
            yield Hit(at, f"nobody has tried {view.words(task.title)!r}")
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
