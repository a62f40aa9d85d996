"""One stage on a role's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext import words
from guides_ext.parts.agenda import agenda_of
from guides_ext.parts.fold import composed, fold, summary
from guides_ext.parts.lists import list_items, list_of
from guides_ext.parts.markup import built_in, titled
from guides_ext.parts.question import question_group, question_of
from guides_ext.parts.ratings import scale_of
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.parts.script import said, script
from guides_ext.parts.timeline import part_name, strip
from guides_ext.record.data import PHASES
from guides_ext.record.schedule import meets_candidate
from guides_ext.record.stage import order_and_times
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.context import PageContext

MANY_QUESTIONS = 6
"""With more questions than this in a stage, each competency's can be folded away."""


class StageSection:
    """Makes the section of one stage.

    ``order`` is what the record says of its order, numbers and times.
    """

    def __init__(self, page: PageContext, id: str) -> None:
        self.page, self.role, self.markup = page, page.record, page.markup
        self.id, self.stage, self.order = (
            id,
            self.role["stages"][id],
            order_and_times(self.role, id),
        )

    def section(self) -> nodes.section:
        """The stage: what it is, what it is for, how it goes, what to ask and to rate."""
        stage = self.stage
        parts = [
            self._rule(),
            self._candidate(),
            self._agenda(),
            self._say(),
            self._checklist(),
            *self._tasks(),
            self._questions(),
            self._ratings(),
        ]
        return nodes.section(
            "",
            self.page.title(stage["title"]),
            self._strip(),
            *([self.page.lede(stage["summary"])] if stage["summary"] else []),
            *self._facts(),
            self._composed("pair", *self._lists("goals", "non_goals")),
            *(part for part in parts if part is not None),
            self._composed("sections"),
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
        time = [*line(words.minutes(stage["minutes"])), *line(self._places())]
        home = [
            *line(self._about(_("%s of work at home"), stage["candidate_minutes"], words.duration)),
            *line(self._about(_("back within %d days"), stage["return_within_days"])),
            *line(self._about(_("read alone before: %s"), stage["review_minutes"], words.minutes)),
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

    @staticmethod
    def _about(text: object, value: int | None, shown: Any = int) -> str:
        return str(text) % shown(value) if value else ""

    def _position(self) -> str:
        place = _("%d of %d") % (self.order["number"], len(self.role["stages"]))
        day = self.order["day"]
        return ", ".join([str(place), *([str(_("on day %d") % day)] if day is not None else [])])

    def _places(self) -> str:
        return str(_(" or ")).join(words.place(name) for name in self.stage["place"])

    def _parts(self) -> list[nodes.Node]:
        """Each part with what it is; below it, what only who plays it is told."""
        found: list[nodes.Node] = []
        for name, part in self.stage["interviewers"].items():
            label = nodes.strong("", f"{part_name(name)}: ")
            found.append(nodes.paragraph("", "", label, self.markup.inline(part["is"])))
            if part["brief"]:
                about = _("Only for whoever plays this part:")
                lead = nodes.paragraph("", str(about), classes=["guide-note"])
                found.append(nodes.block_quote("", lead, *self.markup.block(part["brief"])))
        return found

    def _source(self) -> list[nodes.Node]:
        template = self.page.source_url
        if not template:
            return []
        file, line = self.stage["file"], self.stage["line"]
        uri = template.format(file=file, line=line)
        link = nodes.reference("", str(_("line %d") % line), refuri=uri, internal=False)
        return [nodes.paragraph("", "", link)]

    # What its sections add to ------------------------------------------------------------------

    def _composed(self, part: str, *own: nodes.Node) -> composed:
        return composed("", *own, docname=self.page.docname, stage=self.id, part=part)

    def _lists(self, *kinds: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for kind in kinds:
            items = list_items(self.stage[kind], self.markup)
            if items:
                found.append(list_of(kind, items, key=f"{self.id}.{kind}"))
        return found

    def _checklist(self) -> composed:
        lists = [
            list_of(
                "checklist",
                list_items(self.stage["checklist"][phase], self.markup),
                phase=phase,
                key=f"{self.id}.checklist.{phase}",
            )
            for phase in PHASES
        ]
        return self._composed("checklist", *lists)

    def _say(self) -> composed:
        scripts = [
            script(
                "",
                *([titled(item["cue"], self.markup)] if item["cue"] else []),
                said(item["text"], self.markup),
                list=f"{self.id}.say",
            )
            for item in self.stage["say"]
        ]
        return self._composed("say", *scripts)

    # What is its own -----------------------------------------------------------------------------

    def _part(self, name: str, title: object, content: list[Any]) -> nodes.section | None:
        return self.page.part(f"{self.id}--{name}", title, content)

    def _candidate(self) -> nodes.section | None:
        told = self.stage["candidate"]
        content = labelled_rows(
            [
                (_("To expect"), self.page.texts(told["expect"])),
                (_("To bring"), self._bullets(told["bring"])),
                (_("Not tested"), self._bullets(told["not_tested"])),
            ]
        )
        return self._part("candidate", _("What the candidate has been told"), content)

    def _bullets(self, items: Any) -> list[nodes.Node]:
        found = list_items(items, self.markup)
        return [nodes.bullet_list("", *found, bullet="-")] if found else []

    def _agenda(self) -> nodes.section | None:
        if not self.order["agenda"]:
            return None
        boxes = agenda_of(self.order["agenda"], self.markup, self._spent_on)
        return self._part("agenda", _("Agenda"), [boxes])

    def _spent_on(self, index: int) -> list[nodes.Node]:
        """Links to what fills a timebox: the task, or questions by their numbers."""
        box = self.order["agenda"][index]
        numbers = {one["id"]: one["number"] for one in self.order["questions"]}
        links: list[nodes.Node] = []
        if box["task"] and self.order["tasks"]:
            links.append(self._link(str(_("The task")), f"{self.id}--task"))
        links += [
            self._link(str(_("Question %d") % numbers[name]), f"{self.id}-{name}")
            for name in sorted(box["questions"], key=lambda name: numbers[name])
        ]
        if not links:
            return []
        joined = [node for link in links for node in (nodes.Text(", "), link)][1:]
        return [nodes.paragraph("", "", *joined, classes=["guide-note"])]

    @staticmethod
    def _link(text: str, anchor: str) -> nodes.reference:
        return nodes.reference("", text, refid=anchor, internal=True)

    # Tasks -------------------------------------------------------------------------------------

    def _tasks(self) -> list[nodes.section]:
        decided = (self.stage["task"] or {}).get("now")
        found = []
        for number, task in enumerate(self.order["tasks"]):
            label = _("The task") if not task["choice"] else _("One of the tasks")
            if decided and task["now"]:
                label = _("The task at present")
            found.append(self._task(task, "task" if number == 0 else f"task-{number + 1}", label))
        return found

    def _task(self, task: dict[str, Any], name: str, label: object) -> nodes.section:
        title = self.markup.inline(task["title"])
        brief = self.page.texts(task["brief"])
        solution = self.page.texts(task["solution"])
        return nodes.section(
            "",
            nodes.title("", f"{label}: ", title, translatable=False),
            *([nodes.container("", *brief, classes=["guide-text"])] if brief else []),
            *labelled_rows(
                [
                    (_("Far enough"), self.page.texts(task["far_enough"])),
                    (_("Easier"), self._bullets(task["easier"])),
                    (_("Harder"), self._bullets(task["harder"])),
                    (_("Repository"), self._address(task["repository"])),
                    (_("Tried"), self.page.line(self._tried(task["tried"]))),
                ]
            ),
            *([fold("", built_in(_("Solution"), summary), *solution)] if solution else []),
            ids=[f"{self.id}--{name}"],
        )

    @staticmethod
    def _address(text: str | None) -> list[nodes.Node]:
        if not text:
            return []
        shown: nodes.Node = nodes.Text(text)
        if re.match(r"https?://", text):
            shown = nodes.reference("", re.sub(r"^https?://", "", text), refuri=text)
        return [nodes.paragraph("", "", shown)]

    def _tried(self, tried: dict[str, Any] | None) -> str:
        if tried is None:
            return ""
        parts = [
            words.date(tried["on"], self.page.language),
            tried["by"] or "",
            words.minutes(tried["minutes"]) if tried["minutes"] else "",
        ]
        return ", ".join(part for part in parts if part)

    # Questions and ratings ---------------------------------------------------------------------

    def _questions(self) -> nodes.section | None:
        questions = sorted(self.order["questions"], key=lambda one: int(one["number"]))
        groups: dict[str | None, list[nodes.Node]] = {}
        for one in questions:
            notes = self._choice(one)
            node = question_of(one, self.markup, number=one["number"], notes=notes)
            node["ids"] = [f"{self.id}-{one['id']}"]
            groups.setdefault(one["competency"], []).append(node)
        many = len(questions) > MANY_QUESTIONS
        shown = [self._group(name, asked, many) for name, asked in groups.items()]
        return self._part("questions", _("Questions"), shown)

    def _choice(self, question: dict[str, Any]) -> list[str]:
        """That a question is one of several, of which the owner of the guide takes one."""
        if not question["choice"]:
            return []
        numbers = {one["id"]: str(one["number"]) for one in self.order["questions"]}
        about = _("one of %s") if question["now"] else _("one of %s, not at present")
        return [str(about % ", ".join(numbers[id] for id in question["choice"] if id in numbers))]

    def _group(self, name: str | None, asked: list[nodes.Node], folded: bool) -> nodes.Node:
        """The questions of one competency; foldable where there are many."""
        competency = self.role["competencies"].get(name)
        title = titled(competency["title"], self.markup) if competency else built_in(_("Open"))
        means = self.page.texts(competency["means"]) if competency else []
        if not folded:
            return question_group("", title, *means, *asked)
        label = _("%d questions") % len(asked) if len(asked) > 1 else _("1 question")
        return question_group(
            "", title, *means, fold("", built_in(label, summary), *asked, open=True)
        )

    def _ratings(self) -> nodes.section | None:
        seen = self.order["competencies"]
        rated = [
            (one["id"] if self.page.explained_in[one["id"]] == self.id else "", one)
            for one in (*seen["main"], *seen["also"])
            if one["levels"]
        ]
        if not rated:
            return None
        above = _(
            "Rate what you saw in this stage, not the person. "
            "The line is the level that the job needs."
        )
        scale = scale_of(rated, self.role["scale"], self.markup, above=above)
        return self._part("rating", _("Rating"), [scale])

    def _rule(self) -> nodes.section | None:
        """The rule, where it is decided: it is read aloud there."""
        if self.stage["format"] != "debrief":
            return None
        rule = labelled_rows([(_("Rule"), self.page.texts(self.order["rule"]))])
        return self._part("rule", _("How we decide"), rule)
