"""What to say of a paper that fits only with something left out, or does not fit at all.

Templates find the largest size by themselves, and what has to be left out; here is read what they
have found.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from guides_ext.print.papers.runs import all_strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guides_ext.print.papers.sheet import Filled


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
    for name, texts in _parts(paper):
        counts[name] += sum(map(len, texts))
    return counts.most_common(3)


def _parts(paper: Filled) -> Iterator[tuple[str, Iterable[str]]]:
    """What stands below each heading of a paper."""
    for key in ("top", "bottom", "ending", "texts"):
        for part in paper.get(key, ()):
            yield part["title"] or paper["title"], all_strings(part["items"])
    if paper.get("kind") == "leaflet":
        box, glance = paper["box"], paper["glance"]
        yield paper["title"], all_strings(paper["lede"])
        yield box["title"], all_strings(box["items"])
        yield glance["title"], [one["title"] + one["about"] for one in glance["rows"]]
    for one in paper.get("blocks", ()):
        yield one["title"] or one["texts"][0]["title"], all_strings([one["rows"], one["texts"]])
    for row in paper.get("rows", ()):
        yield row["title"], all_strings([row["parts"], row["checks"]])
    for one in paper.get("columns", ()):
        yield one["stage"], [one["stage"], one["part"], one["name"]]
    for one in paper.get("scores", ()):
        yield one["name"], all_strings([one["means"], one["here"], one["levels"]])
