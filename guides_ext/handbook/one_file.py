"""A format that is one file holds the documents that its table of contents names: roles too."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util import logging

from guides_ext.domain import guide_domain

logger = logging.getLogger(__name__)

ONE_FILE = ("latex", "man", "singlehtml", "texinfo")


def tell_of_roles_left_out(app: Sphinx, exception: Exception | None) -> None:
    """Warns of the roles that are in no table of contents, since nobody finds them in the file."""
    if exception or app.builder.name not in ONE_FILE:
        return
    named = {one for names in app.env.toctree_includes.values() for one in names}
    if left_out := sorted(guide_domain(app.env).data["roles"].keys() - named):
        logger.warning(
            "'%s' holds what a toctree names, and these roles are in none: %s "
            "(a toctree with :glob: and roles/* brings them)",
            app.builder.name,
            ", ".join(left_out[:5]) + (" …" if len(left_out) > 5 else ""),
            type="guides",
            subtype="config",
        )


def setup(app: Sphinx) -> None:
    """Registers the handler."""
    app.connect("build-finished", tell_of_roles_left_out)
