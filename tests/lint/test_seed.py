"""A real draft: what is unfinished in it is found, and what it rules out is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from guides_ext.lint.engine import Finding
from tests.lint.linted import lint, report_of
from tests.projects import GARDEN, Built, Project
from tests.test_seed import DRAFTS, SEED


@pytest.fixture(scope="module")
def draft() -> list[str]:
    """The lines of the draft."""
    if not DRAFTS:
        pytest.skip(f"no real drafts at {SEED} (GUIDES_SEED names their folder)")
    return DRAFTS[0].read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def built(draft: list[str], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The draft, which is a part of a series, linted."""
    project = Project(tmp_path_factory.mktemp("seed"))
    project.write({**GARDEN, "articles/draft.md": "\n".join(draft) + "\n"})
    project.replace("index.md", "articles/day\n", "articles/day\narticles/draft\n")
    return project.build("guides-lint")


@pytest.fixture(scope="module")
def findings(built: Built) -> list[Finding]:
    """What is found in the draft."""
    return [one for one in report_of(built).findings if one.place.file == "articles/draft.md"]


def lines(findings: list[Finding], rule: str) -> list[int]:
    return [one.place.line for one in findings if one.rule == rule]


def number(draft: list[str], start: str) -> int:
    """The number of the line that starts with some words."""
    return next(n for n, line in enumerate(draft, 1) if line.startswith(start))


def test_the_mark_of_the_draft_is_found(draft: list[str], findings: list[Finding]) -> None:
    here = next(n for n, line in enumerate(draft, 1) if "Drafted until here" in line)
    assert lines(findings, "draft-marker") == [here]


def test_the_empty_sections_are_found(draft: list[str], findings: list[Finding]) -> None:
    empty = ("## What are you looking for?", "## The retrospective")
    assert lines(findings, "empty-section") == [number(draft, one) for one in empty]


def test_what_is_missing_is_found(draft: list[str], built: Built, findings: list[Finding]) -> None:
    assert lines(findings, "article-unused")  # no role draws on it
    link = next(n for n, line in enumerate(draft, 1) if "{% link" in line)
    told = [one for one in built.warnings if one.endswith("[guides.jekyll]")]
    assert any(one.startswith(f"articles/draft.md:{link}:") for one in told)


def test_what_it_rules_out_is_not_found(draft: list[str], findings: list[Finding]) -> None:
    assert any("Culture Fit" in line for line in draft)
    assert lines(findings, "unnamed-feeling") == []


def test_the_same_words_without_ruling_them_out_are_found(draft: list[str], tmp_path: Path) -> None:
    wanted = [
        "- We look for:" if line.startswith("- Not Goals") else line.replace("Culture", "A culture")
        for line in draft
    ]
    text = "\n".join(wanted).replace("  - A culture Fit", "  - We want a culture fit")
    project = Project(tmp_path).write({**GARDEN, "articles/draft.md": text + "\n"})
    assert "unnamed-feeling" in {one.rule for one in lint(project).findings}
