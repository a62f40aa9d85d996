"""Tasks: ways, a solution, and a trial."""

import datetime
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import RoleView


@rule(RoleView, "task-far-enough")
def task_far_enough(view: RoleView) -> Iterator[Hit]:
    for task, _, at in view.tasks:
        if task.far_enough is None:
            yield Hit(at, f"{view.words(task.title)!r} does not say how far is far enough")


@rule(RoleView, "task-ways")
def task_ways(view: RoleView) -> Iterator[Hit]:
    for task, _, at in view.tasks:
        missing = [key for key in ("easier", "harder") if not getattr(task, key)]
        if missing:
            yield Hit(at, f"{view.words(task.title)!r} has no {' and no '.join(missing)} way")


OPEN_ENDED = ("portfolio", "presentation", "critique", "conversation", "role-play")
"""Formats whose task is the candidate's own work, or a talk: there is nothing to solve."""


@rule(RoleView, "task-solution")
def task_solution(view: RoleView) -> Iterator[Hit]:
    for task, stage, at in view.tasks:
        if task.solution is None and stage.stage.format not in OPEN_ENDED:
            yield Hit(at, f"{view.words(task.title)!r} has no solution for the interviewers")


HALF_A_YEAR = datetime.timedelta(days=183)

MOST_TRYING, SHARE_AT_HOME = 30, 0.6
"""Minutes; and, for work at home, the share of the candidate's time."""


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
