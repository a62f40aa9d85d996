"""Answers: nothing hands over what is rated."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import act, sentences, stems
from guides_ext.lint.subjects import StageView, place_of

SHARE = 0.6
"""The share of the shorter text's words from which on a sentence says what a level rates."""


@rule(StageView, "hands-over")
def hands_over(view: StageView) -> Iterator[Hit]:
    clauses = [(id, one) for id, text in view.seen for one in re.split("[,;.]", text)]
    rated = [(id, clause, act(clause), stems(clause)) for id, clause in clauses]
    for text in view.given:
        for sentence in sentences(text.words):
            given, told = stems(sentence), act(sentence)
            for id, clause, verb, words in rated:
                common = given & words if verb and verb == told else ()
                if len(common) > 1 and len(common) >= SHARE * min(len(given), len(words)):
                    message = f"{sentence!r} hands over what {id!r} rates: {clause.strip()!r}"
                    yield Hit(place_of(text), message)
                    break


@rule(StageView, "gives-away")
def gives_away(view: StageView) -> Iterator[Hit]:
    for question in view.questions:
        asked = stems(view.words(question.ask))
        wanted = [(item.text, stems(view.words(item.text)) - asked) for item in question.listen_for]
        for hint in (question.easier, *(item.text for item in question.follow_ups)):
            given = stems(view.words(hint)) - asked
            for text, words in wanted:
                common = given & words
                if hint and len(common) > 1 and 2 * len(common) >= min(len(given), len(words)):
                    yield Hit(hint.place, f"it gives away what to listen for: {text}")
                    break
    for task in view.tasks:
        known = stems(f"{view.words(task.title)} {view.words(task.brief)}") | view.role.trade
        solution = stems(view.words(task.solution)) - known
        for item in task.easier:
            if common := solution & stems(view.words(item.text)):
                told = ", ".join(map(repr, sorted(common)))
                yield Hit(item.text.place, f"it gives away a part of the solution ({told})")
