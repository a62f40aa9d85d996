"""Each field of the model, let through by a projection with a fault in it, is found by the gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from guides_ext.editions import roles
from guides_ext.editions.gate.leaks import Gate
from guides_ext.editions.project import project_tree, write_copy
from guides_ext.model.base import Circle, YamlModel, circle_of, circle_of_keys, may_read
from guides_ext.model.role import YAML_MODELS
from tests.editions.sources import tree

ROLE = """\
extends: [_library]
audience: candidate
title: Gardener
level: Second season
summary: Looks after the trees.
owner: evergreen@example.com
review_by: 2027-05-01
jurisdictions: [de]
looking_for: "Patience with whatever grows slower than wanted."
not_looking_for: "Medals from fairs where nobody planted anything."
scale: {1: Hardly ever seen, 2: Always and everywhere}
competencies:
  watering:
    title: Giving water sensibly
    means: Waters before leaves are hanging down sadly.
    why: Seedlings are dear and their summers merciless.
    needs: 2
    look_for: "Talks about roots long before mentioning hoses."
    levels: {1: Forgets the greenhouse over every weekend., 2: Remembers each pot by its place.}
    examples:
      - note: Emptied three buckets without once touching any soil.
        level: 1
        because: Somebody told him when, although thirst should have.
tasks:
  grafting:
    title: Grafting an old medlar twig
    brief: Here lie a knife, raffia, and one stubborn medlar.
    repository: https://git.example.com/nursery/rootstock
    far_enough: Both cambium layers touch along one whole side.
    easier: "Somebody has sharpened the blade beforehand already."
    harder: "The scion is twice as thick as needed."
    solution: Cut slanting, match the bark, then bind tightly.
    tried: {on: 2026-11-10, by: wilhelmina, minutes: 17}
questions:
  wilting:
    ask: Why would a shrub droop although its soil is soaked?
    competency: watering
    kind: technical
    probe: true
    listen_for: "Mentions rotting roots or missing air spontaneously."
    follow_ups: "Where would you dig the very first hole?"
    easier: Does drooping always mean thirst, do you think?
    harder: And supposing only one half of it droops?
stages:
  walk:
    title: A walk
    summary: Colleagues stroll through orchards discussing unfinished hedges.
    format: conversation
    minutes: 30
    review_minutes: 25
    place: [office]
    interviewers:
      ringleader:
        is: Leads the tour and carries every heavy watering can.
        rates: true
        brief: Pretend that yesterday's hailstorm never touched us.
        told: Walks with you.
    main: {watering: Notices which of our barrels ran empty overnight.}
    sections: [articles/closed#hidden-hedges]
    goals: "Discover whether they look downwards before judging upwards."
    non_goals: "Reciting Latin names faster than anybody else could."
    agenda:
      - minutes: 10
        is: welcome
        title: At the crooked iron gate
        told: Hello
        say: "Mind the puddle behind you, it is deeper than expected."
        checks: "Rubber boots in their size stand beside the door."
        sections: [articles/closed#muddy-paths]
      - {minutes: 20, is: main, with: [task, wilting]}
    whenever: {They slip on moss: That slab has thrown each of us already.}
    checklist:
      before: "The wheelbarrow was emptied of yesterday's compost."
      after: "Secateurs are back on their hook and oiled."
    task: grafting
    questions: [wilting]
    follow_ups: "Which season taught you that, and what did it cost?"
    goes_on: Whoever mentioned drainage unprompted comes along to planting.
    candidate: {expect: We walk.}
decision: {rule: Two yeses outweigh any doubt unless frost was predicted., by: Noor}
"""
LIBRARY = "competencies:\n  pruning: {title: Never named by anyone, levels: {1: aa, 2: bb}}\n"
ARTICLE = "# Closed\n\n(hidden-hedges)=\n## Hidden hedges\n\n(muddy-paths)=\n## Muddy paths\n"

# What holds only ids, dates, numbers and words of the format: nobody could tell it from others'.
NO_TEXT = {
    ("Role", "audience"), ("Role", "review_by"), ("Role", "jurisdictions"),
    ("Stage", "review_minutes"), ("Stage", "also"), ("Stage", "task"),
    ("Stage", "questions"), ("Stage", "checklist"), ("Stage", "agenda"), ("Competency", "needs"),
    ("InterviewerPart", "rates"), ("Task", "tried"), ("Tried", "on"), ("Tried", "minutes"),
    ("Question", "own_id"), ("Question", "competency"), ("Question", "kind"),
    ("Question", "probe"), ("Choice", "one_of"), ("Choice", "now"),
    ("Stage", "sections"), ("Timebox", "sections"), ("Role", "competencies"),
    ("Role", "tasks"), ("Role", "questions"), ("Competency", "examples"), ("Example", "level"),
}  # fmt: skip

AROUND = {
    "Competency": [("Role", "competencies")],
    "Example": [("Role", "competencies"), ("Competency", "examples")],
    "Task": [("Role", "tasks")],
    "Tried": [("Role", "tasks"), ("Task", "tried")],
    "Question": [("Role", "questions")],
    "Observed": [("Stage", "main")],
    "Checklist": [("Stage", "checklist")],
}
"""What has to be let through besides, so that a field can be."""


def fields(edition: Circle) -> list[tuple[str, str]]:
    return [
        (piece.__name__, name)
        for piece in YAML_MODELS
        for name in piece.model_fields
        if not may_read(edition, circle_of(piece, name))
    ]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tree(tmp_path_factory.mktemp("docs"), {
        "roles/gardener.role.yaml": ROLE,
        "roles/_library.role.yaml": LIBRARY,
        "articles/closed.md": ARTICLE,
    })  # fmt: skip


def leaks(source: Path, copy: Path, edition: Circle) -> list[str]:
    made = project_tree(source, edition)
    assert not made.problems
    write_copy(made, copy)
    found = Gate(source, made).look(copy, ["conf.py", "index.md", ".guides-edition.json"])
    keys = "published in roles/gardener.role.yaml (its name)"
    return [str(one) for one in found if keys not in str(one)]


@pytest.mark.parametrize("edition", ["company", "candidate"])
def test_a_sound_projection_lets_nothing_through(
    source: Path, tmp_path: Path, edition: Circle
) -> None:
    assert leaks(source, tmp_path / "copy", edition) == []


@pytest.mark.parametrize(
    ("edition", "field"),
    [(edition, field) for edition in ("company", "candidate") for field in fields(edition)],
)
def test_a_field_that_a_faulty_projection_lets_through_is_found(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    edition: Circle,
    field: tuple[str, str],
) -> None:
    through = {field, *AROUND.get(field[0], ())}

    def faulty(model: type[YamlModel], name: str) -> Circle:
        return "candidate" if (model.__name__, name) in through else circle_of(model, name)

    monkeypatch.setattr(roles, "circle_of", faulty)
    found = leaks(source, tmp_path / "copy", edition)
    assert found or field in NO_TEXT


@pytest.mark.parametrize("field", [("Stage", "interviewers"), ("Role", "competencies")])
def test_an_id_that_a_faulty_projection_lets_through_is_found(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: tuple[str, str]
) -> None:
    def faulty(model: type[YamlModel], name: str) -> Circle | None:
        keys = circle_of_keys(model, name)
        return "candidate" if keys and (model.__name__, name) == field else keys

    def with_field(model: type[YamlModel], name: str) -> Circle:
        return "candidate" if (model.__name__, name) == field else circle_of(model, name)

    monkeypatch.setattr(roles, "circle_of", with_field)
    monkeypatch.setattr(roles, "circle_of_keys", faulty)
    assert leaks(source, tmp_path / "copy", "candidate")


def test_a_short_form_that_a_faulty_projection_lets_through_is_found(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = ROLE.replace(
        'goals: "Discover whether they look downwards before judging upwards."',
        "goals:\n      - {text: Discover it., sheet: Hedgehog hibernating beneath leaves}",
    )
    tree(tmp_path / "docs", {
        "roles/gardener.role.yaml": text,
        "roles/_library.role.yaml": LIBRARY,
        "articles/closed.md": ARTICLE,
    })  # fmt: skip
    assert leaks(tmp_path / "docs", tmp_path / "copy", "company") == []
    monkeypatch.setitem(roles.ITEM, "sheet", "candidate")
    assert leaks(tmp_path / "docs", tmp_path / "copy", "company")
