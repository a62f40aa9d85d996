"""One stage on a role's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes

from guides_ext import words
from guides_ext.handbook.context import PageContext
from guides_ext.model.ids import NOT_RATED, TASK
from guides_ext.parts.agenda import agenda_of
from guides_ext.parts.fold import stage_part
from guides_ext.parts.lists import bullets, list_items, list_of
from guides_ext.parts.markup import note, told
from guides_ext.parts.question import question_of, unrated
from guides_ext.parts.ratings import lettered, scale_of
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.parts.script import script_of, when
from guides_ext.parts.task import task_of
from guides_ext.parts.timeline import strip
from guides_ext.record.schedule import meets_candidate
from guides_ext.record.stage import all_seen, order_and_times
from guides_ext.words import _

TAKE_HOME = (
    ("candidate_minutes", _("%s of work at home"), words.duration),
    ("return_within_days", "%s", words.back_within),
    ("review_minutes", _("read alone before: %s"), words.minutes),
)
"""What is said of work at home: its keys, and how each is shown."""


class StageSection:
    """Makes the section of one stage.

    ``order`` is what the record says of its order, numbers and times.
    """

    def __init__(self, page: PageContext, id: str) -> None:
        self.page, self.role, self.markup = page, page.record, page.markup
        self.id, self.stage = id, self.role["stages"][id]
        self.order = order_and_times(self.role, id)
        self._shown: set[str] = set()

    def section(self) -> nodes.section:
        """The stage: what it is, what it is for, how it goes by the clock, what to rate."""
        stage = self.stage
        return nodes.section(
            "",
            self.page.title(stage["title"]),
            self._strip(),
            *self.page.lede(stage["summary"]),
            *self._facts(),
            self._stage_part("pair", *self._lists("goals", "non_goals")),
            *self._rule(),
            *self._candidate(),
            self._around("before"),
            *self._agenda(),
            self._whenever(),
            self._around("after"),
            *self._ratings(),
            self._stage_part("sections"),
            ids=[self.id],
            classes=["guide-stage"],
        )

    # Head ------------------------------------------------------------------------------------

    def _strip(self) -> strip:
        stages = [
            (one["minutes"], name == self.id, not meets_candidate(one))
            for name, one in self.role["stages"].items()
        ]
        return strip("", stages=stages)

    def _facts(self) -> list[nodes.Element]:
        stage, line = self.stage, self.page.line
        time = [*line(words.minutes(stage["minutes"])), *line(words.places(stage["place"]))]
        home = [
            node
            for key, about, shown in TAKE_HOME
            if stage[key]
            for node in line(str(about) % shown(stage[key]))
        ]
        known = facts(
            [
                (_("Stage"), [*line(self._position()), *line(words.stage_format(stage["format"]))]),
                (_("Time and place"), time),
                (_("Take-home"), home),
                (_("In the role file"), self._source()),
            ]
        )
        return [*known, *labelled_rows([(_("Who"), self._parts())])]

    def _position(self) -> str:
        place = _("%d of %d") % (self.order["number"], len(self.role["stages"]))
        day = self.order["day"]
        return ", ".join([str(place), *([str(_("on day %d") % day)] if day is not None else [])])

    def _parts(self) -> list[nodes.Node]:
        """Each part with what it is; below it, what the candidate and what only who plays it is
        told."""
        found: list[nodes.Node] = []
        for name, part in self.stage["interviewers"].items():
            label = nodes.strong("", f"{words.part(name)}: ")
            found.append(nodes.paragraph("", "", label, self.markup.inline(part["is"])))
            found += told(_("The candidate is told: %s"), part["told"], self.markup)
            if part["brief"]:
                about = _("Only for whoever plays this part:")
                brief = self.markup.block(part["brief"])
                found.append(nodes.block_quote("", note(about), *brief))
        return found

    def _source(self) -> list[nodes.Node]:
        template, line = self.page.config.guides_source_url, self.stage["line"]
        if not template:
            return []
        uri = template.format(file=self.stage["file"], line=line)
        link = nodes.reference("", str(_("line %d") % line), refuri=uri, internal=False)
        return [nodes.paragraph("", "", link)]

    # What its sections add to ------------------------------------------------------------------

    def _stage_part(self, part: str, *own: nodes.Node, box: int | None = None) -> stage_part:
        return stage_part("", *own, docname=self.page.docname, stage=self.id, part=part, box=box)

    def _lists(self, *kinds: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for kind in kinds:
            items = list_items(self.stage[kind], self.markup)
            if items:
                found.append(list_of(kind, items, key=f"{self.id}.{kind}"))
        return found

    def _checks(self, items: list[dict[str, Any]], key: str) -> nodes.Node:
        shown = list_items(items, self.markup)
        return list_of("checklist", shown, phase="during", key=f"{self.id}.{key}")

    def _around(self, phase: str) -> stage_part:
        own = self.stage["checklist"][phase]
        return self._stage_part(phase, self._checks(own, f"checklist.{phase}"))

    def _whenever(self) -> stage_part:
        """What belongs to no minute of the day."""
        left = self.order["whenever"]
        cues = ((item, [self.markup.inline(item["cue"])]) for item in left["say"])
        said = [script_of(item, cue, self.markup, f"{self.id}.whenever") for item, cue in cues]
        asked = bullets(self.stage["follow_ups"], self.markup, "guide-say")
        more = labelled_rows([(_("Follow up"), asked)])
        return self._stage_part("whenever", *said, *self._spent(left["spent_on"]), *more)

    # By the clock ------------------------------------------------------------------------------

    def _part(self, name: str, title: object, content: list[Any]) -> list[nodes.section]:
        return self.page.part(f"{self.id}--{name}", title, content)

    def _candidate(self) -> list[nodes.section]:
        known = self.stage["candidate"]
        applies = self.order if self.order["meets_candidate"] else self.stage
        content = labelled_rows(
            [
                (_("To expect"), self.page.texts(known["expect"])),
                (_("Bring"), bullets(known["bring"], self.markup)),
                (_("Prepare"), bullets(known["prepare"], self.markup)),
                (_("Not tested"), bullets(known["not_tested"], self.markup)),
                *self.page.terms(applies),
            ]
        )
        return self._part("candidate", _("What the candidate has been told"), content)

    def _agenda(self) -> list[nodes.section]:
        boxes = self.order["agenda"]
        content = [agenda_of(boxes, self.markup, self._timebox)] if boxes else []
        return self._part("agenda", _("Agenda"), content)

    def _timebox(self, index: int) -> list[nodes.Node]:
        """What happens in a timebox; what its sections bring is put between."""
        box = self.order["agenda"][index]
        key = f"agenda[{index}]"
        said = [
            script_of(item, when(item, self.markup), self.markup, f"{self.id}.{key}.say")
            for item in box["say"]
        ]
        checks = self._checks(box["checks"], f"{key}.checks")
        spent = self._spent(box["spent_on"])
        return [self._stage_part("timebox", *said, checks, *spent, box=index)]

    def _spent(self, ids: list[str]) -> Iterator[nodes.Node]:
        """Questions and the task in full, each once; thereafter links to them."""
        questions = {one["id"]: one for one in self.order["questions"]}
        for id in ids:
            if id in self._shown:
                yield from self._again(id, questions)
            elif id == TASK:
                yield from self._tasks()
            else:
                yield self._question(questions[id])
            self._shown.add(id)

    def _again(self, id: str, questions: dict[str, dict[str, Any]]) -> list[nodes.Node]:
        if id == TASK:
            text, anchor = str(_("The task")), f"{self.id}--task"
        else:
            text, anchor = str(_("Question %d") % questions[id]["number"]), f"{self.id}-{id}"
        link = nodes.reference("", text, refid=anchor, internal=True)
        return [*labelled_rows([(_("Again"), [nodes.paragraph("", "", link)])])]

    def _tasks(self) -> Iterator[nodes.Node]:
        decided = (self.stage["task"] or {}).get("now")
        for number, one in enumerate(self.order["tasks"], start=1):
            label = _("The task") if not one["choice"] else _("One of the tasks")
            if decided and one["now"]:
                label = _("The task at present")
            made = task_of(one, self.markup, label=str(label), language=self.page.config.language)
            made["ids"] = [f"{self.id}--task" if number == 1 else f"{self.id}--task-{number}"]
            yield made

    def _question(self, one: dict[str, Any]) -> nodes.Node:
        about = self._mark(one["competency"])
        notes = self._choice(one)
        node = question_of(one, self.markup, number=one["number"], notes=notes, about=about)
        node["ids"] = [f"{self.id}-{one['id']}"]
        return node

    def _mark(self, name: str | None) -> list[nodes.Node]:
        """Letter and title of a competency, which lead to where it is rated."""
        if name == NOT_RATED:
            return unrated()
        one = next((one for one in self._seen() if one["id"] == name), None)
        if one is None:
            return []
        shown = lettered(one, self.markup)
        if one["levels"]:
            anchor = self._rated_at(one["id"])
            shown = [nodes.reference("", "", *shown, refid=anchor, internal=True)]
        return [nodes.paragraph("", "", *shown)]

    def _choice(self, question: dict[str, Any]) -> list[str]:
        """That a question is one of several, of which the owner of the guide takes one."""
        if not question["choice"]:
            return []
        numbers = {one["id"]: str(one["number"]) for one in self.order["questions"]}
        about = _("one of %s") if question["now"] else _("one of %s, not at present")
        return [str(about % ", ".join(numbers[id] for id in question["choice"] if id in numbers))]

    # What comes of it --------------------------------------------------------------------------

    def _seen(self) -> list[dict[str, Any]]:
        return all_seen(self.order["competencies"])

    def _rated_at(self, competency: str) -> str:
        """The anchor of a rating; the first on the page has that of the competency itself."""
        first = self.page.explained_in[competency] == self.id
        return competency if first else f"{self.id}--rating-{competency}"

    def _ratings(self) -> list[nodes.section]:
        rated = [(self._rated_at(one["id"]), one) for one in self._seen() if one["levels"]]
        above = _(
            "Rate what you saw in this stage, not the person. "
            "The level that the job needs is marked."
        )
        scale = [scale_of(rated, self.role["scale"], self.markup, above=above)] if rated else []
        goes_on = labelled_rows([(_("Who goes on"), self.page.texts(self.stage["goes_on"]))])
        return self._part("rating", _("Rating"), [*scale, *goes_on])

    def _rule(self) -> list[nodes.section]:
        """The rule, where it is decided: it is read aloud there."""
        rule = self.order["rule"] if self.stage["format"] == "debrief" else None
        content = labelled_rows([(_("Rule"), self.page.texts(rule))])
        return self._part("rule", _("How we decide"), content)
