"""The ``guide`` domain: references, indices, and the plain data that spans documents.

Its data is what the effective stage is computed from: a record for each role and each article,
and the problems found in role files. It holds no nodes, so it is small, picklable, and merges
from parallel reads.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypedDict, TypeVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, Index, IndexEntry, ObjType
from sphinx.errors import NoUri
from sphinx.locale import _ as of_sphinx
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from guides_ext.builder import builder_of
from guides_ext.record.compose import compose
from guides_ext.record.series import all_series, places
from guides_ext.record.stage import is_for, missing_sections
from guides_ext.record.text import OPEN, RichText, Run, map_texts, rich_text, texts_of
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

    from guides_ext.model.load import Loaded
    from guides_ext.model.problems import Problem
    from guides_ext.record.data import ArticleRecord, RoleRecord
    from guides_ext.record.series import Configured, PlaceInSeries, Series
    from guides_ext.record.stage import EffectiveStage

logger = logging.getLogger(__name__)

K = TypeVar("K")


class ObjectPlace(NamedTuple):
    """Where an object of the domain is, and what it is called."""

    docname: str
    anchor: str
    title: str


class Use(NamedTuple):
    """That a document names a role or a stage, at a place; ``*`` stands for all roles.

    ``shows``: it shows what the role or the stage holds, and is stale when that changes.
    """

    kind: str
    name: str
    place: str
    shows: bool


class Reference(NamedTuple):
    """What a document refers to, as it stands in its doctree before it is resolved."""

    domain: str
    kind: str
    target: str
    anchor: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether MyST found neither a document nor a file of this name when it was read."""
        return self.kind == "myst" and self.domain != "doc"


class Broken(TypedDict):
    """A role with ``errors``, so many; ``kept_back`` are the stages that have them, their titles by
    id, and there are none where it is the whole role. ``stages`` are what those draw on.
    """

    title: str
    errors: int
    kept_back: dict[str, str]
    stages: dict[str, Any]


class GuideIndex(Index):
    """The index of one kind of object: its title, and the role's title beside it."""

    kind: ClassVar[str]
    title: ClassVar[str]

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """All objects of the kind by their first letter."""
        assert isinstance(self.domain, GuideDomain)
        letters: dict[str, list[IndexEntry]] = {}
        for target in sorted(self.domain.objects_of(self.kind).values(), key=_by_title):
            if docnames is not None and target.docname not in docnames:
                continue
            role = self.domain.data["roles"].get(target.docname)
            extra = role["title"].words if role and self.kind != "role" else ""
            entry = IndexEntry(target.title, 0, target.docname, target.anchor, extra, "", "")
            letters.setdefault(_letter(target.title), []).append(entry)
        return sorted(letters.items()), True


class RoleIndex(GuideIndex):
    """The index of roles."""

    kind, name, title = "role", "roles", _("Roles")


class StageIndex(GuideIndex):
    """The index of stages."""

    kind, name, title = "stage", "stages", _("Stages")


class QuestionIndex(GuideIndex):
    """The index of questions."""

    kind, name, title = "question", "questions", _("Questions")


class CompetencyIndex(GuideIndex):
    """The index of competencies."""

    kind, name, title = "competency", "competencies", _("Competencies")


class GuideDomain(Domain):
    """Roles, stages, questions and competencies."""

    name = "guide"
    label = "Interview guides"
    data_version = 3
    object_types: ClassVar[dict[str, ObjType]] = {
        "role": ObjType(_("role"), "role"),
        "stage": ObjType(_("stage"), "stage"),
        "question": ObjType(_("question"), "question"),
        "competency": ObjType(_("competency"), "competency"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        kind: XRefRole(warn_dangling=True, innernodeclass=nodes.inline) for kind in object_types
    }
    indices: ClassVar[list[type[Index]]] = [
        RoleIndex,
        StageIndex,
        QuestionIndex,
        CompetencyIndex,
    ]
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},  # docname -> its objects: (kind, full name) -> ObjectPlace
        "roles": {},  # docname -> record of the role
        "articles": {},  # docname -> ArticleRecord
        "problems": {},  # docname -> list of Problem
        "broken": {},  # docname -> Broken: a role with errors
        "digests": {},  # docname -> the digest of the record of the role, and of its errors
        "uses": {},  # docname -> the roles and stages that it names: list of Use
        "references": {},  # docname -> all that it refers to: list of Reference
        "series": {},  # docname -> the articles that its series lists, in order
        "fronts": {},  # docname -> Fronted: what it says of its own order; of all documents
        "read": {},  # docname -> digest of its source, and of the files that it depends on
        "drawn": {},  # docname -> digest of what its page shows, but for the navigation
        "shown": {},  # docname -> digest of all that its page shows
    }
    by_document: ClassVar[frozenset[str]] = frozenset(initial_data) - {
        "fronts",
        "read",
        "drawn",
        "shown",
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

    _objects: dict[tuple[str, str], ObjectPlace] | None = None
    _ends: dict[str, dict[str, list[str]]]
    _places: dict[str, PlaceInSeries] | None = None

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._kept, self._ends, self.stale = {}, {}, set()

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

    def note_object(self, kind: str, name: str, anchor: str, title: str) -> None:
        """Makes an object of the document that is being read known under its full name."""
        self._forget_objects()
        docname = self.env.docname
        objects = self.data["objects"].setdefault(docname, {})
        objects[kind, name] = ObjectPlace(docname, anchor, title)

    def note_role(self, docname: str, record: RoleRecord) -> None:
        """Keeps the record of a role."""
        self.data["roles"][docname] = record
        self.data["digests"][docname] = digest([record, self.data["broken"].get(docname)])

    def note_broken(self, docname: str, loaded: Loaded, drawn: dict[str, Any]) -> None:
        """Keeps that a role has errors; it, or its stages that have them, can be referred to.

        Args:
            drawn: the records of its stages, also of those that have errors.
        """
        titles, title = loaded.stages(), loaded.title or docname
        kept_back = {name: titles[name] for name in loaded.broken}
        stages = {
            name: {
                "sections": stage["sections"],
                "agenda": [{"sections": box["sections"]} for box in stage["agenda"]],
            }
            for name, stage in drawn.items()
            if loaded.role is None or name in kept_back
        }
        errors = sum(one.severity == "error" for one in loaded.problems)
        broken = Broken(title=title, errors=errors, kept_back=kept_back, stages=stages)
        self.data["broken"][docname] = broken
        self.data["digests"][docname] = digest(broken)
        if loaded.role is None:
            self.note_object("role", docname, "", title)
        for name in kept_back:
            self.note_object("stage", f"{docname}/{name}", nodes.make_id(name), titles[name])

    def note_problems(self, docname: str, problems: list[Problem]) -> None:
        """Keeps what is wrong with a document, to be said when all are read."""
        self.data["problems"][docname] = problems

    def note_use(self, docname: str, use: Use) -> None:
        """Keeps that a document names a role or a stage."""
        self.data["uses"].setdefault(docname, []).append(use)

    def note_series(self, docname: str, articles: list[str]) -> None:
        """Keeps the order in which a page lists the articles."""
        self.forget_series()
        self.data["series"].setdefault(docname, []).extend(articles)

    def note_article(self, docname: str, record: ArticleRecord) -> None:
        """Keeps the record of an article."""
        self.data["articles"][docname] = record

    def clear_doc(self, docname: str) -> None:
        """Forgets a document."""
        self.forget_series()
        self._forget_objects()
        for name in self.by_document:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Takes over what another process has read."""
        self.forget_series()
        self._forget_objects()
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

    def _forget_objects(self) -> None:
        """Lets them be gathered anew."""
        self.changed, self._objects, self._ends = True, None, {}
        self.drop(Records)

    # Asking ----------------------------------------------------------------------------------

    @property
    def objects(self) -> dict[tuple[str, str], ObjectPlace]:
        """All objects, by kind and full name."""
        if self._objects is None:
            self._objects = {}
            for found in self.data["objects"].values():
                self._objects |= found
        return self._objects

    def objects_of(self, kind: str) -> dict[str, ObjectPlace]:
        """All objects of a kind by their full names."""
        return {name: t for (one, name), t in self.objects.items() if one == kind}

    def find(self, kind: str, name: str) -> list[str]:
        """The full names that ``name`` may mean: itself, or those that end with it.

        What has errors is only meant where nothing else can be.
        """
        if (kind, name) in self.objects:
            return [name]
        if kind not in self._ends:
            self._ends[kind] = by_end(self.objects_of(kind))
        found = list(self._ends[kind].get(name, ()))
        broken = set(self._broken()) if len(found) > 1 else ()
        return [one for one in found if one not in broken] or found

    def nearest(self, kind: str, name: str) -> list[str]:
        """The names of a kind that look most like ``name``, in their short form where unique."""
        least = {"role": 1, "stage": 2, "competency": 2, "question": 3}[kind]
        full = list(self.objects_of(kind))
        tails = ["/".join(one.split("/")[-least:]) for one in full]
        times = Counter(tails)
        short = sorted(
            tail if times[tail] == 1 else one for tail, one in zip(tails, full, strict=True)
        )
        return difflib.get_close_matches(name, short, n=3, cutoff=0.5) or short[:3]

    def warn_of_name(self, kind: str, name: str, place: Any) -> None:
        """Says that a name means nothing, or several things, and which names are nearest.

        Of a role or a stage that has errors nothing is said: they have been told.
        """
        found = self.find(kind, name)
        parts = name.split("/")
        around = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        if not found and any(is_for(broken, around) for broken in self._broken()):
            return
        names = ", ".join(found or self.nearest(kind, name))
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
        role = self.data["roles"][docname]
        missing = {one.path.split(".")[1] for one in missing_sections(role, self.articles)}
        titles = {name: role["stages"][name]["title"].words for name in sorted(missing)}
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

    @property
    def places(self) -> dict[str, PlaceInSeries]:
        """Where each article of a series stands in it."""
        if self._places is None:
            self._places = places(self.series)
        return self._places

    def forget_series(self) -> None:
        """Lets the order be found anew."""
        self._places = None

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

    def record(self, docname: str) -> RoleRecord:
        """The whole record of a role, composed once when all documents are read.

        Raises:
            KeyError: there is no such role, or its file has errors.
        """
        return self.kept(Records)[docname]

    def effective(self, docname: str, stage: str) -> EffectiveStage:
        """The effective stage of a role."""
        found: EffectiveStage = self.record(docname)["stages"][stage]
        return found

    def words_of_reference(self, run: Run, docname: str) -> str:
        """What a reference without words of its own says: the title of what it leads to.

        Args:
            run: what it says itself; its link is ``domain:type:target``.
            docname: the document that it stands in.
        """
        domain, kind, target = run.link.split(":", 2)
        if kind == "myst" and (title := self._title_of_myst(target, docname)):
            return title
        found = self._resolved(Reference(domain, kind, target), docname, run.text)
        return str(found.astext()) if found is not None else run.text

    def leads_to(self, one: Reference, docname: str) -> tuple[str, ...]:
        """Where a reference of a document leads, and the words that it would have."""
        if one.domain == "doc":
            slugs = self.env.metadata.get(one.target, {}).get("myst_slugs", {})
            title = self.env.titles.get(one.target)
            section = slugs.get(one.anchor, ("", "", ""))[1:]
            return (title.astext() if title else "", *section)
        found = self._resolved(one, docname, "")
        if found is None:
            return ()
        return (found.astext(), *(str(found.get(key, "")) for key in ("refuri", "refid")))

    def _resolved(self, one: Reference, docname: str, text: str) -> Any:
        """The node that a reference becomes; None where it leads nowhere."""
        node = pending_xref(
            "", refdomain=one.domain, reftype=one.kind, reftarget=one.target, refdoc=docname,
            refexplicit=False,
        )  # fmt: skip
        asked = (self.env, docname, builder_of(self.env))
        shown = nodes.inline("", text)
        with suppress(NoUri):
            if one.kind in ("any", "myst"):
                return next(self._any(asked, one.target, node, shown), None)
            if one.domain in self.env.domains and self._has_number(one):
                domain = self.env.domains[one.domain]
                return domain.resolve_xref(*asked, one.kind, one.target, node, shown)
        return None

    def _has_number(self, one: Reference) -> bool:
        return one.kind != "numref" or bool(self.env.config.numfig)

    def _any(
        self,
        asked: tuple[BuildEnvironment, str, Builder],
        target: str,
        node: pending_xref,
        shown: nodes.Element,
    ) -> Iterator[nodes.Element]:
        """All that ``any`` may mean, as Sphinx looks for it: a document first."""
        standard = self.env.domains.standard_domain
        if document := standard.resolve_xref(*asked, "doc", target, node, shown):
            yield document
        for domain in self.env.domains.sorted():
            with suppress(NotImplementedError):  # some domains have nothing to say
                yield from (one for _, one in domain.resolve_any_xref(*asked, target, node, shown))

    def _title_of_myst(self, target: str, docname: str) -> str:
        """The title of a section that MyST names by its document and its slug."""
        document, _hash, anchor = target.partition("#")
        article = self.articles.get(document or docname)
        if not anchor:
            return article["title"] if article else ""
        number = article["anchors"].get(anchor) if article else None
        return article["sections"][number]["title"] if article and number is not None else ""

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


class Records:
    """The whole records of the roles, each composed when it is first asked for."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.domain = guide_domain(env)
        self.articles: dict[str, ArticleRecord] = {
            name: {**one, "lists": self._named(one["lists"], name)}
            for name, one in self.domain.articles.items()
        }
        self._roles: dict[str, RoleRecord] = {}

    def __getitem__(self, docname: str) -> RoleRecord:
        if docname not in self._roles:
            own = self._named(self.domain.data["roles"][docname], docname)
            kept_back = self.domain.broken_stages(docname)
            self._roles[docname] = compose(own, self.articles, kept_back)
        return self._roles[docname]

    def _named(self, record: Any, docname: str) -> Any:
        """A record in which references without words say what they lead to."""
        if not any(map(_is_open, texts_of(record))):
            return record  # nearly all of them
        return map_texts(record, lambda text: self._text(text, docname))

    def _text(self, text: RichText, docname: str) -> RichText:
        if not _is_open(text):
            return text
        paragraphs = (tuple(self._run(run, docname) for run in one) for one in text.marked)
        return rich_text(paragraphs, *text[2:])

    def _run(self, run: Run, docname: str) -> Run:
        if OPEN not in run.style:
            return run
        words = self.domain.words_of_reference(run, docname)
        return run._replace(text=words, style=run.style.replace(OPEN, ""))


def _is_open(text: RichText) -> bool:
    return any(OPEN in run.style for one in text.marked for run in one)


def digest(data: Any) -> str:
    """A digest of plain data, the same wherever and whenever it is taken."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _letter(title: str) -> str:
    """What a title stands under in an index: Sphinx's template does not escape it."""
    first = title[:1].upper()
    return first if first.isalnum() else str(of_sphinx("Symbols"))


def _by_title(target: ObjectPlace) -> tuple[str, str, str]:
    return (target.title.casefold(), target.docname, target.anchor)


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
    """Registers the domain; its indices are titled in the language of this build."""
    for index in (RoleIndex, StageIndex, QuestionIndex, CompetencyIndex):
        index.localname = str(index.title)
    app.add_domain(GuideDomain)
    app.connect("warn-missing-reference", warn_missing)
