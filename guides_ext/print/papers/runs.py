"""Texts as papers have them: paragraphs of runs, a run a style and its characters.

A paper has no room for blocks: links are their text, and pictures are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from guides_ext.record.data import ItemRecord
from guides_ext.record.text import MARKER, PICTURE, RichText, printable

Run: TypeAlias = list[str]
"""``[style, characters]``; the style of ``e`` (emphasis), ``s`` (strong) and ``c`` (code)."""

Paragraphs: TypeAlias = list[list[Run]]
"""A text."""


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


def shorts(items: Iterable[ItemRecord]) -> list[Paragraphs]:
    """The items of a list that a paper shows."""
    return [text for one in items if (text := short(one))]


def unmarked(text: str) -> Paragraphs:
    """A text without markup."""
    shown = " ".join(printable(text).split())
    return [[["", shown]]] if shown else []


def in_quotes(text: Paragraphs, quotes: tuple[str, str]) -> Paragraphs:
    """The text in quotation marks, unless its author has set some."""
    if not text or text[0][0][1][:1] in "“„«‘‚\"'»「" + quotes[0]:
        return text
    opened = [_tied([["", quotes[0]], *text[0]]), *text[1:]]
    return [*opened[:-1], _tied([*opened[-1], ["", quotes[1]]])]


def behind(lead: Run, text: Paragraphs) -> Paragraphs:
    """A text with what leads to it."""
    return [[lead, *text[0]], *text[1:]] if text else []


def joined(texts: Iterable[Paragraphs], between: Run) -> Paragraphs:
    """Several texts as one paragraph, with a run between each two."""
    runs = [run for text in texts for run in [between, *_flat(text)]]
    return [_tied(runs[1:])] if runs else []


def _flat(text: Paragraphs) -> list[Run]:
    return [run for paragraph in text for run in [["", " "], *paragraph]][1:]


def _tied(paragraph: list[Run]) -> list[Run]:
    """A paragraph with neighbours of one style as one run: each run takes time to set."""
    return [
        [style, "".join(run[1] for run in runs)]
        for style, runs in groupby(paragraph, key=itemgetter(0))
    ]


def strings(text: Paragraphs) -> str:
    """All characters of a text."""
    return " ".join("".join(run[1] for run in paragraph) for paragraph in text)


UNSEEN = ("code", "kind", "left_out")
"""What of a paper's data is not printed."""


def all_strings(found: Any) -> Iterator[str]:
    """Every string of a paper's data that is printed."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        yield from all_strings([one for key, one in found.items() if key not in UNSEEN])
    elif isinstance(found, list):
        is_run = len(found) == 2 and isinstance(found[0], str) and not found[0].strip("esc")
        for one in found[is_run:]:
            yield from all_strings(one)


def letters_in(found: Any) -> int:
    """How many characters the strings of a paper's data have."""
    return sum(map(len, all_strings(found)))
