"""Texts as a sheet has them: paragraphs of runs, a run a style and its characters.

A sheet has no room for blocks: links are their text, and pictures are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from guides_ext.record.text import MARKER, PICTURE, printable

if TYPE_CHECKING:
    from guides_ext.record.text import RichText

PaperRun: TypeAlias = list[str]
"""``[style, characters]``; the style is of ``e`` (emphasis), ``s`` (strong), ``c`` (code)."""
Paper: TypeAlias = list[list[PaperRun]]


def on_paper(text: RichText | None) -> Paper:
    """The paragraphs of a text that a sheet shows."""
    shown = [
        [[run.style.strip(MARKER), run.text] for run in one if run.style != PICTURE]
        for one in (text.paragraphs if text else ())
    ]
    return [one for one in shown if one]


def unmarked(text: str) -> Paper:
    """A text without markup."""
    shown = " ".join(printable(text).split())
    return [[["", shown]]] if shown else []


def said(text: Paper, quotes: tuple[str, str]) -> Paper:
    """The text in quotation marks, unless its author has set some."""
    if not text or text[0][0][1][:1] in "“„«‘‚\"'»「" + quotes[0]:
        return text
    opened = [[["", quotes[0]], *text[0]], *text[1:]]
    return [*opened[:-1], [*opened[-1], ["", quotes[1]]]]


def strings(text: Paper) -> str:
    """All characters of a text."""
    return " ".join("".join(run[1] for run in paragraph) for paragraph in text)
