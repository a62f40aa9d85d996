"""What a role is: every key that an owner can write, its meaning, and who may read it.

The JSON Schema, the reference pages and the candidate's edition are made of what stands here and
in `stage`.
"""

from typing import Annotated

from pydantic import PrivateAttr

from .base import YamlModel, told
from .fields import (
    BANK,
    LEVELS,
    LIST,
    ONE_OR_LIST,
    Date,
    Days,
    Id,
    Level,
    Minutes,
    Number,
    Texts,
    Word,
)
from .stage import (
    AI,
    MISSING,
    Candidate,
    Checklist,
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
    Tried,
    texts,
)
from .text import MarkdownText


class Step(YamlModel):
    """A stage in the schedule, a choice that the candidate has, or a break."""

    short = "one_of"
    one_of: Annotated[tuple[Id, ...], ONE_OR_LIST] = told(
        "everyone", "The stage, or those of which the candidate chooses one.", (), adds=False
    )
    break_: Minutes | None = told("everyone", "How long a break is.", alias="break")


class ScheduleDay(YamlModel):
    """What happens on one day."""

    day: Number = told("everyone", "The day, counted from the first.", 0, needed=True)
    stages: Annotated[tuple[Step, ...], LIST] = told(
        "everyone", "Its stages, choices and breaks, in their order.", (), needed=True, adds=False
    )


class Decision(YamlModel):
    """How it is decided."""

    rule: MarkdownText | None = told("interviewer", "What makes it a yes.")
    by: MarkdownText | None = told("interviewer", "Who decides.")
    answer_within_days: Days | None = told(
        "everyone", "Working days from the last stage with the candidate to our answer."
    )


class Role(YamlModel):
    """A job that is hired for."""

    extends: Annotated[tuple[Word, ...], LIST] = told(
        "interviewer", "The libraries that this file builds on; a later one wins.", (), adds=False
    )
    title: MarkdownText = told("everyone", "The job's title.", MISSING, needed=True)
    level: MarkdownText | None = told("everyone", "How senior it is, in free words.")
    summary: MarkdownText | None = told("everyone", "What the job is, in a line or two.")
    owner: Word | None = told("interviewer", "Who keeps this guide true.")
    review_by: Date | None = told("interviewer", "The day by which it is to be read again.")
    jurisdictions: Annotated[tuple[Word, ...], LIST] = told(
        "interviewer", "Where the law says which topics to avoid, by codes of countries.", ()
    )
    looking_for: Texts = texts("interviewer", "What we look for.")
    not_looking_for: Texts = texts("interviewer", "What we do not look for.")
    scale: Annotated[dict[Level, MarkdownText], LEVELS] = told(
        "interviewer", "The names of the levels, from 1; two to five of them.", {}
    )
    competencies: Annotated[dict[Id, Competency], BANK] = told(
        "interviewer", "What is rated, by id.", {}
    )
    tasks: Annotated[dict[Id, Task], BANK] = told(
        "everyone", "Tasks by id, used where a stage names them.", {}
    )
    questions: Annotated[dict[Id, Question], BANK] = told(
        "interviewer", "Questions by id, used where a stage names them.", {}
    )
    stages: Annotated[dict[Id, Stage], BANK] = told(
        "everyone", "Stages by id, in the order in which the candidate meets them.", {}, needed=True
    )
    schedule: Annotated[tuple[ScheduleDay, ...], LIST] = told(
        "everyone", "The days; without it, the stages in their order.", ()
    )
    adjustments: MarkdownText | None = told("everyone", "How a candidate asks for an adjustment.")
    decision: Decision | None = told("everyone", "How it is decided.")
    pay_range: MarkdownText | None = told(
        "everyone", "What the job pays; said before the first conversation."
    )
    keep_notes: MarkdownText | None = told(
        "everyone", "How long notes and scorecards are kept; on every scorecard."
    )
    ai: AI | None = told("everyone", "Which help of machines there is, in all stages.")
    recorded: Recording | None = told("everyone", "Whether meetings are recorded.")
    _document: str = PrivateAttr("")

    @property
    def document(self) -> str:
        """The role's docname, which is its id."""
        return self._document


YAML_MODELS: tuple[type[YamlModel], ...] = (
    Role, Stage, InterviewerPart, Observed, SectionRef, Timebox, Checklist, Candidate, Task, Tried,
    Question, Competency, Example, Choice, ScheduleDay, Step, Decision, AI, Recording,
)  # fmt: skip
"""All parts of a role, from the whole to the small."""
