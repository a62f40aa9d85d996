"""One stage on a role's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext import model, words
from guides_ext.handbook.schedule import is_apart, meetings, part_name
from guides_ext.nodes import composed, fold, question_group, script, strip, summary
from guides_ext.parts.agenda import agenda_of
from guides_ext.parts.lists import list_items, list_of
from guides_ext.parts.markup import built_in, said, titled
from guides_ext.parts.question import question_of
from guides_ext.parts.ratings import scale_of
from guides_ext.parts.rows import facts, labelled_rows
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.context import PageContext
    from guides_ext.model import EffectiveStage, Question, Stage, Task

MANY_QUESTIONS = 6
"""With more questions than this in a stage, each competency's can be folded away."""


class StageSection:
    """Makes the section of one stage.

    :param outline: the effective stage without its sections: ids, orders and numbers
    """

    def __init__(self, page: PageContext, stage: Stage, outline: EffectiveStage) -> None:
        self.page, self.role, self.markup = page, page.role, page.markup
        self.stage, self.outline = stage, outline
        self.id = outline["id"]

    def section(self) -> nodes.section:
        """The stage: what it is, what it is for, how it goes, what to ask and to rate."""
        stage = self.stage
        parts = [
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
            self.page.title(stage.title),
            self._strip(),
            *([self.page.lede(stage.summary)] if stage.summary else []),
            *self._facts(),
            self._composed("pair", *self._lists("goals", "non_goals")),
            *(part for part in parts if part is not None),
            self._composed("sections"),
            ids=[self.id],
            classes=["guide-stage"],
        )

    def questions(self) -> list[tuple[str, Question]]:
        """The stage's questions by their ids, in the order of the page: by competency."""
        written = {one.id: one for one in self.stage.questions if isinstance(one, model.Question)}
        names = [record["id"] for record in self.outline["questions"]]
        found = [(name, written.get(name) or self.role.questions[name]) for name in names]
        order = [*self.stage.main, *self.stage.also, None]
        return sorted(found, key=lambda one: order.index(one[1].competency))

    def _numbers(self) -> dict[str, int]:
        """The number of each question on the page, counted from 1."""
        return {name: number for number, (name, _asked) in enumerate(self.questions(), start=1)}

    # Head ------------------------------------------------------------------------------------

    def _strip(self) -> strip:
        stages = [
            (one.minutes, one is self.stage, is_apart(one)) for one in self.role.stages.values()
        ]
        return strip("", stages=stages)

    def _facts(self) -> list[nodes.Element]:
        stage, line = self.stage, self.page.line
        time = [*line(words.minutes(stage.minutes)), *line(self._places())]
        home = [
            *line(self._about(_("%s of work at home"), stage.candidate_minutes, words.duration)),
            *line(self._about(_("back within %d days"), stage.return_within_days)),
            *line(self._about(_("read alone before: %s"), stage.review_minutes, words.minutes)),
        ]
        known = facts(
            [
                (_("Stage"), [*line(self._position()), *line(words.stage_format(stage.format))]),
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
        names = list(self.role.stages)
        place = _("%d of %d") % (names.index(self.id) + 1, len(names))
        day = next((m.day for m in meetings(self.role) if self.id in m.stages), None)
        return ", ".join([str(place), *([str(_("on day %d") % day)] if day is not None else [])])

    def _places(self) -> str:
        return str(_(" or ")).join(words.place(name) for name in self.stage.place)

    def _parts(self) -> list[nodes.Node]:
        """Each part with what it is; below it, what only who plays it is told."""
        found: list[nodes.Node] = []
        for name, part in self.stage.interviewers.items():
            label = nodes.strong("", f"{part_name(name)}: ")
            found.append(nodes.paragraph("", "", label, self.markup.inline(part.is_)))
            if part.brief:
                about = _("Only for whoever plays this part:")
                lead = nodes.paragraph("", str(about), classes=["guide-note"])
                found.append(nodes.block_quote("", lead, *self.markup.block(part.brief)))
        return found

    def _source(self) -> list[nodes.Node]:
        template = self.page.source_url
        if not template:
            return []
        file, line = self.stage.at.file, self.stage.at.line
        uri = template.format(file=file, line=line)
        link = nodes.reference("", str(_("line %d") % line), refuri=uri, internal=False)
        return [nodes.paragraph("", "", link)]

    # What its sections add to ------------------------------------------------------------------

    def _composed(self, part: str, *own: nodes.Node) -> composed:
        return composed("", *own, docname=self.page.docname, stage=self.id, part=part)

    def _lists(self, *kinds: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for kind in kinds:
            items = list_items(getattr(self.stage, kind), self.markup)
            if items:
                found.append(list_of(kind, items, key=f"{self.id}.{kind}"))
        return found

    def _checklist(self) -> composed:
        lists = [
            list_of(
                "checklist",
                list_items(getattr(self.stage.checklist, phase), self.markup),
                phase=phase,
                key=f"{self.id}.checklist.{phase}",
            )
            for phase in model.PHASES
        ]
        return self._composed("checklist", *lists)

    def _say(self) -> composed:
        scripts = [
            script(
                "",
                *([titled(item.cue, self.markup)] if item.cue else []),
                said(item.text, self.markup),
                list=f"{self.id}.say",
            )
            for item in self.stage.say
        ]
        return self._composed("say", *scripts)

    # What is its own -----------------------------------------------------------------------------

    def _part(self, name: str, title: object, content: list[Any]) -> nodes.section | None:
        return self.page.part(f"{self.id}--{name}", title, content)

    def _candidate(self) -> nodes.section | None:
        told = self.stage.candidate
        content = labelled_rows(
            [
                (_("To expect"), self.page.texts(told.expect)),
                (_("To bring"), self._bullets(told.bring)),
                (_("Not tested"), self._bullets(told.not_tested)),
            ]
        )
        return self._part("candidate", _("What the candidate has been told"), content)

    def _bullets(self, items: Any) -> list[nodes.Node]:
        found = list_items(items, self.markup)
        return [nodes.bullet_list("", *found, bullet="-")] if found else []

    def _agenda(self) -> nodes.section | None:
        if not self.stage.agenda:
            return None
        boxes = agenda_of(self.stage.agenda, self.markup, self._spent_on)
        return self._part("agenda", _("Agenda"), [boxes])

    def _spent_on(self, index: int) -> list[nodes.Node]:
        """Links to what fills a timebox: the task, or questions by their numbers."""
        box = self.outline["agenda"][index]
        numbers = self._numbers()
        links: list[nodes.Node] = []
        if box["task"] and self.outline["tasks"]:
            links.append(self._link(str(_("The task")), f"{self.id}--task"))
        links += [
            self._link(str(_("Question %d") % numbers[name]), f"{self.id}-{name}")
            for name in sorted(box["questions"], key=lambda name: numbers[name])
        ]
        if not links:
            return []
        apart = [node for link in links for node in (nodes.Text(", "), link)][1:]
        return [nodes.paragraph("", "", *apart, classes=["guide-note"])]

    @staticmethod
    def _link(text: str, anchor: str) -> nodes.reference:
        return nodes.reference("", text, refid=anchor, internal=True)

    # Tasks -------------------------------------------------------------------------------------

    def _tasks(self) -> list[nodes.section]:
        found, chosen = [], self.stage.task
        for number, record in enumerate(self.outline["tasks"]):
            task = chosen if isinstance(chosen, model.Task) else self.role.tasks[record["id"]]
            name = "task" if number == 0 else f"task-{number + 1}"
            label = _("The task") if not record["choice"] else _("One of the tasks")
            if isinstance(chosen, model.Choice) and chosen.now and record["now"]:
                label = _("The task at present")
            found.append(self._task(task, name, label))
        return found

    def _task(self, task: Task, name: str, label: object) -> nodes.section:
        title = nodes.title("", f"{label}: ", self.markup.inline(task.title), translatable=False)
        brief = self.page.texts(task.brief)
        solution = self.page.texts(task.solution)
        return nodes.section(
            "",
            title,
            *([nodes.container("", *brief, classes=["guide-text"])] if brief else []),
            *labelled_rows(
                [
                    (_("Far enough"), self.page.texts(task.far_enough)),
                    (_("Easier"), self._bullets(task.easier)),
                    (_("Harder"), self._bullets(task.harder)),
                    (_("Repository"), self._address(task.repository)),
                    (_("Tried"), self.page.line(self._tried(task))),
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

    def _tried(self, task: Task) -> str:
        if task.tried is None:
            return ""
        parts = [
            words.date(task.tried.on, self.page.language),
            task.tried.by or "",
            words.minutes(task.tried.minutes) if task.tried.minutes else "",
        ]
        return ", ".join(part for part in parts if part)

    # Questions and ratings ---------------------------------------------------------------------

    def _questions(self) -> nodes.section | None:
        groups: dict[str | None, list[nodes.Node]] = {}
        records = {record["id"]: record for record in self.outline["questions"]}
        numbers = self._numbers()
        for name, asked in self.questions():
            notes = self._choice(records[name], numbers)
            node = question_of(asked, self.markup, number=numbers[name], notes=notes)
            node["ids"] = [f"{self.id}-{name}"]
            groups.setdefault(asked.competency, []).append(node)
        many = len(records) > MANY_QUESTIONS
        shown = [self._group(name, asked, many) for name, asked in groups.items()]
        return self._part("questions", _("Questions"), shown)

    @staticmethod
    def _choice(record: dict[str, Any], numbers: dict[str, int]) -> list[str]:
        """That a question is one of several, of which the owner of the guide takes one."""
        others = [str(numbers[name]) for name in record["choice"] if name in numbers]
        if not others:
            return []
        about = _("one of %s") if record["now"] else _("one of %s, not at present")
        return [str(about % ", ".join(others))]

    def _group(self, name: str | None, asked: list[nodes.Node], folded: bool) -> nodes.Node:
        """The questions of one competency; foldable where there are many."""
        competency = self.role.competencies.get(name) if name else None
        title = titled(competency.title, self.markup) if competency else built_in(_("Open"))
        means = self.page.texts(competency.means) if competency else []
        if not folded:
            return question_group("", title, *means, *asked)
        label = _("%d questions") % len(asked) if len(asked) > 1 else _("1 question")
        return question_group(
            "", title, *means, fold("", built_in(label, summary), *asked, open=True)
        )

    def _ratings(self) -> nodes.section | None:
        names = [n for n in (*self.stage.main, *self.stage.also) if n in self.role.competencies]
        rated = [
            (name if self.page.explained_in[name] == self.id else "", self.role.competencies[name])
            for name in names
            if self.role.competencies[name].levels
        ]
        if not rated:
            return None
        above = _(
            "Rate what you saw in this stage, not the person. "
            "The line is the level that the job needs."
        )
        return self._part(
            "rating", _("Rating"), [scale_of(rated, self.role.scale, self.markup, above=above)]
        )
