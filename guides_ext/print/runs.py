"""Texts for the sheet: from nodes to paragraphs of runs.

A sheet has no room for blocks: a text is a list of paragraphs, a paragraph a list of runs, a run
its style and its characters. Links are their text, lists become lines, pictures are left out.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes

from guides_ext.parts.lists import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Run: TypeAlias = list[str]
"""``[style, characters]``; the style is of ``e`` (emphasis), ``s`` (strong), ``c`` (code)."""
Paragraph: TypeAlias = list[Run]
Rich: TypeAlias = list[Paragraph]

STYLES: dict[type[nodes.Node], str] = {
    nodes.emphasis: "e",
    nodes.strong: "s",
    nodes.literal: "c",
    nodes.literal_block: "c",
    nodes.math: "c",
    nodes.math_block: "c",
}
HIDDEN = (short, nodes.image, nodes.Invisible, nodes.footnote_reference, nodes.footnote, nodes.raw)


def rich(content: Iterable[nodes.Node]) -> Rich:
    """The paragraphs of some nodes."""
    return [one for node in content for one in _paragraphs(node)]


def plain(text: str) -> Rich:
    """A text without markup."""
    shown = clean(text)
    return [[["", shown]]] if shown else []


def said(text: Rich, quotes: tuple[str, str]) -> Rich:
    """The text in quotation marks, unless its author has set some."""
    if not text or text[0][0][1][:1] in "“„«‘‚\"'»「" + quotes[0]:
        return text
    opened = [[["", quotes[0]], *text[0]], *text[1:]]
    return [*opened[:-1], [*opened[-1], ["", quotes[1]]]]


def strings(text: Rich) -> str:
    """All characters of a text."""
    return " ".join("".join(run[1] for run in paragraph) for paragraph in text)


def clean(text: str) -> str:
    """The text with single spaces, and without characters that cannot be printed."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """The text without control characters and what is no character at all."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in UNPRINTABLE)


UNPRINTABLE = frozenset({"Cc", "Cs", "Cn"})


def _paragraphs(node: nodes.Node) -> Iterator[Paragraph]:
    if isinstance(node, HIDDEN):
        return
    if isinstance(node, nodes.Text | nodes.Inline | nodes.TextElement):
        paragraph = _tidy(list(_runs(node, "")))
        if paragraph:
            yield paragraph
    elif isinstance(node, nodes.list_item):
        for number, paragraph in enumerate(rich(node.children)):
            yield paragraph if number else [["", "– "], *paragraph]
    else:
        for child in node.children:
            yield from _paragraphs(child)


def _runs(node: nodes.Node, style: str) -> Iterator[Run]:
    if isinstance(node, HIDDEN):
        return
    if isinstance(node, nodes.Text):
        yield [style, str(node)]
        return
    mark = next((mark for kind, mark in STYLES.items() if isinstance(node, kind)), "")
    for child in node.children:
        yield from _runs(child, style + mark if mark not in style else style)


def _tidy(runs: list[Run]) -> Paragraph:
    """Runs of one style joined, white space single, none at the ends."""
    joined: Paragraph = []
    for style, text in runs:
        kept = re.sub(r"\s+", " ", printable(text))
        before = joined[-1][1] if joined else " "
        if before.endswith(" "):
            kept = kept.lstrip(" ")
        if not kept:
            continue
        if joined and joined[-1][0] == style:
            joined[-1][1] += kept
        else:
            joined.append([style, kept])
    if joined:
        joined[-1][1] = joined[-1][1].rstrip(" ")
    return [run for run in joined if run[1]]
