"""Goals, non-goals and checklists: a heading and a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Literal

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.writers.html5 import HTML5Translator

from guides_ext import words
from guides_ext.model.bullets import SHEET
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.markup import Markup, built_in, line, titled
from guides_ext.parts.node import Part, TextPart, gone, headed_in_bold
from guides_ext.parts.printed import Content, Data, data, unprinted
from guides_ext.parts.rows import boxes_of, labelled_rows, rows
from guides_ext.record.data import PHASES
from guides_ext.words import _


class item_list(Part):
    """Goals, non-goals or one phase of a checklist: a heading and a bullet list.

    Attributes: ``kind`` (``goals``, ``non_goals``, ``checklist``), ``phase`` and ``at`` (of a
    checklist), ``list`` (its key in the document).
    """

    lower = headed_in_bold

    def heading_tags(self) -> tuple[str, str] | None:
        """The label of a checklist."""
        return ("<div><dt>", "</dt><dd>") if self["kind"] == "checklist" else None

    def start(self, html: HTML5Translator) -> None:
        """Goals or non-goals with their rule above; a checklist as a label beside its boxes."""
        tag, css_class = SHOWN_AS[self["kind"]]
        html.body.append(html.starttag(self, tag, CLASS=css_class))

    def end(self, html: HTML5Translator) -> None:
        """The end of the list."""
        is_checklist = self["kind"] == "checklist"
        html.body.append("</dd></div></dl>\n" if is_checklist else "</section>\n")

    def printed(self, content: Content) -> list[Data]:
        """Goals, non-goals, a phase of a checklist: a heading and the items."""
        is_checklist = self["kind"] == "checklist"
        shown = boxes_of(content, self.rest) if is_checklist else content.all(self.rest)
        return [data("headed", shown, title=content.inside(self.head))]


SHOWN_AS = {
    "goals": ("section", "guide-for"),
    "non_goals": ("section", "guide-not"),
    "looking_for": ("section", "guide-for"),
    "not_looking_for": ("section", "guide-not"),
    "checklist": ("dl", "guide-rows guide-checklist simple"),
}
"""The tag of each kind of list in HTML, and its class."""


class short(TextPart):
    """The short form of an item, last in it: the words of the sheet, in no page."""

    shown: ClassVar[bool] = False
    lower, printed = gone, unprinted

    def start(self, html: HTML5Translator) -> None:
        """Nothing: only a sheet has it."""
        raise nodes.SkipNode


class pair(Part):
    """Goals beside non-goals."""

    tag, css_class = "div", "guide-pair"

    def printed(self, content: Content) -> list[Data]:
        """Two lists beside each other."""
        return [data("pair", items=[content.of(one) for one in self.children])]


def list_items(items: Iterable[dict[str, Any]], markup: Markup) -> list[nodes.list_item]:
    """The items of a list in a role file, as its record has them."""
    return [_item(item, markup) for item in items]


def _item(item: dict[str, Any], markup: Markup) -> nodes.list_item:
    node = nodes.list_item("", *_only_at(item["place"]), *markup.block(item["text"]))
    node.line = item["line"]
    if item["sheet"]:
        node += titled(item["sheet"], markup, short)
    elif item["sheet"] is False:
        node["sheet"] = False
    return node


def _only_at(places: Sequence[str]) -> list[nodes.Node]:
    """Where a check is one; a paragraph of its own, since a catalogue translates the check."""
    where = words.places(places)
    return [line(f"{where}:", "guide-where")] if where else []


def list_of(
    kind: str, items: Sequence[nodes.Node], *, phase: str = "", at: str = "", key: str = ""
) -> item_list:
    """A list under its heading.

    Args:
        kind: ``goals``, ``non_goals``, ``checklist``, ``looking_for``, ``not_looking_for``.
        phase: of a checklist: ``before``, ``during`` or ``after``.
        at: of a checklist: the kind of timebox in which a stage confirms it.
        key: by which the items are found again in their document.
    """
    title = words.phase(phase) if phase else words.list_title(kind)
    bullets = nodes.bullet_list("", *items, bullet="-")
    return item_list("", built_in(title), bullets, kind=kind, phase=phase, at=at, list=key)


def bullets(items: Iterable[dict[str, Any]], markup: Markup, *css: str) -> list[nodes.Node]:
    """A list in a role file as bullets, none where it is empty."""
    found = list_items(items, markup)
    return [nodes.bullet_list("", *found, bullet="-", classes=list(css))] if found else []


def confirmed(items: Sequence[nodes.Node]) -> list[rows]:
    """States to confirm, each with a box; none where there are no items."""
    boxes: list[nodes.Node] = [nodes.bullet_list("", *items, bullet="-")] if items else []
    return labelled_rows([(_("Confirm"), boxes)], "guide-checklist")


def short_of(item: nodes.Element) -> short | Literal[False] | None:
    """The short form of an item; False where it is not for the sheet, None where it has none."""
    if item.get("sheet") is False:
        return False
    return next((one for one in item.children if isinstance(one, short)), None)


def take_short_forms(items: Iterable[nodes.Element]) -> None:
    """Takes ``- Sheet: short form`` out of the items and keeps it for the sheet.

    ``- Sheet: no`` keeps the item off the sheet.
    """
    for item in items:
        for nested in [child for child in item.children if isinstance(child, nodes.bullet_list)]:
            for one in list(nested.children):
                if match := SHEET.match(one.astext()):
                    nested.remove(one)
                    if one.astext()[match.end() :].strip().casefold() == "no":
                        item["sheet"] = False
                    else:
                        item += _short(one)
            if not nested.children:
                item.remove(nested)


def _short(item: nodes.Node) -> short:
    """The line of an item without the word that says what it is."""
    said = next(iter(item.findall(nodes.TextElement)))
    first = next(iter(said.findall(nodes.Text)))
    first.parent.replace(first, nodes.Text(SHEET.sub("", first, count=1)))
    form = short(SHEET.sub("", said.rawsource, count=1), "", *said.children)
    form.source, form.line = said.source, said.line
    return form


class ListDirective(GuideDirective):
    """A directive whose body is one list."""

    kind: ClassVar[str]

    def part(self) -> item_list:
        """The list under its heading.

        Raises:
            Misuse: when the body is anything but one list with items.
        """
        content = self.parse_content_to_nodes()
        lists = [node for node in content if isinstance(node, nodes.bullet_list)]
        others = [node for node in content if not isinstance(node, nodes.bullet_list | IGNORED)]
        if not content:
            raise Misuse("expected a list, got nothing (write one item a line: '- …')")
        if len(lists) != 1 or others:
            raise Misuse(
                f"expected one list and nothing else, got {_names(content)} "
                f"({self._mend(content)})",
                (others or lists)[0].line or self.first_line,
            )
        items = [one for one in lists[0].children if isinstance(one, nodes.list_item)]
        if empty := next((one for one in items if not one.astext().strip()), None):
            raise Misuse("an item without words", empty.line or self.first_line)
        take_short_forms(items)
        node = list_of(self.kind, items, phase=self.phase, at=self.at())
        if self.phase:
            node["reftitle"] = str(_("Checklist: %s") % words.phase(self.phase))
        node += [one for one in content if isinstance(one, IGNORED)]
        return node

    @property
    def phase(self) -> str:
        """The phase of a checklist, empty for other lists."""
        return ""

    def _mend(self, content: list[nodes.Node]) -> str:
        first = content[0].astext().strip()
        if "phase" in self.option_spec and first in PHASES:
            return f"write ':phase: {first}'"
        return "write one item a line: '- …'"


class Goals(ListDirective):
    """What a stage is for, one goal an item."""

    written, kind = "goals", "goals"


class NonGoals(ListDirective):
    """What a stage must not become, one non-goal an item."""

    written, kind = "non-goals", "non_goals"


class Checklist(ListDirective):
    """States to confirm in one phase of the interview, one an item."""

    written, kind = "checklist", "checklist"
    option_spec: ClassVar[dict[str, Any]] = {
        "phase": directives.unchanged_required,
        "at": directives.unchanged_required,
        **GuideDirective.option_spec,
    }

    def at(self) -> str:
        """The kind of timebox that ``:at:`` names, in which a stage confirms this.

        Raises:
            Misuse: when there is no such kind, or the list is for before or after a stage.
        """
        kind = super().at()
        if kind and self.phase != "during":
            raise Misuse(
                f"':at:' beside ':phase: {self.phase}' (no timebox is {self.phase} a stage)"
            )
        return kind

    @property
    def phase(self) -> str:
        """``before``, ``during`` (the default) or ``after``."""
        phase = str(self.options.get("phase", "during"))
        if phase not in PHASES:
            raise Misuse(f"unknown phase '{phase}' (there are: {', '.join(PHASES)})")
        return phase


IGNORED = nodes.comment | nodes.target | nodes.footnote | nodes.substitution_definition
"""What may stand beside the list, since a reader does not see it there."""


def _names(content: list[nodes.Node]) -> str:
    return " and ".join(node.tagname.replace("_", " ") for node in content[:3])  # type: ignore[attr-defined]
