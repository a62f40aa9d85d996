"""A role file and the libraries that it extends: found, read once, and merged."""

import os
import stat
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ..files import Access, is_file
from .files import SUFFIX, is_library
from .merge import NO_BASE, overlay, passed_on
from .nearest import suggest
from .nodes import Items, Mapping, Scalar
from .problems import Place, Problem
from .role import Role
from .source import Unreadable, compose, decode
from .validate import validate

_LARGEST = 1_000_000  # bytes; more is no role file, and would keep the build busy for seconds
_DEEPEST = 40  # libraries that extend one another


@dataclass(frozen=True)
class Parsed:
    """One file, read alone: its tree (if it has one), and what is wrong in it.

    The tree is `final` where it has been checked for what only merging finds.
    """

    tree: Mapping | None
    problems: tuple[Problem, ...]
    final: bool = False

    @property
    def bases(self) -> list[Scalar] | None:
        """The names of what it extends; `None` where they cannot be told."""
        node = self.tree.get("extends") if self.tree else None
        if isinstance(node, Items):
            names = [name for name in node.good if isinstance(name, Scalar) and not name.empty]
            return names if len(names) == len(node.items) else None
        return [] if node is None else None


@dataclass
class Extended:
    """A file with all that it extends.

    `own` is the tree of the file alone, `merged` the tree upon those of its bases that can be had;
    both are `None` where the file cannot be read. `whole` says that all bases are in it. `files`
    are all that were read or looked for.
    """

    root: Path
    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    own: Mapping | None = None
    merged: Mapping | None = None
    whole: bool = True
    _bases: dict[str, Mapping | None] = field(default_factory=dict)  # merged, by their files

    @classmethod
    def gather(cls, root: Path, file: str) -> "Extended":
        """Read `root`/`file` and its bases, and merge them; a later base wins over an earlier."""
        extended = cls(root)
        parsed = read_file(root, file)
        extended.own = parsed.tree
        extended.merged = extended._merge(file, parsed, ())
        return extended

    def _merge(self, file: str, parsed: Parsed, trail: tuple[Scalar, ...]) -> Mapping | None:
        if file not in self.files:
            self.files.append(file)
            self.problems += parsed.problems
        merged: Mapping | None = None
        taken: set[Mapping] = set()
        self.whole = self.whole and parsed.bases is not None
        for index, name in enumerate(parsed.bases or ()):
            base = self._base(file, name, index, trail)
            self.whole = self.whole and base is not None
            if base in taken:
                message = f"{name.value!r} is there already"
                self.problems.append(Problem(name.place, f"extends[{index}]", message))
            elif base:
                taken.add(base)
                brought = passed_on(base)  # merged itself: upon nothing it stays as it is
                merged = overlay(merged, brought, self.problems) if merged else brought
        if not parsed.tree or parsed.final:
            return parsed.tree
        found: list[Problem] = []
        merged = overlay(merged, parsed.tree, found)
        self.problems += [one for one in found if self.whole or NO_BASE not in one.message]
        return merged

    def _base(
        self, file: str, name: Scalar, index: int, trail: tuple[Scalar, ...]
    ) -> Mapping | None:
        """The merged tree of the base that `name` means in `file`."""
        target = os.path.normpath(PurePosixPath(file).parent / f"{name.value}{SUFFIX}")
        target = target.replace(os.sep, "/")
        trail = (*trail, name)
        files = [step.source.file for step in trail]
        message = ""
        if target.startswith("../") or PurePosixPath(target).is_absolute():
            message = f"{name.value!r} is outside of the sources"
        elif not is_library(target):
            message = f"{name.value!r} is not a library (the name of a base starts with '_')"
        elif target in files:
            self._circle(trail[files.index(target) :])
            return None
        elif len(trail) > _DEEPEST:
            message = f"more than {_DEEPEST} libraries upon each other"
        elif why := Access(self.root).refusal(self.root / target):
            message = f"{name.value!r} {why}"
        elif not is_file(self.root / target):
            self.files += [target] if target not in self.files else []
            message = f"no base {name.value!r}{suggest(name.value, self._libraries(file))}"
        if message:
            self.problems.append(Problem(name.place, f"extends[{index}]", message))
            return None
        if target not in self._bases:
            self._bases[target] = self._merge(target, read_file(self.root, target), trail)
        return self._bases[target]

    def _circle(self, trail: tuple[Scalar, ...]) -> None:
        """Report a circle at the link that leads back to its first file by name.

        It is then the same error, whichever of its files was read first.
        """
        files = [name.source.file for name in trail]
        first = files.index(min(files))
        turned = trail[first:] + trail[:first]
        names = [PurePosixPath(link.source.file).name.removesuffix(SUFFIX) for link in turned]
        message = f"a circle: {' → '.join([*names, names[0]])}"
        self.problems.append(Problem(turned[-1].place, "extends", message))

    def _libraries(self, file: str) -> list[str]:
        folder = (self.root / file).parent
        return sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"_*{SUFFIX}"))


def read_file(root: Path, file: str) -> Parsed:
    """Read one file alone; a library once, as long as it says the same.

    A library's values are checked here. Those of a role are when it is merged, which keeps all of
    them, and costs one reading instead of two.
    """
    path = root / file
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _unread(file, "no file")
        if status.st_size > _LARGEST:
            return _unread(file, f"larger than {_LARGEST:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        return _unread(file, error.strerror or "no file")
    return _library(data, file) if is_library(file) else _parsed(data, file)


@lru_cache(maxsize=64)
def _library(data: bytes, file: str) -> Parsed:
    parsed = _parsed(data, file)
    if not parsed.tree:
        return parsed
    _, problems, tree = validate(Role, parsed.tree)
    if not isinstance(tree, Mapping):
        return Parsed(None, (*parsed.problems, *problems))
    final = parsed.bases == []
    if final:
        tree = overlay(None, tree, problems)
    return Parsed(tree, (*parsed.problems, *problems), final)


def _parsed(data: bytes, file: str) -> Parsed:
    try:
        tree, problems = compose(decode(data, file), file)
    except Unreadable as error:
        return Parsed(None, tuple(error.problems))
    if not isinstance(tree, Mapping):
        _, more, _ = validate(Role, tree)
        return Parsed(None, (*problems, *more))
    return Parsed(tree, tuple(problems))


def _unread(file: str, why: str) -> Parsed:
    problem = Problem(Place(file, 1, 1), "", f"cannot be read: {why}")
    return Parsed(None, (problem,))
