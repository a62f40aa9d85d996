"""The command `invite`: what it is told, and what it writes."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from guides_ext.print.command import line, part, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guides_ext.invite.letter import Letter, Occasion
    from guides_ext.model.role import Role


class Refused(Exception):
    """What was asked for cannot be done; says why, and what there is."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `invite` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "invite",
        help="write the invitation to a stage: mail, text, calendars",
        description="Write the invitation to a stage: as text onto the screen, or as a mail, a "
        "text and two calendars into a folder.",
    )
    parser.add_argument("role", help="the role: backend, or roles/backend")
    parser.add_argument("stage", help="the id of the stage")
    parser.add_argument("--start", required=True, help="when the candidate comes: 2026-12-01T10:00")
    parser.add_argument("--zone", required=True, help="by whose clock: Europe/Berlin")
    parser.add_argument(
        "--name", required=True, type=short, help="the candidate's name; it is kept nowhere"
    )
    parser.add_argument(
        "--part", action="append", type=part, default=[], metavar="PART=NAME",
        help="whom the candidate meets: lead=Sam; may be repeated",
    )  # fmt: skip
    parser.add_argument("--sender", default="", type=short, help="who signs the letter")
    parser.add_argument("--place", default="", help="one of the stage's places")
    parser.add_argument("--url", default="", type=line, help="the address of the candidate's page")
    parser.add_argument("--source", type=Path, default=Path("docs"), help="(%(default)s)")
    parser.add_argument("-o", "--output", type=Path, help="a folder for the four files")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Writes what was asked for; returns the exit code."""
    from guides_ext.invite.calendar import for_candidate, for_interviewers
    from guides_ext.invite.letter import as_text, invitation

    try:
        role, occasion = _read(given)
    except (Refused, OSError) as error:
        print(f"invite: {error}", file=sys.stderr)
        return 2
    for note in _missing(role, given.stage, occasion):
        print(f"invite: {note}", file=sys.stderr)
    letter = invitation(role, given.stage, occasion)
    if given.output is None:
        print(as_text(letter.blocks), end="")
        return 0
    files = {
        "invitation.txt": as_text(letter.blocks).encode(),
        "invitation.eml": mail(letter),
        "invitation.ics": for_candidate(role, given.stage, occasion, letter),
        "interviewers.ics": for_interviewers(role, given.stage, occasion),
    }
    try:
        given.output.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (given.output / name).write_bytes(data)
    except OSError as error:
        print(f"invite: {given.output} cannot be written: {error}", file=sys.stderr)
        return 2
    print("\n".join(str(given.output / name) for name in files))
    return 0


def mail(letter: Letter) -> bytes:
    """The letter as a mail without sender and recipient, with its text and its HTML."""
    from guides_ext.invite.letter import as_html, as_text

    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(as_text(letter.blocks))
    message.add_alternative(as_html(letter), subtype="html")
    return message.as_bytes()


def _missing(role: dict[str, Any], stage: str, occasion: Occasion) -> Iterator[str]:
    """What a candidate would have to ask: which of several places, and where that is."""
    from guides_ext.record.candidate import places

    found = places(role, role["stages"][stage], occasion.place)
    if len(found) > 1:
        names = " or ".join(name for name, _told in found)
        yield f"the letter says {names}: choose one with --place"
    for name in (name for name, told in found if not told):
        yield (f"nothing tells the candidate where {name!r} is (write its address, link or number "
               "under `candidate: places:`)")  # fmt: skip


def _read(given: argparse.Namespace) -> tuple[dict[str, Any], Occasion]:
    """The record of the role, and the occasion.

    Raises:
        Refused: one of them is not there, or not as it should be.
    """
    from babel import Locale, UnknownLocaleError
    from sphinx.locale import init

    from guides_ext.editions.settings import settings
    from guides_ext.invite.letter import Occasion, planned
    from guides_ext.model.load import load_role
    from guides_ext.model.nearest import suggest, there_are
    from guides_ext.record.role import record_of
    from guides_ext.words import CATALOGUE, LOCALES

    file = _file(given.source, given.role)
    loaded = load_role(given.source, file)
    if loaded.role is None or given.stage in loaded.broken:
        problems = loaded.broken.get(given.stage) or loaded.problems
        raise Refused("\n".join(str(one.below(given.source)) for one in problems))
    _check_texts(given.source, file, loaded.role)
    role = record_of(loaded.role)
    if given.stage not in role["stages"]:
        hint = suggest(given.stage, role["stages"])
        raise Refused(f"{role['id']} has no stage {given.stage!r}{hint}")
    if not planned(role, given.stage):
        raise Refused(f"nobody is invited to {given.stage!r}: the candidate is not there")
    known = role["stages"][given.stage]["interviewers"]
    parts = dict(given.part)
    for name in sorted(parts.keys() - known.keys()):
        raise Refused(f"{given.stage} has no part {name!r}{there_are(name, known)}")
    places = role["stages"][given.stage]["place"]
    if given.place and given.place not in places:
        hint = suggest(given.place, places)
        raise Refused(f"{given.stage} is not held at {given.place!r}{hint}")
    conf = given.source / "conf.py"
    values = settings(conf.read_bytes()) if conf.is_file() else {}
    language = str(values.get("language") or "en")
    try:
        Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise Refused(f"{conf}: no dates are known in the language {language!r}") from None
    init([str(LOCALES)], language, CATALOGUE)
    start = _start(given.start, given.zone)
    company = str(values.get("author") or values.get("project") or "").encode(errors="replace")
    signed = " ".join(company.decode().split())
    told = (given.name, given.place, language, given.url, signed, given.sender, parts)
    return role, Occasion(start, *told)


def _check_texts(source: Path, file: str, role: Role) -> None:
    """Looks at all that a candidate may read: a letter shows each text as it is.

    Raises:
        Refused: a text holds a block or a comment for others, or what may be one, or says nothing
            without the handbook.
    """
    from guides_ext.editions.pages import Scope
    from guides_ext.editions.roles import RoleWriter
    from guides_ext.editions.world import World

    writer = RoleWriter(file, World(Scope("candidate"), lambda path: False))
    writer.text(role)
    if writer.problems:
        raise Refused("\n".join(str(one.below(source)) for one in writer.problems))
    for place in writer.cut:
        raise Refused(f"{place.below(source)}: a block or a comment that a candidate may not read")


def _file(source: Path, name: str) -> str:
    from guides_ext.model.files import SUFFIX, is_library, role_id
    from guides_ext.model.nearest import suggest
    from guides_ext.record.stage import is_for

    found = [path.relative_to(source).as_posix() for path in sorted(source.rglob(f"*{SUFFIX}"))]
    roles = {role_id(one): one for one in found if not is_library(one)}
    meant = [one for one in roles if is_for(one, [name])] or [
        one for one, file in roles.items() if name and _title(source, file) == name.casefold()
    ]
    if len(meant) != 1:
        why = f"several roles are called {name!r}: {', '.join(meant)}" if meant else (
            f"no role {name!r} in {source}{suggest(name, roles)}")  # fmt: skip
        raise Refused(why)
    return roles[meant[0]]


def _title(source: Path, file: str) -> str:
    """The title of a role, as others are compared with it; empty for one that cannot be read."""
    from guides_ext.model.load import load_role

    role = load_role(source, file).role
    return str(role.title).casefold() if role else ""


def _near(zone: str) -> str:
    """The zone that somebody means who writes `London`, or `Europe/Lodnon`."""
    from guides_ext.model.nearest import nearest

    cities = {one.rpartition("/")[2].casefold(): one for one in sorted(available_timezones())
              if "/" in one and not one.startswith("Etc/")}  # fmt: skip
    city = nearest(zone.rpartition("/")[2].replace(" ", "_").casefold(), cities)
    return f" (did you mean {cities[city]!r}?)" if city else " (write one like 'Europe/Berlin')"


def _start(written: str, zone: str) -> datetime:
    """A time of day by the clock of a place.

    Raises:
        Refused: it is none; or no clock there shows it, since it is put forward in that night.
    """
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(f"there is no time zone {zone!r}{_near(zone)}") from None
    naive = None
    if len(written) >= len("2026-12-01T10:00"):
        with suppress(ValueError):
            naive = datetime.fromisoformat(written)
    if naive is None or naive.tzinfo or not 1970 <= naive.year < 3000:
        raise Refused(f"expected a day and a time, got {written!r} (write 2026-12-01T10:00)")
    start = naive.replace(tzinfo=place)
    if start.astimezone(UTC).astimezone(place).replace(tzinfo=None) != naive:
        raise Refused(f"no clock in {zone} shows {written}: it is put forward in that night")
    return start
