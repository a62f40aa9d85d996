"""The command `sheets`: the sheets of one day in one PDF."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from pathlib import Path

from guides_ext.files import write


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `sheets` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "sheets",
        help="print the sheets of one day",
        description="Print the sheets of one day, in the order of the schedule, in one PDF.",
    )
    add = parser.add_argument
    add("role", help="the role, as references name it or by its title: backend")
    add("--day", type=int, help="the day of the schedule (the one with most sheets)")
    add("--date", type=_date, help="its date: 2026-12-01")
    add("--start", type=_time, help="when it begins: 09:30 (minutes count from 0:00)")
    add("--place", default="", help="where: office, video, phone, home, or your own word")
    add("--candidate", default="", metavar="NAME", help="whom you meet")
    add("--part", action="append", type=_part, default=[], metavar="PART=NAME",
        help="who plays a part; may be repeated")  # fmt: skip
    add("--ask", action="append", default=[], metavar="ID",
        help="of several questions, tasks or stages the one taken; may be repeated")  # fmt: skip
    add("-o", "--output", type=Path, default=Path("day.pdf"),
        help="a file, or a folder for one of the role's name (%(default)s)")  # fmt: skip
    add("--source", type=Path, default=Path("docs"), help="where conf.py is (%(default)s)")
    add("--doctrees", type=Path, default=Path("build/doctrees"), help="(%(default)s)")
    parser.set_defaults(run=run)


def _date(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no date (write 2026-12-01)") from None


def _time(written: str) -> str:
    try:
        return f"{datetime.datetime.strptime(written, '%H:%M'):%H:%M}"
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no time (write 09:30)") from None


def _part(written: str) -> tuple[str, str]:
    part, _equals, name = written.partition("=")
    if not (part and name):
        raise argparse.ArgumentTypeError(f"{written!r} is no part (write notes=Jonas)")
    return part, name


def run(given: argparse.Namespace) -> int:
    """Does what the command line says; returns the exit code: 1 no PDF, 2 wrong words."""
    from sphinx.errors import SphinxError

    from guides_ext.print.day import Day, DayError, print_day
    from guides_ext.print.sheet import Occasion

    occasion = Occasion(
        start=given.start or "",
        place=given.place,
        candidate=given.candidate,
        parts=dict(given.part),
        asked=frozenset(given.ask),
    )
    day = Day(occasion, given.date, given.day)
    try:
        made = print_day(given.source, given.doctrees, given.role, day)
    except DayError as error:
        print(f"sheets: {error}", file=sys.stderr)
        return 2
    except (SphinxError, OSError) as error:
        print(f"sheets: {error}", file=sys.stderr)
        return 1
    for line in (made.error, *made.notes):
        if line:
            print(f"sheets: {line}", file=sys.stderr)
    if made.error:
        return 1
    try:
        output = _file(given.output, given.role)
        write(output, made.pdf)
    except (OSError, ValueError) as error:
        print(f"sheets: {given.output} cannot be written: {error}", file=sys.stderr)
        return 1
    print(f"The sheets are in {output}.")
    return 0


def _file(output: Path, role: str) -> Path:
    """The file that is meant: in a folder, one of the role's name.

    Raises:
        OSError: it is there and is no file.
    """
    if output.is_dir():
        output /= "-".join(re.findall(r"[\w.]+", role.rpartition("/")[2])) + ".pdf"
    if output.exists() and not output.is_file():
        raise FileExistsError(f"{output} is no file")
    return output
