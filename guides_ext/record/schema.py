"""The JSON Schema of guides.json, made of the model and of what records add to it.

``python -m guides_ext.record`` writes it and that of role files into the package.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from guides_ext.model.base import Named
from guides_ext.model.items import ITEM_SCHEMA
from guides_ext.model.role import YAML_MODELS, Role
from guides_ext.model.schema import Generator, head, ref, role_schema, share
from guides_ext.record.coverage import Covered
from guides_ext.record.data import VERSION, ItemRecord, PublishedArticle
from guides_ext.record.schedule import CandidateTime, Meeting
from guides_ext.record.stage import EffectiveStage


class Whole(TypedDict):
    """What the whole record of a role adds to its file."""

    meetings: list[Meeting]
    candidate_time: CandidateTime
    coverage: list[Covered]
    kept_back: dict[str, str]


def guides_schema() -> dict[str, Any]:
    """The schema of guides.json: roles with their effective stages, and the articles' lists."""
    _, made = TypeAdapter.json_schemas(
        [
            ("role", "serialization", TypeAdapter(Role)),
            ("stage", "serialization", TypeAdapter(EffectiveStage)),
            ("article", "serialization", TypeAdapter(PublishedArticle)),
            ("item", "serialization", TypeAdapter(ItemRecord)),
            ("whole", "serialization", TypeAdapter(Whole)),
        ],
        schema_generator=Generator,
    )
    defs = made["$defs"]
    role, stage = defs["Role"], defs["EffectiveStage"]["properties"]
    defs["RichText"] = _STRING  # each text is its words
    whole = defs.pop("Whole")
    del defs["Run"]
    del defs["Stage"]
    for piece in YAML_MODELS:
        if issubclass(piece, Named) and piece.__name__ in defs:
            _add(defs[piece.__name__], id=_STRING, file=_STRING, line=_INTEGER, column=_INTEGER)
    _add(defs["SectionRef"], file=_STRING, line=_INTEGER, column=_INTEGER)
    _add(role, id=_STRING, **whole["properties"])
    role["properties"]["stages"] = _list("EffectiveStage")
    stage["interviewers"]["additionalProperties"] = ref("InterviewerPart")
    stage["candidate"] = ref("Candidate")
    for name, key in (("Task", "tasks"), ("Question", "questions")):
        defs[f"Chosen{name}"] = _with(
            defs[name], choice={"type": "array", "items": _STRING}, now={"type": "boolean"}
        )
        stage[key] = _list(f"Chosen{name}")
    stage["follow_ups"] = defs["Question"]["properties"]["follow_ups"]
    for key in ("ai", "recorded"):
        stage[key] = role["properties"][key]
    _add(defs["ChosenQuestion"], number=_INTEGER, letter=_STRING)
    here = defs["Observed"]["properties"]["here"]
    defs["SeenCompetency"] = _with(defs["Competency"], letter=_STRING, here=here)
    del defs["SeenCompetency"]["properties"]["examples"]
    defs["SeenCompetency"]["required"].remove("examples")
    for key in ("main", "also"):
        defs["Seen"]["properties"][key] = _list("SeenCompetency")
    schema = {
        **head("guides.json"),
        "type": "object",
        "required": ["version", "roles", "articles"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION},
            "roles": {"type": "object", "additionalProperties": ref("Role")},
            "articles": {"type": "object", "additionalProperties": ref("PublishedArticle")},
        },
        "$defs": defs,
    }
    item = schema["$defs"].pop("ItemRecord")
    return share(share(schema, "ItemRecord", ITEM_SCHEMA), "ItemRecord", item)


_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": ref(name)}


def _with(schema: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """The schema of an object that always has some properties more."""
    required = [*schema["required"], *properties]
    return {**schema, "properties": schema["properties"] | properties, "required": required}


def _add(schema: dict[str, Any], **properties: Any) -> None:
    """The same, in place."""
    schema |= _with(schema, **properties)


def write(folder: Path) -> None:
    """Write both schemas into `folder`: `role.schema.json` and `guides.schema.json`."""
    folder.mkdir(exist_ok=True)
    for name, schema in (("role", role_schema()), ("guides", guides_schema())):
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
