"""The command `init`: a small handbook that works, or one role more, to be written over."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from guides_ext.model.nearest import did_you_mean, suggest
from guides_ext.start import Refused
from guides_ext.start.blog import take_in, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from guides_ext.start.tree import Answers

DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
"""Names that no file may have on Windows."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `init` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "init",
        help="begin a handbook, or add a role to one",
        description="Begin a handbook with one role, or add a role to one that is there. On a "
        "terminal it asks for what is not given. Nothing is overwritten.",
    )
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=Path(),
        help="a new folder, or one with a handbook in docs/ (the current one)")  # fmt: skip
    add("--company", help="its name")
    add("--role", help='the title of the role: "Support Lead"')
    add("--trade", help="engineering, support, sales, operations, people-management, or other")
    add(
        "--language",
        help="of what pages and papers say by themselves: en, de, … (en); the texts to "
        "write over are English",
    )
    add("--jurisdictions", metavar="CODES", help="whose law the linter watches: de,uk")
    add("--pipeline", default="github", help="github, gitlab or none (%(default)s)")
    add("--from", dest="blog", type=Path, metavar="BLOG",
        help="a series that is there: a folder of Jekyll, or of plain Markdown")  # fmt: skip
    add("--id", help="the name of the role's file, where none can be made of its title")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Writes a handbook or a role; returns the exit code: 1 nothing written, 2 wrong words."""
    try:
        exists = (given.folder / "docs" / "conf.py").is_file()
        answers = _answers(given, exists)
        written, left = _write(given.folder, answers, exists)
    except (KeyboardInterrupt, EOFError):
        return _refused("interrupted: nothing was written", 1)
    except Refused as error:
        return _refused(error, 2)
    except (OSError, ValueError) as error:
        return _refused(f"nothing was written: {error}", 1)
    if answers.blog:
        print(*told(answers.blog), sep="\n")
    print("Written:", *(f"  {given.folder / path}" for path in written), sep="\n")
    if left:
        print("Left as it was:", *(f"  {given.folder / path}" for path in left), sep="\n")
    if answers.language != "en":
        print(f"The texts to write over are English. What pages and papers say by themselves is in "
              f"{answers.language!r}, as far as it is translated.")  # fmt: skip
    print("TODO marks what only you know; the linter names each until it is gone.")
    if not exists and answers.pipeline != "none":
        print("Before the pipeline can run, requirements.txt needs the address of the repository "
              "of guides_ext.")  # fmt: skip
    print("Build it:" if given.folder == Path() else f"Build it, in {given.folder}:")
    print("  sphinx-build -b html docs build/html")
    return _problems(given.folder / "docs", _role_file(answers))


def _role_file(answers: Answers) -> str:
    """The file of the role, from docs/."""
    return f"roles/{answers.id}.role.yaml"


def _write(folder: Path, answers: Answers, exists: bool) -> tuple[list[str], list[str]]:
    """Writes a handbook, or a role; what was written, and what had been there, from the folder."""
    from guides_ext.start.tree import new_project, new_role, write_into, write_project

    role = folder / "docs" / _role_file(answers)
    if not exists:
        made = new_project(answers)
        left = write_project(folder, made, answers.blog.folder if answers.blog else None)
    elif role.exists():
        raise Refused(f"{role} is there already")
    else:
        made = new_role(answers)
        left = write_into(folder, made)
    return [path for path in made if path not in left], left


def _problems(docs: Path, role: str) -> int:
    """Says what does not fit a role that was added: a library may lack what it takes."""
    from guides_ext.model.load import load_role

    problems = load_role(docs, role).problems
    for one in problems:
        print(one.below(docs), file=sys.stderr)
    return 1 if problems else 0


def _refused(why: object, code: int) -> int:
    print(f"init: {why}", file=sys.stderr)
    return code


def _answers(given: argparse.Namespace, exists: bool) -> Answers:
    """What was given, and asked for on a terminal.

    Raises:
        Refused: something is missing, or is not known; the text says what.
    """
    from guides_ext.start.tree import PIPELINES, TRADES, Answers

    if given.blog and exists:
        raise Refused(f"--from begins a handbook, and {given.folder / 'docs'} is one already")
    # What is not asked for comes first: where it is wrong, nobody has answered in vain.
    pipeline = _one_of("pipeline", given.pipeline, (*PIPELINES, "none"))
    blog = take_in(given.blog, given.folder) if given.blog else None
    id = _id(given.id) if given.id else ""
    company = "" if exists else _ask("--company", given.company, "Your company's name", str)
    title = _ask("--role", given.role, "The role, such as Support Lead", str if id else _id)
    trades = ", ".join(one for one in TRADES if one != "other")
    question = f"Its trade ({trades}; for anything else: other)"
    trade = _ask("--trade", given.trade, question, _trade)
    language = (
        "en" if exists
        else _ask("--language", given.language, "Language of the pages", _language, "en")
    )  # fmt: skip
    question = "Which countries' law applies, such as de,uk (empty for none)"
    codes = _ask("--jurisdictions", given.jurisdictions, question, _jurisdictions, "")
    return Answers(
        company=company,
        title=title,
        id=id or _id(title),
        trade=trade,
        language=language,
        jurisdictions=_jurisdictions(codes),
        pipeline=pipeline,
        today=datetime.date.today(),
        blog=blog,
    )


def _ask(
    flag: str,
    given: str | None,
    question: str,
    check: Callable[[str], object],
    default: str | None = None,
) -> str:
    """What was given; on a terminal it is asked for, until an answer passes the check."""
    asked = given is None and sys.stdin.isatty()
    hint = f" [{default}]" if default else ""
    while True:
        text = ((input(f"{question}{hint}: ") if asked else given) or "").strip() or default
        try:
            if text is None:
                raise Refused(f"{flag} is missing: {question[0].lower()}{question[1:]}")
            if any(unicodedata.category(one) in ("Cc", "Cs") for one in text):
                raise Refused(f"{flag} {text!r}: a line of plain text is expected")
            check(text)
        except Refused as error:
            if not asked:
                raise
            print(error, file=sys.stderr)
        else:
            return text


def _one_of(what: str, word: str, words: tuple[str, ...], more: str = "") -> str:
    if word not in words:
        raise Refused(f"no {what} {word!r}{suggest(word, words)}{more}")
    return word


def _id(title: str) -> str:
    """The name of a role's file without its ending, as Sphinx makes ids of headings."""
    from docutils import nodes

    made = str(nodes.make_id(title))[:60].strip("-")
    if not made or DEVICES.fullmatch(made):
        raise Refused(
            f"no name for a file can be made of {title!r}: name it with --id support-lead"
        )
    return made


def _trade(word: str) -> str:
    from guides_ext.start.tree import TRADES

    return _one_of("trade", word, TRADES, "; for anything else: other")


def _language(word: str) -> str:
    from importlib.resources import files

    known = sorted(one.name for one in files("sphinx.locale").iterdir() if one.is_dir())
    return _one_of("language", word, ("en", *known))


def _jurisdictions(codes: str) -> tuple[str, ...]:
    return tuple(_jurisdiction(code.lower()) for code in re.split(r"[,\s]+", codes) if code)


def _jurisdiction(code: str) -> str:
    from guides_ext.lint.lexicon import codes, is_known

    if not is_known(code):
        near = did_you_mean(code, sorted(codes()))
        raise Refused(
            f"no law of {code!r} is known here{near}: write codes as in ISO 3166, such as de, uk "
            "or us-ca, and leave out what is not known"
        )
    return code
