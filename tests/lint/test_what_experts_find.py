"""What an experienced head of hiring finds in a guide is found: by a rule that is on, measured on
faults and on what only looks like one."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.linting import labels
from guides_ext.lint.load import builtin_rules

FOUND_BY: dict[str, tuple[str, ...]] = {
    # What is rated, said and asked belongs together.
    "a level names a part, a tool or a place that its stage does not have": ("absent-thing",),
    "what is said, checked or handed out tells what a level rates": ("hands-over",),
    "a follow-up, an easier way or a cue holds the answer": ("gives-away",),
    "a question is about what cannot have happened before it": ("could-not-happen",),
    "a question needs what candidates are told is not tested": ("not-tested-asked",),
    "a stage asks for what it says it must not become": ("non-goal-asked",),
    "several questions are asked at once": ("several-questions",),
    "a question has its answer in it": ("leading-question",),
    # Time.
    "there are more questions than minutes for them": ("questions-fit", "speaking-time"),
    "what raters have to write takes longer than they have": ("notes-fit", "time-for-notes"),
    "the schedule has another order than the stages": ("schedule-order",),
    "a summary or the candidate reads a length that the agenda has not": ("duration-differs",),
    "the level that is enough means less than the competency says": ("needed-level-lacks",),
    # Whichever way a candidate goes.
    "two ways rate different things": ("ways-rate-alike",),
    "one way takes half as long again as the other": ("ways-take-alike",),
    "what some candidates show counts as shown by all": ("needed-is-main", "needed-is-seen-twice"),
    "the rule for a yes is silent on a gap, a split or an absence": ("decision-cases",),
    "raters hear of each other's verdict before they have their own": ("verdict-shared",),
    "a rater can write neither during the talk nor after it": ("notes-fit",),
    # Place.
    "words are for a room and the stage is a call, or the other way": ("place-words",),
    # Words.
    "origin, family, age and the like are asked about, openly or not": (
        "topic-prohibited", "topic-risky",
    ),
    "somebody young, or a digital native, is looked for": ("protected-trait",),
    "a ninja or a rockstar is looked for": ("unnamed-feeling",),
    "a riddle, a guess or a forced choice stands for a question": ("brainteaser",),
    "a word leaves somebody out": ("inclusive-words",),
    # What is no fault, or only beyond a limit.
    "a question is about no competency, and is not the closing one": ("question-competency",),
    "a competency that is needed says no level; one that is nice to have may": (
        "competency-level",
    ),
    "a task takes too long, by a limit that is named": ("task-too-long",),
}  # fmt: skip
RULES = {rule.id: rule for rule in builtin_rules()}
NAMED = sorted({name for names in FOUND_BY.values() for name in names})


@pytest.mark.parametrize("name", NAMED)
def test_what_finds_it_is_on_and_shows_both_what_it_finds_and_what_it_does_not(name: str) -> None:
    assert RULES[name].severity != "off"
    assert RULES[name].page.about.status == "stable"
    assert RULES[name].page.bad != RULES[name].page.good


@pytest.mark.parametrize("mark", ["!", "?"])
def test_what_finds_it_is_measured_on_faults_and_on_what_only_looks_like_one(mark: str) -> None:
    counts = Counter(label.rule for label in labels(mark))
    assert [name for name in NAMED if not counts[name]] == []
