"""What the site of the candidate's edition is without: search, inventory, data, lists, robots.

A candidate gets the address of their own page. Nothing on the site leads from one opening to
another, and no search engine is to keep it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from guides_ext.files import remove
from guides_ext.handbook.data import FILE as DATA
from guides_ext.handbook.navigation import NAVIGATION, TEMPLATE

LISTS = ("objects.inv", "searchindex.js", "search.html", "genindex.html", DATA)
"""Files that list what there is."""

KEPT = ("sidebar/brand.html", TEMPLATE, *NAVIGATION)
"""What stays beside a page: the name, and the page's own stages."""


def no_search(app: Sphinx) -> None:
    """Keeps Sphinx from making an index of words."""
    if app.config.guides_edition == "candidate" and hasattr(app.builder, "search"):
        app.builder.search = False


def no_robots(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Tells search engines to leave a page alone, and takes the lists from beside it."""
    if app.config.guides_edition == "candidate":
        robots = '<meta name="robots" content="noindex, nofollow">'
        context["metatags"] = f"{context.get('metatags', '')}\n{robots}"
        context["sidebars"] = [one for one in context.get("sidebars") or [] if one in KEPT]


def few_files(app: Sphinx, exception: Exception | None) -> None:
    """Removes what lists the site, before the build is signed."""
    if exception is None and app.config.guides_edition == "candidate":
        for name in LISTS:
            remove(Path(app.outdir) / name)


def setup(app: Sphinx) -> None:
    """Registers the handlers: the last before a page is shown, and before the build is signed."""
    app.connect("builder-inited", no_search)
    app.connect("html-page-context", no_robots, priority=950)
    app.connect("build-finished", few_files, priority=990)
