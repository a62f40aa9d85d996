"""The page of a role in the candidate's edition: their own guide, from first call to answer.

It says "you" where the handbook says "the candidate", and lists no other opening. Every time and
number on it is computed (``record/candidate.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.config import Config

from guides_ext import words
from guides_ext.files import is_file
from guides_ext.handbook.page import RolePage
from guides_ext.model.text import MarkdownText
from guides_ext.parts.agenda import agenda, timebox
from guides_ext.parts.fold import stage_part
from guides_ext.parts.lists import bullets
from guides_ext.parts.markup import built_in, line, note, titled
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.parts.timeline import bar, day, stop, timeline
from guides_ext.record.candidate import (
    Step,
    at_a_glance,
    choices,
    ends,
    people,
    places,
    plan,
    promise,
    terms,
)
from guides_ext.record.data import RoleRecord
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.markdown import RoleMarkup


class CandidatePage(RolePage):
    """Makes the nodes of a role's page for the candidate."""

    def __init__(self, record: RoleRecord, config: Config, markup: RoleMarkup) -> None:
        for stage in record["stages"].values():
            stage["sections"] = stage["candidate"]["sections"]  # there are no others here
        super().__init__(record, config, markup)
        self.promise = promise(self.record)
        self.plans = {one.id: plan(one.order["agenda"]) for one in self.stages}

    def section(self) -> nodes.section:
        """The whole page."""
        return nodes.section(
            "",
            self.title(self.record["title"]),
            line(words.own_guide(self.config.project), "guide-eyebrow"),
            self._head(),
            *self.part("guide--glance", _("All of it at a glance"), [self._glance()]),
            *self.part(
                "guide--always", _("In all meetings, unless said otherwise"), self._always()
            ),
            *(self._stage(one) for one in self.stages if self.plans[one.id]),
            *self.part("guide--afterwards", _("Afterwards"), self._afterwards()),
            ids=["guide--role"],
            classes=["guide", "guide-role", "guide-candidate"],
        )

    def _head(self) -> nodes.container:
        role = self.record
        return nodes.container(
            "",
            *self.lede(role["summary"]),
            *self.texts(role["candidate"]["welcome"]),
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
        met = words.meetings_on(time["meetings"], self.promise["days"])
        return [line(words.time_from_to(time["least"], time["most"])), note(met)]

    def _answer(self) -> list[nodes.Node]:
        within = self.promise["answer_within_days"]
        if not within:
            return []
        told = words.counted(within, _("within one working day"), _("within %d working days"))
        return [line(told), note(_("after your last meeting, whatever it is"))]

    def _decides(self) -> list[nodes.Node]:
        by = self.texts(self.decision.get("by"))
        return [*by, note(_("by a rule that was written down before you applied"))] if by else []

    def _adjustments(self) -> list[nodes.Node]:
        text = self.texts(self.record["adjustments"])
        label = line(_("If you need an adjustment"), "guide-label")
        return [nodes.container("", label, *text, classes=["guide-box"])] if text else []

    # At a glance -------------------------------------------------------------------------------

    def _glance(self) -> timeline:
        days = at_a_glance(self.record, self.plans)
        ends_at = (one.start + one.minutes for _day, steps in days for one in steps)
        longest = max(ends_at, default=0)
        shown = []
        for number, (when, steps) in enumerate(days, start=1):
            stops = (self._stop(one, longest) for one in steps)
            shown.append(day("", built_in(words.day_told(when, number)), *stops))
        return timeline("", *shown, *self._last())

    def _stop(self, step: Step, longest: int) -> stop:
        if not step.stage:
            return stop("", _what(_("Break")), note(words.minutes(step.minutes)), absent=True)
        if not step.meets:
            told = _("%s; each of us has rated alone before") % words.minutes(step.minutes)
            return stop("", _what(_("Then we meet without you")), note(told), absent=True)
        stage = self.record["stages"][step.stage]
        length = bar("", start=step.start, minutes=step.minutes, longest=longest, absent=False)
        link = nodes.paragraph("", "", self.link_to(step.stage), classes=["guide-what"])
        alternative = [note(_("or, as you like:"))] if step.instead else []
        about = filter(None, [self._length(step.stage), words.places(stage["place"])])
        return stop("", *alternative, link, length, note(" · ".join(about)), absent=False)

    def _last(self) -> list[day]:
        within = self.promise["answer_within_days"]
        if not within:
            return []
        one = _("within one working day, whatever it is")
        told = words.counted(within, one, _("within %d working days, whatever it is"))
        answer = stop("", _what(_("You have our answer")), note(told), absent=False)
        return [day("", built_in(f"+ {within}"), answer)]

    def _length(self, name: str) -> str:
        """How long a meeting is, and what comes before it at home."""
        home = self.record["stages"][name]["candidate_minutes"]
        return words.time_told(home, ends(self.plans[name]))

    # One by one --------------------------------------------------------------------------------

    def _stage(self, one: Any) -> nodes.section:
        stage, planned, markup = one.stage, self.plans[one.id], self.markup
        told = stage["candidate"]
        expect = self.texts(told["expect"])
        lede = [nodes.container("", *expect, classes=["guide-lede"])] if expect else []
        we_write = any(box["kind"] == "notes" for box in one.order["agenda"])
        return nodes.section(
            "",
            self.title(stage["title"]),
            note(" · ".join(self._about(one))),
            *lede,
            *facts(
                [
                    (_("Not tested"), bullets(told["not_tested"], markup)),
                    (_("Bring"), bullets(told["bring"], markup)),
                    (_("Prepare"), bullets(told["prepare"], markup)),
                ]
            ),
            self._agenda(planned),
            note(words.free_told(notes=we_write)),
            *labelled_rows(
                [
                    (_("Whom you meet"), self._people(stage)),
                    (_("Where"), self._where(stage)),
                    *self._held(stage),
                ]
            ),
            stage_part("", docname=self.docname, stage=one.id, part="sections", box=None),
            ids=[one.id],
            classes=["guide-stage"],
        )

    def _about(self, one: Any) -> list[str]:
        """Its day, its length, and what it stands for."""
        number = one.order["day"]
        said = [str(_("Day %d") % number)] if number is not None else []
        said.append(self._length(one.id))
        if days := one.stage["return_within_days"]:
            said.append(words.back_within(days))
        titles = (self.record["stages"][name]["title"] for name in choices(self.record, one.id))
        shown = (self.markup.inline(title).astext() for title in titles)
        return [*said, *map(words.instead_of, shown)]

    def _agenda(self, planned: Any) -> agenda:
        shown = []
        for box in planned:
            told, kind = box["told"], box["kind"]
            title = titled(told, self.markup) if told else built_in(words.timebox_told(kind))
            given = {key: box[key] for key in ("start", "minutes", "kind")}
            shown.append(timebox("", title, absent=kind == "break", **given))
        return agenda("", *shown, minutes=ends(planned))

    def _people(self, stage: dict[str, Any]) -> list[nodes.Node]:
        count, told = len(stage["interviewers"]), people(stage)
        items = [nodes.list_item("", *self.texts(one)) for one in told]
        what = [nodes.bullet_list("", *items, bullet="-")] if items else []
        return [*self.line(words.people_told(count)), *what] if count else []

    def _where(self, stage: dict[str, Any]) -> list[nodes.Node]:
        """Each place, with what is told of it."""
        found: list[nodes.Node] = []
        for name, told in places(self.record, stage):
            strong = nodes.strong("", words.places([name]))
            about = [nodes.Text(": "), self.markup.inline(told)] if told else []
            found.append(nodes.paragraph("", "", strong, *about))
        return found

    # What holds --------------------------------------------------------------------------------

    def _always(self) -> list[Any]:
        pay = (_("Pay"), self.texts(self.record["pay_range"]))
        kept = (_("Our notes"), self.texts(self.record["keep_notes"]))
        return labelled_rows([pay, *self._held(self.record), kept])

    def _held(self, record: dict[str, Any]) -> list[tuple[Any, list[nodes.Node]]]:
        """Which tools there are, and whether it is recorded; of all stages, or of one."""
        held, texts = terms(record), self.texts
        recording = [node for one in held.about for node in texts(one)]
        return [
            (_("Tools"), texts(held.say) or self.line(words.use_of_ai_told(held.use))),
            (_("Our tools"), texts(held.ours)),
            (_("Recording"), [*self.line(words.recorded(held.recorded)), *recording]),
        ]

    def _afterwards(self) -> list[nodes.Node]:
        told = self.record["candidate"]
        refs = [(one["from"], one["line"]) for one in told["sections"]]
        shown = self.texts(told["after"])
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
        suffixes, root = (".md", ".markdown", ".rst"), self.markup.root
        suffix = next((one for one in suffixes if is_file(root / f"{document}{one}")), "")
        return f"{document}{suffix}{mark}{fragment}"


def _what(text: object) -> nodes.paragraph:
    return line(text, "guide-what")
