"""conf.py of an edition: an allow list of plain values, and our extensions alone.

A conf.py is a program, and what it does nobody can look into: only values that are written out
are taken. Templates, static files and catalogues of translations stay behind with it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from guides_ext.editions.pages import lifted_by
from guides_ext.editions.scan import Doubt
from guides_ext.model.base import Circle

TAKEN = frozenset({
    "project", "author", "copyright", "project_copyright", "language", "html_title",
    "html_short_title", "html_theme", "html_logo", "html_favicon", "html_theme_options",
    "html_baseurl", "numfig", "today_fmt", "myst_enable_extensions", "myst_heading_anchors",
    "guides_print", "guides_print_paper", "guides_print_colour", "guides_print_logo",
    "guides_sheet_overflow",
})  # fmt: skip
"""The values that an edition takes, where they are written out."""

THEME_OPTIONS = frozenset({
    "sidebar_hide_name", "light_css_variables", "dark_css_variables", "top_of_page_buttons",
})  # fmt: skip
"""The options of a theme that an edition takes: looks and no words."""

PICTURES = ("html_logo", "html_favicon", "guides_print_logo")
"""Those that name a file."""

PRINTED: dict[Circle, tuple[str, ...]] = {
    "company": ("handbook", "series"),  # a sheet is for whoever sits in the room
    "candidate": ("handbook", "sheet"),  # their leaflet, and a card for each meeting
}
"""What an edition prints, unless conf.py wants less of it."""

WITHOUT: dict[Circle, tuple[str, ...]] = {
    "company": ("html_copy_source", "html_show_sourcelink"),
    "candidate": (
        "html_copy_source", "html_show_sourcelink", "html_use_index", "html_domain_indices"
    ),
}  # fmt: skip
"""What an edition is without, whatever conf.py says."""


def settings(text: str | bytes) -> dict[str, Any]:
    """The values of a conf.py that an edition takes."""
    return {name: one for name, one in _written_out(_tree(text)) if name in TAKEN}


def _tree(text: str | bytes) -> ast.Module:
    """A conf.py as a tree; an empty one where it is no Python."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def theme_options(values: dict[str, Any]) -> list[str]:
    """Drops the options of the theme that no edition takes from the values, and names them."""
    given = values.pop("html_theme_options", {})
    if not isinstance(given, dict):
        return ["html_theme_options"]
    if looks := {key: one for key, one in given.items() if key in THEME_OPTIONS}:
        values["html_theme_options"] = looks
    return [str(one) for one in given if one not in THEME_OPTIONS]


def kept_back(text: str) -> tuple[Callable[[str], bool], dict[str, Circle]]:
    """What a conf.py keeps from others: which documents the panel's own handbook leaves out, by
    `exclude_patterns` and `include_patterns`, and the labels of lists that are not for everyone,
    with `guides_lift_labels` (see `lifted_by`).

    Raises:
        Doubt: one of them is not written out.
    """
    excluded, included = (
        _patterns(text, name) for name in ("exclude_patterns", "include_patterns")
    )
    labels = _written_once(text, "guides_lift_labels", _is_of_lists)

    def is_left_out(file: str) -> bool:
        paths = [file, *map(str, list(PurePosixPath(file).parents)[:-1])]
        named = any(one.fullmatch(path) for one in excluded or () for path in paths)
        is_meant = included is None or any(one.fullmatch(file) for one in included)
        return file != "conf.py" and (named or not is_meant)

    return is_left_out, lifted_by(labels or {})


def _patterns(text: str, name: str) -> list[re.Pattern[str]] | None:
    """The patterns of files under a name in a conf.py; None where it has none such."""
    given = _written_once(text, name, _is_list)
    try:
        return None if given is None else [re.compile(_expression(one), re.DOTALL) for one in given]
    except re.error:
        raise _doubt(text, name) from None


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _is_of_lists(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_list, value.values()))


def _written_once(text: str, name: str, is_plain: Callable[[Any], bool]) -> Any:
    """What a conf.py says under a name, in the one place that names it; None for nothing."""
    tree = _tree(text)
    said = [value for given, value in _written_out(tree) if given == name]
    named = [one for one in ast.walk(tree) if name in _names(one)]
    if not named:
        return None
    if len(named) > 1 or not said or not is_plain(said[0]):
        raise _doubt(text, name)
    return said[0]


def _doubt(text: str, name: str) -> Doubt:
    line = max(getattr(one, "lineno", 1) for one in ast.walk(_tree(text)) if name in _names(one))
    return Doubt(line, f"{name}: expected one value that is written out, once and without code "
                 "(it decides what editions leave out)")  # fmt: skip


def _names(node: ast.AST) -> tuple[object, ...]:
    """What a node of a program names, in whichever way."""
    value = node.value if isinstance(node, ast.Constant) else None
    return getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "arg", None), value


def _expression(pattern: str) -> str:
    """A pattern of Sphinx as a regular expression: `**` is any path, `*` any name."""
    made = ""
    for part in re.split(r"(\*\*|\*|\?|\[[^/]+?\])", pattern.rstrip("/")):
        if part in ("**", "*", "?"):
            made += {"**": ".*", "*": "[^/]*", "?": "[^/]"}[part]
        elif part.startswith("[") and part.endswith("]"):
            made += f"[{'^/' if part[1] == '!' else ''}{part[1:-1].lstrip('!')}]"
        else:
            made += re.escape(part)
    return made


def _written_out(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for statement in tree.body:
        if not isinstance(statement, ast.Assign):
            continue
        try:
            value = ast.literal_eval(statement.value)
        except (ValueError, TypeError, MemoryError, RecursionError):
            continue
        for target in statement.targets:
            if isinstance(target, ast.Name):
                yield target.id, value
            elif isinstance(target, ast.Tuple) and isinstance(value, tuple):
                names = [one.id for one in target.elts if isinstance(one, ast.Name)]
                if len(names) == len(target.elts) == len(value):  # none with a star
                    yield from zip(names, value, strict=True)


def conf_of(edition: Circle, values: dict[str, Any]) -> str:
    """The conf.py of the copy; what `guides_print` cannot be is left for the build to refuse."""
    wanted = values.get("guides_print", PRINTED[edition])
    if _is_list(wanted):
        wanted = [one for one in PRINTED[edition] if one in wanted]
    without = dict.fromkeys(WITHOUT[edition], False)
    said = {**values, **without, "guides_edition": edition, "guides_print": wanted}
    rows = [f"{name} = {value!r}" for name, value in sorted(said.items())]
    return "\n".join(['extensions = ["guides_ext"]', *rows, ""])
