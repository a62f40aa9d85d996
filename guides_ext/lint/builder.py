"""``sphinx-build -b guides-lint``: says what the rules find, and writes no page."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.util import logging

from guides_ext.lint.collect import Collector
from guides_ext.lint.engine import check_settings, run, suppressions
from guides_ext.lint.load import load_rules
from guides_ext.lint.reports import REPORTS, Report
from guides_ext.lint.subjects import RoleView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from guides_ext.model import Loaded

logger = logging.getLogger(__name__)


class LintBuilder(Builder):
    """Reads what has changed, as every builder does, and then runs the rules over everything."""

    name = "guides-lint"
    epilog = ""

    def init(self) -> None:
        """Takes the role files as they are read, so that none is read twice."""
        self.loaded: dict[str, Loaded] = {}
        self.report: Report | None = None
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
        """Runs the rules and prints the report."""
        config = self.config
        show = REPORTS.get(config.guides_lint_format)
        if show is None:
            given = config.guides_lint_format
            raise ConfigError(
                f"guides_lint_format: expected one of {', '.join(REPORTS)}, got {given!r}"
            )
        try:
            rules = load_rules(config.guides_lint_rules, Path(self.confdir))
        except (ImportError, OSError, SyntaxError) as error:
            raise ConfigError(f"guides_lint_rules: {error}") from error
        for fault in check_settings(config.guides_lint_severity, rules):
            where = "guides_lint_severity"
            logger.warning("%s: %s", where, fault, type="guides", subtype="config")
        collector = Collector(self.env, self.loaded, today())
        subjects = collector.subjects()
        lines = collector.sources.lines
        comments = [one for file in collector.files() for one in suppressions(file, lines(file))]
        findings = run(rules, subjects, config.guides_lint_severity, comments)
        roles = [role for _, role in subjects[RoleView]]
        self.report = Report(findings, rules, roles, collector.sources, _prefix(self.srcdir))
        print(show(self.report), end="")


def fail(app: Sphinx, exception: Exception | None) -> None:
    """Makes the exit status say that an error is left."""
    report = app.builder.report if isinstance(app.builder, LintBuilder) else None
    if report is not None and report.errors:
        app.statuscode = 1


def today() -> datetime.date:
    """Today, or the day that SOURCE_DATE_EPOCH names."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def _prefix(source: object) -> str:
    """What leads from the working directory to the sources, as people and tools see paths."""
    relative = os.path.relpath(str(source)).replace(os.sep, "/")
    return "" if relative == "." else f"{relative}/"
