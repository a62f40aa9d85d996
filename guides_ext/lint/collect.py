"""From a Sphinx environment that has read everything to the subjects of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from typing import TYPE_CHECKING

from sphinx.util.matching import get_matching_files

from guides_ext.domain import guide_domain, source_file
from guides_ext.handbook.freshness import problems_of_roles
from guides_ext.lint.articles import article_view, comments, letter_in, open_passages
from guides_ext.lint.links import Links, Said
from guides_ext.lint.sources import Sources
from guides_ext.lint.subjects import (
    ArticleView,
    DeadLink,
    LetterView,
    LibraryView,
    OpenPage,
    Passage,
    RoleView,
    StageView,
    closed_sentences,
)
from guides_ext.lint.suppression import MARK, Suppression, in_role_file
from guides_ext.model.base import CIRCLES
from guides_ext.model.extends import read_file
from guides_ext.model.files import SUFFIX, role_id
from guides_ext.model.load import load_role
from guides_ext.model.nodes import Mapping
from guides_ext.model.problems import Place, Problem
from guides_ext.model.stage import Choice
from guides_ext.parts.letter import is_letter
from guides_ext.record.stage import is_for

if TYPE_CHECKING:
    import datetime

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from guides_ext.lint.engine import Subjects
    from guides_ext.model.load import Loaded

LIBRARIES = f"**/_*{SUFFIX}"


class Collector:
    """Makes all subjects, and finds the comments that switch rules off.

    Args:
        loaded: the role files that this process has read already, by docname.
        trees: the doctrees that it has read.
        said: what was said of dead references while all was read.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        sources: Sources,
        loaded: Mapped[str, Loaded],
        trees: Mapped[str, nodes.document],
        said: list[Said],
        today: datetime.date,
    ) -> None:
        self.env, self.domain, self.today = env, guide_domain(env), today
        self.sources, self._said = sources, said
        self.links = Links(env, sources)
        self._loaded, self._trees = dict(loaded), trees
        files = [source_file(env, one) for one in env.found_docs]
        files += [one.place.file for one in self.domain.unreadable]
        self.names = sorted({role_id(file) for file in files if file.endswith(SUFFIX)})
        """The docnames of all role files, also of those that have errors or cannot be read."""
        self.libraries = self._libraries()
        """The files of all libraries, those that no role extends too."""
        self.comments: list[Suppression] = []
        self._letters: list[tuple[str, LetterView]] = []
        self._open_pages: list[tuple[str, OpenPage]] = []
        self._dead_links: list[tuple[str, DeadLink]] = []

    def subjects(self) -> Subjects:
        """The subjects by kind, each with the docname of its role, or nothing."""
        roles = list(self._roles())
        articles = list(self._articles(roles))
        for docname in self.names:
            self._comments_in(f"{docname}{SUFFIX}", docname)
        for file in self.libraries:
            self._comments_in(file)
        return {
            Problem: list(self._problems()),
            RoleView: [(one.id, one) for one in roles],
            StageView: [(one.id, stage) for one in roles for stage in one.stages],
            ArticleView: [("", one) for one in articles],
            LetterView: self._letters,
            OpenPage: self._open_pages,
            LibraryView: [("", one) for one in self._library_views(roles)],
            DeadLink: self._all_dead_links(),
            Passage: [
                *((one.id, passage) for one in roles for passage in one.passages()),
                *(("", passage) for one in articles for passage in one.passages),
            ],
        }

    def _comments_in(self, file: str, role: str = "") -> None:
        lines = self.sources.lines(file)
        if any(MARK in line for line in lines):
            own = read_file(self.sources.root, file).tree
            merged = self.load(role).tree if role else None
            self.comments += in_role_file(file, lines, own, role, merged)

    def broken(self) -> list[Loaded]:
        """The role files that have errors, so that nothing but these can be told of them."""
        return [one for one in map(self.load, self.names) if one.role is None or one.broken]

    def load(self, docname: str) -> Loaded:
        """A role file, read."""
        if docname not in self._loaded:  # the document has not changed, or another process read it
            self._loaded[docname] = load_role(self.sources.root, f"{docname}{SUFFIX}")
        return self._loaded[docname]

    def _inside(self, docname: str) -> list[nodes.Node]:
        """All nodes of a document."""
        return list((self._trees.get(docname) or self.env.get_doctree(docname)).findall())

    def _libraries(self) -> list[str]:
        out = [one for one in self.env.config.exclude_patterns if one != LIBRARIES]
        return sorted(get_matching_files(self.sources.root, [LIBRARIES], out))

    def _problems(self) -> Iterator[tuple[str, Problem]]:
        for docname, problem in problems_of_roles(self.domain):
            yield docname if docname in self.names else "", problem
        for file in self.libraries:  # what is wrong with those of a role has been told of it
            if not self._extended(file):
                for problem in load_role(self.sources.root, file).problems:
                    yield "", problem

    def _roles(self) -> Iterator[RoleView]:
        for docname in sorted(self.domain.data["roles"]):
            loaded, record = self.load(docname), self.domain.record(docname)
            if loaded.role is not None and not loaded.broken:
                assert loaded.tree
                files = tuple(loaded.files)
                yield RoleView(loaded.role, record, files, self.sources, self.today, loaded.tree)

    def _articles(self, roles: list[RoleView]) -> Iterator[ArticleView]:
        drawn = {ref.document for role in roles for view in role.stages for ref in view.sections}
        unsure = {file for one in self.broken() for file in one.files}
        maybe = "\n".join(line for file in sorted(unsure) for line in self.sources.lines(file))
        where = tuple(sorted({code for one in roles for code in one.role.jurisdictions}))
        metadata, articles = self.env.metadata, sorted(self.domain.articles.items())
        opened = {one for one, _ in articles if metadata[one].get("audience") in CIRCLES[1:]}
        closed = closed_sentences(roles if opened else ())
        for docname, record in articles:
            inside = self._inside(docname)
            file = source_file(self.env, docname)
            self.comments += comments(inside, file, self.sources)
            yield article_view(
                inside,
                record,
                file,
                self.sources,
                shown=docname in drawn or docname in self.domain.places,
                unused=docname in self.domain.places
                and docname not in drawn
                and docname not in maybe,
                jurisdictions=where,
            )
            self._dead_links += [("", one) for one in self.links.of(docname, inside)]
            self._letters += self._letters_in(inside, docname, file, roles)
            if docname in opened:
                open_page = OpenPage(open_passages(inside, file, self.sources), closed)
                self._open_pages.append(("", open_page))

    def _letters_in(
        self, inside: list[nodes.Node], docname: str, file: str, roles: list[RoleView]
    ) -> Iterator[tuple[str, LetterView]]:
        """Each letter of a page with each stage that it is about: the one that it names, or those
        that draw it in."""
        for letter in filter(is_letter, inside):
            named, around, passages = letter_in(letter, file, self.sources)  # type: ignore[arg-type]
            for view in (view for role in roles for view in role.stages):
                addresses = (one.from_.partition("#") for one in view.sections)
                drawn = any(
                    document == docname and (not section or section in around)
                    for document, _hash, section in addresses
                )
                full = f"{view.role.id}/{view.stage.id}"
                if is_for(full, [named]) if named else drawn:
                    yield view.role.id, LetterView(view, passages)

    def _library_views(self, roles: list[RoleView]) -> Iterator[LibraryView]:
        """Libraries and what nothing uses of them, but for those that a broken role extends."""
        unsure = {file for one in self.broken() for file in one.files}
        drawn = {file for role in roles for file in role.files[1:]}
        for file in sorted(drawn.union(self.libraries) - unsure):
            users = [role for role in roles if file in role.files]
            used = {id for role in users for id in _used(role)}
            unused = _unused(read_file(self.sources.root, file).tree, used) if users else ()
            yield LibraryView(file, self._extended(file), tuple(unused))

    def _extended(self, file: str) -> bool:
        """Whether a role extends a library, or may: what cannot be read does not say."""
        roles = map(self.load, self.names)
        return any(file in one.files or one.tree is None for one in roles)

    def _all_dead_links(self) -> list[tuple[str, DeadLink]]:
        """Call it when those of the articles are known."""
        for docname in self.domain.data["roles"]:
            inside = self._inside(docname)
            self._dead_links += [(docname, one) for one in self.links.of(docname, inside)]
        for one in self.links.told(self._said):
            docname = role_id(one.place.file)
            self._dead_links.append((docname if docname in self.names else "", one))
        return self._dead_links


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
