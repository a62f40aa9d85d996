"""A day of interviews: its meetings in the order of the schedule, each with its time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from guides_ext import words
from guides_ext.builder import PRINT
from guides_ext.domain import guide_domain
from guides_ext.model.nearest import suggest, there_are
from guides_ext.print.builder import default_site
from guides_ext.print.pdfs import has_sheet
from guides_ext.print.prepare import Preparer
from guides_ext.print.sheet import Occasion
from guides_ext.record.schedule import taken
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guides_ext.domain import GuideDomain
    from guides_ext.print.make import Made
    from guides_ext.record.data import RoleRecord
    from guides_ext.record.schedule import Meeting


class DayError(Exception):
    """A day that a role does not have; the message says which there is."""


@dataclass(frozen=True)
class Day:
    """A day, as whoever asks for its sheets knows it.

    Args:
        occasion: what all its meetings have in common; its ``start`` is that of the first, and
            ``asked`` may name stages too.
        number: the day of the schedule; without it, the one with most sheets.
    """

    occasion: Occasion
    date: datetime.date | None = None
    number: int | None = None


def print_day(source: Path, doctrees: Path, role: str, day: Day) -> Made:
    """The sheets of a day as one PDF, from the sources as they are.

    Args:
        source: the folder with conf.py.
        doctrees: where builds keep what they have read.
        role: the role, as references name it.

    Raises:
        DayError: there is no such role, or its schedule has no such day
        SphinxError: the sources cannot be read
    """
    # As sphinx-build does: with its docutils.conf, and nothing stays registered.
    with patch_docutils(source), docutils_namespace(), TemporaryDirectory() as folder:
        nothing: dict[str, object] = {"guides_print": []}
        app = Sphinx(source, source, folder, doctrees, PRINT, confoverrides=nothing, status=None)
        app.build()
        docname = _role(app, role)
        record = _whole(guide_domain(app.env), docname, role)
        date = words.date(day.date.isoformat() if day.date else None, app.config.language)
        met = occasions(record, replace(day, occasion=replace(day.occasion, date=date)))
        preparer = Preparer(app.builder, Path(folder), default_site(app.env))
        make, timestamp = preparer.sheets(docname, met, f"{record['title'].words} {date}".strip())
        made = make(timestamp)
    if not record["schedule"] and len(met) > 1:
        return replace(made, notes=[*made.notes, "no schedule: all stages, one after another"])
    return made


def _role(app: Sphinx, name: str) -> str:
    domain = guide_domain(app.env)
    roles = domain.data["roles"]
    titles = {one: str(record["title"].words) for one, record in sorted(roles.items())}
    titled = [one for one, title in titles.items() if title.casefold() == name.casefold()]
    found = domain.find("role", name) or titled
    if len(found) == 1:
        return found[0]
    names = found or domain.nearest("role", name)
    raise DayError(f"there is no one role '{name}'{there_are(name, names)}")


def _whole(domain: GuideDomain, docname: str, name: str) -> RoleRecord:
    """The record of a role: without a stage of its day, nothing on the day would be true."""
    if docname not in domain.data["roles"]:
        raise DayError(f"the role '{name}' has errors, so it has no sheets")
    if broken := domain.without_paper(docname):
        names = ", ".join(broken.values())
        raise DayError(f"the role '{name}' has stages with errors, so it has no days: {names}")
    return domain.record(docname)


def occasions(role: RoleRecord, day: Day) -> dict[str, Occasion]:
    """The stages of a day that have a sheet, in order, each with what is known of its meeting.

    Raises:
        DayError: the role has no such day, part, or choice; or no stage with a sheet on it
    """
    _check_names(role, day.occasion)
    met = taken(_steps(role, day), role, day.occasion.asked)
    found = {
        name: replace(
            day.occasion,
            start=_clock(day.occasion.start, one["start"]),
            then=_afterwards(role, day.occasion.start, met[number + 1 :]),
        )
        for number, one in enumerate(met)
        for name in one["stages"]
        if has_sheet(role["stages"][name])
    }
    if not found:
        raise DayError("no stage of that day has a sheet")
    return found


def _check_names(role: RoleRecord, occasion: Occasion) -> None:
    stages = role["stages"].values()
    _check("part", occasion.parts, {name for stage in stages for name in stage["interviewers"]})
    entries = [one for stage in stages for one in (*stage["questions"], *stage["tasks"])]
    choices = {name for one in entries for name in one["choice"]}
    choices |= {id for one in role["meetings"] if len(one["stages"]) > 1 for id in one["stages"]}
    _check("choice", occasion.asked, choices)


def _check(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise DayError(f"there is no {what} '{name}'{suggest(name, sorted(known))}")


def _steps(role: RoleRecord, day: Day) -> list[Meeting]:
    """What happens on the day; without a schedule, all stages follow each other."""
    days: dict[int | None, list[Meeting]] = {}
    for one in role["meetings"]:
        days.setdefault(one["day"], []).append(one)
    number = day.number
    if number is None:
        number = max(days, key=lambda one: sum(_has_paper(role, step) for step in days[one]))
    if number not in days:
        known = [str(one) for one in days if one is not None]
        raise DayError(f"there is no day {number}{there_are(str(number), known)}")
    return days[number]


def _has_paper(role: RoleRecord, step: Meeting) -> bool:
    return any(has_sheet(role["stages"][name]) for name in step["stages"])


def _clock(start: str, minutes: int) -> str:
    """A time of day, so many minutes after another; nothing where that is not known."""
    if not start:
        return ""
    begin = datetime.datetime.strptime(start, "%H:%M")
    return f"{begin + datetime.timedelta(minutes=minutes):%H:%M}"


def _afterwards(role: RoleRecord, start: str, rest: list[Meeting]) -> str:
    """What comes next, up to the next meeting: ``Then: 11:30 Break, 12:15 Designing together``."""
    if not start or not rest:
        return ""
    last = next((number for number, one in enumerate(rest) if one["stages"]), len(rest) - 1)
    coming = (f"{_clock(start, one['start'])} {_title(role, one)}" for one in rest[: last + 1])
    return str(_("Then: ")) + ", ".join(coming)


def _title(role: RoleRecord, one: Meeting) -> str:
    titles = [role["stages"][name]["title"].words for name in one["stages"]]
    return titles[0] if titles else str(_("Break"))
