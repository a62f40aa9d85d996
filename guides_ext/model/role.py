"""What a role is: every key that an owner can write, with its meaning and who may read it.

The comments of JSON Schema, the reference pages and the candidate's edition come from here.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import Discriminator, Tag, computed_field

from .base import NOWHERE, Named, Piece, told
from .fields import (
    ENTRIES,
    ID_READER,
    IDS,
    LEVELS,
    WORDS,
    Address,
    Date,
    Days,
    Flag,
    Id,
    Ids,
    LevelKey,
    Minutes,
    Number,
    Open,
    Read,
    Says,
    Texts,
    Word,
    one_of,
)
from .nodes import Items, Mapping, Node, Scalar
from .text import Text

Format: TypeAlias = Literal[
    "screen", "pairing", "structured", "system-design", "code-review", "take-home", "portfolio",
    "presentation", "critique", "role-play", "conversation", "retrospective", "debrief", "other",
]  # fmt: skip
TimeboxKind: TypeAlias = Literal[
    "welcome", "main", "questions", "their-questions", "break", "notes", "other"
]
QuestionKind: TypeAlias = Literal["behavioural", "situational", "technical", "open"]
ListKind: TypeAlias = Literal["goals", "non_goals", "checklist", "say", "prose"]
Who: TypeAlias = Literal["candidate", "interviewers", "everyone"]
Spot: TypeAlias = Literal["office", "video", "phone", "home"]

NO_TEXT = Text("", NOWHERE, (1,))
"""Stands in for a text that is missing, so that the rest can be read."""


def _texts(audience: Any, description: str) -> Any:
    return told(audience, description, ())


class Part(Named):
    """What one of the interviewers does in a stage."""

    short = "is"
    is_: Text = told("everyone", "What the part is.", NO_TEXT, alias="is", needed=True)
    rates: Flag = told("interviewer", "Whether who plays it fills in a scorecard.", True)
    brief: Text | None = told("interviewer", "What only this interviewer is told.")


class SectionRef(Piece):
    """A section of an article that is drawn into a stage."""

    short = "from"
    from_: Address = told(
        "interviewer",
        "The article from the source root, and the section: articles/conducting#the-pairing.",
        "",
        alias="from",
        needed=True,
    )
    without: Annotated[tuple[Annotated[ListKind, one_of(*get_args(ListKind))], ...], WORDS] = told(
        "interviewer", "What of the section is left out.", ()
    )

    @computed_field(description="The file that it is written in.")  # type: ignore[prop-decorator]
    @property
    def file(self) -> str:
        return self.at.file

    @computed_field(description="The line that it stands in.")  # type: ignore[prop-decorator]
    @property
    def line(self) -> int:
        return self.at.line

    @computed_field(description="The column that it starts at.")  # type: ignore[prop-decorator]
    @property
    def column(self) -> int:
        return self.at.column

    @property
    def document(self) -> str:
        return self.from_.partition("#")[0]

    @property
    def fragment(self) -> str:
        return self.from_.partition("#")[2]


def _with(node: Any) -> Any:
    """`task`, `questions`, or ids; whether the ids exist is known when the stage is whole."""
    if isinstance(node, Items):
        return tuple(ID_READER.convert(item) for item in IDS.convert(node))
    return one_of("task", "questions").convert(node)


class Timebox(Piece):
    """One item of an agenda."""

    minutes: Minutes = told("candidate", "How long it takes.", 0, needed=True)
    is_: Annotated[TimeboxKind, one_of(*get_args(TimeboxKind))] = told(
        "candidate", "What happens in it.", "other", alias="is", needed=True
    )
    title: Text | None = told("candidate", "Its title; by default the name of its kind.")
    with_: Annotated[str | tuple[str, ...] | None, Read(_with, {})] = told(
        "interviewer",
        "What it is spent on: `task`, `questions` (those that no other item names) or a list of "
        "ids of the stage's questions.",
        alias="with",
    )
    say: Text | None = told("interviewer", "Words to say as it starts.")
    who: Annotated[Who, one_of(*get_args(Who))] | None = told(
        "candidate", "Who takes part; by default everyone, interviewers only in notes."
    )


class Checklist(Piece):
    """States to confirm before, during and after a stage."""

    before: Texts = _texts("interviewer", "What is so before the candidate comes in.")
    during: Texts = _texts("interviewer", "What is so while the stage runs.")
    after: Texts = _texts("interviewer", "What is so before the interviewers part.")


class Candidate(Piece):
    """What the candidate is told about a stage."""

    expect: Text | None = told("candidate", "What will happen.")
    bring: Texts = _texts("candidate", "What to bring or to have at hand.")
    not_tested: Texts = _texts("candidate", "What the stage is not about.")


class Tried(Piece):
    """A rehearsal of a task."""

    on: Date | None = told("interviewer", "The day.")
    by: Word | None = told("interviewer", "Who did it.")
    minutes: Minutes | None = told("interviewer", "How long it took.")


class Task(Named):
    """Something to work on in a stage."""

    title: Text = told("candidate", "Its title.", NO_TEXT, needed=True)
    brief: Text | None = told("candidate", "What is handed to the candidate.")
    repository: Word | None = told("candidate", "Where its code is.")
    far_enough: Text | None = told("interviewer", "What is enough for a good stage.")
    easier: Texts = _texts("interviewer", "Ways to make it easier on the spot.")
    harder: Texts = _texts("interviewer", "Ways to make it harder on the spot.")
    solution: Text | None = told("interviewer", "How it can be solved.")
    tried: Tried | None = told("interviewer", "When one of us did it last.")


class Question(Named):
    """A question to the candidate."""

    own_id: Id | None = told(
        "interviewer", "Its id, for a question that is written in a stage.", alias="id"
    )
    ask: Text = told("interviewer", "The question, as it is said.", NO_TEXT, needed=True)
    competency: Id | None = told("interviewer", "The competency that answers show.")
    kind: Annotated[QuestionKind, one_of(*get_args(QuestionKind))] | None = told(
        "interviewer", "What kind of question it is."
    )
    probe: Flag = told("interviewer", "Asked when there is time; else of every candidate.", False)
    listen_for: Texts = _texts("interviewer", "What good answers have in them.")
    follow_ups: Texts = _texts("interviewer", "What to ask next.")
    easier: Text | None = told("interviewer", "An easier form of the question.")
    harder: Text | None = told("interviewer", "A harder form of the question.")


class Competency(Named):
    """What is rated, with its anchored levels."""

    title: Text = told("interviewer", "Its name.", NO_TEXT, needed=True)
    means: Text | None = told("interviewer", "What it means, in one line.")
    why: Text | None = told("interviewer", "Why the job needs it.")
    needs: Number | None = told(
        "interviewer", "The level that the job needs; without it, the competency is nice to have."
    )
    levels: Annotated[dict[LevelKey, Text], LEVELS] = told(
        "interviewer", "What is seen at each level; 1 is the lowest.", {}
    )


class Choice(Piece):
    """An id, or several of which one is taken."""

    short = "one_of"
    one_of: Annotated[
        tuple[Id, ...], Open(lambda n: [n] if isinstance(n, Scalar) else IDS.convert(n))
    ] = told("interviewer", "The ids to choose from.", (), needed=True)
    now: Id | None = told("interviewer", "The one that is taken at present.")


def _written(node: Any) -> str:
    """Whether a node is an id or choice, or a thing written in its place."""
    if isinstance(node, Node):
        choice = not isinstance(node, Mapping) or {"one_of", "now"} & node.entries.keys()
        return "<id>" if choice else "<written>"
    return "<id>" if isinstance(node, Choice) else "<written>"


ID_SHORT = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}
ChoiceValue: TypeAlias = Annotated[Choice, Open(lambda node: node, ID_SHORT), Tag("<id>")]
QuestionEntry: TypeAlias = Annotated[
    ChoiceValue | Annotated[Question, Tag("<written>")], Discriminator(_written)
]
TaskEntry: TypeAlias = Annotated[
    ChoiceValue | Annotated[Task, Tag("<written>")], Discriminator(_written)
]
TEXT_SHORT = {"type": "string"}
PartValue: TypeAlias = Annotated[Part, Open(lambda node: node, TEXT_SHORT)]
SectionValue: TypeAlias = Annotated[SectionRef, Open(lambda node: node, TEXT_SHORT)]


class Stage(Named):
    """One meeting with the candidate, or about them."""

    title: Text = told("everyone", "Its title.", NO_TEXT, needed=True)
    summary: Text | None = told("everyone", "What happens in it, in a line or two.")
    format: Annotated[Format, one_of(*get_args(Format))] = told(
        "everyone", "What kind of meeting it is.", "other", needed=True
    )
    minutes: Minutes = told(
        "everyone", "How long the meeting is; the agenda adds up to it.", 0, needed=True
    )
    candidate_minutes: Minutes | None = told(
        "everyone", "Take-home: how long the candidate is to work."
    )
    return_within_days: Days | None = told(
        "everyone", "Take-home: days until the candidate sends it back."
    )
    review_minutes: Minutes | None = told(
        "interviewer", "Take-home: how long each rater reads alone before the meeting."
    )
    place: Annotated[tuple[Annotated[Spot, one_of(*get_args(Spot))], ...], WORDS] = told(
        "everyone", "Where it can take place.", ()
    )
    interviewers: Annotated[dict[Id, PartValue], ENTRIES] = told(
        "everyone", "The parts that interviewers play.", {}
    )
    main: Ids = told("interviewer", "The competencies that the stage is there to see.", ())
    also: Ids = told("interviewer", "The competencies that can be seen there too.", ())
    sections: Annotated[tuple[SectionValue, ...], WORDS] = told(
        "interviewer", "Sections of articles that are drawn in.", ()
    )
    goals: Texts = _texts("interviewer", "What the stage is for.")
    non_goals: Texts = _texts("interviewer", "What the stage must not become.")
    agenda: Annotated[tuple[Timebox, ...], WORDS] = told(
        "everyone", "Its timeboxes, in their order.", (), needed=True
    )
    say: Says = told("interviewer", "Further words to say, each by its cue.", ())
    checklist: Checklist = told("interviewer", "States to confirm.", Checklist())
    task: TaskEntry | None = told(
        "everyone", "An id of a task, a choice of ids, or a task written here."
    )
    questions: Annotated[tuple[QuestionEntry, ...], WORDS] = told(
        "interviewer", "Ids of questions, choices of ids, or questions written here.", ()
    )
    candidate: Candidate = told("everyone", "What the candidate is told.", Candidate())


class Step(Piece):
    """A stage in the schedule, a choice that the candidate has, or a break."""

    short = "one_of"
    one_of: Annotated[
        tuple[Id, ...], Open(lambda n: [n] if isinstance(n, Scalar) else IDS.convert(n))
    ] = told("everyone", "The stage, or those of which the candidate chooses one.", ())
    break_: Minutes | None = told("everyone", "How long a break is.", alias="break")


StepValue: TypeAlias = Annotated[Step, Open(lambda node: node, ID_SHORT)]


class ScheduleDay(Piece):
    """What happens on one day."""

    day: Number = told("everyone", "The day, counted from the first.", 0, needed=True)
    stages: Annotated[tuple[StepValue, ...], IDS] = told(
        "everyone", "Its stages, choices and breaks, in their order.", (), needed=True
    )


class Decision(Piece):
    """How it is decided."""

    rule: Text | None = told("interviewer", "What makes it a yes.")
    by: Text | None = told("interviewer", "Who decides.")
    answer_within_days: Days | None = told(
        "everyone", "Working days from the last stage with the candidate to our answer."
    )


class Role(Piece):
    """A job that is hired for."""

    extends: Annotated[tuple[Word, ...], WORDS] = told(
        "interviewer", "The libraries that this file builds on; a later one wins.", ()
    )
    title: Text = told("everyone", "The job's title.", NO_TEXT, needed=True)
    level: Text | None = told("everyone", "How senior it is, in free words.")
    summary: Text | None = told("everyone", "What the job is, in a line or two.")
    owner: Word | None = told("interviewer", "Who keeps this guide true.")
    review_by: Date | None = told("interviewer", "The day by which it is to be read again.")
    jurisdictions: Annotated[tuple[Word, ...], WORDS] = told(
        "interviewer", "Whose law applies, as codes of countries: which topics are watched.", ()
    )
    looking_for: Texts = _texts("interviewer", "What we look for.")
    not_looking_for: Texts = _texts("interviewer", "What we do not look for.")
    scale: Annotated[dict[LevelKey, Text], LEVELS] = told(
        "interviewer", "The names of the levels, from 1; two to five of them.", {}
    )
    competencies: Annotated[dict[Id, Competency], ENTRIES] = told(
        "interviewer", "What is rated, by id.", {}
    )
    tasks: Annotated[dict[Id, Task], ENTRIES] = told("everyone", "Tasks, by id.", {})
    questions: Annotated[dict[Id, Question], ENTRIES] = told("interviewer", "Questions, by id.", {})
    stages: Annotated[dict[Id, Stage], ENTRIES] = told(
        "everyone", "Stages by id, in the order in which the candidate meets them.", {}, needed=True
    )
    schedule: Annotated[tuple[ScheduleDay, ...], WORDS] = told(
        "everyone", "The days; without it the stages come in their order.", ()
    )
    adjustments: Text | None = told("everyone", "How a candidate asks for an adjustment.")
    decision: Decision | None = told("everyone", "How it is decided.")
    _document: str = ""

    @property
    def document(self) -> str:
        """The role's docname."""
        return self._document

    def record(self, plain: Callable[[Text], str]) -> dict[str, Any]:
        """The role as JSON-able data; `plain` gives a text without its markup."""
        context = {"plain": plain, "document": self.document}
        record = self.model_dump(mode="json", by_alias=True, context=context)
        _number(record, "")
        return {"id": self.document} | record


def _number(value: Any, path: str) -> None:
    """Give each item its list's key and its index in it; a stage's lists go by the stage's id."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _number(inner, f"{path}.{key}" if path and path != "stages" else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, dict) and "source" in inner:
                inner["source"] |= {"list": path, "index": index}
            else:
                _number(inner, f"{path}[{index}]")
