"""The effective stage is computed from plain data alone, and is what every output shows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides_ext.record.data import ArticleRecord, ItemRecord, RoleRecord
from guides_ext.record.stage import (
    EffectiveStage,
    comparable,
    effective_stage,
    is_for,
    missing_sections,
)
from guides_ext.record.text import map_texts, published
from tests.model.conftest import Load
from tests.record.records import article, item, listed, recorded, text

ROLE = """\
title: Gardener
scale: {1: No, 2: Yes}
competencies:
  soil: {title: Soil, needs: 2}
  trees: {title: Trees}
tasks:
  plant: {title: Plant it}
  prune: {title: Prune it}
questions:
  why: {ask: Why?, competency: soil}
  who: {ask: Who?}
  how: {ask: How?, probe: true}
stages:
  talk:
    title: Talk
    format: pairing
    minutes: 60
    main: {soil: Digs before planting.}
    also: [trees]
    sections:
      - articles/day#noon
      - {from: articles/day#evening, without: [checklist, prose]}
    goals: |
      - Meet *them*.
    checklist:
      before: |
        - The door is open.
          - Sheet: Door
    agenda:
      - {minutes: 5, is: welcome, say: Hello.}
      - {minutes: 20, is: main, with: task}
      - {minutes: 10, is: break}
      - {minutes: 10, is: questions, with: [who]}
      - {minutes: 10, is: questions}
      - {minutes: 5, is: notes, title: Alone, told: We write}
    whenever: {At first: Hello.}
    task: {one_of: [plant, prune], now: prune}
    questions: [how, {one_of: [why, who]}, {ask: Written here?}]
"""


def day() -> ArticleRecord:
    def section(title: str, parent: int, words: int) -> dict[str, object]:
        common = {"words": words + 5, "own_words": words, "own_words_for": [], "digest": title}
        return {"title": title, "ids": [title.lower()], "parent": parent, "line": 1, **common}

    return article(
        listed("goals", item("meet  them!"), item("Eat."), section=1),
        listed("goals", item("Drink."), section=2, for_roles=["cook"]),
        listed("checklist", item("The door is open"), item("The table is set."), phase="before",
               section=2),
        listed("say", item("Hello!", cue="at first"), item("Hello!", cue="At last"), section=1),
        listed("goals", item("Rest."), item("Sleep.", for_roles=["gardener"]), section=3),
        listed("checklist", item("The light is on."), section=3, phase="before"),
        listed("non_goals", item("Outside of both."), section=0),
        sections=[
            section("Day", -1, 100), section("Noon", 0, 40), section("Lunch", 1, 10),
            section("Evening", 0, 0),
        ],
        anchors={"": 0, "day": 0, "noon": 1, "lunch": 2, "evening": 3},
    )  # fmt: skip


ARTICLES = {"articles/day": day()}


@pytest.fixture
def record(load: Load) -> RoleRecord:
    role = load(ROLE).role
    assert role
    return recorded(role)


@pytest.fixture
def stage(record: RoleRecord) -> EffectiveStage:
    return effective_stage(record, "talk", ARTICLES)


def texts(items: list[ItemRecord]) -> list[str]:
    return [one["text"].words for one in items]


def test_a_stage_s_own_items_come_first_and_equal_ones_once(stage: EffectiveStage) -> None:
    assert texts(stage["goals"]) == ["Meet them.", "Eat.", "Rest.", "Sleep."]
    assert texts(stage["checklist"]["before"]) == ["The door is open.", "The table is set."]
    assert stage["checklist"]["before"][0]["sheet"].words == "Door"


def test_words_to_say_are_equal_only_at_the_same_cue(stage: EffectiveStage) -> None:
    assert [(one["cue"].words, one["text"].words) for one in stage["whenever"]["say"]] == [
        ("At first", "Hello."),
        ("At last", "Hello!"),
    ]
    assert texts(stage["agenda"][0]["say"]) == ["Hello."]


def test_an_item_says_where_its_node_is(stage: EffectiveStage) -> None:
    own, brought = stage["goals"][:2]
    assert own["source"] == {"document": "roles/gardener", "list": "talk.goals", "index": 0}
    assert brought["source"]["document"] == "articles/day"


def test_what_is_for_other_roles_is_left_out(record: RoleRecord) -> None:
    cook = effective_stage({**record, "id": "roles/cook"}, "talk", ARTICLES)
    assert texts(cook["goals"]) == ["Meet them.", "Eat.", "Drink.", "Rest."]


def test_a_section_says_what_is_left_of_it(stage: EffectiveStage) -> None:
    noon, evening = stage["sections"]
    assert noon["lists_taken"] == ["list-1", "list-2", "list-3", "list-4"]
    assert (noon["title"], noon["article_title"], noon["words"]) == ("Noon", "The day", 40)
    assert noon["anchor"] == "talk-noon"
    assert noon["drawn"]
    assert evening["lists_taken"] == ["list-5", "list-6"]
    assert not evening["drawn"]


def test_a_whole_article_brings_all_its_lists(record: RoleRecord) -> None:
    record["stages"]["talk"]["sections"] = [
        {"from": "articles/day", "without": ["prose"]},
        {"from": "articles/day#day", "without": []},
    ]
    stage = effective_stage(record, "talk", ARTICLES)
    assert texts(stage["non_goals"]) == ["Outside of both."]
    assert [one["drawn"] for one in stage["sections"]] == [False, True]
    assert [one["anchor"] for one in stage["sections"]] == ["talk-day", "talk-day-2"]


def test_the_agenda_knows_starts_people_task_and_questions(stage: EffectiveStage) -> None:
    boxes = stage["agenda"]
    assert [box["start"] for box in boxes] == [0, 5, 25, 35, 45, 55]
    assert [box["who"] for box in boxes] == [
        "everyone",
        "everyone",
        "nobody",
        "everyone",
        "everyone",
        "interviewers",
    ]
    assert [box["spent_on"] for box in boxes] == [
        [], ["task"], [], ["why", "who"], ["how", "question-3"], []
    ]  # fmt: skip
    assert stage["whenever"]["spent_on"] == []
    assert boxes[0]["title"] is None
    assert boxes[5]["title"].words == "Alone"
    assert [box["told"] and box["told"].words for box in boxes] == [*[None] * 5, "We write"]


def test_choices_are_told_with_the_one_that_is_taken_now(stage: EffectiveStage) -> None:
    assert [(one["id"], one["now"]) for one in stage["tasks"]] == [
        ("plant", False),
        ("prune", True),
    ]
    assert [(one["id"], one["choice"], one["now"]) for one in stage["questions"]] == [
        ("why", ["why", "who"], True),
        ("who", ["why", "who"], True),
        ("how", [], True),
        ("question-3", [], True),
    ]


def test_a_stage_holds_its_competencies_and_the_scale(stage: EffectiveStage) -> None:
    seen = stage["competencies"]
    assert [one["id"] for one in seen["main"]] == ["soil"]
    assert [one["id"] for one in seen["also"]] == ["trees"]
    assert [one["letter"] for one in (*seen["main"], *seen["also"])] == ["A", "B"]
    assert seen["main"][0]["here"].words == "Digs before planting."
    assert seen["also"][0]["here"] is None
    assert published(stage["scale"]) == {"1": "No", "2": "Yes"}


def test_the_version_changes_with_what_is_shown_and_with_nothing_else(
    load: Load, record: RoleRecord, stage: EffectiveStage
) -> None:
    assert len(stage["version"]) == 7
    assert effective_stage(record, "talk", {**ARTICLES})["version"] == stage["version"]
    other = day()
    other["lists"][0]["items"][1]["text"] = text("Eat well.")
    changed = effective_stage(record, "talk", {"articles/day": other})
    assert changed["version"] != stage["version"]
    other["lists"] = day()["lists"]
    other["lists"][6]["items"].append(item("Outside too."))
    other["lists"][0]["line"] += 2
    other["lists"][0]["items"][0]["line"] += 2
    same = effective_stage(record, "talk", {"articles/day": other})
    assert same["version"] == stage["version"]


@pytest.mark.parametrize(("role", "drawn"), [("tests", True), ("baker", False)])
def test_a_section_with_words_for_other_roles_only_is_not_drawn(
    record: RoleRecord, role: str, drawn: bool
) -> None:
    other = day()
    for one in other["sections"]:
        one["own_words"] = 0
        one["own_words_for"] = [{"roles": ["tests"], "words": 9}]
    found = effective_stage({**record, "id": f"roles/{role}"}, "talk", {"articles/day": other})
    assert {(one["words"], one["drawn"]) for one in found["sections"] if not one["without"]} == {
        (9 if drawn else 0, drawn)
    }


def test_the_record_is_plain_data(record: RoleRecord, stage: EffectiveStage) -> None:
    for data in (record, stage):
        assert json.loads(json.dumps(published(data))) == map_texts(data, lambda one: one.words)


def test_sections_that_no_article_has_are_left_out_and_reported(record: RoleRecord) -> None:
    refs = record["stages"]["talk"]["sections"]
    refs[0]["from"] = "articles/dya#noon"
    refs[1]["from"] = "articles/day#evenings"
    assert effective_stage(record, "talk", ARTICLES)["sections"] == []
    assert [str(problem) for problem in missing_sections(record["stages"], ARTICLES)] == [
        "roles/gardener.role.yaml:21:9: ERROR: stages.talk.sections[0]: "
        "no document 'articles/dya' (did you mean 'articles/day'?)",
        "roles/gardener.role.yaml:22:9: ERROR: stages.talk.sections[1]: "
        "no section 'evenings' in articles/day (did you mean 'evening'?)",
    ]


def test_of_the_sections_that_there_are_none_is_named_by_a_number_of_docutils(
    record: RoleRecord,
) -> None:
    record["stages"]["talk"]["sections"][0]["from"] = "articles/day#zzz"
    other = {**ARTICLES["articles/day"], "anchors": {"": 0, "id1": 1, "notes": 1, "id12": 2}}
    told = str(missing_sections(record["stages"], {"articles/day": other})[0])
    assert told.endswith("no section 'zzz' in articles/day (there are: notes)")


@given(st.text())
def test_comparing_twice_changes_nothing_more(words: str) -> None:
    assert comparable(comparable(words)) == comparable(words)
    assert comparable(f"  {words.upper().lower()} ") == comparable(words.upper().lower() + ".")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("backend", True), ("eng/backend", True), ("roles/eng/backend", True), ("end", False)],
)
def test_a_role_is_known_by_its_docname_and_by_the_last_parts_of_it(name: str, meant: bool) -> None:
    assert is_for("roles/eng/backend", ["other", name]) is meant


def test_the_anchor_of_a_section_is_no_question_s(record: RoleRecord) -> None:
    other = day()
    other["anchors"]["how"] = other["anchors"]["noon"]
    stage = {**record["stages"]["talk"]}
    stage["sections"] = [{**stage["sections"][0], "from": "articles/day#how"}]
    found = effective_stage(
        {**record, "stages": {**record["stages"], "talk": stage}}, "talk", {"articles/day": other}
    )
    assert [one["anchor"] for one in found["sections"]] == ["talk-how-2"]
