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

OPENING = re.compile(r"\{\{-?|\{%-?")
NAME = re.compile(r"\s*(#|[\w-]+)\s*")
RAW_END = re.compile(r"\{%(?P<trim>-?)\s*endraw\s*(?P<trim_next>-?)%\}")
COMMENT = re.compile(r"\{%-?\s*(end)?comment\b[^%]*?(?P<trim_next>-?)%\}")

KINDS = (TOKEN_CONTENT, TOKEN_OUTPUT)
"""Names by which the library's parser looks up what is no tag."""

LONGEST = 10_000
"""Characters of a tag."""

DEEPEST = 40
"""Blocks that may stand in each other."""

OF_LIQUID = re.compile(
    r"(?:assign|capture|case|cycle|decrement|echo|else|elsif|for|if|increment|raw|tablerow|unless|when)\b|end"
)
"""Tags of Liquid itself: those of Jekyll and of its plugins may hold ``{{ … }}``, these may not."""


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
        self._trim = False
        self._never: set[str] = set()
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
        at = 0
        while match := OPENING.search(self.text, at):
            self._content(at, match.start(), trim_end=match[0].endswith("-"))
            at = self._tag(match) or self._not_liquid(match)
        self._content(at, len(self.text))

    def _content(self, start: int, end: int, *, trim_end: bool = False) -> None:
        text = self.text[start:end]
        if self._trim:
            start += len(text) - len(text.lstrip())
            text = text.lstrip()
            self._trim = False
        text = text.rstrip() if trim_end else text
        if text:
            self._add(TOKEN_CONTENT, text, start)

    def _add(self, kind: str, value: str, start: int) -> None:
        self.tokens.append(Token(kind, value, start, self.text))

    def _not_liquid(self, match: re.Match[str]) -> int:
        """Hands on an opening as text; what follows is looked at again."""
        what = "value" if match[0].startswith("{{") else "tag"
        message = f"'{match[0]}' begins no {what}; it is shown as it is"
        self.told.warn(self.source.place(match.start()), message)
        start = match.start()
        if match[0].endswith("-"):  # it trims nothing
            start = len(self.text[:start].rstrip())
        self._add(TOKEN_CONTENT, self.text[start : match.end()], start)
        return match.end()

    def _end(self, closing: str, start: int) -> int:
        """Where ``closing`` begins; -1 where there is none any more."""
        end = -1 if closing in self._never else self.text.find(closing, start)
        if end < 0:
            self._never.add(closing)
        return end

    def _tag(self, match: re.Match[str]) -> int:
        """Hands on a tag or a value, and says where it ends: 0 where it never does, or another
        begins before."""
        is_value, inner = match[0].startswith("{{"), match.end()
        end = self._end("}}" if is_value else "%}", inner)
        if not 0 <= end - inner <= LONGEST:
            return 0
        inside = self.text[inner:end]
        trim, inside = inside.endswith("-"), inside.removesuffix("-")
        name = NAME.match(inside)
        holds_others = OPENING.search(inside)
        if is_value:
            if holds_others or not inside.strip():
                return 0
            start, kind, value = match.start(), TOKEN_OUTPUT, self.text[match.start() : end + 2]
        elif name is None or (holds_others and ("{%" in inside or OF_LIQUID.match(name[1]))):
            return 0
        elif after := self._end_of_verbatim(name[1], end + 2):
            self._trim = trim
            if name[1] == "raw":
                self._content(end + 2, after.start(), trim_end=bool(after["trim"]))
            self._trim = bool(after["trim_next"])
            return after.end()
        else:
            start, kind = inner + name.start(1), TOKEN_TAG
            value = TOKEN_ILLEGAL if name[1] in KINDS else name[1]
            inside, inner = inside[name.end() :], inner + name.end()
        self._trim = trim
        self.starts[start], self.ends[start] = match.start(), end + 2
        self._add(kind, value, start)
        if expression := inside.strip():
            self._add(TOKEN_EXPRESSION, expression, inner + inside.index(expression))
        return end + 2

    def _end_of_verbatim(self, name: str, start: int) -> re.Match[str] | None:
        """The end tag of a ``raw`` or ``comment`` whose content begins at ``start``.

        Once there is none, none is looked for again: a page of open comments stays cheap.
        """
        if name not in ("raw", "comment") or name in self._never:
            return None
        end = RAW_END.search(self.text, start) if name == "raw" else self._comment_end(start)
        if end is None:
            self._never.add(name)
        return end

    def _comment_end(self, start: int) -> re.Match[str] | None:
        """The end of the comment that begins before ``start``; comments may hold comments."""
        depth = 1
        for match in COMMENT.finditer(self.text, start):
            depth += -1 if match[1] else 1
            if not depth:
                return match
        return None

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
