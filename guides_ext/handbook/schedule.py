"""Who meets the candidate when, and how much of the candidate's time it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from guides_ext import words
from guides_ext.nodes import bar, stop, timeline
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.page import RolePage
    from guides_ext.model import Role, Stage


class Meeting(NamedTuple):
    """A step of the schedule: one stage, several of which one is chosen, or a break."""

    day: int | None
    stages: tuple[str, ...]
    minutes: int


def meetings(role: Role) -> list[Meeting]:
    """The steps of the schedule; without one, the stages in their order."""
    if not role.schedule:
        return [Meeting(None, (name,), one.minutes) for name, one in role.stages.items()]
    found = []
    for day in role.schedule:
        for step in day.stages:
            known = tuple(name for name in step.one_of if name in role.stages)
            longest = max((role.stages[name].minutes for name in known), default=step.break_ or 0)
            found.append(Meeting(day.day, known, longest))
    return found


def is_apart(stage: Stage) -> bool:
    """Whether a stage happens without the candidate."""
    return stage.format == "debrief"


def candidate_time(role: Role) -> str:
    """How much of the candidate's time the stages take, work at home included."""
    least = most = count = 0
    for one in meetings(role):
        times = [_with_candidate(role.stages[name]) for name in one.stages]
        if any(times):
            least, most, count = least + min(times), most + max(times), count + 1
    if not count:
        return ""
    spans = dict.fromkeys([words.duration(least), words.duration(most)])
    return str(_("%s in %d meetings") % (" – ".join(spans), count))


def _with_candidate(stage: Stage) -> int:
    return 0 if is_apart(stage) else stage.minutes + (stage.candidate_minutes or 0)


def timeline_of(page: RolePage) -> timeline:
    """The steps one under another: when, a bar as long as the meeting, what and who."""
    steps = meetings(page.role)
    longest = max((one.minutes for one in steps), default=0)
    stops: list[nodes.Node] = []
    day = None
    for number, one in enumerate(steps, start=1):
        when = _("Day %d") % one.day if one.day is not None else _("Stage %d") % number
        same_day = one.day is not None and one.day == day
        stops += _stops(page, one, "" if same_day else str(when), longest)
        day = one.day
    return timeline("", *stops)


def _stops(page: RolePage, one: Meeting, when: str, longest: int) -> list[stop]:
    """A stop for a stage or a break; for a choice, one for each stage of it."""
    if not one.stages:
        return [_stop(when, one.minutes, longest, True, [_ours(_("Break"), "guide-what")])]
    stops = []
    for name in one.stages:
        stage = page.role.stages[name]
        title = nodes.paragraph("", "", page.link_to(name), classes=["guide-what"])
        about = [title, *_at_home(stage), *_who(stage)]
        stops.append(_stop(when, stage.minutes, longest, is_apart(stage), about))
        when = str(_("or, as the candidate chooses"))
    return stops


def _stop(when: str, minutes: int, longest: int, apart: bool, about: list[nodes.Node]) -> stop:
    length = bar("", minutes=minutes, longest=longest, apart=apart)
    return stop(
        "",
        _ours(when, "guide-when"),
        nodes.container("", length, _ours(words.minutes(minutes)), classes=["guide-time"]),
        nodes.container("", *about),
        apart=apart,
    )


def _at_home(stage: Stage) -> list[nodes.Node]:
    if not stage.candidate_minutes:
        return []
    return [_ours(_("after %s of work at home") % words.duration(stage.candidate_minutes))]


def _who(stage: Stage) -> list[nodes.Node]:
    """The parts by their names; what each is stands in the stage."""
    parts = ", ".join(part_name(name) for name in stage.interviewers)
    return [_ours(parts, "guide-note")] if parts else []


def part_name(name: str) -> str:
    """``note-taker`` → ``Note taker``."""
    return name.replace("-", " ").capitalize()


def _ours(text: object, css_class: str = "") -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=[css_class] if css_class else [])
