"""What stands beside a role's page: its own stages, and the series.

A role page is in no toctree, or each page would list all roles and a build of many would take
quadratic time. The theme's navigation would show it nothing of itself, so it gets its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.jinja2glue import SphinxFileSystemLoader

from guides_ext.domain import guide_domain
from guides_ext.record.schedule import meets_candidate
from guides_ext.words import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from guides_ext.domain import GuideDomain

NAVIGATION = {
    "sidebar/navigation.html",  # furo and other themes on sphinx-basic-ng
    "navigation.html",  # alabaster
    "sbt-sidebar-nav.html",  # sphinx-book-theme
    "sidebar-nav-bs.html",  # pydata-sphinx-theme
    "globaltoc.html",  # Sphinx's basic theme
}
"""The sidebar templates that show the global table of contents."""

TEMPLATE = "guide-navigation.html"


def own_navigation(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Puts our navigation in place of the theme's on a role's page."""
    domain = guide_domain(app.env)
    role = domain.data["roles"].get(pagename)
    if role is None:
        return
    sidebars = context.get("sidebars") or []
    if NAVIGATION.isdisjoint(sidebars):
        # Read the Docs' theme has no sidebar templates: its layout asks for a table of contents.
        render = app.builder.templates.render
        context["toctree"] = lambda **options: render(TEMPLATE, context)
    context["sidebars"] = [TEMPLATE if one in NAVIGATION else one for one in sidebars]
    context["guide_navigation"] = [
        (
            role["title"].words,
            [
                (f"#{name}", one["title"].words)
                for name, one in role["stages"].items()
                if app.config.guides_edition != "candidate" or meets_candidate(one)
            ],
        ),
        (str(_("The series")), _series(app, domain, pagename)),
    ]


def _series(app: Sphinx, domain: GuideDomain, pagename: str) -> list[tuple[str, str]]:
    names = [name for series in domain.series for name in series.documents]
    return [
        (app.builder.get_relative_uri(pagename, name), domain.articles[name]["title"])
        for name in names
        if name in domain.articles
    ]


def add_templates(app: Sphinx) -> None:
    """Lets the theme find our template, after those of the user."""
    templates = getattr(app.builder, "templates", None)
    if templates is not None:
        folder = str(Path(__file__).parent / "templates")
        templates.pathchain.append(folder)
        templates.loaders.append(SphinxFileSystemLoader(folder))


def setup(app: Sphinx) -> None:
    """Registers the handlers; late, since some themes set their sidebars in this event too."""
    app.connect("html-page-context", own_navigation, priority=900)
    app.connect("builder-inited", add_templates, priority=900)
