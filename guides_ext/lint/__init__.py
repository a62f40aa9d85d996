"""The linter: what would make an interview unfair, unclear or unprepared, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Registers the builder."""
    # Imported here, so that a command that does not build need not wait for Sphinx.
    from guides_ext.lint.builder import LintBuilder, fail

    app.add_builder(LintBuilder)
    app.connect("build-finished", fail)
