"""Fairness: what is looked for without a name, and what candidates may not be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import Verdict, feelings, topics
from guides_ext.lint.literature import RIVERA
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


@rule(
    Passage,
    id="unnamed-feeling",
    summary='Nothing is looked for that stands for a feeling, such as "culture fit".',
    rationale="""As Rivera reports from 120 interviews with employers, similarity in pastimes and in
    presentation entered hiring decisions, and often outweighed productivity. If something true is
    hidden in the phrase, it has a name of its own, which can be seen and rated. Where a guide rules
    the phrase out, as non-goals do, it is where it belongs.""",
    source=RIVERA,
    mend="name what somebody does, as a competency with levels",
    severity="error",
    bad="""
    stages:
      walk:
        goals: See whether they are a culture fit.
    """,
    good="""
    stages:
      walk:
        goals: See what they do with a remark.
        non_goals: Culture fit.
    """,
)
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


@rule(
    Passage,
    id="topic-prohibited",
    summary="No candidate is asked what the law prohibits to ask.",
    rationale="""The words and what is said of them come from a list with its sources, by
    jurisdiction; a role names those that it falls under (jurisdictions: [uk]), and without any all
    are looked at. It is no legal advice, and no list is complete.""",
    source="The source of each verdict stands in the finding and in data/fairness.yaml",
    mend="leave it out, and have counsel look",
    severity="error",
    bad="""
    jurisdictions: [uk]
    stages:
      walk:
        questions:
          - ask: Are you in good health?
    """,
    good="""
    jurisdictions: [uk]
    stages:
      walk:
        questions:
          - ask: How do you tell that a tree is sick?
    """,
)
def topic_prohibited(passage: Passage) -> Iterator[Hit]:
    yield from _asked(passage, prohibited=True)


@rule(
    Passage,
    id="topic-risky",
    summary="No candidate is asked what may be taken for discrimination.",
    rationale="""Such a question need not be unlawful by itself; but as the EEOC writes, it is
    reasonable to assume that what is asked is asked for some purpose, and decided upon. The words
    come from the same list as those of `topic-prohibited`.""",
    source="The source of each verdict stands in the finding and in data/fairness.yaml",
    mend="leave it out, or ask for what the job needs; have counsel look",
    severity="error",
    bad="""
    jurisdictions: [us]
    stages:
      walk:
        questions:
          - ask: Where are you originally from?
    """,
    good="""
    jurisdictions: [us]
    stages:
      walk:
        questions:
          - ask: Where would you plant a quince?
    """,
)
def topic_risky(passage: Passage) -> Iterator[Hit]:
    yield from _asked(passage, prohibited=False)


def _asked(passage: Passage, *, prohibited: bool) -> Iterator[Hit]:
    """Topics that are asked about, worded as the worst verdict of the passage's jurisdictions."""
    if passage.use not in ("asked", "said"):
        return
    for entry in topics():
        found = entry.pattern.search(passage.text)
        verdicts = [
            (code, verdict)
            for code, verdict in entry.verdicts
            if not passage.jurisdictions or code in passage.jurisdictions
        ]
        worst = any(verdict.verdict == "prohibited" for _, verdict in verdicts)
        if found and verdicts and worst == prohibited:
            told = "; ".join(_told(code, verdict) for code, verdict in verdicts)
            yield Hit(passage.at(found), f"{found.group()!r} asks about {entry.name}: {told}")


def _told(code: str, verdict: Verdict) -> str:
    return f"{verdict.verdict} in {code} ({verdict.source})"
