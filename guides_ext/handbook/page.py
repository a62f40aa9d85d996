"""The page of a role: an overview, then its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext import words
from guides_ext.handbook.stage import StageSection
from guides_ext.model import effective_stage
from guides_ext.parts.listings import listing, stage_links
from guides_ext.parts.lists import list_items, list_of, pair
from guides_ext.parts.markup import built_in
from guides_ext.parts.references import contact
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.parts.timeline import candidate_time, legend, timeline_of
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.domain import GuideDomain
    from guides_ext.handbook.context import PageContext


class RolePage:
    """Makes the nodes of a role's page, and its record.

    ``record`` is taken last, when all texts are rendered, translated, and known without markup.
    """

    def __init__(self, context: PageContext) -> None:
        self.context, self.markup = context, context.markup
        self.role, self.docname = context.role, context.docname
        # Ids and orders of a stage do not depend on how its texts are rendered.
        outline = self.role.record(str)
        self.stages = [
            StageSection(context, stage, effective_stage(outline, name, {}))
            for name, stage in self.role.stages.items()
        ]

    @property
    def record(self) -> dict[str, Any]:
        """The role as plain data."""
        return self.role.record(self.markup.plain)

    def section(self) -> nodes.section:
        """The whole page."""
        overview = [self._matters(), self._timeline(), self._coverage(), self._decision()]
        return nodes.section(
            "",
            self.context.title(self.role.title),
            self._head(),
            self._stage_links(),
            *(section for section in overview if section is not None),
            *(stage.section() for stage in self.stages),
            ids=["guide--role"],
            classes=["guide", "guide-role"],
        )

    def note(self, domain: GuideDomain) -> None:
        """Gives the domain the record, and the role, its stages, questions and competencies."""
        domain.note_role(self.docname, self.record)
        domain.note_object("role", self.docname, "", self.markup.plain(self.role.title))
        for name, one in self.role.competencies.items():
            rated = name in self.context.explained_in and one.levels
            anchor = name if rated else "guide--coverage"
            title = self.markup.plain(one.title)
            domain.note_object("competency", f"{self.docname}/{name}", anchor, title)
        for stage in self.stages:
            full = f"{self.docname}/{stage.id}"
            domain.note_object("stage", full, stage.id, self.markup.plain(stage.stage.title))
            for name, question in stage.questions():
                ask = self.markup.plain(question.ask)
                domain.note_object("question", f"{full}/{name}", f"{stage.id}-{name}", ask)

    # Overview --------------------------------------------------------------------------------

    def _head(self) -> nodes.container:
        role = self.role
        known = facts(
            [
                (_("Level"), self.context.texts(role.level)),
                (_("Owner"), contact(role.owner or "")),
                (
                    _("Review by"),
                    self.context.line(words.date(role.review_by, self.context.language)),
                ),
                (_("Candidate’s time"), self.context.line(candidate_time(role))),
            ]
        )
        lede = [self.context.lede(role.summary)] if role.summary else []
        return nodes.container("", *lede, *known, classes=["guide-head"])

    def _stage_links(self) -> stage_links:
        items = [
            nodes.list_item("", nodes.paragraph("", "", self.context.link_to(stage.id)))
            for stage in self.stages
        ]
        return stage_links("", nodes.bullet_list("", *items))

    def _matters(self) -> nodes.section | None:
        lists = [
            list_of(kind, list_items(items, self.markup), key=kind)
            for kind, items in (
                ("looking_for", self.role.looking_for),
                ("not_looking_for", self.role.not_looking_for),
            )
            if items
        ]
        rated = [
            (self.markup.inline(one.title), self._meaning(name))
            for name, one in self.role.competencies.items()
        ]
        content = [*([pair("", *lists)] if lists else []), *labelled_rows(rated)]
        return self.context.part("guide--matters", _("What matters in this role"), content)

    def _meaning(self, name: str) -> list[nodes.Node]:
        one = self.role.competencies[name]
        means = self.markup.block(one.means) if one.means else []
        why = self.markup.block(one.why) if one.why else []
        for node in why:
            if isinstance(node, nodes.paragraph):
                node["classes"].append("guide-note")
        return [*means, *why]

    def _timeline(self) -> nodes.section | None:
        about = _("A bar is as long as its meeting; a broken one is without the candidate.")
        content: list[nodes.Node] = [timeline_of(self.context), built_in(about, legend)]
        days = self.role.decision.answer_within_days if self.role.decision else None
        if days:
            line = _("Our answer comes within %d working days after the last one.") % days
            content.append(nodes.paragraph("", str(line), classes=["guide-note"]))
        return self.context.part("guide--timeline", _("Who meets the candidate, and when"), content)

    def _coverage(self) -> nodes.section | None:
        if not self.role.competencies:
            return None
        table = listing("", kind="coverage", targets=[self.docname], docname=self.docname)
        return self.context.part("guide--coverage", _("Who looks at what"), [table])

    def _decision(self) -> nodes.section | None:
        decision = self.role.decision
        answer = words.answer_within(decision.answer_within_days) if decision else ""
        content = labelled_rows(
            [
                (_("Rule"), self.context.texts(decision.rule if decision else None)),
                (_("Who decides"), self.context.texts(decision.by if decision else None)),
                (_("Answer"), self.context.line(answer)),
                (_("Adjustments"), self.context.texts(self.role.adjustments)),
            ]
        )
        return self.context.part("guide--decision", _("How we decide"), content)
