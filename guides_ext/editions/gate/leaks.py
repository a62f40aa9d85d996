"""What must not be published, what may be, and where the one is found in a site."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import unquote

import Stemmer

from guides_ext.editions.gate import published
from guides_ext.editions.gate.sources import Said, of_conf, of_page, of_role, of_yaml
from guides_ext.editions.gate.words import LEAF, Words, longest, pieces, words_of
from guides_ext.editions.pages import Scope
from guides_ext.editions.project import BESIDE, LOCALES, UNNAMED, Projection
from guides_ext.files import files_below
from guides_ext.model.base import may_read
from guides_ext.model.files import role_id
from guides_ext.model.problems import Place
from guides_ext.model.source import Unreadable, decode

SCHEMA = Path(__file__).parents[2] / "schema" / "guides.schema.json"
_MADE = frozenset(("guides", "json", "print", "html", "pdf", "series", "leaflet", "downloads"))
"""Words of which builds make the names of their files."""

PAGES = (".md", ".markdown", ".mkd", ".rst")
SOURCES = (*PAGES, ".yaml", ".yml")

LARGEST = 20_000_000
"""Bytes of a source whose texts are looked for; a larger one is known by its digest."""


class Finding(NamedTuple):
    """Something forbidden in a site: where it is written, where it is published, how it reads."""

    place: Place
    published: str
    excerpt: str
    where: str = ""

    def __str__(self) -> str:
        inside = f" ({self.where})" if self.where else ""
        return f"{self.place}: published in {self.published}{inside}: {self.excerpt}"


@dataclass
class Allowed:
    """What may be published: words, and runs of up to five of them (of ten, where languages have no
    spaces); files by their digests."""

    runs: set[Words] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def add(self, words: Words) -> None:
        """Allows a block of words."""
        for length in range(1, longest(words) + 1):
            self.runs.update(_runs(words, length))

    def has(self, run: Words, *, flows: bool = False) -> bool:
        """Whether a run is allowed: as it is, or as the end of one text and the start of the next.

        Where texts flow into each other, as on a page of a PDF, there may be one between them.
        """
        return self._made_of(run, 3 if flows else 1 if len(run) in LEAF else 2)

    def _made_of(self, run: Words, texts: int) -> bool:
        return run in self.runs or (texts > 1 and any(
            run[:cut] in self.runs and self._made_of(run[cut:], texts - 1)
            for cut in range(1, len(run))
        ))  # fmt: skip

    def has_name(self, name: Words) -> bool:
        """Whether a name is allowed: as it is, or as an allowed one and one word more, like the
        path of a document and the name of a stage on it. What builds call their files is."""
        while len(name) > 1 and name[0] in _MADE:
            name = name[1:]
        while len(name) > 1 and name[-1] in _MADE:
            name = name[:-1]
        return name in self.runs or (len(name) > 2 and any(
            name[:cut] in self.runs and name[cut:] in self.runs for cut in (1, len(name) - 1)
        ))  # fmt: skip


@dataclass
class Forbidden:
    """What may not: texts by their pieces, names, files by their digests."""

    pieces: dict[Words, Place] = field(default_factory=dict)
    names: dict[Words, Place] = field(default_factory=dict)
    files: dict[str, Place] = field(default_factory=dict)

    def add(self, text: str, place: Place, *, name: bool) -> None:
        """Forbids a text."""
        words = words_of(text)
        if name and words:
            self.names.setdefault(words, place)
        for piece in pieces(words):
            self.pieces.setdefault(piece, place)


class Gate:
    """Knows what an edition of some sources may not hold, and finds it.

    Args:
        source: the folder of all sources.
        made: the edition, of which nothing is taken but whose it is, and the roles that were read.
        base: a build of a project without content (see `empty_build`), or None for none.
    """

    def __init__(self, source: Path, made: Projection, base: Path | None = None) -> None:
        self.source, self.edition, self.is_left_out = source, made.edition, made.is_left_out
        self.allowed, self.forbidden = Allowed(), Forbidden()
        self.taken: set[str] = set()  # files that come along
        self.named: list[tuple[str, str]] = []  # a file, and what its open texts refer to
        self._clean: set[tuple[Words, bool, bool, bool]] = set()
        found = list(files_below(source, BESIDE))
        roles = {
            file: role
            for file, role in made.roles.items()
            if may_read(self.edition, role.audience) and not made.is_left_out(file)
        }
        stages = {role_id(file): set(role.stages) for file, role in roles.items()}
        scope = Scope(self.edition, stages, made.labels)
        is_open = set(roles)
        for file in found:
            if self._take(self._said(file, scope), file) and file.endswith(PAGES):
                is_open.add(file)
        for role in roles.values():
            said = of_role(role, scope._replace(labels={}))  # a list is what its field is
            self._take((one for one in said if may_read(self.edition, one.circle)), role.document)
            for id in (*role.stages, *(role.competencies if self.edition == "company" else ())):
                self.allowed.add(words_of(f"{role.document}/{id}"))
        sources = {_stem(one) for one in found if one.endswith(SOURCES)}
        self._take_named(closed=sources - {*map(_stem, is_open)})
        for file in found:
            self._name(file, is_open=file in self.taken or file in is_open)
            if file != "conf.py" and not file.endswith(SOURCES):
                self._file(file)
        for text in _own_words():
            self.allowed.add(words_of(text))
        if base:
            self._base(base)

    def _said(self, file: str, scope: Scope) -> Iterable[Said]:
        """The texts of a source that has places; none of all other files."""
        if file != "conf.py" and not file.endswith(SOURCES):
            return ()
        try:
            text = decode((self.source / file).read_bytes(), file)
        except (Unreadable, OSError):
            return ()
        if file.endswith(PAGES):
            said = of_page(text, file, scope)
        else:
            said = of_conf(text) if file == "conf.py" else of_yaml(text, file)
        return (one._replace(circle="panel") for one in said) if self.is_left_out(file) else said

    def _take(self, said: Iterable[Said], file: str) -> bool:
        """Allows or forbids what a file says; whether something in it may be read."""
        is_open = False
        for one in said:
            if not may_read(self.edition, one.circle):
                self.forbidden.add(one.text, Place(file, one.line, 1), name=one.name)
                continue
            is_open = True
            if one.name:
                self.named.append((file, one.text))
            else:
                self.allowed.add(words_of(one.text))
        return is_open

    def _take_named(self, closed: set[str]) -> None:
        """Allows what open texts refer to, such as the paths of files that come along; a link to a
        closed source, which the edition does not keep, allows nothing."""
        for file, text in self.named:
            path = unquote(text.partition("#")[0])
            full = normpath(join(dirname(file), path)).lstrip("/")
            if _stem(full) not in closed:
                self.taken.add(full)
                self.allowed.add(words_of(text))
                self.allowed.add(words_of(path))

    def _name(self, file: str, *, is_open: bool) -> None:
        """A file's own name."""
        if is_open:
            self.allowed.add(words_of(file))
            return
        name = _stem(file)
        own = words_of(PurePosixPath(name).name)
        for one in (words_of(name), own if len(own) > 1 else ()):
            if one:
                self.forbidden.names.setdefault(one, Place(file, 1, 1))

    def _file(self, file: str) -> None:
        """What is in a file that is neither page nor role."""
        data, taken = (self.source / file).read_bytes(), file in self.taken
        if not taken and len(data) > 64:
            digest = hashlib.sha256(data).hexdigest()
            self.forbidden.files.setdefault(digest, Place(file, 1, 1))
        for text in published.read(file, data, 1) if len(data) <= LARGEST else ():
            if taken:
                self.allowed.add(text.words)
            else:
                self.forbidden.add(text.text, Place(file, 1, 1), name=text.name)

    def _base(self, base: Path) -> None:
        for path in files_below(base):
            data = (base / path).read_bytes()
            self.allowed.files.add(hashlib.sha256(data).hexdigest())
            self.allowed.add(words_of(path))
            if path.endswith((".html", ".inv", ".pdf", "searchindex.js")):
                for text in published.read(path, data):
                    self.allowed.add(text.words)

    # Looking ----------------------------------------------------------------------------------

    def look(self, site: Path, but: Iterable[str] = ()) -> list[Finding]:
        """What of a site may not be published; in the order of its files.

        Args:
            but: files and folders that nobody publishes.
        """
        found: dict[tuple[Place, str], Finding] = {}
        for path in files_below(site, but):
            data = (site / path).read_bytes()
            for one in self._in_file(path, data):
                found.setdefault((one.place, path), one)
        return list(found.values())

    def _in_file(self, path: str, data: bytes) -> Iterator[Finding]:
        digest = hashlib.sha256(data).hexdigest()
        if place := self.forbidden.files.get(digest):
            yield Finding(place, path, "the file itself")
        texts = published.read(path, data)
        for text in islice(texts, 1) if digest in self.allowed.files else texts:  # its name first
            key = (text.words, text.name, text.flows, text.stems)
            if key in self._clean:  # pages have much in common
                continue
            found = list(self._stemmed(text.words) if text.stems else self._in_text(text))
            for place, piece in found:
                yield Finding(place, path, _excerpt(text.text, piece), text.where)
            if not found:
                self._clean.add(key)

    def _in_text(self, text: published.Text) -> Iterator[tuple[Place, Words]]:
        """What is forbidden in a text, and where it is written."""
        allowed, words = self.allowed, text.words
        for length in (*range(longest(words), min(LEAF) - 1, -1), 1):
            for piece in _runs(words, length):
                if (place := self.forbidden.pieces.get(piece)) and not (
                    allowed.has(piece, flows=text.flows) or (text.name and allowed.has_name(piece))
                ):
                    yield place, piece
        for length in range(1, 7) if text.name else ():
            for name in _runs(words, length):
                place = self.forbidden.names.get(name)
                is_letter = length == 1 and len(name[0]) < 3
                if place and not is_letter and not allowed.has_name(name):
                    yield place, name

    def _stemmed(self, words: Words) -> Iterator[tuple[Place, Words]]:
        return ((self._stems[word], (word,)) for word in words if word in self._stems)

    @cached_property
    def _stems(self) -> dict[str, Place]:
        """The stems of forbidden words that are not those of allowed ones."""
        stem = Stemmer.Stemmer("english").stemWord
        allowed = {form for (one, *more) in self.allowed.runs if not more
                   for form in (one, stem(one))}  # fmt: skip
        return {
            stem(one): place
            for (one, *more), place in self.forbidden.pieces.items()
            if not more and not {one, stem(one)} & allowed
        }


def _stem(path: str) -> str:
    """The name of a document, by the path of its source or of its page."""
    return re.sub(r"(?:\.role)?\.\w+$", "", path)


def _runs(words: Words, length: int) -> Iterator[Words]:
    return (words[at : at + length] for at in range(len(words) - length + 1))


def _excerpt(text: str, words: Words) -> str:
    """Some text around words that were found in it."""
    line = " ".join(text.split())
    at = line.casefold().find(words[0])
    start = max(at - 20, 0)
    shown = line[start : start + 100]
    return f"{'…' if start else ''}{shown}{'…' if len(line) > start + 100 else ''}"


def _own_words() -> Iterator[str]:
    """The words that the product itself puts on pages, and the names in guides.json."""
    for path in sorted(LOCALES.rglob("*.po*")):
        for found in re.findall(r'^"?(?:msg\w+ )?"(.*)"$', path.read_text("utf-8"), re.MULTILINE):
            yield from re.split(r"%\w|%\(\w+\)\w|\\n", found)
    yield UNNAMED
    yield from _MADE
    yield from re.findall(r'"([\w-]+)"', SCHEMA.read_text(encoding="utf-8"))


_BOXES = ("attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip",
          "warning", "dropdown", "card")  # fmt: skip
EMPTY = {
    "index.md": "# A\n\n```{toctree}\na\nb\nc\n```\n\n```{roles}\n```\n",
    "a.md": "\n".join(["# A\n", *(f":::{{{one}}}\nA\n:::\n" for one in _BOXES)]),
    "b.md": "# A\n\n$a$ A[^a]\n\n[^a]: A\n\n::::{tab-set}\n:::{tab-item} A\nA\n:::\n::::\n\n"
            "```text\nA\n```\n\n:::{figure} a.svg\n:alt: A\nA\n:::\n\n- [ ] A\n",
    "c.md": "# A\n\n{download}`A <a.svg>`\n\n| A |\n|---|\n| A |\n",
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"/>',
    "r.role.yaml": """\
title: A
summary: A
level: A
adjustments: "[a](mailto:a@a.aa)"
pay_range: A
keep_notes: A
ai: {candidate: allowed, say: A, ours: A}
recorded: false
candidate: {welcome: A, after: A, places: {office: A, video: A}, sections: [a]}
stages:
  a:
    title: A
    format: other
    minutes: 3
    place: [office, video]
    interviewers: {a: {is: A, told: A}}
    agenda: [{minutes: 1, is: other, told: A}, {minutes: 1, is: break}, {minutes: 1, is: notes}]
    candidate: {expect: A, bring: A, prepare: A, not_tested: A, sections: [a]}
schedule: [{day: 1, stages: [a]}]
decision: {by: A, answer_within_days: 1}
""",
}  # fmt: skip
"""The sources of a project that says nothing and uses all that a page can be made of."""


def empty_build(conf: str, folder: Path) -> Path:
    """Builds a project without content of its own, with the settings of an edition.

    Returns:
        The folder of its output.

    Raises:
        subprocess.CalledProcessError: it cannot be built.
    """
    files = {"conf.py": conf, **EMPTY}
    with TemporaryDirectory() as source:
        for name, text in files.items():
            (Path(source) / name).write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-Q", "-b", "html", source, str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    return folder
