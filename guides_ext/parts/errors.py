"""What is wrong with a guide, at the top of what must not be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guides_ext.model.problems import Problem


def errors(problems: Iterable[Problem]) -> nodes.error:
    """A box that lists errors with their places."""
    items = [
        nodes.list_item("", nodes.paragraph("", f"{one.place}: {one.text}")) for one in problems
    ]
    warning = str(_("This guide has errors in its file. Do not use it yet."))
    return nodes.error("", nodes.paragraph("", warning), nodes.bullet_list("", *items))
