"""Front matter: what stands between the two lines of dashes at a page's start."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from guides_ext.articles.jekyll.lines import Line
from guides_ext.articles.jekyll.plain import values
from guides_ext.articles.jekyll.site import DATED, name_of
from guides_ext.model.problems import Place, Problem

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.lines import Told
    from guides_ext.articles.jekyll.site import Site

FRONT = re.compile(
    r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)

FIRST_HEADING = re.compile(r"\s*(?:# +([^\n]*?)[ #]*(?:\n|\Z)|([^\n]+)\n=+[ \t]*(?:\n|\Z))")

TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*\r?\n(?P<toml>.*?)^\+\+\+[ \t]*\r?$", re.DOTALL | re.MULTILINE
)


ASSIGNED = re.compile(r"^[\w.\"' -]+=", re.MULTILINE)
"""A line of TOML; without any, the plus signs are MyST's breaks."""


def with_front_in_yaml(text: str, file: str) -> tuple[str, list[Problem]]:
    """A page with its front matter, where that is TOML as Hugo has it, in as many lines of YAML.

    Returns:
        The page, and what is wrong where its TOML cannot be read; that stays as it is.
    """
    match = TOML.match(text)
    if match is None:
        return text, []
    try:
        data = _json(tomllib.loads(match["toml"].replace("\r\n", "\n")))
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is such a value
        if not ASSIGNED.search(match["toml"]):
            return text, []
        found = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        place = Place(file, int(found[1]) + 1, int(found[2])) if found else Place(file, 2, 1)
        why = re.sub(r" \(at .*\)$|;.*", "", str(error))
        message = f"front matter: not valid TOML: {why}; it is shown as it is"
        return text, [Problem(place, "", message, severity="warning", subtype="front")]
    rows = "\n" * match["toml"].count("\n")
    return f"---\n{data}{rows}---{text[match.end() :]}", []


def with_sound_front(text: str, file: str) -> tuple[str, list[Problem]]:
    """A page with its front matter as others may read it, in as many lines; what is wrong in it."""
    front = Front(text, file)
    if not front.length:
        return text, []
    rows = "\n" * max(front.rows - 2, 1)
    return f"---\n{_json(front.data)}{rows}---\n{text[front.length :]}", front.problems


class Front:
    """The front matter of a page.

    Attributes:
        data: its values; empty where it is not YAML.
        length: the characters that it takes, dashes included; 0 where there is none.
        broken: what is wrong with it as a whole, or empty.
        problems: what is wrong in it, with its place.
    """

    def __init__(self, text: str, file: str) -> None:
        match = FRONT.match(text)
        self.file, self.data, self.broken = file, dict[str, Any](), ""
        self.length = match.end() if match else 0
        self.text = text[: self.length]
        self.problems: list[Problem] = []
        if match:
            found, problems = values(match["yaml"], file, line=2)
            if isinstance(found, Mapping):
                self.data = dict(found)
            elif found is not None:
                message = f"expected keys and values, got {type(found).__name__}"
                problems = [*problems, Problem(Place(file, 2, 1), "", message)]
            self.problems = [replace(one, severity="warning", subtype="front") for one in problems]
            self.broken = "" if self.data else "; ".join(one.message for one in problems)

    @property
    def rows(self) -> int:
        """The lines that it takes."""
        return self.text.count("\n")

    def line(self, key: str) -> int:
        """The line of a top-level key; 1 where it is written in another way."""
        return self._lines.get(key, 1)

    @cached_property
    def _lines(self) -> dict[str, int]:
        """Where each top-level key stands first."""
        found: dict[str, int] = {}
        for row, line in enumerate(self.text.split("\n"), 1):
            key, colon, _value = line.partition(":")
            if colon:
                found.setdefault(key.rstrip().strip("'\""), row)
        return found

    @property
    def given_title(self) -> str:
        """The title that it gives; empty where it gives none."""
        return str(self.data.get("title") or "").strip()

    def title(self, body: str) -> str:
        """The page's title; empty where the body begins with one, and no other is given."""
        given = self.given_title
        first = FIRST_HEADING.match(body)
        if first and (not given or given == (first[1] or first[2] or "").strip()):
            return ""
        return given or title_of(self.file)

    def place(self, key: str) -> Place:
        """The place of a top-level key."""
        return Place(self.file, self.line(key), 1)


def page_variables(front: Front, file: str, site: Site) -> dict[str, Any]:
    """What ``{{ page.… }}`` shows: the front matter, and what Jekyll adds to it."""
    path = posixpath.relpath(file, site.folder or ".")
    dated = DATED.fullmatch(posixpath.basename(file))
    name = posixpath.basename(file)
    named: dict[str, Any] = {"title": title_of(file), "path": path, "name": name}
    named |= {"slug": name_of(file), "url": f"/{path}", "tags": [], "categories": []}
    if dated:
        named["date"] = "-".join(dated.groups()[:3])
    return named | front.data


def title_of(file: str) -> str:
    """A title made of a file's name: ``2020-01-31-good-questions.md`` → ``Good questions``."""
    words = re.sub(r"[-_\s]+", " ", name_of(file)).strip()
    return words[:1].upper() + words[1:]


# As MyST ----------------------------------------------------------------------------------------


def head(front: Front, title: str, site: Site, told: Told) -> list[Line]:
    """The lines above a page's body: metadata, title and lead picture."""
    lines = _metadata(front)
    file = front.file
    told.problems.update(dict.fromkeys([] if front.broken else front.problems))
    if front.broken:
        place = front.problems[0].place
        told.warn(place, f"front matter: {front.broken}; it is shown as it is")
        shown = front.text.rstrip("\n").split("\n")
        lines += [Line("````yaml", file, 1)]
        lines += [Line(text, file, row) for row, text in enumerate(shown, 1)]
        lines += [Line("````", file, len(shown)), Line("", file, len(shown))]
    if title:
        row = front.line("title")
        lines += [Line(f"# {escaped(title)}", file, row), Line("", file, row)]
    return [*lines, *_picture(front, site, told)]


def _metadata(front: Front) -> list[Line]:
    if not front.data:
        return []
    entries = [
        Line(f"{_json(key)}: {_json(value)}", front.file, front.line(key))
        for key, value in front.data.items()
    ]
    dashes = (Line("---", front.file, row) for row in (1, front.rows))
    return [next(dashes), *entries, next(dashes), Line("", front.file, front.rows)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _picture(front: Front, site: Site, told: Told) -> list[Line]:
    """The lead picture, where its file exists."""
    image = front.data.get("image")
    given = image if isinstance(image, Mapping) else {"path": image}
    path = given.get("path")
    if not path:
        return []
    place = front.place("image")
    if not isinstance(path, str):
        told.warn(place, "image: expected the path of a picture")
        return []
    target = site.resolve(path, front.file)
    if target is None:
        told.warn(place, f"image: there is no file '{path}'")
        return []
    alt = escaped(str(given.get("alt") or front.data.get("image_alt") or ""))
    return [Line(f"![{alt}]({target})", front.file, place.line), Line("", front.file, place.line)]


def escaped(text: str) -> str:
    """A text in one line, whose markup is only text; entities stay."""
    return re.sub(r"([\\`*_{}\[\]<>#$|~:%+(=])", r"\\\1", " ".join(text.split()))
