"""Topics: what candidates may not be asked."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import Verdict, topics
from guides_ext.lint.subjects import Passage


@rule(Passage, "topic-prohibited", severity="error")
def topic_prohibited(passage: Passage) -> Iterator[Hit]:
    yield from _asked(passage, prohibited=True)


@rule(Passage, "topic-risky", severity="error")
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
