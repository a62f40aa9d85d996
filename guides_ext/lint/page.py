"""The page of a rule, in Markdown: what it holds, why, how to mend it, and its two examples."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

HEADS = ("Why", "This is found", "This is not", "How to mend it")
_HEAD = re.compile(rf"^## ({'|'.join(HEADS)})$", re.MULTILINE)
_WHY = re.compile(r"(.+)\n\n\*Source:\* (.+)\.", re.DOTALL)
_EXAMPLE = re.compile(r"(`{3,})(yaml|markdown)\n(.*)\n\1", re.DOTALL)


class Page(NamedTuple):
    """What a rule says of itself; its words are in one line each.

    `summary` is a sentence, `mend` says what to do, `source` what the rationale rests on.
    `language` is that of the examples: `yaml` for (a part of) a role file, or `markdown`.
    """

    summary: str
    rationale: str
    source: str
    mend: str
    bad: str
    good: str
    language: Literal["yaml", "markdown"]


def page_of(text: str, rule: str) -> Page:
    """The page of a rule.

    Raises:
        ValueError: the text is not one; the message says what was expected.
    """
    head, *rest = _HEAD.split(text)
    summary = head.strip().removeprefix(f"# {rule}\n").strip()
    sections = dict(zip(rest[::2], (one.strip() for one in rest[1::2]), strict=True))
    if missing := [name for name in HEADS if not sections.get(name)]:
        raise ValueError(f"page of {rule}: expected a section '## {missing[0]}'")
    if not summary or summary.startswith("#"):
        raise ValueError(f"page of {rule}: expected what it holds, above '## {HEADS[0]}'")
    reasons, found, not_found, advice = (sections[name] for name in HEADS)
    why = _WHY.fullmatch(reasons)
    if not why:
        raise ValueError(f"page of {rule}: expected reasons, and '*Source:* ….' below them")
    bad, good = _EXAMPLE.fullmatch(found), _EXAMPLE.fullmatch(not_found)
    if not bad or not good or bad[2] != good[2]:
        raise ValueError(f"page of {rule}: expected two blocks of code, of yaml or of markdown")
    mend = f"{advice[0].lower()}{advice[1:]}".removesuffix(".")
    summary, rationale, source, mend = (
        " ".join(one.split()) for one in (summary, why[1], why[2], mend)
    )
    language: Literal["yaml", "markdown"] = "yaml" if bad[2] == "yaml" else "markdown"
    return Page(summary, rationale, source, mend, bad[3], good[3], language)
