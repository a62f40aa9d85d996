"""What happens on a day: its meetings in the order of the schedule, each with what is known of it.

Pure functions over the record of a role.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from guides_ext import words
from guides_ext.model.nearest import there_are
from guides_ext.print.papers.occasion import Occasion
from guides_ext.record.data import RoleRecord
from guides_ext.record.schedule import Meeting, taken
from guides_ext.words import _


class DayError(Exception):
    """A day that a role does not have; the message says which there is."""


@dataclass(frozen=True)
class Day:
    """A day, as whoever asks for its papers knows it.

    Args:
        occasion: what all its meetings have in common; its ``start`` is that of the first, its
            ``parts`` may be of one stage, ``stage/part``, and ``asked`` may name stages too.
        number: the day of the schedule; without it, the one with most stages.
        places: where single stages take place: stage → place.
        for_candidate: whether only what the candidate may hold is printed.
    """

    occasion: Occasion
    date: datetime.date | None = None
    number: int | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    for_candidate: bool = False


@dataclass(frozen=True)
class Plan:
    """What happens on a day.

    Attributes:
        meetings: its steps, breaks among them, with the stages that are met.
        met: these stages, each with what is known of its meeting.
        left_out: what is not printed, or not as it was asked for, and why.
    """

    number: int | None
    meetings: list[Meeting]
    met: dict[str, Occasion]
    left_out: list[str]


def planned(role: RoleRecord, day: Day) -> Plan:
    """What happens on a day, each stage with what is known of its meeting.

    Raises:
        DayError: the role has no such day, stage, part, place or choice; or nothing is printed
    """
    _check_names(role, day)
    steps = _steps(role, day)
    meetings = taken(steps, role, day.occasion.asked)
    met = {
        name: _meeting(role, day, name, one["start"], meetings[number + 1 :])
        for number, one in enumerate(meetings)
        for name in one["stages"]
    }
    left_out = [
        *_not_met(role, steps, met),
        *_elsewhere(role, met),
        *_of_no_use(role, day, steps, met),
    ]
    if day.for_candidate:
        away = [name for name in met if not role["stages"][name]["meets_candidate"]]
        said = str(_("“%s”: the candidate is not there"))
        left_out += [said % _titled(role, name) for name in away]
        met = {name: one for name, one in met.items() if name not in away}
    if not met:
        whom = " the candidate" if day.for_candidate else ""
        raise DayError(f"nobody meets{whom} on that day")
    return Plan(steps[0]["day"], meetings, met, left_out)


def _meeting(role: RoleRecord, day: Day, name: str, start: int, rest: list[Meeting]) -> Occasion:
    """What is known of the meeting of a stage: also what comes after it, up to the next meeting,
    and whom the candidate meets next, who is free from the end of their own time until then."""
    all_day = day.occasion
    where = role["stages"][name]["place"]
    place = day.places.get(name) or all_day.place or (where[0] if len(where) == 1 else "")
    if not all_day.start:
        return replace(all_day, place=place)
    coming = [(all_day.clock(one["start"]), _title(role, one)) for one in rest]
    with_us = [bool(one["stages"]) for one in rest]
    met = [any(role["stages"][id]["meets_candidate"] for id in one["stages"]) for one in rest]
    then = coming[: with_us.index(True) + 1] if True in with_us else coming
    return replace(
        all_day,
        place=place,
        start=all_day.clock(start),
        then=str(_("Then: ")) + ", ".join(map(" ".join, then)) if then else "",
        next=tuple(one for one, is_theirs in zip(coming, met, strict=True) if is_theirs)[:1],
    )


def _check_names(role: RoleRecord, day: Day) -> None:
    stages, named = role["stages"], day.occasion.parts
    parts = _parts(stages)
    for whole in (False, True):  # so that the nearest are named as they were asked for
        alike = [one for one in parts if ("/" in one) == whole]
        _check("part", (one for one in named if ("/" in one) == whole), alike)
    _check("choice", day.occasion.asked, _choices(stages, role["meetings"]))
    _check("stage", day.places, stages)
    if known := {place for stage in stages.values() for place in _places(stage)}:
        asked = (one for one in (day.occasion.place, *day.places.values()) if one)
        _check("place", map(str.casefold, asked), {*map(str.casefold, known), *words.PLACES})


def _parts(stages: Mapping[str, Any]) -> set[str]:
    """The parts of some stages, by themselves and with their stage: ``notes``, ``talk/notes``."""
    found = [(id, part) for id, stage in stages.items() for part in stage["interviewers"]]
    return {part for _id, part in found} | {f"{id}/{part}" for id, part in found}


def _choices(stages: Mapping[str, Any], steps: Iterable[Meeting]) -> set[str]:
    """The questions and tasks in some stages of which one is taken, and the stages likewise."""
    entries = [one for stage in stages.values() for one in (*stage["questions"], *stage["tasks"])]
    choices = {name for one in entries for name in one["choice"]}
    return choices | {id for one in steps if len(one["stages"]) > 1 for id in one["stages"]}


def _places(stage: Mapping[str, Any]) -> set[str]:
    """The places that a stage speaks of, in its own ``place`` or in a check's."""
    boxes = [*stage["agenda"], stage["whenever"]]
    around = stage["checklist"]
    items = [*around["before"], *around["after"], *(one for box in boxes for one in box["checks"])]
    return {*stage["place"], *(place for one in items for place in one["place"])}


def _check(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise DayError(f"there is no {what} '{name}'{there_are(name, sorted(known))}")


def _steps(role: RoleRecord, day: Day) -> list[Meeting]:
    """What happens on the day; without a schedule, all stages follow each other."""
    days: dict[int | None, list[Meeting]] = {}
    for one in role["meetings"]:
        days.setdefault(one["day"], []).append(one)
    number = day.number
    if number is None:
        number = max(days, key=lambda one: sum(bool(step["stages"]) for step in days[one]))
    if number not in days:
        known = [str(one) for one in days if one is not None]
        raise DayError(f"there is no day {number}{there_are(str(number), known)}")
    return days[number]


# What is left out ------------------------------------------------------------------------------


def _not_met(role: RoleRecord, steps: list[Meeting], met: Mapping[str, Occasion]) -> Iterator[str]:
    """The stages of a choice that was made otherwise."""
    for step in steps:
        chosen = str(_("” and “")).join(_titled(role, one) for one in step["stages"] if one in met)
        for name in step["stages"]:
            if name not in met:
                said = _("“%s”: “%s” is met instead (--ask %s prints this one)")
                yield str(said) % (_titled(role, name), chosen, name)


def _elsewhere(role: RoleRecord, met: Mapping[str, Occasion]) -> Iterator[str]:
    """Stages that are not meant for the place where they are to be."""
    for name, occasion in met.items():
        stage = role["stages"][name]
        places = {*map(str.casefold, stage["place"])}
        if occasion.place and places and occasion.place.casefold() not in places:
            said = _("“%s” is meant for: %s; it is printed for: %s")
            yield str(said) % (_titled(role, name), where(stage, ""), where(stage, occasion.place))


def _of_no_use(
    role: RoleRecord, day: Day, steps: list[Meeting], met: Mapping[str, Occasion]
) -> Iterator[str]:
    """Names, places and choices that concern no stage of the day."""
    here = {name: role["stages"][name] for name in met}
    debrief = any(stage["format"] == "debrief" for stage in here.values())
    for part, name in day.occasion.parts.items():
        if part not in _parts(here) and not debrief:  # whose grid names the raters of all stages
            yield str(_("%s (%s): no such part on this day")) % (name, part)
    for stage, place in day.places.items():
        if stage not in met:
            yield str(_("“%s” (%s): not met on this day")) % (_titled(role, stage), place)
    for name in sorted(day.occasion.asked - _choices(here, steps)):
        if not debrief or name not in role["stages"]:
            yield str(_("%s: no such choice on this day")) % name


def _titled(role: RoleRecord, name: str) -> str:
    return str(role["stages"][name]["title"].words)


def where(stage: Mapping[str, Any], place: str) -> str:
    """Where a stage is met; where that is not known, all places where it can be."""
    return words.places([place] if place else stage["place"])


def _title(role: RoleRecord, one: Meeting) -> str:
    titles = [role["stages"][name]["title"].words for name in one["stages"]]
    return str(_(" or ")).join(titles) if titles else str(words.timebox("break"))
