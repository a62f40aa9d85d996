"""The wheel alone is enough: the first hour, outside of the repository, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from noxfile import PYTHONS, find_python
from tests.stories import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.unshare]

OLDEST, *LATER = PYTHONS
TEN_MINUTES = 600


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made of the source distribution, so that nothing is missing from that."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.whl")
    assert len(list(folder.glob("*.tar.gz"))) == 1
    return made


class Reader:
    """Somebody with an environment in which nothing but the wheel is."""

    def __init__(self, folder: Path, python: str, wheel: Path) -> None:
        self.folder = folder
        venv = folder / "venv"
        subprocess.run([python, "-m", "venv", str(venv)], check=True)
        self.python = venv / "bin" / "python"
        self.environment = {
            "PATH": os.pathsep.join([str(venv / "bin"), "/usr/bin", "/bin"]),
            "HOME": str(folder),
        }
        wanted = f"{wheel}[sessions]"
        command = [self.python, "-m", "pip", "install", "--quiet", "--no-compile", wanted]
        subprocess.run(command, check=True, cwd=folder)

    def __call__(self, *words: str, code: int = 0) -> str:
        """What a command says, run with Python's `-m` and without a network."""
        done = subprocess.run(
            ["unshare", "--map-root-user", "--net", str(self.python), "-m", *words],
            cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout
        return done.stdout

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def first_handbook(folder: Path, wheel: Path, *versions: str) -> Reader:
    """Somebody who has built a new project, with the first of these Pythons that is here."""
    python = next(filter(None, map(find_python, versions)), None)
    if python is None:
        pytest.skip(f"None of the Pythons is here: {', '.join(versions)}")
    reader = Reader(folder, python, wheel)
    begin = time.monotonic()
    words = ["--company", "Acme", "--role", "Support Lead", "--trade", "support"]
    reader("guides_ext", "init", "interviews", *words)
    reader.folder /= "interviews"
    reader("nox", "-s", "handbook")
    assert (reader.folder / "build/html/print/roles/support-lead/ticket.pdf").is_file()
    assert time.monotonic() - begin < TEN_MINUTES
    return reader


def test_the_newest_python_builds_a_handbook_with_the_wheel_alone(
    wheel: Path, tmp_path: Path
) -> None:
    reader = first_handbook(tmp_path, wheel, *reversed(LATER))
    assert "broken" not in reader("guides_ext", "doctor")


def test_the_first_hour_is_played_with_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """With the oldest Python; `nox -s matrix` runs the other tests on each."""
    reader = first_handbook(tmp_path, wheel, OLDEST)
    assert "a mark of a draft: 'TODO'" in reader("nox", "-s", "lint", code=1)
    for path in (reader.folder / "docs").rglob("*.*"):
        if path.suffix in (".md", ".yaml"):
            path.write_text(path.read_text("utf-8").replace("TODO", "Anna"), encoding="utf-8")
    reader("nox", "-s", "lint")

    day = ("--day", "6", "--date", "2026-12-01", "--start", "09:30", "--part", "notes=Ines")
    assert "The papers are in day.pdf" in reader("nox", "-s", "sheets", "--", "support-lead", *day)
    assert (reader.folder / "day.pdf").read_bytes().startswith(b"%PDF")

    page, site = "roles/support-lead.html", reader.folder.parent / "site"
    reader("nox", "-s", "handbook")
    reader("nox", "-s", "publish", "--", str(site))
    reader.replace("docs/roles/support-lead.role.yaml", "A ticket together", "One ticket, together")
    reader("nox", "-s", "handbook")
    assert "One ticket, together" in reader("nox", "-s", "publish", "--", str(site))
    assert "One ticket, together" in (site / "current" / page).read_text("utf-8")
    reader("nox", "-s", "publish", "--", str(site), "--rollback")
    assert "A ticket together" in (site / "current" / page).read_text("utf-8")

    said = reader("guides_ext", "doctor")
    assert "broken" not in said
    assert "all as they were made" in said
