"""The tags of Jekyll: links to documents, includes, highlighted code; and those of nobody.

A tag is a function: it writes what its arguments stand for, or raises what is wrong with them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from posixpath import dirname, join, relpath
from urllib.parse import quote

from liquid.ast import BlockNode, Node
from liquid.builtin.output import Output
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.stringify import to_liquid_string
from liquid.token import (
    TOKEN_CONTENT,
    TOKEN_EOF,
    TOKEN_EXPRESSION,
    TOKEN_ILLEGAL,
    TOKEN_OUTPUT,
    TOKEN_TAG,
    Token,
)
from liquid.undefined import is_undefined

from guides_ext.articles.jekyll.filters import FILTERS
from guides_ext.articles.jekyll.lines import Pieces, Traced, clean
from guides_ext.articles.jekyll.rendering import (
    UNKNOWN,
    Liquid,
    Reading,
    Rendering,
    Writing,
    content,
    forgiving,
)
from guides_ext.articles.jekyll.site import NOWHERE
from guides_ext.articles.jekyll.tokens import Tokens
from guides_ext.model.nearest import did_you_mean

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


# What the library calls -------------------------------------------------------------------------


def value(tokens: Tokens) -> Node:
    """``{{ value }}``: what was captured keeps its places; a name that nobody sets is an error."""
    token = tokens.current
    expression = Output(environment()).parse(tokens).expression
    root = ROOT.match(token.value)

    def write(rendering: Rendering, out: Pieces) -> int:
        if root and root[1] not in rendering.set and is_undefined(rendering.resolve(root[1])):
            raise ValueError(UNKNOWN)
        found = expression.evaluate(rendering)
        if isinstance(found, Traced):
            return out.write(found)
        return out.write(clean(to_liquid_string(found, False)))

    return Writing(token, write)


def own(write: Write, tokens: Tokens) -> Node:
    """A tag of Jekyll, whose arguments are not those of Liquid."""
    return node_of(tokens.current, argument(tokens), write)


def argument(tokens: Tokens) -> str:
    """What stands behind the name of the current tag; if it is anything, it is current then."""
    if tokens.peek.kind != TOKEN_EXPRESSION:
        return ""
    next(tokens)
    return tokens.current.value


def node_of(token: Token, arguments: str, write: Write) -> Node:
    """The node of a tag; ``{{ … }}`` in its arguments are evaluated when it is written."""

    def evaluated(rendering: Rendering, out: Pieces) -> int:
        given = NESTED.sub(
            lambda match: to_liquid_string(rendering.evaluate(match[1]), False), arguments
        )
        write(rendering, token.value, given.strip(), out)
        return 1

    return Writing(token, evaluated)


def unknown(tokens: Tokens) -> Node:
    """Any tag that is not known here: where an address is expected, its one file is meant.

    Raises:
        LiquidSyntaxError: no address is expected.
    """
    start = tokens.starts[tokens.current.start_index]
    if not IN_LINK.search(tokens.text[max(0, start - 500) : start]):
        raise LiquidSyntaxError("this tag is not known", token=tokens.current)
    return own(address_of_file, tokens)


# Tags -------------------------------------------------------------------------------------------


def link(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
    """``{% link path %}`` and ``{% post_url name %}``: the address of a document or file."""
    name = arguments.strip("\"'")
    found = rendering.site.post(name) if name else None
    if found is not None:
        out.write(address(rendering, found))
        return
    rendering.told.files[rendering.site.join(name)] = None
    message = f"there is no such page{rendering.site.hint(name, rendering.file)}"
    if not IN_LINK.search("".join(one.text for one in out.pieces[-4:])):
        raise LookupError(message)
    rendering.told.warn(out.at, f"{{% {tag} {arguments} %}}: {message}")
    out.write(NOWHERE)


def include(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
    """``{% include file a="b" %}``: another file's text, which sees the parameters;
    ``{% include_relative file %}``: a file beside the page."""
    is_beside = tag == "include_relative"
    folder = dirname(rendering.file) if is_beside else rendering.site.join("_includes")
    name, rest = (*arguments.split(None, 1), "", "")[:2]
    file = join(folder, name)
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
            raise LookupError(f"there is no text at '{file}'{did_you_mean(file, others)}")


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


def highlight(tokens: Tokens) -> Node:
    """``{% highlight ruby %} … {% endhighlight %}``: code, as HTML, which may stand in HTML too."""
    token, arguments = tokens.current, argument(tokens)
    next(tokens)
    block = get_parser(environment()).parse_block(tokens, (END_OF_CODE, TOKEN_EOF))
    tokens.expect(TOKEN_TAG, value=END_OF_CODE)

    def write(rendering: Rendering, tag: str, arguments: str, out: Pieces) -> None:
        put_code(rendering, block, arguments.partition(" ")[0], out)

    return node_of(token, arguments, write)


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
    "include_relative": include,
}
NOT_OF_JEKYLL = ("liquid", "render")
"""Tags of the library that Jekyll has not."""

END_OF_CODE = "endhighlight"


@cache
def environment() -> Liquid:
    """The one environment, which is never changed: what a page sets is in its context."""
    made = Liquid()
    for name in (*NOT_OF_JEKYLL, "comment"):  # a comment is no matter of parsing
        del made.tags[name]
    blocks = {name: tag.end for name, tag in made.tags.items() if tag.block and tag.end}
    made.blocks = {**blocks, "highlight": END_OF_CODE}
    reads: dict[str, Callable[..., Node]] = {name: tag.parse for name, tag in made.tags.items()}
    reads |= {name: partial(own, write) for name, write in OWN.items()}
    reads |= {"highlight": highlight, TOKEN_OUTPUT: value, TOKEN_ILLEGAL: unknown}
    made.tags = {name: Reading(made, partial(forgiving, read)) for name, read in reads.items()}
    made.tags[TOKEN_CONTENT] = Reading(made, content)
    made.filters.update(FILTERS)
    return made


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
    return "/" + quote(relpath(file, rendering.site.folder or "."))
