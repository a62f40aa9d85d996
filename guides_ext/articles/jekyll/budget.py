"""What a page of Liquid may cost: a few lines of it can ask for more than a machine has.

Work is counted in characters that are handled, so that two builds of a page end alike. The library
has limits of its own for loops and nesting; what it cannot know is how large a value becomes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from typing import Any

from liquid.builtin.expressions import primitive
from liquid.exceptions import LiquidError

from guides_ext.articles.jekyll.lines import LARGEST

MOST_WORK = 30 * LARGEST
"""Characters that a page may handle, those of each value at each step."""

A_STEP = 100
"""What a step costs in characters, however short its value is."""

AN_ITEM = 10
"""What an item of a list costs, beside its own characters."""

LONGEST_NUMBER = 4_000
"""Bits of a whole number."""


class Exhausted(Exception):
    """A page asks for more than it may."""


def guarded(
    filter_: Callable[..., Any], name: str, spend: Callable[[int], None]
) -> Callable[..., Any]:
    """A filter that asks before it works.

    Args:
        spend: asked for all that goes in.
    """

    def ask(value: Any, *arguments: Any, **named: Any) -> Any:
        spend(sum(map(size_of, (value, *arguments))))
        if name in GROWING:
            _checked(GROWING[name](value, *arguments))
        found = filter_(value, *arguments, **named)
        size_of(found)
        return found

    return ask


def size_of(value: object) -> int:
    """The characters and items of a value.

    Raises:
        LiquidError: they are too many.
    """
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        raise LiquidError("a number of too many digits", token=None)
    size = len(value) if isinstance(value, Sized) else 1
    if isinstance(value, list | tuple | range):
        size *= AN_ITEM
    if isinstance(value, list | tuple):
        size += sum(len(one) for one in value if isinstance(one, str))
    return _checked(size)


def _checked(size: int) -> int:
    if size > LARGEST:
        message = f"a value of more than {LARGEST:,} characters (an item counts {AN_ITEM})"
        raise LiquidError(message, token=None)
    return size


GROWING: Mapping[str, Callable[..., int]] = {
    "replace": lambda text, old, new="": str(text).count(str(old)) * len(str(new)),
    "join": lambda items, between=" ": (
        (len(items) if isinstance(items, Sized) else 0) * len(str(between))
    ),
}
"""Filters whose result may be larger than all that goes in, and how large it becomes."""


class ShortRange(primitive.RangeLiteral):
    """``(1..9)``, which the library walks through from its start wherever it is asked for."""

    __slots__ = ()

    def _make_range(self, start: Any, stop: Any) -> range:
        found = super()._make_range(start, stop)
        size_of(found)
        return found


primitive.RangeLiteral = ShortRange  # type: ignore[misc]  # the library lets nobody choose one
