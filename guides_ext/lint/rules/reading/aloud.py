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


@rule(
    Passage,
    id="long-sentence",
    summary="A sentence that is said aloud has 25 words at most.",
    rationale="""As the writers of GOV.UK report, sentences of 25 words are difficult to read, and
    of 29 very difficult; who listens cannot go back to the start of it.""",
    source="Inside GOV.UK (2014), Sentence length: why 25 words is our limit",
    mend="say it in two sentences",
    bad="""
    stages:
      walk:
        agenda:
          - minutes: 10
            is: welcome
            say: We begin with a walk through the part of the garden that you have seen from the
              street, and then I show you the shed in which all of the tools are kept.
    """,
    good="""
    stages:
      walk:
        agenda:
          - minutes: 10
            is: welcome
            say: We begin with a walk through the part that you have seen from the street. Then I
              show you the shed.
    """,
)
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


@rule(
    StageView,
    id="speaking-time",
    summary="What is to be said in a timebox can be said in half of it.",
    rationale="""The other half is the candidate's. As reported after the National Center for Voice
    and Speech, speakers of English in the United States say about 150 words a minute; words to say,
    questions and their follow-ups are counted at that rate.""",
    source="National Center for Voice and Speech, as reported by Lisa B. Marshall (2014)",
    mend="say less, or give the timebox more minutes",
    bad="""
    stages:
      walk:
        agenda:
          - minutes: 1
            is: welcome
            say: |
              Welcome to the garden. I am Mira, and this is Jonas, who takes notes. We have two
              hours. First we walk. Then we plant one tree together. Then there is a break. After
              that we look back at what we did. At the end there is time for your questions. You
              hear from Noor by Friday. The water is here, the door is over there, and the bench
              under the pear tree is a good place to sit when the sun comes out again.
    """,
    good="""
    stages:
      walk:
        agenda:
          - minutes: 5
            is: welcome
            say: |
              Welcome to the garden. I am Mira, and this is Jonas, who takes notes. We have two
              hours. First we walk. Then we plant one tree together. Then there is a break.
    """,
)
def speaking_time(view: StageView) -> Iterator[Hit]:
    for box, _, ids in view.boxes:
        words = count(view.words(box.say))
        for group in view.groups:
            asked = [one for one in group if one.id in ids and not one.probe]
            words += max(
                (sum(count(view.words(text)) for text in asking(one)) for one in asked), default=0
            )
        if words * 2 > box.minutes * WORDS_A_MINUTE:
            at = box.say.place if box.say else view.key("agenda")
            needed = words / WORDS_A_MINUTE
            yield Hit(at, f"{words} words to say, {needed:.1f} of {box.minutes} minutes")
