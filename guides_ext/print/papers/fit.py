"""What to say of a paper that does not fit its page.

Templates find the largest size by themselves, and what has to be left out.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.runs import letters_in


def too_tall(paper: Filled, fact: dict[str, Any]) -> str:
    """By how much a paper does not fit, and what in it is long.

    Args:
        fact: what its template has measured: its side, its size, and what is left of the page.
    """
    mend = "shorten them"
    if fact["side"] != "leaflet":  # a short form is the panel's
        mend += ", or give items a short form: '- Sheet: …' or '- Sheet: no'"
    names = ", ".join(f"{name} ({count})" for name, count in longest_parts(paper))
    return (
        f"the {fact['side']} is {-fact['spare']:.0f} points too tall at {fact['size']:g} pt; its "
        f"longest parts, in characters: {names} ({mend})"
    )


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
