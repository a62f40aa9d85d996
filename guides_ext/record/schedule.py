"""Who meets the candidate when, and how much of the candidate's time it takes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, groupby
from typing import Any

from typing_extensions import TypedDict

from guides_ext.record.data import RoleRecord

_WHO = {"notes": "interviewers", "break": "nobody"}


class Meeting(TypedDict):
    """A step of the schedule.

    Attributes:
        day: its day, counted from the first; None where there is no schedule.
        stages: the ids of the stages of which one is met; none for a break.
        minutes: how long it is; of several stages, the longest.
        start: minutes from the start of its day.
    """

    day: int | None
    stages: list[str]
    minutes: int
    start: int


class CandidateTime(TypedDict):
    """Minutes of the candidate's time, and in how many meetings, work at home included."""

    least: int
    most: int
    meetings: int


def who_is_there(box: dict[str, Any], stage_format: str) -> str:
    """Who is there in a timebox: candidate, interviewers, everyone or, in a break, nobody."""
    usual = "interviewers" if stage_format == "debrief" else "everyone"
    return str(box["who"] or _WHO.get(box["is"], usual))


def meets_candidate(stage: dict[str, Any]) -> bool:
    """Whether the candidate is there in any timebox of a stage."""
    if not stage["agenda"]:
        return bool(stage["format"] != "debrief")
    present = (who_is_there(box, stage["format"]) for box in stage["agenda"])
    return any(who in ("candidate", "everyone") for who in present)


def time_of_candidate(stage: dict[str, Any]) -> int:
    """The minutes that a stage takes of the candidate's time: where they are present, breaks among
    them, and what they work on at home."""
    there = [box for box in stage["agenda"] if who_is_there(box, stage["format"]) != "interviewers"]
    met = sum(box["minutes"] for box in there) if meets_candidate(stage) else 0
    return met + (stage["candidate_minutes"] or 0)


def meetings(role: RoleRecord) -> list[Meeting]:
    """The steps of the schedule; without one, the stages in their order."""
    stages = role["stages"]
    if not role["schedule"]:
        alone = ((name, one["minutes"]) for name, one in stages.items())
        return [{"day": None, "stages": [name], "minutes": n, "start": 0} for name, n in alone]
    found: list[Meeting] = []
    for day in role["schedule"]:
        start = 0
        for step in day["stages"]:
            known = [name for name in step["one_of"] if name in stages]
            length = max((stages[name]["minutes"] for name in known), default=step["break"] or 0)
            found.append({"day": day["day"], "stages": known, "minutes": length, "start": start})
            start += length
    return found


def by_day(steps: Iterable[Meeting]) -> list[tuple[int | None, list[Meeting]]]:
    """The meetings of each day; without days, each by itself."""
    alone = count()
    days = groupby(steps, lambda one: (one["day"], next(alone) if one["day"] is None else 0))
    return [(day, [*met]) for (day, _number), met in days]


def candidate_time(role: RoleRecord) -> CandidateTime:
    """The candidate's time from the first meeting to the last."""
    stages = role["stages"]
    spans = [[time_of_candidate(stages[name]) for name in one["stages"]] for one in meetings(role)]
    met = [times for times in spans if any(times)]
    return {"least": sum(map(min, met)), "most": sum(map(max, met)), "meetings": len(met)}


def taken(steps: Iterable[Meeting], role: RoleRecord, asked: frozenset[str]) -> list[Meeting]:
    """Meetings of one day without what is not met: of a choice those asked for, or its first.

    Of several asked for, the longest counts for what comes afterwards.
    """
    found: list[Meeting] = []
    start = 0
    for step in steps:
        stages = [one for one in step["stages"] if one in asked] or step["stages"][:1]
        length = max((role["stages"][one]["minutes"] for one in stages), default=step["minutes"])
        found.append({"day": step["day"], "stages": stages, "minutes": length, "start": start})
        start += length
    return found
