"""A warning is said once: not once for each role that draws an article in, nor again in print.

What is drawn in is resolved on every page that shows it, and a broken link is found each time,
always at its place in the article. Whoever prints resolves all of it once more.
"""

from __future__ import annotations

import logging

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE, WarningStreamHandler, get_node_location


def setup(app: Sphinx) -> None:
    """Filters this build's warnings, before Sphinx counts them, so that its summary is true too."""
    said = set[tuple[str, str]]()

    def is_new(record: logging.LogRecord) -> bool:
        """Whether a warning has not been said yet at its place; those without one all pass."""
        location = getattr(record, "location", None)
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        key = (str(location), record.getMessage())
        new = key not in said
        said.add(key)
        return new or not location

    log = logging.getLogger(NAMESPACE)
    handlers = [one for one in log.handlers if isinstance(one, WarningStreamHandler)]
    for handler in handlers:
        handler.filters.insert(0, is_new)

    def leave(app: Sphinx, exception: Exception | None) -> None:
        for handler in handlers:
            handler.removeFilter(is_new)

    app.connect("build-finished", leave, priority=2000)  # after all that is said at the end
