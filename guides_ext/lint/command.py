"""The command `lint`: the builder `guides-lint`, with the words of a command line."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from guides_ext.files import is_file


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
        choices=("text", "summary", "statistics", "json", "github", "sarif"),
        default="text",
        help="how the report is written (%(default)s)",
    )
    parser.add_argument(
        "--statistics", dest="format", action="store_const", const="statistics",
        help="how often each rule is broken: --format statistics",
    )  # fmt: skip
    parser.add_argument(
        "--fix", action="store_true", help="first mend in role files what needs no thought"
    )
    parser.add_argument("--explain", metavar="RULE", help="print the page of a rule, and stop")
    parser.add_argument(
        "--doctrees", type=Path, metavar="FOLDER",
        help="where a build keeps what it has read: only what has changed is read again",
    )  # fmt: skip
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="read with N processes")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Reads the handbook, lints it, and returns the exit code."""
    from guides_ext.lint.reports import FORMATS

    if given.explain:
        return explain(given.explain, given.source)
    if not is_file(given.source / "conf.py"):
        print(f"lint: no conf.py in {given.source}/: name its folder", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        if given.fix and (code := _fix(given, Path(scratch))):
            return code
        code = _build(given, given.format, Path(scratch))
        report = Path(scratch, "out", FORMATS[given.format].file)
        if report.is_file():  # the build itself prints what is for people
            sys.stdout.write(report.read_text(encoding="utf-8"))
        return code


def _build(given: argparse.Namespace, format: str, scratch: Path) -> int:
    """Lints into a folder, and returns the exit code."""
    from sphinx.cmd.build import build_main

    options = ["-b", "guides-lint", "-q", "-j", str(given.jobs)]
    options += ["-d", str(given.doctrees or scratch / "doctrees")]
    options += ["-D", f"guides_lint_format={format}"]
    return build_main([*options, str(given.source), str(scratch / "out")])


def _fix(given: argparse.Namespace, scratch: Path) -> int:
    """Mends what needs no thought; returns 2 where the handbook cannot be read, else 0."""
    from guides_ext.lint.fix import Edit, apply
    from guides_ext.model.problems import Place

    code = _build(given, "json", scratch)
    report = scratch / "out" / "lint.json"
    if not report.is_file():
        return code
    found = json.loads(report.read_text(encoding="utf-8"))["findings"]
    fixes = [one["fix"] for one in found if one["fix"]]
    edits = [Edit(Place(**fix["place"]), fix["old"], fix["new"]) for fix in fixes]
    print(f"Mended: {apply(edits, Path())}", file=sys.stderr)
    return 0


def explain(name: str, source: Path) -> int:
    """Prints the page of a rule: ours, that of a package, or one that the handbook's conf.py names.

    Returns:
        the exit code: 2 where there is no such rule.
    """
    from guides_ext.lint.load import load_rules
    from guides_ext.lint.sources import Sources
    from guides_ext.model.nearest import did_you_mean

    found, faults = load_rules(_own_rules(source), source, Sources(source))
    for fault in faults:
        print(f"{fault.place.below(source)}: {fault.message}", file=sys.stderr)
    rules = {rule.id: rule for rule in found}
    if name not in rules:
        print(f"no rule is named {name!r}{did_you_mean(name, rules)}", file=sys.stderr)
        return 2
    page = rules[name].page
    about = ", ".join(f"{key}: {value}" for key, value in asdict(page.about).items() if value)
    print(f"{page.text.rstrip()}\n\n({about})")
    return 0


def _own_rules(source: Path) -> object:
    """What conf.py says under guides_lint_rules; nothing where there is none, or it fails."""
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    from guides_ext.lint.load import PATHS

    if not is_file(source / "conf.py"):
        return []
    try:
        config = Config.read(source.resolve(), overrides={}, tags=Tags())
    except ConfigError as error:
        print(f"lint: {error}", file=sys.stderr)
        return []
    config.add(PATHS, [], "", (list, tuple))
    return getattr(config, PATHS)
