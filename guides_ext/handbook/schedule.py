"""Who meets the candidate when, and how much of the candidate's time it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext import words
from guides_ext.nodes import bar, day, stop, timeline
from guides_ext.parts.markup import built_in
from guides_ext.record.schedule import by_day, candidate_time, meetings, meets_candidate
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.context import PageContext
    from guides_ext.model import Stage
    from guides_ext.record.data import RoleRecord
    from guides_ext.record.schedule import Meeting


def time_in_words(role: RoleRecord) -> str:
    """How much of the candidate's time the stages take, work at home included."""
    time = candidate_time(role)
    if not time["meetings"]:
        return ""
    spans = " – ".join(dict.fromkeys(words.duration(time[key]) for key in ("least", "most")))
    if time["meetings"] == 1:
        return str(_("%s in one meeting") % spans)
    return str(_("%s in %d meetings") % (spans, time["meetings"]))


def timeline_of(page: PageContext) -> timeline:
    """The days one under another, each with its meetings as bars on one scale."""
    days = by_day(meetings(page.record))
    longest = max((day[-1]["start"] + day[-1]["minutes"] for _when, day in days), default=0)
    shown = [
        _day(page, str(_("Stage %d") % place if when is None else _("Day %d") % when), day, longest)
        for place, (when, day) in enumerate(days, start=1)
    ]
    return timeline("", *shown)


def _day(page: PageContext, when: str, steps: list[Meeting], longest: int) -> day:
    """Meetings of a day follow each other; stages of which one is chosen start together."""
    stops = [made for one in steps for made in _stops(page, one, longest)]
    return day("", built_in(when), *stops)


def _stops(page: PageContext, one: Meeting, longest: int) -> list[stop]:
    """A stop for a stage or a break; for a choice, one for each stage of it."""
    start, names = one["start"], one["stages"]
    if not names:
        length = bar("", start=start, minutes=one["minutes"], longest=longest, apart=True)
        about = _ours(words.minutes(one["minutes"]), "guide-note")
        return [stop("", _ours(_("Break"), "guide-what"), length, about, apart=True)]
    return [_stage_stop(page, name, start, longest, name != names[0]) for name in names]


def _stage_stop(page: PageContext, name: str, start: int, longest: int, alternative: bool) -> stop:
    stage = page.role.stages[name]
    apart = not meets_candidate(page.record["stages"][name])
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
