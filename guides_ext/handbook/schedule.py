"""Who meets the candidate when, and how much of the candidate's time it takes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from guides_ext import words
from guides_ext.nodes import bar, day, stop, timeline
from guides_ext.parts.markup import built_in
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.context import PageContext
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
    for date in role.schedule:
        for step in date.stages:
            known = tuple(name for name in step.one_of if name in role.stages)
            longest = max((role.stages[name].minutes for name in known), default=step.break_ or 0)
            found.append(Meeting(date.day, known, longest))
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
    time = " – ".join(spans)
    return str(
        _("%s in one meeting") % time if count == 1 else _("%s in %d meetings") % (time, count)
    )


def _with_candidate(stage: Stage) -> int:
    return 0 if is_apart(stage) else stage.minutes + (stage.candidate_minutes or 0)


def timeline_of(page: PageContext) -> timeline:
    """The days one under another, each with its meetings as bars on one scale."""
    days = _days(meetings(page.role))
    longest = max((sum(one.minutes for one in day) for _when, day in days), default=0)
    return timeline("", *(_day(page, when, steps, longest) for when, steps in days))


def _days(steps: list[Meeting]) -> list[tuple[str, list[Meeting]]]:
    """The meetings of each day under its name; without days, each stage by itself."""
    found: list[tuple[str, list[Meeting]]] = []
    for number, group in itertools.groupby(steps, key=lambda one: one.day):
        if number is None:
            found += [(str(_("Stage %d") % place), [one]) for place, one in enumerate(group, 1)]
        else:
            found.append((str(_("Day %d") % number), list(group)))
    return found


def _day(page: PageContext, when: str, steps: list[Meeting], longest: int) -> day:
    """Meetings of a day follow each other; stages of which one is chosen start together."""
    starts = itertools.accumulate((one.minutes for one in steps), initial=0)
    stops = [
        made
        for start, one in zip(starts, steps, strict=False)
        for made in _stops(page, one, start, longest)
    ]
    return day("", built_in(when), *stops)


def _stops(page: PageContext, one: Meeting, start: int, longest: int) -> list[stop]:
    """A stop for a stage or a break; for a choice, one for each stage of it."""
    if not one.stages:
        length = bar("", start=start, minutes=one.minutes, longest=longest, apart=True)
        about = _ours(words.minutes(one.minutes), "guide-note")
        return [stop("", _ours(_("Break"), "guide-what"), length, about, apart=True)]
    return [_stage_stop(page, name, start, longest, name != one.stages[0]) for name in one.stages]


def _stage_stop(page: PageContext, name: str, start: int, longest: int, alternative: bool) -> stop:
    stage = page.role.stages[name]
    apart = is_apart(stage)
    return stop(
        "",
        *([_ours(_("or, as the candidate likes:"), "guide-note")] if alternative else []),
        nodes.paragraph("", "", page.link_to(name), classes=["guide-what"]),
        bar("", start=start, minutes=stage.minutes, longest=longest, apart=apart),
        _ours(_about(stage), "guide-note"),
        apart=apart,
    )


def _about(stage: Stage) -> str:
    """How long, and the parts by their names; what each part is stands in the stage."""
    time = words.minutes(stage.minutes)
    if stage.candidate_minutes:
        time = str(_("%s at home, then %s") % (words.duration(stage.candidate_minutes), time))
    parts = ", ".join(part_name(name) for name in stage.interviewers)
    return f"{time} · {parts}" if parts else time


def part_name(name: str) -> str:
    """``note-taker`` → ``Note taker``."""
    return name.replace("-", " ").capitalize()


def _ours(text: object, css_class: str) -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=[css_class])
