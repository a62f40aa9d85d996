"""An error in a stage breaks that stage; the role is there without it."""

from __future__ import annotations

import pytest

from tests.model.conftest import Load

ROLE = """\
title: Keeper
scale: {1: No, 2: Yes}
competencies:
  calm: {title: Calm}
  watching: {title: Watching}
tasks:
  gate: {title: The gate}
  cart: {title: The cart}
questions:
  dog: {ask: A dog?, competency: calm}
  cat: {ask: A cat?, competency: calm}
stages:
  walk:
    title: The round
    format: pairing
    minutes: 60
    main: [watching, calm]
    agenda: [{minutes: 30, is: main, with: task}, {minutes: 30, is: questions}]
    task: {one_of: [gate, cart]}
    questions: [{one_of: [dog, cat]}]
  talk:
    title: The talk
    format: conversation
    minutes: 45
    main: [calm]
    agenda: [{minutes: 45, is: questions}]
    questions: [cat]
  debrief:
    title: Debrief
    format: debrief
    minutes: 30
    agenda: [{minutes: 30, is: main}]
"""
SCHEDULE = """\
schedule:
  - {day: 1, stages: [{one_of: [walk, talk]}, {break: 10}, talk]}
  - {day: 2, stages: [walk, {break: 10}]}
  - {day: 3, stages: [debrief]}
"""

OF_STAGES = {
    "a value": ("minutes: 60", "minutes: 1h", ["walk"]),
    "a key": ("title: The talk", "title: The talk\n    sumary: Short", ["talk"]),
    "a missing key": ("    title: The talk\n", "", ["talk"]),
    "minutes that do not add up": ("{minutes: 45, is", "{minutes: 40, is", ["talk"]),
    "a competency that is not there": ("main: [calm]", "main: [clam]", ["talk"]),
    "a question that is not there": ("questions: [cat]", "questions: [cow]", ["talk"]),
    "an id that is none": ("  talk:", "  The talk:", ["The talk"]),
    "a stage that is none": ("\n  debrief:\n", "\n  extra: 5\n  debrief:\n", ["extra"]),
    "a stage written twice": ("  debrief:\n", "  talk: {title: T}\n  debrief:\n", ["talk"]),
    "a task that one stage uses": ("title: The cart", "titel: The cart", ["walk"]),
    "a question that one stage uses": ("ask: A dog?", "ask: [A dog?]", ["walk"]),
    "a question that two stages use": ("ask: A cat?, ", "", ["walk", "talk"]),
    "a key of the older form": ("title: The talk", "title: The talk\n    say: Hello.", ["talk"]),
    "a check of the older form": (
        "title: The talk",
        "title: The talk\n    checklist: {during: Heard.}",
        ["talk"],
    ),
    "words to say": ("is: main, with: task}", "is: main, say: [Go, now.]}", ["walk"]),
    "a check": ("is: main, with: task}", "is: main, checks: [Open, shut.]}", ["walk"]),
    "a place that it does not have": (
        "title: The talk",
        "title: The talk\n    checklist:\n      before:\n        - {text: A, place: moon}",
        ["talk"],
    ),
    "what a competency looks like": ("main: [calm]", "main: {calm: [Waits]}", ["talk"]),
    "a competency that keys name": ("main: [calm]", "main: {clam: Waits.}", ["talk"]),
    "a question that a timebox names": (
        "{minutes: 45, is: questions}",
        "{minutes: 45, is: questions, with: [dog]}",
        ["talk"],
    ),
    "a task that it does not have": (
        "{minutes: 45, is: questions}",
        "{minutes: 45, is: questions, with: [cat, task]}",
        ["talk"],
    ),
    "how it is recorded": ("title: The talk", "title: The talk\n    recorded: true", ["talk"]),
    "help of machines": ("title: The talk", "title: The talk\n    ai: {candidate: no}", ["talk"]),
    "a text that is cut off": ("title: The talk", "title: The talk #2", ["talk"]),
}
OF_THE_ROLE = {
    "its title": ("title: Keeper", "title: [Keeper]"),
    "its scale": ("2: Yes", "3: Yes"),
    "its pay range": ("title: Keeper", "title: Keeper\npay_range: [30, 40]"),
    "its recording": ("title: Keeper", "title: Keeper\nrecorded: true"),
    "what to look for": ("title: Calm}", "title: Calm, look_for: [Waits, breathes.]}"),
    "a competency": ("title: Calm", "titel: Calm"),
    "its schedule": ("stages:\n  walk", "schedule: [{day: 1, stages: [wlk]}]\nstages:\n  walk"),
    "a key of its own": ("title: Keeper", "title: Keeper\nsumary: Short"),
    "a question that no stage uses": ("questions:\n  dog", "questions:\n  cow: {}\n  dog"),
    "all stages": ("format: ", "format: a "),
    "stages that are none": ("stages:\n", "stages: none\nolder:\n"),
}


@pytest.mark.parametrize("fault", OF_STAGES)
def test_an_error_of_a_stage_breaks_that_stage_and_leaves_the_others(
    load: Load, fault: str
) -> None:
    old, new, broken = OF_STAGES[fault]
    loaded = load(ROLE.replace(old, new, 1))
    errors = [one for one in loaded.problems if one.severity == "error"]
    assert loaded.broken == dict.fromkeys(broken, errors)
    assert loaded.role
    assert list(loaded.role.stages) == [id for id in loaded.stages() if id not in broken]


@pytest.mark.parametrize("fault", OF_THE_ROLE)
def test_an_error_of_anything_else_is_one_of_the_whole_role(load: Load, fault: str) -> None:
    old, new = OF_THE_ROLE[fault]
    text = ROLE.replace(old, new)
    loaded = load(text)
    assert any(one.severity == "error" for one in loaded.problems)
    assert (loaded.role, loaded.broken) == (None, {})


def test_a_role_without_errors_has_no_broken_stages(load: Load) -> None:
    loaded = load(ROLE + SCHEDULE)
    assert loaded.role is loaded.draft
    assert (loaded.problems, loaded.broken) == ([], {})
    assert loaded.stages() == {"walk": "The round", "talk": "The talk", "debrief": "Debrief"}


def test_the_schedule_is_without_the_broken_stage_and_keeps_breaks_and_choices(
    load: Load,
) -> None:
    role = load(ROLE.replace("minutes: 60", "minutes: 1h") + SCHEDULE).role
    assert role
    assert [
        (day.day, [step.one_of or step.break_ for step in day.stages]) for day in role.schedule
    ] == [(1, [("talk",), 10, ("talk",)]), (3, [("debrief",)])]
    assert role.document == "roles/gardener"


def test_tasks_and_questions_with_errors_go_with_their_stages(load: Load) -> None:
    role = load(ROLE.replace("title: The cart", "titel: The cart")).role
    assert role
    assert (list(role.tasks), list(role.questions)) == (["gate"], ["dog", "cat"])


def test_errors_come_at_their_places_and_only_with_their_stage(load: Load) -> None:
    text = ROLE.replace("minutes: 60", "minutes: 1h").replace("{minutes: 45,", "{minutes: 40,")
    broken = {id: [str(one) for one in some] for id, some in load(text).broken.items()}
    assert broken == {
        "walk": [
            "roles/gardener.role.yaml:16:14: ERROR: stages.walk.minutes: "
            "expected whole minutes, got '1h' (write 60)"
        ],
        "talk": [
            "roles/gardener.role.yaml:26:5: ERROR: stages.talk.agenda: "
            "adds up to 40 minutes, the stage has 45"
        ],
    }


def test_an_error_in_a_base_breaks_the_stage_that_takes_it(load: Load) -> None:
    base = "stages:\n  talk: {title: Talk, format: conversation, minutes: soon}\n"
    text = ROLE.replace("    minutes: 45\n", "").replace("title: Keeper", "extends: [_b]\ntitle: K")
    loaded = load(text, _b=base)
    assert loaded.role
    assert {id: [one.place.file for one in some] for id, some in loaded.broken.items()} == {
        "talk": ["roles/_b.role.yaml"]
    }


def test_an_error_in_what_no_stage_takes_of_a_base_breaks_nothing(load: Load) -> None:
    base = "stages:\n  other: {minutes: soon}\n"
    loaded = load(ROLE.replace("title: Keeper", "extends: [_b]\ntitle: K"), _b=base)
    assert loaded.role
    assert (loaded.broken, len(loaded.problems)) == ({}, 1)
