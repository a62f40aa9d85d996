"""The agenda: timeboxes one after another, with the words that open each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext import words
from guides_ext.parts.bars import Segment, stacked, state_of
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.markup import built_in, titled
from guides_ext.parts.node import Part, defined
from guides_ext.parts.printed import Content, Data, Kinds, data
from guides_ext.parts.script import said
from guides_ext.parts.visitors import between
from guides_ext.record.stage import agenda_view
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from guides_ext.parts.markup import Markup


class agenda(Part):
    """A stage's timeboxes. ``minutes``: their sum."""

    def lower(self) -> list[nodes.Node]:
        """A definition list: when and what, then the words and notes."""
        return [nodes.definition_list("", *self.children)]


class timebox(Part):
    """A :class:`heading`, then what is said and done.

    Attributes: ``start`` and ``minutes`` (minutes), ``kind``, ``absent`` (the candidate is).
    """

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        head, *rest = self.children
        when = nodes.Text(f"{clock(self['start'])} ({self['minutes']}′) ")
        return [defined([when, *head.children], rest)]

    def heading_tags(self) -> tuple[str, str]:
        """A line in bold."""
        return "<p><strong>", "</strong></p>\n"


def clock(minute: int) -> str:
    """``75`` → ``1:15``: hours and minutes since the start of a stage."""
    return f"{minute // 60}:{minute % 60:02}"


def agenda_of(
    boxes: Sequence[Mapping[str, Any]],
    markup: Markup,
    done_in: Callable[[int], list[nodes.Node]] = lambda index: [],
) -> agenda:
    """An agenda.

    Args:
        boxes: its timeboxes, with their texts as they are written.
        done_in: what a timebox is filled with, by its index: links to task and questions.
    """
    shown = [_timebox(box, markup, done_in(index)) for index, box in enumerate(boxes)]
    return agenda("", *shown, minutes=sum(box["minutes"] for box in boxes))


def _timebox(box: Mapping[str, Any], markup: Markup, done: list[nodes.Node]) -> timebox:
    title = titled(box["title"], markup) if box["title"] else built_in(words.timebox(box["kind"]))
    speech = [said(box["say"], markup)] if box["say"] else []
    absent = box["who"] in ("interviewers", "nobody")
    alone = built_in(_("without the candidate"), nodes.paragraph, classes=["guide-note"])
    return timebox(
        "",
        title,
        *([alone] if absent and box["kind"] != "break" else []),
        *done,
        *speech,
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
        node = agenda_of(agenda_view([fields_of(box) for box in boxes], "", []), self)
        node["reftitle"] = str(_("Agenda"))
        total = _("%s in all") % words.duration(node["minutes"])
        self.below = [built_in(total, nodes.paragraph, classes=["guide-note"])]
        return node


def visit_agenda(self: HTML5Translator, node: Any) -> None:
    """The bar, then the list that it repeats as a picture."""
    segments = [
        Segment(box["minutes"], box[0].astext(), state_of(box["kind"] == "main", box["absent"]))
        for box in node.children
    ]
    self.body.append(self.starttag(node, "div", CLASS="guide-agenda"))
    self.body.append(stacked(segments, "guide-bar"))
    self.body.append('<ol class="guide-rows">\n')


def visit_timebox(self: HTML5Translator, node: Any) -> None:
    """When it starts and how long it is, beside what happens."""
    start, minutes = node["start"], words.minutes(node["minutes"])
    self.body.append(
        f'<li><p class="guide-label"><time datetime="PT{start}M">{clock(start)}</time> '
        f"<span>{minutes}</span></p><div>\n"
    )


def print_agenda(content: Content, node: Any) -> list[Data]:
    """The timeboxes: when, how long, what."""
    items = []
    for box in node.children:
        head, *rest = box.children
        items.append(
            {
                "at": clock(box["start"]),
                "minutes": box["minutes"],
                "title": content.inside(head),
                "c": content.all(rest),
                "main": box["kind"] == "main",
                "absent": box["absent"],
            }
        )
    return [data("agenda", items=items)]


PRINTED: Kinds = {agenda: print_agenda}


def setup(app: Sphinx) -> None:
    """Registers the nodes and the directive."""
    app.add_node(agenda, html=(visit_agenda, between("", end="</ol></div>\n")[1]))
    app.add_node(timebox, html=(visit_timebox, between("", end="</div></li>\n")[1]))
    app.add_directive(Agenda.written, Agenda)
