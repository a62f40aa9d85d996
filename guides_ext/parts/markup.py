"""How a text of the model becomes nodes: the page's own markup does it.

A role file's texts are Markdown; those of a directive are in the markup of their page. The
parts ask for nodes through this protocol and need not know which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from docutils import nodes

from guides_ext.nodes import heading, speech

if TYPE_CHECKING:
    from guides_ext.model import Text


N = TypeVar("N", bound=nodes.Element)


class Markup(Protocol):
    """Renders texts in the markup of the page that is being read."""

    def block(self, text: Text) -> list[nodes.Node]:
        """Blocks: paragraphs, lists, code."""
        ...

    def inline(self, text: Text) -> list[nodes.Node]:
        """What stands within one line."""
        ...

    def placed(self, node: N, text: Text) -> N:
        """The node, with the place of its text: for gettext and warnings."""
        ...


def built_in(text: object, cls: type[Any] = heading, **attributes: Any) -> Any:
    """A line of our own words: a heading by default; no author's catalogue translates it."""
    return cls("", str(text), translatable=False, **attributes)


def titled(text: Text, markup: Markup) -> heading:
    """A heading in the author's words, which a catalogue may translate."""
    return markup.placed(heading(text.markdown, "", *markup.inline(text)), text)


def said(text: Text, markup: Markup) -> speech:
    """Words to say aloud."""
    return speech("", *markup.block(text))
