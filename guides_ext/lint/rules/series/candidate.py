"""Candidate: what is agreed, said and told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import Passage, RoleView, StageView, straight


def _missing(parts: Mapping[str, object]) -> list[str]:
    """The names of those parts that are not there."""
    return [name for name, part in parts.items() if not part]


@rule(StageView, "goals-and-non-goals", severity="error")
def goals_and_non_goals(view: StageView) -> Iterator[Hit]:
    stage = view.effective
    if missing := _missing({"goals": stage["goals"], "non-goals": stage["non_goals"]}):
        yield Hit(view.stage.at, f"the stage has no {' and no '.join(missing)}")


_MOVE = re.compile(
    r"\b(?:mov(?:e|ing)|re-?schedul\w*|postpon\w*|shift|swap)\b|"
    r"\b(?:an)?other (?:day|date|time|week)\b|\bgood (?:day|time|moment)\b|\bput (?:it|this) off\b",
    re.IGNORECASE,
)


@rule(RoleView, "offer-to-move")
def offer_to_move(view: RoleView) -> Iterator[Hit]:
    first = _first_of_days(view)
    for stage in view.stages:
        if stage.meets and stage.stage.id in first:
            said = [one["text"] for box in stage.effective["agenda"][:1] for one in box["say"]]
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


@rule(Passage, "asks-health", severity="error")
def asks_health(passage: Passage) -> Iterator[Hit]:
    if passage.use == "said" and (found := _HEALTH.search(passage.text)):
        yield Hit(passage.at(found), f"{found.group()!r} asks about health")


@rule(RoleView, "adjustments", severity="error")
def adjustments(view: RoleView) -> Iterator[Hit]:
    if view.role.adjustments is None:
        yield Hit(view.role.title.place, "nothing says how a candidate asks for an adjustment")


@rule(StageView, "candidate-told")
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
