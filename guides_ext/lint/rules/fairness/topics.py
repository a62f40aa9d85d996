"""Topics: what candidates may not be asked."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import Verdict, topics
from guides_ext.lint.subjects import Passage


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
