"""Decision: who rates, when, and how it is decided."""

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import RoleView, StageView


@rule(StageView, "two-raters")
def two_raters(view: StageView) -> Iterator[Hit]:
    raters = sum(part.rates for part in view.stage.interviewers.values())
    if view.rates and view.stage.format != "screen" and raters < 2:
        told = f"{raters or 'nobody'} of those who take part rates (two help)"
        yield Hit(view.key("interviewers"), told)


@rule(RoleView, "debrief-last")
def debrief_last(view: RoleView) -> Iterator[Hit]:
    debriefs = [one.stage for one in view.stages if not one.meets]
    rated = [one.stage for one in view.stages if one.rates]
    if rated and not debriefs:
        yield Hit(view.key("stages"), "no debrief: nowhere do the ratings meet")
    for stage in rated:
        if any(view.comes_before(debrief.id, stage.id) for debrief in debriefs):
            yield Hit(stage.at, f"{stage.id!r} is rated after the debrief")


@rule(RoleView, "decision-rule")
def decision_rule(view: RoleView) -> Iterator[Hit]:
    if view.role.decision is None or view.role.decision.rule is None:
        yield Hit(view.key("decision"), "no rule says what makes a yes")


@rule(RoleView, "answer-date")
def answer_date(view: RoleView) -> Iterator[Hit]:
    if view.role.decision is None or view.role.decision.answer_within_days is None:
        yield Hit(view.key("decision"), "nothing says by when the candidate has an answer")
