"""The order of articles: one pure function, whoever gives the order.

It comes from conf.py, from front matter (``series`` and ``part``), from a page that lists the
articles, or from the days of posts; who speaks first in this order has an article.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple


class Fronted(NamedTuple):
    """What an article says of its own order.

    Attributes:
        series: the title of its series, or empty.
        part: its place there; infinite where it says none.
        day: when it was published, ``2026-01-31``, or empty.
        blog: the folder whose posts it belongs to, if it is a post with a day, else None.
    """

    series: str = ""
    part: float = math.inf
    day: str = ""
    blog: str | None = None


class Series(NamedTuple):
    """Articles in their order."""

    title: str
    documents: tuple[str, ...]


class PlaceInSeries(NamedTuple):
    """Where an article stands: part 2 of 3, between two others (None at an end)."""

    part: int
    total: int
    previous: str | None
    following: str | None


Configured = Mapping[str, Sequence[str]]
"""Title → documents, or patterns of documents, whose order is that of their days."""


def all_series(
    configured: Configured | None,
    fronts: Mapping[str, Fronted],
    listed: Iterable[Sequence[str]] = (),
) -> list[Series]:
    """Every series; an article is in one at most.

    Args:
        configured: what conf.py says; None where it says nothing, and the days of posts count.
        fronts: every document, with what it says itself.
        listed: what pages list.
    """
    found: list[Series] = []
    taken: set[str] = set()

    def add(title: str, documents: Iterable[str]) -> None:
        own = tuple(one for one in dict.fromkeys(documents) if one not in taken)
        taken.update(own)
        if own:
            found.append(Series(title, own))

    for title, patterns in (configured or {}).items():
        add(title, (one for pattern in patterns for one in matching(pattern, fronts)))
    for title in dict.fromkeys(one.series for _name, one in sorted(fronts.items()) if one.series):
        add(title, _by_day(fronts, [name for name, one in fronts.items() if one.series == title]))
    for documents in listed:
        add("", documents)
    if configured is None:
        for blog in sorted({one.blog for one in fronts.values() if one.blog is not None}):
            add("", _by_day(fronts, [name for name, one in fronts.items() if one.blog == blog]))
    return found


def matching(pattern: str, fronts: Mapping[str, Fronted]) -> list[str]:
    """The documents that a name or a pattern of conf.py means, in the order of their days."""
    pattern = re.sub(r"\.(md|rst)\Z", "", pattern)
    if pattern in fronts:
        return [pattern]
    return _by_day(fronts, [name for name in fronts if fnmatchcase(name, pattern)])


def _by_day(fronts: Mapping[str, Fronted], names: Sequence[str]) -> list[str]:
    return sorted(names, key=lambda name: (fronts[name].part, fronts[name].day, name))


def places(series: Iterable[Series]) -> dict[str, PlaceInSeries]:
    """Where each article of each series stands."""
    found = {}
    for one in series:
        names = (None, *one.documents, None)
        for part, name in enumerate(one.documents, start=1):
            around = names[part - 1], names[part + 1]
            found[name] = PlaceInSeries(part, len(one.documents), *around)
    return found
