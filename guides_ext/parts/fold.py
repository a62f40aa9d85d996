"""What folds, and the place where a stage shows what its sections bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, TextPart, headed_in_bold, itself
from guides_ext.parts.printed import Content, Data, beside, data, unprinted
from guides_ext.parts.rows import labelled_rows, rows
from guides_ext.words import _


class fold(Part):
    """What may be folded away: a :class:`summary`, then the rest.

    ``drawn``: it holds a section of an article, and is a section of its own elsewhere.
    """

    def lower(self) -> list[nodes.Node]:
        """A section where one may stand, else the summary in bold above the rest."""
        if not self.get("drawn"):
            return headed_in_bold(self)
        for strong in list(self.head.findall(nodes.strong)):
            strong.replace_self(strong.children)  # a title is bold as it is
        return [nodes.section("", nodes.title("", "", *self.head.children), *self.rest)]

    def start(self, html: HTML5Translator) -> None:
        """A fold. A drawn section's title is in its summary, so what it holds is a level below."""
        html.section_level += bool(self.get("drawn"))
        named = nodes.Element("", ids=self["ids"][:1], classes=self["classes"])
        css_class = "guide-fold guide-drawn" if self.get("drawn") else "guide-fold"
        state: dict[str, Any] = {"open": "open"} if self.get("open") else {}
        html.body.append(html.starttag(named, "details", CLASS=css_class, **state))

    def end(self, html: HTML5Translator) -> None:
        """The end of a fold."""
        html.body.append("</div>\n</details>\n")
        html.section_level -= bool(self.get("drawn"))

    def printed(self, content: Content) -> list[Data]:
        """What folds on a screen lies open; a section of an article is a section here."""
        if self.get("drawn"):
            return content.heading(self, self.head.children, self.rest)
        if all(isinstance(one, rows) for one in self.rest):
            return content.all(self.rest)  # they have labels of their own
        return [beside(content.inside(self.head), content.all(self.rest))]


class summary(TextPart):
    """The line of a :class:`fold` that stays."""

    lower = itself

    def start(self, html: HTML5Translator) -> None:
        """What stays of a fold; a heading, where a section is folded."""
        level = html.section_level + html.initial_header_level - 1
        tag = f"h{min(level, 6)}" if self.parent.get("drawn") else "p"
        html.body.append(f"<summary><{tag}>")
        html.context.append(f"</{tag}></summary>\n")

    def end(self, html: HTML5Translator) -> None:
        """Other anchors of a fold stand inside it: a browser opens it for who follows one."""
        around = self.parent
        css_class = "guide-text" if around.get("drawn") else "guide-folded"
        anchors = "".join(f'<span id="{name}"></span>' for name in around["ids"][1:])
        html.body.append(f'{html.context.pop()}<div class="{css_class}">{anchors}\n')


class answer_key(fold):
    """The answers to an exercise: folded on a screen, over the page on paper."""

    def printed(self, content: Content) -> list[Data]:
        """Nobody reads it before turning the page."""
        over = data("overleaf", title=str(_("Your levels, before you turn the page")))
        return [over, data("label", content.inside(self.head)), *content.all(self.rest)]


class stage_part(Part):
    """Where a stage shows what its sections bring; filled by ``articles/stage_parts.py``.

    Attributes: ``docname`` and ``stage`` of the role; ``part`` (``pair``, ``before``, ``timebox``,
    ``whenever``, ``after``, ``sections``); ``box``, the index of a timebox. Its children are what
    the stage's own file says there.
    """

    printed = unprinted


def variants(easier: Sequence[nodes.Node], harder: Sequence[nodes.Node]) -> list[fold]:
    """The easier and the harder way, folded."""
    content = labelled_rows([(_("Easier"), easier), (_("Harder"), harder)])
    return [fold("", built_in(_("Easier and harder"), summary), *content)] if content else []
