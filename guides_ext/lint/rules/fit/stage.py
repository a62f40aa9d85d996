"""Stage: what is rated, asked and ruled out fits what happens in it."""

import re
from collections.abc import Iterable, Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import stem, stems, things
from guides_ext.lint.lexicon import phrase, phrases
from guides_ext.lint.subjects import RoleView, StageView, place_of
from guides_ext.model.items import Item
from guides_ext.model.stage import Question
from guides_ext.record.stage import all_seen
from guides_ext.record.text import texts_of


@rule(RoleView, "absent-thing")
def absent_thing(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        seen = [stage for stage in view.stages if id in stage.stage.observed]
        for number, text in one.levels.items():
            for word in things(view.words(text)):
                without = [stage.stage.id for stage in seen if stem(word) not in stage.vocabulary]
                having = [stage for stage in seen if stem(word) in stage.vocabulary]
                if without and len(having) == 1 and stem(word) in having[0].things:
                    stages = ", ".join(map(repr, without))
                    there = having[0].stage.id
                    told = f"level {number} of {id!r} names {word!r}, which is in {there!r}"
                    mend = f"say it without, and under stages.{there} what it is there: {id}: …"
                    yield Hit(text.place, f"{told}, and not in {stages}", mend)
                    break
    for stage in view.stages:
        here = [one["here"] for one in all_seen(stage.effective["competencies"])]
        items = [item["text"] for item in (*stage.effective["goals"], *stage.items)]
        for named in texts_of([here, items]):
            if found := absent_part(stage, named.words):
                yield Hit(place_of(named), f"no {found.group()!r} takes part in {stage.stage.id!r}")


def absent_part(view: StageView, words: str) -> re.Match[str] | None:
    """The first part of an interviewer that words name, and a stage does not have."""
    named = phrase("parts").finditer(words)
    parts = frozenset().union(*map(stems, view.parts))
    return next((one for one in named if stem(one.group()) not in parts), None)


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
    for goal in view.stage.non_goals:
        if phrase("hypothetical").search(view.words(goal.text)):
            for question in view.questions:
                if question.kind == "situational":
                    told = f"situational, against a non-goal of its stage: {goal.text}"
                    yield Hit(question.ask.place, told)


def _contradicted(view: StageView, items: Iterable[Item]) -> Iterator[tuple[Question, str]]:
    """The questions that ask for what an item of a stage rules out."""
    for words in (view.words(item.text) for item in items):
        ruled_out = stems(words)
        for question in view.questions:
            asked = view.words(question.ask)
            if (len(ruled_out) > 1 and ruled_out <= stems(asked)) or any(
                re.search(entry.needs, words, re.IGNORECASE) and entry.pattern.search(asked)
                for entry in phrases()["contradictions"]
            ):
                yield question, words


REMOTE = ("video", "phone")


@rule(StageView, "place-words")
def place_words(view: StageView) -> Iterator[Hit]:
    places = set(view.stage.place) if view.meets else set()
    items = [*view.around, *view.effective["whenever"]["say"], *view.items]
    read = [(item["text"], set(item["place"])) for item in items]
    for text, where in [*read, *((text, set()) for text in texts_of(view.effective["candidate"]))]:
        there = (where or places) & places
        away, here = sorted(there & set(REMOTE)), sorted(there - set(REMOTE))
        room, net = (phrase(name).search(text.words) for name in ("room", "video"))
        if away and room and not net:
            told = f"{room.group()!r} is in a room, and the stage may be on {away[0]}"
            yield Hit(place_of(text), told)
        elif here and net and not room:
            told = f"{net.group()!r} is for a call, and the stage may be at {here[0]}"
            yield Hit(place_of(text), told)
