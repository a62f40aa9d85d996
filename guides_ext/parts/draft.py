"""``draft-from-here``: a mark that what follows is not ready."""

from __future__ import annotations

from docutils import nodes

from guides_ext.parts.directive import GuideDirective
from guides_ext.parts.markup import built_in
from guides_ext.words import _


class DraftFromHere(GuideDirective):
    """Says that the rest of the page is a draft; its body, if any, says more."""

    written = "draft-from-here"

    def part(self) -> nodes.admonition:
        """A box with a title of its own."""
        title = built_in(_("Draft from here"), nodes.title)
        return nodes.admonition("", title, *self.parse_content_to_nodes(), classes=["guide-draft"])
