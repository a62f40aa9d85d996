"""The files of a new handbook, or of one role more: rendered, and written whole or not at all.

The templates are Jinja's. A `dot-` before a name stands for the dot, so that no tool takes a
template for a file of its own.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from guides_ext.files import NEW
from guides_ext.start import Refused
from guides_ext.start.blog import Blog, settings_of
from guides_ext.start.editor import editor_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from jinja2 import Environment

HERE = files("guides_ext.start")
SUFFIX = ".jinja"
OF_A_TRADE = f".role.yaml{SUFFIX}"
TRADES = tuple(sorted(
    one.name.removesuffix(OF_A_TRADE) for one in HERE.joinpath("trades").iterdir()
))  # fmt: skip
PIPELINES = tuple(sorted(one.name for one in HERE.joinpath("pipelines").iterdir()))
CONF = "docs/conf.py"
"""Written last: where it is, the project is whole."""

SHARED = ("docs/roles/_company.role.yaml", "docs/articles/meeting.md")
"""What the role of every trade stands on."""

PLAIN = re.compile(r"\.|README|LICEN[CS]E", re.IGNORECASE)
"""How names begin that a folder for a new handbook may have in it."""


class Link(str):
    """In place of a text: where a link of the file system leads, from the folder that it is in."""


@dataclass(frozen=True)
class Answers:
    """What a new handbook, or a new role, is made of."""

    company: str
    title: str
    id: str
    trade: str
    language: str
    jurisdictions: tuple[str, ...]
    pipeline: str
    today: datetime.date
    blog: Blog | None = None


def new_project(answers: Answers) -> dict[str, str]:
    """The files of a project with one role: paths from its folder, and texts."""
    folders = [HERE.joinpath("project")]
    if answers.pipeline != "none":
        folders.append(HERE.joinpath("pipelines", answers.pipeline))
    templates = {path: text for one in folders for path, text in _below(one)}
    made = {**_render(templates, answers), **new_role(answers), **editor_files("docs")}
    conf = made.pop(CONF)
    if answers.blog and answers.blog.target:
        made[f"docs/{answers.blog.name}"] = Link(answers.blog.target)
    return {**made, CONF: conf}


def new_role(answers: Answers) -> dict[str, str]:
    """The file of a role, and those that it stands on."""
    templates = {path: text for path, text in _below(HERE.joinpath("project")) if path in SHARED}
    trade = HERE.joinpath("trades", f"{answers.trade}{OF_A_TRADE}").read_text(encoding="utf-8")
    return _render({f"docs/roles/{answers.id}.role.yaml": trade, **templates}, answers)


def _below(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for one in folder.iterdir():
        path = prefix + one.name.replace("dot-", ".", 1)
        if one.is_dir():
            yield from _below(one, f"{path}/")
        else:
            yield path.removesuffix(SUFFIX), one.read_text(encoding="utf-8")


def _render(templates: Mapping[str, str], answers: Answers) -> dict[str, str]:
    environment = _environment()
    review_by = answers.today + datetime.timedelta(days=365)
    values = {**vars(answers), "review_by": review_by, **_from_blog(answers.blog, environment)}
    return {
        path: environment.from_string(text).render(values)
        for path, text in sorted(templates.items())
    }


def _from_blog(blog: Blog | None, environment: Environment) -> dict[str, Any]:
    """What the tree of a trade asks for: the sections that its stages draw on, and more stages."""
    meetings = blog.meetings if blog else ()
    template = environment.from_string(HERE.joinpath("stage.yaml.jinja").read_text("utf-8"))

    def drawn(format: str, key: str = "") -> str:
        found = [f"\n      - {_yaml(one.section)}" for one in meetings if one.format == format]
        return "".join([f"\n    {key}:", *found] if found and key else found)

    def lacking(format: str) -> list[tuple[str, str]]:
        """The formats, with titles, that a tree whose main stage has this one lacks."""
        has = {"screen", "debrief", format}
        found = {one.format: one.title for one in reversed(meetings) if one.format not in has}
        return sorted(found.items())

    def others(format: str) -> str:
        return "".join(
            template.render(id=other, format=other, title=title, drawn=drawn(other))
            for other, title in lacking(format)
        )

    return {
        "settings": settings_of(blog) if blog else {},
        "drawn": drawn,
        "others": others,
        "other_ids": lambda format: "".join(f", {one}" for one, _ in lacking(format)),
    }


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        trim_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined, autoescape=False
    )
    literal = partial(json.dumps, ensure_ascii=False)  # one of JSON is one of Python as well
    environment.filters |= {"python": literal, "yaml": _yaml, "markdown": _markdown}
    return environment


def _yaml(text: str) -> str:
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10**6)
    return dumped.splitlines()[0]


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|~$])", r"\\\1", text)


def write_project(folder: Path, made: Mapping[str, str], beside: Path | None = None) -> list[str]:
    """Writes the files of a new project; what is there stays as it is.

    Args:
        folder: a new one, or one with nothing in it but names such as `.git`, README and LICENSE,
            and a virtual environment.
        beside: what else may be in it, such as the folder of a series.

    Returns:
        The files that were there already.

    Raises:
        Refused: the folder is none, or other things are in it.
        OSError: it cannot be written; nothing of it is there.
    """
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is not a folder")
    if not folder.parent.is_dir():
        raise Refused(f"the folder {folder.parent} is not there")
    strange = sorted(
        one.name for one in (folder.iterdir() if folder.exists() else ())
        if not (beside and beside.resolve().is_relative_to(one.resolve()))
        and not _may_be_there(one, made)
    )  # fmt: skip
    if strange:
        more = f" and {len(strange) - 3} more" if len(strange) > 3 else ""
        raise Refused(
            f"{folder} is not empty ({', '.join(strange[:3])}{more}): name a new folder, or one "
            "with nothing in it but .git, a README and a virtual environment"
        )
    return write_into(folder, made)


def _may_be_there(one: Path, made: Mapping[str, str]) -> bool:
    """Whether a name in the folder is none of a project, or what a killed run has left of ours."""
    if PLAIN.match(one.name) or (one / "pyvenv.cfg").is_file():
        return True
    files = (path for path in (one, *one.rglob("*")) if not path.is_dir())
    return all(_is_ours(file, made.get(file.relative_to(one.parent).as_posix())) for file in files)


def _is_ours(file: Path, text: str | None) -> bool:
    return text is not None and file.is_file() and file.read_bytes() == text.encode()


def write_into(folder: Path, made: Mapping[str, str]) -> list[str]:
    """Writes files into a folder, all or none; returns those that were there, and are as before."""
    fresh = {path: text for path, text in made.items() if not os.path.lexists(folder / path)}
    scratch, moved = folder / NEW, list[Path]()
    around = folder if folder.exists() else folder.parent
    shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
    try:
        for path, text in fresh.items():
            file = scratch / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(text, Link):
                file.symlink_to(text, target_is_directory=True)
            else:
                file.write_text(text, encoding="utf-8", newline="\n")
        for path in fresh:
            moved.append(folder / path)
            moved[-1].parent.mkdir(parents=True, exist_ok=True)
            (scratch / path).rename(moved[-1])
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        for file in moved:
            file.unlink(missing_ok=True)
            _remove_empty(file.parent, around)
        _remove_empty(folder, around)
        raise
    shutil.rmtree(scratch, ignore_errors=True)
    return [path for path in made if path not in fresh]


def _remove_empty(folder: Path, around: Path) -> None:
    while folder != around and not (folder.is_dir() and any(folder.iterdir())):
        if folder.is_dir():
            folder.rmdir()
        folder = folder.parent
