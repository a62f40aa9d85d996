"""What a document may read, and where it may lead: files of the project, and no scripts.

Whatever a document names is asked for here before anybody opens it: documents themselves, what
directives insert, pictures, downloads. What is refused is an error with its place, and stays out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives.misc import Raw
from docutils.utils import get_source_line
from sphinx.addnodes import download_reference
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.matching import Matcher

from guides_ext.articles.html import is_picture as holds_picture
from guides_ext.articles.html import is_script, short
from guides_ext.articles.jekyll.lines import LARGEST, TOO_LARGE
from guides_ext.builder import builder_of
from guides_ext.config import access_of
from guides_ext.domain import guide_domain, source_file
from guides_ext.domain.indices import INDICES
from guides_ext.files import is_file
from guides_ext.model.files import SUFFIX, fault_of_name, readable
from guides_ext.model.problems import Place, Problem

logger = logging.getLogger(__name__)

NO_INSERTION = "is not read: docutils.conf forbids to insert files"
FETCHED = "is not fetched: a build opens no connection (take it among the sources, as a file)"
FORMULAS = re.compile(r"\\(?:href|require)\b")
"""What of TeX makes links and loads code, where a browser sets the formula."""


# Documents ---------------------------------------------------------------------------------------


def refuse_documents(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Takes from Sphinx the documents that must not be opened, before anybody looks at them."""
    problems = []
    taken = {"genindex", "search", *env.config.html_additional_pages}
    taken |= {f"guide-{index.name}" for index in INDICES}
    for docname in sorted(env.found_docs):
        file = source_file(env, docname)
        what, why = readable(file), _fault_of_name(env, docname, file, taken)
        subtype = "name" if why else "outside"
        if why := why or access_of(env.config).refusal(env.doc2path(docname)):
            problems.append(Problem(Place(what, 1, 1), "", f"'{what}' {why}", subtype=subtype))
            for known in (added, changed, env.found_docs, env.project.docnames):
                known.discard(docname)
            env.clear_doc(docname)
    guide_domain(env).refused = tuple(problems)
    return []


def refuse_paths(app: Sphinx, config: Config) -> None:
    """Tells of what Sphinx would pass over without a word, or follow without end."""
    for path, why in odd_paths(app, config):
        what = readable(path)
        pattern = re.sub(r"([\[*?])", r"[\1]", path)
        config.exclude_patterns = [*config.exclude_patterns, pattern]
        logger.error("'%s' %s", what, why, location=f"{what}:1:1", type="guides", subtype="outside")
        app.statuscode = 1


def forget_lost_source(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Keeps Sphinx from copying a source that has gone since it was read."""
    if context.get("sourcename") and not Path(app.env.doc2path(pagename)).is_file():
        context["sourcename"] = ""


def odd_paths(app: Sphinx, config: Config) -> Iterator[tuple[str, str]]:
    """Links to folders that are outside, or around them, and documents whose names Sphinx does not
    see: the path of each, from the source root, and what is to be said of it."""
    root, access = Path(app.srcdir), access_of(config)
    suffixes = (".rst", *app.registry.source_suffix)
    left_out = Matcher(config.exclude_patterns)

    def below(folder: Path, *above: str) -> Iterator[tuple[str, str]]:
        around = (*above, os.path.realpath(folder))  # wherever links have led
        with suppress(OSError):
            for entry in sorted(folder.iterdir()):
                path = entry.relative_to(root).as_posix()
                if left_out(path):
                    continue
                if entry.is_symlink() and os.path.realpath(entry) in around:
                    yield path, "leads back to a folder around it"
                elif entry.is_dir() and entry.is_symlink() and (why := access.refusal(entry)):
                    yield path, why
                elif entry.is_dir():
                    yield from below(entry, *around)
                elif path in suffixes or ("\n" in path and path.endswith(suffixes)):
                    yield path, fault_of_name(path) or NO_STEM

    return below(root)


NO_STEM = "has no name before its suffix (rename it)"


def _fault_of_name(env: BuildEnvironment, docname: str, file: str, taken: set[str]) -> str:
    """Why the name of a document cannot be that of a page, as those ``taken`` by pages that no
    document makes; empty where it can."""
    if docname.endswith("/"):
        return NO_STEM
    if docname in taken:
        return "has the name of a page that is made for all documents (rename it)"
    folder = docname.rpartition("/")[0]
    around = source_file(env, folder) if folder in env.found_docs else ""
    if file.endswith(SUFFIX) and around.endswith(SUFFIX):
        return f"lies where the sheets of the role '{folder}' are printed (rename one)"
    return fault_of_name(file)


# Directives --------------------------------------------------------------------------------------


def tell(env: BuildEnvironment, message: str, source: str | None, line: int | None) -> None:
    """Tells that the document which is being read leads where it must not."""
    file = os.path.relpath(source or env.doc2path(env.docname), env.srcdir)
    problem = Problem(Place(file, line or 1, 1), "", message, subtype="outside")
    guide_domain(env).note_fault(problem)


def note_link(env: BuildEnvironment, path: str) -> None:
    """Lets a document depend on what it names: where that is a link, on it, wherever it leads."""
    beside = Path(env.srcdir if path.startswith("/") else env.doc2path(env.docname).parent)
    env.note_dependency(os.path.relpath(beside / path.lstrip("/"), env.srcdir))


def refused(env: BuildEnvironment, path: str) -> str:
    """Why a document that is being read may not insert a file; it depends on it all the same."""
    relative, absolute = env.relfn2path(path)
    env.note_dependency(relative)
    note_link(env, path)
    if why := access_of(env.config).refusal(absolute):
        return why
    return TOO_LARGE if is_file(absolute) and _is_large(Path(absolute)) else ""


def _is_large(path: Path) -> bool:
    """Whether a file has more characters than are read; one has four bytes at most."""
    size = path.stat().st_size
    most = 4 * LARGEST
    return size > most or (size > LARGEST and len(path.read_text("utf-8", "replace")) > LARGEST)


def guarded(kind: type[Directive], paths: Callable[[Any], Iterable[str | None]]) -> type[Directive]:
    """A directive, of what may be read.

    Args:
        paths: those of the files that it would insert, as Sphinx has paths.
    """

    def run(self: Directive) -> list[nodes.Node]:
        """What is inserted; an error where it must not be."""
        env: BuildEnvironment = self.state.document.settings.env
        url = self.options.get("url")
        said = [f"'{url}' {FETCHED}"] if url else []
        for path in filter(None, paths(self)):
            if why := refused(env, path):
                said.append(f"'{path}' {why}")
        for one in said:
            tell(env, one, *self.state_machine.get_source_and_line(self.lineno))
        return [] if said else list(kind.run(self))

    return type(kind.__name__, (kind,), {"run": run})


def _of_table(directive: CSVTable) -> list[str | None]:
    path = directive.options.get("file")
    if path and Path(path).is_absolute() and is_file(path):  # as Sphinx would have it
        path = "/" + os.path.relpath(path, directive.state.document.settings.env.srcdir)
    return [path]


def _of_raw(directive: Raw) -> list[str | None]:
    beside = Path(directive.state_machine.get_source(directive.lineno) or "").parent
    env: Any = directive.state.document.settings.env
    path = directive.options.get("file")
    return ["/" + os.path.relpath(beside / path, env.srcdir) if path else None]


GUARDED: Mapping[str, tuple[type[Directive], Callable[[Any], Iterable[str | None]]]] = {
    "include": (Include, lambda one: [path for path in one.arguments if path[0] != "<"]),
    "literalinclude": (LiteralInclude, lambda one: [*one.arguments, one.options.get("diff")]),
    "csv-table": (CSVTable, _of_table),
    "raw": (Raw, _of_raw),
}
"""Directives that insert files, and which; what docutils itself brings is called ``<…>``."""


# Nodes -------------------------------------------------------------------------------------------


def leave_out(picture: nodes.image) -> None:
    """Puts its words in the place of a picture, in a paragraph where it was a block."""
    shown = picture.parent if isinstance(picture.parent, nodes.reference) else picture
    if not isinstance(shown.parent, nodes.TextElement):  # Sphinx writes no link there but a picture
        block = nodes.paragraph()
        shown.replace_self(block)
        block += shown
    picture.replace_self(nodes.inline("", picture.get("alt", "")))


MATHS = (nodes.math, nodes.math_block)


class RefuseNodes(SphinxTransform):
    """Takes out pictures and downloads that must not be read, and addresses that are scripts."""

    # Before pictures and downloads are collected, when a document is read (880).
    default_priority: ClassVar[int] = 870

    def apply(self, **kwargs: Any) -> None:
        """Looks at each node that leads somewhere."""
        for node in list(self.document.findall(nodes.Element)):
            if isinstance(node, nodes.image) and (why := self._of(node["uri"], is_picture=True)):
                self._tell(node, node["uri"], why)
                leave_out(node)
            elif isinstance(node, download_reference) and (why := self._of(node["reftarget"])):
                self._tell(node, node["reftarget"], why)
                node.replace_self(node.children)
            elif isinstance(node, MATHS) and FORMULAS.search(node.astext()):
                self._tell(node, node.astext(), "is shown as it is written: a link in a formula")
                shown = nodes.literal if isinstance(node, nodes.math) else nodes.literal_block
                node.replace_self(shown("", node.astext()))
            elif (address := node.get("refuri")) and is_script(str(address)):
                self._tell(node, node["refuri"], "is not followed: it is a script")
                del node["refuri"]
                if isinstance(node, nodes.reference):
                    node.replace_self(nodes.inline("", "", *node.children))

    def _of(self, path: str, *, is_picture: bool = False) -> str:
        """Why an address is refused; of ``plan.*`` all files are meant that Sphinx chooses from."""
        if is_picture and is_script(path):
            return "" if holds_picture(path) else "is not a picture"
        if path.lower().startswith("file:"):
            return FETCHED
        if not path or "://" in path or path.startswith("data:"):
            return ""
        if not self.document.settings.file_insertion_enabled:
            return NO_INSERTION
        file = Path(self.env.relfn2path(path, self.env.docname)[1])
        files = file.parent.glob(file.name) if path.endswith(".*") else [file]
        access = access_of(self.config)
        if why := next(filter(None, (access.refusal(one) for one in files)), ""):
            note_link(self.env, path)
        return why

    def _tell(self, node: nodes.Element, what: str, why: str) -> None:
        tell(self.env, f"'{short(what)}' {why}", *get_source_line(node))


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
                leave_out(node)


def setup(app: Sphinx) -> None:
    """Registers the guards."""
    app.connect("config-inited", refuse_paths, priority=300)  # before others go there
    app.connect("env-get-outdated", refuse_documents, priority=0)
    app.connect("html-page-context", forget_lost_source)
    app.add_transform(RefuseNodes)
    app.add_post_transform(KeepFromFetching)
    for name, (kind, paths) in GUARDED.items():
        app.add_directive(name, guarded(kind, paths), override=True)
