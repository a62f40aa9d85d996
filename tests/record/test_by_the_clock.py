"""A stage by the clock: what is said, asked and confirmed stands where it happens, once."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides_ext.model.ids import TIMEBOX_KINDS
from guides_ext.record.data import ArticleRecord, ItemRecord, ListRecord, RoleRecord
from guides_ext.record.stage import EffectiveStage, effective_stage, letter, missing_sections
from tests.model.conftest import Load
from tests.record.records import article, item, listed, recorded
from tests.record.test_effective_stage import texts

HEAD = """\
title: Gardener
ai: {candidate: disclosed, say: Tell us., ours: none}
recorded: {is: true, say: We film., instead: We write.}
competencies:
  soil: {title: Soil}
  trees: {title: Trees}
  rain: {title: Rain}
tasks:
  plant: {title: Plant it}
questions:
  why: {ask: Why?, competency: soil}
  who: {ask: Who?, competency: rain}
  how: {ask: How?, competency: none}
  when: {ask: When?}
stages:
  talk:
    title: Talk
    format: pairing
    minutes: 60
    main: [soil, trees]
    also: [rain]
"""
AGENDA = """\
agenda:
  - {minutes: 5, is: welcome}
  - {minutes: 20, is: main}
  - {minutes: 5, is: break}
  - {minutes: 10, is: questions}
  - {minutes: 10, is: questions}
  - {minutes: 5, is: their-questions}
  - {minutes: 5, is: notes}
"""


def stage_of(
    load: Load, keys: str, agenda: str = AGENDA, lists: list[ListRecord] | None = None
) -> EffectiveStage:
    """The stage with these keys, and of an article whose only section has these lists."""
    articles = {"articles/day": day(*lists)} if lists else {}
    return effective_stage(role_of(load, agenda + keys), "talk", articles)


def role_of(load: Load, keys: str) -> RoleRecord:
    role = load(HEAD + textwrap.indent(keys, "    ")).role
    assert role
    return recorded(role)


def day(*lists: ListRecord) -> ArticleRecord:
    section: Any = {
        "title": "Day", "ids": ["day"], "parent": -1, "words": 9, "own_words": 9,
        "own_words_for": [], "digest": "d", "line": 1,
    }  # fmt: skip
    within: Any = [{**one, "section": 0} for one in lists]
    return article(*within, sections=[section], anchors={"": 0, "day": 0})


DRAWN = "sections: [articles/day]\n"


def where(stage: EffectiveStage, words: str) -> list[str]:
    """All places of a stage that have an item with these words: ``agenda[1].say``."""
    places: dict[str, list[ItemRecord]] = {
        "goals": stage["goals"],
        "non_goals": stage["non_goals"],
        "before": stage["checklist"]["before"],
        "after": stage["checklist"]["after"],
        "whenever.say": stage["whenever"]["say"],
        "whenever.checks": stage["whenever"]["checks"],
    }
    for index, box in enumerate(stage["agenda"]):
        places |= {f"agenda[{index}].say": box["say"], f"agenda[{index}].checks": box["checks"]}
    return [place for place, items in places.items() for one in texts(items) if one == words]


# Items of sections ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "at", "place"),
    [
        ("say", "welcome", "agenda[0].say"),
        ("say", "questions", "agenda[3].say"),  # the first of the two
        ("say", "other", "whenever.say"),  # the stage has none
        ("say", "", "whenever.say"),
        ("checklist", "main", "agenda[1].checks"),
        ("checklist", "notes", "agenda[6].checks"),
        ("checklist", "other", "whenever.checks"),
        ("checklist", "", "whenever.checks"),
        ("goals", "", "goals"),
        ("non_goals", "", "non_goals"),
    ],
)
def test_an_item_of_a_section_goes_to_the_first_timebox_of_its_kind_else_to_whenever(
    load: Load, kind: str, at: str, place: str
) -> None:
    stage = stage_of(load, DRAWN, lists=[listed(kind, item("Here."), at=at)])
    assert where(stage, "Here.") == [place]


@pytest.mark.parametrize(
    ("kind", "at", "phase", "place"),
    [
        ("say", "", "", "agenda[4].say"),
        ("say", "welcome", "", "agenda[4].say"),  # the timebox that draws it in comes first
        ("checklist", "", "during", "agenda[4].checks"),
        ("checklist", "", "before", "before"),
        ("checklist", "", "after", "after"),
        ("goals", "", "", "goals"),
    ],
)
def test_an_item_of_a_section_that_a_timebox_draws_in_belongs_to_that_timebox(
    load: Load, kind: str, at: str, phase: str, place: str
) -> None:
    second = "{minutes: 10, is: questions, sections: [articles/day]}"
    agenda = second.join(AGENDA.rsplit("{minutes: 10, is: questions}", 1))
    lists = [listed(kind, item("Here."), at=at, phase=phase)]
    assert where(stage_of(load, "", agenda, lists), "Here.") == [place]
    both = stage_of(load, DRAWN, agenda, lists)  # the timebox wins over the stage
    assert where(both, "Here.") == [place]


def test_what_a_stage_leaves_out_of_a_section_is_nowhere(load: Load) -> None:
    keys = "sections: [{from: articles/day, without: [say, checklist]}]\n"
    lists = [listed("say", item("Here."), at="main"), listed("checklist", item("There."))]
    stage = stage_of(load, keys, lists=lists)
    assert where(stage, "Here.") == where(stage, "There.") == []


@pytest.mark.parametrize(
    ("own", "place"),
    [
        ("checklist: {before: HERE}\n", "before"),
        ("checklist: {after: Here}\n", "after"),
        ("", "agenda[1].checks"),
    ],
)
def test_a_check_of_the_stage_s_own_is_not_drawn_in_once_more(
    load: Load, own: str, place: str
) -> None:
    agenda = AGENDA if own else AGENDA.replace("is: main", "is: main, checks: Here")
    stage = stage_of(load, own + DRAWN, agenda, [listed("checklist", item("Here."), at="welcome")])
    assert [at for words in ("Here.", "Here", "HERE") for at in where(stage, words)] == [place]


def test_an_author_may_say_the_same_twice(load: Load) -> None:
    agenda = AGENDA.replace("is: welcome", "is: welcome, say: Go on.").replace(
        "is: main", "is: main, say: Go on."
    )
    stage = stage_of(load, DRAWN, agenda, [listed("say", item("Go on."), at="notes")])
    assert where(stage, "Go on.") == ["agenda[0].say", "agenda[1].say"]


def test_words_as_a_timebox_starts_come_before_those_that_wait_for_a_cue(load: Load) -> None:
    agenda = (
        "agenda:\n  - {minutes: 40, is: welcome}\n  - minutes: 20\n    is: main\n    say:\n"
        "      - A\n      - {when: it rains, text: B}\n      - C\n"
    )
    drawn = listed("say", item("D"), item("E", cue="it snows"), item("F"), at="main")
    stage = stage_of(load, DRAWN, agenda, [drawn])
    assert texts(stage["agenda"][1]["say"]) == ["A", "D", "F", "B", "C", "E"]


KINDS = st.sampled_from(["", *TIMEBOX_KINDS])
PHASES = st.sampled_from(["before", "during", "after"])


@given(
    st.lists(st.tuples(st.sampled_from(["say", "checklist", "goals"]), KINDS, PHASES), max_size=6),
    st.lists(st.sampled_from(TIMEBOX_KINDS), min_size=1, max_size=5),
    st.sets(st.integers(0, 4)),
)
def test_no_item_of_a_section_is_lost_or_shown_twice(
    drawn: list[tuple[str, str, str]], kinds: list[str], drawing: set[int]
) -> None:
    ref: Any = {"from": "articles/day", "without": [], "file": "", "line": 1, "column": 1}
    lists = [
        listed(kind, item(f"{kind} {n}"), at=at, phase=phase if kind == "checklist" else "")
        for n, (kind, at, phase) in enumerate(drawn)
    ]
    role = bare_role(kinds)
    record = role["stages"]["talk"]
    record["sections"] = [ref]
    for index, box in enumerate(record["agenda"]):
        box["sections"] = [ref] if index in drawing else []
    stage = effective_stage(role, "talk", {"articles/day": day(*lists)})
    for n, (kind, _, _) in enumerate(drawn):
        assert len(where(stage, f"{kind} {n}")) == 1


def bare_role(kinds: list[str]) -> RoleRecord:
    """The record of a role with one stage and timeboxes of these kinds."""
    boxes: Any = [
        {
            "minutes": 5, "is": kind, "title": None, "told": None, "with": None, "who": None,
            "say": [], "checks": [], "sections": [],
        }
        for kind in kinds
    ]  # fmt: skip
    stage: Any = {
        "id": "talk", "file": "", "line": 1, "column": 1, "title": "Talk", "summary": None,
        "format": "other", "minutes": 5, "candidate_minutes": None, "return_within_days": None,
        "review_minutes": None, "place": [], "interviewers": {}, "candidate": {},
        "follow_ups": [], "goes_on": None, "main": [], "also": [], "sections": [], "goals": [],
        "non_goals": [], "agenda": boxes, "whenever": [], "task": None, "questions": [],
        "checklist": {"before": [], "after": []}, "ai": None, "recorded": None,
    }  # fmt: skip
    role: Any = {
        "id": "gardener", "stages": {"talk": stage}, "competencies": {}, "tasks": {},
        "questions": {}, "scale": {}, "schedule": [], "decision": None, "ai": None,
        "recorded": None,
    }  # fmt: skip
    return role  # type: ignore[no-any-return]


# Questions and the task ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("boxes", "spent", "left"),
    [
        (["main", "questions"], [["task"], ["why", "who", "how"]], []),
        (["welcome", "main", "main"], [[], ["task"], []], ["why", "who", "how"]),
        (["questions", "questions"], [["why", "who", "how"], []], ["task"]),
        (["welcome", "notes"], [[], []], ["task", "why", "who", "how"]),
        (["main, with: [who, task, why]", "questions"], [["who", "task", "why"], ["how"]], []),
        (["main, with: [who]", "main"], [["who"], ["task"]], ["why", "how"]),
        (["main, with: questions", "other, with: task"], [["why", "who", "how"], ["task"]], []),
        (["questions, with: task", "questions"], [["task"], ["why", "who", "how"]], []),
        (["questions, with: [how, how]", "questions"], [["how"], ["why", "who"]], ["task"]),
        (["main, with: []", "questions, with: []"], [[], []], ["task", "why", "who", "how"]),
    ],
)
def test_time_is_spent_as_named_and_the_rest_as_its_kind_says(
    load: Load, boxes: list[str], spent: list[list[str]], left: list[str]
) -> None:
    written = "".join(f"  - {{minutes: {60 // len(boxes)}, is: {box}}}\n" for box in boxes)
    keys = "task: plant\nquestions: [why, who, how]\n"
    stage = stage_of(load, keys, f"agenda:\n{written}")
    assert [box["spent_on"] for box in stage["agenda"]] == spent
    assert stage["whenever"]["spent_on"] == left


def test_a_stage_without_a_task_spends_no_time_on_one(load: Load) -> None:
    stage = stage_of(load, "questions: [why]\n")
    assert [box["spent_on"] for box in stage["agenda"]][1:4] == [[], [], ["why"]]


def test_questions_come_in_the_order_in_which_they_are_asked(load: Load) -> None:
    agenda = AGENDA.replace("is: main", "is: main, with: [who, when]")
    stage = stage_of(load, "questions: [why, how, who, when]\n", agenda)
    assert [(one["number"], one["letter"], one["id"]) for one in stage["questions"]] == [
        (1, "C", "who"),
        (2, "", "when"),  # says of no competency
        (3, "A", "why"),
        (4, "", "how"),  # says that it is of none
    ]


def test_one_name_of_a_choice_names_all_of_it(load: Load) -> None:
    agenda = AGENDA.replace("is: main", "is: main, with: [how, why]")
    stage = stage_of(load, "questions: [{one_of: [who, why], now: who}, how]\n", agenda)
    assert stage["agenda"][1]["spent_on"] == ["how", "who", "why"]
    assert [one["id"] for one in stage["questions"]] == ["how", "who", "why"]


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_competencies_go_on_behind_the_alphabet(number: int, shown: str) -> None:
    assert letter(number) == shown


def test_a_question_that_comes_back_keeps_its_first_number(load: Load) -> None:
    agenda = AGENDA.replace("is: main", "is: main, with: [how]").replace(
        "10, is: questions", "10, is: questions, with: [why, how]", 1
    )
    stage = stage_of(load, "questions: [why, how]\n", agenda)
    assert [(one["number"], one["id"]) for one in stage["questions"]] == [(1, "how"), (2, "why")]


# What else a stage says ----------------------------------------------------------------------


def test_a_stage_says_of_help_what_the_role_says_and_what_it_says_otherwise(load: Load) -> None:
    def words(ai: dict[str, Any] | None) -> dict[str, Any]:
        assert ai
        return {key: getattr(one, "words", one) for key, one in ai.items()}

    inherited = {"candidate": "disclosed", "say": "Tell us.", "ours": "none"}
    assert words(stage_of(load, "")["ai"]) == inherited
    own = stage_of(load, "ai: {candidate: forbidden}\n")["ai"]
    assert words(own) == {**inherited, "candidate": "forbidden"}


def test_a_stage_is_recorded_as_the_role_is_unless_it_says_otherwise(load: Load) -> None:
    inherited = stage_of(load, "")["recorded"]
    assert inherited
    assert (inherited["is"], inherited["say"].words) == (True, "We film.")
    own = stage_of(load, "recorded: false\n")["recorded"]
    assert own
    assert (own["is"], own["say"], own["instead"]) == (False, None, None)


def test_a_stage_holds_what_is_asked_of_any_answer_and_who_goes_on(load: Load) -> None:
    stage = stage_of(load, "follow_ups: And then?\ngoes_on: Whoever digs.\n")
    assert texts(stage["follow_ups"]) == ["And then?"]
    assert stage["goes_on"]
    assert stage["goes_on"].words == "Whoever digs."


def test_a_check_says_where_it_is_one(load: Load) -> None:
    keys = (
        "place: [office, video]\nchecklist:\n  before:\n    - {text: A, place: office}\n    - B\n"
    )
    before = stage_of(load, keys)["checklist"]["before"]
    assert [one["place"] for one in before] == [["office"], []]


@pytest.mark.parametrize(
    "keys",
    [
        "follow_ups: And then?\n",
        "goes_on: Whoever digs.\n",
        "ai: {candidate: forbidden}\n",
        "recorded: false\n",
        "whenever: {It rains: In.}\n",
        "place: [office]\nchecklist:\n  before:\n    - {text: A, place: office}\n",
        "questions: [how]\n",
        "interviewers: {lead: {is: Asks., told: Asks you.}}\n",
    ],
)
def test_a_stage_that_says_more_has_another_version(load: Load, keys: str) -> None:
    assert stage_of(load, keys)["version"] != stage_of(load, "")["version"]


def test_a_stage_in_which_something_is_said_at_another_time_has_another_version(
    load: Load,
) -> None:
    first, second = (
        stage_of(load, "", AGENDA.replace(f"is: {kind}", f"is: {kind}, say: Go on.", 1))
        for kind in ("welcome", "main")
    )
    assert first["version"] != second["version"]


def test_a_section_of_a_timebox_that_no_article_has_is_told_at_its_place(load: Load) -> None:
    agenda = AGENDA.replace("is: main", "is: main, sections: [articles/dya, articles/day#dya]")
    record = role_of(load, agenda)
    stage = effective_stage(record, "talk", {"articles/day": day()})
    assert stage["sections"] == []
    assert [
        str(problem) for problem in missing_sections(record["stages"], {"articles/day": day()})
    ] == [
        "roles/gardener.role.yaml:24:44: ERROR: stages.talk.agenda[1].sections[0]: "
        "no document 'articles/dya' (did you mean 'articles/day'?)",
        "roles/gardener.role.yaml:24:58: ERROR: stages.talk.agenda[1].sections[1]: "
        "no section 'dya' in articles/day (did you mean 'day'?)",
    ]
