"""The tags of Jekyll: links to documents, includes, highlighted code; and those of nobody.

A tag is a function: it writes what its arguments stand for, or raises what is wrong with them.
"""

from __future__ import annotations

import difflib
import html
import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TextIO
from urllib.parse import quote

from liquid import Environment
from liquid.ast import BlockNode, Node
from liquid.builtin.output import Output as LibraryOutput
from liquid.builtin.output import OutputNode as LibraryOutputNode
from liquid.context import RenderContext
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.stringify import to_liquid_string
from liquid.tag import Tag
from liquid.token import TOKEN_EOF, TOKEN_EXPRESSION, TOKEN_ILLEGAL, TOKEN_TAG, Token
from liquid.undefined import is_undefined

from guides_ext.articles.jekyll.filters import FILTERS
from guides_ext.articles.jekyll.lines import Line, Pieces, Source, Told, Traced, clean
from guides_ext.articles.jekyll.rendering import UNKNOWN, Liquid, Rendering, tokens_of
from guides_ext.articles.jekyll.site import NOWHERE, Site, hint

Write = Callable[[Rendering, str, str, Pieces], object]
"""Of a tag: its name and its arguments go in, with what it writes to."""

ROOT = re.compile(r"\{\{-?\s*(?!(?:true|false|nil|null|empty|blank)\b)([A-Za-z_][\w-]*)")
NESTED = re.compile(r"\{\{(.*?)\}\}")
PARAMETER = re.compile(
    r"""([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'=]+))\s*"""
)
MARKS = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]+|>)*")
"""The marks of the quotes and list items that a row begins with."""

SIGNS = re.compile("[&<]")
"""What would not be text in HTML; ``>`` is, and may be the mark of a quote."""

IN_LINK = re.compile(
    r"(?:\]\(\s*<?|(?:src|href)\s*=\s*[\"']?|srcset\s*=\s*(?:\"[^\"<>]*|'[^'<>]*))\Z", re.IGNORECASE
)
"""What stands before an address."""


# Values -----------------------------------------------------------------------------------------


class OutputNode(LibraryOutputNode):
    """``{{ value }}``: what was captured keeps its places; a name that nobody sets is an error."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Writes the value."""
        assert isinstance(context, Rendering)
        root = ROOT.match(self.token.value)
        if root and root[1] not in context.set and is_undefined(context.resolve(root[1])):
            raise ValueError(UNKNOWN)
        value = self.expression.evaluate(context)
        if isinstance(value, Traced):
            return buffer.write(value)
        return buffer.write(clean(to_liquid_string(value, False)))


class Output(LibraryOutput):
    """Makes :class:`OutputNode`."""

    node_class = OutputNode


# Tags -------------------------------------------------------------------------------------------


class OwnNode(Node):
    """A tag of Jekyll. ``arguments``: what stands behind its name."""

    __slots__ = ("arguments", "write")

    def __init__(self, token: Token, arguments: str, write: Write) -> None:
        super().__init__(token)
        self.arguments, self.write, self.blank = arguments, write, False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Writes what the tag stands for; ``{{ … }}`` in its arguments are evaluated."""
        assert isinstance(context, Rendering)
        assert isinstance(buffer, Pieces)

        def value(match: re.Match[str]) -> str:
            return to_liquid_string(context.evaluate(match[1]), False)

        arguments = NESTED.sub(value, self.arguments).strip()
        self.write(context, self.token.value, arguments, buffer)
        return 1


class OwnTag(Tag):
    """A tag of Jekyll whose arguments are not those of Liquid."""

    block = False

    def __init__(self, env: Environment, name: str, write: Write) -> None:
        super().__init__(env)
        self.name, self.write = name, write

    def parse(self, stream: TokenStream) -> Node:
        """The node of the current tag."""
        token = stream.current
        if stream.peek.kind != TOKEN_EXPRESSION:
            return OwnNode(token, "", self.write)
        return OwnNode(token, next_value(stream), self.write)


def next_value(stream: TokenStream) -> str:
    """The text of the token that comes next, which is then the current one."""
    next(stream)
    return stream.current.value


class UnknownTag(OwnTag):
    """Any tag that is not known here: where an address is expected, its one file is meant."""

    def parse(self, stream: TokenStream) -> Node:
        """The node of the current tag.

        Raises:
            LiquidSyntaxError: no address is expected.
        """
        tokens, token = tokens_of(stream), stream.current
        start = tokens.starts[token.start_index]
        if not IN_LINK.search(tokens.text[max(0, start - 500) : start]):
            raise LiquidSyntaxError("this tag is not known", token=token)
        return super().parse(stream)


def link(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
    """``{% link path %}`` and ``{% post_url name %}``: the address of a document or file."""
    name = arguments.strip("\"'")
    found = rendering.site.post(name) if name else None
    if found is not None:
        out.write(address(rendering, found))
        return
    rendering.told.files[rendering.site.join(name)] = None
    near = [one for one in rendering.site.nearest(name) if one != rendering.file]
    message = f"there is no such page{hint(near)}"
    if not IN_LINK.search("".join(one.text for one in out.pieces[-4:])):
        raise LookupError(message)
    rendering.told.warn(out.at, f"{{% {tag} {arguments} %}}: {message}")
    out.write(NOWHERE)


def include(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
    """``{% include file a="b" %}``: another file's text, which sees the parameters."""
    _include(rendering, rendering.site.join("_includes"), arguments, out)


def include_relative(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
    """``{% include_relative file %}``: a file beside the page."""
    _include(rendering, posixpath.dirname(rendering.file), arguments, out)


def _include(rendering: Rendering, folder: str, arguments: str, out: Pieces) -> None:
    name, rest = (*arguments.split(None, 1), "", "")[:2]
    file = posixpath.join(folder, name)
    if ".." in name.split("/") or not name:
        raise LookupError("expected a file below the folder of includes")
    if file in rendering.included:
        raise LookupError("this file includes itself")
    rendering.includes += 1
    if rendering.includes > rendering.MOST_INCLUDES:
        raise LookupError(f"more than {rendering.MOST_INCLUDES} includes in one page")
    with rendering.extend({"include": parameters(rendering, rest)}):
        if not rendering.render_file(file, out):
            others = [one for one in rendering.site.includes if one != file]
            near = difflib.get_close_matches(file, others, n=3, cutoff=0.5)
            raise LookupError(f"there is no text at '{file}'{hint(near)}")


def address_of_file(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
    """A tag that nobody knows: the address of the one file among its arguments."""
    words = [_value(rendering, word.rstrip(",")) for word in arguments.split()]
    found = [file for word in words if (file := rendering.site.file(word, rendering.file))]
    if len(found) != 1:
        raise LookupError(f"expected one file among its arguments, found {len(found)}")
    out.write(address(rendering, found[0]))


def _value(rendering: Rendering, word: str) -> str:
    """What an argument says: itself, or what a variable holds."""
    if re.fullmatch(r"[A-Za-z_][\w-]*(?:\.[\w-]+)+", word):
        found = rendering.evaluate(word)
        return str(found) if isinstance(found, str) else word
    return word.strip("\"'")


# Code -------------------------------------------------------------------------------------------


class HighlightTag(Tag):
    """``{% highlight ruby %} … {% endhighlight %}``: code, as HTML, which may stand in HTML too."""

    name, end = "highlight", "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        """The node of the current block."""
        token = next(stream)
        arguments = next(stream).value if stream.current.kind == TOKEN_EXPRESSION else ""
        block = get_parser(self.env).parse_block(stream, (self.end, TOKEN_EOF))
        stream.expect(TOKEN_TAG, value=self.end)

        def write(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
            put_code(rendering, block, arguments.partition(" ")[0], out)

        return OwnNode(token, arguments, write)


def put_code(rendering: Rendering, block: BlockNode, language: str, out: Pieces) -> None:
    """Writes the code in a row of its own, as far indented as its tag."""
    inside = Pieces(out.spend)
    inside.at = out.at
    rendering.render_nodes(block.nodes, inside)
    before = "".join(piece.text for piece in out.pieces[-4:]).rsplit("\n", 1)[-1]
    marks = MARKS.match(before)
    assert marks
    row = "\n" + re.sub(r"[^\s>]", " ", marks[0])
    out.write(row if before != marks[0] else "")
    out.write(f'<pre><code class="language-{html.escape(language or "none")}">')
    kept = [
        one._replace(text=SIGNS.sub(lambda sign: html.escape(sign[0]), one.text))
        for one in inside.pieces
    ]
    out.write(Traced.of(kept))
    out.write(f"</code></pre>{row}")


# ------------------------------------------------------------------------------------------------

OWN: Mapping[str, Write] = {
    "link": link,
    "post_url": link,
    "include": include,
    "include_cached": include,  # how often a file is read is not the page's business
    "include_relative": include_relative,
}
NOT_OF_JEKYLL = ("liquid", "render")
"""Tags of the library that Jekyll has not."""


@cache
def environment() -> Liquid:
    """The one environment, which is never changed: what a page sets is in its context."""
    made = Liquid()
    made.add_tag(Output)
    made.add_tag(HighlightTag)
    made.tags |= {name: OwnTag(made, name, write) for name, write in OWN.items()}
    made.tags[TOKEN_ILLEGAL] = UnknownTag(made, TOKEN_ILLEGAL, address_of_file)
    for name in NOT_OF_JEKYLL:
        del made.tags[name]
    made.filters.update(FILTERS)
    made.forgive()
    return made


def rendered(source: Source, variables: Mapping[str, Any], site: Site, told: Told) -> list[Line]:
    """The lines that a page's body stands for. They are rendered once: a second pass would undo
    ``{% raw %}``.

    Args:
        variables: what ``{{ page.… }}`` shows.
    """
    return Rendering(environment(), site, told, source.file, variables).render(source)


def parameters(rendering: Rendering, text: str) -> dict[str, object]:
    """The parameters of an include.

    Raises:
        ValueError: when the text is anything but parameters.
    """
    found: dict[str, object] = {}
    text, at = text.strip(), 0
    while at < len(text):
        match = PARAMETER.match(text, at)
        if match is None:
            raise ValueError(f"expected name=value, got '{text[at:]}'")
        name, double, single, expression = match.groups()
        quoted = double if double is not None else single
        found[name] = (
            rendering.evaluate(expression) if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        )
        at = match.end()
    return found


def address(rendering: Rendering, file: str) -> str:
    """The address of a file, from the root of the site."""
    return "/" + quote(posixpath.relpath(file, rendering.site.folder or "."))
