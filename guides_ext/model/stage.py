"""What a stage is made of: every key that an owner can write, its meaning, and who may read it."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, PlainValidator, Tag, WithJsonSchema, model_validator

from .base import NOWHERE, Circle, Named, YamlModel, told
from .fields import (
    ENTRIES,
    OBSERVED,
    OBSERVED_AS_WRITTEN,
    ONE_OF,
    Address,
    Checks,
    Cues,
    Date,
    Days,
    Flag,
    Id,
    Levels,
    Listed,
    Minutes,
    Number,
    OneOrList,
    Says,
    Texts,
    Word,
    read_id,
    read_list,
)
from .ids import TASK, KindOfTimebox
from .nearest import did_you_mean
from .nodes import Items, Mapping, Node, Scalar, expected
from .problems import fault
from .text import MarkdownText

Format: TypeAlias = Annotated[
    Literal[
        "screen", "pairing", "structured", "system-design", "code-review", "take-home",
        "portfolio", "presentation", "critique", "role-play", "conversation", "retrospective",
        "debrief", "other",
    ],
    ONE_OF,
]  # fmt: skip
TimeboxKind: TypeAlias = Annotated[KindOfTimebox, ONE_OF]
QuestionKind: TypeAlias = Annotated[
    Literal["behavioural", "situational", "technical", "open"], ONE_OF
]
UseOfAI: TypeAlias = Annotated[Literal["forbidden", "allowed", "disclosed", "expected"], ONE_OF]
Without: TypeAlias = Annotated[Literal["goals", "non_goals", "checklist", "say", "prose"], ONE_OF]
Who: TypeAlias = Annotated[Literal["candidate", "interviewers", "everyone"], ONE_OF]

MISSING = MarkdownText("", NOWHERE, (1,))
"""Stands in for a text that is not there, so that the rest of a role can be read."""


def texts(circle: Circle, description: str) -> Any:
    return told(circle, description, ())


class InterviewerPart(Named):
    """What one of the interviewers does in a stage."""

    short = "is"
    is_: MarkdownText = told("company", "What the part is.", MISSING, alias="is", needed=True)
    rates: Flag = told("company", "Whether who plays it fills in a scorecard.", True)
    brief: MarkdownText | None = told("panel", "What only who plays it is told.")
    told_: MarkdownText | None = told(
        "candidate", "What the candidate is told of the part.", alias="told"
    )


class Observed(Named):
    """A competency that a stage looks at."""

    short = "here"
    here: MarkdownText | None = told(
        "panel", "What it looks like in this stage; its levels hold in every stage."
    )


ObservedHere: TypeAlias = Annotated[tuple[Observed, ...], OBSERVED, OBSERVED_AS_WRITTEN]


class AI(YamlModel):
    """Which help of machines there is, on either side."""

    candidate: UseOfAI | None = told(
        "candidate", "Whether the candidate may use it: forbidden, allowed, disclosed or expected."
    )
    say: MarkdownText | None = told("candidate", "What the candidate is told about it.")
    ours: MarkdownText | None = told("candidate", "What tools of ours read, record or score.")


class Recording(YamlModel):
    """Whether a meeting is recorded; where it is, what is said of it and how to do without."""

    short, short_is = "is", "true, false"
    is_: Flag = told("candidate", "Whether it is recorded.", True, alias="is")
    say: MarkdownText | None = told("candidate", "What the candidate is told before it starts.")
    instead: MarkdownText | None = told(
        "candidate", "What happens where the candidate does not want it."
    )


class SectionRef(YamlModel):
    """A section of an article that is drawn into a stage."""

    short = "from"
    from_: Address = told(
        "candidate",
        "The article, from the source root, and its section: `articles/conducting#the-pairing`.",
        "",
        alias="from",
        needed=True,
    )
    without: Listed[Without] = told("candidate", "What of the section is left out.", (), adds=False)

    @property
    def document(self) -> str:
        return self.from_.partition("#")[0]


def _with(node: Any) -> Any:
    """`task`, `questions` or ids; whether they exist is known when the stage is whole."""
    if isinstance(node, Items):
        return tuple(read_id(item) for item in read_list(node))
    if not isinstance(node, Node):
        return node
    what, words = "task, questions or a list of ids of questions", ("task", "questions")
    if not isinstance(node, Scalar) or node.empty:
        raise expected(what, node)
    if node.value in words:
        return node.value
    hint = did_you_mean(node.value, words) or f" (write [{node.value}])"
    raise fault(f"expected {what}, got {node.value!r}{hint}", node.place)


_WITH = WithJsonSchema({
    "anyOf": [
        {"type": "string", "enum": ["task", "questions"]},
        {"type": "array", "items": {"type": "string"}},
        {"type": "null"},
    ]
})  # fmt: skip


class Timebox(YamlModel):
    """One item of an agenda."""

    minutes: Minutes = told("candidate", "How long it takes.", 0, needed=True)
    is_: TimeboxKind = told("candidate", "What happens in it.", "other", alias="is", needed=True)
    title: MarkdownText | None = told("company", "Its title; without one, the name of its kind.")
    told_: MarkdownText | None = told(
        "candidate", "What the candidate's plan calls it.", alias="told"
    )
    with_: Annotated[str | tuple[str, ...] | None, PlainValidator(_with), _WITH] = told(
        "panel",
        "What it is spent on: `task`, `questions` (those that no other item names) or a list of "
        "ids of the stage's questions, and `task`, in their order.",
        alias="with",
        adds=False,
    )
    say: Says = told(
        "panel",
        "Words to say in it, in their order; `when` is the cue of those not said as it starts.",
        (),
        adds=False,
    )
    checks: Checks = told("panel", "States to confirm in it.", (), adds=False)
    sections: Listed[SectionRef] = told(
        "panel",
        "Sections of articles that are drawn in, whose words and checks belong here.",
        (),
        adds=False,
    )
    who: Who | None = told(
        "candidate", "Who is there: everyone, or in `notes` the interviewers, unless told here."
    )


class Checklist(YamlModel):
    """States to confirm before and after a stage."""

    gone = {"during": "write it as checks of the timebox in which it is confirmed"}
    before: Checks = texts("panel", "What is true before the candidate comes in.")
    after: Checks = texts("panel", "What is true before the interviewers part.")


class Candidate(YamlModel):
    """What the candidate is told about a stage."""

    expect: MarkdownText | None = told("candidate", "What will happen.")
    bring: Texts = texts("candidate", "What to bring, or to have at hand.")
    prepare: Texts = texts("candidate", "What to do or read beforehand.")
    not_tested: Texts = texts("candidate", "What the stage is not about.")
    sections: Listed[SectionRef] = told(
        "candidate", "Sections of open articles that the candidate reads with it.", ()
    )


class Tried(YamlModel):
    """A rehearsal of a task."""

    on: Date | None = told("panel", "The day.")
    by: Word | None = told("panel", "Who did it.")
    minutes: Minutes | None = told("panel", "How long it took.")


class Task(Named):
    """Something to work on in a stage."""

    title: MarkdownText = told("panel", "Its title.", MISSING, needed=True)
    brief: MarkdownText | None = told("panel", "What is handed to the candidate.")
    repository: Word | None = told("panel", "Where its code is.")
    far_enough: MarkdownText | None = told("panel", "How far is far enough.")
    easier: Texts = texts("panel", "Ways to make it easier on the spot.")
    harder: Texts = texts("panel", "Ways to make it harder on the spot.")
    solution: MarkdownText | None = told("panel", "How it can be solved.")
    tried: Tried | None = told("panel", "When one of us did it last.")


class Question(Named):
    """A question to the candidate."""

    own_id: Id | None = told(
        "panel",
        "Its id, for one that is written in a stage; else its number.",
        alias="id",
        exclude=True,
    )
    ask: MarkdownText = told("panel", "The question, as it is said.", MISSING, needed=True)
    competency: Id | None = told(
        "panel", "The competency that the answers show; `none` for a question not rated."
    )
    kind: QuestionKind | None = told("panel", "What kind of question it is.")
    probe: Flag = told(
        "panel", "True: asked when there is time; else asked of every candidate.", False
    )
    listen_for: Texts = texts("panel", "What good answers have in them.")
    follow_ups: Texts = texts("panel", "What to ask next.")
    easier: MarkdownText | None = told("panel", "An easier form of the question.")
    harder: MarkdownText | None = told("panel", "A harder form of the question.")


class Example(YamlModel):
    """A note to practise rating on, and the level that those who keep the guide agreed on."""

    note: MarkdownText = told(
        "panel",
        "What a candidate did and said, as a rater would write it down.",
        MISSING,
        needed=True,
    )
    level: Number = told("panel", "The level that was agreed on.", 0, needed=True)
    because: MarkdownText = told(
        "panel", "Why it is that level, in a sentence.", MISSING, needed=True
    )


class Competency(Named):
    """What is rated, with its anchored levels."""

    title: MarkdownText = told("company", "Its name.", MISSING, needed=True)
    means: MarkdownText | None = told("company", "What it means, in one line.")
    why: MarkdownText | None = told("company", "Why the job needs it.")
    needs: Number | None = told("panel", "The level that the job needs; without it, nice to have.")
    look_for: Texts = texts("panel", "What to listen for, whatever the question.")
    levels: Levels = told("panel", "What is seen at each level; 1 is the lowest.", {})
    examples: Listed[Example] = told(
        "panel", "Two to four notes that interviewers rate before they rate a person.", ()
    )


class Choice(YamlModel):
    """An id, or several of which the owner takes one."""

    short = "one_of"
    one_of: OneOrList = told("panel", "The ids to choose from.", (), needed=True, adds=False)
    now: Id | None = told("panel", "The one that is taken at present.")


def _written(node: Any) -> str:
    """Which of a union a node is: ids (or their choice), or what is written in their place."""
    if isinstance(node, Scalar) and " " in node.value.strip():
        return "<written>"  # a text is no id, but a task or a question without its keys
    if isinstance(node, Mapping):
        return "<ids>" if {"one_of", "now"} & node.entries.keys() else "<written>"
    return "<ids>" if isinstance(node, Node | Choice) else "<written>"


TaskEntry: TypeAlias = Annotated[
    Annotated[Choice, Tag("<ids>")] | Annotated[Task, Tag("<written>")], Discriminator(_written)
]
QuestionEntry: TypeAlias = Annotated[
    Annotated[Choice, Tag("<ids>")] | Annotated[Question, Tag("<written>")], Discriminator(_written)
]


class Stage(Named):
    """One meeting with the candidate, or about them."""

    gone = {
        "say": "words are said in a timebox: write its say; or, in no minute of the day, whenever"
    }
    title: MarkdownText = told("candidate", "Its title.", MISSING, needed=True)
    summary: MarkdownText | None = told("company", "What happens in it, in a line or two.")
    format: Format = told("candidate", "What kind of meeting it is.", "other", needed=True)
    minutes: Minutes = told(
        "candidate", "How long it is; the agenda must add up to it.", 0, needed=True
    )
    candidate_minutes: Minutes | None = told(
        "candidate", "How long the candidate works alone before it, as in a take-home."
    )
    return_within_days: Days | None = told(
        "candidate", "Days that the candidate has for that work."
    )
    review_minutes: Minutes | None = told(
        "company", "How long each rater reads that work, alone, before the meeting."
    )
    place: Listed[Word] = told(
        "candidate", "Where it can be: `office`, `video` or words of your own.", ()
    )
    interviewers: Annotated[dict[Id, InterviewerPart], ENTRIES] = told(
        "candidate", "The parts that interviewers play, by id.", {}, keys="company"
    )
    main: ObservedHere = told(
        "company",
        "The competencies that the stage is there to see: a list, or each with what it looks like "
        "here.",
        (),
    )
    also: ObservedHere = told(
        "company", "The competencies that can be seen there too, in the same way.", ()
    )
    sections: Listed[SectionRef] = told("company", "Sections of articles that are drawn in.", ())
    goals: Texts = texts("company", "What the stage is for.")
    non_goals: Texts = texts("company", "What the stage must not become.")
    agenda: Listed[Timebox] = told("candidate", "Its timeboxes, in their order.", (), needed=True)
    whenever: Cues = told(
        "panel", "Words to say that belong to no minute, each by its cue.", (), adds=False
    )
    checklist: Checklist = told("panel", "States to confirm.", Checklist())
    task: TaskEntry | None = told(
        "panel", "An id of a task, a choice of ids, or a task written here."
    )
    questions: Listed[QuestionEntry] = told(
        "panel", "Ids of questions, choices of ids, or questions written here.", ()
    )
    follow_ups: Texts = texts("panel", "What to ask next, whatever was answered.")
    goes_on: MarkdownText | None = told(
        "panel", "What it takes to come from this stage to the next."
    )
    ai: AI | None = told("candidate", "Which help of machines there is, where it is another here.")
    recorded: Recording | None = told("candidate", "Whether it is recorded, where it is another.")
    candidate: Candidate = told("candidate", "What the candidate is told.", Candidate())

    @model_validator(mode="after")
    def _name(self) -> "Stage":
        """Give what is written in the stage the id that it has not from a bank."""
        for number, entry in enumerate(self.questions, 1):
            if isinstance(entry, Question):
                entry._id = entry.own_id or f"question-{number}"
        if isinstance(self.task, Task):
            self.task._id = TASK
        return self

    @property
    def observed(self) -> tuple[str, ...]:
        """The ids of all competencies that it looks at, those that it is there to see first."""
        return tuple(one.id for one in (*self.main, *self.also))
