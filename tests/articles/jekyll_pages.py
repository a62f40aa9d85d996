"""Pages of Jekyll for tests of the pre-pass alone: no Sphinx."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from guides_ext.articles.jekyll import Site, Translated, translate
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

SETTINGS = {
    "myst_enable_extensions": list(MYST_EXTENSIONS),
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
    "myst_suppress_warnings": ["myst"],
    "myst_all_links_external": True,
}


def parsed(text: str) -> nodes.document:
    """The doctree of a page in MyST."""
    return publish_doctree(text, parser=Parser(), settings_overrides=SETTINGS)


def tree(text: str) -> str:
    """The doctree of a body in MyST, without empty lines in HTML and in code."""
    return _outline(parsed(f"{FRONT}# Here\n\n{text}"))


def tree_of(found: Translated) -> str:
    """The doctree of a page that was translated."""
    return _outline(parsed(found.text))


def _outline(document: nodes.document) -> str:
    section = document.next_node(nodes.section)
    assert section is not None
    lines = "".join(child.pformat() for child in section.children[1:]).splitlines()
    shown = "\n".join(line.rstrip() for line in lines if line.strip())
    return re.sub(r' line="\d+"', "", shown)
