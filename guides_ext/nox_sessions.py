"""What is done with a handbook, as sessions of nox.

A `noxfile.py` needs no more than this:

    from guides_ext.nox_sessions import register

    register(docs="docs")

Nothing else in the package needs nox. Words after `--` go to the tool that a session runs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import nox

DOCTREES = ("-d", "build/doctrees")
PREVIEW = Path("build/preview")


def register(docs: str = "docs", *, install: Sequence[str] = (), watch: Sequence[str] = ()) -> None:
    """Registers `handbook`, `serve`, `sheets`, `lint`, `company`, `candidate` and `publish`.

    They run in the environment that nox runs in, since this module is in it already.

    Args:
        docs: the folder of conf.py, from that of the nox file.
        install: what `pip install` is given, where each session shall have an environment of its
            own instead.
        watch: folders besides `docs` that `serve` looks at for changes.
    """
    session_of = nox.session if install else nox.session(venv_backend="none")

    def run(session: nox.Session, *command: str, needs: Sequence[str] = ()) -> None:
        if session.virtualenv.venv_backend == "none":
            session.run(sys.executable, "-m", *command, external=True)
        else:
            session.install(*install, *needs)
            session.run("python", "-m", *command)

    @session_of
    def handbook(session: nox.Session) -> None:
        """Build the handbook, with its PDFs and sheets, into build/html/."""
        run(session, "sphinx", *DOCTREES, *session.posargs, docs, "build/html")
        session.log("The handbook is here: build/html/index.html")

    @session_of
    def serve(session: nox.Session) -> None:
        """Show the pages and each sheet on 127.0.0.1, and build them anew at every change."""
        if not (install or find_spec("sphinx_autobuild")):
            session.error("sphinx-autobuild is missing: pip install sphinx-autobuild")
        shown = files("guides_ext.start").joinpath("sheet.html").read_text(encoding="utf-8")
        PREVIEW.mkdir(parents=True, exist_ok=True)
        (PREVIEW / "sheet.html").write_text(shown, encoding="utf-8")
        session.log("One sheet alone: http://127.0.0.1:8000/sheet.html#roles/ROLE/STAGE")
        options = ["--host", "127.0.0.1", *DOCTREES]
        for folder in watch:
            options += ["--watch", folder]
        command = ("sphinx_autobuild", *options, *session.posargs, docs, str(PREVIEW))
        run(session, *command, needs=["sphinx-autobuild"])

    @session_of
    def sheets(session: nox.Session) -> None:
        """Print the sheets alone, into build/sheets/; `-- ROLE --date …`: the papers of a day."""
        if session.posargs:
            run(session, "guides_ext", "sheets", "--source", docs, *session.posargs)
        else:
            only = ("-b", "guides-pdf", "-D", "guides_print=sheet")
            run(session, "sphinx", *only, *DOCTREES, docs, "build/sheets")
            session.log("The sheets are here: build/sheets/")

    @session_of
    def lint(session: nox.Session) -> None:
        """Say what would make the interviews unfair, unclear or unprepared: `-- --help`."""
        run(session, "guides_ext", "lint", docs, *session.posargs)

    @session_of
    def company(session: nox.Session) -> None:
        """Make the company's edition: copy, build and gate, into build/company/."""
        edition(session, "company")

    @session_of
    def candidate(session: nox.Session) -> None:
        """Make the candidate's edition: copy, build and gate, into build/candidate/."""
        edition(session, "candidate")

    def edition(session: nox.Session, name: str) -> None:
        made = ("--edition", name, docs, f"build/{name}")
        run(session, "guides_ext", "edition", *made, *session.posargs)

    @session_of
    def publish(session: nox.Session) -> None:
        """Take build/html/ to where people read it: `-- TARGET`, or `-- --help`."""
        run(session, "guides_ext", "publish", *session.posargs)
