"""What becomes of each kind of node, by family."""

from __future__ import annotations

from guides_ext.parts.node import Part
from guides_ext.print.content import Kind
from guides_ext.print.kinds import blocks, design, figures, inlines, tables

ALL: dict[str, Kind] = {
    **blocks.KINDS,
    **inlines.KINDS,
    **figures.KINDS,
    **tables.KINDS,
    **design.KINDS,
    Part.__name__: lambda node, content: node.printed(content),
}
"""What becomes of a node, by the name of its class; ours and sphinx-design's among them."""
