"""Structure: competencies, the questions and tasks that show them, ratings and the decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import word_set
from guides_ext.lint.literature import CAMPION, HIGHHOUSE, LEVASHINA, OPM, SACKETT, SERIES
from guides_ext.lint.subjects import RoleView, StageView
from guides_ext.model import Text, plain

# Competencies --------------------------------------------------------------------------------


@rule(
    RoleView,
    id="competency-why",
    summary="Each competency says why the job needs it.",
    rationale="""A competency that nobody can trace to the work is a wish. OPM advises questions
    that reflect the job and are tied to competencies that an analysis of the job has found.""",
    source=OPM,
    mend="say in one line what in the job needs it: why: …",
    severity="error",
    bad="""
    competencies:
      care:
        title: Taking care
        levels: {1: Forgets., 2: Remembers.}
    """,
    good="""
    competencies:
      care:
        title: Taking care
        why: Trees that are watered once a week die in July.
        levels: {1: Forgets., 2: Remembers.}
    """,
)
def competency_why(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if one.why is None:
            yield Hit(one.at, f"{id!r} does not say why the job needs it")


@rule(
    RoleView,
    id="competency-level",
    summary="Each competency says which level the job needs.",
    rationale="""Enough is seldom the top. Where the level is open, the debrief settles it around
    the candidate who is on the table.""",
    source=SERIES,
    mend="name the level that is enough: needs: 3",
    bad="""
    competencies:
      care: {title: Taking care, levels: {1: Forgets., 2: Remembers.}}
    stages:
      walk: {main: [care]}
    """,
    good="""
    competencies:
      care: {title: Taking care, needs: 2, levels: {1: Forgets., 2: Remembers.}}
    stages:
      walk: {main: [care]}
    """,
)
def competency_level(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if one.needs is None:
            at = view.key("competencies", id)
            yield Hit(at, f"{id!r} does not say which level the job needs")


@rule(
    RoleView,
    id="needed-is-main",
    summary="Each competency that the job needs is the main thing in some stage.",
    rationale="""What is only seen on the side is rated from what happened to be left over. A level
    that decides about a yes needs a meeting that is there to see it.""",
    source=SERIES,
    mend="put it under main of the stage that is there to see it",
    bad="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {also: [care]}
    """,
    good="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {main: [care]}
    """,
)
def needed_is_main(view: RoleView) -> Iterator[Hit]:
    main = {id for stage in view.stages for id in stage.stage.main}
    for id, one in view.role.competencies.items():
        if one.needs is not None and id not in main:
            yield Hit(
                view.key("competencies", id),
                f"the job needs {id!r}, and no stage is there to see it",
            )


@rule(
    RoleView,
    id="needed-is-seen-twice",
    summary="Each competency that the job needs is seen in two stages.",
    rationale="""One meeting is one sample: one day, one task, one pair of raters. Of stages between
    which the candidate chooses, one counts, and only where each of them looks at it.""",
    source=SERIES,
    mend="name it under also of a second stage",
    bad="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {main: [care]}
      talk: {}
    """,
    good="""
    competencies:
      care: {title: Taking care, needs: 2}
    stages:
      walk: {main: [care]}
      talk: {also: [care]}
    """,
)
def needed_is_seen_twice(view: RoleView) -> Iterator[Hit]:
    stages = view.role.stages
    for id, one in view.role.competencies.items():
        seen = [
            all(id in (*stages[name].main, *stages[name].also) for name in step)
            for step in view.steps
        ]
        if one.needs is not None and sum(seen) < 2:
            times = "in one stage only" if any(seen) else "in no stage that all candidates meet"
            at = view.key("competencies", id)
            yield Hit(at, f"the job needs {id!r}, which is seen {times}")


@rule(
    StageView,
    id="too-many-competencies",
    summary="A stage looks at five competencies at most.",
    rationale="""Two people can watch for a few things in an hour. What does not fit is filled in
    afterwards, from the general impression.""",
    source=SERIES,
    mend="leave those to another stage that others can see better",
    severity="error",
    bad="""
    competencies:
      a1: {title: One}
      a2: {title: Two}
      a3: {title: Three}
      a4: {title: Four}
      a5: {title: Five}
      a6: {title: Six}
    stages:
      walk: {main: [a1, a2], also: [a3, a4, a5, a6]}
    """,
    good="""
    competencies:
      a1: {title: One}
      a2: {title: Two}
      a3: {title: Three}
      a4: {title: Four}
      a5: {title: Five}
    stages:
      walk: {main: [a1, a2], also: [a3, a4, a5]}
    """,
)
def too_many_competencies(view: StageView) -> Iterator[Hit]:
    count = len(view.stage.main) + len(view.stage.also)
    if count > 5:
        yield Hit(view.key("main"), f"{count} competencies in one stage")


@rule(
    StageView,
    id="competency-unseen",
    summary="Each competency of a stage has a question, or is seen in its task.",
    rationale="""A rating without a question or a task behind it rests on the impression that the
    person made. As OPM puts it, structure gives candidates equal opportunities to provide
    information.""",
    source=OPM,
    mend="write a question for it, give the stage a task, or take it out of the stage",
    severity="error",
    bad="""
    competencies:
      care: {title: Taking care}
    stages:
      walk: {main: [care]}
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
def competency_unseen(view: StageView) -> Iterator[Hit]:
    asked = {question.competency for question in view.questions}
    if not view.rates or view.tasks:
        return
    for key in ("main", "also"):
        for number, id in enumerate(getattr(view.stage, key)):
            if id not in asked:
                at = view.key(key, number)
                yield Hit(at, f"nothing shows {id!r}: no question is about it, no task")


# Questions -----------------------------------------------------------------------------------


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
        text = plain(question.ask)
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
        if found := _BRAINTEASER.search(plain(question.ask)):
            yield Hit(question.ask.place, f"a brainteaser: {found.group()!r}")


# The candidate's own questions ---------------------------------------------------------------


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


# Ratings and the decision --------------------------------------------------------------------


@rule(
    RoleView,
    id="level-missing",
    summary="Every level of the scale is anchored in each competency.",
    rationale="""A level without a description is filled by each rater with another one. OPM asks
    for the same rating scale and the same standards for all answers; ways to develop such scales
    are a topic of the review of Levashina and others.""",
    source=f"{OPM}; {LEVASHINA}",
    mend="describe for each level what is seen: levels: {1: …, 2: …}",
    severity="error",
    bad="""
    competencies:
      care: {title: Taking care}
    """,
    good="""
    competencies:
      care: {title: Taking care, levels: {1: Waters when told., 2: Waters before it is dry.}}
    """,
)
def level_missing(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if not one.levels:
            yield Hit(one.at, f"{id!r} has no anchored levels")


_EMPTY = word_set(
    """a an and any are as at average bad basic be below above beyond competent consistently do
    does exceeds excellent exceptional expectation expectations expected fair fairly fully
    good great has have high highly in insufficient is it just lacking level little low
    meets much no not of okay ok on or outstanding partly partially perfect poor quite
    really satisfactory skill skills solid somewhat standard strong sufficient superb the
    this to top unacceptable unsatisfactory very weak well with yes ability abilities
    performance required requirement requirements shows demonstrates displays knowledge
    understanding understands knows some novice beginner intermediate advanced expert"""
)


@rule(
    RoleView,
    id="level-adjective",
    summary='No level only says "good", "average" or "excellent".',
    rationale="""An adjective leaves the meaning of the level to each rater; on what is anchored in
    behaviour two raters can agree. OPM's guide gives behavioural examples for the levels.""",
    source=OPM,
    mend="say what somebody on this level does or says",
    severity="error",
    bad="""
    competencies:
      care:
        title: Taking care
        levels: {1: Waters when told., 2: Very good.}
    """,
    good="""
    competencies:
      care:
        title: Taking care
        levels: {1: Waters when told., 2: Waters before it is dry.}
    """,
)
def level_adjective(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        for number, text in one.levels.items():
            words = _words(text)
            if words and not words - _EMPTY - _words(one.title):
                yield Hit(text.place, f"level {number} says nothing that can be seen: {text}")


def _words(text: Text) -> set[str]:
    return set(re.findall(r"[a-z']+", plain(text).casefold()))


ALIKE = 0.7
"""The share of words that two levels have in common from which on they are too much alike. On the
corpus those that differ in what is done share 0.6 at most, and those that differ in an adverb 0.75
or more, but for one pair in other words (0.4)."""

_DEGREES = word_set(
    """a an the and or to of in is are be always often sometimes rarely seldom never usually
    mostly frequently occasionally consistently regularly generally fully partly partially
    completely barely hardly nearly almost very quite rather somewhat slightly highly
    extremely clearly well poorly better best good excellent adequately easily quickly
    independently reliably also"""
)


@rule(
    RoleView,
    id="levels-alike",
    summary="Neighbouring levels differ in more than an adverb.",
    rationale="""Where levels say the same with "sometimes", "often" and "always", raters have to
    guess a frequency from an hour. Levels that name other behaviour can be told apart from one
    event. The share of common words is measured, adverbs of degree left out; the threshold comes
    from our corpus.""",
    source=SERIES,
    mend="say what somebody does on this level that is not seen on the one below",
    bad="""
    competencies:
      care:
        title: Taking care
        levels: {1: Sometimes waters the young trees., 2: Always waters the young trees.}
    """,
    good="""
    competencies:
      care:
        title: Taking care
        levels: {1: Waters the young trees when told., 2: Feels the soil before it is dry.}
    """,
)
def levels_alike(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        for (low, below), (high, above) in pairwise(sorted(one.levels.items())):
            share = overlap(_words(below), _words(above))
            if share >= ALIKE:
                yield Hit(above.place, f"levels {low} and {high} say nearly the same")


def overlap(first: set[str], second: set[str]) -> float:
    """The share of words that two texts have in common, adverbs of degree left out: 0 to 1."""
    either = (first | second) - _DEGREES
    return len((first & second) - _DEGREES) / len(either) if either else 0.0


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
