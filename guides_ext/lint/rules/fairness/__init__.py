"""Fairness: what is looked for without a name, what may not be asked, what leaves somebody out."""

import re
from collections.abc import Iterable, Iterator

from guides_ext.lint.engine import Check, Hit, rule
from guides_ext.lint.language import ruled_out, sentence_at, wants
from guides_ext.lint.lexicon import Entry, asked_about, entries, phrase, unfit_words
from guides_ext.lint.subjects import Passage


@rule(Passage, "unnamed-feeling", "wanted", "prose")
def unnamed_feeling(passage: Passage) -> Iterator[Hit]:
    for entry, found in _wanted(passage, entries("feelings")):
        told = f"{found.group()!r} is looked for ({entry.source})"
        yield Hit(passage.at(found), told, entry.instead)


@rule(Passage, "protected-trait", "wanted", "prose")
def protected_trait(passage: Passage) -> Iterator[Hit]:
    for entry, found in _wanted(passage, entries("traits")):
        told = f"{found.group()!r} looks for people by {entry.name}: {_verdicts(entry, passage)}"
        yield Hit(passage.at(found), told, entry.instead)


def _wanted(passage: Passage, entries: Iterable[Entry]) -> Iterator[tuple[Entry, re.Match[str]]]:
    """What a passage looks for and does not rule out, itself or by what it stands under."""
    goal, text = passage.use == "wanted", passage.text
    if not (goal or wants(text)):
        return
    for entry in entries if not any(map(phrase("heads out").search, passage.above)) else ():
        for found in entry.pattern.finditer(text):
            if (goal or wants(sentence_at(text, found.start()))) and not ruled_out(found):
                yield entry, found


def _asked(worst: str) -> Check[Passage]:
    """Topics that are asked about, by the worst verdict of the passage's jurisdictions."""

    def check(passage: Passage) -> Iterator[Hit]:
        for entry, found in asked_about(passage.text):
            verdicts = entry.verdicts_in(passage.jurisdictions).values()
            if min((one.verdict for one in verdicts), default="") == worst:  # "prohibited" is first
                told = f"{found.group()!r} asks about {entry.name}: {_verdicts(entry, passage)}"
                yield Hit(passage.at(found), told)

    return check


topic_prohibited = rule(Passage, "topic-prohibited", "asked", "said")(_asked("prohibited"))
topic_risky = rule(Passage, "topic-risky", "asked", "said")(_asked("risky"))


def _verdicts(entry: Entry, passage: Passage) -> str:
    """What the law of the passage's jurisdictions says of it, in words."""
    verdicts = entry.verdicts_in(passage.jurisdictions)
    return "; ".join(f"in {code} {verdict}" for code, verdict in verdicts.items())


@rule(Passage, "asks-health", "said")
def asks_health(passage: Passage) -> Iterator[Hit]:
    if found := phrase("health").search(passage.text):
        yield Hit(passage.at(found), f"{found.group()!r} asks about health")


@rule(Passage, "brainteaser", "asked")
def brainteaser(passage: Passage) -> Iterator[Hit]:
    if found := phrase("brainteasers").search(passage.text):
        yield Hit(passage.at(found), f"a brainteaser: {found.group()!r}")


@rule(Passage, "inclusive-words")
def inclusive_words(passage: Passage) -> Iterator[Hit]:
    for first, said, word in unfit_words(passage.text):
        yield Hit(passage.at(first), f"{said!r} leaves somebody out", word.mend)
