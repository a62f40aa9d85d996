"""What must not be published, what may be, and where the one is found in a site."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import unquote

from guides_ext.editions.gate import published
from guides_ext.editions.gate.sources import Said, of_conf, of_page, of_role, of_yaml
from guides_ext.editions.gate.words import (
    LEAF,
    RUN,
    UNSPACED,
    Words,
    runs,
    single,
    unspaced,
    whole,
    words_of,
)
from guides_ext.editions.pages import BLOCKS, Scope, lifted_by
from guides_ext.editions.project import BESIDE, UNNAMED
from guides_ext.editions.scan import Doubt
from guides_ext.editions.settings import left_out, lifted
from guides_ext.files import files_below
from guides_ext.model.base import CIRCLES, Circle, may_read
from guides_ext.model.files import SUFFIX, is_library, role_id
from guides_ext.model.load import load_role
from guides_ext.model.problems import Place
from guides_ext.model.role import Role
from guides_ext.model.source import Unreadable, decode

LOCALE = Path(__file__).parents[2] / "locale"
SCHEMA = Path(__file__).parents[2] / "schema" / "guides.schema.json"
_MADE = frozenset(("guides", "json", "print", "html", "pdf", "series", "leaflet", "downloads"))
"""Words of which builds make the names of their files."""

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
    """What may be published: words, and runs of two to five of them (of ten, where languages have
    no spaces); files by their digests."""

    words: set[str] = field(default_factory=set)
    grams: set[Words] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def add(self, words: Words) -> None:
        """Allows a block of words."""
        self.words.update(words)
        count = len(words)
        for length in (2, 3, 4, 5):
            self.grams.update(words[at : at + length] for at in range(count - length + 1))
        if any(map(unspaced, words)):
            for length in range(RUN + 1, UNSPACED + 1):
                self.grams.update(words[at : at + length] for at in range(count - length + 1))

    def has(self, run: Words, *, flows: bool = False) -> bool:
        """Whether a run is allowed: as it is, or as the end of one text and the start of the next.

        Where texts flow into each other, as on a page of a PDF, there may be one between them.
        """
        if len(run) in LEAF and not flows:
            return self._piece(run)
        return self._made_of(run, 3 if flows else 2)

    def _made_of(self, run: Words, pieces: int) -> bool:
        return self._piece(run) or (pieces > 1 and any(
            self._piece(run[:cut]) and self._made_of(run[cut:], pieces - 1)
            for cut in range(1, len(run))
        ))  # fmt: skip

    def has_name(self, name: Words) -> bool:
        """Whether a name is allowed: as it is, or as an allowed one and one word more, like the
        path of a document and the name of a stage on it. What builds call their files is."""
        while len(name) > 1 and name[0] in _MADE:
            name = name[1:]
        while len(name) > 1 and name[-1] in _MADE:
            name = name[:-1]
        ends = ((name[:-1], name[-1:]), (name[1:], name[:1])) if len(name) > 2 else ()
        return self._piece(name) or any(self._piece(one) and self._piece(two) for one, two in ends)

    def _piece(self, words: Words) -> bool:
        return words[0] in self.words if len(words) == 1 else words in self.grams


@dataclass
class Forbidden:
    """What may not: shingles and whole leaves, words, names, files by their digests."""

    runs: dict[Words, Place] = field(default_factory=dict)
    leaves: dict[Words, Place] = field(default_factory=dict)
    words: dict[str, Place] = field(default_factory=dict)
    names: dict[Words, Place] = field(default_factory=dict)
    files: dict[str, Place] = field(default_factory=dict)

    def add(self, text: str, place: Place, *, name: bool) -> None:
        """Forbids a text."""
        words = words_of(text)
        if name and words:
            self.names.setdefault(words, place)
        for _, run in runs(words):
            self.runs.setdefault(run, place)
        if leaf := whole(words):
            self.leaves.setdefault(leaf, place)
        for word in filter(single, words):
            self.words.setdefault(word, place)


class Gate:
    """Knows what an edition of some sources may not hold, and finds it.

    Args:
        source: the folder of all sources.
        edition: whose edition it is.
        base: a build of a project without content (see `empty_build`), or None for none.
    """

    def __init__(self, source: Path, edition: Circle, base: Path | None = None) -> None:
        self.source, self.edition = source, edition
        self.allowed, self.forbidden = Allowed(), Forbidden()
        self._clean: set[tuple[Words, bool, bool, bool]] = set()
        found = list(files_below(source, BESIDE))
        self.left_out, labels = _said_of(source)
        self.roles = dict(self._open_roles(found))
        stages = {role_id(file): set(role.stages) for file, role in self.roles.items()}
        scope = Scope(edition, stages, labels)
        taken: set[str] = set()
        for file in found:
            if (said := self._said(file, scope)) is not None:
                for one in said:
                    self._take(one, file, taken)
        for role in self.roles.values():
            for one in of_role(role, scope._replace(labels={})):  # a list is what its field is
                if may_read(edition, one.circle):
                    self._allow(one, role.document, taken)
            for id in (*role.stages, *(role.competencies if edition == "company" else ())):
                self.allowed.add(words_of(f"{role.document}/{id}"))
        for file in found:
            self._file(file, file in taken)
        for text in _own_words():
            self.allowed.add(words_of(text))
        if base:
            self._base(base)

    def _open_roles(self, found: list[str]) -> Iterator[tuple[str, Role]]:
        for file in found:
            if file.endswith(SUFFIX) and not is_library(file) and not self.left_out(file):
                role = load_role(self.source, file).role
                if role and may_read(self.edition, role.audience):
                    yield file, role

    def _said(self, file: str, scope: Scope) -> Iterable[Said] | None:
        """The texts of a source that has places; None for all other files."""
        kind = PurePosixPath(file)
        is_yaml = file.endswith(SUFFIX) or kind.suffix in (".yaml", ".yml")
        is_page = kind.suffix in (".md", ".markdown", ".mkd", ".rst")
        if not (is_yaml or is_page or kind.name == "conf.py"):
            return None
        try:
            text = decode((self.source / file).read_bytes(), file)
        except (Unreadable, OSError):
            return None
        if is_yaml:
            return of_yaml(text, file)
        said = of_page(text, file, scope) if is_page else of_conf(text)
        return (one._replace(circle="panel") for one in said) if self.left_out(file) else said

    def _take(self, said: Said, file: str, taken: set[str]) -> None:
        if may_read(self.edition, said.circle):
            self._allow(said, file, taken)
        else:
            self.forbidden.add(said.text, Place(file, said.line, 1), name=said.name)

    def _allow(self, said: Said, file: str, taken: set[str]) -> None:
        self.allowed.add(words_of(said.text))
        if said.name:  # a path of a file that comes along
            path = unquote(said.text.partition("#")[0])
            taken.add(normpath(join(dirname(file), path)).lstrip("/"))
            self.allowed.add(words_of(path))

    def _file(self, file: str, taken: bool) -> None:
        """A file's own name; and what is in one that is neither page nor role."""
        path, name = self.source / file, re.sub(r"\.role\.yaml$|\.\w+$", "", file)
        is_source = self._is_source(file)
        place = Place(file, 1, 1)
        if taken or (is_source and self._is_open(file)):
            self.allowed.add(words_of(file))
        else:
            own = words_of(PurePosixPath(name).name)
            for one in (words_of(name), own if len(own) > 1 else ()):
                if one:
                    self.forbidden.names.setdefault(one, place)
        if is_source:
            return
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if not taken and len(data) > 64:
            self.forbidden.files.setdefault(digest, place)
        if len(data) > LARGEST:
            return
        for text in published.read(file, data, 1):
            if taken:
                self.allowed.add(text.words)
            else:
                self.forbidden.add(text.text, place, name=text.name)

    def _is_source(self, file: str) -> bool:
        return file.endswith((".md", ".markdown", ".mkd", ".rst", ".yaml", ".yml", "conf.py"))

    def _is_open(self, file: str) -> bool:
        if file.endswith(SUFFIX) or self.left_out(file):
            return file in self.roles
        text = (self.source / file).read_bytes()[:20_000]
        found = re.search(rb"^:?['\"]?audience['\"]?[ \t]*:[ \t]*['\"]?(\w+)", text, re.MULTILINE)
        said = found[1].decode() if found else ""
        return any(said == one and may_read(self.edition, one) for one in CIRCLES[1:])

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
        if digest in self.allowed.files:
            yield from self._in_text(path, next(published.text_of(path, "its name", name=True)))
            return
        for text in published.read(path, data):
            key = (text.words, text.name, text.flows, text.stems)
            if key not in self._clean:  # pages have much in common
                found = list(self._in_text(path, text))
                yield from found
                if not found:
                    self._clean.add(key)

    def _in_text(self, path: str, text: published.Text) -> Iterator[Finding]:
        words, forbidden, ours = text.words, self.forbidden, self.allowed

        def finding(place: Place, found: Words) -> Finding:
            return Finding(place, path, _excerpt(text.text, found), text.where)

        if text.stems:
            yield from (finding(place, (word,)) for word, place in self._stemmed(words))
            return

        def allowed(run: Words) -> bool:
            return ours.has(run, flows=text.flows) or (text.name and ours.has_name(run))

        for _, run in runs(words):
            if (place := forbidden.runs.get(run)) and not allowed(run):
                yield finding(place, run)
        longest = UNSPACED - 1 if any(map(unspaced, words)) else max(LEAF)
        for length in range(min(LEAF), longest + 1):
            for at in range(len(words) - length + 1):
                leaf = words[at : at + length]
                if (place := forbidden.leaves.get(leaf)) and not allowed(leaf):
                    yield finding(place, leaf)
        for word in filter(single, words):
            if (place := forbidden.words.get(word)) and word not in ours.words:
                yield finding(place, (word,))
        if text.name:
            yield from (finding(place, name) for name, place in self._names(words))

    def _names(self, words: Words) -> Iterator[tuple[Words, Place]]:
        for length in range(1, 7):
            for at in range(len(words) - length + 1):
                name = words[at : at + length]
                place = self.forbidden.names.get(name)
                if place is None or (length == 1 and len(name[0]) < 3):
                    continue
                if not self.allowed.has_name(name):
                    yield name, place

    def _stemmed(self, words: Words) -> Iterator[tuple[str, Place]]:
        if not hasattr(self, "_stems"):
            import snowballstemmer  # type: ignore[import-untyped]

            stem = snowballstemmer.stemmer("english").stemWord
            allowed = self.allowed.words | {stem(one) for one in self.allowed.words}
            self._stems = {
                stem(word): place
                for word, place in self.forbidden.words.items()
                if stem(word) not in allowed and word not in allowed
            }
        for word in words:
            if place := self._stems.get(word):
                yield word, place


def _excerpt(text: str, words: Words) -> str:
    """Some text around words that were found in it."""
    line = " ".join(text.split())
    at = line.casefold().find(words[0])
    start = max(at - 20, 0)
    shown = line[start : start + 100]
    return f"{'…' if start else ''}{shown}{'…' if len(line) > start + 100 else ''}"


def _own_words() -> Iterator[str]:
    """The words that the product itself puts on pages, and the names in guides.json."""
    for path in sorted(LOCALE.rglob("*.po*")):
        for found in re.findall(r'^"?(?:msg\w+ )?"(.*)"$', path.read_text("utf-8"), re.MULTILINE):
            yield from re.split(r"%\w|%\(\w+\)\w|\\n", found)
    yield UNNAMED
    yield from _MADE
    yield from re.findall(r'"([\w-]+)"', SCHEMA.read_text(encoding="utf-8"))


_BOXES = sorted(BLOCKS & {"attention", "caution", "danger", "error", "hint", "important", "note",
                         "seealso", "tip", "warning", "dropdown", "card"})  # fmt: skip
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


def _said_of(source: Path) -> tuple[Callable[[str], bool], dict[str, Circle]]:
    """Which files the panel's handbook leaves out (all, where that is not written out), and the
    labels of lists that are for others."""
    try:
        conf = decode((source / "conf.py").read_bytes(), "conf.py")
        return left_out(conf), lifted_by(lifted(conf))
    except (Unreadable, OSError):
        return lambda file: False, lifted_by({})
    except Doubt:
        return lambda file: file != "conf.py", lifted_by({})


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
