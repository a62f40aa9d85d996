"""Decision: who rates, when, and how it is decided."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import OPM, SACKETT, SERIES
from guides_ext.lint.subjects import RoleView, StageView


@rule(
    StageView,
    id="two-raters",
    summary="At least two who take part in a stage rate.",
    rationale="""As OPM puts it, a panel reduces the risk of biases in ratings; two to four are
    usual. A screen, which only finds out whether a longer day makes sense, may have one.""",
    source=OPM,
    mend="let two rate: interviewers: {lead: …, second: …}, neither with rates: false",
    bad="""
    competencies:
      care: {title: Taking care}
    stages:
      walk:
        main: [care]
        interviewers:
          lead: Asks.
          guest: {is: Listens., rates: false}
    """,
    good="""
    competencies:
      care: {title: Taking care}
    stages:
      walk:
        main: [care]
        interviewers:
          lead: Asks.
          notes: Writes.
    """,
)
def two_raters(view: StageView) -> Iterator[Hit]:
    raters = sum(part.rates for part in view.stage.interviewers.values())
    if view.rates and view.stage.format != "screen" and raters < 2:
        yield Hit(view.key("interviewers"), f"{raters or 'nobody'} of those who take part rates")


@rule(
    RoleView,
    id="debrief-last",
    summary="There is a debrief, and all ratings come before it.",
    rationale="""Raters who talk before they have rated are no longer two: their errors then go
    together, and the second rating adds nothing. The debrief is where ratings meet. A schedule
    need not name it, since the candidate is not there: it then has its place among the stages.""",
    source=SERIES,
    mend="write a stage of format debrief behind the last one with the candidate",
    severity="error",
    bad="""
    competencies:
      care: {title: Taking care}
    stages:
      talk: {format: debrief}
      walk: {main: [care]}
    """,
    good="""
    competencies:
      care: {title: Taking care}
    stages:
      walk: {main: [care]}
      talk: {format: debrief}
    """,
)
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


@rule(
    RoleView,
    id="decision-rule",
    summary="There is a rule by which it is decided.",
    rationale="""As Sackett and others report, structured interviews come out on top of the
    predictors that they compare. What structure gains is lost when the ratings are weighed anew
    around each candidate.""",
    source=f"{SACKETT}, as summed up there and by readers of it",
    mend="write decision: {rule: …}, such as which levels, from how many raters, make a yes",
    severity="error",
    bad="""
    decision: {by: Noor}
    """,
    good="""
    decision: {by: Noor, rule: "Every level that the job needs, from two raters."}
    """,
)
def decision_rule(view: RoleView) -> Iterator[Hit]:
    if view.role.decision is None or view.role.decision.rule is None:
        yield Hit(view.key("decision"), "no rule says what makes a yes")


@rule(
    RoleView,
    id="answer-date",
    summary="The candidate knows when the answer comes.",
    rationale="No surprises: who waits without a date reads meaning into every day.",
    source=SERIES,
    mend="write decision: {answer_within_days: 3}",
    severity="error",
    bad="""
    decision: {by: Noor}
    """,
    good="""
    decision: {by: Noor, answer_within_days: 3}
    """,
)
def answer_date(view: RoleView) -> Iterator[Hit]:
    if view.role.decision is None or view.role.decision.answer_within_days is None:
        yield Hit(view.key("decision"), "nothing says by when the candidate has an answer")
