"""Which competency is looked at in which stage."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from guides_ext.record.data import RoleRecord

Look = Literal["main", "also", ""]
LOOKS: tuple[Look, ...] = ("main", "also")


class Covered(TypedDict):
    """One competency, and how each stage looks at it: ``main``, ``also``, or not."""

    competency: str
    stages: dict[str, Look]


def observing(role: RoleRecord) -> list[str]:
    """The stages that look at something, in their order."""
    return [name for name, one in role["stages"].items() if one["main"] or one["also"]]


def coverage(role: RoleRecord) -> list[Covered]:
    """All competencies of a role, in their order."""
    looks: dict[tuple[str, str], Look] = {}
    for stage in observing(role):
        for kind in LOOKS:
            for one in role["stages"][stage][kind]:
                looks.setdefault((one["id"], stage), kind)
    return [
        {"competency": name, "stages": {one: looks.get((name, one), "") for one in observing(role)}}
        for name in role["competencies"]
    ]
