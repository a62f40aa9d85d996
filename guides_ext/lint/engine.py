"""The engine: rules and what they find, how severe it is, and how a comment accepts it.

A rule is a small function over one subject (`subjects`): a role, a stage, a text, an article, the
whole handbook. It yields a `Hit` for each fault. Adding one is a function in a folder of `rules/`.
"""

from __future__ import annotations

import inspect
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from time import monotonic
from types import CodeType
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar, get_args

from guides_ext.lint.fix import Edit
from guides_ext.lint.page import SEVERITIES, Page, Severity, page_of
from guides_ext.lint.sources import relative
from guides_ext.lint.subjects import Passage, Use
from guides_ext.lint.suppression import Suppression
from guides_ext.model.files import role_id
from guides_ext.model.nearest import suggest
from guides_ext.model.problems import Place

Settings: TypeAlias = Mapping[str, Any]
"""Severities by rule; under the docname of a role, severities by rule for that role alone. What
means nothing in it counts for nothing: `settings` says so."""

S = TypeVar("S")
C = TypeVar("C", contravariant=True)


class Hit(NamedTuple):
    """What a rule sees: where, what is wrong (with the limit that it used), what to write instead
    where the rule's own advice is too general, and the mend where it needs no thought."""

    place: Place
    message: str
    mend: str = ""
    fix: Edit | None = None


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault at a place. `roles` are the docnames of the roles that show it, if any do."""

    place: Place
    rule: str
    message: str
    mend: str
    severity: Severity
    roles: tuple[str, ...] = ()
    fix: Edit | None = field(default=None, compare=False)


class Check(Protocol[C]):
    """The function of a rule."""

    __module__: str
    __code__: CodeType

    def __call__(self, subject: C, /) -> Iterable[Hit]: ...


@dataclass(frozen=True)
class Rule(Generic[S]):
    """A rule: its function, what it looks at (of texts those with one of some `uses`, if it names
    any), and its page, whose examples are its tests."""

    check: Check[S]
    subject: type[S]
    id: str
    page: Page
    uses: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How severe it is, unless a user says otherwise."""
        return self.page.about.severity

    @property
    def family(self) -> str:
        """The name of the folder that it stands in; of a rule that is not ours, of its file."""
        ours, _, rest = self.check.__module__.partition("guides_ext.lint.rules.")
        return rest.partition(".")[0] or ours.rpartition(".")[2]


def rule(subject: type[S], id: str, *uses: str) -> Callable[[Check[S]], Rule[S]]:
    """Makes a rule of a function over subjects of one kind.

    Its page is the docstring of the function, or the file of Markdown beside it that has its name.
    Where it is about texts, `uses` are those that it looks at: `@rule(Passage, "id", "asked")`.

    Raises:
        ValueError: there is no such page, or it lacks something; or `uses` are given of what is no
            text, or of texts that are never used so.
    """
    if uses and subject is not Passage:
        raise ValueError(f"{id}: {uses[0]!r} is a use of a Passage, not of a {subject.__name__}")
    if unknown := [use for use in uses if use not in get_args(Use)]:
        there_are = suggest(unknown[0], get_args(Use))
        raise ValueError(f"{id}: no text is used as {unknown[0]!r}{there_are}")

    def made(check: Check[S]) -> Rule[S]:
        beside = Path(check.__code__.co_filename).with_name(f"{id}.md")
        text = inspect.getdoc(check)
        if text is None and not beside.is_file():
            raise ValueError(f"page of {id}: expected it as a docstring, or as {beside.name}")
        page = page_of(text or beside.read_text(encoding="utf-8"), id)
        return Rule(check, subject, id, page, uses)

    return made


# Running -------------------------------------------------------------------------------------


ROLE_FILE = "role-file"
"""The rule that finds what makes a role file unreadable to all others."""


class Outcome(NamedTuple):
    """What the rules have found, and by docname of a role which of them have looked at it."""

    findings: list[Finding]
    ran: Mapping[str, Set[str]]


Subjects: TypeAlias = Mapping[type, Sequence[tuple[str, Any]]]
"""The subjects of each kind, with the docname of the role that each is of, or nothing."""


def run(
    rules: Sequence[Rule[Any]],
    subjects: Subjects,
    settings: Settings,
    comments: Sequence[Suppression],
    root: Path,
) -> Outcome:
    """What the rules find, by place, each fault once; what a comment accepts is left out.

    Args:
        root: the folder that places are relative to.
    """
    about_comments = [one for one in rules if one.subject is Suppression]
    others = [one for one in rules if one.subject is not Suppression]
    ran: dict[str, set[str]] = {}
    found = list(_apply(others, subjects, settings, root, ran))
    unread = {finding.place.file for finding in found if finding.rule == ROLE_FILE}
    left = [finding for finding in found if not _put_up_with(finding, comments)]
    for comment in comments:
        comment.known = [one.id for one in rules]
        role = role_id(comment.place.file)
        off = {one.id for one in others if severity_of(one, role, settings) == "off"}
        looked_at = comment.place.file not in unread
        comment.unused = [name for name in comment.unused if looked_at and name not in off]
    own: Subjects = {Suppression: [("", one) for one in comments]}
    return Outcome(_once([*left, *_apply(about_comments, own, settings, root, ran)]), ran)


def _apply(
    rules: Iterable[Rule[Any]],
    subjects: Subjects,
    settings: Settings,
    root: Path,
    ran: dict[str, set[str]],
) -> Iterator[Finding]:
    with guarded() as watch:
        for one in rules:
            severities: dict[str, Severity] = {}
            for role, subject in subjects.get(one.subject, ()):
                if one.uses and subject.use not in one.uses:
                    continue
                if role not in severities:
                    severities[role] = severity_of(one, role, settings)
                    if severities[role] != "off":
                        ran.setdefault(role, set()).add(one.id)
                if severities[role] != "off":
                    roles = (role,) if role else ()
                    yield from _look(one, subject, severities[role], roles, root, watch)


MOST_HITS = 10_000
"""Of a rule in one subject: one of a user's own may find without end."""


def _look(
    rule: Rule[S],
    subject: S,
    severity: Severity,
    roles: tuple[str, ...],
    root: Path,
    watch: Watch,
) -> list[Finding]:
    """What a rule finds in a subject; that it fails is a finding too, in the file of the rule."""
    found: list[Finding] = []
    try:
        watch(True)
        try:
            hit: Any  # whatever a user's rule yields
            for hit in islice(rule.check(subject), MOST_HITS):
                if not (isinstance(hit, Hit) and isinstance(hit.place, Place)):
                    raise TypeError(f"expected it to yield a Hit with a Place, got {hit!r}")
                message, mend = one_line(hit.message), one_line(hit.mend or rule.page.mend)
                found.append(Finding(hit.place, rule.id, message, mend, severity, roles, hit.fix))
        finally:
            watch(False)  # or it might go off in what follows, where nothing catches it
    except (Exception, SystemExit) as error:  # whatever a user's rule does; the others have a turn
        watch(False)  # it may have gone off before the line above
        code = rule.check.__code__
        line = line_in(code.co_filename, error) or code.co_firstlineno
        place = Place(relative(code.co_filename, root), line, 1)
        message = f"this rule fails: {one_line(f'{type(error).__name__}: {error}')}"
        mend = "mend the rule: what it would have found is not known"
        found.append(Finding(place, rule.id, message, mend, "error", roles))
    return found


DEADLINE = 15
"""Seconds that a rule may look at one subject, and that a file of rules may take to run."""


Watch: TypeAlias = Callable[[bool], None]
"""Told that something begins, it raises a TimeoutError after some seconds, unless it has been told
of an end by then. It does nothing where there are no such signals: on Windows, and in a thread."""


@contextmanager
def guarded() -> Iterator[Watch]:
    """Runs what users have written: what it prints is no part of the report, and it has an end.

    Yields:
        the watch, which nothing has been told.
    """
    began: float | None = None

    def watch(begins: bool) -> None:
        nonlocal began
        began = monotonic() if begins else None

    def look(*_: object) -> None:
        if began is not None and monotonic() - began > DEADLINE:
            raise TimeoutError(f"it takes more than {DEADLINE} seconds")

    with redirect_stdout(sys.stderr):
        main = threading.current_thread() is threading.main_thread()
        if not main or not hasattr(signal, "setitimer"):
            yield watch
            return
        before = signal.signal(signal.SIGALRM, look)
        # One timer that ticks: to set it for each look would take longer than most looks.
        signal.setitimer(signal.ITIMER_REAL, DEADLINE / 10, DEADLINE / 10)
        try:
            yield watch
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def one_line(words: object) -> str:
    """Words as they go into a line of a report, which programs read by lines."""
    return " ".join(str(words).split())


def line_in(file: str, error: BaseException) -> int | None:
    """The line of a Python file that an error came up in."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == file), None)


def severity_of(rule: Rule[Any], role: str, settings: Settings) -> Severity:
    """How severe a rule is for a role: as set for the role, else for all, else by default."""
    for level in (settings.get(role), settings):
        if isinstance(level, Mapping) and level.get(rule.id) in SEVERITIES:
            severity: Severity = level[rule.id]
            return severity
    return rule.severity


def _put_up_with(finding: Finding, comments: Iterable[Suppression]) -> bool:
    hidden = False
    for comment in comments:
        if comment.covers(finding.place, finding.roles):
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
