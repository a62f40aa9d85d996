"""What a page may know of its site: settings, documents, files; and where its addresses lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from guides_ext.model.nearest import nearest

DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
"""The name of a post: its date, then what it is called."""

NOWHERE = "nowhere:"
"""The address of a link that is known to lead nowhere, which has been said."""

PERMALINK = re.compile(r"^permalink:[ \t]*[\"']?(?P<address>/[^\s\"'#:]*)", re.MULTILINE)

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn")


@dataclass(frozen=True)
class Site:
    """A Jekyll site within the sources. All paths are relative to the source root.

    Args:
        folder: the folder of the site; empty for the source root.
        config: what ``_config.yml`` says, with ``guides_jekyll_site`` over it.
        documents: the files that are pages.
        includes: the files below ``_includes``, to name those that are near.
        exists: whether a path is a file, be it outside of the sources.
        names: what stands in a folder; nothing where there is no such folder.
        read: the text of a file; None where there is none, or it is not text.
        data_files: the files below ``_data``, on which a page depends that shows them.
        above: the folders that lead to the source root, which may be one of a repository.
    """

    folder: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    includes: tuple[str, ...] = ()
    exists: Callable[[str], bool] = lambda path: False
    read: Callable[[str], str | None] = lambda path: None
    above: tuple[str, ...] = ()
    data_files: tuple[str, ...] = ()
    names: Callable[[str], Collection[str]] = lambda folder: ()

    @cached_property
    def variables(self) -> dict[str, Any]:
        """What ``{{ site.… }}`` shows."""
        return {"baseurl": "", "url": "", **self.config}

    @property
    def base(self) -> str:
        """``baseurl`` with one slash before and none behind, or empty."""
        path = str(self.variables["baseurl"] or "").strip("/")
        return f"/{path}" if path else ""

    @property
    def url(self) -> str:
        """The address of the site, without a slash behind, or empty."""
        return str(self.variables["url"] or "").rstrip("/")

    @property
    def settings(self) -> str:
        """Its ``_config.yml``."""
        return self.join("_config.yml")

    def join(self, path: str) -> str:
        """A path within the site, from the source root; it may lead out of it with ``..``."""
        return posixpath.normpath(posixpath.join(self.folder, path.lstrip("/")))

    # Documents by name --------------------------------------------------------------------------

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The documents by their name without date and suffix."""
        names: dict[str, list[str]] = {}
        for document in sorted(self.documents):
            names.setdefault(name_of(document), []).append(document)
        return names

    def post(self, name: str) -> str | None:
        """The document that a tag means: its path, or a post's name, with or without the date."""
        wanted = self.join(name)
        if self._is_file(wanted):
            return wanted
        named = self._names.get(name_of(name), ())
        return self._only([one for one in named if self._may_be(one, name)])

    def _only(self, found: list[str]) -> str | None:
        """The one of the documents that is meant: those of the own site come first."""
        own = [one for one in found if self._is_own(one)]
        found = own or found
        return found[0] if len(found) == 1 else None

    def file(self, path: str, page: str) -> str | None:
        """The file that a path means: from the root of the site, or from the page's folder."""
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        return next((one for one in (self.join(path), beside) if self._is_file(one)), None)

    def _may_be(self, document: str, name: str) -> bool:
        """Whether a draft or post may be meant, though its date or folder is another."""
        parts = document.split("/")
        if not {"_posts", "_drafts"} & set(parts):
            return False
        folder = posixpath.dirname(name).strip("/")
        inside = [one for one in folder.split("/") if one not in ("", "_posts", "_drafts")]
        date = DATED.fullmatch(posixpath.basename(name))
        own = DATED.fullmatch(parts[-1])
        same_day = not date or not own or date.groups()[:3] == own.groups()[:3]
        return same_day and set(inside) <= set(parts)

    def hint(self, name: str, page: str = "") -> str:
        """A hint at the document whose name looks most like one, unless that is the page itself."""
        stem = nearest(name_of(name), self._stems)
        found = next((one for one in self._names[stem] if one != page), "") if stem else ""
        return f" (did you mean '{found}'?)" if found else ""

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        return tuple(self._names)

    # Addresses ----------------------------------------------------------------------------------

    def resolve(self, address: str, page: str) -> str | None:
        """Where an address in a page leads, as MyST writes it.

        Args:
            address: as the page has it; may be percent-encoded.
            page: the file that it stands in.

        Returns:
            the address itself when it leads out of the site or stays on the page, else the path of
                a file from the source root with its fragment; None when there is none.
        """
        rest = address
        if self.url and address.startswith(f"{self.url}/"):
            rest = address[len(self.url) :]
        elif SCHEME.match(address) or address.startswith("#"):
            return address
        path, _hash, anchor = rest.partition("#")
        path = unquote(path.partition("?")[0])
        found = next(filter(None, map(self._find, dict.fromkeys(self._meant(path, page)))), None)
        if found is None:
            return address if rest != address else None
        return f"/{quote(found)}" + (f"#{anchor}" if anchor else "")

    def path(self, address: str, page: str) -> str:
        """The path from the source root that an address without a page would have."""
        return next(self._meant(unquote(address.partition("#")[0].partition("?")[0]), page))

    def _meant(self, path: str, page: str) -> Iterator[str]:
        """The paths that an address may mean, the nearest first."""
        if not path.startswith("/"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if not path.endswith(MARKDOWN):  # from the page's own address, as with a slash behind
                yield posixpath.normpath(posixpath.join(posixpath.splitext(page)[0], path))
            return
        if self.base and (path + "/").startswith(f"{self.base}/"):
            path = path[len(self.base) :]
        from_root = posixpath.normpath(path.strip("/"))
        yield from (self.join(path), from_root)
        yield self.join(f"_{path.lstrip('/')}")  # a collection: no underscore in its address
        for count in range(1, len(self.above) + 1):  # the sources are the ``docs`` of a repository
            start = "/".join(self.above[-count:]) + "/"
            if from_root.startswith(start):
                yield from_root.removeprefix(start)
        for parent in list(PurePosixPath(page).parents)[:-1]:  # a repository among the sources
            yield f"{parent}/{from_root}"

    def _find(self, path: str) -> str | None:
        """The file behind a path, an address of a page, or the permalink of a post; else the one
        post that bears its last part as its name."""
        stem = path.removesuffix(".html").rstrip("/")
        around = [stem + suffix for suffix in MARKDOWN]
        around += [posixpath.normpath(posixpath.join(stem, name)) for name in INDICES]
        # Of what is outside of the sources, whether it may be opened is asked where it is.
        is_there = path in self.documents or (path[:1] != "/" and self.exists(path))
        named = path if is_there else next((one for one in around if one in self.documents), "")
        named = named or next(filter(self._is_listed, around), "")
        posts = [one for one in self._names.get(name_of(stem), ()) if "/_posts/" in f"/{one}"]
        return named or self._permalinks.get(stem) or self._only(posts)

    def _is_listed(self, path: str) -> bool:
        """Whether a path within the sources is a file that may be no document. Its folder is asked
        for its names first: they are kept, so that all that is looked for in it is one question."""
        folder, name = posixpath.split(path)
        return _is_inside(path) and name in self.names(folder) and self.exists(path)

    def _is_file(self, path: str) -> bool:
        return _is_inside(path) and (path in self.documents or self.exists(path))

    @cached_property
    def _permalinks(self) -> dict[str, str]:
        """The documents of the site by the addresses that they give themselves."""
        found = {}
        for document in sorted(one for one in self.documents if self._is_own(one)):
            front = (self.read(document) or "").partition("\n---")[0]
            if match := PERMALINK.search(front):
                address = match["address"].removesuffix("index.html").removesuffix(".html")
                found[self.join(address).rstrip("/")] = document
        return found

    def _is_own(self, document: str) -> bool:
        return document.startswith(f"{self.folder}/" if self.folder else "")


INDICES = [name + suffix for name in ("index", "README") for suffix in MARKDOWN]


def _is_inside(path: str) -> bool:
    """Whether a path leads to what is within the sources."""
    return not path.startswith(("..", "/"))


def name_of(path: str) -> str:
    """What a page is called: its file's name without date and suffix, in small letters."""
    name = posixpath.basename(path.rstrip("/"))
    stem, suffix = posixpath.splitext(name)
    if suffix in (*MARKDOWN, ".html"):
        name = stem
    dated = DATED.fullmatch(name)
    return (dated[4] if dated else name).casefold()
