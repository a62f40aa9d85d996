"""Anchored ratings: what each level of a competency looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.nodes import caption, level, scale, scale_row
from guides_ext.parts.markup import built_in, titled
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guides_ext.model import Competency, Text
    from guides_ext.parts.markup import Markup


def scale_of(
    rated: Sequence[tuple[str, Competency]],
    words: Mapping[int, Text],
    markup: Markup,
    *,
    above: object,
) -> scale:
    """A scale.

    :param rated: competencies by id; the id is the anchor of its row, empty for none
    :param words: the name of each level, lowest first; without it, the levels that are anchored
    :param above: the sentence above the table
    """
    numbers = sorted(words) or sorted({n for _id, one in rated for n in one.levels})
    shown = [_row(anchor, one, numbers, words, markup) for anchor, one in rated]
    return scale("", built_in(above, caption), *shown, levels=numbers)


def _row(
    anchor: str, one: Competency, numbers: list[int], words: Mapping[int, Text], markup: Markup
) -> scale_row:
    cells = [
        level(
            "",
            titled(words[number], markup) if number in words else built_in(""),
            *(markup.block(one.levels[number]) if number in one.levels else []),
            level=number,
            needed=str(_("the job needs this")) if number == one.needs else "",
        )
        for number in numbers
    ]
    title = titled(one.title, markup)
    return scale_row("", title, *cells, needs=one.needs, ids=[anchor] if anchor else [])
