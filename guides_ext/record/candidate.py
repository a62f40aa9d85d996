"""What a candidate is promised: when they are there, for how long, where, with whom, and on what
terms.

The candidate's page, their leaflet and cards, the letter and the calendar all ask here, so that no
promise can differ from another. Texts are as the record has them: Markdown, or runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from typing_extensions import TypedDict

from guides_ext.record.data import RoleRecord
from guides_ext.record.schedule import (
    CandidateTime,
    Meeting,
    by_day,
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


class Step(NamedTuple):
    """A line of all that is to come: a meeting, a break (`stage` is empty), or what is held without
    the candidate. `start` and `minutes` are theirs; `instead` says that it is met instead of the
    meeting above."""

    stage: str
    start: int
    minutes: int
    meets: bool
    instead: bool


class Days(NamedTuple):
    """The steps of one day; without a schedule, of one meeting, and `day` is None."""

    day: int | None
    steps: list[Step]


def at_a_glance(role: RoleRecord, plans: Mapping[str, Sequence[Planned]]) -> list[Days]:
    """All that is to come, in its order; no break stands behind the day's last meeting.

    Args:
        plans: the plan of each stage.
    """
    return [Days(day, list(_steps(role, plans, met))) for day, met in by_day(meetings(role))]


def _steps(
    role: RoleRecord, plans: Mapping[str, Sequence[Planned]], met: Sequence[Meeting]
) -> Iterator[Step]:
    stages = role["stages"]
    to_come = [any(meets_candidate(stages[name]) for name in one["stages"]) for one in met]
    for number, one in enumerate(met):
        if not one["stages"] and any(to_come[number:]):
            yield Step("", one["start"], one["minutes"], False, False)
        for place, name in enumerate(one["stages"]):
            meets = meets_candidate(stages[name])
            minutes = ends(plans[name]) if meets else stages[name]["minutes"]
            yield Step(name, one["start"], minutes, meets, place > 0)


def choices(role: RoleRecord, stage: str) -> list[str]:
    """The stages that a candidate may take instead of one."""
    steps = (one["stages"] for one in meetings(role) if stage in one["stages"])
    return [name for names in steps for name in names if name != stage]


def people(stage: Mapping[str, Any]) -> list[Any]:
    """What a candidate is told of each whom they meet; nothing where it is not told of all."""
    told = [part["told"] for part in stage["interviewers"].values()]
    return told if all(told) else []


def places(role: RoleRecord, stage: Mapping[str, Any], meant: str = "") -> list[tuple[str, Any]]:
    """Where a stage is held, each place with what is told of it (None for nothing).

    Args:
        meant: the one place that is meant; empty for each that it may be.
    """
    known = role["candidate"]["places"]
    return [(one, known.get(one)) for one in ([meant] if meant else stage["place"])]


class Terms(NamedTuple):
    """What holds in a meeting: which AI the candidate may use (in the author's words, or by its
    name), what we use, whether it is recorded (None where that is not said), and what is said
    of it."""

    say: Any
    use: str
    ours: Any
    recorded: bool | None
    about: list[Any]


def terms(held: Mapping[str, Any]) -> Terms:
    """The terms of a role, or of a stage."""
    ai, recorded = held["ai"] or {}, held["recorded"] or {}
    about = [recorded[key] for key in ("say", "instead") if recorded.get(key)]
    return Terms(
        ai.get("say"), ai.get("candidate") or "", ai.get("ours"), recorded.get("is"), about
    )


NOTHING_SAID = Terms(None, "", None, None, [])


def own_terms(role: Mapping[str, Any], stage: Mapping[str, Any]) -> Terms:
    """What holds in an effective stage otherwise than in its role."""
    both = zip(terms(stage), terms(role), NOTHING_SAID, strict=True)
    return Terms(*(here if here != always else nothing for here, always, nothing in both))
