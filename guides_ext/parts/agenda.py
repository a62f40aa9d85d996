"""The agenda: timeboxes one after another, with the words that open each."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext import words
from guides_ext.nodes import agenda, timebox
from guides_ext.parts.markup import built_in, said, titled
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guides_ext.model import Timebox
    from guides_ext.parts.markup import Markup


APART = ("break", "notes")
"""Timeboxes without the candidate, unless their ``who`` says otherwise."""


def agenda_of(
    boxes: Sequence[Timebox],
    markup: Markup,
    done_in: Callable[[int], list[nodes.Node]] = lambda index: [],
) -> agenda:
    """An agenda.

    :param boxes: its timeboxes, minutes filled
    :param done_in: what a timebox is filled with, by its index: links to task and questions
    """
    starts = itertools.accumulate((box.minutes for box in boxes), initial=0)
    shown = [
        _timebox(box, start, markup, done_in(index))
        for index, (box, start) in enumerate(zip(boxes, starts, strict=False))
    ]
    return agenda("", *shown, minutes=sum(box.minutes for box in boxes))


def _timebox(box: Timebox, start: int, markup: Markup, done: list[nodes.Node]) -> timebox:
    title = titled(box.title, markup) if box.title else built_in(words.timebox(box.is_))
    speech = [said(box.say, markup)] if box.say else []
    apart = box.is_ in APART if box.who is None else box.who == "interviewers"
    alone = built_in(_("without the candidate"), nodes.paragraph, classes=["guide-note"])
    return timebox(
        "",
        title,
        *([alone] if apart and box.is_ != "break" else []),
        *done,
        *speech,
        start=start,
        minutes=box.minutes,
        kind=box.is_,
        apart=apart,
    )
