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
from importlib.resources import files
from itertools import chain
from pathlib import Path, PurePosixPath
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
    values: dict[str, Any] = {**vars(answers), "review_by": _in_a_year(answers.today)}
    values |= _from_blog(answers.blog, environment)
    return {
        path: environment.from_string(text).render(values)
        for path, text in sorted(templates.items())
    }


def _from_blog(blog: Blog | None, environment: Environment) -> dict[str, Any]:
    """What the tree of a trade asks for: the sections that its stages draw on, and more stages."""
    meetings = blog.meetings if blog else ()
    template = environment.from_string(HERE.joinpath("stage.yaml.jinja").read_text("utf-8"))

    def drawn(format: str, key: str = "") -> str:
        found = [one.section for one in meetings if one.format == format]
        lines = [f"    {key}:"] if found and key else []
        return "".join(f"\n{one}" for one in [*lines, *(f"      - {_yaml(one)}" for one in found)])

    def lacking(format: str) -> dict[str, str]:
        """The formats that a tree whose main stage has this one lacks, by the ids of stages."""
        has = {"screen", "debrief", format}
        return {one.format: one.title for one in reversed(meetings) if one.format not in has}

    def others(format: str) -> str:
        return "".join(
            template.render(id=other, format=other, title=title, drawn=drawn(other))
            for other, title in sorted(lacking(format).items())
        )

    return {
        "settings": settings_of(blog) if blog else {},
        "drawn": drawn,
        "others": others,
        "other_ids": lambda format: "".join(f", {one}" for one in sorted(lacking(format))),
    }


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        trim_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined, autoescape=False
    )
    environment.filters |= {"python": _python, "yaml": _yaml, "markdown": _markdown}
    return environment


def _python(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a literal of Python as well


def _yaml(text: str) -> str:
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10**6)
    return dumped.splitlines()[0]


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|~$])", r"\\\1", text)


def _in_a_year(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=365)


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
    if not folder.exists():
        if not folder.parent.is_dir():
            raise Refused(f"the folder {folder.parent} is not there")
        _write_beside(folder.with_name(f"{NEW}-{folder.name}"), made, folder)
        return []
    strange = sorted(
        one.name for one in folder.iterdir()
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
    return all(_is_ours(path, path.relative_to(one.parent).as_posix(), made)
               for path in chain([one], one.rglob("*")) if not path.is_dir())  # fmt: skip


def _is_ours(file: Path, path: str, made: Mapping[str, str]) -> bool:
    return path in made and file.read_bytes() == made[path].encode()


def write_into(folder: Path, made: Mapping[str, str]) -> list[str]:
    """Writes files into a folder, all or none; returns those that were there, and are as before."""
    fresh = {path: text for path, text in made.items() if not os.path.lexists(folder / path)}
    scratch = folder / NEW
    moved: list[Path] = []
    try:
        _write_all(scratch, fresh)
        for path in fresh:
            target = folder / path
            moved.append(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            (scratch / path).rename(target)
    except BaseException:
        for target in moved:
            target.unlink(missing_ok=True)
            _remove_empty(target.parent, folder)
        raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return [path for path in made if path not in fresh]


def _write_beside(scratch: Path, made: Mapping[str, str], folder: Path) -> None:
    try:
        _write_all(scratch, made)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write_all(scratch: Path, made: Mapping[str, str]) -> None:
    shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
    for path, text in made.items():
        target = scratch / PurePosixPath(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, Link):
            target.symlink_to(text, target_is_directory=True)
        else:
            target.write_text(text, encoding="utf-8", newline="\n")


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not (folder.is_dir() and any(folder.iterdir())):
        if folder.is_dir():
            folder.rmdir()
        folder = folder.parent
