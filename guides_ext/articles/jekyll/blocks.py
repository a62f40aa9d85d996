"""Where the blocks of a page are: markdown-it finds them, without looking into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from markdown_it.token import Token

    from guides_ext.articles.jekyll.lines import Line


class Block(NamedTuple):
    """A block: what it is, its first row, the row after its last with text, how deep it is.

    Attributes:
        text: of a heading, or what is in code.
    """

    kind: str
    start: int
    end: int
    depth: int
    level: int = 0
    text: str = ""


class Text(NamedTuple):
    """Rows of text: the first, and where in each the text begins."""

    start: int
    columns: list[int]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class Blocks:
    """The blocks of a page.

    Attributes:
        all: every block, outer before inner.
        texts: the rows that hold markup within lines.
        tables: the rows of tables, which are read a row at a time.
        html: the blocks of HTML.
        code: the rows of code.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.all: list[Block] = []
        self.texts: list[Text] = []
        self.tables: set[int] = set()
        self.html: list[Block] = []
        self.code: set[int] = set()
        tokens = _parser().parse("\n".join(line.text for line in lines))
        for index, token in enumerate(tokens):
            if token.map:
                self._take(token, tokens[index + 1 : index + 2])

    def _take(self, token: Token, following: list[Token]) -> None:
        assert token.map
        start, end = token.map
        if token.type == "inline":
            if start not in self.tables:
                self.texts.append(self._text(start, token.content))
            return
        while end > start + 1 and not self.lines[end - 1].text.strip():
            end -= 1
        kind = token.type.removesuffix("_open")
        level = int(token.tag[1]) if kind == "heading" else 0
        text = following[0].content if kind == "heading" else token.content
        block = Block(kind, start, end, token.level, level, text)
        self.all.append(block)
        if kind == "table":
            self.tables.update(range(start, end))
        elif kind in ("fence", "code_block"):
            self.code.update(range(start, end))
        elif kind == "html_block":
            self.html.append(block)

    def _text(self, start: int, content: str) -> Text:
        columns = []
        for row, part in enumerate(content.split("\n"), start):
            column = self.lines[row].text.rfind(part.rstrip())
            columns.append(max(0, column) if part.strip() else 0)
        return Text(start, columns)

    @property
    def headings(self) -> Iterator[Block]:
        """The headings of the page itself, not those in quotes and lists."""
        return (one for one in self.all if one.kind == "heading" and not one.depth)

    def ending_before(self, row: int, indent: int) -> Block | None:
        """The block whose last row is right above ``row``.

        Args:
            indent: of the row, in characters: 0 means the outermost such block.
        """
        found = [one for one in self.all if one.end == row]
        return next((one for one in found if self.indent(one.start) >= indent), None)

    def indent(self, row: int) -> int:
        """How far a row is indented, in characters."""
        text = self.lines[row].text
        return len(text) - len(text.lstrip())


REFERENCE = re.compile(r"(?P<head> {0,3}\[[^\]\[]+\]:[ \t]*)(?P<address><[^<>]*>|\S+)")
"""The definition of an address that links name; markdown-it leaves it out of its blocks."""
