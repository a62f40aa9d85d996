"""The command `publish`: what it is told, what it says, and its exit codes."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .server.errors import Failed, PublishError, Refused

if TYPE_CHECKING:
    from .history import Change
    from .run import Plan
    from .settings import Settings
    from .target import Target

EXIT_CODES = """\
exit codes:
  0  done, or nothing to do
  1  begun and not finished: nothing half made is live, --list says what is
  2  the command line is wrong
  3  refused: it says why, and nothing was changed
  4  somebody else is publishing to this target: nothing was changed
"""

STILL_WHOLE = "Nothing half made is live: --list says what is"

Answer = tuple[dict[str, Any], list[str]]
"""What is said in JSON, and in lines."""

IN_A_LOG = 10
"""Seconds between two lines on a long transfer, where nobody looks on."""

SHOWN = 10
"""How many paths or changes of a kind are named before the rest is counted."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `publish` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "publish",
        help="take a finished build to where people read it",
        description="Take a finished build to where people read it: whole, checked, reversible.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    target = (
        "a folder, ssh://user@host/path, branch:NAME, or a name in [tool.guides.publish] of "
        "pyproject.toml; several may follow each other"
    )
    parser.add_argument("target", nargs="+", help=target)
    folder = "the folder of the build (that of the target in pyproject.toml, else build/html)"
    parser.add_argument("--build", type=Path, help=folder)
    add = parser.add_mutually_exclusive_group().add_argument
    add("--list", action="store_true", help="show the releases")
    add("--dry-run", action="store_true", help="say what would change, change nothing")
    back = "make the release before the live one live again, or the one named"
    add("--rollback", metavar="RELEASE", nargs="?", const="", help=back)
    keep = "afterwards remove all releases but the live one and the newest N of the others"
    add("--keep", type=_count, metavar="N", help=keep)
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Does what the command line says, target by target; returns the worst exit code."""
    several, worst = len(given.target) > 1, 0
    said: dict[str, Any] = {}
    for name in given.target:
        try:
            said[name], lines = _answer(given, name)
        except (PublishError, OSError) as fault:
            error = fault if isinstance(fault, PublishError) else Failed(f"{fault}. {STILL_WHOLE}")
            kind = type(error).__name__.lower()
            said[name], worst = {kind: str(error)}, max(worst, error.code)
            if not given.json:
                print(f"publish: {f'{name}: ' if several else ''}{kind}: {error}", file=sys.stderr)
        else:
            if not given.json:
                print("\n".join([*([f"{name}:"] if several else []), *lines]))
    if given.json:
        print(json.dumps(said if several else said[given.target[0]], indent=1))
    return worst


def _answer(given: argparse.Namespace, name: str) -> Answer:
    """What is to be said of one target, once that is done.

    Raises:
        PublishError, OSError: it cannot be done.
    """
    from .settings import find_target, settings_for

    settings = settings_for(name, Path("pyproject.toml"))
    target, build = find_target(settings), given.build or Path(settings.build)
    to, root = Path(os.path.realpath(settings.to)), Path(os.path.realpath(build))
    if to.is_relative_to(root):
        raise Refused(f"{settings.to} lies inside the build {build}")
    if root.is_relative_to(to):
        raise Refused(f"the build {build} lies inside the target {settings.to}")
    if given.list:
        return _list(target)
    if given.rollback is not None:
        from .run import roll_back

        live = roll_back(target, given.rollback or None)
        return {"current": live}, [f"Live again: {live}"]
    if given.dry_run:
        return _dry_run(target, build, settings)
    return _publish(target, build, settings, given.keep)


def _list(target: Target) -> Answer:
    state, releases, lines = target.state(), list[dict[str, Any]](), []
    for name in state["releases"]:
        is_live = name == state["current"]
        releases.append({"release": name, "current": is_live, "damaged": ""})
        try:
            manifest = target.manifest(name)
        except Refused as error:
            releases[-1]["damaged"] = says = str(error)
        else:
            about = {key: manifest["build"].get(key) for key in ("edition", "commit", "modified")}
            count, size = len(manifest["files"]), sum(file["size"] for file in manifest["files"])
            releases[-1] |= {"files": count, "bytes": size, **about}
            says = f"{_files(count)}, {size / 1e6:.1f} MB, {about['edition']}"
            says += ", of a changed source" if about["modified"] else ""
        lines.append(f"{'*' if is_live else ' '} {name}  {says}")
    return {"releases": releases}, lines or ["Nothing has been published there."]


def _dry_run(target: Target, build: Path, settings: Settings) -> Answer:
    from .build import newer_sources, read_build
    from .run import plan

    found = read_build(build)
    what, newer = plan(target, found, settings.edition), newer_sources(found)
    lines = [*_newer(newer), *_lines(what), "Nothing was changed: this was a dry run."]
    return {**_data(what), "newer": newer}, lines


def _publish(target: Target, build: Path, settings: Settings, keep: int | None) -> Answer:
    from .build import PAGES, newer_sources, read_build
    from .run import publish

    begin, found = time.monotonic(), read_build(build)
    newer = newer_sources(found)
    outcome = publish(target, found, settings.edition, keep or settings.keep, _Progress())
    what = outcome.plan
    live = what.release.name if what.new else what.previous
    data = {**_data(what), "newer": newer, "current": live, "pruned": outcome.removed}
    data["cleared"] = outcome.cleared
    root = "" if settings.to.startswith("branch:") else f"{settings.to.rstrip('/')}/current/"
    changes = f"{PAGES}index.html"
    lines = [
        *_newer(newer),
        *(["Cleared away what an interrupted publish had left."] if outcome.cleared else []),
        *(_lines(what) if what.new else ["Nothing has changed since."]),
        *(f"Removed release {name}" for name in outcome.removed),
        f"Live: {live} ({time.monotonic() - begin:.1f} s)",
        f"The first page: {root}index.html",
    ]
    if what.new and changes in what.release.made:
        lines.append(f"What has changed for readers: {root}{changes}")
    return data, lines


def _newer(paths: list[str]) -> list[str]:
    """That the build does not show what the sources say now."""
    many = "1 source has" if len(paths) == 1 else f"{len(paths)} sources have"
    return [f"{many} changed since the build:", *_some(paths)] if paths else []


def _data(what: Plan) -> dict[str, Any]:
    keys = ("previous", "added", "changed", "removed", "warnings", "new")
    return {key: getattr(what, key) for key in keys} | {"guides": what.entry["changes"]}


def _lines(what: Plan) -> list[str]:
    lines = [f"Live before: {what.previous}" if what.previous else "Nothing was live there before."]
    lines += [f"Damaged there, and mended by this release: {warning}" for warning in what.warnings]
    for name in ("added", "changed", "removed"):
        paths = getattr(what, name)
        lines.append(f"{_files(len(paths))} {name}")
        if what.previous:
            lines += _some([path if path.isprintable() else repr(path) for path in paths])
    lines += [what.entry["note"]] if what.entry["note"] else []
    if changes := sorted(what.entry["changes"], key=lambda change: not change["moves_the_bar"]):
        lines.append("What changed since the last release, first what moves the bar:")
        lines += _some([_say(change) for change in changes])
    return lines


def _files(count: int) -> str:
    return f"{count} file{'s' if count != 1 else ''}"


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    shown = lines if more <= 0 else [*lines[:SHOWN], f"and {more} more"]
    return [f"  {line}" for line in shown]


def _say(change: Change) -> str:
    where = " · ".join(filter(None, (change["document"], change["stage"], change["title"])))
    did = "" if change["did"] == "changed" else f" {change['did']}"
    texts = [" ".join(text.split()) for text in (change["was"], change["now"]) if text]
    return f"{where}: {change['what']}{did}: {' → '.join(texts)}"


class _Progress:
    """Says on stderr how far a long transfer is: each second on a terminal, and now and then in
    the log of a pipeline."""

    def __init__(self) -> None:
        self.said = time.monotonic()
        self.pause = 1 if sys.stderr.isatty() else IN_A_LOG

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.said >= self.pause:
            self.said = now
            text = f"{done / 1e6:.0f} of {total / 1e6:.0f} MB ({100 * done // max(total, 1)} %)"
            print(text, file=sys.stderr, flush=True)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("should be 1 or more")
    return number
