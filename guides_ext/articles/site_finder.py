"""Which files are pages of Jekyll, and what each may know of its site.

The sites are found and read once a build; what a page reads of them is a dependency of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.matching import Matcher

from guides_ext.articles.jekyll.page import is_jekyll
from guides_ext.articles.jekyll.plain import values_in
from guides_ext.articles.jekyll.site import Site
from guides_ext.config import access_of
from guides_ext.domain import guide_domain, source_file
from guides_ext.files import is_file, is_folder
from guides_ext.model.problems import Place, Problem

logger = logging.getLogger(__name__)

CONFIG, DATA = "_config.yml", "_data"
OF_YAML = (".yml", ".yaml", ".json")
TABLES = {".csv": ",", ".tsv": "\t"}
"""Data that is a table, and what stands between its cells."""

BUILT = ("_site", "node_modules", "vendor")
NO_PAGES = ("_includes", "_layouts", "_sass", *BUILT)
"""Folders of a site whose files are no pages."""


OF_A_SITE = ("_includes", "_posts", "_drafts")
"""Folders that tell a site that has no settings."""


def site_folders(
    root: Path, excluded: Iterable[str], *, without_settings: bool = False
) -> Iterator[str]:
    """The folders below the source root that are sites, relative to it; empty for the root.

    Args:
        excluded: patterns of what has no documents.
        without_settings: those that have no more than the folders of a site, too.
    """
    seen: set[str] = set()
    leaves_out = Matcher(excluded)
    for folder, subfolders, files in os.walk(root, followlinks=True):
        path = Path(folder).relative_to(root).as_posix().removeprefix(".")
        real = os.path.realpath(folder)
        bare = without_settings and not set(OF_A_SITE).isdisjoint(subfolders)
        known = real in seen  # a link may lead to a folder around it
        seen.add(real)
        wanted = sorted(one for one in subfolders if one[0] != "." and one not in BUILT)
        inside = (one for one in wanted if not leaves_out(f"{path}/{one}".lstrip("/")))
        subfolders[:] = [] if known else inside
        if not known and (CONFIG in files or bare):
            yield path


def leave_out_what_is_no_page(app: Sphinx, config: Config) -> None:
    """Keeps Sphinx from taking includes and layouts for documents."""
    without = bool(config.guides_jekyll)
    found = site_folders(Path(app.srcdir), config.exclude_patterns, without_settings=without)
    folders = [f"{folder}/" if folder else "" for folder in found]
    patterns = [f"{folder}{name}" for folder in folders for name in NO_PAGES]
    config.exclude_patterns = [*config.exclude_patterns, *patterns]


class SiteFinder:
    """Finds the sites below the source root, and the one that a page belongs to."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env, self.root = env, Path(env.srcdir)
        self.access = access_of(env.config)
        self.folders = set(site_folders(self.root, env.config.exclude_patterns))
        self._globs = Matcher(env.config.guides_jekyll)
        self._first = source_file(env, env.config.root_doc)
        self._documents = frozenset(source_file(env, one) for one in env.found_docs)
        self._sites: dict[str, Site] = {}
        self._named: dict[str, frozenset[str]] = {}

    def of(self, file: str, text: str) -> Site | None:
        """The site of a page; None for a file that is no page of Jekyll.

        Args:
            file: from the source root.
        """
        folder = self._folder_above(file)
        # The first page lists what there is, by directives that Jekyll does not have.
        is_named = self._globs(file) and file != self._first
        if not is_named and (
            self.generator(file) or not is_jekyll(text, site_above=folder is not None)
        ):
            return None
        if folder is None:
            folder = self._likely_folder(file)
        if folder not in self._sites:
            self._sites[folder] = self._site(folder)
        return self._sites[folder]

    def generator(self, file: str) -> str:
        """The generator that conf.py names for a file that is no page of Jekyll; or empty."""
        given: dict[str, str] = self.env.config.guides_flavour
        return next((name for pattern, name in given.items() if Matcher([pattern])(file)), "")

    def _folder_above(self, file: str) -> str | None:
        parents = (str(one).removeprefix(".") for one in PurePosixPath(file).parents)
        return next((one for one in parents if one in self.folders), None)

    def _likely_folder(self, file: str) -> str:
        """The folder of a site that has no settings: the one with its posts or includes."""
        for parent in PurePosixPath(file).parents:
            if any((self.root / parent / name).is_dir() for name in OF_A_SITE):
                return str(parent).removeprefix(".")
        return ""

    def _site(self, folder: str) -> Site:
        includes = self.root / folder / "_includes"
        names = sorted(one for one in includes.rglob("*") if one.is_file())
        data = sorted((self.root / folder / DATA).rglob("*"))
        data = [one for one in data if one.suffix in (*OF_YAML, *TABLES) and not is_folder(one)]
        known = {"data": self._data(folder, data)} if data else {}
        found = self._values(self.root / folder / CONFIG)
        settings = found if isinstance(found, dict) else {}
        return Site(
            folder,
            {**settings, **known, **self.env.config.guides_jekyll_site},
            self._documents,
            tuple(one.relative_to(self.root).as_posix() for one in names),
            self._exists,
            self._read,
            self._above,
            tuple(filter(self._exists, (one.relative_to(self.root).as_posix() for one in data))),
            self._names,
        )

    @cached_property
    def sources(self) -> Site:
        """All of the sources, as if they were one site: what plain Markdown links to."""
        return Site(
            documents=self._documents, exists=self._exists, above=self._above, names=self._names
        )

    @cached_property
    def _above(self) -> tuple[str, ...]:
        return self.root.resolve().parts[1:]

    def _data(self, folder: str, files: list[Path]) -> dict[str, Any]:
        """What the files below ``_data`` hold, by their names: ``{{ site.data.people }}``."""
        found: dict[str, Any] = {}
        for path in files:
            inside = found
            for part in path.relative_to(self.root / folder / DATA).parts[:-1]:
                inside = inside.setdefault(part, {})
            inside[path.stem] = self._values(path)
        return found

    def _values(self, path: Path) -> Any:
        """What a file of YAML, of which JSON is a part, or a table holds; None where it cannot be
        read."""
        file = path.relative_to(self.root).as_posix()
        why = self.access.refusal(path)
        if why and not is_file(path):  # what is one is told of by each page that depends on it
            place = f"{path}:1:1"
            logger.warning("'%s' %s", file, why, location=place, type="guides", subtype="outside")
        if why or not is_file(path):
            return None
        try:
            found, problems = values_in(path.read_bytes(), file, TABLES.get(path.suffix, ""))
        except OSError as error:
            found, problems = None, [Problem(Place(file, 1, 1), "", str(error.strerror))]
        for one in problems:
            place = f"{self.root / file}:{one.place.line}:{one.place.column}"
            logger.warning("%s", one.text, location=place, type="guides", subtype="jekyll")
        return found

    def _exists(self, path: str) -> bool:
        return is_file(self.root / path)

    def _names(self, folder: str) -> frozenset[str]:
        """What stands in a folder, which is asked once a build."""
        if folder not in self._named:
            try:
                inside = (self.root / folder).iterdir()
                self._named[folder] = frozenset(one.name for one in inside)
            except (OSError, ValueError):  # no folder, or no name of one
                self._named[folder] = frozenset()
        return self._named[folder]

    def _read(self, path: str) -> str | None:
        """The text of a file that may be read; None for any other."""
        file = self.root / path
        try:
            is_read = not self.access.refusal(file) and file.is_file()
            return file.read_text(encoding="utf-8") if is_read else None
        except (OSError, ValueError):  # no such name, or no text
            return None


def forget(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Before documents are read: the sites may have changed since the last build."""
    guide_domain(env).drop(SiteFinder)


def setup(app: Sphinx) -> None:
    """Registers the handlers."""
    app.connect("config-inited", leave_out_what_is_no_page)
    app.connect("env-before-read-docs", forget)
