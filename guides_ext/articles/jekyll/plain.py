"""YAML that is no role file, as plain values: front matter, settings of a site, its data.

It is read as role files are, so depth, size and aliases have limits and a fault has its place; what
is sound around a fault is kept. A scalar that YAML would make an object of, and Python refuses, is
the text that it is.
"""

from __future__ import annotations

import csv
import math
from io import StringIO
from typing import Any

import yaml

from guides_ext.articles.jekyll.lines import LARGEST
from guides_ext.model.nodes import Bad, Items, Mapping, Node, Scalar
from guides_ext.model.problems import Place, Problem
from guides_ext.model.source import Unreadable, compose, decode

LONGEST = 100
"""Characters of a number; a longer one is a text."""

_yaml = yaml.SafeLoader("")


def values_in(data: bytes, file: str, between: str = "") -> tuple[Any, list[Problem]]:
    """What a file holds, and what is wrong in it; None where it cannot be read at all.

    Args:
        between: what stands between the cells of a table, whose rows are told by its head.
    """
    if len(data) > LARGEST:
        return None, [Problem(Place(file, 1, 1), "", f"larger than {LARGEST:,} bytes")]
    try:
        text = decode(data, file)
        if between:
            return _rows(text, between), []
        return values(text, file)
    except Unreadable as error:
        return None, error.problems
    except csv.Error as error:
        return None, [Problem(Place(file, 1, 1), "", f"not a table: {error}")]


def _rows(text: str, between: str) -> list[dict[str, str]]:
    """The rows of a table, told by its head, which is the first row that is not empty. An empty
    cell is left out: in Jekyll it is nil, while Liquid takes an empty text for true."""
    rows = filter(None, csv.reader(StringIO(text), delimiter=between))
    head = next(rows, [])
    # A short row ends with its own cells, else many heads would be written for each row.
    return [{key: cell for key, cell in zip(head, row, strict=False) if cell} for row in rows]


def values(text: str, file: str, line: int = 1) -> tuple[Any, list[Problem]]:
    """The same of a text that begins at a line of a file."""
    if all(row.lstrip()[:1] in ("", "#") for row in text.split("\n")):
        return None, []
    try:
        tree, problems = compose(text, file, line, data=True)
    except Unreadable as error:
        return None, error.problems
    return _plain(tree), problems


def _plain(node: Node) -> Any:
    """What is sound of a node; a mapping comes over what it merges in with ``<<``."""
    if isinstance(node, Items):
        return [_plain(one) for one in node.items if not isinstance(one, Bad)]
    if not isinstance(node, Mapping):
        return _scalar(node) if isinstance(node, Scalar) else None
    entries = ((key, entry.value) for key, entry in node.entries.items())
    found = {key: _plain(value) for key, value in entries if not isinstance(value, Bad)}
    merged = found.pop("<<", {})
    for one in merged if isinstance(merged, list) else [merged]:
        found = {**one, **found} if isinstance(one, dict) else found
    return found


def _scalar(node: Scalar) -> Any:
    """What YAML takes a plain scalar for."""
    if node.style or node.empty:
        return None if node.empty else node.value
    tag = str(_yaml.resolve(yaml.ScalarNode, node.value, (True, False)))  # type: ignore[no-untyped-call]
    if tag.endswith((":int", ":float")) and len(node.value) > LONGEST:
        return node.value
    try:
        found = _yaml.construct_object(yaml.ScalarNode(tag, node.value))
    except (ValueError, TypeError, OverflowError, AttributeError, yaml.YAMLError):
        return node.value
    if isinstance(found, float) and not math.isfinite(found):
        return node.value
    return found
