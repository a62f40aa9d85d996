"""Elements of HTML as nodes of docutils, so that every format has them.

``articles/html.py`` has put the tags in order; what stands here only says which node each is.
"""

from __future__ import annotations

import linecache
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, token_line
from sphinx.util import logging

from guides_ext.articles.html import LINES
from guides_ext.parts.fold import fold, summary
from guides_ext.parts.letter import is_letter, value_node, what_is_wrong

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
        self._contents: list[nodes.Element] = []  # lists of the headings, to be made

    def place(self, line: int) -> tuple[str, int]:
        """The file and line behind a line of what is rendered."""
        of_docutils = getattr(self.reporter, "get_source_and_line", None)
        at = self.md.options.get("guides_origin") or of_docutils
        # Below a block of reStructuredText, docutils answers with nothing.
        path, number = at(line) if at else ("", line)
        return (path, number) if path else (str(self.document["source"]), line)

    def tell(
        self, message: str, line: int, written: str, nth: int = 0, *, subtype: str = "html"
    ) -> None:
        """A warning of ours, at the column too where a text is written for the nth time in the
        line, -1 for the last."""
        path, number = self.place(line)
        linecache.checkcache(path)
        before, row = (linecache.getline(path, at) for at in (number - 1, number))
        if written in before and written not in row:
            number, row = number - 1, before  # MyST's lines in a fence that begins with a fence
        starts = [match.start() for match in re.finditer(re.escape(written), row)]
        column = f":{starts[min(nth, len(starts) - 1)] + 1}" if starts else ""
        place = f"{path}:{number}{column}"
        logger.warning(message, type="guides", subtype=subtype, location=place)

    def render_html_problem(self, token: SyntaxTreeNode) -> None:
        """What is to be said, of HTML or of Markdown."""
        given = {**token.meta}
        if more := given.pop("more"):
            given["message"] += f" (and {more} more)"
        self.tell(line=token_line(token, 1), **given)

    def _within(self, node: nodes.Element, token: SyntaxTreeNode) -> nodes.Element:
        """Appends a node, with what the token holds in it."""
        self.current_node.append(node)
        return self._holding(node, token)

    def _holding(self, node: nodes.Element, token: SyntaxTreeNode) -> nodes.Element:
        """A node with its place, its classes and its id, and with what the token holds in it."""
        self.add_line_and_source_path(node, token)
        node["classes"] += [
            one for one in str(token.attrs.get("class", "")).split() if one not in node["classes"]
        ]
        self.name(node, str(token.attrs.get("id", "")), token)
        with self.current_node_context(node):
            self.render_children(token)
        return node

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
        page = next(self.document.findall(nodes.section), self.document)
        for place in self._contents:
            place.replace_self(links_within(page))
        super()._render_finalise()

    # Within a line -------------------------------------------------------------------------------

    def render_link(self, token: SyntaxTreeNode) -> None:
        """A link; one that leads nowhere is its words."""
        if self.leads("href", token):
            super().render_link(token)
        elif "id" in token.attrs:
            self._within(nodes.inline(), token)
        else:
            self.render_children(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """A picture; without its file, the words that stand for it."""
        if self.leads("src", token):
            super().render_image(token)
            made: Any = self.current_node.children[-1]
            made.rawsource = str(token.attrs["src"])  # else it has no line when it has no alt text
        else:
            self.render_children(token)

    def leads(self, name: str, token: SyntaxTreeNode) -> bool:
        """Sets an address to where it leads in the page's flavour; False where that is nowhere."""
        lead: Callable[[str], str] | None = self.md.options.get("guides_lead")
        given = str(token.attrs.get(name, ""))
        try:
            token.attrs[name] = lead(given) if lead else given
        except LookupError as error:
            line = max(token.meta.get("row", 0) + 1, token_line(token, 1))
            if why := str(error):
                self.tell(why, line, given, subtype="jekyll")
            return False
        return True

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
        span = nodes.inline("", "", classes=TAGS[tag].split())
        self._between(f"<{tag}>", lambda: self._within(span, token))

    def _as_html(self, token: SyntaxTreeNode) -> None:
        """An element that is HTML to HTML, and what it holds to all others."""
        place = nodes.inline() if token.type == "html_span" else nodes.container()
        self.name(place, str(token.attrs.get("id", "")), token)
        self.current_node.extend([place] if place["ids"] else [])
        self._between(str(token.attrs["html"]), lambda: self.render_children(token))

    def _between(self, opened: str, render: Callable[[], object]) -> None:
        closed = re.sub(r"<(\w+).*", r"</\1>", opened, flags=re.DOTALL)
        self.current_node.append(nodes.raw("", opened, format="html"))
        render()
        self.current_node.append(nodes.raw("", closed, format="html"))

    def render_html_raw(self, token: SyntaxTreeNode) -> None:
        """HTML that is brought through."""
        self.current_node.append(nodes.raw("", token.content, format="html"))

    def render_verbatim(self, token: SyntaxTreeNode) -> None:
        """Words in which nothing is changed, quotation marks neither."""
        words = nodes.inline(token.content, token.content, support_smartquotes=False)
        self.add_line_and_source_path(words, token)
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
        name = token.tag
        around: Any = self.current_node
        kind, wholes = PARTS.get(name, (nodes.Element, ()))
        if "html" in token.attrs:
            self._as_html(token)
        elif opened := token.attrs.pop("around", None):
            self._between(str(opened), lambda: self.render_html_element(token))
        elif isinstance(around, wholes):
            self._within(kind(), token)
        elif name in ("td", "th") and isinstance(around, (nodes.row, *HOLD_ROWS)):
            self._cell(token)
        elif name in WHOLES:
            WHOLES[name](self, token)
        elif name == "div" and isinstance(around, nodes.definition_list):
            first = len(around)  # of the parts that it is around
            self.render_children(token)
            parts: list[Any] = around.children[first:]
            for part in parts[:1]:
                self.name(part, str(token.attrs.get("id", "")), token)
        elif name in LINES:
            self._within(nodes.paragraph("", "", classes=[name]), token)
        else:
            classes = [CLASSES[name]] if name in CLASSES else []
            self._within(nodes.container("", classes=classes), token)

    def render_contents_of_page(self, token: SyntaxTreeNode) -> None:
        """A list of the headings of the page, once they are known."""
        self._contents.append(nodes.bullet_list())
        self.current_node.append(self._contents[-1])

    def _list(self, token: SyntaxTreeNode) -> None:
        made: Any = nodes.bullet_list()
        if token.tag == "ol":
            kind = str(token.attrs.get("type", "1"))
            enumtype = ENUMERATED.get(kind, "arabic")
            made = nodes.enumerated_list("", enumtype=enumtype, prefix="", suffix=".")
            if re.fullmatch("[0-9]{1,9}", start := str(token.attrs.get("start", ""))):
                made["start"] = int(start)
        parts = self._within(made, token).children
        made.children = []
        for one in parts:
            if isinstance(one, nodes.list_item):
                made.append(one)
            elif made.children:
                made[-1].append(one)
            else:
                made.append(nodes.list_item("", one))

    def _terms(self, token: SyntaxTreeNode) -> None:
        made: Any = self._holding(nodes.definition_list(), token)
        parts, made.children = made.children, []
        for one in parts:
            last = made[-1][-1] if made.children else None
            if isinstance(one, nodes.term):
                if not isinstance(last, nodes.term):
                    made.append(nodes.definition_list_item())
                made[-1].append(one)
            elif last is None:  # a list begins with a term
                is_definition = isinstance(one, nodes.definition)
                self.current_node.extend(one.children if is_definition else [one])
            elif isinstance(one, nodes.definition):
                made[-1].append(one)
            elif isinstance(last, nodes.definition):
                last.append(one)
            else:
                made[-1].append(nodes.definition("", one))
        for item in made.children:
            if not isinstance(item[-1], nodes.definition):
                item.append(nodes.definition())
        if made.children:
            self.current_node.append(made)

    def _details(self, token: SyntaxTreeNode) -> None:
        made = self._within(fold(), token)
        heads = [one for one in made.children if isinstance(one, summary)]
        for one in heads[:1]:
            made.remove(one)
        for one in heads[1:]:
            one.replace_self(nodes.paragraph("", "", *one.children))
        made.insert(0, heads[0] if heads else summary("", "Details"))
        if "open" in token.attrs:
            made["open"] = True

    def _figure(self, token: SyntaxTreeNode) -> None:
        made = self._holding(nodes.figure(), token)
        captions = [one for one in made.children if isinstance(one, nodes.caption)]
        rest = [one for one in made.children if one not in captions]
        image = _only_picture(rest)
        if image is None:
            made = nodes.container("", **made.attributes)
            self.document.ids |= dict.fromkeys(made["ids"], made)
        elif captions:
            rest = [image, captions.pop(0)]
        words = [nodes.paragraph("", "", *one.children, classes=["caption"]) for one in captions]
        made.children = []
        made.extend([*rest, *words])
        self.current_node.append(made)

    def _code(self, token: SyntaxTreeNode) -> None:
        """Code; where it holds no more than text, in the colours of its language."""
        made = self._holding(nodes.literal_block(), token)
        inner: Any = made[0] if len(made) == 1 else made
        if isinstance(inner, nodes.Text | nodes.literal) and (text := inner.astext()):
            given = [f"lang-{token.attrs.get('lang', 'none')}"]
            classes = inner["classes"] if isinstance(inner, nodes.literal) else []
            named = [one for one in classes if one.startswith(("language-", "lang-"))]
            made["language"] = (named + given)[0].partition("-")[2]
            made.rawsource = text.removeprefix("\n").rstrip("\n")
            made.children = []
            made.append(nodes.Text(made.rawsource))
        self.current_node.append(made)

    # Tables --------------------------------------------------------------------------------------

    def _table(self, token: SyntaxTreeNode) -> None:
        """A table; what stands between its rows or cells comes before it, as in browsers."""
        made = self._holding(nodes.table(), token)
        made["classes"].append("colwidths-auto")
        rows: list[tuple[bool, Any]] = []
        titles: list[nodes.Node] = []
        for part in made.children:
            for one in part.children if isinstance(part, GROUPS) else [part]:
                inner = one.children if isinstance(one, nodes.row) else [one]
                self.current_node.extend(each for each in inner if not isinstance(each, OF_TABLES))
                if isinstance(one, nodes.title):
                    titles.insert(0, one)
                if cells := [each for each in inner if isinstance(each, nodes.entry)]:
                    is_head = not rows and all(cell["head"] for cell in cells)
                    rows.append((is_head or isinstance(part, nodes.thead), one))
                    rows[-1][1].children = cells
        if not rows:
            return
        count = next((at for at, (head, _row) in enumerate(rows) if not head), 0)
        head, body = ([row for _head, row in part] for part in (rows[:count], rows[count:]))
        for cell in (cell for row in [*head, *body] for cell in row):
            if cell.attributes.pop("head") and cell.parent not in head:
                _embolden(cell)
        columns = _fill_up(head, body)
        group = nodes.tgroup(cols=columns)
        group.extend(nodes.colspec(colwidth=100 // columns) for _ in range(columns))
        group.extend([nodes.thead("", *head)] if head else [])
        group.append(nodes.tbody("", *body))
        made.children = []
        made.extend([*titles, group])
        self.current_node.append(made)

    def _cell(self, token: SyntaxTreeNode) -> None:
        """A cell, in a row of its own where it stands in none."""
        cell = nodes.entry(head=token.tag == "th")
        for key, name in (("rowspan", "morerows"), ("colspan", "morecols")):
            if re.fullmatch("[0-9]{1,3}", given := str(token.attrs.get(key, ""))):
                cell[name] = max(min(int(given), MOST_CELLS) - 1, 0)
        if (align := str(token.attrs.get("align", ""))) in ("left", "center", "right"):
            cell["classes"].append(f"text-{align}")
        self._holding(cell, token)
        in_row = isinstance(self.current_node, nodes.row)
        self.current_node.append(cell if in_row else nodes.row("", cell))


GROUPS = (nodes.thead, nodes.tbody)
HOLD_ROWS = (nodes.table, *GROUPS)
OF_TABLES = (nodes.entry, nodes.title)
PARTS: dict[str, tuple[type[nodes.Element], tuple[type[nodes.Element], ...]]] = {
    "li": (nodes.list_item, (nodes.bullet_list, nodes.enumerated_list)),
    "dt": (nodes.term, (nodes.definition_list,)),
    "dd": (nodes.definition, (nodes.definition_list,)),
    "summary": (summary, (fold,)),
    "figcaption": (nodes.caption, (nodes.figure,)),
    "caption": (nodes.title, (nodes.table,)),
    "thead": (nodes.thead, (nodes.table,)),
    **dict.fromkeys(("tbody", "tfoot"), (nodes.tbody, (nodes.table,))),
    "tr": (nodes.row, HOLD_ROWS),
}
"""A tag → the node that it is in such others; anywhere else it is only around what it holds."""

WHOLES: dict[str, Callable[[Elements, SyntaxTreeNode], object]] = {
    **dict.fromkeys(("ul", "menu", "dir", "ol"), Elements._list),
    "dl": Elements._terms,
    "table": Elements._table,
    "figure": Elements._figure,
    "details": Elements._details,
    "pre": Elements._code,
    "blockquote": lambda self, token: self._within(nodes.block_quote(), token),
}
ENUMERATED = {"a": "loweralpha", "A": "upperalpha", "i": "lowerroman", "I": "upperroman"}
MOST_CELLS = 50


def _embolden(cell: Any) -> None:
    """Makes the words of a cell bold that is a head within a row."""
    for one in cell.children:
        if isinstance(one, nodes.paragraph):
            one.children = [nodes.strong("", "", *one.children)]


def _fill_up(*groups: list[nodes.row]) -> int:
    """Gives all rows of the groups as many cells as the widest has columns, and counts those."""
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
