"""How values are read from nodes: one reader for each kind of value, with the mend in its error."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .faults import expected, fault
from .nodes import Bad, Items, Mapping, Node, Scalar, listed
from .text import Item, read_items, read_says
from .words import mean

ID = r"[a-z][a-z0-9-]*"


@dataclass(frozen=True, eq=False)
class Read:
    """Marks a type whose values `convert` makes of a node; `schema` is how an editor sees it."""

    convert: Callable[[Any], Any]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.convert)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.schema)


@dataclass(frozen=True, eq=False)
class Open:
    """Marks a type whose values are read by pydantic after `convert` has opened the node.

    `short` is the JSON Schema of a shorter spelling that `convert` also takes.
    """

    convert: Callable[[Any], Any]
    short: dict[str, Any] | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.convert, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        full = handler(core["schema"])  # type: ignore[typeddict-item]
        return (
            {"anyOf": [self.short, full]} if self.short and handler.mode == "validation" else full
        )


def _scalar(node: Any, what: str) -> str | None:
    """The letters of a scalar; `None` for a value that is no node."""
    if not isinstance(node, Node):
        return None
    if not isinstance(node, Scalar) or node.empty or not node.value.strip():
        raise expected(what, node)
    return node.value.strip()


def _whole(unit: str, least: int = 1) -> Read:
    what = f"whole {unit}" if unit != "number" else "a whole number"

    def convert(node: Any) -> Any:
        value = _scalar(node, what)
        if value is None:
            return node
        if not re.fullmatch(r"[0-9]{1,6}", value):
            mend = _mend(value, unit)
            raise fault(f"expected {what}, got {value!r}{mend}", node.place)
        if int(value) < least:
            raise fault(f"expected {what}, at least {least}, got {value!r}", node.place)
        return int(value)

    return Read(convert, {"type": "integer", "minimum": least})


_DURATION = re.compile(
    r"(?:(?P<h>[0-9]+(?:\.[0-9]+)?)\s*(?:h|hr|hrs|hours?))?\s*"
    r"(?:(?P<m>[0-9_]+(?:\.0+)?)\s*(?:m|min|mins|minutes?|)\.?)?",
    re.IGNORECASE,
)


def _mend(value: str, unit: str) -> str:
    """` (write 60)` for `1h`, `60 min`, `60.0` or `6_0`."""
    number = 0.0
    if unit == "minutes" and (clock := re.fullmatch(r"(\d{1,2}):(\d\d)", value)):
        number = int(clock[1]) * 60 + int(clock[2])
    elif unit == "minutes" and (found := _DURATION.fullmatch(value)):
        number = float(found["h"] or 0) * 60 + float((found["m"] or "0").replace("_", "") or 0)
    elif found := re.fullmatch(r"([0-9]+)(?:\.0+)?\s*(?:days?|d)?", value):
        number = float(found[1])
    return f" (write {int(number)})" if number and number == int(number) else ""


def one_of(*words: str) -> Read:
    """A reader of one of `words`."""

    def convert(node: Any) -> Any:
        value = _scalar(node, f"one of {', '.join(words)}")
        if value is None or value in words:
            return node if value is None else value
        near = mean(value, words)
        if near.startswith(" (there"):
            raise fault(f"expected one of {', '.join(words)}, got {value!r}", node.place)
        raise fault(f"unknown word {value!r}{near}", node.place)

    return Read(convert, {"type": "string", "enum": list(words)})


def _flag(node: Any) -> Any:
    value = _scalar(node, "true or false")
    if value is None:
        return node
    if value in ("true", "false"):
        return value == "true"
    mend = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(value.lower())
    hint = f" (write {mend})" if mend else ""
    raise fault(f"expected true or false, got {value!r}{hint}", node.place)


def _date(node: Any) -> Any:
    value = _scalar(node, "a date such as 2027-05-01")
    if value is None:
        return node
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return datetime.date.fromisoformat(value)
        problem = f"expected a date such as 2027-05-01, got {value!r}"
    except ValueError as error:
        problem = f"no date: {value!r} ({error})"
    raise fault(problem, node.place)


def _word(node: Any) -> Any:
    value = _scalar(node, "a word or a line")
    return node if value is None else value


def _id(node: Any) -> Any:
    if isinstance(node, str):
        if not re.fullmatch(ID, node):
            raise expected(f"{_ID_WORDS}, got {node!r}{_id_mend(node)}", None)
        return node
    value = _scalar(node, "an id")
    if value is not None and not re.fullmatch(ID, value):
        raise fault(f"expected {_ID_WORDS}, got {value!r}{_id_mend(value)}", node.place)
    return node if value is None else value


_ID_WORDS = "an id of small letters, digits and hyphens that starts with a letter"


def _id_mend(value: str) -> str:
    made = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    return f" (write {made})" if re.fullmatch(ID, made) else ""


def _document(node: Any) -> Any:
    value = _scalar(node, "a section such as articles/conducting#the-pairing")
    if value is None:
        return node
    document, _, fragment = value.partition("#")
    bare = re.sub(r"\.(?:md|rst|html)$", "", document.strip("/"))
    if bare != document or not bare or " " in bare:
        right = f"{bare}#{fragment}" if fragment else bare
        mend = f" (write {right})" if bare and " " not in bare else ""
        raise fault(
            f"expected a document from the source root, without suffix, got {value!r}{mend}",
            node.place,
        )
    return value


def _listed(what: str) -> Open:
    def convert(node: Any) -> Any:
        if isinstance(node, Items):
            return [item for item in listed(node) if not isinstance(item, Bad)]
        if isinstance(node, Scalar) and not node.empty and node.style not in ("|", ">"):
            raise fault(
                f"expected a list of {what}, got {node.value!r} (write [{node.value}])", node.place
            )
        if isinstance(node, Node):
            raise expected(f"a list of {what}", node)
        return node

    return Open(convert)


def _entries(node: Any) -> Any:
    """The entries of a mapping by their keys; an empty value names what a base has."""
    if isinstance(node, Mapping):
        return {
            key: entry
            for key, entry in node.entries.items()
            if not isinstance(entry.value, Bad)
            and not (isinstance(entry.value, Scalar) and entry.value.empty)
        }
    if isinstance(node, Node):
        raise expected("ids with what they stand for", node)
    return node


def _values(node: Any) -> Any:
    """The values of a mapping by their keys."""
    if isinstance(node, Mapping):
        good = {k: e.value for k, e in node.entries.items() if not isinstance(e.value, Bad)}
        return good
    if isinstance(node, Node):
        raise expected("levels with their texts (1: …)", node)
    return node


def _level(node: Any) -> Any:
    """A level as a key, where pydantic gives the letters and no node."""
    if not isinstance(node, str):
        return node
    if not re.fullmatch(r"[1-9]", node):
        raise expected(f"a level such as 1, got {node!r}", None)
    return int(node)


Minutes: TypeAlias = Annotated[int, _whole("minutes")]
Days: TypeAlias = Annotated[int, _whole("days")]
Number: TypeAlias = Annotated[int, _whole("number")]
LevelKey: TypeAlias = Annotated[int, Read(_level, {"type": "string", "pattern": "^[1-9]$"})]
Flag: TypeAlias = Annotated[bool, Read(_flag, {"type": "boolean"})]
Date: TypeAlias = Annotated[datetime.date, Read(_date, {"type": "string", "format": "date"})]
Word: TypeAlias = Annotated[str, Read(_word, {"type": "string"})]
ID_READER = Read(_id, {"type": "string", "pattern": f"^{ID}$"})
Id: TypeAlias = Annotated[str, ID_READER]
Address: TypeAlias = Annotated[str, Read(_document, {"type": "string"})]
TEXTS_SHORT = {"type": "string", "description": "One Markdown list, or one text."}
Texts: TypeAlias = Annotated[tuple[Item, ...], Open(read_items, TEXTS_SHORT)]
Says: TypeAlias = Annotated[tuple[Item, ...], Open(read_says)]
IDS = _listed("ids")
WORDS = _listed("words")
ENTRIES = Open(_entries)
LEVELS = Open(_values)
Ids: TypeAlias = Annotated[tuple[Id, ...], IDS]
