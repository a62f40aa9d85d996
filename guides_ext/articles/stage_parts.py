"""Fills a role's page with what its stages draw from the series.

One transform for every builder, on unresolved trees, early: what is drawn in then goes through
the reference resolution and the post-transforms of whoever wrote its nodes, as if it had been
written here. The order of everything comes from the effective stage; nothing is merged here.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext import words
from guides_ext.articles.draw import Articles, Drawer, Drawn, lists_by_key, reference_to
from guides_ext.articles.record import LISTS
from guides_ext.builder import builder_of
from guides_ext.domain import GuideDomain, guide_domain
from guides_ext.parts.agenda import agenda
from guides_ext.parts.errors import STAGE, errors
from guides_ext.parts.fold import fold, stage_part, summary
from guides_ext.parts.lists import confirmed, list_of, pair
from guides_ext.parts.rows import labelled_rows
from guides_ext.parts.script import script
from guides_ext.record.data import ItemRecord
from guides_ext.record.stage import (
    EffectiveStage,
    SectionView,
    TimeboxView,
    WheneverView,
    missing_sections,
)
from guides_ext.words import _

WORDS_PER_MINUTE = 238
"""Silent reading of English prose by adults (Brysbaert 2019, a meta-analysis of 190 studies)."""


def reading_minutes(count: int) -> int:
    """Whole minutes that so many words take to read, at least one."""
    return max(1, round(count / WORDS_PER_MINUTE))


class FillStageParts(SphinxPostTransform):
    """Replaces each :class:`~guides_ext.parts.fold.stage_part` by what its stage shows there."""

    # Before our nodes are lowered (6) and references resolved (10).
    default_priority: ClassVar[int] = 5

    def run(self, **kwargs: Any) -> None:
        """Fills every stage of the document; a merged document has those of several roles."""
        by_stage: dict[tuple[str, str], list[stage_part]] = {}
        for place in list(self.document.findall(stage_part)):
            by_stage.setdefault((place["docname"], place["stage"]), []).append(place)
        if not by_stage:
            return
        domain = guide_domain(self.env)
        drawn = Drawn(self.document)
        for (docname, stage), places in by_stage.items():
            own = lists_by_key(places)
            shown = StageParts(builder_of(self.env), domain, docname, stage, docname, drawn, own)
            for place in places:
                place.replace_self(shown.part(place))


class StageParts:
    """The nodes that show a stage on a page: what is its own, and what it draws in.

    Args:
        docname: the role's document.
        standing: the document that the nodes will stand in: the role's own, or another.
        drawn: what has been drawn into that document already.
        own: the stage's lists where they stand on the page itself, by their keys; elsewhere they
            are drawn in like an article's.
    """

    def __init__(
        self,
        builder: Builder,
        domain: GuideDomain,
        docname: str,
        stage: str,
        standing: str,
        drawn: Drawn,
        own: dict[str, list[nodes.Element]] | None = None,
    ) -> None:
        self.builder, self.domain = builder, domain
        self.docname, self.standing, self.own = docname, standing, own
        self.stage: EffectiveStage = domain.record(docname)["stages"][stage]
        self.articles = domain.kept(Articles)
        self.drawer = Drawer(self.articles, builder, standing, self.stage["id"], docname, drawn)

    def part(self, place: stage_part) -> list[nodes.Node]:
        """The nodes of a part: what stands in its place, and what is drawn into it."""
        name, own = place["part"], [one for one in place.children if not one.get("list")]  # type: ignore[attr-defined]
        if name == "pair":
            return self.pair()
        if name == "timebox":
            said, checks, notes = self._said_and_checked(self.stage["agenda"][place["box"]])
            cued = [one for one in said if one.has_cue]
            first = [one for one in said if one not in cued]
            return [*first, *own, *cued, *confirmed(checks), *notes]
        if name == "whenever":
            said, checks, notes = self._said_and_checked(self.stage["whenever"])
            happens = [*said, *own, *confirmed(checks), *notes]
            return self._section(name, _("Whenever"), happens)
        if name == "sections":
            return self._section("series", _("From the series"), self._sections())
        return self._around(name)

    def agenda(self) -> list[nodes.Node]:
        """A copy of the agenda that stands on the role's page, without what happens in it."""
        tree = self.articles.tree(self.docname)
        section = next(one for one in tree.findall(nodes.section) if self.stage["id"] in one["ids"])
        return self.drawer.draw(self.docname, section.findall(agenda), without=(stage_part,))

    def _items(self, items: list[ItemRecord]) -> tuple[list[nodes.Node], list[nodes.Node]]:
        """The nodes of the items in their order, and the footnotes that came along."""
        found: list[nodes.Node] = []
        footnotes: list[nodes.Node] = []
        for item in items:
            source = item["source"]
            if self.own is not None and source["document"] == self.docname:
                found.append(self.own[source["list"]][source["index"]])
                continue
            original = self.articles.item(source["document"], source["list"], source["index"])
            copy, *notes = self.drawer.draw(source["document"], [original])
            assert isinstance(copy, nodes.Element)
            copy["classes"].append("no-search")
            found.append(copy)
            footnotes += notes
        return found, footnotes

    def pair(self) -> list[nodes.Node]:
        """Goals beside non-goals; above them what the stage draws on and is not there."""
        goals, first = self._items(self.stage["goals"])
        non_goals, second = self._items(self.stage["non_goals"])
        both_kinds = (("goals", goals), ("non_goals", non_goals))
        shown = [list_of(kind, items) for kind, items in both_kinds if items]
        both = [pair("", *shown), *first, *second] if shown else []
        return [*self._missing(), *both]

    def _missing(self) -> list[nodes.Node]:
        """A box above all else where the stage draws on what is not there."""
        name, drawing = self.stage["id"], self.domain.data["drawing"][self.docname]
        problems = missing_sections({name: drawing[name]}, self.domain.articles)
        return [errors(STAGE, problems)] if problems else []

    def _said_and_checked(
        self, view: TimeboxView | WheneverView
    ) -> tuple[list[script], list[nodes.Node], list[nodes.Node]]:
        """Words to say, states to confirm, and the footnotes that came along."""
        said, first = self._items(view["say"])
        checks, second = self._items(view["checks"])
        return [one for one in said if isinstance(one, script)], checks, [*first, *second]

    def _around(self, phase: str) -> list[nodes.Node]:
        items, footnotes = self._items(self.stage["checklist"][phase])  # type: ignore[literal-required]
        return self._section(phase, words.phase(phase), [*confirmed(items), *footnotes])

    def _section(self, name: str, title: object, content: list[nodes.Node]) -> list[nodes.Node]:
        if not content:
            return []
        head = nodes.title("", str(title), translatable=False)
        return [nodes.section("", head, *content, ids=[f"{self.stage['id']}--{name}"])]

    # Sections --------------------------------------------------------------------------------

    def _sections(self) -> list[nodes.Node]:
        uses = self.stage["sections"]
        drawn: list[nodes.Node] = [self._fold(use) for use in uses if use["drawn"]]
        linked = [self._link(use, use["title"]) for use in uses if not use["drawn"]]
        if linked:
            items = [nodes.list_item("", nodes.paragraph("", "", one)) for one in linked]
            links = nodes.bullet_list("", *items, classes=["guide-links"])
            drawn += labelled_rows([(str(_("Also there")), [links])])
        return drawn

    def _fold(self, use: SectionView) -> nodes.Node:
        """A section of an article: its title, part and minutes in the summary, then its text."""
        section = self.articles.section(use["document"], use["section"])
        copy, *footnotes = self.drawer.draw(use["document"], [section], without=LISTS)
        assert isinstance(copy, nodes.section)
        content = [child for child in copy.children if not isinstance(child, nodes.title)]
        link = nodes.paragraph(
            "", "", self._link(use, use["article_title"]), classes=["guide-aside"]
        )
        shown = [self._summary(use), link, *content, *footnotes]
        ids = [use["anchor"], *copy["ids"]]
        return fold("", *shown, drawn=True, classes=["no-search"], ids=ids)

    def _summary(self, use: SectionView) -> summary:
        minutes = _("%d min to read") % reading_minutes(use["words"])
        part = self.domain.part_of(use["document"])
        where = _("Part %d") % part if part else use["article_title"]
        title = nodes.strong("", use["title"])
        about = nodes.inline("", f"{where}, {minutes}", classes=["guide-label"])
        return summary("", "", title, nodes.Text(" "), about)

    def _link(self, use: SectionView, title: str) -> nodes.Node:
        section = self.domain.articles[use["document"]]["sections"][use["section"]]
        anchor = section["ids"][0] if use["fragment"] else ""
        return reference_to(self.builder, self.standing, use["document"], anchor, nodes.Text(title))


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(FillStageParts)
