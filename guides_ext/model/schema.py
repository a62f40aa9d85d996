"""JSON Schemas made of the model: of a role file, for editors, and of guides.json."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from .role import Role

DIALECT = GenerateJsonSchema.schema_dialect


def role_schema() -> dict[str, Any]:
    """The schema of one file: nothing is required, and lists may be added to with `K+`."""
    return Role.model_json_schema()


def guides_schema() -> dict[str, Any]:
    """The schema of guides.json."""
    return TypeAdapter(dict[str, Any]).json_schema() | {"$schema": DIALECT}
