"""What is known of one meeting: all that papers have not from a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from guides_ext import words
from guides_ext.record.data import ItemRecord


@dataclass(frozen=True)
class Occasion:
    """What is known of one meeting, and printed in the blanks.

    Args:
        start: ``9:30``; without it, minutes count from 0:00.
        parts: who plays which part: ``part`` or ``stage/part`` → name.
        rater: the name of whom this copy is for; without it, of all that are known.
        asked: ids of those of several questions or tasks that are taken.
        then: what comes afterwards.
        next: what the candidate comes to next, with its time of day; none after the last.
    """

    date: str = ""
    start: str = ""
    place: str = ""
    candidate: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    rater: str = ""
    asked: frozenset[str] = frozenset()
    then: str = ""
    next: tuple[tuple[str, str], ...] = ()

    def clock(self, minute: int) -> str:
        """The time of day of a minute of the meeting; without a start, hours and minutes of it."""
        hours, minutes = map(int, (self.start or "0:00").split(":"))
        at = hours * 60 + minutes + minute
        return f"{at // 60 % 24}:{at % 60:02}"

    @property
    def where(self) -> str:
        """The place, as a reader knows it; empty where it is not known."""
        return words.places([self.place])

    def plays(self, stage: str, part: str) -> str:
        """The name of who plays a part in a stage; empty where it is not known."""
        return self.parts.get(f"{stage}/{part}") or self.parts.get(part, "")

    def takes(self, record: Mapping[str, Any]) -> bool:
        """Whether a question or task is meant: no choice, the chosen one, or any at present."""
        chosen = self.asked & set(record["choice"])
        return record["id"] in chosen if chosen else bool(record["now"])

    def is_at(self, item: ItemRecord) -> bool:
        """Whether a check is one where the meeting is, as far as that is known."""
        here = self.place.casefold()
        return not here or not item["place"] or here in map(str.casefold, item["place"])


UNKNOWN = Occasion()
"""A meeting of which nothing is known, as sheets on a site have it."""
