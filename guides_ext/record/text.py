"""A text as runs: what a reader reads, with its emphasis and its links, and where it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

MARKER = "m"
"""The style of what stands before an item or between cells: seen on paper, but no words."""

PICTURE = "p"
"""The style of a picture's words: read where there are only words, and no text on paper."""

OPEN = "x"
"""The style of words that a reference takes from what it leads to, once all documents are read."""


class Run(NamedTuple):
    """Characters of one style.

    Attributes:
        text: the characters, white space single.
        style: letters of ``e`` (emphasis), ``s`` (strong) and ``c`` (code), and one of the above.
        link: where it leads: an address, ``#anchor``, or ``domain:type:target``; empty for none.
    """

    text: str
    style: str = ""
    link: str = ""


Paragraph: TypeAlias = tuple[Run, ...]


class RichText(NamedTuple):
    """A text.

    Attributes:
        words: all its words on one line, without markup.
        marked: its paragraphs; none where it is one paragraph without markup, which ``words`` is.
        file: the file that it is written in, from the source root.
        line: its first line, from 1.
        column: the column of its first character, from 1; 1 where only the line is known.
    """

    words: str
    marked: tuple[Paragraph, ...] = ()
    file: str = ""
    line: int = 1
    column: int = 1

    def __bool__(self) -> bool:
        return bool(self.words or self.marked)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, each a tuple of runs."""
        return self.marked or (((Run(self.words),),) if self.words else ())


EMPTY = RichText("")
"""The text that is not there."""


def rich_text(
    paragraphs: Iterable[Paragraph], file: str = "", line: int = 1, column: int = 1
) -> RichText:
    """The text of some paragraphs, written at a place."""
    found = tuple(paragraphs)
    plain = len(found) == 1 and len(found[0]) == 1 and found[0][0][1:] == ("", "")
    return RichText(words_in(found), () if plain else found, file, line, column)


def words_in(paragraphs: Iterable[Paragraph]) -> str:
    """The words of paragraphs on one line."""
    lines = ("".join(" " if run.style == MARKER else run.text for run in one) for one in paragraphs)
    return " ".join(" ".join(lines).split())


def paragraph(runs: Iterable[Run]) -> Paragraph:
    """The runs of one line: like ones joined, white space single, none at the ends."""
    runs, joined = [*runs], list[Run]()
    if len(runs) == 1 and runs[0].style != MARKER:  # so it is with most texts
        words = " ".join(printable(runs[0].text).split())
        return (runs[0]._replace(text=words),) if words else ()
    for _look, alike in groupby(runs, key=itemgetter(slice(1, None))):
        first, *others = alike
        before = joined[-1] if joined else Run(" ")
        text = re.sub(r"\s+", " ", printable("".join([first.text, *(one.text for one in others)])))
        text = text.lstrip(" ") if before.text.endswith(" ") else text
        if text and joined and before[1:] == first[1:]:  # only white space of another look between
            joined[-1] = before._replace(text=before.text + text)
        elif text:
            joined.append(first._replace(text=text))
    if joined and joined[-1].style != MARKER:
        joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip(" "))
    return tuple(run for run in joined if run.text)


def printable(text: str) -> str:
    """The text without control characters and what is no character at all."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNPRINTABLE)


_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn"})


def map_texts(value: Any, change: Callable[[Any], Any], kind: type = RichText) -> Any:
    """Plain data with each of its texts changed: ``map_texts(record, lambda one: one.words)``.

    Args:
        kind: the class that texts are of.
    """
    if isinstance(value, kind):
        return change(value)
    if isinstance(value, dict):
        return {key: map_texts(one, change, kind) for key, one in value.items()}
    if isinstance(value, list):
        return [map_texts(one, change, kind) for one in value]
    return value


def texts_of(value: Any) -> Iterator[RichText]:
    """All texts of plain data, in their order."""
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_of(one)


def published(value: Any) -> Any:
    """Plain data as guides.json has it: each text is its words."""
    return map_texts(value, lambda text: text.words)
