"""Minutes as length: bars in SVG, which need neither a script nor a style attribute.

Shares are percentages of the bar's width, so a bar fits its column at every size. What a bar
shows is also said in words beside it, so it is hidden from screen readers.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

LETTER, MARGIN = 0.55, 0.9
"""Width of a usual letter, and of the space around a label (em of the label)."""

WIDE, NARROW = 60, 24
"""Width of a bar in the column of a wide screen, and on the smallest phone (em of the label)."""


class Segment(NamedTuple):
    """A piece of a bar: its minutes, its words, and the class that colours it."""

    minutes: int
    label: str = ""
    state: str = ""


def stacked(segments: list[Segment], css_class: str) -> str:
    """One bar of segments beside each other, in proportion to their minutes."""
    total = sum(one.minutes for one in segments) or 1
    start, pieces = 0, []
    for one in segments:
        pieces.append(_piece(one, start / total, one.minutes / total))
        start += one.minutes
    return f'<svg aria-hidden="true" class="{css_class}">{"".join(pieces)}</svg>\n'


def state_of(main: bool, absent: bool) -> str:
    """The class of a segment: without the candidate, the main one, or neither."""
    return "guide-apart" if absent else "guide-main" if main else ""


def alone(start: int, minutes: int, longest: int, state: str) -> str:
    """One bar on a line that is ``longest`` minutes long."""
    piece = _piece(Segment(minutes, "", state), start / (longest or 1), minutes / (longest or 1))
    return f'<svg aria-hidden="true" class="guide-length">{piece}</svg>\n'


def _piece(one: Segment, start: float, share: float) -> str:
    state = f' class="{one.state}"' if one.state else ""
    label = ""
    if one.label:
        label = _line(str(one.minutes), "guide-minutes", "1.5em", share)
        label += _line(one.label, "guide-name", "2.75em", share)
    return (
        f'<svg x="{start:.3%}" width="{share:.3%}" height="100%"{state}>'
        f'<rect width="100%" height="100%"/>{label}</svg>'
    )


def _line(words: str, css_class: str, y: str, share: float) -> str:
    """A line of a label: everywhere, on wide screens only, or nowhere, as it fits.

    The list below the bar says it all again.
    """
    needed = len(words) * LETTER + MARGIN
    if needed > WIDE * share:
        return ""
    room = "" if needed <= NARROW * share else " guide-roomy"
    return f'<text class="{css_class}{room}" x=".45em" y="{y}">{escape(words)}</text>'
