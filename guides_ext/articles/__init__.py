"""The series: what its articles hold, and how a role's page draws on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.articles import compose, once, record

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Registers what takes an article's record, and what fills a page with what it draws in."""
    once.setup(app)
    record.setup(app)
    compose.setup(app)
