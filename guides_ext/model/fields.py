"""How values are read from nodes: one reader for each kind of value, with the mend in its error.

Unions of types are avoided, since pydantic would report one fault once for each of them.
"""

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import BeforeValidator, GetCoreSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from .items import CHECK, ITEM, SAID, Item, item_schema, items_with, read_cues
from .nearest import did_you_mean
from .nodes import Entry, Items, Joined, Mapping, Node, Scalar, expected
from .problems import Place, fault
from .text import MarkdownText, refuse_cut

ID = r"[a-z][a-z0-9-]*"
_LONGEST_ID = 80  # letters; the name of a file and an anchor are made of it
_FEW = 7  # words to show beside the nearest one
_DAY = "a day such as 2027-05-01"
_SECTION = "a section such as articles/conducting#the-pairing"
_ID_WORDS = "an id of small letters, digits and hyphens that starts with a letter"


def _scalar(what: str, make: Callable[[str, Place], Any]) -> PlainValidator:
    """Marks a type whose values are made of a scalar's letters; `what` is what is expected."""

    def convert(node: Any) -> Any:
        return make(_letters(node, what), node.place) if isinstance(node, Node) else node

    return PlainValidator(convert)


def _letters(node: Node, what: str) -> str:
    if not isinstance(node, Scalar) or node.empty or not node.value.strip():
        raise expected(what, node)
    return node.value.strip()


class OneOf:
    """Marks a `Literal`: one of its words."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        words = get_args(source)
        return core_schema.no_info_before_validator_function(
            lambda node: read_one_of(node, words), handler(source)
        )


def read_one_of(node: Any, words: tuple[str, ...]) -> Any:
    """One of `words`.

    Raises:
        PydanticCustomError: it is another word, or none; the error names the nearest.
    """
    if not isinstance(node, Node):
        return node
    shown = ", ".join(words)
    value = _letters(node, f"one of {shown}")
    if value in words:
        return value
    hint = did_you_mean(value, words)
    what = f"one of {len(words)} words" if hint and len(words) > _FEW else f"one of {shown}"
    raise fault(f"expected {what}, got {value!r}{hint}", node.place)


def _whole(unit: str) -> PlainValidator:
    """A reader of whole numbers from 1: pydantic's own would take `6_0` and `60.0` for 60."""
    what = f"whole {unit}" if unit else "a whole number"

    def make(value: str, place: Place) -> int:
        if not re.fullmatch(r"[1-9][0-9]{0,5}|0", value):  # 030 is 24 to many readers of YAML
            raise fault(f"expected {what}, got {value!r}{_as_whole(value, unit)}", place)
        if int(value) < 1:
            raise fault(f"expected {what}, at least 1, got {value!r}", place)
        return int(value)

    return _scalar(what, make)


_DURATION = re.compile(
    r"(?:(?P<hours>[0-9.]+) ?h(?:(?:ou)?rs?)?)? ?(?:(?P<minutes>[0-9_.]+) ?(?:m|mins?|minutes?)?)?",
    re.IGNORECASE,
)


def _as_whole(value: str, unit: str) -> str:
    """` (write 60)` for `1h`, `1:00`, `60 min`, `60.0` or `6_0`."""
    number = 0.0
    try:
        if unit == "minutes" and (clock := re.fullmatch(r"(\d{1,2}):(\d\d)", value)):
            number = int(clock[1]) * 60 + int(clock[2])
        elif unit == "minutes" and (found := _DURATION.fullmatch(value)):
            number = float(found["hours"] or 0) * 60 + float(found["minutes"] or 0)
        elif found := re.fullmatch(r"([0-9_.]+) ?(?:d|days?)?", value):
            number = float(found[1])
    except ValueError:
        return ""
    return f" (write {int(number)})" if 1 <= number < 1e6 and number == int(number) else ""


def _word(node: Any) -> Any:
    """A text that is no Markdown: whom to write to, where a stage takes place."""
    if isinstance(node, Scalar):
        refuse_cut(node)
    return _letters(node, "a text") if isinstance(node, Node) else node


def _flag(value: str, place: Place) -> bool:
    if value in ("true", "false"):
        return value == "true"
    mend = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(value.lower())
    hint = f" (write {mend})" if mend else ""
    raise fault(f"expected true or false, got {value!r}{hint}", place)


def _date(value: str, place: Place) -> datetime.date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        raise fault(f"expected a day of the calendar, got {value!r}", place) from None
    raise fault(f"expected {_DAY}, got {value!r}", place)


def read_id(node: Any) -> Any:
    """An id; keys of mappings come as plain letters.

    Raises:
        PydanticCustomError: it is not of the form of ids.
    """
    value = _letters(node, "an id") if isinstance(node, Node) else node
    if isinstance(value, str) and len(value) > _LONGEST_ID:
        message = f"expected an id of at most {_LONGEST_ID} letters, got {len(value)}"
        raise fault(message, node.place if isinstance(node, Node) else None)
    if not isinstance(value, str) or re.fullmatch(ID, value):
        return value
    made = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    mend = f" (write {made})" if re.fullmatch(ID, made) else ""
    message = f"expected {_ID_WORDS}, got {value!r}{mend}"
    raise fault(message, node.place if isinstance(node, Node) else None)


def _address(value: str, place: Place) -> str:
    document, _, fragment = value.partition("#")
    bare = re.sub(r"\.(?:md|rst|html)$", "", document.strip("/"))
    if bare == document and bare:
        return value
    right = f"{bare}#{fragment}" if fragment else bare
    mend = f" (write {right})" if bare else ""
    what = "a document from the source root, without its suffix"
    raise fault(f"expected {what}, got {value!r}{mend}", place)


def read_list(node: Any) -> Any:
    """The nodes of a YAML list, written with `- ` or in `[ ]`.

    Raises:
        PydanticCustomError: it is no list.
    """
    if isinstance(node, Items):
        return node.good
    if isinstance(node, Scalar) and re.fullmatch(r"[\w./#-]+", node.value):
        raise fault(f"expected a list, got {node.value!r} (write [{node.value}])", node.place)
    if isinstance(node, Node):
        raise expected("a list", node)
    return node


def _one_or_list(node: Any) -> Any:
    return [node] if isinstance(node, Scalar) and not node.empty else read_list(node)


def _keyed(what: str) -> Callable[[Any], Any]:
    """A reader of the entries of a mapping by their keys; `what` is what is expected."""

    def convert(node: Any) -> Any:
        if isinstance(node, Mapping):
            return node.good
        if isinstance(node, Node):
            raise expected(what, node)
        return node

    return convert


_entries = _keyed("ids, each with what it stands for (id: …)")


def _bank(node: Any) -> Any:
    """The same for a bank, where an empty value names what a base has."""
    entries = _entries(node)
    if not isinstance(node, Mapping):
        return entries
    return {k: e for k, e in entries.items() if not (isinstance(e.value, Scalar) and e.value.empty)}


def _observed(node: Any) -> Any:
    """Entries of competencies: a mapping with what each looks like here, or a list of ids."""
    if isinstance(node, Joined):
        return [entry for part in node.items for entry in _observed(part)]
    if isinstance(node, Mapping):
        return [_looks_like(entry) for entry in node.good.values()]
    found = read_list(node)
    return [_only_named(one) for one in found] if isinstance(node, Items) else found


def _looks_like(entry: Entry) -> Entry:
    if not isinstance(entry.value, Scalar):
        raise expected("a text on what it looks like in this stage", entry.value)
    return _without_value(entry) if entry.value.empty else entry


def _only_named(node: Node) -> Entry:
    if isinstance(node, Mapping):
        mend = "(write the list as a mapping, without '- ')"
        raise fault(f"expected an id, got keys and values {mend}", node.place)
    if not isinstance(node, Scalar) or node.empty:
        raise expected("an id", node)
    return _without_value(node)


def _without_value(node: Scalar | Entry) -> Entry:
    """An entry with nothing to say but its key."""
    nothing = Mapping(node.source, node.start, node.end)
    key = node.key if isinstance(node, Entry) else node
    return Entry(node.source, node.start, node.end, key, nothing)


def _level(key: Any) -> Any:
    if isinstance(key, str) and not re.fullmatch(r"[1-9]", key):
        raise fault(f"expected a level such as 1, got {key!r}", None)
    return int(key)


_TEXT = WithJsonSchema({"type": "string"})
_WHOLE = WithJsonSchema({"type": "integer", "minimum": 1})

Minutes: TypeAlias = Annotated[int, _whole("minutes"), _WHOLE]
Days: TypeAlias = Annotated[int, _whole("days"), _WHOLE]
Number: TypeAlias = Annotated[int, _whole(""), _WHOLE]
Level: TypeAlias = Annotated[
    int, PlainValidator(_level), WithJsonSchema({"type": "string", "pattern": "^[1-9]$"})
]
Flag: TypeAlias = Annotated[
    bool, _scalar("true or false", _flag), WithJsonSchema({"type": "boolean"})
]
Date: TypeAlias = Annotated[
    datetime.date, _scalar(_DAY, _date), WithJsonSchema({"type": "string", "format": "date"})
]
Word: TypeAlias = Annotated[str, PlainValidator(_word), _TEXT]
Id: TypeAlias = Annotated[
    str, PlainValidator(read_id), WithJsonSchema({"type": "string", "pattern": f"^{ID}$"})
]
Address: TypeAlias = Annotated[str, _scalar(_SECTION, _address), _TEXT]


def _written(*forms: dict[str, Any]) -> WithJsonSchema:
    """What an editor takes where a role is written, whatever it is once it has been read."""
    return WithJsonSchema({"anyOf": [*forms]} if forms[1:] else forms[0], mode="validation")


def _list_of(keys: tuple[str, ...]) -> WithJsonSchema:
    return _written({"type": "string"}, {"type": "array", "items": item_schema(*keys)})


Texts: TypeAlias = Annotated[tuple[Item, ...], BeforeValidator(items_with(ITEM)), _list_of(ITEM)]
Checks: TypeAlias = Annotated[tuple[Item, ...], BeforeValidator(items_with(CHECK)), _list_of(CHECK)]
Says: TypeAlias = Annotated[tuple[Item, ...], BeforeValidator(items_with(SAID)), _list_of(SAID)]
Cues: TypeAlias = Annotated[
    tuple[Item, ...],
    BeforeValidator(read_cues),
    _written({"type": "object", "additionalProperties": {"type": "string"}}),
]
T = TypeVar("T")
Listed: TypeAlias = Annotated[tuple[T, ...], BeforeValidator(read_list)]
ONE_OF = OneOf()
ONE_OR_LIST = BeforeValidator(_one_or_list)
OneOrList: TypeAlias = Annotated[tuple[Id, ...], ONE_OR_LIST]
OBSERVED = BeforeValidator(_observed)
OBSERVED_AS_WRITTEN = _written(
    {"type": "array", "items": {"type": "string"}},
    {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
)
ENTRIES = BeforeValidator(_entries)
Bank: TypeAlias = Annotated[dict[Id, T], BeforeValidator(_bank)]
PLACES = BeforeValidator(_keyed("places, each with where it is (office: …)"))
LEVELS = BeforeValidator(_keyed("levels, each with its text (1: …)"))
Levels: TypeAlias = Annotated[dict[Level, MarkdownText], LEVELS]
