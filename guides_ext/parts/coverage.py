"""Who looks at what: competencies by stages, with the holes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext.nodes import caption, cell, coverage, coverage_row
from guides_ext.parts.markup import built_in
from guides_ext.parts.references import guide_reference
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.model import RoleRecord


def coverage_of(role: RoleRecord, page: str, kept_back: list[str]) -> coverage:
    """The coverage of one role; its caption says the answer, its cells are the evidence.

    :param page: the document that it will stand on
    :param kept_back: the titles of stages that are not in it, since they have errors
    """
    stages = {name: one for name, one in role["stages"].items() if one["main"] or one["also"]}
    competencies = role["competencies"].items()
    lines = [_line(role, name, one["title"], stages, page) for name, one in competencies]
    holes = [line[0].astext() for line in lines if line.get("hole")]
    return coverage("", _caption(role, holes, page, kept_back), _head(role, stages, page), *lines)


def _caption(role: RoleRecord, holes: list[str], page: str, kept_back: list[str]) -> caption:
    about = str(_("No holes: each competency is looked at in some stage."))
    if holes:
        about = str(_("No stage looks at: %s.") % ", ".join(holes))
    if kept_back:
        left_out = _("Kept back for errors, and not counted: %s.") % ", ".join(kept_back)
        about = f"{about} {left_out}"
    if page == role["id"]:
        return caption("", about, translatable=False)
    name = nodes.strong("", "", guide_reference("role", role["id"], role["title"], page))
    return caption("", "", name, nodes.Text(f" {about}"), translatable=False)


def _head(role: RoleRecord, stages: dict[str, Any], page: str) -> coverage_row:
    links = [
        guide_reference("stage", f"{role['id']}/{name}", one["title"], page)
        for name, one in stages.items()
    ]
    cells = [cell("", "", link, translatable=False) for link in links]
    return coverage_row("", built_in(_("Competency"), cell), *cells, built_in(_("Seen"), cell))


def _line(
    role: RoleRecord, name: str, title: str, stages: dict[str, Any], page: str
) -> coverage_row:
    seen = [_state(stage, name) for stage in stages.values()]
    link = guide_reference("competency", f"{role['id']}/{name}", title, page)
    head = cell("", "", link, translatable=False)
    count = built_in(sum(bool(one) for one in seen), cell)
    if not any(seen):
        hole = built_in(_("no stage looks at this"), cell, span=max(1, len(seen)), state="hole")
        return coverage_row("", head, hole, count, hole=True)
    words = {"main": str(_("main")), "also": str(_("also")), "": ""}
    cells = [built_in(words[state], cell, state=state) for state in seen]
    return coverage_row("", head, *cells, count)


def _state(stage: dict[str, Any], competency: str) -> str:
    return next((one for one in ("main", "also") if competency in stage[one]), "")
