"""The way in: a role file, or the YAML body of a directive, to a model and its problems."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .base import Piece
from .checks import Checker, check_complete, check_levels, check_role
from .extends import SUFFIX, gather, prune
from .nodes import Bad, Items, Mapping, Scalar, walk
from .problems import Problem
from .role import Competency, Role, Timebox
from .source import Unreadable, compose
from .validate import M, validate


@dataclass
class Loaded:
    """A role file, read.

    `role` is `None` where there is an error in the file, or in what it uses of its bases, and for
    a library. `files` are all that were read or looked for, from the root; `title` is the best
    guess for the page of a broken file.
    """

    role: Role | None
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    title: str | None = None


def is_library(file: str) -> bool:
    """Whether a role file is a library, which builds no page: its name starts with `_`."""
    return PurePosixPath(file).name.startswith("_")


def role_id(file: str) -> str:
    """The docname of a role file: `roles/backend.role.yaml` is `roles/backend`."""
    return file.removesuffix(SUFFIX)


def load_role(root: Path, file: str) -> Loaded:
    """Read `root`/`file` and all that it extends, and check the whole.

    Never raises for what is in the files: all of it comes back as problems, those of the bases
    too, in the order of their places.
    """
    family = gather(root, file)
    loaded = Loaded(None, family.problems, family.files, _title(family.own))
    if family.merged is not None and family.own is not None and not is_library(file):
        tree = prune(family.merged, family.own)
        role, problems, tree_left = validate(Role, tree)
        if role is not None:
            check = Checker(tree_left)
            check_role(check, role, family.merged)
            problems += check.problems
            role._document = role_id(file)
        loaded.problems += problems
        unusable = any(p.severity == "error" for p in problems) or any(
            isinstance(node, Bad) for node in walk(tree_left)
        )
        own_error = any(p.place.file == file and p.severity == "error" for p in loaded.problems)
        loaded.role = None if unusable or own_error else role
    loaded.problems = _ordered(loaded.problems)
    return loaded


def _ordered(problems: list[Problem]) -> list[Problem]:
    """By place, each fault once."""
    once = {(problem.place, problem.message): problem for problem in reversed(problems)}
    return sorted(once.values(), key=lambda problem: (problem.place, problem.message))


def _title(tree: Mapping | None) -> str | None:
    title = tree.get("title") if tree else None
    return title.value.strip() or None if isinstance(title, Scalar) else None


def read_part(
    model: type[M], text: str, file: str, line: int, column: int = 1
) -> tuple[M | None, list[Problem]]:
    """Read the YAML body of a directive, whose first line is `line` of `file`."""
    try:
        tree, problems = compose(text, file, line, column)
    except Unreadable as error:
        return None, error.problems
    part, more, tree = validate(model, tree)
    check = Checker(tree)
    if part is not None:
        check_complete(check, part)
        if isinstance(part, Competency):
            check_levels(check, (), part, ())
    problems = _ordered([*problems, *more, *check.problems])
    return (None if any(p.severity == "error" for p in problems) else part), problems


class _Agenda(Piece):
    """The body of the directive `agenda`, as a part of its own."""


def read_agenda(
    text: str, file: str, line: int, column: int = 1
) -> tuple[list[Timebox], list[Problem]]:
    """Read the body of the directive `agenda`: a list of timeboxes."""
    try:
        tree, problems = compose(text, file, line, column)
    except Unreadable as error:
        return [], error.problems
    if not isinstance(tree, Items):
        message = "expected a list of timeboxes (- {minutes: 10, is: welcome})"
        return [], [*problems, Problem(tree.place, "", message)]
    boxes = []
    for item in tree.items:
        box, more, left = validate(Timebox, item)
        check = Checker(left)
        if box is not None:
            check_complete(check, box)
            boxes.append(box)
        problems += [*more, *check.problems]
    return boxes, _ordered(problems)
