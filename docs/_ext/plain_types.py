"""The types of the model in plain words, for readers who have never seen one.

The words are MyST markup: a part of a role is a reference to the section about its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import WithJsonSchema

from guides_ext.model.base import YamlModel, circle_of, lists_of
from guides_ext.model.fields import (
    LEVELS,
    OBSERVED,
    ONE_OR_LIST,
    Address,
    Checks,
    Cues,
    Date,
    Days,
    Flag,
    Id,
    Level,
    Minutes,
    Number,
    Says,
    Texts,
    Word,
)
from guides_ext.model.role import YAML_MODELS, ForCandidates, ScheduleDay
from guides_ext.model.stage import AI, InterviewerPart, Observed, SectionRef
from guides_ext.model.text import MarkdownText

WORDS: dict[Any, str] = {
    Address: "a document and a section of it",
    Date: "a day such as 2027-05-01",
    Days: "whole days",
    Flag: "`true` or `false`",
    Id: "an id",
    Level: "a level",
    Minutes: "whole minutes",
    Number: "a whole number",
    MarkdownText: "a Markdown text",
    Checks: "a list of checks",
    Cues: "cues, each with the words to say",
    Says: "a text, or a list of words to say",
    Texts: "a list of Markdown texts",
    Word: "a text without markup",
}
NAMES: dict[type[YamlModel], str] = {
    AI: "use of AI",
    ForCandidates: "what candidates are told",
    InterviewerPart: "part",
    Observed: "competency in a stage",
    SectionRef: "section drawn in",
    ScheduleDay: "day of the schedule",
}


class Key:
    """A key of a role file: `name` as authors write it, `type` in plain words, `values` if only
    some words may stand there, and what the model says of it.
    """

    def __init__(self, piece: type[YamlModel], field: str) -> None:
        info = piece.model_fields[field]
        hint = get_type_hints(piece, include_extras=True)[field]
        self.name = info.alias or field
        self.type = words_of(hint)
        self.values = list(_values_in(hint))
        self.pieces = list(_pieces_in(hint))
        self.description = info.description or ""
        self.circle = circle_of(piece, field)
        self.required: bool = info.json_schema_extra["needed"]  # type: ignore[index, assignment]
        self.adds = self.name in lists_of(piece)
        self.default = info.default if isinstance(info.default, bool) else None


def keys_of(piece: type[YamlModel]) -> list[Key]:
    """All keys of a part of a role, in the order of the model."""
    return [Key(piece, field) for field in piece.model_fields]


def uses_of(piece: type[YamlModel]) -> list[tuple[type[YamlModel], str]]:
    """The parts of a role, with their keys, under which this part is written."""
    return [(one, key.name) for one in YAML_MODELS for key in keys_of(one) if piece in key.pieces]


def name_of(piece: type[YamlModel]) -> str:
    """What a part of a role is called."""
    return NAMES.get(piece, piece.__name__.lower())


def label_of(piece: type[YamlModel]) -> str:
    """The label of the section about the keys of a part."""
    return f"keys-{name_of(piece).lower().replace(' ', '-')}"


def with_article(words: str) -> str:
    """`a stage`, `an id`."""
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def link_to(piece: type[YamlModel]) -> str:
    """A reference to the section about the keys of a part."""
    return f"{{ref}}`{name_of(piece)} <{label_of(piece)}>`"


def words_of(hint: Any) -> str:
    """A type in plain words.

    Raises:
        TypeError: there are no words for it yet; they belong here.
    """
    if hint in WORDS:
        return WORDS[hint]
    if isinstance(hint, type) and issubclass(hint, YamlModel):
        return f"{with_article(name_of(hint)).split()[0]} {link_to(hint)}"
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(words_of(one) for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is Literal:
        return "one of these words"
    if get_origin(hint) is Annotated:
        return _words_of_annotated(*get_args(hint))
    raise TypeError(f"no plain words for {hint}")


def _words_of_annotated(inner: Any, *marks: Any) -> str:
    inside = get_args(inner)
    if OBSERVED in marks:
        return "a list of ids, or ids, each with a Markdown text"
    if written := next((mark for mark in marks if isinstance(mark, WithJsonSchema)), None):
        return _words_of_schema(written.json_schema or {})
    if get_origin(inner) is tuple:
        one = words_of(inside[0])
        items = f"a list of {one[3:]}s" if inside[0] == Id else f"a list, each item {one}"
        return f"{one} or {items}" if ONE_OR_LIST in marks else items
    if get_origin(inner) is dict:
        return f"{'levels' if LEVELS in marks else 'ids'}, each with {words_of(inside[1])}"
    return words_of(inner)


def _words_of_schema(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        kinds = [one for one in schema["anyOf"] if one.get("type") != "null"]
        return " or ".join(_words_of_schema(one) for one in kinds)
    if "enum" in schema:
        return " or ".join(f"`{word}`" for word in schema["enum"])
    return {"array": "a list", "string": "a text"}[schema["type"]]


def _inside(hint: Any) -> Iterator[Any]:
    """A type and all types that it is made of."""
    yield hint
    for one in get_args(hint) if get_origin(hint) is not Literal else ():
        yield from _inside(one)


def _values_in(hint: Any) -> Iterator[str]:
    for one in _inside(hint):
        if get_origin(one) is Literal:
            yield from get_args(one)


def _pieces_in(hint: Any) -> Iterator[type[YamlModel]]:
    return (one for one in _inside(hint) if isinstance(one, type) and issubclass(one, YamlModel))


def sentence_of(docstring: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return re.sub(r"\s+", " ", (docstring or "").strip().split("\n\n")[0])
