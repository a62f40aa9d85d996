"""The README keeps its promises: its commands are the ones proved, its example builds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
READER = ROOT / ".ci" / "readme_commands.py"


def fenced(language: str) -> list[str]:
    """Return the README's fenced blocks in a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def sessions() -> set[str]:
    """Return the names of the sessions that noxfile.py defines."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return {function.name for function in functions if function.decorator_list}


def read_commands(readme: Path) -> subprocess.CompletedProcess[str]:
    """Run the reader of `.ci/run` on a README that lies beside a copy of it."""
    reader = readme.parent / ".ci" / READER.name
    reader.parent.mkdir()
    reader.write_bytes(READER.read_bytes())
    return subprocess.run([sys.executable, reader], capture_output=True, text=True, check=False)


def test_the_first_two_sh_blocks_are_one_line_each() -> None:
    assert [len(block.splitlines()) for block in fenced("sh")[:2]] == [1, 1]


def test_the_first_command_builds_the_handbook_and_the_second_runs_the_tests() -> None:
    handbook, tests, *_ = fenced("sh")
    assert "-m venv .venv" in handbook
    assert handbook.endswith("nox -s handbook\n")
    assert tests == ".venv/bin/nox -s tests\n"


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


def test_the_readme_names_every_session_and_no_other() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)) == sessions()


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


def test_the_example_project_builds_as_shown(
    tmp_path: Path, make_app: Callable[..., SphinxTestApp]
) -> None:
    files = {
        "conf.py": fenced("python")[0],
        "articles/conducting.md": fenced("markdown")[0],
        "roles/backend.role.yaml": fenced("yaml")[0],
        "index.md": fenced("markdown")[1],
    }
    for name, text in files.items():
        assert f"`{name}`" in README
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    app = make_app("html", srcdir=tmp_path, freshenv=True)
    app.build()
    assert app.warning.getvalue() == ""
    page = (app.outdir / "roles" / "backend.html").read_text(encoding="utf-8")
    assert "Pair programming" in page
    assert "two people, one problem and no audience" in page
