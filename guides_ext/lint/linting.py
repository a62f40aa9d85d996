"""From a handbook that has been read to the report of what is wrong with it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

from guides_ext.lint.collect import Collector
from guides_ext.lint.engine import relative, run
from guides_ext.lint.load import load_rules
from guides_ext.lint.reports import Report
from guides_ext.lint.settings import check_severities
from guides_ext.lint.subjects import RoleView, Sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from guides_ext.lint.links import Said
    from guides_ext.model.load import Loaded


def lint(
    env: BuildEnvironment, loaded: Mapping[str, Loaded], said: list[Said], confdir: Path
) -> Report:
    """Runs the rules over everything.

    :param loaded: the role files that this process has read, by docname
    :param said: what was said of dead references while all was read
    """
    sources = Sources(Path(env.srcdir))
    rules, faults = load_rules(env.config.guides_lint_rules, confdir, sources)
    collector = Collector(env, sources, loaded, said, today())
    given = env.config.guides_lint_severity
    conf = relative(str(confdir / "conf.py"), sources.root)
    faults += check_severities(given, rules, collector.names, sources, conf)
    subjects = collector.subjects()
    severities = given if isinstance(given, dict) else {}
    found, ran = run(rules, subjects, severities, collector.comments, sources.root)
    roles = [role for _, role in subjects[RoleView]]
    findings = sorted([*faults, *found])
    return Report(findings, rules, roles, collector.broken(), ran, sources, _prefix(env.srcdir))


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
