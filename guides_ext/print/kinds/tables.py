"""Tables: widths as given, heads that repeat, cells that span."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from guides_ext.parts.printed import Data, data
from guides_ext.print.content import Content
from guides_ext.print.kinds.figures import number

LONGEST_HEAD = 1000
"""Characters of a head that is repeated; one as long as a page cannot be, and is rows as others."""


def table(node: Any, content: Content) -> list[Data]:
    """A table with its title."""
    group = next(node.findall(nodes.tgroup))
    title = next((one for one in node.children if isinstance(one, nodes.title)), None)
    columns = [one for one in group.children if isinstance(one, nodes.colspec)]
    head, body = (
        [row for part in group.children if isinstance(part, kind) for row in part.children]
        for kind in (nodes.thead, nodes.tbody)
    )
    if sum(len(row.astext()) for row in head) > LONGEST_HEAD:
        head, body = [], [*head, *body]
    # The widths of a pipe table or a grid mean nothing.
    widths = [one.get("colwidth", 1) for one in columns]
    return [
        data(
            "table",
            columns=widths if "colwidths-given" in node.get("classes", ()) else len(columns),
            head=[_row(row, content) for row in head],
            body=[_row(row, content) for row in body],
            stubs=sum(bool(one.get("stub")) for one in columns),
            caption=[*number(node, content), *content.inside(title)] if title is not None else [],
        )
    ]


def _row(row: Any, content: Content) -> list[dict[str, Any]]:
    return [
        {
            "c": content.inside(cell),
            "colspan": cell.get("morecols", 0) + 1,
            "rowspan": cell.get("morerows", 0) + 1,
            "align": next((ALIGNED[one] for one in cell.get("classes", ()) if one in ALIGNED), ""),
        }
        for cell in row.children
    ]


ALIGNED = {"text-left": "left", "text-center": "center", "text-right": "right"}

KINDS: dict[str, Any] = {"table": table}
