"""A comment switches a rule off in its place, says why, and goes when it is not needed."""

from __future__ import annotations

import pytest

from tests.lint.linted import lint, told
from tests.parts.test_places import OFF_BY_ONE
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


def test_rules_are_told_from_the_reason_though_a_space_follows_a_comma(garden: Project) -> None:
    comment = "# guides-lint: disable=owner, question-kind we are still thinking"
    assert kinds(write(garden, ROLE.replace("questions:", f"questions:  {comment}"))) == [
        "roles/gardener.role.yaml:10 suppression-unused",
        "roles/gardener.role.yaml:10 suppression-unused",
        "roles/gardener.role.yaml:11 question-kind",
        "roles/gardener.role.yaml:12 question-kind",
    ]
    above = f"    {comment}\n    questions:"
    assert kinds(write(garden, ROLE.replace("    questions:", above))) == [
        "roles/gardener.role.yaml:10 suppression-unused"  # there is an owner
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
    ("comment", "found"),
    [
        ("<!-- See guides-lint: it is the linter of this handbook -->", []),
        ("<!-- guides-lint: -->", ["articles/signs.md:3 suppression-unused"]),
        ("<!-- guides-lint: disable=draft-marker, -->", ["articles/signs.md:3 suppression-reason"]),
        ("<!-- guides-lint: disable=, why -->", ["articles/signs.md:3 suppression-unused"]),
    ],
)
def test_what_only_looks_like_a_comment_for_the_linter(
    garden: Project, comment: str, found: list[str]
) -> None:
    text = f"# Signs\n\n{comment}\nThe sign says TODO.\n"
    all_found = told(lint(garden.write({"articles/signs.md": text})).findings)
    assert [one for one in all_found if "signs.md:3 " in one] == found


@pytest.mark.parametrize("comment", ["disable question-kind why", "disabled=question-kind why"])
def test_a_comment_that_is_not_written_as_one_switches_nothing_off_and_is_found(
    garden: Project, comment: str
) -> None:
    written = f"    # guides-lint: {comment}\n    questions:"
    assert kinds(write(garden, ROLE.replace("    questions:", written))) == [
        "roles/gardener.role.yaml:10 suppression-unused",
        "roles/gardener.role.yaml:12 question-kind",
        "roles/gardener.role.yaml:13 question-kind",
    ]


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


COMMENT = "% guides-lint: disable=draft-marker it is a quotation\n"


@pytest.mark.parametrize("fence", ["````markdown", "````{code-block} markdown", "````{code}"])
def test_a_comment_in_a_block_of_code_is_code_and_so_is_what_is_below_it(
    garden: Project, fence: str
) -> None:
    text = f"# Signs\n\n{fence}\n{COMMENT}TODO\n````\n\nTODO more\n"
    found = told(lint(garden.write({"articles/signs.md": text})).findings)
    assert [one for one in found if "signs.md" in one] == ["articles/signs.md:8 draft-marker"]


@pytest.mark.parametrize(
    "around", [":::{{note}}\n{}:::\n", "- one\n\n{}", "> one\n>\n> {}", "1. one\n\n{}"]
)
def test_a_comment_holds_inside_of_a_list_a_quotation_and_a_note(
    garden: Project, around: str
) -> None:
    inner = f"{COMMENT}The sign says TODO."
    if not around.startswith(":"):
        inner = inner.replace("\n", "\n> " if around.startswith(">") else "\n   ")
        inner = inner if around.startswith(">") else f"   {inner}"
    garden.write({"articles/signs.md": f"# Signs\n\n{around.format(inner + chr(10))}"})
    assert [one for one in told(lint(garden).findings) if "signs.md" in one] == []


def test_a_comment_of_rest_holds_for_the_block_below(garden: Project) -> None:
    comment = ".. guides-lint: disable=draft-marker it is a quotation\n"
    text = f"Signs\n=====\n\n{comment}\nThe sign says TODO.\n\n* one\n\n  {comment}\n  TODO two\n"
    found = told(lint(garden.write({"articles/signs.rst": text + "\nTODO\n"})).findings)
    assert [one for one in found if "signs.rst" in one] == ["articles/signs.rst:14 draft-marker"]


@OFF_BY_ONE
def test_a_comment_of_an_included_file_holds_there(garden: Project) -> None:
    article = "# Signs\n\nOur TODO\n\n```{include} sign.txt\n```\n"
    garden.write({"articles/signs.md": article, "articles/sign.txt": f"{COMMENT}TODO\n\nTBD\n"})
    found = [one for one in told(lint(garden).findings) if "articles/sign" in one]
    assert found == ["articles/sign.txt:4 draft-marker", "articles/signs.md:3 draft-marker"]


def test_equal_comments_hold_each_in_its_place(garden: Project) -> None:
    text = f"# Signs\n\n{COMMENT}TODO one\n\n{COMMENT}TODO two\n\nTODO three\n"
    found = told(lint(garden.write({"articles/signs.md": text})).findings)
    assert [one for one in found if "signs.md" in one] == ["articles/signs.md:9 draft-marker"]


def test_a_text_that_shows_a_comment_switches_nothing_off(garden: Project) -> None:
    text = "    summary: |\n      Write\n      # guides-lint: disable=question-kind so\n"
    text += "      # in the file.\n    questions:"
    assert kinds(write(garden, ROLE.replace("    questions:", text))) == [
        "roles/gardener.role.yaml:15 question-kind",
        "roles/gardener.role.yaml:16 question-kind",
    ]


def test_a_comment_is_not_unused_where_its_rule_is_off_for_the_role(garden: Project) -> None:
    comment = "    # guides-lint: disable=question-kind we think\n    questions:"
    garden = write(garden, ROLE.replace("    questions:", comment))
    severity = {"roles/gardener": {"question-kind": "off"}}
    report = lint(garden, guides_lint_severity=severity)
    assert not [one for one in report.findings if one.rule.startswith("suppression")]


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


LIBRARY = """\
competencies:
  care: {title: Care, why: Trees., levels: {1: Waters., 2: Prunes.}}
stages:
  walk:
    title: A walk
    format: structured
    minutes: 9
    main: [care]
    agenda: [{minutes: 9, is: questions}]
    questions:
      - {ask: "Tell us about a tree.", kind: behavioural}
"""


def about_the_library(garden: Project, role: str) -> list[str]:
    """What is said of the library, and of comments: places, rules and for which roles."""
    other = "extends: [_base]\ntitle: Cook\nstages: {walk: }\n"
    garden.write({
        "roles/_base.role.yaml": LIBRARY,
        "roles/gardener.role.yaml": role,
        "roles/cook.role.yaml": other,
    })  # fmt: skip
    rules = ("question-competency", "competency-level", "suppression-unused")
    found = [one for one in lint(garden).findings if one.rule in rules]
    return [f"{one.place.file}:{one.place.line} {one.rule} {' '.join(one.roles)}" for one in found]


BOTH = "roles/cook roles/gardener"
SAID = {
    "level": f"roles/_base.role.yaml:2 competency-level {BOTH}",
    "question": f"roles/_base.role.yaml:11 question-competency {BOTH}",
}


@pytest.mark.parametrize(
    ("above", "rules", "put_up_with"),
    [
        ("stages", "question-competency", ["question"]),
        ("walk", "question-competency", ["question"]),
        ("extends", "question-competency,competency-level", ["question", "level"]),
        ("extends", "competency-level", ["level"]),
    ],
)
def test_a_comment_of_a_role_holds_for_what_its_library_says_below_the_key(
    garden: Project, above: str, rules: str, put_up_with: list[str]
) -> None:
    comment = f"# guides-lint: disable={rules} the agency wrote it"
    keys = {"extends": "extends: [_base]\n", "stages": "stages:\n", "walk": "  walk:\n"}
    role = "".join(
        ("  " * (key == "walk") + comment + "\n" if key == above else "") + line
        for key, line in {"title": "title: Gardener\n", **keys}.items()
    )
    expected = [
        text.replace(BOTH, "roles/cook") if name in put_up_with else text
        for name, text in SAID.items()
    ]
    assert sorted(about_the_library(garden, role)) == sorted(expected)


def test_a_comment_of_a_role_that_meets_nothing_in_its_library_is_unused(garden: Project) -> None:
    role = "extends: [_base]\ntitle: Gardener\nstages:\n"
    role += "  # guides-lint: disable=competency-level we think\n  walk:\n"
    assert about_the_library(garden, role) == [
        SAID["level"],
        SAID["question"],
        "roles/gardener.role.yaml:4 suppression-unused ",
    ]
