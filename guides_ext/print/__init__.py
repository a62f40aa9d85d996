"""Print: handbooks and sheets as PDFs, with the pages or alone."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from sphinx.util import logging

from guides_ext.print import apart, builder, links

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)


def do_without(app: Sphinx, config: Config) -> None:
    """Where there is no Typst for this machine, pages are built without PDFs and their links."""
    if config.guides_print and find_spec("typst") is None:
        logger.warning(
            "there is no Typst here, so nothing is printed (pip install typst, "
            "or guides_print = [] in conf.py)",
            type="guides",
            subtype="print",
        )
        config.guides_print = []


def setup(app: Sphinx) -> None:
    """Registers the builder, and what makes PDFs with the pages."""
    builder.setup(app)
    app.connect("config-inited", do_without)
    app.connect("build-finished", apart.print_with_pages)
    links.setup(app)
