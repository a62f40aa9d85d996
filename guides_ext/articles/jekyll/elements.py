"""``<div markdown="1">``: an element of HTML whose content is Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from guides_ext.articles.jekyll.blocks import Blocks
from guides_ext.articles.jekyll.lines import Line
from guides_ext.model.problems import Place

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.lines import Told

OPENING = re.compile(
    r"""<(?P<name>[A-Za-z][\w-]*)(?P<before>(?:\s[^<>]*?)?)
    \smarkdown\s*=\s*(?P<quote>["']?)(?:1|block|span)(?P=quote)(?P<after>(?:\s[^<>]*)?/?)>""",
    re.VERBOSE,
)
WITHIN_LINES = {"span", "a", "em", "strong", "b", "i", "u", "small", "sub", "sup", "mark", "abbr"}

TAG = re.compile(
    r"""<!--(?:.*?-->|.*)|<(?P<closed>script|style|textarea)\b(?:.*?</(?P=closed)\s*>|.*)
    |<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<rest>(?:[^<>"']|"[^"]*+"|'[^']*+')*+)>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""A tag of HTML; or, without a name, what holds no tags: a comment, a script, to the very end if
they have none. Nothing in it is tried twice, so that its time grows with the text alone."""


class _Attributes(HTMLParser):
    """Reads the attributes of a tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps those that have values."""
        self.found = {name: value for name, value in attrs if value}


def html_attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag of HTML that have values."""
    reader = _Attributes()
    reader.feed(tag)
    return reader.found


def with_html_whole(lines: list[Line]) -> list[Line]:
    """Takes rows out of their indentation that an element of HTML encloses.

    Below an empty row Markdown takes them for code; to kramdown they are still HTML.
    """
    if not any("<" in line.text for line in lines):
        return lines
    blocks = Blocks(lines)
    opened: list[tuple[str, int, str]] = []
    enclosed: set[int] = set()
    for block in sorted(blocks.all, key=lambda one: one.start):
        if block.kind != "html_block" and not (block.kind == "code_block" and opened):
            continue
        for row in range(block.start, block.end):
            for match in TAG.finditer(lines[row].text):
                if match["name"]:
                    _enclose(match, row, opened, enclosed)
    found = list(lines)
    for block in blocks.all:
        if block.kind == "code_block" and block.start in enclosed:
            for row, text in enumerate(block.text.split("\n")[: block.end - block.start]):
                whole = lines[block.start + row].text
                indent = whole[: len(whole) - len(text) - 4] if text else whole
                found[block.start + row] = lines[block.start + row]._replace(
                    text=indent + text.lstrip()
                )
    return found


def _enclose(
    match: re.Match[str], row: int, opened: list[tuple[str, int, str]], enclosed: set[int]
) -> None:
    """Takes note of a tag; where it ends an element, its rows are enclosed, or are Markdown."""
    name = match["name"].lower()
    if not match["end"]:
        opened.append((name, row, match["rest"]))
        return
    names = [one for one, _row, _rest in opened]
    if name not in names:
        return
    at = len(names) - 1 - names[::-1].index(name)
    _name, first, rest = opened[at]
    del opened[at:]
    if not re.search(r"\smarkdown\s*=", rest):
        enclosed.update(range(first, row + 1))


def with_markdown_inside(lines: list[Line], told: Told) -> list[Line]:
    """Puts such tags on rows of their own, with empty rows around what they enclose."""
    if not any("markdown" in line.text for line in lines):
        return lines
    code = Blocks(lines).code
    page = _Rows(list(lines), {id(lines[row]) for row in code})
    at = (0, 0)
    while found := page.opening(at):
        at = page.split(*found, told)
    return page.lines


Spot = tuple[int, int]
"""A row and a column."""


class _Rows:
    """Rows that are split while they are read.

    Args:
        code: the identities of the rows that are code.
    """

    def __init__(self, lines: list[Line], code: set[int]) -> None:
        self.lines, self.code = lines, code

    def opening(self, at: Spot) -> tuple[Spot, Spot, re.Match[str]] | None:
        """The next such tag: where it begins and ends."""
        row, column = at
        for first in range(row, len(self.lines)):
            if id(self.lines[first]) in self.code or "<" not in self.lines[first].text:
                column = 0
                continue
            window = "\n".join(line.text for line in self.lines[first : first + 5])
            match = OPENING.search(window, column)
            if match and match.start() < len(self.lines[first].text):
                before = window[: match.end()]
                end = (first + before.count("\n"), len(before) - before.rfind("\n") - 1)
                if self._is_markup(first, match.start()):
                    return (first, match.start()), end, match
            column = 0
        return None

    def _is_markup(self, row: int, column: int) -> bool:
        """Whether a tag is one, not an example in code."""
        return self.lines[row].text[:column].count("`") % 2 == 0

    def split(self, start: Spot, end: Spot, match: re.Match[str], told: Told) -> Spot:
        """Puts the tag, its content and its end on rows of their own; returns where to go on."""
        row, column = start
        name = match["name"]
        tag = f"<{name}{match['before']}{match['after']}>"
        head = self.lines[row]
        rest = self.lines[end[0]]._replace(text=self.lines[end[0]].text[end[1] :])
        if name.lower() in WITHIN_LINES or self._in_paragraph(row, column):
            opened = Line(head.text[:column] + tag + rest.text, head.file, head.number)
            self.lines[row : end[0] + 1] = [opened]
            return row, column + len(tag)
        opened = head._replace(text=head.text[:column] + tag)
        self.lines[row : end[0] + 1] = [opened, opened._replace(text=""), rest]
        close = self._close(name, (row + 2, 0))
        if close is None:
            place = Place(head.file, head.number, column + 1)
            told.warn(place, f"<{name}> has no end; what follows is taken for its content")
            return row + 2, 0
        self._enclose(row + 2, close)
        return row + 2, 0

    def _in_paragraph(self, row: int, column: int) -> bool:
        before = self.lines[row].text[:column].strip()
        return bool(before) and not before.endswith(">")

    def _close(self, name: str, at: Spot) -> Spot | None:
        """Where the tag ends that encloses ``at``."""
        depth = 1
        for row in range(at[0], len(self.lines)):
            if id(self.lines[row]) in self.code:
                continue
            for match in TAG.finditer(self.lines[row].text, at[1] if row == at[0] else 0):
                if (match["name"] or "").lower() != name.lower():
                    continue
                depth += -1 if match["end"] else not match["rest"].endswith("/")
                if not depth:
                    return row, match.start()
        return None

    def _enclose(self, first: int, close: Spot) -> None:
        """Takes the content out of its indentation and puts empty rows around it."""
        row, column = close
        last = self.lines[row]
        content = [*self.lines[first:row], last._replace(text=last.text[:column].rstrip())]
        empty = last._replace(text="")  # without one HTML would go on below its end
        ended = [empty, last._replace(text=last.text[column:].lstrip()), empty]
        inside = self._dedented(content)
        inside = inside[not inside[0].text : len(inside) - (not inside[-1].text)]
        for index in range(len(inside) - 1, -1, -1):
            if inside[index].text.rstrip().endswith("</summary>"):
                inside.insert(index + 1, inside[index]._replace(text=""))
        self.lines[first : row + 1] = [*inside, *ended]

    def _dedented(self, lines: list[Line]) -> list[Line]:
        lines[0] = lines[0]._replace(text=lines[0].text.lstrip())
        rows = [line.text for line in lines[1:] if line.text.strip()]
        margin = min((len(text) - len(text.lstrip()) for text in rows), default=0)
        found = [lines[0]]
        for line in lines[1:]:
            cut = line._replace(text=line.text[margin:])
            if id(line) in self.code:
                self.code.add(id(cut))
            found.append(cut)
        return found
