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
    """One bar of segments beside each other, in proportion to their minutes.

    One that is too narrow for its words has its number, counted from 1: that of its place in the
    list below the bar.
    """
    total = sum(one.minutes for one in segments) or 1
    start, pieces = 0, []
    for number, one in enumerate(segments, start=1):
        share = one.minutes / total
        pieces.append(_piece(one, start / total, share, _label(one, number, share)))
        start += one.minutes
    return f'<svg aria-hidden="true" class="{css_class}">{"".join(pieces)}</svg>\n'


def state_of(main: bool, absent: bool) -> str:
    """The class of a segment: without the candidate, the main one, or neither."""
    return "guide-apart" if absent else "guide-main" if main else ""


def alone(start: int, minutes: int, longest: int, state: str) -> str:
    """One bar on a line that is ``longest`` minutes long."""
    piece = _piece(Segment(minutes, "", state), start / (longest or 1), minutes / (longest or 1))
    return f'<svg aria-hidden="true" class="guide-length">{piece}</svg>\n'


def _piece(one: Segment, start: float, share: float, label: str = "") -> str:
    state = f' class="{one.state}"' if one.state else ""
    return (
        f'<svg x="{start:.3%}" width="{share:.3%}" height="100%"{state}>'
        f'<rect width="100%" height="100%"/>{label}</svg>'
    )


def _label(one: Segment, number: int, share: float) -> str:
    """Minutes and words where there is room for both; elsewhere, or on phones, the number."""
    needed = len(one.label) * LETTER + MARGIN
    if not one.label:
        return ""
    if needed <= NARROW * share:
        return _words(one)
    if needed <= WIDE * share:
        return _words(one, " guide-roomy") + _number(number, " guide-tight")
    return _number(number)


def _words(one: Segment, screens: str = "") -> str:
    return (
        f'<text class="guide-minutes{screens}" x=".45em" y="1.5em">{one.minutes}</text>'
        f'<text class="guide-name{screens}" x=".45em" y="2.75em">{escape(one.label)}</text>'
    )


def _number(number: int, screens: str = "") -> str:
    return f'<text class="guide-number{screens}" x="50%" y="2.1em">{number}</text>'
