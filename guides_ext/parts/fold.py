"""What folds, and the place where a stage shows what its sections bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, TextPart, bold
from guides_ext.parts.printed import Content, Data, Kinds, beside, data, unprinted
from guides_ext.parts.rows import labelled_rows, rows
from guides_ext.parts.visitors import nothing
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class fold(Part):
    """What may be folded away: a :class:`summary`, then the rest.

    ``drawn``: it holds a section of an article, and is a section of its own elsewhere.
    """

    def lower(self) -> list[nodes.Node]:
        """A section where one may stand, else the summary in bold above the rest."""
        head, *rest = self.children
        if self.get("drawn"):
            for strong in list(head.findall(nodes.strong)):
                strong.replace_self(strong.children)  # a title is bold as it is
            title = nodes.title("", "", *head.children)
            return [nodes.section("", title, *rest)]
        return [bold(head.children), *rest]


class summary(TextPart):
    """The line of a :class:`fold` that stays."""

    def lower(self) -> list[nodes.Node]:
        """Left for :class:`fold`, which knows what becomes of it."""
        return [self]


class answer_key(fold):
    """The answers to an exercise: folded on a screen, over the page on paper."""


class stage_part(Part):
    """Where a stage shows what its sections bring; filled by ``articles/stage_parts.py``.

    Attributes: ``docname`` and ``stage`` of the role; ``part`` (``pair``, ``before``, ``timebox``,
    ``whenever``, ``after``, ``sections``); ``box``, the index of a timebox. Its children are what
    the stage's own file says there.
    """


def variants(easier: list[nodes.Node], harder: list[nodes.Node]) -> list[fold]:
    """The easier and the harder way, folded."""
    content = labelled_rows([(_("Easier"), easier), (_("Harder"), harder)])
    return [fold("", built_in(_("Easier and harder"), summary), *content)] if content else []


def visit_fold(self: HTML5Translator, node: Any) -> None:
    """A fold. A drawn section's title is in its summary, so what it holds is a level below."""
    self.section_level += bool(node.get("drawn"))
    named = nodes.Element("", ids=node["ids"][:1], classes=node["classes"])
    css_class = "guide-fold guide-drawn" if node.get("drawn") else "guide-fold"
    state: dict[str, Any] = {"open": "open"} if node.get("open") else {}
    self.body.append(self.starttag(named, "details", CLASS=css_class, **state))


def depart_fold(self: HTML5Translator, node: Any) -> None:
    """The end of a fold."""
    self.body.append("</div>\n</details>\n")
    self.section_level -= bool(node.get("drawn"))


def visit_summary(self: HTML5Translator, node: Any) -> None:
    """What stays of a fold; a heading, where a section is folded."""
    drawn = node.parent.get("drawn")
    level = self.section_level + self.initial_header_level - 1
    tag = f"h{min(level, 6)}" if drawn else "p"
    self.body.append(f"<summary><{tag}>")
    self.context.append(f"</{tag}></summary>\n")


def depart_summary(self: HTML5Translator, node: Any) -> None:
    """Other anchors of a fold stand inside it: a browser opens it for who follows one."""
    around = node.parent
    css_class = "guide-text" if around.get("drawn") else "guide-folded"
    anchors = "".join(f'<span id="{name}"></span>' for name in around["ids"][1:])
    self.body.append(f'{self.context.pop()}<div class="{css_class}">{anchors}\n')


def print_fold(content: Content, node: Any) -> list[Data]:
    """What folds on a screen lies open; a section of an article is a section here."""
    head, *rest = node.children
    if node.get("drawn"):
        return content.heading(node, head.children, rest)
    if all(isinstance(one, rows) for one in rest):
        return content.all(rest)  # they have labels of their own
    return [beside(content.inside(head), content.all(rest))]


def print_answer_key(content: Content, node: Any) -> list[Data]:
    """Nobody reads it before turning the page."""
    head, *rest = node.children
    over = data("overleaf", title=str(_("Your levels, before you turn the page")))
    return [over, data("label", content.inside(head)), *content.all(rest)]


PRINTED: Kinds = {fold: print_fold, answer_key: print_answer_key, stage_part: unprinted}


def setup(app: Sphinx) -> None:
    """Registers the nodes."""
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(answer_key, html=(visit_fold, depart_fold))
    app.add_node(summary, html=(visit_summary, depart_summary))
    app.add_node(stage_part, html=(nothing, nothing))
