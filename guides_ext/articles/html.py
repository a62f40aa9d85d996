"""HTML in Markdown: its tags become tokens that nest, as those of Markdown do.

markdown-it hands HTML on as text, a block or a tag at a time, with Markdown between the tags. No
library reads both at once and knows places, so :class:`Weaver` builds the tree here, by the rules
of HTML: tags that may be left out end by themselves, crossed ones are put in order. Where HTML and
Markdown cross, Markdown wins. Every tag is on the page, was told of, or both.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.rules_core import StateCore

PIECE = re.compile(
    r"""<!--(?P<comment>.*?)(?:--!?>|\Z)|<[!?][^>]*+(?:>|\Z)
    |\{%[^{}]{0,300}%\}|\{\{[^{}]{0,300}\}\}
    |<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*+)(?P<rest>(?:[^<>"']|"[^"]*+"|'[^']*+')*+)>""",
    re.VERBOSE | re.DOTALL,
)
"""A comment, a declaration, a tag of a template (which is text), or a tag of HTML. Nothing is
tried twice, so that the time grows with the text alone."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
INLINE = _names(
    """a abbr acronym audio b bdi bdo big cite code data del dfn em font i ins kbd label mark
    nobr picture q rp rt ruby s samp small span strike strong sub sup time tt u var video"""
)
TRANSPARENT = _names(
    """address article aside body center div dialog fieldset footer form header hgroup html main
    nav search section"""
)
"""Blocks that are only around others: a heading in them is one of the page."""

LINES = _names("caption dt figcaption h1 h2 h3 h4 h5 h6 legend pre summary")
"""Blocks that hold words, and no blocks."""

BLOCKS = (
    TRANSPARENT
    | LINES
    | _names(
        """blockquote colgroup dd details dir dl figure li menu ol p table tbody td tfoot th thead
        tr ul"""
    )
)
MEDIA = frozenset({"audio", "video"})
FILES = MEDIA | {"source", "track"}
"""Elements that name files which do not come along."""

BARE = (TRANSPARENT | INLINE | {"p"}) - {"a", "picture"}
"""Elements that no node of docutils stands for, so that they may be brought through as they are;
the attributes that are more than ``PLAIN`` ask for it."""

PLAIN = frozenset({"align", "class", "id", "markdown", "name", "title"})

UNSEEN = _names("script style template title")
"""What holds no words for readers."""

LEFT_OUT = _names(
    """area base button canvas datalist embed head iframe input link map math meta meter noembed
    noscript object optgroup option output param progress select slot svg textarea"""
)
FOREIGN = frozenset({"math", "svg"})
"""Elements that are left out as one, and have tags of their own."""

KNOWN = VOID | INLINE | BLOCKS | UNSEEN | LEFT_OUT

ITEMS = (frozenset({"dt", "dd"}), frozenset({"dl"}))
PARTS = _names("caption colgroup tbody td tfoot th thead tr")
CELLS = (frozenset({"td", "th", "caption"}), frozenset({"table", "tr"}))
ROWS = (frozenset({"tr", "td", "th", "caption", "colgroup"}), frozenset({"table"}))
ENDED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": ITEMS,
    "dd": ITEMS,
    "td": CELLS,
    "th": CELLS,
    "tr": ROWS,
    **dict.fromkeys(("thead", "tbody", "tfoot"), (PARTS, frozenset({"table"}))),
}
"""A tag → what ends before it, and what is not looked beyond for that."""

OPTIONAL = _names("p li dt dd colgroup tbody td tfoot th thead tr caption rt rp")
"""Elements that may go without an end tag."""

FORMATS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("b", "strong"), ("strong", "strong")),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), ("em", "em")),
}
"""Elements that are tokens of Markdown."""

ADDRESSES = ("src", "srcset", "poster", "data")
DEEPEST, MOST_INLINE = 40, 12
"""How many elements may stand in each other, where browsers let 512, and Python runs out of room;
and how many of those within lines, which begin again in each paragraph."""

SCRIPTS = re.compile(r"(?:javascript|vbscript|data|livescript|mocha):", re.IGNORECASE)
PICTURES = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
LENGTH = re.compile(r"\d+(?:px|em|ex|in|cm|mm|pt|pc)?|\d+%(?=\Z)")
WIDTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+(?:px|em|%))")


def is_script(address: str) -> bool:
    """Whether an address runs a script, or a page of its own, when somebody follows it."""
    return bool(SCRIPTS.match(re.sub(r"[\x00-\x20\x7f-\x9f]+", "", address)))


def is_picture(address: str) -> bool:
    """Whether an address is a picture itself."""
    return bool(PICTURES.match(address))


class _Attributes(HTMLParser):
    """Reads the attributes of a tag."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the first of each name."""
        for name, value in attrs:
            self.found.setdefault(name, value or "")


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag of HTML."""
    return _Attributes(tag).found if re.search(r"\s", tag) else {}


@dataclass(eq=False)
class Open:
    """What is open: an element of HTML, or one of Markdown (which has no name).

    Attributes:
        token: of Markdown's, the token that opened it.
        kept: what of the attributes is understood.
        left_out: whether the element itself is not shown, only what it holds.
    """

    name: str
    kept: dict[str, str | int | float] = field(default_factory=dict)
    line: int = 0
    written: str = ""
    nth: int = 0
    token: Token | None = None
    inline: bool = False
    left_out: bool = False

    @property
    def kind(self) -> tuple[str, str]:
        """The type and tag of its tokens."""
        if self.name == "a" and "href" in self.kept:
            return "link", "a"
        return FORMATS.get(self.name, ("html_span" if self.inline else "html_element", self.name))


def read_html(state: StateCore) -> None:
    """A rule of markdown-it: puts tokens that nest in the place of HTML."""
    if any(one.type == "html_block" or one.children for one in state.tokens):
        raw = state.md.options.get("guides_html") == "raw"
        state.tokens = Weaver(raw=raw).weave(state.tokens)


class Weaver:
    """Makes one stream of tokens of HTML and Markdown.

    Args:
        raw: whether what is not understood is brought through.
    """

    def __init__(self, *, raw: bool = False) -> None:
        self.raw = raw
        self.out: list[Token] = []
        self.problems: list[Token] = []
        self.open: list[Open] = []
        self.run: list[Token] | None = None
        self.head: Token | None = None  # what opened the paragraph that the run stands in
        self.written = ""  # a whole paragraph of Markdown, by which it is translated
        self.fixed = False  # whether the run is all that its parent holds
        self.implied: Counter[str] = Counter()  # ended already: their end tags say nothing new
        self.told: set[str] = set()
        self.endless: set[str] = set()
        self.parted: list[Open] = []
        self.seen: Counter[tuple[int, str]] = Counter()
        self.counted: dict[str, tuple[int, int]] = {}
        self.line, self.text, self.at, self.after = 0, "", 0, 0  # where in HTML we are

    def weave(self, tokens: list[Token]) -> list[Token]:
        """The tokens with HTML among them; what is to be said of it stands at their end."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            self.line = token.map[0] if token.map else self.line
            if token.type == "paragraph_open":
                self._paragraph(*tokens[at : at + 3])
                at += 3
                continue
            if token.type == "html_block":
                self._html(token.content)
            elif token.type == "inline":
                self._only_run(token)
            elif token.nesting > 0:
                self._markdown_opens(token)
            elif token.nesting < 0:
                self._markdown_closes(token)
            else:
                self._before_block()
                self._emit(token)
            at += 1
        self._close_all(0)
        self._end_run()
        return [*self.out, *self.problems]

    def _emit(self, token: Token) -> None:
        token.level = sum(not one.inline and one.name != "p" for one in self.open)
        self.out.append(token)

    # Markdown ------------------------------------------------------------------------------------

    def _before_block(self) -> None:
        """A block cannot stand in a paragraph, nor in what holds words alone."""
        self._end_run()
        while (block := self._block()) and (block.name == "p" or block.name in LINES):
            self._close(block, implied=True)

    def _markdown_opens(self, token: Token) -> None:
        if token.type == "heading_open":
            self._before_block()
            self._part_around_heading()
        else:
            self._before_block()
        self._emit(token)
        self.open.append(Open("", token=token))

    def _markdown_closes(self, token: Token) -> None:
        self._end_run()
        at = max(at for at, one in enumerate(self.open) if one.token and not one.inline)
        self._close_all(at + 1)
        del self.open[at]
        self._emit(token)
        if token.type == "heading_close":
            self._mend_around_heading()

    def _paragraph(self, head: Token, inline: Token, end: Token) -> None:
        block = self._block()
        within_line = block is not None and block.name in LINES
        if within_line:
            if self.run:
                self.run.append(_text(" "))
        else:
            if block is not None and block.name == "p":
                head.attrs = {**block.kept, **head.attrs}
            self._before_block()
            self.head, self.written = head, inline.content
            self._begin_run()
        first = len(self.open)
        self._feed(inline)
        if not within_line:
            for one in [one for one in self.open[first:] if one.inline]:
                self._close(one)
            self._end_run()

    def _only_run(self, token: Token) -> None:
        """What holds one run and no blocks: a heading, a cell, a term."""
        self.fixed, first = True, len(self.open)
        self._begin_run()
        self._feed(token)
        self._close_all(first)
        for one in reversed(self.open[:first]):
            if one.inline:
                self._end_inline(one)
        token.children, self.run, self.fixed = self.run, None, False
        self._emit(token)

    def _feed(self, token: Token) -> None:
        """Takes in what stands within a line."""
        for child in token.children or []:
            if child.type == "html_inline":
                self._html(child.content)
                self.seen[self.line, child.content] += 1
            elif child.nesting > 0:
                if child.type == "link_open" and (link := self._named("a")):
                    self._close(link, implied=True)
                self._append(child)
                self.open.append(Open("", token=child, inline=True))
            elif child.nesting < 0:
                at = max(at for at, one in enumerate(self.open) if one.token)
                self._close_all(at + 1)
                del self.open[at]
                self._append(child)
            else:
                self._append(child)
                if child.type == "hardbreak":
                    self._append(_text(" "))  # to whoever reads no more than the words
            self.line += child.content.count("\n") if child.type != "text" else 0
            self.line += child.type in ("softbreak", "hardbreak")

    # Runs: what stands within a line -------------------------------------------------------------

    def _append(self, token: Token) -> None:
        self._begin_run()
        assert self.run is not None
        token.meta.setdefault("row", self.line)
        self.run.append(token)

    def _begin_run(self) -> None:
        if self.run is not None:
            return
        self.run = []
        for one in self.open:
            if one.inline:
                self._start_inline(one)

    def _end_run(self) -> None:
        """Puts out what stands within a line, in a paragraph where its parent holds blocks."""
        written, self.written = self.written, ""
        if self.run is None:
            return
        for one in reversed(self.open):
            if one.inline:
                self._end_inline(one)
        run, self.run = self.run, None
        head, self.head = self.head, None
        while run and run[-1].type == "text" and not run[-1].content.strip() and head is None:
            run.pop()
        seen = any(not one.nesting or {"id", "html"} & one.attrs.keys() for one in run)
        if not seen and head is None:
            return
        line = next((one.meta["row"] for one in run if "row" in one.meta), self.line)
        where = head.map if head and head.map else [line, line + 1]
        inline = Token("inline", "", 0, children=run, map=[*where], block=True)
        inline.content = written or "".join(one.content for one in run)
        block = self._block()
        if block is not None and block.name in LINES:
            self._emit(inline)
            return
        head = head or Token("paragraph_open", "p", 1, map=[*where], block=True)
        if block is not None and block.name == "p" and "html" not in block.kept:
            head.attrs = {**block.kept, **head.attrs}
            block.kept = {key: value for key, value in block.kept.items() if key != "id"}
        self._emit(head)
        self._emit(inline)
        self._emit(Token("paragraph_close", "p", -1, block=True))

    def _start_inline(self, one: Open) -> None:
        assert self.run is not None
        if not one.token and not one.left_out:
            kind, tag = one.kind
            meta = {"row": one.line}
            self.run.append(Token(f"{kind}_open", tag, 1, attrs={**one.kept}, meta=meta))
            one.kept.pop("id", None)  # it begins once

    def _end_inline(self, one: Open) -> None:
        assert self.run is not None
        if not one.token and not one.left_out:
            kind, tag = one.kind
            self.run.append(Token(f"{kind}_close", tag, -1))

    # What is open --------------------------------------------------------------------------------

    def _block(self) -> Open | None:
        """The innermost element of HTML that is a block; none where Markdown's is further in."""
        found = next((one for one in reversed(self.open) if not one.inline), None)
        return found if found and found.name else None

    def _holds_words_only(self) -> bool:
        """Whether no block can begin here: in a heading or a cell, in Markdown within a line."""
        return self.fixed or any(one.token and one.inline for one in self.open)

    def _named(self, name: str) -> Open | None:
        """The innermost open element of this name; Markdown around it is not looked beyond."""
        for one in reversed(self.open):
            if one.token:
                return None
            if one.name == name:
                return one
        return None

    def _close_all(self, first: int) -> None:
        """Ends what is open from an index on."""
        while len(self.open) > first:  # the end of a heading begins blocks again
            self._close(self.open[-1])

    def _close(self, element: Open, *, implied: bool = False, by: str = "") -> None:
        """Ends an element, and the blocks in it; what of it is within lines goes on."""
        if not by:
            self.implied[element.name] += 1
            if not implied and element.name not in OPTIONAL:
                self._tell(element, f"{_short(element.written)} is never closed")
        at = next(at for at, one in enumerate(self.open) if one is element)
        if element.inline:
            inner = [one for one in self.open[at:] if one.inline]
            if self.run is not None:
                for one in reversed(inner):
                    self._end_inline(one)
            del self.open[at]
            if self.run is not None:
                for one in inner[1:]:
                    self._start_inline(one)
            return
        for one in [one for one in reversed(self.open[at + 1 :]) if not one.inline]:
            self._close(one)
        self._end_run()
        at = next(at for at, one in enumerate(self.open) if one is element)
        del self.open[at]
        self._put_end(element)

    def _put_end(self, element: Open) -> None:
        name = element.name
        if (name == "p" and "html" not in element.kept) or element.left_out:
            return
        if re.fullmatch("h[1-6]", name):
            self._emit(Token("heading_close", name, -1, block=True))
            self._mend_around_heading()
            return
        self._emit(Token("html_element_close", name, -1, block=True))

    def _put_start(self, element: Open) -> None:
        name, where = element.name, [element.line, element.line + 1]
        if (name == "p" and "html" not in element.kept) or element.left_out:
            return
        if re.fullmatch("h[1-6]", name):
            self._part_around_heading()
            kind, markup = "heading_open", "#" * int(name[1])
        else:
            kind, markup = "html_element_open", ""
        attrs = {**element.kept}
        token = Token(kind, name, 1, attrs=attrs, map=where, markup=markup, block=True)
        token.meta["written"] = element.written
        self._emit(token)

    # Headings: one within a block is a heading of the page ---------------------------------------

    def _around_heading(self) -> list[Open]:
        """The blocks to end before a heading and to begin again below it."""
        blocks = [one for one in self.open if not one.inline and not one.left_out]
        if all(one.name in TRANSPARENT for one in blocks):
            return blocks
        return []

    def _part_around_heading(self) -> None:
        self.parted = self._around_heading()
        for one in reversed(self.parted):
            last = self.out[-1] if self.out else None
            if last and last.type == "html_element_open" and not last.attrs.get("id"):
                self.out.pop()  # it would be empty
            else:
                self.out.append(Token("html_element_close", one.name, -1, block=True))
            one.kept.pop("id", None)
            self.open.remove(one)

    def _mend_around_heading(self) -> None:
        parted, self.parted = self.parted, []
        for one in parted:
            one_again = Open(one.name, one.kept, one.line, one.written, one.nth)
            self._put_start(one_again)
            self.open.append(one_again)

    # HTML ----------------------------------------------------------------------------------------

    def _html(self, text: str) -> None:
        """Takes in HTML."""
        end, self.text, self.counted = 0, text, {}
        self.endless.clear()
        for match in PIECE.finditer(text):
            if match.start() < end:
                continue  # within what holds no tags
            name = (match["name"] or "").lower()
            if not name and match["comment"] is None and match[0][0] == "{":
                continue
            self._words(text[end : match.start()])
            end, self.at = match.end(), match.start()
            if match["comment"] is not None:
                self._comment(match)
            elif name and name not in KNOWN and not self._is_foreign():
                self._unknown(match)
            elif match["end"]:
                self._end(name, match)
            elif name == "title" and self._is_foreign():
                self._start(name, match)  # the words for those who do not see the drawing
            elif name in UNSEEN and (close := self._end_of_unseen(name, text, end)):
                self._unseen(match, text[match.start() : close])
                end = close
            elif name:
                self._start(name, match)
            self.line += text.count("\n", match.start(), end)
        self._words(text[end:])

    def _is_foreign(self) -> bool:
        return any(one.name in FOREIGN for one in self.open)

    def _end_of_unseen(self, name: str, text: str, start: int) -> int:
        """Where a script or its like ends; 0 where it never does."""
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE)
        found = None if name in self.endless else close.search(text, start)
        if found is None:
            self.endless.add(name)
        return found.end() if found else 0

    def _words(self, text: str) -> None:
        """Takes in words; white space between blocks is none."""
        if not text:
            return
        block = self._block()
        kept = block is not None and block.name == "pre"
        shown = html.unescape(text)
        if kept:
            self._append(_text(shown))
        elif shown.strip():
            before = len(text) - len(text.lstrip())
            self.line += text.count("\n", 0, before)
            if self.run is None:
                shown = shown.lstrip()
            self._append(_text(re.sub(r"\s+", " ", shown)))
            self.line += text.count("\n", before)
            return
        elif self.run:
            self._append(_text(" "))
        self.line += text.count("\n")

    def _comment(self, match: re.Match[str]) -> None:
        token = Token("html_comment", "", 0, content=match["comment"].strip())
        if self.run is not None:
            self._append(token)
        else:
            token.map = [self.line, self.line + 1]
            self._emit(token)

    def _unknown(self, match: re.Match[str]) -> None:
        """Shows what only looks like a tag."""
        self._append(_text(match[0]))
        if not match["end"] and match["name"].lower() not in self.told:
            self.told.add(match["name"].lower())
            self._say(match[0], f"{_short(match[0])} is not a tag of HTML; it is shown as it is")

    def _unseen(self, match: re.Match[str], whole: str) -> None:
        if self.raw:
            self._append(Token("html_raw", "", 0, content=whole))
        else:
            self._say(match[0], f"<{match['name']}> in Markdown is left out")

    def _start(self, name: str, match: re.Match[str]) -> None:
        given = attributes(match[0])
        kept = self._understood(name, given, match)
        if name in VOID:
            self._void(name, given, kept, match)
            return
        if name == "a" and (link := self._named("a")):
            self._close(link, implied=True)
        words_only = self._holds_words_only()
        if name in BLOCKS and not words_only:
            self._end_before(name)
        if len(self.open) >= DEEPEST or sum(one.inline for one in self.open) >= MOST_INLINE:
            self._too_deep(name, match)
            return
        block = self._block()
        element = Open(name, kept, self.line, match[0], self._nth(match[0]))
        element.inline = name not in BLOCKS or words_only or bool(block and block.name in LINES)
        foreign = self._is_foreign()
        element.left_out = not self.raw and (
            foreign or name in LEFT_OUT | UNSEEN or name == "picture"
        )
        if element.left_out and name != "picture" and not foreign:
            self._say(match[0], f"<{name}> in Markdown is left out, and what it holds is shown")
        if not element.inline:
            self.written = ""
            self._end_run()
            self._put_start(element)
        elif self.run is not None or {"id", "html"} & kept.keys():
            self._begin_run()
            self._start_inline(element)
        self.open.append(element)
        if match["rest"].rstrip().endswith("/"):
            self._close(element, by=name)

    def _too_deep(self, name: str, match: re.Match[str]) -> None:
        self.implied[name] += 1
        if "" not in self.told:
            self.told.add("")
            self._say(match[0], f"{_short(match[0])} is left out: it stands in too many others")

    def _end_before(self, name: str) -> None:
        """Ends what a tag ends without saying so."""
        if (block := self._block()) and block.name == "p":
            self._close(block, implied=True)
        ended, barriers = ENDED_BY.get(name, (frozenset[str](), frozenset[str]()))
        outermost = None
        for one in reversed(self.open):
            if one.token or one.name in barriers:
                break
            if one.name in ended:
                outermost = one
        if outermost is not None:
            self._close(outermost, implied=True)

    def _end(self, name: str, match: re.Match[str]) -> None:
        element = self._named(name)
        if element is not None:
            self._close(element, by=name)
        elif self.implied[name] > 0:
            self.implied[name] -= 1
        elif name not in VOID:
            self._say(match[0], f"{match[0]} closes nothing")

    def _void(
        self,
        name: str,
        given: Mapping[str, str],
        kept: Mapping[str, object],
        match: re.Match[str],
    ) -> None:
        if name == "br":
            self._append(Token("hardbreak", "br", 0))
            self._append(_text(" "))
        elif name == "hr" and not self._holds_words_only():
            self._before_block()
            self._emit(Token("hr", "hr", 0, map=[self.line, self.line + 1]))
        elif name == "img" and given.get("src"):
            self._append(picture(given))
        elif name == "input" and given.get("type") == "checkbox":
            self._append(Token("html_box", "", 0, attrs={"checked": str("checked" in given)}))
        elif self.raw or (name in FILES and any(one.name in MEDIA for one in self.open)):
            self._append(Token("html_raw", "", 0, content=str(kept.get("html", match[0]))))
        elif name == "img" and given.get("alt"):
            self._append(_text(given["alt"]))
        elif name == "hr":
            self._say(match[0], "<hr> in Markdown is left out: only words may stand here")
        elif name in LEFT_OUT or name == "img":
            self._say(match[0], f"<{name}> in Markdown is left out")

    def _understood(
        self, name: str, given: dict[str, str], match: re.Match[str]
    ) -> dict[str, str | int | float]:
        """What of a tag's attributes is understood."""
        kept: dict[str, str | int | float] = {}
        self.after = 0
        for key in [one for one in given if one in ("href", *ADDRESSES)]:
            address = given[key]
            shown = name == "img" and key == "src" and is_picture(address)
            if is_script(address) and not shown:
                self._say(match[0], f"the address '{_short(address)}' in HTML is left out")
                del given[key]
            elif name in FILES and key != "href" and re.match(NOT_FOLLOWED, address):
                self._not_followed(address, match)
        if not self.raw:
            for key in [key for key in given if key.startswith("on")]:
                self._say(match[0], f"'{key}' of <{name}> in Markdown is left out")
        if self.raw or name in FILES:
            safe = {
                key: value
                for key, value in given.items()
                if self.raw or (not key.startswith("on") and re.fullmatch(r"[\w:-]+", key))
            }
            pairs = "".join(f' {k}="{html.escape(v)}"' for k, v in safe.items())
            if (
                name in LEFT_OUT | FILES
                or self._is_foreign()
                or (name in BARE and given.keys() - PLAIN)
            ):
                kept["html"] = f"<{'div' if name == 'p' else name}{pairs}>"
        classes = given.get("class", "").split()
        align = "center" if name == "center" else given.get("align", "").lower()
        if align in ("left", "center", "right", "justify") and name not in ("table", "td", "th"):
            classes.append(f"align-{align}")
        if classes:
            kept["class"] = " ".join(classes)
        if identity := given.get("id") or (given.get("name", "") if name == "a" else ""):
            kept["id"] = identity
        kept |= {key: given[key] for key in KEPT.get(name, ()) if key in given}
        return kept

    def _not_followed(self, address: str, match: re.Match[str]) -> None:
        spelled = (address, html.escape(address))
        written = next((one for one in spelled if one in match[0]), address)
        line, at = self.line, self.at
        start = match[0].find(written, self.after)
        self.after = start + len(written)
        self.line, self.at = line + match[0].count("\n", 0, start), at + start
        self._say(written, f"the address '{address}' in HTML is not followed")
        self.line, self.at = line, at

    # What is said --------------------------------------------------------------------------------

    def _nth(self, written: str) -> int:
        """How often the same stands before it in its line."""
        row = self.text.rfind("\n", 0, self.at) + 1
        start, count = self.counted.get(written, (row, 0))
        if start < row:
            start, count = row, 0
        count += self.text.count(written, start, self.at)
        self.counted[written] = self.at, count
        return count + self.seen[self.line, written]

    def _say(self, written: str, message: str) -> None:
        """Tells of something that stands here."""
        self._tell(Open("", {}, self.line, written, self._nth(written)), message)

    def _tell(self, at: Open, message: str) -> None:
        if not at.written:
            return
        meta = {"written": at.written.split("\n")[0], "nth": at.nth, "message": message}
        where = [at.line, at.line + 1]
        self.problems.append(Token("html_problem", "", 0, map=where, meta=meta, block=True))


KEPT: Mapping[str, tuple[str, ...]] = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "acronym": ("title",),
    "details": ("open",),
    "ol": ("start", "type"),
    "td": ("colspan", "rowspan", "align"),
    "th": ("colspan", "rowspan", "align"),
}
NOT_FOLLOWED = r"(?![A-Za-z][\w+.-]*:|//|#|\{)\S*[./]"


def picture(given: Mapping[str, str]) -> Token:
    """The token of a picture."""
    attrs: dict[str, str | int | float] = {"src": given["src"]}
    attrs |= {key: given[key] for key in ("class", "title", "id") if key in given}
    sizes = {**dict(WIDTH.findall(given.get("style", ""))), **given}
    for key in ("width", "height"):
        if LENGTH.fullmatch(sizes.get(key, "")) and not (key == "height" and "%" in sizes[key]):
            attrs[key] = sizes[key]
    if given.get("align") in ("left", "center", "right"):
        attrs["align"] = given["align"]
    alt = given.get("alt", "")
    return Token("image", "img", 0, attrs=attrs, content=alt, children=[_text(alt)])


def paragraph(
    words: str, where: list[int], kind: tuple[str, str] = ("paragraph", "p")
) -> list[Token]:
    """The tokens of a paragraph, or of another kind of block and its tag, whose Markdown is read
    with that of the page."""
    name, tag = kind
    inline = Token("inline", "", 0, content=words, map=[*where], children=[], level=1, block=True)
    opened = Token(f"{name}_open", tag, 1, map=[*where], block=True)
    return [opened, inline, Token(f"{name}_close", tag, -1, block=True)]


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:58]} …" if len(words) > 60 else words
