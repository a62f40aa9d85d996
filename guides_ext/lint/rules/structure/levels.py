"""Levels: anchors that two raters tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import word_set
from guides_ext.lint.subjects import RoleView


@rule(RoleView, "level-missing", severity="error")
def level_missing(view: RoleView) -> Iterator[Hit]:
    for id, one in view.role.competencies.items():
        if not one.levels:
            yield Hit(one.at, f"{id!r} has no anchored levels")


_EMPTY = word_set(
    """a an and any are as at average bad basic be below above beyond competent consistently do
    does exceeds excellent exceptional expectation expectations expected fair fairly fully
    good great has have high highly in insufficient is it just lacking level little low
    meets much no not of okay ok on or outstanding partly partially perfect poor quite
    really satisfactory skill skills solid somewhat standard strong sufficient superb the
    this to top unacceptable unsatisfactory very weak well with yes ability abilities
    performance required requirement requirements shows demonstrates displays knowledge
    understanding understands knows some novice beginner intermediate advanced expert"""
)


@rule(RoleView, "level-adjective", severity="error")
def level_adjective(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        for number, text in one.levels.items():
            words = _words(view.words(text))
            if words and not words - _EMPTY - _words(view.words(one.title)):
                yield Hit(text.place, f"level {number} says nothing that can be seen: {text}")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z']+", text.casefold()))


ALIKE = 0.7
"""The share of words that two levels have in common from which on they are too much alike. On the
corpus those that differ in what is done share 0.6 at most, and those that differ in an adverb 0.75
or more, but for one pair in other words (0.4)."""

_DEGREES = word_set(
    """a an the and or to of in is are be always often sometimes rarely seldom never usually
    mostly frequently occasionally consistently regularly generally fully partly partially
    completely barely hardly nearly almost very quite rather somewhat slightly highly
    extremely clearly well poorly better best good excellent adequately easily quickly
    independently reliably also"""
)


@rule(RoleView, "levels-alike")
def levels_alike(view: RoleView) -> Iterator[Hit]:
    for one in view.role.competencies.values():
        for (low, below), (high, above) in pairwise(sorted(one.levels.items())):
            share = overlap(_words(view.words(below)), _words(view.words(above)))
            if share >= ALIKE:
                yield Hit(above.place, f"levels {low} and {high} say nearly the same")


def overlap(first: set[str], second: set[str]) -> float:
    """The share of words that two texts have in common, adverbs of degree left out: 0 to 1."""
    either = (first | second) - _DEGREES
    return len((first & second) - _DEGREES) / len(either) if either else 0.0
