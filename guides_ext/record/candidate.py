"""What a candidate is promised about a stage: when they are there, for how long, and with whom.

The candidate's page, their card, the invitation and the calendar all ask here, so that
no promise can differ from another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import TypedDict

from guides_ext.record.data import RoleRecord
from guides_ext.record.schedule import (
    CandidateTime,
    Meeting,
    candidate_time,
    meetings,
    meets_candidate,
)


class Planned(TypedDict):
    """A timebox in which the candidate is there, or has a break.

    `start` is in minutes from the candidate's own beginning, `at` from that of the stage; `told` is
    what the author calls it for the candidate, None for the kind's own words.
    """

    start: int
    at: int
    minutes: int
    kind: str
    told: Any


def plan(agenda: Sequence[Mapping[str, Any]]) -> list[Planned]:
    """The candidate's plan of a stage, from its timeboxes with their starts."""
    there = [box for box in agenda if box["who"] != "interviewers"]
    if not any(box["who"] in ("candidate", "everyone") for box in there):
        return []
    first = there[0]["start"]
    return [
        {
            "start": box["start"] - first,
            "at": box["start"],
            "minutes": box["minutes"],
            "kind": box["kind"],
            "told": box["told"],
        }
        for box in there
    ]


def ends(planned: Sequence[Planned]) -> int:
    """When the candidate is free to go, in minutes from their beginning."""
    return max((box["start"] + box["minutes"] for box in planned), default=0)


class Promise(TypedDict):
    """What all meetings take: the candidate's time, on how many days, and the day of the answer.

    `days` is None where there is no schedule.
    """

    time: CandidateTime
    days: int | None
    answer_within_days: int | None
    meetings: list[Meeting]


def promise(role: RoleRecord) -> Promise:
    """What a role promises its candidates."""
    steps = meetings(role)
    met = {
        one["day"]
        for one in steps
        if one["day"] is not None
        and any(meets_candidate(role["stages"][stage]) for stage in one["stages"])
    }
    return {
        "time": candidate_time(role),
        "days": len(met) or None,
        "answer_within_days": (role["decision"] or {}).get("answer_within_days"),
        "meetings": steps,
    }
