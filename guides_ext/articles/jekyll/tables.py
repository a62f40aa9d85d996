"""Tables of kramdown: rules between any rows, above the head, at the foot; or no head at all.

Markdown knows one rule only, below a head of one row.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from markdown_it.rules_block.table import escapedSplit

from guides_ext.articles.jekyll.blocks import Blocks

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.lines import Line

RULE = re.compile(r"\s*\|[-=:+|\s]*[-=][-=:+|\s]*")
ROW = re.compile(r"\s*\|.*\|\s*")


def with_plain_tables(lines: list[Line]) -> list[Line]:
    """Makes tables of Markdown of those that are ones to kramdown alone."""
    if not any(ROW.fullmatch(line.text) for line in lines):
        return lines
    code = Blocks(lines).code

    def in_table(numbered: tuple[int, Line]) -> bool:
        row, line = numbered
        return row not in code and bool(RULE.fullmatch(line.text) or ROW.fullmatch(line.text))

    found: list[Line] = []
    for is_table, group in groupby(enumerate(lines), in_table):
        rows = [line for _row, line in group]
        found += _plain(rows) if is_table else rows
    return found


def _plain(rows: list[Line]) -> list[Line]:
    """The rows of a table: its head, an empty one if it has none, one rule, and all others."""
    rules = [row for row in rows if RULE.fullmatch(row.text)]
    cells = [row for row in rows if not RULE.fullmatch(row.text)]
    is_plain = len(rules) == 1 and rules == rows[1:2] and not re.search("[+=]", rules[0].text)
    if is_plain or not cells:
        return rows
    below = next((row for row in rows[rows.index(cells[0]) :] if RULE.fullmatch(row.text)), None)
    headed = below is not None and rows.index(below) == rows.index(cells[0]) + 1
    if below is not None and not headed:
        return rows  # a head of several rows, which Markdown has not
    first = cells[0].text
    indent = first[: len(first) - len(first.lstrip())]
    columns = len(escapedSplit(first.strip().removeprefix("|").removesuffix("|")))
    marks = re.split(r"[|+]", below.text.strip().strip("|").replace("=", "-")) if below else []
    marks = [*(mark.strip() or "---" for mark in marks), *["---"] * columns][:columns]
    rule = (below or cells[0])._replace(text=f"{indent}|{'|'.join(marks)}|")
    if headed:
        return [cells[0], rule, *cells[1:]]
    return [cells[0]._replace(text=f"{indent}|{'   |' * columns}"), rule, *cells]
