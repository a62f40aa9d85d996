"""kramdown as a configuration of markdown-it: rules for what it has and CommonMark has not.

Each rule leaves tokens that Markdown has, or ``html_element`` as HTML in Markdown has; a last look
at all of them gives attributes to what they belong to. What belongs to nothing is shown as it is.
"""

from __future__ import annotations

import bisect
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from guides_ext.articles.html import INLINE, KNOWN, LINES, VOID, paragraph, problem, read_html
from guides_ext.articles.jekyll.site import NOWHERE, Site
from guides_ext.articles.rows import row_of, text_of

OF_MYST = (
    *("myst_line_comment", "myst_block_break", "myst_target", "myst_role"),
    *("math_inline", "table"),
)
"""Rules that are MyST's own, or that kramdown has in another way."""

EXTENSIONS = frozenset({"alert", "dollarmath", "strikethrough", "tasklist"})
"""The extensions of MyST that a page of Jekyll has."""

UNREAD = frozenset(
    {"amsmath", "attrs_block", "attrs_inline", "attrs_image", "colon_fence"}
    | {"deflist", "fieldlist", "substitution"}
)

SPAN = re.compile(r"\{:[^{}\n]*\}")
LIST = re.compile(r"\{:(?![:/])(?P<list>[^{}\n]*)\}")
DEFINITION = re.compile(r"\s*(?P<name>[\w-]+):(?!\S)(?P<list>.*)")
HEADING_ID = re.compile(r"(?:^|[ \t]+)\{#(?P<id>[A-Za-z][\w:.-]*)\}[ \t]*\Z")
EXTENSION = re.compile(r"\{::(?P<name>comment|nomarkdown|options)\b[^{}\n]*?(?P<empty>/?)\}")
EXTENSION_END = re.compile(r"\{:/(?:comment|nomarkdown|options)?\}")
ABBREVIATION = re.compile(r"\*\[(?P<short>[^\]\n]+)\]:[ \t]*(?P<long>.*)")
MARK = re.compile(r"\s*<(?P<tag>todo|draft|wip|fixme)>(?P<text>.*)</(?P=tag)>\s*", re.IGNORECASE)
RULES = "=-–—_*~#. \t\\"
AS_IT_IS = re.compile(r"\{%[^\n]{0,500}?%\}|\{\{[^\n]{0,500}?\}\}")
"""What Liquid has left is text."""

MATH = re.compile(r"\$\$(?=[^$]*[^\s$])(?P<tex>[^$]+)\$\$")
"""A single sign is money."""

BREAK = re.compile(r"\\\\[ \t]*\n[ \t]*")
QUOTES = re.compile("<<|>>")
LOOSE = re.compile(r"[ \t]*(?P<path>[^()<>\n\"']*[^()<>\n\"'\s])[ \t]*\)")
"""An address with spaces in it, as people write them."""

LOOSE_LINK = re.compile(r"\]\([^()<>\n]*\s")
FAR = 500
"""Characters that such an address stands behind its words at most."""

TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*+)?/?)>"""
)
MARKDOWN = re.compile(r"""\smarkdown\s*=\s*["']?(?:1|block|span)\b""", re.IGNORECASE)
BEGIN_PARAGRAPHS = (INLINE | {"br", "img", "input"}) - {"audio", "picture", "video"}
"""Elements that begin a paragraph."""

OF_WORDS = LINES | {"p"}
"""Elements whose Markdown is within a line."""

RULE = re.compile(r"[+|:= \t-]*[-=][+|:= \t-]*")
CELL_END = re.compile(
    r"(?P<skip>\\.|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|\{[{%].*?[}%]\})|\|"
)

PREFIX = "kramdown_"


class Kramdown:
    """Makes a parser of MyST one of a page of Jekyll, whose addresses lead into the sources.

    Args:
        page: the file that addresses are relative to.
        missing: told the path that an address that leads nowhere would have.
    """

    def __init__(self, site: Site, page: str, missing: Callable[[str], object]) -> None:
        self.site, self.page, self.missing = site, page, missing
        self.has_emoji = "jemoji" in str(site.variables.get("plugins"))
        """Whether ``:tada:`` is a sign: a plugin makes it one."""

    def extensions(self, given: Iterable[str]) -> set[str]:
        """The extensions of MyST that such a page has."""
        return ({*given} | EXTENSIONS) - UNREAD

    def use(self, md: MarkdownIt) -> None:
        """Gives a parser its rules, those of HTML among them."""
        md.options.update(guides_known=self.known, guides_lead=self.lead)
        md.use(deflist_plugin)
        md.disable(OF_MYST, ignoreInvalid=True)
        ends = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
        for name, rule in BLOCK_RULES.items():
            md.block.ruler.before("fence", PREFIX + name, rule, {"alt": ends})
        md.block.ruler.at("html_block", element, {"alt": ["paragraph", "reference", "blockquote"]})
        for name, rule in LAST_RULES.items():
            md.block.ruler.before("paragraph", PREFIX + name, rule)
        for name, inline_rule in INLINE_RULES.items():
            md.inline.ruler.before("escape", PREFIX + name, inline_rule)
        md.inline.ruler.at("emphasis", marks_of_emphasis)
        md.core.ruler.push(PREFIX + "settle", settle)
        md.core.ruler.push("guide_html", read_html)

    def known(self, address: str) -> bool:
        """Whether an address is one of a file."""
        return self.site.resolve(address, self.page) is not None

    def lead(self, address: str) -> str:
        """Where an address leads, as MyST writes it.

        Raises:
            LookupError: it leads nowhere; without a message where that has been said.
        """
        if not address or address.startswith(NOWHERE):
            raise LookupError
        target = self.site.resolve(address, self.page)
        if target is None:
            self.missing(self.site.path(address, self.page))
            hint = self.site.hint(address.partition("#")[0])
            raise LookupError(f"the link to '{address}' leads nowhere{hint}")
        return target


# Blocks -----------------------------------------------------------------------------------------


def row_is(
    pattern: re.Pattern[str], put: Callable[[StateBlock, int, re.Match[str]], object]
) -> Callable[[StateBlock, int, int, bool], bool]:
    """A rule for a row that a pattern describes.

    Args:
        put: adds what the row stands for.
    """

    def rule(state: StateBlock, row: int, end: int, silent: bool) -> bool:
        match = pattern.fullmatch(row_of(state, row))
        if match and not silent:
            put(state, row, match)
            state.line = row + 1
        return bool(match)

    return rule


def put_attributes(state: StateBlock, row: int, match: re.Match[str]) -> None:
    """``{: .class #id }`` on a row of its own; ``{:name: … }`` gives attributes a name."""
    named: dict[str, dict[str, str]] = state.env.setdefault(PREFIX + "named", {})
    definition = DEFINITION.fullmatch(match["list"])
    found = attributes_in(definition["list"], named) if definition else None
    if definition and found:
        named[definition["name"]] = found[0]
        return
    token = state.push(PREFIX + "attributes", "", 0)
    token.content, token.map = match[0], [row, row + 1]


def put_mark(state: StateBlock, row: int, match: re.Match[str]) -> None:
    """``<TODO>==== Drafted until here ====</TODO>``: a mark that the rest is a draft."""
    token = state.push("colon_fence", "", 0)
    token.info, token.content = "{draft-from-here}", match["text"].strip(RULES)
    token.map = [row - 1, row]  # what a fence holds begins a line below it


def note_abbreviation(state: StateBlock, row: int, match: re.Match[str]) -> None:
    """``*[HTML]: Hypertext Markup Language``."""
    state.env.setdefault(PREFIX + "short", {})[match["short"]] = match["long"].strip()


def extension(state: StateBlock, row: int, end: int, silent: bool) -> bool:
    """``{::comment}``, ``{::options}`` and ``{::nomarkdown}`` around rows, with what they hold."""
    match = EXTENSION.match(row_of(state, row))
    if match is None:
        return False
    last = row
    if not match["empty"]:
        start = state.bMarks[row] + state.tShift[row] + match.end()
        close = EXTENSION_END.search(state.src, start, state.eMarks[end - 1])
        if close is None:
            return False
        last = next(one for one in range(row, end) if close.end() <= state.eMarks[one])
        if state.src[close.end() : state.eMarks[last]].strip():
            return False
        if match["name"] == "nomarkdown" and not silent:
            _html(state, start, close.start(), row)
    state.line = state.line if silent else last + 1
    return True


def element(state: StateBlock, row: int, end: int, silent: bool) -> bool:
    """An element of HTML: HTML as far as its end tag, empty rows or not, but for what
    ``markdown="1"`` makes Markdown again."""
    if row_of(state, row)[:1] != "<":
        return False
    match = TAG.match(state.src, state.bMarks[row] + state.tShift[row])
    name = match["name"].lower() if match else ""
    if name in BEGIN_PARAGRAPHS:
        return False
    close = _close_of(state, match, state.eMarks[end - 1]) if match and name in KNOWN else None
    last = _row_at(state, (close or match).end(), row) if match else row
    if match and close and not silent:
        _put_element(state, match, close, state.eMarks[last], row)
    elif match and MARKDOWN.search(match[0]) and match.end() == state.eMarks[last] and not silent:
        _html(state, match.start(), match.end(), row)  # it is never closed
    elif not close:
        return html_block(state, row, end, silent)
    state.line = state.line if silent else last + 1
    return True


def _put_element(
    state: StateBlock, match: re.Match[str], close: re.Match[str], end: int, row: int
) -> None:
    """An element, and what stands behind it in its last row."""
    at = match.start()
    for tag in TAG.finditer(state.src, at, close.start()):
        inner = _close_of(state, tag, close.end()) if MARKDOWN.search(tag[0]) else None
        if inner is None or tag.start() < at:
            continue
        row = _html(state, at, tag.end(), row)
        words, last = _between(state, tag.end(), inner.start(), row)
        if tag["name"].lower() in OF_WORDS:
            state.tokens += paragraph(words.strip(), [row, row + 1])
        else:
            _blocks(state, words, row)
        at, row = inner.start(), last
    _html(state, at, end, row)


def _html(state: StateBlock, start: int, end: int, row: int) -> int:
    """HTML from one place to another; the row that it ends in."""
    text, last = _between(state, start, end, row)
    token = state.push("html_block", "", 0)
    token.map, token.content = [row, last + 1], text
    return last


def _between(state: StateBlock, start: int, end: int, row: int) -> tuple[str, int]:
    """What stands between two places, without the marks of quotes and the margin of lists, and the
    row that it ends in."""
    last = _row_at(state, end, row)
    rows = [
        state.src[max(start, state.bMarks[one]) : min(end, state.eMarks[one])]
        for one in range(row, last + 1)
    ]
    margin = " " * state.blkIndent
    if all(one.startswith(margin) for one in rows[1:] if one.strip()):
        rows[1:] = [one.removeprefix(margin) for one in rows[1:]]
    return "\n".join(rows), last


def _row_at(state: StateBlock, at: int, row: int) -> int:
    """The row that a place is in, from a row on."""
    return bisect.bisect_left(state.eMarks, at, row)


def _blocks(state: StateBlock, text: str, row: int) -> None:
    """Reads a text that begins in a row as blocks, wherever its margin is."""
    inner = StateBlock(text, state.md, state.env, state.tokens)
    inner.level = state.level + 1
    below = (inner.sCount[one] for one in range(1, inner.lineMax) if not inner.isEmpty(one))
    inner.blkIndent = inner.sCount[0] = min(below, default=0)
    twice: list[dict[str, Any]] = state.env.setdefault("duplicate_refs", [])
    at, count = len(state.tokens), len(twice)
    state.md.block.tokenize(inner, inner.line, inner.lineMax)
    for token in state.tokens[at:]:
        token.map = [row + one for one in token.map] if token.map else None
    for given in twice[count:]:
        given["map"] = [row + one for one in given["map"]]


def _close_of(state: StateBlock, match: re.Match[str], end: int) -> re.Match[str] | None:
    """The end tag of an element, before a place."""
    known: dict[str, dict[int, re.Match[str]]] = state.env.setdefault(PREFIX + "pairs", {})
    if state.src not in known:
        known[state.src] = _pairs(state.src)
    close = known[state.src].get(match.start())
    return close if close and close.end() <= end else None


def _pairs(text: str) -> dict[int, re.Match[str]]:
    """The end tags of elements, by where these begin."""
    found: dict[int, re.Match[str]] = {}
    opened: dict[str, list[int]] = {}
    for tag in TAG.finditer(text):
        name = tag["name"].lower()
        if not tag["end"]:
            if name not in VOID and not tag["rest"].endswith("/"):
                opened.setdefault(name, []).append(tag.start())
        elif opened.get(name):
            found[opened[name].pop()] = tag
    return found


def terms(state: StateBlock, row: int, end: int, silent: bool) -> bool:
    """A definition list, whose definitions may have several terms."""
    if silent:
        return False
    last, at = row, len(state.tokens)
    begins_another = state.md.block.ruler.getRules("paragraph")
    while last + 1 < end and not state.isEmpty(last + 1) and not _defines(state, last + 1):
        last += 1
        if last - row > MOST_TERMS or any(one(state, last, end, True) for one in begins_another):
            return False
    deflist: Any = next(one.fn for one in state.md.block.ruler.__rules__ if one.name == "deflist")
    if not deflist(state, last, end, False):
        return False
    state.tokens[at].map = [row, state.line]
    state.tokens[at].attrs = {"class": "simple myst"}
    state.tokens[at + 1 : at + 1] = [
        token
        for one in range(row, last)
        for token in paragraph(text_of(state, one), [one, one + 1], ("dt", "dt"))
    ]
    for token in state.tokens[at:]:
        token.type = re.sub("^d[ltd]_", "html_element_", token.type)
    return True


MOST_TERMS = 10


def _defines(state: StateBlock, row: int) -> bool:
    return bool(re.match(r":[ \t]", row_of(state, row) + " "))


# Tables -----------------------------------------------------------------------------------------


def table(state: StateBlock, row: int, end: int, silent: bool) -> bool:
    """A table: rules between any rows, several heads, a foot, or no head at all."""
    text = row_of(state, row)
    if silent or not 0 < text.count("|") < MOST_CELLS:
        return False
    last = row
    rows: list[tuple[int, str]] = []
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        text = row_of(state, last)
        if LIST.fullmatch(text) or text == "^":
            break
        if len(cells_of(text)) < 2 and not RULE.fullmatch(text):
            return False
        rows.append((last, text))
        last += 1
    if all(RULE.fullmatch(text) for _row, text in rows):
        return False
    _put_table(state, rows)
    state.line = last
    return True


MOST_CELLS = 1_000
"""Cells of a row; a row with more is text."""


def cells_of(text: str) -> list[str]:
    """The cells of a row, beginning with what stands before its first pipe."""
    ends = (match.start() for match in CELL_END.finditer(text) if not match["skip"])
    return [text[begin + 1 : end] for begin, end in pairwise((-1, *ends, len(text)))]


def _cells(text: str) -> list[str]:
    """The cells of a row of a table: pipes at its ends are none between cells."""
    found = cells_of(text.strip())
    found = found[not found[0].strip() :]
    if len(found) > 1 and not found[-1].strip():
        found.pop()
    return [one.strip().replace("\\|", "|") for one in found]


def _put_table(state: StateBlock, rows: list[tuple[int, str]]) -> None:
    rules = [at for at, (_row, text) in enumerate(rows) if RULE.fullmatch(text)]
    first = next(at for at in range(len(rows)) if at not in rules[: at + 1])
    below = next((at for at in rules if at > first), 0)
    head = below if "-" in rows[below][1] or below == first + 1 else 0
    marks = re.split(r"[|+]", rows[below][1].strip().strip("|")) if below else []
    with _element(state, "table", rows):
        for tag, part in (("thead", rows[:head]), ("tbody", rows[head:])):
            if not part:
                continue
            with _element(state, tag, part):
                for row in part:
                    if not RULE.fullmatch(row[1]):
                        _put_row(state, row, tag, [_align(one) for one in marks])


def _put_row(state: StateBlock, row: tuple[int, str], part: str, aligned: list[str]) -> None:
    with _element(state, "tr", [row]):
        for number, cell in enumerate(_cells(row[1])):
            with _element(state, "th" if part == "thead" else "td", [row]) as opened:
                if align := "".join(aligned[number : number + 1]):
                    opened.attrs["align"] = align
                state.tokens += paragraph(cell, [row[0], row[0] + 1])


@contextmanager
def _element(state: StateBlock, tag: str, rows: list[tuple[int, str]]) -> Iterator[Token]:
    """An element around what is put in the meantime."""
    token = state.push("html_element_open", tag, 1)
    token.map = [rows[0][0], rows[-1][0] + 1]
    yield token
    state.push("html_element_close", tag, -1)


def _align(mark: str) -> str:
    left, right = mark.strip().startswith(":"), mark.strip().endswith(":")
    return "center" if left and right else "right" if right else "left" if left else ""


BLOCK_RULES = {
    "attributes": row_is(LIST, put_attributes),
    "mark": row_is(MARK, put_mark),
    "extension": extension,
    "end": row_is(re.compile(r"\^"), lambda *_: None),
    "abbreviation": row_is(ABBREVIATION, note_abbreviation),
}
LAST_RULES = {"terms": terms, "table": table}
"""What is looked for where nothing else begins."""


# Within a line ----------------------------------------------------------------------------------


def begins(
    pattern: re.Pattern[str], put: Callable[[StateInline, re.Match[str]], object]
) -> Callable[[StateInline, bool], bool]:
    """A rule for what a pattern finds.

    Args:
        put: adds what it stands for.
    """

    def rule(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos)
        if match and not silent:
            put(state, match)
        state.pos = match.end() if match else state.pos
        return bool(match)

    return rule


def put_text(state: StateInline, match: re.Match[str]) -> None:
    """Text as it is written; ``<<`` and ``>>`` are quotation marks."""
    state.pending += {"<<": "«", ">>": "»"}.get(match[0], match[0])


def put_token(kind: str, tag: str = "") -> Callable[[StateInline, re.Match[str]], None]:
    """Adds a token that holds what is found, or the part of it that has a name."""

    def put(state: StateInline, match: re.Match[str]) -> None:
        state.push(kind, tag, 0).content = match[match.lastindex or 0]

    return put


def extension_in_line(state: StateInline, silent: bool) -> bool:
    """``{::comment}`` within a line."""
    match = EXTENSION.match(state.src, state.pos)
    end = EXTENSION_END.search(state.src, match.end()) if match and not match["empty"] else match
    if match is None or end is None:
        return False
    if match["name"] == "nomarkdown" and not silent:
        state.push("html_inline", "", 0).content = state.src[match.end() : end.start()]
    state.pos = end.end()
    return True


def loose_address(state: StateInline, silent: bool) -> bool:
    """Puts an address with spaces in brackets, as Markdown wants it, and leaves the rest to it."""
    start = state.pos + state.src.startswith("![", state.pos)
    if state.src[start : start + 1] != "[" or not LOOSE_LINK.search(state.src, start, start + FAR):
        return False
    end = state.md.helpers.parseLinkLabel(state, start, False)
    if end < 0 or state.src[end + 1 : end + 2] != "(":
        return False
    match = LOOSE.match(state.src, end + 2)
    known = state.md.options.get("guides_known")
    if match and re.search(r"\s", match["path"]) and known and known(match["path"]):
        at, to = match.span("path")
        state.src = f"{state.src[:at]}<{match['path']}>{state.src[to:]}"
        state.posMax += 2
    return False


def marks_of_emphasis(state: StateInline, silent: bool) -> bool:
    """``*`` and ``_`` begin before a word and end behind it, whatever letters and marks it has."""
    start, first = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start] if start else "", state.src[state.pos :][:1]
    within_words = state.src[start] == "*"
    for one in state.delimiters[first:]:
        one.open = bool(after.strip()) and (within_words or not (before + "_")[0].isalnum())
        one.close = bool(before.strip()) and (within_words or not after.isalnum())
    return True


INLINE_RULES = {
    "as_it_is": begins(AS_IT_IS, put_token("verbatim")),
    "extension": extension_in_line,
    "attributes": begins(SPAN, put_token(PREFIX + "attributes")),
    "math": begins(MATH, put_token("math_inline", "math")),
    "break": begins(BREAK, lambda state, _match: state.push("hardbreak", "br", 0)),
    "quotes": begins(QUOTES, put_text),
    "loose": loose_address,
}


# All of the page --------------------------------------------------------------------------------


def attributes_in(
    text: str, named: Mapping[str, dict[str, str]]
) -> tuple[dict[str, str], list[str]] | None:
    """The attributes in a list, and the names that are not known, such as ``toc``.

    Args:
        named: the attributes that are defined elsewhere, by their name; the list's own come upon
            them, wherever the name stands.

    Returns:
        None where the text is no list of attributes.
    """
    given, own, names = dict[str, Any](), dict[str, Any](), list[str]()
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", ""
    try:
        words = [*lexer]
    except ValueError:  # a quotation mark that nothing ends
        return None
    for word in words:
        key, equals, value = word.partition("=")
        if re.fullmatch(r"(?:[.#][\w:-]+)+", word):
            for mark, name in re.findall(r"([.#])([\w:-]+)", word):
                add_to({"class" if mark == "." else "id": name}, own)
        elif not re.fullmatch(r"[\w-]+", key):
            return None
        elif equals:
            add_to({key: value}, own)
        elif word in named:
            add_to(named[word], given)
        else:
            names.append(word)
    add_to(own, given)
    return given, names


def add_to(given: Mapping[str, str], attrs: dict[str, Any]) -> None:
    """Adds attributes to others."""
    for key, value in given.items():
        before = attrs.get("class", "") if key == "class" else ""
        attrs[key] = f"{before} {value}".strip()


def settle(state: StateCore) -> None:
    """A rule of markdown-it: gives attributes to what they belong to, and what hangs on them."""
    state.tokens = Page(state).settled()


class Page:
    """The tokens of a page, or of a text in it."""

    def __init__(self, state: StateCore) -> None:
        self.state, self.tokens, self.env = state, state.tokens, state.env
        self.rows = state.src.split("\n")
        self.named: dict[str, dict[str, str]] = state.env.get(PREFIX + "named", {})
        self.out: list[Token] = []
        self.problems: list[Token] = []
        self.coming: dict[str, Any] = {}

    def settled(self) -> list[Token]:
        """The tokens, all that is kramdown's own taken in; problems stand at their end."""
        self._settle_spans()
        rows = [one.map[0] for one in self.tokens if one.type == PREFIX + "attributes" and one.map]
        above, below = dict[int, int](), dict[int, int]()  # what stands beyond such rows
        for row in rows:
            above[row] = above.get(row - 1, row - 1)
        for row in reversed(rows):
            below[row] = below.get(row + 1, row + 1)
        for token in self.tokens:
            if token.type == PREFIX + "attributes" and token.map:
                self._attach(token, above[token.map[0]], below[token.map[0]])
                continue
            if token.nesting >= 0:
                add_to(self.coming, token.attrs)
                self.coming = {}
            self.out.append(token)
            if token.type == "fence":
                found = re.search(r"[\w+#.-]+", token.info)
                token.info = found[0] if found else ""
        self._name_headings()
        return [*self.out, *self.problems]

    def _attach(self, token: Token, above: int, below: int) -> None:
        given, names = attributes_in(token.content[2:-1], self.named) or ({}, [token.content])
        at = self._before() if self._seen(above) else None
        target = None if at is None else self.out[at]
        if names == ["toc"] and target and target.type.endswith("_list_open"):
            self.out[at:] = [Token("contents_of_page", "", 0, map=target.map)]
        elif not names and target:
            add_to(given, target.attrs)
        elif not names and self._seen(below):
            add_to(given, self.coming)
        else:
            why = "is not understood" if target else "belongs to nothing"
            self._show(token, f"'{token.content}' {why}; it is shown as it is")

    def _seen(self, row: int) -> bool:
        return 0 <= row < len(self.rows) and bool(self.rows[row].strip(" \t>"))

    def _before(self) -> int | None:
        """Where the block above opened; an item, where its paragraph is not seen."""
        if not self.out or self.out[-1].nesting > 0:
            return None
        depth = 0
        for at in range(len(self.out) - 1, -1, -1):
            depth -= self.out[at].nesting
            if not depth:
                is_item = self.out[at].hidden and at > 0 and self.out[at - 1].nesting > 0
                return at - is_item
        return None

    def _show(self, token: Token, message: str) -> None:
        row, _end = token.map or (0, 1)
        self.out += paragraph(token.content, [row, row + 1], shown=True)
        self._tell(row, token.content, message)

    def _tell(self, row: int, written: str, message: str) -> None:
        self.problems.append(problem(row, written, message, "jekyll"))

    # Within lines --------------------------------------------------------------------------------

    def _settle_spans(self) -> None:
        """Gives attributes to spans, and words to abbreviations."""
        short: dict[str, str] = self.env.get(PREFIX + "short", {})
        wanted = sorted(map(re.escape, short), key=len, reverse=True)
        named = re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)") if short else None
        for at, token in enumerate(self.tokens):
            if token.type != "inline" or not token.children:
                continue
            if any(one.type == PREFIX + "attributes" for one in token.children):
                item = self.tokens[at - 2] if at > 1 else None
                self._settle_line(token, item if item and item.type == "list_item_open" else None)
            if named:
                token.children = list(_with_short(token.children, named, short))

    def _settle_line(self, token: Token, item: Token | None) -> None:
        out: list[Token] = []
        line = token.map[0] if token.map else 0
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            if child.type != PREFIX + "attributes":
                out.append(child)
                continue
            seen = any(one.type != "text" or one.content.strip() for one in reversed(out))
            given, names = attributes_in(child.content[2:-1], self.named) or ({}, [child.content])
            if not names and not seen and item is not None:
                add_to(given, item.attrs)
            elif names or not seen or not self._give(given, out):
                out.append(Token("text", "", 0, content=child.content))
                message = f"'{child.content}' is not understood; it is shown as it is"
                self._tell(line, child.content, message)
        if out and out[0].type == "text":
            out[0].content = out[0].content.lstrip()
        token.children = out

    def _give(self, given: dict[str, str], out: list[Token]) -> bool:
        """Gives attributes to the span that ends here."""
        while out and out[-1].type == "text" and not out[-1].content:
            out.pop()
        last = out[-1]
        if last.type in ("image", "code_inline"):
            add_to(given, last.attrs)
            return True
        at = _begin_of(out)
        if at is None:
            return False
        if last.type == "link_close":
            add_to(given, out[at].attrs)
        else:
            out.insert(at, Token("span_open", "span", 1, attrs={**given}))
            out.append(Token("span_close", "span", -1))
        return True

    def _name_headings(self) -> None:
        """``## Two {#second}``."""
        for opened, inline in pairwise(self.out):
            if opened.type != "heading_open" or not inline.children:
                continue
            last = inline.children[-1]
            if last.type == "text" and (match := HEADING_ID.search(last.content)):
                last.content = last.content[: match.start()]
                inline.content = inline.content[: inline.content.rfind("{#")].rstrip()
                opened.attrs["id"] = match["id"]


def _begin_of(line: list[Token]) -> int | None:
    """Where the span begins that ends a line of tokens, one of HTML too."""
    depth, last = 0, line[-1]
    tag = TAG.fullmatch(last.content) if last.type == "html_inline" else None
    for at in range(len(line) - 1, -1, -1):
        one, found = line[at], None
        if tag is None:
            depth -= one.nesting
        elif one.type == "html_inline" and (found := TAG.fullmatch(one.content)):
            depth += (-1 if not found["end"] else 1) * (found["name"] == tag["name"])
        if not depth:
            return at if at < len(line) - 1 or (tag and tag["name"].lower() in VOID) else None
    return None


def _with_short(
    children: list[Token], named: re.Pattern[str], short: dict[str, str]
) -> Iterator[Token]:
    for child in children:
        if child.type != "text":
            yield child
            continue
        at = 0
        for match in named.finditer(child.content):
            yield Token("text", "", 0, content=child.content[at : match.start()])
            yield Token("html_span_open", "abbr", 1, attrs={"title": short[match[0]]})
            yield Token("text", "", 0, content=match[0])
            yield Token("html_span_close", "abbr", -1)
            at = match.end()
        yield Token("text", "", 0, content=child.content[at:])
