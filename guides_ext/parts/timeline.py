"""Who meets the candidate when, and how much of the candidate's time it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from docutils import nodes

from guides_ext import words
from guides_ext.parts.bars import Segment, alone, stacked, state_of
from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, TextPart, bold
from guides_ext.parts.printed import Content, Data, Kinds, data, unprinted
from guides_ext.parts.visitors import between, nothing
from guides_ext.record.schedule import by_day, candidate_time, meetings, meets_candidate
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from guides_ext.record.data import RoleRecord
    from guides_ext.record.schedule import Meeting


class timeline(Part):
    """Who meets the candidate when: a list of :class:`day`."""

    def lower(self) -> list[nodes.Node]:
        """A bullet list."""
        return [nodes.bullet_list("", *self.children, bullet="-")]


class day(Part):
    """The meetings of one day: a :class:`heading`, then a :class:`stop` each."""

    def lower(self) -> list[nodes.Node]:
        """An item of a bullet list that holds the meetings as another."""
        head, *rest = self.children
        meetings = nodes.bullet_list("", *rest, bullet="-")
        return [nodes.list_item("", bold(head.children), meetings)]

    def heading_tags(self) -> tuple[str, str]:
        """A line, then the meetings."""
        return '<p class="guide-when">', "</p>\n<ol>\n"


class stop(Part):
    """One meeting, or a break. ``absent``: the candidate is."""

    def lower(self) -> list[nodes.Node]:
        """An item of a bullet list."""
        return [nodes.list_item("", *self.children)]


class bar(Part):
    """When a meeting of a day is, as a picture.

    ``start`` and ``minutes`` on a line ``longest`` minutes long; ``absent``: the candidate is.
    """

    def lower(self) -> list[nodes.Node]:
        """Nothing: the minutes stand beside it."""
        return []


class legend(TextPart):
    """How to read the pictures of a timeline."""

    def lower(self) -> list[nodes.Node]:
        """Nothing: the pictures are gone."""
        return []


class strip(Part):
    """All stages of a role as one bar. ``stages``: a list of (minutes, is this one, absent)."""

    def lower(self) -> list[nodes.Node]:
        """Nothing: it repeats the timeline as a picture."""
        return []


class RoleOnPage(Protocol):
    """A role, and links to its stages on the page that its timeline will stand on."""

    record: RoleRecord

    def link_to(self, stage: str) -> nodes.reference:
        """A link to a stage of this page."""
        ...


def time_in_words(role: RoleRecord) -> str:
    """How much of the candidate's time the stages take, work at home included."""
    time = candidate_time(role)
    if not time["meetings"]:
        return ""
    spans = " – ".join(dict.fromkeys(words.duration(time[key]) for key in ("least", "most")))
    if time["meetings"] == 1:
        return str(_("%s in one meeting") % spans)
    return str(_("%s in %d meetings") % (spans, time["meetings"]))


def timeline_of(page: RoleOnPage) -> timeline:
    """The days one under another, each with its meetings as bars on one scale."""
    days = by_day(meetings(page.record))
    longest = max((day[-1]["start"] + day[-1]["minutes"] for _when, day in days), default=0)
    shown = [
        _day(page, str(_("Stage %d") % place if when is None else _("Day %d") % when), day, longest)
        for place, (when, day) in enumerate(days, start=1)
    ]
    return timeline("", *shown)


def _day(page: RoleOnPage, when: str, steps: list[Meeting], longest: int) -> day:
    """Meetings of a day follow each other; stages of which one is chosen start together."""
    stops = [made for one in steps for made in _stops(page, one, longest)]
    return day("", built_in(when), *stops)


def _stops(page: RoleOnPage, one: Meeting, longest: int) -> list[stop]:
    """A stop for a stage or a break; for a choice, one for each stage of it."""
    start, names = one["start"], one["stages"]
    if not names:
        length = bar("", start=start, minutes=one["minutes"], longest=longest, absent=True)
        about = _ours(words.minutes(one["minutes"]), "guide-note")
        return [stop("", _ours(_("Break"), "guide-what"), length, about, absent=True)]
    return [_stage_stop(page, name, start, longest, name != names[0]) for name in names]


def _stage_stop(page: RoleOnPage, name: str, start: int, longest: int, alternative: bool) -> stop:
    stage = page.record["stages"][name]
    absent = not meets_candidate(stage)
    return stop(
        "",
        *([_ours(_("or, as the candidate likes:"), "guide-note")] if alternative else []),
        nodes.paragraph("", "", page.link_to(name), classes=["guide-what"]),
        bar("", start=start, minutes=stage["minutes"], longest=longest, absent=absent),
        _ours(_about(stage), "guide-note"),
        absent=absent,
    )


def _about(stage: dict[str, Any]) -> str:
    """How long, and the parts by their names; what each part is stands in the stage."""
    time = words.minutes(stage["minutes"])
    if stage["candidate_minutes"]:
        time = str(_("%s at home, then %s") % (words.duration(stage["candidate_minutes"]), time))
    parts = ", ".join(part_name(name) for name in stage["interviewers"])
    return f"{time} · {parts}" if parts else time


def part_name(name: str) -> str:
    """``note-taker`` → ``Note taker``."""
    return name.replace("-", " ").capitalize()


def _ours(text: object, css_class: str) -> nodes.paragraph:
    return nodes.paragraph("", str(text), classes=[css_class])


def visit_stop(self: HTML5Translator, node: Any) -> None:
    """One meeting of the timeline."""
    self.body.append(self.starttag(node, "li", CLASS="guide-apart" if node["absent"] else ""))


def visit_bar(self: HTML5Translator, node: Any) -> None:
    """When a meeting is in its day, and how long."""
    state = state_of(False, node["absent"])
    self.body.append(alone(node["start"], node["minutes"], node["longest"], state))


def visit_strip(self: HTML5Translator, node: Any) -> None:
    """All stages by their minutes; this one is filled."""
    segments = [
        Segment(minutes, "", "guide-here" if here else state_of(False, absent))
        for minutes, here, absent in node["stages"]
    ]
    self.body.append(stacked(segments, "guide-strip"))


def print_timeline(content: Content, node: Any) -> list[Data]:
    """Days, each with its meetings and their bars."""
    return [data("timeline", items=[_printed_day(content, one) for one in node.children])]


def _printed_day(content: Content, node: Any) -> dict[str, Any]:
    head, *stops = node.children
    return {"title": content.inside(head), "stops": [_printed_stop(content, one) for one in stops]}


def _printed_stop(content: Content, node: Any) -> dict[str, Any]:
    bars = [one for one in node.children if isinstance(one, bar)]
    rest = [one for one in node.children if one not in bars]
    length = {key: bars[0][key] for key in ("start", "minutes", "longest")} if bars else {}
    return {"bar": length, "c": content.all(rest), "absent": node["absent"]}


def print_legend(content: Content, node: Any) -> list[Data]:
    """How to read the bars."""
    return [data("p", content.inside(node), look="note")]


PRINTED: Kinds = {
    timeline: print_timeline,
    bar: unprinted,
    legend: print_legend,
    strip: unprinted,
}


def setup(app: Sphinx) -> None:
    """Registers the nodes."""
    app.add_node(timeline, html=between("ol", "guide-timeline"))
    app.add_node(day, html=between("li", "guide-day", end="</ol></li>\n"))
    app.add_node(stop, html=(visit_stop, between("li")[1]))
    app.add_node(bar, html=(visit_bar, nothing))
    app.add_node(legend, html=between("p", "guide-note"))
    app.add_node(strip, html=(visit_strip, nothing))
