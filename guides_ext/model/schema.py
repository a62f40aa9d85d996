"""JSON Schemas made of the model: of a role file, for editors, and of guides.json.

`python -m guides_ext.model` writes both into the package.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .base import Piece, lists_of
from .effective import EffectiveStage
from .fields import Texts
from .items import ITEM_SCHEMA
from .merge import BANKS
from .records import PublishedArticle
from .role import Role

_NOTED = ("audience", "needed", "adds")


class _Generator(GenerateJsonSchema):
    """Pydantic's, with what our own readers take besides: short forms, and lists added to."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        piece = schema["cls"]
        for field in made["properties"].values():
            for key in _NOTED:
                field.pop(key, None)
        if self.mode == "serialization" or not issubclass(piece, Piece):
            return made
        for key in sorted(lists_of(piece)):
            field = made["properties"][key]
            adds = {**field, "description": f"Added to the `{key}` of the base."}
            made["properties"][f"{key}+"] = adds
        return {"anyOf": [{"type": "string"}, made]} if piece.short else made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        values = made.pop("patternProperties", None)
        if not values:
            return made
        pattern, value = next(iter(values.items()))
        return {
            "type": "object",
            "additionalProperties": value,
            "propertyNames": {"pattern": pattern},
        }

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        if self.mode == "validation":  # an empty value is an error
            return self.generate_inner(schema["schema"])
        return super().nullable_schema(schema)

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def role_schema() -> dict[str, Any]:
    """The schema of one file: nothing is required, and lists may be added to with `K+`."""
    schema = Role.model_json_schema(schema_generator=_Generator)
    for bank in BANKS:
        held = schema["properties"][bank]
        held["additionalProperties"] = {"anyOf": [held["additionalProperties"], {"type": "null"}]}
    texts = TypeAdapter(Texts).json_schema(schema_generator=_Generator)
    shared = _share(_share(schema, "Texts", texts), "Item", ITEM_SCHEMA)
    return {**_head("A role file"), **shared, "title": "A role file"}


def guides_schema() -> dict[str, Any]:
    """The schema of guides.json: roles with their effective stages, and the articles' lists."""
    _, made = TypeAdapter.json_schemas(
        [
            ("role", "serialization", TypeAdapter(Role)),
            ("stage", "serialization", TypeAdapter(EffectiveStage)),
            ("article", "serialization", TypeAdapter(PublishedArticle)),
        ],
        schema_generator=_Generator,
    )
    defs = made["$defs"]
    role, stage = defs["Role"], defs["EffectiveStage"]["properties"]
    del defs["Stage"]
    role["properties"] |= {"id": {"type": "string"}, "stages": _list("EffectiveStage")}
    role["required"] = ["id", *role["required"]]
    stage["interviewers"]["additionalProperties"] = _ref("Part")
    stage["candidate"] = _ref("Candidate")
    for name, key in (("Task", "tasks"), ("Question", "questions")):
        defs[f"Chosen{name}"] = _chosen(defs[name])
        stage[key] = _list(f"Chosen{name}")
    for key in ("main", "also"):
        defs["Seen"]["properties"][key] = _list("Competency")
    schema = {
        **_head("guides.json"),
        "type": "object",
        "required": ["version", "roles", "articles"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": 1},
            "roles": {"type": "object", "additionalProperties": _ref("Role")},
            "articles": {"type": "object", "additionalProperties": _ref("PublishedArticle")},
        },
        "$defs": defs,
    }
    return _share(schema, "ItemRecord", defs["Candidate"]["properties"]["bring"]["items"])


def _head(title: str) -> dict[str, Any]:
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$comment": "Made of the model by python -m guides_ext.model; do not edit.",
        "title": title,
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _chosen(record: dict[str, Any]) -> dict[str, Any]:
    """A record as an effective stage has it: with the choice that it is part of."""
    more = {"choice": {"type": "array", "items": {"type": "string"}}, "now": {"type": "boolean"}}
    properties = {**record["properties"], **more}
    return {**record, "properties": properties, "required": [*record["required"], *more]}


def _share(schema: dict[str, Any], name: str, part: dict[str, Any]) -> dict[str, Any]:
    """The schema with `part` said once, as a definition."""

    def swap(value: Any) -> Any:
        if isinstance(value, dict):
            if part.items() <= value.items():
                rest = {key: inner for key, inner in value.items() if key not in part}
                return {**_ref(name), **rest}
            return {key: swap(inner) for key, inner in value.items()}
        return [swap(inner) for inner in value] if isinstance(value, list) else value

    swapped: dict[str, Any] = swap(schema)
    return {**swapped, "$defs": {**swapped["$defs"], name: part}}


def write(folder: Path) -> None:
    """Write both schemas into `folder`: `role.schema.json` and `guides.schema.json`."""
    folder.mkdir(exist_ok=True)
    for name, schema in (("role", role_schema()), ("guides", guides_schema())):
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
