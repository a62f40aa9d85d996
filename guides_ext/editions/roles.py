"""Role files for an edition, written anew from the merged model.

No library, no `extends`, no comment and no unused entry of a bank can come along, for none of them
is in the model; of what is, each field and each id goes by its circle.
"""

from __future__ import annotations

import datetime
from typing import Any

import yaml

from guides_ext.editions.pages import Page
from guides_ext.editions.scan import Doubt
from guides_ext.editions.world import World
from guides_ext.editions.written import written
from guides_ext.model.base import Circle, YamlModel, circle_of, circle_of_keys, may_read
from guides_ext.model.items import Item
from guides_ext.model.problems import Place, Problem
from guides_ext.model.role import Role
from guides_ext.model.stage import Observed, SectionRef
from guides_ext.model.text import MarkdownText

ITEM: dict[str, Circle] = {
    "text": "candidate", "sheet": "panel", "when": "candidate", "place": "candidate"
}  # fmt: skip
"""Whom the parts of an item are for, of those who may read the item."""

NOTHING: tuple[Any, ...] = (None, "", [], {})
"""What is not written."""


class RoleWriter:
    """Writes a role as an edition has it.

    Args:
        file: the role's file, from the source root.
        world: what the edition has.
    """

    def __init__(self, file: str, world: World) -> None:
        self.file, self.world, self.edition = file, world, world.scope.edition
        self.problems: list[Problem] = []
        self.cut: list[Place] = []

    def text(self, role: Role) -> str:
        """The file of the copy; `problems` has what cannot be written, and `cut` the texts that are
        not whole in it."""
        data = self._part(role, "")
        return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)

    def _part(self, part: YamlModel, path: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, info in type(part).model_fields.items():
            if name not in part.model_fields_set:
                continue
            key = info.alias or name
            if not may_read(self.edition, circle_of(type(part), name)):
                continue
            value = self._value(getattr(part, name), f"{path}.{key}" if path else key)
            keys = circle_of_keys(type(part), name)
            if isinstance(value, dict) and keys and not may_read(self.edition, keys):
                value = {f"part-{n}": one for n, one in enumerate(value.values(), start=1)}
            if value not in NOTHING:
                made[key] = value
        return made

    def _value(self, value: Any, path: str) -> Any:
        if isinstance(value, MarkdownText):
            return self._said(value, path)
        if isinstance(value, Item):
            return self._item(value, path)
        if isinstance(value, YamlModel):
            return self._part(value, path)
        if isinstance(value, tuple) and value and isinstance(value[0], Observed):
            here = {one.id: self._part(one, f"{path}.{one.id}").get("here") for one in value}
            return here if any(here.values()) else list(here)
        if isinstance(value, tuple):
            parts = [self._value(one, f"{path}[{n}]") for n, one in enumerate(value)
                     if not isinstance(one, SectionRef) or self._is_here(one, path)]  # fmt: skip
            return [one for one in parts if one not in NOTHING]
        if isinstance(value, dict):
            return {key: self._value(one, f"{path}.{key}") for key, one in value.items()}
        if isinstance(value, str) and (told := self.world.scope.draft_in(value)):
            self.problems.append(Problem(Place(self.file, 1, 1), path, told))
        return value.isoformat() if isinstance(value, datetime.date) else value

    def _item(self, item: Item, path: str) -> Any:
        parts = {"text": item.text, "sheet": item.sheet, "when": item.cue, "place": item.places}
        kept = {
            key: said
            for key, one in parts.items()
            if may_read(self.edition, ITEM[key]) and (said := self._value(one, path)) not in NOTHING
        }
        return kept.get("text", "") if kept.keys() <= {"text"} else kept

    def _said(self, text: MarkdownText, path: str) -> str:
        """A text without its blocks for others, its links as the edition has them."""
        try:
            page = Page.of_text(text, self.world.scope)
            self.cut += [text.place] if page.is_cut else ()
            said = written(page, self.world, onto=self.file)
        except Doubt as doubt:
            place = Place(text.place.file, doubt.line, 1)
            self.problems.append(Problem(place, path, doubt.message))
            return ""
        return said if text.markdown.endswith("\n") else said.strip("\n")

    def _is_here(self, ref: SectionRef, path: str) -> bool:
        """Whether the edition has a section; one of an open page that was cut is a doubt."""
        document, _, fragment = ref.from_.partition("#")
        anchors = self.world.anchors.get(document)
        if anchors is None:
            self.world.note(ref.at.file, ref.at.line, ref.from_)
            return False
        if fragment and fragment not in anchors and fragment.lower() not in anchors:
            message = f"'{ref.from_}' names what this edition has not of an open page"
            self.problems.append(Problem(ref.at, path, message))
            return False
        return True


class _Dumper(yaml.SafeDumper):
    """YAML as an author writes it: a text of several lines is a block."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)
