"""What a role is: every key that an owner can write, with its meaning and who may read it.

The JSON Schema, the reference pages and the candidate's edition are made of what stands here.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, PrivateAttr, Tag, computed_field, model_validator

from .base import NOWHERE, Audience, Named, Piece, told
from .fields import (
    ENTRIES,
    LEVELS,
    LIST,
    ONE_OF,
    ONE_OR_LIST,
    Address,
    Date,
    Days,
    Flag,
    Id,
    Level,
    Minutes,
    Number,
    Read,
    Says,
    Texts,
    Word,
    read_id,
    read_list,
    read_one_of,
)
from .nodes import Items, Mapping, Node
from .text import Text

Format: TypeAlias = Annotated[
    Literal[
        "screen", "pairing", "structured", "system-design", "code-review", "take-home",
        "portfolio", "presentation", "critique", "role-play", "conversation", "retrospective",
        "debrief", "other",
    ],
    ONE_OF,
]  # fmt: skip
TimeboxKind: TypeAlias = Annotated[
    Literal["welcome", "main", "questions", "their-questions", "break", "notes", "other"], ONE_OF
]
QuestionKind: TypeAlias = Annotated[
    Literal["behavioural", "situational", "technical", "open"], ONE_OF
]
Without: TypeAlias = Annotated[Literal["goals", "non_goals", "checklist", "say", "prose"], ONE_OF]
Who: TypeAlias = Annotated[Literal["candidate", "interviewers", "everyone"], ONE_OF]

MISSING = Text("", NOWHERE, (1,))
"""Stands in for a text that is not there, so that the rest of a role can be read."""


def _texts(audience: Audience, description: str) -> Any:
    return told(audience, description, ())


class Part(Named):
    """What one of the interviewers does in a stage."""

    short = "is"
    is_: Text = told("interviewer", "What the part is.", MISSING, alias="is", needed=True)
    rates: Flag = told("interviewer", "Whether who plays it fills in a scorecard.", True)
    brief: Text | None = told("interviewer", "What only who plays it is told.")


class SectionRef(Piece):
    """A section of an article that is drawn into a stage."""

    short = "from"
    from_: Address = told(
        "interviewer",
        "The article, from the source root, and its section: `articles/conducting#the-pairing`.",
        "",
        alias="from",
        needed=True,
    )
    without: Annotated[tuple[Without, ...], LIST] = told(
        "interviewer", "What of the section is left out.", ()
    )

    @property
    def document(self) -> str:
        return self.from_.partition("#")[0]

    @property
    def fragment(self) -> str:
        return self.from_.partition("#")[2]

    @computed_field(description="The file that it is written in.")  # type: ignore[prop-decorator]
    @property
    def file(self) -> str:
        return self.at.file

    @computed_field(description="The line that it starts in.")  # type: ignore[prop-decorator]
    @property
    def line(self) -> int:
        return self.at.line

    @computed_field(description="The column that it starts at.")  # type: ignore[prop-decorator]
    @property
    def column(self) -> int:
        return self.at.column


def _with(node: Any) -> Any:
    """`task`, `questions` or ids; whether they exist is known when the stage is whole."""
    if isinstance(node, Items):
        return tuple(read_id(item) for item in read_list(node))
    return read_one_of(node, ("task", "questions"))


_WITH = {
    "anyOf": [
        {"type": "string", "enum": ["task", "questions"]},
        {"type": "array", "items": {"type": "string"}},
        {"type": "null"},
    ]
}


class Timebox(Piece):
    """One item of an agenda."""

    minutes: Minutes = told("interviewer", "How long it takes.", 0, needed=True)
    is_: TimeboxKind = told("interviewer", "What happens in it.", "other", alias="is", needed=True)
    title: Text | None = told("interviewer", "Its title; without one, the name of its kind.")
    with_: Annotated[str | tuple[str, ...] | None, Read(_with, _WITH)] = told(
        "interviewer",
        "What it is spent on: `task`, `questions` (those that no other item names) or a list of "
        "ids of the stage's questions.",
        alias="with",
        adds=False,
    )
    say: Text | None = told("interviewer", "Words to say as it starts.")
    who: Who | None = told(
        "interviewer", "Who is there: everyone, or in `notes` the interviewers, unless told here."
    )


class Checklist(Piece):
    """States to confirm before, during and after a stage."""

    before: Texts = _texts("interviewer", "What is true before the candidate comes in.")
    during: Texts = _texts("interviewer", "What is true while the stage runs.")
    after: Texts = _texts("interviewer", "What is true before the interviewers part.")


class Candidate(Piece):
    """What the candidate is told about a stage."""

    expect: Text | None = told("candidate", "What will happen.")
    bring: Texts = _texts("candidate", "What to bring, or to have at hand.")
    not_tested: Texts = _texts("candidate", "What the stage is not about.")


class Tried(Piece):
    """A rehearsal of a task."""

    on: Date | None = told("interviewer", "The day.")
    by: Word | None = told("interviewer", "Who did it.")
    minutes: Minutes | None = told("interviewer", "How long it took.")


class Task(Named):
    """Something to work on in a stage."""

    title: Text = told("candidate", "Its title.", MISSING, needed=True)
    brief: Text | None = told("candidate", "What is handed to the candidate.")
    repository: Word | None = told("interviewer", "Where its code is.")
    far_enough: Text | None = told("interviewer", "How far is far enough.")
    easier: Texts = _texts("interviewer", "Ways to make it easier on the spot.")
    harder: Texts = _texts("interviewer", "Ways to make it harder on the spot.")
    solution: Text | None = told("interviewer", "How it can be solved.")
    tried: Tried | None = told("interviewer", "When one of us did it last.")


class Question(Named):
    """A question to the candidate."""

    own_id: Id | None = told(
        "interviewer", "Its id, for one that is written in a stage; else its number.", alias="id"
    )
    ask: Text = told("interviewer", "The question, as it is said.", MISSING, needed=True)
    competency: Id | None = told("interviewer", "The competency that the answers show.")
    kind: QuestionKind | None = told("interviewer", "What kind of question it is.")
    probe: Flag = told(
        "interviewer", "True: asked when there is time; else asked of every candidate.", False
    )
    listen_for: Texts = _texts("interviewer", "What good answers have in them.")
    follow_ups: Texts = _texts("interviewer", "What to ask next.")
    easier: Text | None = told("interviewer", "An easier form of the question.")
    harder: Text | None = told("interviewer", "A harder form of the question.")


class Competency(Named):
    """What is rated, with its anchored levels."""

    title: Text = told("interviewer", "Its name.", MISSING, needed=True)
    means: Text | None = told("interviewer", "What it means, in one line.")
    why: Text | None = told("interviewer", "Why the job needs it.")
    needs: Number | None = told(
        "interviewer", "The level that the job needs; without it, nice to have."
    )
    levels: Annotated[dict[Level, Text], LEVELS] = told(
        "interviewer", "What is seen at each level; 1 is the lowest.", {}
    )


class Choice(Piece):
    """An id, or several of which the owner takes one."""

    short = "one_of"
    one_of: Annotated[tuple[Id, ...], ONE_OR_LIST] = told(
        "interviewer", "The ids to choose from.", (), needed=True, adds=False
    )
    now: Id | None = told("interviewer", "The one that is taken at present.")


def _written(node: Any) -> str:
    """Which of a union a node is: ids (or their choice), or what is written in their place."""
    if isinstance(node, Mapping):
        return "<ids>" if {"one_of", "now"} & node.entries.keys() else "<written>"
    return "<ids>" if isinstance(node, Node | Choice) else "<written>"


TaskEntry: TypeAlias = Annotated[
    Annotated[Choice, Tag("<ids>")] | Annotated[Task, Tag("<written>")], Discriminator(_written)
]
QuestionEntry: TypeAlias = Annotated[
    Annotated[Choice, Tag("<ids>")] | Annotated[Question, Tag("<written>")],
    Discriminator(_written),
]


class Stage(Named):
    """One meeting with the candidate, or about them."""

    title: Text = told("everyone", "Its title.", MISSING, needed=True)
    summary: Text | None = told("everyone", "What happens in it, in a line or two.")
    format: Format = told("everyone", "What kind of meeting it is.", "other", needed=True)
    minutes: Minutes = told(
        "everyone", "How long it is; the agenda must add up to it.", 0, needed=True
    )
    candidate_minutes: Minutes | None = told(
        "everyone", "How long the candidate works alone before it, as in a take-home."
    )
    return_within_days: Days | None = told("everyone", "Days that the candidate has for that work.")
    review_minutes: Minutes | None = told(
        "interviewer", "How long each rater reads that work, alone, before the meeting."
    )
    place: Annotated[tuple[Word, ...], LIST] = told(
        "everyone", "Where it can be: `office`, `video` or words of your own.", ()
    )
    interviewers: Annotated[dict[Id, Part], ENTRIES] = told(
        "interviewer", "The parts that interviewers play, by id.", {}
    )
    main: Annotated[tuple[Id, ...], LIST] = told(
        "interviewer", "The competencies that the stage is there to see.", ()
    )
    also: Annotated[tuple[Id, ...], LIST] = told(
        "interviewer", "The competencies that can be seen there too.", ()
    )
    sections: Annotated[tuple[SectionRef, ...], LIST] = told(
        "interviewer", "Sections of articles that are drawn in.", ()
    )
    goals: Texts = _texts("interviewer", "What the stage is for.")
    non_goals: Texts = _texts("interviewer", "What the stage must not become.")
    agenda: Annotated[tuple[Timebox, ...], LIST] = told(
        "interviewer", "Its timeboxes, in their order.", (), needed=True
    )
    say: Says = told("interviewer", "Further words to say, each by its cue.", (), adds=False)
    checklist: Checklist = told("interviewer", "States to confirm.", Checklist())
    task: TaskEntry | None = told(
        "everyone", "An id of a task, a choice of ids, or a task written here."
    )
    questions: Annotated[tuple[QuestionEntry, ...], LIST] = told(
        "interviewer", "Ids of questions, choices of ids, or questions written here.", ()
    )
    candidate: Candidate = told("everyone", "What the candidate is told.", Candidate())

    @model_validator(mode="after")
    def _name(self) -> "Stage":
        """Give what is written in the stage the id that it has not from a bank."""
        for number, entry in enumerate(self.questions, 1):
            if isinstance(entry, Question):
                entry._id = entry.own_id or f"question-{number}"
        if isinstance(self.task, Task):
            self.task._id = "task"
        return self


class Step(Piece):
    """A stage in the schedule, a choice that the candidate has, or a break."""

    short = "one_of"
    one_of: Annotated[tuple[Id, ...], ONE_OR_LIST] = told(
        "everyone", "The stage, or those of which the candidate chooses one.", (), adds=False
    )
    break_: Minutes | None = told("everyone", "How long a break is.", alias="break")


class ScheduleDay(Piece):
    """What happens on one day."""

    day: Number = told("everyone", "The day, counted from the first.", 0, needed=True)
    stages: Annotated[tuple[Step, ...], LIST] = told(
        "everyone", "Its stages, choices and breaks, in their order.", (), needed=True, adds=False
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

    extends: Annotated[tuple[Word, ...], LIST] = told(
        "interviewer", "The libraries that this file builds on; a later one wins.", (), adds=False
    )
    title: Text = told("everyone", "The job's title.", MISSING, needed=True)
    level: Text | None = told("everyone", "How senior it is, in free words.")
    summary: Text | None = told("everyone", "What the job is, in a line or two.")
    owner: Word | None = told("interviewer", "Who keeps this guide true.")
    review_by: Date | None = told("interviewer", "The day by which it is to be read again.")
    jurisdictions: Annotated[tuple[Word, ...], LIST] = told(
        "interviewer", "Where the law says which topics to avoid, by codes of countries.", ()
    )
    looking_for: Texts = _texts("interviewer", "What we look for.")
    not_looking_for: Texts = _texts("interviewer", "What we do not look for.")
    scale: Annotated[dict[Level, Text], LEVELS] = told(
        "interviewer", "The names of the levels, from 1; two to five of them.", {}
    )
    competencies: Annotated[dict[Id, Competency], ENTRIES] = told(
        "interviewer", "What is rated, by id.", {}
    )
    tasks: Annotated[dict[Id, Task], ENTRIES] = told(
        "everyone", "Tasks by id, used where a stage names them.", {}
    )
    questions: Annotated[dict[Id, Question], ENTRIES] = told(
        "interviewer", "Questions by id, used where a stage names them.", {}
    )
    stages: Annotated[dict[Id, Stage], ENTRIES] = told(
        "everyone", "Stages by id, in the order in which the candidate meets them.", {}, needed=True
    )
    schedule: Annotated[tuple[ScheduleDay, ...], LIST] = told(
        "everyone", "The days; without it, the stages in their order.", ()
    )
    adjustments: Text | None = told("everyone", "How a candidate asks for an adjustment.")
    decision: Decision | None = told("everyone", "How it is decided.")
    _document: str = PrivateAttr("")

    @property
    def document(self) -> str:
        """The role's docname, which is its id."""
        return self._document

    def record(self, plain: Callable[[Text], str]) -> dict[str, Any]:
        """The role as JSON-able data; `plain` gives a text without its markup."""
        context = {"plain": plain, "document": self.document}
        record = self.model_dump(mode="json", by_alias=True, context=context)
        _number(record, "")
        return {"id": self.document, **record}


def _number(value: Any, path: str) -> None:
    """Tell each item its list's key and its index; a stage's lists go by the stage's id."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _number(inner, f"{path}.{key}" if path and path != "stages" else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, dict) and "source" in inner:
                inner["source"] |= {"list": path, "index": index}
            else:
                _number(inner, f"{path}[{index}]")


PIECES: tuple[type[Piece], ...] = (
    Role, Stage, Part, SectionRef, Timebox, Checklist, Candidate, Task, Tried, Question, Competency,
    Choice, ScheduleDay, Step, Decision,
)  # fmt: skip
"""All parts of a role, from the whole to the small."""
