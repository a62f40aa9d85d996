"""MyST's renderer, as articles and the texts of roles both have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from guides_ext.articles.depth import DEEPEST

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


class GuideRenderer(SphinxRenderer):
    """MyST's renderer, which loses no word of what nests too deep."""

    def render_guide_too_deep(self, token: SyntaxTreeNode) -> None:
        """What is too deep, as it is written; within a line, its words stand there already."""
        if token.content:
            shown = nodes.literal_block(token.content, token.content)
            self.add_line_and_source_path(shown, token)
            self.current_node.append(shown)
        what = "is shown as it is written" if token.content else "is left out"
        message = f"nested deeper than {DEEPEST} levels: what is deeper {what}"
        line = token_line(token, 1)
        self.create_warning(message, "depth", wtype="guides", line=line)
