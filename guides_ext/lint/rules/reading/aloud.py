"""Aloud: sentences that can be spoken, in the time that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import Passage, StageView, asking

_OPENING = re.compile(r"\S+(?:\s+\S+){0,2}")

MOST_WORDS = 25
WORDS_A_MINUTE = 150

_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|Dr|Mr|Mrs|Ms|Prof|St|No|approx|a\.m|p\.m)\.$")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text. They end with a stop before a space, but for abbreviations; a
    colon and a semicolon do not end one."""
    start = 0
    for found in re.finditer(r"[.!?…]+[\"'”’)\]]*(?=\s|$)", text):
        sentence = text[start : found.end()].strip()
        if not _ABBREVIATION.search(text[start : found.end()]):
            start = found.end()
            yield sentence
    if rest := text[start:].strip():
        yield rest


def count(text: str) -> int:
    """Words that are spoken: what has a letter or a digit in it."""
    return sum(bool(re.search(r"\w", word)) for word in text.split())


@rule(Passage, "long-sentence")
def long_sentence(passage: Passage) -> Iterator[Hit]:
    if passage.use not in ("said", "asked"):
        return
    end = 0
    for sentence in sentences(passage.text):
        start = passage.text.index(sentence, end)
        end = start + len(sentence)
        words = count(sentence)
        if words > MOST_WORDS:
            opening = _OPENING.match(passage.text, start)
            at = passage.at(opening) if opening else passage.place
            yield Hit(at, f"{words} words in one sentence: '{' '.join(sentence.split()[:5])} …'")


@rule(StageView, "speaking-time")
def speaking_time(view: StageView) -> Iterator[Hit]:
    for box, shown in view.boxes:
        words = sum(count(one["text"].words) for one in shown["say"])
        for group in view.groups:
            asked = [one for one in group if one.id in shown["spent_on"] and not one.probe]
            words += max(
                (sum(count(view.words(text)) for text in asking(one)) for one in asked), default=0
            )
        if words * 2 > box.minutes * WORDS_A_MINUTE:
            needed = words / WORDS_A_MINUTE
            yield Hit(box.at, f"{words} words to say, {needed:.1f} of {box.minutes} minutes")
