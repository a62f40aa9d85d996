"""What a build holds: the tree of the page at work, and not those of all pages.

Sphinx holds the tree of each document from when it is read until its page is written, which is most
of what a build of many roles takes. The tree is on the disk as well, from where a build writes the
pages that it has not read; so each build of ours takes it from there.

A tree leads back to itself, so only Python's garbage collector frees it. The collector looks at
what stays again and again, a fifth of a build; here it waits until there is more to free.
"""

from __future__ import annotations

import gc
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

USUAL = gc.get_threshold()
"""When the collector looks where nothing is built: new objects, and how often at younger ones
before at older ones. Taken before any build, as one that fails early does not put it back."""

SELDOM = (10_000, 10, 10)
"""The same while we build."""


def keep_trees_on_the_disk(app: Sphinx) -> None:
    """Drops each tree once it has been read and written down."""
    read = app.builder.read_doc

    def read_doc(docname: str, **more: Any) -> None:
        read(docname, **more)
        app.env._write_doc_doctree_cache.pop(docname, None)

    app.builder.read_doc = read_doc  # type: ignore[method-assign, misc]


def drop_what_was_loaded(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Drops the file of a tree, whose page is about to be written."""
    app.env._pickled_doctree_cache.pop(docname, None)


def collect_seldom(app: Sphinx, config: Config) -> None:
    """Lets the collector look less often until the build has ended, from before what the last build
    has kept is loaded."""
    if 0 < gc.get_threshold()[0] < SELDOM[0]:  # 0: somebody has switched it off
        gc.set_threshold(*SELDOM)
    if gc.get_threshold() == SELDOM:
        app.connect("build-finished", lambda *_: gc.set_threshold(*USUAL), priority=2000)


def setup(app: Sphinx) -> None:
    """Registers the handlers."""
    app.connect("config-inited", collect_seldom)
    app.connect("builder-inited", keep_trees_on_the_disk)
    app.connect("doctree-resolved", drop_what_was_loaded)
