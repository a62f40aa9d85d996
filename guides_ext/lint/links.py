"""References that lead nowhere: those that Sphinx meets while it reads, and those left in pages."""

from __future__ import annotations

import logging
import re
from collections import Counter
from pathlib import Path
from posixpath import basename
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from docutils import nodes
from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx.addnodes import download_reference, pending_xref
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.docutils import LoggingReporter
from sphinx.util.logging import MemoryHandler, is_suppressed_warning, pending_warnings

from guides_ext.domain import source_file
from guides_ext.lint.articles import place_of
from guides_ext.lint.subjects import DeadLink
from guides_ext.model.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from guides_ext.lint.sources import Sources

SAID = {
    ("toc", "not_readable"),
    ("toc", "excluded"),
    ("image", "not_readable"),
    ("guides", "ref"),
}
"""The warnings, by type and subtype, about references that leave nothing in a page: entries of a
toctree, pictures, and directives that name a role or a stage."""


class Said(NamedTuple):
    """A warning about a dead reference: its message, what it is, and a node or `path:line`."""

    message: str
    kind: str
    subtype: str
    where: Any


class Listener(logging.Handler):
    """Keeps what Sphinx says of dead references while it reads, in place of those who print it."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__(logging.WARNING)
        self.said: list[Said] = []
        self._logger, self._others = logger, list(logger.handlers)
        for handler in self._others:
            handler.addFilter(_is_of_others)
        logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a warning."""
        if not _is_of_others(record):
            where = getattr(record, "location", None)
            self.said.append(Said(record.getMessage(), *_kind_of(record), where))

    def leave(self) -> None:
        """Lets the log be as it was."""
        self._logger.removeHandler(self)
        for handler in self._others:
            handler.removeFilter(_is_of_others)


def _is_of_others(record: logging.LogRecord) -> bool:
    return _kind_of(record) not in SAID


def _kind_of(record: logging.LogRecord) -> tuple[str, str]:
    return getattr(record, "type", ""), getattr(record, "subtype", "")


class Links:
    """Finds the dead references of a handbook. What `suppress_warnings` names is none."""

    def __init__(self, env: BuildEnvironment, sources: Sources) -> None:
        self.env, self.sources = env, sources
        self._seen: Counter[tuple[Place, str]] = Counter()

    def told(self, said: Iterable[Said]) -> Iterator[DeadLink]:
        """Those that a listener has heard of; they stand in no page."""
        for message, kind, subtype, where in said:
            if isinstance(where, nodes.Node):
                place = place_of(where, "", self.sources)
            else:  # told by another process, or by ourselves: the path and the line
                found = re.match(r"(.+?):(\d+)", str(where))
                name = self.sources.name(found[1], "") if found else ""
                place = Place(name, int(found[2]) if found else 1, 1)
            if not self._counts(kind, subtype):
                continue
            if not place.file:  # in no file of the sources: in rst_epilog, say
                origin = getattr(where, "source", where) or "conf.py"
                yield DeadLink(Place("conf.py", 1, 1), f"{message} (in {origin})")
                continue
            quoted = re.search(r"'([^']+)'", message)
            name = quoted[1] if quoted and kind != "image" else message.partition(": ")[2]
            yield DeadLink(self._written(name, place), message)

    def of(self, docname: str, inside: Sequence[nodes.Node]) -> Iterator[DeadLink]:
        """Those of a page, of which all nodes are given; its references are resolved."""
        file = source_file(self.env, docname)
        left = [one for one in inside if isinstance(one, (pending_xref, download_reference))]
        if self._counts("download", "not_readable"):
            for node in left:
                known = "filename" in node or "refuri" in node
                if isinstance(node, download_reference) and not known:
                    message = f"no file {node['reftarget']!r} to download"
                    yield DeadLink(self._at(node, file), message)
        if any(isinstance(node, pending_xref) for node in left):
            for record in self._resolve(docname, inside[0]):
                if self._counts(*_kind_of(record)):
                    node = record.location  # type: ignore[attr-defined]  # by Sphinx's loggers
                    yield DeadLink(self._at(node, file), record.getMessage())

    def _resolve(self, docname: str, tree: nodes.Node) -> list[logging.LogRecord]:
        """Resolves the references of a page, and returns the warnings about it."""
        assert isinstance(tree, nodes.document)
        self.env.prepare_settings(docname)
        tree.settings.env, tree.reporter = self.env, LoggingReporter(docname)
        transformer = SphinxTransformer(tree)
        transformer.set_environment(self.env)
        transformer.add_transforms([MystReferenceResolver, ReferencesResolver])
        with pending_warnings() as said:
            transformer.apply_transforms()
            assert isinstance(said, MemoryHandler)
            return said.clear()

    def _counts(self, kind: str, subtype: str) -> bool:
        return not is_suppressed_warning(kind, subtype, self.env.config.suppress_warnings)

    def _at(self, node: Any, file: str) -> Place:
        """Where the target of a reference is written: if in one place several times, in turn."""
        place, target = place_of(node, file, self.sources), node["reftarget"]
        before = "./"
        if node.get("reftargetid"):  # MyST has made a docname of the path before the `#`
            target, before = f"{Path(source_file(self.env, target)).name}#{node['reftargetid']}", ""
        self._seen[place, target] += 1
        words = r"\s+".join(map(re.escape, target.split()))
        # Not in a longer name, and not behind the `#` of another file; Sphinx lowers labels.
        whole = rf"(?i)(?<![\w{before}-])(?<!\w#){words}(?![\w./-])"
        return self.sources.search(whole, place, self._seen[place, target] - 1)

    def _written(self, name: str, place: Place) -> Place:
        """Where a name is written, if several times, in turn; an author may leave out its folders,
        and what Sphinx encodes."""
        names = [spelled for one in (name, unquote(name)) for spelled in (one, basename(one))]
        nth = self._seen[place, name]
        self._seen[place, name] += 1
        found = (self.sources.find(one, place, nth) for one in names)
        return next((one for one in found if one != place), place)
