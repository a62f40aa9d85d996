"""The pipelines in the docs, line by line, in a clone as a runner makes it.

Real are git, ssh, rsync, nox, noxfile.py and the builds. What stands in: `pip` and `apt-get`, whose
lines are checked and not run, and the environments of sessions, for which nox is told to take the
one that the tests run in.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from guides_ext.publish.build import read_build
from tests.needs import TOOLS
from tests.projects import GARDEN, Project
from tests.publish.conftest import Sshd
from tests.publish.test_branch import git
from tests.test_readme import fenced

ROOT = Path(__file__).parent.parent.parent
SERVERS = ROOT / "docs" / "how-to" / "servers"
NOX = f'#!/bin/sh\nexec {sys.executable} -m nox --force-venv-backend none --no-install "$@"\n'
RECORD = '#!/bin/sh\necho "${0##*/} $*" >>"$HOME/installed"\n'
SSH = """\
#!/bin/sh
exec {ssh} -F none -o StrictHostKeyChecking=yes -o IdentitiesOnly=yes \
    -o UserKnownHostsFile="$HOME/.ssh/known_hosts" -i "$HOME/.ssh/id_ed25519" "$@"
"""


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory, running_sshd: Sshd) -> Runner:
    """A runner with a clone, as shallow as theirs are, and its origin: the last commit, with a
    small handbook in place of ours."""
    folder = tmp_path_factory.mktemp("runner")
    git(folder, "init", "--quiet", "--bare", "origin.git")
    git(folder, "clone", "--quiet", "--no-local", str(ROOT), "source")
    shutil.rmtree(folder / "source" / "docs")
    small = Project(folder / "source").write(GARDEN)
    git(small.folder, "add", "--all", "docs")
    anna = ["-c", "user.name=Anna", "-c", "user.email=anna@example.com"]
    git(small.folder, *anna, "commit", "--quiet", "--message", "A small handbook")
    git(small.folder, "push", "--quiet", "../origin.git", "HEAD:refs/heads/main")
    shallow = ("--depth=1", "--branch=main", f"file://{folder}/origin.git")
    git(folder, "clone", "--quiet", *shallow, "clone")
    (folder / "home").mkdir()
    (folder / "bin").mkdir()
    ssh = SSH.format(ssh=running_sshd.ssh)
    for name, script in (("nox", NOX), ("pip", RECORD), ("apt-get", RECORD), ("ssh", ssh)):
        (folder / "bin" / name).write_text(script)
        (folder / "bin" / name).chmod(0o755)
    return Runner(folder)


class Runner:
    """Runs lines as a pipeline does, in a clone, with a home that has nothing in it."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.origin, self.home = (
            folder / "clone",
            folder / "origin.git",
            folder / "home",
        )
        path = [folder / "bin", Path(sys.executable).parent, "/usr/sbin", "/usr/bin", "/bin"]
        self.environment = {
            "CI": "true",
            "HOME": str(self.home),
            "PATH": os.pathsep.join(map(str, path)),
            "PYTHONPATH": str(self.clone),
        }

    def run(self, script: str, **more: str) -> None:
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.clone, env=self.environment | more, check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert done.returncode == 0, f"{script}\n{done.stdout}"

    def installed(self) -> list[str]:
        """What was asked of pip and apt-get since the last look."""
        path = self.home / "installed"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


def load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((SERVERS / name).read_text(encoding="utf-8"))
    return data


@pytest.mark.slow
def test_each_line_for_github_does_what_it_says(runner: Runner) -> None:
    steps = load("github.yml")["jobs"]["publish"]["steps"]
    for step in steps:
        if "run" in step:
            runner.run(step["run"])
    assert runner.installed() == ["pip install nox"]
    assert re.search(r"pip install (--quiet )?nox ", fenced("sh")[0]), "as the README does"
    page = (runner.clone / "build/html/index.html").read_text(encoding="utf-8")
    assert git(runner.origin, "show", "gh-pages:index.html") == page.strip()
    assert git(runner.origin, "log", "-1", "--format=%an", "gh-pages") == "github-actions[bot]"


@pytest.mark.slow
def test_each_line_for_gitlab_does_what_it_says(runner: Runner, sshd: Sshd, tmp_path: Path) -> None:
    """In the same clone, so that not all is built again."""
    site = tmp_path / "site"
    with (runner.clone / "pyproject.toml").open("a") as file:
        file.write(f'\n[tool.guides.publish.staff]\nto = "{sshd.address(site)}"\n')
    job = load("gitlab-ci.yml")["publish"]
    variables = {"SSH_KEY": str(sshd.folder / "user"), "SSH_KNOWN_HOSTS": str(tmp_path / "known")}
    (tmp_path / "known").write_text(sshd.known_hosts())
    for line in (*job["before_script"], *job["script"]):
        runner.run(line, **variables)
    packages = ["openssh-client", "rsync"]
    wanted = ["apt-get update", f"apt-get install --yes {' '.join(packages)}", "pip install nox"]
    assert runner.installed() == wanted
    assert set(packages) <= {tool.package for tool in TOOLS.values()}, "names of Debian's packages"
    assert (runner.home / ".ssh").stat().st_mode & 0o777 == 0o700
    page = (runner.clone / "build/html/index.html").read_text(encoding="utf-8")
    assert (site / "current" / "index.html").read_text(encoding="utf-8") == page


def test_a_host_that_only_calls_sphinx_gets_all_of_the_handbook(garden: Project) -> None:
    """With the command that Read the Docs gives for such a file."""
    asked = load("readthedocs.yaml")
    assert (ROOT / asked["sphinx"]["configuration"]).is_file()
    assert asked["python"]["install"] == [{"method": "pip", "path": "."}]
    out = garden.folder / "out" / "html"
    command = [sys.executable, "-m", "sphinx", "-T", "-b", "html", "-d", "_build/doctrees"]
    command += ["-D", "language=en", ".", str(out)]
    subprocess.run(command, cwd=garden.source, check=True, capture_output=True)
    built = read_build(out)
    pdfs = {"print/series.pdf", "print/roles/gardener.pdf", "print/roles/gardener/walk.pdf"}
    assert {"index.html", "roles/gardener.html", "guides.json", *pdfs} <= built.found.keys()
