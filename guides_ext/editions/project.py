"""From sources to sources: the copy of a source tree that one edition may be built from.

What is not in the copy cannot leak. It can be read, compared and reviewed by a person, and an
ordinary build runs on it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from gettext import translation
from pathlib import Path, PurePosixPath

from guides_ext.editions.pages import SUFFIXES, Page, Scope, front_of, lifted_by, read_page
from guides_ext.editions.roles import RoleWriter
from guides_ext.editions.scan import Doubt
from guides_ext.editions.settings import PICTURES, conf_of, kept_back, settings, theme_options
from guides_ext.editions.world import World
from guides_ext.editions.written import written
from guides_ext.files import files_below, remove, write
from guides_ext.model.base import Circle, may_read
from guides_ext.model.files import SUFFIX, is_library, role_id
from guides_ext.model.load import Loaded, load_role
from guides_ext.model.nodes import Mapping, Scalar
from guides_ext.model.problems import Place, Problem
from guides_ext.model.role import Role
from guides_ext.model.source import Unreadable, decode
from guides_ext.publish.build import NO_SOURCES

MARK = ".guides-edition.json"
"""The file of a copy that says what it is."""

BESIDE = (".git", ".hg", ".svn", *NO_SOURCES, ".venv", ".nox", ".tox")
"""Folders of a source tree that are none of it."""


@dataclass
class Projection:
    """The copy of a source tree for an edition.

    `files` are its texts and the sources of its other files, by path; `gone` names the references
    that lead nowhere in it; `roles` are those that are open, as they are written. conf.py says
    which file `is_left_out` of the panel's own handbook, and which `labels` make a list one for
    others. Where there are `problems`, the copy is not whole, and may not be used.
    """

    edition: Circle
    files: dict[str, str | Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gone: list[Problem] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    roles: dict[str, Role] = field(default_factory=dict)
    is_left_out: Callable[[str], bool] = lambda file: file != "conf.py"
    labels: dict[str, Circle] = field(default_factory=lambda: lifted_by({}))


LOCALES = Path(__file__).parents[1] / "locale"
"""The catalogues of `words`, which knows Sphinx."""

UNNAMED = "Interviews"
"""The title of the first page of a project without a name, where the sources open none."""


def project_tree(source: Path, edition: Circle) -> Projection:
    """The projection of the source tree in a folder; nothing is written.

    Never raises for what is in the files: what an edition cannot be sure of is a problem.
    """
    made = Projection(edition)
    found = list(files_below(source, BESIDE))
    conf = _conf(source, made) if "conf.py" in found else ""
    try:
        made.is_left_out, made.labels = kept_back(conf)
        found = [file for file in found if not made.is_left_out(file)]
    except Doubt as doubt:
        made.problems.append(doubt.problem("conf.py"))
    made.roles = dict(_roles(source, found, made))
    stages = {role_id(file): set(role.stages) for file, role in made.roles.items()}
    scope = Scope(edition, stages, made.labels)
    pages = list(_pages(source, found, scope, made))
    world = World(scope, lambda path: _may_take(source, path), gone=made.gone)
    for page in pages:
        world.add(page)
    for file, role in made.roles.items():
        world.anchors[role_id(file)] = {*role.stages, "guide--role"}
        world.competencies[role_id(file)] = set(role.competencies)
    made.pages = [one.file for one in pages]
    _write_sources(pages, world, made)
    values = settings(conf)
    for option in theme_options(values):
        world.note("conf.py", 1, option, "an option of the theme")
    for name in PICTURES:
        if values.get(name) and not world.asset("conf.py", str(values[name])):
            del values[name]
    for name, value in values.items():
        if told := scope.draft_in(str(value)):
            made.problems.append(Problem(Place("conf.py", 1, 1), name, told))
    made.files["conf.py"] = conf_of(edition, values)
    if not {"index.md", "index.rst"} & made.files.keys():
        made.files["index.md"] = _index(values, made)
    made.files |= {path: source / path for path in sorted(world.assets)}
    made.problems.sort(key=lambda one: one.place)
    return made


def _conf(source: Path, made: Projection) -> str:
    try:
        return decode((source / "conf.py").read_bytes(), "conf.py")
    except Unreadable as error:
        made.problems += error.problems
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        made.problems.append(Problem(Place("conf.py", 1, 1), "", message))
    return ""


def _may_take(source: Path, path: str) -> bool:
    """Whether a file may be taken along: none that is reached by a link of the file system, or lies
    in a folder that is no source, where neither the gate nor the next copy would look."""
    file = source / path
    inside = not {*path.split("/")} & {*BESIDE}
    return inside and file.is_file() and file.resolve() == source.resolve() / path


def _roles(source: Path, found: list[str], made: Projection) -> Iterator[tuple[str, Role]]:
    """The roles that an edition has. An error in one that may be open is a problem."""
    for file in found:
        if not file.endswith(SUFFIX) or is_library(file):
            continue
        loaded = load_role(source, file)
        if may_read(made.edition, _audience(loaded)):
            errors = [one for one in loaded.problems if one.severity == "error"]
            made.problems += errors
            if loaded.role and not errors:
                yield file, loaded.role


def _audience(loaded: Loaded) -> Circle:
    """Whom a role is for; one that cannot be read, but opens itself, is for everyone."""
    if part := loaded.role or loaded.draft:
        return part.audience
    node = loaded.tree.get("audience") if isinstance(loaded.tree, Mapping) else None
    return "candidate" if isinstance(node, Scalar) else "panel"


def _pages(source: Path, found: list[str], scope: Scope, made: Projection) -> Iterator[Page]:
    for file in found:
        if PurePosixPath(file).suffix not in SUFFIXES:
            continue
        try:
            data = (source / file).read_bytes()
            if b"audience" not in data[:20_000]:
                continue  # closed, whatever else is in it
            page = read_page(decode(data, file), file, scope)
        except Doubt as doubt:
            made.problems.append(doubt.problem(file))
        except (Unreadable, OSError):
            made.problems.append(Problem(Place(file, 1, 1), "", "cannot be read"))
        else:
            if may_read(made.edition, page.audience):
                yield page


def _write_sources(pages: list[Page], world: World, made: Projection) -> None:
    for page in pages:
        try:
            made.files[page.file] = front_of(page) + written(page, world)
        except Doubt as doubt:
            made.problems.append(doubt.problem(page.file))
    for file, role in made.roles.items():
        writer = RoleWriter(file, world)
        made.files[file] = writer.text(role)
        made.problems += writer.problems


def _index(values: dict[str, object], made: Projection) -> str:
    """A first page where the sources have none that is open; a candidate's lists nothing."""
    title = f"# {values.get('project') or UNNAMED}\n"
    if made.edition == "candidate":
        languages = [str(values.get("language") or "en").replace("-", "_")]
        _ = translation("guides_ext", LOCALES, languages, fallback=True).gettext
        where = _("Your guide is at the address that is in your invitation.")
        return f"{title}\n{where}\n"
    pages = "\n".join(one.rpartition(".")[0] for one in sorted(made.pages))
    series = f"\n```{{series}}\n{pages}\n```\n" if pages else ""
    return f"{title}\n```{{roles}}\n```\n{series}"


# Writing ----------------------------------------------------------------------------------------


def write_copy(made: Projection, folder: Path) -> list[str]:
    """Writes the copy, and of it only what has changed, so that a build reads only that again.

    Returns:
        The paths that were written or removed.

    Raises:
        ValueError: the folder holds what no projection has written.
        OSError: it cannot be written.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise ValueError(f"{folder} holds other files (give an empty folder)")
    changed = sorted(set(files_below(folder, BESIDE)) - made.files.keys() - {MARK})
    for path in changed:
        remove(folder / path)
    write(folder / MARK, json.dumps({"edition": made.edition}) + "\n")
    for path, content in made.files.items():
        data = content.read_bytes() if isinstance(content, Path) else content.encode()
        place = folder / path
        if not place.is_file() or place.is_symlink() or place.read_bytes() != data:
            write(place, data)
            changed.append(path)
    return changed
