"""What is wrong with a guide, at the top of what must not be used."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from guides_ext.model.problems import Problem
from guides_ext.words import _

GUIDE = _("This guide has errors in its file. Do not use it yet.")
STAGE = _(
    "This stage has errors in its file. Until they are fixed, neither its sheet nor the handbook "
    "is printed."
)


def errors(about: object, problems: Iterable[Problem]) -> nodes.error:
    """A box that says what has errors, and lists them with their places."""
    return error_box(about, (nodes.Text(f"{one.place}: {one.text}") for one in problems))


def error_box(about: object, lines: Iterable[nodes.Node]) -> nodes.error:
    """A box that says what has errors, above a list."""
    items = [nodes.list_item("", nodes.paragraph("", "", one)) for one in lines]
    return nodes.error("", nodes.paragraph("", str(about)), nodes.bullet_list("", *items))
