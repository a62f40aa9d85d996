"""A warning of an article is said once, not once for each role that draws the article in.

What is drawn in is resolved on every page that shows it, and a broken link is found each time,
always at its place in the article.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.logging import NAMESPACE, WarningStreamHandler, get_node_location

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SaidOnce(logging.Filter):
    """Lets the first of equal warnings at one place pass."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[tuple[str, str]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the warning has not been said yet at its place; those without one all pass."""
        location = getattr(record, "location", None)
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if not location:
            return True
        key = (str(location), record.getMessage())
        new = key not in self._said
        self._said.add(key)
        return new


def filter_warnings(app: Sphinx) -> None:
    """Filters before Sphinx counts, so that its summary is true as well."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.filters.insert(0, SaidOnce())


def setup(app: Sphinx) -> None:
    """Registers the filter."""
    app.connect("builder-inited", filter_warnings)
