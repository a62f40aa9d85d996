"""Fit: what a stage says, asks and rates belongs together."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import act, clauses, sentences, stem, stems, things
from guides_ext.lint.lexicon import phrase, phrases
from guides_ext.lint.subjects import REMOTE, RoleView, StageView, place_of
from guides_ext.model.items import Item
from guides_ext.model.stage import Question
from guides_ext.record.stage import all_seen
from guides_ext.record.text import texts_of

SHARE = 0.6
"""The share of the shorter text's words from which on a sentence says what a level rates."""


@rule(StageView, "hands-over")
def hands_over(view: StageView) -> Iterator[Hit]:
    rated = [(act(one), stems(one), id, one) for id, text in view.seen for one in clauses(text)]
    for text in view.given:
        for sentence in sentences(text.words):
            if told := _handed_over(sentence, rated):
                yield Hit(place_of(text), told)


def _handed_over(sentence: str, rated: list[tuple[str, frozenset[str], str, str]]) -> str:
    """What a sentence, or a clause of it, says of the clauses that are rated; nothing mostly."""
    for said in (sentence, *clauses(sentence)):
        verb, words = act(said), stems(said)
        for seen, own, id, clause in rated if verb else ():
            if verb == seen and len(words & own) >= max(2, SHARE * min(len(words), len(own))):
                return f"{said!r} hands over what {id!r} rates: {clause!r}"
    return ""


@rule(StageView, "gives-away")
def gives_away(view: StageView) -> Iterator[Hit]:
    for question in view.questions:
        asked = stems(view.words(question.ask))
        wanted = [(item.text, stems(view.words(item.text)) - asked) for item in question.listen_for]
        shown = (text for one in question.follow_ups for text in (one.text, one.sheet or None))
        for hint in (question.easier, *shown):
            given = stems(view.words(hint)) - asked
            for text, words in wanted:
                common = given & words
                if hint and len(common) > 1 and 2 * len(common) >= min(len(given), len(words)):
                    yield Hit(hint.place, f"it gives away what to listen for: {text}")
                    break
    for task in view.tasks:
        known = stems(f"{view.words(task.title)} {view.words(task.brief)}") | view.role.trade
        solution = stems(view.words(task.solution)) - known
        hints = [(one.text, 0) for one in task.easier] + [(text, 1) for text in view.cued]
        for hint, most in hints:
            if len(common := solution & stems(view.words(hint))) > most:
                told = ", ".join(map(repr, sorted(common)))
                yield Hit(hint.place, f"it gives away a part of the solution ({told})")


@rule(RoleView, "absent-thing")
def absent_thing(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        seen = [stage for stage in view.stages if id in stage.stage.observed]
        for number, text in one.levels.items():
            for word in things(view.words(text)):
                having = [stage for stage in seen if stem(word) in stage.vocabulary]
                if len(having) == 1 < len(seen) and stem(word) in having[0].things:
                    there = having[0].stage.id
                    stages = ", ".join(repr(two.stage.id) for two in seen if two not in having)
                    told = f"level {number} of {id!r} names {word!r}, which is in {there!r}"
                    mend = f"say it without, and under stages.{there} what it is there: {id}: …"
                    yield Hit(text.place, f"{told}, and not in {stages}", mend)
                    break
    for stage in view.stages:
        here = [one["here"] for one in all_seen(stage.effective["competencies"])]
        items = [item["text"] for item in (*stage.effective["goals"], *stage.items)]
        for named in texts_of([here, items]):
            if found := stage.absent_part(named.words):
                yield Hit(place_of(named), f"no {found.group()!r} takes part in {stage.stage.id!r}")


@rule(StageView, "could-not-happen")
def could_not_happen(view: StageView) -> Iterator[Hit]:
    for text, elsewhere in view.about_it:
        for entry in phrases()["impossible"]:
            found = entry.pattern.search(view.words(text))
            if found and entry.needs not in elsewhere and not view.has(entry.needs):
                told = f"{found.group()!r} in {view.stage.id!r}, which has no {entry.needs}"
                yield Hit(text.place, told)


@rule(StageView, "not-tested-asked")
def not_tested_asked(view: StageView) -> Iterator[Hit]:
    for question, item in _contradicted(view, view.stage.candidate.not_tested):
        yield Hit(question.ask.place, f"the candidate is told that this is not tested: {item}")


@rule(StageView, "non-goal-asked")
def non_goal_asked(view: StageView) -> Iterator[Hit]:
    for question, item in _contradicted(view, view.stage.non_goals):
        yield Hit(question.ask.place, f"a non-goal of its stage asks for the opposite: {item}")
    for goal, question in product(view.stage.non_goals, view.questions):
        if question.kind == "situational" and phrase("hypothetical").search(view.words(goal.text)):
            told = f"situational, against a non-goal of its stage: {goal.text}"
            yield Hit(question.ask.place, told)


def _contradicted(view: StageView, items: Iterable[Item]) -> Iterator[tuple[Question, str]]:
    """The questions that ask for what an item of a stage rules out."""
    for item, question in product(items, view.questions):
        words, asked = view.words(item.text), view.words(question.ask)
        opposites = (
            entry.pattern for entry in phrases()["contradictions"]
            if re.search(entry.needs, words, re.IGNORECASE)
        )  # fmt: skip
        same = len(stems(words)) > 1 and stems(words) <= stems(asked)
        if same or any(one.search(asked) for one in opposites):
            yield question, words


@rule(StageView, "place-words")
def place_words(view: StageView) -> Iterator[Hit]:
    places = set(view.stage.place) if view.meets else set()
    items = [*view.around, *view.effective["whenever"]["say"], *view.items]
    read = [(item["text"], set(item["place"])) for item in items]
    for text, where in [*read, *((text, set()) for text in texts_of(view.effective["candidate"]))]:
        there = (where or places) & places
        room, net = (phrase(name).search(text.words) for name in ("room", "video"))
        if room and not net and there & REMOTE:
            told = f"is in a room, and the stage may be on {min(there & REMOTE)}"
            yield Hit(place_of(text), f"{room.group()!r} {told}")
        elif net and not room and there - REMOTE:
            told = f"is for a call, and the stage may be at {min(there - REMOTE)}"
            yield Hit(place_of(text), f"{net.group()!r} {told}")
