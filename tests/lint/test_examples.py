"""Each rule's examples are its tests: the bad one triggers it once, the good one does not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from guides_ext.lint import rules
from guides_ext.lint.engine import Rule
from guides_ext.lint.load import builtin_rules
from guides_ext.lint.page import About, page_of
from guides_ext.lint.suppression import Suppression
from tests.lint.examples import files_of
from tests.lint.linted import lint
from tests.projects import CONF, Project

RULES = builtin_rules()
TODAY = "1795564800"  # 2026-11-25


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, str]]:
    """How often each rule is broken in each file, all examples of all rules being one project."""
    project = Project(tmp_path_factory.mktemp("examples"))
    files: dict[str, str | bytes] = {"conf.py": CONF, "index.md": "# Examples\n"}
    for rule in RULES:
        for kind, example in (("bad", rule.page.bad), ("good", rule.page.good)):
            folder = f"{rule.id}/{kind}"
            examples = files_of(rule, example).items()
            files |= {f"{folder}/{name}": text for name, text in examples}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", TODAY)
        severity = {rule.id: "warning" for rule in RULES if rule.severity == "off"}
        report = lint(project.write(files), guides_lint_severity=severity)
    return Counter((one.place.file.rpartition("/")[0], one.rule) for one in report.findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_of_a_rule_breaks_it_once(
    rule: Rule[Any], findings: Counter[tuple[str, str]]
) -> None:
    assert findings[f"{rule.id}/bad", rule.id] == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_good_example_of_a_rule_keeps_it(
    rule: Rule[Any], findings: Counter[tuple[str, str]]
) -> None:
    assert findings[f"{rule.id}/good", rule.id] == 0
    if rule.subject is not Suppression:
        assert findings[f"{rule.id}/good", "role-file"] == 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_all_that_its_page_needs(rule: Rule[Any]) -> None:
    assert all(rule.page)
    assert rule.page.summary.endswith(".")
    assert rule.page.bad != rule.page.good


def test_every_page_beside_the_rules_is_that_of_a_rule() -> None:
    pages = {path.stem for path in Path(rules.__path__[0]).glob("*/*.md")}
    assert pages == {rule.id for rule in RULES}


WHOLE = """\
# some-rule

It holds.

## Why

It helps,
and more.

*Source:* Ourselves, p. 3.

## This is found

````yaml
a: "```"
````

## This is not

````yaml
a: b
````

## How to mend it

Write `b`.
"""


def test_a_page_is_read_with_its_words_in_one_line_each() -> None:
    mend, source = "write `b`", "Ourselves, p. 3"
    expected = ("It holds.", "It helps, and more.", source, mend, 'a: "```"', "a: b", "yaml")
    assert page_of(WHOLE, "some-rule") == (*expected, About(), WHOLE)


DATA = "severity: info\nconfidence: low\naudience: counsel\nstatus: preview\nsince: 0.2.0"


def test_a_page_begins_with_the_data_about_its_rule() -> None:
    page = page_of(f"---\n{DATA}\n---\n\n{WHOLE}", "some-rule")
    assert page.about == About("info", "low", "counsel", "preview", "0.2.0")
    assert page.text == WHOLE


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "info",
            "fatal",
            "severity: Input should be 'error', 'warning', 'info' or 'off', got 'fatal'",
        ),
        ("low", "some", "confidence: Input should be 'high', 'medium' or 'low', got 'some'"),
        (
            "counsel",
            "all",
            "audience: Input should be 'owner', 'interviewer' or 'counsel', got 'all'",
        ),
        (
            "preview",
            "new",
            "status: Input should be 'stable', 'preview' or 'deprecated', got 'new'",
        ),
        ("info", "error", "severity: expected info or off of what is preview, got 'error'"),
        ("preview", "deprecated", "severity: expected off of what is deprecated, got 'info'"),
        ("since", "until", "until: Unexpected keyword argument, got '0.2.0'"),
        ("severity: info", "severity: [", "expected keys and values above it"),
    ],
)
def test_data_about_a_rule_that_cannot_be_used_is_refused(
    before: str, after: str, message: str
) -> None:
    text = f"---\n{DATA.replace(before, after)}\n---\n\n{WHOLE}"
    with pytest.raises(ValueError, match=re.escape(message)):
        page_of(text, "some-rule")


def own_page(rule: Rule[Any]) -> Path:
    """Its page, where it is a file beside it: those of others have theirs in their docstring."""
    return Path(rule.check.__code__.co_filename).with_name(f"{rule.id}.md")


@pytest.mark.parametrize(
    "rule", [one for one in RULES if own_page(one).is_file()], ids=lambda one: one.id
)
def test_each_of_our_rules_says_since_when_it_is_what_it_is(rule: Rule[Any]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.page.about.since)


@pytest.mark.parametrize(
    "rule", [one for one in RULES if one.page.about.audience == "counsel"], ids=lambda one: one.id
)
def test_a_rule_for_counsel_says_that_counsel_has_to_look(rule: Rule[Any]) -> None:
    assert "ask a lawyer" in f"{rule.page.rationale} {rule.page.mend}"


def test_the_rules_are_at_most_a_thousand_lines() -> None:
    files = Path(rules.__path__[0]).rglob("*.py")
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) <= 1000


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("It holds.", "", "expected what it holds, above '## Why'"),
        ("some-rule", "other", "expected what it holds, above '## Why'"),
        ("## This is not", "", "expected a section '## This is not'"),
        ("Write `b`.", "", "expected a section '## How to mend it'"),
        ("*Source:* ", "", "expected reasons, and '*Source:* ….' below them"),
        ("````yaml\na: b\n````", "a: b", "expected two blocks of code, of yaml or of markdown"),
        ("yaml\na: b", "markdown\na: b", "expected two blocks of code, of yaml or of markdown"),
    ],
)
def test_a_page_that_lacks_something_says_what(before: str, after: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"page of some-rule: {message}")):
        page_of(WHOLE.replace(before, after), "some-rule")
