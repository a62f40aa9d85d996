"""The linter: what would make an interview unfair, unclear or unprepared, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.lint.builder import LintBuilder, fail

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Registers the builder."""
    app.add_builder(LintBuilder)
    app.connect("build-finished", fail)
