"""Candidate: what is agreed, said and told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import SERIES
from guides_ext.lint.subjects import Passage, RoleView, StageView, straight


def _missing(parts: Mapping[str, object]) -> list[str]:
    """The names of those parts that are not there."""
    return [name for name, part in parts.items() if not part]


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
            said = [box["say"] for box in stage.effective["agenda"][:1] if box["say"]]
            said += [item["text"] for item in stage.effective["say"]]
            if not any(_MOVE.search(straight(one.words)) for one in said):
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
