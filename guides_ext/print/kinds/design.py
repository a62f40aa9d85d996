"""sphinx-design: cards and grids as boxes, tabs one under another, dropdowns opened."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from guides_ext.parts.printed import Data, data, line_in_bold, unprinted
from guides_ext.print.content import Content
from guides_ext.print.kinds.blocks import wrapped


def grid(node: Any, content: Content) -> list[Data]:
    """Boxes beside each other, as many as a screen of middling width has, and three at most."""
    items = [content.inside(item) for item in node.children]
    classes = [one for one in node["classes"] if one.startswith("sd-row-cols-md-")]
    number = classes[0].rpartition("-")[2] if classes else ""
    columns = int(number) if number.isdigit() else 2
    return [data("grid", items=items, columns=max(1, min(3, columns, len(items))))]


def dropdown(node: Any, content: Content) -> list[Data]:
    """A dropdown, opened: its title, then what it holds."""
    children = [one for one in node.children if isinstance(one, nodes.Element)]
    if children and isinstance(children[0], nodes.rubric | nodes.title):
        return [data("note", content.all(children[1:]), title=content.inside(children[0]))]
    return [data("card", content.inside(node))]


KINDS: dict[str, Any] = {
    **dict.fromkeys(("design:card", "design:tab-item", "dropdown_main"), wrapped("card")),
    **dict.fromkeys(("design:card-title", "design:card-header"), line_in_bold),
    **dict.fromkeys(("sd_tab_label", "dropdown_title"), line_in_bold),
    **dict.fromkeys(("sd_tab_input", "fontawesome"), unprinted),
    "design:grid-row": grid,
    "design:dropdown": dropdown,
}
