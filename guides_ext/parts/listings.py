"""Lists of roles, stages and articles that fit in any page.

A directive notes the place; ``handbook/listings.py`` fills it when all is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from guides_ext import words
from guides_ext.domain import Mention, guide_domain
from guides_ext.parts.directive import GuideDirective
from guides_ext.parts.errors import GUIDE
from guides_ext.parts.heading import heading
from guides_ext.parts.markup import line
from guides_ext.parts.node import (
    Part,
    definition_of,
    definitions_of,
    gone,
    headed,
    headed_in_bold,
    list_item_of,
)
from guides_ext.parts.printed import Content, Data, data, unprinted
from guides_ext.parts.references import contact, guide_reference
from guides_ext.parts.rows import labelled_rows
from guides_ext.record.data import RoleRecord
from guides_ext.words import _

logger = logging.getLogger(__name__)


class listing(Part):
    """Where a page lists what other documents hold; filled when all of them are read.

    Attributes: ``kind`` (``roles``, ``coverage``, ``stage``, ``series``, ``competency``),
    ``targets`` (names of objects; documents for a series), ``docname`` of the page.
    """

    printed = unprinted


class cards(Part):
    """A list of :class:`card`."""

    tag, css_class, lower = "ul", "guide-cards", definitions_of

    def printed(self, content: Content) -> list[Data]:
        """Roles, each in a box."""
        roles: list[Any] = self.children
        return [data("card", headed(one, content)) for one in roles]


class card(Part):
    """One role: a :class:`heading` with its name, purpose, facts, stages.

    ``role`` is its document, and each item of its stages has its id as ``stage``; print adds PDFs.
    """

    tag, css_class, lower = "li", "guide-card", definition_of


class stage_panel(Part):
    """One stage on any page: a :class:`heading`, then its facts, lists and agenda."""

    deepens: ClassVar[bool] = True
    tag, css_class, lower, printed = "section", "guide-panel", headed_in_bold, headed


class stage_links(Part):
    """The stages of the page, kept within reach on a phone: a bullet list of links."""

    tag, lower, printed = "nav", gone, unprinted

    def start(self, html: HTML5Translator) -> None:
        """Links to the stages, which stay at the top of a phone's screen."""
        label = html.encode(str(_("Stages")))
        html.body.append(f'<nav aria-label="{label}" class="guide-stages">\n')


class reading_list(Part):
    """The series in order: a list of :class:`reading`."""

    tag, css_class = "ol", "guide-rows guide-series"

    def lower(self) -> list[nodes.Node]:
        """An enumerated list."""
        return [nodes.enumerated_list("", *self.children, enumtype="arabic")]

    def printed(self, content: Content) -> list[Data]:
        """The articles in their order."""
        articles: list[Any] = self.children
        items = [content.inside(one) for one in articles]
        return [data("numbered", items=items, start=1, numbering="1.")]


class reading(Part):
    """One article: ``part`` (its number), ``minutes`` (of reading); its title and summary."""

    tag, end_tag, lower = "li", "</div></li>\n", list_item_of

    def start(self, html: HTML5Translator) -> None:
        """Its number and minutes beside its title and summary."""
        minutes = words.minutes(self["minutes"])
        html.body.append(
            f'<li><p class="guide-label"><b>{self["part"]}</b> <span>{minutes}</span></p><div>\n'
        )


class in_series(Part):
    """Which part of its series an article is, or what comes before and after it."""

    tag, css_class, printed = "div", "guide-in-series", unprinted


def card_of(role: RoleRecord, without: Mapping[str, str], page: str) -> card:
    """A role in few words: name, purpose, facts, and its stages as links.

    Args:
        without: the stages that are kept back for errors: their titles by id.
        page: the document that it will stand on.
    """
    title = heading("", "", guide_reference("role", role["id"], role["title"].words, page))
    kept_back = [line(_("Kept back for errors: %s.") % ", ".join(without.values()))]
    level = [line(role["level"].words)] if role["level"] else []
    owner = contact(role["owner"] or "")
    about = labelled_rows([(_("Level"), level), (_("Owner"), owner)], "guide-brief")
    links = [_stage_link(role["id"], name, stage, page) for name, stage in role["stages"].items()]
    summary = line(role["summary"].words if role["summary"] else "")
    return card(
        "",
        title,
        nodes.container("", summary, *(kept_back if without else [])),
        nodes.container("", *about),
        nodes.bullet_list("", *links, classes=["guide-links"]),
        role=role["id"],
    )


def broken_card(docname: str, title: str, errors: int, page: str) -> card:
    """A role whose file has errors: its name, and how many."""
    head = heading("", "", guide_reference("role", docname, title, page))
    count = str(_("%d errors") % errors if errors > 1 else _("1 error"))
    return card("", head, nodes.container("", line(GUIDE), line(count, "guide-label")))


def _stage_link(role: str, name: str, stage: dict[str, Any], page: str) -> nodes.list_item:
    link = guide_reference("stage", f"{role}/{name}", stage["title"].words, page)
    minutes = nodes.inline("", words.minutes(stage["minutes"]), classes=["guide-label"])
    shown = nodes.paragraph("", "", link, nodes.Text(" "), minutes)
    return nodes.list_item("", shown, stage=name)


class ListingDirective(GuideDirective):
    """A directive that lists what its argument names."""

    has_content = False
    kind: ClassVar[str]
    target_kind: ClassVar[str] = "role"
    optional_arguments = 1
    final_argument_whitespace = True

    def part(self) -> listing:
        """The place where the list will stand."""
        targets = [one.strip() for one in "".join(self.arguments).split(",") if one.strip()]
        for target in targets or ["*"]:
            use = Mention(self.target_kind, target, self.place_of(target), shows=True)
            self.domain.note_use(self.env.docname, use)
        # What a stage is called is known when all is read.
        titles = {"roles": _("Roles"), "coverage": _("Who looks at what")}
        called = str(titles.get(self.kind, ", ".join(targets)))
        docname = self.env.docname
        return listing("", kind=self.kind, targets=targets, docname=docname, reftitle=called)


class Roles(ListingDirective):
    """Cards of all roles, or of those named (separated by commas), each with its stages."""

    written = kind = "roles"


class StageDirective(ListingDirective):
    """The panel of one stage: its facts, goals and non-goals, and agenda."""

    written = kind = "stage"
    target_kind = "stage"
    optional_arguments, required_arguments = 0, 1


class Series(TocTree):
    """The articles in their order: a numbered reading list, and their table of contents.

    Its body is that of a ``toctree``. Without one it lists the articles whose order conf.py,
    their front matter or their days give; its argument is the title of one of several series.
    """

    written: ClassVar[str] = "series"
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The place of the reading list, and a toctree that only the navigation shows."""
        self.options["hidden"] = None
        name = self.options.pop("name", None)
        if not any(line.strip() for line in self.content):
            self.content = StringList([f"/{one}" for one in self._known()], self.env.docname)
        found = super().run()
        entries = [
            entry
            for box in found
            for tree in box.findall(addnodes.toctree)
            for entry in tree["entries"]
        ]
        articles = [document for _title, document in entries if document in self.env.found_docs]
        guide_domain(self.env).note_series(self.env.docname, articles)
        place = listing("", kind="series", targets=articles, docname=self.env.docname)
        place["reftitle"] = str(_("The series"))
        if name:
            self.options["name"] = name
            self.add_name(place)
        return [place, *found]

    def _known(self) -> list[str]:
        """The articles of the series that is meant: the one that is named, or all of them."""
        title = "".join(self.arguments).strip()
        known = guide_domain(self.env).series_before_reading()
        meant = [one for one in known if not title or one.title == title]
        if not meant:
            titles = ", ".join(one.title for one in known if one.title)
            logger.warning(
                "series: there is none%s%s",
                f" with the title '{title}'" if title else " (list its articles in the body)",
                f" (there are: {titles})" if titles else "",
                location=self.get_location(),
                type="guides",
                subtype="directive",
            )
        return [document for one in meant for document in one.documents]
