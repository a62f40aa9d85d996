"""Decision: who rates, when, and how it is decided."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import RoleView, StageView


@rule(StageView, "two-raters")
def two_raters(view: StageView) -> Iterator[Hit]:
    raters = sum(part.rates for part in view.stage.interviewers.values())
    if view.rates and view.stage.format != "screen" and raters < 2:
        yield Hit(view.key("interviewers"), f"{raters or 'nobody'} of those who take part rates")


@rule(RoleView, "debrief-last", severity="error")
def debrief_last(view: RoleView) -> Iterator[Hit]:
    debriefs = [one.stage for one in view.stages if not one.meets]
    rated = [one.stage for one in view.stages if one.rates]
    if rated and not debriefs:
        yield Hit(view.key("stages"), "no debrief: nowhere do the ratings meet")
    for stage in rated:
        if any(_comes_before(view, debrief.id, stage.id) for debrief in debriefs):
            yield Hit(stage.at, f"{stage.id!r} is rated after the debrief")


def _comes_before(view: RoleView, one: str, other: str) -> bool:
    """Whether a stage comes before another: in the schedule, where it has both, else as written."""
    scheduled = [id for step in view.steps for id in step]
    order = scheduled if {one, other} <= set(scheduled) else list(view.role.stages)
    return order.index(one) < order.index(other)


@rule(RoleView, "decision-rule", severity="error")
def decision_rule(view: RoleView) -> Iterator[Hit]:
    if view.role.decision is None or view.role.decision.rule is None:
        yield Hit(view.key("decision"), "no rule says what makes a yes")


@rule(RoleView, "answer-date", severity="error")
def answer_date(view: RoleView) -> Iterator[Hit]:
    if view.role.decision is None or view.role.decision.answer_within_days is None:
        yield Hit(view.key("decision"), "nothing says by when the candidate has an answer")
