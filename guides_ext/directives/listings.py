"""Lists of roles, stages and articles that fit in any page: filled when all is read."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.util import logging

from guides_ext.directives.base import GuideDirective
from guides_ext.domain import Use, guide_domain
from guides_ext.nodes import listing
from guides_ext.words import _

logger = logging.getLogger(__name__)


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
            use = Use(self.target_kind, target, self.place_of(target), shows=True)
            self.domain.note_use(self.env.docname, use)
        # What a stage is called is known when all is read.
        titles = {"roles": _("Roles"), "coverage": _("Who looks at what")}
        called = str(titles.get(self.kind, ", ".join(targets)))
        docname = self.env.docname
        return listing("", kind=self.kind, targets=targets, docname=docname, reftitle=called)


class Roles(ListingDirective):
    """Cards of all roles, or of those named (separated by commas), each with its stages."""

    written = kind = "roles"


class Coverage(ListingDirective):
    """Competencies by stages, with the holes: of all roles, or of those named."""

    written = kind = "coverage"


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
