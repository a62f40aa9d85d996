"""What the model promises those who build on it: the example, circles, schemas, bodies."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from jsonschema import Draft202012Validator

import guides_ext.model as model
from guides_ext.model.base import (
    CIRCLES,
    Circle,
    Named,
    YamlModel,
    circle_of,
    circle_of_keys,
    may_read,
    told,
)
from guides_ext.model.fields import Level
from guides_ext.model.files import is_library, role_id
from guides_ext.model.load import load_role, read_agenda, read_part
from guides_ext.model.nodes import Items, Mapping, Node, Scalar
from guides_ext.model.role import YAML_MODELS, Role
from guides_ext.model.schema import role_schema
from guides_ext.model.source import compose
from guides_ext.model.stage import Choice, Competency, Question, Timebox
from guides_ext.record.data import VERSION
from guides_ext.record.schema import guides_schema, write
from guides_ext.record.text import published
from guides_ext.record.whole import whole_record
from tests.model.conftest import Load
from tests.model.texts import COMPLETE
from tests.record.records import recorded

HERE = Path(__file__).parent
EXAMPLE = (HERE / "example" / "backend.role.yaml").read_text(encoding="utf-8")
SCHEMAS = Path(model.__file__).parent.parent / "schema"


@pytest.fixture
def example() -> Role:
    loaded = load_role(HERE, "example/backend.role.yaml")
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.role
    return loaded.role


def test_the_example_of_the_format_is_read_whole(example: Role) -> None:
    assert example.document == "example/backend"
    assert list(example.stages) == ["screen", "pairing", "take-home", "system-design", "debrief"]
    stage = example.stages["pairing"]
    assert (stage.id, stage.minutes, stage.place) == ("pairing", 120, ("office", "video"))
    assert [box.is_ for box in stage.agenda][:2] == ["welcome", "main"]
    assert stage.sections[1].without == ("checklist", "prose")
    assert stage.sections[0].from_ == "articles/conducting#the-pairing"
    assert isinstance(stage.task, Choice)
    assert [(one.id, str(one.here)) for one in (*stage.main, *stage.also)] == [
        ("exploration", "Asks which frost counts, and for which town, before the first line."),
        ("dialogue", "None"),
    ]
    welcome, pairing, _, back = stage.agenda[:4]
    assert [str(one.text) for one in welcome.say] == ["Is today still a good day for this?"]
    assert [str(one.text) for one in welcome.checks] == [
        "They know plan, break and day of the answer."
    ]
    assert (str(pairing.told_), pairing.with_) == ("One small task, together", "task")
    assert [one.cue and str(one.cue) for one in pairing.say] == [None, "the alarm rings"]
    assert [[str(place) for place in one.places] for one in pairing.checks] == [
        ["office"], ["video"], []
    ]  # fmt: skip
    assert str(pairing.checks[2].sheet) == "Hints noted, with time"
    assert [one.from_ for one in pairing.sections] == ["articles/conducting#the-alarm"]
    assert back.with_ == ("odd-cases", "hoped-for")
    assert [str(one.cue) for one in stage.whenever] == ["They ask how they did"]
    caller = stage.interviewers["caller"]
    assert (str(caller.told_), str(caller.brief)) == (
        "Plays a customer.", "You have waited three days…"
    )  # fmt: skip
    assert [str(one.text) for one in stage.follow_ups] == ["What did you do yourself?"]
    assert str(stage.goes_on).startswith("Whoever asked before building")
    assert (str(example.pay_range), str(example.keep_notes)) == (
        "62,000 to 74,000 EUR a year", "6 months"
    )  # fmt: skip
    assert example.ai
    assert (example.ai.candidate, str(example.ai.ours)) == ("disclosed", "none")
    assert example.recorded
    assert example.recorded.is_ is False
    assert example.questions["hoped-for"].competency == "none"
    assert [str(one.text) for one in example.competencies["exploration"].look_for] == [
        "What they ask before they build."
    ]
    assert str(example.competencies["exploration"].levels[3]).startswith("Restates the problem")
    assert example.tasks["filter-by-rating"].tried
    assert [len(day.stages) for day in example.schedule] == [1, 3, 1]


def test_a_role_is_kept_and_sent_as_it_is(example: Role) -> None:
    again: Role = pickle.loads(pickle.dumps(example))
    assert recorded(again) == recorded(example)
    assert again.stages["pairing"].at == example.stages["pairing"].at


def test_names_of_files() -> None:
    assert role_id("roles/a.b.role.yaml") == "roles/a.b"
    assert is_library("roles/_company.role.yaml")
    assert not is_library("_roles/company.role.yaml")


def test_a_broken_role_still_has_a_title(load: Load) -> None:
    loaded = load(COMPLETE.replace("30", "1h"))
    assert loaded.role is None
    assert loaded.title == "Gardener"


@pytest.mark.parametrize("piece", YAML_MODELS)
def test_every_field_and_every_id_says_what_it_means_and_who_may_read_it(piece: Any) -> None:
    for name, info in piece.model_fields.items():
        assert re.fullmatch(r"[A-Z].*\.", info.description), (piece, name)
        assert circle_of(piece, name) in CIRCLES
        assert circle_of(piece, info.alias or name) == circle_of(piece, name)
        keyed = get_origin(info.annotation) is dict and get_args(info.annotation)[0] != Level
        assert (circle_of_keys(piece, name) in CIRCLES) == keyed, (piece, name)


def test_every_part_of_a_role_is_among_the_models() -> None:
    def below(model: type[YamlModel]) -> set[type[YamlModel]]:
        return {model}.union(*map(below, model.__subclasses__()))

    parts = {one for one in below(YamlModel) if one.__module__.startswith("guides_ext.")}
    assert parts - {YamlModel, Named} == set(YAML_MODELS)


def test_a_field_without_a_circle_cannot_be_added() -> None:
    with pytest.raises(TypeError, match="circle"):
        told(description="Secret.")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="everyone"):
        told("everyone", "Secret.")  # type: ignore[arg-type]

    class Part(YamlModel):
        secret: int = 0

    with pytest.raises(TypeError):
        circle_of(Part, "secret")


def test_circles_are_nested() -> None:
    reads = {edition: [one for one in CIRCLES if may_read(edition, one)] for edition in CIRCLES}
    assert reads == {
        "panel": ["panel", "company", "candidate"],
        "company": ["company", "candidate"],
        "candidate": ["candidate"],
    }


def fields_for(edition: Circle) -> dict[str, set[str]]:
    found = {
        piece.__name__: {
            name for name in piece.model_fields if may_read(edition, circle_of(piece, name))
        }
        for piece in YAML_MODELS
    }
    return {name: fields for name, fields in found.items() if fields}


CANDIDATE = {
    "AI": {"candidate", "say", "ours"},
    "Candidate": {"expect", "bring", "prepare", "not_tested", "sections"},
    "Decision": {"answer_within_days", "by"},
    "ForCandidates": {"welcome", "after", "places", "sections"},
    "InterviewerPart": {"told_"},
    "Recording": {"is_", "say", "instead"},
    "Role": {
        "title", "level", "summary", "stages", "schedule", "adjustments", "decision", "pay_range",
        "keep_notes", "ai", "recorded", "candidate",
    },
    "ScheduleDay": {"day", "stages"},
    "SectionRef": {"from_", "without"},
    "Stage": {
        "title", "format", "minutes", "candidate_minutes", "return_within_days", "place",
        "interviewers", "agenda", "candidate", "ai", "recorded",
    },
    "Step": {"one_of", "break_"},
    "Timebox": {"minutes", "is_", "who", "told_"},
}  # fmt: skip
COMPANY = {
    "Competency": {"title", "means", "why"},
    "Decision": {"rule"},
    "InterviewerPart": {"is_", "rates"},
    "Role": {"owner", "looking_for", "not_looking_for", "competencies"},
    "Stage": {"summary", "review_minutes", "main", "also", "sections", "goals", "non_goals"},
    "Timebox": {"title"},
}


def test_a_candidate_reads_no_question_rating_or_solution() -> None:
    assert fields_for("candidate") == CANDIDATE


def test_the_company_reads_what_we_look_for_and_no_question_level_or_word_to_say() -> None:
    both = {*CANDIDATE, *COMPANY}
    assert fields_for("company") == {
        name: CANDIDATE.get(name, set()) | COMPANY.get(name, set()) for name in both
    }


def test_an_unknown_field_has_no_circle() -> None:
    with pytest.raises(KeyError):
        circle_of(Role, "titel")
    with pytest.raises(KeyError):
        circle_of_keys(Role, "titel")


# JSON Schemas


def test_the_published_schemas_are_fresh() -> None:
    for name, schema in (("role", role_schema()), ("guides", guides_schema())):
        written = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert written == schema, "run: python -m guides_ext.record"
        Draft202012Validator.check_schema(schema)


def test_the_schemas_are_written_as_they_are_published(tmp_path: Path) -> None:
    write(tmp_path / "schema")
    for path in SCHEMAS.glob("*.json"):
        assert (tmp_path / "schema" / path.name).read_bytes() == path.read_bytes()


def data(node: Node | None) -> Any:
    """What an editor sees in a node: YAML 1.2, so that numbers and true, false are no texts."""
    if isinstance(node, Mapping):
        return {key: data(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Items):
        return [data(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.style or not re.fullmatch(r"true|false|[0-9]+", node.value):
        return None if node.empty else node.value
    return json.loads(node.value)


def editor(text: str) -> list[str]:
    """The paths at which an editor with the schema would complain."""
    tree, problems = compose(text, "a.role.yaml")
    assert not problems
    errors = Draft202012Validator(role_schema()).iter_errors(data(tree))
    return sorted(error.json_path.removeprefix("$.") for error in errors)


def test_an_editor_takes_the_example_and_its_library() -> None:
    for path in (HERE / "example").glob("*.role.yaml"):
        assert editor(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "looking_for: One.",
        "looking_for: [One.]",
        "looking_for+:\n  - {text: One., sheet: false}",
        "stages: {screen: }",
        "stages: {a: {interviewers: {b: Asks., c: {is: Writes., rates: false}}}}",
        "stages: {a: {task: b}}",
        "stages: {a: {task: {one_of: [b, c], now: b}}}",
        "stages: {a: {task: {title: Written here}}}",
        "stages: {a: {questions: [b, {one_of: [c, d]}, {ask: Hm?}], goals+: x}}",
        "stages: {a: {whenever: {They ask: Hello.}}}",
        "stages: {a: {agenda: [{minutes: 1, is: main, with: task}, {minutes: 2, with: [a]}]}}",
        "stages: {a: {agenda: [{with: [a, task, b], told: A talk, sections: [c, {from: d}]}]}}",
        "stages: {a: {agenda: [{say: Hello., checks: Heard.}]}}",
        "stages: {a: {agenda: [{say: [Hello., {when: it rains, text: In.}]}]}}",
        "stages: {a: {agenda: [{checks: [{text: A, place: b}, {text: A, place: [b, c]}]}]}}",
        "stages: {a: {checklist: {before: [{text: A, sheet: B, place: c}], after+: D}}}",
        "stages: {a: {main: {b: Digs., c: }, also: [d]}}",
        "stages: {a: {main+: [b], also+: {c: Digs.}}}",
        "stages: {a: {follow_ups: And?, goes_on: Whoever asks.}}",
        "stages: {a: {interviewers: {b: {is: Asks., told: Asks you., brief: Wait.}}}}",
        "stages: {a: {ai: {candidate: expected}, recorded: {is: true, say: a, instead: b}}}",
        "{pay_range: 6 EUR, keep_notes: 6 months, ai: {say: a, ours: none}, recorded: false}",
        "competencies: {a: {look_for: Dirt.}}",
        "questions: {a: {ask: Hm?, competency: none}}",
        "schedule: [{day: 1, stages: [a, {break: 45}, {one_of: [b, c]}]}]",
    ],
)
def test_an_editor_takes_what_the_loader_takes(text: str) -> None:
    assert editor(text) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("titel: T", "$"),
        ("title: ", "title"),
        ("title+: a", "$"),
        ("stages: {Big One: {title: T}}", "stages"),
        ("stages: {a: {minutes: 1h}}", "stages.a"),
        ("decision: {answer_within_days: soon}", "decision.answer_within_days"),
        ("competencies: {a: {levels: {one: b}}}", "competencies.a"),
        ("stages: {a: {say: Hello.}}", "stages.a"),
        ("stages: {a: {checklist: {during: Heard.}}}", "stages.a"),
        ("stages: {a: {agenda: [{say: {It rains: In.}}]}}", "stages.a"),
        ("stages: {a: {agenda: [{say: [{text: In., sheet: b}]}]}}", "stages.a"),
        ("stages: {a: {agenda: [{checks: [{text: In., when: b}]}]}}", "stages.a"),
        ("stages: {a: {agenda: [{with: why}]}}", "stages.a"),
        ("stages: {a: {goals: [{text: In., place: b}]}}", "stages.a"),
        ("stages: {a: {whenever: [Hello.]}}", "stages.a"),
        ("stages: {a: {main: [{b: Digs.}]}}", "stages.a"),
        ("ai: {candidate: maybe}", "ai.candidate"),
    ],
)
def test_an_editor_marks_what_the_loader_refuses(text: str, path: str) -> None:
    assert editor(text) == [path]


def test_guides_json_is_as_its_schema_says(example: Role) -> None:
    record = whole_record(recorded(example), {})
    data = {
        "version": VERSION,
        "roles": {example.document: {**record, "stages": list(record["stages"].values())}},
        "articles": {"articles/day": {"title": "The day", "part": 1, "lists": []}},
    }
    errors = Draft202012Validator(guides_schema()).iter_errors(
        json.loads(json.dumps(published(data)))
    )
    assert [(error.json_path, error.message) for error in errors] == []


# Bodies of directives


def test_a_body_is_read_with_the_places_of_its_page() -> None:
    question, problems = read_part(Question, "ask: Why?\nlisten_for: |\n  - Dirt.\n", "a.md", 40, 3)
    assert not problems
    assert question
    assert str(question.listen_for[0].text.place) == "a.md:42:7"


def test_the_faults_of_a_body_come_with_the_places_of_its_page() -> None:
    question, problems = read_part(Question, "aks: Why?\nprobe: yes", "a.md", 40)
    assert question is None
    assert [str(problem) for problem in problems] == [
        "a.md:40:1: ERROR: aks: unknown key (did you mean 'ask'?)",
        "a.md:40:1: ERROR: ask: missing (a question needs it)",
        "a.md:41:8: ERROR: probe: expected true or false, got 'yes' (write true)",
    ]
    for body in ("", "- a", "a: [", "ask"):
        part, problems = read_part(Question, body, "a.md", 40)
        assert part is None
        assert len(problems) == 1


def test_a_competency_in_a_page_has_levels_from_one() -> None:
    body = "title: Soil\nlevels: {1: a, 3: b}"
    _, (problem,) = read_part(Competency, body, "a.md", 7)
    assert str(problem) == (
        "a.md:8:1: ERROR: levels: expected 2 to 5 levels, counted from 1, got 1, 3"
    )


def test_an_agenda_in_a_page_gives_its_sound_timeboxes() -> None:
    boxes, problems = read_agenda("- {minutes: 5, is: welcome}\n- {minutes: 5m}\n", "a.md", 7)
    assert [type(box) for box in boxes] == [Timebox]
    assert [str(problem) for problem in problems] == [
        "a.md:8:3: ERROR: [1].is: missing (an item of the agenda needs it)",
        "a.md:8:13: ERROR: [1].minutes: expected whole minutes, got '5m' (write 5)",
    ]
    for body in ("", "a: b", "- ["):
        boxes, problems = read_agenda(body, "a.md", 7)
        assert not boxes
        assert len(problems) == 1
