"""The engine: rules and what they find, how severe it is, and how it is put up with in place.

A rule is a small function over one subject (`subjects`): a role, a stage, a text, an article, the
whole handbook. It yields a `Hit` for each fault. Adding one is a function in a file of `rules/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, get_args

from guides_ext.model import Place
from guides_ext.model.words import meant

Severity: TypeAlias = Literal["error", "warning", "info", "off"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

Settings: TypeAlias = Mapping[str, str | Mapping[str, str]]
"""Severities by rule; under the docname of a role, severities by rule for that role alone."""

S = TypeVar("S")


class Hit(NamedTuple):
    """What a rule sees: where, what is wrong, and how to mend it, where the rule's own advice is
    too general."""

    place: Place
    message: str
    mend: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault at a place. `roles` are the docnames of the roles that show it, if any do."""

    place: Place
    rule: str
    message: str
    mend: str
    severity: Severity
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule(Generic[S]):
    """A rule; its texts are its page in the docs, and its examples are its tests.

    `language` is that of the examples: `yaml` for (a part of) a role file, or `markdown`.
    """

    check: Callable[[S], Iterable[Hit]]
    subject: type[S]
    id: str
    summary: str
    rationale: str
    source: str
    mend: str
    bad: str
    good: str
    severity: Severity
    language: Literal["yaml", "markdown"]

    @property
    def family(self) -> str:
        """The name of the file that it is written in."""
        return self.check.__module__.rpartition(".")[2]


def rule(
    subject: type[S],
    *,
    id: str,
    summary: str,
    rationale: str,
    source: str,
    mend: str,
    bad: str,
    good: str,
    severity: Severity = "warning",
    language: Literal["yaml", "markdown"] = "yaml",
) -> Callable[[Callable[[S], Iterable[Hit]]], Rule[S]]:
    """Makes a rule of a function over subjects of one kind."""

    def made(check: Callable[[S], Iterable[Hit]]) -> Rule[S]:
        said, why, where, how = (
            " ".join(text.split()) for text in (summary, rationale, source, mend)
        )
        return Rule(check, subject, id, said, why, where, how, bad, good, severity, language)

    return made


# Suppression in place ------------------------------------------------------------------------

_WORDS = r"\s*guides-lint:\s*disable=(?P<rules>[\w,-]*)\s*(?P<reason>.*?)\s*(?:-->)?$"
_IN_YAML = re.compile(rf"#{_WORDS}")
_IN_ARTICLE = re.compile(rf"^(?:%|<!--|\.\.){_WORDS}")
_FENCE = re.compile(r"\s*(`{3,}|~{3,}|:{3,})(.*)")


@dataclass
class Suppression:
    """A comment that switches rules off where it stands, from `first` to `last` line."""

    place: Place
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int
    unused: list[str]
    """Those of its rules that found nothing there."""
    known: Sequence[str] = ()
    """The names that there are."""


def suppressions(file: str, lines: Sequence[str]) -> Iterator[Suppression]:
    """The suppressions in a file.

    Behind a value, a comment holds for its line. Alone in a line of YAML it holds for what is
    below it: the next line, and all that is indented deeper. Alone in an article it holds for the
    next block, until a blank line. In an article's blocks of code it is code.
    """
    yaml = file.endswith(".yaml")
    pattern = _IN_YAML if yaml else _IN_ARTICLE
    for number, line in enumerate(lines, 1) if yaml else _outside_code(lines):
        if "guides-lint:" not in line or not (found := pattern.search(line)):
            continue
        rules = tuple(filter(None, found["rules"].split(",")))
        first = last = number
        if not line[: found.start()].strip():
            first, last = _below(lines, number, pattern)
        place = Place(file, number, found.start() + 1)
        yield Suppression(place, rules, found["reason"], first, last, list(rules))


def _outside_code(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of an article that are in no block of code; what a directive holds is none."""
    fences: list[tuple[str, bool]] = []  # those that are open, and whether they hold code
    for number, line in enumerate(lines, 1):
        in_code = bool(fences) and fences[-1][1]
        found = _FENCE.match(line)
        if found and fences and not found[2].strip() and found[1].startswith(fences[-1][0]):
            fences.pop()
        elif found and not in_code:
            fences.append((found[1], found[1][0] != ":" and not found[2].startswith("{")))
        elif not in_code:
            yield number, line


def _below(lines: Sequence[str], number: int, pattern: re.Pattern[str]) -> tuple[int, int]:
    """The lines that a comment alone in line `number` holds for, both counted from 1."""
    first = number
    while first < len(lines) and (not lines[first].strip() or pattern.search(lines[first])):
        first += 1
    last = first
    depth = _indent(lines[first]) if first < len(lines) else 0
    while last + 1 < len(lines):
        following = lines[last + 1]
        deeper = not following.strip() or _indent(following) > depth
        if not (deeper if pattern is _IN_YAML else following.strip()):
            break
        last += 1
    return first + 1, last + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# Running -------------------------------------------------------------------------------------


def check_settings(
    settings: Settings, rules: Sequence[Rule[Any]], roles: Sequence[str]
) -> Iterator[str]:
    """What is wrong with severities that a user has set; `roles` are the docnames of all roles."""
    names = [one.id for one in rules]
    for key, value in settings.items():
        own = {key: value} if isinstance(value, str) else value
        if own is value and key not in roles:
            yield f"no role {key!r}{meant(key, roles)}"
        for name, severity in own.items():
            if name not in names:
                yield f"no rule {name!r}{meant(name, names)}"
            if severity not in SEVERITIES:
                yield f"{name}: expected one of {', '.join(SEVERITIES)}, got {severity!r}"


ROLE_FILE = "role-file"
"""The rule that finds what makes a role file unreadable to all others."""


def run(
    rules: Iterable[Rule[Any]],
    subjects: Mapping[type, Sequence[tuple[str, Any]]],
    settings: Settings,
    comments: Sequence[Suppression],
) -> list[Finding]:
    """What the rules find, by place, each fault once; what a comment puts up with is left out.

    `subjects` are those of each kind, with the docname of the role that each is of, or nothing.
    """
    rules = list(rules)
    about_comments = [one for one in rules if one.subject is Suppression]
    others = [one for one in rules if one.subject is not Suppression]
    found = list(_apply(others, subjects, settings))
    off = {one.id for one in others if severity_of(one, "", settings) == "off"}
    unread = {finding.place.file for finding in found if finding.rule == ROLE_FILE}
    left = [finding for finding in found if not _put_up_with(finding, comments)]
    for comment in comments:
        comment.known = [one.id for one in rules]
        looked_at = comment.place.file not in unread
        comment.unused = [name for name in comment.unused if looked_at and name not in off]
    own: Mapping[type, Sequence[tuple[str, Any]]] = {Suppression: [("", one) for one in comments]}
    return _once([*left, *_apply(about_comments, own, settings)])


def _apply(
    rules: Iterable[Rule[Any]],
    subjects: Mapping[type, Sequence[tuple[str, Any]]],
    settings: Settings,
) -> Iterator[Finding]:
    for one in rules:
        severities: dict[str, Severity] = {}
        for role, subject in subjects.get(one.subject, ()):
            if role not in severities:
                severities[role] = severity_of(one, role, settings)
            if severities[role] == "off":
                continue
            roles = (role,) if role else ()
            for hit in one.check(subject):
                mend = hit.mend or one.mend
                yield Finding(hit.place, one.id, hit.message, mend, severities[role], roles)


def severity_of(rule: Rule[Any], role: str, settings: Settings) -> Severity:
    """How severe a rule is for a role: as set for the role, else for all, else by default."""
    for level in (settings.get(role), settings):
        if isinstance(level, Mapping):
            value = level.get(rule.id)
            if isinstance(value, str) and value in SEVERITIES:
                return value
    return rule.severity


def _put_up_with(finding: Finding, comments: Iterable[Suppression]) -> bool:
    hidden = False
    for comment in comments:
        here = comment.place.file == finding.place.file
        if here and comment.first <= finding.place.line <= comment.last:
            if finding.rule in comment.unused:
                comment.unused.remove(finding.rule)
            hidden = hidden or finding.rule in comment.rules
    return hidden


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each fault once, though several roles may show it (a library's): as the most severe."""
    worst: dict[tuple[Place, str, str], Finding] = {}
    for finding in findings:
        key = (finding.place, finding.rule, finding.message)
        known = worst.get(key)
        if known:
            severity = min(known.severity, finding.severity, key=SEVERITIES.index)
            roles = tuple(dict.fromkeys((*known.roles, *finding.roles)))
            finding = replace(known, severity=severity, roles=roles)
        worst[key] = finding
    return sorted(worst.values())
