"""A role's page: from its file to its sections, when it is rewritten, what stands beside it."""

from __future__ import annotations

from sphinx.application import Sphinx

from guides_ext.handbook import (
    data,
    edition,
    freshness,
    letters,
    listings,
    navigation,
    one_file,
    parser,
    reading,
    search,
    signature,
    state,
)


def setup(app: Sphinx) -> None:
    """Registers what makes pages of role files."""
    state.setup(app)
    reading.setup(app)
    parser.setup(app)
    freshness.setup(app)
    listings.setup(app)
    letters.setup(app)
    navigation.setup(app)
    search.setup(app)
    data.setup(app)
    edition.setup(app)
    one_file.setup(app)
    signature.setup(app)
