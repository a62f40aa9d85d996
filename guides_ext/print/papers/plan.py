"""What happens on a day: its meetings in the order of the schedule, each with what is known of it.

Pure functions over the record of a role.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.model.nearest import there_are
from guides_ext.print.papers.occasion import Occasion
from guides_ext.record.schedule import taken
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guides_ext.record.data import RoleRecord
    from guides_ext.record.schedule import Meeting


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
        start: when it begins, empty where that is not known.
    """

    number: int | None
    meetings: list[Meeting]
    met: dict[str, Occasion]
    left_out: list[str]
    start: str = ""

    def clock(self, minute: int) -> str:
        """The time of day of a minute of the day."""
        return Occasion(start=self.start).clock(minute)


def planned(role: RoleRecord, day: Day) -> Plan:
    """What happens on a day, each stage with what is known of its meeting.

    Raises:
        DayError: the role has no such day, stage, part, place or choice; or nothing is printed
    """
    _check_names(role, day)
    steps = _steps(role, day)
    meetings = taken(steps, role, day.occasion.asked)
    start = day.occasion.start
    met = {
        name: replace(
            day.occasion,
            start=_clock(start, one["start"]),
            place=_place(role, day, name),
            then=_afterwards(role, start, meetings[number + 1 :]),
            next=_for_candidate(role, start, meetings[number + 1 :]),
        )
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
    return Plan(steps[0]["day"], meetings, met, left_out, start)


def _check_names(role: RoleRecord, day: Day) -> None:
    stages = role["stages"]
    parts = {part for stage in stages.values() for part in stage["interviewers"]}
    whole = {f"{id}/{part}" for id, stage in stages.items() for part in stage["interviewers"]}
    named = day.occasion.parts
    _check("part", (one for one in named if "/" not in one), parts)
    _check("part", (one for one in named if "/" in one), whole)
    entries = [one for stage in stages.values() for one in (*stage["questions"], *stage["tasks"])]
    choices = {name for one in entries for name in one["choice"]}
    choices |= {id for one in role["meetings"] if len(one["stages"]) > 1 for id in one["stages"]}
    _check("choice", day.occasion.asked, choices)
    _check("stage", day.places, stages)
    known = {place for stage in stages.values() for place in _places(stage)}
    if known:
        asked = (one for one in (day.occasion.place, *day.places.values()) if one)
        _check("place", map(str.casefold, asked), {*map(str.casefold, known), *PLACES})


PLACES = ("office", "video", "phone", "home")
"""Places that every role knows."""


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


def _place(role: RoleRecord, day: Day, name: str) -> str:
    """Where a stage takes place: as was said, or where alone it can."""
    places: list[str] = role["stages"][name]["place"]
    return day.places.get(name) or day.occasion.place or (places[0] if len(places) == 1 else "")


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
    present = {part for stage in here.values() for part in stage["interviewers"]}
    present |= {f"{id}/{part}" for id, stage in here.items() for part in stage["interviewers"]}
    for part, name in day.occasion.parts.items():
        if part not in present and not debrief:  # whose grid names the raters of all stages
            yield str(_("%s (%s): no such part on this day")) % (name, part)
    for stage, place in day.places.items():
        if stage not in met:
            yield str(_("“%s” (%s): not met on this day")) % (_titled(role, stage), place)
    entries = [one for stage in here.values() for one in (*stage["questions"], *stage["tasks"])]
    choices = {name for one in entries for name in one["choice"]}
    choices |= {name for step in steps for name in step["stages"]}
    for name in sorted(day.occasion.asked - choices):
        if not debrief or name not in role["stages"]:
            yield str(_("%s: no such choice on this day")) % name


def _titled(role: RoleRecord, name: str) -> str:
    return str(role["stages"][name]["title"].words)


def where(stage: Mapping[str, Any], place: str) -> str:
    """Where a stage is met; where that is not known, all places where it can be."""
    return words.places([place] if place else stage["place"])


# Times -----------------------------------------------------------------------------------------


def _clock(start: str, minutes: int) -> str:
    """A time of day, so many minutes after another; nothing where that is not known."""
    if not start:
        return ""
    begin = datetime.datetime.strptime(start, "%H:%M")
    return f"{begin + datetime.timedelta(minutes=minutes):%H:%M}"


def _afterwards(role: RoleRecord, start: str, rest: list[Meeting]) -> str:
    """What comes next, up to the next meeting: ``Then: 11:30 Break, 12:15 Designing together``."""
    last = next((number for number, one in enumerate(rest) if one["stages"]), len(rest) - 1)
    coming = (f"{_clock(start, one['start'])} {_title(role, one)}" for one in rest[: last + 1])
    return str(_("Then: ")) + ", ".join(coming) if start and rest else ""


def _for_candidate(
    role: RoleRecord, start: str, rest: list[Meeting]
) -> tuple[tuple[str, str], ...]:
    """What comes next for the candidate; nothing where they meet nobody any more."""
    met = [any(role["stages"][id]["meets_candidate"] for id in one["stages"]) for one in rest]
    coming = rest[: met.index(True) + 1] if start and True in met else []
    there = (one for one in coming if not one["stages"] or one is coming[-1])
    return tuple((_clock(start, one["start"]), _title(role, one)) for one in there)


def _title(role: RoleRecord, one: Meeting) -> str:
    titles = [role["stages"][name]["title"].words for name in one["stages"]]
    return str(_(" or ")).join(titles) if titles else str(words.timebox("break"))
