"""What was found, for people and for programs: text, a summary, JSON, GitHub, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from guides_ext.lint.engine import SEVERITIES, Finding, Rule
from guides_ext.lint.subjects import RoleView, Sources


@dataclass(frozen=True)
class Report:
    """Findings, and what it takes to tell them. `prefix` leads from where people stand to the
    sources."""

    findings: Sequence[Finding]
    rules: Sequence[Rule[Any]]
    roles: Sequence[RoleView]
    sources: Sources
    prefix: str

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(one.severity == "error" for one in self.findings)


def text(report: Report) -> str:
    """Each finding in a line that editors know how to follow, its source, and how to mend it."""
    lines = []
    for one in report.findings:
        place = one.place
        head = f"{report.prefix}{place.file}:{place.line}:{place.column} {one.rule} {one.message}"
        lines.append(f"{head} [{one.severity}]")
        if source := report.sources.line(place).rstrip().expandtabs(1):
            lines += [f"  {source}", f"  {' ' * (place.column - 1)}^ {one.mend}"]
        else:
            lines.append(f"  {one.mend}")
    return "\n".join([*lines, tally(report.findings)]) + "\n"


def tally(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity."""
    counts = Counter(one.severity for one in findings)
    words = [f"{counts[one]} {one}{'s' * (counts[one] > 1)}" for one in SEVERITIES if counts[one]]
    return ", ".join(words) or "Nothing found."


def summary(report: Report) -> str:
    """For each role what stands and what is missing, then the rest of the handbook."""
    parts = [_of_role(report, role) for role in report.roles]
    own = {role.file for role in report.roles}
    rest = [one for one in report.findings if not one.roles and one.place.file not in own]
    if rest:
        title = "Articles, libraries and other files"
        parts.append("\n".join([title, "=" * len(title), *_missing(report, rest)]))
    return "\n\n".join([*parts, tally(report.findings)]) + "\n"


def _of_role(report: Report, role: RoleView) -> str:
    found = [
        one for one in report.findings
        if role.id in one.roles or (not one.roles and one.place.file == role.file)
    ]  # fmt: skip
    title = f"{role.role.title.markdown} ({role.file})"
    meetings = [view for view in role.stages if view.meets]
    asked = {id(one) for view in role.stages for one in view.questions}
    tasks = {id(one) for view in role.stages for one in view.tasks}
    facts = (
        f"stages: {len(role.stages)}",
        f"minutes with the candidate: {sum(view.stage.minutes for view in meetings)}",
        f"competencies: {len(role.role.competencies)}",
        f"questions: {len(asked)}",
        f"tasks: {len(tasks)}",
    )
    head = [title, "=" * len(title), f"has      {', '.join(facts)}"]
    stands = f"stands   {_standing(report, found)}"
    return "\n".join([*head, stands, *_missing(report, found)])


def _standing(report: Report, found: Sequence[Finding]) -> str:
    """For each family, how many of its rules hold."""
    broken = {one.rule for one in found}
    families: dict[str, list[bool]] = {}
    for rule in report.rules:
        families.setdefault(rule.family, []).append(rule.id not in broken)
    return ", ".join(f"{name} {sum(holds)} of {len(holds)}" for name, holds in families.items())


def _missing(report: Report, found: Sequence[Finding]) -> Iterator[str]:
    """A line for each rule that does not hold: its sentence, and where."""
    summaries = {rule.id: rule.summary for rule in report.rules}
    by_rule: dict[str, list[Finding]] = {}
    for one in sorted(found, key=lambda one: SEVERITIES.index(one.severity)):
        by_rule.setdefault(one.rule, []).append(one)
    for rule, some in by_rule.items():
        yield f"{some[0].severity:8} {summaries[rule]} ({rule})"
        yield from (f"         {one.place.file}:{one.place.line} {one.message}" for one in some)


def json_report(report: Report) -> str:
    """A list of findings with all that is known of them."""
    found = [
        {
            **asdict(one.place),
            "file": report.prefix + one.place.file,
            "rule": one.rule,
            "severity": one.severity,
            "message": one.message,
            "mend": one.mend,
            "roles": list(one.roles),
        }
        for one in report.findings
    ]
    return json.dumps({"version": 1, "findings": found}, ensure_ascii=False, indent=1) + "\n"


_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_MORE_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(report: Report) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(
        f"::{_GITHUB[one.severity]} "
        f"file={(report.prefix + one.place.file).translate(_MORE_ESCAPES)},"
        f"line={one.place.line},col={one.place.column},title={one.rule}"
        f"::{f'{one.message} ({one.mend})'.translate(_ESCAPES)}\n"
        for one in report.findings
    )


_SARIF = {"error": "error", "warning": "warning", "info": "note", "off": "none"}


def sarif(report: Report) -> str:
    """SARIF 2.1.0, which code hosts and editors read."""
    driver = {
        "name": "guides-lint",
        "version": version("guides-ext"),
        "rules": [_sarif_rule(rule) for rule in report.rules],
    }
    results = [_sarif_result(one, report.prefix) for one in report.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _sarif_rule(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.rationale} ({rule.source})"},
        "help": {"text": rule.mend},
        "defaultConfiguration": {
            "enabled": rule.severity != "off",
            "level": _SARIF[rule.severity],
        },
        "properties": {"tags": [rule.family]},
    }


def _sarif_result(one: Finding, prefix: str) -> dict[str, Any]:
    region = {"startLine": one.place.line, "startColumn": one.place.column}
    where = {"artifactLocation": {"uri": quote(prefix + one.place.file)}, "region": region}
    return {
        "ruleId": one.rule,
        "level": _SARIF[one.severity],
        "message": {"text": f"{one.message} ({one.mend})"},
        "locations": [{"physicalLocation": where}],
    }


REPORTS: Mapping[str, Callable[[Report], str]] = {
    "text": text,
    "summary": summary,
    "json": json_report,
    "github": github,
    "sarif": sarif,
}
"""The formats by the names that a user gives them."""
