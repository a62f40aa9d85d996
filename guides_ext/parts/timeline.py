"""Who meets the candidate when, and how much of the candidate's time it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guides_ext import words
from guides_ext.parts.bars import Segment, alone, stacked, state_of
from guides_ext.parts.markup import built_in, line, note
from guides_ext.parts.node import (
    Part,
    TextPart,
    bold,
    bullets_of,
    gone,
    list_item_of,
)
from guides_ext.parts.printed import Content, Data, data, unprinted
from guides_ext.record.data import RoleRecord
from guides_ext.record.schedule import Meeting, by_day, candidate_time, meetings, meets_candidate
from guides_ext.words import _


class timeline(Part):
    """Who meets the candidate when: a list of :class:`day`."""

    tag, css_class, lower = "ol", "guide-timeline", bullets_of

    def printed(self, content: Content) -> list[Data]:
        """Days, each with its meetings and their bars."""
        days: list[Any] = self.children
        items = [
            {"title": content.inside(day.head), "stops": [one.as_data(content) for one in day.rest]}
            for day in days
        ]
        return [data("timeline", items=items)]


class day(Part):
    """The meetings of one day: a :class:`heading`, then a :class:`stop` each."""

    tag, css_class, end_tag = "li", "guide-day", "</ol></li>\n"

    def lower(self) -> list[nodes.Node]:
        """An item of a bullet list that holds the meetings as another."""
        met = nodes.bullet_list("", *self.rest, bullet="-")
        return [nodes.list_item("", bold(self.head.children), met)]

    def heading_tags(self) -> tuple[str, str]:
        """A line, then the meetings."""
        return '<p class="guide-when">', "</p>\n<ol>\n"


class stop(Part):
    """One meeting, or a break. ``absent``: the candidate is."""

    tag, lower = "li", list_item_of

    def start(self, html: HTML5Translator) -> None:
        """One meeting of the timeline."""
        css_class = "guide-apart" if self["absent"] else ""
        html.body.append(html.starttag(self, "li", CLASS=css_class))

    def as_data(self, content: Content) -> dict[str, Any]:
        """What print sets of it."""
        drawn = next(self.findall(bar), None)
        length = {key: drawn[key] for key in ("start", "minutes", "longest")} if drawn else {}
        return {"bar": length, "c": content.inside(self), "absent": self["absent"]}


class bar(Part):
    """When a meeting of a day is, as a picture.

    ``start`` and ``minutes`` on a line ``longest`` minutes long; ``absent``: the candidate is.
    """

    lower, printed = gone, unprinted

    def start(self, html: HTML5Translator) -> None:
        """When a meeting is in its day, and how long."""
        state = state_of(False, self["absent"])
        html.body.append(alone(self["start"], self["minutes"], self["longest"], state))


class legend(TextPart):
    """How to read the pictures of a timeline."""

    tag, css_class, lower = "p", "guide-note", gone

    def printed(self, content: Content) -> list[Data]:
        """How to read the bars."""
        return [data("p", content.inside(self), look="note")]


class strip(Part):
    """All stages of a role as one bar. ``stages``: a list of (minutes, is this one, absent)."""

    lower, printed = gone, unprinted

    def start(self, html: HTML5Translator) -> None:
        """All stages by their minutes; this one is filled."""
        segments = [
            Segment(minutes, "", "guide-here" if here else state_of(False, absent))
            for minutes, here, absent in self["stages"]
        ]
        html.body.append(stacked(segments, "guide-strip"))


LinkTo = Callable[[str], nodes.reference]
"""Makes a link to a stage on the page that a timeline stands on."""


def time_in_words(role: RoleRecord) -> str:
    """How much of the candidate's time the stages take, work at home included."""
    time = candidate_time(role)
    if not time["meetings"]:
        return ""
    spans = " – ".join(dict.fromkeys(words.duration(time[key]) for key in ("least", "most")))
    if time["meetings"] == 1:
        return str(_("%s in one meeting") % spans)
    return str(_("%s in %d meetings") % (spans, time["meetings"]))


def timeline_of(role: RoleRecord, link_to: LinkTo) -> timeline:
    """The days one under another, each with its meetings as bars on one scale.

    Meetings of a day follow each other; stages of which one is chosen start together.
    """
    days = by_day(meetings(role))
    longest = max((day[-1]["start"] + day[-1]["minutes"] for _when, day in days), default=0)
    shown = []
    for place, (when, steps) in enumerate(days, start=1):
        title = _("Stage %d") % place if when is None else _("Day %d") % when
        stops = (made for one in steps for made in _stops(role, link_to, one, longest))
        shown.append(day("", built_in(title), *stops))
    return timeline("", *shown)


def _stops(role: RoleRecord, link_to: LinkTo, one: Meeting, longest: int) -> list[stop]:
    """A stop for a stage or a break; for a choice, one for each stage of it."""
    start, names = one["start"], one["stages"]
    if not names:
        length = bar("", start=start, minutes=one["minutes"], longest=longest, absent=True)
        about = note(words.minutes(one["minutes"]))
        return [stop("", line(_("Break"), "guide-what"), length, about, absent=True)]
    found = []
    for name in names:
        stage = role["stages"][name]
        absent = not meets_candidate(stage)
        made = stop(
            "",
            *([note(_("or, as the candidate likes:"))] if name != names[0] else []),
            nodes.paragraph("", "", link_to(name), classes=["guide-what"]),
            bar("", start=start, minutes=stage["minutes"], longest=longest, absent=absent),
            note(_about(stage)),
            absent=absent,
        )
        found.append(made)
    return found


def _about(stage: dict[str, Any]) -> str:
    """How long, and the parts by their names; what each part is stands in the stage."""
    time = words.minutes(stage["minutes"])
    if stage["candidate_minutes"]:
        time = str(_("%s at home, then %s") % (words.duration(stage["candidate_minutes"]), time))
    parts = ", ".join(words.part(name) for name in stage["interviewers"])
    return f"{time} · {parts}" if parts else time
