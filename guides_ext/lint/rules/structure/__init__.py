"""Structure: competencies, the questions and tasks that show them, ratings and the decision."""

import re
from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.engine import Check, Hit, rule
from guides_ext.lint.language import overlap, word_forms
from guides_ext.lint.lexicon import phrase, word_list
from guides_ext.lint.subjects import RoleView, StageView

MOST_COMPETENCIES = 5
MINUTES_A_QUESTION = 5
"""A question, its answer and a follow-up or two."""

ALIKE = 0.75
"""The share of words that two levels have in common from which on they are too much alike. On the
corpus those that differ in what is done share 0.71 at most, and those that differ in an adverb 0.75
or more, but for one pair in other words (0.4)."""


def _each(key: str, told: str) -> Check[RoleView]:
    """Each competency says something under a key."""
    return lambda view: [
        Hit(one.at, f"{one.id!r} {told}")
        for one in view.role.competencies.values()
        if not getattr(one, key)
    ]


competency_why = rule(RoleView, "competency-why")(_each("why", "does not say why the job needs it"))
level_missing = rule(RoleView, "level-missing")(_each("levels", "has no anchored levels"))


@rule(RoleView, "competency-level")
def competency_level(view: RoleView) -> Iterator[Hit]:
    main = {one.id for stage in view.stages for one in stage.stage.main}
    for id in view.role.competencies.keys() & main - view.needed:
        yield Hit(view.key("competencies", id), f"{id!r} does not say which level the job needs")


@rule(RoleView, "needed-is-main")
def needed_is_main(view: RoleView) -> Iterator[Hit]:
    for id in view.needed.difference(*view.each_candidate("main")):
        told = f"the job needs {id!r}, and no stage that all candidates meet is there to see it"
        yield Hit(view.key("competencies", id), told)


@rule(RoleView, "needed-is-seen-twice")
def needed_is_seen_twice(view: RoleView) -> Iterator[Hit]:
    for id in view.needed:
        if (times := sum(id in step for step in view.each_candidate("main", "also"))) < 2:
            seen = "in one stage only" if times else "in no stage that all candidates meet"
            told = f"the job needs {id!r}, which is seen {seen} (at least twice)"
            yield Hit(view.key("competencies", id), told)


@rule(StageView, "too-many-competencies")
def too_many_competencies(view: StageView) -> Iterator[Hit]:
    if (count := len(view.stage.observed)) > MOST_COMPETENCIES:
        told = f"{count} competencies in one stage (at most {MOST_COMPETENCIES})"
        yield Hit(view.key("main"), told)


@rule(StageView, "competency-unseen")
def competency_unseen(view: StageView) -> Iterator[Hit]:
    asked = {question.competency for question in view.questions}
    for one in (*view.stage.main, *view.stage.also):
        if view.rates and not view.tasks and one.id not in asked:
            yield Hit(one.at, f"nothing shows {one.id!r}: no question is about it, no task")


@rule(RoleView, "level-adjective")
def level_adjective(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        empty = word_list("empty levels") | word_forms(view.words(one.title))
        for number, text in one.levels.items():
            words = word_forms(view.words(text))
            if words and words <= empty:
                yield Hit(text.place, f"level {number} says nothing that can be seen: {text}")


@rule(RoleView, "levels-alike")
def levels_alike(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        for (low, below), (high, above) in pairwise(sorted(one.levels.items())):
            if (share := overlap(view.words(below), view.words(above))) >= ALIKE:
                limit = f"{share:.0%} of their words; less than {ALIKE:.0%}"
                told = f"levels {low} and {high} say nearly the same ({limit})"
                yield Hit(above.place, told)


@rule(RoleView, "competency-examples")
def competency_examples(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        seen = {example.level for example in one.examples}
        if lacking := seen and sorted(one.levels.keys() - seen):
            yield Hit(one.at, f"{id!r} has no example of level {str(lacking)[1:-1]}")
        for example in one.examples:
            level = one.levels.get(example.level)
            if level and overlap(view.words(example.note), view.words(level)) > ALIKE / 2:
                yield Hit(example.note.place, f"the note says what level {example.level} says")


@rule(RoleView, "needed-level-lacks")
def needed_level_lacks(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        text = one.levels.get(one.needs or 0)
        if text and (found := phrase("lacking").search(view.words(text))):
            told = f"level {one.needs} of {id!r} is enough for the job, and says {found.group()!r}"
            yield Hit(text.place, f"{told}, while it means: {one.means}" if one.means else told)


@rule(StageView, "two-raters")
def two_raters(view: StageView) -> Iterator[Hit]:
    raters = sum(part.rates for part in view.stage.interviewers.values())
    if view.rates and view.stage.format != "screen" and raters < 2:
        who = raters or "nobody"
        yield Hit(view.key("interviewers"), f"{who} of those who take part rates (two help)")


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


def _asked(key: str, told: str) -> Check[StageView]:
    """Each question that is rated says something under a key."""
    return lambda view: [Hit(q.ask.place, told) for q in view.rated if getattr(q, key) is None]


question_competency = rule(StageView, "question-competency")(
    _asked("competency", "a question that is about no competency")
)
question_kind = rule(StageView, "question-kind")(_asked("kind", "a question without its kind"))


@rule(StageView, "structured-kinds")
def structured_kinds(view: StageView) -> Iterator[Hit]:
    kinds = [one.kind for one in view.rated]
    good = sum(kind in ("behavioural", "situational") for kind in kinds)
    if view.stage.format == "structured" and all(kinds) and 2 * good < len(kinds):
        told = f"{good} of {len(kinds)} questions are behavioural or situational"
        yield Hit(view.key("questions"), told)


@rule(StageView, "questions-fit")
def questions_fit(view: StageView) -> Iterator[Hit]:
    for box, shown in view.boxes:
        named = [one for one in view.groups if any(q.id in shown["spent_on"] for q in one)]
        asked = [group for group in named if not all(one.probe for one in group)]
        if (needed := MINUTES_A_QUESTION * len(asked)) > box.minutes:
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
    for question in () if view.stage.format == "pairing" else view.rated:
        text = view.words(question.ask)
        asked = [one for one in re.split(r"(?<=[.?!])\s+", text) if "?" in one]
        closed = asked and all(map(phrase("yes or no").search, asked))
        if closed and not phrase("opening").search(text):
            yield Hit(question.ask.place, f"yes or no answers it: {asked[0]!r}")


@rule(StageView, "own-questions")
def own_questions(view: StageView) -> Iterator[Hit]:
    starts = [box["start"] for box in view.effective["agenda"] if box["kind"] == "their-questions"]
    if view.meets and not starts:
        yield Hit(view.key("agenda"), "no time for the candidate's own questions")
    elif view.meets and max(starts) * 2 < view.stage.minutes:
        message = f"the candidate's own questions come in minute {max(starts)}, in the first half"
        yield Hit(view.key("agenda"), message)
