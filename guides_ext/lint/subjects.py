"""What rules look at: texts, stages, roles, articles and the whole handbook, with their places.

Nothing here imports Sphinx: words, order and times come from the records, places from the model.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from guides_ext.lint.language import count, lengths, sentences, stem, stems
from guides_ext.lint.lexicon import Law, around, laws, phrase
from guides_ext.lint.sources import Sources, straight
from guides_ext.model.base import YamlModel
from guides_ext.model.ids import NOT_RATED
from guides_ext.model.items import Item
from guides_ext.model.nodes import Node, locate
from guides_ext.model.problems import Place
from guides_ext.model.role import Decision, ForCandidates, Role
from guides_ext.model.stage import (
    AI,
    Candidate,
    Choice,
    Competency,
    Example,
    InterviewerPart,
    Observed,
    Question,
    Recording,
    SectionRef,
    Stage,
    Task,
    Timebox,
)
from guides_ext.model.text import MarkdownText
from guides_ext.record.data import ArticleRecord, ItemRecord, RoleRecord
from guides_ext.record.stage import EffectiveStage, TimeboxView
from guides_ext.record.text import RichText, texts_of

Use: TypeAlias = Literal["said", "asked", "wanted", "unwanted", "told", "note", "prose"]
"""What a text is for: said aloud, asked, what we want to see, what we rule out, what the candidate
is told, a line of sample notes, and all the rest."""

P = TypeVar("P", Question, Task)


@dataclass(frozen=True)
class Passage:
    """A text: without its markup, what it is for, where it is, and what it stands under.

    `above` are the headings and the lead-ins of lists around it; `alike` all texts that have the
    same place, and `number` how many of them come before it, for texts of articles; `written` is
    the text as it stands in a role file.
    """

    text: str
    use: Use
    place: Place
    sources: Sources = field(repr=False, compare=False)
    above: tuple[str, ...] = ()
    alike: Sequence[str] = field(default=(), repr=False, compare=False)
    number: int = 0
    jurisdictions: tuple[str, ...] = ()
    written: MarkdownText | None = field(default=None, repr=False)

    def at(self, found: re.Match[str]) -> Place:
        """Where the words of a match in `text` are written."""
        before = "\n".join([*self.alike[: self.number], self.text[: found.start()]])
        return self.where(found.group(), before.count(found.group()))

    def where(self, words: str, nth: int = 0) -> Place:
        """Where some of its words are written, for the nth time in it."""
        if self.written is None:
            return self.sources.find(words, self.place, nth)
        return self.sources.within(self.written, words, nth)


_FIELDS: dict[Use, dict[type[YamlModel], str]] = {
    "said": {Timebox: "say", Stage: "whenever", AI: "say", Recording: "say"},
    "asked": {Question: "ask follow_ups easier harder", Stage: "follow_ups"},
    "wanted": {
        Role: "looking_for",
        Decision: "rule",
        Competency: "title means why look_for levels",
        Observed: "here",
        Stage: "goals goes_on",
        Question: "listen_for",
    },
    "unwanted": {Role: "not_looking_for", Stage: "non_goals", Candidate: "not_tested"},
    "told": {
        Role: "adjustments pay_range keep_notes",
        AI: "ours",
        Recording: "instead",
        Timebox: "told_",
        InterviewerPart: "told_",
        Candidate: "expect bring prepare",
        ForCandidates: "welcome after places",
        Task: "title brief",
    },
    "note": {Example: "note"},
}
"""The fields of a role file by what their texts are for; all others are prose."""

_USES: dict[tuple[type[YamlModel], str], Use] = {
    (piece, field): use
    for use, fields in _FIELDS.items()
    for piece, names in fields.items()
    for field in names.split()
}


def _texts_in(value: object, use: Use) -> Iterator[tuple[MarkdownText, Use]]:
    """All texts of a part of a role, and what each is for; `use` is that of the part itself."""
    if isinstance(value, MarkdownText):
        yield value, use
    elif isinstance(value, Item):
        yield value.text, use
        if value.sheet:
            yield value.sheet, use
        if value.cue:
            yield value.cue, "prose"
    elif isinstance(value, YamlModel):
        for field in type(value).model_fields:
            yield from _texts_in(getattr(value, field), _USES.get((type(value), field), "prose"))
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one, use)


_ABOUT = ("title", "means", "why")


@dataclass(frozen=True)
class RoleView:
    """A role, merged with its libraries, and the files that it was read from."""

    role: Role
    record: RoleRecord = field(repr=False)
    files: tuple[str, ...]
    sources: Sources = field(repr=False)
    today: datetime.date
    tree: Node = field(repr=False)

    @property
    def id(self) -> str:
        """Its docname."""
        return self.role.document

    @property
    def file(self) -> str:
        """The file that it is written in."""
        return self.files[0]

    @cached_property
    def stages(self) -> list[StageView]:
        """Its stages, in their order."""
        effective = self.record["stages"]
        return [StageView(self, stage, effective[id]) for id, stage in self.role.stages.items()]

    def words(self, text: MarkdownText | None) -> str:
        """A text without its markup, as the record has it."""
        return self._words.get(text.place, text.markdown) if text else ""

    @cached_property
    def _words(self) -> dict[Place, str]:
        """The words of every text of the record, by the place where it is written."""
        texts = texts_of(self.record)
        return {Place(one.file, one.line, one.column): straight(one.words) for one in texts}

    @cached_property
    def trade(self) -> frozenset[str]:
        """The stems of what it says of the job."""
        about = [one[key] for one in self.record["competencies"].values() for key in _ABOUT]
        return _stems_in([self.record["summary"], *about])

    def laws(self, name: str) -> list[Law]:
        """What holds today about a thing in its jurisdictions."""
        where = {code for one in self.role.jurisdictions for code in around(one)}
        return [one for one in laws(name) if one.since <= str(self.today) and where & {*one.where}]

    @property
    def needed(self) -> set[str]:
        """The competencies that the job needs."""
        return {id for id, one in self.role.competencies.items() if one.needs is not None}

    @property
    def steps(self) -> list[list[str]]:
        """What a candidate goes through: stages in their order, each with its alternatives."""
        return [one["stages"] for one in self.record["meetings"] if one["stages"]]

    @property
    def first_of_days(self) -> set[str]:
        """The stages that a day may begin with; without a schedule, every stage."""
        if not self.role.schedule:
            return set(self.role.stages)
        days = [[step.one_of for step in day.stages if step.one_of] for day in self.role.schedule]
        return {id for steps in days for id in (steps[0] if steps else ())}

    def comes_before(self, one: str, other: str) -> bool:
        """Whether a stage comes before another: in the schedule, where it has both, else as
        written."""
        scheduled = [id for step in self.steps for id in step]
        order = scheduled if {one, other} <= set(scheduled) else list(self.role.stages)
        return order.index(one) < order.index(other)

    @property
    def choices(self) -> Iterator[tuple[StageView, StageView]]:
        """The stages between which a candidate chooses, two by two."""
        stages = {one.stage.id: one for one in self.stages}
        for step in self.steps:
            yield from combinations([stages[id] for id in step], 2)

    def each_candidate(self, *kinds: str) -> list[set[str]]:
        """What each step sees of every candidate, whichever of its ways they choose."""
        stages = {one.stage.id: one for one in self.stages}
        steps = ([stages[name].ids_of(*kinds) for name in step] for step in self.steps)
        return [set.intersection(*ways) for ways in steps]

    @property
    def tasks(self) -> Iterator[tuple[Task, StageView, Place]]:
        """Each task that a stage sets, with the first stage that does, and where it begins."""
        seen: set[int] = set()
        for stage in self.stages:
            for task in stage.tasks:
                if id(task) not in seen:
                    seen.add(id(task))
                    yield task, stage, stage.key("task") if task is stage.stage.task else task.at

    def key(self, *path: str | int) -> Place:
        """Where the last of some keys that lead into each other is written, else the one before;
        where none is, the title."""
        spot = locate(self.tree, path)
        return self.role.title.place if spot.key is self.tree else spot.key.place

    @property
    def for_candidates(self) -> Iterator[MarkdownText]:
        """What is written to a candidate alone, of a role that they may read."""
        if self.role.audience == "candidate":
            stages = self.role.stages.values()
            told = [box.told_ for one in stages for box in one.agenda]
            told += [part.told_ for one in stages for part in one.interviewers.values()]
            about = [self.role.candidate, *(one.candidate for one in stages)]
            yield from (text for text, _use in _texts_in((*told, *about), "told"))

    @property
    def closed(self) -> Iterator[MarkdownText]:
        """What would be known beforehand by whoever reads it: questions, what to listen for,
        levels, solutions."""
        for competency in self.role.competencies.values():
            yield from competency.levels.values()
        for stage in self.stages:
            yield from (one.solution for one in stage.tasks if one.solution)
            for question in stage.questions:
                yield from asking(question)
                yield from (item.text for item in question.listen_for)

    def passages(self) -> Iterator[Passage]:
        """All its texts."""
        where = tuple(self.role.jurisdictions)
        for text, use in _texts_in(self.role, "prose"):
            words = self.words(text)
            yield Passage(words, use, text.place, self.sources, jurisdictions=where, written=text)


OFF_BY = 5
"""Minutes that a round number may differ from the agenda."""

REMOTE = {"video", "phone"}
"""Places that are calls; all others are rooms."""

OWN_WORK = ("portfolio", "presentation", "critique", "take-home")
"""Formats that are about work which the candidate brings."""


@dataclass(frozen=True)
class StageView:
    """A stage of a role: as it is written, and as every output shows it (`effective`)."""

    role: RoleView
    stage: Stage
    effective: EffectiveStage

    @property
    def meets(self) -> bool:
        """Whether the candidate is there."""
        return bool(self.effective["meets_candidate"])

    @property
    def read_by_candidates(self) -> bool:
        """Whether they are there, and may read of it."""
        return self.meets and self.role.role.audience == "candidate"

    @property
    def rates(self) -> bool:
        """Whether anything is rated in it."""
        return self.meets and bool(self.stage.observed)

    @cached_property
    def questions(self) -> list[Question]:
        """All that it may ask."""
        return [one for group in self.groups for one in group]

    @cached_property
    def groups(self) -> list[list[Question]]:
        """Its questions; those of one choice, of which one is asked, together."""
        return [_meant(one, self.role.role.questions) for one in self.stage.questions]

    @property
    def rated(self) -> list[Question]:
        """Those of its questions whose answers are rated, or should be: not what is asked at the
        end, of nothing in particular."""
        named = [one for one in self.questions if one.competency != NOT_RATED]
        closing = phrase("closing")
        return [one for one in named if one.competency or not closing.match(self.words(one.ask))]

    @cached_property
    def tasks(self) -> list[Task]:
        """All that it may set."""
        return _meant(self.stage.task, self.role.role.tasks) if self.stage.task else []

    @property
    def sections(self) -> list[SectionRef]:
        """What it draws in: the stage itself, and its timeboxes."""
        return [*self.stage.sections, *(ref for box in self.stage.agenda for ref in box.sections)]

    @property
    def boxes(self) -> list[tuple[Timebox, TimeboxView]]:
        """Its timeboxes, each as it is written, and as every output shows it."""
        return list(zip(self.stage.agenda, self.effective["agenda"], strict=True))

    @property
    def minutes_for_notes(self) -> int:
        """The minutes for notes that its interviewers have without the candidate."""
        alone = [box for box in self.effective["agenda"] if box["who"] == "interviewers"]
        return sum(box["minutes"] for box in alone if box["kind"] == "notes")

    @cached_property
    def parts(self) -> list[str]:
        """The parts of its interviewers, each by its id and what it is."""
        return [f"{id}: {self.words(one.is_)}" for id, one in self.stage.interviewers.items()]

    @cached_property
    def scene(self) -> frozenset[str]:
        """The stems of what it says of itself, without its questions and what is rated."""
        stage = self.effective
        shown: list[object] = [stage["title"], stage["summary"], stage["interviewers"]]
        shown += [stage["candidate"], stage["tasks"], stage["agenda"], stage["whenever"]]
        shown += self.around
        return _stems_in(shown).union(*map(stems, (*self.parts, *self.stage.place)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The stems of what it says and asks, without what is rated."""
        stage = self.effective
        return self.scene | _stems_in([stage["questions"], stage["follow_ups"], stage["goals"]])

    @cached_property
    def things(self) -> frozenset[str]:
        """The stems of what its task is about, and of the parts that its interviewers play."""
        keys = ("title", "brief", "solution", "far_enough")
        tasks = [[task[key] for key in keys] for task in self.effective["tasks"]]
        return _stems_in(tasks).union(self.stage.interviewers)

    @property
    def items(self) -> list[ItemRecord]:
        """What is said and checked while the candidate may be there."""
        met = (box for box in self.effective["agenda"] if box["who"] != "interviewers")
        return [item for box in met for item in (*box["say"], *box["checks"])]

    @property
    def around(self) -> list[ItemRecord]:
        """The states to confirm before and after it."""
        return [*self.effective["checklist"]["before"], *self.effective["checklist"]["after"]]

    @property
    def told(self) -> list[RichText]:
        """What the candidate is told of it before it is under way."""
        stage = self.effective
        welcome = [item["text"] for box in stage["agenda"][:1] for item in box["say"]]
        return [*texts_of([stage["summary"], stage["candidate"], welcome])]

    @property
    def cued(self) -> list[MarkdownText]:
        """What is said in it at a cue, as they who lead it have it on the sheet."""
        said = [item for box in self.stage.agenda for item in box.say if item.cue]
        return [item.text for item in (*said, *self.stage.whenever)]

    @property
    def given(self) -> list[RichText]:
        """What the candidate hears or reads, and what is to be true of them."""
        stage = self.effective
        briefs = [task["brief"] for task in stage["tasks"]]
        said = [item["text"] for item in self.items]
        return [*texts_of([said, briefs, stage["candidate"], (stage["ai"] or {}).get("say")])]

    @property
    def seen(self) -> list[tuple[str, str]]:
        """What is rated in it, from the level on that the job needs: competencies and texts."""
        found = []
        for one in (*self.stage.main, *self.stage.also):
            bank = self.role.role.competencies[one.id]
            needed = bank.needs or max(bank.levels, default=0)
            texts = [one.here, *(text for n, text in bank.levels.items() if n >= needed)]
            found += [(one.id, self.words(text)) for text in texts if text]
        return found

    @property
    def about_it(self) -> Iterator[tuple[MarkdownText, tuple[str, ...]]]:
        """What is asked in it and seen in it, each with what it may speak of from elsewhere."""
        for question in self.questions:
            more = [one for one in (question.easier, question.harder) if one]
            elsewhere = ("board", "call") if question.kind == "behavioural" else ()
            yield from ((text, elsewhere) for text in (*asking(question), *more))
        here = [one.here for one in (*self.stage.main, *self.stage.also) if one.here]
        yield from ((text, ()) for text in (*here, *(item.text for item in self.stage.follow_ups)))

    def has(self, what: str) -> bool:
        """Whether it has what words take for granted: a break, a board, a call, a task, or work
        together before."""
        kinds = {box["kind"] for box in self.effective["agenda"]}
        format = self.stage.format
        if what == "break":
            return "break" in kinds
        if what == "board":
            return format == "system-design" or not self.scene.isdisjoint(("board", "whiteboard"))
        if what == "call":
            return not self.scene.isdisjoint(("call", "phone", "telephon", "video"))
        if what == "task":
            return bool(self.tasks) or format in OWN_WORK
        return format != "take-home" and "main" in kinds

    def absent_part(self, words: str) -> re.Match[str] | None:
        """The first part of an interviewer that words name, and it does not have."""
        parts = frozenset().union(*map(stems, self.parts))
        named = phrase("parts").finditer(words)
        return next((one for one in named if stem(one.group()) not in parts), None)

    @property
    def minutes_met(self) -> int:
        """The candidate's time without what they do at home."""
        return self.effective["candidate_time"] - (self.stage.candidate_minutes or 0)

    def other_lengths(self, words: str) -> Iterator[re.Match[str]]:
        """The lengths that words name and it has not."""
        home, review = self.stage.candidate_minutes or 0, self.stage.review_minutes or 0
        own = {self.stage.minutes, self.minutes_met, home, review}
        own |= {box.minutes for box in self.stage.agenda}
        for minutes, found in lengths(words):
            if all(abs(minutes - one) > OFF_BY for one in own):
                yield found

    def ids_of(self, *kinds: str) -> set[str]:
        """The ids of the competencies under `main`, `also`, or both."""
        return {one.id for kind in kinds for one in getattr(self.stage, kind)}

    def words(self, text: MarkdownText | None) -> str:
        """A text without its markup."""
        return self.role.words(text)

    def key_or_role(self, key: str) -> Place:
        """Where it says something, or the role for it."""
        return self.key(key) if getattr(self.stage, key) else self.role.key(key)

    def key(self, *path: str | int) -> Place:
        """Where a key of the stage is, or an item of a list in it, or where the stage starts."""
        return self.role.key("stages", self.stage.id, *path)


def _stems_in(part: object) -> frozenset[str]:
    """The stems of all texts in a part of a record."""
    return frozenset().union(*(stems(text.words) for text in texts_of(part)))


def _meant(entry: Choice | P, bank: Mapping[str, P]) -> list[P]:
    """What an entry of a stage stands for."""
    return [bank[id] for id in entry.one_of if id in bank] if isinstance(entry, Choice) else [entry]


def place_of(text: RichText) -> Place:
    """Where a text of the record is written."""
    return Place(text.file, text.line, text.column)


def asking(question: Question) -> list[MarkdownText]:
    """What is said aloud to every candidate: the question and its follow-ups."""
    return [question.ask, *(item.text for item in question.follow_ups)]


@dataclass(frozen=True)
class ArticleView:
    """A page in Markdown or reStructuredText. `empty` are the titles of sections with nothing in
    them before the draft ends, `tags` its HTML tags; it is `unused` where a series lists it and no
    role draws on it: not where one with errors names it."""

    record: ArticleRecord
    file: str
    passages: tuple[Passage, ...]
    empty: tuple[tuple[str, Place], ...]
    tags: tuple[tuple[str, Place], ...]
    unused: bool

    @property
    def at(self) -> Place:
        """Where it begins: its title."""
        whole = self.record["sections"][self.record["anchors"][""]]
        return Place(self.file, whole["line"], 1)


@dataclass(frozen=True)
class LetterView:
    """A letter of an article, and a stage that it is about."""

    stage: StageView
    passages: tuple[Passage, ...]


MANY_WORDS = 5
"""Words of a sentence that nobody writes twice by chance."""


class ClosedSentence(NamedTuple):
    """A sentence that is for the panel alone: its words, as it is written, and where."""

    words: tuple[str, ...]
    sentence: str
    place: Place


ClosedSentences: TypeAlias = Mapping[tuple[str, ...], Sequence[ClosedSentence]]
"""Those of at least `MANY_WORDS` words, by as many of the first."""


def folded(text: str) -> tuple[str, ...]:
    """The words of a text in small letters."""
    return tuple(re.findall(r"\w+", text.casefold()))


def closed_sentences(roles: Iterable[RoleView]) -> ClosedSentences:
    """What no page that others may read says of the roles."""
    once = {
        folded(sentence): ClosedSentence(folded(sentence), sentence, text.place)
        for role in roles
        for text in role.closed
        for sentence in sentences(role.words(text))
        if count(sentence) >= MANY_WORDS
    }
    found: dict[tuple[str, ...], list[ClosedSentence]] = {}
    for words, one in once.items():
        found.setdefault(words[:MANY_WORDS], []).append(one)
    return found


@dataclass(frozen=True)
class OpenPage:
    """The passages of a page that others than the panel may read, and what none of them says."""

    passages: tuple[Passage, ...]
    closed: ClosedSentences = field(repr=False)


@dataclass(frozen=True)
class LibraryView:
    """A library of role files: whether a role extends it, and those of its tasks and questions
    that no role uses, by kind, id and place."""

    file: str
    extended: bool
    unused: tuple[tuple[str, str, Place], ...]


@dataclass(frozen=True)
class DeadLink:
    """A reference that leads nowhere."""

    place: Place
    message: str
