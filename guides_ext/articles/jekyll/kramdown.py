"""kramdown → MyST: one small function for each construct, in this order.

markdown-it says where the blocks are, so code stays code.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from guides_ext.articles.jekyll.attributes import put_back, taken_out
from guides_ext.articles.jekyll.blocks import REFERENCE, Block, Blocks
from guides_ext.articles.jekyll.contents import contents_lines
from guides_ext.articles.jekyll.draft import with_draft_mark
from guides_ext.articles.jekyll.elements import TAG, with_html_whole, with_markdown_inside
from guides_ext.articles.jekyll.inline import Attributes, Inline
from guides_ext.articles.jekyll.lines import CLOSE, JOINT, OPEN, SPLIT, Line, bare
from guides_ext.articles.jekyll.tables import with_plain_tables
from guides_ext.model.problems import Place

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.lines import Told
    from guides_ext.articles.jekyll.site import Site

FENCE = re.compile(r"(?P<head>[^`~]*(?:`{3,}|~{3,}))(?P<info>.*)")
ITEM = re.compile(r"(?:[-+*]|\d+[.)])[ \t]+\Z")
"""What stands before the text of a list item."""

MARKED = re.compile(rf"{OPEN}([^{CLOSE}]*){CLOSE}")


def as_myst(lines: list[Line], page: str, title: str, site: Site, told: Told) -> list[Line]:
    """The lines of a page's body in MyST.

    Args:
        page: its file.
        title: of the page, where its body does not have it.
    """
    lines = with_plain_tables(lines)
    lines = with_markdown_inside(with_html_whole(lines), told)
    attached = taken_out(lines, told)
    lines, before = attached.lines, attached.before
    blocks = attached.blocks
    texts = _Texts(blocks, page, attached.definitions, site, told)
    done = [
        _lines_of(line, code=row in blocks.code, joined=row in texts.joined)
        for row, line in enumerate(texts.translated())
    ]
    for block in attached.contents:
        made = contents_lines(blocks, before, title, lines[block.start])
        done[block.start] = made
        for row in range(block.start + 1, block.end):
            done[row] = []
    return _put_together(done, before)


def _lines_of(line: Line, *, code: bool, joined: bool) -> list[Line]:
    """What becomes of a row: itself, nothing where it went into another, a mark of a draft, or
    two for an item of a list with attributes.
    """
    if joined:
        return []
    if code:
        return [line]
    head, split, text = line.text.partition(SPLIT)
    if split:
        margin = re.sub(r"[^\s>]", " ", head[: head.rindex("{")])
        return [line._replace(text=head), line._replace(text=margin + text)]
    return with_draft_mark(line)


def _put_together(rows: list[list[Line]], before: dict[int, Attributes]) -> list[Line]:
    found: list[Line] = []
    for row, lines in enumerate(rows):
        found += put_back(lines, {0: before[row]}) if row in before and lines else lines
    return found


def _escaped(match: re.Match[str]) -> str:
    return html.escape(match[1], quote=False)


class _Texts:
    """Translates what stands in the blocks; each row stays one, or is joined with one above."""

    def __init__(
        self,
        blocks: Blocks,
        page: str,
        definitions: dict[str, Attributes],
        site: Site,
        told: Told,
    ) -> None:
        self.blocks, self.told = blocks, told
        self.rows = [line.text for line in blocks.lines]
        self.first, self.columns, self.text = 0, [0], ""
        self.joined: set[int] = set()
        self.inline = Inline(site, page, definitions, self._warn, self._missing)

    def translated(self) -> list[Line]:
        """The rows."""
        seen = self.blocks.code | self.blocks.tables
        for block in self.blocks.all:
            if block.kind == "fence":
                self._fence(block.start)
        for row in self.blocks.code:
            self.rows[row] = bare(self.rows[row])
        for block in self.blocks.html:
            seen |= set(range(block.start, block.end))
            self._html(block)
        for row in self.blocks.tables:
            self._translate(row, [0], starts_line=False)
        for text in self.blocks.texts:
            seen |= set(range(text.start, text.start + len(text.columns)))
            self._translate(text.start, text.columns, starts_line=True)
        for row in range(len(self.rows)):
            if row not in seen:
                self._reference(row)
        pairs = zip(self.blocks.lines, self.rows, strict=True)
        return [line._replace(text=text) for line, text in pairs]

    def _warn(self, message: str, at: int) -> None:
        """Adds a warning at an offset into the text that is being translated."""
        before = self.text[:at]
        row = before.count("\n")
        column = at - (before.rfind("\n") + 1) + self.columns[row] + 1
        line = self.blocks.lines[self.first + row]
        self.told.warn(Place(line.file, line.number, column), message)

    def _missing(self, path: str) -> None:
        """Keeps a file that is asked for and missing: the page is read again once it is there."""
        self.told.files[path] = None

    def _translate(self, first: int, columns: list[int], *, starts_line: bool) -> None:
        """Translates a text that stands in some rows, from a column in each."""
        pairs = zip(self.rows[first:], columns, strict=False)
        self.first, self.columns = first, columns
        self.text = "\n".join(row[column:] for row, column in pairs)
        starts_item = bool(ITEM.search(self.rows[first][: columns[0]]))
        translated = self.inline.text(self.text, starts_line=starts_line, starts_item=starts_item)
        ends = ["\n", *re.findall(f"[\n{JOINT}]", translated)]
        parts = re.split(f"[\n{JOINT}]", translated)
        home = first
        for row, (column, end, text) in enumerate(zip(columns, ends, parts, strict=True), first):
            if end == JOINT:
                self.rows[home] += f" {text}" if text else ""
                self.joined.add(row)
            else:
                home = row
                self.rows[row] = self.rows[row][:column] + text

    def _fence(self, row: int) -> None:
        """Leaves of what follows a fence only the language; the rest may be a directive to MyST."""
        match = FENCE.match(bare(self.rows[row]))
        assert match
        language = re.search(r"[\w+#.-]+", match["info"])
        self.rows[row] = match["head"] + (language[0] if language else "")

    def _html(self, block: Block) -> None:
        """Shows tags of Liquid in HTML as text, and leads its addresses to where they lead."""
        self.first, self.columns = block.start, [0] * (block.end - block.start)
        self.text = "\n".join(self.rows[block.start : block.end])
        text = TAG.sub(lambda tag: self.inline.tag(tag[0], tag.start()), self.text)
        for row, line in enumerate(text.split("\n"), block.start):
            self.rows[row] = bare(MARKED.sub(_escaped, line))

    def _reference(self, row: int) -> None:
        """Leads the address that a link is defined by to where it leads; a tag makes it text."""
        text = self.rows[row]
        match = REFERENCE.match(text)
        if OPEN in text:
            self._translate(row, [0], starts_line=True)
            self.rows[row] = self.rows[row].replace("[", "\\[", 1)
        elif match:
            address = match["address"].strip("<>")
            target = self.inline.site.resolve(address, self.inline.page)
            if target is None:
                self.text, self.first, self.columns = text, row, [0]
                self._warn(f"the link to '{address}' leads nowhere", match.start("address"))
            else:
                self.rows[row] = f"{match['head']}<{target}>{text[match.end() :]}"
