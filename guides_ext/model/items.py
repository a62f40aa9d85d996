"""Lists of texts: goals, checks, what to listen for, words to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .bullets import Row, split
from .nearest import there_are
from .nodes import Bad, Entry, Items, Joined, Mapping, Node, Scalar, expected
from .problems import Place, fault
from .text import MarkdownText, text_of


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list of texts.

    `sheet` is its short form on the sheet, `False` where the sheet leaves it out; `cue` is when to
    say it, for words to say; `places` are those where a check is one, none for all.
    """

    text: MarkdownText
    sheet: MarkdownText | Literal[False] | None = None
    cue: MarkdownText | None = None
    places: tuple[MarkdownText, ...] = ()

    @classmethod
    def read(cls, node: Any) -> "Item":
        """An item of a text, or of a mapping with `text` and more; `items_with` says which keys.

        Raises:
            PydanticCustomError: it is neither.
        """
        if isinstance(node, Item):
            return node
        if isinstance(node, Exception):
            raise node
        if isinstance(node, Entry):
            return cls(MarkdownText.read(node.value), cue=text_of(node.key))
        if not isinstance(node, Mapping) or not _KEYS & node.entries.keys():
            return cls(MarkdownText.read(node))
        return cls._of(node)

    @classmethod
    def _of(cls, node: Mapping) -> "Item":
        text, sheet, cue, place = (node.get(key) for key in ("text", "sheet", "when", "place"))
        if any(isinstance(entry.value, Bad) for entry in node.entries.values()):
            return cls(MarkdownText("", node.place, (node.place.line,)))  # has been complained of
        if text is None:
            raise fault("text: missing (an item has a text)", node.place)
        return cls(
            MarkdownText.read(text),
            _sheet(sheet) if sheet else None,
            MarkdownText.read(cue) if cue else None,
            _places(place) if place else (),
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return ITEM_SCHEMA


_KEYS = frozenset({"text", "sheet", "when", "place"})
_DESCRIBED: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "description": "The item."},
    "sheet": {
        "description": "Its short form on the sheet; false leaves it out there.",
        "anyOf": [{"type": "string"}, {"const": False}],
    },
    "when": {"type": "string", "description": "The cue to say it at."},
    "place": {
        "description": "Where it is to be confirmed: a place of the stage, or a list of them.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    },
}


def item_schema(*keys: str) -> dict[str, Any]:
    """The JSON Schema of an item: a text, or a mapping with these keys."""
    described = {key: _DESCRIBED[key] for key in keys}
    mapping = {"type": "object", "additionalProperties": False, "properties": described}
    return {"anyOf": [{"type": "string"}, mapping]}


ITEM = ("text", "sheet")
CHECK = ("text", "sheet", "place")
SAID = ("text", "when")
ITEM_SCHEMA = item_schema(*ITEM)


def items_with(keys: tuple[str, ...]) -> Callable[[Any], Any]:
    """A reader of lists whose items may be mappings with these keys."""

    def read(node: Any) -> Any:
        if isinstance(node, Mapping) and _KEYS & node.entries.keys():
            what = "a text or a list, got keys and values (write '- ' before the first of them)"
            raise fault(f"expected {what}", node.place)
        if isinstance(node, Mapping) and node.entries and "when" in keys:
            raise _cue_as_key(node)
        found = read_items(node)
        return [_checked(one, keys) for one in found] if isinstance(found, list) else found

    return read


def _checked(item: Any, keys: tuple[str, ...]) -> Any:
    """An item, or what is wrong with its keys."""
    if isinstance(item, Mapping) and _KEYS & item.entries.keys():
        for key, entry in item.entries.items():
            if key in _KEYS and key not in keys:
                return fault(f"{key}: not a key here{there_are(key, keys)}", entry.place)
            if key not in keys:
                return fault(f"{key}: {item.unknown(key, keys)}", entry.place)
    elif isinstance(item, Mapping) and item.entries and "when" in keys:
        return _cue_as_key(item)
    if isinstance(item, Item) and item.sheet is not None and "sheet" not in keys:
        where = (item.sheet or item.text).place
        return fault("'Sheet:' in words to say (they are said as they are written)", where)
    return item


def _cue_as_key(node: Mapping) -> PydanticCustomError:
    """What to say of `The alarm rings: We stop.` among the words of a timebox."""
    key = next(iter(node.entries))
    return fault(
        f"expected a text, got a key and a value (write {{when: {key}, text: …}}, "
        "or quote a text with ': ' in it)",
        node.place,
    )


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


def read_cues(node: Any) -> Any:
    """The entries of words that belong to no minute: a mapping of cues to texts.

    Raises:
        PydanticCustomError: it is no mapping, or a cue is empty.
    """
    if isinstance(node, Mapping):
        message = f"expected {_CUES}, got an empty cue"
        entries = node.good.values()
        return [one if one.key.value.strip() else fault(message, one.place) for one in entries]
    if isinstance(node, Node):
        raise expected(_CUES, node)
    return node


_CUES = "cues and the words to say at each (They ask how they did: …)"


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


def _places(node: Node) -> tuple[MarkdownText, ...]:
    words = node.good if isinstance(node, Items) else [node]
    for word in words:
        if not isinstance(word, Scalar) or not word.value.strip():
            raise expected("a place such as office, or a list of them", word)
    return tuple(MarkdownText.read(word) for word in words)


def _sheet(node: Node) -> MarkdownText | Literal[False]:
    if isinstance(node, Scalar) and not node.style and node.value in ("false", "no"):
        return False
    return MarkdownText.read(node)
