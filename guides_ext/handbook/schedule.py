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
    """The steps beside each other, each with a bar as long as its meeting."""
    steps = meetings(page.role)
    longest = max((one.minutes for one in steps), default=0)
    return timeline("", *(_stop(page, one, number, longest) for number, one in enumerate(steps, 1)))


def _stop(page: RolePage, one: Meeting, number: int, longest: int) -> stop:
    stages = [page.role.stages[name] for name in one.stages]
    apart = not stages or all(is_apart(stage) for stage in stages)
    when = _("Day %d") % one.day if one.day is not None else _("Stage %d") % number
    content: list[nodes.Node] = [
        _ours(when, "guide-when"),
        bar("", minutes=one.minutes, longest=longest, apart=apart),
    ]
    if not stages:
        content += [_ours(_("Break"), "guide-what"), _ours(words.minutes(one.minutes))]
    for index, (name, stage) in enumerate(zip(one.stages, stages, strict=True)):
        if index:
            content.append(_ours(_("or, as the candidate likes:"), "guide-note"))
        link = nodes.paragraph("", "", page.link_to(name), classes=["guide-what"])
        content += [link, _ours(_minutes(stage)), *_who(stage)]
    return stop("", *content, apart=apart)


def _minutes(stage: Stage) -> str:
    if not stage.candidate_minutes:
        return words.minutes(stage.minutes)
    return str(
        _("%s at home, then %s")
        % (words.duration(stage.candidate_minutes), words.minutes(stage.minutes))
    )


def _who(stage: Stage) -> list[nodes.Node]:
    """The parts by their names; what each is stands in the stage."""
    parts = [nodes.list_item("", _ours(part_name(name))) for name in stage.interviewers]
    return [nodes.bullet_list("", *parts)] if parts else []


def part_name(name: str) -> str:
    """``note-taker`` → ``Note taker``."""
    return name.replace("-", " ").capitalize()


def _ours(text: object, css_class: str = "") -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=[css_class] if css_class else [])
