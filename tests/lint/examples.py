"""The rules' own examples, made whole enough to be role files or articles."""

from __future__ import annotations

import re
from typing import Any

import yaml

from guides_ext.lint.engine import Rule

LIBRARY = "_whole"


def files_of(rule: Rule[Any], example: str) -> dict[str, str | bytes]:
    """The files of an example: an article or a role file, and those that comments in it begin
    (`# file: _library.role.yaml`, `% file: other.md`)."""
    text = f"{example}\n"
    first, *others = re.split(r"^[#%] file: ", text, flags=re.MULTILINE)
    named = dict(other.split("\n", 1) for other in others)
    if rule.page.language == "yaml":
        return {**whole(first), **named}
    return {"example.md": first if first.startswith("# ") else f"# Page\n\n{first}", **named}


def whole(fragment: str) -> dict[str, str | bytes]:
    """A role file with the fragment in it as it is, upon a library that has what a role needs."""
    given: dict[str, Any] = yaml.safe_load(fragment) or {}
    text = fragment
    if "stages" not in given:
        given["stages"] = {"walk": {"main": list(given.get("competencies") or {})}}
        text += yaml.safe_dump({"stages": given["stages"]})
    if "title" not in given:
        text = f"title: Gardener\n{text}"
    bases = [*given.get("extends", []), LIBRARY]
    text = "".join(line for line in text.splitlines(True) if not line.startswith("extends:"))
    stages = {name: _missing(stage or {}) for name, stage in given["stages"].items()}
    return {
        "example.role.yaml": f"extends: {bases}\n{text}",
        f"{LIBRARY}.role.yaml": yaml.safe_dump({"stages": stages}, sort_keys=False),
    }


def _missing(stage: dict[str, Any]) -> dict[str, Any]:
    kind = "questions" if stage.get("questions") else "main"
    agenda = stage.get("agenda") or [{"minutes": stage.get("minutes", 30), "is": kind}]
    minutes = sum(box["minutes"] for box in agenda)
    needed = {"title": "A walk", "format": "conversation", "minutes": minutes, "agenda": agenda}
    return {key: value for key, value in needed.items() if key not in stage}
