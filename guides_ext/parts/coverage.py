"""Who looks at what: competencies by stages, with the holes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext.parts.heading import caption, depart_heading
from guides_ext.parts.listings import ListingDirective
from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, TextPart, defined
from guides_ext.parts.printed import Content, Data, Kinds, data
from guides_ext.parts.references import guide_reference
from guides_ext.parts.visitors import between
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from guides_ext.record.coverage import Covered
    from guides_ext.record.data import RoleRecord


class coverage(Part):
    """Competencies by stages: a :class:`caption`, a head (:class:`coverage_row`), then the rows.

    Attribute ``hole`` on a row: no stage looks at this competency.
    """

    def lower(self) -> list[nodes.Node]:
        """A definition list: the competency, then the stages that look at it."""
        above, head, *body = self.children
        columns = [cell.astext() for cell in head.children[1:-1]]
        items = [_covered(line, columns) for line in body]
        return [above, nodes.definition_list("", *items)]


def _covered(line: nodes.Node, columns: list[str]) -> nodes.definition_list_item:
    head, *cells = line.children
    if line.get("hole"):  # type: ignore[attr-defined]
        content = cells[0].astext()
    else:
        seen = zip(cells, columns, strict=False)
        content = ", ".join(f"{one.astext()}: {stage}" for one, stage in seen if one.astext())
    return defined(head.children, [nodes.paragraph("", content)])


class coverage_row(Part):
    """A row of :class:`coverage`: cells, the first of which is its head."""

    def lower(self) -> list[nodes.Node]:
        """Left for :class:`coverage`."""
        return [self]


class cell(TextPart):
    """A cell of :class:`coverage`. ``state``: ``main``, ``also``, ``hole`` or empty."""

    def lower(self) -> list[nodes.Node]:
        """Left for :class:`coverage`."""
        return [self]


def coverage_of(role: RoleRecord, page: str) -> coverage:
    """The coverage of one role; its caption says the answer, its cells are the evidence.

    Args:
        role: its whole record, with at least one competency.
        page: the document that it will stand on.
    """
    lines = [_line(role, one, page) for one in role["coverage"]]
    holes = [line[0].astext() for line in lines if line.get("hole")]
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


def visit_coverage_row(self: HTML5Translator, node: Any) -> None:
    """A row: the first one is the head of the table."""
    first = node.parent.index(node) == 1
    self.body.append("<thead>" if first else "<tbody>" if node.parent.index(node) == 2 else "")
    self.body.append(self.starttag(node, "tr", "", CLASS="guide-hole" if node.get("hole") else ""))


def depart_coverage_row(self: HTML5Translator, node: Any) -> None:
    """The end of a row, of the head, of the body."""
    index, last = node.parent.index(node), len(node.parent) - 1
    self.body.append(
        "</tr>" + ("</thead>\n" if index == 1 else "</tbody>" if index == last else "\n")
    )


def visit_cell(self: HTML5Translator, node: Any) -> None:
    """A head or a cell; a hole is one wide cell that says so."""
    row, index = node.parent, node.parent.index(node)
    head = row.parent.index(row) == 1
    tag = "th" if index == 0 or head else "td"
    attributes: dict[str, Any] = {"scope": "col" if head else "row"} if tag == "th" else {}
    if node.get("span"):
        attributes["colspan"] = str(node["span"])
    state = f"guide-{node['state']}" if node.get("state") else ""
    self.body.append(self.starttag(node, tag, "", CLASS=state, **attributes))
    self.context.append(f"</{tag}>")


def print_coverage(content: Content, node: Any) -> list[Data]:
    """Competencies by stages."""
    above, head, *body = node.children
    return [
        data(
            "coverage",
            caption=content.inside(above),
            head=[content.inside(one) for one in head.children],
            body=[[_printed_cell(content, one) for one in row.children] for row in body],
        )
    ]


def _printed_cell(content: Content, node: Any) -> dict[str, Any]:
    return {
        "c": content.inside(node),
        "state": node.get("state", ""),
        "span": node.get("span", 1),
    }


PRINTED: Kinds = {coverage: print_coverage}


def setup(app: Sphinx) -> None:
    """Registers the nodes and the directive."""
    app.add_node(coverage, html=between("table", "guide-coverage"))
    app.add_node(coverage_row, html=(visit_coverage_row, depart_coverage_row))
    app.add_node(cell, html=(visit_cell, depart_heading))
    app.add_directive(Coverage.written, Coverage)
