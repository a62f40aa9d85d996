"""The page of a role: an overview, then its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.config import Config

from guides_ext import words
from guides_ext.domain import GuideDomain
from guides_ext.handbook.calibration import calibration, way_there
from guides_ext.handbook.context import PageContext
from guides_ext.handbook.stage import StageSection
from guides_ext.parts.listings import listing, stage_links
from guides_ext.parts.lists import list_items, list_of, pair
from guides_ext.parts.markup import built_in, note
from guides_ext.parts.references import contact
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.parts.timeline import legend, time_in_words, timeline_of
from guides_ext.record.data import RoleRecord
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.markdown import RoleMarkup


class RolePage(PageContext):
    """Makes the nodes of a role's page, and its record.

    The record is made first, and gives the page its numbers and times; its texts are settled last,
    when all of them are rendered and translated.
    """

    def __init__(self, record: RoleRecord, config: Config, markup: RoleMarkup) -> None:
        super().__init__(record, config, markup)
        self.stages = [StageSection(self, name) for name in record["stages"]]
        self.decision: dict[str, Any] = record["decision"] or {}

    def section(self) -> nodes.section:
        """The whole page."""
        return nodes.section(
            "",
            self.title(self.record["title"]),
            self._head(),
            self._stage_links(),
            *self.part("guide--matters", _("What matters in this role"), self._matters()),
            *self.part("guide--timeline", _("Who meets the candidate, and when"), self._timeline()),
            *self.part("guide--coverage", _("Who looks at what"), self._coverage()),
            *self.part("guide--decision", _("How we decide"), self._decision()),
            *self.part(
                "guide--terms", _("What holds unless a stage says otherwise"), self._terms()
            ),
            *self.part(
                "guide--candidate", _("What the candidate has been told"), self._candidate()
            ),
            *(stage.section() for stage in self.stages),
            *calibration(self),
            ids=["guide--role"],
            classes=["guide", "guide-role"],
        )

    def note(self, domain: GuideDomain) -> None:
        """Gives the domain the record, and the role, its stages, questions and competencies."""
        # Imported where a role is read, as in the parser.
        from guides_ext.record.role import settled

        record = settled(self.record, self.markup.rich)
        domain.note_role(self.docname, record)
        domain.note_object("role", self.docname, "", record["title"].words)
        for name, one in record["competencies"].items():
            rated = name in self.explained_in and one["levels"]
            anchor = name if rated else "guide--coverage"
            domain.note_object("competency", f"{self.docname}/{name}", anchor, one["title"].words)
        for stage in self.stages:
            full = f"{self.docname}/{stage.id}"
            title = record["stages"][stage.id]["title"].words
            domain.note_object("stage", full, stage.id, title)
            for asked in stage.order["questions"]:
                name, anchor = f"{full}/{asked['id']}", f"{stage.id}-{asked['id']}"
                domain.note_object("question", name, anchor, self.markup.rich(asked["ask"]).words)

    # Overview --------------------------------------------------------------------------------

    def _head(self) -> nodes.container:
        role, language = self.record, self.config.language
        known = facts(
            [
                (_("Level"), self.texts(role["level"])),
                (_("Owner"), contact(role["owner"] or "")),
                (_("Review by"), self.line(words.date(role["review_by"], language))),
                (_("Candidate’s time"), self.line(time_in_words(role))),
                (_("Pay"), self.texts(role["pay_range"])),
            ]
        )
        return nodes.container("", *self.lede(role["summary"]), *known, classes=["guide-head"])

    def _stage_links(self) -> stage_links:
        links = (nodes.paragraph("", "", self.link_to(stage.id)) for stage in self.stages)
        items = [nodes.list_item("", link) for link in links]
        return stage_links("", nodes.bullet_list("", *items))

    def _matters(self) -> list[nodes.Node]:
        lists = [
            list_of(kind, list_items(items, self.markup), key=kind)
            for kind in ("looking_for", "not_looking_for")
            if (items := self.record[kind])
        ]
        rated = [
            (self.markup.inline(one["title"]), self._meaning(one))
            for one in self.record["competencies"].values()
        ]
        both = [pair("", *lists)] if lists else []
        return [*both, *labelled_rows(rated), *way_there(self.record)]

    def _meaning(self, competency: dict[str, Any]) -> list[nodes.Node]:
        why = self.texts(competency["why"])
        for node in why:
            if isinstance(node, nodes.paragraph):
                node["classes"].append("guide-note")
        return [*self.texts(competency["means"]), *why]

    def _timeline(self) -> list[nodes.Node]:
        about = _("A bar is as long as its meeting; a dashed one is without the candidate.")
        within = self.decision.get("answer_within_days")
        one = _("Our answer comes within one working day after the candidate’s last meeting.")
        more = _("Our answer comes within %d working days after the candidate’s last meeting.")
        answer = [note(words.counted(within, one, more))] if within else []
        return [timeline_of(self.record, self.link_to), built_in(about, legend), *answer]

    def _coverage(self) -> list[nodes.Node]:
        table = listing("", kind="coverage", targets=[self.docname], docname=self.docname)
        return [table] if self.record["competencies"] else []

    def _decision(self) -> list[Any]:
        answer = words.answer_within(self.decision.get("answer_within_days"))
        return labelled_rows(
            [
                (_("Rule"), self.texts(self.decision.get("rule"))),
                (_("Who decides"), self.texts(self.decision.get("by"))),
                (_("Answer"), self.line(answer)),
                (_("Adjustments"), self.texts(self.record["adjustments"])),
            ]
        )

    def _terms(self) -> list[Any]:
        kept = (_("Notes are kept"), self.texts(self.record["keep_notes"]))
        return labelled_rows([*self.terms(self.record), kept])

    def _candidate(self) -> list[Any]:
        told = self.record["candidate"]
        return labelled_rows(
            [
                (_("Welcome"), self.texts(told["welcome"])),
                *((words.places([name]), self.texts(one)) for name, one in told["places"].items()),
                (_("Afterwards"), self.texts(told["after"])),
            ]
        )
