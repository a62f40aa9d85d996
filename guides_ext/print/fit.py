"""Finds the size of a sheet: the largest that fits, and what to leave out where none does.

Height is no smooth function of size, since lines break anew; but it is nearly one. So the search
begins at the top, guesses from the overrun, and tries the next step up; four settings do.
"""

from __future__ import annotations

import copy
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from guides_ext.print.labels import more
from guides_ext.print.runs import strings
from guides_ext.print.setting import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guides_ext.print.setting import Set, Typesetter
    from guides_ext.print.sheet import SheetData

LARGEST, SMALLEST, STEP = 9.8, 8.5, 0.05
"""Sizes of body type in points; beyond the largest, room goes to the written lines."""

SLOPE = 120.0
"""Points of height that a sheet grows by for a point of size, to begin with."""

FOOT = 2
"""Least lines for more evidence at the foot of the front."""

TOP = round((LARGEST - SMALLEST) / STEP)
"""Steps from the smallest size to the largest."""

TRIES = 4
"""Settings that a sheet takes at most, whatever has to be left out of it."""


class Fitted(NamedTuple):
    """A sheet that fits: what it was filled with (its size too), and what was left out of it."""

    pdf: bytes
    data: SheetData
    left_out: list[str]


class Overflow(Exception):
    """A sheet that cannot fit.

    Attributes:
        points: how much too tall the worse of its sides is, in points.
        parts: its three longest parts, with their numbers of characters.
    """

    def __init__(self, data: SheetData, points: float) -> None:
        self.points, self.parts = points, longest_parts(data)
        names = ", ".join(f"{name} ({count})" for name, count in self.parts)
        super().__init__(
            f"the sheet of '{data['stage']}' of '{data['role']}' is {points:.0f} points too tall "
            f"at {SMALLEST} pt; its longest parts, in characters: {names} "
            "(shorten them, or give items a short form: '- Sheet: …' or '- Sheet: no')"
        )


def fit(typesetter: Typesetter, data: SheetData, timestamp: int | None, *, trim: bool) -> Fitted:
    """The sheet in the largest size that fits.

    Args:
        trim: leave out what sheets can do without, where it does not fit otherwise.

    Raises:
        Overflow: it does not fit.
        SettingError: Typst has refused it.
    """

    @cache
    def cuts() -> list[Cut]:
        return list(_cuts(data)) if trim else []

    def in_size(size: float) -> SheetData:
        """In the smallest size, the lines at the foot are the first to go, then all the rest."""
        if size > SMALLEST:
            return {**data, "size": round(size, 2), "foot": FOOT, "without": []}
        return {**data, "size": SMALLEST, "foot": 0, "without": [one.left for one in cuts()]}

    found = largest(lambda size: set_sheets(typesetter, [in_size(size)], timestamp))
    if isinstance(found, float):
        raise Overflow(data, found)
    made, size = found
    gone = cuts()[: cuts_of(made)]
    left = gone[-1].left if gone else {}
    return Fitted(made.pdf, {**in_size(size), **left, "without": []}, [one.text for one in gone])


def set_sheets(
    typesetter: Typesetter, sheets: list[SheetData], timestamp: int | None, title: str = ""
) -> Set:
    """Sheets that have their sizes, each on a leaf of its own.

    Raises:
        SettingError: Typst has refused them, or warns of something.
    """
    name = title or f"{sheets[0]['stage']} – {sheets[0]['role']}"
    data = {"title": name, "sheets": sheets}
    made = typesetter.set("sheet.typ", data, timestamp)
    if made.warnings:
        raise SettingError("; ".join(made.warnings))
    return made


def largest(set_in: Callable[[float], Set]) -> tuple[Set, float] | float:
    """The setting in the largest size that fits, or by how many points the smallest fails."""
    best: tuple[Set, int] | None = None
    tried: dict[int, float] = {}  # step above the smallest size → points left over
    step = TOP
    while step not in tried and len(tried) < TRIES:
        if best is None and len(tried) == TRIES - 1:
            step = 0
        made = set_in(SMALLEST + step * STEP)
        tried[step] = spare(made)
        if tried[step] >= 0:
            best = (made, step)
        if cuts_of(made):
            break  # no larger size has room for all
        step = _next(tried, best[1] if best else -1)
    return (best[0], SMALLEST + best[1] * STEP) if best else -tried[0]


def _next(tried: dict[int, float], best: int) -> int:
    """The step at which nothing should be left over; one that was tried when all is known.

    Args:
        best: the largest step that fits, -1 for none yet.
    """
    failed = min((step for step in tried if tried[step] < 0), default=TOP + 1)
    if best + 1 >= failed:
        return best if best >= 0 else 0
    if best >= 0:  # between the two: as far up as the points on both sides say
        share = tried[best] / (tried[best] - tried[failed])
        guess = best + int(share * (failed - best))
    else:  # nothing fits yet: down by the overrun, and a little more each time
        above = max(tried)
        slope = (
            (tried[failed] - tried[above]) / (above - failed) if above > failed else SLOPE * STEP
        )
        guess = failed + int(tried[failed] / max(slope, 1)) - len(tried)
    return min(max(guess, best + 1), failed - 1)


def spare(made: Set) -> float:
    """The points left over on the fuller side; negative where it is too tall."""
    return min(float(one["spare"]) for one in made.facts)


def cuts_of(made: Set) -> int:
    """How many things the template has left out."""
    return sum(one.get("cuts", 0) for one in made.facts)


# Leaving out -----------------------------------------------------------------------------------

PARTS = ("checks", "groups", "goals", "non_goals", "more")
"""What of the data changes when something is left out."""


class Cut(NamedTuple):
    """Something that is left out: its text, and the changed parts of the data after it."""

    text: str
    left: dict[str, Any]


def _cuts(data: SheetData) -> Iterator[Cut]:
    """Everything that can be left out, one thing after another; how many says the sheet itself."""
    data = copy.deepcopy({part: data[part] for part in PARTS})
    counts: Counter[str] = Counter()
    for key, text in _dispensable(data):
        counts[key] += 1
        data["more"][key] = more(counts[key])
        yield Cut(text, copy.deepcopy(data))


def _dispensable(data: SheetData) -> Iterator[tuple[str, str]]:
    """Takes off what a sheet can do without, in the order that is promised: its list, its text."""
    for phase in ("after", "during", "before"):
        yield from _drop_drawn(data["checks"][phase], phase)
    for group in list(data["groups"]):
        for question in [one for one in group["questions"] if one["probe"]]:
            group["questions"].remove(question)
            if not group["name"] and not group["questions"]:
                data["groups"].remove(group)
            yield "questions", strings(question["ask"])
    for group in data["groups"]:
        for question in group["questions"]:
            while len(question["then"]) > 1:
                yield "questions", strings(question["then"].pop())
    for kind in ("non_goals", "goals"):
        yield from _drop_drawn(data[kind], kind)


def _drop_drawn(items: list[dict[str, Any]], key: str) -> Iterator[tuple[str, str]]:
    """Drawn-in items, the last first."""
    for item in [one for one in reversed(items) if one["drawn"]]:
        items.remove(item)
        yield key, strings(item["text"])


def longest_parts(data: SheetData) -> list[tuple[str, int]]:
    """The three parts of a sheet that have most characters, by the words that stand above them."""
    labels = data["labels"]

    def count(*texts: Any) -> int:
        return sum(len(strings(text)) for text in texts)

    lists = {"goals": data["goals"], "non_goals": data["non_goals"], **data["checks"]}
    parts = {labels[key]: count(*(one["text"] for one in items)) for key, items in lists.items()}
    parts[labels["words"]] = count(*(one["text"] for one in data["words"]))
    for task in data["tasks"]:
        texts = [task["brief"], task["enough"], *task["easier"], *task["harder"]]
        parts[f"{labels['task']} {task['title']}"] = count(*texts)
    for group in data["groups"]:
        texts = [t for q in group["questions"] for t in (q["ask"], q["easier"], q["harder"])]
        texts += [t for q in group["questions"] for t in (*q["then"], *q["listen"])]
        parts[group["name"] or labels["open"]] = count(*texts)
    for one in data["scores"]:
        levels = count(*(level["text"] for level in one["levels"]))
        parts[f"{labels['scorecard']}: {one['name']}"] = levels
    return sorted(parts.items(), key=lambda entry: -entry[1])[:3]
