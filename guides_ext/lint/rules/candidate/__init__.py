"""Candidate: what a candidate reads of a role that is open to them, and a team's own letters."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import NUMBERS, lengths, stems, stems_of
from guides_ext.lint.lexicon import phrase, phrases
from guides_ext.lint.subjects import (
    MANY_WORDS,
    REMOTE,
    LetterView,
    OpenPage,
    RoleView,
    StageView,
    folded,
)


@rule(LetterView, "letter-differs")
def letter_differs(view: LetterView) -> Iterator[Hit]:
    for passage in view.passages:
        for key, found, why in _differences(view.stage, passage.text):
            told = f"{found.group()!r} in the letter: {why} ({view.stage.key(key)})"
            yield Hit(passage.at(found), told)


def _differences(view: StageView, text: str) -> Iterator[tuple[str, re.Match[str], str]]:
    """What a letter says otherwise than its stage: the key there, the words, and what is wrong."""
    for found in view.other_lengths(text):
        yield "agenda", found, "no length in the agenda"
    places, held = set(view.stage.place), " or ".join(sorted(view.stage.place))
    room, net = (phrase(name).search(text) for name in ("room", "video"))
    if room and places and places <= REMOTE:
        yield "place", room, f"the stage is held on {held}"
    if net and places and not places & REMOTE:
        yield "place", net, f"the stage is held at {held}"
    count = len(view.stage.interviewers)
    for found in phrase("people").finditer(text):
        number = (found["one"] or found["number"]).casefold()
        if count and NUMBERS.get(number, number) not in (count, str(count)):
            yield "interviewers", found, f"{count} take part"
    if count and (part := view.absent_part(text)):
        yield "interviewers", part, "nobody takes this part"
    for entry in phrases()["impossible"]:
        there = entry.pattern.search(text)
        if there and entry.needs in ("break", "board") and not view.has(entry.needs):
            yield "agenda", there, f"the stage has no {entry.needs}"


@rule(RoleView, "opened-without")
def opened_without(view: RoleView) -> Iterator[Hit]:
    if view.role.audience != "candidate":
        return
    at, decision = view.key("audience"), view.role.decision
    if view.role.adjustments is None:
        yield Hit(at, "a candidate may read it, and not how to ask for another way")
    if decision is None or decision.answer_within_days is None:
        yield Hit(at, "a candidate may read it, and not when they have an answer")
    for one in view.stages:
        if one.meets and not one.stage.place:
            told = f"a candidate may read it, and not where {one.stage.id!r} is"
            yield Hit(one.key("place"), told)
    untold = {place: one for one in reversed(view.stages) if one.meets for place in one.stage.place}
    for place in untold.keys() - view.role.candidate.places.keys():
        told = f"candidates are told {place!r}, but not how to reach you there"
        mend = f"write candidate: {{places: {{{place}: …}}}}: the address, the number, whose link"
        yield Hit(untold[place].key("place"), told, mend)


@rule(OpenPage, "open-and-closed")
def open_and_closed(page: OpenPage) -> Iterator[Hit]:
    for passage in page.passages:
        words = folded(passage.text)
        for start in range(len(words)):
            for one in page.closed.get(words[start : start + MANY_WORDS], ()):
                if words[start : start + len(one.words)] == one.words:
                    told = f"{one.sentence!r} is the panel's: it stands in {one.place}"
                    yield Hit(passage.where(one.sentence), told)


@rule(StageView, "told-missing")
def told_missing(view: StageView) -> Iterator[Hit]:
    if not view.read_by_candidates:
        return
    for box, effective in view.boxes:
        shown = stems(view.words(box.title)) - stems(box.is_.replace("-", " "))
        if box.title and shown and not box.told_ and effective["who"] != "interviewers":
            told = f"the candidate reads {box.is_!r} in place of {view.words(box.title)!r}"
            yield Hit(box.title.place, told)
    if untold := [id for id, part in view.stage.interviewers.items() if not part.told_]:
        told = f"nothing is told of {', '.join(map(repr, untold))}, so the candidate reads a number"
        yield Hit(view.key("interviewers", untold[0]), told)


@rule(RoleView, "candidate-duration")
def candidate_duration(view: RoleView) -> Iterator[Hit]:
    for text in view.for_candidates:
        for _minutes, found in lengths(view.words(text)):
            at = view.sources.within(text, found.group())
            yield Hit(at, f"{found.group()!r} stands beside times that are computed")


@rule(RoleView, "candidate-third-person")
def candidate_third_person(view: RoleView) -> Iterator[Hit]:
    for text in view.for_candidates:
        if found := phrase("reader").search(view.words(text)):
            at = view.sources.within(text, found.group())
            yield Hit(at, f"{found.group()!r} is who reads it")


@rule(StageView, "candidate-says-nothing")
def candidate_says_nothing(view: StageView) -> Iterator[Hit]:
    told, stage = view.stage.candidate.expect, view.stage
    known = stems_of("no news") | stems(
        f"{view.words(stage.title)} {stage.format.replace('-', ' ')}"
    )
    if view.read_by_candidates and not stems(view.words(told)) - known:
        at = told.place if told else view.key("candidate")
        yield Hit(at, f"what to expect says no more than that there is {stage.id!r}")
