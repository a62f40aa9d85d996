"""The series: what its articles hold, and how a role's page draws on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Registers what reads an article, takes its record, and fills a page with what it draws in."""
    # Imported here, so that what reads pages of Jekyll, a room in this one, needs no Sphinx.
    from guides_ext.articles import (
        access,
        lift,
        parser,
        record,
        said_once,
        series,
        site_finder,
        stage_parts,
    )

    access.setup(app)
    site_finder.setup(app)
    parser.setup(app)
    said_once.setup(app)
    lift.setup(app)
    record.setup(app)
    stage_parts.setup(app)
    series.setup(app)
