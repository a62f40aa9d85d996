"""Print: handbooks and sheets as PDFs, with the pages or alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Registers the builder, and what makes PDFs with the pages."""
    # Imported here, so that the command line starts at once.
    from guides_ext.print import builder, links

    builder.setup(app)
    links.setup(app)
