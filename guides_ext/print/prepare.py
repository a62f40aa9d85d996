"""What a build hands to those who set: for each PDF its data, made from the doctrees here."""

from __future__ import annotations

import json
import shutil
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder

from guides_ext.domain import guide_domain
from guides_ext.parts.printed import Data
from guides_ext.print.book import role_book, series_book
from guides_ext.print.context import Context, Remark
from guides_ext.print.fonts import fonts_of
from guides_ext.print.make import Fault, Made, Run, can_set, make_book, make_papers
from guides_ext.print.papers.labels import labels
from guides_ext.print.papers.leaflet import leaflets
from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.paper import Paper
from guides_ext.print.papers.piles import paper_of, papers_of
from guides_ext.print.papers.sheet import Sheet, has_notes
from guides_ext.print.pdfs import Pdf, series_of, timestamp
from guides_ext.print.pictures import Pictures
from guides_ext.print.setting import TEMPLATES
from guides_ext.print.style import PageStyle


class Preparer:
    """Prepares PDFs.

    Args:
        root: a folder for templates and pictures, as long as the build takes.
        site: each document's address on the site.
        run: of :mod:`guides_ext.print.jobs`; runs what tries pieces that Typst may not take.
    """

    def __init__(self, builder: Builder, root: Path, site: Mapping[str, str], run: Run) -> None:
        self.builder, self.env, self.config = builder, builder.env, builder.config
        self.domain, self.root, self.site = guide_domain(builder.env), root, dict(site)
        root.mkdir(parents=True, exist_ok=True)
        for template in TEMPLATES.glob("*.typ"):  # not their folder, which may be read-only
            shutil.copyfile(template, root / template.name)
        folders = [str(self.env.srcdir / one) for one in self.config.guides_print_font_folders]
        self.fonts = fonts_of(self.config.guides_print_fonts, folders)
        self.run, self.pictures = run, Pictures(root, self.env.srcdir)
        self.remarks = deque(
            Remark(f"guides_print_fonts: there is no font '{name}'", "")
            for name in self.fonts.lost()
        )
        self.look = PageStyle(
            self.config.language,
            self.config.guides_print_paper,
            self.config.guides_print_colour,
            self.config.guides_print_logo,
        )
        base: str = self.config.html_baseurl
        self.base = base if not base or base.endswith("/") else f"{base}/"
        self._tried: dict[str, bool] = {}

    def job(self, pdf: Pdf) -> Callable[[], Made]:
        """What makes a PDF: a function of :mod:`guides_ext.print.make` with all that it takes."""
        of_candidate = self.config.guides_edition == "candidate"
        if pdf.kind == "sheet":
            sheet = self.sheet(pdf.docname, pdf.stage, Occasion())
            title = f"{sheet.stage['title'].words} – {sheet.role['title'].words}"
            return self.papers(
                title, [paper_of(sheet, "card")] if of_candidate else papers_of(sheet)
            )
        if of_candidate and pdf.kind == "handbook":
            role = self.domain.record(pdf.docname)
            return self.papers(role["title"].words, *leaflets(role, self.config.project))
        context = Context(
            self.fonts,
            self._settable,
            self.pictures,
            self.base,
            self.site,
            numbers=self.env.toc_fignumbers if self.config.numfig else {},
            formats={kind: str(text) for kind, text in self.config.numfig_format.items()},
        )
        look, project = self.look, self.config.project
        if pdf.kind == "series":
            trees = {name: self.tree(name) for name in series_of(self.domain)}
            book = series_book(context, trees, look, project)
        else:
            tree = self.tree(pdf.docname)
            book = role_book(context, self.domain, pdf.docname, tree, look, project)
        self.remarks += context.all_remarks()
        return partial(make_book, self.fonts, self.root, book, timestamp())

    def papers(self, title: str, *ways: list[Paper]) -> Callable[[], Made]:
        """The same for papers in one PDF, in each of the ways to lay them out that are tried."""
        trim = self.config.guides_sheet_overflow != "error"
        make = partial(make_papers, self.fonts, self.look, ways, timestamp())
        return partial(make, words=labels(), trim=trim, title=title)

    def sheet(self, docname: str, stage: str, occasion: Occasion) -> Sheet:
        """The sheet of a stage of a role."""
        url = f"{self.base}{self.site[docname]}#{stage}" if self.base else ""
        role = self.domain.record(docname)
        notes = self.config.guides_sheet_notes and has_notes(role["stages"][stage])
        return Sheet(role, stage, self.look, occasion, url=url, notes=notes)

    def tree(self, docname: str) -> nodes.document:
        """A resolved doctree."""
        tree = self.env.get_doctree(docname)
        self.env.apply_post_transforms(tree, docname)
        self.builder.post_process_images(tree)
        return tree

    def _settable(self, piece: Data) -> bool:
        """Whether Typst takes a piece; each is tried once."""
        key = json.dumps(piece, sort_keys=True)
        if key not in self._tried:
            try:
                self._tried[key] = self.run(can_set, self.fonts, self.root, piece)()
            except Fault:  # it ends, or holds up, whoever tries
                self._tried[key] = False
        return self._tried[key]
