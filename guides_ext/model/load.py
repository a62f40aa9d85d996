"""The way in: a role file, or the YAML body of a directive, to a model and its problems."""

from dataclasses import dataclass, field
from pathlib import Path

from .base import Circle
from .broken import sound
from .checks import Checker, check_complete, check_levels, check_role
from .extends import Extended
from .files import is_library, role_id
from .merge import prune
from .nodes import Bad, Items, Mapping, Node, Scalar
from .problems import Problem, first_of
from .role import Role
from .source import Unreadable, compose
from .stage import Competency, Timebox
from .validate import M, validate


@dataclass(repr=False)
class Loaded:
    """A role file, read.

    `role` is `None` for a library, and where there is an error in the file or in what it uses of
    its bases; `draft` is then what is right in it, if anything can be told. Where all errors are
    of some of its stages, and of tasks and questions that these use, `role` is the role without
    them, and `broken` has the errors of each by its id. `problems` are those of the bases too.
    `files` are all that were read or looked for, from the root; `title` is the best guess for the
    page of a broken file; `tree` is what the role was read from, upon its bases, each value with
    its place.
    """

    role: Role | None
    draft: Role | None = None
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    title: str | None = None
    tree: Node | None = None
    broken: dict[str, list[Problem]] = field(default_factory=dict)

    def stages(self) -> dict[str, str]:
        """All stages in the order of the file, also those with errors: their titles by id."""
        held = self.tree.mapping("stages") if isinstance(self.tree, Mapping) else None
        return {id: _title(held.mapping(id)) or id for id in held.entries} if held else {}

    def __repr__(self) -> str:
        """The file only: Sphinx takes the repr of whatever an event is given, heard or not."""
        return f"Loaded({', '.join(map(repr, self.files[:1]))})"


def load_role(root: Path, file: str, edition: Circle = "panel") -> Loaded:
    """Read `root`/`file` and all that it extends, and check the whole.

    A file that was written for an `edition` need not have what that edition leaves out.

    Never raises for what is in the files: it comes back as problems, in the order of places.
    """
    extended = Extended.gather(root, file)
    problems = list(extended.problems)
    role: Role | None = None
    draft: Role | None = None
    tree: Node | None = None
    broken: dict[str, list[Problem]] = {}
    if extended.merged and extended.own and not is_library(file):
        draft, more, tree = validate(Role, prune(extended.merged, extended.own))
        if draft:
            check = Checker(tree, whole=extended.whole, edition=edition)
            check_role(check, draft, extended.merged)
            more += check.problems
            draft._document = role_id(file)
        problems += more
        if draft and extended.whole:
            own = [one for one in problems if one.place.file == file or one in more]
            errors = [one for one in _in_order(problems) if one.severity == "error"]
            role, broken = sound(draft, tree, own, errors) if errors else (draft, {})
    told = first_of(_in_order(problems))
    return Loaded(role, draft, told, extended.files, _title(extended.own), tree, broken)


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By place, each fault once."""
    return sorted(
        dict.fromkeys(problems), key=lambda problem: (problem.place, problem.path, problem.message)
    )


def _title(tree: Mapping | None) -> str | None:
    title = tree.get("title") if tree else None
    return title.value.strip() or None if isinstance(title, Scalar) else None


def read_part(
    model: type[M], text: str, file: str, line: int, column: int = 1
) -> tuple[M | None, list[Problem]]:
    """Read the YAML body of a directive as `model`.

    `line` and `column` are where the body starts in `file`. Where there is an error in it, there
    is no model.
    """
    try:
        tree, problems = compose(text, file, line, column)
    except Unreadable as error:
        return None, error.problems
    part, more = _part(model, tree)
    problems = _in_order(problems + more)
    sound = all(one.severity != "error" for one in problems)
    return (part if sound else None), problems


def read_agenda(
    text: str, file: str, line: int, column: int = 1
) -> tuple[list[Timebox], list[Problem]]:
    """Read the body of the directive `agenda`: a list of timeboxes, none that has an error."""
    try:
        tree, problems = compose(text, file, line, column)
    except Unreadable as error:
        return [], error.problems
    if not isinstance(tree, Items) or not tree.items:
        message = "expected a list of timeboxes (- {minutes: 10, is: welcome})"
        return [], [*problems, Problem(tree.place, "", message)]
    boxes = []
    for index, item in enumerate(tree.items):
        box, more = (None, []) if isinstance(item, Bad) else _part(Timebox, item)
        boxes += [box] if box and not more else []
        problems += [_within(f"[{index}]", problem) for problem in more]
    return boxes, _in_order(problems)


def _part(model: type[M], tree: Node) -> tuple[M | None, list[Problem]]:
    part, problems, tree = validate(model, tree)
    check = Checker(tree)
    if part:
        check_complete(check, part)
    if isinstance(part, Competency):
        check_levels(check, (), part)
    return part, problems + check.problems


def _within(path: str, problem: Problem) -> Problem:
    spelled = f"{path}.{problem.path}" if problem.path else path
    return Problem(problem.place, spelled, problem.message, problem.severity)
