"""Each rule's examples are its tests: the bad one triggers it once, the good one does not."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from guides_ext.lint.engine import Rule
from guides_ext.lint.load import builtin_rules
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
        for kind, example in (("bad", rule.bad), ("good", rule.good)):
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
    for text in (rule.summary, rule.rationale, rule.source, rule.mend):
        assert text.strip()
    assert rule.summary.endswith(".")
    assert rule.bad.strip() != rule.good.strip()
