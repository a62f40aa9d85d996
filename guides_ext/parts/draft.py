"""``draft-from-here``: a mark that what follows is not ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext.parts.directive import GuideDirective
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class DraftFromHere(GuideDirective):
    """Says that the rest of the page is a draft; its body, if any, says more."""

    written = "draft-from-here"

    def part(self) -> nodes.admonition:
        """A box with a title of its own."""
        title = nodes.title("", str(_("Draft from here")), translatable=False)
        return nodes.admonition("", title, *self.parse_content_to_nodes(), classes=["guide-draft"])


def setup(app: Sphinx) -> None:
    """Registers the directive."""
    app.add_directive(DraftFromHere.written, DraftFromHere)
