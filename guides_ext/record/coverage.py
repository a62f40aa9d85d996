"""Which competency is looked at in which stage."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from guides_ext.record.data import RoleRecord

Look = Literal["main", "also", ""]


class Covered(TypedDict):
    """One competency, and how each stage looks at it: ``main``, ``also``, or not."""

    competency: str
    stages: dict[str, Look]


def observing(role: RoleRecord) -> list[str]:
    """The stages that look at something, in their order."""
    return [name for name, one in role["stages"].items() if one["main"] or one["also"]]


def coverage(role: RoleRecord) -> list[Covered]:
    """All competencies of a role, in their order."""
    stages = observing(role)
    return [
        {"competency": name, "stages": {stage: _look(role, stage, name) for stage in stages}}
        for name in role["competencies"]
    ]


def _look(role: RoleRecord, stage: str, competency: str) -> Look:
    record = role["stages"][stage]
    looks: tuple[Look, ...] = ("main", "also")
    return next(
        (kind for kind in looks if any(one["id"] == competency for one in record[kind])), ""
    )
