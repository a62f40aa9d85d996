"""``sphinx-build -b guides-lint``: says what the rules find, and writes no page."""

from __future__ import annotations

import datetime
import gc
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.dummy import DummyBuilder
from sphinx.errors import ConfigError
from sphinx.util import logging as sphinx_logging
from sphinx.util.logging import NAMESPACE

from guides_ext.builder import LINT
from guides_ext.config import access_of
from guides_ext.files import drop_output

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from guides_ext.lint.reports import Report
    from guides_ext.model.load import Loaded


MANY_OBJECTS = 200_000
"""After which garbage is looked for while rules run: there is little of it, and looking is slow."""


class LintBuilder(DummyBuilder):
    """Reads what has changed, as every builder does, and then runs the rules over everything."""

    name = LINT
    epilog = ""

    def init(self) -> None:
        """Takes role files and doctrees as they are read, so that none is read twice.

        Raises:
            ConfigError: there is no such format.
        """
        # Imported here, and below, since every build knows of this builder, and few are of it.
        from guides_ext.lint.links import Listener
        from guides_ext.lint.reports import FORMATS

        given = self.config.guides_lint_format
        if given not in FORMATS:
            expected = f"expected one of {', '.join(FORMATS)}, got {given!r}"
            raise ConfigError(f"guides_lint_format: {expected}")
        self.loaded: dict[str, Loaded] = {}
        self.report: Report | None = None
        self.listener = Listener(logging.getLogger(NAMESPACE))
        self.trees: dict[str, nodes.document] = {}
        self.events.connect("guides-role-read", self._keep, 500)
        self.events.connect("doctree-read", self._keep_tree, 500)
        self._read_as_written()

    def _read_as_written(self) -> None:
        """Leaves the authors' catalogues out: rules know the words of the source, and look there.

        Where there are any, all is read anew: what a build keeps is translated.
        """
        languages = {self.config.language, self.config.language.partition("_")[0]}
        folders = [Path(self.srcdir, one) for one in self.config.locale_dirs]
        if any((folder / language).is_dir() for folder in folders for language in languages):
            self.config.locale_dirs = []
            self.events.connect("env-get-outdated", lambda app, env, *_: env.found_docs, 500)

    def _keep(self, app: Any, docname: str, loaded: Loaded) -> None:
        self.loaded[docname] = loaded

    def _keep_tree(self, app: Any, tree: nodes.document) -> None:
        self.trees[self.env.docname] = tree

    def get_outdated_docs(self) -> set[str]:
        """None: there is nothing to write."""
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The name of the document, which is all that resolving references needs."""
        return docname

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Runs the rules, and prints the report or writes it."""
        from guides_ext.lint.reports import FORMATS

        gc.freeze()  # what has been read stays: looking through it for garbage costs half the time
        before = gc.get_threshold()
        gc.set_threshold(MANY_OBJECTS, *before[1:])
        try:
            self.report = self._lint()
        finally:
            gc.set_threshold(*before)
            gc.unfreeze()
        shown = FORMATS[self.config.guides_lint_format]
        try:
            shown.show(self.report, Path(self.outdir))
            sys.stdout.flush()
        except BrokenPipeError:  # for Sphinx it would be a fault to report
            drop_output()
        if shown.file:
            status = sphinx_logging.getLogger(__name__)
            status.info("The findings are in %s.", Path(self.outdir, shown.file))

    def _lint(self) -> Report:
        """The report of what is wrong with a handbook that has been read."""
        from guides_ext.lint.collect import Collector
        from guides_ext.lint.engine import run
        from guides_ext.lint.load import load_rules
        from guides_ext.lint.reports import Report
        from guides_ext.lint.settings import check_severities
        from guides_ext.lint.sources import Sources, relative
        from guides_ext.lint.subjects import RoleView

        confdir = Path(self.confdir)
        sources = Sources(Path(self.srcdir), access_of(self.config))
        rules, faults = load_rules(self.config.guides_lint_rules, confdir, sources)
        collector = Collector(
            self.env, sources, self.loaded, self.trees, self.listener.said, today()
        )
        given = self.config.guides_lint_severity
        conf = relative(str(confdir / "conf.py"), sources.root)
        faults += check_severities(given, rules, collector.names, sources, conf)
        subjects = collector.subjects()
        severities = given if isinstance(given, dict) else {}
        found, ran = run(rules, subjects, severities, collector.comments, sources.root)
        roles = [role for _, role in subjects[RoleView]]
        findings = sorted([*faults, *found])
        # From the working directory to the sources, as people and tools see paths.
        folder = Path(relative(str(sources.root), Path()))
        return Report(findings, rules, roles, collector.broken(), ran, sources, folder)


def today() -> datetime.date:
    """Today, or the day that SOURCE_DATE_EPOCH names."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def fail(app: Sphinx, exception: Exception | None) -> None:
    """Makes the exit status say that an error is left."""
    if not isinstance(app.builder, LintBuilder):
        return
    app.builder.listener.leave()
    if app.builder.report is not None and app.builder.report.errors:
        app.statuscode = 1
