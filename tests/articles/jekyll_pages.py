"""Pages of Jekyll for tests of their own reading: no build."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers import Parser
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from guides_ext.articles.elements import Elements
from guides_ext.articles.html import read_html
from guides_ext.articles.jekyll.kramdown import Kramdown
from guides_ext.articles.jekyll.page import Translated, translate
from guides_ext.articles.jekyll.site import Site
from guides_ext.config import MYST_EXTENSIONS

PAGE = "blog/_posts/2026-01-31-here.md"
FRONT = "---\nlayout: post\ntitle: Here\n---\n"


def site(files: Mapping[str, str] = {}, **config: Any) -> Site:
    """A site in the folder ``blog`` with these files, and this page."""
    known = {PAGE: "", **files}
    documents = frozenset(one for one in known if one.endswith(".md") and "_includes" not in one)
    includes = tuple(one for one in known if "_includes" in one)
    return Site("blog", config, documents, includes, known.__contains__, known.get)


def page(
    body: str, files: Mapping[str, str] = {}, *, front: str = FRONT, **config: Any
) -> Translated:
    """The page with this body, translated; the body is dedented."""
    return translate(front + textwrap.dedent(body), PAGE, site(files, **config))


def body(found: Translated) -> str:
    """What stands below the title."""
    _above, _title, below = found.text.partition("\n# Here\n\n")
    return below


def said(found: Translated) -> list[str]:
    """The warnings, from the line and column on."""
    return [f"{one.place.line}:{one.place.column}: {one.message}" for one in found.problems]


def myst(text: str, files: Mapping[str, str] = {}, **config: Any) -> str:
    """A body in MyST, where nothing is to be said about it."""
    found = page(text, files, **config)
    assert said(found) == []
    return body(found)


# What is read in the end ------------------------------------------------------------------------


class Renderer(Elements, DocutilsRenderer):
    """Makes nodes, and keeps what is said; warnings name lines of the text that is parsed."""

    said: list[tuple[int, str, str]]

    def tell(
        self, message: str, line: int, written: str, nth: int = 0, *, subtype: str = "html"
    ) -> None:
        self.md.options["said"].append((line, written, message))


class Reader(Parser):
    """Reads a page in MyST, or in a flavour."""

    def __init__(self, flavour: Kramdown | None) -> None:
        super().__init__()
        self.flavour, self.said = flavour, list[tuple[int, str, str]]()

    def parse(self, inputstring: str, document: nodes.document) -> None:
        extensions = set(MYST_EXTENSIONS)
        if self.flavour:
            extensions = self.flavour.extensions(extensions)
        config = MdParserConfig(enable_extensions=extensions, all_links_external=True)
        parser = create_md_parser(config, Renderer)
        parser.options.update(document=document, said=self.said)
        if self.flavour:
            self.flavour.use(parser)
        else:
            parser.core.ruler.push("guide_html", read_html)
        parser.render(inputstring)


SETTINGS = {
    "myst_suppress_warnings": ["myst"],
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
}


def parsed(text: str, flavour: Kramdown | None = None) -> nodes.document:
    """The doctree of a page."""
    return publish_doctree(text, parser=Reader(flavour), settings_overrides=SETTINGS)


class Read:
    """A page that is read to its end: its tree, and all that is said of it."""

    def __init__(self, found: Translated, known: Site) -> None:
        self.missing: list[str] = []
        reader = Reader(Kramdown(known, PAGE, self.missing.append))
        self.document = publish_doctree(found.text, parser=reader, settings_overrides=SETTINGS)
        self.said = said(found)
        for line, written, message in reader.said:
            origin = found.lines[line - 1]
            column = origin.text.find(written) + 1
            self.said.append(f"{origin.number}:{column}: {message}")

    @property
    def tree(self) -> str:
        return outline(self.document)


def read(body: str, files: Mapping[str, str] = {}, *, front: str = FRONT, **config: Any) -> Read:
    """The page with this body, read to its end."""
    return Read(page(body, files, front=front, **config), site(files, **config))


def links(found: Read) -> list[str]:
    """Where the links and pictures of a page lead."""
    kinds = (nodes.reference, nodes.image)
    return [
        one.get("refuri") or one.get("uri")
        for one in found.document.findall(lambda node: isinstance(node, kinds))
    ]


def tree(text: str) -> str:
    """The doctree of a body in MyST."""
    return outline(parsed(f"{FRONT}# Here\n\n{text}"))


def outline(document: nodes.document) -> str:
    """What stands below the title, without empty lines."""
    section = document.next_node(nodes.section)
    assert section is not None
    for one in list(section.findall(nodes.TextElement)):
        groups = groupby(one.children, lambda child: isinstance(child, nodes.Text))
        for is_text, group in [(is_text, list(group)) for is_text, group in groups]:
            if is_text and len(group) > 1:
                at = one.index(group[0])
                one[at : at + len(group)] = [nodes.Text("".join(map(str, group)))]
    lines = "".join(child.pformat() for child in section.children[1:]).splitlines()
    shown = "\n".join(line.rstrip() for line in lines if line.strip())
    return re.sub(r' line="\d+"', "", shown)
