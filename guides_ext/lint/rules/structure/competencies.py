"""Competencies: what the job needs, where it is seen, and levels that two raters tell apart."""

from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import overlap, word_forms
from guides_ext.lint.lexicon import phrase, word_list
from guides_ext.lint.subjects import RoleView, StageView


@rule(RoleView, "competency-why")
def competency_why(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if one.why is None:
            yield Hit(one.at, f"{id!r} does not say why the job needs it")


@rule(RoleView, "competency-level")
def competency_level(view: RoleView) -> Iterator[Hit]:
    main = {one.id for stage in view.stages for one in stage.stage.main}
    for id, one in view.role.competencies.items():
        if one.needs is None and id in main:
            at = view.key("competencies", id)
            yield Hit(at, f"{id!r} does not say which level the job needs")


@rule(RoleView, "needed-is-main")
def needed_is_main(view: RoleView) -> Iterator[Hit]:
    main = set().union(*view.each_candidate("main"))
    for id, one in view.role.competencies.items():
        if one.needs is not None and id not in main:
            told = f"the job needs {id!r}, and no stage that all candidates meet is there to see it"
            yield Hit(view.key("competencies", id), told)


@rule(RoleView, "needed-is-seen-twice")
def needed_is_seen_twice(view: RoleView) -> Iterator[Hit]:
    steps = view.each_candidate("main", "also")
    for id, one in view.role.competencies.items():
        times = sum(id in step for step in steps)
        if one.needs is not None and times < 2:
            seen = "in one stage only" if times else "in no stage that all candidates meet"
            told = f"the job needs {id!r}, which is seen {seen} (at least twice)"
            yield Hit(view.key("competencies", id), told)


MOST_COMPETENCIES = 5


@rule(StageView, "too-many-competencies")
def too_many_competencies(view: StageView) -> Iterator[Hit]:
    count = len(view.stage.observed)
    if count > MOST_COMPETENCIES:
        told = f"{count} competencies in one stage (at most {MOST_COMPETENCIES})"
        yield Hit(view.key("main"), told)


@rule(StageView, "competency-unseen")
def competency_unseen(view: StageView) -> Iterator[Hit]:
    asked = {question.competency for question in view.questions}
    if not view.rates or view.tasks:
        return
    for one in (*view.stage.main, *view.stage.also):
        if one.id not in asked:
            yield Hit(one.at, f"nothing shows {one.id!r}: no question is about it, no task")


@rule(RoleView, "level-missing")
def level_missing(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if not one.levels:
            yield Hit(one.at, f"{id!r} has no anchored levels")


@rule(RoleView, "level-adjective")
def level_adjective(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        for number, text in one.levels.items():
            words = word_forms(view.words(text))
            if words and not words - word_list("empty levels") - word_forms(view.words(one.title)):
                yield Hit(text.place, f"level {number} says nothing that can be seen: {text}")


ALIKE = 0.75
"""The share of words that two levels have in common from which on they are too much alike. On the
corpus those that differ in what is done share 0.71 at most, and those that differ in an adverb 0.75
or more, but for one pair in other words (0.4)."""


@rule(RoleView, "levels-alike")
def levels_alike(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        for (low, below), (high, above) in pairwise(sorted(one.levels.items())):
            share = overlap(view.words(below), view.words(above))
            if share >= ALIKE:
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
        found = phrase("lacking").search(view.words(text))
        if text and found:
            told = f"level {one.needs} of {id!r} is enough for the job, and says {found.group()!r}"
            yield Hit(text.place, f"{told}, while it means: {one.means}" if one.means else told)
