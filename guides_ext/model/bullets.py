"""One Markdown list in a block of text, taken apart into its items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

Row = tuple[int, int, str]  # line number in the block, characters cut off before it, what is left


@dataclass(frozen=True, slots=True)
class Bullet:
    """An item: its rows and those of its short form; or a `fault` at the first of its rows."""

    rows: tuple[Row, ...]
    sheet: tuple[Row, ...] = ()
    fault: str = ""


_parser = MarkdownIt("commonmark").enable("table")
_parser.use(footnote_plugin, inline=False).use(myst_block_plugin).use(colon_fence_plugin)
_parser.disable(["footnote_tail", "inline", "text_join"])  # only blocks are looked at
_MARKER = re.compile(r"[ ]*(?:[-+*]|\d{1,9}[.)])(?:[ ]{1,4}(?=\S)|[ ]?)")
_BESIDE = ("footnote_reference", "myst_line_comment")  # what may stand beside the list
_OUTER = {  # what holds lists, or may: of all else in an item nothing is asked
    f"{kind}_{end}"
    for kind in ("bullet_list", "ordered_list", "list_item", "blockquote", "footnote_reference")
    for end in ("open", "close")
}
_LARGEST = 1_000_000  # characters: as many as a file may have
SHEET = re.compile(r"sheet:\s*", re.IGNORECASE)
"""A nested item that starts so is the short form for the sheet."""
_DEFINITION = re.compile(r" {0,3}\[([^\]]+)\]:")


@lru_cache(maxsize=8192)
def split(markdown: str) -> tuple[Bullet, ...]:
    """The items of a block that is one list; a block without a list is one item.

    Link and footnote definitions beside the list go with the items that use them.
    """
    lines = markdown.split("\n")
    everything = tuple((number, 0, line) for number, line in enumerate(lines))
    if not _MARKER.match(markdown.lstrip("\n")) and not re.search(
        r"^ {0,3}(?:[-+*]|\d{1,9}[.)]) ", markdown, re.MULTILINE
    ):
        return (Bullet(_trim(everything)),)
    outer = [one for one in _parser.parse(markdown) if one.level == 0 or one.type in _OUTER]
    blocks = [one for one in SyntaxTreeNode(outer).children if one.map]
    lists = [one for one in blocks if _is_list(one)]
    if not lists:
        return (Bullet(_trim(everything)),)
    for block in blocks:
        if block is not lists[0] and block.type not in _BESIDE:
            row = _span(block)[0]
            return (Bullet(everything[row : row + 1], fault=_mixed(block)),)
    definitions = _definitions(lines, _span(lists[0]))
    bullets: list[Bullet] = []
    left = _LARGEST
    for item in lists[0].children:
        bullets.append(_item(item, lines, definitions))
        left -= sum(len(line) for _, _, line in bullets[-1].rows)
        if left < 0:
            fault = f"more than {_LARGEST:,} characters, definitions counted in each item"
            return (Bullet(bullets[-1].rows[:1], fault=fault),)
    return tuple(bullets)


def _is_list(block: SyntaxTreeNode) -> bool:
    return block.type in ("bullet_list", "ordered_list")


def _span(block: SyntaxTreeNode) -> tuple[int, int]:
    assert block.map
    return block.map


def _mixed(block: SyntaxTreeNode) -> str:
    if _is_list(block):
        return "expected one list, got a second one (use the same bullet for all items)"
    return (
        "expected one list, got other text beside it "
        "(indent it to be part of an item, or make it an item)"
    )


def _item(item: SyntaxTreeNode, lines: list[str], definitions: dict[str, list[int]]) -> Bullet:
    rows = _rows(item, lines)
    head: Row | None = None
    sheet: tuple[Row, ...] = ()
    for nested in [one for block in item.children if _is_list(block) for one in block.children]:
        inner = _rows(nested, lines)
        if inner and (found := SHEET.match(inner[0][2])):
            if head:
                second = "a second short form (an item has one 'Sheet:')"
                return Bullet((inner[0],), fault=second)
            head = number, cut, line = inner[0]
            sheet = _trim(((number, cut + found.end(), line[found.end() :]), *inner[1:]))
            start, end = _span(nested)
            rows = tuple(row for row in rows if not start <= row[0] < end)
    rows = _trim(rows)
    if head and not sheet:
        return Bullet((head,), fault="'Sheet:' without its short form")
    if not rows:
        here = (_span(item)[0], 0, "")
        return Bullet((here,), fault="expected a text, got an empty item")
    return Bullet(_defined(rows, lines, definitions), sheet)


def _rows(item: SyntaxTreeNode, lines: list[str]) -> tuple[Row, ...]:
    """The lines of an item without its marker and its indentation."""
    first, end = _span(item)
    marker = _MARKER.match(lines[first], _container(item, lines[first]))
    width = marker.end() if marker else 0
    rows = [(first, width, lines[first][width:])]
    for number in range(first + 1, end):
        line = lines[number]
        cut = min(width, len(line) - len(line.lstrip(" ")))
        rows.append((number, cut, line[cut:]))
    return _trim(tuple(rows))


def _container(item: SyntaxTreeNode, line: str) -> int:
    """Where an item's marker is searched for: behind those of the items that it opens with."""
    position = 0
    for _ in range(item.level // 2):
        outer = _MARKER.match(line, position)
        if not outer or not _MARKER.match(line, outer.end()):
            break
        position = outer.end()
    return position


def _trim(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows without empty ones around them."""
    full = [index for index, row in enumerate(rows) if row[2].strip()]
    return rows[full[0] : full[-1] + 1] if full else ()


def _definitions(lines: list[str], covered: tuple[int, int]) -> dict[str, list[int]]:
    """Link and footnote definitions beside the list: label → line numbers."""
    found: dict[str, list[int]] = {}
    current: list[int] = []
    for number, line in enumerate(lines):
        if covered[0] <= number < covered[1]:
            continue
        if match := _DEFINITION.match(line):
            current = found.setdefault(_label(match[1]), [])
        if match or line.startswith("  ") or not line.strip():
            current.append(number)
    return found


def _label(label: str) -> str:
    return " ".join(label.split()).casefold()


def _defined(
    rows: tuple[Row, ...], lines: list[str], definitions: dict[str, list[int]]
) -> tuple[Row, ...]:
    """The rows, followed by the definitions that they use, and those that these use."""
    done: set[str] = set()
    new = rows
    while used := {label for label in _labels(new) if label in definitions} - done:
        done |= used
        new = ()
        for label in sorted(used, key=lambda label: definitions[label]):
            extra = _trim(tuple((number, 0, lines[number]) for number in definitions[label]))
            new = (*new, (extra[0][0], 0, ""), *extra)
        rows = (*rows, *new)
    return rows


def _labels(rows: Sequence[Row]) -> set[str]:
    text = " ".join(line for _, _, line in rows)
    return {_label(name) for name in re.findall(r"\[([^\[\]]+)\]", text)}
