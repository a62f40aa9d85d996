"""How a build reads a document: in any case, and without holding its tree.

Sphinx holds the tree of each document from when it is read until its page is written, which is most
of what a build of many roles takes. The tree is on the disk as well, from where a build writes the
pages that it has not read; so each build of ours takes it from there.

A tree leads back to itself, so only Python's garbage collector frees it. The collector looks at
what stays again and again, a fifth of a build; here it waits until there is more to free.
"""

from __future__ import annotations

import gc
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from guides_ext.articles.jekyll.front import title_of
from guides_ext.domain import guide_domain, source_file
from guides_ext.model.problems import Place, Problem

USUAL = gc.get_threshold()
"""When the collector looks where nothing is built: new objects, and how often at younger ones
before at older ones. Taken before any build, as one that fails early does not put it back."""

SELDOM = (100_000, 5, 10)
"""The same while we build: the trees of a few pages are freed at once."""


def read_in_any_case(app: Sphinx) -> None:
    """Lets a page that nests deeper than Python can follow keep its title alone, and drops each
    tree once it has been read and written down.

    Markdown has limits of its own (`articles/depth.py`); reStructuredText has none.
    """
    read = app.builder.read_doc

    def read_doc(docname: str, **more: Any) -> None:
        try:
            read(docname, **more)
        except RecursionError:
            app.emit("env-purge-doc", app.env, docname)
            app.env.clear_doc(docname)
            guide_domain(app.env).too_deep.add(docname)
            read(docname, **more)
        app.env._write_doc_doctree_cache.pop(docname, None)

    app.builder.read_doc = read_doc  # type: ignore[method-assign, misc]


TITLE = re.compile(r"^(?P<words>\S.*)\n(?P<line>[^\w\s])(?P=line){2,}[ \t]*$", re.MULTILINE)
"""The first title of a page of reStructuredText, or one of Markdown that is underlined."""


def keep_title_only(app: Sphinx, docname: str, text: list[str]) -> None:
    """Puts its title in the place of a page that nests too deep, and says so."""
    domain = guide_domain(app.env)
    if docname in domain.too_deep:
        place = Place(source_file(app.env, docname), 1, 1)
        domain.note_fault(Problem(place, "", "nests too deep, and is not read", subtype="depth"))
        found = TITLE.search(text[0])
        title = found["words"] if found else title_of(place.file)
        text[0] = f"{title}\n{'=' * (2 * len(title) + 2)}\n"  # a letter may be two columns wide


def drop_what_was_loaded(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Drops the file of a tree, whose page is about to be written."""
    app.env._pickled_doctree_cache.pop(docname, None)


def collect_seldom(app: Sphinx, config: Config) -> None:
    """Lets the collector look less often until the build has ended, from before what the last build
    has kept is loaded."""
    before = gc.get_threshold()
    if 0 < before[0] < SELDOM[0]:  # 0: somebody has switched it off
        gc.set_threshold(*SELDOM)
    if gc.get_threshold() == SELDOM:
        after = USUAL if before == SELDOM else before  # a build that failed has left it so
        app.connect("build-finished", lambda *_: gc.set_threshold(*after), priority=2000)


def setup(app: Sphinx) -> None:
    """Registers the handlers."""
    app.connect("config-inited", collect_seldom)
    app.connect("builder-inited", read_in_any_case)
    app.connect("source-read", keep_title_only, priority=999)
    app.connect("doctree-resolved", drop_what_was_loaded)
