"""Labels beside texts, and facts beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, TextPart, defined, definitions_of, itself
from guides_ext.parts.printed import Content, Data, data

Label: TypeAlias = str | nodes.Node
"""A word of ours, or the author's own as a node."""


class rows(Part):
    """Labels beside texts: a list of :class:`row`."""

    tag, lower = "dl", definitions_of

    def start(self, html: HTML5Translator) -> None:
        """Facts stand beside each other, brief ones before their texts, all others beside them."""
        layout = "" if {"guide-facts", "guide-brief"} & set(self["classes"]) else "guide-rows "
        html.body.append(html.starttag(self, "dl", CLASS=f"{layout}simple"))

    def printed(self, content: Content) -> list[Data]:
        """Labels beside texts; facts beside each other; a checklist with boxes."""
        kind = "facts" if "guide-facts" in self["classes"] else "rows"
        boxes = "guide-checklist" in self["classes"]
        items = []
        children: list[Any] = self.children
        for head, definition in children:
            shown = boxes_of(content, definition.children) if boxes else content.inside(definition)
            items.append({"term": content.inside(head), "c": shown})
        return [data(kind, items=items)]


class row(Part):
    """One :class:`term` and its ``definition``."""

    tag = "div"

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        (definition,) = self.rest
        return [defined(self.head.children, definition.children)]


class term(TextPart):
    """A label: of docutils' own Sphinx would write XML for its log, each time it reads one."""

    tag, end_tag, lower = "dt", "</dt>", itself

    def start(self, html: HTML5Translator) -> None:
        """The label, without a line break in it."""
        html.body.append(html.starttag(self, "dt", ""))


def labelled_rows(
    texts: Sequence[tuple[Label, Sequence[nodes.Node]]], css_class: str = ""
) -> list[rows]:
    """Rows of a label and its nodes, those without nodes left out; none where all are."""
    shown = [_row(label, content) for label, content in texts if content]
    return [rows("", *shown, classes=[css_class] if css_class else [])] if shown else []


def facts(texts: Sequence[tuple[Label, Sequence[nodes.Node]]]) -> list[rows]:
    """What is known in a word or two: label above, facts beside each other."""
    return labelled_rows(texts, "guide-facts")


def _row(label: Label, content: Sequence[nodes.Node]) -> row:
    is_theirs = isinstance(label, nodes.Node)
    head = term("", "", label, translatable=False) if is_theirs else built_in(label, term)
    return row("", head, nodes.definition("", *content))


def boxes_of(content: Content, some: Any) -> list[Data]:
    """Some nodes, the items of lists with a box to be marked each."""
    found: list[Data] = []
    for one in some:
        if isinstance(one, nodes.bullet_list):
            found.append(data("boxes", items=[_item(item, content) for item in one.children]))
        else:
            found += content.of(one)
    return found


def _item(item: Any, content: Content) -> list[Data]:
    """An item; where it is one stands in the line of its words."""
    first, *rest = content.of(item)
    if isinstance(first, dict) and first.get("look") == "where" and rest:
        words, *more = rest
        assert isinstance(words, dict)
        return [{**words, "c": [data("small", first["c"]), " ", *words["c"]]}, *more]
    return [first, *rest]
