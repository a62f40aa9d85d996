"""Minutes as length: bars in SVG, which need neither a script nor a style attribute.

Shares are percentages of the bar's width, so a bar fits its column at every size. What a bar
shows is also said in words beside it, so it is hidden from screen readers.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

LETTERS = 44
"""Letters of a label that fit beside each other in a bar at the column's full width."""


class Segment(NamedTuple):
    """A piece of a bar: its minutes, its words, and the class that colours it."""

    minutes: int
    label: str = ""
    state: str = ""


def stacked(segments: list[Segment], css_class: str) -> str:
    """One bar of segments beside each other, in proportion to their minutes."""
    total = sum(one.minutes for one in segments) or 1
    start, pieces = 0.0, []
    for one in segments:
        share = 100 * one.minutes / total
        pieces.append(_piece(one, start, share))
        start += share
    return f'<svg aria-hidden="true" class="{css_class}">{"".join(pieces)}</svg>\n'


def alone(minutes: int, longest: int, state: str) -> str:
    """One bar, as long as its share of the longest."""
    piece = _piece(Segment(minutes, "", state), 0, 100 * minutes / (longest or 1))
    return f'<svg aria-hidden="true" class="guide-length">{piece}</svg>\n'


def _piece(one: Segment, start: float, share: float) -> str:
    state = f' class="{one.state}"' if one.state else ""
    return (
        f'<svg x="{start:.3f}%" width="{share:.3f}%" height="100%"{state}>'
        f'<rect width="100%" height="100%"/>{_label(one, share)}</svg>'
    )


def _label(one: Segment, share: float) -> str:
    """Minutes and title where both fit, the minutes alone where only they do, else nothing.

    The list below the bar says it all again.
    """
    room = LETTERS * 2 * share / 100
    if not one.label or room < len(str(one.minutes)) + 2:
        return ""
    words = f" {escape(one.label)}" if room >= len(one.label) + 4 else ""
    return f'<text x=".5em" y="50%" dy=".35em"><tspan class="guide-minutes">{one.minutes}</tspan>{words}</text>'
