"""A question: what to ask, what to listen for, where to go from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext import words
from guides_ext.nodes import question
from guides_ext.parts.lists import list_items
from guides_ext.parts.markup import built_in, said
from guides_ext.parts.rows import labelled_rows, variants
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guides_ext.model import Question, Text
    from guides_ext.parts.markup import Markup


def question_of(
    asked: Question,
    markup: Markup,
    *,
    number: int = 0,
    notes: Sequence[str] = (),
    competency: Sequence[nodes.Node] = (),
) -> question:
    """A question.

    :param number: its number in the stage, counted from 1; 0 for none
    :param notes: what else to say beside its number
    :param competency: what it is about, where the page does not say so already
    """
    title = str(_("Question %d") % number if number else _("Question"))
    about = [
        *([words.question_kind(asked.kind)] if asked.kind else []),
        *([str(_("when there is time"))] if asked.probe else []),
        *notes,
    ]
    parts = labelled_rows(
        [
            (_("Competency"), list(competency)),
            (_("Listen for"), _bullets(list_items(asked.listen_for, markup))),
            (_("Follow up"), _bullets(list_items(asked.follow_ups, markup), "guide-say")),
        ]
    )
    return question(
        "",
        built_in(", ".join([title, *about])),
        said(asked.ask, markup),
        *parts,
        *variants(_said(asked.easier, markup), _said(asked.harder, markup)),
    )


def _bullets(items: Sequence[nodes.list_item], css_class: str = "") -> list[nodes.Node]:
    classes = [css_class] if css_class else []
    return [nodes.bullet_list("", *items, bullet="-", classes=classes)] if items else []


def _said(text: Text | None, markup: Markup) -> list[nodes.Node]:
    return [said(text, markup)] if text else []
