"""Who looks at what: competencies by stages, with the holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext.nodes import caption, cell, coverage, coverage_row
from guides_ext.parts.markup import built_in
from guides_ext.parts.references import guide_reference
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.record.coverage import Covered
    from guides_ext.record.data import RoleRecord


def coverage_of(role: RoleRecord, page: str) -> coverage:
    """The coverage of one role; its caption says the answer, its cells are the evidence.

    :param role: its whole record, with at least one competency
    :param page: the document that it will stand on
    """
    lines = [_line(role, one, page) for one in role["coverage"]]
    holes = [line[0].astext() for line in lines if line.get("hole")]
    return coverage("", _caption(role, holes, page), _head(role, page), *lines)


def _caption(role: RoleRecord, holes: list[str], page: str) -> caption:
    about = str(_("No holes: each competency is looked at in some stage."))
    if holes:
        about = str(_("No stage looks at: %s.") % ", ".join(holes))
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
    return coverage_row("", head, *(built_in(words[look], cell, state=look) for look in seen), count)
