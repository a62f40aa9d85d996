"""A task: what is handed out, how far is far enough, and how it was solved."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from guides_ext import words
from guides_ext.parts.fold import fold, summary
from guides_ext.parts.heading import heading
from guides_ext.parts.lists import bullets
from guides_ext.parts.markup import Markup, built_in, line
from guides_ext.parts.node import Part, headed_in_bold
from guides_ext.parts.printed import Content, Data, beside, data
from guides_ext.parts.rows import labelled_rows
from guides_ext.words import _


class task(Part):
    """A :class:`heading`, rows, and its solution in a fold."""

    tag, css_class = "section", "guide-task"
    lower = headed_in_bold

    def printed(self, content: Content) -> list[Data]:
        """Its title above its rows, where their texts stand."""
        title = beside([], [data("label", content.inside(self.head))])
        return [{**title, "leads": True}, *content.all(self.rest)]


def task_of(given: dict[str, Any], markup: Markup, *, label: str, language: str) -> task:
    """A task.

    Args:
        given: its record, with its texts as they are written.
        label: what stands before its title.
        language: in which days are written.
    """
    brief, far_enough, solution = (
        markup.block(given[key]) if given[key] is not None else []
        for key in ("brief", "far_enough", "solution")
    )
    parts = labelled_rows(
        [
            (_("Brief"), brief),
            (_("Far enough"), far_enough),
            (_("Easier"), bullets(given["easier"], markup)),
            (_("Harder"), bullets(given["harder"], markup)),
            (_("Repository"), _address(given["repository"])),
            (_("Tried"), _tried(given["tried"], language)),
        ]
    )
    folded = [fold("", built_in(_("Solution"), summary), *solution)] if solution else []
    title = heading("", f"{label}: ", markup.inline(given["title"]), translatable=False)
    return task("", title, *parts, *folded)


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
    took = words.minutes(tried["minutes"]) if tried["minutes"] else ""
    known = ", ".join(filter(None, [words.date(tried["on"], language), tried["by"], took]))
    return [line(known)] if known else []
