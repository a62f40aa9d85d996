"""The candidate's time is the minutes that they are there for, and their work at home."""

from __future__ import annotations

import pytest

from guides_ext.record.schedule import candidate_time, meets_candidate
from tests.model.conftest import Load
from tests.record.records import recorded

ROLE = """\
title: Gardener
stages:
  walk:
    title: A walk
    format: {format}
    minutes: 60
    {more}
    agenda:
      - {{minutes: 30, is: main, {first}}}
      - {{minutes: 10, is: break}}
      - {{minutes: 10, is: questions, {first}}}
      - {{minutes: 10, is: notes}}
"""
AT_HOME = "candidate_minutes: 90\n    return_within_days: 7"


@pytest.mark.parametrize(
    ("format", "first", "more", "minutes", "met"),
    [
        ("conversation", "", "", 50, True),  # the break among them, the notes not
        ("conversation", "who: candidate", "", 50, True),
        ("conversation", "who: interviewers", "", 0, False),  # a call with a referee
        ("debrief", "", "", 0, False),
        ("debrief", "who: everyone", "", 50, True),
        ("take-home", "", AT_HOME, 140, True),
        ("take-home", "who: interviewers", AT_HOME, 90, False),
    ],
)
def test_it_is_counted_by_who_is_there(
    load: Load, format: str, first: str, more: str, minutes: int, met: bool
) -> None:
    role = load(ROLE.format(format=format, first=first, more=more)).role
    assert role
    record = recorded(role)
    time = candidate_time(record)
    assert (time["least"], time["most"], time["meetings"]) == (minutes, minutes, bool(minutes))
    assert meets_candidate(record["stages"]["walk"]) == met
