"""Texts as papers have them: paragraphs of runs, a run a style and its characters.

A paper has no room for blocks: links are their text, and pictures are left out.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from guides_ext.record.text import MARKER, PICTURE, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guides_ext.record.data import ItemRecord
    from guides_ext.record.text import RichText

Paragraphs: TypeAlias = list[list[list[str]]]
"""Of a text; a run is ``[style, characters]``, the style of ``e`` (emphasis), ``s`` (strong) and
``c`` (code)."""


def on_paper(text: RichText | None) -> Paragraphs:
    """The paragraphs of a text that a paper shows."""
    shown = [
        [[run.style.strip(MARKER), run.text] for run in one if run.style != PICTURE]
        for one in (text.paragraphs if text else ())
    ]
    return [one for one in shown if one]


def short(item: ItemRecord) -> Paragraphs:
    """An item as papers have it: its short form where it has one, nothing where it has no place."""
    return [] if item["sheet"] is False else on_paper(item["sheet"] or item["text"])


def shorts(items: list[ItemRecord]) -> list[Paragraphs]:
    """The items of a list that a paper shows."""
    return [text for one in items if (text := short(one))]


def unmarked(text: object) -> Paragraphs:
    """A text without markup."""
    shown = " ".join(printable(str(text)).split())
    return [[["", shown]]] if shown else []


def said(text: Paragraphs, quotes: tuple[str, str]) -> Paragraphs:
    """The text in quotation marks, unless its author has set some."""
    if not text or text[0][0][1][:1] in "“„«‘‚\"'»「" + quotes[0]:
        return text
    opened = [_tied([["", quotes[0]], *text[0]]), *text[1:]]
    return [*opened[:-1], _tied([*opened[-1], ["", quotes[1]]])]


def joined(texts: list[Paragraphs], between: str) -> Paragraphs:
    """Several texts as one paragraph."""
    runs = [run for text in texts for run in [["", between], *_flat(text)]]
    return [_tied(runs[1:])] if runs else []


def _flat(text: Paragraphs) -> list[list[str]]:
    return [run for paragraph in text for run in [["", " "], *paragraph]][1:]


def _tied(paragraph: list[list[str]]) -> list[list[str]]:
    """A paragraph with neighbours of one style as one run: each run takes time to set."""
    return [
        [style, "".join(run[1] for run in runs)]
        for style, runs in groupby(paragraph, key=itemgetter(0))
    ]


def strings(text: Paragraphs) -> str:
    """All characters of a text."""
    return " ".join("".join(run[1] for run in paragraph) for paragraph in text)


def letters_in(found: Any) -> int:
    """How many characters the texts of a paper's data have; a text is a list of lists of runs."""
    return sum(map(len, all_strings(found)))


def all_strings(found: Any) -> Iterator[str]:
    """All texts of a paper's data, each in one string."""
    if isinstance(found, list) and found and _is_text(found):
        yield strings(found)
    elif isinstance(found, list):
        for one in found:
            yield from all_strings(one)
    elif isinstance(found, dict):
        for one in found.values():
            yield from all_strings(one)


def _is_text(found: list[Any]) -> bool:
    first: Any = found
    for _depth in range(3):
        first = first[0] if isinstance(first, list) and first else None
    return isinstance(first, str)
