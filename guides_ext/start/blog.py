"""A series that is there already, taken in where it is: its order, and what is read of it.

Nothing of it is changed or copied. `docs/` gets a link to its folder, unless it lies in there
already; conf.py gets the order of its articles, which is a proposal.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from guides_ext.files import files_below, is_folder
from guides_ext.start import Refused

if TYPE_CHECKING:
    from guides_ext.record.data import ArticleRecord

MARKS = (
    ("jekyll", ("_config.yml",)),
    ("gitbook", (".gitbook.yaml", "book.json")),
    ("hugo", ("hugo.toml", "hugo.yaml", "config.toml")),
    ("eleventy", (".eleventy.js", *(f"eleventy.config.{one}" for one in ("js", "mjs", "cjs")))),
    ("mkdocs", ("mkdocs.yml", "mkdocs.yaml")),
    ("gitbook", ("SUMMARY.md",)),
    ("jekyll", ("_posts", "_drafts", "_includes")),
)
"""The files and folders that tell a generator, first those that no other one has; a folder with
none of them is plain Markdown."""

OF_A_GENERATOR = re.compile(r"(?:.*/)?(?:_(?!posts|drafts)|\.|(?:node_modules|vendor)/)")
"""How the paths of those files begin that are made or taken in by a generator."""

NO_ARTICLE = re.compile(
    r"(?:readme|license|changelog|contributing|code_of_conduct|security|summary|index|404)\.",
    re.IGNORECASE,
)
"""How the names of those files begin that are about the folder that they are in."""

READ = (".md", ".markdown")
"""The endings of the files that a build reads."""

SERIES = 30
"""Articles of a folder that may all be about interviews; of more, those that say so are taken."""

ABOUT_INTERVIEWS = re.compile(r"interview|\bhir(?:e|ing)|candidate|recruit", re.IGNORECASE)

FORMATS = {
    "screen": r"screen(?:ing)?|phone|(?:intro\w*|first) (?:call|conversation|interview)",
    "pairing": r"pair(?:ing|ed)?|coding",
    "system-design": r"system design|architecture|whiteboard",
    "code-review": r"code review",
    "take-home": r"take[ -]home|homework|assignment|tech(?:nical)? (?:test|task|exercise)",
    "presentation": r"presentation",
    "portfolio": r"portfolio",
    "role-play": r"role[ -]play",
    "retrospective": r"retro(?:spective)?",
    "debrief": r"debrief|decision|wash-?up",
}
"""The words of a title that tell the format of the meeting which its section is about."""

LONGEST_TITLE, MOST_SECTIONS = 6, 3
"""Words of a title that names a meeting; sections that a first role draws on for one format."""


class Meeting(NamedTuple):
    """A section that is about a meeting: its format, its title, and the reference that draws it."""

    format: str
    title: str
    section: str


@dataclass(frozen=True)
class Blog:
    """A series as it is taken in.

    Attributes:
        folder: where it is, as it was named.
        name: its folder from docs/; a link where `target` is not empty.
        target: where the link leads, from docs/.
        flavour: the generator, as `MARKS` has it; empty for plain Markdown.
        documents: the articles in the order that is proposed, from docs/ and without suffix.
        passed: how many files of Markdown are not among them.
        lists: the lists that became goals and checklists, each with its place.
        problems: what is not understood, as the build says it.
        meetings: the sections that a first role draws on.
    """

    folder: Path
    name: str
    target: str
    flavour: str
    documents: tuple[str, ...]
    passed: int
    lists: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @property
    def patterns(self) -> list[str]:
        """The patterns of Sphinx that its articles fit; any sign may stand for one of a pattern."""
        return [re.sub(r"[\[*?]", "?", one) + ".*" for one in self.documents]


def take_in(folder: Path, project: Path) -> Blog:
    """Reads a series as the handbook in a project will.

    Args:
        folder: with its articles, or with the site that they belong to.
        project: that of the handbook, which need not be there yet.

    Raises:
        Refused: the folder is none, is around the project, or has no articles.
    """
    if not is_folder(folder):
        raise Refused(f"--from {folder}: there is no such folder")
    real, docs = folder.resolve(), project.resolve() / "docs"
    if docs.is_relative_to(real):
        raise Refused(
            f"--from {folder} is around {project}: begin the handbook in a folder beside it"
        )
    inside = real.is_relative_to(docs)
    name = real.relative_to(docs).as_posix() if inside else _name(real)
    every = [one for one in files_below(folder) if _is_markdown(one)]
    chosen = articles = [one for one in every if one.endswith(READ) and not NO_ARTICLE.match(one)]
    if len(articles) > SERIES:
        chosen = [one for one in articles if _speaks_of_interviews(folder, one)] or articles
    if not chosen:
        but = " but a README and the like" if every else ""
        raise Refused(f"--from {folder}: no Markdown is in it{but}")
    documents = tuple(f"{name}/{one}" for one in _ordered(folder, chosen))
    target = "" if inside else Path(os.path.relpath(real, docs)).as_posix()
    passed = len(every) - len(chosen)
    return _read(Blog(folder, name, target, _flavour(folder, chosen), documents, passed))


def _name(folder: Path) -> str:
    """A folder's name among the sources, where `articles` and `roles` are taken."""
    from docutils import nodes

    made = str(nodes.make_id(folder.name))
    return made if made not in ("", "articles", "roles") else f"their-{made}".rstrip("-")


def _flavour(folder: Path, files: Sequence[str]) -> str:
    """The generator of a series, by what lies around its files, up to the root of their repository,
    or by what stands in one of them."""
    from guides_ext.articles.jekyll.page import is_jekyll

    real = folder.resolve()
    above = [real, *real.parents]
    repository = next((one for one in above if (one / ".git").exists()), real)
    places = [one for one in above if one.is_relative_to(repository)]
    for generator, marks in MARKS:
        if any((place / mark).exists() for place in places for mark in marks):
            return generator
    texts = ((folder / one).read_text(encoding="utf-8", errors="replace") for one in files)
    return "jekyll" if any(is_jekyll(text, site_above=False) for text in texts) else ""


def _is_markdown(path: str) -> bool:
    from guides_ext.articles.jekyll.site import MARKDOWN

    return path.endswith(MARKDOWN) and not OF_A_GENERATOR.match(path)


def _speaks_of_interviews(folder: Path, path: str) -> bool:
    with (folder / path).open(encoding="utf-8", errors="replace") as opened:
        title = re.search(r"^(?:title:|#) *(.+)", opened.read(2_000), re.MULTILINE)
    return bool(ABOUT_INTERVIEWS.search(f"{path} {title[1] if title else ''}"))


def _ordered(folder: Path, files: Sequence[str]) -> list[str]:
    """Articles without their suffixes: by part and day, else as the folder's own list has them."""
    from guides_ext.articles.series import fronted

    listed = list(dict.fromkeys(_listed(folder)))

    def place(file: str) -> tuple[Any, ...]:
        front = fronted(folder / file, _without_suffix(file))
        at = len(listed) if front.day or file not in listed else listed.index(file)
        return front.part, front.day, at, file

    return [_without_suffix(file) for file in sorted(files, key=place)]


def _without_suffix(file: str) -> str:
    return PurePosixPath(file).with_suffix("").as_posix()


def _listed(folder: Path) -> Iterator[str]:
    """The files that a list of contents links to, from the folder."""
    for name in ("SUMMARY.md", "README.md", "index.md"):
        if (folder / name).is_file():
            text = (folder / name).read_text(encoding="utf-8", errors="replace")
            for link in re.finditer(r"\]\((?:<([^>#\n]+)|([^)>#\s]+))", text):
                yield os.path.normpath(unquote(link[1] or link[2]))


# What is read of it ----------------------------------------------------------------------------


def _read(blog: Blog) -> Blog:
    """The series with what a build says of it: its lists, its meetings, and its problems."""
    from sphinx.application import Sphinx
    from sphinx.util.console import strip_colors
    from sphinx.util.docutils import docutils_namespace

    from guides_ext.domain import guide_domain

    said = StringIO()
    with tempfile.TemporaryDirectory() as scratch, docutils_namespace():
        docs, out = Path(scratch, "docs"), Path(scratch, "out")
        link = docs / blog.name
        link.parent.mkdir(parents=True)
        link.symlink_to(blog.folder.resolve(), target_is_directory=True)
        (docs / "index.md").write_text("# Read\n", encoding="utf-8")
        (docs / "conf.py").touch()
        settings = {
            "extensions": ["guides_ext"],
            "include_patterns": ["index.md", *blog.patterns],
            "guides_outside": [str(blog.folder.resolve())],
            "suppress_warnings": ["toc"],
            **settings_of(blog),
        }
        app = Sphinx(docs, docs, out, out, "dummy", settings, None, said)
        app.build()
        domain = guide_domain(app.env)
        records = [domain.articles[one] for one in blog.documents if one in domain.articles]
        told = strip_colors(said.getvalue()).replace(f"{docs.resolve()}/", "")
    return replace(
        blog,
        lists=tuple(_lists(records)),
        problems=tuple(one for one in told.splitlines() if one.startswith(blog.name)),
        meetings=tuple(_meetings(records)),
    )


def settings_of(blog: Blog) -> dict[str, Any]:
    """What conf.py says of the series, besides its order."""
    everything = f"{blog.name}/**"
    if blog.flavour == "jekyll":
        says_so = (blog.folder / "_config.yml").is_file()
        return {} if says_so else {"guides_jekyll": [everything]}
    return {"guides_flavour": {everything: blog.flavour}} if blog.flavour else {}


def _lists(records: Sequence[ArticleRecord]) -> Iterator[str]:
    for record in records:
        for one in record["lists"]:
            kind = " ".join(filter(None, [one["kind"].replace("_", "-"), one["phase"]]))
            yield f"{one['file']}:{one['line']}: {kind} ({len(one['items'])})"


def _meetings(records: Sequence[ArticleRecord]) -> Iterator[Meeting]:
    """The outermost sections whose titles name a meeting, or that say what it is for."""
    count = Counter[str]()
    for record in records:
        if "#" in record["document"]:
            continue  # a reference to a section would end its document there
        with_goals = {one["section"] for one in record["lists"] if one["kind"] != "checklist"}
        fragments = {index: anchor for anchor, index in reversed(record["anchors"].items())}
        taken: set[int] = set()
        for index, section in enumerate(record["sections"]):
            format = _format(section["title"], index in with_goals)
            if section["parent"] in taken:
                taken.add(index)
            elif format and index in fragments and count[format] < MOST_SECTIONS:
                taken.add(index)
                count[format] += 1
                where = f"{record['document']}#{fragments[index]}".removesuffix("#")
                yield Meeting(format, section["title"], where)


def _format(title: str, with_goals: bool) -> str:
    """The format of the meeting that a section is about; empty where it is about none."""
    if len(title.split()) <= LONGEST_TITLE:
        for name, words in FORMATS.items():
            if re.search(rf"\b(?:{words})\b", title, re.IGNORECASE):
                return name
    return "other" if with_goals else ""


MOST_SHOWN = 12


def told(blog: Blog) -> Iterator[str]:
    """What somebody wants to know of a series that was taken in, in lines."""
    kind = blog.flavour or "plain Markdown"
    taken = f"Taken in, where it is: {blog.folder} ({kind}); docs/conf.py has the order:"
    yield from _shown(taken, blog.documents)
    if blog.target.startswith("../../"):
        yield (
            "It is outside the project: everyone who builds needs it in the same place, "
            "or as a submodule."
        )
    if blog.passed:
        yield (
            f"Left out: {blog.passed} more, which are about the folder, have another ending than "
            f"{' or '.join(READ)}, or do not speak of interviews in name or title."
        )
    drawn = [f"{one.format}: {one.section}" for one in blog.meetings]
    yield from _shown("Lists that become goals and checklists:", blog.lists)
    yield from _shown("Sections that the role draws on:", drawn)
    if not drawn:
        yield (
            "No title names a meeting: in the role file, write the sections that a stage draws on "
            "under its key `sections`."
        )
    yield from _shown("Not understood; each build says it too:", blog.problems)


def _shown(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield heading
    yield from (f"  {one}" for one in lines[:MOST_SHOWN])
    if len(lines) > MOST_SHOWN:
        yield f"  and {len(lines) - MOST_SHOWN} more"
