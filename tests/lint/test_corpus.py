"""What the linter finds in texts whose faults are labelled by hand."""

from __future__ import annotations

import re

import pytest

from benchmarks.linting import (
    CORPUS,
    LEAST_PRECISION,
    PAGE,
    Label,
    found_in,
    labelled_places,
    labels,
    lint_corpus,
    scores,
    scores_table,
)
from guides_ext.lint.load import builtin_rules
from guides_ext.lint.reports import Report

LIMIT = re.compile(r"\((?:.*; )?(?:at (?:most|least) |less than |at \d+ )")


@pytest.fixture(scope="module")
def report() -> Report:
    """What is found in the corpus, by all rules."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "")  # set anew by linting, and as it was afterwards
        return lint_corpus()


@pytest.fixture(scope="module")
def found(report: Report) -> set[Label]:
    return found_in(report)


def test_all_known_faults_of_a_role_are_found_in_their_places_and_nothing_else(
    report: Report,
) -> None:
    file = "roles/forty.role.yaml"
    known = labelled_places(file)
    assert len(known) >= 40
    here = [one for one in report.findings if one.place.file == file]
    assert sorted(f"{one.place.line}:{one.place.column} {one.rule}" for one in here) == sorted(
        known
    )


def test_the_corpus_is_large_enough_and_a_third_of_it_only_looks_suspicious() -> None:
    faults, clean = list(labels("!")), list(labels("?"))
    assert len(faults) >= 300
    assert len(clean) * 3 >= len(faults) + len(clean)


TRADES = ("data-engineer", "helpdesk", "field-sales", "ward-nurse", "warehouse-lead")


def test_of_five_trades_there_are_three_hundred_labels_and_half_of_them_are_clean() -> None:
    files = {f"roles/{name}.role.yaml" for name in TRADES}
    faults, clean = ([one for one in labels(mark) if one.file in files] for mark in "!?")
    assert len(faults) + len(clean) >= 300
    assert len(clean) >= len(faults)


def test_no_rule_that_is_on_is_wrong_more_than_once_in_ten_times(found: set[Label]) -> None:
    wrong = [one for one in scores(found) if one.on and one.precision < LEAST_PRECISION]
    assert wrong == [], sorted(found - set(labels("!")))


def test_the_numbers_in_the_docs_are_those_of_the_corpus(found: set[Label]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert scores_table(scores(found)) in text, "run nox -s bench -- --write"


def test_every_rule_that_is_on_has_a_fault_in_the_corpus() -> None:
    labelled = {label.rule for label in labels("!")}
    on = [rule.id for rule in builtin_rules() if rule.severity != "off"]
    assert [name for name in on if name not in labelled] == []


LIMITED = (
    "break-missing", "levels-alike", "long-sentence", "needed-is-seen-twice", "notes-fit",
    "pairing-too-long", "questions-fit", "several-questions", "speaking-time", "task-too-long",
    "too-many-competencies", "ways-take-alike",
)  # fmt: skip


@pytest.mark.parametrize("name", LIMITED)
def test_a_finding_beyond_a_limit_names_the_limit(name: str, report: Report) -> None:
    told = [one.message for one in report.findings if one.rule == name]
    assert told
    assert [one for one in told if not LIMIT.search(one)] == []


def test_the_labels_name_rules_that_there_are() -> None:
    names = {rule.id for rule in builtin_rules()}
    assert {label.rule for mark in "!?" for label in labels(mark)} <= names


def test_the_corpus_is_no_copy_of_what_the_rules_show_themselves() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in CORPUS.rglob("*.role.yaml"))
    shown = [line.strip() for rule in builtin_rules() for line in rule.page.bad.splitlines()]
    assert not [line for line in shown if "- ask:" in line and line in texts]
