"""What the linter finds in texts whose faults are labelled by hand."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from guides_ext.lint.engine import Finding
from guides_ext.lint.load import builtin_rules
from tests.lint.labels import CORPUS, TODAY, Label, labels
from tests.lint.linted import lint
from tests.projects import Project


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is found in the corpus, by all rules."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(CORPUS, folder / "docs")
    severity = {rule.id: "warning" for rule in builtin_rules() if rule.severity == "off"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", TODAY)
        return list(lint(Project(folder), guides_lint_severity=severity).findings)


def found(findings: list[Finding]) -> set[Label]:
    return {Label(one.place.file, one.place.line, one.rule) for one in findings}


def test_all_of_forty_known_faults_are_found_in_their_places_and_nothing_else(
    findings: list[Finding],
) -> None:
    file = "roles/forty.role.yaml"
    known = {label for label in labels("!") if label.file == file}
    assert len(known) == 40
    assert {label for label in found(findings) if label.file == file} == known


def test_the_corpus_is_large_enough_and_a_third_of_it_only_looks_suspicious() -> None:
    faults, clean = list(labels("!")), list(labels("?"))
    assert len(faults) >= 120
    assert len(clean) * 3 >= len(faults) + len(clean)


def test_no_rule_that_is_on_is_wrong_more_than_once_in_ten_times(findings: list[Finding]) -> None:
    faults = set(labels("!"))
    right = Counter(label.rule for label in found(findings) & faults)
    wrong = Counter(label.rule for label in found(findings) - faults)
    for rule in builtin_rules():
        seen = right[rule.id] + wrong[rule.id]
        if rule.severity != "off":
            assert right[rule.id] >= 0.9 * seen, sorted(found(findings) - faults)


def test_every_rule_has_a_fault_in_the_corpus() -> None:
    labelled = {label.rule for label in labels("!")}
    assert [rule.id for rule in builtin_rules() if rule.id not in labelled] == []


def test_the_labels_name_rules_that_there_are() -> None:
    names = {rule.id for rule in builtin_rules()}
    assert {label.rule for mark in "!?" for label in labels(mark)} <= names


def test_the_corpus_is_no_copy_of_what_the_rules_show_themselves() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in Path(CORPUS).rglob("*.role.yaml"))
    shown = [rule.bad for rule in builtin_rules()]
    assert not [bad for bad in shown if bad.strip() in texts]
