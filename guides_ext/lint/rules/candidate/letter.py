"""Letter: what a team's own letter says is what the agenda has."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import NUMBERS
from guides_ext.lint.lexicon import phrase, phrases
from guides_ext.lint.rules.fit.stage import REMOTE, absent_part
from guides_ext.lint.rules.series.time import other_lengths
from guides_ext.lint.subjects import LetterView

_PEOPLE = re.compile(
    r"\b(?:meet|see|(?:talk|speak) (?:to|with)) (?:(?P<one>one) (?:colleague|interviewer|person)|"
    r"(?P<number>[2-9]|two|three|four|five|six) "
    r"(?:of us|of our \w+|colleagues|people|interviewers))\b",
    re.IGNORECASE,
)


@rule(LetterView, "letter-differs")
def letter_differs(view: LetterView) -> Iterator[Hit]:
    for passage in view.passages:
        for key, found, why in _differences(view, passage.text):
            told = f"{found.group()!r} in the letter: {why} ({view.stage.key(key)})"
            yield Hit(passage.at(found), told)


def _differences(view: LetterView, text: str) -> Iterator[tuple[str, re.Match[str], str]]:
    """What a letter says otherwise than its stage: the key there, the words, and what is wrong."""
    one, stage = view.stage, view.stage.stage
    for found in other_lengths(one, text):
        yield "agenda", found, "no length in the agenda"
    places = set(stage.place)
    room, net = (phrase(name).search(text) for name in ("room", "video"))
    if room and places and places <= set(REMOTE):
        yield "place", room, f"the stage is held on {' or '.join(sorted(places))}"
    if net and places and not places & set(REMOTE):
        yield "place", net, f"the stage is held at {' or '.join(sorted(places))}"
    count = len(stage.interviewers)
    for found in _PEOPLE.finditer(text):
        number = (found["one"] or found["number"]).casefold()
        if count and NUMBERS.get(number, number) not in (count, str(count)):
            yield "interviewers", found, f"{count} take part"
    if count and (part := absent_part(one, text)):
        yield "interviewers", part, "nobody takes this part"
    for entry in phrases()["impossible"]:
        found_there = entry.pattern.search(text)
        if found_there and entry.needs in ("break", "board") and not one.has(entry.needs):
            yield "agenda", found_there, f"the stage has no {entry.needs}"
