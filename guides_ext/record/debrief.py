"""Who brings a rating of what to the debrief."""

from __future__ import annotations

from typing import Any, NamedTuple

from guides_ext.record.data import RoleRecord
from guides_ext.record.stage import all_seen


class Rater(NamedTuple):
    """Who fills in a scorecard: a part of a stage.

    Attributes:
        part: its id; empty in a stage that names no parts.
        sees: the ids of the competencies that are rated in the stage.
        first: whether it is the first of its stage.
        alternative: whether its stage is met instead of one before it.
    """

    stage: str
    part: str
    sees: frozenset[str]
    first: bool
    alternative: bool


def raters(role: RoleRecord, asked: frozenset[str] = frozenset()) -> list[Rater]:
    """All who rate, in the order of the stages.

    Args:
        asked: ids of stages that are met; of a choice without any of them, all may have been.
    """
    choices = [one["stages"] for one in role["meetings"] if len(one["stages"]) > 1]
    gone = {id for ids in choices if asked & {*ids} for id in ids if id not in asked}
    later = {id for ids in choices for id in [one for one in ids if one not in gone][1:]}
    found: list[Rater] = []
    for name, stage in role["stages"].items():
        sees = frozenset(one["id"] for one in all_seen(stage["competencies"]))
        parts = stage["interviewers"]
        rating = [id for id, part in parts.items() if part["rates"]] if parts else [""]
        if sees and name not in gone and stage["format"] != "debrief":
            found += [Rater(name, part, sees, part == rating[0], name in later) for part in rating]
    return found


def rated(role: RoleRecord, by: list[Rater]) -> list[dict[str, Any]]:
    """The competencies that some raters look at, as the role has them."""
    seen = frozenset[str]().union(*(one.sees for one in by))
    return [one for id, one in role["competencies"].items() if id in seen]
