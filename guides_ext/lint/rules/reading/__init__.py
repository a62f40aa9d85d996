"""Reading: what is said aloud can be said and answered, in the time that there is."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import count, sentences
from guides_ext.lint.lexicon import phrase
from guides_ext.lint.subjects import Passage, StageView, asking

_OPENING = re.compile(r"\S+(?:\s+\S+){0,2}")

MOST_WORDS = 25
WORDS_A_MINUTE = 150


@rule(Passage, "long-sentence", "asked", "said")
def long_sentence(passage: Passage) -> Iterator[Hit]:
    end = 0
    for sentence in sentences(passage.text):
        start = passage.text.index(sentence, end)
        end = start + len(sentence)
        if (words := count(sentence)) > MOST_WORDS:
            opening = _OPENING.match(passage.text, start)
            at = passage.at(opening) if opening else passage.place
            told = f"'{' '.join(sentence.split()[:5])} …' (at most {MOST_WORDS})"
            yield Hit(at, f"{words} words in one sentence: {told}")


@rule(StageView, "speaking-time")
def speaking_time(view: StageView) -> Iterator[Hit]:
    for box, shown in view.boxes:
        words = sum(count(one["text"].words) for one in shown["say"])
        for group in view.groups:
            asked = [one for one in group if one.id in shown["spent_on"] and not one.probe]
            texts = ([view.words(text) for text in asking(one)] for one in asked)
            words += max((count(" ".join(one)) for one in texts), default=0)
        if words * 2 > box.minutes * WORDS_A_MINUTE:
            share = f"{words / WORDS_A_MINUTE:.1f} of {box.minutes} minutes"
            limit = f"at {WORDS_A_MINUTE} a minute, at most half of the timebox"
            yield Hit(box.at, f"{words} words to say, {share} ({limit})")


@rule(Passage, "several-questions", "asked", "said")
def several_questions(passage: Passage) -> Iterator[Hit]:
    if (marks := passage.text.count("?")) > 1:
        yield Hit(passage.place, f"{marks} questions at once (at most one)")
    elif found := phrase("compound").search(passage.text):
        yield Hit(passage.place, f"two questions in one sentence (at most one): {found.group()!r}")


@rule(Passage, "leading-question", "asked")
def leading_question(passage: Passage) -> Iterator[Hit]:
    if "?" in passage.text and (found := phrase("leading").search(passage.text)):
        yield Hit(passage.at(found), f"{found.group()!r} has its answer in it")
