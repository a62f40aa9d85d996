"""What to say of a paper that fits only with something left out, or does not fit at all.

Templates find the largest size by themselves, and what has to be left out; here is read what they
have found.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.runs import letters_in


class Overflow(Exception):
    """A paper that cannot fit.

    Attributes:
        points: how much too tall it is, in points.
        parts: its three longest parts, with their numbers of characters.
    """

    def __init__(self, paper: Filled, fact: dict[str, Any]) -> None:
        self.points = -float(fact["spare"])
        self.parts = longest_parts(paper)
        mend = "shorten them"
        if fact["side"] != "leaflet":  # a short form is the panel's
            mend += ", or give items a short form: '- Sheet: …' or '- Sheet: no'"
        names = ", ".join(f"{name} ({count})" for name, count in self.parts)
        super().__init__(
            f"the {fact['side']} is {self.points:.0f} points too tall at {fact['size']:g} pt; its "
            f"longest parts, in characters: {names} ({mend})"
        )


def left_out(paper: Filled, fact: dict[str, Any]) -> list[str]:
    """The texts that a paper was set without.

    Raises:
        Overflow: it does not fit even so.
    """
    if fact["spare"] < -0.01:
        raise Overflow(paper, fact)
    return list(paper.get("left_out", [])[: fact["cuts"]])


def longest_parts(paper: Filled) -> list[tuple[str, int]]:
    """The three parts of a paper that have most characters, by the words that stand above them."""
    counts: Counter[str] = Counter()
    for value in paper.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                inside = {key: one for key, one in part.items() if key != "title"}
                counts[_heading(part) or paper["title"]] += letters_in(inside)
            elif isinstance(part, list):
                counts[paper["title"]] += letters_in(part)
    return [one for one in counts.most_common(3) if one[1]]


def _heading(part: Filled) -> str:
    """What stands above a part, or above the first text in it."""
    own = (part.get(key) for key in ("title", "stage", "name", "label"))
    inner = (_heading(one) for one in part.get("texts", ()))
    return next(filter(None, (*own, *inner)), "")
