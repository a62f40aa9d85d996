"""How a text of the model becomes nodes: the page's own markup does it.

A role file's texts are Markdown; those of a directive are in the markup of their page. The
parts ask for nodes through this protocol and need not know which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from docutils import nodes

from guides_ext.parts.heading import heading

if TYPE_CHECKING:
    from guides_ext.model.text import MarkdownText


class Markup(Protocol):
    """Renders texts in the markup of the page that is being read."""

    def block(self, text: MarkdownText) -> list[nodes.Node]:
        """Blocks: paragraphs, lists, code."""
        ...

    def inline(self, text: MarkdownText) -> nodes.inline:
        """What stands within one line, as one node that a catalogue may translate."""
        ...


def line_of(text: MarkdownText, *content: nodes.Node, file: str) -> nodes.inline:
    """The node of a line: a message of its own for gettext, at the place of its text."""
    node = nodes.inline(text.markdown, "", *content, translatable=True)
    node.source, node.line = file, text.place.line
    return node


def built_in(text: object, cls: type[Any] = heading, **attributes: Any) -> Any:
    """A line of our own words: a heading by default; no author's catalogue translates it."""
    return cls("", str(text), translatable=False, **attributes)


def line(text: object, css_class: str = "") -> nodes.paragraph:
    """A paragraph of our own words."""
    made: nodes.paragraph = built_in(text, nodes.paragraph)
    made["classes"] += [css_class] if css_class else []
    return made


def note(text: object) -> nodes.paragraph:
    """A paragraph of our own words, in small print."""
    return line(text, "guide-note")


def titled(text: MarkdownText, markup: Markup, cls: type[Any] = heading) -> Any:
    """A line in the author's words: a heading by default."""
    return cls("", "", markup.inline(text), translatable=False)


def with_text(ours: object, text: MarkdownText, markup: Markup) -> list[nodes.Node]:
    """A line of ours with the author's words in place of its ``%s``."""
    before, _mark, after = str(ours).partition("%s")
    parts = [nodes.Text(before), markup.inline(text), nodes.Text(after)]
    return [one for one in parts if one.astext()]


def told(about: object, text: MarkdownText | None, markup: Markup) -> list[nodes.Node]:
    """A note about what the candidate is told, if anything; ``about`` has a ``%s`` for it."""
    if text is None:
        return []
    shown = with_text(about, text, markup)
    return [nodes.paragraph("", "", *shown, translatable=False, classes=["guide-note"])]
