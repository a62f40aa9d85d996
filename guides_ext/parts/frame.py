"""Marks the pages that hold our nodes, so that the stylesheet touches no other page.

A page with a part of ours gets the class ``guide`` on its top section. A part that stands right
below the title is wrapped: parts ask the section around them for room, and the top section
cannot be asked, since themes let icons float in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext.builder import builder_of, shows_parts
from guides_ext.domain import GuideDomain
from guides_ext.parts.listings import stage_links
from guides_ext.parts.lists import item_list, pair
from guides_ext.parts.node import Part

STYLESHEET = "guide.css"
OF_AN_INDEX = "guide-index.css"
"""For the pages of our indices, whose entries are words and no code, as the themes have them."""


class Frame(SphinxPostTransform):
    """Adds the class, puts goals beside non-goals, wraps parts."""

    # When every stage is filled.
    default_priority: ClassVar[int] = 7

    def run(self, **kwargs: Any) -> None:
        """Frames each page of the document; singlehtml has them all in one."""
        if not shows_parts(builder_of(self.env)):
            return
        for section in self.document.children:
            if isinstance(section, nodes.section) and any(section.findall(Part)):
                if "guide" not in section["classes"]:
                    section["classes"].append("guide")
                _pair_up(section)
                _give_room(section)


def _pair_up(section: nodes.section) -> None:
    """Puts goals beside the non-goals that follow them."""
    for goals in [one for one in section.findall(item_list) if one["kind"] == "goals"]:
        parent, after = goals.parent, goals.next_node(descend=False, siblings=True)
        if isinstance(parent, pair) or not isinstance(after, item_list):
            continue
        if after["kind"] == "non_goals":
            place = parent.index(goals)
            parent[place : place + 2] = [pair("", goals, after)]


def _give_room(section: nodes.section) -> None:
    """Wraps parts, but not the links to stages: in a box they would have nowhere to stick to."""
    for part in list(section.children):
        if isinstance(part, Part) and not isinstance(part, stage_links):
            box = nodes.container("", classes=["guide-head"])
            section[section.index(part)] = box  # replace_self would copy the part's ids to it
            box += part


def add_static_path(app: Sphinx) -> None:
    """Lets Sphinx copy the stylesheet, before the paths of the user's own conf.py."""
    app.config.html_static_path.insert(0, str(Path(__file__).parent / "static"))


def style_index(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Adds the stylesheet of our indices to their pages alone."""
    if templatename == "domainindex.html" and pagename.startswith(f"{GuideDomain.name}-"):
        app.add_css_file(OF_AN_INDEX)


def setup(app: Sphinx) -> None:
    """Registers the transform and the stylesheets."""
    app.add_post_transform(Frame)
    app.add_css_file(STYLESHEET)
    app.connect("html-page-context", style_index)
    app.connect("builder-inited", add_static_path)
