"""Competencies: what the job needs, and where it is seen."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import RoleView, StageView


@rule(RoleView, "competency-why", severity="error")
def competency_why(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if one.why is None:
            yield Hit(one.at, f"{id!r} does not say why the job needs it")


@rule(RoleView, "competency-level")
def competency_level(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if one.needs is None:
            at = view.key("competencies", id)
            yield Hit(at, f"{id!r} does not say which level the job needs")


@rule(RoleView, "needed-is-main")
def needed_is_main(view: RoleView) -> Iterator[Hit]:
    main = {one.id for stage in view.stages for one in stage.stage.main}
    for id, one in view.role.competencies.items():
        if one.needs is not None and id not in main:
            yield Hit(
                view.key("competencies", id),
                f"the job needs {id!r}, and no stage is there to see it",
            )


@rule(RoleView, "needed-is-seen-twice")
def needed_is_seen_twice(view: RoleView) -> Iterator[Hit]:
    stages = view.role.stages
    for id, one in view.role.competencies.items():
        seen = [all(id in stages[name].observed for name in step) for step in view.steps]
        if one.needs is not None and sum(seen) < 2:
            times = "in one stage only" if any(seen) else "in no stage that all candidates meet"
            at = view.key("competencies", id)
            yield Hit(at, f"the job needs {id!r}, which is seen {times}")


@rule(StageView, "too-many-competencies", severity="error")
def too_many_competencies(view: StageView) -> Iterator[Hit]:
    count = len(view.stage.observed)
    if count > 5:
        yield Hit(view.key("main"), f"{count} competencies in one stage")


@rule(StageView, "competency-unseen", severity="error")
def competency_unseen(view: StageView) -> Iterator[Hit]:
    asked = {question.competency for question in view.questions}
    if not view.rates or view.tasks:
        return
    for one in (*view.stage.main, *view.stage.also):
        if one.id not in asked:
            yield Hit(one.at, f"nothing shows {one.id!r}: no question is about it, no task")
