"""Projects that are linted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guides_ext.lint.builder import LintBuilder
from guides_ext.lint.engine import Finding
from guides_ext.lint.reports import Report
from tests.projects import Project


def lint(project: Project, **conf: Any) -> Report:
    """What the builder finds in a project."""
    builder = project.build("guides-lint", **conf).app.builder
    assert isinstance(builder, LintBuilder)
    assert builder.report is not None
    return builder.report


def told(findings: Sequence[Finding]) -> list[str]:
    """Findings in short: `file:line rule`."""
    return [f"{one.place.file}:{one.place.line} {one.rule}" for one in findings]
