"""``panel-only`` and ``company-only``: content that wider circles may not read.

The edition of the panel shows it, with a line that says whom it is for. The others are built of a
copy of the sources that has it no more (``editions/``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.markup import built_in
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class PanelOnly(GuideDirective):
    """Content for those who interview."""

    written = "panel-only"
    about = _("Only for the panel")

    def part(self) -> nodes.container:
        """A line that says for whom, and the content.

        Raises:
            Misuse: when there is none.
        """
        content = self.parse_content_to_nodes()
        if not content:
            raise Misuse("expected content for those whom it is for")
        label = built_in(self.about, nodes.paragraph)
        label["classes"].append("guide-note")
        return nodes.container("", label, *content, classes=["guide-for-roles"])


class CompanyOnly(PanelOnly):
    """Content for all colleagues, and for no candidate."""

    written = "company-only"
    about = _("Not for candidates")


def setup(app: Sphinx) -> None:
    """Registers the directives."""
    for directive in (PanelOnly, CompanyOnly):
        app.add_directive(directive.written, directive)
