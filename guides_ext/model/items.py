"""Lists of texts: goals, checklists, what to listen for; and words to say, each by its cue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .bullets import Row, split
from .nodes import Bad, Entry, Items, Joined, Mapping, Node, Scalar, expected
from .problems import Place, fault
from .text import MarkdownText, text_of


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list of texts.

    `sheet` is its short form on the sheet, `False` where the sheet leaves it out; `cue` is when to
    say it, for words to say.
    """

    text: MarkdownText
    sheet: MarkdownText | Literal[False] | None = None
    cue: MarkdownText | None = None

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
            return cls(MarkdownText.read(node.value), cue=text_of(node.key))
        if not isinstance(node, Mapping) or not {"text", "sheet"} & node.entries.keys():
            return cls(MarkdownText.read(node))
        return cls._of(node)

    @classmethod
    def _of(cls, node: Mapping) -> "Item":
        for key, entry in node.entries.items():
            if key not in ("text", "sheet"):
                raise fault(f"{key}: {node.unknown(key, ['text', 'sheet'])}", entry.place)
        text, sheet = node.get("text"), node.get("sheet")
        if isinstance(text, Bad) or isinstance(sheet, Bad):
            return cls(MarkdownText("", node.place, (node.place.line,)))  # has been complained of
        if text is None:
            raise fault("text: missing (an item has text and sheet)", node.place)
        return cls(MarkdownText.read(text), _sheet(sheet) if sheet else None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return ITEM_SCHEMA


ITEM_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "text": {"type": "string", "description": "The item."},
                "sheet": {
                    "description": "Its short form on the sheet; false leaves it out there.",
                    "anyOf": [{"type": "string"}, {"const": False}],
                },
            },
        },
    ]
}


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
        return node.good
    if isinstance(node, Scalar):
        return _split(MarkdownText.read(node), exact=node.style == "|")
    if isinstance(node, Mapping):
        return [MarkdownText.read(node)]
    return [] if isinstance(node, Bad) else node


def read_says(node: Any) -> Any:
    """The entries of words to say: a mapping of cues to texts."""
    if isinstance(node, Mapping):
        return list(node.good.values())
    if isinstance(node, Node):
        raise expected("cues and the words to say at each (When we start: …)", node)
    return node


def _split(text: MarkdownText, exact: bool) -> list[Item | Exception]:
    """The items of a block; `exact` where its columns are those of the file, as in `|`."""

    def part(rows: Sequence[Row]) -> MarkdownText:
        number, cut, _ = rows[0]
        column = text.place.column + (cut if exact else 0)
        place = Place(text.place.file, text.lines[number], column)
        markdown = "\n".join(line for _, _, line in rows)
        return MarkdownText(markdown, place, tuple(text.lines[n] for n, _, _ in rows))

    result: list[Item | Exception] = []
    for piece in split(text.markdown):
        whole = part(piece.rows)
        if piece.fault:
            result.append(fault(piece.fault, whole.place))
        elif piece.sheet:
            sheet = part(piece.sheet)
            result.append(Item(whole, False if sheet.markdown == "no" else sheet))
        else:
            result.append(Item(whole))
    return result


def _sheet(node: Node) -> MarkdownText | Literal[False]:
    if isinstance(node, Scalar) and not node.style and node.value in ("false", "no"):
        return False
    return MarkdownText.read(node)
