"""Labels beside texts, and facts beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext.nodes import fold, row, rows, summary
from guides_ext.parts.markup import built_in
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    Label = str | nodes.Node  # a word of ours, or the author's own as a node


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


def variants(easier: list[nodes.Node], harder: list[nodes.Node]) -> list[fold]:
    """The easier and the harder way, folded."""
    content = labelled_rows([(_("Easier"), easier), (_("Harder"), harder)])
    return [fold("", built_in(_("Easier and harder"), summary), *content)] if content else []


def _row(label: Label, content: list[nodes.Node]) -> row:
    if isinstance(label, nodes.Node):
        term = nodes.term("", "", label, translatable=False)
    else:
        term = built_in(label, nodes.term)
    return row("", term, nodes.definition("", *content))
