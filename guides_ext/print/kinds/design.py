"""sphinx-design: cards and grids as boxes, tabs one under another, dropdowns opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext.parts.printed import data, label, unprinted

if TYPE_CHECKING:
    from guides_ext.parts.printed import Data
    from guides_ext.print.content import Content


def card(content: Content, node: Any) -> list[Data]:
    """A box."""
    return [data("card", content.inside(node))]


def grid(content: Content, node: Any) -> list[Data]:
    """Boxes beside each other, as many as the page has room for."""
    items = [content.inside(item) for item in node.children]
    return [data("grid", items=items, columns=min(3, max(1, _columns(node), 1), len(items) or 1))]


def _columns(node: Any) -> int:
    """How many columns a screen of middling width has."""
    found = [one.rpartition("-")[2] for one in node["classes"] if one.startswith("sd-row-cols-md-")]
    return int(found[0]) if found and found[0].isdigit() else 2


def tab(content: Content, node: Any) -> list[Data]:
    """A tab: its label, then what it holds."""
    return [data("card", content.inside(node))]


def dropdown(content: Content, node: Any) -> list[Data]:
    """A dropdown, opened: its title, then what it holds."""
    children = [one for one in node.children if isinstance(one, nodes.Element)]
    if children and isinstance(children[0], nodes.rubric | nodes.title):
        return [data("note", content.all(children[1:]), title=content.inside(children[0]))]
    return [data("card", content.inside(node))]


KINDS: dict[str, Any] = {
    "design:card": card,
    "design:card-title": label,
    "design:card-header": label,
    "design:grid-row": grid,
    "design:tab-item": tab,
    "design:dropdown": dropdown,
    "sd_tab_label": label,
    "sd_tab_input": unprinted,
    "dropdown_main": card,
    "dropdown_title": label,
    "fontawesome": unprinted,
}
