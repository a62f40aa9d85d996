"""What the visitors of our nodes have in common; most are but a start and an end tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.writers.html5 import HTML5Translator

    Visit = Callable[[HTML5Translator, Any], None]
    Pair = tuple[Visit, Visit]


def between(tag: str, css_class: str = "", end: str = "") -> Pair:
    """Visitors that write a start tag, with the node's ids and classes, and its end tag."""

    def visit(self: HTML5Translator, node: Any) -> None:
        self.body.append(self.starttag(node, tag, CLASS=css_class))

    def depart(self: HTML5Translator, node: Any) -> None:
        self.body.append(end or f"</{tag}>\n")

    return visit, depart


def nothing(self: HTML5Translator, node: Any) -> None:
    """Writes nothing."""


def hidden(self: HTML5Translator, node: Any) -> None:
    """Leaves out what has been written already."""
    raise nodes.SkipNode
