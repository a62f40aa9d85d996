"""A comment switches a rule off in its place, says why, and goes when it is not needed."""

from __future__ import annotations

import pytest

from guides_ext.lint.engine import suppressions
from tests.lint.linted import lint, told
from tests.projects import Project

ROLE = """\
title: Gardener
owner: garden@example.com
stages:
  walk:
    title: A walk
    format: conversation
    minutes: 30
    agenda:
      - {minutes: 30, is: questions}
    questions:
      - ask: Do you like trees?
      - ask: What is a graft?
"""


def kinds(project: Project) -> list[str]:
    """Findings about kinds of questions, and about comments."""
    names = ("question-kind", "suppression-reason", "suppression-unused")
    return [one for one in told(lint(project).findings) if one.endswith(names)]


def write(project: Project, role: str) -> Project:
    return project.write({"roles/gardener.role.yaml": role})


def test_without_a_comment_both_are_found(garden: Project) -> None:
    assert kinds(write(garden, ROLE)) == [
        "roles/gardener.role.yaml:11 question-kind",
        "roles/gardener.role.yaml:12 question-kind",
    ]


def test_a_comment_behind_a_value_holds_for_its_line(garden: Project) -> None:
    comment = "trees?  # guides-lint: disable=question-kind we are still thinking"
    assert kinds(write(garden, ROLE.replace("trees?", comment))) == [
        "roles/gardener.role.yaml:12 question-kind"
    ]


def test_a_comment_above_a_key_holds_for_all_that_is_below_it(garden: Project) -> None:
    comment = "    # guides-lint: disable=question-kind we are still thinking\n    questions:"
    assert kinds(write(garden, ROLE.replace("    questions:", comment))) == []


def test_a_comment_holds_for_no_more_than_the_key_below_it(garden: Project) -> None:
    comment = "    # guides-lint: disable=question-kind we are still thinking\n    agenda:"
    assert kinds(write(garden, ROLE.replace("    agenda:", comment))) == [
        "roles/gardener.role.yaml:8 suppression-unused",
        "roles/gardener.role.yaml:12 question-kind",
        "roles/gardener.role.yaml:13 question-kind",
    ]


def test_a_comment_without_a_reason_is_found(garden: Project) -> None:
    comment = "    # guides-lint: disable=question-kind\n    questions:"
    assert kinds(write(garden, ROLE.replace("    questions:", comment))) == [
        "roles/gardener.role.yaml:10 suppression-reason"
    ]


def test_a_comment_that_names_no_rule_says_what_was_meant(garden: Project) -> None:
    comment = "    # guides-lint: disable=question-kinds why\n    questions:"
    (finding,) = [
        one
        for one in lint(write(garden, ROLE.replace("    questions:", comment))).findings
        if one.rule == "suppression-unused"
    ]
    assert finding.message == "no rule is named 'question-kinds' (did you mean 'question-kind'?)"


@pytest.mark.parametrize(
    "comment",
    [
        "% guides-lint: disable=draft-marker it is a quotation",
        "<!-- guides-lint: disable=draft-marker it is a quotation -->",
    ],
)
def test_a_comment_in_an_article_holds_for_the_block_below(garden: Project, comment: str) -> None:
    text = f"# Signs\n\n{comment}\nThe sign\nsays TODO.\n\nThe next one says TBD.\n"
    found = told(lint(garden.write({"articles/signs.md": text})).findings)
    assert [one for one in found if "signs.md" in one] == ["articles/signs.md:7 draft-marker"]


def test_a_comment_in_a_block_of_code_is_code() -> None:
    comment = "% guides-lint: disable=owner because"
    code = ["````markdown", "```", comment, "```", comment, "````"]
    directive = ["```{note}", comment, "```"]  # what it holds is none
    found = suppressions("a.md", [*code, *directive, comment])
    assert [one.place.line for one in found] == [8, 10]


def test_a_comment_is_not_unused_where_its_rule_did_not_look(garden: Project) -> None:
    commented = ROLE.replace("- ask: Do", "- ask: Do", 1).replace(
        "trees?\n", "trees? # guides-lint: disable=question-kind a reason\n"
    )
    off = lint(write(garden, commented), guides_lint_severity={"question-kind": "off"})
    assert not [one for one in off.findings if one.rule.startswith("suppression")]
    broken = lint(write(garden, commented.replace("minutes: 30\n", "minutes: 3h\n")))
    assert {one.rule for one in broken.findings} & {"role-file"}
    assert not [one for one in broken.findings if one.rule.startswith("suppression")]


def test_a_fault_that_is_put_up_with_leaves_the_exit_status_alone(garden: Project) -> None:
    role = ROLE.replace("minutes: 30\n", "minutes: 3h\n")
    severity = {"role-file": "warning"}
    built = write(garden, role).build("guides-lint", guides_lint_severity=severity)
    assert not built.failed
