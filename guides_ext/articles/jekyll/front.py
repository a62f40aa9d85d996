"""Front matter: what stands between the two lines of dashes at a page's start."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from guides_ext.articles.jekyll.lines import Line, Source, Told
from guides_ext.articles.jekyll.plain import values
from guides_ext.articles.jekyll.site import DATED, Site, name_of
from guides_ext.model.problems import Place, Problem

FRONT = re.compile(
    r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)

FIRST_HEADING = re.compile(r"\s*(?:# +([^\n]*?)[ #]*(?:\n|\Z)|([^\n]+)\n=+[ \t]*(?:\n|\Z))")

TOML = re.compile(r"\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
"""As Hugo has it."""

ASSIGNED = re.compile(r"^[\w.\"' -]+=", re.MULTILINE)
"""A line of TOML; without any, the plus signs are MyST's breaks."""


AS_IT_IS = "is shown as it is"


class Front:
    """The front matter of a page, of YAML or of TOML.

    Attributes:
        text: as it is written, with its dashes; empty where there is none, or TOML that cannot be
            read, which is a part of the page.
        data: its values; empty where it is broken.
        broken: whether nothing of it can be read.
        problems: what is wrong in it, with its place.
    """

    def __init__(self, text: str, file: str) -> None:
        self.file, self.data, self.broken = file, dict[str, Any](), False
        self.problems: list[Problem] = []
        match = FRONT.match(text)
        yaml = match["yaml"] if match else None
        if match is None and (match := TOML.match(text)):
            try:
                yaml = _json(tomllib.loads(match["toml"]))
            except (ValueError, RecursionError) as error:  # a number of thousands of digits, too
                self._say_toml(match["toml"], str(error))
        self.text = match[0] if match and yaml is not None else ""
        if yaml is None:
            return
        found, problems = values(yaml, file, line=2)
        if isinstance(found, Mapping):
            self.data = dict(found)
        elif found is not None:
            message = f"expected keys and values, got {type(found).__name__}"
            problems = [*problems, Problem(Place(file, 2, 1), "", message)]
        if problems and not self.data:
            self.broken, why = True, "; ".join(one.message for one in problems)
            problems = [Problem(problems[0].place, "", f"front matter: {why}; it {AS_IT_IS}")]
        self.problems = [replace(one, severity="warning", subtype="front") for one in problems]

    def _say_toml(self, toml: str, error: str) -> None:
        if ASSIGNED.search(toml):
            found = re.search(r" \(at line (\d+), column (\d+)\)", error)
            line, column = (int(found[1]) + 1, int(found[2])) if found else (2, 1)
            why = re.sub(r" \(at .*\)$|;.*", "", error)
            message = f"front matter: not valid TOML: {why}; it {AS_IT_IS}"
            place = Place(self.file, line, column)
            self.problems = [Problem(place, "", message, severity="warning", subtype="front")]

    @property
    def sound(self) -> str:
        """As others may read it, in as many lines; where it is broken, as code."""
        inside = "\n".join(self.text.split("\n")[1 : self.rows - 1])
        if self.broken:
            return f"````yaml\n{inside}\n````\n"
        if not self.data:
            return "\n" * self.rows
        rows = "\n" * (self.rows - 2)
        return f"---\n{_json(self.data)}{rows}---\n"

    @property
    def rows(self) -> int:
        """The lines that it takes."""
        return (self.text.removesuffix("\n") + "\n").count("\n") if self.text else 0

    def place(self, key: str) -> Place:
        """The place of a top-level key; the first line where it is written in another way."""
        found = re.search(rf"^['\"]?{key}['\"]?\s*:", self.text, re.MULTILINE)
        return Place(self.file, self.text.count("\n", 0, found.start()) + 1 if found else 1, 1)

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
    file = front.file
    lines = Source(front.sound, file).lines()[:-1]
    told.problems.update(dict.fromkeys(front.problems))
    if title:
        row = front.place("title").line
        lines += [Line(f"# {escaped(title)}", file, row), Line("", file, row)]
    return [*lines, *_picture(front, site, told)]


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
