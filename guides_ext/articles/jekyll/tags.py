"""The tags of Jekyll: links to documents, includes, highlighted code; and those of nobody."""

from __future__ import annotations

import difflib
import posixpath
import re
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
from guides_ext.articles.jekyll.rendering import (
    UNKNOWN,
    Context,
    Rendering,
    reading_of,
)
from guides_ext.articles.jekyll.site import NOWHERE, hint

if TYPE_CHECKING:
    from liquid.context import RenderContext
    from liquid.stream import TokenStream

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

    __slots__ = ("arguments",)

    def __init__(self, token: Token, arguments: str) -> None:
        super().__init__(token)
        self.arguments, self.blank = arguments, False

    def filled(self, context: Context) -> str:
        """The arguments, with ``{{ … }}`` in them evaluated."""

        def value(match: re.Match[str]) -> str:
            return to_liquid_string(context.rendering.evaluate(match[1]), False)

        return NESTED.sub(value, self.arguments)

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Writes what the tag stands for."""
        assert isinstance(context, Context)
        assert isinstance(buffer, Pieces)
        return self.write(context.rendering, self.filled(context).strip(), buffer)

    def write(self, rendering: Rendering, arguments: str, out: Pieces) -> int:
        """Writes what the tag stands for.

        Raises:
            Exception: where it stands for nothing.
        """
        raise NotImplementedError


class OwnTag(Tag):
    """A tag of Jekyll whose arguments are not those of Liquid."""

    block = False
    node_class: type[OwnNode]

    def parse(self, stream: TokenStream) -> Node:
        """The node of the current tag."""
        token = stream.current
        if stream.peek.kind != TOKEN_EXPRESSION:
            return self.node_class(token, "")
        next(stream)
        return self.node_class(token, stream.current.value)


class LinkNode(OwnNode):
    """``{% link path %}`` and ``{% post_url name %}``: the address of a document or file."""

    __slots__ = ()

    def write(self, rendering: Rendering, arguments: str, out: Pieces) -> int:
        """Writes the address, from the root of the site."""
        name = arguments.strip("\"'")
        found = rendering.site.post(name) if name else None
        if found is None:
            rendering.told.files[rendering.site.join(name)] = None
            near = [one for one in rendering.site.nearest(name) if one != rendering.file]
            message = f"there is no such page{hint(near)}"
            if not IN_LINK.search("".join(one.text for one in out.pieces[-4:])):
                raise LookupError(message)
            tag = f"{{% {self.token.value} {arguments} %}}"
            rendering.told.warn(out.at, f"{tag}: {message}")
            return out.write(NOWHERE)
        return out.write(address(rendering, found))


class LinkTag(OwnTag):
    """Makes :class:`LinkNode`."""

    name, node_class = "link", LinkNode


class PostUrlTag(LinkTag):
    """Makes :class:`LinkNode`."""

    name = "post_url"


class IncludeNode(OwnNode):
    """``{% include file a="b" %}``: another file's text, which sees the parameters."""

    __slots__ = ()

    def folder(self, rendering: Rendering) -> str:
        """The folder that the file is looked for in."""
        return rendering.site.join("_includes")

    def write(self, rendering: Rendering, arguments: str, out: Pieces) -> int:
        """Renders the file.

        Raises:
            LookupError: when there is no such file, or it is being included already.
        """
        name, *more = arguments.split(None, 1)
        rest = more[0] if more else ""
        file = posixpath.join(self.folder(rendering), name)
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
        return 1


class IncludeTag(OwnTag):
    """Makes :class:`IncludeNode`."""

    name, node_class = "include", IncludeNode


class IncludeCachedTag(IncludeTag):
    """Makes :class:`IncludeNode`; how often a file is read is not the page's business."""

    name = "include_cached"


class IncludeRelativeNode(IncludeNode):
    """``{% include_relative file %}``: a file beside the page."""

    __slots__ = ()

    def folder(self, rendering: Rendering) -> str:
        """The folder of the page."""
        return posixpath.dirname(rendering.file)


class IncludeRelativeTag(OwnTag):
    """Makes :class:`IncludeRelativeNode`."""

    name, node_class = "include_relative", IncludeRelativeNode


class HighlightNode(OwnNode):
    """``{% highlight ruby %} … {% endhighlight %}``: a fence around the code."""

    __slots__ = ("block",)

    def __init__(self, token: Token, arguments: str, block: BlockNode) -> None:
        super().__init__(token, arguments)
        self.block = block

    def write(self, rendering: Rendering, arguments: str, out: Pieces) -> int:
        """Writes the fence, as far indented as the tag."""
        inside = Pieces(out.spend)
        inside.at = out.at
        rendering.render_nodes(self.block.nodes, inside)
        if inside.pieces:
            inside.pieces[-1] = inside.pieces[-1]._replace(text=inside.pieces[-1].text.rstrip())
        before = "".join(piece.text for piece in out.pieces[-4:]).rsplit("\n", 1)[-1]
        marks = MARKS.match(before)
        assert marks
        margin = re.sub(r"[^\s>]", " ", marks[0])
        indent = "\n" + margin
        longest = max(map(len, re.findall(r"`{3,}", inside.getvalue())), default=2)
        fence = "`" * (longest + 1)
        out.write(indent if before != marks[0] else "")
        out.write(fence + arguments.partition(" ")[0])
        if not inside.getvalue().startswith("\n"):
            out.write(indent)
        rows = [row for row in inside.getvalue().split("\n")[1:] if row.strip()]
        if margin and all(row.startswith(margin.rstrip() or margin) for row in rows):
            indent_inside = "\n"  # the rows stand in the quote or item as they are
        else:
            indent_inside = indent
        pieces = [
            piece._replace(text=piece.text.replace("\n", indent_inside)) for piece in inside.pieces
        ]
        out.write(Traced.of(pieces))
        return out.write(f"{indent}{fence}{indent}")


class HighlightTag(Tag):
    """Makes :class:`HighlightNode`."""

    name, end = "highlight", "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        """The node of the current block."""
        token = next(stream)
        arguments = next(stream).value if stream.current.kind == TOKEN_EXPRESSION else ""
        block = get_parser(self.env).parse_block(stream, (self.end, TOKEN_EOF))
        stream.expect(TOKEN_TAG, value=self.end)
        return HighlightNode(token, arguments, block)


class FileNode(OwnNode):
    """A tag that nobody knows in the address of a link or picture: its one file is meant."""

    __slots__ = ()

    def write(self, rendering: Rendering, arguments: str, out: Pieces) -> int:
        """Writes the address of the file.

        Raises:
            LookupError: when none of the arguments is a file, or several are.
        """
        words = [self._value(rendering, word.rstrip(",")) for word in arguments.split()]
        found = [file for word in words if (file := rendering.site.file(word, rendering.file))]
        if len(found) != 1:
            raise LookupError(f"expected one file among its arguments, found {len(found)}")
        return out.write(address(rendering, found[0]))

    def _value(self, rendering: Rendering, word: str) -> str:
        """What an argument says: itself, or what a variable holds."""
        if re.fullmatch(r"[A-Za-z_][\w-]*(?:\.[\w-]+)+", word):
            found = rendering.evaluate(word)
            return str(found) if isinstance(found, str) else word
        return word.strip("\"'")


class UnknownTag(OwnTag):
    """Any tag that is not known here."""

    name, node_class = TOKEN_ILLEGAL, FileNode

    def parse(self, stream: TokenStream) -> Node:
        """A :class:`FileNode` where an address is expected.

        Raises:
            LiquidSyntaxError: anywhere else.
        """
        reading, token = reading_of(stream), stream.current
        start = reading.tokens.starts[token.start_index]
        before = reading.source.text[max(0, start - 500) : start]
        if not IN_LINK.search(before):
            raise LiquidSyntaxError("this tag is not known", token=token)
        return super().parse(stream)


TAGS: tuple[type[Tag], ...] = (
    Output,
    LinkTag,
    PostUrlTag,
    IncludeTag,
    IncludeCachedTag,
    IncludeRelativeTag,
    HighlightTag,
    UnknownTag,
)


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
