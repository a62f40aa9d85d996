"""Where rules come from: the files of `rules/`, the entry points of packages, paths in conf.py."""

from __future__ import annotations

import pkgutil
import runpy
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from guides_ext.lint import rules
from guides_ext.lint.engine import Rule

GROUP = "guides_ext.lint_rules"


def load_rules(paths: Sequence[str] = (), root: Path = Path()) -> list[Rule[Any]]:
    """All rules: ours, those of modules that entry points name, those of files at `paths`.

    :param root: what the paths are relative to
    :raises ImportError: two rules have the same name, or a module is not there
    :raises OSError: a file is not there
    """
    found = builtin_rules()
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        found += _rules_in(vars(point.load()))
    for path in paths:
        found += _rules_in(runpy.run_path(str(root / path), run_name=Path(path).stem))
    _refuse_doubles(found)
    return found


def builtin_rules() -> list[Rule[Any]]:
    """The rules that come along, by family."""
    names = [module.name for module in pkgutil.iter_modules(rules.__path__)]
    modules = [import_module(f"{rules.__name__}.{name}") for name in names]
    return [one for module in modules for one in _rules_in(vars(module))]


def _rules_in(names: Mapping[str, object]) -> list[Rule[Any]]:
    return [one for one in names.values() if isinstance(one, Rule)]


def _refuse_doubles(found: Iterable[Rule[Any]]) -> None:
    names: set[str] = set()
    for one in found:
        if one.id in names:
            raise ImportError(f"two rules are named {one.id!r}")
        names.add(one.id)
