"""Lists of roles, stages and articles on any page, filled when all documents are read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext import words
from guides_ext.articles.draw import Articles, Drawn
from guides_ext.articles.stage_parts import StageParts, reading_minutes
from guides_ext.builder import builder_of
from guides_ext.domain import guide_domain
from guides_ext.parts.coverage import coverage_of
from guides_ext.parts.errors import GUIDE
from guides_ext.parts.heading import heading
from guides_ext.parts.listings import (
    broken_card,
    card_of,
    cards,
    listing,
    reading,
    reading_list,
    stage_panel,
)
from guides_ext.parts.markup import line
from guides_ext.parts.references import document_reference, guide_reference
from guides_ext.parts.rows import facts
from guides_ext.record.data import RoleRecord
from guides_ext.record.stage import all_seen
from guides_ext.words import _


class FillListings(SphinxPostTransform):
    """Replaces each :class:`~guides_ext.parts.listings.listing` by what it lists."""

    # As early as stages are filled; both before nodes are lowered.
    default_priority: ClassVar[int] = 5

    def run(self, **kwargs: Any) -> None:
        """Fills every listing of the document."""
        fill = {
            "roles": self._roles,
            "coverage": self._coverage,
            "stage": self._stage,
            "series": self._series,
            "competency": self._competency,
        }
        for place in list(self.document.findall(listing)):
            # What has nothing to list is still there for those who refer to it.
            place.replace_self(fill[place["kind"]](place) or [nodes.container()])

    def _chosen(self, place: listing) -> list[RoleRecord]:
        """The records of the roles that a listing names; all of them where it names none."""
        domain = guide_domain(self.env)
        return [domain.record(name) for name in self._named(place, domain.data["roles"])]

    def _named(self, place: listing, known: Collection[str]) -> list[str]:
        """Those of some roles that a listing names, in its order; else all, by their titles."""
        domain = guide_domain(self.env)
        if not place["targets"]:
            return sorted(known, key=lambda one: (domain.title_of(one), one))
        found = [domain.find("role", name) for name in place["targets"]]
        return [names[0] for names in found if len(names) == 1 and names[0] in known]

    def _roles(self, place: listing) -> list[nodes.Element]:
        domain, page = guide_domain(self.env), place["docname"]
        broken = domain.data["broken"]
        shown = [
            card_of(domain.own_record(name), domain.broken_stages(name), page)
            if name in domain.data["roles"]
            else broken_card(name, broken[name]["title"], broken[name]["errors"], page)
            for name in self._named(place, {**broken, **domain.data["roles"]})
        ]
        return [cards("", *shown)] if shown else []

    def _coverage(self, place: listing) -> list[nodes.Element]:
        roles = [role for role in self._chosen(place) if role["competencies"]]
        return [coverage_of(role, place["docname"]) for role in roles]

    def _series(self, place: listing) -> list[nodes.Element]:
        domain = guide_domain(self.env)
        known = [name for name in place["targets"] if name in domain.articles]
        shown = [self._reading(name, part, place["docname"]) for part, name in enumerate(known, 1)]
        return [reading_list("", *shown)] if shown else []

    def _reading(self, name: str, part: int, page: str) -> reading:
        article = guide_domain(self.env).articles[name]
        total = article["sections"][article["anchors"][""]]["words"]
        link = nodes.paragraph("", "", document_reference(name, article["title"], page))
        return reading("", link, *self._lead(name), part=part, minutes=reading_minutes(total))

    def _lead(self, name: str) -> list[nodes.paragraph]:
        """The first paragraph below the article's title, as plain words."""
        tree = guide_domain(self.env).kept(Articles).tree(name)
        top = next(iter(tree.findall(nodes.section)), None)
        lead = next((one for one in top or () if isinstance(one, nodes.paragraph)), None)
        return [nodes.paragraph("", lead.astext())] if lead is not None else []

    def _competency(self, place: listing) -> list[nodes.Element]:
        """The title of a competency, a link where one role only has it."""
        domain, name = guide_domain(self.env), place["targets"][0]
        found = domain.find("competency", name)
        title = domain.objects["competency", found[0]].title if found else name
        if len(found) != 1:
            return [line(title)]
        link = guide_reference("competency", found[0], title, place["docname"])
        return [nodes.paragraph("", "", link)]

    # A stage on any page -----------------------------------------------------------------------

    def _stage(self, place: listing) -> list[nodes.Element]:
        domain = guide_domain(self.env)
        found = domain.find("stage", place["targets"][0])
        if len(found) != 1:
            return []
        docname, _slash, name = found[0].rpartition("/")
        record, page = domain.record(docname), place["docname"]
        called = domain.objects["stage", found[0]].title
        title = heading("", "", guide_reference("stage", found[0], called, page))
        if name not in record["stages"]:
            return [stage_panel("", title, line(str(GUIDE)))]
        stage = record["stages"][name]
        drawn = Drawn(self.document)
        view = StageParts(builder_of(self.env), domain, docname, name, page, drawn)
        summary = [line(stage["summary"].words, "guide-lede")] if stage["summary"] else []
        role = guide_reference("role", docname, record["title"].words, page)
        where = [line(words.places(stage["place"]))] if stage["place"] else []
        seen = ", ".join(one["title"].words for one in all_seen(stage["competencies"]))
        known = facts(
            [
                (_("Role"), [nodes.paragraph("", "", role)]),
                (_("Time and place"), [line(words.minutes(stage["minutes"])), *where]),
                (_("What it looks at"), [line(seen)] if seen else []),
            ]
        )
        return [stage_panel("", title, *summary, *known, *view.pair(), *view.agenda())]


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(FillListings)
