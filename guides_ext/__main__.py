"""The command line: `python -m guides_ext COMMAND`. Each command is at home in its room."""

from __future__ import annotations

import argparse
import io
import sys

from guides_ext.editions import command as editions
from guides_ext.files import drop_output
from guides_ext.invite import command as invite
from guides_ext.lint import command as lint
from guides_ext.print import command as sheets
from guides_ext.publish import command as publish
from guides_ext.start import doctor, editor, init

COMMANDS = (init, lint, sheets, invite, editions, publish, editor, doctor)
"""Modules with an `add_command(commands)`, which adds a parser and sets what it will `run`."""


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; returns its exit code: 1 as well where nobody reads its answer to the end."""
    parser = argparse.ArgumentParser(prog="python -m guides_ext", description="Interview guides.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_command(commands)
    given = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # names of files may hold what no terminal shows
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()  # Python flushes at its end
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
