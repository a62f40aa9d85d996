"""From a handbook that has been read to the report of what is wrong with it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError
from sphinx.util import logging

from guides_ext.lint.collect import Collector
from guides_ext.lint.engine import check_settings, run, suppressions
from guides_ext.lint.load import load_rules
from guides_ext.lint.reports import REPORTS, Report
from guides_ext.lint.subjects import RoleView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from guides_ext.model import Loaded

logger = logging.getLogger(__name__)


def lint(env: BuildEnvironment, loaded: Mapping[str, Loaded], confdir: Path) -> Report:
    """Runs the rules over everything, and prints what they find.

    :param loaded: the role files that this process has read, by docname
    :raises ConfigError: what conf.py says of the linter cannot be used
    """
    config = env.config
    show = REPORTS.get(config.guides_lint_format)
    if show is None:
        expected = f"expected one of {', '.join(REPORTS)}, got {config.guides_lint_format!r}"
        raise ConfigError(f"guides_lint_format: {expected}")
    try:
        rules = load_rules(config.guides_lint_rules, confdir)
    except Exception as error:  # whatever a user's file does when it is run
        raise ConfigError(f"guides_lint_rules: {error!r}") from error
    collector = Collector(env, loaded, today())
    subjects = collector.subjects()
    for fault in check_settings(config.guides_lint_severity, rules, collector.role_names()):
        logger.warning("guides_lint_severity: %s", fault, type="guides", subtype="config")
    lines = collector.sources.lines
    comments = [one for file in collector.files() for one in suppressions(file, lines(file))]
    findings = run(rules, subjects, config.guides_lint_severity, comments)
    roles = [role for _, role in subjects[RoleView]]
    report = Report(findings, rules, roles, collector.sources, _prefix(env.srcdir))
    print(show(report), end="")
    return report


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
