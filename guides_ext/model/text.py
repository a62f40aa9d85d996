"""Markdown texts that know where each of their lines was written, and lists of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .faults import expected, fault
from .nodes import Mapping, Scalar
from .problems import Place


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text.

    `place` is where its first character stands; `lines` holds, for each line of `markdown`, the
    line of the file that it was written in, whatever the YAML style.
    """

    markdown: str
    place: Place
    lines: tuple[int, ...]

    def __str__(self) -> str:
        return self.markdown

    @classmethod
    def read(cls, node: Any) -> "Text":
        """The text of a scalar; a `Text` is taken as it is.

        Raises:
            PydanticCustomError: it is no scalar, or there is nothing in it.
        """
        if isinstance(node, Text):
            return node
        if isinstance(node, Mapping) and not node.flow and node.entries:
            raise fault(
                f"expected a text, got a key and a value, since ': ' splits it "
                f'(quote it: "{_as_written(node)}", or use a block)',
                node.place,
            )
        if not isinstance(node, Scalar) or not node.value.strip() or node.empty:
            raise expected("a text", node)
        return text_of(node)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string"}


def _as_written(node: Mapping) -> str:
    key, entry = next(iter(node.entries.items()))
    value = entry.value.value if isinstance(entry.value, Scalar) else "…"
    return f"{key}: {value}".strip().replace('"', '\\"')


def text_of(node: Scalar) -> Text:
    """The text of a scalar, with the true line of each of its lines."""
    written = node.value.rstrip("\n")
    row, column = node.start
    if node.style == "|":
        rows = [row + 1 + number for number in range(written.count("\n") + 1)]
    elif row == node.end[0]:
        rows = [row] * (written.count("\n") + 1)
    else:
        rows = _folded(node, written)
    markdown = written.lstrip("\n")
    rows = rows[len(written) - len(markdown) :]
    if node.style in ("|", ">"):
        line = node.source.lines[rows[0]]
        column = len(line) - len(line.lstrip(" "))
    else:
        column = column + len(node.style) if rows[0] == row else 0
    place = node.source.place(rows[0], column)
    return Text(markdown, place, tuple(node.source.line + row for row in rows))


def place_in(text: Text, offset: int, lines: Sequence[str]) -> Place:
    """Where the character at `offset` of a text's Markdown is written; `lines` are its file's.

    Whatever the YAML style, the nth character that is no white space is the nth of the source,
    escapes counted as what they stand for.
    """
    left = len(_INK.findall(text.markdown[:offset]))
    first = text.place.line - 1
    style = "".join(lines[first : first + 1])[: text.place.column - 1][-1:]
    for row in range(first, len(lines)):
        start = text.place.column - 1 if row == first else 0
        for found in _WRITTEN.get(style, _INK).finditer(lines[row], start):
            if style == '"' and not _shows(found):
                continue
            if not left:
                return Place(text.place.file, row + 1, found.start() + 1)
            left -= 1
    return text.place


# An escape of a double-quoted scalar; one before the end of a line only joins two lines.
_ESCAPE = re.compile(r"\\(?:(x..|u.{4}|U.{8})|(.))|([^ \t\\])|\\$")
_INK = re.compile(r"[^ \t\n]")
_WRITTEN = {"'": re.compile(r"''|[^ \t]"), '"': _ESCAPE}


def _folded(node: Scalar, written: str) -> list[int]:
    """The row of each line of a scalar that YAML folded.

    Folding changes nothing but white space: the nth other character of the value is the nth of
    the source, escapes counted as what they stand for.
    """
    (first, left), (last, right) = node.start, node.end
    row_of: list[int] = []  # of each such character of the source
    for row in range(first, min(last + 1, len(node.source.lines))):
        line = node.source.lines[row][: right if row == last else None]
        line = line[left + len(node.style) :] if row == first else line
        if not (row == first and node.style == ">"):
            row_of += [row] * _ink(line, node.style)
    rows: list[int] = []
    seen = 0
    for line in written.split("\n"):
        rows.append(row_of[min(seen, len(row_of) - 1)] if row_of else first)
        seen += len(_INK.findall(line))
    return rows


def _ink(written: str, style: str) -> int:
    """How many characters other than white space a piece of a scalar's source stands for."""
    if style != '"':
        return len(_INK.findall(written.replace("''", "'") if style == "'" else written))
    return sum(map(_shows, _ESCAPE.finditer(written)))


def _shows(found: re.Match[str]) -> bool:
    """Whether a piece of a double-quoted scalar stands for something other than white space."""
    code, escaped, char = found.groups()
    if code:
        return int(code[1:], 16) not in (9, 10, 32)
    return bool(char) or (escaped or " ") not in "nt \t"
