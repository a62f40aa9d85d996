"""Markdown texts that know where each of their lines was written, and lists of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .nodes import Entry, Mapping, Position, Scalar, expected
from .problems import Place, fault

DRAFT = re.compile(
    r"\b(?:TODO|FIXME|TBD|XXX|[Ll]orem\s+ipsum|[Dd]rafted\s+until\s+here)\b|\[(?:insert|placeholder)\b"
)
"""What an author leaves where a text is not finished."""


def draft_in(*texts: str) -> str:
    """Why a candidate may not read some texts yet; empty where nothing in them is unfinished."""
    mark = DRAFT.search("\n\n".join(texts))
    return f"a mark of a draft: {mark[0]!r} (a candidate would read it)" if mark else ""


@dataclass(frozen=True, slots=True)
class MarkdownText:
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
    def read(cls, node: Any) -> "MarkdownText":
        """The text of a scalar, or of an entry's value; a `MarkdownText` is taken as it is.

        Raises:
            PydanticCustomError: it is no scalar, or there is nothing in it.
        """
        node = node.value if isinstance(node, Entry) else node
        if isinstance(node, MarkdownText):
            return node
        if isinstance(node, Mapping) and not node.flow and node.entries:
            raise fault(
                f"expected a text, got a key and a value, since ': ' splits it "
                f'(quote it: "{_as_written(node)}", or use a block)',
                node.place,
            )
        if not isinstance(node, Scalar) or not node.value.strip() or node.empty:
            raise expected("a text", node)
        refuse_cut(node)
        return text_of(node)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string"}


def refuse_cut(node: Scalar) -> None:
    """Refuse an unquoted text with a comment behind it that its author may not have meant as one.

    A comment that is meant stands apart: two spaces before it, and one behind its `#`.

    Raises:
        PydanticCustomError: there is another comment behind it.
    """
    row, column = node.end
    behind = node.source.lines[row][column:] if not node.style else ""
    if found := re.match(r"[ \t](#.*)|[ \t]+(#[^ \t].*)", behind):
        place = node.source.place(row, column + behind.index("#"))
        raise fault(
            f"{found.group().strip()!r} is cut off from the text, since ' #' starts a comment "
            "(quote the text; a comment stands behind two spaces and '# ', or in its own line)",
            place,
        )


def _as_written(node: Mapping) -> str:
    key, entry = next(iter(node.entries.items()))
    value = entry.value.value if isinstance(entry.value, Scalar) else "…"
    return f"{key}: {value}".strip().replace('"', '\\"')


def text_of(node: Scalar) -> MarkdownText:
    """The text of a scalar, with the true line of each of its lines."""
    written = node.value.rstrip("\n")
    markdown = written.lstrip("\n")
    row, column = node.start
    if node.style == "|":
        first = row + 1 + len(written) - len(markdown)
        rows = list(range(first, first + markdown.count("\n") + 1))
    elif row == node.end[0]:
        rows = [row] * (markdown.count("\n") + 1)
    else:
        start = (row + 1, 0) if node.style == ">" else (row, column + len(node.style))
        rows = _rows(markdown, _inks(node.source.lines, start, node.style)) or [row]
    if node.style in ("|", ">"):
        line = node.source.lines[rows[0]]
        column = len(line) - len(line.lstrip(" "))
    else:
        column = column + len(node.style) if rows[0] == row else 0
    place = node.source.place(rows[0], column)
    return MarkdownText(markdown, place, tuple(node.source.line + row for row in rows))


def place_in(text: MarkdownText, offset: int, lines: Sequence[str]) -> Place:
    """Where the character at `offset` of a text's Markdown is written; `lines` are its file's."""
    row, column = text.place.line - 1, text.place.column - 1
    style = "".join(lines[row : row + 1])[:column][-1:]
    inks = _inks(lines, (row, column), style)
    for row, column in islice(inks, len(_INK.findall(text.markdown[:offset])), None):
        return Place(text.place.file, row + 1, column + 1)
    return text.place


# A character that is no white space; in quotes, what stands for one. Escapes that stand for white
# space, or only join two lines, are matched without their group.
_INK = re.compile(r"([^ \t\n])")
_WRITTEN = {
    "'": re.compile(r"(''|[^ \t])"),
    '"': re.compile(
        r"\\(?:[nt \t]|x(?:09|0[aA]|20)|(?:u|U0000)00(?:09|0[aA]|20)|$)"
        r"|(\\(?:x..|u.{4}|U.{8}|.)|[^ \t\\])"
    ),
}


def _inks(lines: Sequence[str], start: Position, style: str) -> Iterator[Position]:
    """Where each character of a scalar that is no white space is written, from `start` on.

    Folding changes nothing but white space: the nth other character of the value is the nth of the
    source, escapes counted as what they stand for.
    """
    pattern = _WRITTEN.get(style, _INK)
    for row in range(start[0], len(lines)):
        for found in pattern.finditer(lines[row], start[1] if row == start[0] else 0):
            if found[1]:
                yield row, found.start()


def _rows(markdown: str, inks: Iterator[Position]) -> list[int]:
    """The row of each line; of an empty one, that of the next character, or of the last."""
    *before, last = markdown.split("\n")
    firsts = list(accumulate((len(_INK.findall(line)) for line in before), initial=0))
    needed = firsts[-1] + bool(_INK.search(last))
    row_of = [row for row, _ in islice(inks, needed)]
    return [row_of[min(first, needed - 1)] for first in firsts if row_of]
