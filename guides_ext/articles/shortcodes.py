"""Tags of other generators, ``{% hint %}`` or ``{{< note >}}``, in files that are no Jekyll.

Where ``guides_flavour`` names the generator of a file, its boxes, links and containers are read.
Everywhere else, and whatever is not known, tags are shown as they are, and said once a file.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from guides_ext.articles.braces import TAG
from guides_ext.articles.html import paragraph, problem
from guides_ext.articles.rows import row_of

FLAVOURS = {"gitbook": "{%", "eleventy": "{%", "hugo": "{{"}
"""How the tags of each generator begin."""

OF_OTHERS = re.compile(
    r"""(?P<box>!!!|\?\?\?)\+?[ ]+[\w-]+(?:[ ]+"[^\n]*")?(?:\n|\Z)|(?P<tab>===)[!+]{0,2}[ ]+["']
    |(?P<import>import)[ ]
        # What may be words as well is a sentence where it goes on with words.
        (?!(?:[a-z]+[ ]from[ ])?["']\w+["'][ ]*\n(?!(?:im|ex)port[ ]))
        (?:[\w*{][^\n]*[ ]from[ ])?["'](?:[^"'\s]+|[./@][^"'\n]*)["'];?[ ]*(?:\n|\Z)
    |(?P<export>export)[ ](?:(?:const|let)[ ][^\n=]+=
        |(?:default[ ])?(?:async[ ])?function[ ]?\w*\(
        |default[ ](?:\{|class[ ][^\n{]*\{|[\w.]+(?:;|\(|[ ]*(?:\n|\Z))|[\w(][^\n]*=>))""",
    re.VERBOSE,
)
"""Boxes and tabs of MkDocs, and the code of MDX, as a paragraph begins with them."""

OF_MDX = frozenset({"export", "import"})
"""Of these, no setting reads."""

BOXES = {
    "info": "NOTE", "success": "TIP", "danger": "CAUTION", "error": "CAUTION", "tip": "TIP",
    "note": "NOTE", "important": "IMPORTANT", "warning": "WARNING", "caution": "CAUTION",
}  # fmt: skip
"""The look of a box, or its own name → the alert of GitHub that it is."""

BOX_TAGS = frozenset({"alert", "admonition", "callout", "hint", "notice"} | BOXES.keys())
LINKS = {
    "embed": "{}",
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
}
CONTAINERS = frozenset(
    {"accordion", "code", "column", "columns", "content-ref", "details", "embed", "expand"}
    | {"step", "stepper", "tab", "tabs", "tabpane"}
)
"""Tags that are only around what they hold; a title of theirs is shown."""

KNOWN = BOX_TAGS | CONTAINERS | LINKS.keys()

VALUE = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+))"""
)


def values(text: str) -> dict[str, str]:
    """The values of a tag by their names; what has none is called by its number, from 0."""
    found: dict[str, str] = {}
    for number, match in enumerate(VALUE.finditer(text)):
        given = (match["double"], match["single"], match["bare"])
        found[match["key"] or str(number)] = next(one for one in given if one is not None)
    return found


def spoken(match: re.Match[str]) -> list[Token]:
    """What a tag says by itself: where it leads, or its title."""
    name, given = match["name"].casefold(), values(match["rest"])
    address = given.get("url") or given.get("id") or given.get("0", "")
    title = given.get("title") or (given.get("name") if name == "tab" else "")
    if match["end"] or name in BOX_TAGS:
        return []
    if name in LINKS and address:
        target = LINKS[name].format(address)
        opened = Token("link_open", "a", 1, attrs={"href": target})
        return [opened, Token("text", "", 0, content=target), Token("link_close", "a", -1)]
    if title:
        words = Token("text", "", 0, content=title)
        return [Token("strong_open", "strong", 1), words, Token("strong_close", "strong", -1)]
    return []


class Shortcodes:
    """Rules of markdown-it that read the tags of a generator."""

    def __init__(self, flavour: str) -> None:
        self.opening = FLAVOURS[flavour]

    def use(self, md: MarkdownIt) -> None:
        """Gives a parser the rules, before those that keep tags as they are."""
        ends = ["paragraph", "reference", "blockquote", "list"]
        md.block.ruler.before("code", "guide_shortcodes", self.of_rows, {"alt": ends})
        md.inline.ruler.before("guide_braces", "guide_shortcodes", self.within_line)

    def within_line(self, state: StateInline, silent: bool) -> bool:
        """A tag within a line, which is around words of it."""
        match = self._known(state.src, state.pos)
        if match is None:
            return False
        if not silent:
            for token in spoken(match):
                state.push(token.type, token.tag, token.nesting).attrs = token.attrs
                state.tokens[-1].content = token.content
        state.pos = match.end()
        return True

    def of_rows(self, state: StateBlock, row: int, end: int, silent: bool) -> bool:
        """A tag on a row of its own, or around all of a row."""
        tags = self._tags(state, row)
        if not tags:
            return False
        if silent:
            return True
        state.line = row + 1
        if tags[0]["name"].casefold() in BOX_TAGS and not tags[0]["end"]:
            self._box(state, row, end, tags)
        elif spoken(tags[0]):
            state.tokens += paragraph(tags[0][0], [row, row + 1])
        return True

    def _known(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The tag of this generator at a place, if it is known."""
        match = TAG.match(text, at) if text.startswith(self.opening, at) else None
        return match if match and match["name"].casefold() in KNOWN else None

    def _tags(self, state: StateBlock, row: int) -> list[re.Match[str]]:
        """The tag that a row is, if it is known; or the two of a box around all of a row."""
        text = row_of(state, row)
        first = self._known(text)
        if first is None:
            return []
        name = first["name"].casefold()
        *_others, last = TAG.finditer(text)
        around = name in BOX_TAGS and last["end"] and last["name"].casefold() == name
        whole = last.end() == len(text) and (around or last.start() == 0)
        return [first, last][: 1 + (last.start() > 0)] if whole else []

    def _box(self, state: StateBlock, row: int, end: int, tags: list[re.Match[str]]) -> None:
        name, given = tags[0]["name"].casefold(), values(tags[0]["rest"])
        looks = [given.get("style", ""), given.get("type", ""), given.get("0", ""), name]
        kind = next((BOXES[one.casefold()] for one in looks if one.casefold() in BOXES), "NOTE")
        last = self._end_of_box(state, row, end, name) if len(tags) == 1 else row + 1
        opened = state.push("alert_open", "div", 1)
        opened.info, opened.map = kind, [row, last]
        if len(tags) > 1:
            words = tags[0].string[tags[0].end() : tags[1].start()].strip()
            state.tokens += paragraph(words, [row, row + 1])
        else:
            state.md.block.tokenize(state, row + 1, last)
            state.line = min(last + 1, end)
        state.push("alert_close", "div", -1)

    def _end_of_box(self, state: StateBlock, row: int, end: int, name: str) -> int:
        depth = 1
        for last in range(row + 1, end):
            for tag in self._tags(state, last)[:1]:
                if tag["name"].casefold() == name:
                    depth += -1 if tag["end"] else 1
            if not depth:
                return last
        return end


def settle_shortcodes(state: StateCore) -> None:
    """A rule of markdown-it, for when HTML is read: says once which tags are left."""
    left: dict[str, tuple[int, str]] = {}
    for token in state.tokens:
        line = token.map[0] if token.map else 0
        if token.type == "inline" and (match := OF_OTHERS.match(token.content)):
            mark = match[str(match.lastgroup)]
            left.setdefault(mark, (line, mark))
        for child in token.children or []:
            if child.type == "verbatim" and (match := TAG.match(child.content)):
                left.setdefault(match["name"], (child.meta["row"], child.content.split("\n")[0]))
    if left and "guide_tags_told" not in state.env:
        state.env["guide_tags_told"] = True
        line, written = next(iter(left.values()))
        message = f"tags of another generator are shown as they are: {', '.join(left)}"
        if left.keys() - OF_MDX:
            message += " (guides_flavour or guides_jekyll may name what reads them)"
        state.tokens.append(problem(line, written, message, "flavour"))
