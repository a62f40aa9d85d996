"""``sphinx-build -b guides-lint``: says what the rules find, and writes no page."""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.util import logging as sphinx_logging
from sphinx.util.logging import NAMESPACE

from guides_ext.builder import LINT
from guides_ext.lint.reports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from guides_ext.lint.reports import Report
    from guides_ext.model.load import Loaded


class LintBuilder(Builder):
    """Reads what has changed, as every builder does, and then runs the rules over everything."""

    name = LINT
    epilog = ""

    def init(self) -> None:
        """Takes the role files as they are read, so that none is read twice.

        :raises ConfigError: there is no such format
        """
        # Imported here, and below, since every build knows of this builder, and few are of it.
        from guides_ext.lint.links import Listener

        given = self.config.guides_lint_format
        if given not in FORMATS:
            expected = f"expected one of {', '.join(FORMATS)}, got {given!r}"
            raise ConfigError(f"guides_lint_format: {expected}")
        self.loaded: dict[str, Loaded] = {}
        self.report: Report | None = None
        self.listener = Listener(logging.getLogger(NAMESPACE))
        self.events.connect("guides-role-read", self._keep, 500)

    def _keep(self, app: Any, docname: str, loaded: Loaded) -> None:
        self.loaded[docname] = loaded

    def get_outdated_docs(self) -> Iterator[str]:
        """None: there is nothing to write."""
        return iter(())

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The name of the document, which is all that resolving references needs."""
        return docname

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Runs the rules, and prints the report or writes it."""
        from guides_ext.lint.linting import lint

        gc.freeze()  # what has been read stays: looking through it for garbage costs half the time
        try:
            said = self.listener.said
            self.report = lint(self.env, self.loaded, said, Path(self.confdir))
        finally:
            gc.unfreeze()
        shown = FORMATS[self.config.guides_lint_format]
        shown.show(self.report, Path(self.outdir))
        if shown.file:
            status = sphinx_logging.getLogger(__name__)
            status.info("The findings are in %s.", Path(self.outdir, shown.file))


def fail(app: Sphinx, exception: Exception | None) -> None:
    """Makes the exit status say that an error is left."""
    if not isinstance(app.builder, LintBuilder):
        return
    app.builder.listener.leave()
    if app.builder.report is not None and app.builder.report.errors:
        app.statuscode = 1
