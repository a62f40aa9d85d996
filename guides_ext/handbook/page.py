"""The page of a role: an overview, then its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext import words
from guides_ext.handbook.calibration import calibration, way_there
from guides_ext.handbook.stage import StageSection
from guides_ext.handbook.terms import terms
from guides_ext.parts.listings import listing, stage_links
from guides_ext.parts.lists import list_items, list_of, pair
from guides_ext.parts.markup import built_in
from guides_ext.parts.references import contact
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.parts.timeline import legend, time_in_words, timeline_of
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.domain import GuideDomain
    from guides_ext.handbook.context import PageContext


class RolePage:
    """Makes the nodes of a role's page, and its record.

    The record is made first, and gives the page its numbers and times; its texts are settled last,
    when all of them are rendered and translated.
    """

    def __init__(self, context: PageContext) -> None:
        self.context, self.markup = context, context.markup
        self.record, self.docname = context.record, context.docname
        self.stages = [StageSection(context, name) for name in self.record["stages"]]

    def section(self) -> nodes.section:
        """The whole page."""
        overview = [
            self._matters(),
            self._timeline(),
            self._coverage(),
            self._decision(),
            self._terms(),
            self._candidate(),
        ]
        return nodes.section(
            "",
            self.context.title(self.record["title"]),
            self._head(),
            self._stage_links(),
            *(section for section in overview if section is not None),
            *(stage.section() for stage in self.stages),
            *calibration(self.context),
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
            rated = name in self.context.explained_in and one["levels"]
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
        role = self.record
        known = facts(
            [
                (_("Level"), self.context.texts(role["level"])),
                (_("Owner"), contact(role["owner"] or "")),
                (
                    _("Review by"),
                    self.context.line(words.date(role["review_by"], self.context.language)),
                ),
                (_("Candidate’s time"), self.context.line(time_in_words(self.record))),
                (_("Pay"), self.context.texts(role["pay_range"])),
            ]
        )
        lede = [self.context.lede(role["summary"])] if role["summary"] else []
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
            for kind in ("looking_for", "not_looking_for")
            if (items := self.record[kind])
        ]
        rated = [
            (self.markup.inline(one["title"]), self._meaning(one))
            for one in self.record["competencies"].values()
        ]
        content = [
            *([pair("", *lists)] if lists else []),
            *labelled_rows(rated),
            *way_there(self.record),
        ]
        return self.context.part("guide--matters", _("What matters in this role"), content)

    def _meaning(self, competency: dict[str, Any]) -> list[nodes.Node]:
        means = self.context.texts(competency["means"])
        why = self.context.texts(competency["why"])
        for node in why:
            if isinstance(node, nodes.paragraph):
                node["classes"].append("guide-note")
        return [*means, *why]

    def _timeline(self) -> nodes.section | None:
        about = _("A bar is as long as its meeting; in a dashed one the candidate is not there.")
        content: list[nodes.Node] = [timeline_of(self.context), built_in(about, legend)]
        days = (self.record["decision"] or {}).get("answer_within_days")
        if days:
            line = (
                _("Our answer comes within %d working days after the last one.") % days
                if days != 1
                else _("Our answer comes within one working day after the last one.")
            )
            content.append(nodes.paragraph("", str(line), classes=["guide-note"]))
        return self.context.part("guide--timeline", _("Who meets the candidate, and when"), content)

    def _coverage(self) -> nodes.section | None:
        if not self.record["competencies"]:
            return None
        table = listing("", kind="coverage", targets=[self.docname], docname=self.docname)
        return self.context.part("guide--coverage", _("Who looks at what"), [table])

    def _decision(self) -> nodes.section | None:
        decision = self.record["decision"] or {}
        content = labelled_rows(
            [
                (_("Rule"), self.context.texts(decision.get("rule"))),
                (_("Who decides"), self.context.texts(decision.get("by"))),
                (
                    _("Answer"),
                    self.context.line(words.answer_within(decision.get("answer_within_days"))),
                ),
                (_("Adjustments"), self.context.texts(self.record["adjustments"])),
            ]
        )
        return self.context.part("guide--decision", _("How we decide"), content)

    def _terms(self) -> nodes.section | None:
        kept = self.context.texts(self.record["keep_notes"])
        content = labelled_rows(
            [
                *terms(self.record, self.context),
                (_("Notes are kept"), kept),
            ]
        )
        return self.context.part("guide--terms", _("What holds in every stage"), content)

    def _candidate(self) -> nodes.section | None:
        told, texts = self.record["candidate"], self.context.texts
        content = labelled_rows(
            [
                (_("Welcome"), texts(told["welcome"])),
                *((words.place(name), texts(one)) for name, one in told["places"].items()),
                (_("Afterwards"), texts(told["after"])),
            ]
        )
        title = _("What the candidate has been told")
        return self.context.part("guide--candidate", title, content)
