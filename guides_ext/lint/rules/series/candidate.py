"""Candidate: what is agreed, said and told."""

from collections.abc import Iterator, Mapping

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import all_stems
from guides_ext.lint.lexicon import phrase
from guides_ext.lint.sources import straight
from guides_ext.lint.subjects import RoleView, StageView


def _missing(parts: Mapping[str, object]) -> list[str]:
    """The names of those parts that are not there."""
    return [name for name, part in parts.items() if not part]


@rule(StageView, "goals-and-non-goals")
def goals_and_non_goals(view: StageView) -> Iterator[Hit]:
    stage = view.effective
    if missing := _missing({"goals": stage["goals"], "non-goals": stage["non_goals"]}):
        yield Hit(view.stage.at, f"the stage has no {' and no '.join(missing)}")


@rule(RoleView, "offer-to-move")
def offer_to_move(view: RoleView) -> Iterator[Hit]:
    for stage in view.stages:
        if stage.meets and stage.stage.id in view.first_of_days:
            said = [one["text"] for box in stage.effective["agenda"][:1] for one in box["say"]]
            if not any(phrase("another day").search(straight(one.words)) for one in said):
                yield Hit(stage.key("agenda"), "nothing that is said offers to move the date")


@rule(RoleView, "adjustments")
def adjustments(view: RoleView) -> Iterator[Hit]:
    if view.role.adjustments is None:
        yield Hit(view.role.title.place, "nothing says how a candidate asks for an adjustment")


@rule(StageView, "candidate-told")
def candidate_told(view: StageView) -> Iterator[Hit]:
    told = view.stage.candidate
    parts = {"what to expect": told.expect, "what to bring": told.bring}
    missing = _missing({**parts, "what is not tested": told.not_tested})
    if view.meets and missing:
        yield Hit(view.key("candidate"), f"the candidate is not told {', nor '.join(missing)}")


@rule(StageView, "competencies-told")
def competencies_told(view: StageView) -> Iterator[Hit]:
    bank = view.role.role.competencies
    told = frozenset().union(*(all_stems(text.words) for text in view.told))
    titles = [all_stems(view.words(bank[id].title)) for id in view.stage.observed]
    if view.rates and not any(title <= told for title in titles):
        told_none = "the candidate is told none of the competencies that are rated"
        yield Hit(view.key("candidate", "expect"), told_none)
