"""Goals, non-goals and checklists: a heading and a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from docutils import nodes
from docutils.parsers.rst import directives

from guides_ext import words
from guides_ext.model.bullets import SHEET
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.heading import depart_heading
from guides_ext.parts.markup import built_in, titled
from guides_ext.parts.node import Part, TextPart, bold
from guides_ext.parts.printed import Content, Data, Kinds, data, unprinted
from guides_ext.parts.rows import boxes_of, labelled_rows
from guides_ext.parts.visitors import between, hidden, nothing
from guides_ext.record.data import PHASES
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from guides_ext.parts.markup import Markup
    from guides_ext.parts.rows import rows


class item_list(Part):
    """Goals, non-goals or one phase of a checklist: a heading and a bullet list.

    Attributes: ``kind`` (``goals``, ``non_goals``, ``checklist``), ``phase`` and ``at`` (of a
    checklist), ``list`` (its key in the document).
    """

    def lower(self) -> list[nodes.Node]:
        """The heading in bold, then the list."""
        head, *rest = self.children
        return [bold(head.children), *rest]

    def heading_tags(self) -> tuple[str, str] | None:
        """The label of a checklist."""
        return ("<div><dt>", "</dt><dd>") if self["kind"] == "checklist" else None


class short(TextPart):
    """The short form of an item, last in it: the words of the sheet, in no page."""

    shown: ClassVar[bool] = False

    def lower(self) -> list[nodes.Node]:
        """Nothing: only a sheet has it."""
        return []


class pair(Part):
    """Goals beside non-goals."""


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
    return [nodes.paragraph("", f"{where}:", classes=["guide-where"])] if where else []


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
        for nested in [one for one in item.children if isinstance(one, nodes.bullet_list)]:
            for line in list(nested.children):
                if match := SHEET.match(line.astext()):
                    nested.remove(line)
                    if line.astext()[match.end() :].strip().casefold() == "no":
                        item["sheet"] = False
                    else:
                        item += _short(line)
            if not nested.children:
                item.remove(nested)


def _short(line: nodes.Node) -> short:
    """The line of an item without the word that says what it is."""
    said = next(iter(line.findall(nodes.TextElement)))
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
        return item_list("", *node.children, *_rest(content), **node.attributes)

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


def _rest(content: list[nodes.Node]) -> list[nodes.Node]:
    return [node for node in content if isinstance(node, IGNORED)]


def _names(content: list[nodes.Node]) -> str:
    return " and ".join(node.tagname.replace("_", " ") for node in content[:3])  # type: ignore[attr-defined]


SIDES = {
    "goals": "guide-for",
    "non_goals": "guide-not",
    "looking_for": "guide-for",
    "not_looking_for": "guide-not",
}


def visit_item_list(self: HTML5Translator, node: Any) -> None:
    """Goals or non-goals with their rule above; a checklist as a label beside its boxes."""
    if node["kind"] == "checklist":
        self.body.append(self.starttag(node, "dl", CLASS="guide-rows guide-checklist simple"))
        self.context.append("</dd></div></dl>\n")
    else:
        self.body.append(self.starttag(node, "section", CLASS=SIDES[node["kind"]]))
        self.context.append("</section>\n")


def print_item_list(content: Content, node: Any) -> list[Data]:
    """Goals, non-goals, a phase of a checklist: a heading and the items."""
    head, *rest = node.children
    shown = boxes_of(content, rest) if node["kind"] == "checklist" else content.all(rest)
    return [data("headed", shown, title=content.inside(head))]


def print_pair(content: Content, node: Any) -> list[Data]:
    """Two lists beside each other."""
    return [data("pair", items=[content.of(one) for one in node.children])]


PRINTED: Kinds = {
    item_list: print_item_list,
    short: unprinted,
    pair: print_pair,
}


def setup(app: Sphinx) -> None:
    """Registers the nodes and the directives."""
    app.add_node(item_list, html=(visit_item_list, depart_heading))
    app.add_node(short, html=(hidden, nothing))
    app.add_node(pair, html=between("div", "guide-pair"))
    for directive in (Goals, NonGoals, Checklist):
        app.add_directive(directive.written, directive)
