"""From a Sphinx environment that has read everything to the subjects of the rules."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.logging import MemoryHandler, pending_warnings

from guides_ext.domain import guide_domain, source_file
from guides_ext.handbook.freshness import all_problems
from guides_ext.lint.articles import article_view, place_of
from guides_ext.lint.subjects import (
    ArticleView,
    Handbook,
    LibraryView,
    Passage,
    RoleView,
    Sources,
    StageView,
)
from guides_ext.model import SUFFIX, Choice, Place, load_role
from guides_ext.model.family import read
from guides_ext.model.nodes import Mapping
from guides_ext.nodes import ancestors

if TYPE_CHECKING:
    import datetime
    import logging

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from guides_ext.model import Loaded


class Collector:
    """Makes all subjects. `loaded` are the role files that this process has read already."""

    def __init__(
        self, env: BuildEnvironment, loaded: Mapped[str, Loaded], today: datetime.date
    ) -> None:
        self.env, self.domain, self.today = env, guide_domain(env), today
        self.sources = Sources(Path(env.srcdir))
        self._loaded = dict(loaded)
        self.dead_links: list[tuple[Place, str]] = []
        self._seen: Counter[tuple[Place, str]] = Counter()

    def subjects(self) -> dict[type, list[tuple[str, Any]]]:
        """The subjects by kind, each with the docname of its role, or nothing."""
        roles = list(self._roles())
        articles = list(self._articles(roles))
        for docname in self.domain.data["roles"]:
            self._resolve(docname, self.env.get_doctree(docname))
        handbook = Handbook(all_problems(self.domain), self.dead_links)
        return {
            Handbook: [("", handbook)],
            RoleView: [(one.id, one) for one in roles],
            StageView: [(one.id, stage) for one in roles for stage in one.stages],
            ArticleView: [("", one) for one in articles],
            LibraryView: [("", one) for one in self._libraries(roles)],
            Passage: [
                *((one.id, passage) for one in roles for passage in one.passages()),
                *(("", passage) for one in articles for passage in one.passages),
            ],
        }

    def role_names(self) -> list[str]:
        """The docnames of all role files, broken ones too."""
        return [one for one in sorted(self.env.found_docs) if self._file(one).endswith(SUFFIX)]

    def files(self) -> list[str]:
        """All sources, libraries too."""
        files = {self._file(docname) for docname in self.env.found_docs}
        return sorted(files.union(*(self._load(one).files for one in self.domain.data["roles"])))

    def _file(self, docname: str) -> str:
        return source_file(self.env, docname)

    def _load(self, docname: str) -> Loaded:
        if docname not in self._loaded:  # the document has not changed, or another process read it
            self._loaded[docname] = load_role(self.sources.root, self._file(docname))
        return self._loaded[docname]

    def _roles(self) -> Iterator[RoleView]:
        for docname, record in sorted(self.domain.data["roles"].items()):
            loaded = self._load(docname)
            if loaded.role is not None:
                effective = {one: self.domain.effective(docname, one) for one in record["stages"]}
                files = tuple(loaded.files)
                assert loaded.tree
                yield RoleView(loaded.role, effective, files, self.sources, self.today, loaded.tree)

    def _articles(self, roles: list[RoleView]) -> Iterator[ArticleView]:
        drawn = {
            ref.document for role in roles for view in role.stages for ref in view.stage.sections
        }
        where = tuple(sorted({code for one in roles for code in one.role.jurisdictions}))
        for docname, record in sorted(self.domain.articles.items()):
            tree = self.env.get_doctree(docname)
            yield article_view(
                tree,
                record,
                self._file(docname),
                self.sources,
                listed=docname in self.domain.places,
                drawn=docname in drawn,
                jurisdictions=where,
            )
            self._resolve(docname, tree)

    def _libraries(self, roles: list[RoleView]) -> Iterator[LibraryView]:
        """Libraries and what nothing uses of them, but for those that a broken role extends."""
        broken = set(self.role_names()) - {role.id for role in roles}
        unsure = [file for docname in broken for file in self._load(docname).files]
        libraries = {file for role in roles for file in role.files if file != role.file}
        for file in sorted(libraries.difference(unsure)):
            used = {id for role in roles if file in role.files for id in _used(role)}
            yield LibraryView(file, tuple(_unused(read(self.sources.root, file).tree, used)))

    def _resolve(self, docname: str, tree: nodes.document) -> None:
        """Resolves the references of a page, and keeps those that lead nowhere."""
        if next(iter(tree.findall(pending_xref)), None) is None:
            return
        self.env.prepare_settings(docname)
        transformer = SphinxTransformer(tree)
        transformer.set_environment(self.env)
        transformer.add_transforms([MystReferenceResolver, ReferencesResolver])
        with pending_warnings() as said:
            transformer.apply_transforms()
            assert isinstance(said, MemoryHandler)
            records = said.clear()
        for record in records:
            self.dead_links.append((self._place(record, docname), record.getMessage()))

    def _place(self, record: logging.LogRecord, docname: str) -> Place:
        node: Any = record.location  # type: ignore[attr-defined]  # set by Sphinx's loggers
        around = (node, *ancestors(node))
        source = next((one.source for one in around if one.source), None)
        file = os.path.relpath(source, self.sources.root) if source else self._file(docname)
        place = place_of(node, file.replace(os.sep, "/"))
        self._seen[place, node["reftarget"]] += 1
        return self.sources.find(node["reftarget"], place, self._seen[place, node["reftarget"]] - 1)


def _unused(tree: Mapping | None, used: set[str]) -> Iterator[tuple[str, str, Place]]:
    """What a library has and nothing names: "task" or "question", its id and its place."""
    for bank in ("tasks", "questions"):
        held = tree.mapping(bank) if tree else None
        for id, entry in held.entries.items() if held else ():
            if id not in used:
                yield bank.removesuffix("s"), id, entry.place


def _used(role: RoleView) -> Iterator[str]:
    """The ids of the tasks and questions that the stages of a role name."""
    for view in role.stages:
        for entry in (view.stage.task, *view.stage.questions):
            if isinstance(entry, Choice):
                yield from entry.one_of
