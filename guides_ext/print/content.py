"""From a resolved doctree to data that ``book.typ`` can set.

A node becomes a mapping: its kind ``t``, what it holds ``c``, and what its kind needs; a text is a
string. The kinds are few, so the template is short: what docutils, Sphinx, MyST, sphinx-design
and we ourselves write differently, but would print alike, is one kind here.

A node that nobody knows is a warning with its place; its children are printed, if it has any.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from docutils import nodes

from guides_ext.parts.printed import Data, data
from guides_ext.print.context import Context

Kind: TypeAlias = "Callable[[Any, Content], list[Data]]"
"""What becomes of a node of one class."""


class Content:
    """Turns the nodes of one document into data.

    Args:
        context: what the nodes are asked about: fonts, pictures, where references lead.
        docname: the document that the nodes stand on.
        kinds: what becomes of a node, by the name of its class or of one of its bases.

    Attributes:
        level: of the headings of the topmost sections.
        listed: the lowest level of headings that the contents list.
    """

    def __init__(self, context: Context, docname: str, kinds: Mapping[str, Kind]) -> None:
        self.context, self.docname, self.kinds = context, docname, kinds
        self.level, self.listed = 1, 2

    def all(self, content: Iterable[nodes.Node]) -> list[Data]:
        """The data of some nodes, one after another."""
        return [one for node in content for one in self.of(node)]

    def inside(self, node: nodes.Element) -> list[Data]:
        """The data of a node's children."""
        return self.all(node.children)

    def of(self, node: nodes.Node) -> list[Data]:
        """The data of a node, its anchors first."""
        if isinstance(node, nodes.Text):
            return self.context.text(re.sub(r"\s+", " ", node), node)
        assert isinstance(node, nodes.Element)
        component = node.get("design_component", "")
        names = [component and f"design:{component}", *(one.__name__ for one in type(node).__mro__)]
        kind = next((self.kinds[name] for name in names if name in self.kinds), None)
        if kind is None:
            name, inside = type(node).__name__, self.inside(node)
            what = "its content is printed" if inside else "nothing of it is printed"
            self.context.warn(f"nothing is known of {name}: {what}", node)
            return [*self.anchors(node), *inside]
        return [*self.anchors(node), *kind(node, self)]

    def heading(
        self, node: nodes.Element, title: Iterable[nodes.Node], rest: Iterable[nodes.Node]
    ) -> list[Data]:
        """A heading with its anchors, and what stands below it."""
        head = self.head(self.all(title), self.names(node))
        self.level += 1
        below = self.all(rest)
        self.level -= 1
        return with_note([head, *below])

    def head(self, title: list[Data], ids: list[str]) -> Data:
        """A heading alone."""
        listed = self.level <= self.listed
        return data("heading", title, level=self.level, ids=ids, listed=listed)

    def anchors(self, node: nodes.Element) -> list[Data]:
        """The places in a node that references lead to; those of a section go to its heading."""
        if isinstance(node, nodes.section | nodes.footnote | nodes.citation):
            return []
        return [data("anchor", id=name) for name in self.names(node)]

    def names(self, node: nodes.Element) -> list[str]:
        """The anchors of a node, unique among all documents of the book."""
        return self.context.known_here(self.docname, node.get("ids", ()))


MOST_KEPT = 1_500
"""Characters of a block's data that may be kept in one piece: it is half a page at most."""


def with_note(found: list[Any]) -> list[Data]:
    """Keeps a heading and a short first block that has a footnote in one piece.

    Typst moves such a block to the page with room for the note, and would leave the heading.
    """
    head, *below = found
    first = next((at for at, one in enumerate(below, 1) if not _leads(one)), 0)
    written = json.dumps(found[first], ensure_ascii=False)
    if head["level"] == 1 or not first or '"footnote"' not in written or len(written) > MOST_KEPT:
        return found
    return [data("kept", found[: first + 1], level=head["level"]), *found[first + 1 :]]


def _leads(one: Data) -> bool:
    return isinstance(one, dict) and (one["t"] == "anchor" or one.get("look") == "lead")
