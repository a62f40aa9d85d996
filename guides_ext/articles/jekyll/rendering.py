"""Rendering with python-liquid so that nothing is dropped and every line knows its origin.

A tag that is unknown, malformed or without its end stays in the text as it is written, and is
warned of; what fails while it is rendered stays too, with all that it encloses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import StringIO
from typing import Any, TextIO

from liquid import BoundTemplate, Environment, RenderContext
from liquid.ast import Node
from liquid.builtin.expressions import FilteredExpression, tokenize
from liquid.exceptions import (
    LiquidError,
    LiquidInterrupt,
    LiquidSyntaxError,
    LoopIterationLimitError,
    StopRender,
)
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, Token

from guides_ext.articles.html import short
from guides_ext.articles.jekyll.budget import A_STEP, MOST_WORK, Exhausted, guarded
from guides_ext.articles.jekyll.lines import LARGEST, TOO_LARGE, Line, Pieces, Source, Told, clean
from guides_ext.articles.jekyll.site import Site
from guides_ext.articles.jekyll.tokens import Tokens
from guides_ext.model.problems import Place

UNKNOWN = "nothing is known by this name (guides_jekyll_site can set it)"

SETS = re.compile(r"\{%-?\s*(?:assign|capture|for|tablerow|increment|decrement)\s+([\w-]+)")
"""A tag that gives a value to a name."""

GIVEN = frozenset({"content", "forloop", "include", "jekyll", "layout", "page", "paginator"})
"""Names that Jekyll gives values to, beside those of the site; what it gives none is empty."""

LISTS = frozenset(
    {"categories", "collections", "documents", "html_pages", "pages", "posts", "static_files"}
)


OF_THE_PAGE = (Exhausted, LoopIterationLimitError)
"""Limits that hold for all tags of a page together: the outermost one is shown as it is."""


class SiteValues(dict[str, Any]):
    """What ``{{ site.… }}`` shows, but for the lists that Jekyll makes and nobody else has."""

    def __getitem__(self, key: str) -> Any:
        if key in LISTS and key not in self:
            raise LiquidError(f"'{key}' are not known here", token=None)
        return super().__getitem__(key)


# A page ----------------------------------------------------------------------------------------


class Rendering(RenderContext):
    """What renders one page, and what is included in it: the library's context, which also captures
    texts with their places."""

    MOST_INCLUDES = 1_000

    def __init__(
        self, liquid: Liquid, site: Site, told: Told, file: str, variables: Mapping[str, Any]
    ) -> None:
        known = {"site": SiteValues(site.variables), "page": variables}
        super().__init__(BoundTemplate(liquid, []), globals=known)
        self.liquid, self.site, self.told, self.file = liquid, site, told, file
        self.set = {*GIVEN, *known}
        self.included: list[str] = []
        self.includes, self.depth, self.size, self.left = 0, 0, 0, MOST_WORK
        self._parsed: dict[str, list[Node]] = {}

    def render(self, source: Source) -> list[Line]:
        """The text that the source stands for."""
        out = Pieces(self.put)
        out.at = source.place(0)
        self.render_nodes(self._parse(source), out)
        return out.lines()

    def spend(self, size: int) -> None:
        """Takes off what a step costs; what stands outside of all tags is there anyway.

        Raises:
            Exhausted: it is more than is left.
        """
        self.left -= A_STEP + size if self.depth else 0
        if self.depth and self.left < 0:
            message = f"this page asks for too much work (more than {MOST_WORK:,} characters)"
            raise Exhausted(message)

    def put(self, size: int) -> None:
        """The same of a text that is shown; nobody reads a page that is too large."""
        self.spend(size)
        self.size += size
        if self.depth and self.size > LARGEST:
            raise Exhausted(f"this page would have more than {LARGEST:,} characters")

    def render_file(self, file: str, out: Pieces) -> bool:
        """Adds what a file stands for; False where there is no such file."""
        self.told.files[file] = None
        if file not in self._parsed:
            text = self.site.read(file)
            if text is None:
                return False
            if len(text) > LARGEST:
                raise LookupError(f"'{file}' {TOO_LARGE}")
            self._parsed[file] = self._parse(Source(clean(text), file))
        self.included.append(file)
        try:
            self.render_nodes(self._parsed[file], out)
        finally:
            self.included.pop()
        return True

    def render_nodes(self, nodes: list[Node], out: TextIO) -> None:
        """Renders; ``break`` outside of a loop ends nothing but itself."""
        for node in nodes:
            try:
                node.render(self, out)
            except (LiquidInterrupt, StopRender):
                continue

    def evaluate(self, expression: str) -> object:
        """The value of an expression, with its filters."""
        token = Token(TOKEN_EXPRESSION, expression, 0, expression)
        stream = TokenStream(tokenize(expression, token))
        return FilteredExpression.parse(self.liquid, stream).evaluate(self)

    def _parse(self, source: Source) -> list[Node]:
        self.set.update(SETS.findall(source.text))
        if "site.data" in source.text:
            self.told.files.update(dict.fromkeys(self.site.data_files))
        return get_parser(self.liquid).parse(Tokens(source, self.told, self.liquid.blocks))

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """A filter, which the page may be too small for."""
        return guarded(super().filter(name, token), name, self.spend)

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        """A stream for text that is captured."""
        pieces = Pieces(self.spend)
        if isinstance(buf, Pieces):
            pieces.at = buf.at
        return pieces


class Liquid(Environment):
    """The library's environment. It keeps nothing of the pages that it parses, so it may parse
    several at once.

    Attributes:
        blocks: the tags that need an end, and its name.
    """

    suppress_blank_control_flow_blocks = False
    loop_iteration_limit = 100_000
    context_depth_limit = 60
    block_nesting_limit = 40
    blocks: Mapping[str, str]


# Tags and nodes, each of which is a function ----------------------------------------------------


class Writing(Node):
    """A node. ``write`` adds what it stands for to what is written, and says how much that is."""

    __slots__ = ("write",)

    def __init__(self, token: Token, write: Callable[[Rendering, Pieces], int]) -> None:
        super().__init__(token)
        self.write = write

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Writes it."""
        assert isinstance(context, Rendering)
        assert isinstance(buffer, Pieces)
        return self.write(context, buffer)


class Reading(Tag):
    """A tag. ``read`` makes the node of the one that is the current token."""

    block = False

    def __init__(self, env: Environment, read: Callable[[Tokens], Node]) -> None:
        super().__init__(env)
        self.read = read

    def parse(self, stream: TokenStream) -> Node:
        """The node of the current token."""
        assert isinstance(stream, Tokens)
        return self.read(stream)


def copy_of(token: Token, place: Place, text: str) -> Node:
    """Text as it stands at its place: between tags, or a tag that is not understood."""
    return Writing(token, lambda _rendering, out: out.copy(text, place))


def content(tokens: Tokens) -> Node:
    """The text between tags."""
    token = tokens.current
    return copy_of(token, tokens.source.place(token.start_index), token.value)


def forgiving(read: Callable[[Tokens], Node], tokens: Tokens) -> Node:
    """The node of a tag, which ``read`` makes; it is shown as it is where it cannot be parsed, and
    with all that it encloses when it cannot be rendered."""
    token, position, depth = tokens.current, tokens.pos, tokens.block_depth
    try:
        if token.start_index in tokens.broken:
            raise LiquidSyntaxError("this tag stands alone", token=token)
        node = read(tokens)
    except Exception as error:  # the library's own, and what slips through it
        tokens.broken.add(token.start_index)
        tokens.pos, tokens.block_depth = position, depth
        if tokens.peek.kind == TOKEN_EXPRESSION:
            next(tokens)
        at, raw = tokens.span(token, token)
        tokens.told.warn(tokens.place(token), complaint(raw, error))
        return copy_of(token, at, raw)
    last = tokens.current if tokens.current.start_index in tokens.ends else token
    place, (at, raw) = tokens.place(token), tokens.span(token, last)

    def write(rendering: Rendering, out: Pieces) -> int:
        count, outer, size = len(out.pieces), out.at, rendering.size
        out.at = place
        rendering.depth += 1
        try:
            rendering.spend(0)
            return node.render(rendering, out)
        except (LiquidInterrupt, StopRender):
            raise
        except Exception as error:  # whatever is wrong with a page, the page is shown
            del out.pieces[count:]
            rendering.size = size
            if isinstance(error, OF_THE_PAGE) and rendering.depth > 1:
                raise
            rendering.told.warn(place, complaint(raw, error))
        finally:
            out.at = outer
            rendering.depth -= 1
        return out.copy(raw, at)

    return Writing(token, write)


def complaint(raw: str, error: Exception) -> str:
    """What is wrong with a tag, in one line."""
    message = error.message if isinstance(error, LiquidError) else str(error)
    return f"{short(raw)}: {message or type(error).__name__}"
