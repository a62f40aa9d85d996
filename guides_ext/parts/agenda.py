"""The agenda: timeboxes one after another, each with what is said, asked and confirmed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guides_ext import words
from guides_ext.parts.bars import Segment, stacked, state_of
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.lists import confirmed, list_items
from guides_ext.parts.markup import Markup, built_in, note, titled, told
from guides_ext.parts.node import Part, defined, definitions_of
from guides_ext.parts.printed import Content, Data, beside, data
from guides_ext.parts.rows import labelled_rows
from guides_ext.parts.script import said, speech, when
from guides_ext.record.stage import agenda_view
from guides_ext.words import _


class agenda(Part):
    """A stage's timeboxes. ``minutes``: their sum."""

    tag, end_tag, lower = "div", "</ol></div>\n", definitions_of

    def start(self, html: HTML5Translator) -> None:
        """The bar, then the list that it repeats as a picture."""
        boxes: list[Any] = self.children
        segments = [
            Segment(
                box["minutes"], box.head.astext(), state_of(box["kind"] == "main", box["absent"])
            )
            for box in boxes
        ]
        bar = stacked(segments, "guide-bar")
        html.body.append(f"{html.starttag(self, 'div', CLASS='guide-agenda')}{bar}<ol>\n")

    def printed(self, content: Content) -> list[Data]:
        """The timeboxes: when, how long, what it is called; then what happens."""
        boxes: list[Any] = self.children
        return [data("agenda", items=[box.as_data(content) for box in boxes])]


class timebox(Part):
    """A :class:`heading`, notes, then what is said, asked and confirmed.

    Attributes: ``start`` and ``minutes`` (minutes), ``kind``, ``absent`` (the candidate is).
    """

    deepens: ClassVar[bool] = True
    tag = "li"

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        when = nodes.Text(f"{clock(self['start'])} ({self['minutes']}′) ")
        return [defined([when, *self.head.children], self.rest)]

    def start(self, html: HTML5Translator) -> None:
        """When it starts and how long it is, then its title and what happens."""
        start, minutes = self["start"], words.minutes(self["minutes"])
        css_class = "guide-main" if self["kind"] == "main" else ""
        html.body.append(
            f"{html.starttag(self, 'li', CLASS=css_class)}"
            f'<p class="guide-label"><time datetime="PT{start}M">{clock(start)}</time> '
            f"<span>{minutes}</span></p>\n"
        )

    def as_data(self, content: Content) -> dict[str, Any]:
        """What print sets of it; words without a cue stand where those with one do."""
        notes = [one for one in self.rest if isinstance(one, nodes.paragraph)]
        happens = [(one, content.of(one)) for one in self.rest if one not in notes]
        aligned = ([beside([], two)] if isinstance(one, speech) else two for one, two in happens)
        return {
            "at": clock(self["start"]),
            "minutes": self["minutes"],
            "title": content.inside(self.head),
            "notes": content.all(notes),
            "c": [piece for one in aligned for piece in one],
            "main": self["kind"] == "main",
            "absent": self["absent"],
        }


def clock(minute: int) -> str:
    """``75`` → ``1:15``: hours and minutes since the start of a stage."""
    return f"{minute // 60}:{minute % 60:02}"


def agenda_of(
    boxes: Sequence[Mapping[str, Any]],
    markup: Markup,
    inside: Callable[[int], list[nodes.Node]] | None = None,
) -> agenda:
    """An agenda.

    Args:
        boxes: its timeboxes, with their texts as they are written.
        inside: what happens in a timebox, by its index; by default its own words and checks.
    """
    shown = [
        _timebox(box, markup, inside(index) if inside else own(box, markup))
        for index, box in enumerate(boxes)
    ]
    return agenda("", *shown, minutes=sum(box["minutes"] for box in boxes))


def own(box: Mapping[str, Any], markup: Markup) -> list[nodes.Node]:
    """What a timebox itself gives to say and to confirm; no stage that draws its article in has it.

    So its words are no scripts, which are lists of their article.
    """
    first = [said(item["text"], markup) for item in box["say"] if not item["cue"]]
    cued: list[tuple[nodes.Node, list[nodes.Node]]] = [
        (nodes.inline("", "", *when(item, markup)), [said(item["text"], markup)])
        for item in box["say"]
        if item["cue"]
    ]
    return [*first, *labelled_rows(cued), *confirmed(list_items(box["checks"], markup))]


def _timebox(box: Mapping[str, Any], markup: Markup, content: list[nodes.Node]) -> timebox:
    title = titled(box["title"], markup) if box["title"] else built_in(words.timebox(box["kind"]))
    absent = box["who"] in ("interviewers", "nobody")
    alone = [note(_("without the candidate"))] if absent and box["kind"] != "break" else []
    return timebox(
        "",
        title,
        *alone,
        *told(_("In the candidate’s plan: %s"), box["told"], markup),
        *content,
        start=box["start"],
        minutes=box["minutes"],
        kind=box["kind"],
        absent=absent,
    )


class Agenda(GuideDirective):
    """Timeboxes in minutes, a YAML list with the keys of a role file's agenda."""

    written = "agenda"

    def part(self) -> agenda:
        """The agenda; below it the sum of its minutes.

        Raises:
            Misuse: when the body is empty or no list of timeboxes.
        """
        # Imported where it is read: a build in which nothing is need not wait for the model.
        from guides_ext.model.load import read_agenda
        from guides_ext.record.role import fields_of

        if not self.content:
            raise Misuse("expected a list of timeboxes (write '- {minutes: 10, is: welcome}')")
        boxes = self.read(read_agenda)
        for box in boxes:
            if box.with_ is not None:
                self.warn("with: is for the agendas of roles (leave it out)", box.at.line)
        node = agenda_of(agenda_view([fields_of(box) for box in boxes], "")[0], self)
        node["reftitle"] = str(_("Agenda"))
        self.below = [note(_("%s in all") % words.duration(node["minutes"]))]
        return node
