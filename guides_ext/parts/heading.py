"""The heading of a part, and the sentence above a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext.parts.node import Part, TextPart, ancestors
from guides_ext.parts.printed import Kinds, label

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class heading(TextPart):
    """The heading of a part; its level follows from where it stands."""

    def lower(self) -> list[nodes.Node]:
        """Left for its part, which knows what becomes of it."""
        return [self]


class caption(TextPart):
    """What a table says, in a sentence above it."""


def heading_level(self: HTML5Translator, node: nodes.Node) -> int:
    """The level of a part's heading: below the section, and below the parts that it is in."""
    depth = sum(isinstance(one, Part) and one.deepens for one in ancestors(node.parent))
    return min(self.section_level + self.initial_header_level + depth, 6)


def visit_heading(self: HTML5Translator, node: Any) -> None:
    """A heading, or what a heading becomes in a script, a timebox, a table."""
    if tags := node.parent.heading_tags():
        start, end = tags
    else:
        tag = f"h{heading_level(self, node)}"
        start = self.starttag(node, tag, "", CLASS=node.parent.heading_class)
        end = f"</{tag}>\n"
    self.body.append(start)
    self.context.append(end)


def depart_heading(self: HTML5Translator, node: Any) -> None:
    """Ends what the visitor began."""
    self.body.append(self.context.pop())


def visit_caption(self: HTML5Translator, node: Any) -> None:
    """The sentence above a table, if there is one."""
    self.body.append("<caption>" if node.children else "")


def depart_caption(self: HTML5Translator, node: Any) -> None:
    """The end of the caption."""
    self.body.append("</caption>\n" if node.children else "")


PRINTED: Kinds = {heading: label, caption: label}


def setup(app: Sphinx) -> None:
    """Registers the nodes."""
    app.add_node(heading, html=(visit_heading, depart_heading))
    app.add_node(caption, html=(visit_caption, depart_caption))
