"""PDFs with the HTML build: at its end, on the doctrees that pages were written from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from guides_ext.builder import PRINT, at_work, shows_parts
from guides_ext.print.builder import PdfWriter, PrintBuilder, tell_errors

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "print"
"""Where PDFs are, below the pages."""


def print_with_pages(app: Sphinx, exception: Exception | None) -> None:
    """Makes the PDFs whose keys have changed, after pages were written."""
    if exception is not None or not shows_parts(app.builder):
        return
    outdir, site = Path(app.outdir) / FOLDER, site_of(app)
    with at_work(app, PRINT) as builder:
        assert isinstance(builder, PrintBuilder)
        builder.outdir, builder.site = outdir, site
        PdfWriter(builder).write()
    tell_errors(app, outdir)


def site_of(app: Sphinx) -> dict[str, str]:
    """Each document's address below the site's root."""
    return {name: app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)}


def setup(app: Sphinx) -> None:
    """Registers the handler."""
    app.connect("build-finished", print_with_pages)
