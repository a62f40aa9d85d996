"""The heading of a part, and the sentence above a table."""

from __future__ import annotations

from typing import Any

from sphinx.writers.html5 import HTML5Translator

from guides_ext.parts.node import Part, TextPart, ancestors, itself
from guides_ext.parts.printed import line_in_bold


class heading(TextPart):
    """The heading of a part; its level follows from where it stands."""

    lower, printed = itself, line_in_bold

    def start(self, html: HTML5Translator) -> None:
        """A heading, or what a heading becomes in a script, a timebox, a table."""
        around: Any = self.parent
        if tags := around.heading_tags():
            start, end = tags
        else:
            depth = sum(isinstance(one, Part) and one.deepens for one in ancestors(around))
            tag = f"h{min(html.section_level + html.initial_header_level + depth, 6)}"
            start, end = html.starttag(self, tag, "", CLASS=around.heading_class), f"</{tag}>\n"
        html.body.append(start)
        html.context.append(end)

    def end(self, html: HTML5Translator) -> None:
        """Ends what it began."""
        html.body.append(html.context.pop())


class caption(TextPart):
    """What a table says, in a sentence above it."""

    printed = line_in_bold

    def start(self, html: HTML5Translator) -> None:
        """The sentence above a table, if there is one."""
        html.body.append("<caption>" if self.children else "")

    def end(self, html: HTML5Translator) -> None:
        """The end of the caption."""
        html.body.append("</caption>\n" if self.children else "")
