"""HTML in Markdown: what Markdown has a word for is followed, and the words of the rest stay.

``<br>``, ``<img>`` and ``<a href>`` become what ``\\``, ``![]()`` and ``[]()`` are, so their files
come along and dead ones are said. Formats that cannot show the rest show its words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from markdown_it.token import Token
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext.articles.jekyll.elements import TAG, html_attributes
from guides_ext.builder import PRINT, builder_of
from guides_ext.record.html import words_of_html

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from sphinx.application import Sphinx

NAMED = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*["']?(?P<id>[^\s"'<>=]+)""")
ADDRESSES = ("href", "src", "srcset", "poster", "data")
LENGTH = re.compile(r"\d+(?:px|em|ex|in|cm|mm|pt|pc)?|\d+%(?=\Z)")


# While a page is read ---------------------------------------------------------------------------


def read_html(state: StateCore) -> None:
    """A rule of markdown-it: reads the HTML within lines."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(followed(token.children))


def followed(tokens: list[Token]) -> Iterator[Token]:
    """The tokens of a line, those of breaks, pictures and links in the place of their tags.

    A break is a space to whoever reads no more than the words.
    """
    links = dict(_links(tokens))
    ends = set(links.values())
    for at, token in enumerate(tokens):
        match = TAG.fullmatch(token.content) if token.type == "html_inline" else None
        name = match["name"].lower() if match and match["name"] else ""
        if token.type == "hardbreak" or name == "br":
            yield Token("hardbreak", "br", 0, meta=token.meta)
            yield _text(" ")
        elif name == "img" and (picture := _picture(token)):
            yield picture
        elif at in links:
            given = html_attributes(token.content)
            attrs: dict[str, str | int | float] = {}
            attrs |= {key: given[key] for key in ("href", "title", "class") if key in given}
            yield Token("link_open", "a", 1, attrs=attrs, meta=token.meta)
            for one in names_in(token.content):
                yield Token("html_inline", "", 0, content=f'<a id="{one}"></a>')
        elif at in ends:
            yield Token("link_close", "a", -1)
        else:
            yield token


def _links(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Where links of HTML begin and end; Markdown's own are none of them, nor hold any."""
    opened, depth = None, 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth < 0 or token.type == "link_open":
            opened = None
        if token.type != "html_inline":
            continue
        if re.match(r"<a\s", token.content, re.IGNORECASE):
            opened = at if "href" in html_attributes(token.content) else None
            depth = 0
        elif re.match(r"</a\s*>", token.content, re.IGNORECASE) and opened is not None:
            if not depth:
                yield opened, at
            opened = None


def _picture(tag: Token) -> Token | None:
    """The token of a picture; None for one whose file is not said."""
    given = html_attributes(tag.content)
    if not given.get("src"):
        return None
    attrs: dict[str, str | int | float] = {"src": given["src"]}
    attrs |= {key: given[key] for key in ("class", "title") if key in given}
    for key in ("width", "height"):
        if LENGTH.fullmatch(given.get(key, "")) and not (key == "height" and "%" in given[key]):
            attrs[key] = given[key]
    if given.get("align") in ("left", "center", "right"):
        attrs["align"] = given["align"]
    alt = given.get("alt", "")
    children = [_text(alt)]
    return Token("image", "img", 0, attrs=attrs, content=alt, children=children, meta=tag.meta)


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def names_in(text: str) -> list[str]:
    """What links may lead to in HTML: the ids of its tags."""
    return [match["id"] for match in NAMED.finditer(text)]


def parts_of(text: str) -> Iterator[tuple[int, str | list[Token]]]:
    """A block of HTML in parts, each with its row in it, from 0.

    A part is what stays HTML, or the tokens of a picture or link.
    """
    depth = 0
    part: list[Token] = []
    for token in followed(list(_pieces(text))):
        alone = token.type in ("link_open", "link_close", "image")
        if not depth and part and (alone or part[-1].type in ("link_close", "image")):
            yield _whole(part)
            part = []
        part.append(token)
        depth += token.nesting
    if part:
        yield _whole(part)


def _whole(part: list[Token]) -> tuple[int, str | list[Token]]:
    row: int = part[0].meta.get("row", 0)
    if part[0].type in ("link_open", "image"):
        return row, part
    return row, "".join(one.meta.get("source", "") for one in part)


def _pieces(text: str) -> Iterator[Token]:
    """HTML in tokens; each knows how it is written, and in which row."""
    at = 0
    for match in [*TAG.finditer(text), None]:
        end = match.start() if match else len(text)
        if data := text[at:end]:
            meta = {"source": data, "row": text.count("\n", 0, at)}
            yield Token("text", "", 0, content=html.unescape(data), meta=meta)
        if match:
            meta = {"source": match[0], "row": text.count("\n", 0, end)}
            yield Token("html_inline", "", 0, content=match[0], meta=meta)
            at = match.end()


def not_followed(text: str) -> Iterator[tuple[int, int, str]]:
    """Addresses of files in HTML that stays HTML, as they are written, each with its row, from 0,
    and how often the same stands before it in that row."""
    for match in TAG.finditer(text):
        if not match["name"] or match["end"]:
            continue
        given, at = html_attributes(match[0]), match.start()
        for key in (key for key in given if key in ADDRESSES):
            address = given[key]
            if not re.match(r"(?![A-Za-z][\w+.-]*:|//|#|\{)\S*[./]", address):
                continue
            spelled = (address, html.escape(address))
            written = next((one for one in spelled if text.find(one, at) >= 0), address)
            at = max(text.find(written, at), at)
            row = text.count("\n", 0, at)
            yield row, text.count(written, text.rfind("\n", 0, at) + 1, at), written
            at += len(written)


# Where it cannot be shown -----------------------------------------------------------------------

PLACE = re.compile("\ufdd0([0-9]+)\ufdd1")
"""In the place of what is no HTML any more: characters that no text holds."""


class WordsOfHtml(SphinxPostTransform):
    """Shows the words of an article's HTML where a builder cannot show the HTML."""

    # Before our nodes are lowered (6).
    default_priority: ClassVar[int] = 5

    def run(self, **kwargs: Any) -> None:
        """Puts paragraphs in the place of blocks, and text in that of what is within lines."""
        builder = builder_of(self.env)
        if builder.format == "html":
            return
        parents = {id(one.parent): one.parent for one in self.document.findall(_is_of_html)}
        for parent in parents.values():
            children: list[nodes.Node] = []
            for key, found in groupby(list(parent.children), _html_of):
                part = list(found)
                # Print says itself where there was HTML.
                kept = not key or (builder.name == PRINT and all(map(_is_raw, part)))
                children += part if kept else _shown(part, isinstance(parent, nodes.TextElement))
            parent.children = []
            parent.extend(children)


def _is_raw(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw)


def _is_of_html(node: nodes.Node) -> bool:
    return bool(_html_of(node))


def _html_of(node: nodes.Node) -> str:
    """Which block, or piece in a line, of HTML a node is of; empty for any other node."""
    return str(node.get("of_html", "")) if isinstance(node, nodes.Element) else ""


def _shown(part: list[nodes.Node], within_line: bool) -> list[nodes.Node]:
    """Text or paragraphs, for raw HTML and what stood in it."""
    source = "".join(
        one.astext() if _is_raw(one) else f"\ufdd0{at}\ufdd1" for at, one in enumerate(part)
    )
    targets: list[nodes.Node] = [nodes.target("", "", ids=[one]) for one in names_in(source)]
    lines = words_of_html(source)
    if within_line:
        return [*targets, nodes.Text(" ".join(lines))]
    paragraphs = [nodes.paragraph("", "", *_filled(line, part)) for line in lines]
    return [*targets, *paragraphs]


def _filled(line: str, part: list[nodes.Node]) -> Iterator[nodes.Node]:
    for number, piece in enumerate(PLACE.split(line)):
        if number % 2:
            yield part[int(piece)]
        elif piece:
            yield nodes.Text(piece)


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(WordsOfHtml)
