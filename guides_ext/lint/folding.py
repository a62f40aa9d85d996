"""Texts whose lines YAML has joined: where, and what keeps them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from guides_ext.lint.fix import Edit
from guides_ext.model.problems import Place
from guides_ext.model.text import MarkdownText

_BLOCK = re.compile(r"(?:[-+*]|\d{1,2}[.)]|#{1,6}|>)\s")


def joined_to_above(text: MarkdownText, lines: list[str]) -> int | None:
    """The first row of a list or a paragraph that is lost in the line above it; `lines` are those
    of its file."""
    lists = (row for row in _joined(text, lines) if _BLOCK.match(lines[row - 1].lstrip()))
    return next(iter([*lists, *_paragraphs(text, lines)]), None)


def as_block(text: MarkdownText, lines: list[str]) -> Edit | None:
    """Makes a block of a folded text, whose sign stands at the end of the line above it."""
    row = text.place.line - 1
    folded = re.search(r"(>)[+-]?$", lines[row - 1].rstrip()) if row else None
    return Edit(Place(text.place.file, row, folded.start() + 1), ">", "|") if folded else None


def _joined(text: MarkdownText, lines: list[str]) -> Iterator[int]:
    """The rows of a file that are in a line of the text which begins further up."""
    ends = [*text.lines[1:], len(lines) + 1]
    for line, row, end in zip(text.markdown.split("\n"), text.lines, ends, strict=True):
        ink = "".join(line.split())
        for below in range(row + 1, end):
            here = "".join(lines[below - 1].split()).strip("\"'")
            if not here or here not in ink:
                break
            yield below


def _paragraphs(text: MarkdownText, lines: list[str]) -> Iterator[int]:
    """The rows that a blank line in the file, and none in the text, parts from those above."""
    rows = zip(text.markdown.split("\n"), text.lines, strict=True)
    for (above, _), (line, row) in pairwise(rows):
        if above.strip() and line.strip() and not lines[row - 2].strip():
            yield row
