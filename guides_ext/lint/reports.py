"""What was found, for people and for programs: text, a summary, JSON, GitHub, SARIF 2.1.0."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from guides_ext.lint.engine import Finding, Rule
from guides_ext.lint.page import SEVERITIES
from guides_ext.model.files import role_id

if TYPE_CHECKING:
    from guides_ext.lint.sources import Sources
    from guides_ext.lint.subjects import RoleView
    from guides_ext.model.load import Loaded
    from guides_ext.model.problems import Place


@dataclass(frozen=True)
class Report:
    """Findings, and what it takes to tell them.

    `broken` are the role files that have errors, `ran` the rules that have looked at a role, by its
    docname, and `folder` leads from where people stand to the sources.
    """

    findings: Sequence[Finding]
    rules: Sequence[Rule[Any]]
    roles: Sequence[RoleView]
    broken: Sequence[Loaded]
    ran: Mapping[str, Set[str]]
    sources: Sources
    folder: Path

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(one.severity == "error" for one in self.findings)

    def path(self, file: str) -> str:
        """A file as people open it."""
        return (self.folder / file).as_posix()

    def here(self, place: Place) -> Place:
        """A place as people and tools see it."""
        return place.below(self.folder)


def text(report: Report) -> str:
    """Each finding in a line that editors know how to follow, its source, and how to mend it."""
    lines = []
    width = get_terminal_size().columns - 2
    for one in report.findings:
        place = one.place
        where = report.here(place)
        lines.append(f"{where} {one.rule} {_told(report, one)} [{one.severity}]")
        source, column = cut(report.sources.line(place).rstrip().expandtabs(1), place.column, width)
        shown = [source, f"{' ' * (column - 1)}^ {one.mend}"] if source else [one.mend]
        lines += [f"  {line}" for line in shown]
    if report.findings:
        lines.append("The page of a rule: python -m guides_ext lint --explain RULE")
    return "\n".join([*lines, tally(report.findings)]) + "\n"


def cut(line: str, column: int, width: int) -> tuple[str, int]:
    """A piece of a line that is at most so wide, with what stands at a column in its first third;
    and the column in it. Dots stand where something is left out."""
    start = max(0, min(column - 1 - width // 3, len(line) - width))
    piece = line[start : start + width]
    piece = f"…{piece[1:]}" if start else piece
    return f"{piece[:-1]}…" if start + width < len(line) else piece, column - start


def _told(report: Report, one: Finding) -> str:
    """What is wrong; where a library is right for some of the roles that extend it, in which."""
    readers = {role.id for role in report.roles if one.place.file in role.files}
    some = f" (in {', '.join(one.roles)})" if set(one.roles) and set(one.roles) < readers else ""
    return one.message + some


def statistics(report: Report) -> str:
    """How often each rule is broken, the most broken first, and what it holds."""
    counts = Counter(one.rule for one in report.findings)
    summaries = {rule.id: rule.page.summary for rule in report.rules}
    wide = max(map(len, counts), default=0)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    lines = [f"{n:5} {rule:{wide}} {summaries.get(rule, CONF)}" for rule, n in rows]
    return "\n".join([*lines, tally(report.findings)]) + "\n"


CONF = "What conf.py says of the linter can be used."
"""What holds where a finding is of no rule, but of what a user has set."""


def tally(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity."""
    counts = Counter(one.severity for one in findings)
    words = [f"{counts[one]} {one}{'s' * (counts[one] > 1)}" for one in SEVERITIES if counts[one]]
    return ", ".join(words) or "Nothing found."


def summary(report: Report) -> str:
    """For each role what stands and what is missing, then the rest of the handbook."""
    parts = [_of_role(report, role) for role in report.roles]
    parts += [_of_broken(report, one) for one in report.broken]
    own = {role.file for role in report.roles} | {one.files[0] for one in report.broken}
    rest = [one for one in report.findings if not one.roles and one.place.file not in own]
    if rest:
        parts.append(_block(report, "Articles, libraries and other files", [], rest))
    return "\n\n".join([*parts, tally(report.findings)]) + "\n"


def _block(report: Report, title: str, told: list[str], found: Sequence[Finding]) -> str:
    return "\n".join([title, "=" * len(title), *told, *_missing(report, found)])


def _found_in(report: Report, file: str) -> list[Finding]:
    """What is found in a role, or in its file."""
    return [
        one for one in report.findings
        if role_id(file) in one.roles or (not one.roles and one.place.file == file)
    ]  # fmt: skip


def _of_broken(report: Report, role: Loaded) -> str:
    file = role.files[0]
    title = f"{role.title or role_id(file)} ({report.path(file)})"
    told = "it has errors of its own: what else it has and lacks is seen once they are mended"
    return _block(report, title, [f"broken   {told}"], _found_in(report, file))


def _of_role(report: Report, role: RoleView) -> str:
    found = _found_in(report, role.file)
    title = f"{role.words(role.role.title)} ({report.path(role.file)})"
    least, most = (role.record["candidate_time"][key] for key in ("least", "most"))
    asked = {id(one) for view in role.stages for one in view.questions}
    tasks = {id(one) for view in role.stages for one in view.tasks}
    minutes = f"minutes with the candidate: {least}{f' to {most}' if most > least else ''}"
    parts = f"competencies: {len(role.role.competencies)}, questions: {len(asked)}"
    has = f"has      stages: {len(role.stages)}, {minutes}, {parts}, tasks: {len(tasks)}"
    stands = f"stands   {_standing(report, role.id, found)}"
    return _block(report, title, [has, stands], found)


def _standing(report: Report, role: str, found: Sequence[Finding]) -> str:
    """For each family, how many hold of those of its rules that have looked at the role."""
    broken = {one.rule for one in found}
    families: dict[str, list[bool]] = {}
    for rule in report.rules:
        if rule.id in report.ran.get(role, ()):
            families.setdefault(rule.family, []).append(rule.id not in broken)
    return ", ".join(f"{name} {sum(holds)} of {len(holds)}" for name, holds in families.items())


def _missing(report: Report, found: Sequence[Finding]) -> Iterator[str]:
    """A line for each rule that does not hold: its sentence, and where."""
    summaries = {rule.id: rule.page.summary for rule in report.rules}
    by_rule: dict[str, list[Finding]] = {}
    for one in sorted(found, key=lambda one: SEVERITIES.index(one.severity)):
        by_rule.setdefault(one.rule, []).append(one)
    for rule, some in by_rule.items():
        said = summaries.get(rule, CONF)
        yield f"{some[0].severity:8} {said} ({rule})"
        yield from (f"         {report.here(one.place)} {one.message}" for one in some)


def json_report(report: Report) -> str:
    """A list of findings with all that is known of them, and of their rules."""
    about = {rule.id: asdict(rule.page.about) for rule in report.rules}
    found = []
    for one in report.findings:
        fix = replace(one.fix, place=report.here(one.fix.place)) if one.fix else None
        known = asdict(replace(one, place=report.here(one.place), fix=fix))
        found.append({**known.pop("place"), **known, "about": about.get(one.rule)})
    return json.dumps({"version": 1, "findings": found}, indent=1) + "\n"


_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_MORE_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(report: Report) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(
        f"::{_GITHUB[one.severity]} "
        f"file={report.here(one.place).file.translate(_MORE_ESCAPES)},"
        f"line={one.place.line},col={one.place.column},title={one.rule}"
        f"::{f'{_told(report, one)} ({one.mend})'.translate(_ESCAPES)}\n"
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
    results = [_sarif_result(report, one) for one in report.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=1) + "\n"


def _sarif_rule(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.page.summary},
        "fullDescription": {"text": f"{rule.page.rationale} ({rule.page.source})"},
        "help": {"text": rule.page.mend, "markdown": rule.page.text},
        "defaultConfiguration": {
            "enabled": rule.severity != "off",
            "level": _SARIF[rule.severity],
        },
        "properties": {
            "tags": [rule.family, rule.page.about.audience, rule.page.about.status],
            "precision": rule.page.about.confidence,
        },
    }


def _sarif_result(report: Report, one: Finding) -> dict[str, Any]:
    region = {"startLine": one.place.line, "startColumn": one.place.column}
    file = {"uri": quote(report.here(one.place).file)}
    return {
        "ruleId": one.rule,
        "level": _SARIF[one.severity],
        "message": {"text": f"{_told(report, one)} ({one.mend})"},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
    }


class Format(NamedTuple):
    """How a report is made; one with a `file` is for programs, and no other letter may be in it."""

    make: Callable[[Report], str]
    file: str = ""

    def show(self, report: Report, out: Path) -> None:
        """Prints a report for people; writes one for programs into the folder of the output."""
        if self.file:
            (out / self.file).write_text(self.make(report), encoding="utf-8")
        else:
            words = self.make(report)
            say(coloured(words) if sys.stdout.isatty() and "NO_COLOR" not in os.environ else words)


def say(words: str) -> None:
    """Prints words as they are; what the terminal has no letters for is spelled out."""
    encoding = sys.stdout.encoding or "utf-8"
    print(words.encode(encoding, "backslashreplace").decode(encoding), end="")


_COLOURS = {"error": 31, "warning": 33, "info": 36}  # red, yellow, cyan
_SEVERITY = re.compile(r"(?<=\[)(error|warning|info)(?=\]$)|^(error|warning|info)\b", re.MULTILINE)
_HEAD = re.compile(r"^\S.*?:\d+:\d+ [\w-]+|^.+(?=\n===)", re.MULTILINE)


def coloured(words: str) -> str:
    """A report with colours for severities, and its heads in bold."""
    words = _HEAD.sub(r"\033[1m\g<0>\033[0m", words)
    return _SEVERITY.sub(lambda one: f"\033[{_COLOURS[one[0]]}m{one[0]}\033[0m", words)


FORMATS: Mapping[str, Format] = {
    "text": Format(text),
    "summary": Format(summary),
    "statistics": Format(statistics),
    "json": Format(json_report, "lint.json"),
    "github": Format(github),
    "sarif": Format(sarif, "lint.sarif"),
}
"""The formats by the names that a user gives them."""
