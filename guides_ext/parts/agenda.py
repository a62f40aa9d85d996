"""The agenda: timeboxes one after another, each with what is said, asked and confirmed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes

from guides_ext import words
from guides_ext.parts.bars import Segment, stacked, state_of
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.lists import confirmed, list_items
from guides_ext.parts.markup import built_in, titled, told
from guides_ext.parts.node import Part, defined
from guides_ext.parts.printed import Content, Data, Kinds, beside, data
from guides_ext.parts.rows import labelled_rows
from guides_ext.parts.script import said, speech, when
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
    """A :class:`heading`, notes, then what is said, asked and confirmed.

    Attributes: ``start`` and ``minutes`` (minutes), ``kind``, ``absent`` (the candidate is).
    """

    deepens: ClassVar[bool] = True

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        head, *rest = self.children
        when = nodes.Text(f"{clock(self['start'])} ({self['minutes']}′) ")
        return [defined([when, *head.children], rest)]


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
    alone = built_in(_("without the candidate"), nodes.paragraph, classes=["guide-note"])
    return timebox(
        "",
        title,
        *([alone] if absent and box["kind"] != "break" else []),
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
    self.body.append("<ol>\n")


def visit_timebox(self: HTML5Translator, node: Any) -> None:
    """When it starts and how long it is, then its title and what happens."""
    start, minutes = node["start"], words.minutes(node["minutes"])
    self.body.append(
        self.starttag(node, "li", CLASS="guide-main" if node["kind"] == "main" else "")
    )
    self.body.append(
        f'<p class="guide-label"><time datetime="PT{start}M">{clock(start)}</time> '
        f"<span>{minutes}</span></p>\n"
    )


def print_agenda(content: Content, node: Any) -> list[Data]:
    """The timeboxes: when, how long, what it is called; then what happens."""
    return [data("agenda", items=[_printed_timebox(content, one) for one in node.children])]


def _printed_timebox(content: Content, node: Any) -> dict[str, Any]:
    head, *rest = node.children
    notes = [one for one in rest if isinstance(one, nodes.paragraph)]
    return {
        "at": clock(node["start"]),
        "minutes": node["minutes"],
        "title": content.inside(head),
        "notes": content.all(notes),
        "c": [
            one for happens in rest if happens not in notes for one in _printed(content, happens)
        ],
        "main": node["kind"] == "main",
        "absent": node["absent"],
    }


def _printed(content: Content, node: Any) -> list[Data]:
    """Something that happens in a timebox; words without a cue stand where those with one do."""
    found = content.of(node)
    return [beside([], found)] if isinstance(node, speech) else found


PRINTED: Kinds = {agenda: print_agenda}


def setup(app: Sphinx) -> None:
    """Registers the nodes and the directive."""
    app.add_node(agenda, html=(visit_agenda, between("", end="</ol></div>\n")[1]))
    app.add_node(timebox, html=(visit_timebox, between("li")[1]))
    app.add_directive(Agenda.written, Agenda)
