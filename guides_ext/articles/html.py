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
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal, NamedTuple

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

PIECE = re.compile(
    r"""<!--(?P<comment>.*?)(?:--!?>|\Z)
    |<(?:!doctype|!\[(?:cdata\[|(?:end)?if)|\?)[^>]*+(?:>|\Z)
    |\{%[^{}]{0,300}%\}|\{\{[^{}]{0,300}\}\}
    |<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*+)
        (?P<rest>(?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["']))|["']){0,400}+)>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""A comment, a declaration, a tag of a template (which is text), or a tag of HTML, in which a
quotation mark begins a value behind ``=`` alone. A tag has so many pieces at most, since one that
does not end is read again from each ``<`` in its values."""


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

PLAIN = _names("align class id markdown name title")
DIRECTION = _names("dir lang")
"""What no node of docutils has, and readers and their browsers need."""

AS_DIV = dict.fromkeys(("p", "html", "body", "main"), "div")
"""Elements that are not what they are where they are brought through: a page has one of each, and
a paragraph would end at the first block in it."""

WRAPPED = _names("blockquote details dir dl figure menu ol table ul")
"""Elements with a node of docutils, which may stand in a ``<div>`` that has their direction."""

UNSEEN = _names("script style template title")
"""What holds no words for readers."""

LEFT_OUT = _names(
    """area base button canvas datalist embed head iframe input link map math meta meter noembed
    noscript object optgroup option output param progress select slot svg textarea"""
)
FOREIGN = frozenset({"math", "svg"})
"""Elements that are left out as one, and have tags of their own."""

KNOWN = VOID | INLINE | BLOCKS | UNSEEN | LEFT_OUT

ENDED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_names("li"), _names("ul ol menu dir")),
    **dict.fromkeys(("dt", "dd"), (_names("dt dd"), _names("dl"))),
    **dict.fromkeys(("td", "th"), (_names("td th caption"), _names("table tr"))),
    "tr": (_names("tr td th caption colgroup"), _names("table")),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"),
        (_names("caption colgroup tbody td tfoot th thead tr"), _names("table")),
    ),
}
"""A tag → what ends before it, and what is not looked beyond for that."""

OPTIONAL = _names("p li dt dd colgroup tbody td tfoot th thead tr caption rt rp")
"""Elements that may go without an end tag."""

FORMATS = {"b": "strong", **dict.fromkeys(("i", "cite", "dfn", "var"), "em")}
FORMATS |= {"strong": "strong", "em": "em"}
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
    found: Mapping[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the first of each name, in their order."""
        first = {name: value or "" for name, value in reversed(attrs)}
        self.found = {name: first[name] for name, _value in attrs}


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag of HTML."""
    reader = _Attributes()
    reader.feed(tag)
    return {**reader.found}


class At(NamedTuple):
    """What stands at a place: its text, its line, and how often the same stands before it there."""

    text: str
    line: int
    nth: int


NOWHERE = At("", 0, 0)


@dataclass(eq=False)
class Open:
    """What is open: an element of HTML, or one of Markdown (which has no name).

    Attributes:
        kept: what of the attributes is understood.
        token: of Markdown's, the token that opened it.
        left_out: whether the element itself is not shown, only what it holds.
    """

    name: str
    at: At = NOWHERE
    kept: dict[str, str | int | float] = field(default_factory=dict)
    token: Token | None = None
    inline: bool = False
    left_out: bool = False

    @property
    def kind(self) -> str:
        """The type of its tokens; empty where it has none of its own."""
        of_run = self.name == "p" and not self.inline and "html" not in self.kept
        if self.token or self.left_out or of_run:
            return ""
        if not self.inline:
            return "heading" if re.fullmatch("h[1-6]", self.name) else "html_element"
        is_link = self.name == "a" and "href" in self.kept
        return "link" if is_link else FORMATS.get(self.name, "html_span")


def read_html(state: StateCore) -> None:
    """A rule of markdown-it: puts tokens that nest in the place of HTML."""
    if any(one.type in ("html_block", "html_problem") or one.children for one in state.tokens):
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
        self.told: dict[str, Token] = {}  # what is said once, however often it is met
        self.endless: set[str] = set()
        self.parted: list[Open] = []
        self.seen: Counter[tuple[int, str]] = Counter()
        self.line, self.at = 0, NOWHERE  # where we are, and the tag that is looked at

    def weave(self, tokens: list[Token]) -> list[Token]:
        """The tokens with HTML among them; what is to be said of it stands at their end."""
        following = iter(tokens)
        for token in following:
            self.line = token.map[0] if token.map else self.line
            if token.type == "paragraph_open":
                self._paragraph(token, next(following), next(following))
            elif token.type == "html_block":
                self._html(token.content)
            elif token.type == "html_problem":
                self.problems.append(token)
            elif token.type == "inline":
                self._only_run(token)
            elif token.nesting > 0:
                self._markdown_opens(token)
            elif token.nesting < 0:
                self._markdown_closes(token)
            else:
                self._before_block()
                self._emit(token)
        self._close_all(0)
        self._end_run()
        return [*self.out, *sorted(self.problems, key=lambda one: one.map or [])]

    def _emit(self, token: Token) -> None:
        token.level = sum(not one.inline and one.name != "p" for one in self.open)
        self.out.append(token)

    # Markdown ------------------------------------------------------------------------------------

    def _before_block(self) -> None:
        """A block cannot stand in a paragraph, nor in what holds words alone."""
        self._end_run()
        while (block := self._block()).name in LINES | {"p"}:
            self._close(block, implied=True)

    def _markdown_opens(self, token: Token) -> None:
        self._before_block()
        if token.type == "heading_open":
            self._part_around_heading()
        self._emit(token)
        self.open.append(Open("", token=token))

    def _markdown_closes(self, token: Token) -> None:
        self._end_run()
        self._close_markdown()
        self._emit(token)
        if token.type == "heading_close":
            self._mend_around_heading()

    def _close_markdown(self) -> None:
        """Ends the innermost element of Markdown, and the HTML in it."""
        at = max(at for at, one in enumerate(self.open) if one.token)
        self._close_all(at + 1)
        del self.open[at]

    def _paragraph(self, head: Token, inline: Token, end: Token) -> None:
        block = self._block()
        within_line = block.name in LINES
        if within_line and self.run:
            self.run.append(_text(" "))
        elif not within_line:
            if block.name == "p":
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
        self._put_inline(self.open[:first], -1)
        token.children, self.run, self.fixed = self.run, None, False
        self._emit(token)

    def _feed(self, token: Token) -> None:
        """Takes in what stands within a line."""
        for child in token.children or []:
            if child.type == "html_inline":
                self._html(child.content)
                continue
            if child.nesting < 0:
                self._close_markdown()
            elif child.type == "link_open" and (link := self._named("a")):
                self._close(link, implied=True)
            self._append(child)
            if child.nesting > 0:
                self.open.append(Open("", token=child, inline=True))
            elif child.type == "hardbreak":
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
        if self.run is None:
            self.run = []
            self._put_inline(self.open, 1)

    def _put_inline(self, elements: list[Open], nesting: Literal[-1, 1]) -> None:
        """Begins or ends the elements of a line, in the run where there is one."""
        if self.run is not None:
            for one in elements[::nesting]:
                if one.inline:
                    self._put(one, nesting)

    def _end_run(self) -> None:
        """Puts out what stands within a line, in a paragraph where its parent holds blocks."""
        written, self.written = self.written, ""
        if self.run is None:
            return
        self._put_inline(self.open, -1)
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
        if block.name in LINES:
            self._emit(inline)
            return
        head = head or Token("paragraph_open", "p", 1, map=[*where], block=True)
        if block.name == "p" and "html" not in block.kept:
            head.attrs = {**block.kept, **head.attrs}
            block.kept = {key: value for key, value in block.kept.items() if key != "id"}
        for one in (head, inline, Token("paragraph_close", "p", -1, block=True)):
            self._emit(one)

    def _put(self, element: Open, nesting: Literal[-1, 1]) -> None:
        """Puts out the token that begins or ends an element, where it has one."""
        if not (kind := element.kind):
            return
        tag = FORMATS.get(element.name, element.name)
        token = Token(f"{kind}_{'open' if nesting > 0 else 'close'}", tag, nesting)
        token.block = not element.inline
        if nesting > 0:
            at = element.at
            token.attrs, token.map = {**element.kept}, [at.line, at.line + 1]
            token.meta = {"row": at.line, "written": at.text}
        if element.inline:
            assert self.run is not None
            self.run.append(token)
            element.kept.pop("id", None)  # it begins once
            return
        if kind == "heading" and nesting > 0:
            token.markup = "#" * int(tag[1])
            self._part_around_heading()
        self._emit(token)
        if kind == "heading" and nesting < 0:
            self._mend_around_heading()

    # What is open --------------------------------------------------------------------------------

    def _block(self) -> Open:
        """The innermost element that is a block; without a name where it is Markdown's, or none."""
        return next((one for one in reversed(self.open) if not one.inline), Open(""))

    def _holds_words_only(self) -> bool:
        """Whether no block can begin here: in a heading or a cell, in Markdown within a line."""
        return self.fixed or any(one.token and one.inline for one in self.open)

    def _named(self, name: str) -> Open | None:
        """The innermost open element of this name; Markdown around it is not looked beyond."""
        for one in reversed(self.open):
            if one.token or one.name == name:
                return None if one.token else one
        return None

    def _close_all(self, first: int) -> None:
        """Ends what is open from an index on."""
        while len(self.open) > first:  # the end of a heading begins blocks again
            self._close(self.open[-1])

    def _close(self, element: Open, *, implied: bool = False, by_tag: bool = False) -> None:
        """Ends an element, and the blocks in it; what of it is within lines goes on."""
        if not by_tag:
            self.implied[element.name] += 1
            if not implied and element.name not in OPTIONAL:
                self._say(f"{short(element.at.text)} is never closed", element.at)
        inner = self.open[self.open.index(element) + 1 :]
        if element.inline:
            self._put_inline([element, *inner], -1)
            self.open.remove(element)
            self._put_inline(inner, 1)
            return
        for one in [one for one in reversed(inner) if not one.inline]:
            self._close(one)
        self._end_run()
        self.open.remove(element)
        self._put(element, -1)

    # Headings: one within a block is a heading of the page ---------------------------------------

    def _part_around_heading(self) -> None:
        """Ends the blocks around a heading, which begin again below it."""
        blocks = [one for one in self.open if not one.inline and not one.left_out]
        self.parted = blocks if all(one.name in TRANSPARENT for one in blocks) else []
        for one in reversed(self.parted):
            if re.search(r"\s(?:dir|lang)=", str(one.kept.get("html", ""))):
                message = f"{short(one.at.text)} does not reach the headings in it"
                self._say(message, one.at, once=f"{one.at.line} {one.at.text}")
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
            self._put(one, 1)
            self.open.append(one)

    # HTML ----------------------------------------------------------------------------------------

    def _html(self, text: str) -> None:
        """Takes in HTML."""
        end = 0
        self.endless.clear()
        for match in PIECE.finditer(text):
            if match.start() < end:
                continue  # within what holds no tags
            self._words(text[end : match.start()])
            if match[0][0] == "{":
                end = match.end()
                self._as_written(match[0])
                self.line += match[0].count("\n")
                continue
            name, end = (match["name"] or "").lower(), match.end()
            known = not name or name in KNOWN or self._is_foreign()
            self.at = At(match[0], self.line, self.seen[self.line, match[0]])
            self.seen[self.line, match[0]] += 1
            if match["comment"] is not None:
                self._comment(match)
            elif not known or match[0][-1] != ">":  # a declaration may go on to the end
                self._unknown(match)
            elif match["end"]:
                self._end(name, match)
            elif name in UNSEEN and (close := self._end_of_unseen(name, text, end)):
                whole, end = text[match.start() : close], close
                if self.raw:
                    self._append(Token("html_raw", "", 0, content=whole))
                else:
                    self._say(f"<{name}> in Markdown is left out")
            elif name:
                self._start(name, match)
            self.line += text.count("\n", match.start(), end)
        self._words(text[end:])

    def _is_foreign(self) -> bool:
        return any(one.name in FOREIGN for one in self.open)

    def _end_of_unseen(self, name: str, text: str, start: int) -> int:
        """Where a script or its like ends; 0 where it never does, or is the title of a drawing."""
        if name in self.endless or (name == "title" and self._is_foreign()):
            return 0
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start)
        if found is None:
            self.endless.add(name)
        return found.end() if found else 0

    def _words(self, text: str) -> None:
        """Takes in words; white space between blocks is none."""
        if not text:
            return
        block, shown = self._block(), html.unescape(text)
        if block.name == "pre":
            self._append(_text(shown))
        elif shown.strip():
            above = text[: len(text) - len(text.lstrip())].count("\n")
            self.line += above
            shown = shown.lstrip() if self.run is None else shown
            self._append(_text(re.sub(r"\s+", " ", shown)))
            self.line -= above
        elif self.run:
            self._append(_text(" "))
        self.line += text.count("\n")

    def _as_written(self, text: str) -> None:
        """Shows what is no tag of HTML, quotation marks and all."""
        block = self._block()
        in_code = block.name == "pre"  # where no words are changed
        self._append(_text(text) if in_code else Token("verbatim", "", 0, content=text))

    def _comment(self, match: re.Match[str]) -> None:
        token = Token("html_comment", "", 0, content=match["comment"].strip())
        if not match[0].endswith(">"):
            self._say("a comment that is never closed hides all that follows")
        if self.run is not None:
            self._append(token)
        else:
            token.map = [self.line, self.line + 1]
            self._emit(token)

    def _unknown(self, match: re.Match[str]) -> None:
        """Shows what only looks like a tag."""
        self._as_written(match[0])
        name = (match["name"] or match[0]).lower()
        if not match["end"]:
            self._say(f"{short(match[0])} is not a tag of HTML; it is shown as it is", once=name)

    def _start(self, name: str, match: re.Match[str]) -> None:
        given = attributes(match[0])
        kept = self._understood(name, given)
        if name in VOID:
            self._void(name, given, str(kept.get("html", match[0])))
            return
        if name == "a" and (link := self._named("a")):
            self._close(link, implied=True)
        words_only = self._holds_words_only()
        if name in BLOCKS and not words_only:
            self._end_before(name)
        if len(self.open) >= DEEPEST or sum(one.inline for one in self.open) >= MOST_INLINE:
            self.implied[name] += 1
            message = f"{short(self.at.text)} is left out: it stands in too many others"
            self._say(message, once="too deep")
            return
        block, foreign = self._block(), self._is_foreign()
        element = Open(name, self.at, kept)
        element.inline = name not in BLOCKS or words_only or block.name in LINES
        unknown = foreign or name in LEFT_OUT | UNSEEN
        element.left_out = not self.raw and (unknown or name == "picture")
        if element.left_out and name != "picture" and not foreign:
            message = f"<{name}> in Markdown is left out, and what it holds is shown"
            self._say(message, once=f"<{name}>")
        if not element.inline:
            self.written = ""
            self._end_run()
            self._put(element, 1)
        elif self.run is not None or {"id", "html"} & kept.keys():
            self._begin_run()
            self._put(element, 1)
        self.open.append(element)
        if match["rest"].rstrip().endswith("/"):
            self._close(element, by_tag=True)

    def _end_before(self, name: str) -> None:
        """Ends what a tag ends without saying so."""
        if (block := self._block()).name == "p":
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
            self._close(element, by_tag=True)
        elif self.implied[name] > 0:
            self.implied[name] -= 1
        elif name not in VOID:
            self._say(f"{match[0]} closes nothing")

    def _void(self, name: str, given: Mapping[str, str], raw: str) -> None:
        """An element that holds nothing; ``raw`` is itself, as it may be brought through."""
        if name == "br":
            self._append(Token("hardbreak", "br", 0))
            self._append(_text(" "))
        elif name == "hr" and not self._holds_words_only():
            self._before_block()
            self._emit(Token("hr", "hr", 0, map=[self.line, self.line + 1]))
        elif name == "img" and given.get("src"):
            self._append(picture(given))
        elif name == "input" and given.get("type") == "checkbox":
            checked = 'checked="checked" ' if "checked" in given else ""
            box = f'<input {checked}disabled="disabled" type="checkbox">'
            self._append(Token("html_raw", "", 0, content=box))
        elif self.raw or (name in FILES and any(one.name in MEDIA for one in self.open)):
            self._append(Token("html_raw", "", 0, content=raw))
        elif name == "img" and given.get("alt"):
            self._append(_text(given["alt"]))
        elif name == "hr":
            self._say("<hr> in Markdown is left out: only words may stand here")
        elif name in LEFT_OUT or name == "img":
            self._say(f"<{name}> in Markdown is left out")

    def _understood(self, name: str, given: dict[str, str]) -> dict[str, str | int | float]:
        """What of a tag's attributes is understood; addresses that are scripts are taken out."""
        for key in [one for one in given if one in ("href", *ADDRESSES)]:
            address = given[key]
            if is_script(address) and not (name == "img" and key == "src" and is_picture(address)):
                self._say(f"the address '{short(address)}' in HTML is left out")
                del given[key]
            elif name in FILES and key != "href" and re.match(NOT_FOLLOWED, address):
                self._not_followed(key, address)
        kept = self._brought_through(name, given)
        classes = given.get("class", "").split()
        align = "center" if name == "center" else given.get("align", "").lower()
        if align in ("left", "center", "right", "justify") and name not in ("table", "td", "th"):
            classes.append(f"align-{align}")
        if classes:
            kept["class"] = " ".join(classes)
        identity = given.get("id") or (given.get("name", "") if name == "a" else "")
        if identity and " id=" not in str(kept.get("html", "")):
            kept["id"] = identity
        return kept | {key: given[key] for key in KEPT.get(name, ()) if key in given}

    def _brought_through(self, name: str, given: Mapping[str, str]) -> dict[str, str | int | float]:
        """The tag as HTML, where that is what it stays; what of it is lost is said."""
        passed = {
            key: value
            for key, value in given.items()
            if self.raw
            or key in DIRECTION | PLAIN
            or (name in FILES and not key.startswith("on") and re.fullmatch(r"[\w:-]+", key))
        }
        stays = name in FILES or (name in BARE and bool(passed.keys() - PLAIN))
        stays = stays or (self.raw and (name in LEFT_OUT or self._is_foreign()))
        is_lost = not stays and name in (BLOCKS | INLINE) - WRAPPED
        for key in given:
            lost = is_lost and key in DIRECTION and key not in KEPT.get(name, ())
            if lost or (key.startswith("on") and not self.raw):
                self._say(f"'{key}' of <{name}> in Markdown is left out")
        if not self._is_foreign() and name not in FOREIGN:
            passed.pop("id", None)  # which a node before it has, so that links lead there
        if stays:
            return {"html": f"<{AS_DIV.get(name, name)}{_pairs(passed)}>"}
        around = {key: value for key, value in passed.items() if key in DIRECTION}
        return {"around": f"<div{_pairs(around)}>"} if around and name in WRAPPED else {}

    def _not_followed(self, key: str, address: str) -> None:
        tag, line, nth = self.at
        found = re.search(rf"\s{key}\s*=\s*[\"']?", tag, re.IGNORECASE)
        start = found.end() if found else 0
        at = At(tag[start:], line + tag.count("\n", 0, start), nth)
        self._say(f"the address '{address}' in HTML is not followed", at)

    def _say(self, message: str, at: At | None = None, *, once: str = "") -> None:
        """Tells of something that stands at a place, else of the tag that is looked at; of all with
        one key once."""
        text, line, nth = at or self.at
        if once in self.told:
            self.told[once].meta["more"] += 1
            return
        self.problems.append(problem(line, text.split("\n")[0], message, nth=nth))
        if once:
            self.told[once] = self.problems[-1]


KEPT: Mapping[str, tuple[str, ...]] = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "acronym": ("title",),
    "details": ("open",),
    "ol": ("start", "type"),
    "pre": ("lang",),
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
    words: str, where: list[int], kind: tuple[str, str] = ("paragraph", "p"), *, shown: bool = False
) -> list[Token]:
    """The tokens of a paragraph, or of another kind of block and its tag.

    Args:
        shown: whether the words are text; else they are Markdown, read with that of the page.
    """
    name, tag = kind
    children = [_text(words)] if shown else []
    inline = Token("inline", "", 0, children=children, content=words, level=1, block=True)
    opened = Token(f"{name}_open", tag, 1, map=[*where], block=True)
    inline.map = [*where]
    return [opened, inline, Token(f"{name}_close", tag, -1, block=True)]


def problem(line: int, written: str, message: str, subtype: str = "html", *, nth: int = 0) -> Token:
    """The token of something that is to be said.

    Args:
        line: from 0, in which a text is written for the nth time; -1 for the last.
        subtype: of the warning.
    """
    meta = {"written": written, "nth": nth, "message": message, "subtype": subtype, "more": 0}
    return Token("html_problem", "", 0, map=[line, line + 1], meta=meta, block=True)


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _pairs(given: Mapping[str, str]) -> str:
    return "".join(f' {key}="{html.escape(value)}"' for key, value in given.items())


def short(text: str) -> str:
    """A text in one line, its beginning where it is long."""
    words = " ".join(text.split())
    return f"{words[:58]} …" if len(words) > 60 else words
