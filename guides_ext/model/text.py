"""Markdown texts that know where each of their lines was written, and lists of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from markdown_it import MarkdownIt
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .blocks import split
from .faults import expected, fault, unknown_key
from .nodes import Bad, Entry, Items, Joined, Mapping, Node, Scalar
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
        return _text(node)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _dump, info_arg=True, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list of texts.

    `sheet` is its short form on the sheet, `False` where the sheet leaves it out; `cue` is when to
    say it, for words to say.
    """

    text: Text
    sheet: Text | Literal[False] | None = None
    cue: Text | None = None

    @classmethod
    def read(cls, node: Any) -> "Item":
        """An item of a text, or of a mapping with `text` and `sheet`.

        Raises:
            PydanticCustomError: it is neither, or has other keys.
        """
        if isinstance(node, Item):
            return node
        if isinstance(node, Exception):
            raise node
        if isinstance(node, Entry):
            return cls(Text.read(node.value), cue=_text(node.key))
        if not isinstance(node, Mapping) or not {"text", "sheet"} & node.entries.keys():
            return cls(Text.read(node))
        for key, entry in node.entries.items():
            if key not in ("text", "sheet"):
                raise fault(f"{key}: {unknown_key(key, ['text', 'sheet'], node)}", entry.place)
        text, sheet = node.get("text"), node.get("sheet")
        if text is None:
            raise fault("text: missing (an item has text and sheet)", node.place)
        return cls(Text.read(text), _sheet(sheet) if sheet else None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _dump_item, info_arg=True
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "object"}


class ItemSource(TypedDict):
    """Where the node of an item is to be found: a document, the list's key in it, an index."""

    document: str
    list: str
    index: int


class ItemRecord(TypedDict):
    """An item as plain data: `text` and `sheet` without markup, `cue` empty but in words to say."""

    text: str
    sheet: str | Literal[False] | None
    cue: str
    file: str
    line: int
    source: ItemSource
    for_roles: list[str]


def read_items(node: Any) -> Any:
    """The nodes or items of a list of texts: a YAML list, or one Markdown list in a block.

    Raises:
        PydanticCustomError: the list is one that YAML or Markdown would split in silence.
    """
    if isinstance(node, Joined):
        return [item for part in node.items for item in read_items(part)]
    if isinstance(node, Items):
        if node.flow and node.items:
            raise fault(
                "expected a text or a list, got a list in [ ], which splits at every comma "
                "(write each item in a line of its own, behind '- ')",
                node.place,
            )
        return node.good()
    if isinstance(node, Scalar):
        return _split(Text.read(node), exact=node.style == "|")
    if isinstance(node, Mapping):
        return [Text.read(node)]
    return [] if isinstance(node, Bad) else node


def read_says(node: Any) -> Any:
    """The entries of words to say: a mapping of cues to texts."""
    if isinstance(node, Mapping):
        return list(node.good().values())
    if isinstance(node, Node):
        raise expected("cues and the words to say at each (When we start: …)", node)
    return node


def _split(text: Text, exact: bool) -> list[Item | Exception]:
    """The items of a block; `exact` where the block's columns are those of its file."""
    result: list[Item | Exception] = []

    def part(rows: tuple[tuple[int, int, str], ...]) -> Text:
        number, indent, _ = rows[0]
        column = text.place.column + indent if exact else text.place.column
        place = Place(text.place.file, text.lines[number], column)
        markdown = "\n".join(line for _, _, line in rows)
        return Text(markdown, place, tuple(text.lines[n] for n, _, _ in rows))

    for piece in split(text.markdown):
        if piece.fault:
            number, indent, _ = piece.rows[0]
            column = text.place.column + indent if exact else text.place.column
            place = Place(text.place.file, text.lines[number], column)
            result.append(fault(piece.fault, place))
        elif piece.sheet:
            sheet = part(piece.sheet)
            result.append(Item(part(piece.rows), False if sheet.markdown == "no" else sheet))
        else:
            result.append(Item(part(piece.rows)))
    return result


_markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_ROLE = re.compile(r"\{[A-Za-z][\w:+-]*\}(?=`)")


def plain(text: Text) -> str:
    """A text without its Markdown, for where nothing has rendered it."""
    words = []
    for token in _markdown.parse(_ROLE.sub("", text.markdown)):
        if token.type in ("fence", "code_block"):
            words.append(token.content)
        for inner in token.children or ():
            words.append("\n" if inner.type.endswith("break") else inner.content)
        words.append("\n")
    return " ".join("".join(words).split())


def _sheet(node: Node) -> Text | Literal[False]:
    if isinstance(node, Scalar) and not node.style and node.value in ("false", "no"):
        return False
    return Text.read(node)


def _as_written(node: Mapping) -> str:
    key, entry = next(iter(node.entries.items()))
    value = entry.value.value if isinstance(entry.value, Scalar) else "…"
    return f"{key}: {value}".strip().replace('"', '\\"')


def _dump(text: Text, info: core_schema.SerializationInfo) -> str:
    plain: Callable[[Text], str] = (info.context or {}).get("plain", str)
    return plain(text)


def _dump_item(item: Item, info: core_schema.SerializationInfo) -> ItemRecord:
    return {
        "text": _dump(item.text, info),
        "sheet": _dump(item.sheet, info) if isinstance(item.sheet, Text) else item.sheet,
        "cue": _dump(item.cue, info) if item.cue else "",
        "file": item.text.place.file,
        "line": item.text.place.line,
        "source": {"document": (info.context or {}).get("document", ""), "list": "", "index": 0},
        "for_roles": [],
    }


def _text(node: Scalar) -> Text:
    """The text of a scalar, with the true line of each of its lines."""
    row, column = node.start
    markdown = node.value.rstrip("\n")
    if node.style == "|":
        first = row + 1 + (len(markdown) - len(markdown.lstrip("\n")))
        count = markdown.count("\n") + 1
        lines = [row + 1 + number for number in range(count)]
        column = _indent(node, first)
        place = node.source.place(row + 1, column)
    elif node.start[0] == node.end[0]:
        lines = [row] * (markdown.count("\n") + 1)
        place = node.source.place(row, column + bool(node.style))
    else:
        lines = _folded(node, markdown)
        folded = node.style == ">"
        place = node.source.place(
            lines[0], _indent(node, lines[0]) if folded else column + bool(node.style)
        )
    return Text(markdown, place, tuple(node.source.line + line for line in lines))


def _indent(node: Scalar, row: int) -> int:
    line = node.source.lines[row] if row < len(node.source.lines) else ""
    return len(line) - len(line.lstrip(" "))


# An escape of a double-quoted scalar; one before the end of a line only joins two lines.
_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|(.))|([^ \t\\])|\\$")


def _folded(node: Scalar, markdown: str) -> list[int]:
    """The row of each line of a scalar that YAML folded.

    Folding changes nothing but white space: the nth other character of the value is the nth of
    the source, escapes counted as what they stand for.
    """
    first, last = node.start[0], min(node.end[0], len(node.source.lines) - 1)
    starts: list[int] = []  # for each inky character of the source, its row
    for row in range(first + (node.style == ">"), last + 1):
        line = node.source.lines[row]
        begin = node.start[1] + bool(node.style) if row == first else 0
        end = (
            node.end[1] - (node.style in "'\"" and bool(node.style)) if row == node.end[0] else None
        )
        starts += [row] * _ink(line[begin:end], node.style)
    rows: list[int] = []
    seen = 0
    for line in markdown.split("\n"):
        rows.append(starts[min(seen, len(starts) - 1)] if starts else first)
        seen += len(re.findall(r"[^ \t]", line))
    return rows


def _ink(written: str, style: str) -> int:
    """How many characters other than white space a piece of a scalar's source stands for."""
    if style == '"':
        count = 0
        for hex2, hex4, hex8, escaped, char in _ESCAPE.findall(written):
            code = hex2 or hex4 or hex8
            count += bool(char) or (
                int(code, 16) not in (9, 10, 32) if code else escaped not in "nt \t"
            )
        return count
    if style == "'":
        written = written.replace("''", "'")
    return len(re.findall(r"[^ \t]", written))
