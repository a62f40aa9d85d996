"""Cuts a page into the tokens that python-liquid parses, and never fails.

The library's own lexer gives up at the first brace that is not closed, and forgets where a text
began that ``{%-`` has trimmed. This one hands on the same tokens, each with its true place; what
it cannot read it hands on as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from liquid.stream import TokenStream
from liquid.token import (
    TOKEN_CONTENT,
    TOKEN_EXPRESSION,
    TOKEN_ILLEGAL,
    TOKEN_OUTPUT,
    TOKEN_TAG,
    Token,
)

from guides_ext.articles.jekyll.lines import Source, Told
from guides_ext.model.problems import Place

OF_LIQUID = (
    r"(?:assign|capture|case|cycle|decrement|echo|else|elsif|for|if|increment|raw|tablerow|unless"
    r"|when)\b|end"
)
"""Tags of Liquid itself: of ``{{ … }}`` they hold a name alone, which Jekyll sees through where
nothing is around it."""

WITHIN = r"\{\{[\w.-]++\}\}"
_QUOTED_OR_WITHIN = re.compile(rf"\"[^\"]*+\"|'[^']*+'|{WITHIN}")

PIECE = re.compile(
    rf"""\{{\{{-?(?!\s*+-?\}}\}})(?P<value>(?:(?!\}}\}}|\{{[{{%]).){{1,10000}}+)\}}\}}
    |\{{%-?\s*+(?P<own>(?={OF_LIQUID}))?+(?P<name>\#|\w++(?:-\w++)*+)\s*+
        (?P<rest>(?:{WITHIN}|(?!%\}}|\{{%|(?(own)\{{\{{|%\}})).){{0,10000}}+)%\}}
    |\{{[{{%]-?""",
    re.VERBOSE | re.DOTALL,
)
"""A value, a tag, or what only begins as one does. None is longer than people write them, and
nothing is tried twice, so that the time grows with the text alone."""

KINDS = (TOKEN_CONTENT, TOKEN_OUTPUT)
"""Names by which the library's parser looks up what is no tag."""

DEEPEST = 40
"""Blocks that may stand in each other."""


class Tokens(TokenStream):
    """The tokens of one source, by which the library's tags also know what is being read.

    Args:
        blocks: the tags that need an end, and its name.

    Attributes:
        ends: where a tag or output ends, by where its first token starts.
        starts: where a tag or output starts, likewise.
        broken: where tags start that are not to be parsed: they have no end, or are one, or have
            failed already.
    """

    def __init__(self, source: Source, told: Told, blocks: Mapping[str, str]) -> None:
        self.source, self.text, self.told = source, source.text, told
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        super().__init__(iter(()))
        self._cut()
        self.broken = self._unbalanced(blocks)

    def place(self, token: Token) -> Place:
        """Where a tag begins."""
        return self.source.place(self.starts[token.start_index])

    def span(self, first: Token, last: Token) -> tuple[Place, str]:
        """The source from one tag to another, with its place.

        The white space that the dashes of the tags trim is in it: who shows them trims nothing.
        """
        start, end = self.starts[first.start_index], self.ends[last.start_index]
        if self.text.startswith("-", start + 2):
            start = len(self.text[:start].rstrip())
        if self.text.startswith("-", end - 3):
            end = len(self.text) - len(self.text[end:].lstrip())
        return self.source.place(start), self.text[start:end]

    def _cut(self) -> None:
        pieces = [*PIECE.finditer(self.text)]
        endless: set[str] = set()  # a page of open comments stays cheap
        at, trim, following = 0, False, 0
        for number, piece in enumerate(pieces):
            if number < following:
                continue  # within what is no Liquid
            if piece.lastgroup is None:
                what = "value" if piece[0].startswith("{{") else "tag"
                message = f"'{piece[0]}' begins no {what}; it is shown as it is"
                self.told.warn(self.source.place(piece.start()), message)
                continue
            self._content(at, piece.start(), trim, piece)
            at, trim, name = piece.end(), piece[0][-3] == "-", piece["name"]
            if name in ("raw", "comment") and name not in endless:
                if last := _end_of_verbatim(pieces, number):
                    end, following = pieces[last], last + 1
                    if name == "raw":
                        self._content(at, end.start(), trim, end)
                    at, trim = end.end(), end[0][-3] == "-"
                    continue
                endless.add(name)
            self._tag(piece)
        self._content(at, len(self.text), trim, None)

    def _content(self, start: int, end: int, trim: bool, before: re.Match[str] | None) -> None:
        """Hands on text, without the white space that the tags around it trim."""
        text = self.text[start:end]
        if trim:
            text = text.lstrip()
            start = end - len(text)
        if before and before[0][2] == "-":
            text = text.rstrip()
        if text:
            self._add(TOKEN_CONTENT, text, start)

    def _add(self, kind: str, value: str, start: int) -> None:
        self.tokens.append(Token(kind, value, start, self.text))

    def _tag(self, piece: re.Match[str]) -> None:
        """Hands on a tag or a value, and its expression."""
        name = piece["name"]
        group, start = ("rest", piece.start("name")) if name else ("value", piece.start())
        self.starts[start], self.ends[start] = piece.span()
        if name:
            self._add(TOKEN_TAG, TOKEN_ILLEGAL if name in KINDS else name, start)
        else:
            self._add(TOKEN_OUTPUT, piece[0], start)
        if expression := piece[group].removesuffix("-").strip():
            start = self.text.index(expression, piece.start(group))
            if piece["own"] is not None:
                expression = _QUOTED_OR_WITHIN.sub(_without_braces, expression)
            self._add(TOKEN_EXPRESSION, expression, start)

    def _unbalanced(self, blocks: Mapping[str, str]) -> set[int]:
        """Where tags start that have no end, ends that have no beginning, and both of a block that
        stands in too many others."""
        alone: set[int] = set()
        open_tags: list[Token] = []
        wanted: Counter[str] = Counter()
        ends = set(blocks.values())
        for token in self.tokens:
            if token.kind != TOKEN_TAG:
                continue
            if token.value in blocks:
                open_tags.append(token)
                wanted[blocks[token.value]] += 1
            elif token.value in ends and not wanted[token.value]:
                alone.add(token.start_index)
            elif token.value in ends:
                while blocks[(last := open_tags.pop()).value] != token.value:
                    alone.add(last.start_index)
                    wanted[blocks[last.value]] -= 1
                wanted[token.value] -= 1
                if len(open_tags) >= DEEPEST:
                    alone |= {last.start_index, token.start_index}
        return alone | {token.start_index for token in open_tags}


def _without_braces(match: re.Match[str]) -> str:
    return match[0][2:-2] if match[0][0] == "{" else match[0]


def _end_of_verbatim(pieces: list[re.Match[str]], first: int) -> int:
    """The number of the tag that ends a ``raw`` or ``comment``, which may hold comments; 0 where
    there is none."""
    name, depth = pieces[first]["name"], 1
    for number in range(first + 1, len(pieces)):
        piece = pieces[number]
        depth += (piece["name"] == name == "comment") - (piece["name"] == f"end{name}")
        if not depth:
            return number
    return 0
