"""What can be done here, and how: `nox --list` shows it, plain `nox` builds the handbook.

Words after `--` go to the tool that a session runs: `nox -s tests -- -k agenda`.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import nox
from nox.command import CommandFailed

sys.path.insert(0, str(Path(__file__).parent))  # nox may run where the package is not installed
from guides_ext.nox_sessions import DOCTREES, register

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["handbook"]
nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"

PYTHONS = ("3.11", "3.12", "3.13")
SPHINXES = {
    "oldest": ("sphinx==8.2.*", "myst-parser==5.1.*", "sphinx-design==0.6.1", "furo==2024.8.6"),
    "newest": ("--upgrade", "sphinx"),
}
TYPED = (
    "guides_ext", "benchmarks", "docs/_ext", "noxfile.py", ".ci/readme_commands.py",
    "tests/needs.py",
)  # fmt: skip
# Tests that stand side by side share builds: each process begins with a run of them, and whoever is
# done first takes over from the end of another's.
PYTEST = ("pytest", "-n", "auto", "--dist", "worksteal")
# Our modules are compiled once, and not by each of the hundreds of programs that tests start, even
# where the environment forbids it, as in many containers.
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}


def group(name: str) -> tuple[str, ...]:
    """Return the requirements of a dependency group of pyproject.toml."""
    return nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), name)


register(docs="docs", install=("--editable", "."), watch=["guides_ext"])


@nox.session
def pdf(session: nox.Session) -> None:
    """Print the handbooks and the series alone, into build/pdf/."""
    session.install("--editable", ".")
    only = ("-b", "guides-pdf", "-D", "guides_print=handbook,series")
    session.run("sphinx-build", *only, *DOCTREES, *session.posargs, "docs", "build/pdf")
    session.log("The PDFs are here: build/pdf/")


@nox.session
def pictures(session: nox.Session) -> None:
    """Take the pictures of the docs and of the README from build/html/, with Chromium."""
    session.install("--editable", ".", *group("pictures"))
    session.run("python", "docs/_ext/pictures.py", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests but the slow ones with the Python that runs nox; `-- --cov`: their coverage."""
    # A third of what is installed is ever imported, and compiled then.
    session.install("--no-compile", "--editable", ".", *group("tests"))
    session.run(*PYTEST, "-m", "not slow and not hostile", *session.posargs, env=COMPILED)


@nox.session
def hostile(session: nox.Session) -> None:
    """Run the long hostile tests: a thousand kills, full disks, large files, files made up."""
    session.install("--editable", ".", *group("tests"), *group("hostile"))
    session.run(*PYTEST, "-m", "hostile", *session.posargs, env=COMPILED)


@nox.session(venv_backend="none")
def thorough(session: nox.Session) -> None:
    """Run the slow tests alone, in the environment of the others."""
    session.notify("tests", ["-m", "slow", *session.posargs])


@nox.session(venv_backend="none")
def matrix(session: nox.Session) -> None:
    """Run the tests on every Python that we support, each with the oldest and the newest Sphinx."""
    outcomes: dict[str, str] = {}
    for version, sphinx in itertools.product(PYTHONS, SPHINXES):
        name = f"Python {version}, {sphinx} Sphinx"
        if python := find_python(version):
            session.log(f"{name}:")
            outcomes[name] = run_tests(session, python, f"{version}-{sphinx}", SPHINXES[sphinx])
        else:
            outcomes[name] = "skipped (this Python is not here)"
    for name, outcome in outcomes.items():
        session.log(f"{name}: {outcome}")
    if "failed" in outcomes.values():
        session.error("The tests do not pass everywhere.")
    if "passed" not in outcomes.values():
        session.error(f"None of the Pythons is here: install one of {', '.join(PYTHONS)}.")


def find_python(version: str) -> str | None:
    """Return the path of a Python of this version ("3.12") that starts, or None."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    installed = sorted(pyenv.glob(f"versions/{version}.*/bin/python"))
    commands = [[f"python{version}"], ["py", f"-{version}"], *([str(path)] for path in installed)]
    for command in commands:  # a command that exists may still be a shim for nothing
        try:
            answer = subprocess.run(
                [*command, "-c", "import sys; print(sys.executable)"],
                capture_output=True, check=True, text=True,
            )  # fmt: skip
        except (OSError, subprocess.CalledProcessError):
            continue
        return answer.stdout.strip()
    return None


def run_tests(session: nox.Session, python: str, name: str, sphinx: tuple[str, ...]) -> str:
    """Run the tests in an environment of their own; return "passed" or "failed"."""
    venv = Path(".nox", "matrix", name)
    inside = str(venv / ("Scripts" if os.name == "nt" else "bin") / "python")
    try:
        session.run(python, "-m", "venv", str(venv), external=True)
        requirements = [".", *group("tests"), *sphinx]
        session.run(inside, "-m", "pip", "install", "--quiet", *requirements, external=True)
        session.run(inside, "-m", *PYTEST, *session.posargs, env=COMPILED, external=True)
    except CommandFailed:
        return "failed"
    return "passed"


@nox.session
@nox.parametrize("sphinx", list(SPHINXES))
def strict(session: nox.Session, sphinx: str) -> None:
    """Build docs/ with every warning an error; the PDFs with the newest Sphinx, for once."""
    session.install("--no-compile", ".", *SPHINXES[sphinx])  # for one build
    session.run("sphinx-build", "--version")
    strictly = ["--fail-on-warning", "--keep-going", "--fresh-env", "--write-all"]
    if sphinx != "newest":  # what is printed hangs on Typst and not on Sphinx
        strictly += ["-D", "guides_print="]
    session.run("sphinx-build", *strictly, *session.posargs, "docs", f"build/strict/{sphinx}")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    session.install("--no-compile", "--editable", ".", *group("types"))  # they are read, not run
    session.run("mypy", *(session.posargs or TYPED))


@nox.session
def style(session: nox.Session) -> None:
    """Check the style; `ruff check --fix` and `ruff format` mend most of it."""
    session.install(*group("style"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure printing, builds, publishing, editions and the linter; `-- --write` writes the docs'
    tables, `-- --public DIR` tries the linter alone on public guides."""
    session.install("--editable", ".", *group("bench"))
    if "--public" in session.posargs:
        session.run("python", "-m", "benchmarks.public", *session.posargs)
        return
    write = [word for word in session.posargs if word == "--write"]
    session.run("python", "-m", "benchmarks.printing", *write)
    session.run("python", "-m", "benchmarks.publishing", *write)
    session.run("python", "-m", "benchmarks.linting", *write)
    session.run("python", "-m", "benchmarks.editions")
    session.run("python", "-m", "benchmarks.bench", *session.posargs)
