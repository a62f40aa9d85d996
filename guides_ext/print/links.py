"""Links from pages to their PDFs: a role and its card to the handbook, a stage to its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from guides_ext.builder import builder_of, shows_parts
from guides_ext.domain import guide_domain
from guides_ext.parts.listings import card, reading_list
from guides_ext.print.pdfs import Pdf, role_pdfs, series_of
from guides_ext.print.process import FOLDER
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LinkPdfs(SphinxPostTransform):
    """Adds the links, on pages only."""

    # When stages are filled and framed.
    default_priority: ClassVar[int] = 8

    def run(self, **kwargs: Any) -> None:
        """Links what belongs to the document."""
        builder = builder_of(self.env)
        if not shows_parts(builder) or not self.config.guides_print:
            return
        domain, docname = guide_domain(self.env), self.env.docname
        here = builder.get_target_uri(docname).partition("#")[0]
        for pdf in role_pdfs(domain, docname, self.config.guides_print):
            self._link_role(pdf, relative_uri(here, f"{FOLDER}/{pdf.path}"))
        for one in self.document.findall(card):
            for pdf in role_pdfs(domain, one.get("role", ""), self.config.guides_print):
                self._link_card(one, pdf, relative_uri(here, f"{FOLDER}/{pdf.path}"))
        lists = list(self.document.findall(reading_list))
        if lists and "series" in self.config.guides_print and series_of(domain):
            uri = relative_uri(here, f"{FOLDER}/{Pdf('series').path}")
            for place in lists:
                line = _line([_link(uri, _("The series as PDF"))])
                place.parent.insert(place.parent.index(place) + 1, line)

    @property
    def _theirs(self) -> bool:
        return bool(self.config.guides_edition == "candidate")

    def _link_role(self, pdf: Pdf, uri: str) -> None:
        if pdf.kind == "sheet":
            sections = self.document.findall(nodes.section)
            section = next((one for one in sections if pdf.stage in one["ids"]), None)
            name = _("Your card (PDF)") if self._theirs else _("Sheet for the day (PDF)")
        else:
            section = next(iter(self.document.findall(nodes.section)), None)
            name = _("Your leaflet (PDF)") if self._theirs else _("Handbook (PDF)")
        if section is not None:
            section.insert(1, _line([_link(uri, name)]))

    def _link_card(self, role: card, pdf: Pdf, uri: str) -> None:
        if pdf.kind != "sheet":
            role += _line([_link(uri, _("Handbook (PDF)"))])
            return
        for item in role.findall(nodes.list_item):
            if item.get("stage") == pdf.stage:
                line = next(item.findall(nodes.paragraph))
                line += [nodes.Text(" "), _link(uri, _("Sheet"))]


def _link(uri: str, text: object) -> nodes.reference:
    return nodes.reference("", str(text), refuri=uri, internal=True, classes=["guide-pdf"])


def _line(links: list[nodes.reference]) -> nodes.paragraph:
    return nodes.paragraph("", "", *links, classes=["guide-pdfs", "no-search"])


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(LinkPdfs)
