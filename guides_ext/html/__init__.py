"""How our nodes look in HTML: visitors, bars drawn as SVG, the stylesheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from guides_ext.html import frame, visitors

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLESHEET = "guide.css"


def add_static_path(app: Sphinx) -> None:
    """Lets Sphinx copy the stylesheet, before the paths of the user's own conf.py."""
    app.config.html_static_path.insert(0, str(Path(__file__).parent / "static"))


def setup(app: Sphinx) -> None:
    """Registers nodes with their visitors, and the stylesheet."""
    visitors.setup(app)
    frame.setup(app)
    app.add_css_file(STYLESHEET)
    app.connect("builder-inited", add_static_path)
