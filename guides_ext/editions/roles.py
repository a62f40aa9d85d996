"""Role files for an edition, written anew from the merged model.

No library, no `extends`, no comment and no unused entry of a bank can come along, for none of them
is in the model; of what is, each field and each id goes by its circle.
"""

from __future__ import annotations

import datetime
from typing import Any

import yaml

from guides_ext.editions.links import Gone, World, written
from guides_ext.editions.pages import Page
from guides_ext.editions.scan import Doubt
from guides_ext.model.base import Circle, YamlModel, circle_of, circle_of_keys, may_read
from guides_ext.model.items import Item
from guides_ext.model.problems import Place, Problem
from guides_ext.model.role import Role
from guides_ext.model.stage import Observed, SectionRef
from guides_ext.model.text import MarkdownText

ITEM: dict[str, Circle | None] = {"text": None, "sheet": "panel", "when": None, "place": None}
"""Whom the parts of an item are for; None is for those who may read the item."""


class RoleWriter:
    """Writes a role as an edition has it.

    Args:
        file: the role's file, from the source root.
        world: what the edition has.
    """

    def __init__(self, file: str, world: World) -> None:
        self.file, self.world, self.edition = file, world, world.scope.edition
        self.problems: list[Problem] = []
        self.cut = 0

    def text(self, role: Role) -> str:
        """The file of the copy; what cannot be written is in `problems`."""
        data = self._part(role, "")
        return yaml.dump(
            data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000
        )  # fmt: skip

    def _part(self, part: YamlModel, path: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, info in type(part).model_fields.items():
            if name not in part.model_fields_set:
                continue
            key = info.alias or name
            if not may_read(self.edition, circle_of(type(part), name)):
                self.cut += 1
                continue
            value = self._value(getattr(part, name), f"{path}.{key}" if path else key)
            if isinstance(value, dict) and (keys := circle_of_keys(type(part), name)):
                value = value if may_read(self.edition, keys) else _renamed(value)
            if value not in (None, "", [], {}):
                made[key] = value
        return made

    def _value(self, value: Any, path: str) -> Any:
        if isinstance(value, MarkdownText):
            return self._said(value, path)
        if isinstance(value, Item):
            return self._item(value, path)
        if isinstance(value, Observed):
            return self._observed(value, path)
        if isinstance(value, YamlModel):
            return self._part(value, path)
        if isinstance(value, tuple):
            parts = [self._value(one, f"{path}[{n}]") for n, one in enumerate(value)
                     if not isinstance(one, SectionRef) or self._is_here(one, path)]  # fmt: skip
            if parts and isinstance(value[0], Observed):
                return self._mapping(value, parts)
            return [one for one in parts if one not in (None, "", {})]
        if isinstance(value, dict):
            return {key: self._value(one, f"{path}.{key}") for key, one in value.items()}
        return value.isoformat() if isinstance(value, datetime.date) else value

    def _observed(self, one: Observed, path: str) -> Any:
        return self._part(one, path).get("here")

    def _mapping(self, observed: tuple[Any, ...], here: list[Any]) -> Any:
        """Competencies of a stage: a mapping with what each looks like, or a list of ids."""
        ids = [one.id for one in observed]
        return dict(zip(ids, here, strict=True)) if any(here) else ids

    def _item(self, item: Item, path: str) -> Any:
        parts = {
            "text": self._said(item.text, path),
            "sheet": self._said(item.sheet, path) if item.sheet else item.sheet,
            "when": self._said(item.cue, path) if item.cue else None,
            "place": [str(one) for one in item.places],
        }
        kept = {
            key: one
            for key, one in parts.items()
            if one not in (None, "", []) and may_read(self.edition, ITEM[key] or "candidate")
        }
        return kept.get("text", "") if kept.keys() <= {"text"} else kept

    def _said(self, text: MarkdownText, path: str) -> str:
        """A text without its blocks for others, its links as the edition has them."""
        try:
            page = Page.of_text(text, self.world.scope)
            said = written(page, self.world, onto=self.file)
        except Doubt as doubt:
            place = Place(text.place.file, doubt.line, 1)
            self.problems.append(Problem(place, path, doubt.message))
            return ""
        self.cut += page.cut
        return said if text.markdown.endswith("\n") else said.strip("\n")

    def _is_here(self, ref: SectionRef, path: str) -> bool:
        """Whether the edition has a section; one of an open page that was cut is a doubt."""
        document, _, fragment = ref.from_.partition("#")
        anchors = self.world.anchors.get(document)
        if anchors is None:
            self.world.gone.append(Gone(ref.at.file, ref.at.line, ref.from_))
            return False
        if fragment and fragment not in anchors and fragment.lower() not in anchors:
            message = f"'{ref.from_}' names what this edition has not of an open page"
            self.problems.append(Problem(ref.at, path, message))
            return False
        return True


def _renamed(entries: dict[str, Any]) -> dict[str, Any]:
    """Entries without their ids: `part-1`, `part-2`."""
    return {f"part-{number}": one for number, one in enumerate(entries.values(), start=1)}


class _Dumper(yaml.SafeDumper):
    """YAML as an author writes it: a text of several lines is a block."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)
