"""Projects that are linted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guides_ext.lint.builder import LintBuilder
from guides_ext.lint.engine import Finding
from guides_ext.lint.reports import Report
from tests.projects import Built, Project


def lint(project: Project, **conf: Any) -> Report:
    """What the builder finds in a project."""
    return report_of(project.build("guides-lint", **conf))


def report_of(built: Built) -> Report:
    """What the builder has found."""
    builder = built.app.builder
    assert isinstance(builder, LintBuilder)
    assert builder.report is not None
    return builder.report


def told(findings: Sequence[Finding]) -> list[str]:
    """Findings in short: `file:line rule`."""
    return [f"{one.place.file}:{one.place.line} {one.rule}" for one in findings]
