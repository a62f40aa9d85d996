"""Feelings: what is looked for without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import feelings
from guides_ext.lint.subjects import Passage

_RULED_OUT = re.compile(
    r"\b(?:not|no|never|nor|without|instead of|rather than|avoid|avoids|avoiding|against|stop|"
    r"neither|nothing|leave out|anything but)\b|n[’']t\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:we|you|they|interviewers?|raters?|team)\b.{0,40}\b(?:look(?:s|ing)? for|want(?:s)?|"
    r"hire(?:s)? for|check(?:s)? for|test(?:s)? for|value(?:s)?|rate(?:s)?|need(?:s)?|"
    r"prefer(?:s)?|trust(?:s)?)\b|"
    r"^(?:look for|check for|check|rate|assess|trust|make sure)\b|"
    r"\b(?:must|should|has to|have to|needs to) (?:be|have|show|bring|feel|pass|fit|click)\b",
    re.IGNORECASE,
)
_HEADS_OUT = re.compile(r"\b(?:non|not|no|never|without|avoid)\b", re.IGNORECASE)


@rule(Passage, "unnamed-feeling", severity="error")
def unnamed_feeling(passage: Passage) -> Iterator[Hit]:
    if passage.use not in ("wanted", "prose") or any(map(_HEADS_OUT.search, passage.above)):
        return
    for entry in feelings():
        for found in entry.pattern.finditer(passage.text):
            sentence = _sentence(passage.text, found.start())
            if not _RULED_OUT.search(sentence) and (
                passage.use == "wanted" or _WANTS.search(sentence)
            ):
                message = f"{found.group()!r} is looked for ({entry.source})"
                yield Hit(passage.at(found), message, entry.instead)


def _sentence(text: str, at: int) -> str:
    """The sentence around a position."""
    start = max(text.rfind(mark, 0, at) for mark in ".!?;") + 1
    ends = [end for mark in ".!?;" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()
