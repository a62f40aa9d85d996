"""From the model to the record of a role: its fields by their keys, with texts as they are written.

The texts stay Markdown until the page has rendered them: ``settled`` then puts runs in their place.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from guides_ext.model.base import Named, YamlModel
from guides_ext.model.items import Item
from guides_ext.model.role import Role
from guides_ext.model.stage import SectionRef, Stage, Timebox
from guides_ext.model.text import MarkdownText
from guides_ext.record.data import RoleRecord
from guides_ext.record.text import EMPTY, RichText, map_texts


def record_of(role: Role) -> RoleRecord:
    """The record of a role, its texts still Markdown."""
    return {"id": role.document, **fields_of(role, role.document, "")}


def fields_of(piece: YamlModel, document: str = "", path: str = "") -> dict[str, Any]:
    """The fields of a part by their keys, its texts still Markdown.

    Args:
        document: the document that its items will be found in again.
        path: the keys that lead to it; a stage's lists go by the stage's id.
    """
    made: dict[str, Any] = {}
    for name, info in type(piece).model_fields.items():
        if not info.exclude:
            key = info.alias or name
            inner = f"{path}.{key}" if path else key
            made[key] = _data(getattr(piece, name), document, "" if inner == "stages" else inner)
    if isinstance(piece, Named):
        made["id"] = piece.id
    if isinstance(piece, Named | SectionRef):
        made |= {"file": piece.at.file, "line": piece.at.line, "column": piece.at.column}
    return made


def drawing_of(role: Role) -> dict[str, dict[str, Any]]:
    """What the stages of a role draw on, by their ids: of their records the sections alone."""

    def sections(drawing: Stage | Timebox) -> dict[str, Any]:
        return {"sections": [fields_of(one) for one in drawing.sections]}

    return {
        str(name): {**sections(stage), "agenda": [sections(box) for box in stage.agenda]}
        for name, stage in role.stages.items()
    }


def _data(value: Any, document: str, path: str) -> Any:
    """A value as plain data; ``path`` is the key by which the items of a list are found again."""
    if isinstance(value, YamlModel):
        return fields_of(value, document, path)
    if isinstance(value, tuple):
        return [
            {**_item(one), "source": {"document": document, "list": path, "index": index}}
            if isinstance(one, Item)
            else _data(one, document, f"{path}[{index}]")
            for index, one in enumerate(value)
        ]
    if isinstance(value, dict):
        inner = f"{path}." if path else ""
        return {str(key): _data(one, document, f"{inner}{key}") for key, one in value.items()}
    return value.isoformat() if isinstance(value, datetime.date) else value


def _item(item: Item) -> dict[str, Any]:
    return {
        "text": item.text,
        "sheet": item.sheet,
        "cue": item.cue or EMPTY,
        "place": [str(one) for one in item.places],
        "file": item.text.place.file,
        "line": item.text.place.line,
        "for_roles": [],
    }


def settled(value: Any, rich: Callable[[MarkdownText], RichText]) -> Any:
    """A record with each text as ``rich`` gives it: its runs, when the page has rendered it."""
    return map_texts(value, rich, MarkdownText)
