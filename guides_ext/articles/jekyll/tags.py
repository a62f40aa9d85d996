"""The tags of Jekyll: links to documents, includes, highlighted code; and those of nobody.

A tag is a function: it writes what its arguments stand for, or raises what is wrong with them.
"""

from __future__ import annotations

import difflib
import html
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from liquid.ast import BlockNode, Node
from liquid.builtin.output import Output as LibraryOutput
from liquid.builtin.output import OutputNode as LibraryOutputNode
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.stringify import to_liquid_string
from liquid.tag import Tag
from liquid.token import TOKEN_EOF, TOKEN_EXPRESSION, TOKEN_ILLEGAL, TOKEN_TAG, Token
from liquid.undefined import is_undefined

from guides_ext.articles.jekyll.lines import Pieces, Traced, clean
from guides_ext.articles.jekyll.rendering import UNKNOWN, Context, Rendering, reading_of
from guides_ext.articles.jekyll.site import NOWHERE, hint

if TYPE_CHECKING:
    from liquid import Environment
    from liquid.context import RenderContext
    from liquid.stream import TokenStream

Write = Callable[[Rendering, str, str, Pieces], object]
"""Of a tag: its name and its arguments go in, with what it writes to."""

ROOT = re.compile(r"\{\{-?\s*(?!(?:true|false|nil|null|empty|blank)\b)([A-Za-z_][\w-]*)")
NESTED = re.compile(r"\{\{(.*?)\}\}")
PARAMETER = re.compile(
    r"""([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'=]+))\s*"""
)
MARKS = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]+|>)*")
"""The marks of the quotes and list items that a row begins with."""

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
        assert isinstance(context, Context)
        root = ROOT.match(self.token.value)
        if root and root[1] not in context.rendering.set and is_undefined(context.resolve(root[1])):
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
        assert isinstance(context, Context)
        assert isinstance(buffer, Pieces)
        rendering = context.rendering

        def value(match: re.Match[str]) -> str:
            return to_liquid_string(rendering.evaluate(match[1]), False)

        arguments = NESTED.sub(value, self.arguments).strip()
        self.write(rendering, self.token.value, arguments, buffer)
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
        reading, token = reading_of(stream), stream.current
        start = reading.tokens.starts[token.start_index]
        if not IN_LINK.search(reading.source.text[max(0, start - 500) : start]):
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
    with rendering.context.extend({"include": parameters(rendering, rest)}):
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
    """``{% highlight ruby %} … {% endhighlight %}``: a fence around the code."""

    name, end = "highlight", "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        """The node of the current block."""
        within_html = reading_of(stream).is_within_html(stream.current)
        token = next(stream)
        arguments = next(stream).value if stream.current.kind == TOKEN_EXPRESSION else ""
        block = get_parser(self.env).parse_block(stream, (self.end, TOKEN_EOF))
        stream.expect(TOKEN_TAG, value=self.end)

        def write(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
            shown = as_html if within_html else fenced
            shown(rendering, block, arguments.partition(" ")[0], out)

        return OwnNode(token, arguments, write)


def code_of(rendering: Rendering, block: BlockNode, out: Pieces) -> Pieces:
    """What is to be highlighted."""
    inside = Pieces(out.spend)
    inside.at = out.at
    rendering.render_nodes(block.nodes, inside)
    if inside.pieces:
        inside.pieces[-1] = inside.pieces[-1]._replace(text=inside.pieces[-1].text.rstrip())
    return inside


def as_html(rendering: Rendering, block: BlockNode, language: str, out: Pieces) -> None:
    """Writes an element, in a block of HTML, where a fence is none."""
    inside = code_of(rendering, block, out)
    out.write(f'<pre><code class="language-{html.escape(language)}">')
    out.write(Traced.of([one._replace(text=html.escape(one.text)) for one in inside.pieces]))
    out.write("</code></pre>")


def fenced(rendering: Rendering, block: BlockNode, language: str, out: Pieces) -> None:
    """Writes a fence, as far indented as its tag."""
    inside = code_of(rendering, block, out)
    code = str(inside.getvalue())
    before = "".join(piece.text for piece in out.pieces[-4:]).rsplit("\n", 1)[-1]
    marks = MARKS.match(before)
    assert marks
    margin = re.sub(r"[^\s>]", " ", marks[0])
    fence = "`" * (max(map(len, re.findall(r"`{3,}", code)), default=2) + 1)
    out.write(f"\n{margin}" if before != marks[0] else "")
    out.write(fence + language + ("" if code.startswith("\n") else f"\n{margin}"))
    rows = [row for row in code.split("\n")[1:] if row.strip()]
    if not all(row.startswith(margin.rstrip() or margin) for row in rows):
        moved = [one._replace(text=one.text.replace("\n", f"\n{margin}")) for one in inside.pieces]
        out.write(Traced.of(moved))
    else:  # the rows stand in the quote or item as they are
        out.write(inside.getvalue())
    out.write(f"\n{margin}{fence}\n{margin}")


# ------------------------------------------------------------------------------------------------

OWN: Mapping[str, Write] = {
    "link": link,
    "post_url": link,
    "include": include,
    "include_cached": include,  # how often a file is read is not the page's business
    "include_relative": include_relative,
}


def put_tags(env: Environment) -> None:
    """Gives an environment of the library the tags of Jekyll."""
    env.add_tag(Output)
    env.add_tag(HighlightTag)
    env.tags |= {name: OwnTag(env, name, write) for name, write in OWN.items()}
    env.tags[TOKEN_ILLEGAL] = UnknownTag(env, TOKEN_ILLEGAL, address_of_file)


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
