"""The JSON Schema of a role file, made of the model, for editors."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .base import YamlModel, lists_of
from .fields import Checks, Says, Texts
from .items import ITEM_SCHEMA
from .merge import BANKS
from .role import Role

_NOTED = ("circle", "keys", "needed", "adds")


class Generator(GenerateJsonSchema):
    """Pydantic's, with what our own readers take besides: short forms, and lists added to."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        piece = schema["cls"]
        for field in made["properties"].values():
            for key in _NOTED:
                field.pop(key, None)
        if self.mode == "serialization" or not issubclass(piece, YamlModel):
            return made
        for key in sorted(lists_of(piece)):
            field = made["properties"][key]
            adds = {**field, "description": f"Added to the `{key}` of the base."}
            made["properties"][f"{key}+"] = adds
        if not piece.short:
            return made
        flag = made["properties"][piece.short].get("type") == "boolean"
        return {"anyOf": [{"type": "boolean" if flag else "string"}, made]}

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
    schema = Role.model_json_schema(schema_generator=Generator)
    for bank in BANKS:
        held = schema["properties"][bank]
        held["additionalProperties"] = {"anyOf": [held["additionalProperties"], {"type": "null"}]}
    for name, texts in (("Texts", Texts), ("Checks", Checks), ("Says", Says)):
        schema = share(schema, name, TypeAdapter(texts).json_schema(schema_generator=Generator))
    schema = share(schema, "Item", ITEM_SCHEMA)
    return {**head("A role file"), **schema, "title": "A role file"}


def head(title: str) -> dict[str, Any]:
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$comment": "Made of the model by python -m guides_ext.record; do not edit.",
        "title": title,
    }


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def share(schema: dict[str, Any], name: str, part: dict[str, Any]) -> dict[str, Any]:
    """The schema with `part` said once, as a definition."""

    def swap(value: Any) -> Any:
        if isinstance(value, dict):
            if part.items() <= value.items():
                rest = {key: inner for key, inner in value.items() if key not in part}
                return {**ref(name), **rest}
            return {key: swap(inner) for key, inner in value.items()}
        return [swap(inner) for inner in value] if isinstance(value, list) else value

    swapped: dict[str, Any] = swap(schema)
    return {**swapped, "$defs": {**swapped["$defs"], name: part}}
