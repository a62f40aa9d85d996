"""What a document may read, and where it may lead: files of the project, and no scripts.

Whatever a document names is asked for here before anybody opens it: documents themselves, what
directives insert, pictures, downloads. What is refused is an error with its place, and stays out.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst.directives.misc import Raw
from sphinx.addnodes import download_reference
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from guides_ext.articles.html import is_picture, is_script
from guides_ext.articles.jekyll.lines import LARGEST, TOO_LARGE
from guides_ext.builder import builder_of
from guides_ext.config import access_of
from guides_ext.domain import guide_domain, source_file
from guides_ext.model.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

NO_INSERTION = "is not read: docutils.conf forbids to insert files"
FETCHED = "is not fetched: a build opens no connection (take it among the sources, as a file)"
FORMULAS = re.compile(r"\\(?:href|require)\b")
"""What of TeX makes links and loads code, where a browser sets the formula."""


def refusal(env: BuildEnvironment, path: Path | str) -> str:
    """Why a file may not be read for this build, to follow its name in a message; empty where it
    may."""
    return access_of(env.config).refusal(path)


# Documents ---------------------------------------------------------------------------------------


def refuse_documents(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Takes from Sphinx the documents that must not be opened, before anybody looks at them."""
    problems = []
    for docname in sorted(env.found_docs):
        if why := refusal(env, env.doc2path(docname)):
            file = source_file(env, docname)
            problems.append(Problem(Place(file, 1, 1), "", f"'{file}' {why}", subtype="outside"))
            for known in (added, changed, env.found_docs, env.project.docnames):
                known.discard(docname)
            env.clear_doc(docname)
    guide_domain(env).refused = tuple(problems)
    return []


# Directives --------------------------------------------------------------------------------------


def refused(env: BuildEnvironment, path: str) -> str:
    """Why a document that is being read may not insert a file; it depends on it all the same."""
    relative, absolute = env.relfn2path(path)
    env.note_dependency(relative)
    size = Path(absolute).stat().st_size if Path(absolute).is_file() else 0
    return refusal(env, absolute) or (TOO_LARGE if size > LARGEST else "")


def guard(directive: Directive, *paths: str | None) -> None:
    """Stops a directive that would insert what it must not.

    Raises:
        DirectiveError: it would.
    """
    env: BuildEnvironment = directive.state.document.settings.env
    if url := directive.options.get("url"):
        raise directive.error(f"'{url}' {FETCHED}")
    for path in filter(None, paths):
        if why := refused(env, path):
            raise directive.error(f"'{path}' {why}")


class GuardedInclude(Include):
    """``include``, of what may be read."""

    def run(self) -> list[nodes.Node]:
        """What is included."""
        if not self.arguments[0].startswith("<"):  # of docutils' own
            guard(self, self.arguments[0])
        return list(super().run())


class GuardedLiteralInclude(LiteralInclude):
    """``literalinclude``, of what may be read."""

    def run(self) -> list[nodes.Node]:
        """What is included."""
        guard(self, self.arguments[0], self.options.get("diff"))
        return super().run()


class GuardedTable(CSVTable):
    """``csv-table``, of what may be read."""

    def run(self) -> Any:
        """The table."""
        path = self.options.get("file")
        env: BuildEnvironment = self.state.document.settings.env
        if path and Path(path).is_absolute() and Path(path).exists():  # as Sphinx would have it
            path = "/" + os.path.relpath(path, env.srcdir)
        guard(self, path)
        return super().run()


class GuardedRaw(Raw):
    """``raw``, of what may be read."""

    def run(self) -> list[nodes.Node]:
        """The raw text."""
        if path := self.options.get("file"):
            beside = Path(self.state_machine.get_source(self.lineno) or "").parent
            env: Any = self.state.document.settings.env
            guard(self, "/" + os.path.relpath(beside / path, env.srcdir))
        guard(self)
        return list(super().run())


# Nodes -------------------------------------------------------------------------------------------


class RefuseNodes(SphinxTransform):
    """Takes out pictures and downloads that must not be read, and addresses that are scripts."""

    # Before pictures and downloads are collected, when a document is read (880).
    default_priority: ClassVar[int] = 870

    def apply(self, **kwargs: Any) -> None:
        """Looks at each node that leads somewhere."""
        for node in list(self.document.findall(nodes.Element)):
            if isinstance(node, nodes.image) and (why := self._of_picture(node["uri"])):
                self._tell(node, node["uri"], why)
                node.replace_self(nodes.inline("", node.get("alt", "")))
            elif isinstance(node, download_reference) and (why := self._of(node["reftarget"])):
                self._tell(node, node["reftarget"], why)
                node.replace_self(node.children)
            elif isinstance(node, nodes.math | nodes.math_block) and FORMULAS.search(node.astext()):
                self._tell(node, node.astext(), "is shown as it is written: a link in a formula")
                shown = nodes.literal if isinstance(node, nodes.math) else nodes.literal_block
                node.replace_self(shown("", node.astext()))
            elif is_script(str(node.get("refuri", ""))):
                self._tell(node, node["refuri"], "is not followed: it is a script")
                del node["refuri"]
                if isinstance(node, nodes.reference):
                    node.replace_self(nodes.inline("", "", *node.children))

    def _of_picture(self, uri: str) -> str:
        if is_script(uri):
            return "" if is_picture(uri) else "is no picture"
        return self._of(uri)

    def _of(self, path: str) -> str:
        if not path or "://" in path or path.startswith("data:"):
            return ""
        if not self.document.settings.file_insertion_enabled:
            return NO_INSERTION
        return next(filter(None, map(self._refusal, self._files(path))), "")

    def _files(self, path: str) -> Iterator[Path]:
        """The files that are meant; of ``plan.*`` all that Sphinx chooses from."""
        file = Path(self.env.relfn2path(path, self.env.docname)[1])
        yield from (file.parent.glob(file.name) if path.endswith(".*") else [file])

    def _refusal(self, file: Path) -> str:
        return refusal(self.env, file)

    def _tell(self, node: nodes.Element, what: str, why: str) -> None:
        shown = what if len(what) <= 60 else f"{what[:57]}…"
        logger.error("'%s' %s", shown, why, location=node, type="guides", subtype="outside")


class KeepFromFetching(SphinxPostTransform):
    """Pictures of the web are their words, where a builder would fetch them."""

    default_priority: ClassVar[int] = 99  # before Sphinx fetches them (100)

    def run(self, **kwargs: Any) -> None:
        """Replaces each of them, where the builder cannot show it."""
        if builder_of(self.env).supported_remote_images:
            return
        for node in list(self.document.findall(nodes.image)):
            if "://" in node["uri"]:
                logger.warning(
                    "'%s' %s", node["uri"], FETCHED, location=node, type="guides", subtype="outside"
                )
                node.replace_self(nodes.inline("", node.get("alt", "")))


def setup(app: Sphinx) -> None:
    """Registers the guards."""
    app.connect("env-get-outdated", refuse_documents, priority=0)
    app.add_transform(RefuseNodes)
    app.add_post_transform(KeepFromFetching)
    app.add_directive("include", GuardedInclude, override=True)
    app.add_directive("literalinclude", GuardedLiteralInclude, override=True)
    app.add_directive("csv-table", GuardedTable, override=True)
    app.add_directive("raw", GuardedRaw, override=True)
