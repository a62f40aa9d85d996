"""Questions: what is asked, of which kind, and in which time."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import phrase
from guides_ext.lint.subjects import StageView


@rule(StageView, "question-competency")
def question_competency(view: StageView) -> Iterator[Hit]:
    for question in view.rated:
        if question.competency is None:
            yield Hit(question.ask.place, "a question that is about no competency")


@rule(StageView, "question-kind")
def question_kind(view: StageView) -> Iterator[Hit]:
    for question in view.rated:
        if question.kind is None:
            yield Hit(question.ask.place, "a question without its kind")


@rule(StageView, "structured-kinds")
def structured_kinds(view: StageView) -> Iterator[Hit]:
    kinds = [one.kind for one in view.rated]
    good = sum(kind in ("behavioural", "situational") for kind in kinds)
    if view.stage.format == "structured" and all(kinds) and 2 * good < len(kinds):
        message = f"{good} of {len(kinds)} questions are behavioural or situational"
        yield Hit(view.key("questions"), message)


MINUTES_A_QUESTION = 5
"""A question, its answer and a follow-up or two."""


@rule(StageView, "questions-fit")
def questions_fit(view: StageView) -> Iterator[Hit]:
    for box, shown in view.boxes:
        named = [one for one in view.groups if any(q.id in shown["spent_on"] for q in one)]
        asked = [group for group in named if not all(one.probe for one in group)]
        needed = MINUTES_A_QUESTION * len(asked)
        if needed > box.minutes:
            limit = f"at {MINUTES_A_QUESTION} minutes each, {needed}"
            yield Hit(box.at, f"{len(asked)} questions for all in {box.minutes} minutes ({limit})")


@rule(StageView, "too-many-probes")
def too_many_probes(view: StageView) -> Iterator[Hit]:
    probes = sum(one.probe for one in view.rated)
    fixed = len(view.rated) - probes
    if view.stage.format != "pairing" and probes > fixed:
        yield Hit(view.key("questions"), f"{probes} probes beside {fixed} questions for everyone")


@rule(StageView, "yes-no-question")
def yes_no_question(view: StageView) -> Iterator[Hit]:
    if view.stage.format == "pairing":
        return
    for question in view.rated:
        text = view.words(question.ask)
        asked = [one for one in re.split(r"(?<=[.?!])\s+", text) if "?" in one]
        closed = asked and all(map(phrase("yes or no").search, asked))
        if closed and not phrase("opening").search(text):
            yield Hit(question.ask.place, f"yes or no answers it: {asked[0]!r}")


@rule(StageView, "own-questions")
def own_questions(view: StageView) -> Iterator[Hit]:
    if not view.meets:
        return
    starts = [box["start"] for box in view.effective["agenda"] if box["kind"] == "their-questions"]
    if not starts:
        yield Hit(view.key("agenda"), "no time for the candidate's own questions")
    elif max(starts) * 2 < view.stage.minutes:
        message = f"the candidate's own questions come in minute {max(starts)}, in the first half"
        yield Hit(view.key("agenda"), message)
