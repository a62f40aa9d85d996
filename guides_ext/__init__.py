"""Interview guides with Sphinx: articles and one file per role become a handbook.

``extensions = ["guides_ext"]`` is all that a conf.py needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Sets up what we stand on, then every room from the ground up."""
    # Imported here, so that rooms without Sphinx, and commands that do not build, start at once.
    from guides_ext import (
        articles,
        builder,
        config,
        design,
        domain,
        handbook,
        lint,
        parts,
        print,
        words,
    )

    # MyST-NB sets MyST up itself, without its parser; before MyST 5.2 that works but once.
    if "myst_nb" in app.config.extensions:
        app.setup_extension("myst_nb")
    if "myst_enable_extensions" not in app.config:
        app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")
    for room in (
        words,
        config,
        builder,
        design,
        domain,
        articles,
        parts,
        handbook,
        print,
        lint,
    ):
        room.setup(app)
    return {
        "version": __version__,
        "env_version": 6,  # raised whenever what stands in doctrees changes
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
