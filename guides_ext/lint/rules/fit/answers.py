"""Answers: nothing hands over what is rated."""

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import act, clauses, sentences, stems
from guides_ext.lint.subjects import StageView, place_of

SHARE = 0.6
"""The share of the shorter text's words from which on a sentence says what a level rates."""


@rule(StageView, "hands-over")
def hands_over(view: StageView) -> Iterator[Hit]:
    rated = [(id, one) for id, text in view.seen for one in clauses(text)]
    for text in view.given:
        for sentence in sentences(text.words):
            if told := _handed_over(sentence, rated):
                yield Hit(place_of(text), told)


def _handed_over(sentence: str, rated: list[tuple[str, str]]) -> str:
    """What a sentence, or a clause of it, says of the clauses that are rated; nothing mostly."""
    for said in (sentence, *clauses(sentence)):
        for id, clause in rated:
            if act(said) == act(clause) != "" and _alike(stems(said), stems(clause)):
                return f"{said!r} hands over what {id!r} rates: {clause!r}"
    return ""


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= max(2, SHARE * min(len(one), len(other)))


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
