"""What an edition has, that its pages may refer to: documents, labels, terms, files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from mdit_py_plugins.anchors.index import slugify, unique_slug

from guides_ext.editions.pages import Page, Scope
from guides_ext.editions.scan import Block, blocks_in, indent_of, lines_in
from guides_ext.model.problems import Place, Problem

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
FILES = (*PICTURES, ".pdf", ".zip", ".odt", ".docx", ".xlsx", ".pptx", ".mp3", ".mp4", ".ics",
         ".txt", ".csv")  # fmt: skip
"""What a link or a picture may bring along; sources and data of a build are none of it."""


@dataclass
class World:
    """What an edition has: what can be referred to in it, and what is.

    `anchors` are those of each document; `labels` and `terms` those of all pages; `competencies`
    those of each role. `may_take` says whether a file may be taken along; `assets` are those that
    are, and `gone` is what leads nowhere.
    """

    scope: Scope
    may_take: Callable[[str], bool]
    anchors: dict[str, set[str]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    competencies: dict[str, set[str]] = field(default_factory=dict)
    assets: set[str] = field(default_factory=set)
    gone: list[Problem] = field(default_factory=list)

    def note(self, file: str, line: int, target: str, around: str = "") -> None:
        """Notes a reference to what is not in the edition, with the sentence around it."""
        said = f"'{target}' is not in this edition{': ' if around else ''}{around}"
        self.gone.append(Problem(Place(file, line, 1), "", said, "warning"))

    def add(self, page: Page) -> None:
        """Adds what can be referred to on a page."""
        anchors: set[str] = set()
        labels = {one.label for one in blocks_in(page.nodes) if _is_label(page, one)}
        previous = ""
        for line in lines_in(page.nodes):
            if named := re.match(r"\s*:name:\s*(.+)", line.text):
                labels.add(named[1].strip())
            if line.code:
                continue
            if label := re.fullmatch(r"\s*\(([^()]+)\)=\s*", line.text):
                labels.add(label[1].strip().lower())
            anchors |= set(re.findall(r"\{[^}]*#([\w-]+)[^}]*\}", line.text))
            if heading := re.match(r" {0,3}#{1,6} +(.*?)[ #]*$", line.text):
                unique_slug(_slug(heading[1]), anchors)
            elif re.fullmatch(r"([=\-~^\"'#*+.])\1{2,}\s*", line.text) and previous.strip():
                unique_slug(_slug(previous), anchors)
            previous = line.text
        self.anchors[page.docname] = anchors | labels
        self.labels |= labels
        for block in blocks_in(page.nodes):
            if block.name == "glossary":
                rows = [one.text for one in lines_in(block.body) if one.text.strip()]
                indent = min(map(indent_of, rows), default=0)
                self.terms |= {one.strip().lower() for one in rows if indent_of(one) == indent}

    def document(self, file: str, path: str) -> str | None:
        """The document that a path means on the page of a file, if the edition has it."""
        full = _from_root(file, path)
        names = (full, re.sub(r"\.(?:md|markdown|rst|html|role\.yaml)$", "", full))
        return next((one for one in names if one in self.anchors), None)

    def asset(self, file: str, path: str, *, taken: bool = True) -> str | None:
        """The file that a path means, taken along; None where an edition takes none such.

        Args:
            taken: false to ask only, where the text that names it may go.
        """
        full = _from_root(file, path)
        if not full.lower().endswith(FILES) or full.startswith("../") or not self.may_take(full):
            return None
        if taken:
            self.assets.add(full)
        return full


def _from_root(file: str, path: str) -> str:
    """Where a path on the page of a file leads, from the source root."""
    path = unquote(path)
    base = "" if path.startswith("/") else posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(base, path.lstrip("/")))


def _is_label(page: Page, block: Block) -> bool:
    """Whether a definition is a label, which other pages can refer to."""
    return page.markup == "rest" and block.is_definition and block.label[0] not in "^_"


def _slug(title: str) -> str:
    """The anchor that MyST gives to a heading."""
    return slugify(re.sub(r"\{[\w:.+-]+\}|[`*\[\]]|\([^)]*\)(?=$)", "", title).strip())
