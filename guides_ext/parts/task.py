"""A task: what is handed out, how far is far enough, and how it was solved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext import words
from guides_ext.parts.fold import fold, summary
from guides_ext.parts.heading import heading
from guides_ext.parts.lists import bullets
from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, bold
from guides_ext.parts.printed import Content, Data, Kinds, beside, data
from guides_ext.parts.rows import labelled_rows
from guides_ext.parts.visitors import between
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from guides_ext.parts.markup import Markup


class task(Part):
    """A :class:`heading`, rows, and its solution in a fold."""

    def lower(self) -> list[nodes.Node]:
        """The heading in bold, then the rest."""
        head, *rest = self.children
        return [bold(head.children), *rest]


def task_of(given: dict[str, Any], markup: Markup, *, label: str, language: str) -> task:
    """A task.

    Args:
        given: its record, with its texts as they are written.
        label: what stands before its title.
        language: in which days are written.
    """
    parts = labelled_rows(
        [
            (_("Brief"), _blocks(given["brief"], markup)),
            (_("Far enough"), _blocks(given["far_enough"], markup)),
            (_("Easier"), bullets(given["easier"], markup)),
            (_("Harder"), bullets(given["harder"], markup)),
            (_("Repository"), _address(given["repository"])),
            (_("Tried"), _tried(given["tried"], language)),
        ]
    )
    solution = _blocks(given["solution"], markup)
    folded = [fold("", built_in(_("Solution"), summary), *solution)] if solution else []
    title = heading("", f"{label}: ", markup.inline(given["title"]), translatable=False)
    return task("", title, *parts, *folded)


def _blocks(text: Any, markup: Markup) -> list[nodes.Node]:
    return markup.block(text) if text is not None else []


def _address(text: str | None) -> list[nodes.Node]:
    if not text:
        return []
    shown: nodes.Node = nodes.Text(text)
    if re.match(r"https?://", text):
        shown = nodes.reference("", re.sub(r"^https?://", "", text), refuri=text)
    return [nodes.paragraph("", "", shown)]


def _tried(tried: dict[str, Any] | None, language: str) -> list[nodes.Node]:
    if tried is None:
        return []
    parts = [
        words.date(tried["on"], language),
        tried["by"] or "",
        words.minutes(tried["minutes"]) if tried["minutes"] else "",
    ]
    known = ", ".join(part for part in parts if part)
    return [nodes.paragraph("", known)] if known else []


def print_task(content: Content, node: Any) -> list[Data]:
    """Its title above its rows, where their texts stand."""
    head, *rest = node.children
    title = beside([], [data("label", content.inside(head))])
    return [{**title, "leads": True}, *content.all(rest)]


PRINTED: Kinds = {task: print_task}


def setup(app: Sphinx) -> None:
    """Registers the node."""
    app.add_node(task, html=between("section", "guide-task"))
