"""Pages of Jekyll for tests of the pre-pass alone: no Sphinx."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from guides_ext.articles.jekyll import Site, Translated, translate

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
