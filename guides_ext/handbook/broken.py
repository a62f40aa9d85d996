"""What a page shows in place of what has errors: of a role, or of some of its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext.parts.errors import GUIDE, STAGE, error_box, errors
from guides_ext.parts.markup import built_in
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.model.load import Loaded


def broken_page(docname: str, loaded: Loaded) -> nodes.section:
    """The page of a role file with errors: that it has some, and which."""
    title = built_in(loaded.title or docname, nodes.title)
    box = errors(GUIDE, (one for one in loaded.problems if one.severity == "error"))
    return nodes.section("", title, box, ids=[nodes.make_id(docname)])


def add_broken_stages(page: nodes.section, loaded: Loaded) -> None:
    """Puts stages with errors where they belong on the page of their role, and says so above."""
    titles = loaded.stages()
    shown = {one["ids"][0]: one for one in page.children if isinstance(one, nodes.section)}
    following: nodes.section | None = None
    for name in reversed(titles):
        if name in loaded.broken:
            shown[name] = _broken_stage(name, titles[name], loaded)
            page.insert(page.index(following) if following is not None else len(page), shown[name])
        following = shown[name]
    about = _(
        "Stages with errors in their file are kept back. "
        "They are left out of the times and the coverage on this page:"
    )
    links = (
        nodes.reference("", titles[name], refid=nodes.make_id(name), internal=True)
        for name in loaded.broken
    )
    page.insert(1, error_box(about, links))


def _broken_stage(name: str, title: str, loaded: Loaded) -> nodes.section:
    head, box = built_in(title, nodes.title), errors(STAGE, loaded.broken[name])
    return nodes.section("", head, box, ids=[nodes.make_id(name)], classes=["guide-stage"])
