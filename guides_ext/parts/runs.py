"""From nodes to runs: the one reader of what a text says, for all that is no page.

A record has no room for blocks: a text is a list of paragraphs. Lists become lines with their
markers, rows of a table become lines with their cells side by side, pictures keep their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref

from guides_ext.record.html import words_of_html
from guides_ext.record.text import MARKER, OPEN, PICTURE, Paragraph, Run, paragraph, words_in

UNREAD = (nodes.Invisible, nodes.footnote_reference, nodes.footnote, nodes.system_message)
"""What is no words of a text; nor is a node of ours that no page shows."""

WITHIN_A_LINE = (nodes.Text, nodes.Inline, nodes.image)

STYLES: dict[type[nodes.Node], str] = {
    nodes.emphasis: "e",
    nodes.strong: "s",
    nodes.literal: "c",
    nodes.math: "c",
    nodes.math_block: "c",
}


def paragraphs_of(content: Iterable[nodes.Node]) -> list[Paragraph]:
    """The paragraphs of some nodes, those without words left out."""
    return [found for one in lines_of(content) if (found := paragraph(one))]


def words_of(content: Iterable[nodes.Node]) -> str:
    """The words of nodes on one line, as a reader reads them: no numbers of footnotes."""
    return words_in(paragraphs_of(content))


def lines_of(content: Iterable[nodes.Node]) -> Iterator[list[Run]]:
    """What stands on a line of its own; texts and inline nodes beside each other are one."""
    line: list[Run] = []
    for node in content:
        if _is_unread(node):
            continue
        if isinstance(node, WITHIN_A_LINE) and not _is_block_of_html(node):
            line += _runs(node, "", "")
            continue
        yield line
        line = []
        if isinstance(node, nodes.raw):
            yield from ([Run(one)] for one in words_of_html(node.astext()))
        elif isinstance(node, nodes.literal_block):
            yield from ([Run(one, "c")] for one in node.astext().splitlines())
        elif isinstance(node, nodes.TextElement):
            yield list(_runs(node, "", ""))
        elif isinstance(node, nodes.list_item):
            yield from _marked(_marker(node), node)
        elif isinstance(node, nodes.row):
            yield list(_cells(node))
        elif isinstance(node, nodes.Element):
            yield from lines_of(node.children)
    yield line


def _cells(row: nodes.row) -> Iterator[Run]:
    """The cells of a row, one beside the other."""
    for number, cell in enumerate(row.children):
        if number:
            yield Run(" | ", MARKER)
        for line in lines_of(cell.children):
            yield from line


def _is_unread(node: nodes.Node) -> bool:
    return isinstance(node, UNREAD) or not getattr(node, "shown", True)


def _is_block_of_html(node: nodes.Node) -> bool:
    """Whether a node is HTML between paragraphs; within a line it is tags, and holds no words."""
    if not isinstance(node, nodes.raw) or isinstance(node.parent, nodes.TextElement):
        return False
    return "html" in node.get("format", "").split()


def _marked(marker: str, item: nodes.Element) -> Iterator[list[Run]]:
    """The lines of an item, the first behind its marker."""
    for line in lines_of(item.children):
        if marker and line:
            line, marker = [Run(marker, MARKER), *line], ""
        yield line


def _marker(item: nodes.list_item) -> str:
    if isinstance(item.parent, nodes.enumerated_list):
        return f"{item.parent.get('start', 1) + item.parent.index(item)}. "
    return "– "


def _runs(node: nodes.Node, style: str, link: str) -> Iterator[Run]:
    if isinstance(node, nodes.Text):
        yield Run(str(node), style, link)
        return
    if _is_unread(node) or isinstance(node, nodes.raw):
        return
    if isinstance(node, nodes.image):
        yield Run(node.get("alt", ""), PICTURE)
        return
    mark = next((mark for kind, mark in STYLES.items() if isinstance(node, kind)), "")
    style = style if mark in style else style + mark
    if isinstance(node, nodes.reference):
        link = node.get("refuri") or f"#{node.get('refid', '')}"
    elif isinstance(node, pending_xref):
        target = _target(node)
        link = f"{node.get('refdomain') or ''}:{node['reftype']}:{target}"
        if not node.get("refexplicit"):
            yield Run(node.astext() or target, style + OPEN, link)
            return
    for child in node.children:
        yield from _runs(child, style, link)


def _target(node: pending_xref) -> str:
    target, anchor = node["reftarget"], node.get("reftargetid")
    return f"{target}#{anchor}" if anchor else str(target)
