"""The command `sheets`: the papers of one day in one PDF."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guides_ext.print.papers.plan import Day

from guides_ext.files import write

LONGEST = 200
"""Letters of what stands on papers by the command line: more has no room there."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `sheets` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "sheets",
        help="print the papers of one day",
        description="Print the papers of one day in one PDF: an overview, and stage by stage what "
        "each rater, each role-player and the candidate needs.",
    )
    add = parser.add_argument
    add("role", help="the role, as references name it or by its title: backend")
    add("--day", type=int, help="the day of the schedule (the one with most stages)")
    add("--date", type=_date, help="its date: 2026-12-01")
    add("--start", type=_time, help="when it begins: 09:30 (minutes count from 0:00)")
    add("--place", action="append", type=_place, default=[], metavar="[STAGE=]PLACE",
        help="where, all day or in one stage: video, pairing=office; may be repeated")  # fmt: skip
    add("--candidate", default="", type=short, metavar="NAME", help="whom you meet")
    add("--part", action="append", type=part, default=[], metavar="[STAGE/]PART=NAME",
        help="who plays a part, in all stages or in one: notes=Ines, pairing/notes=Uma; may be "
        "repeated")  # fmt: skip
    add("--ask", action="append", default=[], metavar="ID",
        help="of several questions, tasks or stages the one taken, or each of them")  # fmt: skip
    add("--for", choices=["candidate"], dest="reader",
        help="print only what the candidate may hold: cards for the table, and tasks")  # fmt: skip
    add("-o", "--output", default="day.pdf",
        help="the PDF, or a folder for one with the role's name (%(default)s)")  # fmt: skip
    add("--source", type=Path, default=Path("docs"), help="where conf.py is (%(default)s)")
    add("--doctrees", type=Path, default=Path("build/doctrees"), help="(%(default)s)")
    parser.set_defaults(run=run)


def _date(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is not a date (write 2026-12-01)") from None


def _time(written: str) -> str:
    try:
        time = datetime.datetime.strptime(written, "%H:%M")
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is not a time (write 09:30)") from None
    return f"{time.hour}:{time:%M}"


def line(written: str) -> str:
    """What stands on a paper or in a letter.

    Raises:
        argparse.ArgumentTypeError: it is not a line of text.
    """
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in written):
        raise argparse.ArgumentTypeError(f"{written!r} is not a line of text")
    return written


def short(written: str) -> str:
    """The same, where there is little room.

    Raises:
        argparse.ArgumentTypeError: it is not a line of text, or too long for a paper.
    """
    if len(written) > LONGEST:
        shown = f"{written[:20]}…"
        raise argparse.ArgumentTypeError(f"{shown!r} has more than {LONGEST} letters")
    return line(written)


def part(written: str) -> tuple[str, str]:
    """A part, and who plays it, of `notes=Jonas`.

    Raises:
        argparse.ArgumentTypeError: one of them is missing, or it is too long for a paper.
    """
    part, _equals, name = short(written).partition("=")
    if not (part and name):
        raise argparse.ArgumentTypeError(f"{written!r} is not a part (write notes=Jonas)")
    return part, name


def _place(written: str) -> tuple[str, str]:
    stage, equals, place = short(written).rpartition("=")
    if not place or (equals and not stage):
        raise argparse.ArgumentTypeError(
            f"{written!r} is not a place (write video or pairing=video)"
        )
    return stage, place


def run(given: argparse.Namespace) -> int:
    """Does what the command line says; returns the exit code: 1 no PDF, 2 wrong words."""
    from sphinx.errors import SphinxError
    from sphinx.util.console import color_terminal, nocolor

    from guides_ext.print.day import print_day
    from guides_ext.print.papers.plan import DayError

    if not (color_terminal() and sys.stderr.isatty()):  # what a build says goes to stderr
        nocolor()
    try:
        role, made = print_day(given.source, given.doctrees, given.role, _day(given))
    except DayError as error:
        return _refused(error, 2)
    except (SphinxError, OSError) as error:
        return _refused(error)
    for note in made.notes:
        print(f"sheets: {note}", file=sys.stderr)
    if made.error:
        return _refused(made.error)
    output = Path(given.output)
    try:
        if output.is_dir() or given.output.endswith(("/", os.sep)):
            output /= f"{role}.pdf"
        if output.exists() and not output.is_file():  # a folder of somebody's, or a device
            raise FileExistsError("it is a directory" if output.is_dir() else "it is not a file")
        write(output, made.pdf)
    except (OSError, ValueError) as error:
        return _refused(f"{output} cannot be written: {error}")
    print(f"The papers are in {output}.")
    return 0


def _refused(why: object, code: int = 1) -> int:
    print(f"sheets: {why}", file=sys.stderr)
    return code


def _day(given: argparse.Namespace) -> Day:
    from guides_ext.print.papers.occasion import Occasion
    from guides_ext.print.papers.plan import Day, DayError

    def each_once(what: str, pairs: list[tuple[str, str]]) -> dict[str, str]:
        """What was said of each; twice is once too often, for nobody knows which is meant."""
        found: dict[str, str] = {}
        for key, value in pairs:
            if key in found:
                name = f" '{key}'" if key else ""
                raise DayError(f"the {what}{name} is given twice: {found[key]}, {value}")
            found[key] = value
        return found

    places = each_once("place", given.place)
    occasion = Occasion(
        start=given.start or "",
        place=places.pop("", ""),
        candidate=given.candidate,
        parts=each_once("part", given.part),
        asked=frozenset(given.ask),
    )
    return Day(occasion, given.date, given.day, places, given.reader == "candidate")
