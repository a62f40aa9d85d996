"""Questions: what is asked, of which kind, and in which time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import CAMPION, HIGHHOUSE, LEVASHINA, OPM, SERIES
from guides_ext.lint.subjects import StageView


@rule(
    StageView,
    id="question-competency",
    summary="Each question is about a competency of its stage.",
    rationale="""An answer that belongs to no competency is rated as liking or not liking the
    person. OPM advises questions tied to competencies.""",
    source=OPM,
    mend="name what the answer shows: competency: …",
    severity="error",
    bad="""
    stages:
      walk:
        questions:
          - ask: Which of these would you water first?
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
def question_competency(view: StageView) -> Iterator[Hit]:
    for question in view.questions:
        if question.competency is None:
            yield Hit(question.ask.place, "a question that is about no competency")


@rule(
    StageView,
    id="question-kind",
    summary="Each question says of which kind it is.",
    rationale="""OPM's structured interviews ask for behaviour in past experiences or in
    hypothetical situations. Whoever has to name the kind notices when a stage has neither.""",
    source=OPM,
    mend="write kind: behavioural, situational, technical or open",
    bad="""
    stages:
      walk:
        questions:
          - ask: Which of these would you water first?
    """,
    good="""
    stages:
      walk:
        questions:
          - {ask: "Which of these would you water first?", kind: technical}
    """,
)
def question_kind(view: StageView) -> Iterator[Hit]:
    for question in view.questions:
        if question.kind is None:
            yield Hit(question.ask.place, "a question without its kind")


@rule(
    StageView,
    id="structured-kinds",
    summary="At least half of the questions of a structured stage are behavioural or situational.",
    rationale="""A structured interview is defined by them: OPM describes it as inquiring about
    behaviour in past experiences or proposed behaviour in hypothetical situations. How the two
    compare is a topic of the review of Levashina and others.""",
    source=f"{OPM}; {LEVASHINA}",
    mend='ask for a time when it happened ("Tell us about …"), or for what they would do when …',
    bad="""
    stages:
      talk:
        format: structured
        questions:
          - {ask: "What is a graft?", kind: technical}
          - {ask: "What do you like about trees?", kind: open}
    """,
    good="""
    stages:
      talk:
        format: structured
        questions:
          - {ask: "What is a graft?", kind: technical}
          - {ask: "Tell us about a tree that you lost.", kind: behavioural}
    """,
)
def structured_kinds(view: StageView) -> Iterator[Hit]:
    kinds = [one.kind for one in view.questions]
    good = sum(kind in ("behavioural", "situational") for kind in kinds)
    if view.stage.format == "structured" and all(kinds) and 2 * good < len(kinds):
        message = f"{good} of {len(kinds)} questions are behavioural or situational"
        yield Hit(view.key("questions"), message)


MINUTES_A_QUESTION = 5
"""A question, its answer and a follow-up or two."""


@rule(
    StageView,
    id="questions-fit",
    summary="The questions that every candidate gets fit into their timebox.",
    rationale="""What does not fit is asked of some candidates and not of others, while structure
    means the same questions in the same order for all; and structure, as Campion and others sum up
    the reviews before theirs, is what makes interviews better measures. Five minutes are counted
    for a question with its answer: a rule of thumb, for which no study is claimed.""",
    source=f"{OPM}; {CAMPION}",
    mend="give the timebox more minutes, or make questions probes: probe: true",
    bad="""
    stages:
      talk:
        agenda: [{minutes: 10, is: questions}]
        questions:
          - ask: What is a graft?
          - ask: Tell us about a tree that you lost.
          - ask: What would you do in a dry May?
    """,
    good="""
    stages:
      talk:
        agenda: [{minutes: 10, is: questions}]
        questions:
          - ask: What is a graft?
          - ask: Tell us about a tree that you lost.
          - {ask: "What would you do in a dry May?", probe: true}
    """,
)
def questions_fit(view: StageView) -> Iterator[Hit]:
    for box, asked in _asked(view):
        needed = MINUTES_A_QUESTION * sum(not one for one in asked)
        if needed > box:
            at = view.key("agenda")
            yield Hit(at, f"{needed // MINUTES_A_QUESTION} questions for all in {box} minutes")


def _asked(view: StageView) -> Iterator[tuple[int, list[bool]]]:
    """The minutes of each timebox for questions, and for each question whether it is a probe."""
    for box, _, ids in view.boxes:
        groups = [
            all(one.probe for one in group)
            for group in view.groups
            if any(one.id in ids for one in group)
        ]
        if groups and box.with_ != "task":
            yield box.minutes, groups


@rule(
    StageView,
    id="too-many-probes",
    summary="A stage has at most as many probes as questions for every candidate.",
    rationale="""Probes are asked when there is time, so each candidate gets others. A few help to
    understand an answer; with more of them than of fixed questions, candidates can no longer be
    compared. Pairing is a dialogue, and not limited. Probing is a topic of the review of Levashina
    and others; the limit is ours.""",
    source=LEVASHINA,
    mend="ask some of them of everyone, or leave some out",
    bad="""
    stages:
      talk:
        questions:
          - {ask: "What is a graft?"}
          - {ask: "What is a scion?", probe: true}
          - {ask: "What is a rootstock?", probe: true}
    """,
    good="""
    stages:
      talk:
        questions:
          - {ask: "What is a graft?"}
          - {ask: "What is a scion?", probe: true}
    """,
)
def too_many_probes(view: StageView) -> Iterator[Hit]:
    probes = sum(one.probe for one in view.questions)
    fixed = len(view.questions) - probes
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


@rule(
    StageView,
    id="yes-no-question",
    summary="A question cannot be answered with yes or no.",
    rationale="""OPM advises open questions. A yes shows nothing that could be rated, and the
    follow-up that then has to be made up differs from candidate to candidate. In a dialogue such
    as pairing the next sentence follows by itself, so only other stages are looked at.""",
    source=OPM,
    mend="ask how, what or which, or for a time when it happened",
    bad="""
    stages:
      talk:
        questions:
          - ask: Do you like trees?
    """,
    good="""
    stages:
      talk:
        questions:
          - ask: Can you tell us what you like about trees?
    """,
)
def yes_no_question(view: StageView) -> Iterator[Hit]:
    if view.stage.format == "pairing":
        return
    for question in view.questions:
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


@rule(
    StageView,
    id="brainteaser",
    summary="No question is a brainteaser.",
    rationale="""Highhouse and others call them a behaviour that lacks evidence for validity and
    unsettles applicants; a large employer that looked at its own data said that they predict
    nothing. The list holds those that these sources quote, and their kin.""",
    source=HIGHHOUSE,
    mend="ask about a problem of the job instead",
    severity="error",
    bad="""
    stages:
      talk:
        questions:
          - ask: How many golf balls fit into a school bus?
    """,
    good="""
    stages:
      talk:
        questions:
          - ask: How many trees would you load into the van for Tuesday's tour, and why?
    """,
)
def brainteaser(view: StageView) -> Iterator[Hit]:
    for question in view.questions:
        if found := _BRAINTEASER.search(view.words(question.ask)):
            yield Hit(question.ask.place, f"a brainteaser: {found.group()!r}")


@rule(
    StageView,
    id="own-questions",
    summary="The candidate's own questions have a timebox, in the second half.",
    rationale="""An interview goes both ways, and a time that is not on the plan is the first to go.
    Towards the end, since what a candidate learns from the answers should not be heard by some of
    them before the questions and by others after.""",
    source=SERIES,
    mend="write {minutes: 15, is: their-questions} behind the middle of the agenda",
    severity="error",
    bad="""
    stages:
      talk:
        agenda:
          - {minutes: 5, is: welcome}
          - {minutes: 30, is: questions}
    """,
    good="""
    stages:
      talk:
        agenda:
          - {minutes: 5, is: welcome}
          - {minutes: 30, is: questions}
          - {minutes: 10, is: their-questions}
    """,
)
def own_questions(view: StageView) -> Iterator[Hit]:
    if not view.meets:
        return
    starts = [start for box, start, _ in view.boxes if box.is_ == "their-questions"]
    if not starts:
        yield Hit(view.key("agenda"), "no time for the candidate's own questions")
    elif max(starts) * 2 < view.stage.minutes:
        message = f"the candidate's own questions come in minute {max(starts)}, in the first half"
        yield Hit(view.key("agenda"), message)
