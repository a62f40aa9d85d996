"""Words: what is looked for without a name, asked without a right to, or leaves somebody out."""

import re
from collections.abc import Iterable, Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import ruled_out, sentence_at
from guides_ext.lint.lexicon import Entry, asked_about, feelings, phrase, traits, unfit_words
from guides_ext.lint.subjects import Passage

_HEADS_OUT = re.compile(r"\b(?:non|not|no|never|without|avoid)\b", re.IGNORECASE)


@rule(Passage, "unnamed-feeling")
def unnamed_feeling(passage: Passage) -> Iterator[Hit]:
    for entry, found in _wanted(passage, feelings()):
        told = f"{found.group()!r} is looked for ({entry.source})"
        yield Hit(passage.at(found), told, entry.instead)


@rule(Passage, "protected-trait")
def protected_trait(passage: Passage) -> Iterator[Hit]:
    for entry, found in _wanted(passage, traits()):
        told = f"{found.group()!r} looks for people by {entry.name}: {_verdicts(entry, passage)}"
        yield Hit(passage.at(found), told, entry.instead)


def _wanted(passage: Passage, entries: Iterable[Entry]) -> Iterator[tuple[Entry, re.Match[str]]]:
    """What a passage looks for and does not rule out, itself or by what it stands under."""
    prose = passage.use == "prose" and phrase("wanted").search(passage.text)
    if not (passage.use == "wanted" or prose) or any(map(_HEADS_OUT.search, passage.above)):
        return
    for entry in entries:
        for found in entry.pattern.finditer(passage.text):
            wanted = phrase("wanted").search(sentence_at(passage.text, found.start()))
            if not ruled_out(found) and (passage.use == "wanted" or wanted):
                yield entry, found


@rule(Passage, "topic-prohibited", "asked", "said")
def topic_prohibited(passage: Passage) -> Iterator[Hit]:
    yield from _asked(passage, prohibited=True)


@rule(Passage, "topic-risky", "asked", "said")
def topic_risky(passage: Passage) -> Iterator[Hit]:
    yield from _asked(passage, prohibited=False)


def _asked(passage: Passage, *, prohibited: bool) -> Iterator[Hit]:
    """Topics that are asked about, worded as the worst verdict of the passage's jurisdictions."""
    for entry, found in asked_about(passage.text):
        verdicts = entry.verdicts_in(passage.jurisdictions)
        worst = any(one.verdict == "prohibited" for one in verdicts.values())
        if verdicts and worst == prohibited:
            told = f"{found.group()!r} asks about {entry.name}: {_verdicts(entry, passage)}"
            yield Hit(passage.at(found), told)


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
