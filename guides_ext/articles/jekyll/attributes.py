"""``{: .class #id }`` on a row of its own, ``{#id}`` behind a heading, ``{::comment}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from guides_ext.articles.jekyll.blocks import Block, Blocks
from guides_ext.articles.jekyll.inline import Attributes
from guides_ext.articles.jekyll.lines import Line, as_it_is
from guides_ext.model.problems import Place

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.lines import Told

LIST = re.compile(r"\s*\{:(?![:/])(?P<list>[^{}]*)\}\s*")
DEFINITION = re.compile(r"(?P<name>[\w-]+):(?!\S)(?P<list>.*)")
HEADING_ID = re.compile(r"[ \t]+\{#(?P<id>[A-Za-z][\w:.-]*)\}(?P<rest>[ \t]*#*[ \t]*)\Z")
EXTENSION = re.compile(r"\s*\{::(?P<name>comment|nomarkdown|options)\b[^{}]*?(?P<empty>/?)\}")
EXTENSION_END = re.compile(r"\{:/(?:comment|nomarkdown|options)?\}")


class Attached(NamedTuple):
    """Rows whose attributes were taken out, and what they belong to.

    Attributes:
        lines: the rows, with empty ones where attributes stood.
        definitions: attributes that have a name.
        before: row → the attributes of the block that begins there.
        contents: the lists in whose place a table of contents is wanted.
        blocks: the blocks that the rows are.
    """

    lines: list[Line]
    definitions: dict[str, Attributes]
    before: dict[int, Attributes]
    contents: list[Block]
    blocks: Blocks


def taken_out(lines: list[Line], told: Told) -> Attached:
    """Takes attributes out of the rows."""
    if not any("{:" in line.text or "{#" in line.text for line in lines):
        return Attached(lines, {}, {}, [], Blocks(lines))
    code = Blocks(lines).code
    if any("{::" in line.text for line in lines):
        lines = _without_extensions(lines, code)
        code = Blocks(lines).code
    rows = {
        row: match["list"].strip()
        for row, line in enumerate(lines)
        if row not in code and (match := LIST.fullmatch(line.text))
    }
    cleared = [line._replace(text="") if row in rows else line for row, line in enumerate(lines)]
    blocks = Blocks(cleared)
    attached = Attached(cleared, {}, {}, [], blocks)
    before = [*cleared]
    for row, text in list(rows.items()):
        if match := DEFINITION.fullmatch(text):
            found = Attributes.read(match["list"])
            if found is not None:
                attached.definitions[match["name"]] = found
                del rows[row]
    for row, text in rows.items():
        first, last = row, row
        while first and first - 1 not in code and LIST.fullmatch(lines[first - 1].text):
            first -= 1
        while last + 1 in rows:
            last += 1
        if not _attach(row, text, lines, blocks, attached, first, last):
            line = lines[row]
            shown = line.text.strip()
            told.warn(_place(line), f"'{shown}' belongs to nothing; it is shown as it is")
            cleared[row] = line._replace(text=as_it_is(shown))
    _heading_ids(blocks, attached)
    return attached if cleared == before else attached._replace(blocks=Blocks(cleared))


def _place(line: Line) -> Place:
    return Place(line.file, line.number, len(line.text) - len(line.text.lstrip()) + 1)


def _attach(
    row: int,
    text: str,
    lines: list[Line],
    blocks: Blocks,
    attached: Attached,
    first: int,
    last: int,
) -> bool:
    """Gives the attributes of a row to the block above or below it; False if it cannot.

    Args:
        first: the first of the rows of attributes that it stands among.
        last: the last of them.
    """
    read = Attributes.read(text)
    if read is None:
        return False
    found = read.resolved(attached.definitions)
    indent = len(lines[row].text) - len(lines[row].text.lstrip())
    block = blocks.ending_before(first, indent)
    if block is None:
        block = next((one for one in blocks.all if one.start == last + 1), None)
    if block is None:
        return False
    if found.names == ("toc",) and block.kind.endswith("_list"):
        attached.contents.append(block)
        return True
    start = lines[block.start].text
    if found.names or (block.depth and not _starts_row(start, block)):
        return False
    attached.before[block.start] = attached.before.get(block.start, Attributes()) | found
    return True


def _starts_row(text: str, block: Block) -> bool:
    """Whether a block within another begins its row, so that attributes can stand above it."""
    marker = re.match(r"\s*(?:[-+*>]|\d+[.)]|:|\[\^)", text)
    return marker is None or block.kind == "hr"


def _heading_ids(blocks: Blocks, attached: Attached) -> None:
    for block in blocks.all:
        if block.kind != "heading":
            continue
        line = attached.lines[block.start]
        if match := HEADING_ID.search(line.text):
            attached.lines[block.start] = line._replace(text=line.text[: match.start()])
            found = attached.before.get(block.start, Attributes())
            attached.before[block.start] = found | Attributes(ids=(match["id"],))


def _without_extensions(lines: list[Line], code: set[int]) -> list[Line]:
    """Leaves out comments and options, and takes ``nomarkdown`` off what it encloses."""
    found: list[Line] = []
    row = 0
    while row < len(lines):
        line = lines[row]
        match = EXTENSION.match(line.text) if row not in code else None
        end = _extension_end(lines, row, match) if match else None
        if match is None or end is None:
            found.append(line)
            row += 1
            continue
        inside = [*lines[row : end + 1]]
        if match["name"] == "nomarkdown":
            inside[0] = inside[0]._replace(text=inside[0].text[match.end() :])
            inside[-1] = inside[-1]._replace(text=EXTENSION_END.sub("", inside[-1].text))
            found += inside
        else:
            found.append(line._replace(text=""))
        row = end + 1
    return found


def _extension_end(lines: list[Line], row: int, match: re.Match[str]) -> int | None:
    if match["empty"]:
        return row if not lines[row].text[match.end() :].strip() else None
    for last in range(row, len(lines)):
        if end := EXTENSION_END.search(lines[last].text, match.end() if last == row else 0):
            return last if not lines[last].text[end.end() :].strip() else None
    return None


def put_back(lines: list[Line], before: dict[int, Attributes]) -> list[Line]:
    """Puts the attributes above the blocks that they belong to, as MyST writes them."""
    found: list[Line] = []
    for row, line in enumerate(lines):
        attributes = before.get(row, Attributes()).myst()
        if attributes:
            if found and found[-1].text.strip():
                found.append(line._replace(text=""))
            indent = line.text[: len(line.text) - len(line.text.lstrip())]
            found.append(line._replace(text=indent + attributes))
        found.append(line)
    return found
