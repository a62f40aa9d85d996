"""The series on the pages: what articles say of their order, and where each stands in it.

The order has to be known before documents are read, since a page that lists the series is a table
of contents too. So the front matter of all Markdown is looked at first.
"""

from __future__ import annotations

import math
import posixpath
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from guides_ext.articles.jekyll.front import FRONT, TOML, Front
from guides_ext.articles.jekyll.lines import clean
from guides_ext.articles.jekyll.site import DATED, MARKDOWN
from guides_ext.domain import guide_domain
from guides_ext.parts.listings import in_series
from guides_ext.parts.references import document_reference
from guides_ext.record.series import Fronted, matching
from guides_ext.words import _

logger = logging.getLogger(__name__)

ENOUGH = 20_000
"""Characters in which front matter ends."""


def look_at_fronts(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Takes what articles say of their order; where it changed, pages that list it are stale."""
    domain = guide_domain(env)
    before = domain.series_before_reading()
    unread = added | changed
    known = {name: front for name, front in domain.data["fronts"].items() if name not in unread}
    domain.data["fronts"] = {
        docname: known.get(docname) or fronted(Path(env.doc2path(docname)), docname)
        for docname in sorted(env.found_docs)
    }
    domain.forget_series()
    _check(app, domain.data["fronts"])
    if domain.series_before_reading() == before:
        return []
    return sorted(set(domain.data["series"]) & env.found_docs)


def fronted(path: Path, docname: str) -> Fronted:
    """What the front matter and the name of a file say of its order."""
    if path.suffix not in MARKDOWN:
        return Fronted()
    dated = DATED.fullmatch(posixpath.basename(docname))
    day = "-".join(f"{int(one):02}" for one in dated.groups()[:3]) if dated else ""
    data = _front_matter(path)
    day = str(data.get("date") or day)[:10]
    parts = docname.split("/")
    blog = "/".join(parts[: parts.index("_posts")]) if "_posts" in parts and day else None
    return Fronted(str(data.get("series") or ""), _number(data.get("part")), day, blog)


def _front_matter(path: Path) -> dict[str, Any]:
    """The front matter of a file, if it may say something of its order."""
    try:
        with path.open(encoding="utf-8") as file:
            text = clean(file.read(ENOUGH))
    except (OSError, UnicodeDecodeError):
        return {}
    match = FRONT.match(text) or TOML.match(text)
    says = match is not None and ("series" in match[0] or "date" in match[0])
    return Front(text, str(path)).data if says else {}


def _number(part: object) -> float:
    """A part's number; infinite where it is none."""
    try:
        number = float(str(part))
    except ValueError:
        return math.inf
    return math.inf if math.isnan(number) else number


def _check(app: Sphinx, fronts: dict[str, Fronted]) -> None:
    for patterns in (guide_domain(app.env).configured_series() or {}).values():
        for pattern in patterns:
            if not matching(pattern, fronts):
                logger.warning(
                    "guides_series: there is no document '%s'",
                    pattern,
                    type="guides",
                    subtype="config",
                )


class MarkSeries(SphinxPostTransform):
    """Says on each article of a series which part it is, and what comes before and after it."""

    # Before our nodes are lowered (6) and references resolved (10).
    default_priority: ClassVar[int] = 5

    def run(self, **kwargs: Any) -> None:
        """Marks the document, and those that are merged into it."""
        domain = guide_domain(self.env)
        pages: dict[str, nodes.Element] = {self.env.docname: self.document}
        if self.env.docname in self.env.toctree_includes:  # else nothing can be merged into it
            pages |= {one["docname"]: one for one in self.document.findall(addnodes.start_of_file)}
        for docname, root in pages.items():
            section = next((one for one in root.children if isinstance(one, nodes.section)), None)
            if section is not None and docname in domain.places:
                self._mark(section, docname)

    def _mark(self, section: nodes.section, docname: str) -> None:
        domain = guide_domain(self.env)
        place = domain.places[docname]
        if place.total < 2:
            return
        page = self.env.docname
        overview = domain.overview_of(docname)
        words = nodes.Text(str(_("Part %d of %d") % (place.part, place.total)))
        link = [nodes.Text(" – "), document_reference(overview, "", page)] if overview else []
        section.insert(1, in_series("", nodes.paragraph("", "", words, *link)))
        around = ((_("Previous: "), place.previous), (_("Next: "), place.following))
        lines = [
            nodes.paragraph("", "", nodes.Text(str(word)), document_reference(name, "", page))
            for word, name in around
            if name
        ]
        section += in_series("", *lines)


def setup(app: Sphinx) -> None:
    """Registers the handler and the transform."""
    app.connect("env-get-outdated", look_at_fronts)
    app.add_post_transform(MarkSeries)
