"""Every text of a role file is looked at, each as what it is: said, asked, wanted or none of it."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest

from guides_ext.lint.engine import Finding
from guides_ext.model.base import YamlModel
from guides_ext.model.load import load_role
from guides_ext.model.role import YAML_MODELS
from tests.lint.linted import lint
from tests.projects import CONF, Project
from tests.publish.test_every_field import fields

FILE = "gardener.role.yaml"

TEXT = "TODO, are you in good health? Someone like us."

ROLE = """\
title: §
level: §
summary: §
jurisdictions: [uk]
looking_for:
  - §  # wanted
not_looking_for:
  - §
scale: {1: Not yet, 2: Wholly}
adjustments: §
pay_range: §
keep_notes: §
decision:
  rule: §  # wanted
  by: §
ai:
  say: §  # said
  ours: §
recorded:
  is: true
  say: §  # said
  instead: §
candidate:
  welcome: §
  after: §
  places: {office: §}
competencies:
  care:
    title: §  # wanted
    means: §  # wanted
    why: §  # wanted
    look_for:
      - §  # wanted
    levels:
      1: §  # wanted
      2: §  # wanted
    examples:
      - note: §
        level: 1
        because: §
stages:
  walk:
    title: §
    summary: §
    format: conversation
    minutes: 30
    place: [office]
    interviewers:
      guide:
        is: §
        brief: §
        told: §
    main:
      care: §  # wanted
    goals:
      - text: §  # wanted
        sheet: §  # wanted
    non_goals:
      - §
    agenda:
      - minutes: 30
        is: questions
        title: §
        told: §
        say:
          - §  # said
          - when: §
            text: §  # said
        checks:
          - {text: §, place: office}
    whenever:
      §: All is well.
      They go: §  # said
    checklist:
      before:
        - §
      after:
        - §
    task:
      title: §
      brief: §
      far_enough: §
      easier:
        - §
      harder:
        - §
      solution: §
    questions:
      - ask: §  # asked
        competency: care
        listen_for:
          - §  # wanted
        follow_ups:
          - §  # asked
        easier: §  # asked
        harder: §  # asked
    follow_ups:
      - §  # asked
    goes_on: §  # wanted
    candidate:
      expect: §
      prepare:
        - §
      bring:
        - §
      not_tested:
        - §
"""
"""A role with every text that there can be (§); behind it what it is for, where a rule asks."""

RULES = {
    "wanted": {"unnamed-feeling"},
    "asked": {"topic-prohibited"},
    "said": {"topic-prohibited", "asks-health"},
}
"""The rules that tell the uses apart."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    role = ROLE.replace("§", f'"{TEXT}"')
    return Project(tmp_path_factory.mktemp("uses")).write(
        {"conf.py": CONF, "index.md": "# I\n\nHere.\n", FILE: role}
    )


@pytest.fixture(scope="module")
def findings(project: Project) -> list[Finding]:
    return list(lint(project).findings)


def test_a_text_is_looked_at_as_what_it_is_for(findings: list[Finding]) -> None:
    expected = {
        (number, rule)
        for number, line in enumerate(ROLE.splitlines(), 1)
        if "§" in line
        for rule in RULES.get(line.rpartition("  # ")[2], ())
    }
    asked_for = set().union(*RULES.values())
    assert {(one.place.line, one.rule) for one in findings if one.rule in asked_for} == expected


def test_no_text_is_passed_over(findings: list[Finding]) -> None:
    drafts = [(one.place.line, one.place.column) for one in findings if one.rule == "draft-marker"]
    assert drafts == [
        (number, line.index("§") + 2)
        for number, line in enumerate(ROLE.splitlines(), 1)
        if "§" in line
    ]


def test_the_role_has_every_text_that_there_can_be(project: Project) -> None:
    role = load_role(project.source, FILE).role
    assert role
    held = {owner for owners, text in fields(role) if text == TEXT for owner in owners[-1:]}
    assert held == {
        (piece.__name__, field) for piece in YAML_MODELS for field in texts_of(piece)
    } - {("Role", "scale")}  # names of levels are a word or two


def texts_of(piece: type[YamlModel]) -> list[str]:
    """The fields of a part that hold texts or lists of texts, and no parts."""
    hints: dict[str, Any] = get_type_hints(piece, include_extras=False)
    kinds = ("MarkdownText", "items.Item")
    return [name for name in piece.model_fields if any(kind in str(hints[name]) for kind in kinds)]
