"""conf.py of an edition: an allow list of plain values, and our extensions alone.

A conf.py is a program, and what it does nobody can look into: only values that are written out
are taken. Templates, static files and catalogues of translations stay behind with it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from guides_ext.model.base import Circle

TAKEN = frozenset({
    "project", "author", "copyright", "project_copyright", "language", "html_title",
    "html_short_title", "html_theme", "html_logo", "html_favicon", "html_theme_options",
    "html_baseurl", "numfig", "today_fmt", "myst_enable_extensions", "myst_heading_anchors",
    "guides_print", "guides_print_paper", "guides_print_colour", "guides_print_logo",
    "guides_sheet_overflow",
})  # fmt: skip
"""The values that an edition takes, where they are written out."""

PICTURES = ("html_logo", "html_favicon", "guides_print_logo")
"""Those that name a file."""

WITHOUT: dict[Circle, dict[str, Any]] = {
    "panel": {},
    "company": {
        "guides_print": ["handbook", "series"],  # a sheet is for whoever sits in the room
        "html_copy_source": False,
        "html_show_sourcelink": False,
    },
    "candidate": {
        "guides_print": [],
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_use_index": False,
        "html_domain_indices": False,
    },
}
"""What an edition is without, whatever conf.py says."""


def settings(text: str) -> dict[str, Any]:
    """The values of a conf.py that an edition takes."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    return {name: value for name, value in _written_out(tree) if name in TAKEN}


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


def conf_of(edition: Circle, values: dict[str, Any]) -> str:
    """The conf.py of the copy."""
    said = {**values, **WITHOUT[edition], "guides_edition": edition}
    rows = [f"{name} = {value!r}" for name, value in sorted(said.items())]
    return "\n".join(['extensions = ["guides_ext"]', *rows, ""])
