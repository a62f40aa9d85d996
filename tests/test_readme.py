"""The README keeps its promises: its commands are the ones proved, its example builds."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.lint.linted import lint
from tests.projects import Project
from tests.stories import blocks

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
READER = ROOT / ".ci" / "readme_commands.py"


def fenced(language: str) -> list[str]:
    """Return the README's fenced blocks in a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@cache
def sessions() -> set[str]:
    """Return the names of the sessions that noxfile.py defines, without their parameters."""
    command = [sys.executable, "-m", "nox", "--list"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^[*-] (\w+)", said, re.MULTILINE))


def read_commands(readme: Path) -> subprocess.CompletedProcess[str]:
    """Run the reader of `.ci/run` on a README that lies beside a copy of it."""
    reader = readme.parent / ".ci" / READER.name
    reader.parent.mkdir()
    reader.write_bytes(READER.read_bytes())
    return subprocess.run([sys.executable, reader], capture_output=True, text=True, check=False)


def test_the_first_two_sh_blocks_are_one_line_each() -> None:
    assert [len(block.splitlines()) for block in fenced("sh")[:2]] == [1, 1]


def test_one_command_builds_the_handbook_and_one_runs_the_tests_each_from_nothing() -> None:
    handbook, tests, *_ = fenced("sh")
    from_nothing = "python3 -m venv .venv && .venv/bin/pip install --quiet nox"
    assert handbook == f"{from_nothing} && .venv/bin/nox -s handbook\n"
    assert tests == f"{from_nothing} && .venv/bin/nox -s tests\n"


def test_ci_runs_exactly_what_the_readme_says() -> None:
    printed = subprocess.run([sys.executable, READER], capture_output=True, text=True, check=True)
    assert printed.stdout == "".join(fenced("sh")[:2])
    assert ".ci/readme_commands.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["```sh\none\n```\n", "```sh\none\ntwo\n```\n\n```sh\nthree\n```\n", "```sh\n```\n" * 2],
    ids=["one block", "two lines", "nothing in it"],
)
def test_a_readme_without_two_commands_is_refused(tmp_path: Path, text: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(text, encoding="utf-8")
    answer = read_commands(readme)
    assert answer.returncode == 1
    assert answer.stderr.startswith("README.md: expected")


def test_the_page_for_contributors_names_every_session_and_no_other() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| session |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sessions()


def test_a_matrix_without_any_of_its_pythons_fails(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "nox", "-s", "matrix"],
        cwd=ROOT,
        env={"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert "None of the Pythons is here" in answer.stderr


def test_the_example_project_builds_as_shown(tmp_path: Path) -> None:
    files = {
        "conf.py": fenced("python")[0],
        "analyst.role.yaml": fenced("yaml")[0],
        "index.md": fenced("markdown")[0],
    }
    assert len(files["analyst.role.yaml"].splitlines()) <= 10
    assert all(f"`docs/{name}`" in README for name in files)
    project = Project(tmp_path).write(files)
    built = project.build(guides_print=["sheet"])
    assert built.warnings == []
    assert "First conversation" in built.page("analyst").text
    assert built.page("index").select_one('a[href^="analyst.html"]')
    assert (built.out / "print" / "analyst" / "call.pdf").is_file()
    lacks = {"adjustments", "answer-date", "decision-rule", "goals-and-non-goals", "owner"}
    lacks |= {"candidate-told", "review-date"}
    assert {one.rule for one in lint(project).findings} <= lacks, "what it does say is sound"


def test_every_block_of_the_readme_is_run_or_built() -> None:
    assert [block.language for block in blocks(README)] == [
        "sh",
        "sh",
        "python",
        "yaml",
        "markdown",
    ]


def test_every_link_of_the_readme_and_of_the_page_for_contributors_leads_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert link.startswith("https://") or (ROOT / link).exists(), link
