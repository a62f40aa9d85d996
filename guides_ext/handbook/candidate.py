"""The page of a role in the candidate's edition: their own guide, from first call to answer.

It says "you" where the handbook says "the candidate", and lists no other opening. Every time and
number on it is computed (``record/candidate.py``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext import words
from guides_ext.files import is_file
from guides_ext.handbook.page import RolePage
from guides_ext.model.text import MarkdownText
from guides_ext.parts.agenda import agenda, timebox
from guides_ext.parts.fold import stage_part
from guides_ext.parts.lists import bullets
from guides_ext.parts.markup import built_in, titled
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.parts.timeline import bar, day, stop, timeline
from guides_ext.record.candidate import (
    at_a_glance,
    choices,
    ends,
    people,
    places,
    plan,
    promise,
    terms,
)
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.context import PageContext
    from guides_ext.record.candidate import Step


class CandidatePage(RolePage):
    """Makes the nodes of a role's page for the candidate."""

    def __init__(self, context: PageContext, project: str, source: Path) -> None:
        self.project, self.source = project, source
        for stage in context.record["stages"].values():
            stage["sections"] = stage["candidate"]["sections"]  # there are no others here
        super().__init__(context)
        self.promise = promise(self.record)
        self.plans = {one.id: plan(one.order["agenda"]) for one in self.stages}

    def section(self) -> nodes.section:
        """The whole page."""
        context = self.context
        met = [one for one in self.stages if self.plans[one.id]]
        parts = [
            context.part("guide--glance", _("All of it at a glance"), [self._glance()]),
            context.part("guide--always", _("In all meetings"), self._always()),
            *(self._stage(one) for one in met),
            context.part("guide--afterwards", _("Afterwards"), self._afterwards()),
        ]
        eyebrow = words.own_guide(self.project)
        return nodes.section(
            "",
            context.title(self.record["title"]),
            nodes.paragraph("", eyebrow, classes=["guide-eyebrow"]),
            self._head(),
            *(part for part in parts if part is not None),
            ids=["guide--role"],
            classes=["guide", "guide-role", "guide-candidate"],
        )

    def _head(self) -> nodes.container:
        role, context = self.record, self.context
        lede = [context.lede(role["summary"])] if role["summary"] else []
        return nodes.container(
            "",
            *lede,
            *context.texts(role["candidate"]["welcome"]),
            *facts(
                [
                    (_("Your time"), self._time()),
                    (_("Our answer"), self._answer()),
                    (_("Who decides"), self._decides()),
                ]
            ),
            *self._adjustments(),
            classes=["guide-head"],
        )

    def _time(self) -> list[nodes.Node]:
        time = self.promise["time"]
        shown = words.time_from_to(time["least"], time["most"])
        return [*self.context.line(shown),
                _note(words.meetings_on(time["meetings"], self.promise["days"]))]  # fmt: skip

    def _answer(self) -> list[nodes.Node]:
        within = self.promise["answer_within_days"]
        if not within:
            return []
        told = _("within %d working days") % within if within != 1 else _("within one working day")
        return [*self.context.line(told), _note(_("after your last meeting, whatever it is"))]

    def _decides(self) -> list[nodes.Node]:
        by = (self.record["decision"] or {}).get("by")
        about = _note(_("by a rule that was written down before you applied"))
        return [*self.context.texts(by), about] if by else []

    def _adjustments(self) -> list[nodes.Node]:
        text = self.record["adjustments"]
        if not text:
            return []
        label = nodes.paragraph("", str(_("If you need it another way")), classes=["guide-label"])
        return [nodes.container("", label, *self.context.texts(text), classes=["guide-box"])]

    # At a glance -------------------------------------------------------------------------------

    def _glance(self) -> timeline:
        days = at_a_glance(self.record, self.plans)
        longest = max((one.start + one.minutes for _day, steps in days for one in steps),
                      default=0)  # fmt: skip
        shown = [
            day("", built_in(words.day_told(when, number)),
                *(self._stop(one, longest) for one in steps))
            for number, (when, steps) in enumerate(days, start=1)
        ]  # fmt: skip
        return timeline("", *shown, *self._last())

    def _stop(self, step: Step, longest: int) -> stop:
        if not step.stage:
            pause = [_what(_("Break")), _note(words.minutes(step.minutes))]
            return stop("", *pause, absent=True)
        if not step.meets:
            told = _("%s; everyone has written alone before") % words.minutes(step.minutes)
            return stop("", _what(_("Then we meet without you")), _note(told), absent=True)
        stage = self.record["stages"][step.stage]
        length = bar("", start=step.start, minutes=step.minutes, longest=longest, absent=False)
        link = nodes.paragraph("", "", self.context.link_to(step.stage), classes=["guide-what"])
        alternative = [_note(_("or, as you like:"))] if step.instead else []
        about = [self._length(step.stage), words.places(stage["place"])]
        return stop("", *alternative, link, length, _note(" · ".join(filter(None, about))),
                    absent=False)  # fmt: skip

    def _last(self) -> list[day]:
        within = self.promise["answer_within_days"]
        if not within:
            return []
        told = (
            _("within %d working days, whatever it is") % within
            if within != 1
            else _("within one working day, whatever it is")
        )
        answer = stop("", _what(_("You have our answer")), _note(told), absent=False)
        return [day("", built_in(f"+ {within}"), answer)]

    def _length(self, name: str) -> str:
        """How long a meeting is, and what comes before it at home."""
        home = self.record["stages"][name]["candidate_minutes"]
        return words.time_told(home, ends(self.plans[name]))

    # One by one --------------------------------------------------------------------------------

    def _stage(self, one: Any) -> nodes.section:
        stage, context = one.stage, self.context
        told, markup = stage["candidate"], context.markup
        planned = self.plans[one.id]
        return nodes.section(
            "",
            context.title(stage["title"]),
            _note(" · ".join(self._about(one))),
            *([nodes.container("", *context.texts(told["expect"]), classes=["guide-lede"])]
              if told["expect"] else []),
            *facts(
                [
                    (_("Not tested"), bullets(told["not_tested"], markup)),
                    (_("Bring"), bullets(told["bring"], markup)),
                    (_("Prepare"), bullets(told["prepare"], markup)),
                ]
            ),
            self._agenda(planned),
            _note(words.free_told(
                notes=any(box["kind"] == "notes" for box in one.order["agenda"]))),
            *labelled_rows(
                [
                    (_("Whom you meet"), self._people(stage)),
                    (_("Where"), self._where(stage)),
                    *self._held(stage),
                ]
            ),
            stage_part("", docname=context.docname, stage=one.id, part="sections", box=None),
            ids=[one.id],
            classes=["guide-stage"],
        )  # fmt: skip

    def _about(self, one: Any) -> list[str]:
        """Its day, its length, and what it stands for."""
        number = one.order["day"]
        said = [str(_("Day %d") % number)] if number is not None else []
        said.append(self._length(one.id))
        if days := one.stage["return_within_days"]:
            said.append(words.back_within(days))
        titles = (self.record["stages"][name]["title"] for name in choices(self.record, one.id))
        markup = self.context.markup
        return [*said, *(words.instead_of(markup.inline(title).astext()) for title in titles)]

    def _agenda(self, planned: Any) -> agenda:
        shown = [
            timebox(
                "",
                titled(box["told"], self.markup) if box["told"]
                else built_in(words.timebox_told(box["kind"])),
                start=box["start"], minutes=box["minutes"], kind=box["kind"],
                absent=box["kind"] == "break",
            )
            for box in planned
        ]  # fmt: skip
        return agenda("", *shown, minutes=ends(planned))

    def _people(self, stage: dict[str, Any]) -> list[nodes.Node]:
        if told := people(stage):
            items = [nodes.list_item("", *self.context.texts(one)) for one in told]
            return [nodes.bullet_list("", *items, bullet="-")]
        count = len(stage["interviewers"])
        return self.context.line(words.people_told(count)) if count else []

    def _where(self, stage: dict[str, Any]) -> list[nodes.Node]:
        """Each place, with what is told of it."""
        found: list[nodes.Node] = []
        for name, told in places(self.record, stage):
            strong = nodes.strong("", str(words.place(name)))
            about = [nodes.Text(": "), self.markup.inline(told)] if told else []
            found.append(nodes.paragraph("", "", strong, *about))
        return found

    # What holds --------------------------------------------------------------------------------

    def _always(self) -> list[Any]:
        texts = self.context.texts
        return labelled_rows(
            [
                (_("Pay"), texts(self.record["pay_range"])),
                *self._held(self.record),
                (_("Our notes"), texts(self.record["keep_notes"])),
            ]
        )

    def _held(self, record: dict[str, Any]) -> list[tuple[Any, list[nodes.Node]]]:
        """Which tools there are, and whether it is recorded; of all stages, or of one."""
        held, texts, line = terms(record), self.context.texts, self.context.line
        recording = [node for one in held.about for node in texts(one)]
        return [
            (_("Tools"), texts(held.say) or line(words.use_of_ai_told(held.use))),
            (_("Our tools"), texts(held.ours)),
            (_("Recording"), [*line(words.recorded(held.recorded)), *recording]),
        ]

    def _afterwards(self) -> list[nodes.Node]:
        told = self.record["candidate"]
        refs = [(one["from"], one["line"]) for one in told["sections"]]
        shown = self.context.texts(told["after"])
        if not refs:
            return shown
        links = "\n".join(f"- [](/{self._address(address)})" for address, _line in refs)
        place = self.record["title"].place
        text = MarkdownText(links, place, tuple(line for _address, line in refs))
        rows = labelled_rows([(_("To read"), self.markup.block(text))])
        return [*shown, *rows]

    def _address(self, section: str) -> str:
        """A section as Markdown links to it: with the suffix of its file."""
        document, mark, fragment = section.partition("#")
        files = (self.source / f"{document}{suffix}" for suffix in (".md", ".markdown", ".rst"))
        suffix = next((file.suffix for file in files if is_file(file)), "")
        return f"{document}{suffix}{mark}{fragment}"


def _note(text: object) -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=["guide-note"])


def _what(text: object) -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=["guide-what"])
