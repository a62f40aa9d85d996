"""Competencies: what the job needs, and where it is seen."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import OPM, SERIES
from guides_ext.lint.subjects import RoleView, StageView


@rule(
    RoleView,
    id="competency-why",
    summary="Each competency says why the job needs it.",
    rationale="""A competency that nobody can trace to the work is a wish. OPM advises questions
    that reflect the job and are tied to competencies that an analysis of the job has found.""",
    source=OPM,
    mend="say in one line what in the job needs it: why: …",
    severity="error",
    bad="""
    competencies:
      care:
        title: Taking care
        levels: {1: Forgets., 2: Remembers.}
    """,
    good="""
    competencies:
      care:
        title: Taking care
        why: Trees that are watered once a week die in July.
        levels: {1: Forgets., 2: Remembers.}
    """,
)
def competency_why(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if one.why is None:
            yield Hit(one.at, f"{id!r} does not say why the job needs it")


@rule(
    RoleView,
    id="competency-level",
    summary="Each competency says which level the job needs.",
    rationale="""Enough is seldom the top. Where the level is open, the debrief settles it around
    the candidate who is on the table.""",
    source=SERIES,
    mend="name the level that is enough: needs: 3",
    bad="""
    competencies:
      care: {title: Taking care, levels: {1: Forgets., 2: Remembers.}}
    stages:
      walk: {main: [care]}
    """,
    good="""
    competencies:
      care: {title: Taking care, needs: 2, levels: {1: Forgets., 2: Remembers.}}
    stages:
      walk: {main: [care]}
    """,
)
def competency_level(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if one.needs is None:
            at = view.key("competencies", id)
            yield Hit(at, f"{id!r} does not say which level the job needs")


@rule(
    RoleView,
    id="needed-is-main",
    summary="Each competency that the job needs is the main thing in some stage.",
    rationale="""What is only seen on the side is rated from what happened to be left over. A level
    that decides about a yes needs a meeting that is there to see it.""",
    source=SERIES,
    mend="put it under main of the stage that is there to see it",
    bad="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {also: [care]}
    """,
    good="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {main: [care]}
    """,
)
def needed_is_main(view: RoleView) -> Iterator[Hit]:
    main = {id for stage in view.stages for id in stage.stage.main}
    for id, one in view.role.competencies.items():
        if one.needs is not None and id not in main:
            yield Hit(
                view.key("competencies", id),
                f"the job needs {id!r}, and no stage is there to see it",
            )


@rule(
    RoleView,
    id="needed-is-seen-twice",
    summary="Each competency that the job needs is seen in two stages.",
    rationale="""One meeting is one sample: one day, one task, one pair of raters. Of stages between
    which the candidate chooses, one counts, and only where each of them looks at it.""",
    source=SERIES,
    mend="name it under also of a second stage",
    bad="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {main: [care]}
      talk: {}
    """,
    good="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {main: [care]}
      talk: {also: [care]}
    """,
)
def needed_is_seen_twice(view: RoleView) -> Iterator[Hit]:
    stages = view.role.stages
    for id, one in view.role.competencies.items():
        seen = [
            all(id in (*stages[name].main, *stages[name].also) for name in step)
            for step in view.steps
        ]
        if one.needs is not None and sum(seen) < 2:
            times = "in one stage only" if any(seen) else "in no stage that all candidates meet"
            at = view.key("competencies", id)
            yield Hit(at, f"the job needs {id!r}, which is seen {times}")


@rule(
    StageView,
    id="too-many-competencies",
    summary="A stage looks at five competencies at most.",
    rationale="""Two people can watch for a few things in an hour. What does not fit is filled in
    afterwards, from the general impression.""",
    source=SERIES,
    mend="leave those to another stage that others can see better",
    severity="error",
    bad="""
    competencies:
      a1: {title: One}
      a2: {title: Two}
      a3: {title: Three}
      a4: {title: Four}
      a5: {title: Five}
      a6: {title: Six}
    stages:
      walk: {main: [a1, a2], also: [a3, a4, a5, a6]}
    """,
    good="""
    competencies:
      a1: {title: One}
      a2: {title: Two}
      a3: {title: Three}
      a4: {title: Four}
      a5: {title: Five}
    stages:
      walk: {main: [a1, a2], also: [a3, a4, a5]}
    """,
)
def too_many_competencies(view: StageView) -> Iterator[Hit]:
    count = len(view.stage.main) + len(view.stage.also)
    if count > 5:
        yield Hit(view.key("main"), f"{count} competencies in one stage")


@rule(
    StageView,
    id="competency-unseen",
    summary="Each competency of a stage has a question, or is seen in its task.",
    rationale="""A rating without a question or a task behind it rests on the impression that the
    person made. As OPM puts it, structure gives candidates equal opportunities to provide
    information.""",
    source=OPM,
    mend="write a question for it, give the stage a task, or take it out of the stage",
    severity="error",
    bad="""
    competencies:
      care: {title: Taking care}
    stages:
      walk: {main: [care]}
    """,
    good="""
    competencies:
      care: {title: Taking care}
    stages:
      walk:
        main: [care]
        questions:
          - {ask: "Which of these would you water first?", competency: care}
    """,
)
def competency_unseen(view: StageView) -> Iterator[Hit]:
    asked = {question.competency for question in view.questions}
    if not view.rates or view.tasks:
        return
    for key in ("main", "also"):
        for number, id in enumerate(getattr(view.stage, key)):
            if id not in asked:
                at = view.key(key, number)
                yield Hit(at, f"nothing shows {id!r}: no question is about it, no task")
