"""What stands beside a role's page: its stages, other roles, the series. Beside an article: roles.

A role page is in no toctree, or each page would list all roles and a build of many would take
quadratic time. The theme's navigation would show it nothing of itself, so it gets its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.jinja2glue import SphinxFileSystemLoader

from guides_ext.domain import GuideDomain, guide_domain
from guides_ext.record.schedule import meets_candidate
from guides_ext.words import _

NAVIGATION = {
    "sidebar/navigation.html",  # furo and other themes on sphinx-basic-ng
    "navigation.html",  # alabaster
    "sbt-sidebar-nav.html",  # sphinx-book-theme
    "sidebar-nav-bs.html",  # pydata-sphinx-theme
    "globaltoc.html",  # Sphinx's basic theme
}
"""The sidebar templates that show the global table of contents."""

TEMPLATE = "guide-navigation.html"

MOST_LISTED = 12
"""So many roles stand beside a page; of more, one link leads to the page that lists them."""

Links: TypeAlias = "list[tuple[str, str]]"
"""Documents, or addresses, and what they are called."""


def own_navigation(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Puts our navigation in place of the theme's on a role's page, below it on an article's and on
    that of the page that lists the roles."""
    domain = guide_domain(app.env)
    role = domain.own_record(pagename) if pagename in domain.data["roles"] else None
    lists_roles = pagename in domain.places or pagename == domain.overview_of_roles()
    if role is None and not lists_roles:
        return

    def linked(links: Links) -> Links:
        uri = app.builder.get_relative_uri
        return [(uri(pagename, name), title) for name, title in links if name != pagename]

    roles = (str(_("Roles")), linked(domain.kept(roles_in_reach)))
    if role is None:
        context["guide_navigation"] = [roles]
    else:
        stages = [
            (f"#{name}", one["title"].words)
            for name, one in role["stages"].items()
            if app.config.guides_edition != "candidate" or meets_candidate(one)
        ]
        series = (str(_("The series")), linked(_series(domain)))
        context["guide_navigation"] = [(role["title"].words, stages), roles, series]
    _show(app, context, instead=role is not None)


def _show(app: Sphinx, context: dict[str, Any], *, instead: bool) -> None:
    """Puts our navigation into the theme's sidebar, instead of its own or below it."""
    sidebars = context.get("sidebars") or []
    if NAVIGATION.isdisjoint(sidebars):
        # Read the Docs' theme has no sidebar templates: its layout asks for a table of contents.
        render, theirs = app.builder.templates.render, context.get("toctree")

        def toctree(**options: Any) -> str:
            above = theirs(**options) if theirs and not instead else ""
            return f"{above}{render(TEMPLATE, context)}"

        context["toctree"] = toctree
    ours = {one: [TEMPLATE] if instead else [one, TEMPLATE] for one in NAVIGATION}
    context["sidebars"] = [shown for one in sidebars for shown in ours.get(one, [one])]


def roles_in_reach(env: BuildEnvironment) -> Links:
    """All roles by their titles; where they are many, the page that lists them.

    A candidate is told of no other opening.
    """
    domain = guide_domain(env)
    if env.config.guides_edition == "candidate":
        return []
    roles = {name: domain.title_of(name) for name in domain.data["roles"]}
    if len(roles) <= MOST_LISTED:
        return sorted(roles.items(), key=lambda one: (one[1], one[0]))
    overview = domain.overview_of_roles()
    return [(overview, str(_("All roles")))] if overview else []


def _series(domain: GuideDomain) -> Links:
    names = [name for series in domain.series for name in series.documents]
    return [(name, domain.articles[name]["title"]) for name in names if name in domain.articles]


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
