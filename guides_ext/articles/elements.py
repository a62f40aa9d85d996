"""Elements of HTML as nodes of docutils, so that every format has them.

``articles/html.py`` has put the tags in order; what stands here only says which node each is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.transforms import Transform
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, token_line
from sphinx.util import logging

from guides_ext.articles.html import LINES
from guides_ext.parts.fold import fold, summary
from guides_ext.parts.letter import is_letter, value_node, what_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

logger = logging.getLogger(__name__)

SPANS: dict[str, type[nodes.Element]] = {
    "code": nodes.literal,
    "kbd": nodes.literal,
    "samp": nodes.literal,
    "tt": nodes.literal,
    "sub": nodes.subscript,
    "sup": nodes.superscript,
    "abbr": nodes.abbreviation,
    "acronym": nodes.abbreviation,
}
CLASSES = {"kbd": "kbd", "center": "align-center"}
TAGS = {"mark": "", "s": "strike", "strike": "strike", "del": "strike", "ins": "", "u": ""} | {
    "small": "guide-label", "q": ""
}  # fmt: skip
"""Elements that docutils has no node for, and the class of a span that looks like it."""


class ContentsOfPage(Transform):
    """Makes the list in place of which it stands."""

    default_priority: ClassVar[int] = 720  # docutils' own for such lists

    def apply(self, **kwargs: Any) -> None:
        """Makes the list, or nothing on a page without headings."""
        page = next(self.document.findall(nodes.section), self.document)
        assert isinstance(self.startnode, nodes.pending)
        self.startnode.replace_self(links_within(page))


def links_within(page: nodes.Element) -> list[nodes.Node]:
    """A list of links to the sections below one, but for those that want to be left out, and those
    of HTML, as kramdown has it."""
    made = nodes.bullet_list()
    for one in page.children:
        if not isinstance(one, nodes.section):
            continue
        below, words = links_within(one), one[0].astext()
        if words and "no_toc" not in one["classes"] and not one.get("of-html"):
            link = nodes.reference("", words, refid=one["ids"][0], internal=True)
            made.append(nodes.list_item("", nodes.paragraph("", "", link), *below))
        elif below:
            made.extend(below[0].children)
    return [made] if made.children else []


class Elements(DocutilsRenderer):
    """Elements of HTML, for a renderer of MyST."""

    def __init__(self, parser: MarkdownIt) -> None:
        super().__init__(parser)
        self._anchors: dict[str, tuple[int | None, str, str]] = {}
        self._rows: dict[str, list[str]] = {}

    def place(self, line: int) -> tuple[str, int]:
        """The file and line behind a line of what is rendered."""
        at = getattr(self.reporter, "get_source_and_line", None)
        # Below a block of reStructuredText, docutils answers with nothing.
        path, number = at(line) if at else ("", line)
        return (path, number) if path else (str(self.document["source"]), line)

    def tell(
        self, message: str, line: int, written: str, nth: int = 0, *, subtype: str = "html"
    ) -> None:
        """A warning of ours, at the column too where a text is written for the nth time in the
        line, -1 for the last."""
        path, number = self.place(line)
        if path not in self._rows:
            self._rows[path] = rows_of(path)
        before, row = ("".join(self._rows[path][at - 1 : at]) for at in (number - 1, number))
        if written in before and written not in row:
            number, row = number - 1, before  # MyST's lines in a fence that begins with a fence
        starts = [match.start() for match in re.finditer(re.escape(written), row)]
        column = f":{starts[min(nth, len(starts) - 1)] + 1}" if starts else ""
        place = f"{path}:{number}{column}"
        logger.warning(message, type="guides", subtype=subtype, location=place)

    def render_html_problem(self, token: SyntaxTreeNode) -> None:
        """What is to be said of HTML."""
        meta = token.meta
        subtype = meta.get("subtype", "html")
        line = token_line(token, 1)
        self.tell(meta["message"], line, meta["written"], meta["nth"], subtype=subtype)

    def _within(self, node: nodes.Element, token: SyntaxTreeNode) -> nodes.Element:
        """Appends a node, with what the token holds in it."""
        self._know(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)
        return node

    def _know(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        """Gives a node its place, its classes and its id."""
        self.add_line_and_source_path(node, token)
        node["classes"] += [
            one for one in str(token.attrs.get("class", "")).split() if one not in node["classes"]
        ]
        self.name(node, str(token.attrs.get("id", "")), token)

    def name(self, node: nodes.Element, name: str, token: SyntaxTreeNode) -> None:
        """Makes a node what links to a name lead to, written as it is."""
        if not name or re.search(r"\s", name):
            return
        self._anchors.setdefault(name, (token_line(token, 1), name, ""))
        if name not in self.document.ids:
            self.document.ids[name] = node
            node["ids"].append(name)

    def _render_finalise(self) -> None:
        self._heading_slugs = {**self._anchors, **self._heading_slugs}
        super()._render_finalise()

    # Within a line -------------------------------------------------------------------------------

    def render_html_span(self, token: SyntaxTreeNode) -> None:
        """An element within a line."""
        name = token.tag
        if "html" in token.attrs:
            self._as_html(token)
            return
        if name in TAGS:
            self._tagged(name, token)
            return
        node = SPANS.get(name, nodes.inline)()
        if name in CLASSES:
            node["classes"].append(CLASSES[name])
        if title := token.attrs.get("title"):
            node["explanation"] = title
        self._within(node, token)

    def render_guide_value(self, token: SyntaxTreeNode) -> None:
        """A name of which a letter has the value."""
        around: Any = self.current_node
        while around and not is_letter(around):
            around = around.parent
        if around and (why := what_is_wrong(token.content)):
            self.tell(why, token_line(token, 1), f"${token.content}", subtype="directive")
        self.current_node.append(value_node(token.content))

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Words that are struck out."""
        self._tagged("s", token)

    def _tagged(self, tag: str, token: SyntaxTreeNode) -> None:
        """A span, between tags that HTML alone sees."""
        classes = [TAGS[tag]] if TAGS[tag] else []
        self.current_node.append(nodes.raw("", f"<{tag}>", format="html"))
        self._within(nodes.inline("", "", classes=classes), token)
        self.current_node.append(nodes.raw("", f"</{tag}>", format="html"))

    def render_html_raw(self, token: SyntaxTreeNode) -> None:
        """HTML that is brought through."""
        self.current_node.append(nodes.raw("", token.content, format="html"))

    def _as_html(self, token: SyntaxTreeNode) -> None:
        """An element that is HTML to HTML, and what it holds to all others."""
        opened = str(token.attrs["html"])
        closed = re.sub(r"<(\w+).*", r"</\1>", opened, flags=re.DOTALL)
        self.current_node.append(nodes.raw("", opened, format="html"))
        self.render_children(token)
        self.current_node.append(nodes.raw("", closed, format="html"))

    def render_html_box(self, token: SyntaxTreeNode) -> None:
        """The box of a task."""
        state = 'checked="checked" ' if token.attrs["checked"] == "True" else ""
        box = f'<input {state}disabled="disabled" type="checkbox">'
        self.current_node.append(nodes.raw("", box, format="html"))

    def render_verbatim(self, token: SyntaxTreeNode) -> None:
        """Words in which nothing is changed, quotation marks neither."""
        words = nodes.inline(token.content, token.content, support_smartquotes=False)
        self.current_node.append(words)

    def render_html_comment(self, token: SyntaxTreeNode) -> None:
        """A comment, which no reader sees."""
        node = nodes.comment(token.content, token.content)
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    # Blocks --------------------------------------------------------------------------------------

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """A heading, with the id that HTML gives it; one that folds is of its level too."""
        written = "written" in token.meta
        name = str(token.attrs.pop("id", "")) if written else ""
        around = self.current_node
        super().render_heading(token)
        found: Any = around.children[-1] if around is self.current_node else self.current_node
        if isinstance(found, nodes.rubric):
            found["heading-level"] = int(token.tag[1])
        if written:
            found["of-html"] = True
        if name:
            self.name(found, name, token)

    def render_html_element(self, token: SyntaxTreeNode) -> None:
        """An element between paragraphs."""
        if "html" in token.attrs:
            self._as_html(token)
            return
        made: dict[str, Callable[[SyntaxTreeNode], None]] = {
            "ul": self._list,
            "menu": self._list,
            "dir": self._list,
            "ol": self._list,
            "dl": self._terms,
            "table": self._table,
            "figure": self._figure,
            "details": self._details,
            "pre": self._code,
            "blockquote": self._quotation,
        }
        if token.tag in made:
            made[token.tag](token)
        elif token.tag in LINES:
            self._within(nodes.paragraph("", "", classes=[token.tag]), token)
        else:
            classes = [CLASSES[token.tag]] if token.tag in CLASSES else []
            self._within(nodes.container("", classes=classes), token)

    def render_contents_of_page(self, token: SyntaxTreeNode) -> None:
        """A list of the headings of the page, once they are known."""
        pending = nodes.pending(ContentsOfPage)
        self.document.note_pending(pending)
        self.current_node.append(pending)

    def _quotation(self, token: SyntaxTreeNode) -> None:
        self._within(nodes.block_quote(), token)

    def _parts(self, token: SyntaxTreeNode, *names: str) -> list[tuple[str, nodes.Element]]:
        """What an element holds, each in a node of its own.

        Args:
            names: the tags that are parts of such an element; a part is opened, and comes with its
                tag, and all else comes as it is.
        """
        found = []
        for child in token.children:
            name = child.tag if child.type == "html_element" else ""
            if name == "div" and "dt" in names:  # is around some of the parts
                inner = self._parts(child, *names)
                for _part, first in [one for one in inner if one[0]][:1]:
                    self.name(first, str(child.attrs.get("id", "")), child)
                found += inner
                continue
            box, inside = nodes.Element(), [child]
            if name in names:
                self._know(box, child)
                inside = child.children
            with self.current_node_context(box):
                for one in inside:
                    self.rules[f"render_{one.type}"](one)
            found.append((name if name in names else "", box))
        return found

    def _made(self, kind: type[nodes.Element], box: nodes.Element) -> nodes.Element:
        """A node with what a box holds, and its names."""
        node = kind()
        node.extend(box.children)  # to some kinds, the first of their arguments is a text
        node["classes"], node["ids"] = box["classes"], box["ids"]
        node.source, node.line = self.document["source"], box.line
        for name in node["ids"]:
            self.document.ids[name] = node
        return node

    def _list(self, token: SyntaxTreeNode) -> None:
        numbered = token.tag == "ol"
        made: nodes.Element = nodes.enumerated_list() if numbered else nodes.bullet_list()
        if numbered:
            kind = str(token.attrs.get("type", "1"))
            made["enumtype"] = ENUMERATED.get(kind, "arabic")
            made["prefix"], made["suffix"] = "", "."
            if re.fullmatch("[0-9]{1,9}", start := str(token.attrs.get("start", ""))):
                made["start"] = int(start)
        self._know(made, token)
        for name, box in self._parts(token, "li"):
            if name == "li" or not made.children:
                made.append(self._made(nodes.list_item, box))
            else:
                made.children[-1].extend(box.children)  # type: ignore[attr-defined]
        self.current_node.append(made)

    def _terms(self, token: SyntaxTreeNode) -> None:
        made = nodes.definition_list()
        self._know(made, token)
        item: nodes.definition_list_item | None = None
        for name, box in self._parts(token, "dt", "dd"):
            last = item.children[-1] if item is not None else None
            if name == "dt":
                if item is None or not isinstance(last, nodes.term):
                    item = nodes.definition_list_item()
                    made.append(item)
                item.append(self._made(nodes.term, box))
            elif isinstance(last, nodes.definition) and name != "dd":
                last.extend(box.children)
            elif item is not None:
                item.append(self._made(nodes.definition, box))
            else:
                self.current_node.extend(box.children)
        for one in made.children:
            if not isinstance(one.children[-1], nodes.definition):
                one.append(nodes.definition())  # type: ignore[attr-defined]
        if made.children:
            self.current_node.append(made)

    def render_dl(self, token: SyntaxTreeNode) -> None:
        """A definition list; terms in a row have one definition."""
        super().render_dl(token)
        made: Any = self.current_node.children[-1]
        for item, following in zip([*made.children], made.children[1:], strict=False):
            if not isinstance(item[-1], nodes.definition):
                following[:0] = item.children
                made.remove(item)

    def _details(self, token: SyntaxTreeNode) -> None:
        parts = self._parts(token, "summary")
        heads = [box for name, box in parts if name == "summary"]
        made = fold("", *(self._made(summary, one) for one in heads[:1]))
        if not heads:
            made.append(summary("", "Details"))
        for name, box in parts:
            if name != "summary":
                made.extend(box.children)
            elif box is not heads[0]:
                made.append(nodes.paragraph("", "", *box.children))
        self._know(made, token)
        if "open" in token.attrs:
            made["open"] = True
        self.current_node.append(made)

    def _figure(self, token: SyntaxTreeNode) -> None:
        parts = self._parts(token, "figcaption")
        captions = [box for name, box in parts if name == "figcaption"]
        rest = [one for name, box in parts if name != "figcaption" for one in box.children]
        image = _only_picture(rest)
        made: nodes.Element = nodes.container() if image is None else nodes.figure()
        if image is not None and captions:
            made.append(image)
            made.append(self._made(nodes.caption, captions[0]))
            captions = captions[1:]
        else:
            made.extend(rest)
        for one in captions:
            made.append(nodes.paragraph("", "", *one.children, classes=["caption"]))
        self._know(made, token)
        self.current_node.append(made)

    def _code(self, token: SyntaxTreeNode) -> None:
        """Code; where it holds no more than text, in the colours of its language."""
        box = nodes.Element()
        with self.current_node_context(box):
            self.render_children(token)
        (inner,) = box.children if len(box.children) == 1 else (box,)
        classes: list[str] = inner.get("classes", []) if isinstance(inner, nodes.literal) else []
        named = [f"lang-{lang}"] if (lang := token.attrs.get("lang")) else []
        named += [one for one in classes if one.startswith(("language-", "lang-"))]
        text = box.astext() if isinstance(inner, nodes.Text | nodes.literal) else ""
        made: nodes.Element = nodes.literal_block(text, "")
        if text:
            made.append(nodes.Text(text.removeprefix("\n").rstrip("\n")))
            made.rawsource = made.astext()
            made["language"] = named[0].partition("-")[2] if named else "none"
        else:
            made.extend(box.children)
        self._know(made, token)
        self.current_node.append(made)

    # Tables --------------------------------------------------------------------------------------

    def _table(self, token: SyntaxTreeNode) -> None:
        rows: list[tuple[bool, nodes.row]] = []
        made = nodes.table()
        self._know(made, token)
        made["classes"].append("colwidths-auto")
        self._rows_of(token, rows, made, head=False)
        if not rows:
            return
        count = next((at for at, (head, _row) in enumerate(rows) if not head), 0)
        head, body = ([row for _head, row in part] for part in (rows[:count], rows[count:]))
        for bold, part in ((False, head), (True, body)):
            for cell in (cell for row in part for cell in row.children):
                if cell.attributes.pop("head", False) and bold:  # type: ignore[attr-defined]
                    _embolden(cell)
        columns = _fill_up(head, body)
        group = nodes.tgroup(cols=columns)
        group.extend(nodes.colspec(colwidth=100 // columns) for _ in range(columns))
        if head:
            group.append(nodes.thead("", *head))
        group.append(nodes.tbody("", *body))
        made.append(group)
        self.current_node.append(made)

    def _rows_of(
        self,
        token: SyntaxTreeNode,
        rows: list[tuple[bool, nodes.row]],
        table: nodes.table,
        *,
        head: bool,
    ) -> None:
        """Finds the rows; what stands between them comes before the table, as in browsers."""
        for child in token.children:
            name = child.tag if child.type == "html_element" else ""
            if name in ("thead", "tbody", "tfoot"):
                self._rows_of(child, rows, table, head=name == "thead")
            elif name == "tr":
                row = nodes.row()
                self._know(row, child)
                heads = [self._cell(one, row) for one in child.children]
                if row.children:
                    rows.append((head or (not rows and all(heads)), row))
            elif name in ("td", "th"):
                row = nodes.row()
                self._cell(child, row)
                rows.append((head, row))
            elif name == "caption":
                title = nodes.title()
                with self.current_node_context(title):
                    self.render_children(child)
                table.insert(0, title)
            else:
                self.rules[f"render_{child.type}"](child)

    def _cell(self, token: SyntaxTreeNode, row: nodes.row) -> bool:
        """Adds a cell to a row; says whether it is one of a head."""
        if token.type != "html_element" or token.tag not in ("td", "th"):
            self.rules[f"render_{token.type}"](token)
            return True
        cell = nodes.entry()
        for key, name in (("rowspan", "morerows"), ("colspan", "morecols")):
            if re.fullmatch("[0-9]{1,3}", given := str(token.attrs.get(key, ""))):
                cell[name] = max(min(int(given), MOST_CELLS) - 1, 0)
        if (align := str(token.attrs.get("align", ""))) in ("left", "center", "right"):
            cell["classes"].append(f"text-{align}")
        self._know(cell, token)
        with self.current_node_context(cell):
            self.render_children(token)
        if token.tag == "th":
            cell["head"] = True
        row.append(cell)
        return token.tag == "th"


ENUMERATED = {"a": "loweralpha", "A": "upperalpha", "i": "lowerroman", "I": "upperroman"}
MOST_CELLS = 50


def _embolden(cell: Any) -> None:
    """Makes the words of a cell bold that is a head within a row."""
    for one in cell.children:
        if isinstance(one, nodes.paragraph):
            one.children = [nodes.strong("", "", *one.children)]


def _fill_up(*groups: list[nodes.row]) -> int:
    """Gives all rows of the groups as many cells as the widest has columns.

    Returns:
        the columns.
    """
    covered = [(row, count) for rows in groups for row, count in _covered(rows)]
    columns = max(count for _row, count in covered)
    for row, count in covered:
        row.extend(nodes.entry() for _ in range(columns - count))
    return columns


def _covered(rows: list[nodes.row]) -> Iterator[tuple[nodes.row, int]]:
    """The columns that cells of each row cover, and those that reach down from above; cells end
    where others stand, and with the group."""
    below: dict[int, int] = {}  # column → rows that a cell above still covers
    for number, row in enumerate(rows):
        at = 0
        for cell in row.children:
            assert isinstance(cell, nodes.Element)
            while at in below:
                at += 1
            wide, high = (1 + cell.attributes.pop(key, 0) for key in ("morecols", "morerows"))
            first, at = at, next((n for n in range(at, at + wide) if n in below), at + wide)
            high = min(high, len(rows) - number)
            if at - first > 1:
                cell["morecols"] = at - first - 1
            if high > 1:
                cell["morerows"] = high - 1
            below |= dict.fromkeys(range(first, at), high)
        yield row, len(below)
        below = {column: count - 1 for column, count in below.items() if count > 1}


def _only_picture(content: Iterable[nodes.Node]) -> nodes.Element | None:
    """The picture that all of the content is, by itself or in a link."""
    found: list[nodes.Node] = list(content)
    while len(found) == 1 and isinstance(found[0], nodes.paragraph):
        found = found[0].children
    seen = [one for one in found if one.astext().strip() or not isinstance(one, nodes.Text)]
    if len(seen) != 1:
        return None
    (one,) = seen
    link = isinstance(one, nodes.reference) and len(one) == 1 and isinstance(one[0], nodes.image)
    return one if isinstance(one, nodes.image) or link else None  # type: ignore[return-value]


def rows_of(path: str) -> list[str]:
    """The rows of a file; none where it cannot be read any more."""
    try:
        return Path(path).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return []
