"""Told: what is written to candidates says something, to them, and nothing that is computed."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import MINUTES, amounts, stems
from guides_ext.lint.rules.series.time import is_a_length
from guides_ext.lint.subjects import RoleView, StageView


@rule(StageView, "told-missing")
def told_missing(view: StageView) -> Iterator[Hit]:
    if view.role.role.audience != "candidate" or not view.meets:
        return
    for box, effective in view.boxes:
        shown = stems(view.words(box.title)) - stems(box.is_.replace("-", " "))
        if box.title and shown and not box.told_ and effective["who"] != "interviewers":
            told = f"the candidate reads {box.is_!r} in place of {view.words(box.title)!r}"
            yield Hit(box.title.place, told)
    untold = [id for id, part in view.stage.interviewers.items() if not part.told_]
    if untold:
        told = f"nothing is told of {', '.join(map(repr, untold))}, so the candidate reads a number"
        yield Hit(view.key("interviewers", untold[0]), told)


@rule(RoleView, "candidate-duration")
def candidate_duration(view: RoleView) -> Iterator[Hit]:
    for text in view.for_candidates:
        words = view.words(text)
        for _minutes, found in amounts(words, MINUTES):
            if is_a_length(words, found):
                at = view.where(text, found.group())
                yield Hit(at, f"{found.group()!r} stands beside times that are computed")


_READER = re.compile(r"\b(?:the|an?|our) (?:candidate|applicant|interviewee)\b", re.IGNORECASE)


@rule(RoleView, "candidate-third-person")
def candidate_third_person(view: RoleView) -> Iterator[Hit]:
    for text in view.for_candidates:
        if found := _READER.search(view.words(text)):
            told = f"{found.group()!r} is who reads it"
            yield Hit(view.where(text, found.group()), told)


_NOTHING = stems("interview meeting conversation talk call stage round part usual normal format")


@rule(StageView, "candidate-says-nothing")
def candidate_says_nothing(view: StageView) -> Iterator[Hit]:
    told, stage = view.stage.candidate, view.stage
    if view.role.role.audience != "candidate" or not view.meets:
        return
    known = _NOTHING | stems(f"{view.words(stage.title)} {stage.format.replace('-', ' ')}")
    if not stems(view.words(told.expect)) - known:
        at = told.expect.place if told.expect else view.key("candidate")
        yield Hit(at, f"what to expect says no more than that there is {stage.id!r}")
