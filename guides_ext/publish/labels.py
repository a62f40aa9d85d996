"""What the keys of guides.json are called for readers, which of them move the bar, and which say
nothing that a reader would call a change.

A key is looked up by the end of its path, without ids and places in lists; the longest that is
here counts. `.*` at the end stands for any key.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

Path = tuple[str, ...]

LABELS = {
    "title": "Title",
    "summary": "Summary",
    # A role
    "role": "Role",
    "level": "Seniority",
    "owner": "Who keeps this guide true",
    "review_by": "To be read again by",
    "audience": "Who has a page for it besides the panel",
    "jurisdictions": "Country whose law counts",
    "looking_for": "What we look for",
    "not_looking_for": "What we do not look for",
    "scale": "The names of the levels",
    "scale.*": "The name of level {}",
    "competencies": "Competency",
    "means": "What it means",
    "why": "Why the job needs it",
    "needs": "The level that the job needs",
    "look_for": "What to listen for, whatever the question",
    "examples": "Note to practise rating on",
    "examples.level": "The level that was agreed on for a note",
    "because": "Why a note is of its level",
    "levels": "What is seen at the levels",
    "levels.*": "What is seen at level {}",
    "schedule": "Day",
    "schedule.day": "Which day",
    "schedule.stages": "What happens",
    "one_of": "",
    "break": "Break, minutes",
    "adjustments": "How to ask for an adjustment",
    "pay_range": "What the job pays",
    "keep_notes": "How long notes and scorecards are kept",
    "ai": "Use of AI",
    "ai.candidate": "Whether the candidate may use AI",
    "ai.say": "What the candidate is told about the use of AI",
    "ai.ours": "What tools of ours read, record or score",
    "recorded": "Recording",
    "recorded.is": "Whether meetings are recorded",
    "recorded.say": "What the candidate is told about recording",
    "recorded.instead": "What happens without recording",
    "decision.rule": "What makes it a yes",
    "stages.rule": "What makes it a yes",
    "decision.by": "Who decides",
    "decision.answer_within_days": "Working days until we answer",
    # A stage
    "stages": "Stage",
    "format": "Kind of meeting",
    "minutes": "Minutes",
    "candidate_minutes": "Minutes that the candidate works alone",
    "return_within_days": "Days that the candidate has for that work",
    "stages.place": "Place",
    "review_minutes": "Minutes in which each rater reads that work",
    "interviewers": "Part of an interviewer",
    "interviewers.is": "What the part is",
    "interviewers.rates": "Fills in a scorecard",
    "interviewers.brief": "What only who plays it is told",
    "interviewers.told": "What the candidate is told of the part",
    "competencies.main": "Competency that the stage is there to see",
    "competencies.also": "Competency that can be seen there too",
    "here": "What it looks like in this stage",
    "goals": "Goal",
    "non_goals": "Non-goal",
    "checklist.*": "To confirm {}",
    "say": "Words to say",
    "text": "",
    "cue": "When to say it",
    "sheet": "Short form on the sheet",
    "place": "Only where the stage takes place there",
    "for_roles": "Only for the role",
    "at": "Kind of timebox that it belongs to",
    "agenda": "Timebox",
    "agenda.kind": "What happens in it",
    "agenda.told": "What the candidate’s plan calls it",
    "agenda.spent_on": "What is asked or done in it",
    "agenda.say": "Words to say in it",
    "agenda.checks": "To confirm in it",
    "agenda.who": "Who is there",
    "whenever.spent_on": "What is asked or done in no timebox",
    "whenever.say": "Words to say whenever it fits",
    "whenever.checks": "To confirm whenever it fits",
    "stages.follow_ups": "What to ask next, whatever was answered",
    "goes_on": "What it takes to come to the next stage",
    "candidate.expect": "What the candidate is told to expect",
    "candidate.bring": "What the candidate is told to bring",
    "candidate.prepare": "What the candidate is told to prepare",
    "candidate.sections": "What the candidate reads of an article",
    "candidate.sections.from": "Section of an article",
    "role.candidate.welcome": "What the candidate’s page begins with",
    "role.candidate.after": "How the candidate hears of our answer",
    "role.candidate.places.*": "Where the candidate goes: {}",
    "candidate.not_tested": "What the candidate is told the stage is not about",
    "sections": "Section of an article",
    "article_title": "Title of its article",
    "words": "Words to read in it",
    "without": "Left out of it",
    # Tasks and questions
    "tasks": "Task",
    "brief": "What is handed to the candidate",
    "repository": "Where its code is",
    "far_enough": "How far is far enough",
    "easier": "Easier way",
    "harder": "Harder way",
    "solution": "How it can be solved",
    "tried.on": "Last tried on",
    "tried.by": "Last tried by",
    "tried.minutes": "Minutes that the last try took",
    "choice": "One of",
    "now": "Taken at present",
    "questions": "Question",
    "questions.competency": "Competency that the answers show",
    "questions.kind": "Kind of question",
    "questions.easier": "Easier form",
    "questions.harder": "Harder form",
    "probe": "Asked only when there is time",
    "listen_for": "What to listen for",
    "follow_ups": "What to ask next",
    # An article
    "article": "Article",
    "part": "Number in the series",
}
"""Any other key is shown as it is, its `_` as spaces, behind those around it that are not here."""

MOVES_THE_BAR = frozenset({
    "competencies", "competencies.main", "competencies.also", "needs", "look_for", "levels.*",
    "here", "scale.*", "decision.rule", "goes_on", "ai.candidate", "role.stages",
    "stages.minutes", "candidate_minutes", "review_minutes", "agenda", "agenda.minutes",
    "spent_on", "questions", "questions.*", "stages.follow_ups", "tasks", "tasks.choice",
    "tasks.now", "far_enough",
})  # fmt: skip
"""What decides whether two candidates, one before a release and one after it, were asked the same
and held to the same. A stage and a timebox are here for coming and going, not for all in them."""

_PLACE = "where it is written"
_WITH_ROLE = "told with the role"
_FOUND = "where the section is to be found"
_DRAWN = "follows from the section and what is left out of it"
_AGENDA = "follows from the agenda"
_SCHEDULE = "follows from the schedule"
NO_CHANGE = {
    "file": _PLACE,
    "line": _PLACE,
    "column": _PLACE,
    "source": _PLACE,
    "id": "the name that the files call it by",
    "extends": "what the libraries bring is in the role itself",
    "stages.role": "the role that it is in",
    "stages.version": "follows from the rest, and stands in the table of versions",
    "stages.scale": _WITH_ROLE,
    **{
        f"competencies.{seen}.{key}": _WITH_ROLE
        for seen in ("main", "also")
        for key in ("title", "means", "why", "needs", "look_for", "levels")
    },
    "sections.document": _FOUND,
    "sections.fragment": _FOUND,
    "sections.section": _FOUND,
    "sections.anchor": _FOUND,
    "lists_taken": _DRAWN,
    "drawn": _DRAWN,
    "start": _AGENDA,
    "end": _AGENDA,
    "meets_candidate": _AGENDA,
    "candidate_time": _AGENDA,
    "stages.day": _SCHEDULE,
    "meetings": _SCHEDULE,
    "stages.rule": _WITH_ROLE,
    "with_role.*": _WITH_ROLE,
    "coverage": "follows from what the stages are there to see",
    "number": "follows from the order",
    "letter": "follows from the order",
}
"""What is no change for readers, and why. Where it alone gives a sheet a new version, that is what
the table of versions says."""

NOT_IN_VERSIONS = frozenset({
    "file", "line", "column", "source", "number", "day", "section", "anchor", "words",
    "lists_taken", "version",
})  # fmt: skip
"""The keys that give no stage a new version, as `record/stage.py` has them."""

NOT_ALONE = frozenset({"start", "end", "meets_candidate", "candidate_time", "letter"})
"""The silent keys that change only where another one does that is told: they are no reason."""

REFERS = {
    "questions.competency": "competencies",
    "spent_on": "questions",
    "questions.choice": "questions",
    "tasks.choice": "tasks",
    "one_of": "stages",
}
"""Whose values are ids: the list or the mapping where the things that they name are."""


@cache
def label(path: Path) -> str:
    """What a path is called."""
    found = _find(path, LABELS)
    if found is not None:
        return found.format(path[-1])
    own = path[-1].replace("_", " ")
    around = path[:-1]
    return own.capitalize() if _find(around, LABELS) else f"{label(around)}, {own}"


@cache
def why_silent(path: Path) -> str:
    """Why a change there is none for readers; empty where it is one."""
    return _find(path, NO_CHANGE) or ""


@cache
def refers_to(path: Path) -> str:
    """Where the things are whose ids stand there; empty where no ids do."""
    return _find(path, REFERS) or ""


def order_follows(path: Path) -> bool:
    """Whether the order of what is there is told elsewhere: a question's is that of the agenda."""
    return path[-2:] == ("stages", "questions")


@cache
def moves_the_bar(path: Path) -> bool:
    """Whether a change there moves the bar."""
    return not MOVES_THE_BAR.isdisjoint(_ends(path))


def _find(path: Path, table: dict[str, str]) -> str | None:
    return next((table[end] for end in _ends(path) if end in table), None)


def _ends(path: Path) -> Iterator[str]:
    """The ends of a path, the longest first, each as it is and with `.*` for its last key."""
    for start in range(len(path)):
        yield ".".join(path[start:])
        if start < len(path) - 1:
            yield ".".join((*path[start:-1], "*"))
