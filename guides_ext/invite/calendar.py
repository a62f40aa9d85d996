"""Calendars of one stage: the candidate's meeting, and the interviewers' day around it."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from guides_ext import words
from guides_ext.invite.letter import Letter, Occasion, as_text, plain, planned
from guides_ext.record.candidate import ends, places
from guides_ext.record.schedule import by_day, meetings
from guides_ext.record.stage import order_and_times
from guides_ext.words import _

BEFORE, AFTER = 30, 30
"""Minutes that interviewers have to set things up, and to write when the stage is over."""


def for_candidate(role: dict[str, Any], stage: str, occasion: Occasion, letter: Letter) -> bytes:
    """The candidate's calendar: one event, with the letter in it."""
    title = ": ".join(filter(None, [occasion.company, plain(role["stages"][stage]["title"])]))
    end = ends(planned(role, stage))
    where = plain(_place(role, stage, occasion))
    event = _event(title, occasion, 0, end, f"{role['id']}/{stage}")
    event.add("description", as_text(letter.about).strip())
    if where:
        event.add("location", where)
    return _calendar([event], occasion)


def for_interviewers(role: dict[str, Any], stage: str, occasion: Occasion) -> bytes:
    """The interviewers' calendar: setting up, the stage by its agenda, and time to write where its
    agenda does not end with it; neither reaches into another meeting of that day."""
    one = role["stages"][stage]
    order = order_and_times(role, stage)
    boxes = order["agenda"]
    first = next((box["start"] for box in boxes if box["who"] != "interviewers"), 0)
    start, end = -first, one["minutes"] - first
    title = f"{plain(one['title'])}: {occasion.name} ({plain(role['title'])})"
    key = f"{role['id']}/{stage}"
    rows = [
        f"{occasion.clock(box['start'] - first)}  "
        f"{plain(box['title']) if box['title'] else words.timebox(box['kind'])}"
        for box in boxes
    ]
    meeting = _event(title, occasion, start, end, f"{key}/panel")
    meeting.add("description", "\n".join(rows))
    if where := plain(_place(role, stage, occasion)):
        meeting.add("location", where)
    before, after = _around(role, stage)
    if boxes and boxes[-1]["kind"] == "notes":
        after = 0
    events = [
        _event(str(_("Prepare: %s") % title), occasion, start - before, start, f"{key}/before"),
        meeting,
        _event(str(_("Write your notes: %s") % title), occasion, end, end + after, f"{key}/after"),
    ]
    return _calendar([one for one in events if one.start < one.end], occasion)


def _around(role: dict[str, Any], stage: str) -> tuple[int, int]:
    """The minutes before and after a stage that no other meeting of its day takes."""
    for day, steps in by_day(meetings(role)):
        here = next((one for one in steps if stage in one["stages"]), None)
        if here and day is not None:
            begin, end = here["start"], here["start"] + role["stages"][stage]["minutes"]
            others = [one for one in steps if one["stages"] and one is not here]
            ends = [begin - one["start"] - one["minutes"] for one in others if one["start"] < begin]
            starts = [one["start"] - end for one in others if one["start"] > begin]
            return min([BEFORE, *ends]), min([AFTER, *starts])
    return BEFORE, AFTER


def _place(role: dict[str, Any], stage: str, occasion: Occasion) -> str:
    found = places(role, role["stages"][stage], occasion.place)
    return next((str(told or words.places([one])) for one, told in found), "")


def _event(title: str, occasion: Occasion, start: int, end: int, key: str) -> Event:
    event = Event()
    event.add("summary", title)
    event.add("dtstart", occasion.at(start))
    event.add("dtend", occasion.at(end))
    event.add("dtstamp", _now())
    meant = f"{key}/{occasion.start.isoformat()}/{occasion.name}"  # two may come at one time
    event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, meant)}@guides-ext")
    return event


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def _calendar(events: list[Event], occasion: Occasion) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//guides_ext//invite//EN")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    day = occasion.start.date()  # without its dates it would list the changes of seventy years
    calendar.add_missing_timezones(day - timedelta(days=366), day + timedelta(days=366))
    return bytes(calendar.to_ical())
