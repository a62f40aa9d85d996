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
from guides_ext.record.candidate import ends, plan, promise
from guides_ext.record.schedule import Meeting, by_day, meets_candidate
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guides_ext.handbook.context import PageContext


class CandidatePage(RolePage):
    """Makes the nodes of a role's page for the candidate."""

    def __init__(self, context: PageContext, project: str, source: Path) -> None:
        self.project, self.source = project, source
        for stage in context.record["stages"].values():
            stage["sections"] = stage["candidate"]["sections"]  # there are no others here
        super().__init__(context)
        self.promise = promise(self.record)

    def section(self) -> nodes.section:
        """The whole page."""
        context = self.context
        met = [one for one in self.stages if plan(one.order["agenda"])]
        parts = [
            context.part("guide--glance", _("All of it at a glance"), [self._glance()]),
            context.part("guide--always", _("In all meetings"), self._always()),
            *(self._stage(one) for one in met),
            context.part("guide--afterwards", _("Afterwards"), self._afterwards()),
        ]
        eyebrow = str(_("%s: your own guide") % self.project)
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
        time, days = self.promise["time"], self.promise["days"]
        spans = dict.fromkeys(words.duration(time[key]) for key in ("least", "most"))
        met = _("%d meetings") % time["meetings"]
        about = _("%s on %d days") % (met, days) if days and days > 1 else met
        return [*self.context.line(str(_(" to ")).join(spans)), _note(about)]

    def _answer(self) -> list[nodes.Node]:
        within = self.promise["answer_within_days"]
        if not within:
            return []
        told = _("within %d working days") % within
        return [*self.context.line(told), _note(_("after your last meeting, whatever it is"))]

    def _decides(self) -> list[nodes.Node]:
        by = (self.record["decision"] or {}).get("by")
        about = _note(_("by a rule that was there before you were"))
        return [*self.context.texts(by), about] if by else []

    def _adjustments(self) -> list[nodes.Node]:
        text = self.record["adjustments"]
        if not text:
            return []
        label = nodes.paragraph("", str(_("If you need it another way")), classes=["guide-label"])
        return [nodes.container("", label, *self.context.texts(text), classes=["guide-box"])]

    # At a glance -------------------------------------------------------------------------------

    def _glance(self) -> timeline:
        days = by_day(self.promise["meetings"])
        longest = max((one["start"] + one["minutes"] for _when, day in days for one in day),
                      default=0)  # fmt: skip
        shown = [
            day(
                "",
                built_in(_("Day %d") % when if when is not None else _("Meeting %d") % number),
                *(made for step in _without_waits(steps, self.record) for made in
                  self._stops(step, longest)),
            )
            for number, (when, steps) in enumerate(days, start=1)
        ]  # fmt: skip
        return timeline("", *shown, *self._last())

    def _stops(self, step: Meeting, longest: int) -> Iterator[stop]:
        if not step["stages"]:
            pause = [_what(_("Break")), _note(words.minutes(step["minutes"]))]
            yield stop("", *pause, absent=True)
        for number, name in enumerate(step["stages"]):
            stage = self.record["stages"][name]
            if not meets_candidate(stage):
                told = _("%s; everyone has written alone before") % words.minutes(stage["minutes"])
                yield stop("", _what(_("Then we meet without you")), _note(told), absent=True)
                continue
            planned = self._plan(name)
            length = bar("", start=step["start"], minutes=ends(planned), longest=longest,
                         absent=False)  # fmt: skip
            link = nodes.paragraph("", "", self.context.link_to(name), classes=["guide-what"])
            alternative = [_note(_("or, as you like:"))] if number else []
            about = " · ".join(filter(None, [self._length(name), words.places(stage["place"])]))
            yield stop("", *alternative, link, length, _note(about), absent=False)

    def _last(self) -> list[day]:
        within = self.promise["answer_within_days"]
        if not within:
            return []
        told = _("within %d working days, whatever it is") % within
        answer = stop("", _what(_("You have our answer")), _note(told), absent=False)
        return [day("", built_in(f"+ {within}"), answer)]

    def _plan(self, stage: str) -> Any:
        return plan(next(one.order["agenda"] for one in self.stages if one.id == stage))

    def _length(self, name: str) -> str:
        """How long a meeting is, and what comes before it at home."""
        stage, together = self.record["stages"][name], words.duration(ends(self._plan(name)))
        if not stage["candidate_minutes"]:
            return together
        home = words.duration(stage["candidate_minutes"])
        return str(_("%s at home, then %s together") % (home, together))

    # One by one --------------------------------------------------------------------------------

    def _stage(self, one: Any) -> nodes.section:
        stage, context = one.stage, self.context
        told, markup = stage["candidate"], context.markup
        planned = self._plan(one.id)
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
            _note(self._free(one)),
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
            said.append(str(_("back within %d days") % days))
        for step in self.promise["meetings"]:
            if one.id in step["stages"]:
                others = [name for name in step["stages"] if name != one.id]
                titles = (f"“{self._words(name)}”" for name in others)
                said += [str(_("instead of %s, if you like") % title) for title in titles]
        return said

    def _words(self, stage: str) -> str:
        return self.context.markup.inline(self.record["stages"][stage]["title"]).astext()

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

    @staticmethod
    def _free(one: Any) -> object:
        if any(box["kind"] == "notes" for box in one.order["agenda"]):
            return _("Then we write, each of us alone. You are free to go.")
        return _("Then you are free to go.")

    def _people(self, stage: dict[str, Any]) -> list[nodes.Node]:
        parts = stage["interviewers"].values()
        told = [self.context.texts(part["told"]) for part in parts if part["told"]]
        if told and len(told) == len(parts):
            items = [nodes.list_item("", *one) for one in told]
            return [nodes.bullet_list("", *items, bullet="-")]
        if not parts:
            return []
        return self.context.line(_("%d of us; the invitation says who.") % len(parts))

    def _where(self, stage: dict[str, Any]) -> list[nodes.Node]:
        """Each place, with what is told of it."""
        places = self.record["candidate"]["places"]
        found: list[nodes.Node] = []
        for name in stage["place"]:
            strong = nodes.strong("", str(words.place(name)))
            told = [nodes.Text(": "), self.markup.inline(places[name])] if name in places else []
            found.append(nodes.paragraph("", "", strong, *told))
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
        ai, recorded = record["ai"] or {}, record["recorded"] or {}
        use = words.use_of_ai_told(ai["candidate"]) if ai.get("candidate") else ""
        texts, line = self.context.texts, self.context.line
        return [
            (_("Tools"), texts(ai.get("say")) or line(use)),
            (_("Our tools"), texts(ai.get("ours"))),
            (
                _("Recording"),
                [*line(words.recorded(recorded["is"]) if recorded else ""),
                 *texts(recorded.get("say")), *texts(recorded.get("instead"))],
            ),
        ]  # fmt: skip

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


def _without_waits(steps: list[Meeting], role: dict[str, Any]) -> Iterator[Meeting]:
    """The steps of a day without breaks after the last meeting with the candidate."""
    met = [any(meets_candidate(role["stages"][name]) for name in step["stages"]) for step in steps]
    for number, step in enumerate(steps):
        if step["stages"] or any(met[number:]):
            yield step


def _note(text: object) -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=["guide-note"])


def _what(text: object) -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=["guide-what"])
