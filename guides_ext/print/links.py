"""Links from pages to their PDFs: a role and its card to the handbook, a stage to its sheet."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from guides_ext.builder import builder_of, shows_parts
from guides_ext.domain import guide_domain
from guides_ext.parts.listings import card, reading_list
from guides_ext.print.builder import FOLDER
from guides_ext.print.pdfs import Pdf, role_pdfs, series_of
from guides_ext.words import _


class LinkPdfs(SphinxPostTransform):
    """Adds the links, on pages only."""

    # When stages are filled and framed.
    default_priority: ClassVar[int] = 8

    def run(self, **kwargs: Any) -> None:
        """Links what belongs to the document."""
        builder, kinds = builder_of(self.env), self.config.guides_print
        if not shows_parts(builder) or not kinds:
            return
        domain, docname = guide_domain(self.env), self.env.docname
        here = builder.get_target_uri(docname).partition("#")[0]

        def uri(pdf: Pdf) -> str:
            return relative_uri(here, f"{FOLDER}/{pdf.path}")

        for pdf in role_pdfs(domain, docname, kinds):
            self._link_role(pdf, uri(pdf))
        for one in self.document.findall(card):
            for pdf in role_pdfs(domain, one.get("role", ""), kinds):
                _link_card(one, pdf, uri(pdf))
        lists = list(self.document.findall(reading_list))
        for place in lists if "series" in kinds and series_of(domain) else []:
            line = _line(_link(uri(Pdf("series")), _("The series as PDF")))
            place.parent.insert(place.parent.index(place) + 1, line)

    def _link_role(self, pdf: Pdf, uri: str) -> None:
        theirs = self.config.guides_edition == "candidate"
        if pdf.kind == "sheet":
            name = _("Your card (PDF)") if theirs else _("Sheet for the day (PDF)")
        else:
            name = _("Your leaflet (PDF)") if theirs else _("Handbook (PDF)")
        for section in self.document.findall(nodes.section):
            if not pdf.stage or pdf.stage in section["ids"]:
                section.insert(1, _line(_link(uri, name)))
                return


def _link_card(role: card, pdf: Pdf, uri: str) -> None:
    if pdf.kind != "sheet":
        role += _line(_link(uri, _("Handbook (PDF)")))
        return
    for item in role.findall(nodes.list_item):
        if item.get("stage") == pdf.stage:
            line = next(item.findall(nodes.paragraph))
            line += [nodes.Text(" "), _link(uri, _("Sheet"))]


def _link(uri: str, text: object) -> nodes.reference:
    return nodes.reference("", str(text), refuri=uri, internal=True, classes=["guide-pdf"])


def _line(link: nodes.reference) -> nodes.paragraph:
    return nodes.paragraph("", "", link, classes=["guide-pdfs", "no-search"])


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(LinkPdfs)
