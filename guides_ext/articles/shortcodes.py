"""Tags of other generators, ``{% hint %}`` or ``{{< note >}}``, in files that are no Jekyll.

Where ``guides_flavour`` names the generator of a file, its boxes, links and containers are read.
Everywhere else, and whatever is not known, tags are shown as they are, and said once a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

PERCENT = r"\{%-?\s*(?P<end>end|/)?(?P<name>[\w-]+)\s*(?P<rest>[^{}]*?)-?%\}"
ANGLE = r"\{\{[<%]\s*(?P<end>/)?\s*(?P<name>[\w-]+)\s*(?P<rest>[^{}]*?)[>%]\}\}"
FLAVOURS = {"gitbook": PERCENT, "eleventy": PERCENT, "hugo": ANGLE}
"""How each generator writes its tags."""

ANY = re.compile(PERCENT + "|" + re.sub("<(end|name|rest)>", r"<_\1>", ANGLE))

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


class Shortcodes:
    """A rule of markdown-it that reads the tags of a generator on rows of their own."""

    def __init__(self, flavour: str) -> None:
        self.tag = re.compile(FLAVOURS[flavour])

    def use(self, md: MarkdownIt) -> None:
        """Gives a parser the rule."""
        ends = ["paragraph", "reference", "blockquote", "list"]
        md.block.ruler.before("code", "guide_shortcodes", self, {"alt": ends})

    def __call__(self, state: StateBlock, row: int, end: int, silent: bool) -> bool:
        """Reads the tag of a row, if it is one that is known."""
        match = self._alone(state, row)
        name = match["name"].casefold() if match else ""
        if match is None or name not in BOX_TAGS | CONTAINERS | LINKS.keys():
            return False
        if silent:
            return True
        given = values(match["rest"])
        if match["end"]:
            state.line = row + 1
        elif name in BOX_TAGS:
            self._box(state, row, end, name, given)
        else:
            address = given.get("url") or given.get("id") or given.get("0", "")
            title = given.get("title") or (given.get("name") if name == "tab" else "")
            if name in LINKS and address:
                target = LINKS[name].format(address)
                link = Token("link_open", "a", 1, attrs={"href": target})
                self._line(state, row, link, target, Token("link_close", "a", -1))
            elif title:
                bold = Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)
                self._line(state, row, bold[0], title, bold[1])
            state.line = row + 1
        return True

    def _alone(self, state: StateBlock, row: int) -> re.Match[str] | None:
        if state.is_code_block(row):
            return None
        start = state.bMarks[row] + state.tShift[row]
        return self.tag.fullmatch(state.src[start : state.eMarks[row]].rstrip())

    def _box(self, state: StateBlock, row: int, end: int, name: str, given: dict[str, str]) -> None:
        last, depth = row + 1, 1
        while last < end:
            other = self._alone(state, last)
            if other and other["name"].casefold() == name:
                depth += -1 if other["end"] else 1
            if not depth:
                break
            last += 1
        looks = [given.get("style", ""), given.get("type", ""), given.get("0", ""), name]
        kind = next((BOXES[one.casefold()] for one in looks if one.casefold() in BOXES), "NOTE")
        opened = state.push("alert_open", "div", 1)
        opened.info, opened.map = kind, [row, last]
        state.md.block.tokenize(state, row + 1, last)
        state.push("alert_close", "div", -1)
        state.line = min(last + 1, end)

    def _line(self, state: StateBlock, row: int, before: Token, text: str, after: Token) -> None:
        where = [row, row + 1]
        state.push("paragraph_open", "p", 1).map = where
        line = state.push("inline", "", 0)
        line.map = where
        line.meta["guide_line"] = [before, Token("text", "", 0, content=text), after]
        state.push("paragraph_close", "p", -1)


def settle_shortcodes(state: StateCore) -> None:
    """A rule of markdown-it: fills the lines that tags have made, and says once which are left."""
    left: dict[str, tuple[int, str]] = {}
    for token in state.tokens:
        if "guide_line" in token.meta:
            token.children = token.meta.pop("guide_line")
        if any("{" in one.content for one in token.children or []):
            line = token.map[0] if token.map else 0
            token.children = list(_with_tags(token.children or [], line, left))
    if left and "guide_tags_told" not in state.env:
        state.env["guide_tags_told"] = True
        line, written = next(iter(left.values()))
        message = (
            f"tags of another generator are shown as they are: {', '.join(left)} "
            "(guides_flavour or guides_jekyll may name what reads them)"
        )
        meta = {"written": written, "nth": 0, "message": message, "subtype": "flavour"}
        state.tokens.append(Token("html_problem", "", 0, map=[line, line + 1], meta=meta))


def _with_tags(
    children: list[Token], line: int, left: dict[str, tuple[int, str]]
) -> Iterator[Token]:
    """What stands in a line, its tags as they are written, quotation marks too."""
    for child in children:
        line += child.type in ("softbreak", "hardbreak")
        if child.type != "text":
            yield child
            continue
        at = 0
        for match in ANY.finditer(child.content):
            left.setdefault(match["name"] or match["_name"], (line, match[0]))
            yield Token("text", "", 0, content=child.content[at : match.start()])
            yield Token("verbatim", "", 0, content=match[0])
            at = match.end()
        yield Token("text", "", 0, content=child.content[at:])
