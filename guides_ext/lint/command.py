"""The command `lint`: the builder `guides-lint`, with the words of a command line."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `lint` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "lint",
        help="say what would make an interview unfair, unclear or unprepared",
        description="Say what would make an interview unfair, unclear or unprepared, and where. "
        "Exits 0 when no error is left, 1 when one is, 2 when the handbook cannot be read.",
    )
    parser.add_argument(
        "source", nargs="?", type=Path, default=Path("docs"),
        help="the folder of the handbook's conf.py (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--format",
        type=_format,
        default="text",
        help="text, summary, json, github or sarif (%(default)s)",
    )
    parser.add_argument(
        "--doctrees", type=Path, metavar="FOLDER",
        help="where a build keeps what it has read: only what has changed is read again",
    )  # fmt: skip
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="read with N processes")
    parser.set_defaults(run=run)


def _format(name: str) -> str:
    from guides_ext.lint.reports import FORMATS  # the other commands need not wait for it

    if name not in FORMATS:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(FORMATS)}, got {name!r}")
    return name


def run(given: argparse.Namespace) -> int:
    """Reads the handbook, lints it, and returns the exit code."""
    from sphinx.cmd.build import build_main

    from guides_ext.lint.reports import FORMATS

    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory())
        options = ["-b", "guides-lint", "-q", "-j", str(given.jobs)]
        options += ["-d", str(given.doctrees or Path(scratch, "doctrees"))]
        options += ["-D", f"guides_lint_format={given.format}"]
        code = build_main([*options, str(given.source), str(Path(scratch, "out"))])
        report = Path(scratch, "out", FORMATS[given.format].file)
        if report.is_file():  # the build itself prints what is for people
            sys.stdout.write(report.read_text(encoding="utf-8"))
        return code
