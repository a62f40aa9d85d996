"""Which pages are written again, and what is said of role files, once all documents are read.

A page that draws on others is stale when what it draws has changed, though its own source has
not. The domain knows a digest of what each page shows now, and the signature of the output what the
pages that are there were written with; where the two differ, a page is written again. So neither
clocks nor the order of builders matter, and a change outside of what is drawn rewrites nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from guides_ext.builder import LINT, builder_of, shows_parts
from guides_ext.domain import GuideDomain, Reference, digest, guide_domain, leads_to
from guides_ext.domain.indices import INDICES
from guides_ext.files import Digests
from guides_ext.handbook.navigation import roles_in_reach
from guides_ext.handbook.signature import is_as_it_was, output_of, tools
from guides_ext.model.files import SUFFIX, role_id
from guides_ext.model.problems import Problem
from guides_ext.print.pdfs import SourceFiles
from guides_ext.record.series import PlaceInSeries
from guides_ext.record.stage import missing_sections, section_refs

logger = logging.getLogger(__name__)

CHANGED = "has changed, or gone, while the build was at work: build again"


def unlike_what_was_read(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The documents whose files are not those that were read, though they are older.

    Sphinx reads again what is newer. A file may have changed and be older: its time was restored,
    or a clock was set back.
    """
    domain = guide_domain(env)
    read: dict[str, str] = domain.data["read"]
    known = read.keys() & env.found_docs - added - changed
    now = _sources(domain, known)
    lost = {page for page in known if _names_some(domain, page, added, removed)}
    return sorted(lost | {page for page in known if now[page] != read[page]})


def _names_some(domain: GuideDomain, page: str, added: set[str], removed: set[str]) -> bool:
    """Whether what a page refers to was, or may now be, another document than when it was read."""
    references: list[Reference] = domain.data["references"].get(page, [])
    return any(
        one.target in removed if one.domain == "doc" else bool(added) and one.is_unknown
        for one in references
    )


def note_references(app: Sphinx, doctree: nodes.document) -> None:
    """Keeps what a document refers to."""
    env, found = app.env, set[Reference]()
    for node in doctree.findall(pending_xref):
        said = (node.get(key) or "" for key in ("refdomain", "reftype", "reftarget", "reftargetid"))
        found.add(Reference(*map(str, said)))
    if found:
        guide_domain(env).data["references"][env.docname] = sorted(found)


def _sources(domain: GuideDomain, pages: Iterable[str]) -> dict[str, str]:
    """A digest for each page of its source as it is now, and of all files that it depends on, or
    would, if they came to be."""
    files = domain.kept(SourceFiles)
    return {
        page: digest([files.document(page), *map(files.of, _wanted(domain, page))])
        for page in pages
    }


def _wanted(domain: GuideDomain, page: str) -> Iterator[Path]:
    """The files that a page refers to, and that were not there when it was read; what a build makes
    itself is none of them."""
    out = Path(builder_of(domain.env).outdir)
    for one in domain.data["references"].get(page, ()):
        if one.is_unknown and (path := one.target.partition("#")[0]):
            file = Path(domain.env.relfn2path(path, page)[1])
            if not file.resolve().is_relative_to(out.resolve()):
                yield file


def note_sources(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keeps what the documents are that will be read."""
    domain, reading = guide_domain(env), env.found_docs & {*docnames}
    domain.before_reading = {name: _source(domain, name) for name in reading}


def _source(domain: GuideDomain, page: str) -> str:
    return domain.kept(SourceFiles).of(Path(domain.env.doc2path(page)))


def _say_changes_while_reading(domain: GuideDomain) -> None:
    """Of a source that has changed since reading began nobody knows what was read."""
    output = output_of(domain.env)
    for page, before in sorted(domain.before_reading.items()):
        if page in domain.env.found_docs and _source(domain, page) != before:
            logger.error(CHANGED, location=page, type="guides", subtype="outside")
            output.is_torn = True
            domain.data["read"][page] = ""  # so it is read anew


def stale_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages that show something else than when they were written."""
    domain, around = guide_domain(env), _theme(env) + _settings(env)
    if domain.changed:
        domain.data["read"] = _sources(domain, env.found_docs)
        _say_changes_while_reading(domain)
        domain.data["drawn"] = _drawn_by_all(domain)
    if domain.changed or domain.data["around"] != around:
        domain.data["around"], domain.data["shown"] = around, _shown(domain, around)
    if not (output := output_of(env)).signs:
        return []
    now, written = domain.data["shown"], output.shown
    domain.stale = {page for page, shown in now.items() if written.get(page) != shown}
    return sorted(domain.stale & env.found_docs)


def write_what_is_stale(app: Sphinx) -> None:
    """Leaves alone what Sphinx writes in every build, where it is as it was: the pages of our
    indices, and in a build that writes no page its own index, its search and the inventory."""
    builder: Any = app.builder
    if not shows_parts(builder):
        return
    write_all = builder.write_domain_indices

    def write() -> None:
        domain, ours = guide_domain(app.env), {index.page for index in INDICES}
        fresh = ours - domain.stale if output_of(app.env).signs else set()
        builder.domain_indices = [one for one in builder.domain_indices if one[0] not in fresh]
        write_all()
        domain.stale -= ours

    def where_changed(write: Callable[[], None]) -> Callable[[], None]:
        return lambda: None if is_as_it_was(app.env) else write()

    builder.write_domain_indices = write
    for name in ("gen_indices", "gen_additional_pages", "dump_search_index", "dump_inventory"):
        setattr(builder, name, where_changed(getattr(builder, name)))


def note_written(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A page is resolved to be written; a build of single files leaves stale ones as they are."""
    guide_domain(app.env).stale.discard(docname)


def say_changes_under_way(app: Sphinx, exception: Exception | None) -> None:
    """Says which documents have changed since they were read, or what they depend on: of pages that
    hold some of before and some of now there is no build, and the next one makes them all anew."""
    domain, output = guide_domain(app.env), output_of(app.env)
    if exception is not None or not output.signs:
        return
    read: dict[str, str] = domain.data["read"]
    now = _sources(domain, read.keys() & app.env.found_docs)
    for page in sorted(page for page in now if read[page] not in ("", now[page])):
        logger.error(CHANGED, location=page, type="guides", subtype="outside")
        output.is_torn = True


def _shown(domain: GuideDomain, around: list[tuple[str, str]]) -> dict[str, str]:
    """A digest for each page of all that it shows, what stands beside its text too."""
    env, drawn = domain.env, domain.data["drawn"]
    series = [(name, _title(env, name)) for one in domain.series for name in one.documents]
    listed = set(env.toctree_includes).union(*env.toctree_includes.values())
    tree = [(name, env.toctree_includes.get(name), _toc(env, name)) for name in sorted(listed)]
    in_reach = domain.kept(roles_in_reach)
    own, whole = digest([around, series, in_reach]), digest([around, tree])
    article = digest([whole, in_reach])
    beside = {
        **dict.fromkeys(domain.places, article),
        **dict.fromkeys(domain.data["roles"].keys() - listed, own),
    }
    pages = {page: digest([one, beside.get(page, whole)]) for page, one in drawn.items()}
    index = digest([whole, sorted(domain.objects.items())])
    return {**pages, **{one.page: index for one in INDICES}}


def _title(env: BuildEnvironment, name: str) -> str:
    return str(env.titles[name].astext()) if name in env.titles else ""


def _toc(env: BuildEnvironment, name: str) -> str:
    """What navigation shows of a document: its headings, their anchors, what is below it."""
    return str(env.tocs[name].pformat()) if name in env.tocs else ""


LAYOUT = (".css", ".js", ".html", ".xml", ".txt", ".jinja", ".toml", ".conf")
"""Files of a theme and of the user's own that every page is laid out with."""


def _theme(env: BuildEnvironment) -> list[tuple[str, str]]:
    """What pages are laid out with, of the user's own: templates, stylesheets and scripts."""
    root, config = Path(env.srcdir), env.config
    folders = [root / one for one in (*config.templates_path, *config.html_static_path)]
    found = sorted(path for one in folders for path in one.rglob("*") if path.suffix in LAYOUT)
    digests = Digests(root)
    return [(path.name, digests.of(os.path.relpath(path, root))) for path in found]


def _settings(env: BuildEnvironment) -> list[tuple[str, str]]:
    """For what Sphinx writes all pages again, but not our indices: settings, tags and versions."""
    info = getattr(builder_of(env), "build_info", None)
    hashes = [(key, str(getattr(info, key, ""))) for key in ("config_hash", "tags_hash")]
    return [*hashes, *((name, str(version)) for name, version in tools().items())]


def _drawn_by_all(domain: GuideDomain) -> dict[str, str]:
    """A digest for each page of what it shows, of its own and of others."""
    shown: dict[str, list[Any]] = {
        page: [own, _references(domain, page)] for page, own in domain.data["read"].items()
    }
    for docname in domain.data["roles"]:
        shown[docname].append(_drawn(domain, docname))
    for page in domain.data["uses"]:
        shown[page].append(_used(domain, page, _whole))
    for page, articles in domain.data["series"].items():
        shown[page].append([_article(domain, name) for name in articles])
    for name, place in domain.places.items():
        if name in shown:  # else it cannot be read
            shown[name].append(_neighbours(domain, name, place))
    return {page: digest(what) for page, what in shown.items()}


def _drawn(domain: GuideDomain, role: str) -> list[Any]:
    """What the sections that a role draws in look like now."""
    found: list[Any] = []
    for stage in domain.data["drawing"].get(role, {}).values():
        for _path, _box, ref in section_refs(stage):
            document, _hash, fragment = ref["from"].partition("#")
            article = domain.articles.get(document)
            number = article["anchors"].get(fragment) if article else None
            if article is not None and number is not None:
                section = article["sections"][number]
                # Not what these draw in: it may be this article itself.
                listed = _used(domain, document, _digest)
                part = domain.part_of(document)
                named = _references(domain, document)
                found.append((section["digest"], article["title"], part, listed, named))
            else:
                found.append((document, fragment, None))
    return found


def _references(domain: GuideDomain, page: str) -> list[Any]:
    """Where the references of a page lead now, and with which words."""
    return [leads_to(domain.env, one, page) for one in domain.data["references"].get(page, ())]


def _all_cards(env: BuildEnvironment) -> list[Any]:
    """What a list of all roles shows: what they say, and which of their stages have no sheet."""
    domain = guide_domain(env)
    without = {name: domain.without_paper(name) for name in domain.data["roles"]}
    return [domain.data["digests"], {name: stages for name, stages in without.items() if stages}]


def _used(domain: GuideDomain, page: str, shown: Callable[[GuideDomain, str], Any]) -> list[Any]:
    """What a page lists of others: every role, a role, a stage, or the title of a competency."""
    found: list[Any] = []
    for use in domain.data["uses"].get(page, ()):
        if use.shows and use.name == "*":
            found.append(domain.kept(_all_cards))
        elif use.shows:
            places = [domain.objects[use.kind, one] for one in domain.find(use.kind, use.name)]
            roles = places if use.kind != "competency" else []
            found.append([places, [shown(domain, one.docname) for one in roles]])
    return found


def _digest(domain: GuideDomain, role: str) -> Any:
    return domain.data["digests"].get(role)


def _whole(domain: GuideDomain, name: str) -> Any:
    """A role with what it draws in."""
    return [_digest(domain, name), _drawn(domain, name)]


def _neighbours(domain: GuideDomain, name: str, place: PlaceInSeries) -> Any:
    """What an article of a series says of its place."""
    around = (place.previous, place.following, domain.overview_of(name))
    titles = [domain.articles[one]["title"] if one in domain.articles else one for one in around]
    return (place, titles)


def _article(domain: GuideDomain, name: str) -> Any:
    article = domain.articles.get(name)
    shown = article and (article["title"], article["sections"][article["anchors"][""]])
    return shown and (*shown, _references(domain, name))


# Problems ------------------------------------------------------------------------------------


def say_problems(app: Sphinx, env: BuildEnvironment) -> None:
    """Says what is wrong with role files, and which errors were met in articles, at every build,
    each fault once; of role files a linter says so itself."""
    domain = guide_domain(env)
    for docname in set(domain.data["problems"]) - env.found_docs:
        if not (Path(env.srcdir) / f"{docname}{SUFFIX}").exists():
            del domain.data["problems"][docname]
    for problem in dict.fromkeys(_told(app)):
        say = logger.error if problem.severity == "error" else logger.warning
        place = problem.place
        path = os.path.relpath(Path(env.srcdir) / place.file)
        say(
            "%s",
            problem.text,
            location=f"{path}:{place.line}:{place.column}",
            type="guides",
            subtype=problem.subtype,
        )


def problems_of_roles(domain: GuideDomain) -> Iterator[tuple[str, Problem]]:
    """What role files have wrong, and what their stages draw on that no article has; each with the
    docname of its role."""
    yield from ((role_id(one.place.file), one) for one in domain.unreadable)
    for docname, some in sorted(domain.data["problems"].items()):
        yield from ((docname, one) for one in some)
    for docname, stages in sorted(domain.data["drawing"].items()):
        yield from ((docname, one) for one in missing_sections(stages, domain.articles))


def _told(app: Sphinx) -> Iterator[Problem]:
    """What a build has to tell: errors of articles, and those of roles, a linter's findings."""
    domain = guide_domain(app.env)
    if app.builder.name != LINT:
        yield from (one for _role, one in problems_of_roles(domain))
    for _docname, some in sorted(domain.data["faults"].items()):
        yield from some


def fail(app: Sphinx, exception: Exception | None) -> None:
    """Makes the exit status say that a file has errors; those of roles are a linter's findings."""
    if exception is None:
        app.statuscode |= any(one.severity == "error" for one in _told(app))


def setup(app: Sphinx) -> None:
    """Registers the handlers."""
    app.connect("env-get-outdated", unlike_what_was_read)
    app.connect("env-before-read-docs", note_sources)
    app.connect("doctree-read", note_references)
    app.connect("env-updated", stale_pages)
    app.connect("env-updated", say_problems)
    app.connect("builder-inited", write_what_is_stale)
    app.connect("doctree-resolved", note_written)
    app.connect("build-finished", fail)
    app.connect("build-finished", say_changes_under_way, priority=995)
