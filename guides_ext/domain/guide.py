"""The domain: what documents leave here, and what names of roles and stages mean.

Its data is what the effective stage is computed from: a record for each role and each article,
and the problems found in role files. It holds no nodes, so it is small, picklable, and merges
from parallel reads.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from guides_ext.domain.data import Broken, Mention, ObjectPlace, digest
from guides_ext.domain.references import words_of_reference
from guides_ext.model.nearest import most_like
from guides_ext.model.problems import Problem
from guides_ext.record.data import ArticleRecord, RoleRecord
from guides_ext.record.series import Configured, PlaceInSeries, Series, all_series, places
from guides_ext.record.stage import is_for, missing_sections
from guides_ext.record.whole import is_open, named, whole_record
from guides_ext.words import _

if TYPE_CHECKING:
    from sphinx.util.typing import RoleFunction

    from guides_ext.model.load import Loaded


logger = logging.getLogger(__name__)

K = TypeVar("K")

AT_WORK = 8
"""Records of roles that are held at once: outputs look at one role after another."""


class GuideDomain(Domain):
    """Roles, stages, questions and competencies."""

    name = "guide"
    label = "Interview guides"
    data_version = 7
    object_types: ClassVar[dict[str, ObjType]] = {
        "role": ObjType(_("role"), "role"),
        "stage": ObjType(_("stage"), "stage"),
        "question": ObjType(_("question"), "question"),
        "competency": ObjType(_("competency"), "competency"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        kind: XRefRole(warn_dangling=True, innernodeclass=nodes.inline) for kind in object_types
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},  # docname -> its objects: (kind, full name) -> ObjectPlace
        # docname -> record of the role, pickled: a tenth of what it takes as objects; and whether
        # references in it take their words from what they lead to
        "roles": {},
        "drawing": {},  # docname -> what the stages of the role draw on, also those with errors
        "articles": {},  # docname -> ArticleRecord
        "problems": {},  # docname -> list of Problem, of a role file
        "faults": {},  # docname -> list of Problem: errors that were met while it was read
        "broken": {},  # docname -> Broken: a role with errors
        "digests": {},  # docname -> the digest of the record of the role, and of its errors
        "uses": {},  # docname -> the roles and stages that it names: list of Mention
        "references": {},  # docname -> all that it refers to: list of Reference
        "series": {},  # docname -> the articles that its series lists, in order
        "fronts": {},  # docname -> Fronted: what it says of its own order; of all documents
        "read": {},  # docname -> digest of its source, and of the files that it depends on
        "drawn": {},  # docname -> digest of what its page shows, but for the navigation
        "shown": {},  # docname -> digest of all that its page shows
        "around": [],  # templates and stylesheets, and the digest of each
    }
    by_document: ClassVar[frozenset[str]] = frozenset(initial_data) - {
        "fronts",
        "read",
        "drawn",
        "shown",
        "around",
    }
    """What a document leaves here, and takes with it when it goes."""

    changed = False
    """Whether a document was read or has gone in this build."""

    stale: set[str]
    """Pages that show something else than when they were written, and are not yet written anew."""

    refused: tuple[Problem, ...] = ()
    """Documents that must not be opened in this build."""

    unreadable: tuple[Problem, ...] = ()
    """What is wrong with files that Sphinx does not get to read in this build."""

    _kept: dict[Callable[[BuildEnvironment], Any], Any]
    """What rooms have made for this build, by what makes it; it is never pickled."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._kept, self.stale = {}, set()
        self.too_deep = set[str]()
        self.before_reading: dict[str, str] = {}
        self.own_record = lru_cache(AT_WORK)(self._own_record)
        self.record = lru_cache(AT_WORK)(self._record)

    def kept(self, make: Callable[[BuildEnvironment], K]) -> K:
        """The one ``make(env)`` of this build, made when it is first asked for."""
        if make not in self._kept:
            self._kept[make] = make(self.env)
        found: K = self._kept[make]
        return found

    def drop(self, make: Callable[[BuildEnvironment], Any]) -> None:
        """Lets what was kept be made anew."""
        self._kept.pop(make, None)

    # Filling ---------------------------------------------------------------------------------

    def note_fault(self, problem: Problem) -> None:
        """Keeps an error of the document that is being read: each build tells it, and fails."""
        self.data["faults"].setdefault(self.env.docname, []).append(problem)

    def note_object(self, kind: str, name: str, anchor: str, title: str) -> None:
        """Makes an object of the document that is being read known under its full name."""
        self._forget()
        docname = self.env.docname
        objects = self.data["objects"].setdefault(docname, {})
        objects[kind, name] = ObjectPlace(docname, anchor, title)

    def note_role(self, docname: str, record: RoleRecord) -> None:
        """Keeps the record of a role."""
        pickled = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
        self.data["roles"][docname] = pickled, is_open(record)
        self.data["digests"][docname] = digest([record, self.data["broken"].get(docname)])

    def note_broken(self, docname: str, loaded: Loaded) -> None:
        """Keeps that a role has errors; it, or its stages that have them, can be referred to."""
        titles, title = loaded.stages(), loaded.title or docname
        kept_back = {name: titles[name] for name in loaded.broken}
        errors = sum(one.severity == "error" for one in loaded.problems)
        broken = Broken(title=title, errors=errors, kept_back=kept_back)
        self.data["broken"][docname] = broken
        self.data["digests"][docname] = digest(broken)
        if loaded.role is None:
            self.note_object("role", docname, "", title)
        for name in kept_back:
            self.note_object("stage", f"{docname}/{name}", nodes.make_id(name), titles[name])

    def note_use(self, docname: str, use: Mention) -> None:
        """Keeps that a document names a role or a stage."""
        self.data["uses"].setdefault(docname, []).append(use)

    def note_series(self, docname: str, articles: list[str]) -> None:
        """Keeps the order in which a page lists the articles."""
        self._forget()
        self.data["series"].setdefault(docname, []).extend(articles)

    def clear_doc(self, docname: str) -> None:
        """Forgets a document."""
        self._forget()
        for name in self.by_document:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Takes over what another process has read."""
        self._forget()
        for name in self.by_document:
            found = otherdata[name].items()
            self.data[name] |= {one: value for one, value in found if one in docnames}

    def check_consistency(self) -> None:
        """Warns of each use of a role or a stage that does not exist."""
        for _docname, uses in sorted(self.data["uses"].items()):
            for use in uses:
                found = self.find(use.kind, use.name)
                # Roles may share a competency: its name means the same in all of them.
                known = found if use.kind == "competency" else len(found) == 1
                if use.name != "*" and not known:
                    self.warn_of_name(use.kind, use.name, use.place)

    def _forget(self) -> None:
        """Lets all that was gathered from documents be gathered anew."""
        self.changed = True
        self.own_record.cache_clear()
        self.record.cache_clear()
        for name in ("objects", "places", "whole_articles", "_ends", "short_names"):
            self.__dict__.pop(name, None)

    # Asking ----------------------------------------------------------------------------------

    @cached_property
    def objects(self) -> dict[tuple[str, str], ObjectPlace]:
        """All objects, by kind and full name."""
        found = (one.items() for one in self.data["objects"].values())
        return dict(chain.from_iterable(found))

    @cached_property
    def _ends(self) -> dict[str, dict[str, list[str]]]:
        """The full names that short forms may mean, by kind."""
        return {kind: by_end(self.objects_of(kind)) for kind in self.object_types}

    def objects_of(self, kind: str) -> dict[str, ObjectPlace]:
        """All objects of a kind by their full names."""
        return {name: t for (one, name), t in self.objects.items() if one == kind}

    def find(self, kind: str, name: str) -> list[str]:
        """The full names that ``name`` may mean: itself, or those that end with it.

        What has errors is only meant where nothing else can be.
        """
        if (kind, name) in self.objects:
            return [name]
        found = list(self._ends[kind].get(name, ()))
        broken = set(self._broken()) if len(found) > 1 else ()
        return [one for one in found if one not in broken] or found

    @cached_property
    def short_names(self) -> dict[str, tuple[str, ...]]:
        """All names in their short form where that is unique, by kind, in order."""
        found = {}
        for kind, least in {"role": 1, "stage": 2, "competency": 2, "question": 3}.items():
            short = {full: "/".join(full.split("/")[-least:]) for full in self.objects_of(kind)}
            times = Counter(short.values())
            found[kind] = tuple(
                sorted(one if times[one] == 1 else full for full, one in short.items())
            )
        return found

    def warn_of_name(self, kind: str, name: str, place: Any) -> None:
        """Says that a name means nothing, or several things, and which names are nearest.

        Of a role or a stage that has errors nothing is said: they have been told.
        """
        found = self.find(kind, name)
        parts = name.split("/")
        around = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        if not found and any(is_for(broken, around) for broken in self._broken()):
            return
        names = ", ".join(found or most_like(name, self.short_names[kind]))
        problem = "is not unique" if found else "does not exist"
        hint = f" ({'it may be' if found else 'nearest'}: {names})" if names else ""
        logger.warning(
            f"{kind} '{name}' {problem}{hint}", location=place, type="guides", subtype="ref"
        )

    def _broken(self) -> Iterator[str]:
        """The full names of roles and stages that have errors."""
        for docname, one in self.data["broken"].items():
            yield from (f"{docname}/{stage}" for stage in one["kept_back"])
            if docname not in self.data["roles"]:
                yield docname

    def broken_stages(self, docname: str) -> dict[str, str]:
        """The stages that a role's record is without, since they have errors: titles by id."""
        broken: Broken | None = self.data["broken"].get(docname)
        return broken["kept_back"] if broken else {}

    def without_paper(self, docname: str) -> dict[str, str]:
        """Those, and the stages that draw on what is not there: titles by id."""
        problems = missing_sections(self.data["drawing"][docname], self.articles)
        missing = sorted({one.path.split(".")[1] for one in problems})
        titles = {one: self.objects["stage", f"{docname}/{one}"].title for one in missing}
        return {**self.broken_stages(docname), **titles}

    # The series --------------------------------------------------------------------------------

    def configured_series(self) -> Configured | None:
        """What conf.py says of the order of articles: title → documents; None if nothing."""
        given = self.env.config.guides_series
        return {"": given} if isinstance(given, list | tuple) else given

    def series_before_reading(self) -> list[Series]:
        """Every series whose order is known without reading a page that lists it."""
        return all_series(self.configured_series(), self.data["fronts"])

    @property
    def series(self) -> list[Series]:
        """Every series."""
        return all_series(self.configured_series(), self.data["fronts"], self._listed)

    @property
    def meant_series(self) -> list[Series]:
        """Those that somebody has put in order: not the posts of a blog that only have days."""
        configured = self.configured_series() or {}  # with None, the days would give an order
        return all_series(configured, self.data["fronts"], self._listed)

    @property
    def _listed(self) -> list[list[str]]:
        there = self.data["fronts"]  # a page may list what is gone
        return [
            [one for one in documents if one in there]
            for _page, documents in sorted(self.data["series"].items())
        ]

    @cached_property
    def places(self) -> dict[str, PlaceInSeries]:
        """Where each article of a series stands in it."""
        return places(self.series)

    def forget_series(self) -> None:
        """Lets the order be found anew."""
        self.__dict__.pop("places", None)

    def overview_of_roles(self) -> str | None:
        """The page that lists all roles; the root of the project where it does, among others."""
        pages = [
            page
            for page, uses in sorted(self.data["uses"].items())
            if any((one.kind, one.name, one.shows) == ("role", "*", True) for one in uses)
        ]
        root = self.env.config.root_doc
        return root if root in pages else next(iter(pages), None)

    def part_of(self, docname: str) -> int | None:
        """The number of an article in its series, counted from 1."""
        place = self.places.get(docname)
        return place.part if place else None

    def overview_of(self, docname: str) -> str | None:
        """The page that lists the series of an article."""
        pages = sorted(self.data["series"].items())
        return next((page for page, listed in pages if docname in listed), None)

    @property
    def articles(self) -> dict[str, ArticleRecord]:
        """The records of all articles."""
        articles: dict[str, ArticleRecord] = self.data["articles"]
        return articles

    # Records -----------------------------------------------------------------------------------

    def _own_record(self, docname: str) -> RoleRecord:
        """The record of a role by itself, once all documents are read.

        Raises:
            KeyError: there is no such role, or its file has errors.
        """
        pickled, takes_words = self.data["roles"][docname]
        record: RoleRecord = pickle.loads(pickled)
        return self._named(record, docname) if takes_words else record

    def _record(self, docname: str) -> RoleRecord:
        """The whole record of a role, once all documents are read.

        Raises:
            KeyError: there is no such role, or its file has errors.
        """
        own, kept_back = self.own_record(docname), self.broken_stages(docname)
        return whole_record(own, self.whole_articles, kept_back)

    def title_of(self, docname: str) -> str:
        """The title of a role."""
        return self.objects["role", docname].title

    @cached_property
    def whole_articles(self) -> dict[str, ArticleRecord]:
        """The records of all articles; references without words say what they lead to. They are the
        environment's own where there are none, so nobody changes them."""
        return {
            name: {**one, "lists": self._named(one["lists"], name)}
            if is_open(one["lists"])
            else one
            for name, one in self.articles.items()
        }

    def _named(self, record: K, docname: str) -> K:
        found: K = named(
            record, lambda run: words_of_reference(self.env, self.articles, run, docname)
        )
        return found

    # References ------------------------------------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """A link to the one object that the target means, else None."""
        found = self.find(typ, target)
        if len(found) != 1:
            return None
        to = self.objects[typ, found[0]]
        if not node["refexplicit"]:
            contnode = contnode.deepcopy()
            contnode.clear()
            contnode += nodes.Text(to.title)
        return make_refnode(builder, fromdocname, to.docname, to.anchor, contnode, to.title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Every object that has this very name; a role's name is its document's, found by all."""
        return [
            (
                f"guide:{kind}",
                make_refnode(builder, fromdocname, to.docname, to.anchor, contnode, to.title),
            )
            for kind in ("stage", "question", "competency")
            if (to := self.objects.get((kind, target))) is not None
        ]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """What goes into objects.inv."""
        for (kind, name), to in sorted(self.objects.items()):
            yield name, to.title, kind, to.docname, to.anchor, 1


def by_end(names: Iterable[str]) -> dict[str, list[str]]:
    """The full names that each short form may mean, in order.

    ``roles/baker/talk`` has the short forms ``baker/talk`` and ``talk``.
    """
    found: dict[str, list[str]] = {}
    for full in sorted(names):
        short = full
        while "/" in short:
            short = short.partition("/")[2]
            found.setdefault(short, []).append(full)
    return found


def source_file(env: BuildEnvironment, docname: str) -> str:
    """The source of a document, relative to the source root, with ``/`` on every system."""
    return str(env.doc2path(docname, base=False)).replace("\\", "/")


def guide_domain(env: BuildEnvironment) -> GuideDomain:
    """The guide domain of this build."""
    domain = env.get_domain("guide")
    assert isinstance(domain, GuideDomain)
    return domain


def warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Takes over from Sphinx the warning about a reference of ours that leads nowhere."""
    if not isinstance(domain, GuideDomain):
        return None
    domain.warn_of_name(node["reftype"], node["reftarget"], node)
    return True


def setup(app: Sphinx) -> None:
    """Registers the domain."""
    app.add_domain(GuideDomain)
    app.connect("warn-missing-reference", warn_missing)
