"""What a role is: every key that an owner can write, its meaning, and who may read it.

The JSON Schema, the reference pages and the editions are made of what stands here and
in `stage`.
"""

from typing import Annotated, TypeAlias

from pydantic import PrivateAttr

from .base import Circle, YamlModel, told
from .fields import (
    ONE_OF,
    PLACES,
    Bank,
    Date,
    Days,
    Levels,
    Listed,
    Minutes,
    Number,
    OneOrList,
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

Readers: TypeAlias = Annotated[Circle, ONE_OF]


class Step(YamlModel):
    """A stage in the schedule, a choice that the candidate has, or a break."""

    short = "one_of"
    one_of: OneOrList = told(
        "candidate", "The stage, or those of which the candidate chooses one.", (), adds=False
    )
    break_: Minutes | None = told("candidate", "How long a break is.", alias="break")


class ScheduleDay(YamlModel):
    """What happens on one day."""

    day: Number = told("candidate", "The day, counted from the first.", 0, needed=True)
    stages: Listed[Step] = told(
        "candidate", "Its stages, choices and breaks, in their order.", (), needed=True, adds=False
    )


class Decision(YamlModel):
    """How it is decided."""

    rule: MarkdownText | None = told("company", "What makes it a yes.")
    by: MarkdownText | None = told("candidate", "Who decides.")
    answer_within_days: Days | None = told(
        "candidate", "Working days from the last stage with the candidate to our answer."
    )


class ForCandidates(YamlModel):
    """What the candidate is told of all stages."""

    welcome: MarkdownText | None = told("candidate", "The words that their page begins with.")
    after: MarkdownText | None = told("candidate", "How they hear of our answer.")
    places: Annotated[dict[Word, MarkdownText], PLACES] = told(
        "candidate",
        "Where each place of the stages is, and how to get in: `office: Kelterstraße 4`.",
        {},
        keys="candidate",
    )
    sections: Listed[SectionRef] = told(
        "candidate", "Sections of open articles that the candidate reads at the end.", ()
    )


class Role(YamlModel):
    """A job that is hired for."""

    extends: Listed[Word] = told(
        "panel", "The libraries that this file builds on; a later one wins.", (), adds=False
    )
    title: MarkdownText = told("candidate", "The job's title.", MISSING, needed=True)
    level: MarkdownText | None = told("candidate", "How senior it is, in free words.")
    summary: MarkdownText | None = told("candidate", "What the job is, in a line or two.")
    audience: Readers = told(
        "panel",
        "Who has a page for this role besides the panel: the `company`, or the `candidate` too. "
        "Never inherited, so that a confidential opening stays closed.",
        "panel",
    )
    owner: Word | None = told("company", "Who keeps this guide true.")
    review_by: Date | None = told("panel", "The day by which it is to be read again.")
    jurisdictions: Listed[Word] = told(
        "panel", "Where the law says which topics to avoid, by codes of countries.", ()
    )
    looking_for: Texts = texts("company", "What we look for.")
    not_looking_for: Texts = texts("company", "What we do not look for.")
    scale: Levels = told("panel", "The names of the levels, from 1; two to five of them.", {})
    competencies: Bank[Competency] = told("company", "What is rated, by id.", {}, keys="company")
    tasks: Bank[Task] = told(
        "panel", "Tasks by id, used where a stage names them.", {}, keys="panel"
    )
    questions: Bank[Question] = told(
        "panel", "Questions by id, used where a stage names them.", {}, keys="panel"
    )
    stages: Bank[Stage] = told(
        "candidate",
        "Stages by id, in the order in which the candidate meets them.",
        {},
        needed=True,
        keys="candidate",
    )
    schedule: Listed[ScheduleDay] = told(
        "candidate", "The days; without it, the stages in their order.", ()
    )
    adjustments: MarkdownText | None = told("candidate", "How a candidate asks for an adjustment.")
    decision: Decision | None = told("candidate", "How it is decided.")
    pay_range: MarkdownText | None = told(
        "candidate", "What the job pays; said before the first conversation."
    )
    keep_notes: MarkdownText | None = told(
        "candidate", "How long notes and scorecards are kept; on every scorecard."
    )
    ai: AI | None = told("candidate", "Which help of machines there is, in all stages.")
    recorded: Recording | None = told("candidate", "Whether meetings are recorded.")
    candidate: ForCandidates = told(
        "candidate", "What the candidate is told besides, of all stages.", ForCandidates()
    )
    _document: str = PrivateAttr("")

    @property
    def document(self) -> str:
        """The role's docname, which is its id."""
        return self._document


YAML_MODELS: tuple[type[YamlModel], ...] = (
    Role, Stage, InterviewerPart, Observed, SectionRef, Timebox, Checklist, Candidate, Task, Tried,
    Question, Competency, Example, Choice, ScheduleDay, Step, Decision, ForCandidates, AI,
    Recording,
)  # fmt: skip
"""All parts of a role, from the whole to the small."""
