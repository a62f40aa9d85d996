"""``{:toc}``: a list of the page's headings in the place of the list that it stands at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guides_ext.articles.jekyll.blocks import Blocks
from guides_ext.articles.jekyll.front import escaped
from guides_ext.articles.jekyll.lines import Line, bare

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.inline import Attributes

LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")


def contents_lines(
    blocks: Blocks, before: dict[int, Attributes], title: str, at: Line
) -> list[Line]:
    """The list of headings, each a link, all from the place of the list that they replace."""
    found = list(_entries(blocks, before, title))
    least = min((level for level, _text, _anchor in found), default=1)
    return [
        at._replace(text=f"{'  ' * (level - least)}- [{escaped(text)}](#{anchor})")
        for level, text, anchor in found
    ]


def _entries(
    blocks: Blocks, before: dict[int, Attributes], title: str
) -> Iterator[tuple[int, str, str]]:
    used = Counter([slug(title)] if title else [])
    deepest = 0
    for block in blocks.headings:
        text = plain(block.text)
        anchor = slug(text)
        used[anchor] += 1
        attributes = before.get(block.start)
        if used[anchor] > 1:
            anchor = f"{anchor}-{used[anchor] - 1}"
        if not text or (attributes and "no_toc" in attributes.classes):
            continue
        if attributes and attributes.ids:
            anchor = attributes.ids[-1]
        deepest = min(block.level, deepest + 1) if deepest else block.level
        yield deepest, text, anchor


def plain(text: str) -> str:
    """A heading without its markup."""
    text = LINK.sub(r"\1", bare(text))
    return re.sub(r"[*`~]|(?<!\w)_|_(?!\w)|\\(?=[!-/:-@\[-`{-~])", "", text).strip()


def slug(text: str) -> str:
    """The anchor of a heading as GitHub, Jekyll and MyST make it: ``Go on!`` → ``go-on``."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
