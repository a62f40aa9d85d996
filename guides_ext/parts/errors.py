"""What is wrong with a guide, at the top of what must not be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guides_ext.model.problems import Problem


GUIDE = _("This guide has errors in its file. Do not use it yet.")
STAGE = _(
    "This stage has errors in its file. Until they are mended, neither its sheet nor the handbook "
    "is printed."
)


def errors(about: object, problems: Iterable[Problem]) -> nodes.error:
    """A box that says what has errors, and lists them with their places."""
    items = [
        nodes.list_item("", nodes.paragraph("", f"{one.place}: {one.text}")) for one in problems
    ]
    return nodes.error("", nodes.paragraph("", str(about)), nodes.bullet_list("", *items))
