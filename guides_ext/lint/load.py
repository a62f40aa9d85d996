"""Where rules come from: folders of `rules/`, entry points of packages, paths in conf.py."""

from __future__ import annotations

import pkgutil
import runpy
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from guides_ext.lint import rules
from guides_ext.lint.engine import Finding, Rule, guarded, line_in, one_line
from guides_ext.lint.sources import Sources, relative
from guides_ext.model.problems import Place

GROUP = "guides_ext.lint_rules"
PATHS = "guides_lint_rules"


def load_rules(
    paths: object, confdir: Path, sources: Sources
) -> tuple[list[Rule[Any]], list[Finding]]:
    """All rules: ours, those of modules that entry points name, those of files at `paths`; and
    what of it cannot be had, which does not stop the others."""
    found, faults = builtin_rules(), []
    conf = sources.find(PATHS, Place(relative(str(confdir / "conf.py"), sources.root), 1, 1))
    for name, file, load in _origins(paths, confdir):
        try:
            with guarded() as watch:
                watch(True)
                new = _rules_in(load())
            if not new:
                raise ImportError("there is no rule in it (a function below @rule)")
            doubles = {one.id for one in new} & {one.id for one in found}
            if doubles:
                raise ImportError(f"there is a rule of this name already: {min(doubles)}")
            found += new
        except (Exception, SystemExit) as error:  # whatever a user's file does when it is run
            line = line_in(file, error)
            own = Place(relative(file, sources.root), line or 1, 1)
            at = own if line else sources.find(name, conf)
            message = one_line(f"{name}: {type(error).__name__}: {error}")
            faults.append(Finding(at, PATHS, message, "mend it: no rule of it is run", "error"))
    return found, faults


def builtin_rules() -> list[Rule[Any]]:
    """The rules that come along, by family."""
    found = pkgutil.walk_packages(rules.__path__, f"{rules.__name__}.")
    modules = [import_module(module.name) for module in found]
    return [one for module in modules for one in _rules_in(vars(module))]


def _origins(
    paths: object, confdir: Path
) -> Iterator[tuple[str, str, Callable[[], Mapping[str, object]]]]:
    """Each place that rules come from: its name, its file, and what gives the names in it."""
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        yield f"entry point {point.name}", "", partial(lambda one: vars(one.load()), point)
    for path in paths if isinstance(paths, list | tuple) else [paths]:
        file = str(confdir / str(path))
        yield str(path), file, partial(runpy.run_path, file, run_name=Path(file).stem)


def _rules_in(names: Mapping[str, object]) -> list[Rule[Any]]:
    return [one for one in names.values() if isinstance(one, Rule)]
