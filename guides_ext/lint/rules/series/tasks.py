"""Tasks: ways, a solution, and a trial."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
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


@rule(RoleView, "task-far-enough")
def task_far_enough(view: RoleView) -> Iterator[Hit]:
    for task, _, at in _tasks(view):
        if task.far_enough is None:
            yield Hit(at, f"{view.words(task.title)!r} does not say how far is far enough")


@rule(RoleView, "task-ways")
def task_ways(view: RoleView) -> Iterator[Hit]:
    for task, _, at in _tasks(view):
        missing = [key for key in ("easier", "harder") if not getattr(task, key)]
        if missing:
            yield Hit(at, f"{view.words(task.title)!r} has no {' and no '.join(missing)} way")


OPEN_ENDED = ("portfolio", "presentation", "critique", "conversation", "role-play")
"""Formats whose task is the candidate's own work, or a talk: there is nothing to solve."""


@rule(RoleView, "task-solution")
def task_solution(view: RoleView) -> Iterator[Hit]:
    for task, stage, at in _tasks(view):
        if task.solution is None and stage.stage.format not in OPEN_ENDED:
            yield Hit(at, f"{view.words(task.title)!r} has no solution for the interviewers")


HALF_A_YEAR = datetime.timedelta(days=183)

MOST_TRYING = 30


@rule(RoleView, "task-tried")
def task_tried(view: RoleView) -> Iterator[Hit]:
    for task, _, at in _tasks(view):
        if task.tried is None or task.tried.on is None:
            yield Hit(at, f"nobody has tried {view.words(task.title)!r}")
        elif task.tried.on < view.today - HALF_A_YEAR:
            yield Hit(task.tried.at, f"tried last on {task.tried.on}, more than half a year ago")


@rule(RoleView, "task-too-long")
def task_too_long(view: RoleView) -> Iterator[Hit]:
    for task, stage, _ in _tasks(view):
        most = max(MOST_TRYING, (stage.stage.candidate_minutes or 0) * 0.6)
        if task.tried and (task.tried.minutes or 0) > most:
            yield Hit(task.tried.at, f"it took one of us {task.tried.minutes} minutes")
