"""English as rules read it: sentences, what words have in common, amounts of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import Stemmer

from guides_ext.lint.lexicon import phrase, word_list

MINUTES: Mapping[str, int] = {"minute": 1, "min": 1, "hour": 60}
MONTHS: Mapping[str, int] = {"month": 1, "year": 12}

_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|Dr|Mr|Mrs|Ms|Prof|St|No|approx|a\.m|p\.m)\.$")
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)*")
_stemmer = Stemmer.Stemmer("english")


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


def clauses(text: str) -> list[str]:
    """The pieces of a text between its commas, semicolons and stops."""
    return [one.strip() for one in re.split(r"[,;.]", text) if one.strip()]


def sentence_at(text: str, position: int) -> str:
    """The sentence, or the part of one between semicolons, around a position."""
    start = max(text.rfind(mark, 0, position) for mark in ".!?;") + 1
    ends = [end for mark in ".!?;" if (end := text.find(mark, position)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


_OF_SOMEBODY = re.compile(r"\b(?:who|whose|that|which|without|with no)\b", re.IGNORECASE)


def ruled_out(found: re.Match[str]) -> bool:
    """Whether the sentence around some words says that they are not, or not to be.

    What is said of them behind a "who" or a "without" rules out something else: "a young man who
    never complains".
    """
    text, behind = found.string, _OF_SOMEBODY.search(found.string, found.end())
    near = text[: behind.start()] if behind else text
    around = sentence_at(near, found.start()).replace(found.group(), "")
    return bool(phrase("ruled out").search(around))


@lru_cache(maxsize=10_000)
def wants(text: str) -> bool:
    """Whether a text says what somebody wants."""
    return bool(phrase("wanted").search(text))


def count(text: str) -> int:
    """Words that are spoken: what has a letter or a digit in it."""
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def stem(word: str) -> str:
    """What the forms of a word have in common: `import` of `imports`."""
    return str(_stemmer.stemWord(word.casefold()))


@lru_cache(maxsize=10_000)
def all_stems(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(_stemmer.stemWords(_WORD.findall(text.casefold())))


@lru_cache(maxsize=10_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry its meaning."""
    return all_stems(text) - stems_of("common")


@cache
def stems_of(*names: str) -> frozenset[str]:
    """The stems of some lists of words."""
    return frozenset(stem(word) for name in names for word in word_list(name))


def word_forms(text: str) -> set[str]:
    """The words of a text, each as it is written."""
    return set(re.findall(r"[a-z']+", text.casefold()))


def overlap(first: str, second: str) -> float:
    """The share of words that two texts have in common, adverbs of degree left out: 0 to 1."""
    one, other = (word_forms(text) - word_list("degrees") for text in (first, second))
    return len(one & other) / len(one | other) if one | other else 0.0


_NAMED = re.compile(r"\b(?:the|an?|another|each|this|that) ([a-z-]+)(?: ([a-z-]+))?")


def things(text: str) -> Iterator[str]:
    """The words behind an article that may name something which is not everywhere."""
    for found in _NAMED.finditer(text.casefold()):
        yield from (
            one for one in found.groups() if one and stem(one) not in stems_of("everyday", "common")
        )


@lru_cache(maxsize=10_000)
def act(text: str) -> str:
    """The stem of the verb that a text begins with; nothing where it is about no act."""
    words = (one for one in _WORD.findall(text.casefold()) if one not in word_list("before a verb"))
    first = next(words, "")
    return "" if first in word_list("no verb") else stem(first)


NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15,
    "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60,
    "ninety": 90,
}  # fmt: skip
_NOT_HOW_LONG = re.compile(
    r"\b(?:after|within|every|last|first|next|more than|minute|before)\s*$", re.IGNORECASE
)
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25}
_AMOUNT = re.compile(
    rf"(?<![\w.,:])(?:(?:(?P<times>a|three) )?(?P<part>half|quarters?)(?: of)? an? |"
    rf"(?P<number>\d+(?:[.,]\d{{1,2}})?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})[ -]"
    rf"(?P<more>and a half )?)(?P<unit>[a-z]+?)s?\b(?P<after> and a half)?",
    re.IGNORECASE,
)


def lengths(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The amounts of time that say how long something takes, in minutes: not "after an hour"."""
    for minutes, found in amounts(text, MINUTES):
        if not _NOT_HOW_LONG.search(text[: found.start()]):
            yield minutes, found


def amounts(text: str, units: Mapping[str, int]) -> Iterator[tuple[int, re.Match[str]]]:
    """The amounts of time that a text names, counted in the smallest of some units."""
    for found in _AMOUNT.finditer(text):
        if size := units.get(found["unit"].casefold()):
            if found["part"]:
                number = _PARTS[found["part"].casefold()] * NUMBERS[(found["times"] or "a").lower()]
            else:
                named = found["number"].casefold()
                number = float(NUMBERS.get(named) or named.replace(",", "."))
                number += 0.5 * bool(found["more"] or found["after"])
            yield round(number * size), found
