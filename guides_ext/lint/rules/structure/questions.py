"""Questions: what is asked, of which kind, and in which time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView


@rule(StageView, "question-competency", severity="error")
def question_competency(view: StageView) -> Iterator[Hit]:
    for question in view.questions:
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
        asked = [
            group
            for group in view.groups
            if any(one.id in shown["spent_on"] for one in group)
            and not all(one.probe for one in group)
        ]
        if MINUTES_A_QUESTION * len(asked) > box.minutes:
            yield Hit(box.at, f"{len(asked)} questions for all in {box.minutes} minutes")


@rule(StageView, "too-many-probes")
def too_many_probes(view: StageView) -> Iterator[Hit]:
    probes = sum(one.probe for one in view.rated)
    fixed = len(view.rated) - probes
    if view.stage.format != "pairing" and probes > fixed:
        yield Hit(view.key("questions"), f"{probes} probes beside {fixed} questions for everyone")


_YES_NO = re.compile(
    r"^(?:(?:and|so|but|now|then|ok|well)[, ]+)?"
    r"(?:do|does|did|are|is|am|was|were|have|has|had|will|would|could|can|should|shall|may|might)"
    r"(?:n't|n’t)?\s+(?:you|your|it|that|there|this|they|we|one|people|somebody|someone|anyone)\b",
    re.IGNORECASE,
)

_OPENS = re.compile(
    r"\b(?:or|how|why|which|what|where|when|who|whom|whose|describe|explain|tell|walk|show|give|"
    r"talk|take|share|draw|sketch|say|list|name|compare|outline)\b",
    re.IGNORECASE,
)


@rule(StageView, "yes-no-question")
def yes_no_question(view: StageView) -> Iterator[Hit]:
    if view.stage.format == "pairing":
        return
    for question in view.rated:
        text = view.words(question.ask)
        asked = [one for one in re.split(r"(?<=[.?!])\s+", text) if "?" in one]
        if asked and not _OPENS.search(text) and all(map(_YES_NO.search, asked)):
            yield Hit(question.ask.place, f"yes or no answers it: {asked[0]!r}")


_BRAINTEASERS = (
    r"how many (?:\w+ ){1,3}?(?:can you |could you |would |will |do you think )?(?:fit|are there)\b"
    r".*\b(?:in|inside|into)\b.*\b(?:bus|plane|airplane|aircraft|jet|747|room|city|world|country|"
    r"new york|london|berlin|paris|chicago|manhattan|america|germany|england|usa|uk|pool)\b",
    r"(?:estimate|guess) (?:how many|the number of)\b.*\b(?:windows|cows|piano tuners|golf balls|"
    r"ping.?pong balls|tennis balls|gas stations|petrol stations)\b",
    r"how many (?:golf|tennis|ping.?pong|billiard) balls\b",
    r"why (?:are|is) (?:a )?(?:manhole covers?|tennis balls?)\b",
    r"how much does (?:an? )?(?:air)?plane weigh\b",
    r"(?:explain|describe) (?:what )?(?:a|the) \w+ (?:is |was |to be )?to an alien\b",
    r"(?:shrunk|reduced) to the (?:size|height) of a (?:nickel|coin|penny|pencil)\b",
    r"(?:two|2|three|3|twelve|12) (?:light ?bulbs|light switches|ropes|eggs|coins|balls|jugs|"
    r"prisoners)\b.*\b(?:which|how|what)\b",
    r"(?:wolf|fox),? (?:a |the )?(?:goat|goose|chicken|sheep)",
    r"what (?:kind of )?(?:animal|tree|colou?r|fruit|vegetable|kitchen utensil|superhero) "
    r"(?:would you be|are you)\b",
    r"(?:angle|hands) (?:between|of) (?:the )?(?:hands of )?(?:a |the )?clock\b.*\?",
    r"how (?:would|do|could) you (?:move|weigh) (?:mount fuji|an? elephant|an? (?:air)?plane)\b",
)

_BRAINTEASER = re.compile("|".join(f"(?:{one})" for one in _BRAINTEASERS), re.IGNORECASE)


@rule(StageView, "brainteaser", severity="error")
def brainteaser(view: StageView) -> Iterator[Hit]:
    for question in view.questions:
        if found := _BRAINTEASER.search(view.words(question.ask)):
            yield Hit(question.ask.place, f"a brainteaser: {found.group()!r}")


@rule(StageView, "own-questions", severity="error")
def own_questions(view: StageView) -> Iterator[Hit]:
    if not view.meets:
        return
    starts = [box["start"] for box in view.effective["agenda"] if box["kind"] == "their-questions"]
    if not starts:
        yield Hit(view.key("agenda"), "no time for the candidate's own questions")
    elif max(starts) * 2 < view.stage.minutes:
        message = f"the candidate's own questions come in minute {max(starts)}, in the first half"
        yield Hit(view.key("agenda"), message)
