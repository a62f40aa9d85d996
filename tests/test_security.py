"""The security model of the docs (why/security.md), claim by claim, where no room tests it already.

Elsewhere: hostile YAML in tests/model/test_yaml_source.py, bases outside of the sources in
tests/model/test_extends.py, builds that end early in tests/hostile/test_whole.py, text that looks
like Typst in tests/print/test_hostile_text.py, what a publish refuses in tests/publish/, and files
of every kind in the table, tests/hostile/cases/.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from guides_ext.articles.jekyll.rendering import Rendering
from guides_ext.model import extends, source
from tests.projects import CONF, Project
from tests.stories import DOCS, ROOT

SAID = (DOCS / "why" / "security.md").read_text(encoding="utf-8")

WATCH = """\
import json, os, sys

def watch(event, arguments):
    if event == "subprocess.Popen":
        told = [str(word) for word in arguments[1]]
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        told = [str(arguments[1])]
    elif event == "open" and set(str(arguments[1])) & set("wxa+") and isinstance(arguments[0], str):
        told = [os.path.abspath(arguments[0])]
    elif event in ("os.mkdir", "os.rename", "os.system", "os.exec"):
        told = [os.path.abspath(arguments[0])]
    else:
        return
    line = json.dumps([event, *told]) + "\\n"
    log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, line.encode())
    os.close(log)

sys.addaudithook(watch)
"""
"""What Python itself tells of a process: programs that it starts, connections, files it writes."""


@pytest.fixture
def watched(garden: Project, tmp_path: Path) -> list[list[str]]:
    """All that a build with PDFs does to the world, told by every process of it."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "watch"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(tmp_path / "tmp"),
        "WATCHED": str(tmp_path / "watched"),
    }
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", garden.source, tmp_path / "out"]
    subprocess.run(command, env=environment, check=True)
    assert (tmp_path / "out" / "print" / "roles" / "gardener" / "walk.pdf").is_file()
    lines = (tmp_path / "watched").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.git
def test_a_build_starts_two_programs_and_opens_no_connection(watched: list[list[str]]) -> None:
    started = [what for event, *what in watched if event in ("subprocess.Popen", "os.exec")]
    assert sorted(Path(command[0]).name for command in started) == sorted(
        ["git", Path(sys.executable).name]
    )
    assert ["git", "-C"] in [command[:2] for command in started]
    assert [event for event, *_ in watched if event.startswith(("socket.", "os.system"))] == []


def test_a_build_writes_below_its_output_and_into_a_folder_that_it_removes(
    watched: list[list[str]], tmp_path: Path
) -> None:
    files = {
        Path(what[0]) for event, *what in watched if event in ("open", "os.mkdir", "os.rename")
    }
    homes = [tmp_path / "out", tmp_path / "tmp", Path(os.devnull)]
    assert [file for file in files if not any(file.is_relative_to(home) for home in homes)] == []
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("tag", ["include link.md", "include ../../outside.txt",
                                 "include_relative link.md"])  # fmt: skip
def test_jekyll_includes_nothing_from_outside_of_the_sources(tmp_path: Path, tag: str) -> None:
    (tmp_path / "outside.txt").write_text("From outside.\n", encoding="utf-8")
    post = f"---\nlayout: post\n---\n# Post\n\n{{% {tag} %}}\n"
    project = Project(tmp_path).write(
        {"conf.py": CONF + 'exclude_patterns = ["link.md", "_includes"]\n', "_includes/a.md": "A\n",
         "index.md": post}
    )  # fmt: skip
    for link in (project.source / "link.md", project.source / "_includes" / "link.md"):
        link.symlink_to(tmp_path / "outside.txt")
    built = project.build()
    assert "From outside." not in built.page("index").text
    assert any("guides.jekyll" in line for line in built.warnings)


def test_an_error_is_escaped_where_a_page_quotes_it(garden: Project) -> None:
    garden.replace("roles/gardener.role.yaml", "minutes: 30", "minutes: '<script>1</script>'")
    page = garden.build().read("roles/gardener.html")
    assert "&lt;script&gt;1" in page
    assert "<script>1" not in page


def test_rules_of_ones_own_do_not_run_in_a_build(garden: Project) -> None:
    garden.write({"rules.py": "raise SystemExit('it has run')\n"})
    assert garden.build(guides_lint_rules=["rules.py"]).warnings == []


def test_the_page_names_the_limits_of_the_code() -> None:
    for limit in (extends._LARGEST, extends._DEEPEST, source._DEEPEST, source._LARGEST):
        assert f"{limit:,} " in SAID
    assert Rendering.MOST_INCLUDES
