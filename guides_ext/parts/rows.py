"""Labels beside texts, and facts beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part
from guides_ext.parts.printed import Content, Data, Kinds, data
from guides_ext.parts.visitors import between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    Label = str | nodes.Node  # a word of ours, or the author's own as a node


class rows(Part):
    """Labels beside texts: a list of :class:`row`."""

    def lower(self) -> list[nodes.Node]:
        """A definition list."""
        return [nodes.definition_list("", *self.children)]


class row(Part):
    """One ``term`` and its ``definition``."""

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        return [nodes.definition_list_item("", *self.children)]


def labelled_rows(
    texts: Sequence[tuple[Label, list[nodes.Node]]], css_class: str = ""
) -> list[rows]:
    """Rows of a label and its nodes, those without nodes left out; none where all are."""
    shown = [_row(label, content) for label, content in texts if content]
    return [rows("", *shown, classes=[css_class] if css_class else [])] if shown else []


def facts(texts: Sequence[tuple[Label, list[nodes.Node]]]) -> list[rows]:
    """What is known in a word or two: label above, facts beside each other."""
    return labelled_rows(texts, "guide-facts")


def brief(texts: Sequence[tuple[Label, list[nodes.Node]]]) -> list[rows]:
    """What is known in a word or two, where there is little room: label before its text."""
    return labelled_rows(texts, "guide-brief")


def _row(label: Label, content: list[nodes.Node]) -> row:
    if isinstance(label, nodes.Node):
        term = nodes.term("", "", label, translatable=False)
    else:
        term = built_in(label, nodes.term)
    return row("", term, nodes.definition("", *content))


def visit_rows(self: HTML5Translator, node: Any) -> None:
    """Labels beside texts; facts stand beside each other instead, brief ones before theirs."""
    layout = "" if {"guide-facts", "guide-brief"} & set(node["classes"]) else "guide-rows "
    self.body.append(self.starttag(node, "dl", CLASS=f"{layout}simple"))


def print_rows(content: Content, node: Any) -> list[Data]:
    """Labels beside texts; facts beside each other; a checklist with boxes."""
    kind = "facts" if "guide-facts" in node["classes"] else "rows"
    boxes = "guide-checklist" in node["classes"]
    items = []
    for item in node.children:
        term, definition = item.children
        shown = boxes_of(content, definition.children) if boxes else content.inside(definition)
        items.append({"term": content.inside(term), "c": shown})
    return [data(kind, items=items)]


def boxes_of(content: Content, some: Any) -> list[Data]:
    """Some nodes, the items of lists with a box to be marked each."""
    found: list[Data] = []
    for one in some:
        if isinstance(one, nodes.bullet_list):
            found.append(data("boxes", items=[_item(content, item) for item in one.children]))
        else:
            found += content.of(one)
    return found


def _item(content: Content, item: Any) -> list[Data]:
    """An item; where it is one stands in the line of its words."""
    first, *rest = content.of(item)
    if isinstance(first, dict) and first.get("look") == "where" and rest:
        words, *more = rest
        assert isinstance(words, dict)
        return [{**words, "c": [data("small", first["c"]), " ", *words["c"]]}, *more]
    return [first, *rest]


PRINTED: Kinds = {rows: print_rows}


def setup(app: Sphinx) -> None:
    """Registers the nodes."""
    app.add_node(rows, html=(visit_rows, between("dl")[1]))
    app.add_node(row, html=between("div"))
