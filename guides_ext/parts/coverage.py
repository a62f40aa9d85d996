"""Who looks at what: competencies by stages, with the holes."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guides_ext.parts.heading import caption
from guides_ext.parts.listings import ListingDirective
from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, TextPart, defined, itself
from guides_ext.parts.printed import Content, Data, data
from guides_ext.parts.references import guide_reference
from guides_ext.record.coverage import Covered
from guides_ext.record.data import RoleRecord
from guides_ext.words import _


class coverage(Part):
    """Competencies by stages: a :class:`caption`, a head (:class:`coverage_row`), then the rows.

    Attribute ``hole`` on a row: no stage looks at this competency.
    """

    tag, css_class = "table", "guide-coverage"

    def lower(self) -> list[nodes.Node]:
        """A definition list: the competency, then the stages that look at it."""
        columns, *body = self.rest
        stages = [cell.astext() for cell in columns.rest[:-1]]
        return [self.head, nodes.definition_list("", *(one.covered(stages) for one in body))]

    def printed(self, content: Content) -> list[Data]:
        """Competencies by stages."""
        head, *body = ([one.as_data(content) for one in row.children] for row in self.rest)
        heads = [one["c"] for one in head]
        return [data("coverage", caption=content.inside(self.head), head=heads, body=body)]


class coverage_row(Part):
    """A row of :class:`coverage`: cells, the first of which is its head."""

    lower = itself

    def covered(self, stages: list[str]) -> nodes.definition_list_item:
        """What it is lowered to: the competency, then where it is seen."""
        seen = zip(self.rest, stages, strict=False)
        said = ", ".join(f"{one.astext()}: {stage}" for one, stage in seen if one.astext())
        content = self.rest[0].astext() if self.get("hole") else said
        return defined(self.head.children, [nodes.paragraph("", content)])

    def start(self, html: HTML5Translator) -> None:
        """A row: the first one is the head of the table."""
        opened = {1: "<thead>", 2: "<tbody>"}.get(self.parent.index(self), "")
        css_class = "guide-hole" if self.get("hole") else ""
        html.body.append(opened + html.starttag(self, "tr", "", CLASS=css_class))

    def end(self, html: HTML5Translator) -> None:
        """The end of a row, of the head, of the body."""
        index, last = self.parent.index(self), len(self.parent) - 1
        ended = "</thead>\n" if index == 1 else "</tbody>" if index == last else "\n"
        html.body.append(f"</tr>{ended}")


class cell(TextPart):
    """A cell of :class:`coverage`. ``state``: ``main``, ``also``, ``hole`` or empty."""

    lower = itself

    def start(self, html: HTML5Translator) -> None:
        """A head or a cell; a hole is one wide cell that says so."""
        row: Any = self.parent
        in_head = row.parent.index(row) == 1
        tag = "th" if row.index(self) == 0 or in_head else "td"
        attributes: dict[str, Any] = {"scope": "col" if in_head else "row"} if tag == "th" else {}
        if self.get("span"):
            attributes["colspan"] = str(self["span"])
        state = f"guide-{self['state']}" if self.get("state") else ""
        html.body.append(html.starttag(self, tag, "", CLASS=state, **attributes))
        html.context.append(f"</{tag}>")

    def end(self, html: HTML5Translator) -> None:
        """The end of the cell."""
        html.body.append(html.context.pop())

    def as_data(self, content: Content) -> dict[str, Any]:
        """What print sets of it."""
        shown, state = content.inside(self), self.get("state", "")
        return {"c": shown, "state": state, "span": self.get("span", 1)}


def coverage_of(role: RoleRecord, page: str) -> coverage:
    """The coverage of one role; its caption says the answer, its cells are the evidence.

    Args:
        role: its whole record, with at least one competency.
        page: the document that it will stand on.
    """
    lines = [_line(role, one, page) for one in role["coverage"]]
    holes = [line.head.astext() for line in lines if line.get("hole")]
    return coverage("", _caption(role, holes, page), _head(role, page), *lines)


def _caption(role: RoleRecord, holes: list[str], page: str) -> caption:
    about = str(_("Each competency is looked at in at least one stage."))
    if holes:
        about = str(_("No stage looks at: %s.") % ", ".join(holes))
    if kept_back := ", ".join(role["kept_back"].values()):
        left_out = _("Kept back for errors, and not counted: %s.") % kept_back
        about = f"{about} {left_out}"
    if page == role["id"]:
        return caption("", about, translatable=False)
    name = nodes.strong("", "", guide_reference("role", role["id"], role["title"].words, page))
    return caption("", "", name, nodes.Text(f" {about}"), translatable=False)


def _head(role: RoleRecord, page: str) -> coverage_row:
    links = [
        guide_reference("stage", f"{role['id']}/{name}", role["stages"][name]["title"].words, page)
        for name in role["coverage"][0]["stages"]
    ]
    cells = [cell("", "", link, translatable=False) for link in links]
    return coverage_row("", built_in(_("Competency"), cell), *cells, built_in(_("Seen"), cell))


def _line(role: RoleRecord, one: Covered, page: str) -> coverage_row:
    name, seen = one["competency"], list(one["stages"].values())
    title = role["competencies"][name]["title"].words
    link = guide_reference("competency", f"{role['id']}/{name}", title, page)
    head = cell("", "", link, translatable=False)
    count = built_in(sum(bool(look) for look in seen), cell)
    if not any(seen):
        hole = built_in(_("no stage looks at this"), cell, span=max(1, len(seen)), state="hole")
        return coverage_row("", head, hole, count, hole=True)
    words = {"main": str(_("main")), "also": str(_("also")), "": ""}
    cells = [built_in(words[look], cell, state=look) for look in seen]
    return coverage_row("", head, *cells, count)


class Coverage(ListingDirective):
    """Competencies by stages, with the holes: of all roles, or of those named."""

    written = kind = "coverage"
